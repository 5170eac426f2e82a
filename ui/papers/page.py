"""Văn bản: the papers that can be printed, what each is made for, and how it will look; saved, printed, or in whole
sets.

A paper is made from the book on the main thread each time; QtPdf and the printer are met only when this page is
visited.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator
from functools import partial
from pathlib import Path
from typing import Any, ClassVar

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFileDialog, QSplitter, QStackedWidget, QWidget

from models.exchange.places import file_name, write_whole
from models.rules.errors import Refusal
from models.rules.number.subjects import PaperOf, RowOf, Subject
from models.rules.number.text import fold
from printing.catalogue import PAPERS, PaperKind, as_file, getting_ready, is_ready
from ui.base.layout import button, column, row, words
from ui.base.measure import letters, measured, standing
from ui.base.opening import opened, show_folder, show_saved
from ui.base.strays import UNREADABLE, met
from ui.kit.progress import Steps
from ui.papers.choices import PaperChoices
from ui.papers.life import PaperLife
from ui.papers.papers_list import PapersList
from ui.papers.printing_page import PrintingPage
from ui.words.labels import MANY_PAPERS
from ui.words.rule_words import doubt_words

MOST_CHOICES = 5  # a paper takes at once
WORKING = "Đang chuẩn bị lập văn bản…"
NOT_READY = "Chưa lập được văn bản. Chọn lại văn bản để thử lần nữa."
PAINTED = 20  # milliseconds after which what was said stands on the screen
READ = "Mở bằng trình đọc PDF"
NO_READER = "Máy không có trình đọc PDF nào. Bấm “Lưu PDF…” rồi mở ở máy khác, hay xem ngay ở đây."
NO_YEAR = "Sổ chưa có năm nào để in. Mở năm ở thực đơn Sổ, “Thêm năm khác…”."


class PapersPage(PrintingPage):
    """The list and its choices at the left, the preview at the right."""

    key: ClassVar[str] = "papers"
    title: ClassVar[str] = "Văn bản"
    of_year: ClassVar[bool] = False
    wide: ClassVar[bool] = True

    def build(self) -> None:
        self._print = self.add_act("In…", self.print_paper, "Ctrl+P", writes=False)
        self._save = self.add_act("Lưu PDF…", self.save, "Ctrl+Shift+P", writes=False)
        self._word = self.add_act(
            "Lưu Word…", self.save_word, writes=False, tip="Bản Word để sửa câu chữ trước khi gửi"
        )
        self._read = self.add_act(
            READ, self.read, writes=False, tip="Bản PDF đang xem, trong chương trình đọc PDF của máy"
        )
        self._set = self.add_act("In cả bộ…", self.print_set, writes=False, tip="Phiếu chấm của từng đơn vị")
        self._save_set = self.add_act("Lưu cả bộ vào thư mục…", self.save_set, writes=False, button=False)
        self.add_act(
            MANY_PAPERS,
            self.meeting_set,
            writes=False,
            tip="Mọi giấy tờ của một cuộc họp, giấy trắng cho đoàn kiểm tra, hoặc của cả năm",
        )
        self.add_act(
            "Mẫu của khối…", self.own_letters, writes=False, tip="Văn bản Word riêng của khối, sổ điền vào các trường"
        )
        self.life = PaperLife(self)
        self.list = PapersList(self.session.worded)
        self.choices = PaperChoices(self.session)
        self.problem = words("", "muted")
        self.problem.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.content: bytes | None = None
        self._later = QTimer(self, singleShot=True, interval=120)
        self._later.timeout.connect(self._make_soon)
        self._steps: Iterator[None] | None = None
        self._lay_out()
        self.list.turned.connect(self._follow)
        self.choices.changed.connect(self._later.start)
        self.choices.named.connect(self._follow)

    def _lay_out(self) -> None:
        from ui.papers.pdf_view import PdfView

        self.preview = PdfView()
        self.pages = words("", "muted", wrap=False)
        zoom = row(
            self.pages,
            None,
            button("−", lambda: self.preview.zoom(-1), tip="Thu nhỏ (Ctrl+−)"),
            button("Vừa chiều ngang", lambda: self.preview.zoom(0), tip="Ctrl+0"),
            button("+", lambda: self.preview.zoom(1), tip="Phóng to (Ctrl++)"),
        )
        self.flag = words("", "warn")
        self.flag.setAccessibleName("Căn cứ cần xem lại")
        self.flag.hide()
        self.views = QStackedWidget()
        self.views.addWidget(self.preview)
        self.views.addWidget(self.problem)
        left, right = QWidget(), QWidget()
        listed = column(self.list, standing(self.choices, MOST_CHOICES), spacing=6)
        shown = column(self.life.line(), zoom, self.flag, self.views, spacing=4)
        listed.setContentsMargins(0, 0, 8, 0)
        shown.setContentsMargins(8, 0, 0, 0)
        left.setLayout(listed)
        right.setLayout(shown)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(left)
        split.addWidget(right)
        split.setStretchFactor(1, 1)
        self._split = split
        measured(self, self._share)
        self.body.addWidget(split)

    def _share(self) -> None:
        """The list as wide as its longer names, at most two fifths; the preview with what is left."""
        wide = min(letters(self, 44), self.width() * 2 // 5)
        self._split.setSizes([wide, max(self.width() - wide, wide)])

    # -- choosing --

    @property
    def kind(self) -> PaperKind | None:
        key = self.list.key
        return next((kind for kind in PAPERS if kind.key == key), None)

    def refresh(self, notice: Any = None) -> None:
        book, year = self.session.book, self.session.year
        known = book.years.find(year) is not None
        self.choices.offer()
        self.under.setText(self.session.called(year, capital=True) if known else "")
        self.list.choose_first()
        held = book.papers.all(year) if known else ()
        self.list.show_states({one.kind: one.state for one in reversed(held) if one.state != "replaced"})
        self._follow()

    def _follow(self) -> None:
        """Show the choices this paper takes, and make it a moment later."""
        kind = self.kind
        self.life.offer()
        self.choices.suit(kind)
        self._later.start()

    def chosen(self) -> dict[str, str]:
        """The choices as the paper takes them; what is left open is not named. Refusals of the date's text."""
        return self.choices.chosen(self.kind)

    def show_subject(self, subject: Subject) -> bool:
        """A kind of paper with what it is made for, or a paper of the register as it was made."""
        if isinstance(subject, RowOf) and subject.table == "paper":
            held = next(
                (one for one in self.session.book.papers.all(self.session.year) if one.key == subject.key), None
            )
            return held is not None and self.show_paper(PaperOf.made(held.kind, held.choices))
        return isinstance(subject, PaperOf) and self.show_paper(subject)

    def show_paper(self, wanted: PaperOf) -> bool:
        """Choose a kind of paper and what it is made for; whether the program prints that kind."""
        self.choices.choose(wanted)
        self._later.start()
        return self.list.choose(wanted.kind)

    # -- making --

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._share()
        self._later.start()

    def _make_soon(self) -> None:
        """Make the paper, in two turns of the loop. Before the first one of a sitting this is said, and what makes
        papers is made ready a step at a turn."""
        if is_ready() or not self.isVisible():
            self._steps = self._making()
            self._go_on()
        elif self._steps is None:
            self._steps = self._first()
            self._say(WORKING)
            QTimer.singleShot(PAINTED, self, self._go_on)

    def _first(self) -> Iterator[None]:
        """What makes papers, and the first one."""
        try:
            yield from getting_ready()
        except Exception:
            self._say(NOT_READY)
            raise
        yield from self._making()

    def _go_on(self) -> None:
        """The next step; those of a paper that was left for another, or whose book was let go of, are not gone on
        with."""
        steps, self._steps = self._steps, None
        for _ in steps or () if self.session.is_open else ():
            self._steps = steps
            QTimer.singleShot(0, self, self._go_on)
            return

    def make(self) -> None:
        """Make the chosen paper at once and show it, or say why it cannot be made."""
        self._steps = None
        for _ in self._making():
            pass

    def _making(self) -> Iterator[None]:
        """The steps of `make`."""
        self._later.stop()
        if not self.isVisible():
            return
        self.content = None
        self.flag.setText("")
        self.problem.setText("")
        kind, known = self.kind, self.session.book.years.find(self.session.year) is not None
        if kind is None or not known:
            self._say(NO_YEAR)
        else:
            try:
                content = yield from self._made(kind)
                self.content = content
            except UNREADABLE as error:
                said = met(self.session) or (self.session.sentence(error) if isinstance(error, Refusal) else "")
                if not said:
                    raise
                self._say(said)
            except Refusal as refusal:
                self._say(self.session.sentence(refusal))
        if self.content is not None:
            self.preview.show_pdf(self.content)
            self.pages.setText(f"{self.preview.pages} trang")
            self.views.setCurrentIndex(0)
        self.flag.setVisible(bool(self.flag.text()))
        for action in (self._print, self._save, self._read):
            action.setEnabled(self.content is not None)
        self._word.setEnabled(self.content is not None and kind is not None and kind.word)
        for action in (self._set, self._save_set):
            action.setEnabled(self.content is not None and kind is not None and "unit" in kind.needs)

    def _made(self, kind: PaperKind) -> Generator[None, None, bytes]:
        """What was issued as it was issued, anything else from the book."""
        issued = self.life.follow()
        if issued is not None:
            self.flag.setText(self.life.moved_on())
            return as_file(issued)
        content, doubts = yield from kind.make_checked(self.session.book, year=self.session.year, **self.chosen())
        self.flag.setText("\n".join(doubt_words(one) for one in doubts))
        return content

    def make_later(self) -> None:
        """Make the paper anew when the act at hand is over."""
        self._later.start()

    def _say(self, sentence: str) -> None:
        self.problem.setText(sentence)
        self.pages.setText("")
        self.views.setCurrentIndex(1)

    def file_name(self, unit: str = "", extension: str = ".pdf") -> str:
        """A name for the saved paper: what it is, of whom, of which year, in plain letters."""
        kind = self.kind
        parts = [kind.key if kind else "van-ban", str(self.session.year), *([unit] if unit else [])]
        return file_name("-".join(fold(part).replace(" ", "-") for part in parts), extension)

    # -- acts --

    def save(self) -> None:
        content = self.content
        if content is not None:
            self.save_as("Lưu PDF", ".pdf", "PDF (*.pdf)", lambda: content)

    def save_word(self) -> None:
        """The paper shown as a Word file, made from the same blocks."""
        kind, chosen = self.kind, self.chosen()
        if kind is not None and self.content is not None:
            book, year, issued = self.session.book, self.session.year, self.life.issued
            live = partial(kind.make, book, "docx", year=year, **chosen)
            make = live if issued is None else partial(as_file, issued, "docx")
            self.save_as("Lưu Word", ".docx", "Word (*.docx)", make)

    def save_as(self, title: str, extension: str, kinds: str, make: Callable[[], bytes], name: str = "") -> None:
        """Ask where to, and write what is made; a name is offered beside the book."""
        offered = file_name(name, extension) if name else self.file_name(self._of_unit(), extension)
        path, _ = QFileDialog.getSaveFileName(self, title, str(self.session.folder / offered), kinds)
        if path and self.session.act(lambda: write_whole(Path(path), make())):
            look = ("Mở tệp", lambda: show_saved(self.session, Path(path)))
            self.session.say(f"Đã lưu {Path(path).name} vào {Path(path).parent}.", look)

    def read(self) -> None:
        """The paper shown in the system's reader: a copy that goes when the book is closed."""
        content = self.content
        if content is None:
            return
        said = self.file_name(self._of_unit(), "")
        place = self.session.value(lambda: self.session.copies.put(said, ".pdf", content))
        if place is not None and not opened(place):
            self.session.warn(NO_READER, ("Lưu PDF…", self.save))

    def _of_unit(self) -> str:
        """The unit the paper is for, as a file's name says it."""
        return self.choices.unit.currentText() if self.chosen().get("unit") else ""

    def save_set(self) -> None:
        """One file per unit in a folder."""
        folder = QFileDialog.getExistingDirectory(self, "Lưu cả bộ vào thư mục", str(self.session.folder))
        if folder:
            self.save_set_to(Path(folder))

    def _write_of(self, unit: str, path: Path) -> None:
        write_whole(path, self._of(unit))

    def save_set_to(self, folder: Path) -> Steps:
        """Write the chosen paper of every unit into a folder, one file each, unit by unit."""
        units = self.choices.units()
        written: list[Path] = []

        def steps() -> Iterator[object]:
            for unit, name in units:
                path = folder / self.file_name(name)
                done_one = self.session.act(partial(self._write_of, unit, path))
                if done_one:
                    written.append(path)
                yield done_one

        def done(whole: bool) -> None:
            rest = "" if whole else ", đã dừng theo yêu cầu"
            look = ("Mở thư mục", lambda: show_folder(self.session, folder))
            self.session.say(f"Đã lưu {len(written)} tệp vào {folder}{rest}.", look)

        return Steps("Đang lập phiếu từng đơn vị…", len(units), steps(), done, self)

    def meeting_set(self) -> None:
        """Every paper of a meeting, or chosen ones of the year, in one job."""
        from ui.papers.meeting_set import MeetingSetDialog

        dialog = MeetingSetDialog(self.session, self._ask_printer, self, self.session.folder)
        dialog.choose(self.choices.meeting.currentData())
        dialog.open()

    def own_letters(self) -> None:
        """The bloc's own Word letters."""
        from ui.papers.own_letters import OwnLettersDialog

        OwnLettersDialog(self.session, self).open()

    def _of(self, unit: str) -> bytes:
        kind = self.kind
        assert kind is not None
        chosen: dict[str, Any] = {**self.chosen(), "unit": unit}
        return kind.make(self.session.book, year=self.session.year, **chosen)

    def print_paper(self) -> None:
        """Print what is shown, on the printer chosen in the print dialog."""
        if self.content is not None:
            self._ask_printer([self.content], self.life.count_reprint)

    def print_set(self) -> None:
        """Make the paper of every unit, then print them one after another."""
        units, made = self.choices.units(), list[bytes]()

        def steps() -> Iterator[object]:
            for unit, _name in units:
                content = self.session.value(partial(self._of, unit))
                if content is None:
                    return
                made.append(content)
                yield content

        def done(whole: bool) -> None:
            if whole and len(made) == len(units):
                self._ask_printer(made)

        Steps("Đang lập phiếu từng đơn vị…", len(units), steps(), done, self)
