"""Lấy bảng chấm điểm: from last year, from the forms that come with the program, from Excel, or an empty one to
write."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QComboBox, QFileDialog, QListWidget, QListWidgetItem, QWidget

from models.book.form.forms import FormVersion
from models.exchange import form_sheet, spreadsheet
from models.exchange.form_sheet import Guess, ReadForm
from models.rules.errors import BadInput, Refusal
from models.rules.number.points import from_text
from ui.base.layout import row, words
from ui.base.measure import roomy
from ui.base.session import Session
from ui.kit.fields import NameField
from ui.kit.form_dialog import FormDialog
from ui.kit.table_view import TableView
from ui.kit.tables import Column
from ui.words import form_words
from ui.words.messages import show

ROLES = {
    "code": "Mục",
    "title": "Nội dung, tiêu chí",
    "max": "Điểm chuẩn",
    "bonus": "Điểm thưởng",
    "penalty": "Điểm trừ",
    "scorer": "Đơn vị chấm",
    "evidence": "Căn cứ chấm điểm",
    "rule": "Cách chấm",
}
DOUBTS = {
    "import.number_needed": "ghi “{text}” (cần số)",
    "import.title_missing": "để trống",
    "import.code_twice": "ghi ký hiệu “{text}” lần nữa",
}


def _parts(node: Any) -> list[str]:
    return [form_words.part_words(part, node.inputs) for part in getattr(node, "parts", ())]


COLUMNS = (
    Column("Mục", lambda node: node.code, width=9),
    Column("Nội dung, tiêu chí", lambda node: node.title, width=0, strong=lambda node: not hasattr(node, "parts")),
    Column("Điểm chuẩn", lambda node: show(node.max), side="right", width=11),
    Column("Cách chấm", lambda node: "; ".join(_parts(node)), width=30),
)


class ShippedFormDialog(FormDialog):
    """Copies a form that comes with the program into the book as a draft."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__("Chọn một bảng mẫu", self._load, parent, "Lấy bảng này", session=session)
        self._session = session
        self.list = QListWidget()
        self.list.setAccessibleName("Bảng mẫu")
        self.list.setWordWrap(True)
        for one in session.book.forms.shipped():
            total = f", {show(from_text(one.total))} điểm" if one.total else ""
            said = " ".join(filter(None, (one.document, one.source)))
            item = QListWidgetItem(f"{one.title}\n{one.items} mục{total}. {said}".strip(), self.list)
            item.setData(256, one.name)
        self.list.setCurrentRow(0)
        self.fields.addRow(self.list)
        self.say("Bảng được chép vào sổ thành dự thảo; sửa cho đúng với khối rồi áp dụng.", "muted")
        roomy(self, 80, 21)

    def _load(self) -> object:
        item = self.list.currentItem()
        if item is None:
            raise BadInput("decision.no_choice")
        return self._session.book.forms.load_shipped(str(item.data(256)))


class CopyFormDialog(FormDialog):
    """Copies a form of the book (last year's) as the first version of a new one."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__("Lấy bảng năm trước", self._copy, parent, "Lấy bảng này", session=session)
        self._session = session
        self.form = QComboBox()
        versions: list[FormVersion] = sorted(
            session.book.forms.all(), key=lambda one: max(one.used, default=(0, "")), reverse=True
        )
        for one in versions:
            self.form.addItem(form_words.version_words(one.name, one.version, one.state, one.used, {}), one.key)
        self.name = NameField(f"Bảng chấm điểm năm {session.year}")
        self.add("&Bảng có trong sổ", self.form)
        self.add("&Tên bảng mới", self.name)
        self.first.setEnabled(bool(versions))

    def _copy(self) -> object:
        return self._session.book.forms.copy(self.form.currentData(), self.name.value())


class NewFormDialog(FormDialog):
    """Begins an empty draft."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__("Lập bảng mới", self._create, parent, session=session)
        self._session = session
        self.name = NameField(f"Bảng chấm điểm năm {session.year}")
        self.add("&Tên bảng", self.name)

    def _create(self) -> object:
        return self._session.book.forms.create(self.name.value())


class ExcelFormDialog(FormDialog):
    """Reads a sheet of a workbook as a form: the columns are guessed, can be chosen, and the result is shown first."""

    def __init__(self, session: Session, path: Path, parent: QWidget | None = None) -> None:
        super().__init__(f"Lấy bảng chấm điểm từ {path.name}", self._write, parent, "Lấy vào sổ", session=session)
        self._session, self._path = session, path
        self._rows: list[list[str | Decimal]] = []
        self._read: ReadForm | None = None
        self._guess = Guess()
        self.name = NameField(f"Bảng chấm điểm năm {session.year}")
        self.sheet = QComboBox()
        self.sheet.addItems(spreadsheet.names(path))
        self.add("&Tên bảng", self.name)
        self.add("T&rang", self.sheet)
        self.columns: dict[str, QComboBox] = {}
        boxes: list[QWidget | None] = []
        for role, label in ROLES.items():
            box = QComboBox()
            box.setAccessibleName(f"Cột {label}")
            box.activated.connect(lambda _place: self._show())
            self.columns[role] = box
            boxes += [words(label, "muted", wrap=False), box]
        self.fields.addRow("Các cột", row(*boxes[:8], None))
        self.fields.addRow("", row(*boxes[8:], None))
        self.summary = self.say("")
        self.table = TableView(COLUMNS, key=lambda node: node.key, sortable=False)
        self.fields.addRow(self.table)
        self.sheet.activated.connect(lambda _place: self._load())
        self._load()
        roomy(self, 118, 33)

    def _load(self) -> None:
        """Read the chosen sheet and guess its columns."""
        self._rows = spreadsheet.rows(self._path, self.sheet.currentText())
        self._guess = form_sheet.guess(self._rows)
        width = max((len(line) for line in self._rows), default=0)
        for role, box in self.columns.items():
            box.clear()
            box.addItem("–", None)
            for place in range(width):
                box.addItem(form_sheet.address(0, place)[:-1], place)
            box.setCurrentIndex(max(box.findData(self._guess.columns.get(role)), 0))
        self._show()

    def _show(self) -> None:
        chosen = {role: box.currentData() for role, box in self.columns.items() if box.currentData() is not None}
        self._read = None
        try:
            self._read = form_sheet.read(self._rows, Guess(chosen, self._guess.first))
        except Refusal as refusal:
            self.summary.setText(self._session.sentence(refusal))
        self.table.set_rows(self._read.form.nodes if self._read else ())
        self.first.setEnabled(self._read is not None)
        if self._read is not None:
            self.summary.setText(self._told(self._read))

    @staticmethod
    def _told(read: ReadForm) -> str:
        doubts = read.doubts
        places = ", ".join(f"ô {one.address} {DOUBTS[one.code].format(text=one.text)}" for one in doubts[:4])
        seen = f", {len(doubts)} chỗ cần xem: {places}{'…' if len(doubts) > 4 else ''}" if doubts else ""
        return f"Tệp có {read.count} mục{seen}. Chưa có gì được ghi vào sổ."

    def _write(self) -> object:
        if self._read is None:
            raise BadInput("import.no_form_rows")
        return self._session.book.forms.put_form(self._read.form, name=self.name.value(), source=self._path.name)


def choose_workbook(session: Session, parent: QWidget) -> ExcelFormDialog | None:
    """Ask for a workbook and open its preview."""
    path, _ = QFileDialog.getOpenFileName(parent, "Lấy bảng chấm điểm từ Excel", str(session.folder), "Excel (*.xlsx)")
    return open_workbook(session, Path(path), parent) if path else None


def open_workbook(session: Session, path: Path, parent: QWidget) -> ExcelFormDialog | None:
    """The preview of a workbook; what cannot be read at all is said in the message line."""
    found = session.value(lambda: (ExcelFormDialog(session, path, parent),))
    return found[0] if found is not None else None
