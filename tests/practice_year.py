"""The practice bloc's whole year lived through the verbs of a Book, and the document that is shipped from it.

`python -m tests.practice_year` writes `resources/practice/khoi-mau.json`; a test holds it equal to what living gives.
The raw facts stand in `tests/files/practice_bloc.json`; everything in it is invented.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from models.book.book import Book, create_book
from models.book.scoring.rows import SheetAt
from models.book.units.rows import NewUnit
from models.book.year.years import Deadline, Stage
from models.exchange import interchange
from tests.book import practice, practice_leadership
from tests.book.conftest import Clock, keys
from tests.book.practice import DATA, UNITS, YEAR, unit_key

PLACE = Path(__file__).resolve().parents[1] / "resources" / "practice" / "khoi-mau.json"
AREAS = ("tasks", "registration", "meetings", "awards", "leadership")
"""Areas of the year's acts, in the order they are lived: `tests/book/practice_<area>.py` with `<area>(book, data)`.
The year is left open, to be practised in; closing and handing over have tests of their own."""

SYMBOLS = {"TTR": "TTr"}
"""The units' own symbols, as their papers in the file bear them."""
PARENTS = {"state": "ỦY BAN NHÂN DÂN TỈNH SÔNG LÀNH", "party": "TỈNH ỦY SÔNG LÀNH"}


def live(book: Book) -> None:
    """Live the practice year from January to the ballot that parts the tied units, then every area's acts."""
    _bloc(book)
    _units(book)
    _years(book)
    practice.put_rules(book)
    practice_leadership.leaders(book, DATA, YEAR)
    book.forms.adopt(YEAR, book.forms.put_form(practice.form()))
    book.years.put_deadline(
        Deadline(YEAR, "tu-cham", "Bảng tự chấm điểm", "2025-11-20", stage="self", item="iv.4", cite="Mục IV.4")
    )
    for veto in DATA["vetoes"]:
        said = {"document": veto["document"], "confirmed_by": veto["confirmed_by"], "effect": veto["effect"]}
        book.vetoes.put(YEAR, unit_key(veto["unit"]), "canh-cao", **said)
    practice.self_scores(book)
    practice.later_scores(book, "bloc", "self")
    practice.later_scores(book, "appraisal", "bloc")
    _explanations(book)
    _states(book)
    practice.hold_ballot(book)
    for area in AREAS:
        if find_spec(f"tests.book.practice_{area}"):
            act: Callable[[Book, dict[str, Any]], object] = getattr(import_module(f"tests.book.practice_{area}"), area)
            act(book, DATA)


def document() -> dict[str, Any]:
    """The document the lived year gives, under an exact clock and with keys in a fixed order."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "khoi-mau.sokhoi"
        with create_book(path, DATA["bloc"]["name"], clock=Clock("2025-12-19"), key_source=keys()) as book:
            live(book)
            found = interchange.export_book(book)
    found.pop("book")
    return {"format": found.pop("format"), "version": found.pop("version"), "about": DATA["about"]["note"], **found}


def text() -> str:
    """The document as it stands in `resources/practice`."""
    return json.dumps(document(), ensure_ascii=False, indent=1) + "\n"


def _bloc(book: Book) -> None:
    raw = DATA["bloc"]
    book.settings.describe_bloc(
        head_term=raw["terms"]["head"],
        deputy_term=raw["terms"]["deputy"],
        place="Sông Lành",
        standing_body=raw["standing_body"],
        established_by=raw["established_by"],
    )
    book.people.add("Đỗ Quế Chi", key="do-que-chi")
    book.people.add("Phạm Thu Mộc", key="pham-thu-moc")


def _units(book: Book) -> None:
    """Every unit as it was in 2019, then what became of it: two renames of one, a merger of two."""
    renamed = {event["unit"] for event in DATA["lineage"] if event["kind"] == "rename"}
    merger = next(event for event in DATA["lineage"] if event["kind"] == "merge")
    for raw in DATA["units"]:
        if raw["id"] == merger["to"]:
            continue
        name = raw["former_names"][0][2] if raw["id"] in renamed else raw["name"].split(" (trước")[0]
        short = raw["short"].replace(" (cũ)", "") if raw["id"] not in renamed else name.removesuffix(" Sông Lành")
        book.members.add(
            name,
            short,
            raw["kind"],
            key=unit_key(raw["id"]),
            active_from=raw["active_from"],
            from_date=raw["active_from"],
            parent_body=PARENTS.get(raw["kind"]),
            symbol=SYMBOLS.get(raw["id"]),
        )
    heir = next(raw for raw in DATA["units"] if raw["id"] == merger["to"])
    book.members.merge(
        merger["date"],
        [unit_key(each) for each in merger["from"]],
        NewUnit(heir["name"], heir["short"], heir["kind"], parent_body=PARENTS["state"], key=unit_key(heir["id"])),
        merger["decision"],
        merger["inheritance"]["note"],
        key="hop-nhat-2025",
    )
    for event in DATA["lineage"]:
        if event["kind"] == "rename":
            short = event["to"].removesuffix(" Sông Lành")
            book.members.rename(unit_key(event["unit"]), event["date"], event["to"], short)
    for raw in DATA["units"]:
        for role in ("head", "deputy", "officer"):
            if role in raw:
                book.members.put_post(
                    unit_key(raw["id"]), role, *raw[role], from_date=raw["active_from"], decision=raw.get("joined_by")
                )


def _years(book: Book) -> None:
    """Last year's list and this year's, with who went and who came; the merger's question answered by its letter."""
    book.years.open(YEAR - 1, stages=[Stage("appraisal", "Thẩm định")])
    for ident in DATA["roster"][str(YEAR - 1)]:
        book.members.admit(YEAR - 1, unit_key(ident), decision=DATA["bloc"]["established_by"])
    stages = [
        Stage("self", "Tự chấm", scorer="Các đơn vị"),
        Stage("bloc", "Khối chấm", scorer="Tổ chấm điểm của khối"),
        Stage("appraisal", "Thẩm định", scorer=DATA["bloc"]["standing_body"]),
    ]
    book.years.open(YEAR, stages=stages)
    for ident in ("SKHDT", "STC_CU"):
        book.members.admit(YEAR, unit_key(ident), decision=DATA["bloc"]["established_by"])
    for unit in UNITS:
        raw = next(each for each in DATA["units"] if unit_key(each["id"]) == unit)
        start = raw["active_from"] if raw["active_from"] >= f"{YEAR}-01-01" else None
        book.members.admit(YEAR, unit, from_date=start, decision=raw["joined_by"])
    book.years.confirm_roster(YEAR, f"{YEAR}-03-05")
    leader, *rest = DATA["bloc"]["supervising_leader"]
    book.years.set_roles(YEAR, "supervising-leader", [(leader, *rest)])
    book.years.set_roles(YEAR, "standing-body", [tuple(each) for each in DATA["bloc"]["standing_body_people"]])
    book.years.set_roles(YEAR, "secretary", [(DATA["bloc"]["secretary"], None)])
    merger = next(event for event in DATA["lineage"] if event["kind"] == "merge")
    asked = next(each for each in book.members.inherits_questions(YEAR))
    reason = merger["inheritance"]
    book.decisions.answer(
        asked,
        unit_key(reason["record"]),
        reason["note"],
        "Sở Nội vụ",
        document=reason["decided_by"],
        date="2025-05-20",
        year=YEAR,
    )
    with book.store.operation("import", {"what": "past results"}) as tx:
        for year, results in DATA["past_results"].items():
            for ident, rank, points in results:
                tx.insert("past_result", {"year": int(year), "unit": unit_key(ident), "rank": rank, "points": points})


def _states(book: Book) -> None:
    """Sheets are complete and confirmed; the wrong sum one unit wrote stays as it is on its paper."""
    for unit in UNITS:
        for stage in practice.STAGES:
            if stage != "self":
                book.scores.receive(SheetAt(YEAR, unit, stage), "2025-12-05" if stage == "bloc" else "2025-12-16")
            sheet = book.scores.sheet(SheetAt(YEAR, unit, stage))
            if not book.standing.result(SheetAt(YEAR, unit, stage)).blanks and sheet.state == "entering":
                book.scores.states.complete(SheetAt(YEAR, unit, stage))


def _explanations(book: Book) -> None:
    for each in DATA["explanations"]:
        said = f"{each['text']}. {each['outcome']}"
        book.scores.explain(SheetAt(YEAR, unit_key(each["unit"]), "appraisal"), each["item"].lower(), said)


if __name__ == "__main__":
    PLACE.parent.mkdir(parents=True, exist_ok=True)
    PLACE.write_text(text(), encoding="utf-8")
