"""Clauses beside a rule: what is wished for, how many there are, all the others, the full standard in words."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from models.rules.form.wordings import vocabulary
from models.rules.form.wordings.measures import Measures
from models.rules.form.wordings.phrases import Giving

WISHES: Final = (
    "không có trường hợp", "không để xảy ra", "không xảy ra", "không có", "không để", "không vi phạm",
)  # fmt: skip
"""How a sentence begins that says what must not happen, before it says what each case costs."""
WELL_DONE: Final = ("đầy đủ", "đúng", "kịp thời", "nghiêm túc", "nghiêm")
"""Words of a duty; what is lost where it is not met stands behind it."""
REST: Final = (
    "các trường hợp còn lại", "trường hợp còn lại", "các mức còn lại", "mức còn lại", "các đơn vị còn lại",
    "các hạng còn lại", "các trường hợp khác", "trường hợp khác", "còn lại",
)  # fmt: skip
"""All that the bands before do not name."""


MOST_LOST: Final = ("bị trừ tối đa", "trừ tối đa", "bị trừ nhiều nhất", "trừ nhiều nhất")


@dataclass(frozen=True, slots=True)
class WishClause:
    """What must be, without points; `denied`: what must not happen."""

    what: str
    denied: bool


@dataclass(frozen=True, slots=True)
class RestClause:
    """Points of all that no band before names."""

    points: Fraction


@dataclass(frozen=True, slots=True)
class CountClause:
    """How many of a thing there are at all: "04 quý", "(05 nội dung)"."""

    count: Fraction
    what: str


@dataclass(frozen=True, slots=True)
class FullClause:
    """The standard for what is done as it should be: "thực hiện đầy đủ được tối đa 3 điểm"."""

    what: str
    points: Fraction


@dataclass(frozen=True, slots=True)
class MostClause:
    """Something for which up to so many points are lost; how many a person says."""

    what: str
    points: Fraction


class Statements(Measures):
    """What such clauses look like."""

    def wish(self, place: int) -> tuple[WishClause, int] | None:
        """ "Trong năm không có đơn thư vượt cấp;", "Tham gia đầy đủ hội thao (": only at the very beginning, closed by
        more than a comma, since before a comma such words may be a condition.
        """
        if place:
            return None
        start = self.skip(0, ("trong năm", "trong kỳ"))
        if self.text(start) in vocabulary.LIMITS:
            return None
        denied = self.one_of(start, WISHES) is not None
        end, met = start, False
        while not (self.closes(end) and not self.mark(end, ",")):
            if self.giving(end) is not None or not self.harmless(end) or self.mark(end, ":"):
                return None
            met = met or self.one_of(end, WELL_DONE) is not None
            end += 1
        if self.at(end).kind == "end" or not (denied or met) or end == start:
            return None
        return WishClause(self.between(start, end), denied), end

    def rest(self, place: int) -> tuple[RestClause, int] | None:
        """ "còn lại 1 điểm", "các trường hợp khác: 2 điểm"."""
        end = self.one_of(place, REST)
        giving = self.giving(end) if end is not None else None
        if giving is None or giving[0].amount.high is not None or giving[0].amount.lost or giving[0].effect:
            return None
        return RestClause(giving[0].amount.low), giving[1]

    def count_of(self, place: int) -> tuple[CountClause, int] | None:
        """ "04 quý," at the beginning, "(05 nội dung)" behind."""
        got = self.number(place if place else self.skip(0, ("gồm", "bao gồm", "gồm có", "có tổng số", "tổng số")))
        if got is None or got[0].denominator != 1 or got[0] < 2 or self.at(got[1]).kind != "word":
            return None
        if place and not self.mark(place - 1, "("):
            return None
        name = self.name(got[1], commas=False)
        if name is None or not name[0] or self.giving(name[1]) is not None or len(name[0].split()) > 4:
            return None
        return CountClause(got[0], name[0]), name[1]

    def full(self, place: int) -> tuple[FullClause, int] | None:
        """Words of what is done with "tối đa" before the item's own standard, once and not for each."""
        end = place
        while self.harmless(end) and not self.closes(end):
            end += 1
        if end == place or (not self.mark(end - 1, ":") and self.text(end - 1) not in ("được", "đạt")):
            return None
        most = self.one_of(end, ("tối đa", "cao nhất"))
        got = self._standard(most) if most is not None else None
        what = self.between(place, end - 1)
        if got is None or not what or self.text(got - 1) != "điểm":
            return None
        return FullClause(what, self.standard or Fraction(0)), got

    def most_lost(self, place: int) -> tuple[MostClause, int] | None:
        """ "thực hiện không nghiêm túc bị trừ tối đa 3 điểm"."""
        end = place
        while self.harmless(end) and not self.closes(end) and self.one_of(end, MOST_LOST) is None:
            end += 1
        most = self.one_of(end, MOST_LOST)
        got = self.amount(most) if most is not None else None
        what = self.between(place, end - self.mark(end - 1, ":"))
        if got is None or not what or got[0].high is not None or not got[0].named or got[0].sign or not got[0].low:
            return None
        return MostClause(what, got[0].low), got[1]

    def among(self, place: int) -> int:
        """The place behind "Tối đa 5 điểm, trong đó:", where these are the item's own points."""
        led = self.one_of(place, ("điểm chia ra", "chia ra", "điểm thành phần", "cụ thể", "trong đó", "cụ thể như sau"))
        if led is not None and self.mark(led, ":"):
            return led + 1
        named = self.one_of(place, ("điểm tối đa", "điểm chuẩn", "thang điểm", "điểm số tối đa"))
        own = self._standard(named + self.mark(named, ":")) if named is not None else None
        if own is not None and self.mark(own, ".;") and self.at(own + 1).kind != "end":
            return own + 1
        most = self.one_of(place, ("tối đa", "tổng", "tổng số"))
        end = self._standard(most) if most is not None else None
        behind = self.words(end + self.mark(end, ",:"), "trong đó") if end is not None else None
        return place if behind is None else behind + self.mark(behind, ":")

    def often(self, place: int) -> int | None:
        """The place behind "1 lần/năm": how often a thing is done, part of its name."""
        got = self.number(place)
        if (
            got is None
            or self.text(got[1]) not in ("lần", "kỳ", "buổi", "cuộc", "đợt")
            or not self.mark(got[1] + 1, "/")
        ):
            return None
        return got[1] + 3 if self.text(got[1] + 2) in ("năm", "tháng", "quý", "tuần") else None

    def points_first(self, place: int) -> tuple[Giving, int] | None:
        """Points before their condition: "điểm tối đa khi …", "được 5 điểm nếu …"."""
        giving = self.giving(place)
        when = self.one_of(giving[1], ("khi", "nếu")) if giving is not None else None
        return (giving[0], when) if giving is not None and when is not None else None
