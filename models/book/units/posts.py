"""The people of units: head, deputies, officer in charge, with title and phone, each in a dated post.

A person is an identity: the same name in the same unit (and birth year, where both are said) is the same person; when
two fit,
the caller says which. Who sits at the keyboard is another matter (`people`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from models.book.base import fields
from models.book.base.area import Area
from models.book.units.rows import ROLES, Contact, contact_of
from models.rules.errors import BadInput, RuleViolation
from models.rules.number.days import check_year
from models.rules.number.text import name_key

if TYPE_CHECKING:
    from models.book.units.floor import UnitsBook

GENDERS: Final = ("female", "male")
"""What may be recorded of a person's gender, asked only where a rule prefers among equals; unsaid is not recorded."""

_ONE_AT_A_TIME: Final = ("head", "officer")


class Posts(Area):
    """Verbs and reads of the people of units."""

    _book: UnitsBook

    def contacts(self, unit: str, on: str | None = None, every: bool = False) -> tuple[Contact, ...]:
        """The people of a unit on a day (today), heads first, then deputies, officers, others; with `every` all that
        ever were.
        """
        day = on or self._book.today()
        people = {row["key"]: row for row in self._store.rows("person")}
        found = [contact_of(post, people[post["person"]]) for post in self._store.rows("post", unit=unit)]
        kept = [one for one in found if every or one.serves(day)]
        return tuple(
            sorted(kept, key=lambda one: (ROLES.index(one.role), one.from_date or "", name_key(one.name), one.post))
        )

    def put_post(
        self,
        unit: str,
        role: str,
        name: str,
        title: str = "",
        phone: str | None = None,
        email: str | None = None,
        *,
        from_date: str | None = None,
        decision: str | None = None,
        birth_year: int | None = None,
        gender: str | None = None,
        person: str | None = None,
    ) -> str:
        """Say who holds a post of a unit; the same person in the same post is corrected, another head or officer
        follows the last.

        A successor without a date serves from today, the one before until the day before. Returns the key of the post.
        Refusals: `unit.unknown`, BadInput `post.role_unknown`, `person.gender_unknown`, `year.out_of_range`,
        RuleViolation `person.ambiguous` (facts: `name`,
        `people`),
        `person.unknown`, `date.backwards`, those of names.
        """
        shown = self._book.members.unit(unit).short_name
        if role not in ROLES:
            raise BadInput("post.role_unknown", value=role)
        _check_person(birth_year, gender)
        start = fields.date_or_none(from_date, "from_date")
        who = fields.name(name, 120)
        known = self._same_person(unit, who, birth_year) if person is None else self._person(person)
        said = {
            "title": fields.line(title, 200) or "",
            "phone": fields.line(phone, 60),
            "email": fields.line(email, 120),
        }
        current = [row for row in self._store.rows("post", unit=unit, role=role) if row.get("to_date") is None]
        mine = next((row for row in current if row["person"] == known), None)
        with self._store.operation("put-post", {"unit": shown, "role": role, "name": who}) as tx:
            if known is None:
                known = self._book.new_key()
                tx.insert("person", {"key": known, "name": who, "birth_year": birth_year, "gender": gender})
            if mine is not None:
                dated = {"from_date": start} if start else {}
                tx.update(
                    "post", mine["key"], **said, **dated, **({"decision": fields.line(decision)} if decision else {})
                )
                return str(mine["key"])
            before = current if role in _ONE_AT_A_TIME else []
            if before and start is None:
                start = self._book.today()
            for row in before:
                self._end(tx, row, start or self._book.today())
            key = self._book.new_key()
            post = {
                "key": key,
                "person": known,
                "unit": unit,
                "role": role,
                "from_date": start,
                "decision": fields.line(decision),
            }
            tx.insert("post", {**post, **said})
        return key

    def person_of(self, unit: str, name: str) -> str:
        """The key of the person of that name in a unit; one nobody knows yet becomes a person of the unit ("member").

        Refusals: `unit.unknown`, `person.ambiguous`, those of names.
        """
        who = fields.name(name, 120)
        known = self._same_person(unit, who, None)
        if known is None:
            post = self.put_post(unit, "member", who)
            known = str(self._post(post)["person"])
        return known

    def describe_person(self, person: str, **said: Any) -> None:
        """Mend what is known of a person: `name birth_year gender` ("female", "male" or None: not recorded).

        Refusals: `person.unknown`, BadInput `person.gender_unknown`, `year.out_of_range`, those of names.
        """
        row = self._store.row("person", self._person(person))
        assert row is not None
        now = {name: said.pop(name, row[name]) for name in ("name", "birth_year", "gender")}
        if said:
            raise TypeError(f"a person has no {', '.join(said)}")
        now["name"] = fields.name(now["name"], 120)
        _check_person(now["birth_year"], now["gender"])
        with self._store.operation("describe-person", {"name": now["name"]}) as tx:
            tx.update("person", person, **now)

    def end_post(self, post: str, on: str) -> None:
        """The post is held no longer from this day on. Refusals: `post.unknown`, `date.bad`, `date.backwards`."""
        row = self._post(post)
        day = fields.date(on, "on")
        name = self._store.row("person", row["person"])
        facts = {
            "unit": self._book.members.unit(row["unit"]).short_name,
            "name": name["name"] if name else "",
            "on": day,
        }
        with self._store.operation("end-post", facts) as tx:
            self._end(tx, row, day)

    def _end(self, tx: Any, row: dict[str, Any], day: str) -> None:
        last = fields.shift(day, -1)
        fields.span(row.get("from_date"), last)
        tx.update("post", row["key"], to_date=last)

    def _post(self, key: str) -> dict[str, Any]:
        row = self._store.row("post", key)
        if row is None:
            raise RuleViolation("post.unknown", post=key)
        return row

    def _person(self, key: str) -> str:
        if self._store.row("person", key) is None:
            raise RuleViolation("person.unknown", person=key)
        return key

    def _same_person(self, unit: str, name: str, birth_year: int | None) -> str | None:
        """The one person of that name who ever had a post in the unit, or None; two that fit must be told apart."""
        here = {row["person"] for row in self._store.rows("post", unit=unit)}
        fit = [
            row["key"]
            for row in self._store.rows("person", name=name)
            if row["key"] in here and (birth_year is None or row.get("birth_year") in (None, birth_year))
        ]
        if len(fit) > 1:
            raise RuleViolation("person.ambiguous", name=name, people=tuple(sorted(fit)))
        return fit[0] if fit else None


def _check_person(birth_year: int | None, gender: str | None) -> None:
    if gender is not None and gender not in GENDERS:
        raise BadInput("person.gender_unknown", value=gender)
    if birth_year is not None:
        check_year(birth_year)
