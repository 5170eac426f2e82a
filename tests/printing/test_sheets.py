"""Score sheets: what stands on them, where pages break, which fonts they carry."""

from __future__ import annotations

import io
from dataclasses import replace
from fractions import Fraction
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, cast

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.book.book import Book, create_book
from models.book.scoring.edit import Edit
from models.rules.errors import BadInput, Refusal
from models.rules.form.scoring import Form, Group, Item
from printing import frozen, paging, prepared, sheet_rows, sheets
from printing.blocks import Cell, FamilyKey, SheetSet, Table
from printing.catalogue import PAPERS
from printing.documents import differences, score_sheet
from printing.styles import STYLES
from printing.word import file
from tests.printing import contents, papers

if TYPE_CHECKING:
    from printing.pen import Pen


@pytest.mark.parametrize("family", ["state", "party", "front", "youth"])
def test_a_filled_sheet_says_everything_in_vietnamese(family: FamilyKey, tmp_path: Path) -> None:
    pdf = sheets.render([papers.sheet(papers.form(), "Sở Tài chính", family)], "Phiếu chấm điểm")
    text = " ".join(papers.raw_pages(pdf, tmp_path))
    nation = {"party": "ĐẢNG CỘNG SẢN VIỆT NAM", "youth": "ĐOÀN TNCS HỒ CHÍ MINH"}
    assert nation.get(family, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM") in text
    for wanted in (
        "PHIẾU CHẤM ĐIỂM THI ĐUA",
        "Đơn vị: Sở Tài chính",
        *papers.ITEMS,
        "Dấu * là số ước.",
        "Lương Đức Quế",
    ):
        assert wanted in text
    assert text.count("4,75") == 3 * (4 * 7 + 1)


def test_only_embedded_tinos(tmp_path: Path) -> None:
    pdf = sheets.render([papers.sheet(papers.form(), "Sở Tài chính")], "Phiếu")
    found = papers.fonts_of(pdf, tmp_path)
    assert found
    assert all("Tinos" in name and embedded == "yes" and subset == "yes" for name, embedded, subset in found)


def test_same_bytes_twice() -> None:
    def once() -> bytes:
        return sheets.render(
            [papers.sheet(papers.form(), unit) for unit in ("Sở Tài chính", "Thanh tra tỉnh")], "Phiếu"
        )

    assert once() == once()


def test_pages_are_numbered_per_sheet_at_their_foot_alone(tmp_path: Path) -> None:
    shared = papers.form()
    pdf = sheets.render([papers.sheet(shared, "Sở Tài chính"), papers.sheet(shared, "Thanh tra tỉnh")], "Phiếu")
    seen = []
    for (_, height), words in papers.boxes(pdf, tmp_path):
        assert not [word for *_, bottom, word in words if bottom < 20 / 25.4 * 72]
        foot = " ".join(word for _, above, _, _, word in words if above > height - 20 / 25.4 * 72)
        seen.append(foot.rpartition("Trang ")[2])
    assert seen == ["1/2", "2/2"] * 2


def test_heads_repeat_and_the_second_page_names_the_unit(tmp_path: Path) -> None:
    pages = papers.raw_pages(sheets.render([papers.sheet(papers.form(), "Sở Tài chính")], "Phiếu"), tmp_path)
    assert len(pages) == 2
    for page in pages:
        assert "Điểm chuẩn" in page
        assert "Thẩm định" in page
        assert "Sở Tài chính" in page


@pytest.mark.parametrize("stages", [1, 2, 3, 4, 5])
@pytest.mark.parametrize("filled", [True, False])
def test_nothing_leaves_the_margins(stages: int, filled: bool, tmp_path: Path) -> None:
    shared = papers.form(stages=("Tự chấm", "Chấm chéo", "Khối chấm", "Thẩm định", "Thống nhất")[:stages])
    long = "Báo cáo số 112/BC-STC ngày 15/11/2025; https://songlanh.example/" + "tailieu" * 9
    pdf = sheets.render([papers.sheet(shared, "Sở Tài chính", filled=filled, evidence=long)], "Phiếu")
    for (width, height), words in papers.boxes(pdf, tmp_path):
        assert min(left for left, *_ in words) >= 15 / 25.4 * 72 - 0.5
        assert max(right for _, _, right, *_ in words) <= width - 15 / 25.4 * 72 + 0.5
        assert max(bottom for _, _, _, bottom, _ in words) <= height - 5 / 25.4 * 72


def test_a_blank_sheet_says_how_points_are_given_and_what_evidence_is_wanted(tmp_path: Path) -> None:
    """A rule too long for its column is read in the form; the evidence wanted always stands."""
    shared = papers.form()
    needs = "Minh chứng: Danh mục nhiệm vụ, văn bản xác nhận hoàn thành"
    rules = ("Từ 98% trở lên: 5; từ 95 đến dưới 98%: 4", "Quy định dài. " * 60)
    rows = [
        replace(row, rule=rules[number % 2], needs=needs) if row.kind == "item" else row
        for number, row in enumerate(shared.rows)
    ]
    pdf = sheets.render([papers.sheet(replace(shared, rows=tuple(rows)), "Sở Tài chính", filled=False)], "Phiếu")
    items = [number % 2 for number, row in enumerate(shared.rows) if row.kind == "item"]
    text = " ".join(papers.raw_pages(pdf, tmp_path))
    assert text.count(needs) == len(items)
    assert text.count(rules[0]) == items.count(0)
    assert "Quy định dài" not in text
    for (width, height), words in papers.boxes(pdf, tmp_path):
        assert max(right for _, _, right, *_ in words) <= width - 15 / 25.4 * 72 + 0.5
        assert max(bottom for _, _, _, bottom, _ in words) <= height - 5 / 25.4 * 72


def test_a_letter_the_font_lacks_is_refused_with_its_place() -> None:
    bad = papers.sheet(papers.form(), "Sở Tài chính", evidence="Ảnh chụp \u6f22 trang 2")
    with pytest.raises(Refusal) as caught:
        sheets.render([bad], "Phiếu")
    assert caught.value.code == "paper.missing_glyph"
    assert caught.value.facts["letter"] == "\u6f22"
    assert caught.value.facts["codepoint"] == "U+6F22"
    assert caught.value.facts["place"] == "Phiếu chấm điểm thi đua năm 2025 của Sở Tài chính, mục 1, cột Minh chứng"


def test_decomposed_text_is_composed(tmp_path: Path) -> None:
    sheet = papers.sheet(papers.form(), "Sở Tài chính", evidence="Quy\u0301\u200b III: ba\u0301o ca\u0301o")
    assert "Quý III: báo cáo" in papers.raw_pages(sheets.render([sheet], "Phiếu"), tmp_path)[0]


@given(
    heights=st.lists(st.floats(12, 300), min_size=1, max_size=60),
    tail=st.floats(20, 300),
    sticky=st.lists(st.booleans(), min_size=60, max_size=60),
)
def test_every_row_once_in_order_and_the_tail_never_alone(
    heights: list[float], tail: float, sticky: list[bool]
) -> None:
    marks = [*sticky[: len(heights) - 1], False]
    first_top, top, bottom = 500.0, 700.0, 50.0
    pages = paging.paginate(heights, first_top, top, bottom, tail, marks)
    assert [row for page in pages for row in range(page.first, page.last)] == list(range(len(heights)))
    for number, page in enumerate(pages):
        assert page.last > page.first
        assert page.top == (first_top if number == 0 else top)
        used = sum(heights[page.first : page.last])
        if number < len(pages) - 1:
            assert page.top - used >= bottom or page.last - page.first == 1
            if page.last - page.first > 1:
                assert not marks[page.last - 1] or all(marks[page.first : page.last])
    last = pages[-1]
    rest = sum(heights[last.first : last.last])
    fits = last.top - rest - tail >= bottom
    # The end of a table that is higher than a page with its tail cannot be kept together; otherwise it must fit.
    assert fits or last.last - last.first <= paging.KEPT_ROWS + 1 + sum(marks)


def test_signatures_move_with_the_last_rows(tmp_path: Path) -> None:
    """Over all numbers of rows a page can end with, the last page holds rows and signatures together."""
    for items in range(5, 12):
        pdf = sheets.render([papers.sheet(papers.form(groups=3, items=items), "Sở Tài chính")], "Phiếu")
        last = papers.raw_pages(pdf, tmp_path)[-1]
        assert "Lương Đức Quế" in last
        assert "Tổng điểm" in last
        assert f"3.{items}" in last


def test_many_columns_lie_on_their_side(tmp_path: Path) -> None:
    shared = papers.form(stages=("Tự chấm", "Chấm chéo", "Khối chấm", "Thẩm định", "Thống nhất"))
    ((width, height), _), *_ = papers.boxes(sheets.render([papers.sheet(shared, "Sở Tài chính")], "Phiếu"), tmp_path)
    assert width > height


def test_sheets_of_one_form_share_their_fixed_part() -> None:
    shared = papers.form()
    one = len(sheets.render([papers.sheet(shared, "Sở Tài chính")], "Phiếu"))
    ten = len(sheets.render([papers.sheet(shared, f"Đơn vị {n}") for n in range(10)], "Phiếu"))
    apart = len(sheets.render([papers.sheet(replace(shared), f"Đơn vị {n}") for n in range(10)], "Phiếu"))
    assert ten - one < (apart - one) * 0.7


def test_the_blank_sheet_of_the_practice_bloc_fills_its_pages(lived_book: Book, tmp_path: Path) -> None:
    """Twenty-five items with their rules: three pages, the last of them more than half full."""
    kind = next(one for one in PAPERS if one.key == "phieu-cham-trang")
    pages = papers.boxes(kind.make(lived_book, year=2025, unit="ttr"), tmp_path)
    assert len(pages) == 3
    (_, height), words = pages[-1]
    assert max(bottom for _, _, _, bottom, _ in words) > height / 2


def test_a_text_column_stands_only_where_something_is_written() -> None:
    filled = contents.score_sheets()
    bare = [replace(one, lines=tuple(replace(line, note="") for line in one.lines)) for one in filled]
    assert score_sheet.compose(filled)[0].form.text_columns == ("Minh chứng", "Diễn giải")
    (first, *_) = score_sheet.compose(bare)
    assert first.form.text_columns == ("Minh chứng",)
    assert all(len(row) == len(first.form.point_columns) + 1 for row in first.cells)
    blank = score_sheet.compose(contents.score_sheets(blank=True))
    assert blank[0].form.text_columns == ("Minh chứng", "Diễn giải")
    none = [replace(one, lines=tuple(replace(line, note="", evidence="") for line in one.lines)) for one in filled]
    assert score_sheet.compose(none)[0].form.text_columns == ()
    assert sheets.render(score_sheet.compose(none), "Phiếu").startswith(b"%PDF")


@pytest.mark.parametrize("rows", range(4, 40, 5))
def test_totals_take_two_rows_along_to_a_new_page(rows: int) -> None:
    """However many rows fit, the first total has the last two items over it; headings still stand with their items."""
    kinds = ["group", *["item"] * rows, "total", "total", "total"]
    marks = paging.staying(kinds)
    assert marks == [True, *[False] * (rows - 2), True, True, True, True, False]
    for fitting in range(4, rows + 4):
        pages = paging.paginate([10.0] * len(kinds), fitting * 10.0, 400.0, 0.0, 5.0, marks)
        total = kinds.index("total")
        page = next(one for one in pages if one.first <= total < one.last)
        assert total - page.first >= 2 or page.first == 0, (fitting, pages)


def test_a_table_of_totals_alone_is_printed_all_the_same() -> None:
    marks = paging.staying(["total"] * 6)
    pages = paging.paginate([10.0] * 6, 30.0, 30.0, 0.0, 5.0, marks)
    assert pages[0].first == 0 and pages[-1].last == 6
    assert paging.staying([]) == [] and paging.staying(["item", "item"]) == [False, False]


def long_form() -> Form:
    """180 items in five levels: group, criterion, content, part, item."""
    said = "Thực hiện nhiệm vụ phát triển kinh tế - xã hội, bảo đảm quốc phòng, an ninh và xây dựng Đảng, chính quyền"
    nodes: list[Group | Item] = []
    for a, b, c, d in product(range(5), range(3), range(2), range(2)):
        above, path = None, ""
        for place, title in ((a, f"Nhóm {a + 1}: {said[:60]}"), (b, f"Tiêu chí {b + 1}: {said[:50]}"),
                             (c, f"Nội dung {c + 1}: {said[:40]}"), (d, f"Phần {d + 1}")):  # fmt: skip
            path += f"{place}."
            if all(node.key != path for node in nodes):
                nodes.append(Group(path, str(place + 1), title, above))
            above = path
        nodes += [
            Item(f"{path}{e}", str(e + 1), said[: 40 + (len(nodes) + e) * 7 % 80], above, Fraction(1)) for e in range(3)
        ]
    return Form("x", "Bảng 180 mục", total=Fraction(180), nodes=tuple(nodes))


def test_a_sheet_of_180_items_in_five_levels_takes_half_the_pages(tmp_path: Path) -> None:
    """21 pages before columns without text were left out and long sheets were set in smaller letters; 10 now."""
    form = long_form()
    assert (len(form.items()), {len(form.path(item.key)) for item in form.items()}) == (180, {4})
    book = create_book(tmp_path / "a.sokhoi", "Khối")
    book.years.open(2025)
    book.members.add("Ủy ban nhân dân xã An Bình", key="a", year=2025)
    book.forms.adopt(2025, book.forms.put_form(form), as_it_is=True)
    for stage in book.years.stages(2025):
        edits = [("a", item.key, Edit({"base": Fraction(1)})) for item in form.items()]
        book.scores.enter_many(2025, stage.key, edits)
    kind = next(one for one in PAPERS if one.key == "phieu-cham")
    pages = papers.boxes(kind.make(book, year=2025), tmp_path)
    book.close()
    assert len(pages) <= 10
    for (width, height), words in pages:
        assert all(0 < one[0] < one[2] < width and 0 < one[1] < one[3] < height for one in words)


@pytest.mark.parametrize("key", ["phieu-cham", "phieu-cham-trang"])
@pytest.mark.parametrize(("page", "wide"), [("", False), ("dung", False), ("ngang", True)])
def test_how_a_sheet_lies_is_chosen(lived_book: Book, key: str, page: str, wide: bool, tmp_path: Path) -> None:
    """In the PDF and in Word. Seen failing: only the number of columns decided."""
    kind = next(one for one in PAPERS if one.key == key)
    said = {"unit": "td", **({"page": page} if page else {})}
    pdf = kind.make(lived_book, year=2025, **said)
    assert {width > height for (width, height), _ in papers.boxes(pdf, tmp_path)} == {wide}
    word = docx.Document(io.BytesIO(kind.make(lived_book, "docx", year=2025, **said)))
    assert {one.page_width > one.page_height for one in word.sections} == {wide}
    made = kind.composed(lived_book, year=2025, **said)
    assert frozen.composed(frozen.plain(made)) == made, "an issued sheet lies as it did"


def test_a_way_no_page_lies_and_a_page_too_narrow_are_refused(lived_book: Book) -> None:
    kind = next(one for one in PAPERS if one.key == "phieu-cham")
    with pytest.raises(BadInput) as caught:
        kind.make(lived_book, year=2025, page="cheo")
    assert caught.value.code == "paper.page_unknown"
    shared = replace(papers.form(stages=tuple(f"Bước chấm {n}" for n in range(9))), landscape=False)
    with pytest.raises(Refusal) as narrow:
        sheets.render([papers.sheet(shared, "Sở Tài chính")], "Phiếu")
    assert narrow.value.code == "paper.too_narrow" and narrow.value.facts["count"] == 9


LONG_TEXT = ("Nhiệm vụ hoàn thành sau hạn do chờ ý kiến thẩm định của cơ quan cấp trên. " * 20)[:1000].strip()


def test_a_text_too_long_for_its_column_stands_under_its_item(tmp_path: Path) -> None:
    """Over the whole width, in the PDF and in Word. Seen failing: a thousand letters stood in 25 mm and took pages."""
    sheet = papers.sheet(papers.form(), "Sở Tài chính")
    cells = list(sheet.cells)
    cells[2] = (*cells[2][:3], LONG_TEXT, "Đã giải trình")
    cells[4] = (*cells[4][:3], "BC 113", LONG_TEXT)
    long = replace(sheet, cells=tuple(cells))
    pdf = sheets.render([long], "Phiếu")
    assert len(papers.pages(pdf, tmp_path)) == len(papers.pages(sheets.render([sheet], "Phiếu"), tmp_path)) == 2
    text = " ".join(papers.raw_pages(pdf, tmp_path))
    first = text.index(f"Minh chứng: {LONG_TEXT}")
    assert text.index("1.2 ") < first < text.index("Diễn giải: Đã giải trình") < text.index("1.3 ")
    assert text.index("1.4 ") < text.index(f"Diễn giải: {LONG_TEXT}") < text.index("1.5 ") and "BC 113" in text
    word = docx.Document(io.BytesIO(file.render(SheetSet((long,), "Phiếu"))))
    (table,) = [one for one in word.tables if "Nội dung" in one.rows[0].cells[1].text]
    wide = [row.cells[1].text for row in table.rows if row.cells[1]._tc is row.cells[-1]._tc]
    assert wide == [f"Minh chứng: {LONG_TEXT}", "Diễn giải: Đã giải trình", f"Diễn giải: {LONG_TEXT}"]


def test_no_line_of_the_table_goes_through_a_text_over_the_whole_width(tmp_path: Path) -> None:
    sheet = papers.sheet(papers.form(), "Sở Tài chính")
    cells = tuple((*row[:3], LONG_TEXT, "") if at in (2, 3, 9) else row for at, row in enumerate(sheet.cells))
    form = prepared.sheet_form(sheet.form)
    frame = sheets.frame(form, STYLES["state"])
    ready, held = sheet_rows.cut(prepared.sheet(replace(sheet, cells=cells), form), frame, sheets.row_height)
    drawing = sheets._Drawing(cast("Pen", None), held, ready)
    assert len(held.across) >= 3
    for page in drawing.pages():
        ys = [page.top + held.head_height, page.top]
        for at in range(page.first, page.last):
            ys.append(ys[-1] - drawing.heights[at])
        lines = drawing._uprights(page, ys)
        for at in range(page.first, page.last):
            middle = (ys[at - page.first + 1] + ys[at - page.first + 2]) / 2
            crossing = sorted(x for x, top, _, low in lines if low < middle < top)
            edges = [held.xs[0], held.xs[1], held.xs[-1]] if at in held.across else list(held.xs)
            assert crossing == edges, at
        assert page.last - 1 in held.across or page.last not in held.across, "a text never begins a page"


@pytest.mark.parametrize("letters", [249, 250, 1000])
def test_a_long_reason_of_the_comparison_has_a_row_of_its_own(letters: int) -> None:
    content = contents.differences(units=3)
    line = replace(content.units[1].lines[0], note="x" * letters)
    unit = replace(content.units[1], lines=(line,))
    made = differences.compose(replace(content, units=(unit,)))
    (table,) = [block for block in made.blocks if isinstance(block, Table)]
    last = table.rows[-1].cells[-1]
    if letters < 250:
        assert last == line.note
    else:
        assert isinstance(last, Cell) and last.content == f"Giải trình, lý do: {line.note}"
        assert last.span == len(table.columns) - 1 and table.rows[-2].cells[-1] == ""
