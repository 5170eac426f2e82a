"""What a sown year reaches in the independent verifier: kinds of parts, caps that bit, ties, questions, methods.

The verifier's own functions are watched from outside while it computes; it is not changed by it. `wanted` names
everything that is to be reached, most of it read from the verifier and from the sowing themselves, so that a new kind
is asked for at once.
"""

from __future__ import annotations

from collections.abc import Callable
from types import TracebackType
from typing import Any

from tests.proofs.sown_forms import MODES

LEVELS = ("item", "group", "form")
METHODS = ("last", "stage", "mean", "trimmed-mean", "weights", "sum")
MISSING = ("ask", "leave-out", "earlier", "zero", "not-ranked")
TIE_KEYS = ("group:", "item:", "figure:", "bonus", "fewer-penalties", "last-year", "ballot", "decision")
EFFECTS = ("class", "class-at-most", "not-ranked", "bars-title", "needs-decision", "flag")
BASES = ("units", "ranked-units", "rated:", "rated-at-least:", "max")
SCORED = ("no-target", "band-gap", "not-done", "below-zero")
ASKED = (
    *(f"score.{one}" for one in SCORED), "value.missing", "rank.tie", "rule.none", "rule.several", "class.none",
    "class.two", "class.unknown", "class.unknown_fact", "class.needs_decision", "class.tie_at_cap", "standing.leaver",
    "form.band-gap", "form.band-overlap", "form.day-off", "form.days", "standing.joined",
)  # fmt: skip
UNASKED = (
    "score.relief", "score.accept-stated", "score.band-overlap", "form.compared", "meeting.video",
    "meeting.written_opinions", "deadline.day-off", "deadline.days",
)  # fmt: skip
"""What the verifier only looks up: where nobody answered it goes on without. An overlap is asked once for the form; on
one cell stands only what an earlier program asked there."""
JOINED = ("sum", "mean", "months", "one:", "not")
BALLOTS = ("acclaim", "elect", "tied", "second-ballot", "not-proposed", "chair", "leave-empty", "written", "plurality")


class Reached:
    """Watches the verifier while a year is computed; `found` is what the year reached since `anew`."""

    def __init__(self, verifier: Any) -> None:
        self.v, self._found = verifier, set[str]()
        self._kept: list[tuple[Any, str, Any]] = []

    def __enter__(self) -> Reached:
        v = self.v
        for kind, make in list(v.KINDS.items()):
            self._kept.append((v.KINDS, kind, make))
            v.KINDS[kind] = self._kind(kind, make)
        self._wrap(v, "together", self._together)
        self._wrap(v, "rounded", self._rounded)
        self._wrap(v, "by_method", self._method)
        self._wrap(v, "combine", self._combine)
        self._wrap(v.Part, "bounded", self._bounded)
        self._wrap(v.ItemWork, "excess", self._excess)
        self._wrap(v.ItemWork, "part_by_part", lambda work, *_: self.see(f"part by part under {work.counts}"))
        self._wrap(v.ItemWork, "met", self._met)
        self._wrap(v.SheetWork, "sums", self._sums)
        self._wrap(v.SheetWork, "stated_node", lambda sheet, *_: self.see(f"stage of {sheet.stage.row['holds']}"))
        self._wrap(v.Decisions, "leave_open", lambda _, question, *__: self.see(f"asked {question}"))
        self._wrap(v.Decisions, "answer", self._answered)
        self._wrap(v.Ranking, "say", lambda _, key, __: self.see(f"tie key {self._first(key)}"))
        self._wrap(v.Classes, "do", lambda _, __, kind, *___: self.see(f"effect {kind}"))
        self._wrap(v.Classes, "quota", self._quota)
        self._wrap(v.Rules, "choose", lambda _, kind, *__: "quota" in kind and self.see("one limit of several"))
        self._wrap(v.YearWork, "scored_by_several", self._several)
        self._wrap(v, "joining_spec", lambda choice, *_: choice and self.see(f"joined by {self._first(choice)}"))
        self._wrap(v.Facts, "recorded", lambda *_: lambda made: made is not None and self.see("a recorded fact"))
        self._wrap(v.Votes, "ballot", self._ballot)
        self._wrap(v.Votes, "hands", lambda _, row: self.see("a show of hands"))
        self._wrap(v.Votes, "circulation", lambda _, row: self.see("a decision in writing"))
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for place, name, plain in reversed(self._kept):
            if isinstance(place, dict):
                place[name] = plain
            else:
                setattr(place, name, plain)

    def anew(self) -> None:
        """Forget what was reached."""
        self._found.clear()

    def found(self) -> set[str]:
        """What was reached since."""
        return self._found

    def see(self, what: str) -> None:
        """Something was reached."""
        self._found.add(what)

    def wanted(self) -> list[str]:
        """Everything that is to be reached."""
        found = [f"part {kind}" for kind in [*self.v.KINDS, "full/1"]]
        found += ["cap of a part", "floor of a part", "a part's condition met", "a part's condition not met"]
        found += ["a part's condition unknown", "one_of group", "weight of a node"]
        found += [f"over-cap {effect} {source}" for effect in ("base", "bonus") for source in ("computed", "stated")]
        found += ["over-cap penalty stated"]
        found += [f"{kind} bonus stated" for kind in ("no-such-part", "condition", "one-of")]
        found += [f"{name} of {level}" for name in ("together_cap", "floor") for level in LEVELS]
        found += [f"penalty_cap of {level}" for level in ("group", "form")]
        found += [f"rounding {mode}" for mode in MODES]
        found += [f"part by part under {counts}" for counts in ("rule", "caps", "stated")]
        found += [f"stage of {holds}" for holds in ("groups", "total")]
        found += [f"method {method}" for method in METHODS] + [f"missing {one}" for one in MISSING]
        found += [f"tie key {key}" for key in TIE_KEYS] + ["several scorers"]
        found += [f"joined by {one}" for one in JOINED]
        found += [f"asked {one}" for one in ASKED]
        found += [f"answered {one}" for one in (*ASKED, *UNASKED) if one != "rule.none"]
        found += [f"effect {one}" for one in EFFECTS if one != "needs-decision"]
        found += ["a recorded fact"]
        found += [f"quota of {base}" for base in BASES] + ["quota that bites", "one limit of several"]
        found += [f"ballot {one}" for one in BALLOTS] + ["a show of hands", "a decision in writing"]
        return list(dict.fromkeys(found))

    def _wrap(self, place: Any, name: str, look: Callable[..., Any]) -> None:
        """Call `look` before a function of the verifier; what it gives back (if anything callable) after, with the
        function's own result."""
        plain = place.__dict__[name]
        call = plain.__func__ if isinstance(plain, staticmethod) else plain

        def watched(*given: Any, **said: Any) -> Any:
            after = look(*given, **said)
            made = call(*given, **said)
            if callable(after):
                after(made)
            return made

        self._kept.append((place, name, plain))
        setattr(place, name, staticmethod(watched) if isinstance(plain, staticmethod) else watched)

    # -- what each function tells

    def _kind(self, kind: str, make: Callable[[Any], Any]) -> Callable[[Any], Any]:
        def watched(part: Any) -> Any:
            value = make(part)
            if self.v.is_number(value):
                self.see(f"part {kind}")
            return value

        return watched

    def _bounded(self, part: Any, value: Any) -> Callable[[Any], None]:
        if part.kind == "full/1":
            self.see("part full/1")
        rounded = self.v.rounded(value, part.spec.get("rounding"))

        def after(made: Any) -> None:
            if self.v.is_number(made) and made != rounded:
                self.see("cap of a part" if made < rounded else "floor of a part")

        return after

    def _together(self, points: Any, spec: Any, counts: str, excess: Any, penalty_cap: bool) -> Callable[[Any], None]:
        name = excess.__qualname__
        level = "group" if ".group." in name else "form" if ".finish." in name else "item"
        before, v = (points.base, points.bonus, points.penalty), self.v

        def after(_: Any) -> None:
            if (points.base, points.bonus) != before[:2]:
                self.see(f"together_cap of {level}")
            if points.penalty != before[2]:
                most, whole = v.said(spec, "penalty_cap"), v.add([points.base, points.bonus])
                if penalty_cap and most is not None and before[2] > most:
                    self.see(f"penalty_cap of {level}")
                if v.is_number(whole) and v.said(spec, "floor") == whole - points.penalty:
                    self.see(f"floor of {level}")

        return after

    def _rounded(self, value: Any, rule: Any) -> Callable[[Any], None]:
        def after(made: Any) -> None:
            if rule and made != value:
                self.see(f"rounding {rule.get('mode', 'half-up')}")

        return after

    def _method(self, spec: Any, given: Any) -> None:
        if given:
            self.see(f"method {spec['method']}")

    def _combine(self, spec: Any, names: list[str], values: Any, unit: str, decisions: Any) -> None:
        v = self.v
        wanted = v.needed(spec, names, values) if names else []
        there = [values.get(name, v.BLANK) for name in wanted]
        if any(v.is_a(value, "pending") or v.is_a(value, "notranked") for value in there):
            return
        if any(not v.is_number(value) for value in there):
            self.see(f"missing {spec.get('missing')}")
        elif spec["method"] in ("last", "stage") and wanted[:1] != names[-1:] and wanted[:1] != [spec.get("stage")]:
            self.see("missing earlier")

    def _excess(self, work: Any, effect: str, kind: str, found: Any, allowed: Any, source: str) -> None:
        self.see(f"{kind} {effect} {source}")

    def _met(self, work: Any, part: Any, full: bool) -> Callable[[Any], None]:
        said = {True: "met", False: "not met", None: "unknown"}

        def after(made: Any) -> None:
            if part.spec.get("needs") is not None:
                self.see(f"a part's condition {said[made]}")

        return after

    def _sums(self, sheet: Any, chosen: Any, spec: Any, excess: Any) -> None:
        if spec.get("one_of"):
            self.see("one_of group")
        if any(node.weight != 1 for _, node in chosen):
            self.see("weight of a node")

    def _answered(self, decisions: Any, question: str, subject: str, facts: Any) -> Callable[[Any], None]:
        def after(made: Any) -> None:
            if made is not None:
                self.see(f"answered {question}")

        return after

    @staticmethod
    def _first(key: str) -> str:
        head, colon, _ = key.partition(":")
        return head + colon

    def _quota(self, classes: Any, spec: Any) -> Callable[[Any], None]:
        before = {unit: one.final for unit, one in classes.found.items()}

        def after(_: Any) -> None:
            self.see(f"quota of {'max' if spec.get('max') is not None else self._first(spec.get('base', 'units'))}")
            if before != {unit: one.final for unit, one in classes.found.items()}:
                self.see("quota that bites")

        return after

    def _several(self, year: Any, period: str, stage: str, work: Any) -> Callable[[Any], None]:
        def after(_: Any) -> None:
            if any(self.v.is_number(sheet.ranking) for sheet in work.results.values()):
                self.see("several scorers")

        return after

    def _ballot(self, votes: Any, row: Any) -> Callable[[Any], None]:
        def after(made: Any) -> None:
            self.see(f"ballot {row['way']}")
            if made["next"]:
                self.see(f"ballot {made['next']}")
            if made["tied"]:
                self.see("ballot tied")
            if any(one["written"] for one in made["outcomes"].values()):
                self.see("ballot written")
            if row["round"] > 1 and votes.spec(row).get("second") == "plurality":
                self.see("ballot plurality")

        return after
