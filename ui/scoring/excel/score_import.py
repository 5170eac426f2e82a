"""Scores from a workbook and into one: what was read is shown cell by cell with its address before anything is
written."""

from __future__ import annotations

from collections.abc import Generator, Mapping
from pathlib import Path

from PySide6.QtWidgets import QComboBox, QFileDialog, QFormLayout, QLabel, QWidget

from models.exchange import cells, score_sheet
from models.exchange.forms import scoring_book
from models.exchange.forms.many import Expected, check_scores
from models.exchange.places import file_name, with_ending, write_whole
from models.exchange.score_sheet import Choice, ReadScores
from ui.base.layout import scrolled
from ui.base.measure import fit, roomy
from ui.base.session import Session
from ui.kit.form_dialog import FormDialog
from ui.kit.paste_dialog import AS_BEFORE
from ui.kit.reading import FILES, Reading, at_once
from ui.kit.table_view import TableView
from ui.scoring.excel.score_lines import COLUMNS, Understood, known_to, left_out, names_of, understand
from ui.scoring.grid.model import ScoreModel
from ui.words.cells_words import NOTES, REASONS, left_out_words
from ui.words.messages import fill

__all__ = ["ScoreImportDialog", "choose_and_open", "names_of", "open_preview", "save_workbook", "write_workbook"]

OUT = "Excel (*.xlsx)"
ASKED = {
    "unit": "Ô {address} ghi “{text}”{again} là",
    "heading": "Cột ở ô {address} ghi “{text}”{again} là",
    "unit-twice": "“{text}” ghi nhiều lần, lấy theo ô",
    "heading-twice": "Mục {text} có nhiều cột, lấy theo ô",
    "cell-twice": "Ô ghi hai giá trị cho “{text}”, lấy",
}
LEAVE_OUT = {"unit": "không phải đơn vị của khối", "heading": "không phải mục chấm"}
CHANGES, LEFT_OUT = "Ô thay đổi và ô cần xem", "Mọi ô bỏ qua"


class ScoreImportDialog(FormDialog):
    """Previews a read workbook; unreadable cells are named and passed over, what may mean two things is asked."""

    def __init__(
        self,
        session: Session,
        model: ScoreModel,
        book: cells.Workbook,
        found: Understood,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("Lấy điểm từ {file}", self._write, parent, session=session, names={"file": book.name})
        self._model, self._book, self._found = model, book, found
        self.lines = found.lines
        self._before = model.session.book.scores.answered(found.read.shape)
        self.answers = dict(self._before)
        self.reading: Reading | None = None
        self.page = QComboBox()
        self.page.addItems([page.name for page in book.pages if page.sheet and page.cells])
        self.page.setCurrentText(found.read.page.name)
        self.page.activated.connect(lambda _place: self._again())
        if self.page.count() > 1:
            self.add("T&rang", self.page)
        self.summary = self.say("")
        self.choices: dict[str, QComboBox] = {}
        asking = QWidget()
        self._asked = QFormLayout(asking)
        self._asked.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        self._asking = scrolled(asking)
        fit(self._asking, most_height=8)
        self.fields.addRow(self._asking)
        self.view = QComboBox()
        self.view.setAccessibleName("Xem")
        self.view.activated.connect(lambda _place: self._show_lines())
        self.add("&Xem", self.view)
        self.table = TableView(COLUMNS, key=id, sortable=False)
        self.fields.addRow(self.table)
        self._show(found)
        roomy(self, 118, 33)

    def _show(self, found: Understood) -> None:
        """Show what was understood, in place of what stood there."""
        self._found, self.lines = found, found.lines
        self._left = found.read.account.left_out()
        edits, refused = len(found.edits), found.refused
        places = ", ".join(f"ô {line.address} ghi “{line.text}”" for line in refused[:3])
        told = f"{len(refused)} ô chưa lấy được: {places}{'…' if len(refused) > 3 else ''}. " if refused else ""
        notes = "".join(fill(NOTES[note.code], note.facts) + " " for note in self._book.notes)
        converted = found.read.converted
        letters = f"{converted} ô dùng chữ kiểu cũ, đã chuyển sang Unicode. " if converted else ""
        nothing = "" if edits or refused else "Không có gì khác với sổ. "
        self.summary.setText(
            f"Tệp có {found.cells} ô điểm, {edits} ô khác với sổ. {nothing}{told}{left_out_words(self._left)}"
            f"{letters}{notes}Chưa có gì được ghi vào sổ."
        )
        self._ask(found.read.choices)
        self.view.clear()
        self.view.addItem(CHANGES, None)
        self.view.addItem(f"{LEFT_OUT} ({sum(self._left.values())})", "all")
        for reason, count in self._left.items():
            self.view.addItem(f"{count} ô {REASONS[reason]}", reason)
        self._show_lines()
        self.first.setText("Ghi phần còn lại" if edits and refused else f"Ghi {edits} ô")
        self.first.setEnabled(bool(edits))
        self._make_room()

    def _show_lines(self) -> None:
        chosen = self.view.currentData()
        if chosen is None:
            self.table.set_rows(self.lines)
        else:
            self.table.set_rows(left_out(self._found.read.account, None if chosen == "all" else chosen))

    # -- what may be chosen --

    def _ask(self, choices: tuple[Choice, ...]) -> None:
        while self._asked.rowCount():
            self._asked.removeRow(0)
        self.choices = {}
        for choice in choices:
            box = QComboBox()
            box.addItem(self.session.worded(LEAVE_OUT.get(choice.kind, "chưa chọn")), "")
            for option in choice.options:
                box.addItem(self._option(choice, option), option)
            box.setCurrentIndex(max(box.findData(choice.chosen), 0))
            again = f", {AS_BEFORE}" if self._before.get(choice.key) == choice.chosen else ""
            label = QLabel(ASKED[choice.kind].format(address=choice.address, text=choice.text, again=again))
            label.setBuddy(box)
            box.setAccessibleName(label.text())
            box.activated.connect(lambda _place, key=choice.key, box=box: self._answer(key, box.currentData()))
            self._asked.addRow(label, box)
            self.choices[choice.key] = box
        self._asking.setVisible(bool(choices))

    def _option(self, choice: Choice, option: str) -> str:
        if choice.kind == "unit":
            return self._model.names.get(option, option)
        if choice.kind == "heading":
            column = next((each for each in self._model.columns if each.head == option), None)
            return f"{option} {column.title}" if column is not None else option
        return option

    def _answer(self, key: str, chosen: str) -> None:
        self.answers[key] = chosen
        self._again()

    def _again(self) -> None:
        """Read the cells in hand once more, with what was chosen meanwhile."""
        session, known, answers = self.session, known_to(self.session, self._model), dict(self.answers)
        page = self._book.page(self.page.currentText())
        self.first.setEnabled(False)
        self.show_problem("")
        self.reading = Reading(
            f"Đang đọc {self._book.name}",
            lambda watch: score_sheet.read(self._book, page, known, answers, watch),
            lambda read: understand(session, self._model, read),
            self._show,
            session,
            self,
            self.show_problem,
        )

    def _lasting(self) -> Mapping[str, str]:
        """The answers that hold for the next table of this shape too."""
        return {key: chosen for key, chosen in self.answers.items() if key.startswith(("unit:", "heading:"))}

    def _write(self) -> object:
        return self._model.take_in(self._found.edits, self._found.read.shape, self._lasting())


def open_preview(session: Session, model: ScoreModel, path: Path, parent: QWidget) -> Opening:
    """Read a file beside the window and show what it would change; what cannot be read is said in the message line."""
    return Opening(session, model, path, parent)


class Opening:
    """A file on its way to its preview: `dialog` is there once the reading is over and was not refused."""

    def __init__(self, session: Session, model: ScoreModel, path: Path, parent: QWidget) -> None:
        self.dialog: ScoreImportDialog | None = None
        self._session, self._model, self._parent = session, model, parent
        self._known = known_to(session, model)
        title = f"Đang đọc {path.name}"
        self.reading = Reading(title, lambda watch: self._read(path, watch), at_once, self._understand, session, parent)

    def _read(self, path: Path, watch: cells.Watch) -> tuple[cells.Workbook, ReadScores]:
        book = cells.read_file(path, watch=watch)
        return book, score_sheet.read(book, book.page(), self._known, watch=watch)

    def _understand(self, read: tuple[cells.Workbook, ReadScores]) -> None:
        """Once more where something was chosen for tables of this shape before; then against the book. A workbook of
        ours that is of another year or stage, or one unit's form, is refused with the name of what it is.
        """
        book, first = read
        view = self._model.view
        assert view is not None
        wanted = Expected(self._session.year, view.stage, view.period)
        if not self._session.act(lambda: check_scores(self._session.book, book, wanted)):
            return
        answers = self._session.book.scores.answered(first.shape)

        def again(watch: cells.Watch) -> ReadScores:
            return score_sheet.read(book, first.page, self._known, answers, watch) if answers else first

        def after(found: ReadScores) -> Generator[object, None, tuple[cells.Workbook, Understood]]:
            understood = yield from understand(self._session, self._model, found)
            return book, understood

        title = f"Đang đọc {book.name}"
        self.reading = Reading(title, again, after, self._open, self._session, self._parent)

    def _open(self, found: tuple[cells.Workbook, Understood]) -> None:
        self.dialog = ScoreImportDialog(self._session, self._model, *found, self._parent)
        self.dialog.open()


def choose_and_open(session: Session, model: ScoreModel, parent: QWidget) -> None:
    path, _ = QFileDialog.getOpenFileName(parent, "Lấy điểm từ Excel", str(session.folder), FILES)
    if path:
        open_preview(session, model, Path(path), parent)


def save_workbook(session: Session, model: ScoreModel, stage: str, parent: QWidget) -> None:
    name = file_name(f"Điểm {stage} {session.called()}", ".xlsx")
    path, _ = QFileDialog.getSaveFileName(parent, "Xuất điểm ra Excel", str(session.folder / name), OUT)
    if path:
        chosen = with_ending(path, ".xlsx")
        if session.act(lambda: write_workbook(model, chosen)):
            session.say(f"Đã xuất ra {chosen.name}.")


def write_workbook(model: ScoreModel, path: Path) -> None:
    """The stage's scores as a workbook that computes, and comes back. FileTrouble `file.cannot_write`."""
    view = model.view
    assert view is not None
    write_whole(path, scoring_book.content(model.session.book, view.year, view.stage, view.period))
