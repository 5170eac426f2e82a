"""The model of the score grid: what Qt asks about its cells, and what is written into them.

Writes through one verb of the session per act. Cells are looked up when they are painted and kept until a notice
touches their unit; nothing is computed here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QModelIndex, Qt

from models.book.scoring.edit import Edit
from models.rules.errors import Refusal, RuleViolation
from ui.scoring.grid.cells import Plan, Target, cleared, edit_of, plan
from ui.scoring.grid.lines import GroupSum
from ui.scoring.grid.sheets import SHOWN, Beside, Index, ScoreSheets, View

__all__ = ["Beside", "ScoreModel", "View"]
NONE = QModelIndex()
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
ROLES = frozenset(
    {
        Qt.ItemDataRole.DisplayRole,
        Qt.ItemDataRole.EditRole,
        Qt.ItemDataRole.ToolTipRole,
        Qt.ItemDataRole.UserRole,
        Qt.ItemDataRole.AccessibleTextRole,
    }
)
EMPTY = "trống"
FELT = 500
"""From this many cells on writing takes a moment."""
CLOSED = {"confirmed": "sheet.confirmed", "locked": "sheet.locked"}
GROUP_SUM = "Đây là điểm cộng của nhóm. Mở nhóm ra để ghi điểm từng mục."


class ScoreModel(ScoreSheets):
    """A table of units and lines, either way round, to read and to type into."""

    # -- Qt's questions --

    def rowCount(self, parent: Index = NONE) -> int:
        return 0 if parent.isValid() else len(self.lines if self.turned else self.units)

    def columnCount(self, parent: Index = NONE) -> int:
        return 0 if parent.isValid() else len(self.units if self.turned else self.lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return RIGHT
        if role not in ROLES:
            return None
        found = self.look(index.column(), index.row()) if self.turned else self.look(index.row(), index.column())
        if role == Qt.ItemDataRole.UserRole:
            return found
        if role == Qt.ItemDataRole.EditRole:
            return found.edit
        if role == Qt.ItemDataRole.ToolTipRole:
            return found.tip
        return self._read_aloud(index, found.text) if role == Qt.ItemDataRole.AccessibleTextRole else found.text

    def _read_aloud(self, index: Index, text: str) -> str:
        """A cell as it is told to who does not see the headings."""
        row, place = self.spot(index)
        line = self.lines[place]
        what = line.band if isinstance(line, GroupSum) else f"{line.head} {line.title}"
        return f"{self.names[self.units[row]]}, {' '.join(what.split())}: {text or EMPTY}"

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        units = (orientation == Qt.Orientation.Vertical) is not self.turned
        if section >= len(self.units if units else self.lines):
            return None  # a heading that has not yet heard of a new model
        if units:
            unit = self.units[section]
            if role == Qt.ItemDataRole.DisplayRole:
                return self.names[unit]
            if role == Qt.ItemDataRole.ToolTipRole:
                beside = self.beside(section)
                return "\n".join(filter(None, (self.names[unit], beside.tip)))
            return None
        column = self.lines[section]
        if isinstance(column, GroupSum):
            return column.band if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole) else None
        if role == Qt.ItemDataRole.DisplayRole:
            return column.head
        if role == Qt.ItemDataRole.ToolTipRole:
            return "\n".join(
                filter(
                    None, (column.band, f"{column.head}  {column.title}", column.item.rule_text if column.item else "")
                )
            )
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        place = index.row() if self.turned else index.column()
        return SHOWN if self._folds and isinstance(self.lines[place], GroupSum) else self._may

    # -- writing --

    def refusal(self, row: int) -> str:
        """Why the unit's sheet may not be changed now; "" when it may."""
        unit = self.units[row]
        sheet = self.sheets[unit]
        if sheet.state in CLOSED:
            return self.session.sentence(RuleViolation(CLOSED[sheet.state], unit=unit, stage=sheet.stage))
        if sheet.masked:
            return self.session.sentence(RuleViolation("keying.same_person", unit=unit, stage=sheet.stage))
        return ""

    def take(self, index: Index, text: str) -> str:
        """Write one typed text; a text that says what stands there already writes nothing. Why it cannot be taken, ""
        when it can."""
        text = text.strip()
        row, place = self.spot(index)
        if text == self.look(row, place).edit:
            return ""
        closed = self.refusal(row)
        if closed:
            return closed
        unit, column = self.units[row], self.lines[place]
        if isinstance(column, GroupSum):
            return GROUP_SUM
        try:
            edit = edit_of(column, text, self.held(unit, column.node))
        except Refusal as refusal:
            return self.session.sentence(refusal)
        self.enter([(unit, column.node, edit)])
        return ""

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Write one typed text, or say why it cannot be taken; whether the cell holds another text now."""
        if role != Qt.ItemDataRole.EditRole:
            return False
        spot = self.spot(index)
        before = self.look(*spot).edit
        problem = self.take(index, str(value))
        if problem:
            self.session.warn(problem)
        return self.look(*spot).edit != before

    def enter(self, edits: Iterable[tuple[str, str, Edit]]) -> bool:
        """Write many cells as one undo step; of so many that it was felt it is said when they are there."""
        view, many = self.view, tuple(edits)
        if view is None or not many:
            return False
        scores = self.session.book.scores

        def write() -> None:
            scores.enter_many(view.year, view.stage, many, view.period)
            if len(many) > FELT:
                self.session.say(f"Đã ghi {counted(len(many))}.")

        return self.session.act(write)

    def take_in(self, edits: Iterable[tuple[str, str, Edit]], shape: str, answers: Mapping[str, str]) -> object:
        """Write cells from a file, with what was answered about its names, as one undo step; for a dialog's verb."""
        view = self.view
        assert view is not None
        return self.session.book.scores.enter_many(view.year, view.stage, edits, view.period, (shape, answers))

    def clear(self, indexes: Iterable[Index]) -> bool:
        """Empty the selected cells in one step; closed sheets refuse all of it."""
        edits: dict[tuple[str, str, bool], Edit] = {}
        for index in indexes:
            row, place = self.spot(index)
            closed = self.refusal(row)
            if closed:
                self.session.warn(closed)
                return False
            unit, column = self.units[row], self.lines[place]
            if isinstance(column, GroupSum):
                continue
            edit = cleared(column, self.held(unit, column.node))
            if edit is not None:
                edits[unit, column.node, edit.stated is None] = _merged(
                    edits.get((unit, column.node, edit.stated is None)), edit
                )
        return self.enter((unit, node, edit) for (unit, node, _), edit in edits.items())

    def plan(self, rows: Sequence[Sequence[str]], top: int, left: int) -> Plan:
        """What putting a rectangle, units down, would do at a unit and one of all `columns`, hidden ones too."""
        closed = {unit: why for row, unit in enumerate(self.units) if (why := self.refusal(row))}
        target = Target(self.units[top:], self.columns[left:], self.held, closed, self.names)
        return plan(rows, target, self.session.sentence)


def _merged(one: Edit | None, other: Edit) -> Edit:
    if one is None or one.stated is None or other.stated is None:
        return other
    return Edit(stated={**one.stated, **other.stated})


def counted(cells: int) -> str:
    """So many cells in words."""
    return f"{cells:,} ô điểm".replace(",", ".")
