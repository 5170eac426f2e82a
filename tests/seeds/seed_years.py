"""The years of the five news articles the program was begun from, entered through the verbs of a Book.

`tests/files/seed_*.json` hold each article's facts and, named in "about", what was invented where it is silent.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

from models.book.book import Book
from models.book.meetings.ballots import Teller
from models.book.pledging.rows import Sign
from models.book.scoring.rows import SheetAt
from models.book.year.years import Stage
from models.rules.act.balloting import Record, Tally
from models.rules.form.scoring import Item
from models.rules.place.regulation import Rule

FILES = Path(__file__).resolve().parents[1] / "files"
SEEDS = ("000", "001", "002", "002_ubnd", "003", "004")
"""Seed 002 reports on two rounds of one district: party organisations, and the units under the people's committee."""
FORM, REGULATION = "mau_100", "khoi-mau-thuong-dung"
STAGE_NAMES = {"self": "Tự chấm", "bloc": "Khối chấm"}
Facts = Mapping[str, Any]


def facts(name: str) -> dict[str, Any]:
    """The facts of one seed."""
    found: dict[str, Any] = json.loads((FILES / f"seed_{name}.json").read_text(encoding="utf-8"))
    return found


def live(book: Book, raw: Facts) -> None:
    """The whole year: bloc, members, rules, registration, following, meetings, points, awards."""
    year = raw["year"]
    book.settings.describe_bloc(**raw["bloc"])
    book.years.open(year, stages=[Stage(key, STAGE_NAMES[key], raw.get("holds", "items")) for key in raw["stages"]])
    _members(book, raw)
    _rules(book, raw)
    for one in raw["leaders"]:
        said = {name: value for name, value in one.items() if name not in ("year", "unit", "role")}
        book.leadership.put_term(one["year"], one["unit"], one["role"], person=_head(book, one["unit"]), **said)
    _register(book, raw)
    _follow(book, raw)
    for meeting in raw["meetings"]:
        _meet(book, year, meeting)
    _score(book, raw)
    _awards(book, raw)


def _members(book: Book, raw: Facts) -> None:
    year = raw["year"]
    for unit in raw["units"]:
        named = (unit["name"], unit["short"], unit["kind"])
        said = {"key": unit["key"], "active_from": f"{year - 5}-01-01", "year": year}
        book.members.add(*named, **said, parent_body=unit.get("parent"), symbol=unit.get("symbol"))
        for role in ("head", "deputy"):
            if role in unit:
                book.members.put_post(unit["key"], role, *unit[role], from_date=f"{year - 1}-01-01")
    for role, people in raw["roles"].items():
        book.years.set_roles(year, role, [(name, title) for name, title in people])
    book.years.confirm_roster(year, f"{year}-02-10")


def _rules(book: Book, raw: Facts) -> None:
    """The starter regulation, with the titles of the year; the sample form."""
    year = raw["year"]
    book.regulations.adopt_pack(year, REGULATION)
    rules: dict[str, Rule | None] = {}
    for key, name, holder, level, by, includes in raw["titles"]:
        called = f"dh-{key.lower().replace('_', '-')}-{holder}"
        spec = {"name": name, "holder": holder, "level": level, "decided_by": by}
        spec |= {"includes": includes} if includes else {}
        rules[called] = Rule(called, "title/1", f"title:{key}/{holder}", cite="Quy chế của khối", spec=spec)
    for key, changes in raw.get("amend", {}).items():
        old = next(rule for rule in book.regulations.rules(year) if rule.key == key)
        rules[key] = replace(old, spec={**old.spec, **changes})
    if rules:
        book.regulations.revise(year, rules, "Danh hiệu, hình thức của năm", on=f"{year}-01-15")
    book.forms.adopt(year, book.forms.load_shipped(FORM))


def _head(book: Book, unit: str) -> str | None:
    return next((one.person for one in book.members.contacts(unit, every=True) if one.role == "head"), None)


def _register(book: Book, raw: Facts) -> None:
    year, said = raw["year"], raw.get("registration")
    for unit in raw["units"] if said else ():
        book.registration.receive(year, unit["key"], said["on"], tasks=said["tasks"])
        for title in said["titles"]:
            book.registration.put_title(year, unit["key"], title, on=said["on"])
    if (pledge := raw.get("pledge")) is not None:
        parts = {name: pledge[name] for name in ("aims", "targets", "tasks", "solutions", "signed_on")}
        book.registration.pledge.put(year, **parts)
        signs = book.registration.pledge.offered(
            year, book.leadership.leading, pledge["signed_on"], deputies=pledge["deputies"]
        )
        book.registration.pledge.set_signs(year, "signatory", signs)
        book.registration.pledge.set_signs(year, "witness", [Sign(*one) for one in pledge["witnesses"]])


def _follow(book: Book, raw: Facts) -> None:
    year = raw["year"]
    for unit, done in raw.get("progress", {}).get("done", {}).items():
        book.following.report_progress(year, unit, raw["progress"]["as_of"], done)
    for unit, title, due in raw.get("works", ()):
        key = book.following.put_work(year, "ad-hoc", title, unit=unit, due_on=due)
        book.following.settle_work(key, "done", on=due)
    for name, kind, level, plan, first, last, items in raw.get("movements", ()):
        said = {"level": level, "plan": plan, "from_date": first, "to_date": last, "items": items}
        book.following.put_movement(year, name, kind, **said)
    for unit, name, measure, result in raw.get("targets", ()):
        book.registration.put_target(year, unit, name, measure=measure, result=Fraction(result))


def _meet(book: Book, year: int, raw: Facts) -> None:
    key = raw["key"]
    book.meetings.put(year, raw["kind"], raw["title"], date=raw["date"], key=key)
    book.meetings.attendance.fill(key)
    for name, title in raw.get("guests", ()):
        book.meetings.attendance.put(key, "guest", name=name, title=title)
    for subject, agree, against, other in raw.get("hands", ()):
        book.meetings.put_hands(key, subject, agree, against, other)
    for title in raw.get("agreed", ()):
        book.meetings.agree_task(key, title)
    for ballot in raw.get("ballots", ()):
        _ballot(book, key, ballot)
    if "conclusion" in raw:
        book.meetings.conclude(key, raw["conclusion"])


def _ballot(book: Book, meeting: str, raw: Facts) -> None:
    board = [Teller(f"Kiểm phiếu viên {n}", role) for n, role in enumerate(("Trưởng ban", "Ủy viên", "Ủy viên"), 1)]
    said = {"purpose": raw["purpose"], "tellers": board, "key": raw["key"]}
    book.ballots.prepare(meeting, "elect", raw["title"], list(raw["votes"]), **said)
    room = book.ballots.voters(raw["key"])
    tally = {unit: Tally(votes) for unit, votes in raw["votes"].items()}
    book.ballots.record(raw["key"], Record(room, room, 0, 0, room, room, 0, tally))


def _score(book: Book, raw: Facts) -> None:
    year = raw["year"]
    items = [node.key for node in book.forms.form(book.forms.all()[0].key).nodes if isinstance(node, Item)]
    for stage in raw["stages"]:
        for unit in raw["units"]:
            key = unit["key"]
            book.scores.receive(SheetAt(year, key, stage), f"{year}-12-05")
            if raw.get("holds") == "total":
                book.scores.enter(SheetAt(year, key, stage), stated={"total": Fraction(raw["totals"][key])})
                continue
            for item, points in zip(items, raw["scores"][key], strict=True):
                book.scores.enter(SheetAt(year, key, stage), item, stated={"base": Fraction(points)})
            book.scores.states.complete(SheetAt(year, key, stage))


def _awards(book: Book, raw: Facts) -> None:
    year, units = raw["year"], [unit["key"] for unit in raw["units"]]
    if "ratings" in raw:
        book.findings.put_ratings(year, raw["ratings"], by="Cấp có thẩm quyền")
    if "figures" in raw:
        rows = [(label, count, Fraction(typed), base) for label, count, typed, base in raw["figures"]["rows"]]
        book.statistics.put_figures(year, raw["figures"]["name"], rows)
    for one in raw.get("honours", ()):
        said = {"decision": one["decision"], "date": one["date"]}
        for unit in units[: one["collectives"]]:
            book.history.record(one["title"], year, unit, **said)
        for n in range(one["individuals"]):
            unit = units[n % len(units)]
            person = book.history.person(unit, f"Cá nhân {n + 1:02} {one['title'].split()[-1]}")
            book.history.record(one["title"], year, unit, person, **said)
    for one in raw.get("proposals", ()):
        person = book.history.person(one["unit"], one["person"]) if "person" in one else None
        told = {"route": one.get("route", "province"), "opinion": one.get("opinion")}
        book.awards.propose(year, one["title"], one["unit"], person, **told)
