"""Dialogs on history: a past award in one step, a list pasted or read from Excel, the ratings of a year."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import QComboBox, QFileDialog, QSpinBox, QWidget

from models.book.history_reading import Preview, ReadHonour
from models.book.history_rows import Entry
from models.book.households import called
from models.book.members_reading import Doubt
from models.exchange import clipboard
from models.rules.errors import BadInput, Refusal
from ui import messages
from ui.dialogs.award import UnitAndPerson, read_years
from ui.dialogs.form_dialog import FormDialog
from ui.session import Session
from ui.tables import Column
from ui.widgets.fields import DateField, NameField
from ui.widgets.table_view import TableView
from ui.widgets.text_area import TextArea


def year_box(year: int) -> QSpinBox:
    """A year of four digits."""
    box = QSpinBox()
    box.setRange(1945, 2200)
    box.setValue(year)
    box.setMaximumWidth(90)
    return box


class HonourDialog(FormDialog):
    """Enter one award ever granted, without the workflow of proposals; or mend one."""

    def __init__(self, session: Session, entry: Entry | None = None, parent: QWidget | None = None) -> None:
        super().__init__(
            "Ghi khen thưởng đã có" if entry is None else "Sửa khen thưởng", self._save, parent, session=session
        )
        self._entry = entry
        self.who = UnitAndPerson(session, every_unit=True)
        self.year = year_box(entry.year if entry else session.year - 1)
        self.title = QComboBox()
        self.title.setEditable(True)
        self.title.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.title.setCompleter(None)  # type: ignore[arg-type]  # inline completion rewrites what an input method types
        for one in {one.key: one for one in session.book.awards.catalogue(session.year)}.values():
            self.title.addItem(one.name, one.key)
        self.title.setCurrentText(entry.name if entry else "")
        self.years = NameField(", ".join(map(str, entry.years)) if entry else "", "để trống là theo quy định")
        self.number = NameField((entry.decision or "") if entry else "", "ví dụ: 191/QĐ-UBND")
        self.on = DateField(entry.date if entry else None)
        self.by = NameField((entry.by or "") if entry else "", "ví dụ: Chủ tịch UBND tỉnh")
        self.note = NameField((entry.note or "") if entry else "")
        if entry is not None and entry.unit is not None:
            self.who.choose(entry.unit, entry.person, entry.household)
            self.who.unit.setEnabled(False)
            self.who.person.setEnabled(False)
        self._lay_out()
        self.resize(640, 460)

    def _lay_out(self) -> None:
        self.add("Đơn v&ị", self.who.unit)
        self.add("Được &khen", self.who.person)
        self.add("&Họ và tên", self.who.name)
        self.add("&Chức vụ, địa chỉ", self.who.post)
        self.add("&Năm thành tích", self.year)
        self.add("&Danh hiệu, hình thức", self.title, "Chọn trong danh mục, hoặc ghi nguyên chữ trong quyết định.")
        self.add("Thành tích các năm", self.years, "Các năm đã dùng để tặng; không tính lại cho lần đề nghị sau.")
        self.add("&Số quyết định", self.number)
        self.add("Ngà&y", self.on)
        self.add("Cấ&p quyết định", self.by)
        self.add("&Ghi chú", self.note)

    def _save(self) -> object:
        assert self.session is not None
        text = self.title.currentText().strip()
        place = self.title.findText(text)
        title = self.title.itemData(place) if place >= 0 else text
        on = self.on.value()
        said = {
            "years": read_years(self.years.text()) or None,
            "decision": self.number.value() or None,
            "date": str(on) if on else None,
            "by": self.by.value() or None,
            "note": self.note.value() or None,
        }
        history = self.session.book.history
        if self._entry is not None:
            return history.correct(self._entry.key, title=title, year=self.year.value(), **said)
        unit, person, home = self.who.who()
        return history.record(title, self.year.value(), unit, person, household=home, **said)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the preview: what was read, or only what is wrong with it."""

    number: int
    read: ReadHonour | None
    doubts: tuple[Doubt, ...]

    @property
    def problem(self) -> str:
        return " ".join(messages.doubt(one) for one in self.doubts)

    @property
    def wrong(self) -> bool:
        return any(one.severity == "error" for one in self.doubts)


class PasteHonoursDialog(FormDialog):
    """Past awards pasted from Excel or read from a file; nothing is written before "Ghi vào lịch sử"."""

    def __init__(self, session: Session, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__("Khen thưởng đã có, từ Excel", self._write, parent, "Ghi vào lịch sử", session=session)
        self._preview: Preview | None = None
        self.text = TextArea(text)
        self.text.setMaximumHeight(110)
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName("Danh sách đã sao chép")
        self.text.setPlaceholderText(
            "Sao chép cả dòng tiêu đề trong Excel rồi dán (Ctrl+V) vào đây. Cần ba cột: Năm; Đơn vị; Danh hiệu, "
            "hình thức. Có thì nhận thêm: Họ và tên, Năm sinh, Hộ gia đình, Địa chỉ, Số quyết định, Ngày, Cấp quyết "
            "định, Ghi chú."
        )
        self.table = TableView(self._columns(), key=lambda line: line.number, sortable=False)
        self.fields.addRow(self.text)
        self.summary = self.say("")
        self.fields.addRow(self.table)
        self.text.textChanged.connect(self._read_text)
        self._read_text()
        self.resize(1000, 540)

    def _columns(self) -> tuple[Column, ...]:
        session = self.session
        assert session is not None
        return (
            Column("Dòng", lambda line: str(line.number), side="right", width=4),
            Column("Năm", lambda line: str(line.read.year) if line.read else "", width=5),
            Column("Đơn vị", lambda line: session.unit_name(line.read.unit) if line.read else "", width=20),
            Column("Cá nhân, hộ", self._who, width=17),
            Column("Danh hiệu, hình thức", lambda line: self._title(line), width=0),
            Column("Quyết định", lambda line: (line.read.decision or "") if line.read else "", width=14),
            Column("Cần xem", lambda line: line.problem, width=30, tone=lambda line: "bad" if line.wrong else "warn"),
        )

    @staticmethod
    def _who(line: Line) -> str:
        if line.read is None:
            return ""
        return line.read.person or (called(line.read.household) if line.read.household else "")

    def _title(self, line: Line) -> str:
        assert self.session is not None
        return self.session.book.awards.of(self.session.year).name(line.read.title) if line.read else ""

    def _read_text(self) -> None:
        text = self.text.toPlainText()
        self._read([] if not text.strip() else clipboard.cells(text))

    def read_file(self, path: Path) -> None:
        """Read the first sheet of a workbook in place of a paste."""
        from models.exchange import spreadsheet

        self.text.hide()
        self._read(spreadsheet.rows(path))

    def _read(self, rows: object) -> None:
        assert self.session is not None
        self._preview, lines = None, []
        self.summary.setText("Chưa có gì được ghi vào sổ.")
        if rows:
            try:
                self._preview = self.session.book.history.read_table(rows)  # type: ignore[arg-type]
            except Refusal as refusal:
                self.summary.setText(messages.sentence(refusal, self.session.names))
            else:
                lines = self._lines(self._preview)
                wrong = sum(line.wrong for line in lines)
                rest = f", {wrong} dòng phải sửa trước khi ghi" if wrong else ""
                new = sum(not one.existing for one in self._preview.rows)
                self.summary.setText(f"Đọc được {new} khen thưởng mới{rest}. Chưa có gì được ghi vào sổ.")
        self.table.set_rows(lines)
        self.first.setEnabled(self._preview is not None and not self._preview.errors)

    @staticmethod
    def _lines(preview: Preview) -> list[Line]:
        read = {one.line: one for one in preview.rows}
        numbers = sorted(read.keys() | {doubt.line for doubt in preview.faults})
        return [Line(n, read.get(n), tuple(one for one in preview.faults if one.line == n)) for n in numbers]

    def _write(self) -> object:
        assert self.session is not None
        if self._preview is None:
            raise BadInput("import.no_new_line")
        return self.session.book.history.add_many(self._preview)


def choose_workbook(session: Session, parent: QWidget) -> None:
    """Ask for a workbook of past awards and show what is in it."""
    path, _ = QFileDialog.getOpenFileName(parent, "Lấy khen thưởng đã có từ Excel", "", "Excel (*.xlsx)")
    if path:
        dialog = PasteHonoursDialog(session, "", parent)
        if session.act(lambda: dialog.read_file(Path(path))) is not None:
            dialog.open()


class RatingsDialog(FormDialog):
    """The yearly rating of every unit by its competent body, in one step."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__("Xếp loại chất lượng của cấp có thẩm quyền", self._save, parent, session=session)
        book = session.book
        self.year = year_box(session.year)
        self.by = NameField(placeholder="ví dụ: Ban Thường vụ Tỉnh ủy")
        self.document = NameField(placeholder="số, ngày văn bản")
        self.add("&Năm", self.year)
        self.add("&Cấp xếp loại", self.by)
        self.add("&Văn bản", self.document)
        self.boxes: dict[str, QComboBox] = {}
        labels = {row.key: row.label for row in book.statistics.classes(session.year).rows}
        for member in book.members.roster(session.year):
            box = QComboBox()
            box.addItem("chưa có", "")
            for key, label in labels.items():
                box.addItem(label, key)
            self.boxes[member.key] = box
            self.add(book.members.called(member.unit, session.year), box)
        self.year.valueChanged.connect(lambda _year: self._show())
        self._show()

    def _show(self) -> None:
        assert self.session is not None
        found = {
            one.holder: one.value for one in self.session.book.findings.all(self.year.value()) if one.kind == "rating"
        }
        for unit, box in self.boxes.items():
            box.setCurrentIndex(max(0, box.findData(found.get(unit, ""))))

    def _save(self) -> object:
        assert self.session is not None
        findings = self.session.book.findings
        values = {unit: str(box.currentData()) for unit, box in self.boxes.items()}
        return findings.put_ratings(self.year.value(), values, self.by.value() or None, self.document.value() or None)
