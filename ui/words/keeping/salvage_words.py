"""Words for a damaged file saved into a new book: the honest list, and what the new book says of itself."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from models.book.reporting.journal_kinds import TABLES
from ui.words.messages import moment, sentence_case, show

if TYPE_CHECKING:
    from models.keeping.salvage import Salvage, Told


def summary(found: Salvage) -> str:
    """The outcome in one paragraph: how much stands in the new book, how far back the old one is known to reach."""
    last = f", việc cuối đọc được lúc {moment(found.newest)}" if found.newest else ""
    if found.scattered:
        joined = "" if found.unbroken else " Nhật ký ấy cũng hỏng một phần."
        return (
            f"Sổ mới có {found.rows} dòng cứu được từ “{found.source}”, {_only_journal(found.newest)}.{joined} Nhật ký "
            "của sổ mới bắt đầu lại từ hôm nay. So bảng dưới đây với giấy tờ đã in."
        )
    if all(one.whole for one in found.tables):
        return f"Đọc được trọn vẹn {found.rows} dòng của “{found.source}”{last}. Sổ mới đã kiểm tra, nguyên vẹn."
    journal = "Nhật ký cũ còn liền mạch" if found.unbroken else "Nhật ký cũ cũng hỏng một phần"
    return (
        f"Sổ mới có {found.rows} dòng cứu được từ “{found.source}”{last}, đã kiểm tra, nguyên vẹn trong phạm vi ấy. "
        f"{journal}; nhật ký của sổ mới bắt đầu lại từ hôm nay. So bảng dưới đây với giấy tờ đã in."
    )


def lines(found: Salvage) -> list[str]:
    """Table by table: what was read, what came from the journal, what is gone; tables with trouble first."""
    ordered = sorted(found.tables, key=lambda one: one.whole)
    return [_table(one) for one in ordered]


def _only_journal(newest: str) -> str:
    """What it means that a file had lost its list of tables."""
    last = f" lúc {moment(newest)}" if newest else ""
    return (
        "danh mục bảng của tệp đã mất nên mọi dòng lấy từ nhật ký; có việc nào ghi sau việc cuối đọc được"
        f"{last} thì không biết được"
    )


def of_itself(said: Mapping[str, Any]) -> str:
    """What a salvaged book says it is."""
    tables = said.get("tables")
    count = len(tables) if isinstance(tables, Mapping) else 0
    how = f"{count} bảng không trọn vẹn" if count else "mọi bảng đều đọc được"
    if "newest" in said:
        how = _only_journal(str(said["newest"]))
    return f"cứu từ “{said.get('from', '')}” ngày {show(str(said.get('on', '')))}, {how}"


def told_of_itself(said: Mapping[str, Any]) -> list[str]:
    """The list a salvaged book keeps, one table a line."""
    tables = said.get("tables")
    rows = tables.items() if isinstance(tables, Mapping) else ()
    head = sentence_case(f"sổ này {of_itself(said)}; có {said.get('rows', 0)} dòng.")
    return [head, *(_counts(str(table), one) for table, one in sorted(rows) if isinstance(one, Mapping))]


def _table(told: Told) -> str:
    counts = {"kept": told.kept, "by_journal": told.by_journal, "unlike": told.unlike, "lost": len(told.lost)}
    text = _counts(
        told.table, {**counts, "loosened": len(told.loosened), "holes": told.holes, "reopened": told.reopened}
    )
    gone = ", ".join(told.lost[:8]) + ("…" if len(told.lost) > 8 else "")
    return f"{text} (mất: {gone})" if gone else text


def _counts(table: str, said: Mapping[str, Any]) -> str:
    parts = [f"giữ {said.get('kept', 0)} dòng"]
    for key, words in (
        ("by_journal", "{} dòng lấy lại từ nhật ký"),
        ("unlike", "{} dòng trong tệp khác nhật ký, lấy theo nhật ký"),
        ("lost", "{} dòng mất"),
        ("loosened", "{} dòng mất phần chỉ sang dòng khác"),
        ("reopened", "{} lần khóa sổ không còn khớp với năm của nó nên năm ấy đang mở lại"),
    ):
        if said.get(key):
            parts.append(words.format(said[key]))
    if said.get("holes"):
        parts.append("có chỗ không đọc được nên không biết còn thiếu dòng nào")
    return f"{sentence_case(TABLES.get(table, table))}: {', '.join(parts)}."
