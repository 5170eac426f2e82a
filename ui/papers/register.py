"""Sổ văn bản: the papers of the year with number, symbol, day, signer, recipients, state; which still lack a number."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QFileDialog, QVBoxLayout

from models.book.reporting.papers import Paper
from models.exchange.places import own_name, write_whole
from models.rules import words as shared
from models.rules.number.subjects import PaperOf
from models.rules.number.text import show_date
from ui.base.keyboard.dialog import Dialog
from ui.base.layout import button, row, words
from ui.base.measure import roomy
from ui.base.opening import opened
from ui.base.session import Session
from ui.kit.table_view import TableView
from ui.kit.tables import Column
from ui.papers.called import called
from ui.papers.paper_number import Chosen, PaperNumberDialog

if TYPE_CHECKING:
    from ui.papers.page import PapersPage

STATES = shared.PAPER_STATES
SCANS = "Bản quét (*.pdf *.png *.jpg *.jpeg)"
NOT_OPENED = "Máy không có chương trình nào mở được “{name}”. Bấm “Lưu bản ký…” rồi mở ở máy khác."
ALL, NO_NUMBER = "Mọi văn bản", "Chưa có số"
NONE = "Năm này chưa có văn bản nào trong sổ. Chọn văn bản ở trang Văn bản rồi bấm “Ghi số, ngày…” hoặc “Ban hành…”."


class RegisterDialog(Dialog):
    """The register of one year over the page of papers; a chosen line can be opened there."""

    def __init__(self, session: Session, page: PapersPage) -> None:
        super().__init__(page)
        self.session, self._page = session, page
        self.setWindowTitle(f"Sổ văn bản {self.session.called(session.year)}")
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.which = QComboBox()
        self.which.setAccessibleName("Hiện văn bản nào")
        for key, label in (("", ALL), ("number", NO_NUMBER), *STATES.items()):
            self.which.addItem(label, key)
        self.table = TableView(self._columns(), key=lambda one: one.key)
        self.table.setAccessibleName("Sổ văn bản")
        self.note = words("", "muted")
        self.problem = words("", "warn")
        self._open = button("Xem văn bản", self.show_paper)
        self._number = button("Ghi số, ngày…", self.put_number)
        self._replace = button("Lập văn bản thay thế", self.replace, tip="Bản cũ giữ nguyên đến khi bản mới ban hành")
        self._remove = button("Bỏ dự thảo", self.remove)
        box = QVBoxLayout(self)
        told = row(self.which, self.note)
        told.setStretch(1, 1)
        box.addLayout(told)
        box.addWidget(self.table, 1)
        box.addWidget(self.problem)
        self._print = button("Lưu PDF…", self.save, tip="Sổ văn bản của năm để in, nộp lưu")
        acts = (self._open, self._number, self._replace, self._remove)
        self._attach = button("Kèm bản ký…", self.attach, tip="Bản quét đã ký, đóng dấu: PDF, PNG, JPG")
        self._look = button("Xem bản ký", self.look, tip="Mở bản ký bằng chương trình của máy")
        self._save_scan = button("Lưu bản ký…", self.save_scan, tip="Chép bản ký ra tệp để gửi")
        self.detach_button = button("Bỏ bản ký", self.detach)
        box.addLayout(row(*acts, None, self._print))
        scans = (self._attach, self._look, self._save_scan, self.detach_button)
        box.addLayout(row(*scans, None, button("Đóng", self.close)))
        self.which.currentIndexChanged.connect(lambda _place: self.refresh())
        self.table.chosen.connect(lambda _one: self._follow())
        self.table.opened.connect(lambda _one: self.show_paper())
        roomy(self, 150, 28)
        self.refresh()

    def _columns(self) -> tuple[Column, ...]:
        return (
            Column("Số", lambda one: one.number or "chưa có", width=9, tone=_no_number),
            Column("Ký hiệu", lambda one: one.symbol or "", width=12),
            Column("Ngày", lambda one: show_date(one.date) if one.date else "", lambda one: one.date or "", width=11),
            Column("Văn bản", self._subject, width=36, tip=self._subject),
            Column("Tình trạng", self._state, width=28, tip=self._state),
            Column("Người ký", self._signer, width=18),
            Column("Bản ký", self.scan_words, width=10, tip=self.scan_words),
            Column("Nơi nhận", self._recipients, width=0, tip=self._recipients),
        )

    def _subject(self, one: Paper) -> str:
        return one.subject or one.kind

    def _signer(self, one: Paper) -> str:
        people = self.session.book.members
        for member in people.roster(self.session.year):
            for contact in people.contacts(member.key, one.date or f"{self.session.year}-12-31"):
                if contact.post == one.signer:
                    return contact.name
        return one.signer or ""

    def scan_words(self, one: Paper) -> str:
        held = self.session.book.papers.scans.of(one.key)
        if held is None:
            return ""
        older = held.content_digest != one.content_digest
        return f"{held.name} (của bản trước)" if older else held.name

    def _recipients(self, one: Paper) -> str:
        from printing import frozen

        return "; ".join(frozen.recipients(one.content))

    def _state(self, one: Paper) -> str:
        papers, said = self.session.book.papers, STATES[one.state]
        if one.state == "replaced" and (after := papers.successor(one.key)) is not None:
            said += f" bằng {called(after)}"
        if one.supersedes:
            said += f", thay {called(papers.get(one.supersedes))}"
        return said + (f", in lại {one.reprints} lần" if one.reprints else "")

    # -- showing --

    def refresh(self) -> None:
        """The register as it is now."""
        everything = self.session.book.papers.all(self.session.year)
        wanted = self.which.currentData()
        lacking = [one for one in everything if _no_number(one)]
        shown = lacking if wanted == "number" else [one for one in everything if wanted in ("", one.state)]
        self.table.set_rows(shown)
        self._print.setEnabled(bool(everything))
        self.note.setText(f"{len(everything)} văn bản; {len(lacking)} chưa có số" if everything else NONE)
        self._follow()

    @property
    def current(self) -> Paper | None:
        found = self.table.current()
        return found if isinstance(found, Paper) else None

    def _follow(self) -> None:
        one, writable = self.current, not self.session.locked
        self._open.setEnabled(one is not None)
        numbered = one is not None and one.state != "replaced" and self._kind_of(one) is not None
        self._number.setEnabled(writable and numbered)
        self._replace.setEnabled(writable and one is not None and one.state == "issued")
        self._remove.setEnabled(writable and one is not None and one.state == "draft")
        scanned = one is not None and self.session.book.papers.scans.of(one.key) is not None
        self._attach.setEnabled(writable and one is not None)
        self._look.setEnabled(scanned)
        self._save_scan.setEnabled(scanned)
        self.detach_button.setEnabled(writable and scanned)

    # -- acts --

    def content(self) -> bytes:
        """The register as a paper. Refuses `paper.nothing` while it is empty."""
        from printing.catalogue import as_pdf
        from printing.composing import Choice, letters

        return as_pdf(letters("records", "register")(self.session.book, Choice(self.session.year)))

    def save(self) -> None:
        """The register as a PDF beside the book."""
        self._page.save_as("Lưu sổ văn bản", ".pdf", "PDF (*.pdf)", self.content, f"so-van-ban-{self.session.year}")

    def _kind_of(self, one: Paper) -> Chosen | None:
        from printing.catalogue import PAPERS

        kind = next((kind for kind in PAPERS if kind.key == one.kind), None)
        return None if kind is None else Chosen(kind, dict(one.choices), dict(one.choices))

    def show_paper(self) -> None:
        """Show the chosen paper on the page behind."""
        if self.current is not None:
            self._page.show_paper(PaperOf.made(self.current.kind, self.current.choices))
            self.close()

    def put_number(self) -> None:
        chosen = self._kind_of(self.current) if self.current is not None else None
        if chosen is not None:
            dialog = PaperNumberDialog(self.session, chosen, self)
            dialog.passed.connect(lambda _key: self.refresh())
            dialog.open()

    def replace(self) -> None:
        """Begin what will take an issued paper's place, and show it."""
        one = self.current
        if one is not None and self.session.act(
            lambda: self.session.book.papers.replace(one.key), self.problem.setText
        ):
            self.refresh()

    def attach(self) -> None:
        """Keep a file as the signed scan of the chosen paper."""
        if self.current is None:
            return
        path, _ = QFileDialog.getOpenFileName(self, "Chọn bản quét đã ký", str(self.session.folder), SCANS)
        if path:
            self.attach_file(Path(path))

    def attach_file(self, path: Path) -> None:
        """Read the file and keep it; an older version of the paper is named."""
        one = self.current
        if one is None:
            return
        papers = self.session.book.papers
        done = self.session.act(
            lambda: papers.scans.attach(one.key, path.name, path.read_bytes()), self.problem.setText
        )
        if done:
            after = papers.successor(one.key)
            said = f"Đã kèm {path.name}."
            if after is not None:
                said += f" Đây là bản cũ, đã thay bằng {called(after)}; bản ký của văn bản đang dùng kèm ở dòng ấy."
            self.refresh()
            self.problem.setText(said)

    def look(self) -> None:
        """Open a copy of the scan with the system's own program; it goes when the book is closed."""
        one = self.current
        scans = self.session.book.papers.scans
        held = scans.of(one.key) if one is not None else None
        if one is None or held is None:
            return
        copies, name = self.session.copies, Path(held.name).stem
        place = self.session.value(
            lambda: copies.put(name, scans.ending(one.key), scans.file(one.key)), self.problem.setText
        )
        if place is not None and not opened(place):
            self.problem.setText(NOT_OPENED.format(name=held.name))

    def save_scan(self) -> None:
        """Write the scan beside the book, or where one wants it."""
        one = self.current
        held = self.session.book.papers.scans.of(one.key) if one is not None else None
        if one is None or held is None:
            return
        path, _ = QFileDialog.getSaveFileName(self, "Lưu bản ký", str(self.session.folder / own_name(held.name)), SCANS)
        if path:
            scans = self.session.book.papers.scans
            if self.session.act(lambda: write_whole(Path(path), scans.file(one.key)), self.problem.setText):
                self.problem.setText(f"Đã lưu {Path(path).name}.")

    def detach(self) -> None:
        """Take the scan away; undone like any act."""
        one = self.current
        if one is not None and self.session.take_away(
            lambda: self.session.book.papers.scans.remove(one.key), self.problem.setText
        ):
            self.problem.setText("Đã bỏ bản ký. Bấm Ctrl+Z ở cửa sổ chính để lấy lại.")
            self.refresh()

    def remove(self) -> None:
        """Throw a draft away with the texts kept for it; undone like any act."""
        one = self.current
        if one is not None and self.session.take_away(
            lambda: self.session.book.papers.remove_draft(one.key), self.problem.setText
        ):
            self.problem.setText("Đã bỏ dự thảo. Bấm Ctrl+Z ở cửa sổ chính để lấy lại.")
            self.refresh()


def _no_number(one: Paper) -> str | None:
    """The tone of a paper that went out, or is about to, without a number."""
    return "warn" if not one.number and one.state != "replaced" else None
