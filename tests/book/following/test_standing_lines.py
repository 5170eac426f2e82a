"""A list that comes in twice changes nothing: lines that stand stay, equal ones in one list are asked about."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from models.book.book import Book
from models.book.following import pasted
from models.book.following.line_shapes import SHAPES
from models.book.regulation.grounds import grounds
from models.rules.errors import BadInput
from tests.book.following.conftest import YEAR

TARGETS = ["Đơn vị", "Chỉ tiêu", "Kế hoạch"]


@pytest.fixture
def bloc(two: Book) -> Book:
    two.following.put_movement(YEAR, "Nông thôn mới", "regular", key="m")
    two.log.put_report(YEAR, "Báo cáo quý I", due_on="2025-04-10", key="q1")
    two.drafts.put(YEAR, "regulation", "Quy chế 2025", sent_on="2025-02-01", key="d")
    two.log.put_activity(YEAR, "Về nguồn", date="2025-03-26", units=["a"])
    return two


def lists(bloc: Book, name: str) -> dict[str, list[list[str]]]:
    """Two lines for each list of the year, under headings, half their cells empty."""
    ground = next(iter(grounds(bloc, YEAR).values()))
    return {
        "registration": [["Đơn vị", "Ngày nhận", "Số nhiệm vụ"], [name, "10/3/2025", "0"]],
        "registered_title": [["Đơn vị", "Danh hiệu", "Họ tên"], [name, "Giấy khen", ""], [name, "Giấy khen", "Lê An"]],
        "target": [TARGETS, [name, "Thu", "12,5"], [name, "Chi", ""]],
        "work": [
            ["Đơn vị", "Nhiệm vụ", "Loại", "Hạn"],
            ["", "Việc chung", "", ""],
            [name, "Đề án", "Đột xuất", "1/6/2025"],
        ],
        "progress": [["Đơn vị", "Đến ngày", "Đã xong"], [name, "30/6/2025", "0"], [name, "30/9/2025", "7"]],
        "movement": [["Phong trào", "Loại", "Cấp"], ["Dân vận khéo", "", "tỉnh"], ["Học Bác", "Theo đợt", ""]],
        "movement_figure": [["Phong trào", "Chỉ tiêu", "Kế hoạch"], ["Nông thôn mới", "Nhà", "5"]],
        "report": [["Báo cáo", "Hạn gửi"], ["Báo cáo năm", "10/12/2025"], ["Báo cáo đột xuất", ""]],
        "report_received": [["Báo cáo", "Đơn vị", "Ngày nhận"], ["Báo cáo quý I", name, "9/4/2025"]],
        "activity": [["Hoạt động", "Ngày", "Đơn vị tham gia"], ["Giải chạy", "12/10/2025", name], ["Hội trại", "", ""]],
        "log_entry": [["Đơn vị", "Nội dung", "Số lượng"], [name, "Bài một", ""], [name, "Bài hai", "3"]],
        "veto": [["Đơn vị", "Việc", "Ngày"], [name, ground, "1/2/2025"]],
        "ledger": [["Nội dung", "Thu", "Chi"], ["Đóng góp", "500.000", ""], ["In cờ", "", "200.000"]],
        "draft": [["Dự thảo", "Loại", "Ngày gửi"], ["Giao ước 2025", "Giao ước", "1/3/2025"]],
        "comment": [["Đơn vị", "Nội dung góp ý"], [name, "Bỏ Điều 5"], ["", "Thêm Điều 6"]],
        "complaint": [["Đơn vị", "Nội dung", "Ngày nhận"], [name, "Xem lại điểm", "22/12/2025"]],
    }


@pytest.mark.parametrize("table", SHAPES)
def test_the_same_list_twice_changes_nothing(bloc: Book, table: str) -> None:
    """Seen failing: lists of many lines were written again, lists of one line a place did not say that nothing is
    new."""
    rows = lists(bloc, bloc.members.unit("a").name)[table]
    fields = {one.name for one in SHAPES[table].fields}
    given = {name: said for name, said in (("draft", "d"), ("date", "2025-11-30")) if name in fields}
    first = pasted.read(bloc, YEAR, table, rows, given)
    assert not any(line.wrong or line.same for line in first.lines), [line.faults for line in first.lines]
    assert pasted.write(bloc, YEAR, first) == len(rows) - 1
    before = bloc.store.canonical()
    again = pasted.read(bloc, YEAR, table, rows, {name: said.replace("11-30", "12-01") for name, said in given.items()})
    assert [line.same for line in again.lines] == [True] * (len(rows) - 1)
    with pytest.raises(BadInput) as nothing:
        pasted.write(bloc, YEAR, again)
    assert nothing.value.code == "paste.no_change" and bloc.store.canonical() == before


def targets(bloc: Book, rows: Sequence[Sequence[str]], **chosen: str) -> pasted.Pasted:
    return pasted.read(bloc, YEAR, "target", [TARGETS, *rows], None, chosen)


def test_equal_lines_of_one_list_are_asked_about_and_each_that_stands_answers_for_one(bloc: Book) -> None:
    name = bloc.members.unit("a").name
    rows = [[name, "Thu", "5"], [name, "Chi", ""], [name, "Thu", "5"]]
    found = targets(bloc, rows)
    assert [line.wrong for line in found.lines] == [False, False, True]
    (question,) = found.twice
    assert question.numbers == (2, 4) and found.lines[2].faults[""].code == "paste.line_twice"
    once = targets(bloc, rows, **{question.key: pasted.ONCE})
    assert [(line.new, line.left, line.first) for line in once.lines][2] == (False, True, 2)
    each = targets(bloc, rows, **{question.key: pasted.EACH})
    assert pasted.write(bloc, YEAR, each) == 3
    assert [line.same for line in targets(bloc, rows).lines] == [True] * 3, "two stand, each answers for one"
    four = targets(bloc, [*rows, [name, "Thu", "5"]])
    assert [(line.same, line.wrong) for line in four.lines] == [(True, False)] * 3 + [(False, True)]
    bloc.registration.remove_target(bloc.registration.targets(YEAR)[0].key)
    assert [line.same for line in targets(bloc, [[name, "Thu", "6"]]).lines] == [False], (
        "another figure is another line"
    )


def test_two_lines_for_one_place_that_differ_are_a_conflict(bloc: Book) -> None:
    """Seen failing: the second was written over the first without a word."""
    name = bloc.members.unit("a").name
    rows = [["Đơn vị", "Đến ngày", "Đã xong"], [name, "30/6/2025", "4"], [name, "30/6/2025", "5"]]
    found = pasted.read(bloc, YEAR, "progress", rows)
    assert [line.faults[""].code for line in found.lines] == ["paste.place_twice"] * 2
    (question,) = found.twice
    (second,) = [option for option, number in question.options if number == 3]
    chosen = pasted.read(bloc, YEAR, "progress", rows, None, {question.key: second})
    assert [(line.new, line.left) for line in chosen.lines] == [(False, True), (True, False)]
    pasted.write(bloc, YEAR, chosen)
    (progress,) = bloc.following.progress(YEAR)
    assert progress.tasks_done == 5
    equal = pasted.read(bloc, YEAR, "progress", [*rows[:2], rows[1]])
    assert [(line.new, line.left) for line in equal.lines] == [(True, False), (False, True)] and not equal.twice


def test_a_cell_left_empty_is_empty_whatever_line_is_looked_at(bloc: Book) -> None:
    """Seen failing: a task of the whole bloc became that of the unit whose line was chosen."""
    rows = [["Đơn vị", "Nhiệm vụ"], ["", "Việc chung"]]
    pasted.write(bloc, YEAR, pasted.read(bloc, YEAR, "work", rows, {"unit": "b"}))
    pasted.write(bloc, YEAR, pasted.read(bloc, YEAR, "work", [["Nhiệm vụ"], ["Việc riêng"]], {"unit": "b"}))
    assert [(one.title, one.unit) for one in bloc.following.works(YEAR)] == [("Việc chung", None), ("Việc riêng", "b")]


def test_a_heading_further_down_heads_the_lines_below_it(bloc: Book) -> None:
    """Seen failing: where it named more than the first one, the lines between were dropped as titles."""
    name = bloc.members.unit("a").name
    rows = [
        ["CHỈ TIÊU NĂM 2025"],
        ["Đơn vị", "Chỉ tiêu"],
        [name, "Thu"],
        ["Chỉ tiêu", "Đơn vị", "Kế hoạch"],
        ["Chi", name, "7"],
        ["Chỉ tiêu", "Đơn vị", "Kế hoạch"],
        ["Hồ sơ", name, "9"],
    ]
    found = pasted.read(bloc, YEAR, "target", rows)
    assert [(line.number, line.said["name"], line.said.get("plan")) for line in found.lines] == [
        (3, "Thu", None),
        (5, "Chi", 7),
        (7, "Hồ sơ", 9),
    ]
    assert sorted(found.headings) == [2, 4, 6] and not found.faults


def test_letters_of_an_old_font_are_read_and_counted(bloc: Book) -> None:
    """Seen failing: units were not found, and a name so written let the whole list be refused when it was written."""
    bloc.members.add("Sở Tư pháp", "STP", key="tp", year=YEAR)
    found = pasted.read(bloc, YEAR, "target", [["§¬n vÞ", "Chỉ tiêu"], ["Së T\u00ad ph¸p", "Hå s¬ ®óng h¹n"]])
    assert found.converted == 3
    assert dict(found.lines[0].said) == {"unit": "tp", "name": "Hồ sơ đúng hạn"}
    assert pasted.write(bloc, YEAR, found) == 1
