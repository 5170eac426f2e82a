"""Cross-check teams: which units check which others, when, and the minutes of each visit.

A unit nobody checks or two teams check is shown, not forbidden; that a team checks a unit of its own needs a recorded
reason.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from models.book.base import fields
from models.book.following.log_rows import Team, Visit
from models.book.units.lines import YearLines
from models.rules.errors import BadInput, RuleViolation
from models.rules.number.about import About
from models.rules.number.questions import Question, common

if TYPE_CHECKING:
    from models.book.following.floor import FollowingBook

OWN: Final = "team.own"
"""Question of the recorded decision that a team checks a unit of its own."""


@dataclass(frozen=True, slots=True)
class Gap:
    """Something to look at: a unit "unchecked", checked "twice" or by its "own" team, or a unit in "no-team"."""

    what: str
    unit: str
    teams: tuple[str, ...] = ()


class Teams(YearLines):
    """The cross-check teams of a year."""

    _book: FollowingBook

    def all(self, year: int) -> tuple[Team, ...]:
        """Teams in order, their units by the year's list, the visits by day."""
        order = {key: at for at, key in enumerate(self._names(year))}
        found = []
        for row in sorted(self._store.rows("team", year=year), key=lambda row: (row["position"], row["key"])):
            units = self._store.rows("team_unit", team=row["key"])
            units.sort(key=lambda one: (one["visit_from"] or "", order.get(one["unit"], len(order)), one["unit"]))
            visits = [one for one in units if one["side"] == "checked"]
            found.append(
                Team(
                    **row,
                    members=tuple(one["unit"] for one in units if one["side"] == "member"),
                    visits=tuple(Visit(v["unit"], v["visit_from"], v["visit_to"], v["minutes"]) for v in visits),
                )
            )
        return tuple(found)

    def gaps(self, year: int) -> tuple[Gap, ...]:
        """What deserves a look before the timetable goes out, by the year's list; nothing while there is no team."""
        teams = self.all(year)
        found: list[Gap] = []
        for member in self._book.members.roster(year) if teams else ():
            unit = member.key
            if member.to_date is not None:
                continue
            by = [team for team in teams if unit in {visit.unit for visit in team.visits}]
            names = tuple(team.name for team in by)
            found += [Gap("unchecked", unit)] if not by else [Gap("twice", unit, names)] if len(by) > 1 else []
            found += [Gap("own", unit, (team.name,)) for team in by if unit in team.members]
            found += [Gap("no-team", unit)] if not any(unit in team.members for team in teams) else []
        return tuple(found)

    def put(
        self,
        year: int,
        name: str,
        members: Sequence[str],
        checked: Sequence[Visit | str],
        *,
        lead: str | None = None,
        document: str | None = None,
        own_reason: str | None = None,
        key: str | None = None,
    ) -> str:
        """Write a team with its units and those it checks, or with its key write it anew (minutes stay); `document`
        is the decision or notice that set it up, `own_reason` why it checks a unit of its own.

        Refusals: `unit.not_member`, `year.closed`, RuleViolation `team.lead_outside`, `team.checks_own` (facts: `unit`;
        no reason), BadInput `team.empty` (no units in it), `date.backwards`, those of names.
        """
        visits = [one if isinstance(one, Visit) else Visit(one) for one in checked]
        for unit in (*members, *(visit.unit for visit in visits)):
            self._member(year, unit)
        self._book.years.must_be_open(year)
        if not members:
            raise BadInput("team.empty")
        if lead is not None and lead not in members:
            raise RuleViolation("team.lead_outside", unit=lead)
        row = {"year": year, "name": fields.name(name, 200), "lead": lead, "document": fields.line(document, 300)}
        with self._store.operation("put-team", {"year": year, "name": row["name"]}) as tx:
            chosen = self._put("team", "put-team", key, row, {"year": year, "name": row["name"]})
            old = {(one["side"], one["unit"]): one for one in self._store.rows("team_unit", team=chosen)}
            blank: dict[str, str | None] = {"visit_from": None, "visit_to": None, "minutes": None}
            rows = {("member", unit): blank for unit in members}
            for visit in visits:
                kept = (old.get(("checked", visit.unit)) or {}).get("minutes")
                rows[("checked", visit.unit)] = _dated(visit, kept)
            for side, unit in old.keys() - rows.keys():
                tx.delete("team_unit", (chosen, side, unit))
            for (side, unit), said in rows.items():
                tx.put("team_unit", {"team": chosen, "side": side, "unit": unit, **said})
            for visit in visits:
                if visit.unit in members:
                    self._check_own(year, chosen, row, visit.unit, own_reason)
        return chosen

    def _check_own(self, year: int, team: str, row: Mapping[str, Any], unit: str, reason: str | None) -> None:
        """Record why a team checks a unit of its own; once recorded it holds."""
        subject = About.of(OWN, year=year, team=team, unit=unit).text
        if any((one.question, one.subject) == (OWN, subject) for one in self._book.decisions.all(year)):
            return
        if not reason or not reason.strip():
            raise RuleViolation("team.checks_own", unit=unit)
        options = (common("checks"),)
        question = Question(OWN, subject, None, "", "", options, {"unit": unit, "team": row["name"]})
        self._book.decisions.answer(question, "checks", reason, document=row["document"], year=year)

    def put_minutes(self, team: str, unit: str, minutes: str | None, *, on: str | None = None) -> None:
        """Record the minutes of a visit (number, day, what was found), and the day when it took place.

        Refusals: `row.missing`, `year.closed`, `date.bad`.
        """
        found = self._found("team", team)
        if self._store.row("team_unit", team, "checked", unit) is None:
            raise RuleViolation("row.missing", table="team_unit", key=unit)
        day = fields.date_or_none(on, "on")
        dated = {"visit_from": day, "visit_to": day} if day else {}
        with self._store.operation("put-team-minutes", {"year": found["year"], "unit": unit}) as tx:
            tx.update("team_unit", (team, "checked", unit), minutes=fields.note(minutes), **dated)

    def remove(self, key: str) -> None:
        """Take away a team with its timetable and minutes. `row.missing`, `year.closed`."""
        row = self._found("team", key)
        with self._store.operation("remove-team", {"year": row["year"], "name": row["name"]}) as tx:
            for one in self._store.rows("team_unit", team=key):
                tx.delete("team_unit", (key, one["side"], one["unit"]))
            tx.delete("team", key)


def _dated(visit: Visit, minutes: str | None) -> dict[str, str | None]:
    first, last = fields.date_or_none(visit.visit_from, "visit_from"), fields.date_or_none(visit.visit_to, "visit_to")
    fields.span(first, last)
    return {"visit_from": first, "visit_to": last, "minutes": fields.note(visit.minutes) or minutes}
