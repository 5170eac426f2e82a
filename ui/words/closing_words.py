"""Words for closing, handing over, receiving and two files of one book; nothing is decided here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from models.book.closing.order import Acts
from models.rules import words as shared
from models.rules.number.text import show_date
from ui.words import labels
from ui.words.keeping.sealed_words import row_line
from ui.words.messages import decimal_comma, moment_or_none, sentence_case, show

if TYPE_CHECKING:
    from models.book.book import Book
    from models.book.closing.closing import Custody, Seal
    from models.keeping.copies import Comparison
    from models.keeping.seal import Check, ResultDifference
    from ui.words.names import Names

TYPE_IT: Final = "Mã đối chiếu bàn giao chưa hiện ở bản này: gõ mã in trên biên bản giấy để nhận sổ, sổ so giúp."
NOT_YET: Final = "chưa hiện ở bản này, gõ mã in trên biên bản giấy để nhận sổ"
RESULTS: Final = {
    "rank": "thứ hạng",
    "points": "điểm xếp hạng",
    "class": "xếp loại",
    "ballot": "kết quả bỏ phiếu",
    **shared.PARTS,
    "total": "tổng điểm",
    "item": "điểm",
}


@dataclass(frozen=True, slots=True)
class Event:
    """One line of what happened to the years and the book."""

    on: str
    what: str
    who: str
    code: str


# --- the state of a year ----------------------------------------------------------------------------------------------


def state(book: Book, year: int) -> str:
    """How the year stands, as the page says it on top."""
    found, pending = book.years.get(year), book.closing.pending()
    if pending is not None and pending.year == year:
        return handed_over(book, pending)
    custody = book.closing.custody(year)
    if custody is not None and custody.received_on is not None and found.state == "handed-over":
        return f"{book.years.called(year, capital=True)}: đã bàn giao, {received(book, custody)}."
    if book.closing.reopened(year) and found.state == "open":
        seal = book.closing.seals(year)[-1]
        name, on = book.years.called(year, capital=True), show(seal.reopened_on)
        return f"{name}: đã mở lại ngày {on}. Lý do: {seal.reopened_reason}"
    seal_now = book.closing.seal(year)
    when = f" ngày {show(seal_now.closed_on)}" if seal_now else ""
    return f"{book.years.called(year, capital=True)}: {labels.YEAR_STATES[found.state].lower()}{when}."


def code(book: Book, year: int) -> tuple[str, str]:
    """The newest code of the year and what it is for; two empty texts before the first closing."""
    standing, closed = book.closing.standing(year), book.closing.seal(year)
    if standing is not None and not book.closing.shown_code(standing):
        return "", TYPE_IT
    if standing is not None:
        return standing.code, "Mã đối chiếu bàn giao, in trên biên bản; nơi nhận gõ lại mã này khi nhận sổ."
    if closed is not None:
        return closed.code, "Mã đối chiếu của lần khóa sổ này. Mã để bàn giao có khi bấm “Bàn giao…”."
    seals = book.closing.seals(year)
    if not seals:
        return "", ""
    return seals[-1].code, "Mã đối chiếu của lần khóa sổ trước; năm đã mở lại, khóa sổ lần nữa thì có mã mới."


def others_open(book: Book, year: int) -> str:
    """What a handover means for years that are still worked in; "" when there are none."""
    still = sorted(one.year for one in book.years.all() if one.state == "open" and one.year != year)
    if not still:
        return ""
    called = ", ".join(map(book.years.called, still))
    return f"Bàn giao là bàn giao cả sổ: {called} đang mở cũng chỉ để xem và in ở máy này."


def handed_over(book: Book, custody: Custody) -> str:
    """Sentence 26 of the field's words; on the successor's file, that it waits to be received."""
    to = book.members.unit(custody.to_unit, custody.handed_on).short_name
    if not book.closing.left_behind():
        return f"Sổ bàn giao cho {to} ngày {show(custody.handed_on)}. Bản này chờ {to} nhận."
    return f"Sổ đã bàn giao cho {to} ngày {show(custody.handed_on)}. Bản này để xem và in."


def received(book: Book, custody: Custody) -> str:
    to = book.members.unit(custody.to_unit, custody.handed_on).short_name
    return f"{to} nhận ngày {show(custody.received_on)} ({custody.received_by})"


def open_points(count: int) -> str:
    """Sentence 33, or that nothing is open."""
    if not count:
        return "Không còn việc nào dở dang."
    return (
        f"Còn {count} việc chưa xong. Vẫn khóa sổ được; các việc này sẽ ghi vào biên bản bàn giao để nơi nhận làm tiếp."
    )


def history(book: Book) -> tuple[Event, ...]:
    """Closings, reopenings, handovers and receipts of the whole book, the newest first."""
    acts = Acts(book)
    found: list[tuple[int, Event]] = []
    for seal in book.closing.seals():
        closed = acts.last("close-year", seal.year, acts.after(seal.journal_head), first=True)
        found.append(
            (
                closed,
                Event(
                    seal.closed_on, f"Khóa sổ {book.years.called(seal.year)}{_again(seal)}", seal.by or "", seal.code
                ),
            )
        )
        if seal.reopened_on is not None:
            what = f"Mở lại {book.years.called(seal.year)}: {seal.reopened_reason}"
            at = acts.last("reopen-year", seal.year, closed)
            found.append((at, Event(seal.reopened_on, what, seal.reopened_by or "", "")))
    for one in book.closing.custodies():
        to = book.members.unit(one.to_unit, one.handed_on).short_name
        handed = acts.after(one.journal_head)
        what = f"Bàn giao sau {book.years.called(one.year)} cho {to}"
        found.append((handed, Event(one.handed_on, what, one.from_person or "", book.closing.shown_code(one))))
        if one.received_on is not None:
            at = acts.last("receive-book", None, handed, first=True)
            found.append((at, Event(one.received_on, f"{to} nhận sổ", one.received_by or "", one.code)))
        if one.withdrawn_on is not None:
            at = acts.last("withdraw-handover", one.year, handed, first=True)
            found.append((at, Event(one.withdrawn_on, f"Rút lại bàn giao: {one.withdrawn_reason}", "", "")))
    found.sort(key=lambda each: (each[1].on, each[0]), reverse=True)
    return tuple(event for _at, event in found)


def _again(seal: Seal) -> str:
    return f" (lần {seal.n})" if seal.n > 1 else ""


def all_codes(book: Book) -> list[str]:
    """The codes a paper may show, for the page that checks the book."""
    lines = [
        f"Mã đối chiếu bàn giao ngày {show(one.handed_on)}: {book.closing.shown_code(one) or NOT_YET}"
        for one in book.closing.custodies()
    ]
    return lines + [
        f"Mã đối chiếu khóa sổ {book.years.called(one.year)}{_again(one)}: {one.code}" for one in book.closing.seals()
    ]


# --- what differs -----------------------------------------------------------------------------------------------------


def closing_of(seal: Seal) -> str:
    """Which closing a code stands for."""
    reopened = f", đã mở lại ngày {show_date(seal.reopened_on)}" if seal.reopened_on else ""
    return f"Mã của lần khóa sổ năm {seal.year}, lần {seal.n}, ngày {show_date(seal.closed_on)}{reopened}"


def since(check: Check, places: int, most: int) -> str:
    """How many places differ from that closing today; of each kind at most so many are told."""
    if not check.sound:
        return "Dữ liệu giữ lại lúc khóa sổ ấy đã hỏng, không so được từng chỗ."
    if not places:
        return "Từ lúc ấy đến nay không có chỗ nào khác."
    cut = f", mỗi loại chỉ kể {most} chỗ đầu" if most in (len(check.rows), len(check.results)) else ""
    return f"Từ lúc ấy đến nay có {places} chỗ khác{cut}:"


def seal_lines(checks: Sequence[Check], names: Names) -> list[str]:
    """What differs from the sealed years, one place a line."""
    lines: list[str] = []
    for check in checks:
        year = names.book.years.called(check.seal.year, capital=True)
        lines += [row_line(check.seal.year, one, names) for one in check.rows]
        lines += [f"{year}: {_result(one, names)}" for one in check.results]
    return lines


def _result(found: ResultDifference, names: Names) -> str:
    what = f"điểm mục {names.node(found.node)}" if found.node else RESULTS[found.what]
    stage = f", bước {names.stage(found.stage).lower()}" if found.stage else ""
    if found.sealed == found.now:
        return f"{what} {found.unit}: khác lúc khóa sổ"
    was, now = (decimal_comma(value) or "trống" for value in (found.sealed, found.now))
    return f"{what} của {names.unit(found.unit)}{stage}: lúc khóa sổ {was}, tính lại hôm nay {now}"


def older(day: str, missing: int) -> str:
    """Sentence 27, when the newer copy is not at hand."""
    return (
        f"Đây là bản cũ hơn bản anh/chị đã mở ngày {day} (thiếu {missing} lần sửa). "
        "Nên làm tiếp trên bản mới; bản này vẫn mở để xem được."
    )


def parted(found: Comparison, day: str, other: str) -> str:
    """Sentence 27 of two copies that were both worked in, when the other one is not at hand."""
    how = (
        f" sau {moment_or_none(found.agreed_at)}: bản đang mở có {found.only_here} lần sửa riêng, bản kia có "
        f"{found.only_there}."
        if found.agreed_at
        else ", mỗi bản có những lần sửa mà bản kia không có."
    )
    return sentence_case(
        f"Bản này và bản “{other}” đã mở ngày {day} cùng được sửa{how} Tìm lại bản kia, rồi dùng “So với bản khác…” ở "
        f"trang {labels.PAGE_TITLES['closing']} để lấy phần còn thiếu."
    )


def comparison(found: Comparison, other: str) -> str:
    """How the open book stands to the other file (sentence 27)."""
    sentences: Mapping[str, str] = {
        "same": f"Hai bản giống nhau: cùng {found.common} việc trong nhật ký.",
        "older": f"Đây là bản cũ hơn bản {other}, lần sửa cuối {moment_or_none(found.there_at)} "
        f"(thiếu {found.only_there} lần sửa). Nên làm tiếp trên bản mới; bản này vẫn mở để xem được.",
        "newer": f"Bản đang mở mới hơn bản {other} {found.only_here} lần sửa. Làm tiếp trên bản đang mở.",
        "forked": f"Hai bản cùng được sửa sau {moment_or_none(found.agreed_at)}: bản đang mở có "
        f"{found.only_here} lần sửa riêng, bản {other} có {found.only_there}. Chọn một bản để làm tiếp "
        "và ghi lại vào đó các lần sửa của bản kia.",
        "other-book": f"Tệp {other} là sổ khác, không phải bản của sổ này.",
    }
    return sentence_case(sentences[found.relation])
