"""Declared fields, typed: a line of a list of the year, or what another act needs; written by one verb."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLineEdit, QListWidget, QListWidgetItem, QPlainTextEdit, QWidget

from models.book.base.asked import Field
from models.book.following import pasted
from models.book.following.line_shapes import Shape
from models.book.regulation.grounds import grounds
from models.rules.errors import BadInput, Refusal
from models.rules.number.points import show_typed
from ui.base.measure import fit, roomy
from ui.base.session import Session
from ui.kit.boxes import OpenList, TitleBox, tip_whole
from ui.kit.fields import DateField, NameField
from ui.kit.form_dialog import FormDialog
from ui.kit.text_area import TextArea
from ui.words.messages import sentence_case

ACT_DAYS = ("on", "as_of", "date", "assigned_on", "sent_on")
"""Fields that hold the day on which what a line tells took place."""
SHORT = 22
"""Letters of the widest field that holds a number."""


NONE_YET: Mapping[str, str] = {
    "unit": "Năm này chưa có đơn vị nào. Thêm ở mục Đơn vị trước.",
    "report": "Năm này chưa có kỳ báo cáo nào. Bấm “Thêm kỳ báo cáo…” trước.",
    "draft": "Năm này chưa gửi dự thảo nào. Bấm “Thêm dự thảo…” trước.",
    "movement": "Năm này chưa có phong trào nào. Thêm ở danh sách Phong trào trước.",
    "ground": "Quy định của năm chưa lấy việc nào làm căn cứ. Thêm ở mục Quy chế, quy định trước.",
}
"""What is missing, and where it is added, when a list to choose from has nothing and a choice is needed."""


def with_keys(labels: Sequence[str]) -> list[str]:
    """Labels, each with a letter to reach its field by Alt: those that say one keep it, the others take the first that
    is free, beginnings of words before letters within. Only letters that every keyboard gives; none where none is
    left."""
    taken = {label[label.index("&") + 1].lower() for label in labels if "&" in label}
    found = []
    for label in labels:
        within = range(len(label))
        places = sorted(within, key=lambda at: (at > 0 and label[at - 1] != " ", at)) if "&" not in label else ()
        free = (at for at in places if label[at].isascii() and label[at].isalpha() and label[at].lower() not in taken)
        at = next(free, None)
        if at is not None:
            taken.add(label[at].lower())
            label = f"{label[:at]}&{label[at:]}"
        found.append(label)
    return found


class AskDialog(FormDialog):
    """Asks for declared fields; `verb` gets what they say, without those left empty.

    `line` is what they show first, else `given`; `told` are sentences above them with their looks. Where one of the
    fields is the day of an act, only units in the bloc on it are offered.
    """

    def __init__(
        self,
        session: Session,
        title: str,
        fields: Sequence[Field],
        verb: Callable[[dict[str, Any]], object],
        line: object | None = None,
        given: Mapping[str, Any] | None = None,
        parent: QWidget | None = None,
        accept: str = "Ghi nhận",
        told: Sequence[tuple[str, str]] = (),
        names: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(title, lambda: verb(self.said()), parent, accept, session=session, names=names)
        self._asked = tuple(fields)
        self.inputs: dict[str, QWidget] = {}
        self._day = next((one.name for one in fields if one.name in ACT_DAYS), "")
        for text, name in told:
            self.say(text, name)
        for one, label in zip(fields, with_keys([one.label for one in fields]), strict=True):
            value = one.of(line) if line is not None else (given or {}).get(one.name)
            self.inputs[one.name] = made = _input(session, one, value)
            nothing = one.needed and isinstance(made, QComboBox) and _offers_nothing(made)
            self.add(label, made, NONE_YET.get(one.kind, one.hint) if nothing else one.hint)
        if self._day:
            self._day_field().changed.connect(lambda _day: self._offer_units())
            self._offer_units()
        roomy(self, 80)

    def _day_field(self) -> DateField:
        made = self.inputs[self._day]
        assert isinstance(made, DateField)
        return made

    def _offer_units(self) -> None:
        """Only units that were in the bloc on the day of the act; the one that is chosen stays."""
        try:
            day = self._day_field().value()
        except Refusal:
            return
        for one in self._asked:
            box = self.inputs[one.name]
            if one.kind == "unit" and isinstance(box, QComboBox):
                chosen = box.currentData()
                box.clear()
                fill(box, one, chosen, unit_names(self.session, day, (chosen,)))
            elif one.kind == "units" and isinstance(box, QListWidget):
                offer_units(self.session, box, day)

    def said(self) -> dict[str, Any]:
        """What the fields say; a field that must be there and is empty is refused."""
        found: dict[str, Any] = {}
        names = pasted.known(self.session.book, self.session.year)
        for one in self._asked:
            value = _read(one, self.inputs[one.name], names)
            if value is None and one.needed:
                raise BadInput("line.missing", label=one.label.replace("&", ""))
            if value is not None:
                found[one.name] = value
        return found


class LineDialog(AskDialog):
    """Writes one line of a list of the year; `line` is the one to change, `given` what a new one starts with.

    `key` is the old line's key where the list has one.
    """

    def __init__(
        self,
        session: Session,
        shape: Shape,
        line: object | None = None,
        key: str | None = None,
        given: Mapping[str, Any] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        def write(said: dict[str, Any]) -> object:
            return shape.put(session.book, session.year, said, key)

        verb = "Sửa" if line is not None else "Ghi"
        super().__init__(session, f"{verb} {shape.title}", shape.fields, write, line, given, parent)


def _input(session: Session, field: Field, value: Any) -> QWidget:
    if field.kind in ("unit", "choice", "report", "draft", "item", "activity", "ground", "movement", "period"):
        return choice_box(session, field, value)
    if field.kind == "title":
        return TitleBox(session, value or "")
    if field.kind == "units":
        return unit_list(session, value or ())
    if field.kind == "items":
        return tick_list(_items(session), value or ())
    if field.kind == "long":
        text = TextArea(value or "")
        text.setTabChangesFocus(True)
        fit(text, height=field.lines)
        return text
    if field.kind == "date":
        return DateField(value)
    if field.kind == "text":
        return NameField(value or "", field.example)
    number = QLineEdit("" if value in (None, "") else _typed(field, value))
    number.setAlignment(Qt.AlignmentFlag.AlignRight)
    fit(number, most_width=SHORT)
    return number


def _offers_nothing(box: QComboBox) -> bool:
    return not box.isEditable() and all(box.itemData(place) is None for place in range(box.count()))


def _typed(field: Field, value: Any) -> str:
    if field.kind == "figure":
        return show_typed(value)
    return f"{value:,}".replace(",", ".") if field.kind == "money" else str(value)


def choice_box(session: Session, field: Field, value: Any) -> QComboBox:
    """A closed list; what may stay empty begins with an empty choice."""
    box = QComboBox()
    book, year = session.book, session.year
    rows: Mapping[str, str] = field.choices
    if field.kind == "unit":
        rows = unit_names(session)
    elif field.kind == "report":
        rows = {one.key: one.name for one in book.log.reports(year)}
    elif field.kind == "draft":
        rows = {one.key: one.title for one in book.drafts.all(year)}
    elif field.kind == "activity":
        rows = {one.key: one.name for one in book.log.activities(year)}
    elif field.kind == "movement":
        rows = {one.key: one.name for one in book.following.movements(year)}
    elif field.kind == "period":
        rows = {one.key: one.name for one in book.years.periods(year)}
    elif field.kind == "ground":
        rows = {kind: sentence_case(words) for kind, words in grounds(book, year).items()}
    elif field.kind == "item":
        rows = _items(session)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    fill(box, field, value, rows)
    tip_whole(box)
    return box


def fill(box: QComboBox, field: Field, value: Any, rows: Mapping[str, str]) -> None:
    """Offer the rows in a box, with the value chosen; what may stay empty begins with an empty choice."""
    if field.kind != "choice" and not (field.needed and value):
        box.addItem("", None)
    for key, label in rows.items():
        box.addItem(label, key)
    box.setCurrentIndex(max(0, box.findData(value)))


def _items(session: Session) -> dict[str, str]:
    """The items of the year's form with code and title."""
    items = session.book.log.feeds.items(session.year)
    return {key: f"{item.code} {item.title}" for key, item in items.items()}


def unit_names(session: Session, day: str | None = None, also: Sequence[str | None] = ()) -> dict[str, str]:
    """The units of the year (on a day: those in the bloc then, and `also`); ended ones are told from namesakes."""
    members = session.book.members
    return {
        one.key: members.called(one.unit, session.year)
        for one in members.roster(session.year)
        if day is None or one.member_on(day) or one.key in also
    }


def unit_list(session: Session, chosen: Sequence[str], day: DateField | None = None) -> QListWidget:
    """The units of the year to tick; of the day in a field, where one is given."""
    made = tick_list(unit_names(session), chosen)
    if day is not None:
        day.changed.connect(lambda value: offer_units(session, made, value))
        offer_units(session, made, day.value())
    return made


def offer_units(session: Session, units: QListWidget, day: str | None) -> None:
    """Show the units of a day and those that are ticked, hide the others."""
    shown = unit_names(session, day, ticked(units))
    for item in map(units.item, range(units.count())):
        item.setHidden(item.data(Qt.ItemDataRole.UserRole) not in shown)


def tick_list(rows: Mapping[str, str], chosen: Sequence[str]) -> QListWidget:
    """Keys with their words, to tick any number."""
    made = OpenList()
    made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)  # a long name is told by its tip
    made.setTextElideMode(Qt.TextElideMode.ElideRight)
    fit(made, height=8.5)
    for key, label in rows.items():
        item = QListWidgetItem(label, made)
        item.setToolTip(label)
        item.setData(Qt.ItemDataRole.UserRole, key)
        item.setCheckState(Qt.CheckState.Checked if key in chosen else Qt.CheckState.Unchecked)
    return made


def ticked(units: QListWidget) -> list[str]:
    """Keys of the ticked units in the order of the list."""
    items = [units.item(n) for n in range(units.count())]
    return [item.data(Qt.ItemDataRole.UserRole) for item in items if item.checkState() == Qt.CheckState.Checked]


def _read(field: Field, made: QWidget, names: pasted.Known) -> Any:
    if isinstance(made, TitleBox):
        return made.value() or None
    if isinstance(made, QComboBox):
        return made.currentData() or None
    if isinstance(made, QListWidget):
        return ticked(made)
    if isinstance(made, QPlainTextEdit):
        return made.toPlainText().strip() or None
    if isinstance(made, DateField):
        return made.value()
    if isinstance(made, NameField):
        return made.value() or None
    assert isinstance(made, QLineEdit)
    return pasted.value_of(field, made.text().strip(), names)
