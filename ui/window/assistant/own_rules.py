"""What the assistant's answers write into the year's own regulation: rules put in, replaced or taken out in one act."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from models.book.regulation.regulations import OWN_NAME
from models.rules.place.regulation import Regulation, Rule
from ui.base.session import Session

REASON = "Trả lời ở trợ lý lập sổ"
CITE = "Quy chế của khối"
"""What a rule cites whose article nobody named; the document typed on the page stands beside it."""
Changes = dict[str, Rule | None]
"""Rules by their key; None takes one out."""


def own(session: Session) -> tuple[Rule, ...]:
    """The rules of the year's own regulation that are in force at its end, none while there is no regulation."""
    law = session.book.regulations
    found = law.of_year(session.year)
    rules = law.rules_of(found.key) if found is not None else ()
    last = session.book.years.last_day(session.year)
    return tuple(one for one in rules if one.in_force(last))


def rule_of(session: Session, kind: str, scope: str | None = None) -> Rule | None:
    """The year's own rule of a kind for a scope."""
    return next((one for one in own(session) if (one.kind, one.scope) == (kind, scope)), None)


def answered(
    session: Session, old: Rule | None, kind: str, scope: str | None, spec: Mapping[str, object] | None, quote: str
) -> Changes:
    """What an answer changes: `spec` None leaves it to be asked. A rule that says so already stays as it is."""
    if spec is None:
        return {} if old is None else {old.key: None}
    if old is not None and dict(old.spec) == dict(spec):
        return {}
    made = old or Rule(session.book.new_key(), kind, scope, cite=CITE)
    return {made.key: replace(made, spec=spec, quote=quote, unverified=False)}


def put(session: Session, changes: Changes, document: str = "") -> None:
    """Write changes as one revision of the year's regulation; a year without one begins its own with them. Refusals as
    in `regulations.adopt` and `revise`.
    """
    law, year = session.book.regulations, session.year
    if not changes:
        return
    if document:
        cited = f"{CITE} ({document})"
        changes = {
            key: replace(one, cite=cited) if one is not None and one.cite == CITE else one
            for key, one in changes.items()
        }
    if law.of_year(year) is not None:
        law.revise(year, changes, REASON, document or None)
        return
    head = Regulation(session.book.new_key(), OWN_NAME, reason=REASON, document=document or None)
    law.adopt(year, head, [one for one in changes.values() if one is not None])
