"""Turns, departures from the rule, suggestions and plans in words; nothing is reckoned here."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from models.book.bloc.settings import Words
from models.book.leadership.plans import Declined, Planned
from models.book.leadership.rotation import Outlook, TurnException, UnitTurn
from models.rules.act.rotation import OF_THE_TERM, Breach
from models.rules.act.turn_planner import Plan
from models.rules.number.text import show_date
from ui.words import labels
from ui.words.rule_words import say

Name = Callable[[str], str]

EXCEPTIONS: Final = {
    "joined": "Mới tham gia khối",
    "declined": "Xin lùi lượt",
    "disciplined": "Đang bị kỷ luật",
    "anniversary": "Năm kỷ niệm, đại hội của đơn vị",
    "other": "Lý do khác",
}
"""Why a unit's turn is passed over, in the order in which they are offered."""

BREACHES: Final = {
    "basis": "Hình thức “{basis}” khác cách chọn trong quy chế ({how}).",
    "one-per-round": "{unit} đã làm trong vòng này (năm {led}); chưa làm: {not_yet}.",
    "gap": "{unit} vừa làm năm {led}; quy chế cần cách {years} năm.",
    "newcomer": "{unit} tham gia từ năm {joined}; quy chế xét sau {years} năm.",
    "order": "Theo danh sách thứ tự trong quy chế thì đến lượt {due}.",
    "excluded": "Năm này không xét lượt của {unit}: {reason}.",
    "term-runs": "Nhiệm kỳ {years} năm của {unit} (từ năm {led}) còn đến hết năm {until}.",
    "deputies": "Quy chế có {deputies} cấp phó, đây là cấp phó thứ {rank}.",
    "two-offices": "{unit} đã là {role} năm {year}; một đơn vị không giữ hai vai trò cùng lúc.",
    "term-length": "Thời gian từ {since} đến {until} không khớp nhiệm kỳ {years} năm bắt đầu từ năm {year}.",
}
SUCCESSORS: Final = {
    "deputy": "{deputy} năm trước là {deputies}; theo quy chế đơn vị đó làm {head}.",
    "not-deputy": "{unit} là {deputy} năm trước; theo quy chế cấp phó không làm tiếp.",
}
REASONS: Final = {
    "deputy-succeeds": "{unit} là {deputy} năm {year}",
    "next-in-order": "đến lượt {unit} theo danh sách thứ tự trong quy chế",
    "last-one-left": "chỉ còn {unit} chưa làm trong vòng này",
    "meeting-chooses": "quy chế để hội nghị chọn trong: {candidates}",
    "not-ruled": "quy chế chưa có điều về luân phiên nên hội nghị chọn; chưa làm trong vòng này: {candidates}",
    "new-round": "sau năm này là hết vòng, năm {year} bắt đầu vòng mới",
    "term-runs": "nhiệm kỳ của {unit} còn đến hết năm {until}",
    "skipped": "không xét {unit} ({reason})",
    "skipped-newcomer": "chưa xét {unit} vì mới tham gia từ năm {joined}",
    "acting-counts": "thời gian {unit} quyền {head} năm {year} đang tính là một lượt, quy chế chưa nêu (đổi được ở quy "
    "định về luân phiên)",
    "by-decision": "do cấp có thẩm quyền phân công, không bầu",
}
OF_THE_HEAD: Final = ("deputy-succeeds", "next-in-order", "last-one-left", "meeting-chooses", "not-ruled", "term-runs")
"""Reasons that say nothing more once the head is recorded."""
CHOSEN: Final = {"ballot": "bỏ phiếu", "decision": "quyết định sau bỏ phiếu", "hands": "biểu quyết giơ tay"}
"""How a meeting chose someone for an office."""
AIMS: Final = {
    "turns": "Đơn vị ít lượt nhất có {turns} lượt",
    "wait": "đơn vị chờ lâu nhất chờ {wait} năm",
    "changes": "khác {against} {changes} năm",
}
PROOFS: Final = {
    "bound-reached": "không cách xếp nào tốt hơn được",
    "search-exhausted": "đã thử hết các cách khác, không có cách nào tốt hơn",
    "not-proven": "chưa chắc là tốt nhất, đã dừng tìm sau {steps} bước",
}
"""How an aim is proven: a bound that no plan can pass is reached, or every other plan was tried, or neither."""

MOST_NAMED: Final = 12
"""Units named in one sentence."""
FORCED: Final = "Quy chế không để chọn: mỗi năm chỉ một đơn vị đến lượt, kế hoạch theo đúng quy chế."
PROVEN: Final = "Đã chứng minh đây là cách xếp tốt nhất."
FOUND: Final = "Đây là cách xếp tốt nhất đã tìm được, chưa chứng minh là tốt nhất."
METHOD: Final = (
    "Cách xếp: năm nào cũng lấy đơn vị chờ lâu nhất trong số được xét; chỗ nào chưa đạt mức tốt nhất thì thử lần lượt "
    "các cách khác. Thứ tự ưu tiên: quy chế và các năm đã quyết định; số lượt đều nhau; chờ ngắn nhất; ít đổi "
    "danh sách đã thông báo."
)


def weight(found: Breach) -> str:
    """What stands before a departure: that the rule forbids it, or that it is not as the rule says."""
    if found.severity == "forbid":
        return "Quy chế không cho. "
    return "Cần ghi căn cứ. " if found.check in OF_THE_TERM else "Khác quy chế. "


def breach(found: Breach, words: Words, name: Name) -> str:
    """One departure from the rule, as a sentence."""
    said = {key: _shown(key, value, name) for key, value in found.facts.items()}
    said |= {"head": words.head, "deputy": words.deputy}
    if "role" in found.facts:
        said["role"] = words.office(str(found.facts["role"]), 0)
    template = SUCCESSORS[str(found.facts["wanted"])] if found.check == "successor" else BREACHES[found.check]
    return template.format(**said)


def _shown(key: str, value: Any, name: Name) -> str:
    match key:
        case "unit" | "due":
            return name(str(value))
        case "deputies" | "not_yet" | "candidates" if isinstance(value, (tuple, list)):
            return names_of(value, name) or "không còn đơn vị nào"
        case "basis":
            return labels.BASES[str(value)].lower()
        case "how":
            return say("how", value, {})
        case "since" | "until":
            return show_date(str(value))
        case "reason":
            return EXCEPTIONS[str(value)].lower()
    return str(value)


def names_of(units: Sequence[str], name: Name) -> str:
    """Names in a row; of many units the first ones and how many more, since the table of turns names all."""
    told = ", ".join(map(name, units[:MOST_NAMED]))
    more = len(units) - MOST_NAMED
    return f"{told} và {more} đơn vị nữa" if more > 0 else told


def reason(code: str, facts: Mapping[str, Any], words: Words, name: Name) -> str:
    """One reason of a suggestion, to stand after "vì" or by itself."""
    said = {key: _shown(key, value, name) for key, value in facts.items()}
    kind = "skipped-newcomer" if code == "skipped" and "joined" in facts else code
    return REASONS[kind].format(**{"head": words.head, "deputy": words.deputy, **said})


def ahead_head(one: Outlook, name: Name) -> str:
    """Who leads in a year ahead: who is recorded, else who is suggested."""
    settled = ("head", 1) in one.decided
    return f"{name(str(one.head))} (đã ghi)" if settled else name(one.head) if one.head is not None else "chưa rõ"


def ahead_why(one: Outlook, words: Words, name: Name) -> str:
    """Why these are suggested for a year ahead; nothing is left to say where every office is recorded."""
    offices = {("head", 1), *(("deputy", rank) for rank in range(1, len(one.deputies) + 1))}
    if offices <= one.decided:
        return ""
    settled = OF_THE_HEAD if ("head", 1) in one.decided else ()
    return _sentence(
        "; ".join(reason(code, facts, words, name) for code, facts in one.suggestion.reasons if code not in settled)
    )


def nobody(one: Outlook, role: str, words: Words, name: Name) -> str:
    """Why the rule names no unit for an office of a year."""
    found = one.suggestion
    lead = f"Chưa gợi ý đơn vị nào làm {words.office(role, 0)} năm {one.year}: "
    if role == "head":
        why = "; ".join(reason(code, facts, words, name) for code, facts in found.reasons)
        return f"{lead}{why or 'không còn đơn vị nào được xét'}."
    taken = {one.head, *one.deputies}
    left = [unit for unit in found.deputy_candidates if unit not in taken]
    if ("by-decision", {}) in found.reasons:
        return f"{lead}{REASONS['by-decision']}."
    if not left:
        return f"{lead}không còn đơn vị nào được xét."
    if any(code == "new-round" for code, _facts in found.reasons):
        return f"{lead}đây là lượt đầu của vòng sau, chọn trong {names_of(left, name)}."
    return f"{lead}chọn trong {names_of(left, name)}."


def beside(one: Outlook, words: Words, name: Name) -> str:
    """The deputies of a year ahead: those recorded or named by the rule, then whom the open places leave to choose."""
    found = one.suggestion
    several = len(one.deputies) > 1
    told = [
        (f"{words.office('deputy', rank)} " if several else "")
        + name(unit)
        + (" (đã ghi)" if ("deputy", rank) in one.decided else "")
        for rank, unit in enumerate(one.deputies, 1)
        if unit is not None
    ]
    count = one.deputies.count(None)
    taken = {one.head, *one.deputies}
    left = [unit for unit in found.deputy_candidates if unit not in taken]
    places = f"{count} {words.deputy} " if several else ""
    if not count:
        pass
    elif any(code == "new-round" for code, _facts in found.reasons):
        told.append(f"{places}là lượt đầu của vòng sau")
    elif left:
        told.append(f"{places}chọn trong {names_of(left, name)}")
    else:
        told.append(f"{places}chưa rõ")
    return _sentence("; ".join(told))


def turn(row: UnitTurn, head: str) -> str:
    """Where a unit stands in the running round."""
    if row.due is not None:
        return f"Đến lượt năm {row.due}"
    return f"Đã làm năm {row.in_round}" if row.in_round is not None else f"Chưa làm {head}"


def years_led(pairs: tuple[tuple[int, str], ...], unit: str, name: Name) -> str:
    """The years in a role, with the forerunner's name where it had another: `2021 (Sở Kế hoạch và Đầu tư), 2033`."""
    names = {by: name(by).partition(" (đến ")[0] for _year, by in pairs}
    return ", ".join(f"{year}" if names[by] == name(unit) else f"{year} ({names[by]})" for year, by in pairs)


def exception(one: TurnException) -> str:
    """`Năm 2023 không xét: xin lùi lượt (tổ chức đại hội)`."""
    note = f" ({one.note})" if one.note else ""
    return f"Năm {one.year} không xét: {EXCEPTIONS[one.reason].lower()}{note}"


def remarks(row: UnitTurn, name: Name) -> str:
    """What else the table says of a unit: the forerunner whose turn counts, the turns passed over."""
    told = [f"Theo lượt của {name(row.through)} trước sáp nhập"] if row.through else []
    return "; ".join([*told, *map(exception, row.exceptions)])


def proof(plan: Plan, against: str) -> str:
    """Whether the plan is proven best, aim by aim, and by what; said as it is. `against` names the list it should keep
    to, "" where there is none.
    """
    figures = {"turns": plan.fewest_turns, "wait": plan.longest_wait, "changes": plan.changes, "against": against}
    aims = [aim for aim in AIMS if against or aim != "changes"]
    told = [
        f"{AIMS[aim].format(**figures)} ({PROOFS[plan.proofs[aim]].format(steps=_thousands(plan.steps))})"
        for aim in aims
    ]
    proven = all(plan.proofs[aim] != "not-proven" for aim in aims)
    if plan.forced and not plan.unfilled:
        return FORCED + _with_reason(plan)
    verdict = PROVEN if proven else FOUND
    nobody = ", ".join(map(str, plan.unfilled))
    empty = f" Không xếp được năm {nobody} vì không đơn vị nào được xét." if nobody else ""
    return f"{verdict}{empty} {_sentence('; '.join(told))}.{_with_reason(plan)}"


def _with_reason(plan: Plan) -> str:
    years = ", ".join(map(str, plan.reasons))
    return f" Năm {years} cần ghi căn cứ: cấp phó năm trước không đến lượt." if years else ""


def declined(found: Declined, name: Name) -> str:
    """What a unit's declining would change."""
    lead = f"Nếu {name(found.unit)} xin lùi lượt năm {found.year}:"
    if not found.moved:
        return f"{lead} không đổi năm nào."
    moved = [f"{one.year} {name(one.after) if one.after else 'không xếp được'}" for one in found.moved]
    before, after = found.before.plan.longest_wait, found.after.plan.longest_wait
    wait = f" Chờ lâu nhất từ {before} thành {after} năm." if before != after else ""
    return f"{lead} đổi {len(moved)} năm ({', '.join(moved)}).{wait}"


def changes(planned: Planned, name: Name) -> str:
    """How a plan differs from the announced list."""
    if not planned.changes:
        return ""
    told = [
        f"{one.year} {name(str(one.before))} → {name(one.after) if one.after else 'để trống'}"
        for one in planned.changes
    ]
    return f"Khác danh sách đã thông báo: {'; '.join(told)}."


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


def _thousands(number: int) -> str:
    return f"{number:,}".replace(",", ".")
