"""Dialogs on history: a past award in one step, a list pasted or read from Excel, the ratings of a year."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, ClassVar

from PySide6.QtWidgets import QComboBox, QFileDialog, QWidget

from models.book.awards.history_reading import HEADS, Preview
from models.book.awards.history_rows import Entry
from models.book.awards.levels import AWAITED
from models.book.units.households import called
from models.book.units.rows import Unit
from models.exchange import cells
from models.exchange.account import Account
from models.exchange.listing import Listing
from ui.awards.dialogs import UnitAndPerson, read_years
from ui.base.measure import roomy
from ui.base.session import Session
from ui.kit.boxes import year_box
from ui.kit.fields import DateField, NameField
from ui.kit.form_dialog import FormDialog
from ui.kit.paste_dialog import NUMBER, PROBLEM, Line, PasteDialog
from ui.kit.reading import FILES, Reading, at_once
from ui.kit.tables import Column
from ui.words import messages


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
        roomy(self, 80, 27)

    def _lay_out(self) -> None:
        self.add("Đơn &vị", self.who.unit)
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
        text = self.title.currentText().strip()
        place = self.title.findText(text)
        title = self.title.itemData(place) if place >= 0 else text
        on = self.on.value()
        said: dict[str, Any] = {
            "years": read_years(self.years.text()) or None,
            "decision": self.number.value() or None,
            "date": on,
            "by": self.by.value() or None,
            "note": self.note.value() or None,
        }
        history = self.session.book.history
        if self._entry is not None:
            history.correct(self._entry.key, title=title, year=self.year.value(), **said)
            return self._entry.key
        unit, person, home = self.who.who()
        return history.record(title, self.year.value(), unit, person, household=home, **said)


PASTE_HINT = (
    "Sao chép cả dòng tiêu đề trong Excel rồi dán (Ctrl+V) vào đây. Cần ba cột: Năm; Đơn vị; Danh hiệu, hình thức. "
    "Có thì nhận thêm: Họ và tên, Năm sinh, Hộ gia đình, Địa chỉ, Số quyết định, Ngày, Cấp quyết định, Ghi chú."
)


COLUMNS = {
    "year": "Năm",
    "unit": "Đơn vị",
    "person": "Họ và tên",
    "birth_year": "Năm sinh",
    "household": "Hộ gia đình",
    "address": "Địa chỉ",
    "title": "Danh hiệu, hình thức",
    "decision": "Số quyết định",
    "date": "Ngày",
    "by": "Cấp quyết định",
    "note": "Ghi chú",
}
"""What the columns of past awards are called where a strange heading is asked about."""


class PasteHonoursDialog(PasteDialog):
    """Past awards pasted from Excel or read from a file; "Ghi vào lịch sử" writes them."""

    empty: ClassVar[str] = "import.no_new_line"
    kind = "honours"

    def __init__(self, session: Session, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(session, "Khen thưởng đã có, từ Excel", "Ghi vào lịch sử", PASTE_HINT, text, parent)

    def columns(self) -> tuple[Column, ...]:
        session = self.session
        return (
            NUMBER,
            Column("Năm", lambda line: str(line.read.year) if line.read else "", width=5),
            Column("Đơn vị", lambda line: session.unit_name(line.read.unit) if line.read else "", width=20),
            Column("Cá nhân, hộ", self._who, width=17),
            Column("Danh hiệu, hình thức", self._title, width=0),
            Column("Quyết định", lambda line: (line.read.decision or "") if line.read else "", width=14),
            PROBLEM,
        )

    @staticmethod
    def _who(line: Line) -> str:
        if line.read is None:
            return ""
        return line.read.person or (called(line.read.household) if line.read.household else "")

    def _title(self, line: Line) -> str:
        return self.book.awards.of(self.year).name(line.read.title) if line.read else ""

    def show_file(self, book: cells.Workbook) -> None:
        """Take a file in place of a paste."""
        self.show_book(book)
        self.open()

    def units(self) -> tuple[Unit, ...]:
        return self.book.members.units()

    def not_found(self, found: Preview) -> list[tuple[int, str]]:
        codes = ("import.unit_unknown", "import.unit_ambiguous")
        return [(one.line, str(one.facts["text"])) for one in found.faults if one.code in codes]

    def understand(self, cells: Any) -> Preview:
        return self.book.history.read_table(cells)

    def heads(self) -> dict[str, str]:
        return {words: COLUMNS[name] for words, name in HEADS.items() if name in COLUMNS}

    def changes(self, line: Line) -> bool:
        return line.read is not None and not line.wrong and not line.read.existing

    def settled(self, found: Preview, lines: Sequence[Line], listing: Listing) -> Account:
        wrong = {line.number for line in lines if line.wrong}
        again = {line.number for line in lines if line.read is None} - wrong
        taken = {line.number for line in lines} - wrong - again
        return listing.settle(found.columns, taken, wrong, again, {found.heading: found.columns})

    def counted(self, found: Preview) -> str:
        same = sum(one.existing for one in found.rows)
        said = f"{len(found.rows) - same} khen thưởng mới"
        return said + (f", {same} đã có trong sổ" if same else "")

    def write(self, found: Preview) -> object:
        return self.book.history.add_many(found, self.answered())


def choose_workbook(session: Session, parent: QWidget) -> Reading | None:
    """Ask for a file of past awards, read it beside the window and show what is in it."""
    path, _ = QFileDialog.getOpenFileName(parent, "Lấy khen thưởng đã có từ Excel", str(session.folder), FILES)
    return open_file(session, Path(path), parent) if path else None


def open_file(session: Session, path: Path, parent: QWidget) -> Reading:
    """Read a file of past awards; what cannot be read at all is said in the message line."""

    def show(book: cells.Workbook) -> None:
        PasteHonoursDialog(session, "", parent).show_file(book)

    return Reading(
        f"Đang đọc {path.name}", lambda watch: cells.read_file(path, watch=watch), at_once, show, session, parent
    )


class RatingsDialog(FormDialog):
    """The yearly rating of every unit by its competent body, in one step."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(
            "Mức độ hoàn thành nhiệm vụ do cấp có thẩm quyền công nhận", self._save, parent, session=session
        )
        book = session.book
        self.year = year_box(session.year)
        self.by = NameField(placeholder="ví dụ: Ban Thường vụ Tỉnh ủy")
        self.document = NameField(placeholder="số văn bản")
        self.date = DateField()
        self.add("&Năm", self.year)
        self.add("&Cấp công nhận", self.by)
        self.add("&Văn bản", self.document, "Ghi cho những đơn vị có mức đổi lần này; đơn vị khác giữ văn bản đã ghi.")
        self.add("N&gày", self.date)
        self.boxes: dict[str, QComboBox] = {}
        labels = book.findings.level_names(session.year)
        for member in book.members.roster(session.year):
            box = QComboBox()
            box.addItem(AWAITED.lower(), "")
            for key, label in labels.items():
                box.addItem(label, key)
            self.boxes[member.key] = box
            self.add("{unit}", box, unit=book.members.called(member.unit, session.year))
        self.year.valueChanged.connect(lambda _year: self._show())
        self._show()

    def _show(self) -> None:
        self.found = {one.unit: one for one in self.session.book.findings.levels(self.year.value())}
        for unit, box in self.boxes.items():
            known = self.found.get(unit)
            box.setCurrentIndex(max(0, box.findData(known.key if known else "")))
            said = (known.by, known.document, messages.show(known.date)) if known else ()
            box.setToolTip(", ".join(part for part in said if part))

    def _save(self) -> None:
        findings = self.session.book.findings
        values = {unit: str(box.currentData()) for unit, box in self.boxes.items()}
        values = {unit: value for unit, value in values.items() if value != self._known(unit)}
        said = self.by.value() or None, self.document.value() or None, self.date.value()
        findings.put_ratings(self.year.value(), values, *said[:2], str(said[2]) if said[2] else None)

    def _known(self, unit: str) -> str:
        one = self.found.get(unit)
        return one.key if one else ""
