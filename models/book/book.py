"""One open book: the store, the clock, the source of keys, and one small object per area of the secretariat's work.

A Book is opened once and passed in; nothing global points to it. Areas are imported when first asked for, so that the
first screen does not wait for what it does not show. No verb and no rule stands here.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Final, Self

from models.book.base.reads import Reads
from models.file import backup, disk, opening
from models.file.backup import Label, Progress
from models.file.sources import Clock, KeySource, new_key, now
from models.file.thinning import Kept

if TYPE_CHECKING:
    from models.book.awards.awards import Awards
    from models.book.awards.findings import Findings
    from models.book.awards.history import Histories
    from models.book.bloc.journal import Journal
    from models.book.bloc.people import People
    from models.book.bloc.settings import Settings
    from models.book.closing.closing import Closing
    from models.book.closing.next_year import NextYear
    from models.book.following.drafts import Drafts
    from models.book.following.following import Following
    from models.book.following.log import Log
    from models.book.following.teams import Teams
    from models.book.form.forms import Forms
    from models.book.leadership.leadership import Leadership
    from models.book.leadership.rotation import Rotation
    from models.book.meetings.ballots import Ballots
    from models.book.meetings.meetings import Meetings
    from models.book.pledging.registration import Registrations
    from models.book.regulation.citations import Citations
    from models.book.regulation.deadlines import Deadlines
    from models.book.regulation.decisions import Decisions
    from models.book.regulation.regulations import Regulations
    from models.book.reporting.papers import Papers
    from models.book.reporting.statistics import Statistics
    from models.book.scoring.scorer_sheets import ScorerSheets
    from models.book.scoring.scores import Scores
    from models.book.scoring.standing import Standings
    from models.book.units.households import Households
    from models.book.units.members import Members
    from models.book.year.course import Course
    from models.book.year.tasks import Tasks
    from models.book.year.years import Years
    from models.file.store import Store
    from models.file.transaction import Transaction

VOTES_REST_ON: Final = ("unit", "membership", "decision", "meeting", "attendee")
"""Tables whose rows say who votes, in what capacity, and how a silent rule was read."""


class Book:
    """An open book. Its clock is the store's; `new_key` is given from outside, so that a test can be exact."""

    def __init__(self, store: Store, key_source: KeySource = new_key, backup_folder: Path | None = None) -> None:
        self.store = store
        self.new_key = key_source
        self._backup_folder = backup_folder
        self._seq_at_opening = store.last_seq
        self._closed = False
        self.store.before_write |= dict.fromkeys(VOTES_REST_ON, self._keep_ballots)

    def _keep_ballots(self, tx: Transaction) -> None:
        """Counted ballots keep what they stand on before it moves; the area is read only where there are some."""
        if self.store.rows("ballot", state="counted", electorate=None):
            self.ballots.electorates.freeze(tx)

    @contextmanager
    def beside(self) -> Iterator[Book]:
        """The same store read anew, with nothing remembered from before; for a reading in the middle of an act."""
        kept = dict(self.store.before_write)
        try:
            yield Book(self.store, self.new_key, self._backup_folder)
        finally:
            self.store.before_write |= kept

    @cached_property
    def reads(self) -> Reads:
        """What is read of the book and when it changes."""
        return Reads(self.store)

    @property
    def clock(self) -> Clock:
        """The clock of the book."""
        return self.store.clock

    def today(self) -> str:
        """The civil date "YYYY-MM-DD" of the place where the program runs, by the book's clock."""
        return self.store.today()

    @cached_property
    def settings(self) -> Settings:
        from models.book.bloc.settings import Settings

        return Settings(self)

    @cached_property
    def people(self) -> People:
        from models.book.bloc.people import People

        return People(self)

    @cached_property
    def members(self) -> Members:
        from models.book.units.members import Members

        return Members(self)

    @cached_property
    def years(self) -> Years:
        from models.book.year.years import Years

        return Years(self)

    @cached_property
    def regulations(self) -> Regulations:
        from models.book.regulation.regulations import Regulations

        return Regulations(self)

    @cached_property
    def citations(self) -> Citations:
        from models.book.regulation.citations import Citations

        return Citations(self)

    @cached_property
    def deadlines(self) -> Deadlines:
        from models.book.regulation.deadlines import Deadlines

        return Deadlines(self)

    @cached_property
    def decisions(self) -> Decisions:
        from models.book.regulation.decisions import Decisions

        return Decisions(self)

    @cached_property
    def leadership(self) -> Leadership:
        from models.book.leadership.leadership import Leadership

        return Leadership(self)

    @cached_property
    def rotation(self) -> Rotation:
        from models.book.leadership.rotation import Rotation

        return Rotation(self)

    @cached_property
    def forms(self) -> Forms:
        from models.book.form.forms import Forms

        return Forms(self)

    @cached_property
    def scores(self) -> Scores:
        from models.book.scoring.scores import Scores

        return Scores(self)

    @cached_property
    def standing(self) -> Standings:
        from models.book.scoring.standing import Standings

        return Standings(self)

    @cached_property
    def meetings(self) -> Meetings:
        from models.book.meetings.meetings import Meetings

        return Meetings(self)

    @cached_property
    def ballots(self) -> Ballots:
        from models.book.meetings.ballots import Ballots

        return Ballots(self)

    @cached_property
    def tasks(self) -> Tasks:
        from models.book.year.tasks import Tasks

        return Tasks(self)

    @cached_property
    def registration(self) -> Registrations:
        from models.book.pledging.registration import Registrations

        return Registrations(self)

    @cached_property
    def following(self) -> Following:
        from models.book.following.following import Following

        return Following(self)

    @cached_property
    def log(self) -> Log:
        from models.book.following.log import Log

        return Log(self)

    @cached_property
    def drafts(self) -> Drafts:
        from models.book.following.drafts import Drafts

        return Drafts(self)

    @cached_property
    def teams(self) -> Teams:
        from models.book.following.teams import Teams

        return Teams(self)

    @cached_property
    def scorer_sheets(self) -> ScorerSheets:
        from models.book.scoring.scorer_sheets import ScorerSheets

        return ScorerSheets(self)

    @cached_property
    def awards(self) -> Awards:
        from models.book.awards.awards import Awards

        return Awards(self)

    @cached_property
    def history(self) -> Histories:
        from models.book.awards.history import Histories

        return Histories(self)

    @cached_property
    def households(self) -> Households:
        from models.book.units.households import Households

        return Households(self)

    @cached_property
    def findings(self) -> Findings:
        from models.book.awards.findings import Findings

        return Findings(self)

    @cached_property
    def statistics(self) -> Statistics:
        from models.book.reporting.statistics import Statistics

        return Statistics(self)

    @cached_property
    def course(self) -> Course:
        from models.book.year.course import Course

        return Course(self)

    @cached_property
    def papers(self) -> Papers:
        from models.book.reporting.papers import Papers

        return Papers(self)

    @cached_property
    def journal(self) -> Journal:
        from models.book.bloc.journal import Journal

        return Journal(self)

    @cached_property
    def next_year(self) -> NextYear:
        from models.book.closing.next_year import NextYear

        return NextYear(self)

    @cached_property
    def closing(self) -> Closing:
        from models.book.closing.closing import Closing

        return Closing(self)

    def save_copy(self, path: Path, progress: Progress | None = None) -> None:
        """Write a whole copy of the book elsewhere ("Lưu bản sao…"). FileTrouble `file.exists`, `file.copy_damaged`."""
        backup.save_copy(self.store.connection, path, progress)

    def save_view_copy(self, path: Path, progress: Progress | None = None) -> None:
        """Write a copy that opens to be looked at only ("Gửi bản chỉ xem…"); refusals as in `save_copy`."""
        moment = self.clock().isoformat(timespec="seconds")
        backup.save_copy(self.store.connection, path, progress, view_only=moment)

    def back_up(self, label: Label = "daily", progress: Progress | None = None) -> Path:
        """Put a backup into the book's folder of backups, let old ones go, and say where it is."""
        return backup.back_up(self.store.path, self.backup_folder, label, clock=self.clock, progress=progress)

    def backups(self) -> tuple[Kept, ...]:
        """The backups of this book, the newest first; their files lie in `backup_folder`."""
        return tuple(reversed(backup.backups(self.store.path, self.backup_folder)))

    @property
    def backup_folder(self) -> Path:
        """Where the backups of this book lie."""
        return self._backup_folder or backup.folder_of(self.store.path)

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
