"""The journal in words: what was done, with values before and after, masked where a second keying is open."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from models.book.book import Book
from models.book.reporting.journal_kinds import ACTS, TABLES
from models.book.reporting.sifted import Sieve
from models.file.declared import tables

MODELS = Path(__file__).resolve().parents[3] / "models"


def kinds_in_code() -> dict[str, str]:
    """Every kind of operation written out in the program, with the file it stands in."""
    found: dict[str, str] = {}
    for path in sorted(MODELS.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            named = (
                isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "operation"
            )
            if named and node.args and isinstance(node.args[0], ast.Constant) and node.args[0].value:  # type: ignore[attr-defined]
                found[str(node.args[0].value)] = path.name  # type: ignore[attr-defined]
    return found


def test_every_kind_of_act_has_words() -> None:
    missing = {kind: file for kind, file in kinds_in_code().items() if kind not in ACTS}
    assert missing == {}
    assert len(kinds_in_code()) > 40


def test_every_table_has_words() -> None:
    assert set(TABLES) == set(tables.TABLES)


@pytest.fixture
def bloc(book: Book) -> Book:
    """A year with two units, a form of three items and a sheet of one unit."""
    book.years.open(2025)
    book.members.add("Tỉnh đoàn Sông Lành", "Tỉnh đoàn", "youth_union", key="td", year=2025)
    with book.store.operation("form.create", {"name": "Bảng chấm điểm"}) as tx:
        tx.insert("form", {"key": "f", "name": "Bảng chấm điểm"})
        for position, code in enumerate(("I.1", "I.2", "I.3"), 1):
            node = {
                "form": "f",
                "key": code.lower().replace(".", "-"),
                "position": position,
                "kind": "item",
                "code": code,
            }
            tx.insert("form_node", {**node, "title": f"Mục {code}"})
        tx.insert("sheet", {"key": "s", "year": 2025, "period": "nam", "unit": "td", "stage": "self", "form": "f"})
    return book


def enter(book: Book, node: str, **said: object) -> int:
    facts = {"year": 2025, "stage": "self", "units": ["td"], "count": 1, "node": node}
    with book.store.operation("score.enter", facts) as tx:
        tx.put("cell", {"sheet": "s", "node": node, **said})
    return book.store.last_seq


ASKED = [
    {"id": "done", "label": "Số việc", "type": "count"},
    {"id": "on", "label": "Ngày nộp", "type": "date"},
    {"id": "ok", "label": "Có xác nhận", "type": "yes-no"},
]


def test_a_score_is_told_with_its_values(bloc: Book) -> None:
    with bloc.store.operation("form.store-nodes", {"name": "Bảng chấm điểm"}) as tx:
        tx.update("form_node", ("f", "i-3"), spec={"inputs": ASKED})
    seq = enter(bloc, "i-3", stated={"base": "8.5"})
    assert bloc.journal.line(seq).text == "Nhập điểm mục I.3 của Tỉnh đoàn: trống → 8,5"
    seq = enter(
        bloc, "i-3", stated={"base": "9", "bonus": "1.25"}, inputs={"done": "7", "on": "2025-12-01", "ok": True}
    )
    assert bloc.journal.line(seq).text == (
        "Nhập điểm mục I.3 của Tỉnh đoàn: 8,5 → 9; thưởng 1,25; Số việc 7; Có xác nhận có; Ngày nộp 01/12/2025"
    )
    seq = enter(bloc, "i-3", stated=None, inputs=None, not_assigned=1)
    assert bloc.journal.line(seq).text.endswith("→ không giao")
    seq = enter(bloc, "i-3", note="xem trang 3")
    assert bloc.journal.line(seq).text == "Nhập điểm mục I.3 của Tỉnh đoàn: sửa ghi chú"
    assert bloc.journal.undo_text() == "nhập 1 ô điểm của Tỉnh đoàn"


def test_a_figure_is_told_by_the_words_of_the_form(bloc: Book) -> None:
    spec = {"inputs": [{"id": "percent", "label": "Tỷ lệ thực hiện", "type": "percent"}]}
    with bloc.store.operation("form.store-nodes", {"name": "Bảng chấm điểm"}) as tx:
        tx.update("form_node", ("f", "i-2"), spec=spec)
    seq = enter(bloc, "i-2", inputs={"percent": "98.1"})
    assert bloc.journal.line(seq).text == "Nhập điểm mục I.2 của Tỉnh đoàn: trống → Tỷ lệ thực hiện 98,1"


def test_undo_and_redo_are_told_as_such(bloc: Book) -> None:
    entered = enter(bloc, "i-1", stated={"base": "5"})
    bloc.store.undo()
    lines = bloc.journal.lines(2)
    assert [line.text for line in lines] == [
        "Hoàn tác: nhập điểm mục I.1 của Tỉnh đoàn: 5 → trống",
        "Nhập điểm mục I.1 của Tỉnh đoàn: trống → 5",
    ]
    assert [line.undone for line in lines] == [False, True]
    assert bloc.journal.redo_text() == "nhập 1 ô điểm của Tỉnh đoàn"
    bloc.store.redo()
    assert not bloc.journal.line(entered).undone
    bloc.store.undo()
    assert bloc.journal.line(entered).undone


def test_newest_first_in_pages(bloc: Book) -> None:
    bloc.people.sign_in(bloc.people.add("Tô Thị Mai"))
    bloc.members.rename("td", "2025-07-01", "Đoàn tỉnh Sông Lành")
    last = bloc.journal.lines(1)[0]
    assert (last.text, last.person) == (
        "Đổi tên Tỉnh đoàn Sông Lành thành Đoàn tỉnh Sông Lành từ 01/7/2025",
        "Tô Thị Mai",
    )
    pages, before = [], None
    while page := bloc.journal.lines(3, before):
        pages.append(len(page))
        before = page[-1].seq
    assert sum(pages) == bloc.store.last_seq
    assert bloc.journal.lines(500)[-1].seq == 1
    assert bloc.journal.lines(500)[-1].person == "chưa ghi tên"
    assert bloc.journal.details(last.seq) == (
        "tên gọi đơn vị: 1 dòng",
        "quá trình đổi tên, sáp nhập: 1 dòng",
        "đơn vị trong quá trình đổi tên, sáp nhập: 2 dòng",
    )


def test_an_open_second_keying_is_masked_both_ways(bloc: Book) -> None:
    mai, bach = bloc.people.add("Tô Thị Mai"), bloc.people.add("Trần Văn Bách")
    bloc.people.sign_in(mai)
    first = enter(bloc, "i-2", stated={"base": "7.75"})
    bloc.people.sign_in(bach)
    with bloc.store.operation("keying.begin", {"unit": "td", "year": 2025}) as tx:
        tx.insert("keying", {"sheet": "s", "by": bach})
    with bloc.store.operation("keying.key", {"unit": "td", "year": 2025}) as tx:
        tx.insert("keying_cell", {"sheet": "s", "by": bach, "node": "i-2", "stated": {"base": "6.25"}})
    second = bloc.store.last_seq
    shown = {seq: bloc.journal.line(seq) for seq in (first, second)}
    assert shown[first].masked and "7,75" not in shown[first].text
    assert shown[second].text == "Nhập kiểm tra mục I.2 của Tỉnh đoàn: trống → 6,25"
    bloc.people.sign_in(mai)
    shown = {seq: bloc.journal.line(seq) for seq in (first, second)}
    assert "7,75" in shown[first].text
    assert shown[second].masked and "6,25" not in "".join((shown[second].text, *bloc.journal.details(second)))
    with bloc.store.operation("keying.finish", {"unit": "td", "year": 2025}) as tx:
        tx.update("keying", ("s", bach), state="complete")
        tx.update("sheet", "s", state="complete")
    assert not bloc.journal.line(second).masked
    bloc.people.sign_in(bach)
    assert "7,75" in bloc.journal.line(first).text


def test_the_journal_is_sifted_by_unit_and_by_item(bloc: Book) -> None:
    bloc.members.add("Sở Nội vụ", "SNV", "state", key="snv", year=2025)
    first, second = enter(bloc, "i-1"), enter(bloc, "i-2")
    about = {one.seq for one in bloc.sifting.lines(Sieve(node="i-1"))}
    assert first in about and second not in about
    assert {first, second} <= {one.seq for one in bloc.sifting.lines(Sieve(unit="td"))}
    assert {first, second}.isdisjoint(one.seq for one in bloc.sifting.lines(Sieve(unit="snv")))
    with bloc.store.operation("work", {"year": 2025}) as tx:
        tx.insert("evidence", {"key": "e", "sheet": "s", "node": "i-3", "text": "Báo cáo"})
    put = bloc.store.last_seq
    with bloc.store.operation("work", {"year": 2025}) as tx:
        tx.delete("evidence", "e")
    gone = bloc.store.last_seq
    assert {put, gone} <= {one.seq for one in bloc.sifting.lines(Sieve(node="i-3"))}, "named by its rows alone"
    assert {put, gone}.isdisjoint(one.seq for one in bloc.sifting.lines(Sieve(node="i-1")))
    both = {one.seq for one in bloc.sifting.lines(Sieve(unit="td", node="i-2"))}
    assert second in both and first not in both
