"""Drawn bloc-years for what is computed a second time: forms with every cap, rounding, weight and one-of, units with
and without scores, stages of items, of groups and of totals, and each way of ranking.
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from random import Random
from typing import Any, Final

from models.book.book import Book, create_book
from models.book.scoring.edit import Edit
from models.book.scoring.rows import TOTAL
from models.book.year.rows import Stage
from models.rules.form.scoring import Form, Group, InputSpec, Item, Part
from models.rules.number.points import Rounding
from models.rules.place.regulation import Regulation, Rule
from tests.book.conftest import Clock, keys
from tests.rules.form.test_checker import shipped
from tests.rules.practice_form import form as practice_form

YEAR: Final = 2025
PARTS: Final = (
    Part("chuan", "base", "by-hand/1"),
    Part("thuong", "bonus", "by-hand/1"),
    Part("tru", "penalty", "by-hand/1"),
)
STEPS: Final = (Fraction(1, 100), Fraction(1, 4), Fraction(1, 2))
MODES: Final = ("half-up", "up", "down", "half-even")
RANKINGS: Final = ("raw", "percent-of-assigned", "percent-of-assigned-plus-bonus")


def draw(path: Path, seed: int) -> tuple[Book, tuple[str, ...]]:
    """A book with one lived year and the stages that hold something; the caller closes it."""
    dice = Random(seed)
    book = create_book(path, f"Khối số {seed}", clock=Clock("2025-12-05"), key_source=keys())
    stages = (
        Stage("items", "Tự chấm", counts=dice.choice(("stated", "caps", "rule"))),
        Stage("groups", "Khối chấm", holds="groups", counts="stated"),
        Stage("total", "Thẩm định", holds="total", counts="stated"),
    )
    book.years.open(YEAR, stages=stages)
    units = [f"u{n}" for n in range(dice.randint(4, 9))]
    for n, unit in enumerate(units, 1):
        book.members.add(f"Sở số {n} tỉnh Sông Lành", f"Sở số {n}", "state", key=unit, year=YEAR)
    book.regulations.adopt(YEAR, Regulation("qc", "Quy chế"), (_ranking(dice),))
    form = _form(dice)
    book.forms.adopt(YEAR, book.forms.put_form(form), as_it_is=True)
    _items(book, dice, form, units)
    tops = [node.key for node in form.children(None) if isinstance(node, Group)]
    for unit in units:
        for node in tops:
            if dice.random() < 0.95:
                book.scores.enter_many(YEAR, "groups", [(unit, node, Edit(stated=_points(dice, Fraction(30))))])
        if dice.random() < 0.95:
            book.scores.enter_many(YEAR, "total", [(unit, TOTAL, Edit(stated={"base": _of(dice, Fraction(100))}))])
    return book, tuple(stage.key for stage in stages)


def _ranking(dice: Random) -> Rule:
    compare = dice.choice(("exact", "published"))
    spec: dict[str, Any] = {"by": dice.choice(RANKINGS), "compare": compare, "ties": dice.choice(("1,1,3", "dense"))}
    spec |= {"digits": dice.randint(0, 3)} if compare == "published" else {}
    if dice.random() < 0.4:
        spec["rounding"] = {"step": dice.choice(("0.01", "0.25", "0.1")), "mode": dice.choice(MODES)}
    return Rule("xep-hang", "ranking/1", cite="Điều 6", spec={**spec, "tie_keys": []})


def _form(dice: Random) -> Form:
    """One that came from people in one case of four, else a drawn one."""
    if dice.random() < 0.25:
        return dice.choice((shipped("tien_giang_2022"), shipped("qd_366_2025"), shipped("mau_100"), practice_form()))
    nodes: list[Group | Item] = []
    for top in range(dice.randint(1, 4)):
        _under(dice, nodes, None, str(top + 1), 0)
    form = Form("f", "Bảng rút thăm", total=Fraction(100), nodes=tuple(nodes))
    held: dict[str, Any] = {
        "cap": Fraction(90), "bonus_cap": Fraction(4), "penalty_cap": Fraction(7), "floor": Fraction(3),
        "together_cap": Fraction(70), "rounding": _rounding(dice),
    }  # fmt: skip
    return replace(form, **{name: value for name, value in held.items() if dice.random() < 0.3})


def _under(dice: Random, nodes: list[Group | Item], parent: str | None, code: str, depth: int) -> None:
    if depth == 2 or dice.random() < 0.35:
        bare = dice.random() < 0.1
        parts = PARTS[1:2] if bare else PARTS[: dice.randint(1, 3)]
        capped = tuple(
            replace(one, cap=Fraction(5)) if dice.random() < 0.3 and one.effect != "base" else one for one in parts
        )
        most = None if bare else Fraction(dice.randint(2, 40), 2)
        item = Item(code, code, f"Tiêu chí {code}", parent, most, capped, bonus_only=bare)
        nodes.append(replace(item, weight=Fraction(dice.randint(1, 6), 2)) if dice.random() < 0.15 else item)
        return
    group = Group(code, code, f"Nhóm {code}", parent, max=Fraction(dice.randint(5, 40)))
    held: dict[str, Any] = {
        "cap": Fraction(15), "bonus_cap": Fraction(3), "together_cap": Fraction(18), "penalty_cap": Fraction(4),
        "floor": Fraction(2), "rounding": _rounding(dice), "weight": Fraction(dice.randint(1, 5), 2),
    }  # fmt: skip
    nodes.append(replace(group, **{name: value for name, value in held.items() if dice.random() < 0.2}))
    nodes[-1] = replace(nodes[-1], one_of=True) if isinstance(nodes[-1], Group) and dice.random() < 0.15 else nodes[-1]
    for number in range(dice.randint(1, 4)):
        _under(dice, nodes, code, f"{code}.{number + 1}", depth + 1)


def _rounding(dice: Random) -> Rounding:
    return Rounding(dice.choice(STEPS), dice.choice(MODES))  # type: ignore[arg-type]  # one of the four


def _of(dice: Random, most: Fraction) -> Fraction:
    """Points in thousandths, quarters or whole, now and then the most and above it."""
    if dice.random() < 0.2:
        return most + dice.choice((0, 0, 1))
    drawn = dice.randint(0, int(most * 1000))
    return Fraction(drawn - drawn % dice.choice((1, 250, 500, 1000)), 1000)


def _points(dice: Random, most: Fraction, bare: bool = False) -> dict[str, Fraction | None]:
    said: dict[str, Fraction | None] = {} if bare else {"base": _of(dice, most)}
    for effect in ("bonus", "penalty"):
        if dice.random() < 0.3:
            said[effect] = _of(dice, Fraction(6))
    return said


def _items(book: Book, dice: Random, form: Form, units: list[str]) -> None:
    whole = dice.random() < 0.5
    edits = []
    for unit in units:
        for item in form.items():
            chance = dice.random()
            if chance < 0.05:
                edits.append((unit, item.key, Edit(not_assigned=True)))
            elif whole or chance < 0.97:
                said = _points(dice, item.max or Fraction(5), item.bonus_only)
                inputs = {spec.id: _input(dice, spec) for spec in item.inputs if dice.random() < 0.6}
                edits.append((unit, item.key, Edit(stated=said, inputs=inputs or None)))
    book.scores.enter_many(YEAR, "items", edits)


def _input(dice: Random, spec: InputSpec) -> Any:
    if spec.type == "count":
        return Fraction(dice.randint(0, 6))
    if spec.type == "yes-no":
        return dice.random() < 0.5
    if spec.type == "date":
        return dice.choice(("2025-03-15", "2025-12-31", "none"))
    if spec.type == "choice":
        return dice.choice([key for key, _ in spec.choices])
    if spec.type in ("percent", "figure", "points"):
        return Fraction(dice.randint(0, 1000), 10)
    return tuple(dice.random() < 0.5 for _ in spec.choices)
