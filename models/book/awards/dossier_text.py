"""By which text a dossier is judged where the law changed: by the day the competent body received it, one by one.

A dossier received before the change goes by the former text; by the newer one only where that is better for it, a
choice of its own, with its reason. What the newer text says stands in a regulation, never here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from models.book.base import fields
from models.book.regulation.citations import KnownChange
from models.rules.errors import BadInput, RuleViolation

if TYPE_CHECKING:
    from models.book.awards.floor import AwardsBook
    from models.book.awards.rows import Proposal

SETTING: Final = "dossier-text"
"""With the year, the setting of dossiers: proposal -> received_ (day), favourable_ (the reason why the newer text)."""


@dataclass(frozen=True, slots=True)
class DossierText:
    """The text one dossier goes by: "former" or "newer", "open" while nobody said when it was received; the reason
    where the newer one was chosen as more favourable."""

    change: KnownChange
    text: Literal["former", "newer", "open"]
    received: str | None = None
    reason: str = ""


def of(book: AwardsBook, proposal: Proposal) -> tuple[DossierText, ...]:
    """For each known change that holds by today, the text a proposal's dossier goes by; none of one decided before."""
    kept = book.settings.get(f"{SETTING}.{proposal.year}", {}).get(proposal.key, {})
    received, reason = kept.get("received"), kept.get("favourable", "")
    return tuple(_text(change, received, reason) for change in _concerning(book, proposal))


def _concerning(book: AwardsBook, proposal: Proposal) -> tuple[KnownChange, ...]:
    today, decided = book.today(), proposal.decided_on or "9999"
    return tuple(one for one in book.citations.changes(proposal.year) if one.since <= min(today, decided))


def _text(change: KnownChange, received: str | None, reason: str) -> DossierText:
    if received is None:
        return DossierText(change, "open")
    if received >= change.since:
        return DossierText(change, "newer", received)
    chosen = bool(reason) and change.favourable
    return DossierText(change, "newer" if chosen else "former", received, reason if chosen else "")


def record(book: AwardsBook, proposal: Proposal, received: str | None, favourable: str | None) -> None:
    """Say when a dossier was received, and with `favourable` why the newer text is better for it; None takes it back.
    Like what becomes of a proposal, the day often comes after the year was closed: nothing of its rows changes.

    Refusals: `date.bad`, `date.future`, RuleViolation `dossier.no_change` (facts: `year`), BadInput `dossier.no_day`,
    RuleViolation `dossier.newer_already` (facts: `number`) of one received after every change,
    `dossier.not_favourable` (facts: `number`) of one before changes that leave no choice.
    """
    changes = _concerning(book, proposal)
    if not changes:
        raise RuleViolation("dossier.no_change", year=proposal.year)
    day, reason = fields.date_or_none(received, "received_on"), fields.note(favourable)
    if day is not None:
        fields.until(day, "received_on", book.today())
    elif reason:
        raise BadInput("dossier.no_day")
    if reason and day is not None and not any(day < one.since and one.favourable for one in changes):
        later = [one.number for one in changes if day < one.since]
        if later:
            raise RuleViolation("dossier.not_favourable", number=", ".join(later))
        raise RuleViolation("dossier.newer_already", number=", ".join(one.number for one in changes))
    setting = f"{SETTING}.{proposal.year}"
    kept = {key: said for key, said in book.settings.get(setting, {}).items() if key != proposal.key}
    if day is not None:
        kept[proposal.key] = {"received": day, **({"favourable": reason} if reason else {})}
    who = proposal.name or book.members.unit(proposal.unit, f"{proposal.year}-12-31").short_name
    facts = {"year": proposal.year, "title": proposal.title_name, "who": who}
    with book.store.operation("say-dossier-text", facts):
        book.settings.put(setting, kept or None)
