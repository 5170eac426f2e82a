"""The pages of the window: one list is navigation, menu "Sổ", keys and search alike.

An entry imports its page only when it is first visited, so that the window is there at once.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ui.base.page import Page


@dataclass(frozen=True, slots=True)
class Entry:
    """A page's place: `place` is "left" (the column, Ctrl+digit in this order) or "book" (the menu "Sổ")."""

    key: str
    title: str
    place: str
    load: Callable[[], type[Page]]


def _home() -> type[Page]:
    from ui.home.page import HomePage

    return HomePage


def _members() -> type[Page]:
    from ui.units.page import MembersPage

    return MembersPage


def _registration() -> type[Page]:
    from ui.following.registration_page import RegistrationPage

    return RegistrationPage


def _following() -> type[Page]:
    from ui.following.page import FollowingPage

    return FollowingPage


def _scores() -> type[Page]:
    from ui.scoring.page import ScoresPage

    return ScoresPage


def _ranking() -> type[Page]:
    from ui.scoring.ranking_page import RankingPage

    return RankingPage


def _awards() -> type[Page]:
    from ui.awards.page import AwardsPage

    return AwardsPage


def _statistics() -> type[Page]:
    from ui.papers.statistics_page import StatisticsPage

    return StatisticsPage


def _meetings() -> type[Page]:
    from ui.meetings.page import MeetingsPage

    return MeetingsPage


def _papers() -> type[Page]:
    from ui.papers.page import PapersPage

    return PapersPage


def _form() -> type[Page]:
    from ui.form.page import FormPage

    return FormPage


def _regulation() -> type[Page]:
    from ui.regulation.page import RegulationPage

    return RegulationPage


def _decisions() -> type[Page]:
    from ui.regulation.decisions_page import DecisionsPage

    return DecisionsPage


def _leadership() -> type[Page]:
    from ui.leadership.page import LeadershipPage

    return LeadershipPage


def _journal() -> type[Page]:
    from ui.closing.journal_page import JournalPage

    return JournalPage


def _verify() -> type[Page]:
    from ui.closing.verify_page import VerifyPage

    return VerifyPage


def _closing() -> type[Page]:
    from ui.closing.page import ClosingPage

    return ClosingPage


PAGES: tuple[Entry, ...] = (
    Entry("home", "Tổng quan", "left", _home),
    Entry("members", "Đơn vị", "left", _members),
    Entry("registration", "Đăng ký, giao ước", "left", _registration),
    Entry("following", "Theo dõi trong năm", "left", _following),
    Entry("scores", "Chấm điểm", "left", _scores),
    Entry("ranking", "Xếp hạng, xếp loại", "left", _ranking),
    Entry("awards", "Khen thưởng", "left", _awards),
    Entry("meetings", "Hội nghị, bỏ phiếu", "left", _meetings),
    Entry("papers", "Văn bản", "left", _papers),
    Entry("regulation", "Quy chế, quy định", "book", _regulation),
    Entry("form", "Bảng chấm điểm", "book", _form),
    Entry("leadership", "Trưởng khối, luân phiên", "book", _leadership),
    Entry("statistics", "Thống kê, báo cáo", "book", _statistics),
    Entry("decisions", "Câu hỏi và quyết định", "book", _decisions),
    Entry("closing", "Khóa sổ, bàn giao", "book", _closing),
    Entry("journal", "Nhật ký thay đổi", "book", _journal),
    Entry("verify", "Kiểm tra sổ", "book", _verify),
)


def entry(key: str) -> Entry:
    """The entry of that key; KeyError when no page has it."""
    for one in PAGES:
        if one.key == key:
            return one
    raise KeyError(key)
