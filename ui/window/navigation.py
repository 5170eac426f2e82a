"""The left column: every page of the book in four groups that fold, the shown one marked, the digits that open them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QFrame,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)

from ui.kit import style
from ui.kit.style import bold
from ui.window.pages import GROUPS, Entry

KEY = Qt.ItemDataRole.UserRole
DIGIT, COUNT = KEY + 1, KEY + 2
BAR = 3  # the mark before the shown page
INDENT = 26  # where titles of pages within a group begin
EDGE = 10  # right of a count or a digit
BESIDE = 6  # between a title and what stands right of it
PILL = 12  # what the box of a count is wider than its digits
ROW, HEAD = 9, 8  # what a line is higher than its text
_PRESSES = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
FOLDS, OPENS = (*_PRESSES, Qt.Key.Key_Left), (*_PRESSES, Qt.Key.Key_Right)


def right_room(strong: QFontMetrics) -> int:
    """What stands right of a title: the box of a count of two digits, with its edges, in the bold text of `strong`."""
    return BESIDE + strong.horizontalAdvance("00") + PILL + EDGE - 4


def around(strong: QFontMetrics) -> int:
    """What stands on both sides of a page's title."""
    return INDENT + right_room(strong)


class _Painter(QStyledItemDelegate):
    """Draws a line: a group with its arrow, or a page with how many things wait there or else its digit."""

    def __init__(self, column: Navigation) -> None:
        super().__init__(column)
        self._column = column

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        more = ROW if index.data(KEY) else HEAD
        return QSize(60, QFontMetrics(option.font).height() + more)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        painter.save()
        box: QRect = option.rect
        key = index.data(KEY)
        shown = bool(key) and key == self._column.shown
        over = bool(option.state & QStyle.StateFlag.State_MouseOver)
        if shown or over:
            painter.fillRect(box, QColor(style.PAPER if shown else style.HOVER))
        if shown:
            painter.fillRect(box.x(), box.y(), BAR, box.height(), QColor(style.ACCENT))
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(QColor(style.ACCENT), 1))
            painter.drawRect(box.adjusted(BAR, 0, -1, -1))
        self._title(painter, option, index, shown)
        painter.restore()

    def _title(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
        shown: bool,
    ) -> None:
        box: QRect = option.rect
        middle = Qt.AlignmentFlag.AlignVCenter
        group = not index.data(KEY)
        inset = INDENT if group or index.parent().isValid() else BAR + 10
        painter.setFont(bold(option.font) if shown or group else option.font)
        painter.setPen(QColor(style.MUTED if group else style.ACCENT if shown else style.INK))
        if group:
            self._arrow(painter, box, self._column.isExpanded(self._column.index_of(index)))
        room = box.adjusted(inset, 0, -right_room(painter.fontMetrics()), 0)
        painter.drawText(room, Qt.AlignmentFlag.AlignLeft | middle, str(index.data()))
        count = self._column.waiting(index)
        right = box.adjusted(0, 0, -EDGE, 0)
        if count:
            self._pill(painter, right, str(count))
        elif index.data(DIGIT):
            painter.setFont(option.font)
            painter.setPen(QColor(style.MUTED))
            painter.drawText(right, Qt.AlignmentFlag.AlignRight | middle, str(index.data(DIGIT)))

    def _arrow(self, painter: QPainter, box: QRect, is_open: bool) -> None:
        """A small angle, down while the group is open."""
        x, y = box.x() + 13, box.center().y() + 1
        angle = [(-4, -2), (0, 2), (4, -2)] if is_open else [(-2, -4), (2, 0), (-2, 4)]
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(style.MUTED), 1.6))
        painter.drawPolyline([QPoint(x + dx, y + dy) for dx, dy in angle])

    def _pill(self, painter: QPainter, box: QRect, text: str) -> None:
        """How many things wait, in a rounded box."""
        painter.setFont(bold(painter.font()))
        wide = painter.fontMetrics().horizontalAdvance(text) + PILL
        high = painter.fontMetrics().height()
        pill = QRect(box.right() - wide + 4, box.center().y() - high // 2, wide, high)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QColor(style.WARN_LINE))
        painter.setBrush(QColor(style.WARN_PAPER))
        painter.drawRoundedRect(pill, 6, 6)
        painter.setPen(QColor(style.WARN_INK))
        painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, text)


class Navigation(QTreeWidget):
    """Shows entries under their groups; `picked` carries the key of the chosen one, `shown` is the marked page's.

    A group is folded by a click, Enter or the arrow keys; the shown page's group stays open. Where the column is too
    low for all, the other groups fold by themselves; what a person folded or opened stays so.
    """

    picked = Signal(str)

    def __init__(self, entries: Sequence[Entry], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("navigation")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHeaderHidden(True)
        self.setRootIsDecorated(False)
        self.setIndentation(0)
        self.setExpandsOnDoubleClick(False)
        self.setSelectionMode(QTreeWidget.SelectionMode.NoSelection)  # the mark is the shown page's, not the keyboard's
        self.setMouseTracking(True)
        self.setItemDelegate(_Painter(self))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName("Các mục của sổ")
        self.shown = ""
        self._by_hand: dict[str, bool] = {}
        self._groups: dict[str, QTreeWidgetItem] = {}
        self._items: dict[str, QTreeWidgetItem] = {}
        for entry in entries:
            self._add(entry)
        self._widen()
        self.currentItemChanged.connect(self._turned)
        self.itemClicked.connect(self._clicked)

    def _add(self, entry: Entry) -> None:
        above: QTreeWidget | QTreeWidgetItem = self
        if entry.group:
            if entry.group not in self._groups:
                made = self._groups[entry.group] = QTreeWidgetItem(self, [GROUPS[entry.group]])
                made.setExpanded(True)
            above = self._groups[entry.group]
        item = self._items[entry.key] = QTreeWidgetItem(above, [entry.title])
        item.setData(0, KEY, entry.key)
        item.setData(0, DIGIT, entry.digit)
        item.setToolTip(0, f"{entry.title} (Ctrl+{entry.digit})" if entry.digit else entry.title)

    # -- what stands where --

    def index_of(self, index: QModelIndex | QPersistentModelIndex) -> QModelIndex:
        """The index as the view takes it."""
        return QModelIndex(index) if isinstance(index, QPersistentModelIndex) else index  # type: ignore[call-overload]  # the stub lacks it

    def box_of(self, key: str) -> QRect:
        """Where a page or a group stands in the viewport; empty while its group is folded."""
        return self.visualItemRect(self._items.get(key) or self._groups[key])

    def is_open(self, group: str) -> bool:
        """Whether a group shows its pages."""
        return self._groups[group].isExpanded()

    def waiting(self, index: QModelIndex | QPersistentModelIndex) -> int:
        """How many things wait on a page; on a folded group, on all its pages."""
        if index.data(KEY):
            return int(index.data(COUNT) or 0)
        item = self.itemFromIndex(self.index_of(index))
        if item.isExpanded():
            return 0
        inside = [one for one in self._items.values() if one.parent() is item]
        return sum(int(one.data(0, COUNT) or 0) for one in inside)

    def _group_of(self, key: str) -> str:
        item = self._items.get(key)
        return next((name for name, group in self._groups.items() if item and item.parent() is group), "")

    # -- acts --

    def show_key(self, key: str) -> None:
        """Mark the page that is shown and open its group."""
        before, self.shown = self.shown, key
        self._fit()
        self.blockSignals(True)
        self.setCurrentItem(self._items[key])
        self.blockSignals(False)
        # Not `viewport().update()`: at a widget that Qt made by itself PySide6 brings in every class of widgets it has.
        for one in (before, key):
            if one in self._items:
                self.update(self.indexFromItem(self._items[one]))

    def show_count(self, key: str, count: int) -> None:
        """Say how many things wait on a page; 0 takes the number away."""
        self._items[key].setData(0, COUNT, count)
        title = self._items[key].text(0)
        self._items[key].setData(0, Qt.ItemDataRole.AccessibleTextRole, f"{title}, {count} chờ" if count else title)

    def fold(self, group: str, folded: bool) -> None:
        """Fold or open a group as a person asks; the shown page's own group stays open."""
        self._by_hand[group] = not folded
        self._fit()

    def _turned(self, item: QTreeWidgetItem | None, _before: QTreeWidgetItem | None) -> None:
        if item is not None and item.data(0, KEY):
            self.picked.emit(item.data(0, KEY))

    def _clicked(self, item: QTreeWidgetItem) -> None:
        if item.data(0, KEY):
            if item.data(0, KEY) != self.shown:
                self.picked.emit(item.data(0, KEY))
            return
        self._toggle(item)

    def _toggle(self, item: QTreeWidgetItem) -> None:
        group = next(name for name, one in self._groups.items() if one is item)
        self.fold(group, item.isExpanded())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter, space and the arrows left and right fold and open the group the keyboard stands on."""
        item = self.currentItem()
        key = event.key()
        above = item.parent() if item is not None else None
        if item is None or item.data(0, KEY):
            if above is not None and key == Qt.Key.Key_Left:
                self.setCurrentItem(above)
            else:
                super().keyPressEvent(event)
        elif key in (FOLDS if item.isExpanded() else OPENS):
            self._toggle(item)
        else:
            super().keyPressEvent(event)

    # -- room --

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange) and self._items:
            self._widen()
            self.scheduleDelayedItemsLayout()
            self._fit()

    def _widen(self) -> None:
        metrics = QFontMetrics(bold(self.font()))
        titles = [item.text(0) for item in self._items.values()]
        self.setFixedWidth(max(map(metrics.horizontalAdvance, titles)) + around(metrics))

    def _fit(self) -> None:
        """Open or fold each group: the shown page's is open, others as a person said, else as there is room."""
        line = self.fontMetrics().height()
        whole = len(self._items) * (line + ROW) + len(self._groups) * (line + HEAD)
        room = whole <= self.maximumViewportSize().height()
        own = self._group_of(self.shown)
        for name, item in self._groups.items():
            is_open = name == own or self._by_hand.get(name, room)
            if item.isExpanded() != is_open:
                item.setExpanded(is_open)


class FoldedColumn(QAbstractButton):
    """What stands at the left while the column is folded (F9): the shown page's name, upright; pressed, it opens."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setToolTip("Mở cột bên trái (F9)")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)

    def sizeHint(self) -> QSize:
        return QSize(self.fontMetrics().height() * 2 + 8, 200)

    def show_title(self, title: str) -> None:
        """Name the shown page."""
        self.setText(title)
        self.setAccessibleName(f"Mở cột bên trái; đang xem {title}")

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(style.HOVER if self.underMouse() else style.GROUND))
        painter.setPen(QColor(style.ACCENT if self.hasFocus() else style.LINE))
        painter.drawLine(self.width() - 1, 0, self.width() - 1, self.height())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(style.MUTED), 1.8))
        x, y = self.width() // 2, 18
        painter.drawPolyline([QPoint(x - 3, y - 5), QPoint(x + 3, y), QPoint(x - 3, y + 5)])
        painter.setFont(bold(self.font()))
        painter.setPen(QColor(style.ACCENT))
        long = painter.fontMetrics().horizontalAdvance(self.text())
        painter.translate(x, 40 + long)
        painter.rotate(-90)
        painter.drawText(0, painter.fontMetrics().ascent() // 2 - 1, self.text())
