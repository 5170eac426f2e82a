"""The year after: what a new head takes over from the year before, with every difference shown first.

List of units, steps, deadlines, regulation, forms with their dates moved on, people around the bloc, the new head,
unfinished work and the money left. Nothing that stands in the new year already is replaced. `preview` does it all and
takes it back, so what it shows is what `start` does.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from models.book.base import fields
from models.book.base.area import Area
from models.book.closing.next_year_work import carried_lines
from models.book.following.fund import CARRIED
from models.book.year.rows import Deadline, Period
from models.rules.errors import RuleViolation
from models.rules.form.scoring import form_from_rows, form_to_rows
from models.rules.number.points import show_money
from models.rules.number.text import show_date

if TYPE_CHECKING:
    from models.book.closing.floor import ClosingBook

PARTS: Final = ("stages", "roster", "deadlines", "roles", "regulation", "form", "leaders", "work", "fund")
"""What can be taken over, in the order in which it is done."""
NOBODY: Final = "chưa ghi"
"""What stands for the unit of an office nobody is recorded or chosen for."""
_ISO: Final = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True, slots=True)
class TakenOver:
    """One thing of the new year beside what it was: `kind` is "same", "changed", "new", "left" or "waits"."""

    part: str
    name: str
    kind: str
    old: str = ""
    new: str = ""


class _Rehearsed(Exception):
    """The rehearsal is over; the store takes everything back."""


class NextYear(Area):
    """Starting the year that follows another."""

    _book: ClosingBook

    def open(self, year: int, roster_from: int) -> int:
        """Begin a bloc-year with the units of another year's list, as one act.

        Refusals: those of `years.open`, RuleViolation `year.unknown`.
        """
        with self._store.operation("open-year", {"year": year}):
            self._book.years.open(year)
            self._book.members.take_over(year, roster_from)
        return year

    def preview(self, from_year: int, parts: tuple[str, ...] = PARTS) -> tuple[TakenOver, ...]:
        """What `start` would do; nothing is written. Refusals as in `start`."""
        found: list[TakenOver] = []
        try:
            with self._store.operation("start-year"):
                found.extend(self._take(from_year, parts))
                raise _Rehearsed
        except _Rehearsed:
            return tuple(found)

    def start(self, from_year: int, parts: tuple[str, ...] = PARTS) -> tuple[TakenOver, ...]:
        """Open the year after `from_year` if need be and take over what is not there yet, as one act.

        Refusals: `year.unknown`, `year.out_of_range`, `year.closed` (the new year), those of the file.
        """
        with self._store.operation("start-year", {"year": from_year + 1, "from_year": from_year}):
            return tuple(self._take(from_year, parts))

    def _take(self, from_year: int, parts: tuple[str, ...]) -> Iterator[TakenOver]:
        self._book.years.get(from_year)
        year = from_year + 1
        if self._book.years.find(year) is None:
            periods = tuple(_moved_period(one, year) for one in self._book.years.periods(from_year))
            stages = self._book.years.stages(from_year) if "stages" in parts else None
            self._book.years.open(year, stages=stages, periods=periods)
        self._book.years.must_be_open(year)
        takers: Mapping[str, Callable[[int, int], Iterator[TakenOver]]] = {
            "roster": self._roster,
            "deadlines": self._deadlines,
            "roles": self._roles,
            "regulation": self._regulation,
            "form": self._forms,
            "leaders": self._leaders,
            "work": self._work,
            "fund": self._fund,
        }
        for part in PARTS:
            if part in parts and part in takers:
                yield from takers[part](year, from_year)

    # --- parts

    def _roster(self, year: int, from_year: int) -> Iterator[TakenOver]:
        changes = self._book.members.take_over(year, from_year)
        differing = {change.unit for change in changes}
        for member in self._book.members.roster(year):
            if member.key not in differing:
                yield TakenOver("roster", member.unit.short_name, "same")
        for change in changes:
            names: Any = change.facts.get("names", ())
            before = change.facts.get("old") or ", ".join(names)
            kind = {"joined": "new", "succeeds": "new", "left": "left", "ended": "left"}.get(change.kind, "changed")
            yield TakenOver("roster", change.name, kind, str(before), str(change.facts.get("new", "")))

    def _deadlines(self, year: int, from_year: int) -> Iterator[TakenOver]:
        there = {one.key for one in self._book.years.deadlines(year)}
        stages = {stage.key for stage in self._book.years.stages(year)}
        for old in self._book.years.deadlines(from_year):
            if old.key in there or (old.stage is not None and old.stage not in stages):
                continue
            new: Deadline = replace(old, year=year, due_on=moved(old.due_on, 1))
            self._book.years.put_deadline(new)
            yield TakenOver("deadlines", old.name, "changed", show_date(old.due_on), show_date(new.due_on))

    def _roles(self, year: int, from_year: int) -> Iterator[TakenOver]:
        there = {one.role for one in self._book.years.roles(year)}
        people = self._book.years.roles(from_year)
        for role in dict.fromkeys(one.role for one in people if one.role not in there):
            named = [one for one in people if one.role == role]
            self._book.years.set_roles(year, role, [(one.name, one.title) for one in named])
            for one in named:
                yield TakenOver("roles", one.name, "same", one.title or "", one.title or "")

    def _regulation(self, year: int, from_year: int) -> Iterator[TakenOver]:
        own, beside = self._book.regulations.of_year(from_year), self._book.regulations.beside(from_year)
        if own is not None and self._book.regulations.of_year(year) is None:
            self._book.regulations.use(year, own.key)
            yield TakenOver("regulation", own.name, "same")
        if beside and not self._book.regulations.beside(year):
            kept = self._book.settings.get(f"regulations.beside.{from_year}", [])
            self._book.settings.put(f"regulations.beside.{year}", kept)
            for one in beside:
                yield TakenOver("regulation", one.name, "same")
        for one in (*([own] if own else []), *beside):
            if one.valid_to is not None and one.valid_to < f"{year}-12-31":
                yield TakenOver("regulation", one.name, "waits", "", f"hết hiệu lực từ {show_date(one.valid_to)}")

    def _forms(self, year: int, from_year: int) -> Iterator[TakenOver]:
        made: dict[str, str] = {}
        for row in self._store.rows("year_form", year=from_year):
            if self._store.row("year_form", year, row["unit_group"]) is not None:
                continue
            old, changes = row["form"], [TakenOver("form", self._book.forms.form(row["form"]).name, "same")]
            if old not in made:
                made[old], changes = self._moved_form(old, from_year)
            else:
                changes = []
            self._book.forms.adopt(year, made[old], row["unit_group"], as_it_is=True)
            yield from changes

    def _moved_form(self, key: str, from_year: int) -> tuple[str, list[TakenOver]]:
        """The form itself where nothing in it names the old year, else a copy with name and dates moved on a year."""
        form = self._book.forms.form(key)
        row, nodes = form_to_rows(form)
        changes: list[TakenOver] = []
        called = self._book.years.called
        name = form.name.replace(called(from_year), called(from_year + 1))
        if name != form.name:
            changes.append(TakenOver("form", "Tên bảng", "changed", form.name, name))
        for node in nodes:
            spec, dates = _moved_spec(node["spec"], from_year)
            text = node.get("rule_text")
            for old in dates:
                label = f"Mục {node['code'] or node['title']}"
                changes.append(TakenOver("form", label, "changed", show_date(old), show_date(moved(old, 1))))
                text = _moved_text(text, old)
            node.update(spec=spec, rule_text=text)
        if not changes:
            return key, [TakenOver("form", form.name, "same")]
        new = form_from_rows({**row, "name": name}, nodes)
        return self._book.forms.put_form(new, source=f"Theo {form.name}"), changes

    def _leaders(self, year: int, from_year: int) -> Iterator[TakenOver]:
        """The unit that received the book leads (or the one a meeting chose), proposed until its decision is written,
        and beside it the deputies a meeting chose; an office already recorded stays. The head, and every office of the
        year before, that nobody is recorded or chosen for waits: until then the last list stays in force.
        """
        leadership, words = self._book.leadership, self._book.settings.terms
        old = {(one.role, one.rank): one for one in leadership.terms(from_year)}
        recorded = {(one.role, one.rank): one for one in leadership.terms(year)}
        to_come = self._to_come(year, from_year)
        offices = {("head", 1), *old, *recorded, *to_come}
        several = any(rank > 1 for _role, rank in offices)
        for office in sorted(offices, key=lambda one: (one[0] != "head", one[1])):
            word = words.office(office[0], office[1] if several else 0)
            before = self._called(old[office].unit, f"{from_year}-12-31") if office in old else ""
            if office in recorded:
                now = self._called(recorded[office].unit, f"{year}-12-31")
                yield TakenOver("leaders", word, "same" if now == before else "changed", before, now)
            elif office in to_come:
                unit, said = to_come[office]
                yield TakenOver(
                    "leaders",
                    word,
                    self._propose(year, unit, office, said),
                    before,
                    self._called(unit, f"{year}-01-01"),
                )
            else:
                yield TakenOver("leaders", word, "waits", before, NOBODY)

    def _to_come(self, year: int, from_year: int) -> dict[tuple[str, int], tuple[str, dict[str, Any]]]:
        """Who leads next as far as minutes say: office -> unit and what its term cites."""
        found: dict[tuple[str, int], tuple[str, dict[str, Any]]] = {}
        for one in self._book.leadership.chosen(year):
            said = {"basis": one.basis, "decision": one.document, "decided_on": one.on}
            found[one.role, one.rank] = (one.unit, {**said, "person": one.person})
        custody, head = self._book.closing.custody(from_year), ("head", 1)
        if custody is not None and (head not in found or found[head][0] != custody.to_unit):
            found[head] = (custody.to_unit, {"basis": "introduced"})
        reason = f"Nhận bàn giao ngày {show_date(custody.handed_on)}" if custody else None
        return {
            office: (unit, {**said, "deviation": reason} if office == head else said)
            for office, (unit, said) in found.items()
        }

    def _propose(self, year: int, unit: str, office: tuple[str, int], said: dict[str, Any]) -> str:
        """Propose a unit for an office: "changed", or "waits" where the regulation asks for more."""
        try:
            self._book.leadership.put_term(year, unit, office[0], rank=office[1], status="proposed", **said)
        except RuleViolation as refusal:
            if not refusal.code.startswith("rotation."):
                raise
            return "waits"
        return "changed"

    def _called(self, unit: str, on: str) -> str:
        return self._book.members.unit(unit, on).short_name

    def _work(self, year: int, from_year: int) -> Iterator[TakenOver]:
        """Unfinished tasks, each naming the one it continues, and what the handover's minutes leave to be done."""
        there = self._store.rows("work", year=year)
        continued = {row["rolled_from"] for row in there}
        titles = {row["title"] for row in there}
        custody = self._book.closing.custody(from_year)
        by = f"Biên bản bàn giao ngày {show_date(custody.handed_on)}" if custody else None
        rows = sorted(self._store.rows("work", year=from_year, state="open"), key=lambda row: row["position"])
        new = [
            {**{name: row[name] for name in ("unit", "kind", "title", "note")}, "rolled_from": row["key"]}
            for row in rows
            if row["key"] not in continued
        ]
        told = [str(row["title"]) for row in rows]
        for line in carried_lines(self._book, custody) if custody else ():
            if line not in titles and not any(title in line for title in told):
                new.append({"kind": "agreed", "title": line, "assigned_by": by})
        self._book.following.take_over_works(year, new)
        yield from (TakenOver("work", row["title"], "new") for row in new)

    def _fund(self, year: int, from_year: int) -> Iterator[TakenOver]:
        fund = self._book.log.fund
        carried = any(line.key.startswith(CARRIED) for line in fund.of(year).lines)
        if not carried and fund.of(from_year).left:
            fund.carry_over(year, from_year)
            left = show_money(fund.of(from_year).left)
            yield TakenOver("fund", "Kinh phí đóng góp", "same", left, left)


# --- dates ------------------------------------------------------------------------------------------------------------


def moved(day: str, years: int) -> str:
    """The same day some years later; 29 February becomes the 28th where there is none."""
    year, month, date = (int(part) for part in day.split("-"))
    last = calendar.monthrange(year + years, month)[1]
    return fields.date(f"{year + years:04}-{month:02}-{min(date, last):02}", "day")


def _moved_period(period: Period, year: int) -> Period:
    """A period of the year before; its days one year on."""
    days: dict[str, Any] = {name: moved(day, 1) for name in ("from_date", "to_date") if (day := getattr(period, name))}
    return replace(period, name=period.name.replace(str(year - 1), str(year)), **days)


def _moved_spec(spec: Any, from_year: int) -> tuple[Any, list[str]]:
    """A spec with every date around the old year moved on by one year, and those dates."""
    found: list[str] = []

    def walk(value: Any) -> Any:
        if isinstance(value, Mapping):
            return {name: walk(inner) for name, inner in value.items()}
        if isinstance(value, (list, tuple)):
            return [walk(inner) for inner in value]
        if isinstance(value, str) and _ISO.fullmatch(value) and abs(int(value[:4]) - from_year) <= 1:
            found.append(value)
            return moved(value, 1)
        return value

    return walk(spec), found


def _moved_text(text: str | None, day: str) -> str | None:
    """A rule's words with that very day moved on, however its zeros are written."""
    if text is None:
        return None
    year, month, date = (int(part) for part in day.split("-"))
    return re.sub(rf"\b0?{date}/0?{month}/{year}\b", show_date(moved(day, 1)), text)
