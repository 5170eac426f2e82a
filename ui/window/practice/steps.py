"""The eight acts of the guided round. Whether one is done is a read of the book, so that nothing has to be remembered,
clicks are not counted, and a round can be left and taken up again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from models.book.scoring.rows import SheetAt
from models.rules.errors import Refusal
from models.rules.number import points
from models.rules.number.subjects import PaperOf, RowOf, SheetOf, Subject
from ui.scoring.grid.cells import columns_of
from ui.window.practice.seed import DEPUTY, PASTED, TIE, WRONG

if TYPE_CHECKING:
    from models.book.book import Book
    from models.rules.number.points import Value

ENOUGH = 10
"""Cells of the sheet from which the block counts as pasted."""
ASKED = "vpub"
"""The unit whose points are asked for."""
PAPER_ACTS = ("describe-paper", "record-paper-number")


@dataclass(frozen=True, slots=True)
class Act:
    """One act: its name, what to do, the page and subject where, whether the book shows it done. `block`: what is put
    on the clipboard for it. `asks`: the answer is typed into the panel and compared by `right`."""

    name: str
    how: str
    page: str
    subject: Subject | None
    done: Callable[[Book, int], bool]
    block: Callable[[Book, int], str] | None = None
    right: Callable[[Book, int, str], bool] | None = None


def _pasted(book: Book, year: int) -> bool:
    return len(book.scores.sheet(SheetAt(year, *PASTED)).cells) >= ENOUGH


def _mended(book: Book, year: int) -> bool:
    unit, stage, node, _wrong = WRONG
    item = next(one for one in book.forms.form(book.forms.for_unit(year, unit)).items() if one.key == node)
    found = book.scores.sheet(SheetAt(year, unit, stage)).cells.get(node)
    stated = found.cell.stated.get("base") if found is not None else None
    return stated is None or item.max is None or stated <= item.max


def _counted(ballot: str) -> Callable[[Book, int], bool]:
    return lambda book, _year: book.ballots.get(ballot).state == "counted"


def _untied(book: Book, year: int) -> bool:
    units = {one.unit for one in book.ballots.get(TIE).candidates}
    ranks = [place.rank for place in book.standing.ranking(year).places if place.unit in units]
    return None not in ranks and len(set(ranks)) == len(ranks) > 1


def _printed(book: Book, year: int) -> bool:
    """Whether a paper is in the register, or was: the next act takes it back and is not to lead here again."""
    return bool(book.papers.all(year)) or any(line.kind in PAPER_ACTS for line in book.journal.lines())


def _points(book: Book, year: int) -> Fraction | None:
    found = next((one.points for one in book.standing.ranking(year).places if one.unit == ASKED), None)
    return found if isinstance(found, Fraction) else None


def _read(book: Book, year: int, typed: str) -> bool:
    try:
        return points.parse_points(typed) == _points(book, year)
    except Refusal:
        return False


def _block(book: Book, year: int) -> str:
    """What the step before gave the unit, as a row copied from Excel: a cell for every column of the grid."""
    unit, stage = PASTED
    result = book.standing.result(SheetAt(year, unit, "bloc"))
    form = book.forms.form(book.forms.for_unit(year, unit))
    sheets = (book.scores.sheet(SheetAt(year, member.key, stage)) for member in book.members.roster(year))
    columns = columns_of(form, "items", [held.cell for sheet in sheets for held in sheet.cells.values()])
    values = [getattr(result.items[column.node], column.effect) for column in columns]
    return "\t".join(_typed(value) for value in values)


def _typed(value: Value) -> str:
    """A number as somebody types it, "" where there is none that can be typed whole."""
    if not isinstance(value, Fraction) or (value * 10**points.POINT_DECIMALS).denominator != 1:
        return ""
    return points.to_text(value).replace(".", ",")


ACTS: tuple[Act, ...] = (
    Act(
        "Dán một khối điểm",
        "Ở bước Thẩm định, đứng ở ô đầu của Tỉnh đoàn rồi bấm Ctrl+V; dòng điểm đã được chép sẵn.",
        "scores",
        SheetOf(*PASTED),
        _pasted,
        block=_block,
    ),
    Act(
        "Sửa một ô sai",
        "Hội Nông dân có mục I.2 ghi 50, cao hơn điểm chuẩn. Gõ 5 vào ô ấy.",
        "scores",
        SheetOf(*WRONG[:3]),
        _mended,
    ),
    Act(
        "Đọc một lý do",
        "Văn phòng UBND tỉnh được bao nhiêu điểm khi xếp hạng? Chọn dòng ấy, xem diễn giải bên cạnh, gõ số vào đây.",
        "ranking",
        None,
        lambda _book, _year: False,
        right=_read,
    ),
    Act(
        "Kiểm một lượt phiếu",
        "Mở lượt “Giới thiệu đơn vị Phó Trưởng khối”, ghi số phiếu thu về, hợp lệ và số phiếu mỗi đơn vị được.",
        "meetings",
        RowOf("meeting", "h4"),
        _counted(DEPUTY),
    ),
    Act(
        "Phân định bằng điểm",
        "Hai đơn vị bằng điểm: ở Hội nghị, bỏ phiếu, kiểm lượt phiếu chọn một trong hai; hạng theo phiếu ấy ngay.",
        "ranking",
        None,
        _untied,
    ),
    Act(
        "In một tờ",
        "Chọn Kết quả xếp hạng, xem trước, In hoặc Lưu PDF; rồi “Ghi số, ngày…” như khi đã ký.",
        "papers",
        PaperOf("xep-hang"),
        _printed,
    ),
    Act(
        "Hoàn tác",
        "Bấm Ctrl+Z: việc vừa làm được trả lại, tên việc hiện ở dòng dưới cùng. Ctrl+Y làm lại.",
        "scores",
        None,
        lambda book, _year: any(line.kind == "undo" for line in book.journal.lines()),
    ),
    Act(
        "Bàn giao",
        "Khóa sổ năm, rồi “Bàn giao…” cho đơn vị nhận. Sổ này từ đó chỉ để xem.",
        "closing",
        None,
        lambda book, _year: bool(book.closing.custodies()),
    ),
)
