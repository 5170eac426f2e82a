"""Units × things to send, as a picture that is also a list: a mark per unit and thing, its days late, sums below."""

from __future__ import annotations

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QKeyEvent, QKeySequence, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from models.book.year.board import Board, Sending, Thing
from ui.base.measure import fit, letters
from ui.home import glyphs
from ui.kit import style
from ui.kit.clipboard import copy
from ui.kit.style import bold
from ui.words.messages import show
from ui.words.year_steps import SENT, lower

Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()
MARKS = {"sent": "done", "late": "late", "part": "part", "waiting": "open", "overdue": "bad", "not-asked": "none"}
"""State of a sending -> its mark."""
STATES = {
    "sent": "đã gửi ngày {on}",
    "late": "gửi ngày {on}, chậm {days}",
    "part": "đang làm, chưa gửi",
    "waiting": "chưa gửi",
    "overdue": "chưa gửi, quá hạn {days}",
    "not-asked": "không phải gửi",
}
LEGEND = (("done", "đã gửi"), ("late", "gửi chậm"), ("part", "còn thiếu"), ("open", "chưa gửi"), ("bad", "quá hạn"))
SUM = "Đã gửi"


def thing_name(thing: Thing) -> str:
    """What is to be sent, as a heading of a column."""
    if thing.kind == "registration":
        return SENT["registration"]
    if thing.kind == "pledge":
        return "Ký giao ước"
    return f"Phiếu {lower(thing.name)}" if thing.kind == "sheet" else thing.name


def sending_words(one: Sending) -> str:
    """How a sending stands, in words."""
    return STATES[one.state].format(on=show(one.on) if one.on else "", days=one.words)


def sum_words(board: Board, thing: int) -> str:
    """How many have sent a thing, of how many."""
    sent, asked = board.sent(thing)
    return f"{sent}/{asked}"


class BoardModel(QAbstractTableModel):
    """Rows are units and, last, how many have sent each thing; the first column is the unit's name."""

    def __init__(self) -> None:
        super().__init__()
        self.board = Board((), (), {}, None)
        self.names: tuple[str, ...] = ()

    def show_board(self, board: Board, names: tuple[str, ...]) -> None:
        """Show a board whose units are called so, in their order."""
        self.beginResetModel()
        self.board, self.names = board, names
        self.endResetModel()

    def rowCount(self, parent: Index = ROOT) -> int:
        return len(self.board.units) + 1 if self.board.units and not parent.isValid() else 0

    def columnCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self.board.things) + 1

    def sending(self, index: Index) -> Sending | None:
        """What the unit of a cell has of its thing; None in the column of names and the row of sums."""
        row, column = index.row(), index.column()
        if column < 1 or not 0 <= row < len(self.board.units):
            return None
        return self.board.cells[self.board.units[row]][column - 1]

    def text(self, row: int, column: int) -> str:
        """A cell as a list says it."""
        sums = row == len(self.board.units)
        if column == 0:
            return SUM if sums else self.names[row]
        found = self.sending(self.index(row, column))
        return sum_words(self.board, column - 1) if found is None else sending_words(found)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        row, column = index.row(), index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return self.text(row, column) if column == 0 or row == len(self.board.units) else None
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            name = f"{self.names[row]}, " if row < len(self.names) and column else ""
            thing = f"{lower(thing_name(self.board.things[column - 1]))}: " if column else ""
            return f"{name}{thing}{self.text(row, column)}"
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
            return left if section == 0 else None  # the others as the head says: centred, in two lines
        if section == 0:
            return "Đơn vị" if role == Qt.ItemDataRole.DisplayRole else None
        thing = self.board.things[section - 1]
        if role == Qt.ItemDataRole.DisplayRole:
            return thing_name(thing)
        due = f", hạn {show(thing.due_on)}" if thing.due_on else ", chưa định hạn"
        return thing_name(thing) + due if role == Qt.ItemDataRole.ToolTipRole else None

    def lines(self) -> list[list[str]]:
        """The whole board for a spreadsheet: headings, units, sums; cells in words."""
        heads = [str(self.headerData(n, Qt.Orientation.Horizontal)) for n in range(self.columnCount())]
        rows = ([self.text(row, n) for n in range(self.columnCount())] for row in range(self.rowCount()))
        return [heads, *rows]


class _Painter(QStyledItemDelegate):
    """Draws marks in the middle of their cells, days late beside them; the row of sums in bold."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model = index.model()
        assert isinstance(model, BoardModel)
        found, last = model.sending(index), index.row() == len(model.board.units)
        box: QRect = option.rect
        painter.save()
        if last:
            painter.fillRect(box, QColor(style.GROUND))
        elif index.column() - 1 == model.board.current:
            painter.fillRect(box, QColor(style.PALE))
        if option.state & QStyle.StateFlag.State_Selected and option.state & QStyle.StateFlag.State_Active:
            painter.fillRect(box, QColor(style.CHOSEN))
        painter.setPen(QColor(style.INK))
        painter.setFont(bold(option.font) if last else option.font)
        if found is None:
            left = Qt.AlignmentFlag.AlignLeft if index.column() == 0 else Qt.AlignmentFlag.AlignHCenter
            painter.drawText(box.adjusted(8, 0, -4, 0), left | Qt.AlignmentFlag.AlignVCenter, str(index.data()))
        else:
            self._mark(painter, box, found, glyphs.side(option.widget))
        painter.restore()

    def _mark(self, painter: QPainter, box: QRect, found: Sending, side: int) -> None:
        said = found.words if found.days and found.state == "late" else ""
        wide = painter.fontMetrics().horizontalAdvance(said) + 6 if said else 0
        middle = QPointF(box.center().x() - wide / 2 + 0.5, box.center().y() + 0.5)
        glyphs.draw(painter, MARKS[found.state], middle, side)
        if said:
            painter.setPen(QColor(style.WARN_INK))
            place = QRect(int(middle.x()) + side // 2 + 5, box.y(), wide + 10, box.height())
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, said)


class BoardView(QTableView):
    """`picked` carries (Thing, unit key) of a cell that was clicked or opened by Enter; the unit is "" on the sums."""

    picked = Signal(object, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model_ = BoardModel()
        self.setModel(self.model_)
        self.setItemDelegate(_Painter(self))
        self.setAccessibleName("Đơn vị và những thứ phải gửi")
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setSectionsClickable(False)
        self.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap)
        fit(self.horizontalHeader(), height=2)
        self.clicked.connect(self._pick)

    def show_board(self, board: Board, names: tuple[str, ...]) -> None:
        """Show a board; the rows keep their height, the widest name its whole width."""
        self.model_.show_board(board, names)
        metrics = self.fontMetrics()
        line = metrics.height() + 5
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(line)
        head = self.horizontalHeader()
        widest = max((metrics.horizontalAdvance(name) for name in (*names, SUM)), default=80)
        for column in range(self.model_.columnCount()):
            head.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        if names:
            head.setSectionResizeMode(0, QHeaderView.ResizeMode.Fixed)
            self.setColumnWidth(0, min(widest + letters(self, 3), letters(self, 40)))
        head.setMinimumSectionSize(letters(self, 9))
        self.setMinimumHeight(min(line * (len(names) + 1) + head.minimumHeight() + 4, line * 16))
        self.updateGeometry()

    def shown(self) -> tuple[Board, tuple[str, ...]]:
        """The board and the names of its units."""
        return self.model_.board, self.model_.names

    def sizeHint(self) -> QSize:
        rows = self.model_.rowCount() * self.verticalHeader().defaultSectionSize()
        return QSize(letters(self, 62), rows + self.horizontalHeader().minimumHeight() + 4)

    def _pick(self, index: QModelIndex) -> None:
        units, things = self.model_.board.units, self.model_.board.things
        if index.column() > 0 and things:
            self.picked.emit(things[index.column() - 1], units[index.row()] if index.row() < len(units) else "")
        elif index.row() < len(units):
            self.picked.emit(None, units[index.row()])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self._pick(self.currentIndex())
        elif event.matches(QKeySequence.StandardKey.Copy):
            copy(self.model_.lines())
        else:
            super().keyPressEvent(event)


class Legend(QWidget):
    """What the marks mean, in one line."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Chú giải dấu")

    def sizeHint(self) -> QSize:
        return QSize(sum(self._wide(text) for _, text in LEGEND), self.fontMetrics().height() + 4)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def _wide(self, text: str) -> int:
        return self.fontMetrics().horizontalAdvance(text) + glyphs.side(self) + 20

    def paintEvent(self, event: object) -> None:
        painter = QPainter(self)
        x, side = 0, glyphs.side(self)
        for kind, text in LEGEND:
            glyphs.draw(painter, kind, QPointF(x + side / 2 + 1, self.height() / 2), side - 2)
            painter.setPen(QColor(style.MUTED))
            place = QRect(x + side + 6, 0, self._wide(text), self.height())
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, text)
            x += self._wide(text)
