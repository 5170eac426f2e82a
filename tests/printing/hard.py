"""The practice bloc's year made hard to print: long names, texts of a thousand letters and totals above a thousand;
thirty units; one unit. Each is the shipped document altered before it comes in, led by a unit of any family.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from copy import deepcopy
from decimal import Decimal
from pathlib import Path
from typing import Any

from models.book.book import Book, create_book
from models.exchange import interchange
from printing.blocks import FamilyKey
from printing.catalogue import PaperKind
from tests import practice_year
from tests.book import practice
from tests.book.conftest import Clock
from tests.printing.lived import LED_BY, added, awaited, circulated, lead_by

Rows = dict[str, Any]
LETTERS = 1000
"""As many letters as the long texts have."""
TOLD = (
    "đã có báo cáo giải trình kèm minh chứng; kết quả thực hiện đạt 98,75% kế hoạch, tăng 12,5% so với năm 2024, "
    "do phải chờ ý kiến thẩm định của cơ quan chuyên môn theo Công văn số 1234/SNV-TĐKT ngày 05/11/2025. "
)
TEXTS = {
    "cell": ("note", "explanation"),
    "decision": ("reason",),
    "target": ("name",),
    "work": ("title",),
    "proposal": ("reason",),
    "ledger": ("text",),
    "pledge": ("aims", "targets", "tasks", "solutions"),
    "rule": ("quote",),
    "form_node": ("rule_text",),
}
"""What people write at length, by table."""
NAMED = {
    "form_node": ("title", "evidence"),
    "meeting": ("title", "place"),
    "hand_vote": ("subject",),
    "ballot": ("title",),
    "draft": ("title",),
    "report": ("name",),
    "activity": ("name",),
    "movement": ("name",),
    "attendee": ("title", "paper"),
    "post": ("title",),
    "pledge_sign": ("title",),
}
"""Names of things, twice or three times as long as those of the practice year."""
MORE = " và các nhiệm vụ, công việc có liên quan được cấp có thẩm quyền giao thêm trong năm"
OF_UNITS = ("unit", "holder", "lead")
"""Columns that name a unit."""
THIRTY, LENT = 30, ("hnd", "td", "tk")
"""How many units the large bloc has, and whose rows the further ones are given."""


def _rows(document: Rows) -> Iterator[tuple[str, list[Rows]]]:
    yield from ((table, rows) for table, rows in document.items() if isinstance(rows, list))


def long(document: Rows) -> None:
    """Names of units of 120 letters, of people of 40, titles of 150, texts of a thousand; totals above a thousand."""
    for row in document["unit_row"]:
        row["name"] += ", cơ quan thường trực Ban Chỉ đạo cải cách hành chính và chuyển đổi số tỉnh Sông Lành"
        row["short_name"] += " và các đơn vị trực thuộc"
    for row in document["person"]:
        row["name"] += " Hoàng Phương Nguyễn Khánh"
    for table, columns in NAMED.items():
        for row in document[table]:
            for column in columns:
                if column in row:
                    row[column] += MORE
    for table, columns in TEXTS.items():
        for row in document[table]:
            for column in columns:
                if column in row:
                    row[column] = (f"{row[column]}: " + TOLD * 5)[:LETTERS]
    document["form"][0]["stated_total"] = "1100"
    node = {one["key"]: one for one in document["form_node"]}
    node["i"]["max"], node["i.1"]["max"] = "1050", "1015"
    for part in node["i.1"]["spec"]["parts"]:
        part["params"]["points"] = "1015"
    for row in document["cell"]:
        if row["node"] == "i.1" and "base" in row.get("stated", {}):
            row["stated"]["base"] = str(1000 + Decimal(row["stated"]["base"]))
    for row in document["sheet"]:
        if "stated_total" in row:
            row["stated_total"] = str(1000 + Decimal(row["stated_total"]))


def thirty(document: Rows) -> None:
    """Thirty units: the further ones have the scores, reports and signatures of three of the nine."""
    skipped = {"term", "turn", "turn_exception", "ballot", "proposal", "honour", "veto", "lineage_unit", "team_unit"}
    for number in range(THIRTY - len(practice.UNITS)):
        old = LENT[number % len(LENT)]
        new, keys = f"{old}{number}", dict[str, str]()
        for table, rows in _rows(document):
            if table in skipped:
                continue
            for row in [one for one in rows if old in (one.get(column) for column in OF_UNITS)] + (
                [one for one in rows if one["key"] == old] if table == "unit" else []
            ):
                made = deepcopy(row)
                for column in OF_UNITS:
                    made[column] = new if made.get(column) == old else made.get(column)
                made = {name: value for name, value in made.items() if value is not None}
                if "key" in made:
                    made["key"] = new if table == "unit" else f"{row['key']}.{number}"
                    keys[row["key"]] = made["key"]
                if "position" in made:
                    made["position"] += 20 * (number + 1)
                if table == "unit_row":
                    made["name"] = f"{made['name']} khu vực {number + 10}"
                    made["short_name"] = f"{made['short_name']} {number + 10}"
                rows.append(made)
        cells = [one for one in document["cell"] if one["sheet"] in keys]
        document["cell"] += [{**one, "sheet": keys[one["sheet"]]} for one in cells]


def one(unit: str) -> Callable[[Rows], None]:
    """Nobody but one unit, in the years before as well."""

    def alter(document: Rows) -> None:
        gone = {row["key"] for row in document["unit"]} - {unit}
        dropped = {"lineage", "lineage_unit", "decision", "ballot", "turn", "turn_exception", "veto", "proposal"}
        dropped |= {"honour", "team", "team_unit"}
        lost = set[str]()
        for table, rows in _rows(document):
            if table in dropped:
                rows.clear()
                continue
            kept = [row for row in rows if not gone & {row.get(column) for column in OF_UNITS}]
            if table == "unit":
                kept = [row for row in rows if row["key"] == unit]
            lost |= {row["key"] for row in rows if row not in kept and "key" in row and table == "sheet"}
            rows[:] = kept
        document["cell"][:] = [row for row in document["cell"] if row["sheet"] not in lost]
        document["term"][:] = [
            {"key": "2025.head", "year": practice.YEAR, "unit": unit, "role": "head", "rank": 1}
            | {"basis": "elected", "status": "approved"}
        ]
        for row in document["hand_vote"]:
            row["agree"] = 1

    return alter


KINDS = ("long", "thirty", "one")
YEAR = practice.YEAR


def chosen(book: Book, kind: PaperKind) -> dict[str, str]:
    """One unit of a paper made for each, so that no paper takes long: one it has something to say of."""
    units = [member.key for member in book.members.roster(YEAR)]
    wanted = "vpub" if kind.key == "bao-cao-thanh-tich" else "hnd"
    return {"unit": wanted if wanted in units else units[0]} if "unit" in kind.needs else {}


def hard(place: Path, kind: str, family: FamilyKey) -> Book:
    """The year of a kind, in a new file, led by a unit of a family. The caller closes it."""
    alter = {"long": long, "thirty": thirty, "one": one(LED_BY[family])}[kind]
    document = json.loads(practice_year.PLACE.read_text(encoding="utf-8"))
    alter(document)
    source = place.with_suffix(".json")
    source.write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")
    book = create_book(place, practice.DATA["bloc"]["name"], clock=Clock())
    interchange.import_into(book, interchange.read(source))
    if kind == "one":
        awaited(book)
        circulated(book)
    else:
        added(book)
        lead_by(book, family)
    return book
