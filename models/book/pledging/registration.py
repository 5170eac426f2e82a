"""What units register for a year: the day their registration came, titles line by line, targets; and the bloc's pledge.

Whether a registration is there is a fact kept with its date, late or not. Whether its absence bars a title is the
regulation's choice (Luật TĐKT 2022 Điều 7 no longer asks for it); letting a title through all the same is a recorded
decision.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from models.book.base import fields
from models.book.pledging.pledges import Pledges
from models.book.pledging.rows import Bar, Registered, RegisteredTitle, Target, Waived, target_of
from models.book.regulation.titles import HOLDERS, holder_of
from models.book.units.lines import YearLines, count
from models.rules.errors import BadInput, RuleViolation
from models.rules.number.about import About
from models.rules.number.days import Late
from models.rules.number.points import to_text
from models.rules.number.questions import Question, common
from models.rules.number.text import fold, show_date
from models.rules.place.facts import FactValue, Noted
from models.rules.place.rule_kinds import EVERY

if TYPE_CHECKING:
    from models.book.pledging.floor import PledgingBook

DEADLINE: Final = "han-dang-ky"
"""Key of the year's deadline for registrations."""
WAIVED: Final = "registration.waived"
"""Question of the recorded decision that lets a title through without its registration."""
CUSTOM_TASKS: Final = 10
"""How many key tasks a unit usually registers; a custom, bound to nothing."""
_FIGURES: Final = ("plan", "half_year", "estimate", "result")


class Registrations(YearLines):
    """Registrations, registered titles and targets; `pledge` is the bloc's pledge."""

    _book: PledgingBook

    def __init__(self, book: PledgingBook) -> None:
        super().__init__(book)
        self.pledge = Pledges(book)

    # --- reading

    def all(self, year: int) -> tuple[Registered, ...]:
        """One line per unit of the year's list, those that have not registered too; one that left is only there with
        what it sent.
        """
        rows = {row["unit"]: row for row in self._store.rows("registration", year=year)}
        late = self._late_of(year)
        members = self._book.members.roster(year)
        stayed = [member.key for member in members if member.to_date is None or member.key in rows]
        return tuple(_registered(year, unit, rows.get(unit), late) for unit in stayed)

    def of(self, year: int, unit: str) -> Registered:
        """A unit's registration; one that has not come has no day."""
        return _registered(year, unit, self._store.row("registration", year, unit), self._late_of(year))

    def _late_of(self, year: int) -> Callable[[str], Late] | None:
        """How late a registration that came on a day is; None without a deadline."""
        row = self._store.row("deadline", year, DEADLINE)
        return None if row is None else partial(self._book.years.late, year, str(row["due_on"]))

    def usual_tasks(self, year: int) -> int:
        """How many key tasks a registration of the year is expected to name: as many as most of this year's do, else
        of the year before's, else ten, as is the custom. Only offered; each unit may name another number.
        """
        for one in (year, year - 1):
            said = [row["tasks"] for row in self._store.rows("registration", year=one) if row.get("tasks")]
            if said:
                return int(max(said, key=lambda number: (said.count(number), number)))
        return CUSTOM_TASKS

    def titles(self, year: int, unit: str | None = None) -> tuple[RegisteredTitle, ...]:
        """Titles by unit of the year's list, the collective's before those of persons and households, then by day."""
        wanted = {"year": year} if unit is None else {"year": year, "unit": unit}
        people = {row["key"]: row["name"] for row in self._store.rows("person")}
        homes = {one.key: one for one in self._book.households.all()}
        order = {key: at for at, key in enumerate(self._names(year))}
        found = []
        for row in self._store.rows("registered_title", **wanted):
            home = homes.get(row["household"])
            name = home.name if home else people.get(row["person"], "")
            found.append(RegisteredTitle(**row, name=name, address=home.address if home else None))

        def place(one: RegisteredTitle) -> tuple[object, ...]:
            kind = HOLDERS.index(holder_of(one.person, one.household))
            return order.get(one.unit, len(order)), kind, one.registered_on or "", one.key

        return tuple(sorted(found, key=place))

    def targets(self, year: int, unit: str | None = None) -> tuple[Target, ...]:
        """Targets by unit of the year's list, in the order they were written."""
        wanted = {"year": year} if unit is None else {"year": year, "unit": unit}
        order = {key: at for at, key in enumerate(self._names(year))}
        found = map(target_of, self._store.rows("target", **wanted))
        return tuple(sorted(found, key=lambda one: (order.get(one.unit, len(order)), one.position, one.key)))

    def catalogue(self, year: int) -> tuple[tuple[str, str, str], ...]:
        """Titles the year's regulations know: code, name, holder ("collective" …), each once."""
        found: dict[tuple[str, str], tuple[str, str, str]] = {}
        for rule in self._book.regulations.rules(year):
            if rule.kind == "title/1":
                code, holder = str(rule.scope).split(":", 1)[-1].split("/")[0], str(rule.spec["holder"])
                found.setdefault((code, holder), (code, str(rule.spec["name"]), holder))
        return tuple(found.values())

    def holders(self, year: int, title: str) -> frozenset[str]:
        """The holders for whom the year's catalogue has a title (its code or name), empty when it does not know it."""
        wanted = fold(title)
        return frozenset(holder for code, name, holder in self.catalogue(year) if title == code or fold(name) == wanted)

    # --- what rules ask

    def facts(
        self, year: int, unit: str, person: str | None = None, household: str | None = None
    ) -> Mapping[str, FactValue | Noted | None]:
        """The facts `registered(of=…)` and `pledged` of a unit, a person or household of it, by the names rules use.

        `registered` is unknown for every unit while nobody's registration is recorded, `pledged` while no pledge is.
        """
        return _Facts(self, year, unit, person, household)

    def registered(
        self, year: int, unit: str, title: str, person: str | None = None, household: str | None = None
    ) -> Noted | bool | None:
        """Whether that title (its code or name) was registered, with the day; a recorded decision counts as one."""
        if not self._store.rows("registration", year=year) and not self._store.rows("registered_title", year=year):
            return None
        names = {fold(title)} | {fold(name) for code, name, _ in self.catalogue(year) if code == title}
        for line in self.titles(year, unit):
            if (line.person, line.household) == (person, household) and fold(line.title) in names:
                day = line.registered_on or self.of(year, unit).received_on
                return Noted(True, f"đăng ký ngày {show_date(day)}") if day else True
        question = self.waiver_question(year, unit, title, person or household)
        waived = [one for one in self._book.decisions.all(year) if _answers(one, question)]
        if waived:
            return Noted(True, f"chưa đăng ký; {waived[0].document or waived[0].reason}")
        return False

    def bars(self, year: int, title: str) -> tuple[Bar, ...]:
        """The clauses of the year's regulations that ask for a registration before this title is given."""
        found = []
        for rule in self._book.regulations.rules(year):
            names = {str(rule.spec.get("award")), *(str(one) for one in _titles(rule.spec))}
            if names & {title, EVERY} and _asks(rule.spec):
                found.append(Bar(rule.key, rule.cite, rule.quote))
        return tuple(found)

    def waived(self, year: int) -> tuple[Waived, ...]:
        """The titles that a decision lets through without their registration, by unit of the year's list."""
        people = {row["key"]: row["name"] for row in self._store.rows("person")} | self._book.households.names()
        order = {key: at for at, key in enumerate(self._names(year))}
        found = []
        for one in self._book.decisions.all(year):
            if (one.question, one.choice) == (WAIVED, "counts"):
                about = About.read(WAIVED, one.subject)
                name = people.get(about.get("who"), "")
                found.append(Waived(about.get("unit"), about.get("title"), name, one.reason, one.document))
        return tuple(sorted(found, key=lambda one: (order.get(one.unit, len(order)), one.name, one.title)))

    def waiver_question(self, year: int, unit: str, title: str, who: str | None = None) -> Question:
        """What a decision to let a title through without its registration answers, with the clause it departs from."""
        bar = next(iter(self.bars(year, title)), Bar("", "", ""))
        whose = {"unit": unit, "who": who} if who else {"unit": unit}
        subject = About.of(WAIVED, year=year, **whose, title=title).text
        options = (common("counts"),)
        return Question(WAIVED, subject, bar.rule or None, bar.cite, bar.quote, options, {"unit": unit, "title": title})

    def waive(
        self,
        year: int,
        unit: str,
        title: str,
        reason: str,
        *,
        person: str | None = None,
        name: str | None = None,
        head: str | None = None,
        document: str | None = None,
    ) -> str:
        """Let a title count as registered although it was not; a decision with its reason. A person by key or `name`,
        a household by its `head`.

        Refusals: `unit.not_member`, `year.closed`, RuleViolation `registration.is_there`, those of `decisions.answer`.
        """
        self._member(year, unit)
        shown = fields.name(title, 200)
        with self._store.operation("waive-registration", {"year": year, "unit": unit, "title": shown}):
            who, home = self._holder(unit, person, name, head, None)
            if self.registered(year, unit, shown, who, home):
                raise RuleViolation("registration.is_there", unit=unit, title=shown)
            question = self.waiver_question(year, unit, shown, who or home)
            return self._book.decisions.answer(question, "counts", reason, document=document, year=year)

    # --- writing

    def receive(
        self,
        year: int,
        unit: str,
        on: str | None,
        *,
        document: str | None = None,
        tasks: int | None = None,
        note: str | None = None,
    ) -> Registered:
        """Record the day a unit's registration came, late or not, and how many key tasks it names; answers with its
        lateness.

        Refusals: `unit.not_member`, `year.closed`, BadInput `date.bad`, `input.not_a_count`.
        """
        self._member(year, unit)
        row = {
            "year": year,
            "unit": unit,
            "received_on": fields.near(on, "received_on", year),
            "document": fields.line(document),
            "tasks": count(tasks, "tasks"),
            "note": fields.note(note),
        }
        with self._store.operation(
            "receive-registration", {"year": year, "unit": unit, "on": row["received_on"]}
        ) as tx:
            tx.put("registration", row)
        return self.of(year, unit)

    def receive_many(self, year: int, units: Sequence[str], on: str) -> int:
        """Record one day for the registrations of several units; those that have a day keep it. Returns how many."""
        waiting = [one for one in map(partial(self.of, year), units) if one.received_on is None]
        with self._store.operation("receive-registrations", {"year": year, "units": list(units), "on": on}):
            for one in waiting:
                self.receive(year, one.unit, on, document=one.document, tasks=one.tasks, note=one.note)
        return len(waiting)

    def remove(self, year: int, unit: str) -> None:
        """Take away a registration recorded by mistake; its titles and targets stay. `row.missing`, `year.closed`."""
        self._book.years.must_be_open(year)
        if self._store.row("registration", year, unit) is None:
            raise RuleViolation("row.missing", table="registration", key=unit)
        with self._store.operation("remove-registration", {"year": year, "unit": unit}) as tx:
            tx.delete("registration", (year, unit))

    def put_title(
        self,
        year: int,
        unit: str,
        title: str,
        *,
        person: str | None = None,
        name: str | None = None,
        head: str | None = None,
        address: str | None = None,
        on: str | None = None,
        note: str | None = None,
        key: str | None = None,
    ) -> str:
        """Register a title for the unit, for one person of it by key or by `name`, or for a household by its `head` and
        `address` (those known are found again).

        Refusals: `unit.not_member`, `year.closed`, `person.unknown`, `person.ambiguous`, `household.ambiguous`,
        BadInput `honour.two_holders`, RuleViolation `registration.title_twice`, `registration.title_for_collective`
        (`…_person`, `…_household`: for whom the catalogue has it), those of names and dates.
        """
        self._member(year, unit)
        shown = fields.name(title, 200)
        with self._store.operation("put-registered-title", {"year": year, "unit": unit, "title": shown}):
            who, home = self._holder(unit, person, name, head, address)
            self._fits(year, shown, holder_of(who, home))
            for line in self.titles(year, unit):
                same = (line.person, line.household, fold(line.title)) == (who, home, fold(shown))
                if same and line.key != key:
                    raise RuleViolation("registration.title_twice", unit=unit, title=shown)
            row: dict[str, Any] = {
                "year": year,
                "unit": unit,
                "person": who,
                "household": home,
                "title": shown,
                "registered_on": fields.near(on, "registered_on", year),
                "note": fields.note(note),
            }
            return self._put("registered_title", "put-registered-title", key, row, {"year": year, "unit": unit})

    def _holder(
        self, unit: str, person: str | None, name: str | None, head: str | None, address: str | None
    ) -> tuple[str | None, str | None]:
        """Keys of the person and of the household a line is for; both None for the unit itself."""
        if head and (person or name):
            raise BadInput("honour.two_holders")
        home = self._book.households.find(unit, head, address) if head else None
        return person if person or not name else self._book.members.person_of(unit, name), home

    def _fits(self, year: int, title: str, holder: str) -> None:
        """Refuse a title of the year's catalogue for a holder it does not have it for; one it does not know passes."""
        if holder in (holders := self.holders(year, title) or {holder}):
            return
        if "individual" in holders:
            raise RuleViolation("registration.title_for_person", title=title)
        if "collective" in holders:
            raise RuleViolation("registration.title_for_collective", title=title)
        raise RuleViolation("registration.title_for_household", title=title)

    def remove_title(self, key: str) -> None:
        """Take away a title registered by mistake. `row.missing`, `year.closed`."""
        row = self._found("registered_title", key)
        facts = {"year": row["year"], "unit": row["unit"], "title": row["title"]}
        with self._store.operation("remove-registered-title", facts) as tx:
            tx.delete("registered_title", key)

    def put_target(
        self,
        year: int,
        unit: str,
        name: str,
        *,
        measure: str = "",
        plan: Fraction | None = None,
        half_year: Fraction | None = None,
        estimate: Fraction | None = None,
        result: Fraction | None = None,
        item: str | None = None,
        note: str | None = None,
        key: str | None = None,
    ) -> str:
        """Write a target with its plan and what was reached, or with its key write it anew.

        Refusals: `unit.not_member`, `year.closed`, `key.taken`, those of names.
        """
        self._member(year, unit)
        figures = dict(zip(_FIGURES, (plan, half_year, estimate, result), strict=True))
        row: dict[str, Any] = {
            "year": year,
            "unit": unit,
            "name": fields.name(name, 500),
            "measure": fields.line(measure, 60) or "",
            **{field: None if figure is None else to_text(figure) for field, figure in figures.items()},
            "item": fields.line(item, 60),
            "note": fields.note(note),
        }
        return self._put("target", "put-target", key, row, {"year": year, "unit": unit, "name": row["name"]})

    def remove_target(self, key: str) -> None:
        """Take away a target. `row.missing`, `year.closed`."""
        row = self._found("target", key)
        with self._store.operation(
            "remove-target", {"year": row["year"], "unit": row["unit"], "name": row["name"]}
        ) as tx:
            tx.delete("target", key)


class _Facts(Mapping[str, FactValue | Noted | None]):
    """Facts of one unit, person or household, looked up when a condition names them."""

    def __init__(
        self, area: Registrations, year: int, unit: str, person: str | None, household: str | None = None
    ) -> None:
        self._area, self._year, self._unit, self._person, self._home = area, year, unit, person, household

    def __getitem__(self, key: str) -> FactValue | Noted | None:
        if key == "pledged":
            return self._area.pledge.pledged(self._year, self._unit)
        if key.startswith("registered(of=") and key.endswith(")"):
            title = key.removeprefix("registered(of=")[:-1]
            return self._area.registered(self._year, self._unit, title, self._person, self._home)
        raise KeyError(key)

    def __iter__(self) -> Any:
        return iter(("pledged", *(f"registered(of={code})" for code, _, _ in self._area.catalogue(self._year))))

    def __len__(self) -> int:
        return len(list(iter(self)))


def _registered(year: int, unit: str, row: dict[str, Any] | None, late_of: Callable[[str], Late] | None) -> Registered:
    if row is None:
        return Registered(year, unit)
    day = row["received_on"]
    return Registered(**row, late=late_of(day) if day and late_of is not None else None)


def _answers(decision: Any, question: Question) -> bool:
    return (decision.question, decision.subject, decision.choice) == (question.key, question.subject, "counts")


def _titles(spec: Mapping[str, object]) -> list[object]:
    """Titles that the effects of a rule of classes bar."""
    effects = spec.get("effects", ())
    assert isinstance(effects, (list, tuple))
    return [title for effect in effects for title in effect.get("titles", ())]


def _asks(node: object) -> bool:
    """Whether a registration is asked for anywhere in a rule."""
    if isinstance(node, Mapping):
        return node.get("fact") == "registered" or any(_asks(part) for part in node.values())
    return isinstance(node, (list, tuple)) and any(_asks(part) for part in node)
