"""Chỉ tiêu phong trào: the indicators of the year's movements, plan beside result, unit by unit."""

from __future__ import annotations

from models.book.following.indicators import Indicator
from models.book.following.line_shapes import SHAPES
from models.rules.number.points import show, show_plain
from ui.base.session import Session
from ui.kit.list_tab import ListSpec
from ui.kit.tables import Column


def indicator_list(session: Session) -> ListSpec:
    """The list as a tab of the page of following."""

    def who(one: Indicator) -> str:
        return session.names.unit(one.unit) if one.unit else session.worded("Cả khối")

    def period(one: Indicator) -> str:
        names = {each.key: each.name for each in session.book.years.periods(session.year)}
        return names.get(one.period, one.period) if one.period else ""

    columns = (
        Column("Phong trào", lambda one: one.movement_name, width=26, tip=lambda one: one.movement_name),
        Column("Chỉ tiêu", lambda one: one.name, width=0, tip=lambda one: one.name),
        Column("Đơn vị", who, width=20),
        Column("Kỳ", period, width=10),
        Column("Đơn vị tính", lambda one: one.measure, width=11),
        Column("Kế hoạch", lambda one: "" if one.plan is None else show_plain(one.plan), side="right", width=11),
        Column("Thực hiện", lambda one: "" if one.result is None else show_plain(one.result), side="right", width=11),
        Column("Tỷ lệ (%)", lambda one: "" if one.percent is None else show(one.percent), side="right", width=10),
    )
    return ListSpec(
        "Chỉ tiêu phong trào",
        columns,
        lambda s: s.book.indicators.all(s.year),
        "Chưa có chỉ tiêu nào. Thêm phong trào ở mục Phong trào, rồi ghi chỉ tiêu, kế hoạch, kết quả từng đơn vị.",
        SHAPES["movement_figure"],
        remove=lambda s, one: s.book.indicators.remove(one.key),
        given=lambda _s, one: {"movement": one.movement, "name": one.name, "measure": one.measure} if one else {},
    )
