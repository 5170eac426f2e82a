"""The kinds of rule a regulation can hold: their Vietnamese names, governing dates and the shape of each spec.

A released kind never changes meaning; a mended one is declared beside it as `/2`. Numbers in a spec are whole or
canonical text ("90", "1/3"); dates without a year are "MM-DD". What a rule *does* is not here but in ranking, classes,
balloting, awards, rotation and the book. A quorum/1 may also say `written: "ask"`, a vote/1 so as one of its choices.

kind                  spec (an underscore at the end marks what may be left out)
ranking/1             by, compare, digits_, rounding_: {step, mode_}, ties, tie_keys: [{key, label_, better_}]
final-score/1         method, stage_, weights_, trim_, missing, labels_
year-from-periods/1   method, stage_, weights_, trim_, missing, labels_
year-from-periods/2   the same; knows a unit's own periods and an empty one
classes/1             as classes/2, always of two digits
classes/2             as classes/3; knows nothing of what was recorded of a unit
classes/3             bands: [{class, label, from_, from_inclusive_, to_, to_inclusive_, when_}] best first,
                      compare_, cap_, effects_: [{when, effect, class_, titles_, reason, cite_}]
class-quota/1         as class-quota/2; every rule in force is applied, one after the other
class-quota/2         class, below, one of (share, percent, max), base_, rounding_, reason, what_; one for a class
award-quota/1         award, one of (max, share, percent, by_size: [{from, to, max}]), base_, rounding_, per_group_,
                      after_, order_
vote/1                way, op, one of (percent, fraction), base, written, max_rounds_, then_, seats_, own_vote_, body_,
                      second_ (a further round), blank_ (nothing marked), video_ (hands)
quorum/1              op, one of (percent, fraction), counts, video_
eligibility/1         award ("*": every title of that holder, beside its own condition), holder, when, words_
rotation/1            how, successor, one_per_round, severities, round_from_, deputies_, order_, gap_years_,
                      newcomer_years_, term_years_, acting_ (whether the time of an acting head is a turn)
deadline/1            what, due, next_year_, stage_, item_, consequence
flag-self-over/1      over, compared_with
title/1               name, short_, holder, level, decided_by, appraised_by_, submitted_by_, coefficient_, needs_,
                      dossier_, copies_, includes_, units_ (whose units alone it is for)
base-salary/1         amount, round_up_to
tie-preference/1      prefer, share_
known-change/1        number, amends, unsure_, obtain, favourable_ (changes others; its text is not in the book)
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

from models.rules.number.days import FIRST_YEAR, LAST_YEAR
from models.rules.place import rule_checks as checks
from models.rules.place.conditions import Fault
from models.rules.place.shapes import (
    Shape,
    begins,
    choice,
    condition,
    many,
    mapping,
    month_day,
    number,
    record,
    text,
    whole,
    yes_no,
)

GoverningDate = Literal["year-end", "ballot-day", "meeting-day", "decision-day", "received-day", "year-start"]
Extra = Callable[[Mapping[str, object]], list[Fault]]

RECORDED_CLASSES = "classes/3"
"""The rule of classes that knows what others found of a unit, where somebody recorded it."""
ONE_QUOTA = "class-quota/2"
"""The limit of a class of which one holds, never one after the other."""
FIRST_QUOTA = "class-quota/1"
"""As which kind a question names a limit of a class, whatever its number."""
EVERY = "*"
"""`award` of an `eligibility/1` rule that every title of its holder must meet."""


@dataclass(frozen=True, slots=True)
class RuleKind:
    """One kind: its name on screen, the day whose rule governs, the shape of its spec, and what a shape cannot say."""

    id: str
    name: str
    governed_by: GoverningDate
    shape: Shape
    extra: Extra = lambda spec: []


ROUNDINGS = choice("down", "up", "half-up")
COMPARE = choice("exact", "published")
HOLDER = choice("collective", "individual", "household")
SEVERITY = choice("forbid", "warn", "off")
VIDEO = choice("count", "not-count", "ask")
"""Whether members by video count, in a quorum or a show of hands; unsaid it is asked."""


_COMBINE = record(
    method=choice("last", "stage", "mean", "trimmed-mean", "weights", "sum"),
    stage_=text,
    weights_=mapping(number),
    trim_=whole(1, 5),
    missing=choice("ask", "leave-out", "earlier", "zero", "not-ranked"),
    labels_=mapping(text),
)
_BASE = begins("units", "ranked-units", "rated:", "rated-at-least:", "reach:", "holders:")

_CLASS_QUOTA = record(
    **{
        "class": text,
        "below": text,
        "share_": number,
        "percent_": number,
        "max_": whole(0),
        "base_": _BASE,
        "rounding_": ROUNDINGS,
        "reason": text,
        "what_": text,
    }
)

_CLASSES = record(
    bands=many(
        record(
            **{
                "class": text,
                "label": text,
                "from_": number,
                "from_inclusive_": yes_no,
                "to_": number,
                "to_inclusive_": yes_no,
                "when_": condition,
            }
        )
    ),
    compare_=COMPARE,
    cap_=number,
    effects_=many(
        record(
            **{
                "when": condition,
                "effect": choice("class", "class-at-most", "not-ranked", "bars-title", "needs-decision", "flag"),
                "class_": text,
                "titles_": many(text),
                "reason": text,
                "cite_": text,
            }
        ),
        least=0,
    ),
)

_DECLARED = (
    RuleKind(
        "ranking/1",
        "Cách xếp hạng",
        "year-end",
        record(
            by=choice("raw", "percent-of-assigned", "percent-of-assigned-plus-bonus"),
            compare=COMPARE,
            digits_=whole(0, 6),
            rounding_=record(step=number, mode_=choice("half-up", "up", "down", "half-even")),
            ties=choice("1,1,3", "dense"),
            tie_keys=many(record(key=text, label_=text, better_=choice("high", "low")), least=0),
        ),
        checks.tie_keys,
    ),
    RuleKind("final-score/1", "Điểm cuối cùng lấy từ các lần chấm", "year-end", _COMBINE, checks.combining),
    RuleKind("year-from-periods/1", "Điểm năm lấy từ các kỳ", "year-end", _COMBINE, checks.combining),
    RuleKind("year-from-periods/2", "Điểm năm lấy từ các kỳ", "year-end", _COMBINE, checks.combining),
    RuleKind("classes/1", "Xếp loại", "year-end", _CLASSES, checks.classes),
    RuleKind("classes/2", "Xếp loại", "year-end", _CLASSES, checks.classes),
    RuleKind(RECORDED_CLASSES, "Xếp loại", "year-end", _CLASSES, checks.recorded_classes),
    RuleKind("class-quota/1", "Giới hạn số đơn vị của một loại", "year-end", _CLASS_QUOTA, checks.class_quota),
    RuleKind(ONE_QUOTA, "Giới hạn số đơn vị của một loại", "year-end", _CLASS_QUOTA, checks.class_quota),
    RuleKind(
        "award-quota/1",
        "Số lượng đề nghị khen thưởng",
        "decision-day",
        record(
            award=text,
            max_=whole(0),
            share_=number,
            percent_=number,
            by_size_=many(record(**{"from": whole(1), "to": whole(1), "max": whole(0)})),
            base_=_BASE,
            rounding_=ROUNDINGS,
            per_group_=yes_no,
            after_=many(text),
            order_=choice("rank", "votes"),
        ),
        checks.award_quota,
    ),
    RuleKind(
        "vote/1",
        "Tỷ lệ phiếu",
        "ballot-day",
        record(
            way=choice("acclaim", "elect", "hands"),
            op=choice("ge", "gt"),
            percent_=number,
            fraction_=number,
            base=choice("all-members", "present", "issued", "collected", "valid"),
            written=choice("count", "not-count", "ask"),
            max_rounds_=whole(1, 5),
            then_=choice("chair", "head-and-deputy", "authority", "leave-empty"),
            seats_=whole(1, 30),
            own_vote_=choice("yes", "no", "ask"),
            body_=choice("bloc", "council"),
            second_=choice("share", "plurality"),
            blank_=choice("invalid", "valid"),
            video_=VIDEO,
        ),
        checks.vote,
    ),
    RuleKind(
        "quorum/1",
        "Số thành viên phải có mặt",
        "meeting-day",
        record(
            op=choice("ge", "gt"),
            percent_=number,
            fraction_=number,
            counts=many(choice("member", "substitute", "written")),
            written_=choice("ask"),
            video_=VIDEO,
        ),
        checks.quorum,
    ),
    RuleKind(
        "eligibility/1",
        "Điều kiện khen thưởng",
        "decision-day",
        record(award=text, holder=HOLDER, when=condition, words_=mapping(text)),
    ),
    RuleKind(
        "rotation/1",
        "Luân phiên Trưởng khối, Phó Trưởng khối",
        "year-end",
        record(
            how=choice("elected", "introduced", "proposed", "appointed-then-rotates", "appointed"),
            successor=choice("deputy", "not-deputy", "free"),
            one_per_round=yes_no,
            severities_=mapping(SEVERITY),
            round_from_=whole(FIRST_YEAR, LAST_YEAR),
            deputies_=whole(0, 5),
            order_=many(text),
            gap_years_=whole(0, 30),
            newcomer_years_=whole(0, 5),
            term_years_=whole(1, 10),
            acting_=choice("turn", "no-turn"),
        ),
    ),
    RuleKind(
        "deadline/1",
        "Hạn gửi",
        "received-day",
        record(what=text, due=month_day, next_year_=yes_no, stage_=text, item_=text, consequence=text),
    ),
    RuleKind(
        "flag-self-over/1",
        "Đánh dấu điểm tự chấm cao hơn",
        "year-end",
        record(over=number, compared_with=text),
    ),
    RuleKind(
        "title/1",
        "Danh hiệu, hình thức khen thưởng",
        "decision-day",
        record(
            name=text,
            short_=text,
            holder=HOLDER,
            level=choice("unit", "commune", "district", "province", "ministry", "state", "party"),
            decided_by=text,
            appraised_by_=text,
            submitted_by_=text,
            coefficient_=number,
            needs_=text,
            dossier_=many(text),
            copies_=whole(0, 20),
            includes_=text,
            units_=many(text),
        ),
    ),
    RuleKind(
        "base-salary/1",
        "Mức lương cơ sở tính tiền thưởng",
        "decision-day",
        record(amount=whole(1), round_up_to=whole(1)),
    ),
    RuleKind(
        "tie-preference/1",
        "Ưu tiên khi đủ điều kiện như nhau",
        "decision-day",
        record(prefer=choice("women", "hard-conditions", "more-outstanding"), share_=number),
    ),
    RuleKind(
        "known-change/1",
        "Văn bản sửa đổi chưa có trong sổ",
        "received-day",
        record(number=text, amends=many(text), unsure_=many(text), obtain=text, favourable_=yes_no),
    ),
)

KINDS: dict[str, RuleKind] = {kind.id: kind for kind in _DECLARED}
SUPERSEDED: dict[str, str] = {
    "year-from-periods/1": "year-from-periods/2",
    "class-quota/1": ONE_QUOTA,
    "classes/1": RECORDED_CLASSES,
    "classes/2": RECORDED_CLASSES,
}
"""Kinds that a later number has mended: they keep their meaning where they stand, and no new rule takes them."""


def spec_faults(kind: str, spec: object) -> tuple[Fault, ...]:
    """Every reason why `spec` is no spec of that kind; empty when it is one."""
    declared = KINDS.get(kind)
    if declared is None:
        return (Fault("rule.unknown_kind", "kind", {"kind": kind, "known": tuple(KINDS)}),)
    found = declared.shape(spec, "")
    if isinstance(spec, Mapping):
        found += declared.extra(spec)
    return tuple(found)
