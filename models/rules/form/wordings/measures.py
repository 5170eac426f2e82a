"""Clauses over a measure: bands of it ("từ 80% đến dưới 90%: 4 điểm"), points per cent, and shares of a target."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Literal, TypeAlias

from models.rules.form.wordings import vocabulary
from models.rules.form.wordings.phrases import Giving, Phrases
from models.rules.form.wordings.readings import Level

Measure = Literal["percent", "points", "figure"]
End: TypeAlias = tuple[Fraction, bool]
"""One end of a range: the value, and whether it belongs to it."""
Ends: TypeAlias = tuple[End | None, End | None, str, int]
"""Both ends (None: open), the unit, the place behind."""
Banded: TypeAlias = tuple[Level, Measure, str, int]
"""A range as a level, what it measures, its unit in words, the place behind."""


@dataclass(frozen=True, slots=True)
class BandClause:
    """Points for one band of a measure; `what` names the measure, `unit` its unit."""

    level: Level
    giving: Giving
    of: Measure
    what: str
    unit: str


@dataclass(frozen=True, slots=True)
class PerUnitClause:
    """Points per so many per cent below or above the target; `share`: of all that was done, from nothing on."""

    side: Literal["below", "above"]
    unit: Fraction
    giving: Giving
    said: bool
    each: bool
    whole: bool | None = None
    what: str = ""
    share: bool = False
    rising: bool = False
    """For each per cent of what went wrong, from nothing on."""
    year: bool = False
    """Against the year before."""


@dataclass
class _Heard:
    """What a per-cent clause has said so far."""

    side: Literal["below", "above"] | None = None
    unit: Fraction | None = None
    target: bool = False
    each: bool = False
    whole: bool | None = None
    year: bool = False
    share: bool = False


class Measures(Phrases):
    """The clauses that rest on a measured value."""

    # --- per cent -----------------------------------------------------------------------------------------------------

    def per_unit(self, place: int) -> tuple[PerUnitClause, int] | None:
        """ "cứ giảm 1% so với kế hoạch trừ 0,3 điểm", "vượt chỉ tiêu cứ 5% cộng 1 điểm", "trừ 0,5 điểm/1% …"."""
        behind = self._per_cent_behind(place)
        if behind is not None:
            return behind
        heard, start = _Heard(), place
        short = self.one_of(self.skip(place, ("nếu",)), vocabulary.SHORT)
        short = self.skip(short, vocabulary.TARGET) if short is not None else None
        over = self.one_of(self.skip(place, ("nếu",)), ("vượt", "vượt mức", "hoàn thành vượt", "hoàn thành vượt mức"))
        over = self.one_of(over, vocabulary.TARGET) if over is not None else None
        if over is not None and self.mark(over, ",:") and self.one_of(over + 1, vocabulary.EVERY) is not None:
            heard.side, heard.target, place = "above", True, over + 1  # "vượt dự toán, cứ 1% cộng …"
        if short is not None and (self.mark(short, ",:") or self.text(short) == "thì"):
            if self.one_of(short + 1, vocabulary.EVERY) is None:
                return None
            place = short + 1  # "không đạt, cứ thiếu 1% trừ …"
        while (end := self._hear(heard, place)) is not None:
            place = end
        what = ""
        if self.giving(place) is None and heard.each and heard.unit is not None and heard.side is None:
            name = self.name(place, commas=False)  # "cứ 10% hộ chưa đăng ký thì trừ 1 điểm"
            if name is not None and _lacks(name[0]):
                heard.side, (what, place) = "below", name
            elif name is not None and name[0] and not vocabulary.is_ill(name[0].lower()):
                heard.side, (what, place) = "above", name  # "mỗi 10% hoàn thành được 1 điểm"
                heard.share = True
            elif name is not None and name[0] and not {"giảm", "tăng"} & set(name[0].lower().split()):
                given = self.giving(name[1])  # "mỗi 1% hồ sơ quá hạn trừ 0,5 điểm"
                if given is not None and given[0].effect == "minus" and not given[0].amount.lost:
                    if given[0].amount.high is not None or heard.unit <= 0:
                        return None
                    lost = PerUnitClause("above", heard.unit, given[0], True, True, heard.whole, name[0], rising=True)
                    return lost, given[1]
        giving = self.giving(place)
        if giving is None or place == start:
            return None
        if heard.year and (heard.target or what):
            return None
        if heard.year:
            what = f"{'giảm' if heard.side == 'below' else 'tăng'} so với năm trước"
        made = self._per_unit_of(heard, giving[0])
        return None if made is None else (replace(made, what=what, share=heard.share, year=heard.year), giving[1])

    def _hear(self, heard: _Heard, place: int) -> int | None:
        """Take one more piece of a per-cent clause into `heard`; None where nothing more of it stands."""
        if (end := self.one_of(place, vocabulary.EVERY)) is not None and not heard.each:
            heard.each = True
            return end
        if (end := self.one_of(place, vocabulary.WHOLE)) is not None and heard.unit is None:
            heard.whole = True
            return end
        got = self.percent(place)
        if got is None and heard.each and (word := self._per_cent_word(place)) is not None:
            got = Fraction(1), word
        if got is not None and heard.unit is None:
            heard.unit = got[0]
            return got[1]
        if heard.side is None:
            below, above = self.one_of(place, vocabulary.BELOW), self.one_of(place, vocabulary.ABOVE)
            if below is not None or above is not None:
                heard.side = "below" if below is not None else "above"
                return below if below is not None else above
        end = self.one_of(place, vocabulary.TARGET)
        if end is not None and not heard.target:
            heard.target = True
            return end
        year = self.one_of(place, vocabulary.LAST_YEAR)
        if year is not None and not heard.year and heard.side is not None and heard.unit is not None:
            heard.year = True
            return year
        return None

    def _per_cent_behind(self, place: int) -> tuple[PerUnitClause, int] | None:
        """The amount first, the per cent behind it."""
        led = self.one_of(place, ("vượt chỉ tiêu", "vượt kế hoạch", "vượt mức chỉ tiêu", "vượt mức kế hoạch"))
        giving = self.giving(place if led is None else led)
        if giving is None:
            return None
        start = (
            giving[1] + 1 if self.mark(giving[1], "/") else self.one_of(giving[1], ("cho mỗi", "cho", "với mỗi", "mỗi"))
        )
        got = self.percent(start) if start is not None else None
        if got is None:
            return None
        heard, end = _Heard(unit=got[0], each=True, target=led is not None, year=True), got[1]
        while (more := self._hear(heard, end)) is not None:
            end = more
        what = ""
        if not self.closes(end):
            name = self.name(end, commas=False)
            if name is None:
                return None
            what, end = name
            if heard.side is None and _lacks(what):
                heard.side = "below"
        made = self._per_unit_of(heard, giving[0])
        return None if made is None else (replace(made, what=what), end)

    @staticmethod
    def _per_unit_of(heard: _Heard, giving: Giving) -> PerUnitClause | None:
        if heard.side is None or heard.unit is None or heard.unit <= 0 or giving.amount.high is not None:
            return None
        wanted = "minus" if heard.side == "below" else "plus"
        if (giving.effect or "plus") != wanted or giving.amount.lost:
            return None
        return PerUnitClause(heard.side, heard.unit, giving, heard.target, heard.each, heard.whole)

    # --- bands --------------------------------------------------------------------------------------------------------

    def band_clause(self, place: int) -> tuple[BandClause, int] | None:
        """A band with its points; words before it name the measure."""
        start = place
        first = self.points_first(place)
        if first is not None:
            return self._band_behind(*first)
        behind = 0
        for at in range(self.skip(place, ("bình quân mỗi", "bình quân một", "bình quân")), len(self.tokens)):
            if at < behind:
                continue
            if self.text(at - 1) in ("đến", "ngày") and at > start and (dated := self._measured_on(at)) is not None:
                behind = dated
                continue
            if self.closes(at) or (self.giving(at) is not None and self._band(at) is None):
                return None
            band = self._band(at)
            giving = band and self.giving(band[3])
            if band and giving is None and self.mark(band[3], ","):
                giving = self.giving(band[3] + 1)
                giving = giving if giving is not None and (giving[0].effect or giving[0].earned) else None
            if band and self.in_title(at) is not None:
                return None
            if band and self.text(at - 1) in ("giảm", "tăng") and at > start:
                if band[0].low is not None and band[0].low == band[0].high:
                    return None  # "giảm 1%" of what there was is no band
                if band[0].low is None:
                    band = (replace(band[0], low=Fraction(0)), *band[1:])
            if band and giving:
                measured = self._measured(start, at, band)
                amount = giving[0].amount
                if measured is None or amount.high is not None or (amount.lost and self.standard is None):
                    return None
                what, band = measured
                exact = band[0].low is not None and band[0].low == band[0].high
                if exact and giving[0].effect == "minus" and at > start and band[0].low == 1:
                    return None  # "chậm 1 ngày trừ 0,25": each day, no band
                lost = self.standard if amount.lost and self.standard is not None else amount.low
                level = replace(band[0], points=lost)
                unit, _, of = band[2].partition(" ") if band[1] == "percent" else (band[2], "", "")
                return BandClause(level, giving[0], band[1], " ".join(filter(None, (what, of))), unit), giving[1]
            if not self._measure_word(at):
                return None
        return None

    def _measured_on(self, place: int) -> int | None:
        """The place behind the day in "đến 31/12 đạt trên 95%": when the measure is taken, before a band of it."""
        led = self.text(place - 1) == "đến" or self.words(place - 2, "đến ngày") is not None
        end = self.day(place) if led else None
        return end if end is not None and end > place + 1 and not self.closes(end) and not self.giving(end) else None

    def points_first(self, place: int) -> tuple[Giving, int] | None:
        """Points that stand before their condition; told where such phrases are known."""
        return None

    def _band_behind(self, giving: Giving, place: int) -> tuple[BandClause, int] | None:
        """ "điểm tối đa khi tỷ lệ đúng hạn từ 98% trở lên": the band behind its points."""
        for at in range(place, len(self.tokens)):
            band = self._band(at)
            if band is not None and self.closes(band[3]):
                measured, amount = self._measured(place, at, band), giving.amount
                exact = band[0].low is not None and band[0].low == band[0].high
                if measured is None or amount.high is not None or amount.lost or (giving.effect == "minus" and exact):
                    return None
                what, band = measured
                unit, _, of = band[2].partition(" ") if band[1] == "percent" else (band[2], "", "")
                named = " ".join(filter(None, (what, of)))
                return BandClause(replace(band[0], points=amount.low), giving, band[1], named, unit), band[3]
            if not self._measure_word(at):
                return None
        return None

    def _measure_word(self, at: int) -> bool:
        if self.text(at) in ("giảm", "tăng"):
            return self._band(at + 1) is not None
        if self.text(at) == "vượt" or (self.mark(at, ":") and self._band(at + 1) is not None):
            return True
        return self.at(at).kind == "word" and (self.harmless(at) or self.text(at) in ("tỷ", "đạt"))

    def _measured(self, start: int, at: int, band: Banded) -> tuple[str, Banded] | None:
        """What a band measures, and the band: "chưa đạt 100%" is below 100 %. None where words before its value make
        another one of it: "gần 90%", "chưa đến 5 vụ", "không trên 5%".
        """
        words = [self.text(each) for each in range(start, at)]
        if words and words[-1] == "trong":
            return None  # "trong 6 tháng đầu năm": when, no value
        if vocabulary.ROUGHLY & set(words) or (words and words[-1] in vocabulary.BOUNDS and words[-1] != "từ"):
            return None
        words = words[words[:1] == ["nếu"] :]
        said = set(words[1:])
        if words[:1] not in (["không"], ["chưa"]) or not said <= vocabulary.REACHING | vocabulary.OTHER_BOUNDS:
            return self._measure(start, at), band
        if band[1] != "percent":  # "không đạt 2 tiêu chí": so many of them
            return None if not said or said & vocabulary.OTHER_BOUNDS else (self._measure(start, at), band)
        level = band[0]
        value = level.low is not None and level.low_in and (level.high == level.low or level.low == 100)
        if not value or said & vocabulary.OTHER_BOUNDS or self.text(at) == "từ":
            return None
        return "", (replace(level, low=None, low_in=False, high=level.low, high_in=False), *band[1:])

    def _measure(self, start: int, end: int) -> str:
        while end > start and self.text(end - 1) == "từ":
            end -= 1
        if all(
            self.text(at) in ("đạt", "được", "hoàn", "thành", "thực", "hiện", "nếu", "kết", "quả", "có")
            for at in range(start, end)
        ):
            return ""
        while end > start and self.text(end - 1) in ("đạt", "được") and self.text(end - 2) not in ("không", "chưa"):
            end -= 1
        return self.between(start, end)

    def _band(self, place: int) -> Banded | None:
        """A range of values with what it measures."""
        got = self._range(place)
        if got is None:
            return None
        low, high, unit, end = got
        of: Measure = "percent" if unit.startswith("%") else "points" if unit == "điểm" else "figure"
        level = Level(Fraction(0), "", low and low[0], bool(low and low[1]), high and high[0], bool(high and high[1]))
        return level, of, unit, end

    def _range(self, place: int) -> Ends | None:
        sign = self.at(place)
        if (between := self._between_signs(place)) is not None:
            return between
        if sign.kind == "cmp":
            got = self._value(place + 1)
            if got is None:
                return None
            value, unit, end = got
            low = (value, sign.text == "≥") if sign.text in ("≥", ">") else None
            high = (value, sign.text == "≤") if sign.text in ("≤", "<") else None
            if sign.text == "=":
                low = high = (value, True)
            if low is not None and high is None and (more := self._and_below(end, unit)) is not None:
                return low, more[0], more[1], more[2]
            return low, high, unit, end
        below, above = self.one_of(place, ("dưới", "thấp hơn")), self.one_of(place, ("trên", "hơn", "quá"))
        upto = self.one_of(place, ("không quá", "đến hết"))
        if upto is None and (self.closes(place - 1) or self.text(place - 1) in vocabulary.FAULTS):
            upto = self.one_of(place, ("đến", "tới"))  # "đến 5%: 10 điểm", "chậm đến 3 ngày": from nothing on
        least = self.one_of(place, ("ít nhất", "tối thiểu"))
        got = self._value(least) if least is not None else None
        if got is not None and got[1] not in ("", "điểm"):
            return (got[0], True), None, got[1], got[2]
        for begins, is_low, included in ((below, False, False), (above, True, False), (upto, False, True)):
            got = self._value(begins) if begins is not None else None
            if got is not None:
                end_ = (got[0], included)
                more = (self._upper(got[2], got[1]) or self._and_below(got[2], got[1])) if is_low else None
                if more is not None:
                    return end_, more[0], more[1], more[2]
                return (end_, None, got[1], got[2]) if is_low else (None, end_, got[1], got[2])
        return self._from(place)

    def _between_signs(self, place: int) -> tuple[tuple[Fraction, bool], tuple[Fraction, bool], str, int] | None:
        """ "85% ≤ tỷ lệ < 95%": a value between two signs."""
        low = self._value(place)
        if low is None or self.text(low[2]) not in ("≤", "<"):
            return None
        end = low[2] + 1
        while self.at(end).kind == "word" and end < low[2] + 9:
            end += 1
        high = self._value(end + 1) if self.text(end) in ("≤", "<") else None
        unit = _one_unit(low[1], high[1]) if high is not None else None
        if high is None or unit is None:
            return None
        return (low[0], self.text(low[2]) == "≤"), (high[0], self.text(end) == "≤"), unit, high[2]

    def _from(self, place: int) -> Ends | None:
        start = self.skip(place, ("từ",))
        got = self._value(start)
        if got is None:
            return None
        value, unit, end = got
        up, down = self.one_of(end, ("trở lên",)), self.one_of(end, ("trở xuống",))
        if up is not None:
            if (more := self._and_below(up, unit)) is not None:
                return (value, True), more[0], more[1], more[2]
            return (value, True), None, unit, up
        if down is not None:
            return None, (value, True), unit, down
        more = self._upper(end, unit) or (self._and_below(end, unit) if start != place else None)
        if more is not None:
            return (value, True), more[0], more[1], more[2]
        if unit not in ("", "điểm") and (start != place or self.text(place - 1) == "từ"):
            return (value, True), None, unit, end  # "đạt từ 70% chỉ tiêu": and more
        if unit not in ("", "điểm") and (self.text(place - 1) != "đủ" or unit.startswith("%")):
            top = unit.startswith("%") and value == 100  # whoever reaches 100 % and more has reached it
            return (value, True), None if top else (value, True), unit, end
        return None

    def _upper(self, place: int, unit: str) -> tuple[tuple[Fraction, bool], str, int] | None:
        """The upper end of a band that has its lower one: "đến dưới 90%", "– < 80", "đến 95%"."""
        joint = self.one_of(place, ("đến", "tới"))
        if joint is None and self.at(place).kind == "dash":
            joint = place + 1
        if joint is None:
            return None
        included, start = True, joint
        if (below := self.one_of(joint, ("dưới", "cận", "gần"))) is not None and self.text(joint) != "gần":
            included, start = False, below
        elif self.at(joint).kind == "cmp" and self.text(joint) in ("<", "≤"):
            included, start = self.text(joint) == "≤", joint + 1
        got = self._value(start)
        said = _one_unit(unit, got[1]) if got is not None else None
        return None if got is None or said is None else ((got[0], included), said, got[2])

    def _and_below(self, place: int, unit: str) -> tuple[tuple[Fraction, bool], str, int] | None:
        """The upper end behind a joint: "trên 2% nhưng không quá 4%", ">= 60% và < 80%"."""
        joint = self.one_of(place, ("nhưng", "và", "mà"))
        if joint is None:
            joint = place + 1 if self.mark(place, ",") and self.at(place + 1).kind == "cmp" else None
        if joint is None:
            return None
        below = self.one_of(joint, ("dưới", "chưa đến", "chưa đạt", "nhỏ hơn", "thấp hơn"))
        upto = self.one_of(joint, ("không quá", "không vượt quá", "đến"))
        if self.at(joint).kind == "cmp" and self.text(joint) in ("<", "≤"):
            below, upto = (joint + 1, None) if self.text(joint) == "<" else (None, joint + 1)
        start = below if below is not None else upto
        got = self._value(start) if start is not None else None
        said = _one_unit(unit, got[1]) if got is not None else None
        return None if got is None or said is None else ((got[0], below is None), said, got[2])

    def _value(self, place: int) -> tuple[Fraction, str, int] | None:
        """A number with its unit: "%", "điểm", words of a unit, or nothing."""
        got = self.percent(place)
        if got is not None:
            behind = self.skip(got[1], vocabulary.TARGET)
            end = self._of_what(behind)
            of = self.between(behind, end).lower()
            return got[0], f"% {of}" if of else "%", end
        plain = self.number(place)
        if plain is None and self.text(place) in vocabulary.NUMERALS and self.at(place + 1).kind == "word":
            led = self.text(place - 1) in ("từ", "thiếu", "vắng", "có", "đạt", "đến", "dưới", "trên")
            counted = Fraction(vocabulary.NUMERALS.index(self.text(place)) + 1)
            plain = (counted, place + 1) if led and self.harmless(place + 1) else None
        if plain is None:
            return None
        value, end = plain
        if self.text(end) == "điểm":
            return value, "điểm", end + 1
        end = self._of_so_many(place) or end
        start = end
        while end < start + 7 and (self._unit_word(end) or (end > start and self.at(end).kind == "quote")):
            end += 1
        if end > start and self.mark(end, ",") and self._twofold(start, end):
            end += 2
        return value, self.between(start, end).lower(), end

    def _of_so_many(self, place: int) -> int | None:
        """The place behind "4/5" in a sentence of "5/5 nhiệm vụ", "4/5 nhiệm vụ": so many of all of them."""
        found = [
            (self.at(at).value, self.at(at + 2).value, at)
            for at in range(len(self.tokens))
            if self.at(at).kind == self.at(at + 2).kind == "num" and self.mark(at + 1, "/") and self.at(at + 2).glued
        ]
        wholes = {whole for _, whole, _ in found}
        here = any(at == place for _, _, at in found) and self.at(place + 3).kind == "word"
        dated = self.text(place - 1) in ("ngày", "trước", "hạn", "sau", "đến", "tháng")
        if not here or dated or len(wholes) != 1 or not any(part == whole for part, whole, _ in found):
            return None
        return place + 3 if all(part and whole and part <= whole for part, whole, _ in found) else None

    def _twofold(self, start: int, comma: int) -> bool:
        """Whether "tin, bài" is one unit of two words: it stands twice in the sentence."""
        pair = [self.text(at) for at in range(start, comma + 2)]
        if self.at(comma + 1).kind != "word" or not self._unit_word(comma + 1):
            return False
        places = range(len(self.tokens) - len(pair) + 1)
        return sum([self.text(at + n) for n in range(len(pair))] == pair for at in places) > 1

    def _of_what(self, place: int) -> int:
        """The place behind the words that say of what the per cent are: "95% kế hoạch vốn trở lên"; only where the band
        goes on or its points stand behind them.
        """
        end = place
        if self.text(place) in ("và", "nhưng", "với", "mà"):
            return place  # a second condition, not the whole they are of
        while end < place + 14 and (self._unit_word(end) or self._within_unit(end)):
            end += 1
        on = self.one_of(end, ("trở lên", "trở xuống", "đến", "tới")) is not None or self.giving(end) is not None
        return end if on or (end > place and self.closes(end) and self.text(end - 1) != "tính") else place

    def _within_unit(self, place: int) -> bool:
        """True for the comma of two names of one thing, and for "trên" before a word: "100% văn bản trên mạng"."""
        above = self.text(place) == "trên" and (self.at(place + 1).kind == "word" or self.text(place - 1) == "cấp")
        return self.paired(place) or above

    def _unit_word(self, place: int) -> bool:
        if self.at(place).kind != "word" or self.text(place) in ("trở", "đến", "tới", "dưới", "trên", "thì"):
            return False
        return self.giving(place) is None and self.harmless(place)

    # --- shares -------------------------------------------------------------------------------------------------------

    def so_much(self, place: int) -> int | None:
        """The place behind "đạt bao nhiêu % thì được bấy nhiêu % số điểm"."""
        place = self.skip(place, vocabulary.OUTCOME)
        place = self.skip(place, ("đạt được tỷ lệ", "đạt tỷ lệ", "đạt được", "đạt", "được"))
        end = self.words(place, "bao nhiêu")
        end = self._per_cent_word(end) if end is not None else None
        if end is None:
            return None
        end = self.skip(end, vocabulary.TARGET)
        end = self.skip(end + self.mark(end, ","), ("thì",))
        while (more := self.one_of(end, vocabulary.GIVING)) is not None:
            end = more
        much = self.words(end, "bấy nhiêu")
        much = self._per_cent_word(much) if much is not None else None
        if much is None:
            return None
        much = self.skip(much, ("của",))
        return self.one_of(much, (*vocabulary.OF_ALL, "điểm"))

    def _per_cent_word(self, place: int) -> int | None:
        return place + 1 if self.at(place).kind == "pct" else self.words(place, "phần trăm")

    def share_words(self, place: int) -> int | None:
        """The place behind "chấm theo tỷ lệ thực hiện so với chỉ tiêu được giao"."""
        if self.mark(place - 1, "(") and (quotient := self._formula(place - 1)) is not None:
            return quotient
        while self.text(place) in vocabulary.HEAD:
            place += 1
        if (worded := self.one_of(place, ("theo công thức", "công thức"))) is not None:
            return self._formula(worded + self.mark(worded, ":"))
        if self.at(place).text == "=" or self.text(place) in ("bằng", "lấy"):
            return self._formula(self.skip(place + 1, ("lấy",)))
        end = self.one_of(place, vocabulary.SHARE)
        if end is None:
            return None
        if self.at(end).kind == "pct" and self.text(end - 1) == "lệ":
            end += 1
        while self.text(end) in vocabulary.OF_SHARE:
            end += 1
        return self.skip(
            end, ("trên tổng số điểm", "trên tổng điểm", "trên số điểm chuẩn", "nhân với điểm chuẩn", "nhân điểm chuẩn")
        )

    def _formula(self, place: int) -> int | None:
        """The place behind "tỷ lệ % hoàn thành x điểm chuẩn", "(số … / tổng số …) x 10", factors in either order."""
        first = self._standard(place)
        times = self._times(first) if first is not None else None
        if times is not None:
            return self._quotient(times) or self._share_factor(times)
        if (behind := self._quotient(place)) is not None:
            times = self._times(behind)
            return times and (self.one_of(times, vocabulary.FULL_WORDS) or self._standard(times))
        share = self._share_factor(place)
        if share is not None:
            times = self._times(share)
            return times and (self.one_of(times, vocabulary.FULL_WORDS) or self._standard(times))
        full = self.one_of(place, vocabulary.FULL_WORDS)
        times = self._times(full) if full is not None else None
        return self._share_factor(times) if times is not None else None

    def _quotient(self, place: int) -> int | None:
        """The place behind "(số hồ sơ đúng hạn / tổng số hồ sơ)": a part of a whole that is named as one."""
        opened = self.mark(place, "(")
        if (behind := self._done_by_planned(place + opened)) is not None:
            return None if opened and not self.mark(behind, ")") else behind + opened
        if self.text(place + opened) != "số":
            return None
        stroke = self._plain_words(place + opened + 1)
        by = self.one_of(stroke, ("chia cho",))
        part = f" {self.between(place + opened + 1, stroke).lower()} "
        if vocabulary.is_ill(part) or not any(f" {word} " in part for word in vocabulary.WELL):
            return None  # only a share of what went well earns points
        by = stroke + 1 if self.mark(stroke, "/:") else by
        whole = self.one_of(by, ("tổng số", "tổng")) if by is not None else None
        end = self._plain_words(whole) if whole is not None else None
        if end is None or end == whole or (opened and not self.mark(end, ")")):
            return None
        return end + opened

    def _done_by_planned(self, place: int) -> int | None:
        """The place behind "kết quả thực hiện chia cho kế hoạch giao"."""
        done = self.one_of(place, vocabulary.DONE)
        if done is None:
            return None
        by = done + 1 if self.mark(done, "/:") else self.one_of(done, ("chia cho", "chia", "trên", "so với"))
        planned = self.one_of(by, vocabulary.PLANNED) if by is not None else None
        return None if planned is None else self.skip(planned, ("đề ra", "năm", "trong năm"))

    def _plain_words(self, place: int) -> int:
        while self.at(place).kind == "word" and self.harmless(place) and self._times(place) is None:
            place += 1
        return place

    def _standard(self, place: int) -> int | None:
        """The place behind the item's own standard in digits."""
        got = self.number(place)
        if got is None or got[0] != self.standard:
            return None
        return got[1] + (self.text(got[1]) == "điểm")

    def _share_factor(self, place: int) -> int | None:
        end = self.one_of(place, ("tỷ lệ phần trăm", "tỷ lệ", "phần trăm"))
        if end is None:
            return None
        end += self.at(end).kind == "pct"
        named = self._plain_words(end)
        said = f" {self.between(end, named).lower()} "
        if named > end and not vocabulary.is_ill(said) and any(f" {word} " in said for word in vocabulary.WELL):
            return named
        while self.text(end) in vocabulary.OF_SHARE:
            end += 1
        return end

    def _times(self, place: int) -> int | None:
        place += self.mark(place, ",") and self.text(place + 1) == "nhân"
        return self.skip(place + 1, ("với",)) if self.text(place) in ("x", "×", "*", "nhân") else None


def _one_unit(one: str, other: str) -> str | None:
    """Two units of one band as one, the fuller; None where they are not the same."""
    short, long = sorted((one, other), key=len)
    return long if not short or short == long or (short == "%" and long.startswith("% ")) else None


def _lacks(what: str) -> bool:
    """Whether words name what is missing."""
    return bool({"chưa", "không", "thiếu"} & set(what.lower().split()))
