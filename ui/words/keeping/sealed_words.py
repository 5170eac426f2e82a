"""Words for a row of a closed year that is no longer as its seal holds it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from models.book.reporting.journal_kinds import TABLES
from ui.words.field_names import COLUMNS

if TYPE_CHECKING:
    from models.book.closing.sealed import RowDifference
    from ui.words.names import Names

HOW: Final = {"removed": "đã bỏ sau khi khóa sổ", "added": "ghi thêm sau khi khóa sổ"}


def row_line(year: int, found: RowDifference, names: Names) -> str:
    """A row that is no longer what its closed year was sealed with."""
    said = names.row(found.table, found.key)
    columns = ", ".join(COLUMNS.get(column, column) for column in found.columns)
    how = HOW.get(found.how, f"{columns} khác lúc khóa sổ")
    return " ".join(f"{names.book.years.called(year, capital=True)}: {TABLES[found.table]} {said}: {how}".split())
