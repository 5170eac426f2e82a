"""What a check of the whole book says: the same on its page and by its verb."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from models.keeping import salvage, seal
from ui.words import closing_words, messages
from ui.words.keeping import salvage_words

if TYPE_CHECKING:
    from models.book.book import Book
    from models.keeping.verify import Report
    from ui.words.names import Names


@dataclass(frozen=True, slots=True)
class Said:
    """The outcome in one line, what it means, and the places or further facts, one a line. `same`: nothing differs from
    the journal or from a closed year's seal."""

    outcome: str
    advice: str
    lines: tuple[str, ...]
    same: bool


def told(book: Book, report: Report, names: Names) -> Said:
    """A check in words. A sound book also tells what no door lets in today, a letter that stands alone, its salvage,
    its codes, and what differs from its closed years."""
    if not report.ok:
        lines = tuple(messages.verify_lines(report, names))
        return Said(
            f"Có {len(lines)} chỗ không khớp với nhật ký",
            "Sổ có thể đã bị sửa ngoài chương trình. Xem chi tiết dưới đây, "
            "hoặc phục hồi một bản sao lưu ở thực đơn Sổ, “Sao lưu, phục hồi…”.",
            lines,
            same=False,
        )
    salvaged = salvage.salvaged(book.settings)
    strays = messages.stray_lines(report.strays, names)
    unlike = closing_words.seal_lines(seal.check(book), names)
    found = "Sổ nguyên vẹn"
    if unlike:
        found = f"Sổ nguyên vẹn; năm đã khóa có {len(unlike)} chỗ khác lúc khóa sổ"
    if strays:
        found += f"; {len(strays)} giá trị không còn nhận, cần ghi lại"
    lines = (
        *strays,
        *messages.unasked_lines(report.unasked, names),
        *messages.letter_lines(book),
        *([messages.WAL] if report.wal else []),
        *(salvage_words.told_of_itself(salvaged) if salvaged is not None else []),
        *closing_words.all_codes(book),
        *unlike,
    )
    return Said(found, f"Đã đọc lại {report.ops} việc trong nhật ký; số liệu đúng như nhật ký.", lines, same=not unlike)
