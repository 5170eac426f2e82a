"""Forms that came back, many at once: what each is, what it would change, and the writing of all as one act.

Each file is written whole or not at all, inside one act that one undo takes back. A file is known by what it says of
itself, never by its name.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Generator, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Literal

from models.book.base import fields
from models.book.scoring.rows import SheetAt
from models.exchange.cells.model import Workbook
from models.exchange.forms import identity, member_in, unit_sheet
from models.exchange.forms.carried import Carried
from models.exchange.forms.identity import Identity, shape_of
from models.exchange.forms.layout import MemberForm, member_form
from models.rules.errors import BadInput, Refusal, RuleViolation

if TYPE_CHECKING:
    from models.book.book import Book

Status = Literal[
    "new", "changed", "same", "twice", "closed", "older", "other-year", "other-stage", "other-unit", "other-book",
    "other-kind", "not-ours", "damaged",
]  # fmt: skip
WRITTEN: Final = ("new", "changed")
"""What would be written; "same" is ours and says nothing new."""


@dataclass(slots=True)
class Arrival:
    """One file. `unit` is whose it says it is ("" where it says nothing); `refusal` says why it is not taken, or after
    the writing why it was not written; `written` tells that it was.
    """

    name: str
    status: Status
    unit: str = ""
    identity: Identity | None = None
    carried: Carried | None = None
    refusal: Refusal | None = None
    written: bool = False
    came: Status = "new"
    """What it was before another file of its unit made it one of two."""
    chosen: tuple[unit_sheet.Sheet, Mapping[str, int]] | None = None
    """Of a sheet that is not our form: its build, and the columns that were chosen."""

    @property
    def good(self) -> bool:
        """Whether something of it can be written."""
        return self.status in WRITTEN and self.carried is not None and self.carried.changes > 0


@dataclass(frozen=True, slots=True)
class Expected:
    """What is being received: a year, and (when said) a stage and a period."""

    year: int
    stage: str | None = None
    period: str | None = None


@dataclass(slots=True)
class Batch:
    """Files looked at together."""

    wanted: Expected
    arrivals: list[Arrival] = field(default_factory=list)

    def units(self) -> set[str]:
        """Whose forms are there, read well."""
        return {one.unit for one in self.arrivals if one.carried is not None and one.status in (*WRITTEN, "same")}


def look(book: Book, files: Iterable[tuple[str, Workbook | Refusal]], wanted: Expected) -> Batch:
    """What each file is and would change; nothing is written. A file that could not be opened comes as its refusal."""
    steps = looking(book, files, wanted)
    while True:
        try:
            next(steps)
        except StopIteration as end:
            found: Batch = end.value
            return found


def looking(
    book: Book, files: Iterable[tuple[str, Workbook | Refusal]], wanted: Expected
) -> Generator[None, None, Batch]:
    """The same, a step for each file."""
    batch = Batch(wanted)
    for name, opened in files:
        batch.arrivals.append(look_at(book, name, opened, wanted))
        yield
    part(batch)
    return batch


def part(batch: Batch) -> None:
    """Let two files that say different things of one unit wait for a choice; to be asked again when one has left."""
    for one in batch.arrivals:
        if one.status == "twice":
            one.status, one.refusal = one.came, None
    borne = Counter(one.unit for one in batch.arrivals if one.good)
    parted = [one for one in batch.arrivals if one.good and borne[one.unit] > 1 and not _alike(one, batch.arrivals)]
    for old in batch.arrivals:
        against = [one for one in batch.arrivals if one.good and one.unit == old.unit and _contradict(old, one)]
        if old.status == "same" and against:
            parted += [old, *(one for one in against if one not in parted)]
    for one in parted:
        one.came, one.status, one.refusal = one.status, "twice", RuleViolation("forms.unit_twice", unit=one.unit)


def _alike(one: Arrival, others: Sequence[Arrival]) -> bool:
    """Whether all files of a unit say the same."""
    assert one.carried is not None
    same = [each.carried for each in others if each.good and each.unit == one.unit and each.carried is not None]
    return all(
        each.edits == one.carried.edits
        and each.evidence == one.carried.evidence
        and [(line.page.key, line.said) for line in each.lists]
        == [(line.page.key, line.said) for line in one.carried.lists]
        for each in same
    )


def _contradict(one: Arrival, other: Arrival) -> bool:
    """Whether two files of a unit say different things of one cell; one of them may say what the book holds already,
    and so change nothing: which of the two is right is no less open.
    """
    if one.carried is None or other.carried is None:
        return False
    said = other.carried.said
    return any(said.get(place, text) != text for place, text in one.carried.said.items())


def look_at(book: Book, name: str, opened: Workbook | Refusal, wanted: Expected) -> Arrival:
    """What one file is and would change."""
    if isinstance(opened, Refusal):
        return Arrival(name, "damaged", refusal=opened)
    said = identity.read(opened)
    if said.mixed:
        return Arrival(name, "other-unit", refusal=RuleViolation("forms.mixed", file=name))
    if said.identity is None:
        if said.broken:
            return Arrival(name, "damaged", refusal=RuleViolation("forms.broken", file=name))
        return Arrival(name, "not-ours", refusal=RuleViolation("forms.not_ours", file=name))
    who = said.identity
    status, refusal = _fits(book, name, who, wanted)
    if status is not None:
        return Arrival(name, status, who.unit, who, refusal=refusal)
    if member_in.names_another(book, opened, who):
        return Arrival(name, "other-unit", refusal=RuleViolation("forms.mixed", file=name))
    return _looked(book, name, who, lambda form: member_in.read(book, opened, form))


def form_for(book: Book, wanted: Expected, unit: str) -> MemberForm:
    """A unit's form of what is being received, of the first stage where none is said. The refusals of `member_form`."""
    stage = wanted.stage or next((one.key for one in book.years.stages(wanted.year)), "")
    return member_form(book, wanted.year, unit, stage, wanted.period or "nam")


def whose(book: Book, opened: Workbook, wanted: Expected) -> tuple[str, tuple[str, ...]]:
    """The unit a workbook that is not our form names ("" when none or several), and those it may be of: the named, else
    all whose form it holds. BadInput `forms.no_items` when it holds none, `forms.year_without_units`
    (facts: `file`, `year`).
    """
    going_on = [one.key for one in book.members.roster(wanted.year) if one.to_date is None]
    if not going_on:
        raise BadInput("forms.year_without_units", file=opened.name, year=wanted.year)
    named = unit_sheet.named(book, wanted.year, opened)
    if named:
        return named[0] if len(named) == 1 else "", named
    fitting: list[str] = []
    looked: dict[str, Refusal | None] = {}
    for unit in going_on:
        key = ""
        try:
            form = form_for(book, wanted, unit)
            key = form.form.key
            if key not in looked:
                unit_sheet.look(book, opened, form)
            looked.setdefault(key, None)
        except Refusal as refusal:
            looked[key] = refusal
        if looked[key] is None:
            fitting.append(unit)
    if not fitting and looked:
        raise next(refusal for refusal in looked.values() if refusal is not None)
    return "", tuple(fitting)


def as_unit_sheet(
    book: Book, name: str, opened: Workbook, wanted: Expected, unit: str, columns: Mapping[str, int] | None = None
) -> Arrival:
    """A workbook that is not our form as the sheet of a unit, by the columns chosen (else those its headings propose).
    RuleViolation `score.not_member`, `score.unknown_stage`; BadInput `forms.no_items`, `forms.choose_column`.
    """
    form = form_for(book, wanted, unit)
    sheet = unit_sheet.look(book, opened, form)
    chosen = dict(sheet.proposed if columns is None else columns)
    if "base" not in chosen:
        offered = ", ".join(f"{one.letters} “{one.heading}”" for one in sheet.columns)
        raise BadInput("forms.choose_column", file=name, columns=offered)
    found = _looked(book, name, form.identity, lambda mine: unit_sheet.read(opened, mine, chosen))
    found.chosen = (sheet, chosen)
    return found


def _looked(book: Book, name: str, who: Identity, read: Callable[[MemberForm], Carried]) -> Arrival:
    """What a workbook of a unit would change, once it is known whose it is."""
    try:
        carried = read(member_form(book, who.year, who.unit, who.stage, who.period))
        sheet = carried.form.sheet
        if sheet.key:
            row = {"key": sheet.key, "unit": who.unit, "stage": who.stage, "year": who.year, "state": sheet.state}
            book.scores.check_open(row)
    except RuleViolation as closed:
        return Arrival(name, "closed", who.unit, who, refusal=closed)
    except Refusal as damaged:
        return Arrival(name, "damaged", who.unit, who, refusal=damaged)
    says = carried.changes or carried.refused
    state: Status = "same" if not says else "changed" if sheet.scored else "new"
    return Arrival(name, state, who.unit, who, carried)


def _fits(book: Book, name: str, who: Identity, wanted: Expected) -> tuple[Status | None, Refusal | None]:
    """Why a workbook is not one that is being received; (None, None) when it is."""
    facts = {"file": name, "year": who.year, "unit": who.unit}
    if who.book != book.store.meta("book_id"):
        return "other-book", RuleViolation("forms.other_book", file=name)
    if who.kind != "member":
        return "other-kind", RuleViolation("forms.other_kind", file=name, kind=who.kind)
    if who.year != wanted.year:
        return "other-year", RuleViolation("forms.other_year", **facts, wanted=wanted.year)
    stages = {one.key for one in book.years.stages(who.year)}
    if who.stage not in stages or (wanted.stage or who.stage) != who.stage:
        return "other-stage", RuleViolation("forms.other_stage", **facts, stage=who.stage)
    if (wanted.period or who.period) != who.period:
        return "other-stage", RuleViolation("forms.other_period", **facts, period=who.period)
    member = next((one for one in book.members.roster(who.year) if one.key == who.unit), None)
    if member is None:
        return "other-unit", RuleViolation("forms.other_unit", **facts)
    form = book.forms.form(book.forms.for_unit(who.year, who.unit))
    if shape_of(form) != who.shape:
        return "older", RuleViolation("forms.older", **facts, version=who.version, now=form.version)
    return None, None


def check_scores(book: Book, workbook: Workbook, wanted: Expected) -> None:
    """Refuse a workbook of ours that is not the scores that are being taken in, by the name of what it is; one that
    is not ours passes. RuleViolation `forms.is_member`, `forms.is_scorer`, `forms.mixed`, `forms.broken`,
    `forms.other_book`, `forms.scores_other` (facts: `year`, `stage`).
    """
    said = identity.read(workbook)
    if said.mixed:
        raise RuleViolation("forms.mixed", file=workbook.name)
    if said.broken:
        raise RuleViolation("forms.broken", file=workbook.name)
    who = said.identity
    if who is None:
        return
    if who.kind == "scorer":
        raise RuleViolation("forms.is_scorer", file=workbook.name, office=who.office, year=who.year)
    if who.book != book.store.meta("book_id"):
        raise RuleViolation("forms.other_book", file=workbook.name)
    if who.kind == "member":
        raise RuleViolation("forms.is_member", file=workbook.name, unit=who.unit, year=who.year)
    if (who.year, who.stage, who.period) != (wanted.year, wanted.stage, wanted.period):
        facts = {"year": who.year, "stage": who.stage, "period": who.period}
        raise RuleViolation("forms.scores_other", file=workbook.name, wanted=wanted.year, **facts)


def take(book: Book, batch: Batch, on: str | None = None, rest: bool = False) -> int:
    """Write what the files say, as one act, and record the day they came (today, where no other is said); returns how
    many files changed the book.

    A file with cells that cannot be taken is left alone, or with `rest` written without them. One that the book refuses
    is left out whole, with its `refusal`. BadInput `date.bad`.
    """
    day = fields.date(on, "on") if on else book.today()
    going: dict[str, Arrival] = {}
    for one in batch.arrivals:
        if one.good and one.carried is not None and (rest or not one.carried.refused):
            going.setdefault(one.unit, one)
    if not going:
        return 0
    facts = {"year": batch.wanted.year, "count": len(going), "units": sorted(going)}
    with book.store.operation("take-forms", facts):
        for one in going.values():
            try:
                with book.store.operation("take-forms"):
                    _write(book, one, day)
                one.written = True
            except Refusal as refusal:
                one.refusal = refusal
    return sum(one.written for one in going.values())


def _write(book: Book, one: Arrival, day: str) -> None:
    who, carried = one.identity, one.carried
    assert who is not None and carried is not None
    scores, at = book.scores, SheetAt(who.year, who.unit, who.stage, who.period)
    if carried.edits:
        edits = [(who.unit, node, edit) for node, edit in carried.edits.items()]
        scores.enter_many(who.year, who.stage, edits, who.period)
    for node, text in carried.evidence.items():
        known = {line.key: line.text for line in scores.evidence.of(at, node)}
        plain = carried.form.evidence.get(node)
        key = next((key for key, words in known.items() if plain is not None and words == plain), None)
        if text not in known.values():
            scores.evidence.put(at, node, text=text, key=key)
    if (carried.edits or carried.evidence) and not carried.form.sheet.received_on:
        scores.receive(at, day, f"Phiếu Excel: {one.name}"[:200])
    if one.chosen is not None:
        unit_sheet.remember(book, *one.chosen, who.unit)
    for line in carried.lists:
        line.page.put(book, who.year, who.unit, line.said, line.key)
    registering = {line.page.key for line in carried.lists} & {"registered_title", "target", "work"}
    if registering and book.registration.of(who.year, who.unit).received_on is None:
        said = book.registration.of(who.year, who.unit)
        kept = {"document": said.document, "tasks": said.tasks, "note": said.note}
        book.registration.receive(who.year, who.unit, day, **kept)  # type: ignore[arg-type]  # by name


def waiting(book: Book, year: int, stage: str, period: str = "nam") -> tuple[str, ...]:
    """The units whose form of a stage has not come: nothing received, nothing written."""
    sheets = {one.unit: one for one in book.scores.sheets(year, stage) if one.period == period}
    there = {unit for unit, sheet in sheets.items() if sheet.received_on or sheet.scored}
    return tuple(one.key for one in book.members.roster(year) if one.to_date is None and one.key not in there)
