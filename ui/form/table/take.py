"""Lấy bảng chấm điểm từ Excel: the sheet beside the tree it would become, corrections, what is open, what is left out.

Every correction is kept as data and the sheet read anew; nothing is written before the last button, which is one step.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QMenu,
    QPushButton,
    QSizePolicy,
    QSplitter,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from models.exchange import cells
from models.exchange.account import End
from models.exchange.form_table import Corrections, FormReading, form_of, read, remembered
from models.exchange.form_table.model import Mark, Move, Place, Role
from models.rules.errors import BadInput, Refusal
from models.rules.form.scoring import Item
from models.rules.form.wordings.proposal import Proposal
from ui.base.layout import button, row, scrolled, words
from ui.base.measure import fit, letters, roomy
from ui.base.session import Session
from ui.form.table.notes import LeftOut, OpenList
from ui.form.table.sheet import SheetView
from ui.form.table.tree import TableTree, lines_of
from ui.form.wording_questions import WordingQuestions
from ui.kit.fields import NameField
from ui.kit.form_dialog import FormDialog
from ui.kit.reading import FILES, Reading, at_once
from ui.words import form_table_words as said
from ui.words import read_back, wording_words

AS_BEFORE: Final = "Đã sửa cột, dòng và trả lời câu hỏi như lần lấy bảng trước có các cột này."
COUNTERS: Final[tuple[tuple[End | None, str], ...]] = (
    (None, "Tất cả {count} ô"),
    ("taken", "Lấy {count}"),
    ("refused", "Không lấy được {count}"),
    ("ignored", "Bỏ qua {count}"),
)


class TakeTableDialog(FormDialog):
    """Previews a workbook or a paste as a form and writes what was shown."""

    def __init__(self, session: Session, book: cells.Workbook, reading: FormReading, parent: QWidget | None) -> None:
        super().__init__("Lấy bảng chấm điểm từ Excel", self._write, parent, "Ghi", session=session)
        self._session, self._book = session, book
        self.fixed = Corrections()
        self.reading = reading
        self.name = NameField(f"Bảng chấm điểm {session.called()}")
        self.page = QComboBox()
        self.page.setAccessibleName("Trang")
        self.page.activated.connect(lambda _place: self._choose_page())
        self.summary = words("", "", wrap=False)
        self._build_top()
        self._build_middle()
        self._build_bottom()
        self._fill_pages()
        self._show(keep=False)
        if reading.heading is not None:
            self.sheet.begin_at(reading.heading[0])
        self._as_before()
        roomy(self, 200, 46)

    # -- the parts --

    def _build_top(self) -> None:
        self.add("&Tên bảng", row(self.name, words("Trang", "muted", wrap=False), self.page))
        self.counters = QButtonGroup(self)
        line = QHBoxLayout()
        line.setSpacing(0)
        for place, _ in enumerate(COUNTERS):
            made = QPushButton()
            made.setCheckable(True)
            made.setAutoDefault(False)
            self.counters.addButton(made, place)
            line.addWidget(made)
        self.counters.button(0).setChecked(True)
        self.counters.idClicked.connect(lambda place: self.sheet.only(COUNTERS[place][0]))
        self.fields.addRow(row(line, None, self.summary))

    def _build_middle(self) -> None:
        self.sheet, self.tree = SheetView(), TableTree()
        self.sheet.sheet.sentence = self._session.sentence
        self.sheet.line_chosen.connect(self._look_at)
        self.sheet.column_named.connect(self.name_column)
        self.tree.node_chosen.connect(self._look_back)
        self.tree.ticked.connect(self._count)
        self.mark = button("Dòng này là…", self._ask_mark, "link", "Chọn lại loại của dòng đang chọn")
        self.undo = button("Bỏ mọi chỉnh sửa", self.forget, "link")
        out = button("Ra ngoài một cấp", lambda: self.move_line("out"), "link", "Alt+←")
        inward = button("Vào trong một cấp", lambda: self.move_line("in"), "link", "Alt+→")
        every = button("Nhận mọi câu chắc chắn", lambda: self.tree.tick_all(True), "link")
        none = button("Bỏ nhận", lambda: self.tree.tick_all(False), "link")
        self.sheet.moved.connect(self.move_line)
        self.tree.moved.connect(self.move_line)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(_titled("Trong tệp", (self.mark, self.undo), self.sheet))
        split.addWidget(_titled("Sổ sẽ ghi thành", (out, inward, every, none), self.tree))
        split.setSizes([letters(self, 78), letters(self, 104)])
        split.setChildrenCollapsible(False)
        split.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        fit(split, least_height=9)
        self.fields.addRow(split)
        self.detail = self.say("", "muted")
        self.detail.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        fit(self.detail, height=3)

    def _build_bottom(self) -> None:
        self.unsettled = OpenList()
        self.unsettled.answered.connect(self._answer)
        self.unsettled.looked.connect(self.go_to)
        self.left = LeftOut()
        self.left.looked.connect(self.go_to)
        self.questions = WordingQuestions({})
        self.questions.answered.connect(lambda: self._show(keep=True))
        self.tabs = QTabWidget()
        for part in (self.unsettled, scrolled(self.questions), self.left):
            self.tabs.addTab(part, "")
        fit(self.tabs, height=7)
        self.fields.addRow(self.tabs)

    # -- showing --

    def _fill_pages(self) -> None:
        for number, page in enumerate(self._book.pages):
            if page.sheet and page.state == "visible" and page.cells:
                self.page.addItem(page.name or "Phần vừa dán", (number, None))
        for asked in self.reading.questions:
            if asked.code == "second-form":
                place = asked.places[0]
                self.page.addItem(f"{asked.page}, bảng từ dòng {place.line + 1}", (place.page, place.line))
        self.page.setCurrentText(self.reading.pages[0])
        self.page.setEnabled(self.page.count() > 1)

    def _show(self, keep: bool) -> None:
        """Everything anew from the reading; where one looks stays."""
        form = form_of(self.reading, self.fixed)
        lines = lines_of(self.reading, form, self.questions.answers)
        got = [line.got for line in lines if isinstance(line.got, Proposal)]
        counts = Counter(key for one in got for key in (*one.open, *one.answered))
        counts.update({key: 0 for key in self.questions.boxes if key not in counts})
        self.questions.ask(counts)
        self.tree.show_lines(lines)
        page = next(page for page in self._book.pages if page.name == self._page_shown())
        self.sheet.show_page(page, self.reading, keep)
        self.unsettled.show_reading(self.reading, self.fixed, self._session)
        self.left.show_account(self._book, self.reading.account)
        self.summary.setText(f"{said.summary(self.reading)} Chưa có gì được ghi vào sổ.")
        counted = self.reading.account.counted()
        for place, (end, text) in enumerate(COUNTERS):
            count = self.reading.account.cells if end is None else counted[end]
            self.counters.button(place).setText(text.format(count=count))
            self.counters.button(place).setEnabled(end is None or count > 0)
        self.undo.setEnabled(self.fixed != Corrections() or bool(self.questions.answers))
        self.tabs.setTabText(0, f"Cần xem ({self.unsettled.count})")
        self.tabs.setTabText(1, f"Câu hỏi về cách chấm ({len(self.questions.boxes)})")
        self.tabs.setTabText(2, f"Bỏ qua ({sum(self.reading.account.left_out().values())})")
        self._look_back(self.tree.current())
        self._count()

    def _page_shown(self) -> str:
        current = self.sheet.sheet.page.name
        return current if current in self.reading.pages and self.sheet.sheet.page.cells else self.reading.pages[0]

    def _count(self) -> None:
        taken = len(self.tree.taken())
        rules = f", {taken} cách chấm" if taken else ""
        self.first.setText(f"Ghi {self.reading.items} mục{rules}")

    # -- where one looks --

    def _place(self) -> Place | None:
        """The line of the sheet one looks at."""
        index = self.sheet.currentIndex()
        number = next((n for n, page in enumerate(self._book.pages) if page is self.sheet.sheet.page), None)
        return Place(number, index.row()) if index.isValid() and number is not None else None

    def _look_at(self, line: int) -> None:
        place = self._place()
        self.tree.go_to(place)
        self._tell(place)

    def _look_back(self, place: Place | None) -> None:
        if place is not None:
            self.go_to(place)

    def go_to(self, place: Place) -> None:
        """Look at a line of the sheet, on whatever page it stands."""
        page = self._book.pages[place.page]
        if page is not self.sheet.sheet.page:
            self.sheet.show_page(page, self.reading)
        self.sheet.go_to(place.line)
        self.tree.go_to(place)
        self._tell(place)

    def _tell(self, place: Place | None) -> None:
        """What the line was taken for and why, and what its words were read as."""
        line = next((one for one in self.reading.lines if one.place == place), None)
        shown = next((one for one in self.tree.lines if one.node.place == place), None)
        parts = []
        if shown is not None:
            parts.append(f"Dòng {shown.node.place.line + 1}: {said.why_words(shown.node.whys) or said.KINDS['node']}.")
            if isinstance(shown.got, Proposal):
                parts.append(f"“{' '.join(shown.node.rule_text.split())}”")
                parts.append(read_back.proposal_words(shown.got) or read_back.example_words(shown.got.item))
        elif line is not None:
            parts.append(f"Dòng {line.place.line + 1}: {said.KINDS[line.kind]}. {said.why_words(line.whys)}")
        elif place is not None:
            parts.append(f"Dòng {place.line + 1}: ngoài bảng tiêu chí.")
        self.detail.setText(" ".join(filter(None, parts)).strip())
        self.mark.setEnabled(line is not None)

    # -- corrections --

    def correct(self, fixed: Corrections) -> bool:
        """Read anew with other corrections; what cannot be read so is said, and stays as it was."""
        try:
            reading = read(self._book, fixed)
        except Refusal as refusal:
            self.show_problem(self._session.sentence(refusal))
            return False
        self.show_problem("")
        self.fixed, self.reading = fixed, reading
        self._show(keep=True)
        return True

    def _as_before(self) -> None:
        """What a person put right in the last table with these headings, done here too; one link takes it back."""
        said = self._session.book.forms.corrections(remembered.shape_of(self.reading))
        if not said:
            return
        try:
            fixed = remembered.recalled(self._book, said)
        except Refusal:
            return  # read otherwise than last time: the table stands as it is
        wordings = said.get("wordings", {})
        if fixed == Corrections() and not wordings:
            return
        self.questions.take(wordings)
        if self.correct(fixed):
            self.summary.setText(f"{AS_BEFORE} {self.summary.text()}")

    def move_line(self, move: Move) -> None:
        """The chosen line with all below it one level in or out."""
        place = self.tree.current()
        if place is not None:
            self.correct(replace(self.fixed, moves=(*self.fixed.moves, (place, move))))

    def mark_line(self, mark: Mark) -> None:
        """Say what the chosen line of the sheet is."""
        place = self._place()
        if place is not None:
            self.correct(replace(self.fixed, marks={**self.fixed.marks, place: mark}))

    def _ask_mark(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for mark, text in said.MARKS.items():
            menu.addAction(text, partial(self.mark_line, mark))
        menu.popup(self.mark.mapToGlobal(self.mark.rect().bottomLeft()))

    def name_column(self, place: int, role: Role) -> None:
        """Say what a column holds."""
        self.correct(replace(self.fixed, columns={**self.fixed.columns, place: role}))

    def _answer(self, key: str, option: str) -> None:
        answers = {name: kept for name, kept in self.fixed.answers.items() if name != key}
        if option:
            answers[key] = option
        self.correct(replace(self.fixed, answers=answers))

    def _choose_page(self) -> None:
        number, heading = self.page.currentData()
        if not self.correct(Corrections(page=number, heading=heading)):
            self.page.setCurrentText(self.reading.pages[0])

    def forget(self) -> None:
        """Take every correction back, and what was answered about the sentences."""
        self.questions.take({})
        self.correct(Corrections(page=self.fixed.page, heading=self.fixed.heading))

    # -- writing --

    def _write(self) -> object:
        form = form_of(self.reading, self.fixed)
        if not form.items():
            raise BadInput("import.no_form_rows")
        taken = self.tree.taken()
        made: dict[str, Item] = {got.item.key: got.item for got in taken}
        form = replace(form, nodes=tuple(made.get(node.key, node) for node in form.nodes))
        notes = wording_words.notes_of((key for got in taken for key in got.answered), self.questions.answers)
        source = self._book.name or "dán từ Excel"
        shape = remembered.shape_of(self.reading)
        said = remembered.kept(self._book, self.reading, self.fixed, self.questions.answers) if shape else {}
        corrected = (shape, said) if shape else None
        return self._session.book.forms.put_form(
            form, name=self.name.value(), source=source, notes=notes, corrected=corrected
        )


def _titled(title: str, acts: tuple[QWidget, ...], inside: QWidget) -> QWidget:
    """A part under its title, with what can be done in it at the right."""
    made, box = QWidget(), QVBoxLayout()
    box.setContentsMargins(2, 0, 2, 0)
    box.setSpacing(4)
    box.addLayout(row(words(title, "section", wrap=False), None, *acts, spacing=6))
    box.addWidget(inside, 1)
    made.setLayout(box)
    return made


Opened = Callable[[TakeTableDialog], object]


def choose_workbook(session: Session, parent: QWidget, opened: Opened) -> None:
    """Ask for a file and open its preview."""
    path, _ = QFileDialog.getOpenFileName(parent, "Lấy bảng chấm điểm từ Excel", str(session.folder), FILES)
    if path:
        open_workbook(session, Path(path), parent, opened)


def open_workbook(session: Session, path: Path, parent: QWidget, opened: Opened) -> Reading:
    """Read a file beside the window and open its preview; what cannot be read is said in the message line."""

    def work(watch: cells.Watch) -> tuple[cells.Workbook, FormReading]:
        book = cells.read_file(path, watch=watch)
        return book, read(book)

    def done(found: tuple[cells.Workbook, FormReading]) -> None:
        opened(TakeTableDialog(session, *found, parent))

    return Reading(f"Đang đọc {path.name}", work, at_once, done, session, parent)


def open_paste(session: Session, html: str, text: str, parent: QWidget, opened: Opened) -> None:
    """The preview of what the clipboard holds: its table where it has one, else its text."""

    def reading() -> tuple[cells.Workbook, FormReading]:
        book = _pasted(html, text)
        return book, read(book)

    found = session.value(reading)
    if found is not None:
        opened(TakeTableDialog(session, *found, parent))


def _pasted(html: str, text: str) -> cells.Workbook:
    """HTML first, because its cells are certain."""
    if "<table" in html.lower():
        try:
            return cells.pasted_html(html)
        except BadInput:
            if not text.strip():
                raise
    return cells.pasted(text)
