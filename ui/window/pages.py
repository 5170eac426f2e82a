"""The pages of the window: one list is the left column, menu "Xem", keys and search alike.

An entry imports its page only when it is first visited, so that the window is there at once.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ui.words.labels import PAGE_TITLES

if TYPE_CHECKING:
    from ui.base.page import Page


GROUPS = {"prepare": "Chuẩn bị", "year": "Trong năm", "end": "Cuối năm", "book": "Sổ"}
"""The groups of the left column in their order; home stands above them, in none."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A page's place: its group in the left column, and the digit of its key (Ctrl+digit), where it has one."""

    key: str
    title: str
    group: str
    digit: int | None
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


def _day() -> type[Page]:
    from ui.meetings.day.page import DayPage

    return DayPage


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
    Entry("home", PAGE_TITLES["home"], "", 1, _home),
    Entry("members", PAGE_TITLES["members"], "prepare", 2, _members),
    Entry("regulation", PAGE_TITLES["regulation"], "prepare", None, _regulation),
    Entry("form", PAGE_TITLES["form"], "prepare", None, _form),
    Entry("leadership", PAGE_TITLES["leadership"], "prepare", None, _leadership),
    Entry("registration", PAGE_TITLES["registration"], "prepare", 3, _registration),
    Entry("following", PAGE_TITLES["following"], "year", 4, _following),
    Entry("scores", PAGE_TITLES["scores"], "year", 5, _scores),
    Entry("meetings", PAGE_TITLES["meetings"], "year", 8, _meetings),
    Entry("day", PAGE_TITLES["day"], "year", None, _day),
    Entry("decisions", PAGE_TITLES["decisions"], "year", None, _decisions),
    Entry("ranking", PAGE_TITLES["ranking"], "end", 6, _ranking),
    Entry("awards", PAGE_TITLES["awards"], "end", 7, _awards),
    Entry("statistics", PAGE_TITLES["statistics"], "end", None, _statistics),
    Entry("closing", PAGE_TITLES["closing"], "end", None, _closing),
    Entry("papers", PAGE_TITLES["papers"], "book", 9, _papers),
    Entry("journal", PAGE_TITLES["journal"], "book", None, _journal),
    Entry("verify", PAGE_TITLES["verify"], "book", None, _verify),
)


def entry(key: str) -> Entry:
    """The entry of that key; KeyError when no page has it."""
    for one in PAGES:
        if one.key == key:
            return one
    raise KeyError(key)
