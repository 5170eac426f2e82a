"""Words for two copies of one book that were both worked in: what each did to a thing, and which side is taken."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ui.words.field_names import COLUMNS
from ui.words.keeping import changes, things
from ui.words.messages import moment, moment_or_none, sentence_case

if TYPE_CHECKING:
    from models.keeping.forks import Choice, Fork
    from models.keeping.things import Pair, Thing
    from ui.words.names import Names

HERE, THERE, OPEN, FIXED = "giữ bản đang mở", "lấy bản kia", "chưa chọn", "không lấy sang"
NOT_TAKEN: Final = "Việc khóa sổ, bàn giao thuộc về tệp đã làm việc ấy; cần thì làm lại ở sổ đang mở."
ALIKE: Final = "Hai bản cùng được sửa nhưng số liệu nay giống nhau; không còn gì để lấy sang."
MOST: Final = 40


def intro(fork: Fork, other: str) -> str:
    """What the dialog says on top."""
    relation = fork.relation
    parted = moment_or_none(relation.agreed_at)
    return (
        f"Hai bản cùng được sửa sau {parted}: sổ đang mở có {relation.only_here} việc riêng, “{other}” có "
        f"{relation.only_there}. Mỗi mục dưới đây chọn một bên. Phần lấy sang được ghi vào sổ đang "
        "mở thành một việc, kiểm tra như mọi việc; tệp kia không bị sửa."
    )


def side(choice: Choice, which: str) -> str:
    """What one side did to a thing."""
    _who, at = choice.here if which == "here" else choice.there
    head = choice.difference.head_here if which == "here" else choice.difference.head_there
    if not at:
        return "không sửa" if head is not None else "không có"
    return "bỏ" if head is None else "sửa"


def _last(choice: Choice, which: str) -> str:
    """Who changed a thing on one side last, and when; "" where nobody did."""
    who, at = choice.here if which == "here" else choice.there
    place = "Sổ đang mở" if which == "here" else "Bản kia"
    return f"{place}: {side(choice, which)} lần cuối lúc {moment(at)}{f', {who}' if who else ''}." if at else ""


def details(choice: Choice, names: Names) -> list[str]:
    """Row by row what is not the same."""
    found = choice.difference
    lines = [sentence_case(f"{things.name(found, names)}: {things.how(found)}.")]
    lines += [line for line in (_last(choice, "here"), _last(choice, "there")) if line]
    lines += [_pair(pair, found.thing, names) for pair in found.rows[:MOST]]
    more = len(found.rows) - MOST
    lines += [f"… và {more} dòng nữa"] if more > 0 else []
    return lines if choice.takeable else [NOT_TAKEN, *lines]


def _pair(pair: Pair, thing: Thing, names: Names) -> str:
    said = changes.where(pair, thing, names) or changes.WHOLE
    if pair.here is None:
        return f"{said}: chỉ có ở bản kia"
    if pair.there is None:
        return f"{said}: chỉ có ở sổ đang mở"
    parts = [
        f"{COLUMNS.get(column, column)} “{changes.value(pair.here, column)}” ở sổ đang mở, "
        f"“{changes.value(pair.there, column)}” ở bản kia"
        for column in sorted(pair.here.keys() | pair.there.keys())
        if pair.here.get(column) != pair.there.get(column)
    ]
    return f"{said}: {'; '.join(parts)}"
