"""The list of tasks on a tab: those registered, or all of the year, with how each stands."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QComboBox

from models.book.base.asked import Field
from models.book.following.line_shapes import SHAPES, WORK_KINDS
from models.book.following.rows import Work, effect_of
from models.rules.act.judged_counts import Level
from models.rules.errors import BadInput
from models.rules.number.points import parse_figure, show_plain, show_typed
from models.rules.number.text import show_date
from ui.base.layout import row
from ui.base.measure import fit, roomy
from ui.base.session import Session
from ui.following.files import files_of, names_of
from ui.kit.fields import DateField, NameField
from ui.kit.form_dialog import FormDialog
from ui.kit.line_dialog import AskDialog
from ui.kit.list_tab import Extra, ListSpec, ListTab
from ui.kit.tables import Column

SETTLED = {"done": "Đã hoàn thành", "not-done": "Không hoàn thành", "open": "Đang thực hiện (bỏ kết quả đã ghi)"}


def day(value: str | None) -> str:
    """A date as written on paper, "" when there is none."""
    return show_date(value) if value else ""


def state_words(one: Work, today: str) -> str:
    """How a task stands, in the words of language for tasks."""
    late = one.days_late(today)
    if one.state == "late":
        return f"Hoàn thành chậm {late} ngày"
    if one.state == "open":
        overdue = f"Quá hạn {late} ngày"
        return overdue if late else "Đang thực hiện"
    return {"done": "Hoàn thành đúng hạn", "not-done": "Chưa hoàn thành", "moved": "Đã chuyển tiếp"}[one.state]


def whole(one: Work) -> str:
    """The task with who gave it when and what proves it, for the tooltip."""
    given = " ".join(filter(None, ("giao", day(one.assigned_on), one.assigned_by))) if one.assigned_on else ""
    came = f"hiệu quả: {effect_of(one)}" if effect_of(one) else ""
    proof = f"minh chứng: {one.evidence}" if one.evidence else ""
    return "\n".join(filter(None, (one.title, given, came, proof, one.note)))


def work_list(session: Session, title: str, kind: str | None = None) -> ListSpec:
    """Tasks of one kind, or of all kinds with the kind as a column."""

    def tone(one: Work) -> str | None:
        if one.state == "moved":
            return "muted"
        return "warn" if one.days_late(session.book.today()) or one.state == "not-done" else None

    def told(one: Work) -> str:
        files = names_of(session, "work", one.key)
        return "\n".join(filter(None, (whole(one), f"tệp kèm: {files}" if files else "")))

    columns = [
        Column("Đơn vị", lambda one: session.names.unit(one.unit) if one.unit else session.worded("Cả khối"), width=22),
        Column("Nhiệm vụ", lambda one: one.title, width=0, tip=told),
        Column("Loại", lambda one: WORK_KINDS[one.kind], width=14),
        Column("Hạn", lambda one: day(one.due_on), order=lambda one: one.due_on or "9", width=10),
        Column("Tình trạng", lambda one: state_words(one, session.book.today()), width=23, tone=tone),
        Column("Chất lượng", lambda one: one.quality or "", width=12),
    ]
    if kind is not None:
        columns.pop(2)
    return ListSpec(
        title,
        tuple(columns),
        lambda s: s.book.following.works(s.year, kind),
        "Chưa có nhiệm vụ nào. Dán từ Excel các cột Đơn vị, Nhiệm vụ, Loại, Hạn; hoặc thêm từng dòng.",
        SHAPES["work"],
        remove=lambda s, one: s.book.following.remove_work(one.key),
        given=lambda _s, one: {"unit": one.unit if one else None, "kind": kind or "ad-hoc"},
        extras=(
            Extra("Ghi kết quả…", settle, "Ngày xong, chất lượng, minh chứng"),
            files_of("work"),
            Extra("Thang chất lượng…", scale, "Các mức chất lượng của khối, có điểm hoặc không", needs=False),
            Extra("Chuyển tiếp…", roll, "Chuyển các việc chưa xong đang chọn sang nửa cuối năm hoặc năm sau"),
        ),
    )


def settle(tab: ListTab) -> None:
    """Say what became of the chosen task."""
    if (one := tab.current()) is not None:
        SettleDialog(tab.session, one, tab).open()


class SettleDialog(FormDialog):
    """State, day, quality and evidence of one task."""

    def __init__(self, session: Session, work: Work, parent: ListTab) -> None:
        super().__init__("Ghi kết quả nhiệm vụ", self._write, parent, session=session)
        self._work = work
        self.say(work.title)
        self.state = QComboBox()
        for key, label in SETTLED.items():
            self.state.addItem(label, key)
        self.state.setCurrentIndex(1 if work.state == "not-done" else 0)
        self.on = DateField(work.done_on or session.book.today())
        self.quality, self.evidence = QComboBox(), NameField(work.evidence or "")
        self._levels(work.quality)
        self.add("&Kết quả", self.state)
        self.add("&Ngày xong", self.on)
        self.add("&Chất lượng", self.quality)
        self.figure = NameField("" if work.effect_figure is None else show_typed(work.effect_figure))
        self.measure = NameField(work.effect_measure or "", "đơn vị tính: hộ, hồ sơ, triệu đồng")
        self.effect = NameField(work.effect or "", "lời: việc làm được gì, cho ai")
        self.figure.setAccessibleName("Số liệu hiệu quả")
        fit(self.figure, most_width=14)
        self.add("&Hiệu quả", row(self.figure, self.measure), "Số liệu cộng được thì ghi số và đơn vị tính.")
        self.add("", self.effect)
        self.add("&Minh chứng", self.evidence)
        roomy(self, 75)

    def _levels(self, held: str | None) -> None:
        """The levels of the bloc's scale; without a scale any word may be typed, and one written before it stays."""
        levels = self.session.book.quality.of(self.session.year)
        self.quality.setEditable(not levels)
        self.quality.addItem("", "")
        for one in levels:
            points = "" if one.points is None else f" ({show_plain(one.points)} điểm)"
            self.quality.addItem(one.name + points, one.name)
        if held and self.quality.findData(held) < 0:
            self.quality.addItem(held, held)
        self.quality.setCurrentIndex(max(0, self.quality.findData(held or "")))

    def _quality(self) -> str:
        box = self.quality
        typed = box.isEditable() and box.currentText() != box.itemText(box.currentIndex())
        return box.currentText() if typed else str(box.currentData() or "")

    def _write(self) -> None:
        state, day_done = self.state.currentData(), self.on.value()
        self.session.book.following.settle_work(
            self._work.key,
            state,
            on=day_done if state == "done" else None,
            quality=self._quality(),
            evidence=self.evidence.value(),
            effect=self.effect.value(),
            effect_figure=parse_figure(self.figure.value()) if self.figure.value() else "",
            effect_measure=self.measure.value(),
        )


def scale(tab: ListTab) -> None:
    """The bloc's own levels of quality."""
    ScaleDialog(tab.session, tab).open()


class ScaleDialog(FormDialog):
    """The levels of quality of the year, the best first, each with points or without."""

    def __init__(self, session: Session, parent: ListTab) -> None:
        super().__init__("Thang chất lượng nhiệm vụ", self._write, parent, session=session)
        held = session.book.quality.of(session.year)
        self.say("Mức tốt nhất ghi trước. Điểm ghi khi bảng chấm điểm lấy điểm theo chất lượng nhiệm vụ.", "muted")
        self.lines: list[tuple[NameField, NameField]] = []
        for number in range(max(6, len(held) + 1)):
            level = held[number] if number < len(held) else None
            name = NameField(level.name if level else "", "Xuất sắc" if number == 0 else "")
            points = NameField("" if level is None or level.points is None else show_typed(level.points), "điểm")
            points.setAccessibleName(f"Điểm mức {number + 1}")
            fit(points, most_width=10)
            self.lines.append((name, points))
            self.add("Mức {number}", row(name, points), number=str(number + 1))
        roomy(self, 65)

    def _write(self) -> None:
        levels = []
        for name, points in self.lines:
            worth = parse_figure(points.value()) if points.value() else None
            if name.value():
                levels.append(Level(name.value(), worth))
            elif worth is not None:
                raise BadInput("quality.points_alone", points=points.value())
        self.session.book.quality.put(self.session.year, levels)


def roll(tab: ListTab) -> None:
    """Carry the chosen open tasks on, in this year or into another that is open."""
    chosen = [one for one in tab.table.selected() if one.state == "open"]
    if chosen:
        RollDialog(tab.session, chosen, tab).open()
    else:
        tab.session.say("Chỉ chuyển tiếp được việc đang thực hiện.")


class RollDialog(AskDialog):
    """Where to, and until when."""

    def __init__(self, session: Session, works: list[Work], parent: ListTab) -> None:
        years = {str(session.year): f"6 tháng cuối {session.called()}"}
        later = (one.year for one in session.book.years.all() if one.year > session.year and one.state == "open")
        fields = (
            Field(
                "year", "choice", ("Chuyển &sang",), choices=years | {str(year): session.called(year) for year in later}
            ),
            Field("due_on", "date", ("&Hạn mới",)),
        )
        named = "; ".join(one.title for one in works[:3]) + ("…" if len(works) > 3 else "")
        told = ((f"{len(works)} nhiệm vụ: {named}", ""),)
        given = {"due_on": f"{session.book.years.last_day(session.year)[:-2]}15"}

        def write(said: dict[str, Any]) -> object:
            keys = [one.key for one in works]
            return session.book.following.roll_forward(keys, due_on=said.get("due_on"), to_year=int(said["year"]))

        super().__init__(session, "Chuyển tiếp nhiệm vụ", fields, write, given=given, parent=parent, told=told)
