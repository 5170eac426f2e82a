"""What is said of flags on score sheets, in the sentences of the bloc's papers."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from models.book.scoring.scores_flags import Flag
from ui.scoring.grid.cells import EFFECT_NAMES, EXCESS_WORDS
from ui.words.messages import show
from ui.words.names import Names


def flag_words(flag: Flag, names: Names) -> str:
    """One flag as a sentence; facts are those `scores_flags` names for its kind."""
    facts = flag.facts
    if flag.kind == "excess":
        return _excess(flag, names)
    if flag.kind == "late":
        return _late(flag, names)
    if flag.kind == "self-over":
        other = names.stage(str(facts["compared_with"])).lower()
        return (
            f"Tự chấm cao hơn {other} {show(facts['over'])} điểm, nhiều hơn mức {show(facts['limit'])} điểm "
            f"{names.worded('khối')} đã thống nhất. Nên đề nghị đơn vị giải trình trước khi thông báo kết quả."
        )
    if flag.kind == "sum-differs":
        difference = facts["difference"]
        off = show(abs(difference)) if isinstance(difference, Fraction) else show(difference)
        end = " Đã ghi nhận cộng nhầm." if facts["accepted"] else ""
        return (
            f"Tổng ghi trên giấy {show(facts['stated'])}, cộng các mục được {show(facts['summed'])}, lệch {off}.{end}"
        )
    return f"Cả {show(facts['items'])} mục đều ghi điểm tối đa."


def worth_saying(flags: Iterable[Flag]) -> list[Flag]:
    """Flags without those that say again what the paper's own number already shows at the same place."""
    listed = list(flags)
    stated = {_place(one) for one in listed if one.kind == "excess" and one.facts.get("of") == "stated"}
    return [
        one for one in listed if one.kind != "excess" or one.facts.get("of") == "stated" or _place(one) not in stated
    ]


def _place(flag: Flag) -> tuple[object, ...]:
    return flag.unit, flag.stage, flag.period, flag.facts["node"], flag.facts["part"]


def _excess(flag: Flag, names: Names) -> str:
    facts = flag.facts
    node = str(facts["node"])
    where = f"Mục {names.node(node)}" if node else "Toàn bảng"
    numbers = {name: show(facts[name]) for name in ("stated", "allowed", "excess")}
    said = EXCESS_WORDS[str(facts["why"])].format(part=EFFECT_NAMES[str(facts["part"])], **numbers)
    if facts.get("of") == "computed":
        said = said.replace("ghi", "tính được")
    return f"{where}: {said}."


def _late(flag: Flag, names: Names) -> str:
    facts = flag.facts
    said = f"Nhận ngày {show(facts['received_on'])}, chậm {facts['words']}."
    if facts.get("item") and isinstance(facts.get("item_points"), Fraction):
        most = f" trong {show(facts['item_max'])}" if facts.get("item_max") is not None else ""
        said += f" Mục {names.node(str(facts['item']))}: đơn vị được {show(facts['item_points'])}{most} điểm."
    elif facts.get("consequence"):
        said += f" {facts['consequence']}"
    return said
