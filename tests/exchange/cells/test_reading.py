"""What the reader makes of XLSX parts: kinds, flags, addresses, and what it never lets pass in silence."""

from __future__ import annotations

from decimal import Decimal

import pytest

from models.exchange import cells
from models.rules.errors import BadInput
from tests.exchange.cells.workbooks import number, packed, parts, text, workbook

FORMATS = (
    '<numFmts count="2"><numFmt numFmtId="164" formatCode="[h]:mm"/>'
    '<numFmt numFmtId="165" formatCode="0.0&quot; d&quot;"/>'
    '</numFmts><fonts><font><name val="Times New Roman"/></font><font><b/><name val=".VnTime"/></font>'
    '<font><name val=".VnTimeH"/></font></fonts><fills><fill/></fills><cellXfs><xf numFmtId="0" fontId="0"/>'
    '<xf numFmtId="14"/><xf numFmtId="20"/><xf numFmtId="164"/><xf numFmtId="9"/><xf numFmtId="165"/>'
    '<xf fontId="1"/><xf fontId="2"/><xf numFmtId="49" quotePrefix="1"><alignment indent="2"/></xf></cellXfs>'
)


def read(rows: str, **more: str) -> cells.Page:
    return cells.read(workbook(rows, styles=FORMATS, **more), "thu.xlsx").page()


@pytest.mark.parametrize(
    ("cell", "kind", "says", "value"),
    [
        (number("B2", "8.3300000000000001"), "number", "8,33", Decimal("8.33")),
        (number("B2", "8.3333333333333339"), "number", "8,33333333333333", Decimal("8.33333333333333")),
        (number("B2", "1E2"), "number", "100", Decimal(100)),
        (number("B2", "-0"), "number", "0", Decimal(0)),
        (number("B2", "45785", 1), "date", "08/05/2025", "2025-05-08"),
        (number("B2", "45785.5", 1), "date", "08/05/2025 12:00", "2025-05-08"),
        (number("B2", "59", 1), "date", "28/02/1900", "1900-02-28"),
        (number("B2", "60", 1), "number", "60", Decimal(60)),
        (number("B2", "61", 1), "date", "01/03/1900", "1900-03-01"),
        (number("B2", "2958466", 1), "number", "2958466", Decimal(2958466)),
        (number("B2", "0.354166666666667", 2), "time", "8:30", "8:30"),
        (number("B2", "1.08680555555556", 3), "duration", "26:05", "26:05"),
        (number("B2", "0.85", 4), "number", "0,85", Decimal("0.85")),
        (number("B2", "7.5", 5), "number", "7,5", Decimal("7.5")),
        (number("B2", "NaN"), "error", "NaN", "NaN"),
        (number("B2", "1_0"), "error", "1_0", "1_0"),
        (number("B2", "9e999"), "error", "9e999", "9e999"),
        ('<c r="B2" t="b"><v>1</v></c>', "boolean", "TRUE", True),
        ('<c r="B2" t="e"><v>#DIV/0!</v></c>', "error", "#DIV/0!", "#DIV/0!"),
        ('<c r="B2" t="d"><v>2025-12-05T00:00:00</v></c>', "date", "05/12/2025", "2025-12-05"),
        ('<c r="B2" t="str"><f>A1</f><v>chữ</v></c>', "text", "chữ", "chữ"),
        (text("B2", "  Sở Y tế "), "text", "Sở Y tế", "Sở Y tế"),
        (text("B2", "dòng một_x000D_\ndòng hai"), "text", "dòng một\ndòng hai", "dòng một\ndòng hai"),
        (text("B2", "   "), "blank", "", ""),
    ],
)
def test_a_cell_is_read_as_what_it_shows(cell: str, kind: str, says: str, value: object) -> None:
    (found,) = read(f'<row r="2">{cell}</row>').cells
    assert (found.address, found.kind, found.text, found.value) == ("B2", kind, says, value)


def test_a_percent_says_both_numbers() -> None:
    (found,) = read(f'<row r="1">{number("A1", "0.855", 4)}</row>').cells
    assert (found.text, found.shown) == ("0,855", "85,5%")


def test_the_calendar_of_1904() -> None:
    page = read(f'<row r="1">{number("A1", "44323", 1)}</row>', workbook='<workbookPr date1904="1"/>')
    assert page.cells[0].text == "08/05/2025"


def test_a_dressed_cell_without_content_is_no_cell() -> None:
    assert read('<row r="1"><c r="A1" s="4"/><c r="B1"/></row>').cells == ()


def test_cells_and_rows_without_addresses_are_counted() -> None:
    page = read("<row><c><v>1</v></c><c><v>2</v></c></row><row/><row><c><v>3</v></c></row>")
    assert [cell.address for cell in page.cells] == ["A1", "B1", "A3"]


def test_formulas_with_and_without_a_saved_result() -> None:
    page = read(
        '<row r="1"><c r="A1"><f>1+1</f><v>2</v></c><c r="B1"><f>A1*2</f></c><c r="C1"><f>A1</f><v></v></c>'
        '<c r="D1" t="str"><f>""</f><v></v></c><c r="E1"><f t="shared" si="0"/><v>4</v></c></row>'
    )
    both = cells.FORMULA | cells.UNCACHED
    assert [cell.flags for cell in page.cells] == [cells.FORMULA, both, both, cells.FORMULA, cells.FORMULA]
    assert [cell.kind for cell in page.cells] == ["number", "blank", "blank", "blank", "number"]


def test_hidden_filtered_merged_and_covered_cells_say_so() -> None:
    page = read(
        f'<row r="1">{number("A1", "1")}{number("B1", "2")}{number("D1", "4")}</row>'
        f'<row r="2" hidden="1">{number("A2", "3")}</row><row r="3">{number("A3", "5")}</row>'
        f'<row r="9" hidden="true">{number("A9", "6")}</row>',
        before='<cols><col min="4" max="5" hidden="1"/></cols>',
        after='<autoFilter ref="A8:B12"/><mergeCells><mergeCell ref="A1:B1"/></mergeCells>',
    )
    assert {cell.address: cell.flags for cell in page.cells} == {
        "A1": cells.MERGED,
        "B1": cells.COVERED,
        "D1": cells.HIDDEN_COLUMN,
        "A2": cells.HIDDEN_ROW,
        "A3": 0,
        "A9": cells.FILTERED,
    }
    assert page.span(0, 1) == (0, 0, 0, 1)


def test_a_second_cell_of_one_address_is_kept_and_flagged() -> None:
    page = read(f'<row r="1">{number("A1", "1")}{number("B1", "2")}{number("A1", "3")}</row>')
    assert [(cell.ordinal, cell.address, cell.text, cell.flags) for cell in page.cells] == [
        (0, "A1", "1", 0),
        (1, "A1", "3", cells.DOUBLE),
        (2, "B1", "2", 0),
    ]
    first = page.at(0, 0)
    assert first is not None and first.text == "1"


def test_runs_are_joined_and_what_is_only_for_pronunciation_is_left_out() -> None:
    page = read(
        '<row r="1"><c r="A1" t="s"><v>0</v></c></row>',
        strings="<si><r><t>Hội </t></r><r><rPr><b/></rPr><t>Nông dân</t></r><rPh sb='0' eb='1'><t>X</t></rPh></si>",
    )
    assert page.cells[0].text == "Hội Nông dân"


def test_old_letters_are_made_new_and_say_so() -> None:
    split = "Sơ\u0309 Y tế"
    page = read(
        f'<row r="1">{text("A1", "Së Y tÕ", 6)}{text("B1", "së y tÕ", 7)}{text("C1", split)}'
        f"{text('D1', 'Së Y tÕ')}</row>"
    )
    assert [(cell.text, cell.flags) for cell in page.cells] == [
        ("Sở Y tế", cells.OLD_FONT),
        ("SỞ Y TẾ", cells.OLD_FONT),
        ("Sở Y tế", cells.RECOMPOSED),
        ("Së Y tÕ", 0),
    ]
    assert page.cells[0].raw == "Së Y tÕ" and page.cells[0].style.bold


def test_a_written_apostrophe_is_known() -> None:
    page = read(f'<row r="1">{text("A1", "1.10", 8)}</row>')
    assert page.cells[0].flags == cells.APOSTROPHE and page.cells[0].style.indent == 2


def test_comments_are_known_by_place_even_where_no_cell_is() -> None:
    more = {
        "xl/worksheets/_rels/sheet1.xml.rels": '<Relationships><Relationship Id="r1" Type="x/comments" '
        'Target="../comments1.xml"/></Relationships>',
        "xl/comments1.xml": '<comments><commentList><comment ref="A1"><text><r><t>xem </t></r><r><t>lại</t></r></text>'
        '</comment><comment ref="C3"><text><t>trống</t></text></comment></commentList></comments>',
    }
    content = packed(parts(f'<row r="1">{number("A1", "1")}</row>', more=more))
    page = cells.read(content, "thu.xlsx").page()
    assert dict(page.comments) == {(0, 0): "xem lại", (2, 2): "trống"}
    assert page.cells[0].flags == cells.COMMENT


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"xl/worksheets/sheet1.xml": "<worksheet><sheetData><row>"}, "cells.broken_page"),
        ({"xl/styles.xml": "<styleSheet>"}, "cells.broken_part"),
        ({"xl/sharedStrings.xml": "<sst><si></sst>"}, "cells.broken_part"),
        ({"xl/workbook.xml": "khong phai XML"}, "cells.broken_part"),
        ({"xl/workbook.xml": "<workbook/>"}, "cells.no_pages"),
        (
            {"xl/styles.xml": '<!DOCTYPE a [<!ENTITY b "c"><!ENTITY d "&b;&b;&b;">]><styleSheet>&d;</styleSheet>'},
            "cells.has_dtd",
        ),
        ({"xl/worksheets/sheet1.xml": "<a>" * 300 + "</a>" * 300}, "cells.broken_page"),
        ({"xl/worksheets/sheet1.xml": '<?xml version="1.0" encoding="x-la"?><worksheet/>'}, "cells.broken_page"),
    ],
)
def test_broken_parts_are_named(change: dict[str, str], code: str) -> None:
    content = packed(parts(f'<row r="1">{number("A1", "1")}</row>') | change)
    with pytest.raises(BadInput) as refused:
        cells.read(content, "thu.xlsx")
    assert refused.value.code == code


def test_a_page_that_is_no_worksheet_is_kept_as_such() -> None:
    content = packed(parts("") | {"xl/worksheets/sheet1.xml": "<chartsheet/>"})
    assert not cells.read(content, "thu.xlsx").pages[0].sheet


def test_limits_count_what_is_really_read() -> None:
    rows = "".join(f'<row r="{line}">{number(f"A{line}", "1")}</row>' for line in range(1, 101))
    content = workbook(rows)
    for limits, code in (
        (cells.Limits(unpacked=1000), "cells.unpacks_too_big"),
        (cells.Limits(cells=99), "cells.too_big"),
        (cells.Limits(rows=99), "cells.too_big"),
        (cells.Limits(packed=100), "cells.too_big"),
    ):
        with pytest.raises(BadInput) as refused:
            cells.read(content, "thu.xlsx", limits)
        assert refused.value.code == code
    assert len(cells.read(content, "thu.xlsx", cells.Limits(cells=100, rows=100)).page().cells) == 100


def test_a_reading_can_be_stopped_and_tells_how_far_it_is() -> None:
    told: list[tuple[int, int]] = []
    rows = "".join(f'<row r="{line}">{number(f"A{line}", "1")}</row>' for line in range(1, 5000))
    watch = cells.Watch(lambda done, total: told.append((done, total)), lambda: len(told) > 6)
    with pytest.raises(BadInput, match=r"cells\.stopped"):
        cells.read(workbook(rows), "thu.xlsx", watch=watch)
    assert len(told) == 7 and all(0 < done <= total for done, total in told)


def test_a_cell_far_away_costs_nothing() -> None:
    page = read(f'<row r="1048576">{number("XFD1048576", "1")}</row>')
    assert [cell.address for cell in page.cells] == ["XFD1048576"]


def test_a_merge_over_the_whole_page_costs_nothing() -> None:
    page = read(
        f'<row r="1">{number("A1", "1")}{number("B1", "2")}</row>',
        after='<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>',
    )
    assert [cell.flags for cell in page.cells] == [cells.MERGED, cells.COVERED]


def test_signs_that_are_digits_only_to_unicode_count_nothing() -> None:
    page = read(
        f'<row r="²" outlineLevel="²">{number("A1", "1", 0)}<c r="B1" s="²"><v>2</v></c></row>',
        before='<cols><col min="²" max="9" hidden="1"/></cols>',
    )
    assert [(cell.address, cell.text, cell.flags) for cell in page.cells] == [("A1", "1", 0), ("B1", "2", 0)]
    odd = FORMATS.replace('numFmtId="14"', 'numFmtId="²" fontId="²"').replace('indent="2"', 'indent="²"')
    book = cells.read(workbook(f'<row r="1">{number("A1", "45785", 1)}</row>', styles=odd), "thu.xlsx")
    assert book.page().cells[0].kind == "number"
