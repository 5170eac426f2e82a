"""What every page of the assistant is: one act that stands on verbs of the book, and what it means to leave it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.base.layout import words
from ui.base.session import Session
from ui.kit.form_dialog import FormDialog


class Step(QWidget):
    """One page. `title` and `intro` stand on top; `later` says what follows when it is left for later, `place` where
    it can be set again. It keeps nothing of its own: `done` and `shown` read the book.

    changed   what the filled button would write is another now
    """

    title: str = ""
    intro: str = ""
    later: str = ""
    place: str = ""
    changed = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("plain")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.session = session
        for said in ("title", "intro", "later", "place"):
            setattr(self, said, session.worded(getattr(self, said)))
        self.body = QVBoxLayout(self)
        self.body.setSpacing(10)
        self.body.addWidget(words(self.title, "title", wrap=False))
        self.body.addWidget(words(self.intro, "muted"))
        self.build()

    def build(self) -> None:
        """Put the page's widgets into `body`."""
        raise NotImplementedError

    def refresh(self) -> None:
        """Show the book as it is now."""

    def done(self) -> bool:
        """Whether the book holds what this page asks for."""
        raise NotImplementedError

    def told(self) -> str:
        """One line for the last page: what the book holds."""
        raise NotImplementedError

    def button(self) -> str:
        """What the filled button says it will write."""
        raise NotImplementedError

    def ready(self) -> bool:
        """Whether the filled button can be pressed now."""
        return True

    def write(self) -> None:
        """Do the act. Its Refusals are said on the page."""


def embed(dialog: FormDialog, step: Step) -> FormDialog:
    """Put a dialog's fields into a page; the page's own buttons do what the dialog's would."""
    dialog.setWindowFlags(Qt.WindowType.Widget)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    dialog.first.hide()
    for number in range(dialog.buttons.count()):
        item = dialog.buttons.itemAt(number)
        if item is not None and (widget := item.widget()) is not None:
            widget.hide()
    step.body.addWidget(dialog, 1)
    return dialog
