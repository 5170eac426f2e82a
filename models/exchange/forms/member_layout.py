"""The columns of a unit's form as a workbook: what goes out and what comes back know the same."""

from __future__ import annotations

from typing import Final

SCORES: Final = "Phiếu chấm"
TITLE: Final = "Phiếu chấm điểm thi đua"
COLUMNS: Final = (
    "key", "mark", "code", "title", "max", "base", "bonus", "penalty", "sum", "evidence", "note", "help", "lacking",
)  # fmt: skip
HEADS: Final = (
    "", "", "Mục", "Nội dung, tiêu chí", "Điểm chuẩn", "Điểm đơn vị ghi", "Điểm thưởng", "Điểm trừ", "Cộng",
    "Minh chứng", "Diễn giải", "Cách chấm, căn cứ", "",
)  # fmt: skip
WIDTHS: Final = (0, 0, 7, 46, 9, 11, 9, 9, 9, 30, 34, 48, 0)
AS_TEXT: Final = "Số dạng chữ"
"""What stands in the sum of a line whose points were typed as a word ("3,5" where the machine writes 3.5)."""
