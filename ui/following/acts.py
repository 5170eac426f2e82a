"""What the lists of following do beside adding lines: receive today, contribute, teams, drafts, suggestions."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from models.book.following.line_shapes import SHAPES, Shape
from models.book.scoring.suggestions import Offered
from models.rules.act.log_counts import Timing
from models.rules.number.points import NotAssigned, NotRanked, Pending, show, show_money
from models.rules.words import NO_NUMBER, NOT_ASSIGNED
from ui.base.session import Session
from ui.following.stage_choice import period_of, stage_of
from ui.kit.list_tab import ListTab
from ui.words import messages


def number(value: int | None) -> str:
    return "" if value is None else str(value)


def dong(value: int | None) -> str:
    """Whole đồng without their word."""
    return "" if value is None else show_money(value).removesuffix(" đồng")


def points(value: object) -> str:
    """Points as shown; a word where there is no number."""
    if isinstance(value, Fraction):
        return show(value)
    if isinstance(value, NotAssigned):
        return NOT_ASSIGNED
    if isinstance(value, Pending | NotRanked):
        return NO_NUMBER["pending" if isinstance(value, Pending) else "not-ranked"]
    return ""


def timing_words(found: Timing) -> str:
    """How a report stands, in the words of statuses."""
    if found.state == "late":
        return f"Gửi chậm {found.words}"
    words = {"on-time": "Đã gửi", "missing": "Không gửi", "waiting": "Chưa đến hạn", "no-due": "Chưa gửi"}
    return words[found.state]


# --- summaries --------------------------------------------------------------------------------------------------------


def report_summary(session: Session) -> str:
    lines = session.book.log.receipts(session.year)
    late = sum(one.timing.state == "late" for one in lines)
    missing = sum(one.timing.state == "missing" for one in lines)
    return f"{late} báo cáo gửi chậm, {missing} báo cáo quá hạn chưa gửi" if lines else ""


def fund_summary(session: Session) -> str:
    fund = session.book.log.fund.of(session.year)
    if not fund.lines:
        return ""
    left = f"còn {dong(fund.left)}" if fund.left >= 0 else f"chi vượt {dong(-fund.left)}"
    return f"Thu {dong(fund.money_in)}, chi {dong(fund.money_out)}, {left} đồng"


GAPS = {
    "unchecked": "{unit} chưa có tổ nào kiểm tra",
    "twice": "{unit} có {teams} cùng kiểm tra",
    "own": "{unit} do chính tổ có đơn vị này kiểm tra ({teams})",
    "no-team": "{unit} chưa ở trong tổ nào",
}


def team_summary(session: Session) -> str:
    gaps = session.book.teams.gaps(session.year)
    told = [GAPS[one.what].format(unit=session.names.unit(one.unit), teams=", ".join(one.teams)) for one in gaps]
    bare = [team.name for team in session.book.teams.all(session.year) if not team.document]
    told += [f"{', '.join(bare)} chưa ghi quyết định lập tổ"] if bare else []
    return "; ".join(told[:2]) + ("…" if len(told) > 2 else "")


def away(session: Session, units: Sequence[str]) -> str:
    """The units of the year that took no part."""
    members = session.book.members.roster(session.year)
    return ", ".join(
        session.book.members.called(one.unit, session.year)
        for one in members
        if one.key not in units and one.to_date is None
    )


# --- acts on reports, money, drafts -----------------------------------------------------------------------------------


def receive_today(tab: ListTab) -> None:
    session = tab.session
    chosen = [(one.report.key, one.unit) for one in tab.table.selected()]
    session.act(lambda: session.book.log.receive_reports(session.year, chosen, session.book.today()))


def _line(tab: ListTab, shape: Shape, line: object | None = None, key: str | None = None) -> None:
    from ui.kit.line_dialog import LineDialog

    LineDialog(tab.session, shape, line, key, parent=tab).open()


def add_report(tab: ListTab) -> None:
    _line(tab, SHAPES["report"])


def edit_report(tab: ListTab) -> None:
    if (one := tab.current()) is not None:
        _line(tab, SHAPES["report"], one.report, one.report.key)


def drop_report(tab: ListTab) -> None:
    if (one := tab.current()) is not None:
        tab.session.take_away(lambda: tab.session.book.log.remove_report(tab.session.year, one.report.key))


def add_draft(tab: ListTab) -> None:
    _line(tab, SHAPES["draft"])


def edit_draft(tab: ListTab) -> None:
    if (one := tab.current()) is not None:
        drafts = tab.session.book.drafts.all(tab.session.year)
        _line(tab, SHAPES["draft"], next(draft for draft in drafts if draft.key == one.draft), one.draft)


def drop_draft(tab: ListTab) -> None:
    if (one := tab.current()) is not None:
        tab.session.take_away(lambda: tab.session.book.drafts.remove(one.draft))


def contribute(tab: ListTab) -> None:
    from ui.following.dialogs import ContributionDialog

    ContributionDialog(tab.session, tab).open()


def carry_over(tab: ListTab) -> None:
    session = tab.session
    session.act(lambda: session.book.log.fund.carry_over(session.year, session.year - 1, f"{session.year}-01-01"))


# --- teams ------------------------------------------------------------------------------------------------------------


def add_team(tab: ListTab) -> None:
    from ui.following.dialogs import TeamDialog

    TeamDialog(tab.session, None, tab).open()


def edit_team(tab: ListTab) -> None:
    from ui.following.dialogs import TeamDialog

    if (one := tab.current()) is not None:
        TeamDialog(tab.session, one.team, tab).open()


def write_minutes(tab: ListTab) -> None:
    from ui.following.dialogs import MinutesDialog

    if (one := tab.current()) is not None and one.unit:
        MinutesDialog(tab.session, one, tab).open()


# --- suggestions ------------------------------------------------------------------------------------------------------


def suggestions(session: Session) -> Sequence[Offered]:
    stage = stage_of(session)
    return session.book.suggestions.all(session.year, stage, period=period_of(session)) if stage else ()


def suggestion_summary(session: Session) -> str:
    book, year = session.book, session.year
    stage = next((one.name for one in book.years.stages(year) if one.key == stage_of(session)), "")
    periods = book.years.periods(year)
    period = next((f", {one.name.lower()}" for one in periods if one.key == period_of(session)), "")
    faults = len(book.log.feeds.faults(year))
    broken = f" {faults} số liệu không còn lấy được: xem “Mục lấy từ sổ theo dõi…”." if faults else ""
    where = f"Bước {stage.lower()}{period if len(periods) > 1 else ''}."
    return f"{where} Chỉ là gợi ý: chưa ghi nhận thì phiếu không đổi.{broken}" if stage else ""


def reasons(one: Offered) -> str:
    """Every count with its grounds; what is unclear is said too."""
    told = []
    found = [each for each in one.reasons if each.value != 0 or each.unclear]
    if one.reasons and not found:
        return "không ghi nhận lần nào"
    for each in found:
        said = _value(each.value)
        grounds = f" ({'; '.join(each.grounds)})" if each.grounds else ""
        unclear = "".join(f"; {text}" for text in each.unclear)
        told.append(f"{each.wording}: {said}{grounds}{unclear}")
    return " · ".join(told)


def _value(value: Any) -> str:
    if value is None:
        return "chưa rõ"
    if isinstance(value, tuple):
        return f"{sum(value)}/{len(value)}"
    return messages.show(value)


def accept(tab: ListTab) -> None:
    session = tab.session
    chosen = [(one.unit, one.item.key) for one in tab.table.selected() if one.news]
    if not chosen:
        session.say("Các dòng đang chọn không có gì khác với phiếu.")
        return
    period = period_of(session)
    accept_them = session.book.suggestions.accept
    count = session.value(lambda: accept_them(session.year, stage_of(session), chosen, period=period))
    if count is not None:
        session.say(f"Đã ghi {count} ô điểm theo sổ theo dõi.")


def choose_feeds(tab: ListTab) -> None:
    from ui.following.dialogs import FeedsDialog

    FeedsDialog(tab.session, tab).open()


def choose_stage(tab: ListTab) -> None:
    from ui.following.dialogs import StageDialog

    StageDialog(tab.session, tab).open()


def type_sheet(tab: ListTab) -> None:
    from ui.scoring.scorer_sheet import ScorerSheetDialog

    ScorerSheetDialog(tab.session, stage_of(tab.session), tab).open()
