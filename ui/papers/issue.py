"""Ban hành: the paper as it is now is frozen under a day; nothing takes that back, a mistake is replaced."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ui.base.measure import roomy
from ui.base.session import Session
from ui.kit.fields import DateField
from ui.kit.form_dialog import FormDialog
from ui.papers.paper_number import Chosen

TOLD = (
    "Sổ giữ nguyên nội dung ban hành và mã của tệp PDF; về sau in lại đúng nội dung này dù số liệu có đổi. Việc này "
    "không hoàn tác được: sai thì lập văn bản thay thế."
)


class IssueDialog(FormDialog):
    """Asks for the day; says what is still missing before the paper goes out."""

    def __init__(self, session: Session, paper: Chosen, parent: QWidget | None = None) -> None:
        super().__init__("Ban hành văn bản", self._issue, parent, accept="Ban hành", session=session)
        self._paper = paper
        self._entry = session.book.papers.made_for(paper.kind.key, session.year, paper.entered)
        self.say(paper.kind.title, "section")
        self.say(TOLD, "muted")
        for lacking in self._lacking():
            self.say(lacking, "warn")
        known = self._entry.date if self._entry else None
        self.on = DateField(paper.choices.get("date") or known or session.book.today())
        self.add("&Ngày ban hành", self.on)
        roomy(self, 70)

    def _lacking(self) -> list[str]:
        """What a registry clerk would ask before sending: number, texts worded over other data."""
        found = []
        if self._entry is None or not self._entry.number:
            found.append("Chưa có số. Vẫn ban hành được; ghi số sau khi văn thư cấp.")
        shown, homeless = self._paper.kind.wordings(self.session.book, year=self.session.year, **self._paper.choices)
        stale = sum(one.stale for one in shown)
        if stale:
            found.append(f"{stale:02d} đoạn sửa tay có số liệu hoặc câu của sổ đã khác. Xem lại ở “Sửa lời văn…”.")
        if homeless:
            found.append(f"{len(homeless):02d} đoạn đã sửa tay không còn chỗ trong văn bản. Xem ở “Sửa lời văn…”.")
        return found

    def _issue(self) -> object:
        from printing import frozen
        from printing.catalogue import as_pdf

        papers, year, kind = self.session.book.papers, self.session.year, self._paper.kind
        on = self.on.needed()
        choices = {**self._paper.choices, **({"date": on} if "date" in kind.needs else {})}
        made = kind.composed(self.session.book, year=year, **choices)
        digest = frozen.file_hash(as_pdf(made))
        entry = self._entry
        key = entry.key if entry else papers.draft(kind.key, year, choices=self._paper.entered, subject=self._subject)
        return papers.issue(key, frozen.plain(made), date=on, file_hash=digest)

    @property
    def _subject(self) -> str:
        return f"{self._paper.subject} {self.session.called()}"
