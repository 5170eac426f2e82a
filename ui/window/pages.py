"""The pages of the window: one list is navigation, menu "Sổ", keys and search alike.

An entry imports its page only when it is first visited, so that the window is there at once.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ui.words.page_titles import TITLES

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
    Entry("home", TITLES["home"], "left", _home),
    Entry("members", TITLES["members"], "left", _members),
    Entry("registration", TITLES["registration"], "left", _registration),
    Entry("following", TITLES["following"], "left", _following),
    Entry("scores", TITLES["scores"], "left", _scores),
    Entry("ranking", TITLES["ranking"], "left", _ranking),
    Entry("awards", TITLES["awards"], "left", _awards),
    Entry("meetings", TITLES["meetings"], "left", _meetings),
    Entry("papers", TITLES["papers"], "left", _papers),
    Entry("regulation", TITLES["regulation"], "book", _regulation),
    Entry("form", TITLES["form"], "book", _form),
    Entry("leadership", TITLES["leadership"], "book", _leadership),
    Entry("statistics", TITLES["statistics"], "book", _statistics),
    Entry("decisions", TITLES["decisions"], "book", _decisions),
    Entry("closing", TITLES["closing"], "book", _closing),
    Entry("journal", TITLES["journal"], "book", _journal),
    Entry("verify", TITLES["verify"], "book", _verify),
)


def entry(key: str) -> Entry:
    """The entry of that key; KeyError when no page has it."""
    for one in PAGES:
        if one.key == key:
            return one
    raise KeyError(key)
