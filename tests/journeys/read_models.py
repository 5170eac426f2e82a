"""What the pages of a year are made of, as values by which two readings of the same file can be compared."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from typing import Any, Final

from models.book.book import Book
from models.book.scoring.places import Standing
from models.rules.errors import Refusal
from models.rules.place.regulation import Rule
from tests.book import practice
from tests.rules import practice as rules

_OTHERS: Final = (
    replace(rules.RANKING, key="xep-hang-2", cite="Điều 6 khoản 2", spec={**rules.RANKING.spec, "by": "raw"}),
    replace(
        practice.FINAL, key="diem-2", cite="Điều 5 khoản 2", spec={"method": "stage", "stage": "self", "missing": "ask"}
    ),
    replace(practice.FLAG, key="lech-2", cite="Điều 5 khoản 3", spec={**practice.FLAG.spec, "over": "0.25"}),
    replace(
        rules.CLASSES,
        key="xep-loai-2",
        cite="Điều 9 khoản 3",
        spec={"bands": [{"class": "HTNV", "label": "Hoàn thành"}]},
    ),
)
OTHERS: Final[tuple[Rule, ...]] = tuple(replace(one, valid_from=None, valid_to=None) for one in _OTHERS)
"""A second rule beside the practice regulation's own for each kind that results rest on."""


def standings(book: Book, year: int) -> Mapping[str | None, Standing]:
    """The standing by the rules and by each stage alone, with classes, questions and estimates."""
    stages = (None, *(one.key for one in book.years.stages(year)))
    return {stage: book.standing.ranking(year, stage) for stage in stages}


def _sheets(book: Book, year: int) -> object:
    return {one.key: dict(book.standing.matrix(year, one.key)) for one in book.years.stages(year)}


def _awards(book: Book, year: int) -> object:
    """Proposals as judged, lists and money; what hinders a list is told by its words, for refusals are no values."""
    awards = book.awards
    lists = [(replace(one, blockers=()), [str(fault) for fault in one.blockers]) for one in awards.lists(year)]
    judged = [awards.check(one.key) for one in awards.proposals(year)]
    return awards.proposals(year), judged, lists, awards.prizes(year)


READ_MODELS: Final[Mapping[str, Callable[[Book, int], object]]] = {
    "home": lambda book, year: (book.tasks.all(year), book.course.steps(year), book.course.awaited(year)),
    "members": lambda book, year: (book.members.roster(year), book.members.units()),
    "registration": lambda book, year: (book.registration.all(year), book.registration.catalogue(year)),
    "following": lambda book, year: (book.following.works(year), book.log.reports(year), book.drafts.all(year)),
    "scores": lambda book, year: (_sheets(book, year), book.scores.sheets(year), book.scores.flags(year)),
    "ranking": standings,
    "awards": _awards,
    "meetings": lambda book, year: (book.meetings.all(year), book.ballots.all(year)),
    "papers": lambda book, year: book.papers.all(year),
    "regulation": lambda book, year: (book.regulations.rules(year), book.regulations.beside(year)),
    "form": lambda book, year: (book.forms.all(), [book.forms.form(one.key) for one in book.forms.all()]),
    "leadership": lambda book, year: (book.leadership.all(), book.rotation.suggestion(year)),
    "statistics": lambda book, year: (book.statistics.classes(year), book.statistics.ratings(year)),
    "decisions": lambda book, year: (
        book.decisions.recorded(year),
        book.decisions.open_questions(year),
        book.decisions.stale(year),
    ),
    "closing": lambda book, year: (book.closing.open_points(year), book.closing.seals(year)),
    "journal": lambda book, _: (book.journal.lines(20), book.journal.undo_text(), book.journal.redo_text()),
}
"""By page, what it shows of the book."""


def stale(book: Book, year: int, pages: Collection[str] = tuple(READ_MODELS)) -> list[str]:
    """The pages whose read model, as the book has kept it, is not what a book that remembers nothing reads."""
    with book.beside() as fresh:
        return [one for one in pages if _tried(READ_MODELS[one], book, year) != _tried(READ_MODELS[one], fresh, year)]


def _tried(read: Callable[[Book, int], Any], book: Book, year: int) -> object:
    try:
        return read(book, year)
    except Refusal as refusal:
        return refusal.code, refusal.facts
