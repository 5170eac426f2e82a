"""Theo dõi trong năm: tasks, targets, reports, activities and money, movements, drafts, cross-checks, suggestions."""

from __future__ import annotations

from typing import ClassVar

from models.book.following.line_shapes import DRAFT_KINDS, ENTRY_KINDS, MOVEMENT_KINDS, SHAPES, TAKEN
from models.book.following.log_rows import Receipt
from models.rules.number.points import show
from ui.base.session import Session
from ui.following import acts
from ui.following.complaint_list import complaint_list
from ui.following.files import files_of, names_of
from ui.following.following_lines import CommentLine, ProgressLine, VisitLine, comments, progress, visits
from ui.following.indicator_list import indicator_list
from ui.following.registration_page import target_list, unit_column
from ui.following.veto_list import veto_list
from ui.following.work_list import day, work_list
from ui.kit.list_tab import Extra, ListSpec
from ui.kit.lists_page import ListsPage
from ui.kit.tables import Column


class FollowingPage(ListsPage):
    """The lists of what is followed through the year."""

    key: ClassVar[str] = "following"
    title: ClassVar[str] = "Theo dõi trong năm"
    papers = (
        ("so-ket", "In biểu tổng hợp 6 tháng"),
        ("ket-qua-nam", "In biểu tổng hợp cả năm"),
        ("gop-y", "In bảng tổng hợp ý kiến góp ý"),
        ("kien-nghi", "In bảng theo dõi kiến nghị"),
        ("tra-loi", "In thư trả lời giải trình, kiến nghị"),
        ("thu-chi", "In bảng thu, chi"),
        ("kiem-tra-cheo", "In lịch kiểm tra chéo"),
        ("phieu-linh-vuc", "In phiếu chấm theo lĩnh vực"),
    )

    def specs(self) -> tuple[ListSpec, ...]:
        session = self.session
        return (
            work_list(session, "Nhiệm vụ"),
            _progress(session),
            target_list(session, False),
            _reports(session),
            _activities(session),
            _ledger(session),
            _movements(session),
            indicator_list(session),
            _entries(session),
            _comments(session),
            complaint_list(session),
            _visits(session),
            _suggestions(session),
            veto_list(session),
        )


def _progress(session: Session) -> ListSpec:
    columns = (
        unit_column(session, 0),
        Column("Tính đến ngày", lambda one: day(one.as_of), order=lambda one: one.as_of, width=14),
        Column("Đã đăng ký", lambda one: acts.number(one.registered), side="right", width=11),
        Column("Đã hoàn thành", lambda one: acts.number(one.done), side="right", width=14),
        Column("Tỷ lệ (%)", lambda one: one.percent, side="right", width=10),
        Column("Cần xem", lambda one: one.look, width=46, tone=lambda one: "warn" if one.look else None),
    )
    return ListSpec(
        "Tiến độ",
        columns,
        progress,
        "Chưa có số liệu. Ghi số nhiệm vụ từng đơn vị đã xong đến 30/6 và đến cuối năm; danh mục đủ thì sổ tự đếm.",
        SHAPES["progress"],
        key=lambda one: (one.unit, one.as_of),
        old=lambda one: f"{one.unit}/{one.as_of}",
        remove=lambda s, one: s.book.following.remove_progress(s.year, one.unit, one.as_of),
        given=_next_progress,
        summary=_progress_summary,
        may_remove=lambda one: isinstance(one, ProgressLine) and one.said,
    )


def _next_progress(session: Session, line: ProgressLine | None) -> dict[str, str | None]:
    """The day that is looked at, and the first unit that has reported nothing as of it."""
    day = line.as_of if line else f"{session.year}-06-30"
    said = {one.unit for one in session.book.following.progress(session.year) if one.as_of == day}
    members = session.book.members.roster(session.year)
    waiting = [one.key for one in members if one.key not in said and one.member_on(day)]
    chosen = [line.unit] if line and line.unit in waiting else waiting
    return {"unit": next(iter(chosen), None), "as_of": day}


def _next_receipt(session: Session, line: Receipt | None) -> dict[str, str | None]:
    """The report that is looked at, and the first unit that has not sent it."""
    receipts = session.book.log.receipts(session.year) if line else ()
    waiting = [one.unit for one in receipts if line and one.report == line.report and one.received_on is None]
    chosen = [line.unit] if line and line.unit in waiting else waiting
    report = line.report.key if line else None
    return {"report": report, "unit": next(iter(chosen), None), "on": session.book.today()}


def _progress_summary(session: Session) -> str:
    told = []
    for name, review in (
        ("6 tháng", session.book.following.half_year(session.year)),
        ("cả năm", session.book.following.year_end(session.year)),
    ):
        if review.percent is not None:
            told.append(f"{name}: {review.done}/{review.registered} nhiệm vụ, đạt {show(review.percent)}%")
    return "; ".join(told)


def _reports(session: Session) -> ListSpec:
    def until(one: Receipt) -> str:
        due = one.report.due_on
        return day(session.book.years.last_allowed(session.year, due)) if due else ""

    def state(one: Receipt) -> str:
        return acts.timing_words(one.timing)

    columns = (
        Column("Báo cáo", lambda one: one.report.name, order=lambda one: one.report.position, width=0),
        unit_column(session, 28),
        Column("Hạn gửi", until, order=lambda one: one.report.due_on or "9", width=11),
        Column("Ngày nhận", lambda one: day(one.received_on), order=lambda one: one.received_on or "9", width=11),
        Column(
            "Tình trạng", state, width=22, tone=lambda one: "warn" if one.timing.state in ("late", "missing") else None
        ),
        Column("Ghi chú", lambda one: one.note or "", width=20),
    )
    return ListSpec(
        "Báo cáo",
        columns,
        lambda s: s.book.log.receipts(s.year),
        "Chưa có kỳ báo cáo nào. Thêm kỳ báo cáo với hạn gửi, rồi ghi ngày nhận của từng đơn vị.",
        SHAPES["report_received"],
        key=lambda one: (one.report.key, one.unit),
        table="report",
        at=lambda one: (one.report.key, one.unit),
        old=lambda one: f"{one.unit}/{one.report.key}",
        remove=lambda s, one: s.book.log.receive_report(s.year, one.report.key, one.unit, None),
        given=_next_receipt,
        summary=acts.report_summary,
        begin="Thêm kỳ báo cáo…",
        extras=(
            Extra("Đã nhận hôm nay", acts.receive_today, "Ghi hôm nay là ngày nhận của các dòng đang chọn"),
            Extra("Thêm kỳ báo cáo…", acts.add_report, needs=False),
            Extra("Sửa kỳ báo cáo…", acts.edit_report),
            Extra("Bỏ kỳ báo cáo", acts.drop_report),
        ),
        may_remove=lambda one: one.received_on is not None,
    )


def _activities(session: Session) -> ListSpec:
    columns = (
        Column("Hoạt động", lambda one: one.name, width=0),
        Column("Ngày", lambda one: day(one.date), order=lambda one: one.date or "9", width=11),
        Column("Địa điểm", lambda one: one.place or "", width=20),
        Column("Số đơn vị", lambda one: str(len(one.units)), order=lambda one: len(one.units), side="right", width=9),
        Column("Không tham gia", lambda one: acts.away(session, one.units), width=44),
    )
    return ListSpec(
        "Hoạt động chung",
        columns,
        lambda s: s.book.log.activities(s.year),
        "Chưa có hoạt động chung nào: về nguồn, giao lưu, an sinh xã hội. Thêm và đánh dấu đơn vị tham gia.",
        SHAPES["activity"],
        remove=lambda s, one: s.book.log.remove_activity(one.key),
    )


def _ledger(session: Session) -> ListSpec:
    columns = (
        Column("Ngày", lambda one: day(one.date), order=lambda one: one.date or "9", width=11),
        Column("Nội dung", lambda one: one.text, width=0),
        Column("Đơn vị", lambda one: session.names.unit(one.unit) if one.unit else "", width=26),
        Column("Thu (đồng)", lambda one: acts.dong(one.came), order=lambda one: one.came or 0, side="right", width=15),
        Column(
            "Chi (đồng)", lambda one: acts.dong(one.spent), order=lambda one: one.spent or 0, side="right", width=15
        ),
        Column("Chứng từ", lambda one: one.paper or "", width=18),
    )
    return ListSpec(
        "Thu, chi",
        columns,
        lambda s: s.book.log.fund.of(s.year).lines,
        "Chưa có khoản nào. Ghi đóng góp của các đơn vị, các khoản chi; số còn lại bàn giao cho năm sau.",
        SHAPES["ledger"],
        remove=lambda s, one: s.book.log.fund.remove(one.key),
        given=lambda s, _one: {"date": s.book.today()},
        summary=acts.fund_summary,
        extras=(
            Extra("Các đơn vị cùng đóng góp…", acts.contribute, "Cùng một số tiền cho nhiều đơn vị", needs=False),
            Extra("Lấy số dư năm trước", acts.carry_over, needs=False),
        ),
    )


def _movements(session: Session) -> ListSpec:
    def items(one: object) -> str:
        known = session.book.log.feeds.items(session.year)
        return ", ".join(known[key].code if key in known else key for key in getattr(one, "items", ()))

    def told(one: object) -> str:
        files = names_of(session, "movement", getattr(one, "key", ""))
        return "\n".join(filter(None, (getattr(one, "name", ""), f"tệp kèm: {files}" if files else "")))

    columns = (
        Column("Phong trào", lambda one: one.name, width=0, tip=told),
        Column("Loại", lambda one: MOVEMENT_KINDS[one.kind], width=14),
        Column("Cấp phát động", lambda one: one.level or "", width=16),
        Column("Số, ngày kế hoạch", lambda one: one.plan or "", width=24),
        Column("Từ ngày", lambda one: day(one.from_date), order=lambda one: one.from_date or "", width=11),
        Column("Đến ngày", lambda one: day(one.to_date), order=lambda one: one.to_date or "9", width=11),
        Column("Mục chấm điểm", items, width=16),
    )
    return ListSpec(
        "Phong trào",
        columns,
        lambda s: s.book.following.movements(s.year),
        "Chưa có phong trào nào. Ghi phong trào thường xuyên, theo đợt, theo chuyên đề và mục chấm điểm liên quan.",
        SHAPES["movement"],
        remove=lambda s, one: s.book.following.remove_movement(one.key),
        extras=(files_of("movement"),),
    )


def _entries(session: Session) -> ListSpec:
    columns = (
        unit_column(session, 26),
        Column("Loại", lambda one: ENTRY_KINDS[one.kind], width=20),
        Column("Nội dung", lambda one: one.text, width=0),
        Column("Ngày", lambda one: day(one.date), order=lambda one: one.date or "9", width=11),
        Column("Người", lambda one: one.person or "", width=20),
        Column("Số lượng", lambda one: str(one.count), order=lambda one: one.count, side="right", width=9),
    )
    return ListSpec(
        "Tin bài, điển hình",
        columns,
        lambda s: s.book.log.entries(s.year),
        "Chưa ghi tin, bài, điển hình, mô hình nào. Chỉ biết số lượng thì ghi một dòng với số lượng.",
        SHAPES["log_entry"],
        remove=lambda s, one: s.book.log.remove_entry(one.key),
        given=lambda s, one: {"unit": one.unit if one else None, "kind": "article", "date": s.book.today(), "count": 1},
    )


def _comments(session: Session) -> ListSpec:
    def who(one: CommentLine) -> str:
        if one.key is None:
            return one.waiting
        return session.names.unit(one.unit) if one.unit else ""

    columns = (
        Column("Dự thảo", lambda one: f"{DRAFT_KINDS[one.kind]}: {one.title}", width=28, tip=lambda one: one.title),
        Column("Đơn vị", who, width=19, tone=lambda one: "muted" if one.key is None else None),
        Column("Phần, điều, khoản", lambda one: one.part or "", width=15),
        Column("Nội dung góp ý", lambda one: one.text, width=0, tip=lambda one: one.text),
        Column("Tiếp thu", lambda one: TAKEN.get(one.taken, ""), width=14),
        Column("Giải trình", lambda one: one.answer or "", width=18, tip=lambda one: one.answer or ""),
    )
    return ListSpec(
        "Góp ý dự thảo",
        columns,
        comments,
        "Chưa gửi dự thảo nào lấy ý kiến. Thêm dự thảo Quy chế, Bảng chấm điểm, Giao ước, Báo cáo với hạn góp ý.",
        SHAPES["comment"],
        key=lambda one: (one.draft, one.key),
        table="draft",
        at=lambda one: (one.draft, one.unit),
        remove=lambda s, one: s.book.drafts.remove_comment(one.key),
        given=lambda _s, one: {"draft": one.draft if one else None},
        begin="Thêm dự thảo…",
        extras=(
            Extra("Thêm dự thảo…", acts.add_draft, needs=False),
            Extra("Sửa dự thảo…", acts.edit_draft),
            Extra("Bỏ dự thảo", acts.drop_draft),
        ),
        may_remove=lambda one: one.key is not None,
        may_edit=lambda one: one.key is not None,
    )


def _visits(session: Session) -> ListSpec:
    def names(key: str | None) -> str:
        """Looked up anew: the year can change."""
        return session.names.unit(key) if key else ""

    columns = (
        Column("Tổ", lambda one: one.team.name, order=lambda one: one.team.position, width=9),
        Column("Tổ trưởng", lambda one: names(one.team.lead), width=20),
        Column("Thành viên", lambda one: ", ".join(map(names, one.team.members)), width=36),
        Column("Đơn vị được kiểm tra", lambda one: names(one.unit), width=0),
        Column("Từ ngày", lambda one: day(one.visit_from), order=lambda one: one.visit_from or "9", width=11),
        Column("Đến ngày", lambda one: day(one.visit_to), order=lambda one: one.visit_to or "9", width=11),
        Column("Biên bản", lambda one: one.minutes or "Chưa có", width=18, tone=_minutes_tone),
    )
    return ListSpec(
        "Kiểm tra chéo",
        columns,
        visits,
        "Chưa có tổ kiểm tra chéo. Thêm tổ, chọn thành viên, đơn vị được kiểm tra và thời gian.",
        key=lambda one: (one.team.key, one.unit),
        remove=lambda s, one: s.book.teams.remove(one.team.key),
        row=lambda one: one.team.key,
        summary=acts.team_summary,
        extras=(
            Extra("Thêm tổ…", acts.add_team, needs=False),
            Extra("Sửa tổ…", acts.edit_team),
            Extra("Ghi biên bản…", acts.write_minutes),
        ),
    )


def _minutes_tone(one: VisitLine) -> str | None:
    return None if one.minutes else "warn"


def _suggestions(session: Session) -> ListSpec:
    columns = (
        Column("Mục", lambda one: one.item.code, width=7),
        unit_column(session, 26),
        Column("Sổ theo dõi ghi", acts.reasons, width=0),
        Column("Điểm theo gợi ý", lambda one: acts.points(one.points), side="right", width=16),
        Column("Đang ghi", lambda one: acts.points(one.held_points), side="right", width=12),
        Column("", lambda one: "Khác" if one.news else "", width=8, tone=lambda _one: "warn"),
    )
    return ListSpec(
        "Gợi ý điểm",
        columns,
        acts.suggestions,
        "Chưa chọn mục nào lấy số từ sổ theo dõi. Chọn mục, rồi sổ gợi ý theo điểm danh, báo cáo, hoạt động chung.",
        key=lambda one: (one.item.key, one.unit),
        summary=acts.suggestion_summary,
        extras=(
            Extra(
                "Ghi nhận gợi ý",
                acts.accept,
                "Ghi số gợi ý của các dòng đang chọn vào phiếu; trước đó không có gì bị sửa",
            ),
            Extra("Mục lấy từ sổ theo dõi…", acts.choose_feeds, needs=False),
            Extra("Bước chấm…", acts.choose_stage, needs=False, writes=False),
            Extra("Nhập phiếu theo lĩnh vực…", acts.type_sheet, needs=False),
        ),
    )
