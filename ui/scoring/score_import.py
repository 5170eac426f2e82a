"""Scores from a workbook and into one: what was read is shown cell by cell with its address before anything is
written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from models.book.scoring.edit import Edit
from models.exchange import score_sheet, spreadsheet
from models.exchange.form_sheet import Doubt
from models.rules.errors import Refusal
from models.rules.number.points import to_text
from ui.base.session import Session
from ui.kit.form_dialog import FormDialog
from ui.kit.table_view import TableView
from ui.kit.tables import Column
from ui.scoring.grid.cells import GridColumn, Look, edit_of, stated_of
from ui.scoring.grid.model import ScoreModel
from ui.scoring.sheet_chooser import last_day
from ui.words.messages import show

FILTER = "Excel (*.xlsx)"
DOUBTS = {"import.unknown_unit": "Không có đơn vị này trong danh sách năm."}


@dataclass(frozen=True, slots=True)
class Line:
    """One cell of the workbook that changes something or cannot be taken."""

    address: str
    unit: str
    head: str
    before: str
    text: str
    why: str
    edit: tuple[str, str, Edit] | None


COLUMNS = (
    Column("Ô", lambda line: line.address, width=6),
    Column("Đơn vị", lambda line: line.unit, width=22),
    Column("Mục", lambda line: line.head, width=8),
    Column("Đang ghi", lambda line: line.before, side="right", width=10),
    Column("Trong tệp", lambda line: line.text, side="right", width=12),
    Column("Cần xem", lambda line: line.why, width=0, tone=lambda _line: "bad"),
)


def names_of(session: Session, model: ScoreModel) -> dict[str, str]:
    """Every name by which a unit of the grid may stand in a workbook: its name in the grid always, its other names
    when no other unit bears them. A unit that goes on keeps a name it shares with one that has ended."""
    members = [one for one in session.book.members.roster(session.year) if one.key in model.units]
    found = dict[str, str]()
    for ended in (True, False):
        of = [one for one in members if (last_day(one) is not None) is ended]
        names = [(name, one.key) for one in of for name in {one.unit.short_name, one.unit.name}]
        borne = Counter(name for name, _ in names)
        found |= {name: key for name, key in names if borne[name] == 1}
    return found | {model.names[one.key]: one.key for one in members}


def lines_of(session: Session, model: ScoreModel, read: score_sheet.ReadScores) -> list[Line]:
    """What the workbook would change, cell by cell; a cell that says what stands there already is left out."""
    columns = {column.head: column for column in model.columns}
    lines = [_doubt(doubt) for doubt in read.doubts]
    for cell in read.cells:
        row, column = model.units.index(cell.unit), columns[cell.head]
        held, shown = model.held(cell.unit, column.node), model.look(row, model.columns.index(column))
        said = (cell.address, model.names[cell.unit], cell.head, shown.edit or shown.text, cell.text)
        problem = model.refusal(row)
        try:
            edit = edit_of(column, cell.text, held)
        except Refusal as refusal:
            lines.append(Line(*said, session.sentence(refusal), None))
            continue
        if not _new(column, edit, shown):
            continue
        lines.append(Line(*said, problem, None if problem else (cell.unit, column.node, edit)))
    return sorted(lines, key=lambda line: not line.why)


def _doubt(doubt: Doubt) -> Line:
    return Line(doubt.address, doubt.text, "", "", "", DOUBTS[doubt.code], None)


def _new(column: GridColumn, edit: Edit, shown: Look) -> bool:
    if edit.not_assigned:
        return shown.origin != "not-assigned"
    value = (edit.stated or {}).get(column.effect)
    return show(value) != shown.text if isinstance(value, Fraction) else shown.origin == "stated"


class ScoreImportDialog(FormDialog):
    """Previews a read workbook; closed sheets and unreadable cells are named and passed over."""

    def __init__(
        self,
        session: Session,
        model: ScoreModel,
        name: str,
        read: score_sheet.ReadScores,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(f"Lấy điểm từ {name}", self._write, parent, session=session)
        self._model = model
        self.lines = lines_of(session, model, read)
        self._edits = [line.edit for line in self.lines if line.edit is not None]
        wrong = [line for line in self.lines if line.why]
        places = ", ".join(f"ô {line.address} ghi “{line.text or line.unit}”" for line in wrong[:3])
        told = f"{len(wrong)} chỗ cần xem: {places}{'…' if len(wrong) > 3 else ''}. " if wrong else ""
        self.summary = self.say(
            f"Tệp có {len(read.cells)} ô điểm, {len(self._edits)} ô khác với sổ. {told}Chưa có gì được ghi vào sổ."
        )
        table = TableView(COLUMNS, key=id, sortable=False)
        table.set_rows(self.lines)
        self.table = table
        self.fields.addRow(table)
        self.first.setText(f"Ghi {len(self._edits)} ô")
        self.first.setEnabled(bool(self._edits))
        self.resize(900, 460)

    def _write(self) -> object:
        return self._model.enter(self._edits)


def open_preview(session: Session, model: ScoreModel, path: Path, parent: QWidget) -> ScoreImportDialog | None:
    """Read a workbook and show what it would change; what cannot be read at all is said in the message line."""

    def read() -> score_sheet.ReadScores:
        heads = [column.head for column in model.columns]
        return score_sheet.read(spreadsheet.rows(path), heads, names_of(session, model))

    found = session.act(read)
    if found is None:
        return None
    dialog = ScoreImportDialog(session, model, path.name, found, parent)
    dialog.open()
    return dialog


def choose_and_open(session: Session, model: ScoreModel, parent: QWidget) -> None:
    path, _ = QFileDialog.getOpenFileName(parent, "Lấy điểm từ Excel", str(Path.home()), FILTER)
    if path:
        open_preview(session, model, Path(path), parent)


def save_workbook(session: Session, model: ScoreModel, stage: str, parent: QWidget) -> None:
    name = f"Điểm {stage} năm {session.year}.xlsx"
    path, _ = QFileDialog.getSaveFileName(parent, "Xuất điểm ra Excel", str(Path.home() / name), FILTER)
    if path:
        chosen = Path(path).with_suffix(".xlsx")
        if session.act(lambda: write_workbook(model, stage, chosen)) is not None:
            session.say(f"Đã xuất ra {chosen.name}.")


def write_workbook(model: ScoreModel, stage: str, path: Path) -> None:
    """Units down, items across, numbers as numbers; totals and ranks at the end. FileTrouble `file.cannot_write`."""
    header = ["Đơn vị", *(column.head for column in model.columns), "Tổng điểm", "Xếp hạng"]
    widths = [30, *(9 for _ in model.columns), 12, 10]
    spreadsheet.write(path, stage, header, _rows(model), widths)


def _rows(model: ScoreModel) -> Iterator[list[str | Decimal]]:
    for row, unit in enumerate(model.units):
        result, beside = model.results.get(unit), model.beside(row)
        cells: list[str | Decimal] = [_cell(model, row, place) for place in range(len(model.columns))]
        total = result.total if result is not None and beside.total else None
        yield [model.names[unit], *cells, _number(total) if isinstance(total, Fraction) else beside.total, beside.rank]


def _cell(model: ScoreModel, row: int, place: int) -> str | Decimal:
    shown, column, unit = model.look(row, place), model.columns[place], model.units[row]
    if shown.origin == "not-assigned":
        return shown.edit
    if shown.origin == "stated":
        value = stated_of(column, model.cell(unit, column.node))
        return "" if value is None else _number(value)
    if shown.origin == "computed":
        item = model.results[unit].items[column.node].computed[column.effect]
        return _number(item) if isinstance(item, Fraction) else ""
    return ""


def _number(value: Fraction) -> str | Decimal:
    text = to_text(value)
    return Decimal(text) if "/" not in text else show(value)
