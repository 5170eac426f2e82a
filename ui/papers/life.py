"""The life of the paper at hand: in the register or not, its texts, its number, its issue; one line and its commands.

What is issued is shown and printed from its frozen content; that the book has moved on since is said beside it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.book.reporting.papers import Paper
from models.rules.errors import Refusal
from models.rules.number.text import show_date
from ui.base.button_row import ButtonRow
from ui.base.layout import words
from ui.base.turning import Turning
from ui.papers.called import called
from ui.papers.paper_number import Chosen, PaperNumberDialog

if TYPE_CHECKING:
    from printing.blocks import Composed
    from ui.papers.page import PapersPage

NOT_ENTERED = "Chưa vào sổ văn bản"
MOVED = {
    "": "",
    "words": "Lời văn hoặc số liệu lập bây giờ khác bản đã ban hành; đang xem bản đã ban hành.",
    "data": "Số liệu trong sổ đã khác bản đã ban hành; đang xem bản đã ban hành.",
}
"""What is said of an issued paper the book would now make otherwise."""


def state_words(paper: Paper | None, replaced: str = "") -> str:
    """`Đã ban hành ngày 19/12/2025, số 05; in lại 1 lần`; `replaced` is what a draft will take the place of."""
    if paper is None:
        return NOT_ENTERED
    number = f"số {paper.number}" if paper.number else "chưa có số"
    if paper.state == "draft":
        return f"Dự thảo trong sổ văn bản, {number}" + (f"; sẽ thay {replaced}" if replaced else "")
    again = f"; in lại {paper.reprints} lần" if paper.reprints else ""
    return f"Đã ban hành ngày {show_date(paper.date or '')}, {number}{again}"


class PaperLife:
    """Commands of one page for the paper it shows."""

    def __init__(self, page: PapersPage) -> None:
        self.page, self.session = page, page.session
        self.number = page.add_act(
            "Ghi số, ngày…", self.put_number, tip="Số do văn thư đơn vị đứng đầu cấp; ngày và người ký", button=False
        )
        self.texts = page.add_act("Sửa lời văn…", self.edit_texts, tip="Sửa từng đoạn trước khi in", button=False)
        self.issue = page.add_act(
            "Ban hành…",
            self.ask_issue,
            tip="Giữ nguyên nội dung đã gửi đi; sai thì thay bằng văn bản khác",
            button=False,
        )
        self.register = page.add_act(
            "Sổ văn bản…", self.open_register, tip="Mọi văn bản của năm, số nào còn thiếu", button=False, writes=False
        )
        self.said = words("", "muted", wrap=False)
        self.said.setAccessibleName("Tình trạng văn bản")
        self.entry: Paper | None = None
        self.issued: Composed | None = None

    def line(self) -> Turning:
        """What the register says of the paper, and its commands; those that find no room go into a menu."""
        acts = (self.number, self.texts, self.issue, self.register)
        return Turning(self.said, ButtonRow(acts, right=True))

    # -- what is shown --

    @property
    def chosen(self) -> Chosen | None:
        kind = self.page.kind
        if kind is None:
            return None
        from printing.composing import Choice

        choices = self.page.chosen()
        return Chosen(kind, choices, Choice(self.session.year, **choices).entered)

    def offer(self) -> None:
        """The commands of a paper that can stand in the register; ballots cannot."""
        kind = self.page.kind
        for action in (self.number, self.texts, self.issue):
            action.setVisible(kind is not None and kind.word)

    def follow(self) -> Composed | None:
        """Find the entry of the paper at hand; what it froze when it was issued, None while the book is what counts."""
        paper, self.issued = self.chosen, None
        kept = paper is not None and paper.kind.word
        self.entry = (
            self.session.book.papers.made_for(paper.kind.key, self.session.year, paper.entered)
            if paper is not None and kept
            else None
        )
        if self.entry is not None and self.entry.state == "issued":
            from printing import frozen

            try:
                self.issued = frozen.composed(self.entry.content)
            except Refusal as refusal:
                self.session.warn(self.session.sentence(refusal))
        writable = kept and not self.session.locked and (self.entry is None or self.entry.state == "draft")
        self.texts.setEnabled(writable)
        self.issue.setEnabled(writable)
        self.said.setText(self._words() if kept else "")
        return self.issued

    def _words(self) -> str:
        over = self.session.book.papers.get(self.entry.supersedes) if self.entry and self.entry.supersedes else None
        return state_words(self.entry, called(over) if over else "")

    def moved_on(self) -> str:
        """A sentence where the book no longer says what was issued; "" where it does, in whatever words."""
        paper = self.chosen
        if self.issued is None or paper is None or self.entry is None:
            return ""
        from printing.content.words import same

        choices = {
            **paper.choices,
            **({"date": self.entry.date} if self.entry.date and "date" in paper.kind.needs else {}),
        }
        try:
            now = paper.kind.composed(self.session.book, year=self.session.year, **choices)
        except Refusal:
            return "Sổ không còn lập được văn bản này; đang xem bản đã ban hành."
        return MOVED[same.moved(self.issued, now)]

    # -- acts --

    def put_number(self) -> None:
        paper = self.chosen
        if paper is not None:
            dialog = PaperNumberDialog(self.session, paper, self.page)
            dialog.passed.connect(lambda _key: self.page.make_later())
            dialog.open()

    def made(self) -> Chosen | None:
        """The paper at hand; None, with the reason said, for one that cannot be made."""
        paper = self.chosen
        if paper is not None:
            try:
                paper.kind.wordings(self.session.book, year=self.session.year, **paper.choices)
            except Refusal as refusal:
                self.session.warn(self.session.sentence(refusal))
                return None
        return paper

    def edit_texts(self) -> None:
        from ui.papers.texts import TextsDialog

        paper = self.made()
        if paper is not None:
            dialog = TextsDialog(self.session, paper, self.page)
            dialog.finished.connect(lambda _code: self.page.make_later())
            dialog.open()

    def ask_issue(self) -> None:
        from ui.papers.issue import IssueDialog

        paper = self.made()
        if paper is not None:
            dialog = IssueDialog(self.session, paper, self.page)
            dialog.passed.connect(lambda _key: self.page.make_later())
            dialog.open()

    def open_register(self) -> None:
        from ui.papers.register import RegisterDialog

        RegisterDialog(self.session, self.page).open()

    def count_reprint(self) -> None:
        """An issued paper that goes to the printer again is counted, where the book may be written."""
        entry = self.entry
        if entry is not None and self.issued is not None and not self.session.locked:
            self.session.act(lambda: self.session.book.papers.reprint(entry.key))
            self.follow()
