"""Forms and cells sown by chance: every kind of part, every cap, on numbers so small that edges and equals come often.

Rows as an interchange document writes them. What a rule has nothing to say about (a gap between bands, a target of 0)
is sown on purpose and seldom, so that most units still get a number. Only cells that a door lets in are sown: names and
choices a form does not have are compared in docs/example.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from random import Random
from typing import Any

from models.rules.number.points import from_text, to_text

Row = dict[str, Any]
EFFECTS = ("base", "bonus", "penalty")
MODES = ("half-up", "up", "down", "half-even")
STEPS = ("0.1", "0.25", "0.5", "1", "0.03")
DAYS = ("2026-05-29", "2026-06-01", "2026-06-02", "2026-06-05", "2026-06-08", "2026-06-30")
OFF = ("2026-05-30", "2026-05-31", "2026-06-05")
"""Deadlines of which the first two fall on a day off."""
NUMBERS = ("points", "count", "figure", "percent")


def maybe(chance: Random, share: float) -> bool:
    """True so often."""
    return chance.random() < share


def text(value: Fraction | int) -> str:
    """A number as documents write it."""
    return to_text(Fraction(value))


def points(chance: Random, low: int, high: int) -> str:
    """Points between two whole numbers, in quarters, whole ones most."""
    quarters = chance.randrange(low * 4, high * 4 + 1)
    return text(Fraction(quarters, 4) if maybe(chance, 0.35) else quarters // 4)


def rounding(chance: Random) -> Row:
    """A rounding of any mode."""
    return {"step": chance.choice(STEPS), "mode": chance.choice(MODES)}


class Item:
    """One item being made: its inputs with the values they may take, then its parts."""

    def __init__(self, chance: Random, key: str) -> None:
        self.chance, self.key = chance, key
        self.inputs: list[Row] = []
        self.values: dict[str, tuple[Any, ...]] = {}

    def input(self, types: Sequence[str], values: Sequence[Any], **more: Any) -> str:
        """Declare an input; at times one that stands there already serves a second part."""
        chance = self.chance
        alike = [one["id"] for one in self.inputs if one["type"] in types and "choices" not in one]
        if alike and not more and maybe(chance, 0.12):
            return str(chance.choice(alike))
        name = f"x{len(self.inputs)}"
        row: Row = {"id": name, "label": f"Số liệu {name}", "type": chance.choice(types), **more}
        if row["type"] != "choice" and not more.get("optional") and maybe(chance, 0.12):
            row["left"] = True
        self.inputs.append(row)
        self.values[name] = tuple(values)
        if row["type"] in NUMBERS:
            self._within(row)
        return name

    def _within(self, row: Row) -> None:
        """Only what the doors let in: counts whole and not negative, nothing above a bound."""
        numbers = [from_text(one) for one in self.values[row["id"]]]
        if row["type"] == "count":
            numbers = [one for one in numbers if one >= 0 and one.denominator == 1]
        if maybe(self.chance, 0.4):
            high = max(Fraction(self.chance.randrange(3, 15)), min(numbers))
            row["high"] = text(high)
            numbers = [one for one in numbers if one <= high]
        self.values[row["id"]] = tuple(map(text, numbers))

    def below_zero(self, name: str) -> None:
        """Let an input be negative at times, where its type can be."""
        if next(one for one in self.inputs if one["id"] == name)["type"] != "count":
            self.values[name] = (*self.values[name], "-1")

    def number(self, *edges: int | Fraction, types: Sequence[str] = NUMBERS) -> str:
        """An input that holds a number at, just below or just above the edges, or 0."""
        near = {max(Fraction(edge) + step, Fraction(0)) for edge in edges for step in (-1, Fraction(-1, 4), 0, 1)}
        return self.input(types, [text(one) for one in sorted(near | {Fraction(0)})])


def _by_hand(item: Item, chance: Random) -> Row:
    return {"input": item.number(3, 5, types=("points",))} if maybe(chance, 0.9) else {}


def _full(item: Item, chance: Random) -> Row:
    return {"points": points(chance, 1, 10)}


def _pass_fail(item: Item, chance: Random) -> Row:
    name = item.input(("yes-no",), (True, False))
    return {"input": name, "pass": points(chance, 2, 10), "fail": chance.choice(("0", "1", "-1"))}


def _checks(item: Item, chance: Random, many: int) -> str:
    ticks = [[maybe(chance, 0.7) for _ in range(many)] for _ in range(3)] + [[True] * many]
    choices = [[f"c{n}", f"Việc {n}"] for n in range(many)]
    return item.input(("checks",), ticks, choices=choices)


def _checklist(item: Item, chance: Random) -> Row:
    many = chance.randrange(1, 4)
    return {
        "input": _checks(item, chance, many),
        "values": [points(chance, 1, 4) for _ in range(many)],
        "labels": [f"Việc {n}" for n in range(many)],
    }


def _done_of_target(item: Item, chance: Random) -> Row:
    targets = [4, 5, 8] + ([0] if maybe(chance, 0.15) else [])
    return {"done": item.number(4, 5, 9), "target": item.input(NUMBERS, [text(one) for one in targets])}


def _share(item: Item, chance: Random) -> Row:
    if maybe(chance, 0.4):
        return {"percent": item.number(50, 80, 100, 120, types=("percent", "figure"))}
    return _done_of_target(item, chance)


def _share_of_target(item: Item, chance: Random) -> Row:
    params = {"points": points(chance, 4, 10), **_share(item, chance)}
    if maybe(chance, 0.6):
        params["limit"] = chance.choice(("100", "110"))
    if maybe(chance, 0.3):
        params["least"] = chance.choice(("50", "80"))
    return params


def _over_target(item: Item, chance: Random) -> Row:
    return {"points": points(chance, 4, 10), **_share(item, chance)}


def _ends(chance: Random, marks: Sequence[int], faulty: float) -> list[Row]:
    """Neighbouring bands between the marks, most open below and above; at times with a gap or an overlap."""
    found: list[Row] = []
    for low, high in zip([None, *marks], [*marks, None], strict=True):
        band: Row = {}
        if low is not None:
            band |= {"from": text(low), "from_inclusive": True}
        if high is not None:
            band |= {"to": text(high), "to_inclusive": False}
        found.append(band)
    if marks[0] > 1 and maybe(chance, faulty / 2):
        found[0] |= {"from": "1", "from_inclusive": True}
    if maybe(chance, faulty):
        spoilt = chance.choice(found[1:])
        spoilt["from_inclusive"] = False
    elif maybe(chance, faulty):
        spoilt = chance.choice(found[:-1])
        spoilt["to_inclusive"] = True
    return found


def _bands(item: Item, chance: Random) -> Row:
    marks = sorted(chance.sample(range(1, 10), chance.randrange(1, 3)))
    ends = _ends(chance, marks, 0.15)
    return {"input": item.number(*marks), "bands": [{**one, "points": points(chance, 0, 10)} for one in ends]}


def _extra_units(item: Item, chance: Random) -> Row:
    above = chance.randrange(2, 6)
    return {
        "input": item.number(above, above + 3), "above": text(above), "unit": chance.choice(("1", "2", "0.5")),
        "per": points(chance, 0, 2), "whole": maybe(chance, 0.5),
    }  # fmt: skip


def _two_way(item: Item, chance: Random) -> Row:
    rows, columns = [2, 5], [3]
    return {
        "row": item.number(*rows), "column": item.number(*columns),
        "rows": _ends(chance, rows, 0.1), "columns": _ends(chance, columns, 0.1),
        "points": [[points(chance, 0, 8) for _ in range(2)] for _ in range(3)],
    }  # fmt: skip


def _cases(item: Item, chance: Random, waived: bool) -> list[Row]:
    found = []
    for _ in range(chance.randrange(1, 3)):
        kind = chance.choice(("count", "count", "yes-no"))
        values: tuple[Any, ...] = (True, False) if kind == "yes-no" else ("0", "1", "2", "5")
        more = {"optional": True} if maybe(chance, 0.25) else {}
        case: Row = {"input": item.input((kind,), values, **more), "points": points(chance, 0, 3)}
        if maybe(chance, 0.4):
            case["cap"] = points(chance, 1, 4)
        if waived and maybe(chance, 0.3):
            case["waived"] = item.input(("count",), ("0", "1", "3"))
        found.append(case)
    return found


def _losing(chance: Random) -> Row:
    found: Row = {}
    if maybe(chance, 0.5):
        found["from"] = points(chance, 4, 10)
    if maybe(chance, 0.4):
        found["most"] = points(chance, 1, 5)
    return found


def _deduct(item: Item, chance: Random) -> Row:
    return {"cases": _cases(item, chance, True), **_losing(chance)}


def _earn(item: Item, chance: Random) -> Row:
    return {"cases": _cases(item, chance, True)}


def _date(item: Item, chance: Random) -> str:
    return item.input(("date",), [*DAYS, *(["none"] if maybe(chance, 0.4) else [])])


def _by_deadline(item: Item, chance: Random) -> Row:
    params = {"input": _date(item, chance), "deadline": chance.choice(DAYS[:4]), "on_time": points(chance, 3, 8)}
    params["late"] = points(chance, 0, 2)
    if maybe(chance, 0.5):
        params["none"] = chance.choice(("0", "0", "1", "not-ranked"))
    return params


def _missing(item: Item, chance: Random) -> Row:
    params: Row = {"points": points(chance, 0, 2), **_losing(chance)}
    if maybe(chance, 0.5):
        many = chance.randrange(1, 4)
        return {**params, "input": _checks(item, chance, many), "documents": [f"Tài liệu {n}" for n in range(many)]}
    return {**params, "input": item.number(1, 3, types=("count",))}


def _per_unit(chance: Random) -> Row:
    unit = chance.choice(("1", "2", "0.5"))
    return {"unit": unit, "per": points(chance, 0, 2), "whole": maybe(chance, 0.5), **_losing(chance)}


def _lose_below(item: Item, chance: Random) -> Row:
    mark = chance.randrange(3, 9)
    return {"input": item.number(mark, mark - 3), "below": text(mark), **_per_unit(chance)}


def _lose_below_target(item: Item, chance: Random) -> Row:
    return {**_done_of_target(item, chance), "share": maybe(chance, 0.5), **_per_unit(chance)}


def _late_per_day(item: Item, chance: Random) -> Row:
    params: Row = {"input": _date(item, chance), "deadline": chance.choice(DAYS[:3]), "per": points(chance, 0, 2)}
    params |= {"working": maybe(chance, 0.5), **_losing(chance)}
    if maybe(chance, 0.3):
        params["unit"] = chance.choice(("2", "3"))
    if maybe(chance, 0.3):
        params["holidays"] = ["2026-06-05"]
    if maybe(chance, 0.5):
        params["undone"] = points(chance, 2, 6)
    return params


def _by_deadline_of_form(item: Item, chance: Random) -> Row:
    return {**_by_deadline(item, chance), "deadline": chance.choice(OFF)}


def _late_per_day_of_form(item: Item, chance: Random) -> Row:
    params = _late_per_day(item, chance)
    return {**{name: said for name, said in params.items() if name not in ("working", "holidays")},
            "deadline": chance.choice(OFF)}  # fmt: skip


def _by_place(item: Item, chance: Random) -> Row:
    places = [points(chance, 4, 9), points(chance, 2, 5)][: chance.randrange(1, 3)]
    name = item.number(3, 5, types=("count", "figure", "percent"))
    return {"input": name, "places": places, "after": points(chance, 0, 2), "fewer": maybe(chance, 0.4)}


def _by_place_of_points(_: Item, chance: Random) -> Row:
    """What `of` names is chosen once the form has all its nodes."""
    places = [points(chance, 4, 9), points(chance, 2, 5)][: chance.randrange(1, 3)]
    return {"bonus": maybe(chance, 0.4), "places": places, "after": points(chance, 0, 2)}


def _relative(item: Item, chance: Random) -> Row:
    kinds = ("count", "figure", "percent")
    name = item.number(3, 5, types=kinds)
    if maybe(chance, 0.3):
        item.below_zero(name)
    return {"input": name, "points": points(chance, 3, 9)}


def _exceed(item: Item, chance: Random) -> Row:
    params = _done_of_target(item, chance)
    if maybe(chance, 0.4):
        item.below_zero(params["done"])
    return {**params, "points": points(chance, 3, 9), "at_target": chance.choice(("0.8", "0.5", "1"))}


def _imported(item: Item, chance: Random) -> Row:
    if maybe(chance, 0.4):
        name = item.number(3, 5, types=("figure", "percent", "points"))
        return {"input": name, "factor": chance.choice(("0.5", "2"))}
    keys = ("tot", "kha", "kem")
    name = item.input(("choice",), keys, choices=[[key, key.upper()] for key in keys])
    worth = {"tot": points(chance, 4, 9), "kha": points(chance, 1, 4), "kem": chance.choice(("0", "-1", "not-ranked"))}
    return {"input": name, "map": worth}


def _award(item: Item, chance: Random) -> Row:
    name = item.input(("choice",), ("bk", "gk"), choices=[["bk", "Bằng khen"], ["gk", "Giấy khen"]])
    worth = {"bk": points(chance, 2, 5), "gk": points(chance, 0, 2)}
    return {"input": name, "map": worth}


PLACED = "by-place-of-points/1"
KINDS: dict[str, Callable[[Item, Random], Row]] = {
    "by-hand/1": _by_hand, "full/1": _full, "pass-fail/1": _pass_fail, "checklist/1": _checklist,
    "share-of-target/1": _share_of_target, "over-target/1": _over_target, "bands/1": _bands,
    "extra-units/1": _extra_units, "two-way-bands/1": _two_way, "deduct-per-case/1": _deduct,
    "earn-per-case/1": _earn, "by-deadline/1": _by_deadline, "by-deadline/2": _by_deadline_of_form,
    "missing-document/1": _missing, "late-per-day/2": _late_per_day_of_form,
    "lose-below/1": _lose_below, "lose-below-target/1": _lose_below_target, "late-per-day/1": _late_per_day,
    "by-place/1": _by_place, PLACED: _by_place_of_points, "leader-relative/1": _relative, "leader-exceed/1": _exceed,
    "imported-result/1": _imported, "award-bonus/1": _award,
}  # fmt: skip
"""How the parameters of each kind of part are sown; a test holds the names equal to the program's."""
RELIEVED = (
    "deduct-per-case/1", "by-deadline/1", "missing-document/1", "lose-below/1", "lose-below-target/1", "late-per-day/1",
    "by-deadline/2", "late-per-day/2",
)  # fmt: skip


class Form:
    """One form: its row, its nodes, and what its cells may hold."""

    def __init__(self, chance: Random, key: str) -> None:
        self.chance, self.key = chance, key
        self.nodes: list[Row] = []
        self.items: dict[str, Item] = {}
        self.tops: list[str] = []
        for _ in range(chance.randrange(1, 4)):
            self.tops.append(self._node(None, 0))
        self._compare_points()
        spec: Row = self._bounds("bonus_cap", "together_cap", "penalty_cap", "floor", "cap", share=0.12, scale=3)
        if maybe(chance, 0.25):
            spec["rounding"] = rounding(chance)
        self.row: Row = {"key": key, "name": f"Mẫu {key}", "state": "adopted", "spec": spec}
        if maybe(chance, 0.4):
            self.row["stated_total"] = text(chance.randrange(10, 60))

    def _compare_points(self) -> None:
        """Say whose points each part by the place of points compares: of later nodes that hold none such themselves,
        of earlier ones too; a part that finds none goes. So no circle is sown.
        """
        for row in self.nodes:
            spec = row["spec"]
            for part in [one for one in spec.get("parts", ()) if one["kind"] == PLACED]:
                known = [node for node in self.nodes if self._may_compare(node["key"], row["key"])]
                if known:
                    part["params"]["of"] = self._apart(known)
                else:
                    spec["parts"].remove(part)
            if not spec.get("parts", True):
                del spec["parts"]

    def _under(self, key: str) -> set[str]:
        found = {key}
        for node in self.nodes:  # a node stands behind what it stands under
            if node.get("parent") in found:
                found.add(node["key"])
        return found

    def _may_compare(self, key: str, own: str) -> bool:
        """Whether a node holds neither the item itself nor one by points that stands behind it."""
        order = [node["key"] for node in self.nodes]
        held = [self.nodes[order.index(one)] for one in self._under(key)]
        placed = [node["key"] for node in held if any(p["kind"] == PLACED for p in node["spec"].get("parts", ()))]
        return own not in self._under(key) and all(order.index(one) < order.index(own) for one in placed)

    def _apart(self, known: list[Row]) -> list[str]:
        """One node, or two of which neither holds the other."""
        first, other = (self.chance.choice(known)["key"] for _ in range(2))
        nested = first in self._under(other) or other in self._under(first)
        return [first] if nested else [first, other]

    def _bounds(self, *names: str, share: float, scale: int = 1) -> Row:
        chance, found = self.chance, {}
        for name in names:
            if maybe(chance, share):
                high = {"floor": 3, "penalty_cap": 3, "bonus_cap": 4}.get(name, 9)
                found[name] = points(chance, 0 if name == "floor" else 1, high * scale)
        return found

    def _node(self, parent: str | None, depth: int) -> str:
        chance, position = self.chance, sum(1 for node in self.nodes if node.get("parent") == parent)
        key = f"n{len(self.nodes)}"
        row: Row = {"form": self.key, "key": key, "position": position, "title": f"Mục {key}"}
        if parent is not None:
            row["parent"] = parent
        if maybe(chance, 0.8):
            row["code"] = f"M{len(self.nodes)}" if maybe(chance, 0.9) else "M"
        self.nodes.append(row)
        if depth < 2 and maybe(chance, 0.45):
            row |= {"kind": "group", "spec": self._group()}
            if maybe(chance, 0.5):
                row["max"] = text(chance.randrange(5, 25))
            for _ in range(chance.randrange(1, 4) if maybe(chance, 0.97) else 0):
                self._node(key, depth + 1)
        else:
            self._item(row)
        return key

    def _group(self) -> Row:
        chance = self.chance
        spec = self._bounds("cap", "bonus_cap", "together_cap", "penalty_cap", "floor", share=0.15, scale=2)
        if maybe(chance, 0.15):
            spec["one_of"] = True
        if maybe(chance, 0.2):
            spec["rounding"] = rounding(chance)
        if maybe(chance, 0.2):
            spec["weight"] = chance.choice(("2", "1.5", "0.3"))
        return spec

    def _item(self, row: Row) -> None:
        chance = self.chance
        item = self.items[row["key"]] = Item(chance, row["key"])
        only_bonus = maybe(chance, 0.1)
        row["kind"] = "item"
        if not only_bonus and maybe(chance, 0.85):
            row["max"] = text(chance.choice((5, 8, 10)))
        spec = self._bounds("base_cap", "bonus_cap", "penalty_cap", "together_cap", "floor", share=0.13)
        many = {
            "base": 0 if only_bonus else chance.choice((0, 1, 1, 1, 1, 2)),
            "bonus": chance.choice((1, 2) if only_bonus else (0, 0, 0, 1, 2)),
            "penalty": chance.choice((0, 0, 0, 1, 2)),
        }
        parts = [self._part(item, effect) for effect in EFFECTS for _ in range(many[effect])]
        if maybe(chance, 0.4):
            for part in parts:
                if part["effect"] == "bonus":
                    part["one_of"] = "a"
        for n, part in enumerate(parts):
            part["id"] = f"p{n}"
            if maybe(chance, 0.15):
                part["needs"] = self._needs(item)
        if item.inputs:
            spec["inputs"] = item.inputs
        if parts:
            spec["parts"] = parts
        if only_bonus:
            spec["bonus_only"] = True
        if maybe(chance, 0.2):
            spec["rounding"] = rounding(chance)
        if maybe(chance, 0.15):
            spec["weight"] = chance.choice(("2", "1.5", "0.3"))
        row["spec"] = spec

    def _part(self, item: Item, effect: str) -> Row:
        chance = self.chance
        kind = chance.choice(list(KINDS))
        part: Row = {"effect": effect, "kind": kind, "params": KINDS[kind](item, chance)}
        if maybe(chance, 0.15):
            part["cap"] = points(chance, 1, 8)
        if maybe(chance, 0.12):
            part["floor"] = points(chance, 0, 3)
        if maybe(chance, 0.15):
            part["rounding"] = rounding(chance)
        if maybe(chance, 0.3):
            part["one_of"] = chance.choice(("a", "a", "b"))
        return part

    def _needs(self, item: Item) -> Any:
        chance = self.chance
        if maybe(chance, 0.5) or all(one["type"] == "checks" for one in item.inputs):
            return "full-base"
        tests = [self._test(item) for _ in range(2)]
        return chance.choice(({"all": tests}, {"any": tests}, {"not": tests[0]}, tests[0], tests[1]))

    def _test(self, item: Item) -> Row:
        spec = self.chance.choice([one for one in item.inputs if one["type"] != "checks"])
        said = self.chance.choice(item.values[spec["id"]])
        if spec["type"] in NUMBERS:
            return {"fact": spec["id"], self.chance.choice(("eq", "ge", "gt", "le", "lt")): said}
        return {"fact": spec["id"], "eq": said}

    def cells(self, holds: str, full: bool) -> list[Row]:
        """The cells of one sheet; a full one leaves nothing out."""
        if holds == "items":
            return [cell for key in self.items if (cell := self._cell(key, full))]
        nodes = [""] if holds == "total" else self.tops
        return [self._sum(node, full) for node in nodes if full or maybe(self.chance, 0.9)]

    def _sum(self, node: str, full: bool) -> Row:
        chance = self.chance
        if maybe(chance, 0.04):
            return {"node": node, "not_assigned": True}
        name = "base" if node in self.items or maybe(chance, 0.6) else "total"
        stated = {name: points(chance, 5, 25)} if full or maybe(chance, 0.9) else {}
        stated |= {effect: points(chance, 0, 4) for effect in ("bonus", "penalty") if maybe(chance, 0.4)}
        return {"node": node, "stated": stated}

    def _cell(self, key: str, full: bool) -> Row | None:
        chance, item = self.chance, self.items[key]
        if not full and maybe(chance, 0.08):
            return None
        cell: Row = {"node": key}
        if maybe(chance, 0.04):
            return {**cell, "not_assigned": True}
        inputs = {name: chance.choice(values) for name, values in item.values.items() if full or maybe(chance, 0.93)}
        spec = next(node["spec"] for node in self.nodes if node["key"] == key)
        ids = [part["id"] for part in spec.get("parts", ())]
        speaks = any(part["effect"] == "base" and part["params"] for part in spec.get("parts", ()))
        stated: Row = {}
        if spec.get("bonus_only") is None and (not speaks or maybe(chance, 0.15)):
            stated["base"] = points(chance, 0, 10)
        for name in ("bonus", "penalty", *ids):
            if maybe(chance, 0.07):
                stated[name] = points(chance, 0, 6)
        if maybe(chance, 0.1):
            inputs = {}
        if maybe(chance, 0.08) or (
            len({one.get("one_of") for one in spec.get("parts", ())} - {None}) and maybe(chance, 0.2)
        ):
            stated |= {name: points(chance, 1, 4) for name in ids}
        return {**cell, **({"inputs": inputs} if inputs else {}), **({"stated": stated} if stated else {})}
