"""Tabs of a page: where not all of them find room beside each other, a button at their end lists them all."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QMenu, QTabWidget, QToolButton, QWidget

ALL = "Tất cả"
TIP = "Mọi danh sách của trang này"


class Tabs(QTabWidget):
    """A row of tabs without a frame; `every` opens the list of all of them and is shown only where some are hidden."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setDocumentMode(True)
        self.every = QToolButton()
        self.every.setObjectName("every")
        self.every.setText(ALL)
        self.every.setToolTip(TIP)
        self.every.setAccessibleName(TIP)
        self.every.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.every.setMenu(QMenu(self.every))
        self.every.menu().aboutToShow.connect(self._list)
        self.setCornerWidget(self.every, Qt.Corner.TopRightCorner)
        self.every.hide()

    def _list(self) -> None:
        menu = self.every.menu()
        menu.clear()
        for place in range(self.count()):
            act = menu.addAction(self.tabText(place), partial(self.setCurrentIndex, place))
            act.setCheckable(True)
            act.setChecked(place == self.currentIndex())

    def _follow(self) -> None:
        bar = self.tabBar()
        asked = sum(bar.tabRect(place).width() for place in range(bar.count()))
        self.every.setVisible(asked > self.width())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._follow()

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.Show):
            self._follow()
        return done
