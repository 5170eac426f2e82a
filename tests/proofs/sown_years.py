"""Whole years sown by chance, as interchange documents: forms, stages, periods, scorers, rules, work, ballots; and
answers to the questions they ask.

Nothing here knows a result. Not sown is what format-ranking.md §12 leaves open: under `year-from-periods/1` a period
nobody has scored, unless what is missing is asked.
"""

from __future__ import annotations

from collections.abc import Iterable
from random import Random
from typing import Any

from models.rules.number.questions import Question, digest
from tests.proofs.sown_forms import RELIEVED, Form, Row, maybe, points, rounding, text
from tests.proofs.sown_votes import rules_of_meetings, votes

YEAR = 2026
CLASSES = ("A", "B", "C")
TEMPLATE = ("self", "bloc", "council")
PERIODS = (("q1", "2026-01-01", "2026-05-31"), ("q2", "2026-06-01", "2026-09-30"), ("q3", "2026-10-01", "2026-12-31"))


class Year:
    """One sown year: its document, and what may be answered later."""

    def __init__(self, seed: str) -> None:
        chance = self.chance = Random(seed)
        self.beside = Random(f"{seed} beside")
        self.counting = Random(f"{seed} counting")
        self.units = [f"u{n}" for n in range(chance.randrange(2, 7))]
        self.full = maybe(chance, 0.65)
        self.ties_stay = maybe(self.beside, 0.4)
        self.capped = maybe(self.beside, 0.06)
        """Whether nobody says how equals are parted, so that a limit on classes meets them."""
        if self.capped:  # a year made for that: coarse points, one limit, every question answered
            self.ties_stay = True
        self.forms = [Form(chance, "f"), *([Form(chance, "g")] if maybe(chance, 0.2) else [])]
        self.document: dict[str, Any] = {"format": "so-khoi", "version": 1}
        self._bloc()
        self._periods_and_stages()
        self._rules()
        self._scores()
        self._work()
        self.document |= votes(chance, self.units, YEAR)
        self._first_decisions()
        self._merged()

    # -- what stands there

    def _bloc(self) -> None:
        chance, units = self.chance, self.units
        beside = maybe(chance, 0.1)
        self.document |= {
            "bloc": [{"key": "bloc", "name": "Khối"}],
            "unit": [{"key": unit} for unit in units],
            "unit_row": [
                {"unit": unit, "from_date": "2020-01-01", "name": unit, "short_name": unit, "kind": "state"}
                for unit in units
            ],
            "regulation": [{"key": "r", "name": "Quy chế"}, *([{"key": "b", "name": "Kèm theo"}] if beside else [])],
            "form": [form.row for form in self.forms],
            "form_node": [node for form in self.forms for node in form.nodes],
            "bloc_year": [{"year": YEAR, "regulation": "r"}],
            "membership": [self._member(n, unit) for n, unit in enumerate(units)],
            "year_form": [{"year": YEAR, "form": "f"}],
            "past_result": [
                {"year": YEAR - 1, "unit": unit, **({"rank": chance.randrange(1, 5)} if maybe(chance, 0.9) else {})}
                for unit in units
                if maybe(chance, 0.8)
            ],
        }
        if len(self.forms) > 1:
            self.document["year_form"].append({"year": YEAR, "form": "g", "unit_group": "b"})
        if beside:
            self.document["setting"] = [{"key": f"regulations.beside.{YEAR}", "value": ["b"]}]
        if maybe(chance, 0.3):
            free = {"key": f"days-off.{YEAR}", "value": ["2026-06-01", "2026-06-05"]}
            self.document.setdefault("setting", []).append(free)

    def _member(self, n: int, unit: str) -> Row:
        chance = self.chance
        row: Row = {"year": YEAR, "unit": unit, "position": n if maybe(chance, 0.9) else 0}
        if len(self.forms) > 1 and maybe(chance, 0.4):
            row["unit_group"] = "b"
        if maybe(chance, 0.08):
            row["from_date"] = chance.choice(("2026-01-01", "2026-06-01", "2026-07-15"))
        if maybe(chance, 0.1):
            row["to_date"] = chance.choice(("2026-12-31", "2026-12-30", "2026-08-01"))
            row["left_by"] = "Quyết định 5"
        return row

    def _periods_and_stages(self) -> None:
        chance = self.chance
        many = chance.choice((0, 0, 1, 2, 3))
        chosen = PERIODS[:many] if many > 1 else (("nam", "2026-01-01", "2026-12-31"),) * many
        self.periods = [key for key, _, _ in chosen] or ["nam"]
        dated = maybe(chance, 0.8)
        self.document["period"] = [
            {"year": YEAR, "key": key, "position": n, "name": key}
            | ({"from_date": first, "to_date": last} if dated else {})
            for n, (key, first, last) in enumerate(chosen)
        ]
        self.stages = list(TEMPLATE[: chance.choice((1, 1, 2, 2, 3))])
        rows = []
        self.holds: dict[str, str] = {}
        for n, key in enumerate(self.stages):
            holds = chance.choice(("items",) * 6 + ("groups", "total"))
            counts = chance.choice(("rule", "rule", "caps", "stated"))
            rows.append({"year": YEAR, "key": key, "position": n, "name": key, "holds": holds, "counts": counts})
            self.holds[key] = holds
        self.panel = self._panel(rows) if maybe(chance, 0.15) else {}
        self.document["stage"] = rows

    def _panel(self, rows: list[Row]) -> dict[str, str]:
        """Several units score one stage; what they hold is what the stage held."""
        chance, row = self.chance, rows[-1]
        by = {unit: f"{row['key']}-{unit}" for unit in self.units if maybe(chance, 0.8)}
        if len(by) < 2:
            return {}
        for stage in by.values():
            rows.append({**row, "key": stage, "name": stage})
            self.holds[stage] = row["holds"]
        method = chance.choice(("mean", "trimmed-mean"))
        said = {"by": by, "method": method, "missing": chance.choice(("ask", "leave-out"))}
        if method == "trimmed-mean":
            said["trim"] = 1
        value = {row["key"]: said}
        self.document.setdefault("setting", []).append({"key": f"scorers.{YEAR}", "value": value})
        return by

    def _merged(self) -> None:
        """Units that became others in the course of the year, and one that came of the first after that."""
        chance, units = self.beside, self.units
        if len(units) < 3 or not maybe(chance, 0.3):
            return
        events = [
            (
                "m1",
                chance.choice(("merge", "split")),
                chance.choice(("2026-03-16", "2026-07-01")),
                units[:2],
                units[2:3],
            )
        ]
        if len(units) > 3 and maybe(chance, 0.3):
            events.append(("m2", "merge", "2026-10-01", units[2:4], [units[chance.choice((3, -1))]]))
        self.document["lineage"] = [{"key": key, "kind": kind, "date": day} for key, kind, day, _, _ in events]
        self.document["lineage_unit"] = [
            {"event": key, "side": side, "unit": unit}
            for key, _, _, *sides in events
            for side, its in zip(("from", "to"), sides, strict=True)
            for unit in its
        ]

    # -- rules

    def _rules(self) -> None:
        chance = self.chance
        found: list[tuple[str, Row]] = []
        if maybe(chance, 0.98):
            found.append(("ranking/1", self._ranking()))
        if maybe(chance, 0.15):
            found.append(("ranking/1", self._ranking()))
        if maybe(chance, 0.97):
            found.append(("final-score/1", self._combining(self.stages)))
        if len(self.periods) > 1 and maybe(chance, 0.95):
            found.append(self._year_from_periods([spec for kind, spec in found if kind == "final-score/1"]))
        if maybe(chance, 0.75):
            found.append((chance.choice(("classes/1", "classes/2", "classes/3")), self._classes()))
            for _ in range(chance.choice((0, 1, 2, 2))):
                found.append(("class-quota/1", self._quota()))
        if self.capped:
            found = self._limited(found)
        rows = []
        beside = len(self.document["regulation"]) > 1
        scoped = [(kind, "", spec) for kind, spec in found] + rules_of_meetings(chance)
        scoped = [self._one_limit(*one) if one[0] == "class-quota/1" else one for one in scoped]
        for n, (kind, scope, spec) in enumerate(scoped):
            row = {"regulation": "b" if beside and maybe(chance, 0.3) else "r", "key": f"k{n}", "kind": kind}
            row |= {"position": n, "cite": f"Điều {n}", "spec": spec, **({"scope": scope} if scope else {})}
            if maybe(chance, 0.04):
                row["valid_to"] = chance.choice(("2026-06-30", "2026-12-31"))
            rows.append(row)
        self.document["rule"] = rows

    def _one_limit(self, kind: str, scope: str, spec: Row) -> tuple[str, str, Row]:
        """A limit as it is, or one of those of which only one is applied, for everybody or as an exception."""
        if maybe(self.counting, 0.5):
            return kind, scope, spec
        return "class-quota/2", "noi-troi" if maybe(self.counting, 0.4) else "", spec

    def _limited(self, found: list[tuple[str, Row]]) -> list[tuple[str, Row]]:
        """One ranking whose points are so coarse that many are equal, classes by points alone, one small limit."""
        kept = [(kind, spec) for kind, spec in found if kind not in ("ranking/1", "class-quota/1")]
        kept = [(kind, spec) for kind, spec in kept if not kind.startswith("classes/")]
        coarse = {"step": "1000", "mode": "up"}
        ranking: Row = {"by": "raw", "compare": "exact", "ties": "1,1,3", "rounding": coarse, "tie_keys": []}
        bands = [{"class": "A", "label": "Loại A", "from": "30"}, {"class": "B", "label": "Loại B", "to": "30"}]
        quota = {"class": "A", "below": "B", "max": self.beside.choice((1, 1, 2)), "reason": "vượt {max}"}
        return [*kept, ("ranking/1", ranking), ("classes/2", {"bands": bands}), ("class-quota/1", quota)]

    def _ranking(self) -> Row:
        chance = self.chance
        by = chance.choice(("raw", "raw", "percent-of-assigned", "percent-of-assigned-plus-bonus"))
        spec: Row = {"by": by, "compare": chance.choice(("exact", "published"))}
        spec["ties"] = chance.choice(("1,1,3", "dense"))
        if maybe(chance, 0.6):
            spec["digits"] = chance.choice((0, 0, 1, 2))
        if maybe(chance, 0.3):
            spec["rounding"] = rounding(chance)
        elif maybe(chance, 0.6):  # coarse, so that unlike sheets become equals
            spec["rounding"] = {"step": chance.choice(("5", "10", "20")), "mode": "up"}
        nodes = self.forms[0].nodes
        inputs = [f"{node['key']}/{one['id']}" for node in nodes for one in node["spec"].get("inputs", ())]
        known = ["bonus", "fewer-penalties", "last-year", "ballot", "decision"]
        known += [f"{node['kind']}:{node.get('code') or node['key']}" for node in nodes]
        known += [f"figure:{one}" for one in inputs]
        keys = list(dict.fromkeys(chance.sample(known, min(len(known), chance.randrange(0, 4)))))
        if maybe(chance, 0.3):
            keys = [chance.choice((*known[:5], "ballot", "fewer-penalties"))]
        elif maybe(chance, 0.6):
            part = chance.choice(("group:", "item:", "figure:"))
            keys = [chance.choice([key for key in known if key.startswith(part)] or known[:2]), *keys[1:2]]
            keys = list(dict.fromkeys(keys))
        spec["tie_keys"] = [self._tie_key(key) for key in keys]
        return spec

    def _tie_key(self, key: str) -> Row:
        row: Row = {"key": key}
        if maybe(self.chance, 0.15) and key not in ("ballot", "decision"):
            row["better"] = self.chance.choice(("high", "low"))
        if maybe(self.chance, 0.2):
            row["label"] = "Tiêu chí phụ"
        return row

    def _combining(self, names: list[str]) -> Row:
        chance = self.chance
        method = chance.choice(("last", "last", "stage", "mean", "trimmed-mean", "weights", "sum"))
        spec: Row = {"method": method, "missing": chance.choice(("ask", "leave-out", "earlier", "zero", "not-ranked"))}
        if method == "stage":
            spec["stage"] = chance.choice(names)
        if method == "weights":
            weighed = [name for name in names if maybe(chance, 0.85)] or names
            spec["weights"] = {name: chance.choice(("1", "2", "0.4", "1/3", "0")) for name in weighed}
        if method == "trimmed-mean":
            spec["trim"] = 1
        return spec

    def _year_from_periods(self, finals: list[Row]) -> tuple[str, Row]:
        asked = bool(finals) and all(spec["missing"] == "ask" for spec in finals)
        kind = self.chance.choice((1, 2)) if asked else 2
        return f"year-from-periods/{kind}", self._combining(self.periods)

    def _classes(self) -> Row:
        chance = self.chance
        high, low = chance.choice(((30, 15), (20, 10), (80, 50), (12, 4)))
        bands: list[Row] = [
            {"class": "A", "label": "Loại A", "from": text(high)},
            {"class": "B", "label": "Loại B", "from": text(low), "to": text(high)},
            {"class": "C", "label": "Loại C", "to": text(low)},
        ]
        if maybe(chance, 0.1):
            bands.pop()
        if maybe(chance, 0.15):
            bands[1]["to"] = text(high + 10)
        if maybe(chance, 0.2):
            chance.choice(bands)["when"] = self._condition()
        if maybe(chance, 0.1):
            bands[0]["from_inclusive"] = False
        if maybe(chance, 0.1):
            bands[1]["to_inclusive"] = True
        spec: Row = {"bands": bands}
        if maybe(chance, 0.5):
            spec["compare"] = chance.choice(("exact", "published"))
        if maybe(chance, 0.2):
            spec["cap"] = text(high if bands[0].get("from_inclusive", True) else high + 1)
        spec["effects"] = [self._effect(n) for n in range(chance.choice((0, 1, 2, 3)))]
        if maybe(self.counting, 0.25):
            late = {"fact": "self-score-days-late", "ge": self.counting.choice(("1", "2", "3"))}
            lower = {"when": late, "effect": "class-at-most", "class": "B", "reason": "nộp chậm"}
            spec["effects"] = [*spec.get("effects", ()), lower]
        return spec

    def _effect(self, n: int) -> Row:
        kinds = ("class", "class-at-most", "not-ranked", "bars-title", "needs-decision", "flag")
        kind = self.chance.choice(kinds)
        row: Row = {"when": self._condition(), "effect": kind, "reason": f"lý do {n}"}
        if kind in ("class", "class-at-most"):
            row["class"] = self.chance.choice(CLASSES[: 2 if len(CLASSES) > 2 else 1])
        if kind == "bars-title":
            row["titles"] = ["CO", "BK"][: self.chance.randrange(1, 3)]
        return row

    def _condition(self) -> Row:
        chance = self.chance
        if maybe(self.beside, 0.25):
            return self._found_fact()
        if maybe(chance, 0.2):
            inner = [self._fact() for _ in range(2)]
            return dict(chance.choice(({"all": inner}, {"any": inner}, {"not": inner[0]})))
        return self._fact()

    def _found_fact(self) -> Row:
        """A test of what others find of a unit."""
        chance = self.beside
        name, values = chance.choice(
            (("tasks-over", ("20", "35")), ("tasks-late", ("0", "20")), ("targets-met", ("60", "100")))
        )
        if maybe(chance, 0.6):
            return {"fact": name, chance.choice(("ge", "lt")): chance.choice(values)}
        return chance.choice(({"fact": "leader-disciplined"}, {"fact": "rating", "eq": "HTXS"}))

    def _fact(self) -> Row:
        """A test of any fact of a unit, those that nobody supplies among them."""
        chance, nodes = self.chance, self.forms[0].nodes
        operator = chance.choice(("ge", "gt", "le", "lt", "eq"))
        numbers = {
            "points": (10, 20, 50), "points-base": (5, 15), "points-bonus": (0, 2), "points-penalty": (0, 2),
            "percent-of-assigned": (50, 80), "items-at-zero": (0, 1), "rank": (1, 2), "last-rank": (1, 3),
            "self-score-days-late": (0, 3), "tasks-done": (50, 100), "tasks-on-time": (50, 100),
            "targets-met": (50, 100),
        }  # fmt: skip
        truths: list[Row] = [
            *({"fact": name} for name in ("leads-bloc", "self-score-sent", "full-year-member", "any-veto", "pledged")),
            {"fact": "veto", "of": chance.choice(("ky-luat", "no-thue"))},
            {"fact": "disciplined-from", "of": "ky-luat"},
            {"fact": "registered", "of": chance.choice(("CO", "Cờ thi đua"))},
            {"fact": "disunity"},
        ]
        way = chance.randrange(10)
        if way < 5:
            name = chance.choice(list(numbers))
            return {"fact": name, operator: text(chance.choice(numbers[name]))}
        if way < 7:
            node = chance.choice(nodes)
            name = "item-points" if node["kind"] == "item" else chance.choice(("group-points", "group-percent"))
            return {"fact": name, "of": node.get("code") or node["key"], operator: chance.choice(("0", "3", "8", "60"))}
        if way == 7 and maybe(chance, 0.5):
            return {"fact": "points", operator: {"fact": "points-base"}}
        return chance.choice(truths) | ({} if maybe(chance, 0.8) else {"eq": False})

    def _quota(self) -> Row:
        chance = self.chance
        name, below = chance.choice((("A", "B"), ("B", "C")))
        spec: Row = {"class": name, "below": below, "reason": "vượt {max}"}
        way = chance.choice(("max", "share", "percent"))
        if way == "max":
            return {**spec, "max": chance.randrange(0, 3)}
        base = chance.choice(("units", "ranked-units", f"rated:{name}", "rated-at-least:B"))
        value = chance.choice(("1/3", "0.5", "0")) if way == "share" else chance.choice(("20", "50", "33"))
        return {**spec, way: value, "base": base, "rounding": chance.choice(("down", "up", "half-up"))}

    # -- scores

    def _scores(self) -> None:
        chance = self.chance
        sheets, cells = [], []
        groups = {row["unit"]: row.get("unit_group", "") for row in self.document["membership"]}
        like: dict[tuple[str, str], list[Row]] = {}
        for period in self.periods:
            for unit in self.units:
                form = self.forms[1 if groups[unit] else 0]
                for stage in (row["key"] for row in self.document["stage"]):
                    if (not self.full and maybe(chance, 0.1)) or maybe(chance, 0.01):
                        continue
                    key = f"{unit}.{stage}.{period}"
                    row = {"key": key, "year": YEAR, "period": period, "unit": unit, "stage": stage, "form": form.key}
                    row["state"] = chance.choice(("complete", "complete", "entering", "empty"))
                    if stage == self.stages[0] and maybe(chance, 0.7):
                        row["received_on"] = chance.choice(("2026-12-08", "2026-12-10", "2026-12-13"))
                    sheets.append(row)
                    kept = like.get((form.key, self.holds[stage]))
                    mine = kept if kept and maybe(chance, 0.3) else form.cells(self.holds[stage], self.full)
                    like[form.key, self.holds[stage]] = mine
                    cells += [{"sheet": key, **cell} for cell in mine]
        self.document |= {"sheet": sheets, "cell": cells}

    # -- work of the year

    def _work(self) -> None:
        chance, units, document = self.chance, self.units, self.document
        document["deadline"] = [
            {"year": YEAR, "key": f"h{n}", "name": "Gửi", "due_on": due, "stage": self.stages[0]}
            for n, due in enumerate(("2026-12-10", "2026-12-12")[: chance.randrange(0, 3)])
        ]
        document["veto"] = [
            {"key": f"v{n}", "year": YEAR, "unit": chance.choice(units), "kind": chance.choice(("ky-luat", "no-thue"))}
            | ({"relief": "đã khắc phục"} if maybe(chance, 0.3) else {})
            for n in range(chance.choice((0, 0, 1, 2)))
        ]
        if maybe(chance, 0.6):
            registered = [unit for unit in units if maybe(chance, 0.8)]
            document["registration"] = [{"year": YEAR, "unit": unit, "tasks": 4} for unit in registered]
            document["registered_title"] = [
                {"key": f"t-{unit}", "year": YEAR, "unit": unit, "title": chance.choice(("CO", "cờ thi đua"))}
                for unit in units
                if maybe(chance, 0.5)
            ]
        document["progress"] = [
            {"year": YEAR, "unit": unit, "as_of": day, "tasks_done": chance.randrange(0, 5), "tasks_registered": 4}
            for unit in units
            for day in ("2026-06-30", "2026-07-01", "2026-12-31")
            if maybe(chance, 0.2)
        ]
        document["rating"] = self._found()
        document["work"] = [self._task(unit, n) for unit in units for n in range(chance.choice((0, 0, 3, 4)))]
        document["target"] = [
            {"key": f"c-{unit}-{n}", "year": YEAR, "unit": unit, "position": n, "name": "x", "plan": "10"}
            | ({"result": chance.choice(("9.9", "10", "12"))} if maybe(chance, 0.9) else {})
            for unit in units
            for n in range(chance.choice((0, 1, 2)))
        ]
        if maybe(chance, 0.5):
            document["pledge"] = [{"year": YEAR, **({"signed_on": "2026-02-01"} if maybe(chance, 0.8) else {})}]
            signing = [unit for unit in units if maybe(chance, 0.7)]
            document["pledge_sign"] = [
                {"year": YEAR, "role": "signatory", "position": n, "unit": unit, "name": "x"}
                for n, unit in enumerate(signing)
            ]

    def _found(self) -> list[Row]:
        """What others found of the units."""
        chance = self.beside
        values = {
            **dict.fromkeys(("tasks-done", "tasks-on-time", "targets-met"), ("60", "100")),
            "tasks-over": ("20", "34.9", "40"), "tasks-late": ("0", "20", "21"), "initiatives": ("0", "2"),
            **dict.fromkeys(("disunity", "leader-disciplined"), ("yes", "no")), "rating": ("HTXS", "HT"),
        }  # fmt: skip
        often = chance.choice((0, 0.5, 0.9))
        return [
            {"year": YEAR, "holder": unit, "kind": kind, "value": chance.choice(of)}
            for unit in self.units
            for kind, of in values.items()
            if maybe(chance, often)
        ]

    def _task(self, unit: str, n: int) -> Row:
        chance = self.chance
        state = chance.choice(("done", "done", "late", "open", "not-done"))
        row: Row = {"key": f"w-{unit}-{n}", "year": YEAR, "unit": unit, "kind": "key", "position": n, "title": "x"}
        row["state"] = state
        if state in ("done", "late") and maybe(chance, 0.6):
            row["done_on"] = chance.choice(("2026-11-01", "2026-12-31", "2027-01-02"))
        return row

    # -- decisions

    def _first_decisions(self) -> None:
        """Reliefs and words on stated numbers, which nobody asks for; a ballot over equals."""
        chance, found = self.chance, []
        relieved = [
            (form, node["key"], part)
            for form in self.forms
            for node in form.nodes
            for part in node["spec"].get("parts", ())
            if part["kind"] in RELIEVED
        ]
        for form, node, part in relieved:
            for sheet in self.document["sheet"]:
                if sheet["form"] == form.key and maybe(chance, 0.12):
                    word = chance.choice((sheet["key"], f"{YEAR}/{sheet['unit']}", str(YEAR)))
                    found.append(("score.relief", f"{word}/{node}/{part['id']}", self._relief(part)))
        for form in self.forms:
            if maybe(chance, 0.1):
                choice = chance.choice(("all", "whole-year", "not-barred", "whole-year-not-barred"))
                found.append(("form.compared", form.key, choice))
        spread = {
            (node["form"], node["key"]): part["id"]
            for node in self.document["form_node"]
            for part in node["spec"].get("parts", ())
            if part["kind"] in ("bands/1", "two-way-bands/1")
        }
        for sheet in self.document["sheet"]:
            for node, part in ((node, part) for (form, node), part in spread.items() if form == sheet["form"]):
                if maybe(chance, 0.25):
                    found.append(("score.band-overlap", f"{sheet['key']}/{node}/{part}", points(chance, 0, 8)))
        for cell in self.document["cell"]:
            if "stated" in cell and maybe(chance, 0.15):
                choice = chance.choice(("accept", "reject", True, {"bonus": "1"}, {"base": "4", "penalty": "0.5"}))
                found.append(("score.accept-stated", f"{cell['sheet']}/{cell['node']}", choice))
        if maybe(chance, 0.2):
            units = sorted(chance.sample(self.units, 2))
            votes_for = dict(zip(units, (3, 2), strict=True))
            choice = {"votes": votes_for, "elected": units[: chance.randrange(1, 3)]}
            found.append(("rank.ballot", "+".join(units), choice))
        if "registration" in self.document and maybe(chance, 0.3):
            subject = f"{YEAR}/{chance.choice(self.units)}/CO"
            found.append(("registration.waived", subject, chance.choice(("counts", "not-counts"))))
        if maybe(self.beside, 0.4):
            found.append(("deadline.day-off", str(YEAR), self.beside.choice(("moves", "moves", "stays"))))
        if maybe(self.counting, 0.9):
            found.append(("deadline.days", str(YEAR), self.counting.choice(("working", "working", "calendar"))))
        once = {one[:2]: one for one in found}.values()
        self.document["decision"] = [self._decision(n, *one) for n, one in enumerate(once)]

    @staticmethod
    def _decision(n: int, question: str, subject: str, choice: Any) -> Row:
        row = {"key": f"d{n:03}", "year": YEAR, "question": question, "subject": subject, "choice": choice}
        return row | {"reason": "Hội nghị thống nhất"}

    def _relief(self, part: Row) -> Row:
        chance = self.chance
        said: Row = {}
        if maybe(chance, 0.5):
            said["until"] = chance.choice(("2026-06-05", "2026-06-08"))
        if maybe(chance, 0.3):
            said["exempt"] = True
        params = part["params"]
        names = [case["input"] for case in params.get("cases", ())] or [params["input"]] if "input" in params else []
        if names and maybe(chance, 0.5):
            said["waive"] = {chance.choice(names): chance.choice((1, 2))}
        return said or {"exempt": True}

    def answers(self, questions: Iterable[Question], turn: int) -> list[Row]:
        """Decisions on most of the questions, on their facts, on none, or on facts that are no longer those."""
        found = []
        for n, question in enumerate(questions):
            key, sure = question.key, self.capped or question.key == "class.tie_at_cap"
            choice = self._answer(question) if sure or maybe(self.chance, 0.7) else None
            if key == "rank.tie" and choice is not None and maybe(self.chance, 0.6):
                key, choice = "rank.ballot", self._voted(choice)
            if choice is not None:
                row = self._decision(n, key, question.subject, choice) | {"key": f"a{turn}.{n:03}"}
                found.append(row | self._bound(question))
        return found

    def _voted(self, order: list[str]) -> Row:
        """A ballot over equals: its votes, and the first of them elected."""
        votes_for = {unit: len(order) - n for n, unit in enumerate(order)}
        return {"votes": votes_for, "elected": order[: self.chance.randrange(1, len(order) + 1)]}

    def _bound(self, question: Question) -> Row:
        rests = digest(question.facts)
        way = self.chance.randrange(8)
        if way < 3:
            return {"facts_digest": rests}
        if way == 3:
            return {"facts_digest": "0" * 64}
        return {"facts_digest": "0" * 64, "confirmed_digest": rests} if way == 4 else {}

    def _answer(self, question: Question) -> Any:
        chance, subject = self.chance, question.subject
        if question.key == "score.accept-stated":
            return chance.choice(("accept", "reject", {"base": "3"}))
        if question.key.startswith("score."):
            return chance.choice((points(chance, 0, 8), "not-assigned", "not-ranked", "7"))
        if question.key == "rank.tie":
            if self.ties_stay:
                return None
            return chance.sample(subject.split("+"), len(subject.split("+")))
        if question.key == "class.tie_at_cap":
            free, units = int(str(question.facts["free"])), subject.split("+")
            return chance.sample(units, chance.randrange(0, free + 1))
        if question.key.startswith("form.") and maybe(chance, 0.4):
            return None
        if question.key == "rule.several" or question.key.startswith("form."):
            return chance.choice([option.key for option in question.options])
        fixed = {
            "value.missing": ("leave-out", "zero", "not-ranked"),
            "standing.leaver": ("ranked", "not-ranked"),
            "standing.joined": ("sum", "mean", "months", "not", "one:u0", "one:u1", "one:u9"),
            "class.unknown_fact": ("yes", "no", "B"),
            "meeting.written_opinions": ("count", "not-count"),
            "meeting.video": ("count", "not-count"),
        }
        if question.key in fixed:
            return chance.choice(fixed[question.key])
        return chance.choice(CLASSES) if question.key.startswith("class.") else None
