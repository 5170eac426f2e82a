"""Closing a year: its canonical bytes with results, fingerprinted, kept in the book, compared again at every check.

The bytes hold the year's own rows, the shared facts its results rest on (names, lineage, regulation revisions, forms),
the results as the program gives them at that moment, and the version of the program. The fingerprint covers those
bytes, the seal before and the journal's head before the closing. A seal is never rewritten: a year that is opened again
keeps its seals and gets the next one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from models.book.base import fields
from models.book.closing import sealed as sealed_rows
from models.book.closing.rows import Seal, pack, seal_fingerprint
from models.book.closing.sealed import Content, RowDifference
from models.exchange.results import plain, standing_document
from models.file.history import canonical
from models.keeping import days
from models.keeping.verify import refuse_unsound
from models.rules.errors import BadInput, RuleViolation
from models.rules.number import codes

if TYPE_CHECKING:
    from models.book.book import Book
    from models.file.declared.shapes import Row

ENGINE: Final = "so-khoi 0.1.0"
"""The program that made a seal's results; its version is the package's (a test holds them equal)."""
LONGEST_LIST: Final = 200
"""Differences named at most; more say nothing more."""


@dataclass(frozen=True, slots=True)
class ResultDifference:
    """A result that comes out otherwise today: of a unit (at a stage, for a node) or ballot, what, sealed and now."""

    unit: str
    what: str
    sealed: str
    now: str
    stage: str = ""
    node: str = ""


@dataclass(frozen=True, slots=True)
class Check:
    """One seal beside the book as it is. `sound`: the stored bytes are those of the fingerprint. Differences are
    looked for while the year stays closed."""

    seal: Seal
    sound: bool
    rows: tuple[RowDifference, ...] = ()
    results: tuple[ResultDifference, ...] = ()

    @property
    def ok(self) -> bool:
        """Nothing differs."""
        return self.sound and not self.rows and not self.results


# --- acts -------------------------------------------------------------------------------------------------------------


def close_year(book: Book, year: int, on: str | None = None) -> Seal:
    """Close a year: what is open is listed in the seal and goes along; its rows cannot be written from now on.

    A backup is made first. Final; `reopen_year` is the way back. The day is none before the year began, before it was
    last reopened, or still to come. Refusals: `year.unknown`, `year.closed`, BadInput `date.bad`, `date.future`,
    `date.backwards`, `close.before_year` (facts: `year`, `on`), those of `refuse_unsound` and of the file.
    """
    refuse_unsound(book.store)
    book.years.must_be_open(year)
    day = days.of(book, on)
    if day < f"{year}-01-01":
        raise BadInput("close.before_year", year=year, on=day)
    days.since(book, max((one.reopened_on or one.closed_on for one in book.closing.seals(year)), default=None), on)
    book.back_up("year-end")
    open_points = [point.words for point in book.closing.open_points(year)]
    n = len(book.closing.seals(year)) + 1
    newest, last = book.closing.newest_seal(), book.store.journal.last()
    assert last is not None, "a book begins with the op of its creation"
    previous = newest.fingerprint if newest else None
    facts = {"year": year, "n": n, "open": len(open_points)}
    with book.store.operation("close-year", facts, final=True) as tx:
        book.years.mark(year, "closed")
        with book.beside() as closed:  # second counts and keyings end with the year, and nothing is kept from anybody
            content = canonical.encode(content_of(closed, year, n)).encode()
        row: Row = {
            "year": year,
            "n": n,
            "closed_on": day,
            "by": book.people.current.name if book.people.current.key else None,
            "previous": previous,
            "journal_head": last.hash,
            "engine": ENGINE,
            "open_points": open_points or None,
            "fingerprint": seal_fingerprint(content, previous, last.hash),
            "content": pack(content),
        }
        tx.insert("seal", row)
        tx.facts["code"] = codes.shown(row["fingerprint"])
        tx.checkpoint()
    return book.closing.seals(year)[-1]


def reopen_year(book: Book, year: int, reason: str, on: str | None = None) -> None:
    """Open a closed (or handed-over) year again, for the reason given; its seal stays and says so. What came of its
    proposals since the closing becomes part of its rows.

    Refusals: `year.unknown`, RuleViolation `close.is_open`, BadInput `close.reason_missing`, `date.bad`, `date.future`,
    `date.backwards` (before the closing).
    """
    if book.years.get(year).state == "open":
        raise RuleViolation("close.is_open", year=year)
    said = fields.note(reason)
    if said is None:
        raise BadInput("close.reason_missing", year=year)
    seal = book.closing.seal(year)
    day = days.since(book, seal.closed_on if seal else None, on)
    by = book.people.current.name if book.people.current.key else None
    with book.store.operation("reopen-year", {"year": year, "reason": said}) as tx:
        book.years.mark(year, "open")
        book.awards.take_in(year)
        if seal is not None:
            tx.update("seal", (year, seal.n), reopened_on=day, reopened_by=by, reopened_reason=said)


# --- what is sealed ---------------------------------------------------------------------------------------------------


def content_of(book: Book, year: int, n: int) -> Content:
    """The canonical content of a year as its n-th seal would hold it now."""
    return {
        "format": sealed_rows.FORMAT,
        "version": sealed_rows.VERSION,
        "book": book.store.meta("book_id"),
        "year": year,
        "n": n,
        "engine": ENGINE,
        "rows": sealed_rows.rows_of(book.store, year),
        "shared": sealed_rows.shared_of(book.store, year),
        "results": results_of(book, year),
    }


def results_of(book: Book, year: int) -> Content:
    """The standing of a year, every sheet's totals and items, and what its ballots gave, as exact text."""
    sheets: dict[str, dict[str, Any]] = {}
    stages = [
        key for one in book.years.stages(year) for key in (one.key, *(one.panel.by.values() if one.panel else ()))
    ]
    for stage in stages:
        for period in book.years.periods(year):
            for unit, result in book.standing.matrix(year, stage, period.key).items():
                items = {key: plain(item.value) for key, item in result.items.items()}
                totals = {
                    name: plain(getattr(result, name))
                    for name in ("base", "bonus", "penalty", "total", "ranking_points")
                }
                sheets.setdefault(f"{stage}/{period.key}", {})[unit] = {**totals, "items": items}
    ballots = {
        one.key: {
            "title": one.title,
            "chosen": [one.name(candidate) for candidate in counted.chosen],
            "next": counted.next,
            "outcomes": [_outcome(plain(outcome)) for outcome in counted.outcomes],
        }
        for one in book.ballots.all(year)
        if (counted := book.ballots.result(one.key)) is not None
    }
    return {"standing": standing_document(book, year, explained=False), "sheets": sheets, "ballots": ballots}


def _outcome(said: Content) -> Content:
    """An outcome as seals hold it: that most votes decided is said only where they did, as older seals know nothing
    of it.
    """
    return {name: value for name, value in said.items() if name != "plurality" or value}


def sealed(seal: Seal) -> Content | None:
    """What a seal holds; None when its bytes cannot be read any more, or hold something else than a seal does."""
    return sealed_rows.read(seal.packed, {name: getattr(seal, name) for name in sealed_rows.HEAD})


# --- looking again ----------------------------------------------------------------------------------------------------


def check(book: Book) -> tuple[Check, ...]:
    """Every seal of the book: are its bytes as they were, and while its year is closed, what differs from them now."""
    return tuple(_check(book, seal) for seal in book.closing.seals())


def since(book: Book, typed: str) -> Check:
    """The closing whose code stands on a paper, and what differs from it today, also where the year was opened again or
    closed anew since; the code of a handover means the closing it rested on. BadInput `seal.code_unknown`.
    """
    known = {one.fingerprint: one for one in book.closing.seals()}
    meant = known | {one.fingerprint: known[one.seal] for one in book.closing.custodies() if one.seal in known}
    found = next((seal for fingerprint, seal in meant.items() if not codes.wrong_group(typed, fingerprint)), None)
    if found is None:
        raise BadInput("seal.code_unknown")
    return _check(book, found, though_reopened=True)


def _check(book: Book, seal: Seal, though_reopened: bool = False) -> Check:
    old = sealed(seal) if seal.sound else None
    if old is None:
        return Check(seal, sound=False)
    if seal.reopened_on is not None and not though_reopened:
        return Check(seal, sound=True)
    rows = tuple(sealed_rows.differences(book.store, seal.year, old))
    now = canonical.plain(results_of(book, seal.year))
    try:
        results = tuple(_result_differences(old["results"], now))
    except (LookupError, TypeError, AttributeError):  # a forged seal: what stands in the place of results is none
        return Check(seal, sound=False)
    return Check(seal, sound=True, rows=rows[:LONGEST_LIST], results=results[:LONGEST_LIST])


def _result_differences(old: Content, new: Content) -> Iterator[ResultDifference]:
    places = [{place["unit"]: place for place in one["standing"]["places"]} for one in (old, new)]
    for unit in _both(*places):
        was, now = (each.get(unit, {}) for each in places)
        for what in ("rank", "points"):
            if was.get(what) != now.get(what):
                yield ResultDifference(unit, what, _words(was.get(what)), _words(now.get(what)))
        labels = [each.get("class", {}).get("label", "") for each in (was, now)]
        if labels[0] != labels[1]:
            yield ResultDifference(unit, "class", *labels)
    for key in _both(old["ballots"], new["ballots"]):
        ballots = [one["ballots"].get(key, {}) for one in (old, new)]
        if ballots[0] != ballots[1]:
            chosen = [", ".join(one.get("chosen", ())) for one in ballots]
            yield ResultDifference(next(one["title"] for one in ballots if one), "ballot", chosen[0], chosen[1])
    for place in _both(old["sheets"], new["sheets"]):
        sheets = [one["sheets"].get(place, {}) for one in (old, new)]
        for unit in _both(*sheets):
            was, now = (each.get(unit, {}) for each in sheets)
            for what in ("base", "bonus", "penalty", "total"):
                if was.get(what) != now.get(what):
                    stage = place.partition("/")[0]
                    yield ResultDifference(unit, what, _words(was.get(what)), _words(now.get(what)), stage)
            items = [each.get("items", {}) for each in (was, now)]
            for node in _both(*items):
                values = [each.get(node) for each in items]
                if values[0] != values[1]:
                    stage = place.partition("/")[0]
                    yield ResultDifference(unit, "item", _words(values[0]), _words(values[1]), stage, node)


def _both(first: Mapping[str, Any], second: Mapping[str, Any]) -> list[str]:
    """Keys of both, in the order of the first."""
    return [*first, *(key for key in second if key not in first)]


def _words(value: Any) -> str:
    """A sealed value as text: exact numbers, or the word that stands for no number."""
    if isinstance(value, Mapping):
        return str(value.get("no_number", ""))
    return "" if value is None else str(value)
