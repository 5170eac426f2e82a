"""The tree a table of criteria would become, with what each item's words were read as, to be ticked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from models.exchange.form_table.model import FormReading, Place, TreeNode
from models.rules.form.scoring import Form, Item
from models.rules.form.wordings.proposal import Proposal, propose
from models.rules.form.wordings.readings import Unread
from ui.base.columns import fit_columns
from ui.base.measure import row_height
from ui.form.table.keys import move_of
from ui.kit import style
from ui.words import form_table_words as said
from ui.words import read_back

HEADS = ("Mục, nội dung", "Điểm", "Cách chấm")
BY_HAND = "chấm tay"
UNREAD = "chưa đọc được, giữ nguyên lời"
WAITING = "chờ trả lời câu hỏi"
Got = Proposal | Unread | None


@dataclass(frozen=True, slots=True)
class Shown:
    """A line of the tree: the node, the item it would become, and what its words were read as."""

    node: TreeNode
    item: Item | None
    got: Got = None


@dataclass(slots=True)
class Ticks:
    """What a person ticked and unticked by hand; the rest follows from what is sure. Kept by the line of the sheet."""

    given: set[Place] = field(default_factory=set)
    refused: set[Place] = field(default_factory=set)

    def wanted(self, place: Place, got: Proposal) -> bool:
        """Whether a proposal is ticked; one with an open question never is."""
        return not got.open and (place in self.given or (got.sure and place not in self.refused))


def lines_of(reading: FormReading, form: Form, answers: Mapping[str, str]) -> list[Shown]:
    """The lines of the tree in order, with the proposals under the answers given so far."""
    nodes = [node for node in form.nodes if node.key != "diem-co-san"]
    found = []
    for node, made in zip(reading.nodes(), nodes, strict=True):
        item = made if isinstance(made, Item) else None
        found.append(Shown(node, item, propose(item, answers) if item is not None else None))
    return found


class TableTree(QTreeWidget):
    """node_chosen   the place of the line that became the current one
    ticked        a tick was given or taken back
    moved         Alt with an arrow: the line is to go one level "in" or "out"
    """

    node_chosen = Signal(object)
    moved = Signal(str)
    ticked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ticks = Ticks()
        self.lines: Sequence[Shown] = ()
        self._entries: dict[Place, QTreeWidgetItem] = {}
        self.setAccessibleName("Sổ sẽ ghi thành")
        self.setHeaderLabels(list(HEADS))
        self.setUniformRowHeights(True)
        self.setIndentation(14)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        header = self.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        fit_columns(header, {1: 8, 2: 38})
        self.itemChanged.connect(self._changed)
        self.currentItemChanged.connect(lambda now, _before: self._tell(now))

    def show_lines(self, lines: Sequence[Shown]) -> None:
        """Show a tree in place of the other; the current line and what was folded stay."""
        kept = self.current()
        folded = {place for place, entry in self._entries.items() if entry.childCount() and not entry.isExpanded()}
        self.blockSignals(True)
        self.clear()
        self.lines, self._entries = lines, {}
        by_place = {id(line.node): line for line in lines}
        for node in _roots([line.node for line in lines]):
            self._add(node, self.invisibleRootItem(), by_place)
        for place, entry in self._entries.items():
            entry.setExpanded(place not in folded)
        self.blockSignals(False)
        self.go_to(kept if kept in self._entries else next(iter(self._entries), None))

    def _add(self, node: TreeNode, above: QTreeWidgetItem, by_place: Mapping[int, Shown]) -> None:
        line = by_place[id(node)]
        name = " ".join(filter(None, (node.code, node.title)))
        entry = QTreeWidgetItem(above, [name, said.node_points(node), ""])
        entry.setData(0, Qt.ItemDataRole.UserRole, node.place)
        entry.setTextAlignment(1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        entry.setSizeHint(0, QSize(0, row_height(self)))
        if node.kind == "group":
            font = self.font()
            font.setBold(True)
            entry.setFont(0, font)
        self._say(entry, line)
        for place in range(3):
            entry.setToolTip(place, entry.text(place))
        if not node.group_column or node.place not in self._entries:
            self._entries[node.place] = entry
        for child in node.children:
            self._add(child, entry, by_place)

    def _say(self, entry: QTreeWidgetItem, line: Shown) -> None:
        """What is said of how the line is scored, and its tick."""
        got, ink = line.got, ""
        if line.node.kind == "group":
            entry.setText(2, said.why_words(why for why in line.node.whys if why.code in ("sum", "one-of", "by-hand")))
            ink = style.MUTED
        elif got is None or (isinstance(got, Unread) and got.plain):
            entry.setText(2, BY_HAND)
            ink = style.MUTED
        elif isinstance(got, Unread):
            entry.setText(2, UNREAD)
            ink = style.MUTED
        else:
            words = WAITING if got.open else f"đọc được: {read_back.item_words(got.item)}"
            entry.setText(2, words)
            if not got.open:
                entry.setFlags(entry.flags() | Qt.ItemFlag.ItemIsUserCheckable)
                on = self.ticks.wanted(line.node.place, got)
                entry.setCheckState(2, Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)
            ink = style.WARN_INK if got.open or got.doubts else ""
        if ink:
            entry.setForeground(2, QColor(ink))

    # -- where one is --

    def current(self) -> Place | None:
        """The line of the sheet the current node stands on."""
        entry = self.currentItem()
        return entry.data(0, Qt.ItemDataRole.UserRole) if entry is not None else None

    def go_to(self, place: Place | None) -> None:
        """Make the node of a line the current one without telling; none where the line holds no node."""
        self.blockSignals(True)
        entry = self._entries.get(place) if place is not None else None
        if entry is not None:
            self.setCurrentItem(entry)
            self.scrollToItem(entry, QAbstractItemView.ScrollHint.EnsureVisible)
        else:
            self.setCurrentIndex(QModelIndex())
        self.blockSignals(False)

    def _tell(self, entry: QTreeWidgetItem | None) -> None:
        if entry is not None:
            self.node_chosen.emit(entry.data(0, Qt.ItemDataRole.UserRole))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if (move := move_of(event)) is not None:
            self.moved.emit(move)
        else:
            super().keyPressEvent(event)

    # -- ticks --

    def _changed(self, entry: QTreeWidgetItem, column: int) -> None:
        if column != 2:
            return
        place = entry.data(0, Qt.ItemDataRole.UserRole)
        on = entry.checkState(2) == Qt.CheckState.Checked
        (self.ticks.given if on else self.ticks.refused).add(place)
        (self.ticks.refused if on else self.ticks.given).discard(place)
        self.ticked.emit()

    def tick_all(self, on: bool) -> None:
        """Tick all that is sure, or nothing."""
        self.ticks.given.clear()
        self.ticks.refused = set() if on else {line.node.place for line in self.lines}
        self.show_lines(self.lines)
        self.ticked.emit()

    def taken(self) -> list[Proposal]:
        """The proposals that are ticked."""
        return [
            line.got
            for line in self.lines
            if isinstance(line.got, Proposal) and self.ticks.wanted(line.node.place, line.got)
        ]


def _roots(nodes: Sequence[TreeNode]) -> list[TreeNode]:
    """The outermost of nodes given in printed order."""
    inner = {id(child) for node in nodes for child in node.children}
    return [node for node in nodes if id(node) not in inner]
