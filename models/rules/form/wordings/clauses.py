"""Clauses of a scoring sentence: one statement each, from its first token to the mark behind it.

Here: which clauses there are and how one is read. Not here: what several of them mean together (`reader`).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TypeAlias

from models.rules.form.wordings import vocabulary
from models.rules.form.wordings.measures import BandClause, PerUnitClause
from models.rules.form.wordings.phrases import Amount, Giving
from models.rules.form.wordings.readings import Gain
from models.rules.form.wordings.statements import (
    CountClause,
    FullClause,
    MostClause,
    RestClause,
    Statements,
    WishClause,
)
from models.rules.form.wordings.tokens import Token
from models.rules.number.points import ZERO


@dataclass(frozen=True, slots=True)
class Award:
    """Points for something: `each` a word says that they are given each time; `once` that "một" stands there."""

    what: str
    giving: Giving
    per: str = ""
    each: bool = False
    free: int = 0
    unit: int = 1
    whole: bool | None = None
    more: bool = False
    """A word says that it is for each one more: "cứ thêm 01 vụ"."""

    @property
    def effect(self) -> Gain | None:
        return self.giving.effect

    @property
    def points(self) -> Fraction:
        return self.giving.amount.low

    @property
    def single(self) -> Fraction | None:
        """The one amount; None for a range and for "all points"."""
        amount = self.giving.amount
        return None if amount.high is not None or amount.lost else amount.low


@dataclass(frozen=True, slots=True)
class CapClause:
    """A bound; `effect` None: of what stands before it."""

    effect: Gain | None
    cap: Fraction
    total: bool = False

    def of_all(self, standard: Fraction | None) -> bool:
        """Whether "tổng điểm không quá 12 điểm" may bound the item's points and not what is added."""
        return self.total and self.effect is None and standard is not None and self.cap >= standard

    def over(self, standard: Fraction | None) -> bool:
        """Whether it can only bound the item's points with what is added."""
        return self.of_all(standard) and self.cap != standard


@dataclass(frozen=True, slots=True)
class CountCapClause:
    """No more than so many cases count."""

    count: Fraction
    what: str


@dataclass(frozen=True, slots=True)
class LostClause:
    """The item gives nothing from so many cases on."""

    what: str
    above: Fraction
    at: bool


@dataclass(frozen=True, slots=True)
class ShareClause:
    """Points by the achieved share; `below` says "dưới 100 %", or with `mark` below so many per cent."""

    below: bool
    mark: Fraction | None = None


@dataclass(frozen=True, slots=True)
class LeaderClause:
    """Points of the best unit of the bloc."""

    points: Fraction
    what: str = ""


@dataclass(frozen=True, slots=True)
class LowerPlaces:
    """So many points less for each place behind the first."""

    points: Fraction


@dataclass(frozen=True, slots=True)
class OthersByLeader:
    """The other units in proportion to the best."""


@dataclass(frozen=True, slots=True)
class HighestClause:
    """Only the highest counts."""


@dataclass(frozen=True, slots=True)
class OwnEachClause:
    """That each part that was not done gives nothing, told again: "thiếu nội dung nào trừ điểm nội dung đó"."""


@dataclass(frozen=True, slots=True)
class DueClause:
    """A day by which something is due."""

    words: str


Clause: TypeAlias = (
    Award
    | CapClause
    | CountCapClause
    | LostClause
    | ShareClause
    | LeaderClause
    | OthersByLeader
    | LowerPlaces
    | HighestClause
    | OwnEachClause
    | DueClause
    | BandClause
    | PerUnitClause
    | WishClause
    | RestClause
    | CountClause
    | FullClause
    | MostClause
)
Found: TypeAlias = tuple[Clause, int] | None


class Clauses(Statements):
    """The clauses of one sentence. `joints`: the words "và", "hoặc" that stand between two of them; `own_each`: whether
    it is told again that each part counts by itself.
    """

    def __init__(self, sentence: str, tokens: Sequence[Token], standard: Fraction | None) -> None:
        super().__init__(sentence, tokens, standard)
        self.joints: set[str] = set()
        self.own_each = False

    def all(self) -> tuple[Clause, ...] | int:
        """Every clause of the sentence, or the place of the first token that no clause takes."""
        found: list[Clause] = []
        place = self._behind_marks(self.among(0))
        while self.at(place).kind != "end":
            got = self._clause(place)
            if got is None:
                return place
            found.append(got[0])
            self.own_each = self.own_each or isinstance(got[0], OwnEachClause)
            place = self._behind_marks(got[1])
            if self.text(place) in vocabulary.JOINTS and self._joins(found[-1], place):
                self.joints.add(self.text(place))
                place += 1
        return tuple(found)

    def _joins(self, last: Clause, place: int) -> bool:
        """Whether "và", "hoặc" stands between two levels: what stands before it gave points once."""
        given = isinstance(last, Award) and not last.each and last.effect is None and last.single is not None
        return given and self.at(place + 1).kind == "word"

    def _own_each(self, place: int) -> Found:
        """ "thiếu nội dung nào thì không chấm điểm nội dung đó"."""
        start = self.skip(place, ("nếu",))
        lacking = self.one_of(start, ("thiếu", "không thực hiện", "không có", "không đạt", "chưa thực hiện"))
        end = start if lacking is None else lacking
        thing = end
        while self.at(end).kind == "word" and self.text(end) != "nào" and end < thing + 3:
            end += 1
        unit = self.between(thing, end).lower()
        if self.text(end) != "nào" or not unit:
            return None
        end += 1
        if lacking is None:
            end = self.one_of(end, ("không thực hiện", "không có", "không đạt", "chưa thực hiện", "thiếu")) or -1
        told = self.one_of(self.skip(end, ("thì",)), vocabulary.OWN_EACH) if end > 0 else None
        if told is None:
            return None
        again = self.one_of(self.skip(told, ("của", "ở")), (f"{unit} đó", f"{unit} ấy", f"{unit} này"))
        if again is None and lacking is None and self.closes(told):
            return OwnEachClause(), told
        return None if again is None else (OwnEachClause(), again)

    def _behind_marks(self, place: int) -> int:
        while self.at(place).kind in ("line", "dash") or self.mark(place, ";,.()"):
            place += 1
        return place if self.mark(place - 1, "(") else self._behind_letter(place)

    def _behind_letter(self, place: int) -> int:
        """The place behind "a)", "1)" before a clause."""
        token, behind = self.at(place), self.at(place + 1)
        marked = self.mark(place + 1, ")") and behind.glued
        letter = token.kind in ("word", "num") and len(token.text) == 1
        if token.kind == "num" and self.mark(place + 1, ".") and behind.glued and self.at(place + 2).kind == "word":
            numbered = place == 0 or self.mark(place - 1, ";.,") or self.at(place - 1).kind == "line"
            return place + 2 if numbered and not self.at(place + 2).glued else place
        return place + 2 if marked and letter else place

    def _clause(self, place: int) -> Found:
        ways: tuple[Callable[[int], Found], ...] = (
            self._highest,
            self._own_each,
            self._to_nothing,
            self._count_cap,
            self._cap,
            self._lost_from,
            self._leader_first,
            self._leader_rest,
            self._lower_places,
            self._ranged_level,
            self._share_clause,
            self.per_unit,
            self.band_clause,
            self.rest,
            self._due,
            self._from_the,
            self._headed_case,
            self._per_several,
            self._per_case,
            self._plain_award,
            self.full,
            self.most_lost,
            self.count_of,
            self.wish,
        )
        for way in ways:
            got = way(place)
            if got is not None and (self.closes(got[1]) or self._cap(got[1]) is not None or self._joined(got)):
                return got
        return None

    def _joined(self, got: tuple[Clause, int]) -> bool:
        """Whether "và" or "hoặc" and another clause with points stand behind a level."""
        clause, place = got
        if self.text(place) not in vocabulary.JOINTS or not self._joins(clause, place):
            return False
        behind = self.name(place + 1)
        return behind is not None and bool(behind[0]) and self.giving(behind[1]) is not None

    # --- bounds -------------------------------------------------------------------------------------------------------

    def _highest(self, place: int) -> Found:
        several = ("nhiều hình thức thì", "đạt nhiều hình thức thì", "có nhiều hình thức thì", "đạt nhiều giải thì")
        end = self.one_of(self.skip(place, several), vocabulary.HIGHEST)
        return None if end is None else (HighestClause(), end)

    def _to_nothing(self, place: int) -> Found:
        end = self.one_of(place, vocabulary.TO_NOTHING)
        if end is None or self.standard is None:
            return None
        return CapClause("minus", self.standard), self.skip(end, ("của mục này", "của mục", "chuẩn"))

    def _cap(self, place: int) -> Found:
        place = self.skip(place, ("nhưng", "song"))
        named = self.one_of(place, vocabulary.CAP_OF)
        said = " ".join(self.text(at) for at in range(place, named or place))
        end = self.one_of(named or place, vocabulary.CAP_WORDS)
        if end is None and named is not None and self.text(named) == "≤":
            end = named + 1
        if end is None and named is None and (end := self.one_of(place, vocabulary.NO_MORE)) is not None:
            said = " ".join(self.text(at) for at in range(place, end))
        if end is None:
            return None
        if not said and (more := self.one_of(end, ("trừ", "cộng", "thưởng"))) is not None:
            said, end = self.text(end), self.skip(more, ("không quá", "không vượt quá", "vượt quá"))
        start = self.skip(end, ("bằng", "là", "đến"))
        got = None if self.closes_share(start) else self.amount(start)
        if got is None or got[0].high is not None or not (got[0].named or self.closes(got[1])):
            return None
        effect = _effect_in(said)
        by_sign = {"+": "plus", "-": "minus"}.get(got[0].sign)
        if by_sign is not None and effect not in (None, by_sign):
            return None
        bound: Gain | None = "plus" if by_sign == "plus" else "minus" if by_sign == "minus" else effect
        return CapClause(bound, got[0].low, "tổng" in said), self.skip(
            got[1], ("cho mục này", "của mục này", "của mục")
        )

    def _count_cap(self, place: int) -> Found:
        """ "tính không quá 3 sáng kiến": a bound on the number of cases."""
        end = self.one_of(self.skip(place, ("nhưng", "song", "chỉ tính", "tính")), vocabulary.CAP_WORDS)
        got = self.number(end) if end is not None else None
        name = self.name(got[1], commas=False) if got is not None and self.text(got[1]) != "điểm" else None
        if got is None or name is None or not name[0] or not self.closes(name[1]) or got[0].denominator != 1:
            return None
        return CountCapClause(got[0], name[0]), name[1]

    def _lost_from(self, place: int) -> Found:
        """ "có từ 03 vụ trở lên thì mục này không có điểm", "quá 5 ngày không tính điểm"."""
        start = self.skip(self.skip(place, ("nếu",)), ("đơn vị",))
        late = self.one_of(start, ("chậm", "nộp chậm", "gửi chậm", "trễ", "quá hạn"))
        start = self.skip(start if late is None else late, ("để xảy ra", "xảy ra", "có", "vi phạm"))
        prefix = ""
        if late is None:
            end = start
            while self.harmless(end) and self.at(end).kind == "word" and self.text(end) not in vocabulary.BOUNDS:
                end += 1
            ill = end > start and end <= start + 6 and vocabulary.is_ill(self.between(start, end).lower())
            start, prefix = (end, self.between(start, end)) if ill else (start, "")
        above = self.one_of(start, ("quá", "trên", "hơn"))
        got = self.number(above if above is not None else self.skip(start, ("từ",)))
        if got is None:
            return None
        place = got[1]
        while self.at(place).kind == "word" and self.giving(place) is None and self.text(place) != "trở":
            place += 1
        what = self.between(got[1], place)
        up = self.words(place, "trở lên")
        if not what or (above is None) == (up is None):
            return None
        times = late is not None and what.lower() in ("lần", "kỳ", "báo cáo", "văn bản", "nhiệm vụ")
        giving = self.giving(place if up is None else up)
        if giving is None or giving[0].amount.low != ZERO or giving[0].amount.high is not None:
            return None
        if late is not None:
            if what.lower() not in ("ngày", "ngày làm việc") and not times:
                return None
            what = f"{what} chậm"
        return LostClause(f"{what} {prefix}".strip(), got[0], above is None), giving[1]

    # --- shares -------------------------------------------------------------------------------------------------------

    def _leader_first(self, place: int) -> Found:
        end = self.one_of(place, ("đơn vị có kết quả cao nhất", "đơn vị cao nhất", "đơn vị dẫn đầu", "đơn vị đứng đầu"))
        what = ""
        if end is None and (start := self.one_of(place, ("đơn vị có", "đơn vị đạt"))) is not None:
            stop = start
            while self.at(stop).kind == "word" and self.words(stop, "cao nhất") is None and stop < start + 10:
                stop += 1
            end, what = self.words(stop, "cao nhất"), self.between(start, stop)
            if end is None or not what or vocabulary.is_ill(what.lower()):
                return None
        end = end and self.skip(end, ("trong khối", "trong cụm", "khối", "cụm", "toàn khối", "của khối"))
        giving = self.giving(end) if end else None
        if giving is None or giving[0].amount.high is not None or giving[0].effect == "minus":
            return None
        return LeaderClause(giving[0].amount.low, what), giving[1]

    def _lower_places(self, place: int) -> Found:
        """ "mỗi bậc kém trừ 0,5 điểm", "các đơn vị xếp sau lần lượt giảm 0,5 điểm theo thứ hạng"."""
        others = self.one_of(place, vocabulary.LOWER_UNITS)
        start = self.skip(place if others is None else others, ("thì",))
        step = self.one_of(start, vocabulary.EACH_PLACE)
        less = self.skip(step if step is not None else start, ("thì", "bị", "được"))
        if step is None and others is None:
            return None
        takes = self.one_of(less, ("giảm dần đều", "giảm dần", "giảm đi", "giảm", "trừ đi", "trừ dần", "trừ", "kém"))
        again = self.one_of(takes, vocabulary.EACH_PLACE) if takes is not None and step is None else None
        got = self.amount(self.skip(again or takes or less, ("giảm", "trừ"))) if takes or step else None
        if got is None or got[0].high is not None or not got[0].named or got[0].sign or not got[0].low:
            return None
        behind = self.skip(got[1], vocabulary.BY_PLACE)
        in_turn = others is not None and self.text(others - 1) == "lượt"
        if step is None and again is None and behind == got[1] and not in_turn:
            return None
        if takes is None and self.text(less - 1) not in ("kém", "sau", "giảm", "hơn"):
            return None
        return LowerPlaces(got[0].low), behind

    def _ranged_level(self, place: int) -> Found:
        """ "Tốt: 18 - 20 điểm", "yếu: dưới 10 điểm": a level within which who scores decides."""
        end = place
        while not self.mark(end, ":") and self.giving(end) is None:
            numbered = self.at(end).kind == "num" and self.text(end - 1) in ("mức", "loại", "hạng", "nhóm")
            more = end + 1 if numbered or (self.harmless(end) and not self.closes(end)) else self.bracketed(end)
            if more is None:
                break
            end = more
        start = self.skip(end + self.mark(end, ":"), ("được từ", "được", "đạt từ", "đạt", "chấm từ", "chấm", "từ"))
        named = self.mark(end, ":") or self.text(end - 1) in ("yếu", "kém", "khá", "bình")
        under = self.one_of(start, ("dưới",)) if named else None
        got = self.amount(start if under is None else under)
        what = self.between(place, end)
        if got is None or not what or start == end or not got[0].named or got[0].sign or got[0].lost:
            return None
        if under is not None:
            return Award(what, Giving(None, Amount(ZERO, got[0].low, under=True))), got[1]
        return (Award(what, Giving(None, got[0])), got[1]) if got[0].high is not None else None

    def _leader_rest(self, place: int) -> Found:
        end = self.one_of(place, ("các đơn vị khác", "các đơn vị còn lại", "đơn vị khác", "đơn vị còn lại"))
        if end is None:
            return None
        end = self.one_of(end, ("được tính theo tỷ lệ", "tính theo tỷ lệ", "chấm theo tỷ lệ"))
        end = end and self.one_of(
            end, ("so với đơn vị cao nhất", "với đơn vị cao nhất", "so với đơn vị dẫn đầu", "với đơn vị dẫn đầu")
        )
        return None if end is None else (OthersByLeader(), end)

    def _share_clause(self, place: int) -> Found:
        short = self.one_of(self.skip(place, ("nếu",)), vocabulary.SHORT)
        if short is not None:
            short = self.skip(short, vocabulary.TARGET)
            end = self.share_words(self.skip(short + self.mark(short, ":,"), ("thì",)))
            return None if end is None else (ShareClause(True), end)
        below = self.words(self.skip(place, ("đạt", "nếu đạt", "thực hiện", "hoàn thành")), "dưới")
        got = self.percent(below) if below is not None else None
        start = place
        if below is None and (end := self.so_much(place)) is not None:
            return ShareClause(False), end
        if got is not None:
            if not 0 < got[0] <= 100:
                return None
            start = self.skip(got[1] + self.mark(got[1], ":"), ("thì",))
        end = self.share_words(start)
        mark = got[0] if got is not None and got[0] != 100 else None
        return None if end is None else (ShareClause(got is not None, mark), end)

    # --- points for something -----------------------------------------------------------------------------------------

    def _due(self, place: int) -> Found:
        verb = place
        while self.at(verb).kind == "word" and self.one_of(verb, vocabulary.DUE) is None and verb < place + 7:
            if not self.harmless(verb):
                return None
            verb += 1
        said = {self.text(at) for at in range(place, verb)}
        if said & {"không", "chưa"} or (said and not said & {"gửi", "nộp", "trình", "hoàn", "báo"}):
            return None
        end = self.one_of(verb, vocabulary.DUE)
        end = end and self.day(self.skip(end, ("ngày",)))
        return None if end is None or self.mark(place, ":") else (DueClause(self.between(place, end)), end)

    def _per_case(self, place: int) -> Found:
        """A word says "each" before the case: "mỗi văn bản chậm trừ 1 điểm", "cứ thêm một gương … thì được 0,5"."""
        each = self.one_of(self.skip(place, ("nếu có,", "nếu có thì", "nếu có", "nếu để xảy ra,")), vocabulary.EACH)
        if each is None:
            return None
        start = self.one(each) or each
        if self.text(start) in vocabulary.PERIODS and (inside := self._one_inside(start)) is not None:
            return inside
        got = self.name(start)
        giving = got and self.giving(got[1])
        if not got or not giving or not got[0] or got[0].lower() == "đơn vị":
            return None
        found = self._award(got[0], giving, each=True, per=self.text(start))
        further = "thêm" in (self.text(each - 1), self.text(each - 2))
        award = found[0] if found is not None else None
        return (replace(award, more=further), found[1]) if found and isinstance(award, Award) else found

    def _headed_case(self, place: int) -> Found:
        """ "Tham gia hội thi: mỗi giải được cộng 1 điểm": what the cases are of, before them; not for whom."""
        end = place
        while self.harmless(end) and not self.mark(end, ":,") and end < place + 15:
            end += 1
        head = self.between(place, end).lower().split()
        if not head or not self.mark(end, ":") or self.one_of(end + 1, vocabulary.EACH) is None:
            return None
        if self.text(place) in vocabulary.LIMITS or set(head) & vocabulary.WHOM:
            return None
        got = self._per_case(end + 1)
        if got is None or not isinstance(got[0], Award):
            return None
        return replace(got[0], what=f"{self.between(place, end)}: {got[0].what}"), got[1]

    def _one_inside(self, place: int) -> Found:
        """ "mỗi quý gửi 01 báo cáo đúng hạn được 1 điểm": one of a thing in each time."""
        at = place + 1
        while self.at(at).kind == "word" and self.harmless(at) and self.one(at) is None and at < place + 5:
            at += 1
        one = self.one(at)
        got = self.name(one) if one is not None and self.text(at) != "một" else None
        giving = got and self.giving(got[1])
        if not got or not giving or not got[0] or giving[0].effect is not None:
            return None
        return self._award(f"{self.between(place, at)} 1 {got[0]}", giving, each=True, per=self.text(place))

    def _per_several(self, place: int) -> Found:
        """ "mỗi 2 văn bản chậm trừ 1 điểm", "cứ đủ 03 sáng kiến được cộng 1 điểm": for so many cases together."""
        each = self.one_of(place, vocabulary.EACH)
        if each is None:
            return None
        full = self.one_of(each, vocabulary.WHOLE)
        got = self.number(full or each)
        if got is None or got[0].denominator != 1 or got[0] < 2 or self.text(got[1]) in vocabulary.NO_CASES:
            return None
        name = self.name(got[1]) if self.at(got[1]).kind == "word" else None
        giving = name and self.giving(name[1])
        if not name or not giving or not name[0] or self._per(giving[1]) is not None:
            return None
        unit, whole = int(got[0]), True if full is not None else None
        return Award(name[0], giving[0], self.text(got[1]), True, 0, unit, whole), giving[1]

    def _from_the(self, place: int) -> Found:
        """ "từ văn bản thứ ba trở đi, mỗi văn bản chậm trừ 0,5 điểm": the first cases are free."""
        start = self.one_of(place, ("kể từ", "tính từ", "từ"))
        if start is None:
            return None
        end = start
        while self.at(end).kind == "word" and self.text(end) != "thứ" and self.harmless(end) and end < start + 8:
            end += 1
        cases = end > start and self.text(start) not in vocabulary.NO_CASES
        which = self._ordinal(end + 1) if cases and self.text(end) == "thứ" else None
        on = self.one_of(which[1], ("trở đi", "trở lên")) if which is not None else None
        if which is None or on is None:
            return None
        on += self.mark(on, ",")
        got = self._per_case(on) or self._plain_award(on)
        award = got[0] if got is not None else None
        what = self._same_case(self.between(start, end), award.what) if isinstance(award, Award) else None
        if got is None or not isinstance(award, Award) or not award.each or what is None:
            return None
        return replace(award, what=what, free=which[0] - 1), got[1]

    def _ordinal(self, place: int) -> tuple[int, int] | None:
        """A number from two on, in a word or in digits."""
        if self.text(place) in vocabulary.ORDINALS:
            return vocabulary.ORDINALS.index(self.text(place)) + 2, place + 1
        got = self.number(place)
        return (int(got[0]), got[1]) if got and got[0].denominator == 1 and 2 <= got[0] <= 20 else None

    @staticmethod
    def _same_case(first: str, second: str) -> str | None:
        """The fuller name of one case that is named twice; None where the two are not one."""
        one, two = first.lower(), second.lower()
        if f"{one} ".startswith(f"{two} "):
            return first
        return second if f"{two} ".startswith(f"{one} ") else None

    def _plain_award(self, place: int) -> Found:
        """Points with or without a name before them and a "per" behind: "báo cáo chậm trừ 2 điểm/báo cáo"."""
        start = self.skip(place, ("nếu", "trường hợp", "đơn vị có", "đơn vị")) if self.text(place) == "nếu" else place
        if start == place and (unit := self.words(place, "đơn vị")) is not None and self.giving(unit) is not None:
            start = unit  # "đơn vị được 5 điểm nếu …"
        got = self.name(start)
        if got is not None:
            giving = self.giving(got[1])
            return None if giving is None else self._award(got[0], giving)
        return self._one_of_it(start)

    def _one_of_it(self, place: int) -> Found:
        """ "chậm 1 ngày trừ 0,25", "thiếu một hoạt động trừ 1 điểm": one more of a thing each time."""
        start, each = place, None
        several = False
        while (self.at(place).kind == "word" or self.mark(place, ",")) and self.one(place) is None:
            several = several or self.mark(place, ",")
            each = self.one_of(place, ("cứ mỗi", "cứ", "mỗi", "từng"))
            if each is not None:
                break
            if not self.harmless(place):
                return None
            place += 1
        if each is not None and self.one(each) is None and not several:
            behind = each
            while self.at(behind).kind == "word" and self.harmless(behind) and behind < each + 4:
                behind += 1
            if (counted := self.one(behind)) is not None and self.text(behind) != "một" and behind > each:
                got = self.name(counted, commas=False)  # "cứ thiếu 01 văn bản trừ 0,5 điểm"
                given = self.giving(got[1] + self.mark(got[1], ",")) if got else None
                if got and given and got[0] and given[0].effect == "minus":
                    words = f"{got[0]} {self.between(start, place)} {self.between(each, behind).lower()}"
                    return self._award(" ".join(words.split()), given, each=True, per=self.text(counted))
        one = self.one(each or place) or each
        limited = self.text(start) in vocabulary.LIMITS or self.text(start - 1) == "nếu"
        if several and (each is None or self.mark(place - 1, ",") or limited):
            return None  # the words before a comma are of the same case only where "mỗi" follows them
        if one is None or self.text(one) == "trong":
            return None
        got = self.name(one, commas=False)
        giving = got and self.giving(got[1])
        if not got or not giving or not got[0] or (giving[0].effect != "minus" and each is None):
            return None
        before = self.between(start, place).lower()
        what = f"{self.between(one, got[1])} {'' if before == 'có' else before}".strip()
        sure = each is not None or giving[0].then or self.text(one) == "ngày" or self.text(start) == "thiếu"
        return self._award(what, giving, each=sure, per=self.text(one))

    def _award(self, what: str, giving: tuple[Giving, int], each: bool = False, per: str = "") -> Found:
        said, place = giving
        behind = self._per(place)
        whose = what.lower().split()[: what.lower().split().index("nào") + 1] if " nào " in f" {what.lower()} " else []
        if whose[:1] in (["thiếu"], ["hụt"], ["vắng"]) and 3 <= len(whose) <= 4 and len(whose) == len(what.split()):
            unit = " ".join(whose[1:-1])  # "thiếu nội dung nào trừ 1 điểm nội dung đó"
            if behind is None and said.effect == "minus":
                end = self.skip(place, (f"của {unit} đó", f"{unit} đó", f"{unit} ấy"))
                return Award(f"{unit} {whose[0]}", said, unit, True), end
        unit = " ".join(whose[:-1])
        many = len(whose) in (2, 3) and whose[0] not in ("không", "chưa") and unit not in vocabulary.SCORED
        if behind is None and said.effect == "minus" and many:
            # "Quý nào không có báo cáo thì trừ 1 điểm": each of them
            return Award(what, said, unit, True), self.skip(place, (f"của {unit} đó", f"của {unit} ấy"))
        if behind is None and not what and (when := self.one_of(place, ("nếu", "khi", "cho đơn vị có"))) is not None:
            got = self.name(when)
            return (Award(got[0], said), got[1]) if got and got[0] and self.closes(got[1]) else None
        if behind is None and not what and said.effect is None and self.mark(place, ":") and said.amount.named:
            got = self.name(place + 1)  # "4 điểm: thực hiện tốt"
            return (Award(got[0], said), got[1]) if got and got[0] and self.closes(got[1]) else None
        if behind is None:
            return Award(what, said, per, each), place
        case, end = behind
        if not what and not self.closes(end):
            whose_fault = self.one_of(end, ("đối với", "khi", "nếu"))
            got = self.name(whose_fault) if whose_fault is not None else None
            if got is None or not vocabulary.is_ill(got[0].lower()):
                return None  # for whom the rule holds, not what is counted
            return Award(got[0], said, case, True), got[1]
        return Award(what or case, said, case, True), end

    def _per(self, place: int) -> tuple[str, int] | None:
        """The case behind the amount: "/văn bản trả lời chậm", "cho mỗi đơn"."""
        start = place + 1 if self.mark(place, "/") else self.one_of(place, vocabulary.FOR_EACH)
        if start is None:
            return None
        start = self.one(start) or start
        got = self.name(start, commas=False)
        if got is not None and self.mark(got[1], ",") and self.text(got[1] + 1) in ("sai", "thiếu", "chậm", "trễ"):
            longer = self.name(start)  # "hồ sơ sai đối tượng, sai tiêu chuẩn"
            got = longer if longer is not None and self.closes(longer[1]) else got
        if got is None and (self.text(start) in ("ngày", "lần", "trường", "văn", "báo", "vụ")):
            end = start + 1
            while self.one_of(end, ("đối với", "khi", "nếu")) is None and self.harmless(end) and end < start + 3:
                end += 1
            got = self.between(start, end), end
            return got if self.one_of(end, ("đối với", "khi", "nếu")) is not None else None
        return got if got is not None and got[0] and self.closes(got[1]) else None


def _effect_in(said: str) -> Gain | None:
    if "trừ" in said.split():
        return "minus"
    return "plus" if {"cộng", "thưởng"} & set(said.split()) else None
