"""Theo quyết định phân chia khối: the units of the year, the bloc's name, head and deputies from one document."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QComboBox, QFileDialog, QFormLayout, QLabel, QVBoxLayout, QWidget

from models.book.leadership.division import Outcome
from models.book.units.rows import same_name
from models.exchange.places import own_name, reading, write_whole
from models.rules.errors import BadInput, Refusal
from ui.base.layout import button, row, words
from ui.base.measure import fit, roomy
from ui.base.session import Session
from ui.kit.fields import DateField, NameField
from ui.kit.form_dialog import FormDialog
from ui.kit.line_dialog import with_keys
from ui.kit.text_area import TextArea
from ui.words.messages import show
from ui.words.names import Names

NOBODY = "(quyết định không nêu)"
RECORDED = (
    "Năm này đã ghi {document}. Ở đây thay được tệp, sửa được số, ngày, cơ quan ban hành (chỗ nào ghi theo quyết định "
    "này thì sửa theo), hoặc ghi một quyết định có ngày thi hành sau (thay cả tệp). Nội dung ghi sai thì Ctrl+Z lấy "
    "lại rồi ghi lại; không lấy lại được nữa thì sửa ở trang Đơn vị, trang Trưởng khối, luân phiên và Tùy chọn."
)
UNDESCRIBED = {
    "to-come": "Tên khối chưa đổi vì ngày {day} chưa đến; đến ngày ấy ghi tên khối, quyết định ở Tùy chọn.",
    "changed-since": "Tên khối giữ như ở Tùy chọn vì lần đổi gần nhất từ ngày {day}, sau ngày thi hành này.",
}
WAIT = 200
"""Milliseconds after the last key until the list is read."""


def told(found: Outcome, names: Names) -> str:
    """What the decision changes, in words."""
    office = names.book.settings.terms.office
    said = (
        ("Đơn vị mới", found.new),
        ("Vào danh sách", [names.unit(one) for one in found.joining]),
        ("Thôi tham gia", [names.unit(one) for one in found.leaving]),
        ("Thôi giữ", [f"{office(one.role)} {names.unit(one.unit)}" for one in found.ending]),
    )
    lines = [f"{word}: {'; '.join(listed)}." for word, listed in said if listed]
    lines = lines or ["Danh sách không đổi, không ai thôi giữ chức vụ."]
    if found.undescribed is not None:
        why, day = found.undescribed
        lines.append(UNDESCRIBED[why].format(day=show(day)))
    return "\n".join(lines)


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
        self.name = NameField(held.name if held else book.settings.bloc().name)
        self.units = TextArea("\n".join(self._listed()))
        self.units.setTabChangesFocus(True)
        fit(self.units, least_height=6)
        self.head = QComboBox()
        self.deputies: list[QComboBox] = []
        self._deputies = QVBoxLayout()
        self.outcome = words("", "muted")
        self._names: tuple[str, ...] = ()
        self._read_names()
        self._wait = QTimer(self, singleShot=True, interval=WAIT)
        self._wait.timeout.connect(self._follow)
        self._lay_out()
        self._begin()
        roomy(self, 96, 34)

    def _listed(self) -> list[str]:
        """The units of the recorded decision, else of the year, else of the year before."""
        members, year, held = self.session.book.members, self.session.year, self._held
        known = {one.year for one in self.session.book.years.all()}
        there = [one for one in members.roster(year) if one.to_date is None]
        there = there or list(members.roster(year - 1, f"{year - 1}-12-31") if year - 1 in known else ())
        return [members.unit(key).name for key in (held.units if held else [one.key for one in there])]

    def _lay_out(self) -> None:
        terms = self.session.book.settings.terms
        if self._held is not None:
            self.say(RECORDED.format(document=self._held.cited), "muted")
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
            "Các đơn &vị",
            self.units,
            "Mỗi dòng một đơn vị; dán từ Excel thì chỉ lấy tên.",
        )
        self.fields.addRow("", self.outcome)
        places = [self.fields.itemAt(n, QFormLayout.ItemRole.LabelRole) for n in range(self.fields.rowCount())]
        captions = [one.widget() for one in places if one is not None]
        said = [one.text() for one in captions if isinstance(one, QLabel)]
        self.add("{head}", self.head, head=with_keys([*(one for one in said if "&" in one), terms.head])[-1])
        self._deputies.setContentsMargins(0, 0, 0, 0)
        holder = QWidget()
        holder.setLayout(self._deputies)
        self.add("{deputy}", holder, deputy=terms.deputy)
        self._more = button("Thêm một cấp phó", lambda: self._add_deputy().setFocus())
        self.fields.addRow("", row(self._more, None))

    def _begin(self) -> None:
        book = self.session.book
        self._offer(self.head)
        for place, unit in enumerate(self._leading()):
            box = self._add_deputy() if place else self.head
            self._choose(box, book.members.unit(unit).name if unit else "")
        self.units.textChanged.connect(self._wait.start)
        self.head.currentIndexChanged.connect(lambda _place: self._wait.start())
        self.since.changed.connect(lambda _day: self._follow())
        self._follow()

    def _leading(self) -> list[str]:
        """The units at the head and, by rank, as deputies: of the recorded decision, else of the year; "" for none."""
        leadership, year, held = self.session.book.leadership, self.session.year, self._held
        if held is not None:
            return [held.head or "", *(held.deputies or ("",))]
        now = f"{year}-12-31"
        head = leadership.head(year, now)
        ranked = {one.rank: one.unit for one in leadership.deputies(year, now)}
        deputies = [ranked.get(rank, "") for rank in range(1, max(ranked, default=1) + 1)]
        return [head.unit if head and head.year == year else "", *deputies]

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
        """The units of the list; who was chosen stays chosen, though the list names them no longer or anew."""
        held = str(box.currentData() or "")
        box.blockSignals(True)
        box.clear()
        box.addItem(NOBODY, "")
        for name in self._names:
            box.addItem(name, name)
        self._choose(box, held)
        box.blockSignals(False)

    def _read_names(self) -> None:
        """Read the list; while it cannot be read, what was read last is offered."""
        with suppress(Refusal):
            self._names = self.session.book.division.names(self.lines())

    @staticmethod
    def _choose(box: QComboBox, name: str) -> None:
        """Choose a unit by its name in whatever case; one that is not in the list is added, and refused when told."""
        offered = [same_name(str(box.itemData(place))) for place in range(box.count())]
        if name and same_name(name) not in offered:
            box.addItem(name, name)
            offered.append(same_name(name))
        box.setCurrentIndex(offered.index(same_name(name)))

    def _follow(self) -> None:
        """Offer the units as they are typed now, and say what the decision changes."""
        self._read_names()
        for box in (self.head, *self.deputies):
            self._offer(box)
        session = self.session
        try:
            found = session.book.division.outcome(session.year, self.lines(), *self._chosen(), since=self.since.value())
        except Refusal as refusal:
            self.outcome.setText(session.sentence(refusal))
        else:
            self.outcome.setText(told(found, session.names))
        self._make_room()

    def _chosen(self) -> tuple[str | None, tuple[str, ...]]:
        """Head and deputies by name; "" keeps the place of a rank nobody is chosen for."""
        return self.head.currentData() or None, tuple(str(box.currentData() or "") for box in self.deputies)

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
        name = own_name(held.file_name or "")
        path = QFileDialog.getSaveFileName(self, "Lưu tệp", str(self.session.folder / name))[0]
        if path:
            blob, evidence = held.blob, self.session.book.scores.evidence
            self.session.act(lambda: write_whole(Path(path), evidence.file(blob)), self.show_problem)

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
            date=date,
            issuer=self.issuer.value(),
            units=self.lines(),
            head=head,
            deputies=deputies,
            name=self.name.value(),
            since=since,
            file=self._file,
        )
        return True
