"""Our results against those of the independent verifier, on years sown by chance: every point, place, class and vote.

A year is brought into a book, the questions it asks are answered twice over (some on their facts, some on facts that
are no longer those), the book is written out, and the verifier computes the same document. Compared are the sheets
(items, groups, totals, what exceeds), the places of the year and of each step with the questions they wait for,
classes, quotas, ballots, hands, quorum, decisions in writing. `Reached.wanted` is what such years must reach: what
fewer than twenty of the long run's years reach counts as failed, for what was never tried was never compared.
"""

from __future__ import annotations

import shutil
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from models.book.book import Book, create_book
from models.exchange import interchange
from models.rules.number.points import Fraction, to_text
from tests.book.conftest import Clock, keys
from tests.format import years as ours
from tests.format.cases import sheet_shown
from tests.format.independent import V, place_shown, rows_of, value_shown
from tests.proofs.reached import Reached
from tests.proofs.run import Done, Row
from tests.proofs.sown_years import YEAR, Year

LONG, SHORT = 2_000, 50
LEAST = 20
"""How many of the long run's years must reach each thing."""
NAMED = 3
"""How many of the things that the fewest years reach the table names."""
Json = dict[str, Any]


def prove(seed: int, cases: int, done: Done) -> Iterator[Row]:
    """All years; then one row for everything they are to reach."""
    reached: Counter[str] = Counter()
    found = []
    with tempfile.TemporaryDirectory(prefix="so-khoi-") as folder, Reached(V) as watch:
        for number in range(cases):
            case = f"{seed} {number}"
            if case not in done.known:
                try:
                    done.keep(case, _case(Path(folder) / "nam", case, watch))
                except Exception as error:
                    done.keep(case, [f"{type(error).__name__}: {error}", []])
            fault, reach = done.known[case]
            reached.update(reach)
            if fault:
                found.append(f"year {case}: {fault}")
    yield Row("years computed by both", cases, len(found), tuple(found))
    yield reach_row(watch.wanted(), reached, LEAST * cases // LONG)


def reach_row(wanted: Sequence[str], reached: Mapping[str, int], least: int) -> Row:
    """One row for everything that years are to reach, with what the fewest reached; failed is what fewer than `least`
    did, each named with how many."""
    few = tuple(f"{what}: {reached.get(what, 0)} years" for what in wanted if reached.get(what, 0) < least)
    last = sorted(wanted, key=lambda what: reached.get(what, 0))[:NAMED]
    told = ", ".join(f"{what} {reached.get(what, 0)}" for what in last)
    return Row(f"things that years reach (fewest: {told})", len(wanted), len(few), few)


def _case(folder: Path, case: str, watch: Reached) -> tuple[str, list[str]]:
    """What differs in one year ("" for nothing), and what it reached."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    with create_book(folder / "a.sokhoi", "Khối", clock=Clock("2027-01-10"), key_source=keys()) as book:
        year = Year(case)
        interchange.check(year.document)
        interchange.import_into(book, year.document)
        for turn in range(2):
            with book.store.operation("decide") as tx:
                for row in year.answers(_asked(book), turn):
                    tx.insert("decision", row)
        own = of_book(book)
        watch.anew()
        other, faults = of_verifier(interchange.export_book(book))
    fault = f"the verifier found {faults[:3]}" if faults else difference("", own, other)
    return fault, sorted(watch.found())


def _asked(book: Book) -> list[Any]:
    found = [*book.standing.open_questions(YEAR), *book.standing.ranking(YEAR).questions]
    for meeting in book.meetings.all(YEAR):
        said = [*book.meetings.attendance.quorum(meeting.key), *book.meetings.hands(meeting.key)]
        found += [one.question for one in said if one.question is not None]
    found += [q for b in book.ballots.all(YEAR) if (r := book.ballots.result(b.key)) for q in r.questions]
    return list({(question.key, question.subject): question for question in found}.values())


def of_book(book: Book) -> Json:
    """Everything compared, as the program has it."""
    known = book.years.stages(YEAR)
    stages = [key for one in known for key in (one.key, *(one.panel.by.values() if one.panel else ()))]
    holds = {row["key"]: row["holds"] for row in book.store.rows("stage", year=YEAR)}
    holds |= {one.key: "total" for one in known if one.panel}
    sheets = {}
    for stage in stages:
        for period in book.years.periods(YEAR):
            for unit, result in book.standing.matrix(YEAR, stage, period.key).items():
                sheets[f"{stage}/{period.key}/{unit}"] = _sheet_of_book(result, holds[stage])
    found = {"sheets": sheets, "year": _standing_of_book(book.standing.ranking(YEAR)), **ours.votes_shown(book, YEAR)}
    for one in known:
        found[f"by {one.key}"] = _standing_of_book(book.standing.ranking(YEAR, one.key))
    return found


def _sheet_of_book(result: Any, holds: str) -> Json:
    found = sheet_shown(result)
    if holds != "items":  # what such a stage states is compared in its sums
        found |= {"items": {}, "groups": {}}
    found["excesses"] = sorted(map(str, found["excesses"]))
    found.setdefault("groups", {})
    for item in found["items"].values():
        item.setdefault("bonus", "0")
        item.setdefault("penalty", "0")
    return _once(found)


def _once(shown: Any) -> Any:
    """The same with each open question once: two lines that wait for one of a whole form are one question."""
    if isinstance(shown, dict):
        once = {name: _once(value) for name, value in shown.items()}
        return (
            {"pending": [list(one) for one in dict.fromkeys(map(tuple, shown["pending"]))]}
            if "pending" in shown
            else once
        )
    return shown


def _standing_of_book(standing: Any) -> Json:
    found = ours.standing_shown(standing)
    for place in found["places"]:
        if isinstance(place["points"], dict):  # asked on several facts it is one question
            place["points"] = {"pending": [list(one) for one in dict.fromkeys(map(tuple, place["points"]["pending"]))]}
    if "classes" in found:
        found["classes"] = _classes(found["classes"], found)
    return found


def _classes(classes: Json, standing: Json) -> Json:
    """Classes of units; why one without points has none is told in words that are not compared."""
    scored = {place["unit"] for place in standing["places"] if to_number(place["points"])}
    return {unit: one if unit in scored else {"final": one["final"]} for unit, one in classes.items()}


def to_number(shown: Any) -> bool:
    """Whether a value as it is shown is a number."""
    return isinstance(shown, str) and shown not in ("blank", "not-assigned", "not-ranked")


def of_verifier(document: Json) -> tuple[Json, list[Json]]:
    """The same as the verifier has it, and the faults it found in the document."""
    rows, report = rows_of(document)
    year = V.YearResults(rows, YEAR, report)
    found = {"year": _standing(year, None), **_votes(year.votes())}
    for stage in year.work.stages:
        found[f"by {stage}"] = _standing(year, stage)
    sheets = {}
    for (period, stage), work in year.work.work.items():
        for unit, sheet in work.results.items():
            sheets[f"{stage}/{period}/{unit}"] = _sheet(sheet)
    return {"sheets": sheets, **found}, report.faults


def _sheet(sheet: Any) -> Json:
    items, groups = {}, {}
    for key, points in sheet.nodes.items() if sheet.stage.row["holds"] == "items" else ():
        node = sheet.form.nodes[key]
        if node.item:
            effects = {effect: value_shown(points.effect(effect)) for effect in V.EFFECTS}
            items[key] = {"value": value_shown(points.value), **effects}
        else:
            effects = {effect: V.number_text(points.so_far[effect] or Fraction(0)) for effect in V.EFFECTS}
            groups[key] = {"value": value_shown(points.value), **effects, "assigned": V.number_text(points.assigned)}
    return {
        "items": items,
        "groups": groups,
        **{effect: V.number_text(sheet.points.so_far[effect] or Fraction(0)) for effect in V.EFFECTS},
        "total": value_shown(sheet.total),
        "assigned": V.number_text(sheet.points.assigned),
        "ranking_points": value_shown(sheet.ranking),
        "excesses": sorted(str([*one[:3], to_text(one[3]), to_text(one[4]), one[5]]) for one in sheet.excesses),
    }


def _standing(year: Any, stage: str | None) -> Json:
    standing = year.standing(stage)
    places = standing["places"]
    found: Json = {"places": [place_shown(place) for place in places], "left": standing["left"]}
    names = ("by_points", "final", "bars", "flags", "reasons")
    if any(place["class"] for place in places):
        found["classes"] = _classes({p["unit"]: {name: p["class"][name] for name in names} for p in places}, found)
    if standing["quotas"]:
        names = ("what", "base", "computed", "max", "used")
        found["quotas"] = [{name: quota[name] for name in names} for quota in standing["quotas"]]
    return found


def _votes(votes: Json) -> Json:
    found: Json = {kind: votes[kind] for kind in ("hands", "quorum", "circulations") if votes[kind]}
    for key, ballot in votes["ballots"].items():
        names = ("votes", "base", "need", "passes")
        outcomes = {who: {name: one[name] for name in names} for who, one in ballot["outcomes"].items()}
        found.setdefault("ballots", {})[key] = {**ballot, "outcomes": outcomes}
    return found


def difference(place: str, own: Any, other: Any) -> str:
    """The first place where two results differ, "" when they are equal."""
    if isinstance(own, dict) and isinstance(other, dict):
        for name in sorted({*own, *other}, key=str):
            if said := difference(f"{place}/{name}", own.get(name), other.get(name)):
                return said
        return ""
    return "" if own == other else f"{place}: ours {own}, the verifier's {other}"
