"""Phrases of a scoring sentence: amounts of points, verbs that give or take them, and the words that name a thing.

Every function takes a place among the tokens and gives what stands there with the place behind it, or None. Not here:
whole clauses (`clauses`) and what several clauses mean together (`reader`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cache

from models.rules.form.wordings import vocabulary
from models.rules.form.wordings.readings import Gain
from models.rules.form.wordings.tokens import END, Token
from models.rules.number.points import ZERO


@dataclass(frozen=True, slots=True)
class Amount:
    """Points: `low` alone, or between `low` and `high`; `named` says that the word "điểm" or a sign stands there;
    `lost`: all the item's points are taken; `under`: below `high`, which itself is not given.
    """

    low: Fraction
    high: Fraction | None = None
    sign: str = ""
    named: bool = True
    lost: bool = False
    taste: bool = False
    under: bool = False


@dataclass(frozen=True, slots=True)
class Giving:
    """A verb with its amount: gives (plus), takes (minus) or does not say (None); `over`: beyond the standard.

    `then`: "thì" stands before it; `earned`: "được" or "thì" does.
    """

    effect: Gain | None
    amount: Amount
    over: bool = False
    then: bool = False
    earned: bool = False


class Phrases:
    """The tokens of one sentence with the standard of its item, and what stands at a place of it."""

    def __init__(self, sentence: str, tokens: Sequence[Token], standard: Fraction | None) -> None:
        self.sentence, self.tokens, self.standard = sentence, tokens, standard
        self._givings: dict[int, tuple[Giving, int] | None] = {}
        self._pairs: dict[int, bool] = {}
        self.bare = False
        """Whether a number alone behind a name is an amount: "Phát động 2; sơ kết 2"."""

    def at(self, place: int) -> Token:
        """The token at a place; behind the last one `END`."""
        return self.tokens[place] if 0 <= place < len(self.tokens) else END

    def text(self, place: int) -> str:
        """The small letters at a place, one spelling of each word."""
        text = self.at(place).text
        return vocabulary.SAME.get(text, text)

    def words(self, place: int, phrase: str) -> int | None:
        """The place behind a phrase that stands here."""
        for word in _words(phrase):
            if self.text(place) != word:
                return None
            place += 1
        return place

    def one_of(self, place: int, phrases: Iterable[str]) -> int | None:
        """The place behind the longest of the phrases that stands here."""
        ends = [end for phrase in phrases if (end := self.words(place, phrase)) is not None]
        return max(ends, default=None)

    def skip(self, place: int, phrases: Iterable[str]) -> int:
        """The place behind one of the phrases if one stands here, else the place itself."""
        return self.one_of(place, phrases) or place

    def mark(self, place: int, marks: str) -> bool:
        """True when one of the marks stands here."""
        return self.at(place).kind == "mark" and self.at(place).text in marks

    def closes(self, place: int) -> bool:
        """True where a clause may end: a mark between clauses, a new line, the end."""
        if self.at(place).kind == "dash" and self.text(place) == "+":
            return self.text(place - 1) in (")", "điểm")
        return self.at(place).kind in ("end", "line") or (self.mark(place, ";,.()") and not self.paired(place))

    def paired(self, place: int) -> bool:
        """True for the comma between two names of one kind of thing: "tin, bài"."""
        if not self.mark(place, ","):
            return False
        if place not in self._pairs:
            firsts = ((pair, len(pair.partition(",")[0].split())) for pair in vocabulary.PAIRS)
            self._pairs[place] = any(self.words(place - count, pair) is not None for pair, count in firsts)
        return self._pairs[place]

    # --- numbers ------------------------------------------------------------------------------------------------------

    def number(self, place: int) -> tuple[Fraction, int] | None:
        """A number written in digits."""
        token = self.at(place)
        return None if token.kind != "num" or token.value is None else (token.value, place + 1)

    def one(self, place: int) -> int | None:
        """The place behind "một", "1", "01"."""
        if self.text(place) == "một" and self.text(place + 1) != "nửa":
            return place + 1
        got = self.number(place)
        return got[1] if got and got[0] == 1 and self.at(got[1]).kind == "word" else None

    def percent(self, place: int) -> tuple[Fraction, int] | None:
        """A number of per cent."""
        got = self.number(place)
        if got is None:
            return None
        if self.at(got[1]).kind == "pct":
            return got[0], got[1] + 1
        end = self.words(got[1], "phần trăm")
        return None if end is None else (got[0], end)

    def day(self, place: int) -> int | None:
        """The place behind a day (15/6, 15/6/2026) after "ngày", "trước" …, or the number of a month or year."""
        before = self.text(place - 1)
        led = before in ("ngày", "trước", "hạn", "đến", "sau", "tháng", "quý", "năm", "từ")
        if self.at(place).kind != "num" or not led:
            return None
        if before in ("tháng", "quý", "năm"):
            return place + 1
        end = place + 1
        while self.mark(end, "/") and self.at(end + 1).kind == "num" and end < place + 5:
            end += 2
        if end > place + 1:
            return end
        if (again := self.one_of(end, vocabulary.MONTHLY)) is not None:
            return again if before not in ("đến", "từ") else None
        if before == "ngày" and self.text(end) == "tháng" and self.at(end + 1).kind == "num":
            return end + 2
        return None

    # --- amounts ------------------------------------------------------------------------------------------------------

    def amount(self, place: int) -> tuple[Amount, int] | None:
        """An amount of points in any of its ways of writing."""
        zero = self.one_of(place, vocabulary.ZERO_WORDS)
        if zero is not None:
            return Amount(ZERO), self.skip(zero, vocabulary.HERE)
        if self.text(place) == "bằng" and self.number(place + 1) == (ZERO, place + 2):
            return Amount(ZERO), self.skip(self.skip(place + 2, ("điểm",)), vocabulary.HERE)
        bare = self.one_of(place, vocabulary.NOT_COUNTED)
        if bare is not None and self.closes(self.skip(bare, vocabulary.HERE)):
            return Amount(ZERO), self.skip(bare, vocabulary.HERE)
        full = self.one_of(place, vocabulary.FULL_WORDS)
        if full is not None and self.standard is not None:
            return Amount(self.standard), self.skip(full, vocabulary.HERE)
        return self._share(place) or self._between(place) or self._plain(place)

    def _share(self, place: int) -> tuple[Amount, int] | None:
        """Half, or so many per cent, of the item's standard."""
        half = self.one_of(place, ("một nửa", "½", "1 / 2"))
        got = self.percent(place)
        share = Fraction(1, 2) if half is not None else got[0] / 100 if got else None
        end = half if half is not None else got[1] if got else None
        if share is None or end is None or self.standard is None:
            return None
        behind = self.one_of(end, vocabulary.OF_ALL)
        if self.text(place - 1) == "trừ" and (behind is None or self.text(behind - 1) not in ("chuẩn", "đa")):
            return None  # of the standard, or of what the unit has just now: not said
        if behind is None and (self.text(end) == "điểm" or self.text(place) != "một"):
            return None
        return Amount(self.standard * share), self.skip(end if behind is None else behind, vocabulary.HERE)

    def closes_share(self, place: int) -> bool:
        """True for a bare half at the end: of the standard, or of something else, is not said."""
        end = self.one_of(place, ("một nửa", "½", "1 / 2"))
        return end is not None and self.closes(end)

    def _between(self, place: int) -> tuple[Amount, int] | None:
        start = self.skip(place, ("từ",))
        sign = self.at(start).text if self.at(start).kind == "sign" else ""
        low = self.number(start + bool(sign))
        if low is None:
            return None
        joint = self.skip(low[1], ("điểm",))
        if self.at(joint).kind != "dash" and self.text(joint) not in ("đến", "tới"):
            return None
        under = self.text(joint + 1) == "dưới"
        high = self.number(joint + 1 + under)
        if high is None or self.text(high[1]) != "điểm" or high[0] <= low[0]:
            return None
        end = self.one_of(high[1] + 1, vocabulary.TASTE)
        return Amount(low[0], high[0], sign, taste=end is not None, under=under), end or high[1] + 1

    def _plain(self, place: int) -> tuple[Amount, int] | None:
        sign = self.at(place).text if self.at(place).kind == "sign" else ""
        got = self.number(place + bool(sign))
        if got is None or self.text(place + bool(sign)) == "½":
            return None
        value, end = got
        named = self.text(end) == "điểm"
        end += named
        if named and f"điểm|{self.text(end)}" in vocabulary.COMPOUNDS:
            return None  # "01 điểm nóng"
        if named and self.text(end) in ("trở", "chuẩn", "tối", "phần"):
            return None
        return Amount(value, None, sign, named or bool(sign)), end

    def giving(self, place: int) -> tuple[Giving, int] | None:
        """A verb and its amount: "thì được 2 điểm", "bị trừ 1 điểm", ": -2đ", "4đ", "(4đ)"."""
        if place not in self._givings:
            self._givings[place] = self._giving(place)
        return self._givings[place]

    def _giving(self, place: int) -> tuple[Giving, int] | None:
        if self.mark(place, "("):
            inner = self.amount(place + 1)
            if inner and inner[0].named and self.mark(inner[1], ")"):
                return Giving(_signed(inner[0].sign), inner[0]), inner[1] + 1
            return None
        start, then = place, self.text(place) == "thì"
        place += self._before_amount(place)
        taste = self.one_of(place, vocabulary.TASTE)
        place = place if taste is None else taste + self.mark(taste, ",")
        place = self.skip(self.skip(place, ("thì",)), vocabulary.SUBJECT)
        earned = False
        if self.text(place) == "bị" and self.text(place - 1) in ("chuẩn", "trang", "thiết", "dự"):
            return None  # "công tác chuẩn bị 2 điểm"
        while (end := self.one_of(place, vocabulary.GIVING)) is not None:
            earned = earned or self.text(place) in ("được", "thì")
            if self.text(place) == "đạt" and self._reached(place, end):
                break
            place = end
        if (none := self.one_of(place, vocabulary.NOT_LOST)) is not None:
            return (Giving("minus", Amount(ZERO), then=then), none) if self.closes(none) else None
        effect, place, over = self._effect(place)
        if self.text(place) == "đủ" and self.number(place + 1) is not None:
            if self.text(place - 1) == "đầy":
                return None
            place += 1
        if effect == "minus" and (end := self.one_of(place, vocabulary.LOST_WORDS)) is not None:
            return Giving("minus", Amount(ZERO, lost=True), then=then), self.skip(end, vocabulary.HERE)
        if effect == "minus" and self.text(place) == "hết" and self.closes(place + 1):
            return Giving("minus", Amount(ZERO, lost=True), then=then), place + 1
        got = self.amount(place)
        if got is None:
            return None
        amount, end = got
        behind = self.closes(end) or self.mark(end, "/") or self.one_of(end, vocabulary.FOR_EACH) is not None
        bare = self.bare and not amount.named and self._bare(start, place, end)
        if not amount.named and not bare and (effect is None or not behind):
            return None
        if taste is not None:
            amount = replace(amount, taste=True)
        if start == place and not amount.named and not bare:
            return None
        return self._agreed(Giving(effect or _signed(amount.sign), amount, over, then, earned), end, effect)

    def _bare(self, start: int, place: int, end: int) -> bool:
        """True for a number that ends its clause behind a colon, or behind a word that is not counted by it."""
        if not self.closes(end) or self.at(end - 1).kind != "num" or self.mark(end, "("):
            return False
        if start < place:
            return self.mark(start, ":")
        return self.at(place - 1).kind == "word" and self.text(place - 1) not in vocabulary.NUMBERED

    def _before_amount(self, place: int) -> bool:
        """True for what stands between words and their amount: a colon, "=", a dash before points in digits."""
        if self.mark(place, ":") or (self.at(place).text == "=" and self.at(place).kind == "cmp"):
            return True
        if self.at(place).kind != "dash" or self.at(place - 1).kind != "pct":
            return False
        if vocabulary.is_ill(self.between(0, place).lower()):
            return False  # "trễ hạn 5% - 1 điểm": one point less
        got = self.number(place + 1)
        none = self.one_of(place + 1, vocabulary.ZERO_WORDS) is not None
        return none or (got is not None and self.text(got[1]) == "điểm" and self.closes(got[1] + 1))

    def _reached(self, place: int, end: int) -> bool:
        """True where "đạt" belongs to the name before it: "chỉ tiêu đạt được 2 điểm", "không đạt trừ 5 điểm"."""
        return self.text(end) in ("được", "trừ", "bị", "thì") or self.text(place - 1) in ("không", "chưa")

    def _effect(self, place: int) -> tuple[Gain | None, int, bool]:
        if self.text(place) == "trừ":
            return "minus", self.skip(place + 1, ("đi", "thêm")), self.text(place + 1) == "thêm"
        if self.text(place) == "giảm" and self._taken_each(place + 1):
            return "minus", place + 1, False
        end = self.one_of(place, ("cộng thêm", "cộng", "thưởng thêm", "thưởng", "thêm"))
        if end is None:
            return None, place, False
        return "plus", end, self.text(place) == "thưởng" or end > place + 1

    def _taken_each(self, place: int) -> bool:
        """True where points stand that are taken for each of something: "giảm 0,5 điểm cho mỗi …"."""
        got = self._plain(place)
        each = got is not None and (self.mark(got[1], "/") or self.one_of(got[1], vocabulary.FOR_EACH) is not None)
        return got is not None and got[0].named and not got[0].sign and each

    @staticmethod
    def _agreed(giving: Giving, end: int, effect: Gain | None) -> tuple[Giving, int] | None:
        """None where verb and sign say opposite things ("cộng -2 điểm")."""
        by_sign = _signed(giving.amount.sign)
        return None if effect and by_sign and effect != by_sign else (giving, end)

    # --- names --------------------------------------------------------------------------------------------------------

    def name(self, place: int, commas: bool = True) -> tuple[str, int] | None:
        """The words that name a case, a level or a condition, up to the next giving or the end of the clause.

        None where a word stands among them that would change the meaning, or a number that is no day.
        """
        start = place
        while not self._ends_name(place, commas):
            end = self.day(place) or self._enough(place) or self._from_words(place) or self._due_inside(place)
            end = end or self.often(place) or self._ranked(place) or self._against(place) or self.in_title(place)
            end = end or self.bracketed(place) or self._often_a_year(place) or self._between_words(start, place)
            end = end or self._over_target(place) or self._trend(place) or self._place(place)
            if end is None and not self.harmless(place):
                return None
            place = end if end is not None else place + 1
        joins = (at for at in range(start, place) if self.text(at) in ("hoặc", "nhưng"))
        if self.giving(place) is None and any(not self.harmless(at) for at in joins):
            return None  # behind the points such words begin another condition
        if self.text(place - 1) in vocabulary.BOUNDS:
            return None  # "yếu: dưới 10 điểm" are not 10 points
        while place > start and (self.mark(place - 1, ",") or self.at(place - 1).kind == "dash"):
            place -= 1
        limited = self.text(start) in vocabulary.LIMITS or (self.text(start - 1) == "nếu" and self.closes(start - 2))
        if limited and any(self.mark(at, ",") for at in range(start, place + 1)):
            return None  # "từ năm 2026, …": when or for whom the rule holds, not what is scored
        if self.text(start - 1) == "nếu" and any(self.mark(at, ",") for at in range(start, place)):
            return None
        return self.between(start, place), place

    def _ranked(self, place: int) -> int | None:
        """The place behind the number of "mức 1", "mức độ 3": a class that is named by it, before its points."""
        got = self.number(place)
        if got is not None and self.text(got[1]) == "sao":
            return got[1] + 1
        named = got is not None and self.text(place - 1) in ("mức", "độ", "hạng", "loại", "nhóm", "bậc", "cấp")
        return got[1] if got and named and got[0].denominator == 1 and self.giving(got[1]) is not None else None

    def often(self, place: int) -> int | None:
        """The place behind how often a thing is done; told where such phrases are known."""
        return None

    def bracketed(self, place: int) -> int | None:
        """The place behind "(xuất sắc)" in a name, where its points follow: words without a number."""
        end = place + 1
        if not self.mark(place, "("):
            return None
        while self.harmless(end) and not self.mark(end, ":"):
            end += 1
        closed = self.mark(end, ")") and end > place + 1
        return end + 1 if closed and (self.giving(end + 1) is not None or self.mark(end + 1, ":")) else None

    def _often_a_year(self, place: int) -> int | None:
        """The place behind "/năm" in "đủ 12 kỳ/năm"."""
        counted = self.mark(place, "/") and any(self.at(at).kind == "num" for at in (place - 2, place - 3))
        return place + 2 if counted and self.text(place + 1) in vocabulary.PERIODS else None

    def _between_words(self, start: int, place: int) -> int | None:
        """The place behind "hoặc", "nhưng" inside a name: what happened either way, or with a condition."""
        if self.text(place) not in ("hoặc", "nhưng") or place == start:
            return None
        return place + 1 if self.at(place + 1).kind == "word" and self.harmless(place + 1) else None

    def _against(self, place: int) -> int | None:
        """The place behind "so với thời gian quy định" after a word of what is late or missing."""
        if self.text(place - 1) in vocabulary.LATE_WORDS:
            return self.one_of(place, vocabulary.AGAINST)
        missing = any(self.text(at) == "thiếu" for at in range(place - 4, place))
        return self.one_of(place, ("so với chỉ tiêu", "so với kế hoạch", "so với quy định")) if missing else None

    def _over_target(self, place: int) -> int | None:
        """The place behind "vượt mức kế hoạch được giao", "đạt và vượt chỉ tiêu" where its points stand behind it."""
        over = self.one_of(place, ("vượt mức", "vượt", "và vượt mức", "và vượt"))
        if over is None:
            return None
        targets = (*vocabulary.TARGET, "mức giao", "mức được giao", "mức vận động", "vận động")
        end = self.one_of(over, targets)
        if end is None and self.words(place, "vượt mức") is not None and self.text(place - 1) == "thành":
            end = over
        end = self.skip(end, ("đề ra", "năm", "đã đăng ký", "đăng ký", "giao")) if end is not None else None
        return end if end is not None and self.giving(end) is not None else None

    def _trend(self, place: int) -> int | None:
        """The place behind "tăng bậc so với năm trước", "bằng cùng kỳ": where a unit stands against last year, told by
        words, before its points. A number of it ("tăng 5 %") is no such word.
        """
        how = self.one_of(place, vocabulary.TRENDS)
        if how is None:
            return None
        what = self.skip(how, ("thứ hạng", "thứ bậc", "xếp hạng", "hạng", "bậc", "điểm"))
        end = self.skip(what, vocabulary.LAST_YEAR)
        named = what > how and self.text(what - 1) != "điểm"
        told = end > what or named or (self.closes(place - 1) and self._speaks_of_last_year())
        return end if told and self.giving(end) is not None else None

    def _speaks_of_last_year(self) -> bool:
        return any(self.one_of(at, vocabulary.LAST_YEAR) is not None for at in range(len(self.tokens)))

    def _place(self, place: int) -> int | None:
        """The place behind "thứ nhất", "hạng 6-10", "từ thứ tư trở xuống": where a unit stands among others, before its
        points.
        """
        before = self.text(place - 1)
        if not (self.closes(place - 1) or before in vocabulary.STANDING):
            return None
        start = self.skip(place, ("từ",))
        end = self._ordinal_place(start, before in ("hạng", "trí", "bậc"))
        if end is None:
            return None
        if self.at(end).kind == "dash" or self.text(end) in ("đến", "tới", "và"):
            end = self._ordinal_place(end + 1, True) or end
        end = self.skip(end, ("trở xuống", "trở lên", "trở đi", "trong khối", "trong cụm", "toàn tỉnh", "toàn khối"))
        given = self.giving(end)
        return end if given is not None and given[0].effect != "minus" else None

    def _ordinal_place(self, place: int, bare: bool) -> int | None:
        named = self.one_of(place, ("thứ", "hạng", "vị trí thứ"))
        at = place if named is None else named
        if named is None and not bare:
            return None
        if self.text(at) in ("nhất", "nhì", *vocabulary.ORDINALS):
            return at + 1
        got = self.number(at)
        return got[1] if got is not None and got[0].denominator == 1 else None

    def in_title(self, place: int) -> int | None:
        """The place behind the number in "báo cáo 6 tháng", "sinh con thứ 3": part of the name of one thing."""
        got = self.number(place)
        if got is None:
            return None
        if self.text(place - 1) == "thứ" and self.text(place - 2) == "con":
            return self.skip(got[1], ("trở lên",))
        named = self.text(place - 1) in ("cáo", "kết", "hoạch", "giá") and self.text(got[1]) == "tháng"
        return self.skip(got[1] + 1, ("đầu năm", "cuối năm")) if named else None

    def _from_words(self, place: int) -> int | None:
        """The place behind "từ cảnh cáo trở lên": a case described in words."""
        end = place + 1
        worse = self.one_of(place, ("trở lên",)) if self.text(place - 1) in vocabulary.OR_WORSE else None
        if worse is not None:
            return worse
        if self.text(place) != "từ":
            return None
        while self.at(end).kind == "word" and self.text(end) != "trở" and self.harmless(end) and end < place + 6:
            end += 1
        return self.one_of(end, ("trở lên", "trở xuống")) if end > place + 1 else None

    def _due_inside(self, place: int) -> int | None:
        """The place behind "(chậm nhất 10/12)", "(trước ngày 05 hằng tháng)": a day told in brackets."""
        end = self.one_of(place + 1, vocabulary.DUE) if self.mark(place, "(") else None
        end = self.skip(end, ("ngày",)) if end is not None else None
        got = self.number(end) if end is not None else None
        if got is None:
            return None
        behind = got[1]
        monthly = self.one_of(behind, ("hằng tháng", "hàng tháng", "hằng quý", "hàng quý"))
        while monthly is None and self.mark(behind, "/") and self.number(behind + 1) is not None:
            behind += 2
        end = monthly or behind
        return end + 1 if self.mark(end, ")") and end > place + 3 else None

    def _enough(self, place: int) -> int | None:
        """The place behind the number of "đủ 05 hoạt động": all of them."""
        got = self.number(place)
        all_of = self.text(place - 1) in ("đủ", "cả")
        return got[1] if got and all_of and self.at(got[1]).kind == "word" else None

    def _ends_name(self, place: int, commas: bool) -> bool:
        if self.mark(place, ",") and (commas or self.paired(place)):
            return False
        if self.mark(place, "(") and (self._due_inside(place) or self.bracketed(place)) is not None:
            return False
        return self.closes(place) or self.giving(place) is not None

    def harmless(self, place: int) -> bool:
        token, text = self.at(place), self.text(place)
        if token.kind in ("quote", "dash") or self.mark(place, ",:"):
            return True
        if token.kind != "word":
            return False
        if self.one_of(place, vocabulary.CAP_WORDS) is not None:
            return False
        if text == "hoặc":
            return self.one_of(place - 1, ("trước hoặc trong ngày", "trước hoặc đúng ngày")) is not None
        if text == "một" and self.one_of(place, ("một trong các", "một trong những", "một trong hai")) is not None:
            return True
        if text == "một" and self.text(place + 1) == "phần":
            return self.text(place + 2) not in ("ba", "tư", "hai", "trăm", "năm")
        if text == "phần" and self.text(place - 1) == "một":
            return self.harmless(place - 1)
        if text == "nhất" and "nhất|" + self.text(place + 1) not in vocabulary.COMPOUNDS:
            return self.closes(place - 1) or self.text(place - 1) in ("giải", "hạng", "loại", "thống", "quán", "đoàn")
        if text == "bằng" and self.at(place + 1).kind == "word" and self.text(place + 1) not in vocabulary.MEANS:
            return self.giving(place + 1) is None
        if text in ("trung", "bình") and self.words(place - (text == "bình"), "trung bình") is not None:
            before = place - 1 - (text == "bình")  # a class of that name, not an average
            behind = self.skip(before + 3, ("khá",))
            if self.giving(behind) is None and not self.closes(behind) and not self.mark(behind, ":"):
                return False
            return self.closes(before) or self.text(before) in ("loại", "mức", "hạng", "xếp", "hiện", "nhóm")
        if text == "lượt" and (self.mark(place - 1, "/") or self.text(place - 1) in ("mỗi", "một")):
            return True
        if text == "nhưng":
            return self.text(place + 1) in vocabulary.STATES
        pairs = f"{self.text(place - 1)}|{text}", f"{text}|{self.text(place + 1)}"
        return text not in vocabulary.MEANING or any(pair in vocabulary.COMPOUNDS for pair in pairs)

    def between(self, start: int, end: int) -> str:
        """The sentence's own letters from one place to another, quotes and marks at the ends left out."""
        if end <= start:
            return ""
        return self.sentence[self.at(start).start : self.at(end - 1).end].strip(' ,-–“”"')


@cache
def _words(phrase: str) -> tuple[str, ...]:
    """A phrase as the texts of its tokens."""
    return tuple(phrase.replace(",", " ,").split())


def _signed(sign: str) -> Gain | None:
    return "minus" if sign == "-" else "plus" if sign == "+" else None
