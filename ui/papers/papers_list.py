"""The list of papers at the left of their page: in groups by the work they belong to, found while typing.

A group folds; what is typed is compared without marks, word by word; beside a paper stands whether the register has it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QBrush, QColor, QFont, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from models.rules import words as shared
from models.rules.number.text import fold
from printing.catalogue import PAPERS
from ui.base.layout import column, words
from ui.base.measure import fit, measured, row_height
from ui.kit import style
from ui.kit.search_box import SearchBox

GROUPS: Final = (
    (
        "Đăng ký, giao ước",
        (
            "ke-hoach",
            "danh-ba",
            "cong-van-gop-y",
            "gop-y",
            "dang-ky-don-vi",
            "dang-ky",
            "giao-uoc",
            "quy-dinh",
            "can-cu",
            "so-sanh-bang-diem",
        ),
    ),
    (
        "Hội nghị",
        (
            "giay-moi",
            "giay-moi-tung-noi",
            "chuong-trinh",
            "danh-sach-dai-bieu",
            "bien-ten",
            "khau-hieu",
            "phieu-bau",
            "phieu-kiem",
            "bien-ban-kiem-phieu",
            "bien-ban-hoi-nghi",
            "phieu-lay-y-kien",
            "bien-ban-lay-y-kien",
            "ket-luan",
            "trich-bien-ban",
        ),
    ),
    (
        "Theo dõi, sơ kết, tổng kết",
        (
            "giay-nhac",
            "giay-bien-nhan",
            "thu-chi",
            "so-ket",
            "bao-cao-so-ket",
            "ket-qua-nam",
            "bao-cao-tong-ket",
            "tong-hop-nam",
        ),
    ),
    (
        "Chấm điểm",
        (
            "phan-cong",
            "cong-van-tu-cham",
            "phieu-cham-trang",
            "phieu-cham",
            "phieu-linh-vuc",
            "bao-cao-tu-cham",
            "kiem-tra-cheo",
            "bien-ban-kiem-tra-trang",
            "cong-van-tham-dinh",
            "bien-ban-tham-dinh",
            "doi-chieu",
            "thong-bao-diem",
            "kien-nghi",
            "tra-loi",
        ),
    ),
    (
        "Kết quả, xếp hạng",
        (
            "bang-tong-hop",
            "bang-chi-tiet-a4",
            "bang-chi-tiet-a3",
            "xep-hang",
            "phieu-trinh",
            "thong-bao-xep-hang",
            "cong-khai",
        ),
    ),
    ("Khen thưởng", ("to-trinh-khen", "trich-ngang", "bao-cao-thanh-tich")),
    (
        "Trưởng khối, bàn giao, lưu hồ sơ",
        ("to-trinh-truong-khoi", "thay-the", "bien-ban-ban-giao", "giao-nhan-so", "trang-dau", "muc-luc-ho-so"),
    ),
)
"""Groups in the order of a year, each with its papers in the order they are needed."""
KEY: Final = Qt.ItemDataRole.UserRole
NOTHING = "Không có văn bản nào tên như thế. Xóa ô lọc (Esc) để thấy tất cả."
TONES: Final = {shared.PAPER_STATES["issued"]: style.GOOD_INK, shared.PAPER_STATES["draft"]: style.ACCENT}


class PapersList(QWidget):
    """Emits `turned` when another paper is chosen; `key` is the chosen one's, "" for none."""

    turned = Signal()

    def __init__(self, said: Callable[[str], str] = str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._said = said
        self.search = SearchBox()
        self.search.setPlaceholderText("Lọc văn bản (gõ không dấu cũng được)")
        self.search.setAccessibleName("Lọc văn bản")
        self.tree = QTreeWidget()
        self.tree.setAccessibleName("Danh sách văn bản")
        self.tree.setColumnCount(2)
        self.tree.setHeaderHidden(True)
        self.tree.setIndentation(12)
        self.tree.setFrameShape(QFrame.Shape.StyledPanel)
        self.tree.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.tree.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        header = self.tree.header()
        header.setStretchLastSection(False)
        header.setMinimumSectionSize(0)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self.nothing = words(NOTHING, "muted")
        self.nothing.hide()
        self.items: dict[str, QTreeWidgetItem] = {}
        self._heads: list[QTreeWidgetItem] = []
        self._folded: set[str] = set()
        self._fill()
        fit(self, least_width=24)
        measured(self, self._heighten)
        box = column(self.search, self.nothing, self.tree, spacing=6)
        box.setContentsMargins(0, 0, 0, 0)
        self.setLayout(box)
        self.search.asked.connect(self.filter)
        self.search.taken.connect(lambda _text: self._take_first())
        self.tree.currentItemChanged.connect(self._changed)
        self.tree.itemClicked.connect(self._clicked)
        self.tree.itemActivated.connect(self._clicked)

    def _fill(self) -> None:
        titles = {kind.key: self._said(kind.title) for kind in PAPERS}
        for name, keys in GROUPS:
            head = QTreeWidgetItem(self.tree, [self._said(name), str(len(keys))])
            head.setFlags(Qt.ItemFlag.ItemIsEnabled)
            head.setToolTip(0, head.text(0))
            head.setForeground(1, QBrush(QColor(style.MUTED)))
            head.setTextAlignment(1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            head.setExpanded(True)
            self._heads.append(head)
            for key in keys:
                item = self.items[key] = QTreeWidgetItem(head, [titles[key], ""])
                item.setData(0, KEY, key)
                item.setToolTip(0, titles[key])

    def _heighten(self) -> None:
        """Rows of a list's height in the text's size."""
        strong = QFont(self.font())
        strong.setBold(True)
        for item in (*self._heads, *self.items.values()):
            item.setSizeHint(0, QSize(0, row_height(self)))
        for head in self._heads:
            head.setFont(0, strong)

    # -- choosing --

    @property
    def key(self) -> str:
        item = self.tree.currentItem()
        return str(item.data(0, KEY) or "") if item is not None else ""

    def choose(self, key: str) -> bool:
        """Mark a paper; a group that is folded opens, a filter that hides it is taken away. False: no such paper."""
        item = self.items.get(key)
        if item is None:
            return False
        if item.isHidden():
            self.search.clear()
            self.filter("")
        above = item.parent()
        if above is not None:
            above.setExpanded(True)
        self.tree.setCurrentItem(item)
        self.tree.scrollToItem(item)
        return True

    def choose_first(self) -> None:
        """Mark the first paper where none is."""
        if not self.key:
            self.choose(GROUPS[0][1][0])

    def _changed(self, item: QTreeWidgetItem | None, _before: QTreeWidgetItem | None) -> None:
        if item is not None and item.data(0, KEY):
            self.turned.emit()

    def _clicked(self, item: QTreeWidgetItem, _column: int = 0) -> None:
        if not item.data(0, KEY):
            item.setExpanded(not item.isExpanded())

    # -- what is shown --

    def filter(self, text: str) -> None:
        """Show the papers whose name holds every word typed, in their groups with how many."""
        wanted = fold(text).split()
        for head in self._heads:
            there = 0
            for item in (one for one in self.items.values() if one.parent() is head):
                shown = all(word in fold(f"{item.text(0)} {head.text(0)}") for word in wanted)
                item.setHidden(not shown)
                there += shown
            head.setHidden(not there)
            head.setText(1, str(there))
            if wanted and there:
                head.setExpanded(True)
        self.nothing.setVisible(all(head.isHidden() for head in self._heads))

    def _take_first(self) -> None:
        """Enter in the field opens the first paper found."""
        self.filter(self.search.text())
        found = next((key for key, item in self.items.items() if not item.isHidden()), None)
        if found is not None:
            self.choose(found)
            self.tree.setFocus()

    def show_states(self, states: Mapping[str, str]) -> None:
        """Beside each paper what the register says of it: "draft", "issued"."""
        said = {state: shared.PAPER_STATES[state] for state in ("draft", "issued")}
        for key, item in self.items.items():
            text = said.get(states.get(key, ""), "")
            item.setText(1, text)
            item.setForeground(1, QBrush(QColor(TONES.get(text, style.MUTED))))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Letters typed on the list go to the field."""
        if event.text().isprintable() and event.text() and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.search.setFocus()
            self.search.insert(event.text())
        else:
            super().keyPressEvent(event)
