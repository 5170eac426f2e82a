"""One open book: the store, the clock, the source of keys, and one small object per area of the secretariat's work.

A Book is opened once and passed in; nothing global points to it. Areas are imported when first asked for, so that the
first screen does not wait for what it does not show. No verb and no rule stands here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from importlib import import_module
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Final, Self

from models.file import disk, opening
from models.file.copies import backup
from models.file.copies.backup import OCCASIONS as OCCASIONS
from models.file.copies.backup import Label, Progress
from models.file.copies.copy_marks import VIEW_ONLY, marking
from models.file.copies.sources import Clock, KeySource, new_key, now
from models.file.copies.thinning import Kept
from models.file.declared.tables import TABLES

if TYPE_CHECKING:
    from models.book.closing.floor import ClosingBook as Floor
    from models.file.store import Store
    from models.file.transaction import Transaction
    from models.rules.number.questions import Question
else:
    from models.book.base.book import BaseBook as Floor

AREAS: Final[Mapping[str, tuple[str, str]]] = {
    "settings": ("bloc.settings", "Settings"),
    "years": ("year.years", "Years"),
    "tasks": ("year.tasks", "Tasks"),
    "course": ("year.course", "Course"),
    "people": ("units.keepers", "People"),
    "members": ("units.members", "Members"),
    "households": ("units.households", "Households"),
    "regulations": ("regulation.regulations", "Regulations"),
    "citations": ("regulation.citations", "Citations"),
    "deadlines": ("regulation.deadlines", "Deadlines"),
    "decisions": ("regulation.decisions", "Decisions"),
    "vetoes": ("regulation.vetoes", "Vetoes"),
    "ministries": ("regulation.ministries", "Ministries"),
    "forms": ("form.forms", "Forms"),
    "registration": ("pledging.registration", "Registrations"),
    "following": ("following.following", "Following"),
    "indicators": ("following.indicators", "Indicators"),
    "quality": ("following.quality", "Quality"),
    "log": ("following.log", "Log"),
    "drafts": ("following.drafts", "Drafts"),
    "complaints": ("following.complaints", "Complaints"),
    "teams": ("following.teams", "Teams"),
    "scores": ("scoring.scores", "Scores"),
    "standing": ("scoring.standing", "Standings"),
    "attachments": ("scoring.beside.attached", "Attachments"),
    "scorer_sheets": ("scoring.scorer_sheets", "ScorerSheets"),
    "days_off": ("scoring.beside.days_off", "DaysOff"),
    "leaning": ("scoring.beside.leaning", "Leaning"),
    "suggestions": ("scoring.suggestions", "Suggestions"),
    "meetings": ("meetings.meetings", "Meetings"),
    "ballots": ("meetings.ballots", "Ballots"),
    "circulations": ("meetings.circulations", "Circulations"),
    "leadership": ("leadership.leadership", "Leadership"),
    "rotation": ("leadership.rotation", "Rotation"),
    "division": ("leadership.division", "Divisions"),
    "awards": ("awards.awards", "Awards"),
    "history": ("awards.history", "Histories"),
    "findings": ("awards.findings", "Findings"),
    "statistics": ("reporting.statistics", "Statistics"),
    "papers": ("reporting.papers", "Papers"),
    "journal": ("reporting.journal", "Journal"),
    "sifting": ("reporting.sifted", "Sifting"),
    "keys": ("reporting.keys", "Keys"),
    "next_year": ("closing.next_year", "NextYear"),
    "closing": ("closing.closing", "Closing"),
}
"""Every area of a book: its name, the module of `models.book` it stands in and its class; lower areas first."""

ASKING: Final = ("members", "standing", "meetings", "ballots", "circulations", "days_off", "awards", "rotation")
"""The areas that may ask; each has `open_questions(year)`. A new asking area is named here."""


VOTES_REST_ON: Final = ("unit", "membership", "decision", "meeting", "attendee", "recount")
"""Tables whose rows say who votes, in what capacity, and how a silent rule was read."""


ABOVE_PLACES: Final = frozenset({"reporting", "keeping", "meetings", "leadership"})
"""Owners of tables that no place is made of."""
TELL_PLACES: Final = ("score.", "keying.")
"""Acts on points: they say themselves whose place they move (`scores.told`)."""


class Book(Floor):
    """An open book with all its areas; `new_key` is given from outside, so that a test can be exact."""

    def __init__(self, store: Store, key_source: KeySource = new_key, backup_folder: Path | None = None) -> None:
        super().__init__(store, key_source, backup_folder)
        self._watched: Transaction | None = None
        keepers = {name: self._keep_places for name in TABLES if TABLES[name].owner not in ABOVE_PLACES}
        store.before_import |= keepers
        store.before_write |= keepers | dict.fromkeys(VOTES_REST_ON, self._keep_both)
        store.row_checks = self._row_checks

    def _row_checks(self, tables: frozenset[str]) -> Mapping[str, Callable[[dict[str, Any]], None]]:
        """The checks of one act, by the tables whose rows other rows judge; read only where the act wrote one."""
        judged = ("cell", "ballot", "attached", "log_feed", "rating")
        if tables.isdisjoint(judged):
            return {}
        from models.book.row_checks import RowChecks

        checks = RowChecks(self)
        return {name: getattr(checks, name) for name in judged}

    def _keep_both(self, tx: Transaction) -> None:
        self._keep_ballots(tx)
        self._keep_places(tx)

    def _keep_places(self, tx: Transaction) -> None:
        """Once an act: places that stand on papers are remembered before they may move; the area is read only where
        there are papers.
        """
        if self._watched is tx or tx.kind.startswith(TELL_PLACES):
            return
        self._watched = tx
        if self.store.rows("paper"):
            from models.book.scoring.affected import watch_places

            watch_places(self, tx)

    def _keep_ballots(self, tx: Transaction) -> None:
        """Counted ballots keep what they stand on before it moves; the area is read only where there are some."""
        if self.store.rows("ballot", state="counted", electorate=None):
            self.ballots.electorates.freeze(tx)

    if not TYPE_CHECKING:  # the floors tell the type checker what is there

        def __getattr__(self, name):
            """The area of that name, made when first asked for and kept."""
            place = AREAS.get(name)
            if place is None:
                raise AttributeError(name)
            module, kind = place
            area = getattr(import_module(f"models.book.{module}"), kind)(self)
            setattr(self, name, area)
            if name in _CONNECTED:
                _CONNECTED[name](self)
            return area

    def save_copy(self, path: Path, progress: Progress | None = None) -> None:
        """Write a whole copy of the book elsewhere ("Lưu bản sao…"). FileTrouble `file.exists`, `file.copy_damaged`."""
        backup.save_copy(self.store.connection, path, progress)

    def save_view_copy(self, path: Path, progress: Progress | None = None) -> None:
        """Write a copy that opens to be looked at only ("Gửi bản chỉ xem…"); refusals as in `save_copy`."""
        mark = marking(VIEW_ONLY, self.clock, self.new_key)
        backup.save_copy(self.store.connection, path, progress, mark)

    def back_up(self, label: Label = "daily", progress: Progress | None = None) -> Path:
        """Put a backup into the book's folder of backups, let old ones go, and say where it is."""
        return backup.back_up(self.store.path, self.backup_folder, label, clock=self.clock, progress=progress)

    def backups(self, folder: Path | None = None) -> tuple[Kept, ...]:
        """The backups of this book in `folder` (not said: `backup_folder`), the newest first."""
        return tuple(reversed(backup.backups(self.store.path, folder or self.backup_folder)))

    @property
    def backup_folder(self) -> Path:
        """Where the backups of this book lie."""
        return self._backup_folder or backup.folder_of(self.store.path)

    @property
    def is_closed(self) -> bool:
        """The file was let go of: nothing can be read any more."""
        return self._closed

    def close(self) -> None:
        """Let go of the file, after a closing backup when something was written since it was opened.

        A backup that fails does not keep the file open: its FileTrouble comes up after the file is closed.
        """
        if self._closed:
            return
        self._closed = True
        try:
            if self.store.read_only_reason is None and self.store.last_seq != self._seq_at_opening:
                self.back_up("before-close")
        finally:
            self.store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _connect_decisions(book: Book) -> None:
    """Who asks, whose decisions wait for a second count, what follows from an answer: areas that decisions know not."""

    def asking(area: str) -> Callable[[], Callable[[int], Iterable[Question]]]:
        return lambda: getattr(book, area).open_questions

    book.decisions.asked_by.extend(asking(area) for area in ASKING)
    book.decisions.hold_back("recount", lambda: book.ballots.recount.waiting_decisions())
    book.decisions.follow("ballot.", lambda year: book.ballots.feed_rankings(year))
    book.decisions.follow("person.", lambda year: book.members.link_decided(book.decisions.all(year)))


def _connect_regulations(book: Book) -> None:
    """What keeps the very rule it was made by: ballots."""
    book.regulations.rested_on_by.append(lambda year, rules: book.ballots.resting_on(year, rules))


def _connect_years(book: Book) -> None:
    """How many of the questions about changed units are answered, and how many there are; which day a deadline is."""

    def answered(year: int) -> tuple[int, int]:
        asked = book.members.open_questions(year)
        return book.decisions.answered(asked, year), len(asked)

    book.years.answered_of_units = answered
    book.years.last_allowed = lambda year, due: book.days_off.last_allowed(year, due)
    book.years.late = lambda year, due, on: book.days_off.late(year, due, on)


def _connect_forms(book: Book) -> None:
    """The sheets of a year go over to a form that takes another's place."""
    book.forms.followed.append(lambda year, group, form: book.scores.follow_form(year, group, form))


def _connect_scores(book: Book) -> None:
    used = (lambda: book.papers.scans, lambda: book.papers.templates, lambda: book.attachments, lambda: book.division)
    book.scores.places_sent = lambda year: bool(book.papers.carrying_places(year, "9999"))
    book.scores.evidence.also_needed.append(lambda blob: any(area().uses(blob) for area in used))


def _connect_following(book: Book) -> None:
    """The files of a movement or task leave with it."""
    book.following.leaving.append(lambda tx, holder, key: book.attachments.leave_with(tx, holder, key))


_CONNECTED: Final[Mapping[str, Callable[[Book], None]]] = {
    "years": _connect_years,
    "decisions": _connect_decisions,
    "regulations": _connect_regulations,
    "forms": _connect_forms,
    "following": _connect_following,
    "scores": _connect_scores,
}
"""What lower areas call in higher ones, told to them when they are made: the only places where a call goes upward."""


def create_book(
    path: Path,
    name: str,
    *,
    clock: Clock = now,
    key_source: KeySource = new_key,
    backup_folder: Path | None = None,
    **words: str,
) -> Book:
    """Make a new book for a bloc of that name and open it; `words` as in `settings.describe_bloc`.

    Refusals: FileTrouble `file.exists` and those of the file, those of the name. A book refused leaves no file behind.
    """
    store = opening.create(path, clock=clock, key_source=key_source)
    book = Book(store, key_source, backup_folder)
    try:
        with store.operation("create-book", {"name": name}):
            book.settings.describe_bloc(name=name, **words)
    except BaseException:
        store.close()
        disk.sweep(path)
        raise
    return book


def open_book(
    path: Path,
    read_only: bool = False,
    *,
    clock: Clock = now,
    key_source: KeySource = new_key,
    holder: str | None = None,
    backup_folder: Path | None = None,
) -> Book:
    """Open the book at `path`; refusals as in `models.file.opening.open_book_file`."""
    store = opening.open_book_file(
        path, read_only, clock=clock, key_source=key_source, holder=holder, backups=backup_folder
    )
    return Book(store, key_source, backup_folder)


def restore_book(path: Path, chosen: Path, *, clock: Clock = now, backup_folder: Path | None = None) -> Path | None:
    """Put a backup in the place of the closed book at `path`; the present state is saved first, its place returned."""
    return backup.restore(path, chosen, backup_folder, clock=clock)
