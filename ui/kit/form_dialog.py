"""The base of our dialogs: labelled fields, a message line of its own, "Ghi nhận" and "Hủy bỏ"."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QDialog,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QWidget,
)

from models.rules.errors import Refusal
from ui.base.layout import Words, column, press_focused, words
from ui.base.measure import fit, usable
from ui.base.session import Session
from ui.kit.boxes import tip_whole
from ui.kit.fields import DateField, in_year
from ui.words import messages

CLOSES = "Đóng"
"""What accepts a dialog whose acts are written at once: there is nothing to cancel in it."""
NARROWEST = 63
"""Letters of the narrowest dialog."""
LEAST_CHOICE = 16
"""Letters a list to choose from keeps where the screen has no room for its longest choice."""
ONE_LINE = 50
"""Letters of a hint that stands on one line at any size of text."""


class _Hint(Words):
    """Words under a field. Beside a label Qt keeps the height that it guesses for text that wraps, three lines of a
    short one: it is told of one line, and asks for more by its width."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.setObjectName("muted")
        self.setWordWrap(len(text) > ONE_LINE)
        self.setTextFormat(Qt.TextFormat.PlainText)

    def sizeHint(self) -> QSize:
        size = super().sizeHint()
        return QSize(size.width(), self.minimumSizeHint().height()) if self.wordWrap() else size


class _Caption(QLabel):
    """Words before a field. An underlined letter parts the text: each part is rounded up, and what is drawn takes a
    pixel or two more than the text is measured to take; the last letter would be cut."""

    def sizeHint(self) -> QSize:
        return super().sizeHint() + QSize(2, 0)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()


def _name(side_by_side: QLayout, label: str) -> None:
    """Give fields beside each other names: that of their line, with the word that stands before them there."""
    said = ""
    for place in range(side_by_side.count()):
        item = side_by_side.itemAt(place)
        inside = item.widget() if item is not None else None
        if isinstance(inside, QLabel):
            said = inside.text()
        elif inside is not None and not inside.accessibleName() and not isinstance(inside, QAbstractButton):
            inside.setAccessibleName(", ".join(filter(None, (label, said))))


class FormDialog(QDialog):
    """Asks for what one verb needs. `verb` reads the fields and acts; while it refuses, the dialog says why and stays.

    Title, label and hint are the program's own words: they are said as the bloc says them. What people named stands in
    them as a field ("Người liên hệ của {unit}") and is given beside them (`names`): it stays as it was written.

    passed   the verb's value, once it has passed
    """

    passed = Signal(object)

    def __init__(
        self,
        title: str,
        verb: Callable[[], object],
        parent: QWidget | None = None,
        accept: str = "Ghi nhận",
        session: Session | None = None,
        names: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(parent)
        self._of = session
        self.setWindowTitle(self._as_told(title, names or {}))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.verb = verb
        self.fields = QFormLayout()
        self.fields.setLabelAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
        self.fields.setHorizontalSpacing(12)
        self.fields.setVerticalSpacing(8)
        self.fields.setRowWrapPolicy(QFormLayout.RowWrapPolicy.DontWrapRows)
        self.fields.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self.problem = words("", "bad")
        self.problem.hide()
        self._refused = ""
        self.first = QPushButton(self._as_told(accept, {}))
        self.first.setObjectName("first")
        self.first.setDefault(True)
        self.first.clicked.connect(self.accept)
        self.leaves = leave = QPushButton(self._as_told("Hủy bỏ", {}))
        leave.setAutoDefault(False)
        leave.clicked.connect(self.reject)
        if accept == CLOSES:
            leave.hide()
        self.buttons = QHBoxLayout()
        self.buttons.addWidget(self.problem, 1)
        self.buttons.addStretch(0)
        self.buttons.addWidget(self.first)
        self.buttons.addWidget(leave)
        self._content = QWidget()
        self._content.setLayout(self.fields)
        self.fields.setContentsMargins(0, 0, 0, 0)
        self._scroll = QScrollArea()
        self._scroll.setObjectName("unkeyed")
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidget(self._content)
        self._whole = column(self._scroll, self.buttons, spacing=12)
        self._whole.setContentsMargins(18, 16, 18, 14)
        self.setLayout(self._whole)
        fit(self, least_width=NARROWEST)

    @property
    def session(self) -> Session:
        """The sitting the dialog is for; only a dialog that makes a book stands without one."""
        if self._of is None:
            raise LookupError(f"{type(self).__name__} stands without a book")
        return self._of

    def _as_told(self, text: str, names: Mapping[str, str]) -> str:
        """The program's words as the bloc says them, then the names as they are."""
        worded = self._of.worded(text) if self._of is not None else text
        return worded.format(**names) if names else worded

    def add(self, label: str, field: QWidget | QLayout, hint: str = "", **names: str) -> None:
        """One labelled field (or several side by side); the short hint stands under it."""
        self._give_year(field)
        label, hint = self._as_told(label, names), self._as_told(hint, names)
        beginning = None if isinstance(field, QWidget) else field.itemAt(0)
        first = field if isinstance(field, QWidget) else beginning.widget() if beginning is not None else None
        caption = _Caption(label)
        if first is not None:
            caption.setBuddy(first)
            if isinstance(first, QLineEdit):
                first.setPlaceholderText(self._as_told(first.placeholderText(), {}))
            if not first.accessibleName():
                first.setAccessibleName(label.replace("&", ""))
        if isinstance(field, QLayout):
            _name(field, label.replace("&", ""))
        self.fields.addRow(caption, field)
        if hint:
            self.fields.addRow("", _Hint(hint))

    def _give_year(self, field: QWidget | QLayout) -> None:
        """A date typed without its year belongs to the year the dialog writes into."""
        if self._of is not None and isinstance(field, DateField):
            in_year(field, self._of)
        elif isinstance(field, QLayout):
            for place in range(field.count()):
                item = field.itemAt(place)
                if item is not None and (inside := item.widget() or item.layout()) is not None:
                    self._give_year(inside)

    def say(self, text: str, name: str = "") -> QLabel:
        """A paragraph over the whole width."""
        label = words(text, name)
        self.fields.addRow(label)
        return label

    def show_problem(self, text: str) -> None:
        self.problem.setText(text)
        self.problem.setVisible(bool(text))
        self._make_room()

    def _refuse(self, text: str) -> None:
        """Say why the verb refused, until a field is changed."""
        self.show_problem(text)
        self._refused = text
        for box in self.findChildren(QComboBox):
            box.activated.connect(self._mended, Qt.ConnectionType.UniqueConnection)
        for line in self.findChildren(QLineEdit):
            line.textEdited.connect(self._mended, Qt.ConnectionType.UniqueConnection)
        for area in self.findChildren(QPlainTextEdit):
            area.textChanged.connect(self._mended, Qt.ConnectionType.UniqueConnection)
        for mark in self.findChildren(QAbstractButton):
            if mark.isCheckable():
                mark.clicked.connect(self._mended, Qt.ConnectionType.UniqueConnection)

    @Slot()
    def _mended(self) -> None:
        if self._refused and self.problem.text() == self._refused:
            self.show_problem("")
        self._refused = ""

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._make_room()
        self._begin_at_a_field()

    def _begin_at_a_field(self) -> None:
        """Typing goes into the first field at once, not to the buttons, which come first only in the making."""
        if self.focusWidget() not in (None, self.first):
            return
        buttons = {item.widget() for place in range(self.buttons.count()) if (item := self.buttons.itemAt(place))}
        field = self.first.nextInFocusChain()
        while field is not None and field is not self.first:
            takes = bool(field.focusPolicy() & Qt.FocusPolicy.TabFocus) and field.isVisibleTo(self)
            if takes and field.isEnabled() and self.isAncestorOf(field) and field not in buttons:
                field.setFocus()
                return
            field = field.nextInFocusChain()

    def _make_room(self) -> None:
        """Grow until every wrapped line has its place, as far as the screen goes; what is more scrolls inside.

        A window does not ask its layout for height by width."""
        self.fields.activate()  # the rows within forget what they needed before
        most = usable(self)
        edges = self._whole.contentsMargins()
        sides, ends = edges.left() + edges.right(), edges.top() + edges.bottom()
        bar = self._scroll.verticalScrollBar().sizeHint().width()
        if self.fields.totalMinimumSize().width() > most.width() - sides:
            self._narrow_lists()
        width = min(max(self.width(), self.fields.totalMinimumSize().width() + sides), most.width())
        room = width - sides
        needed = max(self.fields.totalHeightForWidth(room), self.fields.totalMinimumSize().height())
        foot = max(self.buttons.totalHeightForWidth(room), self.buttons.totalSizeHint().height())
        height = needed + foot + ends + self._whole.spacing()
        if height > most.height():
            width, height = min(width + bar, most.width()), most.height()
        self.resize(width, max(height, min(self.height(), most.height())))

    def _narrow_lists(self) -> None:
        """Lists to choose from give way before the dialog is scrolled sideways; their tips say what is cut."""
        for box in self._content.findChildren(QComboBox):
            if not box.minimumWidth():
                fit(box, least_width=LEAST_CHOICE)
                tip_whole(box)
        self.fields.activate()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter on a button presses that button; elsewhere it is the dialog's first one."""
        if not self.isWindow():  # its fields stand in a page of another window, whose keys these are
            event.ignore()
        elif not press_focused(self, event):
            super().keyPressEvent(event)

    def accept(self) -> None:
        self.show_problem("")
        focused = self.focusWidget()
        if focused is not None:  # an input method's last word is committed when the field lets go
            focused.clearFocus()
        given: list[object] = []
        if not self._run(lambda: given.append(self.verb())):
            if focused is not None:
                focused.setFocus()
            return
        super().accept()
        self.passed.emit(given[0])

    def _run(self, verb: Callable[[], object]) -> bool:
        if self._of is not None:
            return self._of.act(verb, self._refuse)
        try:
            verb()
        except Refusal as refusal:
            self._refuse(messages.sentence(refusal))
            return False
        return True
