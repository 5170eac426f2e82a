"""Diễn giải cách tính of one cell: a list as a sum on paper, label at the left, number at the right, below it how it
came to be and the source."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Any

from PySide6.QtWidgets import QFrame, QTextBrowser, QWidget

from ui.kit import style
from ui.scoring.panel.explained import Said, explained

NOTHING = "Chọn một ô có điểm để xem điểm được tính thế nào."


class WhyList(QTextBrowser):
    """Shows one Step as lines; its text can be selected and copied."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setOpenLinks(False)
        self.setAccessibleName("Diễn giải cách tính")
        self.show_steps()

    def show_steps(self, step: Any = None, head: str = "") -> None:
        """Replace what is shown; without a step it says what to do."""
        self.show_lines(explained(step) if step is not None else (), head)

    def show_lines(self, lines: Sequence[Said], head: str = "") -> None:
        """Replace what is shown by these lines; without any it says what to do."""
        if not lines:
            self.setHtml(f'<p style="color:{style.MUTED}">{NOTHING}</p>')
            return
        title = f'<p style="color:{style.ACCENT}"><b>{escape(head)}</b></p>' if head else ""
        self.setHtml(title + as_table(lines))


def as_table(lines: Sequence[Said]) -> str:
    """Lines of an explanation as a table of rich text."""
    rows = "".join(_row(said) for said in lines)
    return f'<table width="100%" cellspacing="0" cellpadding="3">{rows}</table>'


def _row(said: Said) -> str:
    """A line of the table; a closing sum is bold."""
    weight = "bold" if said.total else "normal"
    more = " · ".join(filter(None, (said.how, said.cite)))
    under = f'<br><span style="color:{style.MUTED};font-weight:normal">{escape(more)}</span>' if more else ""
    line = f"border-bottom:1px solid {style.LINE}"
    return (
        f'<tr><td style="{line};font-weight:{weight}">{escape(said.label)}{under}</td>'
        f'<td align="right" style="{line};font-weight:{weight};white-space:nowrap">{escape(said.number)}</td></tr>'
    )
