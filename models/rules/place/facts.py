"""The catalogue of facts a regulation may ask about: id, type, parameters and Vietnamese wording.

A regulation is data, so every fact it names must stand here; one it needs and that is missing is added here with a
test,
never computed inside a condition. Who supplies a fact's value is not kept here: the book and `awards.History` do.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Final, Literal

FactType = Literal["number", "yes-no", "text", "date"]
FactValue = Fraction | int | bool | str
"""number: Fraction or int; yes-no: bool; text: a class, rating or kind; date: "YYYY-MM-DD"."""

OPERATORS = ("ge", "gt", "le", "lt", "eq", "in")


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that can be asked. `params` are required and `optional` allowed parameters; `{of}` in the wording is
    filled, `unknown` is said while nobody supplies it."""

    id: str
    type: FactType
    wording: str
    params: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()
    unknown: str = "chưa có thông tin"


@dataclass(frozen=True, slots=True)
class Noted:
    """A value with what it rests on, printed beside it ("2" with "2024, 2025")."""

    value: FactValue
    note: str


Facts = Mapping[str, FactValue | Noted | None]
"""Values by `fact_key`; a key that is absent or None is unknown."""


def fact_key(test: Mapping[str, object]) -> str:
    """Name under which a test's value is supplied: the id, then the parameters in order: `streak(of=HTXS)`."""
    ident = str(test["fact"])
    given = sorted((name, value) for name, value in test.items() if name not in _NOT_PARAMETERS)
    return f"{ident}({','.join(f'{name}={value}' for name, value in given)})" if given else ident


_NOT_PARAMETERS = frozenset((*OPERATORS, "fact", "cite", "quote"))

_DECLARED = (
    # the year's scores and place
    Fact("points", "number", "điểm xếp hạng"),
    Fact("points-base", "number", "điểm chuẩn đạt được"),
    Fact("points-bonus", "number", "điểm thưởng được tính"),
    Fact("points-penalty", "number", "điểm trừ"),
    Fact("percent-of-assigned", "number", "tỷ lệ điểm trên tổng điểm được giao (%)"),
    Fact("group-points", "number", "điểm nhóm {of}", ("of",)),
    Fact("group-percent", "number", "tỷ lệ điểm nhóm {of} (%)", ("of",)),
    Fact("item-points", "number", "điểm mục {of}", ("of",)),
    Fact("items-at-zero", "number", "số mục đạt 0 điểm"),
    Fact("rank", "number", "thứ hạng"),
    Fact("last-rank", "number", "thứ hạng năm trước"),
    Fact("leads-bloc", "yes-no", "đứng đầu khối"),
    Fact("class", "text", "xếp loại thi đua của khối"),
    Fact("rating", "text", "mức độ hoàn thành nhiệm vụ do cấp có thẩm quyền công nhận", unknown="chờ kết quả"),
    # work of the year
    Fact("tasks-done", "number", "tỷ lệ nhiệm vụ hoàn thành (%)"),
    Fact("tasks-on-time", "number", "tỷ lệ nhiệm vụ hoàn thành đúng hạn (%)"),
    Fact("tasks-over", "number", "tỷ lệ nhiệm vụ hoàn thành vượt mức (%)"),
    Fact("tasks-late", "number", "tỷ lệ nhiệm vụ chậm tiến độ (%)"),
    Fact("shortcomings-fixed", "number", "tỷ lệ hạn chế kỳ trước đã khắc phục (%)"),
    Fact("targets-met", "number", "tỷ lệ chỉ tiêu đạt (%)"),
    Fact("self-score-sent", "yes-no", "đã gửi bảng tự chấm điểm"),
    Fact("self-score-days-late", "number", "số ngày chậm gửi bảng tự chấm điểm"),
    Fact("registered", "yes-no", "đã đăng ký {of}", ("of",)),
    Fact("pledged", "yes-no", "đã ký giao ước thi đua"),
    Fact("full-year-member", "yes-no", "là thành viên khối đủ cả năm"),
    # what hinders
    Fact("veto", "yes-no", "có vi phạm đã xác nhận: {of}", ("of",)),
    Fact("any-veto", "yes-no", "có vi phạm đã xác nhận"),
    Fact("disciplined-from", "yes-no", "có cá nhân bị kỷ luật từ mức {of} trở lên", ("of",)),
    Fact("own-discipline", "yes-no", "đang trong thời gian bị kỷ luật"),
    Fact("leader-disciplined", "yes-no", "người đứng đầu bị kỷ luật"),
    Fact("leaders-disciplined", "yes-no", "thành viên lãnh đạo bị kỷ luật"),
    Fact("self-detected", "yes-no", "tự phát hiện và khắc phục xong"),
    Fact("under-verification", "yes-no", "đang bị kiểm tra, thanh tra hoặc có đơn thư đang xác minh"),
    Fact("disunity", "yes-no", "mất đoàn kết nội bộ"),
    Fact("party-unions-excellent", "yes-no", "tổ chức đảng, đoàn thể hoàn thành xuất sắc nhiệm vụ"),
    Fact("backlog", "number", "tỷ lệ tồn đọng (%)"),
    # people of the unit
    Fact("count", "number", "số {of}", ("of",), ("since",)),
    Fact("people", "number", "số cá nhân thuộc diện bình xét"),
    Fact("share", "number", "tỷ lệ {of} (%)", ("of",)),
    Fact("woman", "yes-no", "là nữ"),
    Fact("hard-conditions", "yes-no", "công tác ở nơi có điều kiện khó khăn"),
    Fact("share-women", "number", "tỷ lệ nữ (%)"),
    Fact("initiatives", "number", "số sáng kiến, đề tài được công nhận", (), ("level", "years")),
    Fact("months-worked", "number", "số tháng công tác trong năm"),
    # history through the years
    Fact("streak", "number", "số năm liên tục đạt {of}", ("of",), ("unused_by",)),
    Fact("held", "yes-no", "năm xét có {of}", ("of",)),
    Fact("held-before", "yes-no", "đã được tặng {of}", ("of",)),
    Fact("years-since", "number", "số năm từ lần tặng {of} gần nhất", ("of",)),
    Fact("best_of", "number", "thứ hạng cao nhất trong {of} năm gần nhất", ("of",)),
    Fact("times", "number", "số lần được tặng {of} trong {years} năm", ("of", "years")),
    # the proposal itself
    Fact("approved-by-vote", "yes-no", "được đồng ý đủ tỷ lệ theo quy định: {of}", ("of",)),
    Fact("proposed-for", "yes-no", "được khối đề nghị {of}", ("of",)),
    Fact("proposed-elsewhere", "yes-no", "đã được đề nghị theo đường khác cho cùng thành tích"),
    Fact("double-award", "yes-no", "đã được tặng danh hiệu, hình thức này cho cùng thành tích"),
    Fact("confirmed", "yes-no", "được bộ, ngành xác nhận đủ điều kiện {of}", ("of",)),
    Fact("dossier-complete", "yes-no", "hồ sơ đủ"),
    Fact("received-on", "date", "ngày nhận hồ sơ"),
    Fact("due-on", "date", "hạn gửi hồ sơ"),
)

CALLED: Final = "fact:"
"""Before a fact's key among the words of a reader: what that reader's bloc calls it."""
OF_OTHERS: frozenset[str] = frozenset(
    (
        "rating", "tasks-done", "tasks-on-time", "tasks-over", "tasks-late", "shortcomings-fixed", "targets-met",
        "own-discipline", "leader-disciplined", "leaders-disciplined", "self-detected", "under-verification",
        "disunity", "party-unions-excellent", "backlog", "people", "count", "hard-conditions", "share-women",
        "initiatives",
    )
)  # fmt: skip
"""Facts that somebody else finds of a unit in a year; recorded with who says so, they are known of its class."""
MAY_BE_NEGATIVE: frozenset[str] = frozenset(
    ("points", "points-base", "percent-of-assigned", "group-points", "group-percent", "item-points")
)
"""The numbers that deductions can bring below zero; every other number is a count, a share, a place or a span."""
OF_THE_YEAR: frozenset[str] = frozenset(
    (
        "points", "points-base", "points-bonus", "points-penalty", "percent-of-assigned", "group-points",
        "group-percent", "item-points", "items-at-zero", "rank", "last-rank", "leads-bloc", "self-score-sent",
        "self-score-days-late", "full-year-member", "disciplined-from", "veto", "any-veto", "registered", "pledged",
    )
)  # fmt: skip
"""Facts of a unit that the book itself supplies to the rule of classes."""

CATALOGUE: dict[str, Fact] = {fact.id: fact for fact in _DECLARED}
