"""Theo quyết định phân chia khối: the units of the year, the bloc's name, head and deputies from one document."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QComboBox, QFileDialog, QVBoxLayout, QWidget

from models.book.leadership.division import Outcome
from models.book.units.rows import Member
from models.exchange.places import reading, write_whole
from models.rules.errors import BadInput, Refusal
from ui.base.layout import button, row, words
from ui.base.measure import fit, roomy
from ui.base.session import Session
from ui.kit.fields import DateField, NameField
from ui.kit.form_dialog import FormDialog
from ui.kit.text_area import TextArea
from ui.words import labels
from ui.words.names import Names

NOBODY = "(quyết định không nêu)"
WAIT = 200
"""Milliseconds after the last key until the list is read."""


def told(found: Outcome, names: Names) -> str:
    """What the decision changes, in words."""
    said = (
        ("Đơn vị mới", found.new),
        ("Vào danh sách", [names.unit(one) for one in found.joining]),
        ("Thôi tham gia", [names.unit(one) for one in found.leaving]),
        ("Thôi giữ", [f"{labels.TERM_ROLES[one.role]} {names.unit(one.unit)}" for one in found.ending]),
    )
    lines = [f"{word}: {'; '.join(listed)}." for word, listed in said if listed]
    return "\n".join(lines) or "Danh sách, người đứng đầu không đổi."


class DivisionDialog(FormDialog):
    """One document in, one act out; what it will change stands under the list while it is typed."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__("Theo quyết định phân chia khối", self._record, parent, session=session)
        book, year = session.book, session.year
        self._held = held = book.division.of(year)
        self._file: tuple[str, bytes] | None = None
        self.number = NameField(held.number if held else "", "ví dụ: 15/QĐ-HĐTĐKT")
        self.date = DateField(held.date if held else None)
        self.issuer = NameField(held.issuer if held else "", "ví dụ: Hội đồng Thi đua - Khen thưởng tỉnh Sông Lành")
        self.file = words((held.file_name or "") if held else "", "muted")
        self.since = DateField(held.since if held else None)
        self.name = NameField(book.settings.bloc().name)
        self.units = TextArea("\n".join(one.unit.name for one in self._listed()))
        self.units.setTabChangesFocus(True)
        fit(self.units, least_height=8)
        self.head = QComboBox()
        self.deputies: list[QComboBox] = []
        self._deputies = QVBoxLayout()
        self.outcome = words("", "muted")
        self._wait = QTimer(self, singleShot=True, interval=WAIT)
        self._wait.timeout.connect(self._follow)
        self._lay_out()
        self._begin()
        roomy(self, 96, 34)

    def _listed(self) -> list[Member]:
        """The units of the year, else of the year before."""
        members, year = self.session.book.members, self.session.year
        known = {one.year for one in self.session.book.years.all()}
        there = [one for one in members.roster(year) if one.to_date is None]
        return list(there or (members.roster(year - 1, f"{year - 1}-12-31") if year - 1 in known else ()))

    def _lay_out(self) -> None:
        terms = self.session.book.settings.terms
        self.add("&Số quyết định", self.number)
        self.add("N&gày", self.date)
        self.add("&Cơ quan ban hành", self.issuer)
        choose = button("Chọn tệp…", self.choose, tip="Bản PDF, ảnh hay Word của quyết định, để cùng sổ")
        self._save = button("Lưu ra tệp…", self.save_file)
        self._save.setVisible(bool(self._held and self._held.blob))
        self.add("&Tệp quyết định", row(choose, self.file, self._save, None))
        self.add(
            "Thi &hành từ ngày", self.since, "Để trống là cả năm. Đơn vị không có tên thì thôi tham gia từ ngày này."
        )
        self.add("Tên &khối", self.name)
        self.add(
            "Các đơn &vị", self.units, "Mỗi dòng một đơn vị, theo thứ tự trong quyết định; dán được từ Word, Excel."
        )
        self.fields.addRow("", self.outcome)
        self.add(f"{terms.head[:1]}&{terms.head[1:]}", self.head)
        self._deputies.setContentsMargins(0, 0, 0, 0)
        holder = QWidget()
        holder.setLayout(self._deputies)
        self.add(terms.deputy, holder)
        self._more = button("Thêm một cấp phó", lambda: self._add_deputy().setFocus())
        self.fields.addRow("", row(self._more, None))

    def _begin(self) -> None:
        book, year = self.session.book, self.session.year
        self._offer(self.head)
        now = f"{year}-12-31"
        head, deputies = book.leadership.head(year, now), book.leadership.deputies(year, now)
        called = [book.members.unit(one.unit, now).name for one in deputies] or [""]
        for name in called:
            self._choose(self._add_deputy(), name)
        self._choose(self.head, book.members.unit(head.unit, now).name if head and head.year == year else "")
        self.units.textChanged.connect(self._wait.start)
        self.head.currentIndexChanged.connect(lambda _place: self._wait.start())
        self.since.changed.connect(lambda _day: self._follow())
        self._follow()

    def _add_deputy(self) -> QComboBox:
        box = QComboBox()
        rank = len(self.deputies) + 1
        box.setAccessibleName(self.session.book.settings.terms.office("deputy", rank))
        self._offer(box)
        box.currentIndexChanged.connect(lambda _place: self._wait.start())
        self.deputies.append(box)
        self._deputies.addWidget(box)
        self._make_room()
        return box

    def lines(self) -> list[str]:
        """The lines that name a unit."""
        return [line for line in self.units.toPlainText().splitlines() if line.strip()]

    def _offer(self, box: QComboBox) -> None:
        """The units of the list; who was chosen stays chosen while it is there."""
        held = box.currentData()
        box.blockSignals(True)
        box.clear()
        box.addItem(NOBODY, "")
        for line in self._names:
            box.addItem(line, line)
        self._choose(box, held or "")
        box.blockSignals(False)

    @property
    def _names(self) -> tuple[str, ...]:
        try:
            return self.session.book.division.names(self.lines())
        except Refusal:
            return ()

    @staticmethod
    def _choose(box: QComboBox, name: str) -> None:
        box.setCurrentIndex(max(0, box.findData(name)))

    def _follow(self) -> None:
        """Offer the units as they are typed now, and say what the decision changes."""
        for box in (self.head, *self.deputies):
            self._offer(box)
        session = self.session
        try:
            since = self.since.value()
            found = session.book.division.outcome(
                session.year, self.lines(), *self._chosen(), since=str(since) if since else None
            )
        except Refusal as refusal:
            self.outcome.setText(session.sentence(refusal))
        else:
            self.outcome.setText(told(found, session.names))
        self._make_room()

    def _chosen(self) -> tuple[str | None, tuple[str, ...]]:
        deputies = tuple(str(box.currentData()) for box in self.deputies if box.currentData())
        return self.head.currentData() or None, deputies

    def choose(self) -> None:
        """The document itself, from outside."""
        path, _ = QFileDialog.getOpenFileName(self, "Chọn tệp quyết định", str(self.session.folder))
        if path:
            self.take_file(Path(path))

    def take_file(self, path: Path) -> None:
        """Read the file; it comes into the book with the act."""

        def read() -> bool:
            with reading(path):
                self._file = (path.name, path.read_bytes())
            return True

        if self.session.act(read, self.show_problem):
            self.file.setText(path.name)

    def save_file(self) -> None:
        """Write the file the book holds where one wants it."""
        held = self._held
        if held is None or held.blob is None:
            return
        name = held.file_name or ""
        path = QFileDialog.getSaveFileName(self, "Lưu tệp", str(self.session.folder / name))[0]
        if path:
            content = self.session.book.scores.evidence.file(held.blob)
            self.session.act(lambda: write_whole(Path(path), content), self.show_problem)

    def _record(self) -> object:
        if not self.number.value():
            raise BadInput("division.no_number")
        date, since = self.date.value(), self.since.value()
        if date is None:
            raise BadInput("division.no_date")
        if not self.issuer.value():
            raise BadInput("division.no_issuer")
        head, deputies = self._chosen()
        self.session.book.division.record(
            self.session.year,
            number=self.number.value(),
            date=str(date),
            issuer=self.issuer.value(),
            units=self.lines(),
            head=head,
            deputies=deputies,
            name=self.name.value(),
            since=str(since) if since else None,
            file=self._file,
        )
        return True
