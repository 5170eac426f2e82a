"""The parts of one item, from everything its sentences say: bases, what is earned, what is lost, bounds.

Here: which reading makes which part, and which question decides between two. Not here: how parts and inputs are put
together (`building`), bands and levels (`tables`), what a proposal tells beside them (`proposal`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Any, Final

from models.rules.form.model import Effect
from models.rules.form.plan import highest, plan_of
from models.rules.form.wordings.building import Building, KeptByHand, number
from models.rules.form.wordings.cases import in_days
from models.rules.form.wordings.readings import (
    AllLost,
    ByShare,
    Cap,
    Checklist,
    Leader,
    OneOf,
    PassFail,
    PerCase,
    PerUnit,
    RangePerCase,
    Ranges,
    Reading,
    ShareBelow,
    Steps,
)
from models.rules.form.wordings.shares import HUNDRED
from models.rules.form.wordings.tables import bands_part, levels_part
from models.rules.number.points import ZERO

_BASES: Final = (ByShare, ShareBelow, Steps, PassFail, Checklist, OneOf, Ranges, Leader)
REACHED: Final = "Tỷ lệ đạt được (%)"
SHARE: Final = "Tỷ lệ thực hiện so với chỉ tiêu (%)"


class Maker:
    """Makes the parts of one item from everything its sentences say."""

    def __init__(self, building: Building, readings: Sequence[Reading]) -> None:
        self.on = building
        self.readings = tuple(self._signed(one) for one in readings)

    def _signed(self, one: Reading) -> Reading:
        """A case of which nothing says whether it earns or loses, as it was answered."""
        if not isinstance(one, PerCase) or one.signed or self.on.ask("sign") == "plus":
            return one
        return replace(one, effect="minus")

    def make(self) -> None:
        self._losts()
        for one in self._each(*_BASES):
            if not (isinstance(one, PassFail) and one.effect == "minus"):
                self._base(one)
        self._earned()
        self._losses()
        for one in self._each(Cap):
            self._cap(one)
        if self.on.needs and not self.on.parts:
            self._else_lost()

    def _each(self, *kinds: type) -> list[Any]:
        return [one for one in self.readings if isinstance(one, kinds)]

    # --- bases --------------------------------------------------------------------------------------------------------

    def _base(self, one: Reading) -> None:
        effect: Effect = "base" if self.on.standard is not None else "bonus"
        if isinstance(one, ByShare):
            self._share(one)
        elif isinstance(one, ShareBelow):
            self._share_below(one)
        elif isinstance(one, PassFail):
            self._pass_fail(one, effect)
        elif isinstance(one, Steps):
            bands_part(self.on, one, effect)
        elif isinstance(one, Checklist | OneOf):
            levels_part(self.on, one, effect)
        elif isinstance(one, Ranges):
            self._ranges(one)
        elif isinstance(one, Leader):
            self.on.ask("who-leads")
            measure = one.what or "Kết quả thực hiện"
            given = self.on.input(measure, "percent" if measure.lower().startswith("tỷ lệ") else "figure")
            self.on.part("base", "leader-relative/1", {"input": given, "points": number(one.points)})

    def _share_below(self, one: ShareBelow) -> None:
        """The standard from a mark on and the share of it are two parts of which the better counts."""
        percent = self.on.input(f"{one.what} (%)" if one.what else REACHED, "percent", "%")
        full = [
            {"points": number(one.points), "from": number(one.mark), "from_inclusive": True},
            {"points": "0", "to": number(one.mark), "to_inclusive": False},
        ]
        self.on.part("base", "bands/1", {"input": percent, "bands": full}, one_of="ty-le")
        share = {"points": number(one.points), "percent": percent, "limit": "100"}
        self.on.part("base", "share-of-target/1", share, one_of="ty-le")

    def _ranges(self, one: Ranges) -> None:
        """Who scores decides within the level; the book keeps what the levels are and the highest of them."""
        told = "; ".join(filter(None, (_level(*level) for level in one.levels)))
        given = self.on.input(f"Điểm theo mức ({told})", "points")
        self.on.part("base", "by-hand/1", {"input": given}, cap=max(high for _, _, high, _ in one.levels))

    def _share(self, one: ByShare) -> None:
        percent = self.on.input(SHARE, "percent", "%")
        params = {"points": number(one.points), "percent": percent}
        beyond = one.limit is None and self.on.ask("over-100") == "bonus"
        self.on.part("base", "share-of-target/1", {**params, "limit": "100"})
        if beyond:
            self.on.part("bonus", "over-target/1", params, cap=self.on.bound("bonus", None))

    def _pass_fail(self, one: PassFail, effect: Effect) -> None:
        fail = one.fail
        if fail is None:
            if effect == "base" and self.on.ask("unmet") == "by-hand":
                raise KeptByHand
            fail = ZERO
        label = one.what
        if one.both:
            label += " (cả hai)" if self.on.ask("both") == "both" else " (một trong hai)"
        if one.due:
            self.on.ask("day-off")
        if one.edge:
            label += f" ({'kể cả' if self.on.ask('due-day') == 'in' else 'không kể'} ngày {one.due})"
        met = self.on.input(label, "yes-no")
        self.on.part(effect, "pass-fail/1", {"input": met, "pass": number(one.points), "fail": number(fail)})

    # --- earned for each case or per cent -----------------------------------------------------------------------------

    def _earned(self) -> None:
        cases = [one for one in self._each(PerCase, RangePerCase) if one.effect == "plus"]
        over = [one for one in self._each(PerUnit) if one.side == "above" and one.effect == "plus"]
        total = next((one.cap for one in self._each(Cap) if one.effect == "plus"), None)
        if total is not None and cases:
            self._earned_together(cases, total)
            cases = []
        for one in cases:
            effect = self._effect_of(one, cases)
            cap = one.cap if effect == "base" else self.on.bound("bonus", one.cap)
            if isinstance(one, RangePerCase):
                self._by_hand(effect, one, cap)
                continue
            if not one.each_one:
                self.on.part(effect, "extra-units/1", self._several(one), cap=cap)
                continue
            case = {"input": self._counted(one), "points": number(one.points), "label": one.what}
            self.on.part(effect, "earn-per-case/1", {"cases": [case]}, cap=cap)
        for one in over:
            self._over(one)

    def _earned_together(self, cases: Sequence[PerCase | RangePerCase], total: Fraction) -> None:
        """Several kinds of case under one bound are one part; cases with bounds of their own a person scores."""
        plain = [one for one in cases if isinstance(one, PerCase) and one.each_one and one.cap is None]
        if len(plain) < len(cases):
            raise KeptByHand
        bounded = [replace(one, cap=total) for one in plain]
        effects = {self._effect_of(one, [one]) for one in bounded}
        if len(effects) > 1:
            raise KeptByHand
        effect = effects.pop()
        listed = [{"input": self._counted(one), "points": number(one.points), "label": one.what} for one in plain]
        cap = total if effect == "base" else self.on.bound("bonus", total)
        self.on.part(effect, "earn-per-case/1", {"cases": listed}, cap=cap)

    def _effect_of(self, one: PerCase | RangePerCase, cases: Sequence[Any]) -> Effect:
        """Whether points for each case earn the standard or come on top of it: the sum decides, else it is asked."""
        standard = self.on.standard
        if standard is None:
            return "bonus"
        given = highest(plan_of(self.on.made()).by_effect["base"])
        caps = [each.cap for each in cases]
        alone = given is None and len(cases) == 1
        if alone and (one.cap == standard or (one.cap is None and not (isinstance(one, PerCase) and one.added))):
            return "base"
        if None not in caps and (given or ZERO) + sum(caps, ZERO) == standard:
            return "base"
        if given == standard and isinstance(one, PerCase) and one.over:
            return "bonus"
        if given is None and self.on.doubts:
            return "base"
        return "bonus" if self.on.ask("base-or-bonus") == "bonus" else "base"

    def _over(self, one: PerUnit) -> None:
        percent = self.on.input(f"Tỷ lệ {_small(one.what)} (%)" if one.what else SHARE, "percent", "%")
        effect: Effect = "base" if one.cap is not None and one.cap == self.on.standard else "bonus"
        above = "0" if one.what else "100"
        params = {"input": percent, "above": above, "unit": number(one.unit), "per": number(one.points)}
        cap = one.cap if effect == "base" else self.on.bound("bonus", self._once_cap(one))
        self.on.part(effect, "extra-units/1", {**params, "whole": self._whole(one)}, cap=cap)

    def _once_cap(self, one: PerUnit) -> Fraction | None:
        """The bound, which is one unit's points where they come once only."""
        return one.points if not one.sure and self.on.ask("unit-once") == "once" else one.cap

    def _whole(self, one: PerUnit) -> bool:
        return one.whole if one.whole is not None else self.on.ask("part-step") == "whole"

    # --- lost ---------------------------------------------------------------------------------------------------------

    def _losses(self) -> None:
        cases = [one for one in self._each(PerCase) if one.effect == "minus"]
        once = [one for one in self._each(PassFail) if one.effect == "minus"]
        ranges = [one for one in self._each(RangePerCase) if one.effect == "minus"]
        below = [one for one in self._each(PerUnit) if one.side == "below"]
        rising = [one for one in self._each(PerUnit) if one.side == "above" and one.effect == "minus"]
        if rising:
            self._rising(rising[0], bool(cases or once or ranges or below or len(rising) > 1))
            return
        if not (cases or once or ranges or below):
            return
        if any(not one.each_one for one in cases):
            self._lost_in_several(cases, bool(once or ranges or below))
            return
        if len(cases) > 1:
            self.on.ask("several")
        full = self._starts_full()
        listed = [self._case(one) for one in cases] + [self._once(one) for one in once]
        total = next((one.cap for one in self._each(Cap) if one.effect == "minus"), None)
        bound = total if total is not None else cases[0].cap if len(cases) == 1 and cases else None
        if full and not ranges and not below:
            self._from_full(listed, bound)
            return
        if total is not None and (below or ranges):
            raise KeptByHand  # one bound of several parts
        if len(below) == 1 and not listed and not ranges:
            self._short(below[0], full)
            return
        if full:
            self.on.part("base", "full/1", {"points": number(full)})
        if listed:
            most = self.on.bound("penalty", bound)
            self.on.part("penalty", "deduct-per-case/1", {"cases": listed, **_most(most)})
        for one in below:
            self._short(one, None)
        for one in ranges:
            self._by_hand("penalty", one, self.on.bound("penalty", one.cap))
        self._floor_of_item(bool(full))

    def _rising(self, one: PerUnit, more: bool) -> None:
        """Lost for each per cent of what went wrong; beside other losses a person scores."""
        if more:
            raise KeptByHand
        full = self._starts_full()
        if full:
            self.on.part("base", "full/1", {"points": number(full)})
        percent = self.on.input(f"Tỷ lệ {_small(one.what)} (%)", "percent", "%")
        params = {"input": percent, "above": "0", "unit": number(one.unit), "per": number(one.points)}
        total = next((cap.cap for cap in self._each(Cap) if cap.effect == "minus"), one.cap)
        cap = self.on.bound("penalty", total)
        self.on.part("penalty", "extra-units/1", {**params, "whole": self._whole(one)}, cap=cap)
        self._floor_of_item(bool(full))

    def _lost_in_several(self, cases: Sequence[PerCase], more: bool) -> None:
        """Points lost for several cases together, or from a certain case on; beside other losses a person scores."""
        if len(cases) > 1 or more:
            raise KeptByHand
        one, full = cases[0], self._starts_full()
        if full:
            self.on.part("base", "full/1", {"points": number(full)})
        total = next((cap.cap for cap in self._each(Cap) if cap.effect == "minus"), one.cap)
        self.on.part("penalty", "extra-units/1", self._several(one), cap=self.on.bound("penalty", total))
        self._floor_of_item(bool(full))

    def _several(self, one: PerCase) -> dict[str, object]:
        """What is counted, from which case on, and how many of them together."""
        whole = True if one.unit == 1 else one.whole if one.whole is not None else self.on.ask("part-step") == "whole"
        amounts = {"above": str(one.free), "unit": str(one.unit), "per": number(one.points), "whole": whole}
        return {"input": self._counted(one), **amounts}

    def _starts_full(self) -> Fraction | None:
        """The standard, where the sentences only take from it and no column of the table keeps losses apart."""
        based = any(part.effect == "base" for part in self.on.parts)
        return None if based or self.on.column("penalty") is not None else self.on.standard

    def _from_full(self, listed: Sequence[Mapping[str, object]], bound: Fraction | None) -> None:
        full = self.on.standard
        assert full is not None
        said: dict[str, Any] = {}
        if (bound is None or bound > full) and self.on.ask("floor") == "zero":
            said["floor"] = ZERO
        self.on.part("base", "deduct-per-case/1", {"cases": list(listed), "from": number(full), **_most(bound)}, **said)

    def _floor_of_item(self, full: bool) -> None:
        """May the item go below nothing: not where losses are bounded by a standard one starts from."""
        most = highest(plan_of(self.on.made()).by_effect["penalty"])
        standard = self.on.standard
        if standard is None or (full and most is not None and most <= standard):
            return
        if self.on.ask("floor") == "zero":
            self.on.bounds["floor"] = ZERO

    def _case(self, one: PerCase) -> dict[str, object]:
        return {"input": self._counted(one), "points": number(one.points), "label": one.what}

    def _once(self, one: PassFail) -> dict[str, object]:
        """A loss of which nothing says whether it comes once or each time."""
        what = one.what or self.on.item.title
        if one.due:
            self.on.ask("day-off")
        each = not one.sure and self.on.ask("once-or-each") == "each"
        given = self.on.input(f"Số lần: {what}", "count") if each else self.on.input(what, "yes-no")
        return {"input": given, "points": number(one.points), "label": what}

    def _counted(self, one: PerCase) -> str:
        """The input that counts the cases; days late say which days."""
        if in_days(one):
            if "làm việc" in one.what.lower() and not one.due:
                return self.on.input(f"Số {_small(one.what)}", "count", "ngày")
            days = "ngày làm việc" if self.on.ask("days") == "working" else "ngày lịch"
            if not one.due:
                return self.on.input(f"Số {_small(one.what)} ({days})", "count", "ngày")
            self.on.ask("day-off")
            return self.on.input(f"Số ngày chậm ({days}, hạn {one.due})", "count", "ngày")
        return self.on.input(count_label(one.what, one.per), "count", unit_of(one))

    def _short(self, one: PerUnit, full: Fraction | None) -> None:
        """Points lost per cent short of the target: from the standard (`full`), else as a penalty beside the base."""
        cap = self._once_cap(one)
        amounts = {"unit": number(one.unit), "per": number(one.points), "whole": self._whole(one)}
        kind, measured = self._shortfall(one)
        if full is None or kind == "extra-units/1":
            if full is not None:
                self.on.part("base", "full/1", {"points": number(full)})
            self.on.part("penalty", kind, {**measured, **amounts}, cap=self.on.bound("penalty", cap))
            self._floor_of_item(full is not None)
            return
        said: dict[str, Any] = {}
        if (cap is None or cap > full) and self.on.ask("floor") == "zero":
            said["floor"] = ZERO
        self.on.part("base", kind, {**measured, **amounts, "from": number(full), **_most(cap)}, **said)

    def _shortfall(self, one: PerUnit) -> tuple[str, dict[str, object]]:
        """The kind that measures what is missing, and its inputs."""
        if one.what:
            return "extra-units/1", {
                "input": self.on.input(f"Tỷ lệ {_small(one.what)} (%)", "percent", "%"),
                "above": "0",
            }
        if one.base != HUNDRED:
            return "lose-below/1", {"input": self.on.input(REACHED, "percent", "%"), "below": number(one.base)}
        if one.said or self.on.ask("percent-of") == "target":
            return "lose-below/1", {"input": self.on.input(SHARE, "percent", "%"), "below": "100"}
        done = self.on.input(REACHED, "percent", "%")
        target = self.on.input("Tỷ lệ chỉ tiêu (%)", "percent", "%")
        return "lose-below-target/1", {"done": done, "target": target, "share": False}

    def _by_hand(self, effect: Effect, one: RangePerCase, cap: Fraction | None) -> None:
        """Somebody decides within the range; the book keeps the sum and its bound."""
        verb = "trừ" if one.effect == "minus" else "cộng"
        each = f"mỗi {one.what}" if one.each else one.what
        named = f"{_small(each)}: " if each else ""
        label = f"Điểm {verb} ({named}từ {_shown(one.low)} đến {_shown(one.high)} điểm)"
        bound = cap if cap is not None else None if one.each else one.high
        self.on.part(effect, "by-hand/1", {"input": self.on.input(label, "points")}, cap=bound)

    # --- all lost, bounds ---------------------------------------------------------------------------------------------

    def _losts(self) -> None:
        for one in self._each(AllLost):
            if one.above is None:
                self.on.needs.append({"fact": self.on.input(one.what, "yes-no"), "eq": False})
                continue
            if one.below:
                base = next((unit.base for unit in self._each(PerUnit)), HUNDRED)
                given = self.on.input(SHARE if base == HUNDRED else REACHED, "percent", "%")
                self.on.needs.append({"fact": given, "ge" if one.at else "gt": number(one.above)})
                continue
            counted = next((case for case in self._each(PerCase) if _same(one.what, case)), None)
            given = self._counted(counted) if counted else self._counted(PerCase("minus", ZERO, one.what, ""))
            self.on.needs.append({"fact": given, "lt" if one.at else "le": number(one.above)})

    def _else_lost(self) -> None:
        """A sentence that only says when all is lost: what there is otherwise must be asked."""
        if self.on.standard is None:
            raise KeptByHand
        if self.on.ask("lost-else") == "full":
            self.on.part("base", "full/1", {"points": number(self.on.standard)})
        else:
            self.on.part("base", "by-hand/1", {"input": self.on.input("Điểm người chấm cho", "points")})

    def _cap(self, one: Cap) -> None:
        """A bound without a rule: points by hand within it."""
        effect: Effect = "bonus" if one.effect == "plus" else "penalty"
        if any(each.effect == one.effect for each in self._each(PerCase, RangePerCase, PassFail)):
            return  # it bounds these
        if any(part.effect == effect for part in self.on.parts):
            return
        self.on.part(effect, "by-hand/1", {}, cap=self.on.bound(effect, one.cap))


def count_label(what: str, per: str) -> str:
    """What an input that counts cases is called: "Số nhiệm vụ quá hạn", "Số chuyên đề (không cử người dự …)"."""
    said = _small(what)
    if said.startswith("số "):
        return said
    if per and not f"{said} ".startswith(f"{per.lower()} ") and said != per.lower():
        return f"Số {_small(per)} ({said})"
    return f"Số {said}"


def unit_of(one: PerCase) -> str:
    """The unit of a count where the sentence names it behind a stroke; none where the thing counted begins with it (of
    "báo cáo" it may be the first syllable only), or that is a longer phrase."""
    per, what = one.per.lower(), one.what.lower()
    return one.per if per and not f"{what} ".startswith(f"{per} ") and len(per.split()) <= 2 else ""


def _same(what: str, case: PerCase) -> bool:
    return what.lower().split()[0] in case.what.lower().split()


def _level(what: str, low: Fraction, high: Fraction, under: bool) -> str:
    """A level as the label of its points tells it."""
    named = f"{_small(what)}: " if what else ""
    if low == high:
        return f"{named}{_shown(low)}"
    upto = f"dưới {_shown(high)}" if under else _shown(high)
    return f"{named}{upto}" if under and not low else f"{named}từ {_shown(low)} đến {upto}"


def _most(bound: Fraction | None) -> dict[str, str]:
    return {} if bound is None else {"most": number(bound)}


def _small(text: str) -> str:
    return text[:1].lower() + text[1:]


def _shown(value: Fraction) -> str:
    return number(value).replace(".", ",")
