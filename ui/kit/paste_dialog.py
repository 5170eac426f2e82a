"""The base of what takes a list from Excel: the text, how each line was understood, and only then the book.

Which columns there are and what they mean is for the dialog of the list; how text becomes cells is the clipboard's.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, ClassVar, Protocol

from PySide6.QtWidgets import QComboBox, QFileDialog, QFormLayout, QLabel, QWidget

from models.book.units.reading import Doubt
from models.book.units.rows import Unit
from models.exchange import cells, clipboard
from models.exchange.account import Account
from models.exchange.likeness import Likeness
from models.exchange.listing import Listing
from models.exchange.meaning import plain
from models.rules.errors import BadInput, Refusal
from models.rules.number.text import from_tcvn3, looks_like_tcvn3
from ui.base.layout import button, row, scrolled
from ui.base.measure import fit, roomy
from ui.base.session import Session
from ui.kit.clipboard import clipboard_table
from ui.kit.form_dialog import FormDialog
from ui.kit.reading import FILES, Reading, at_once
from ui.kit.table_view import TableView
from ui.kit.tables import Column
from ui.kit.text_area import TextArea
from ui.words import messages
from ui.words.cells_words import NOTES, left_out_words

NOTHING_YET = "Chưa có gì được ghi vào sổ."
NO_CHANGE = "Không có gì khác sổ: lấy lại không đổi gì."
REST = "Ghi phần còn lại"
AS_BEFORE = "như lần trước"
NO_COLUMN, HEADING = "không lấy cột này", "heading:"
HEADED_WITHIN = 10
"""Among so many lines a heading that nobody knows is looked for."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What a list asks beside names and headings: in which words, what no answer means, answers with their words."""

    words: str
    nothing: str
    options: Mapping[str, str]


class _Previewed(Protocol):
    """What an area read from a table: its rows, each of a line, and its doubts."""

    @property
    def rows(self) -> Sequence[Any]: ...

    @property
    def faults(self) -> Sequence[Doubt]: ...


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the preview: what was read, or only what is wrong with it."""

    number: int
    read: Any
    doubts: tuple[Doubt, ...]

    @property
    def problem(self) -> str:
        return " ".join(messages.doubt(one) for one in self.doubts)

    @property
    def wrong(self) -> bool:
        return any(one.severity == "error" for one in self.doubts)


def lines_of(preview: _Previewed) -> list[Line]:
    """Every line that was read or is doubtful, in the order of the text."""
    read = {one.line: one for one in preview.rows}
    numbers = sorted(read.keys() | {doubt.line for doubt in preview.faults})
    return [Line(n, read.get(n), tuple(one for one in preview.faults if one.line == n)) for n in numbers]


NUMBER = Column("Dòng", lambda line: str(line.number), order=lambda line: line.number, side="right", width=4)
PROBLEM = Column("Cần xem", lambda line: line.problem, width=30, tone=lambda line: "bad" if line.wrong else "warn")


class PasteDialog(FormDialog):
    """Nothing is written until the first button; lines that cannot be read are named, and the rest can be written.

    A dialog of a list says its `columns`, and how to `understand` cells, show `lines`, count them (`counted`) and
    `write` what was understood. One whose lines name units says which of them it did `not_found`: what is nearly one of
    the `units` is asked, each name once, and the answer stands for every line that bears it.
    """

    empty: ClassVar[str] = "import.empty"
    other: ClassVar[str] = "không phải đơn vị của khối"
    """What a nearly known unit is while nobody says which."""
    kind: str
    """Of which list the lines are: what was answered is kept for the next file of the same list and headings."""

    def __init__(self, session: Session, title: str, accept: str, hint: str, text: str, parent: QWidget | None) -> None:
        super().__init__(title, self._write, parent, accept, session=session)
        self.book, self.year = session.book, session.year
        self._found: Any = None
        self._accept = accept
        self._listing: Listing | None = None
        self._notes: tuple[cells.Note, ...] = ()
        self._book: cells.Workbook | None = None
        self.reading: Reading | None = None
        self.answers: dict[str, str] = {}
        self._before: dict[str, str] = {}
        self.asked: dict[str, QComboBox] = {}
        self._typed: dict[str, str] = {}
        self.text = TextArea(text)
        fit(self.text, most_height=5.5)
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName("Các dòng đã sao chép")
        self.text.setPlaceholderText(hint)
        self.table = TableView(self.columns(), key=lambda line: line.number, sortable=False)
        self.fields.addRow(self.text)
        self.page = QComboBox()
        self.page.setAccessibleName("Trang")
        self.page.activated.connect(lambda _place: self._choose_page())
        self._page_word = QLabel("T&rang")
        self._page_word.setBuddy(self.page)
        from_file = button("Lấy từ tệp Excel…", self.choose_file, "link")
        self.fields.addRow(row(from_file, self._page_word, self.page, None, spacing=12))
        self._offer_pages()
        self.summary = self.say("")
        asking = QWidget()
        self._questions = QFormLayout(asking)
        self._questions.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        self._asking = scrolled(asking)
        fit(self._asking, most_height=6)
        self.fields.addRow(self._asking)
        self.fields.addRow(self.table)
        self.text.textChanged.connect(self._read_text)
        self._read_text()
        roomy(self, 125, 32)

    # -- what a list says of itself --

    def columns(self) -> tuple[Column, ...]:
        raise NotImplementedError

    def understand(self, cells: Any) -> Any:
        raise NotImplementedError

    def lines(self, found: Any) -> Sequence[Any]:
        return lines_of(found)

    def counted(self, found: Any) -> str:
        raise NotImplementedError

    def write(self, found: Any) -> object:
        raise NotImplementedError

    def columns_taken(self, found: Any) -> Sequence[object]:
        """What each column was taken for, None for nothing."""
        return found.columns  # type: ignore[no-any-return]  # each list's own preview

    def not_found(self, found: Any) -> Iterable[tuple[int, str]]:
        """The lines that name a unit nobody knows, or that may be one of two: their number and what they say."""
        return ()

    def units(self) -> Sequence[Unit]:
        """The units a line may mean."""
        return [one.unit for one in self.book.members.roster(self.year)]

    def heads(self) -> Mapping[str, str]:
        """The headings an unknown one may mean, as the list reads them, each with how its column is called."""
        return {}

    def choices(self, found: Any) -> Mapping[str, Choice]:
        """What the list asks of its own lines, by the key under which an answer is kept."""
        return {}

    def changes(self, line: Any) -> bool:
        """Whether a line of the preview is something to write."""
        return not line.wrong

    def settled(self, found: Any, lines: Sequence[Any], listing: Listing) -> Account:
        """The account of the page: which of its cells were taken, refused, left out."""
        wrong = {line.number for line in lines if line.wrong}
        return listing.settle(self.columns_taken(found), {line.number for line in lines} - wrong, wrong)

    def word_for(self, unit: str) -> str:
        """By what the list knows a unit beyond doubt."""
        return unit

    def unit_columns(self, found: Any, number: int) -> Sequence[int]:
        """The columns of a line that name units."""
        return [place for place, column in enumerate(self.columns_taken(found)) if column == "unit"]

    def bare(self, text: str) -> str:
        """A cell's words as the list reads a name in them."""
        return text

    def without_wrong(self, found: Any) -> Any:
        """What was understood without the lines that cannot be taken."""
        wrong = {one.line for one in found.faults if one.severity == "error"}
        rows = tuple(row for row in found.rows if row.line not in wrong)
        return replace(found, rows=rows, faults=tuple(one for one in found.faults if one.line not in wrong))

    # -- reading and writing --

    def choose_file(self) -> None:
        """Ask for a file and show what is in it, in place of a paste."""
        path, _ = QFileDialog.getOpenFileName(self, self.windowTitle(), str(self.session.folder), FILES)
        if path:
            self.open_path(Path(path))

    def open_path(self, path: Path) -> None:
        """Read a file beside the window; what cannot be read at all is said here."""
        self.reading = Reading(
            f"Đang đọc {path.name}",
            lambda watch: cells.read_file(path, watch=watch),
            at_once,
            self.show_book,
            self.session,
            self,
            self.show_problem,
        )

    def show_book(self, book: cells.Workbook) -> None:
        """Show a page of a file, the first that holds something; another one can be chosen."""
        self.show_problem("")
        self.text.hide()
        self._book = book
        self._offer_pages()
        self.take(book)

    def _offer_pages(self) -> None:
        self.page.clear()
        pages = [one.name for one in self._book.pages if one.sheet and one.cells] if self._book is not None else []
        if self._book is not None and len(pages) > 1:
            self.page.addItems(pages)
            self.page.setCurrentText(self._book.page().name)
        for part in (self._page_word, self.page):
            part.setVisible(len(pages) > 1)

    def _choose_page(self) -> None:
        if self._book is not None:
            self._forget()
            self.take(self._book, self.page.currentText())

    def _forget(self) -> None:
        self.answers.clear()
        self._before.clear()

    def _ask(self, found: Any) -> None:
        """Ask, once a name, which unit is meant where one is nearly known."""
        while self._questions.rowCount():
            self._questions.removeRow(0)
        self.asked = {}
        open_names: dict[str, tuple[int, str]] = {}
        for number, text in self.not_found(found) if found is not None else ():
            open_names.setdefault(plain(text), (number, text))
        known = {one.key: one for one in self.units()}
        names = {name: one.key for one in known.values() for name in (one.short_name, one.name)}
        near = Likeness(names)
        for said, unit in self.answers.items():
            if said not in open_names and unit in known:
                open_names[said] = (0, said)
        for said, (number, text) in open_names.items():
            exact = [one.key for one in known.values() if said in (plain(one.short_name), plain(one.name))]
            options = tuple(dict.fromkeys((*exact, *near.near(text), *filter(None, (self.answers.get(said),)))))
            if not options or not said:
                continue
            where = f"Dòng {number} ghi" if number else "Tệp ghi"
            self._typed.setdefault(said, text)
            offered = [(known[unit].name, unit) for unit in options]
            self._add_question(said, f"{where} “{self._typed[said]}”", self.other, offered)
        for key, (text, fields) in self._strange_heads(found).items():
            offered = [(label, head) for head, label in fields.items()]
            self._add_question(key, f"Cột ghi “{text}”", NO_COLUMN, offered)
        for key, choice in (self.choices(found) if found is not None else {}).items():
            offered = [(shown, option) for option, shown in choice.options.items()]
            self._add_question(key, choice.words, choice.nothing, offered, "")
        self._asking.setVisible(bool(self.asked))

    def _add_question(
        self, key: str, words: str, nothing: str, offered: Sequence[tuple[str, str]], end: str = " là"
    ) -> None:
        box = QComboBox()
        box.addItem(self.session.worded(nothing), "")
        for shown, option in offered:
            box.addItem(shown, option)
        box.setCurrentIndex(max(box.findData(self.answers.get(key, "")), 0))
        label = QLabel(f"{words}{f', {AS_BEFORE}' if self._as_before(key) else ''}{end}")
        label.setBuddy(box)
        box.setAccessibleName(label.text())
        box.activated.connect(lambda _place: self._answer(key, box.currentData()))
        self._questions.addRow(label, box)
        self.asked[key] = box

    def _strange_heads(self, found: Any) -> dict[str, tuple[str, dict[str, str]]]:
        """Headings that nobody knows but that are like some of the list's (or were answered): what they say, and the
        list's own headings they may be, with how those are called.
        """
        row = self._heading_row()
        if row is None or not self.heads():
            return {}
        columns = self.columns_taken(found) if found is not None and self._known_headings() is not None else ()
        near = Likeness({head: head for head in self.heads()})
        used = {self.heads().get(plain(text)) for text in row}
        asked: dict[str, tuple[str, dict[str, str]]] = {}
        for place, text in enumerate(row):
            key = f"{HEADING}{plain(text)}"
            chosen = self.answers.get(key)
            known = plain(text) in self.heads() or (place < len(columns) and columns[place] is not None)
            if not text or (known and not chosen):
                continue
            fields: dict[str, str] = {}
            for head in (*filter(None, (chosen,)), *near.near(text)):
                label = self.heads()[head]
                if head == chosen or (label not in used and label not in fields.values()):
                    fields[head] = label
            if fields:
                asked[key] = text, fields
        return asked

    def _answer(self, said: str, unit: str) -> None:
        self.answers[said] = unit
        self._again()

    def _again(self) -> None:
        """Understand the same page once more, with what was answered."""
        if self._listing is not None:
            listing = Listing(self._listing.account.book, self._listing.page)
            self._listing = listing
            self.read(listing.rows)

    # -- what was chosen before --

    def _as_before(self, said: str) -> bool:
        return said in self._before and self.answers.get(said) == self._before[said]

    def _heads_shape(self) -> str:
        """A name for lists of this kind under these headings; "" for one without a heading."""
        heads = self._heading_row()
        if heads is None:
            return ""
        said = "\n".join((self.kind, *(plain(cell) for cell in heads)))
        return f"list.{hashlib.sha256(said.encode()).hexdigest()[:16]}"

    def _heading_row(self) -> list[str] | None:
        """The row of headings as the file writes it; None for a list without one. Where the list knows none, the one
        among the first whose words are like most of the list's headings.
        """
        found = self._known_headings()
        if found is None and self._listing is not None:
            found = self._like_headings(self._listing.rows[:HEADED_WITHIN])
        return found

    def _known_headings(self) -> list[str] | None:
        """The row above the lines that heads them."""
        if self._listing is None or self._found is None:
            return None
        above = self._listing.rows[: min((line.number for line in self.lines(self._found)), default=1) - 1]
        return next((row for row in reversed(above) if any(map(str.isalpha, "".join(row)))), None)

    def _like_headings(self, rows: Sequence[list[str]]) -> list[str] | None:
        near = Likeness({head: head for head in self.heads()})
        like = [sum(bool(text) and bool(near.near(text, 1)) for text in row) for row in rows]
        most = max(like, default=0)
        return rows[like.index(most)] if most >= 2 else None

    def _recall(self) -> None:
        """Propose for what is asked what was chosen for it in the last list with these headings; a heading that is
        known by it may let names be asked that were not.
        """
        shape = self._heads_shape()
        kept = self.book.settings.answers(shape) if shape else {}
        while kept:
            options = {"", *(one.key for one in self.units()), *self.heads()}
            asked = set(self._strange_heads(self._found))
            if self._found is not None:
                asked |= {plain(text) for _, text in self.not_found(self._found)}
                for key, choice in self.choices(self._found).items():
                    if kept.get(key) in choice.options:
                        asked.add(key)
                        options.add(kept[key])
            new = {said: kept[said] for said in asked - self._before.keys() if kept.get(said) in options}
            if not new:
                break
            self._before |= new
            self.answers |= new
            self._again()

    def answered(self) -> tuple[str, dict[str, str]] | None:
        """The shape of the list with what is known of its names by now, for the act that writes it to keep."""
        shape = self._heads_shape()
        return (shape, self.book.settings.answers(shape) | self.answers) if shape and self.answers else None

    def _answered(self, rows: Any) -> Any:
        """The rows with the chosen headings and units in place of the names that were asked; a unit only where a column
        names units, so that the same words elsewhere stay what they are.
        """
        heads = {key.removeprefix(HEADING): head for key, head in self.answers.items() if key.startswith(HEADING)}
        at = next((n for n, row in enumerate(rows) if any(plain(str(cell)) in heads for cell in row)), None)
        if at is not None:
            known = [heads.get(plain(str(cell))) or cell for cell in rows[at]]
            rows = [known if n == at else row for n, row in enumerate(rows)]
        keys = {one.key for one in self.units()}
        chosen = {said: self.word_for(unit) for said, unit in self.answers.items() if unit in keys}
        if not chosen:
            return rows
        found = self.understand(rows)
        made = [list(row) for row in rows]
        for number, line in enumerate(made, 1):
            for place in self.unit_columns(found, number):
                if place < len(line):
                    line[place] = chosen.get(plain(self.bare(_unicode(str(line[place])))), line[place])
        return made

    def _read_text(self) -> None:
        text = self.text.toPlainText()
        self._listing = self._book = None
        self._offer_pages()
        self._forget()
        if not text.strip():
            self.read(())
            return
        try:
            book = self._copied(text)
            if book is None:
                book = cells.pasted(text)
            elif len(book.pages) > 1:
                self._book = book
                self._offer_pages()
        except Refusal as refusal:
            self.read(())
            self.summary.setText(messages.sentence(refusal))
            return
        self.take(book)

    def _copied(self, text: str) -> cells.Workbook | None:
        """The table on the clipboard, where the text is what was copied with it."""
        html, said = clipboard_table()
        return clipboard.table(html, said) if _typed(said) == _typed(text) else None

    def take(self, book: cells.Workbook, page: str | None = None) -> None:
        """Understand a page of a file or a paste, every cell of it accounted for."""
        self._listing, self._notes = Listing(book, book.page(page)), book.notes
        self.read(self._listing.rows)
        self._recall()

    def read(self, rows: Any) -> None:
        """Understand the cells anew; the table shows every line with what is doubtful about it."""
        self._found = None
        lines: Sequence[Any] = ()
        self.summary.setText(NOTHING_YET)
        self.first.setText(self._accept)
        if rows:
            try:
                self._found = self.understand(self._answered(rows))
            except Refusal as refusal:
                self.summary.setText(messages.sentence(refusal, self.session.names))
            else:
                lines = self.lines(self._found)
                wrong = sum(line.wrong for line in lines)
                rest = f", {wrong} dòng chưa lấy được" if wrong else ""
                left = self._left_out(lines)
                same = sum(map(self._as_before, self.answers))
                again = f"{same} tên hiểu {AS_BEFORE}. " if same else ""
                end = NOTHING_YET if wrong or not lines or any(map(self.changes, lines)) else NO_CHANGE
                self.summary.setText(f"Đọc được {self.counted(self._found)}{rest}. {again}{left}{end}")
                if wrong:
                    self.first.setText(REST)
        self._ask(self._found)
        self.table.set_rows(lines)
        self.first.setEnabled(any(map(self.changes, lines)))

    def _left_out(self, lines: Sequence[Any]) -> str:
        """What of the file or paste is not in the list, counted by reason."""
        if self._listing is None:
            return ""
        account = self.settled(self._found, lines, self._listing)
        account.counted()
        notes = "".join(messages.fill(NOTES[note.code], note.facts) + " " for note in self._notes)
        return left_out_words(account.left_out()) + notes

    def _write(self) -> object:
        if self._found is None:
            raise BadInput(self.empty)
        return self.write(self.without_wrong(self._found))


def _typed(text: str) -> str:
    """A text as a field for text gives it back: with its own ends of lines, and hard blanks as blanks."""
    return "\n".join(text.replace("\u00a0", " ").splitlines()).rstrip("\n")


def _unicode(text: str) -> str:
    return from_tcvn3(text) if looks_like_tcvn3(text) else text
