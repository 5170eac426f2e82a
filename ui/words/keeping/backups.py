"""Words for backups: where they lie, what one shows, what would be lost if it came back."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Final

from ui.words import labels
from ui.words.keeping import things
from ui.words.messages import moment

if TYPE_CHECKING:
    from models.keeping.picture import Cost, Picture
    from ui.words.names import Names

MOST: Final = 12
"""Things told one by one; the others are counted."""
NO_SECOND: Final = "chưa chọn; sổ chỉ có trên máy này"


def second_place(folder: str, there: bool, newest: datetime | None) -> str:
    """How the second place stands."""
    if not there:
        last = f"; bản mới nhất ở đó lúc {moment(newest)}" if newest else ""
        return f"chưa cắm hoặc không tìm thấy{last}"
    return f"{moment(newest)}, {folder}" if newest else f"chưa có bản nào, {folder}"


def picture(found: Picture) -> list[str]:
    """What a backup shows: the bloc and its year, then what is in it."""
    counts = found.counts
    year = f", năm {found.year} ({labels.YEAR_STATES[found.state].lower()})" if found.year else ", chưa có năm nào"
    inside = [
        f"{counts['units']} đơn vị",
        f"{counts['sheets']} phiếu có điểm ({counts['complete']} phiếu đủ)",
        f"{counts['meetings']} hội nghị",
        f"{counts['counted']} lượt bỏ phiếu đã kiểm",
        f"{counts['proposals']} đề nghị khen thưởng",
        f"{counts['papers']} văn bản đã ban hành",
    ]
    last = f"Việc cuối cùng lúc {moment(found.at)}." if found.at else ""
    return [f"{found.bloc or 'Sổ chưa ghi tên khối'}{year}.", ", ".join(inside) + ".", last]


def cost(found: Cost, names: Names) -> list[str]:
    """What the open book would lose; one line where there is nothing to lose."""
    relation = found.relation
    if relation.relation == "other-book":
        return ["Đây là bản của một sổ khác, không phải của sổ đang mở."]
    if not found.things:
        return ["Số liệu giống hệt sổ đang mở; phục hồi không mất gì."]
    lost = f"Phục hồi bản này thì {relation.only_here} việc làm sau đó không còn trong sổ, ở các chỗ:"
    if not relation.only_here:
        lost = "Bản này có việc mà sổ đang mở chưa có, ở các chỗ:"
    lines = [lost, *(f"• {things.told(one, names)}" for one in found.things[:MOST])]
    more = len(found.things) - MOST
    return lines + ([f"• và {more} chỗ khác"] if more > 0 else [])
