"""What the form's checker finds, with what the year's log was to fill in the form and cannot any more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.rules.form.checking.checker import Fault
from models.rules.form.scoring import Form, Item
from models.rules.place.regulation import Rule
from ui.base.session import Session

if TYPE_CHECKING:
    from models.book.following import feeds


def of_form(session: Session, form: Form, years: frozenset[int]) -> tuple[Fault, ...]:
    """The faults of a form in printed order; `years` are those that score by it."""
    book, year = session.book, session.year
    known = book.years.find(year) is not None
    found = book.forms.check(form.key, _class_bands(session) if known else ())
    if year not in years:
        return found
    place = {node.key: n for n, node in enumerate(form.nodes)}
    fed = (_feed_fault(session, form, one) for one in book.log.feeds.faults(year))
    return tuple(sorted([*found, *filter(None, fed)], key=lambda fault: place.get(fault.node, -1)))


def _class_bands(session: Session) -> tuple[object, ...]:
    """The year's class bands, so that the checker can say which class nobody reaches."""
    rule = session.book.regulations.governing(session.year, "classes/1")
    return tuple(rule.spec["bands"]) if isinstance(rule, Rule) else ()  # type: ignore[arg-type]  # a JSON list


def _feed_fault(session: Session, form: Form, fault: feeds.Fault) -> Fault | None:
    """A feed that fills nothing, at its item; one whose item no form of the year has stands at every form."""
    feed, node = fault.feed, form.find(fault.feed.item)
    if node is None and fault.why != "no-item":
        return None
    spec = node.input(feed.input) if isinstance(node, Item) else None
    called = spec.label if spec is not None else feed.input or session.names.node(feed.item)
    return Fault(f"feed.{fault.why}", "" if node is None else node.key, {"label": called})
