"""Dán từ Excel: lines of one of the year's lists, as they were understood."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, ClassVar

from PySide6.QtWidgets import QWidget

from models.book.following import pasted
from models.book.following.line_shapes import Shape
from models.book.following.pasted import Pasted, PastedLine
from models.exchange.meaning import plain
from ui.base.session import Session
from ui.kit.paste_dialog import NUMBER, PasteDialog
from ui.kit.tables import Column
from ui.words import messages

OVER = "Ghi thay dòng đã có; ô bảng dán không có cột thì giữ nguyên."


class PasteLinesDialog(PasteDialog):
    """Lines of the list `shape`; `given` is what the list itself already says of each (its meeting, its draft)."""

    empty: ClassVar[str] = "paste.nothing"

    def __init__(
        self,
        session: Session,
        shape: Shape,
        text: str = "",
        given: dict[str, Any] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        self._shape, self._given, self.kind = shape, given or {}, shape.key
        self._shown = tuple(one for one in shape.fields if one.kind not in ("units", "draft"))
        heads = " · ".join(one.label for one in self._shown)
        hint = (
            "Sao chép các dòng trong Excel rồi dán (Ctrl+V) vào đây. "
            f"Không có dòng tiêu đề thì các cột theo thứ tự: {heads}"
        )
        super().__init__(session, f"Dán {shape.title} từ Excel", "Ghi vào sổ", hint, text, parent)

    def columns(self) -> tuple[Column, ...]:
        return (
            NUMBER,
            Column("Cần xem", self._problem, width=36, tone=lambda line: "bad" if line.wrong else "warn"),
            *(Column(one.label, self._cell(one.name), width=14) for one in self._shown),
        )

    def _cell(self, name: str) -> Any:
        """A cell as it was pasted; a unit that was chosen for it by its name, never by its key."""

        def said(line: PastedLine) -> str:
            text = line.cells.get(name, "")
            chosen = text in self.answers.values() and line.said.get(name) == text
            return self.session.unit_name(text) if chosen else text

        return said

    def _problem(self, line: PastedLine) -> str:
        if pasted.writes_over(self.book, self.year, self._shape, line):
            return OVER
        return " ".join(messages.sentence(refusal, self.session.names) for refusal in line.faults.values())

    def understand(self, cells: Any) -> Pasted:
        return pasted.read(self.book, self.year, self._shape.key, cells)

    def lines(self, found: Pasted) -> tuple[PastedLine, ...]:
        return found.lines

    def counted(self, found: Pasted) -> str:
        return f"{len(found.lines)} dòng"

    def columns_taken(self, found: Pasted) -> tuple[object, ...]:
        return found.columns

    def heads(self) -> dict[str, str]:
        return {plain(head): one.label for one in self._shown for head in one.heads}

    def not_found(self, found: Pasted) -> list[tuple[int, str]]:
        units = {one.name for one in self._shape.fields if one.kind == "unit"}
        return [
            (line.number, line.cells[name])
            for line in found.lines
            for name, refusal in line.faults.items()
            if name in units and refusal.code in ("line.unknown", "line.two_units")
        ]

    def without_wrong(self, found: Pasted) -> Pasted:
        return replace(found, lines=tuple(line for line in found.lines if not line.wrong))

    def write(self, found: Pasted) -> object:
        return pasted.write(self.book, self.year, found, self._given, self.answered())
