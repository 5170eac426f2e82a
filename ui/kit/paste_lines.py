"""Dán từ Excel: lines of one of the year's lists, as they were understood."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, ClassVar

from PySide6.QtWidgets import QWidget

from models.book.base.asked import Field
from models.book.following import pasted
from models.book.following.line_shapes import Shape
from models.book.following.pasted import Pasted, PastedLine, Twice
from models.exchange.account import Account
from models.exchange.listing import Listing
from models.exchange.meaning import plain
from models.rules.errors import Refusal
from ui.base.session import Session
from ui.kit.paste_dialog import NUMBER, Choice, PasteDialog
from ui.kit.tables import Column
from ui.words import messages

OVER = "Ghi thay dòng đã có; ô bảng dán không có cột thì giữ nguyên."
SAME = "Như đang có."
UNSAID = "chưa chọn"
LEFT = "Như dòng {first}, không ghi lần nữa."
PASSED = "Cùng chỗ với dòng {first}; lấy dòng {first}."


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
        self._turned_down: dict[tuple[int, tuple[tuple[str, str], ...]], Refusal] = {}
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
            *(Column(one.label, self._cell(one), width=14) for one in self._shown),
        )

    def _cell(self, field: Field) -> Any:
        """A cell as it was pasted; a unit that was chosen for it by its name, never by its key."""

        def said(line: PastedLine) -> str:
            text = line.cells.get(field.name, "")
            chosen = field.kind == "unit" and text in self.answers.values() and line.said.get(field.name) == text
            return self.session.unit_name(text) if chosen else text

        return said

    def _problem(self, line: PastedLine) -> str:
        if line.left:
            return (PASSED if self._shape.place and self._differs(line) else LEFT).format(first=line.first)
        if line.same or line.over is not None:
            return SAME if line.same else OVER
        return " ".join(messages.sentence(refusal, self.session.names) for refusal in line.faults.values())

    def _differs(self, line: PastedLine) -> bool:
        """Whether it says another thing than the line that is taken in its place."""
        first = next((one for one in self._found.lines if one.number == line.first), line)
        return dict(first.said) != dict(line.said)

    def understand(self, cells: Any) -> Pasted:
        found = pasted.read(self.book, self.year, self._shape.key, cells, self._given, self.answers)
        return replace(found, lines=tuple(map(self._as_refused, found.lines)))

    def _as_refused(self, line: PastedLine) -> PastedLine:
        """The line with what its list's verb refused when it was to be written, as long as it says the same."""
        refusal = self._turned_down.get(_said(line)) if line.new else None
        return line if refusal is None else replace(line, faults={"": refusal})

    def lines(self, found: Pasted) -> tuple[PastedLine, ...]:
        return found.lines

    def counted(self, found: Pasted) -> str:
        said = f"{len(found.lines)} dòng"
        same, left = sum(line.same for line in found.lines), sum(line.left for line in found.lines)
        said += f", {same} dòng như đang có" if same else ""
        said += f", {left} dòng ghi lặp" if left else ""
        said += f"; {found.converted} ô phông cũ (.VnTime), đã chuyển sang Unicode" if found.converted else ""
        assumed = self._assumed(found)
        return said + (f"; không có cột nên ghi theo chỗ đang xem: {', '.join(assumed)}" if assumed else "")

    def _assumed(self, found: Pasted) -> list[str]:
        """What no column says and the lines get from the place the list is pasted to."""
        new = [line for line in found.lines if line.new]
        said = []
        for one in found.shape.fields:
            value = found.given.get(one.name)
            if value is not None and one.kind != "draft" and any(one.name not in line.told for line in new):
                said.append(f"{one.label} “{self._worded(one, value)}”")
        return said

    def _worded(self, field: Field, value: Any) -> str:
        if field.kind == "unit":
            return self.session.unit_name(value)
        if field.kind == "date":
            return messages.show(value)
        if field.kind == "report":
            return next((one.name for one in self.book.log.reports(self.year) if one.key == value), str(value))
        if field.kind == "movement":
            return next((one.name for one in self.book.following.movements(self.year) if one.key == value), str(value))
        return field.choices.get(str(value), str(value))

    def choices(self, found: Pasted) -> dict[str, Choice]:
        return {one.key: self._choice(one, found) for one in found.twice}

    def _choice(self, one: Twice, found: Pasted) -> Choice:
        numbers = _listed(one.numbers)
        if any(number == 0 for _, number in one.options):
            return Choice(f"Dòng {numbers} giống nhau:", UNSAID, {pasted.ONCE: "ghi một lần", pasted.EACH: "ghi cả"})
        options = {option: f"lấy dòng {number}" for option, number in one.options}
        return Choice(f"Dòng {numbers} cùng một chỗ, ghi khác nhau:", UNSAID, options)

    def changes(self, line: PastedLine) -> bool:
        return line.new

    def settled(self, found: Pasted, lines: Sequence[PastedLine], listing: Listing) -> Account:
        wrong = {line.number for line in lines if line.wrong}
        left = {line.number for line in lines if line.left}
        taken = {line.number for line in lines} - wrong - left
        return listing.settle(found.columns, taken, wrong, left, found.headings)

    def columns_taken(self, found: Pasted) -> tuple[object, ...]:
        return found.columns

    def unit_columns(self, found: Pasted, number: int) -> list[int]:
        above = [line for line in found.headings if line < number]
        columns = found.headings[max(above)] if above else found.columns
        return [n for n, one in enumerate(columns) if one is not None and one.kind in ("unit", "units")]

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
        try:
            return pasted.write(self.book, self.year, found, self.answered())
        except pasted.LinesRefused as refusal:
            self._turned_down |= {
                _said(line): refusal.refused[line.number] for line in found.lines if line.number in refusal.refused
            }
            self._again()
            raise


def _said(line: PastedLine) -> tuple[int, tuple[tuple[str, str], ...]]:
    """A line by its place and its words."""
    return line.number, tuple(line.cells.items())


def _listed(numbers: Sequence[int]) -> str:
    shown = [str(number) for number in numbers]
    return f"{', '.join(shown[:-1])} và {shown[-1]}"
