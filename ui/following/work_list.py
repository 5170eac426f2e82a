"""The list of tasks on a tab: those registered, or all of the year, with how each stands."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QComboBox

from models.book.following.line_shapes import SHAPES, WORK_KINDS
from models.book.following.rows import Work
from models.rules.number.text import show_date
from ui.base.measure import roomy
from ui.base.session import Session
from ui.following.files import files_of, names_of
from ui.kit.fields import DateField, NameField
from ui.kit.form_dialog import FormDialog
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
    came = f"hiệu quả: {one.effect}" if one.effect else ""
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
        Column("Đơn vị", lambda one: session.names.unit(one.unit) if one.unit else "Cả khối", width=22),
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
        self.quality, self.evidence = NameField(work.quality or ""), NameField(work.evidence or "")
        self.add("&Kết quả", self.state)
        self.add("&Ngày xong", self.on)
        self.add("&Chất lượng", self.quality)
        self.effect = NameField(work.effect or "")
        self.add("&Hiệu quả", self.effect, "Số liệu hoặc lời: việc làm được gì, cho ai.")
        self.add("&Minh chứng", self.evidence)
        roomy(self, 75)

    def _write(self) -> None:
        state, day_done = self.state.currentData(), self.on.value()
        self.session.book.following.settle_work(
            self._work.key,
            state,
            on=str(day_done) if day_done and state == "done" else None,
            quality=self.quality.value(),
            evidence=self.evidence.value(),
            effect=self.effect.value(),
        )


def roll(tab: ListTab) -> None:
    """Carry the chosen open tasks on, in this year or into another that is open."""
    chosen = [one for one in tab.table.selected() if one.state == "open"]
    if chosen:
        RollDialog(tab.session, chosen, tab).open()
    else:
        tab.session.say("Chỉ chuyển tiếp được việc đang thực hiện.")


class RollDialog(FormDialog):
    """Where to, and until when."""

    def __init__(self, session: Session, works: list[Work], parent: ListTab) -> None:
        super().__init__("Chuyển tiếp nhiệm vụ", self._write, parent, session=session)
        self._works = works
        self.say(
            f"{len(works)} nhiệm vụ: " + "; ".join(one.title for one in works[:3]) + ("…" if len(works) > 3 else "")
        )
        self.year = QComboBox()
        self.year.addItem(f"6 tháng cuối năm {session.year}", session.year)
        for one in session.book.years.all():
            if one.year > session.year and one.state == "open":
                self.year.addItem(f"năm {one.year}", one.year)
        self.due = DateField(f"{session.year}-12-15")
        self.add("Chuyển &sang", self.year)
        self.add("&Hạn mới", self.due)

    def _write(self) -> Any:
        keys = [one.key for one in self._works]
        due = self.due.value()
        return self.session.book.following.roll_forward(
            keys, due_on=str(due) if due else None, to_year=self.year.currentData()
        )
