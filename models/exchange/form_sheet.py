"""A scoring form as rows of a spreadsheet.

A table on paper says codes, titles and points; how points are earned it says in words. The whole of a form goes by the
interchange document. How a table becomes a form is `models.exchange.form_table`.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Final

from models.rules.form.scoring import Form, Item, Node
from models.rules.number.points import to_text

HEADER: Final = (
    "Mục",
    "Nội dung, tiêu chí",
    "Điểm chuẩn",
    "Điểm thưởng cao nhất",
    "Điểm trừ cao nhất",
    "Đơn vị chấm mục này",
    "Căn cứ chấm điểm",
    "Cách chấm",
)
WIDTHS: Final = (9, 60, 11, 11, 11, 22, 36, 60)


def rows_of(form: Form) -> list[list[str | Decimal]]:
    """The rows under `HEADER`, one per node in printed order, then the total."""
    rows = [_row(node) for node in form.nodes]
    if form.total is not None:
        rows.append(["", "Tổng cộng", _number(form.total), "", "", "", "", ""])
    return rows


def _row(node: Node) -> list[str | Decimal]:
    bonus, penalty = (node.bonus_cap, node.penalty_cap) if isinstance(node, Item) else (node.bonus_cap, None)
    if isinstance(node, Item):
        bonus, penalty = _most(node, "bonus", bonus), _most(node, "penalty", penalty)
    numbers = [_number(value) for value in (node.max, bonus, penalty)]
    return [node.code, node.title, *numbers, node.scorer, node.evidence, node.rule_text]


def _most(item: Item, effect: str, cap: Fraction | None) -> Fraction | None:
    """The item's own cap, else that of its one part of the effect."""
    caps = [part.cap for part in item.parts if part.effect == effect]
    return cap if cap is not None or len(caps) != 1 else caps[0]


def _number(value: Fraction | None) -> str | Decimal:
    if value is None:
        return ""
    text = to_text(value)
    return text if "/" in text else Decimal(text)
