"""The list of violations, disciplines and hindrances of the year, and taking one back by a decision."""

from __future__ import annotations

from typing import Any

from models.book.base.asked import Field
from models.book.following.line_shapes import SHAPES
from models.book.regulation.grounds import grounds
from models.book.year.rows import Veto
from ui.base.session import Session
from ui.following.work_list import day
from ui.kit.line_dialog import AskDialog
from ui.kit.list_tab import Extra, ListSpec, ListTab
from ui.kit.tables import Column
from ui.words.messages import sentence_case


def veto_list(session: Session) -> ListSpec:
    """What stands against units, by day."""

    def what(one: Veto) -> str:
        return sentence_case(grounds(session.book, session.year).get(one.kind, one.kind))

    columns = (
        Column("Đơn vị", lambda one: session.names.unit(one.unit), width=24),
        Column("Việc", what, width=0, tip=what),
        Column("Ngày", lambda one: day(one.date), order=lambda one: one.date or "9", width=11),
        Column("Văn bản", lambda one: one.document or "", width=26),
        Column("Nơi xác nhận", lambda one: one.confirmed_by or "", width=22),
        Column("Tình trạng", _state, width=22, tone=lambda one: "warn" if one.in_force else "muted"),
    )
    return ListSpec(
        "Vi phạm",
        columns,
        lambda s: s.book.vetoes.of(s.year),
        "Chưa ghi vi phạm, kỷ luật nào. Chỉ ghi việc đã có kết luận, xác nhận; sổ xếp loại, xét khen thưởng theo đó.",
        SHAPES["veto"],
        remove=lambda s, one: s.book.vetoes.remove(one.key),
        given=lambda s, one: {"unit": one.unit if one else None, "date": s.book.today()},
        extras=(Extra("Không còn tính…", relieve, "Ghi quyết định gỡ; việc đã ghi vẫn giữ để tra cứu"),),
    )


def _state(one: Veto) -> str:
    return "Được tính" if one.in_force else f"Không tính: {one.relief}"


def relieve(tab: ListTab) -> None:
    """Record that the chosen line no longer counts."""
    chosen = tab.current()
    if chosen is not None:
        RelieveDialog(tab.session, chosen, tab).open()


RELIEF = (
    Field("reason", "text", ("&Căn cứ, lý do",), row="relief"),
    Field("by", "text", ("&Ai quyết định",), row="relief_by", example="ví dụ: Ban Thường vụ Tỉnh ủy"),
    Field("document", "text", ("&Văn bản",), row="relief_document", example="số, ngày văn bản"),
)


class RelieveDialog(AskDialog):
    """Why a ground no longer counts, who decided so, in which document."""

    def __init__(self, session: Session, veto: Veto, parent: ListTab) -> None:
        def write(said: dict[str, Any]) -> None:
            session.book.vetoes.relieve(veto.key, said.get("reason", ""), said.get("by"), said.get("document"))

        super().__init__(session, "Không còn tính", RELIEF, write, line=veto, parent=parent)
