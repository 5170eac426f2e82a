"""Đăng ký, giao ước: who registered when, which titles, targets and key tasks; what the bloc pledges and who signs."""

from __future__ import annotations

from typing import Any, ClassVar

from models.book.following.line_shapes import SHAPES
from models.book.pledging.rows import Registered, RegisteredTitle, Target
from models.book.regulation.sources import cited
from models.book.regulation.titles import called
from models.rules.errors import BadInput
from models.rules.number.points import show, show_plain
from models.rules.words import capital
from ui.base.measure import roomy
from ui.base.session import Session
from ui.following.work_list import day, work_list
from ui.kit.boxes import TitleBox
from ui.kit.fields import NameField
from ui.kit.form_dialog import FormDialog
from ui.kit.list_tab import Extra, ListSpec, ListTab
from ui.kit.lists_page import ListsPage
from ui.kit.tables import Column

SHOWN = 2
"""Titles considered without their registration that are named above the list; the rest is counted."""


def unit_column(session: Session, width: int = 26) -> Column:
    """The unit of a line, in the order of the alphabet when sorted; the whole bloc where none is named."""
    every = session.worded("Cả khối")
    return Column("Đơn vị", lambda one: session.names.unit(one.unit) if one.unit else every, width=width)


def figure(value: Any) -> str:
    return "" if value is None else show_plain(value, 3)


class RegistrationPage(ListsPage):
    """Lists of registrations, titles, targets and key tasks, and the pledge."""

    key: ClassVar[str] = "registration"
    title: ClassVar[str] = "Đăng ký, giao ước"
    papers = (("dang-ky", "In bảng tổng hợp đăng ký"), ("giao-uoc", "In bản giao ước"))

    def specs(self) -> tuple[ListSpec, ...]:
        return (
            _received(self.session),
            _titles(self.session),
            target_list(self.session, True),
            self._works(),
            self._pledge(),
        )

    def _works(self) -> ListSpec:
        return work_list(self.session, "Nhiệm vụ trọng tâm", "key")

    def _pledge(self) -> ListSpec:
        from ui.following.pledge_list import pledge_list

        return pledge_list(self.session)


# --- registrations ----------------------------------------------------------------------------------------------------


def _received(session: Session) -> ListSpec:
    columns = (
        unit_column(session, 0),
        Column("Ngày nhận", lambda one: day(one.received_on), order=lambda one: one.received_on or "9", width=12),
        Column(
            "Tình trạng", _state, width=20, tone=lambda one: "warn" if one.days_late or not one.received_on else None
        ),
        Column("Số nhiệm vụ", lambda one: "" if one.tasks is None else str(one.tasks), side="right", width=11),
        Column("Số, ký hiệu", lambda one: one.document or "", width=22),
        Column("Ghi chú", lambda one: one.note or "", width=24),
    )
    return ListSpec(
        "Đăng ký",
        columns,
        lambda s: s.book.registration.all(s.year),
        "Chưa có đơn vị nào trong năm. Thêm đơn vị ở mục Đơn vị trước, rồi ghi ngày nhận đăng ký ở đây.",
        SHAPES["registration"],
        first=("Đến mục Đơn vị", "members"),
        key=lambda one: one.unit,
        at=lambda one: (one.unit, None),
        old=lambda one: one.unit,
        remove=lambda s, one: s.book.registration.remove(s.year, one.unit),
        given=_next_registration,
        summary=_summary,
        extras=(Extra("Đã nhận hôm nay", receive_today, "Ghi hôm nay là ngày nhận của các dòng đang chọn"),),
        may_remove=lambda one: one.received_on is not None or one.tasks is not None,
    )


def _next_registration(session: Session, line: Registered | None) -> dict[str, Any]:
    """The chosen unit if nothing is known of its registration, else the first of which nothing is; today."""
    waiting = [one.unit for one in session.book.registration.all(session.year) if one.absent]
    chosen = [line.unit] if line and line.unit in waiting else waiting
    tasks = session.book.registration.usual_tasks(session.year)
    return {"unit": next(iter(chosen), None), "on": session.book.today(), "tasks": tasks}


def _state(one: Registered) -> str:
    if one.received_on is None:
        return "Chưa gửi"
    return f"Gửi chậm {one.late.words}" if one.late and one.late.days else "Đã gửi"


def _summary(session: Session) -> str:
    lines = session.book.registration.all(session.year)
    missing = sum(one.received_on is None for one in lines)
    return f"{len(lines) - missing} trong {len(lines)} đơn vị đã đăng ký" if lines else ""


def receive_today(tab: ListTab) -> None:
    """Record today as the day on which the chosen units' registrations came; those that have a day keep it."""
    session = tab.session
    units = [one.unit for one in tab.table.selected()]
    session.act(lambda: session.book.registration.receive_many(session.year, units, session.book.today()))


# --- titles -----------------------------------------------------------------------------------------------------------


def _titles(session: Session) -> ListSpec:
    def title(one: RegisteredTitle) -> str:
        names = {code: name for code, name, _ in session.book.registration.catalogue(session.year)}
        return called(names, one.title)

    def look(one: RegisteredTitle) -> str:
        book, year = session.book, session.year
        known = book.registration.catalogue(year)
        return "Không có trong danh mục của năm" if known and not book.registration.holders(year, one.title) else ""

    columns = (
        unit_column(session),
        Column("Danh hiệu, hình thức", title, width=0),
        Column("Đăng ký cho", lambda one: one.name or "Tập thể", width=18),
        Column(
            "Ngày đăng ký", lambda one: day(one.registered_on), order=lambda one: one.registered_on or "9", width=13
        ),
        Column("Cần xem", look, width=28, tone=lambda one: "warn" if look(one) else None, tip=look),
        Column("Ghi chú", lambda one: one.note or "", width=12, tip=lambda one: one.note or ""),
    )
    return ListSpec(
        "Danh hiệu",
        columns,
        lambda s: s.book.registration.titles(s.year),
        "Chưa có danh hiệu nào. Mỗi tập thể, cá nhân, hộ gia đình một dòng, không ghi gộp “cả tập thể”.",
        SHAPES["registered_title"],
        remove=lambda s, one: s.book.registration.remove_title(one.key),
        given=lambda s, one: {"unit": one.unit if one else None, "on": s.book.today()},
        summary=waived_words,
        extras=(
            Extra(
                "Xét dù chưa đăng ký…",
                waive,
                "Ghi quyết định khác quy định cho danh hiệu chưa đăng ký",
                needs=False,
            ),
        ),
    )


def waived_words(session: Session) -> str:
    """Which titles are considered although they were not registered."""
    names = {code: name for code, name, _ in session.book.registration.catalogue(session.year)}
    told = [
        f"{called(names, one.title)}, {one.name or session.names.unit(one.unit)}"
        for one in session.book.registration.waived(session.year)
    ]
    more = f"; và {len(told) - SHOWN} danh hiệu khác (xem mục Quyết định)" if len(told) > SHOWN else ""
    return "Xét dù chưa đăng ký: " + "; ".join(told[:SHOWN]) + more if told else ""


def waive(tab: ListTab) -> None:
    """Record the decision that a title is considered although it was not registered, beside what the rules ask."""
    WaiverDialog(tab.session, tab).open()


class WaiverDialog(FormDialog):
    """Unit, title, person or household, reason and document of the decision; the clause it departs from is quoted."""

    def __init__(self, session: Session, parent: ListTab) -> None:
        from ui.kit.line_dialog import choice_box

        super().__init__("Xét dù chưa đăng ký", self._write, parent, session=session)
        unit, _title, name = SHAPES["registered_title"].fields[:3]
        self.unit = choice_box(session, unit, None)
        self.title_name, self.name, self.head = TitleBox(session), NameField(), NameField()
        self.reason, self.document = NameField(), NameField(placeholder="số, ngày văn bản cho phép")
        self.add("Đơn &vị", self.unit)
        self.add("&Danh hiệu, hình thức", self.title_name)
        self.add("&Họ và tên", self.name, name.hint)
        self.add("&Chủ hộ", self.head)
        self.add("Căn cứ, &lý do", self.reason)
        self.add("Văn &bản", self.document)
        self.quote = self.say("", "muted")
        typed = self.title_name.lineEdit()
        assert typed is not None, "the box can be typed into"
        typed.editingFinished.connect(self._quote)
        self.title_name.activated.connect(lambda _place: self._quote())
        self._quote()
        roomy(self, 78)

    def _quote(self) -> None:
        """Which clause asks for the registration, or that none does."""
        title = self.title_name.value()
        bars = self.session.book.registration.bars(self.session.year, title) if title else ()
        told = " ".join(f"{capital(cited(bar.cite))}: “{bar.quote}”" for bar in bars)
        none = "Quy định của năm không lấy việc đăng ký làm điều kiện đối với danh hiệu này." if title else ""
        self.quote.setText(told or none)

    def _write(self) -> object:
        book, year = self.session.book, self.session.year
        unit, title = self.unit.currentData(), self.title_name.value()
        if not unit or not title:
            raise BadInput("line.missing", label="Đơn vị" if not unit else "Danh hiệu, hình thức")
        said = {"name": self.name.value() or None, "head": self.head.value() or None}
        said |= {"document": self.document.value() or None}
        return book.registration.waive(year, unit, title, self.reason.value(), **said)


# --- targets ----------------------------------------------------------------------------------------------------------


def target_list(session: Session, plan_only: bool) -> ListSpec:
    """Targets: as registered (plan), or as followed (what was reached beside it)."""
    from models.rules.act.log_counts import percent_of_plan

    def reached(one: Target) -> Any:
        return percent_of_plan(one.plan, one.result if one.result is not None else one.half_year)

    def percent(one: Target) -> str:
        return "" if (found := reached(one)) is None else show(found, 2)

    columns = [
        unit_column(session),
        Column("Chỉ tiêu", lambda one: one.name, width=0),
        Column("Đơn vị tính", lambda one: one.measure, width=13),
        Column("Kế hoạch", lambda one: figure(one.plan), order=lambda one: one.plan or 0, side="right", width=11),
    ]
    if not plan_only:
        columns += [
            Column("6 tháng", lambda one: figure(one.half_year), side="right", width=11),
            Column("Ước thực hiện", lambda one: figure(one.estimate), side="right", width=13),
            Column("Thực hiện", lambda one: figure(one.result), side="right", width=11),
            Column("Tỷ lệ (%)", percent, order=lambda one: reached(one) or -1, side="right", width=9),
        ]
    return ListSpec(
        "Chỉ tiêu",
        tuple(columns),
        lambda s: s.book.registration.targets(s.year),
        "Chưa có chỉ tiêu nào. Dán từ Excel các cột Đơn vị, Chỉ tiêu, Đơn vị tính, Kế hoạch; hoặc thêm từng dòng.",
        SHAPES["target"],
        remove=lambda s, one: s.book.registration.remove_target(one.key),
        given=lambda _s, one: {"unit": one.unit if one else None},
    )
