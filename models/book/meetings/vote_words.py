"""Votes in words, the same on every screen and paper: thresholds, bases, quorum arithmetic, results.

Only wording of finished numbers; nothing is counted here. Signs like ≥ are never written.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from models.book.bloc.settings import Words
from models.book.meetings.ballots_rows import BallotResult
from models.book.meetings.rows import HandVote, QuorumCheck
from models.rules import words as shared
from models.rules.act.balloting import Letter, Outcome
from models.rules.act.circulating import Circulated
from models.rules.number.points import show_plain

CAPACITIES = {
    "member": "có mặt",
    "substitute": "dự thay",
    "written": "gửi ý kiến bằng văn bản",
    "video": "dự trực tuyến",
}
OPEN = {"written": "ý kiến bằng văn bản", "video": "người dự trực tuyến"}
"""Whom a rule on quorum may leave open."""
NEXT = {
    "second-ballot": "bỏ phiếu thêm một lượt",
    "chair": "người chủ trì quyết định",
    "head-and-deputy": "{head} và {deputy} thống nhất, ghi lý do",
    **shared.DECIDED_BY,
    "not-proposed": "không đề nghị",
}
"""What a rule lets follow when something is left open."""
NOT_SECRET = "một ý kiến đơn lẻ không giữ kín hẳn được: khi mọi phiếu giống nhau thì ai cũng biết"
LETTERS: Mapping[Letter, str] = {
    "": "",
    "joint": "Chỉ có một ý kiến bằng văn bản nên ghi gộp với số phiếu, không ghi riêng ý kiến ấy; dù vậy "
    f"{NOT_SECRET}.",
    "left-out": "Ý kiến bằng văn bản ấy không tính nên không ghi nội dung.",
    "apart": "Chỉ có một ý kiến bằng văn bản mà đã ghi riêng nên không giữ kín được: danh sách đại biểu có "
    "tên người gửi.",
}
"""What a count says of the one opinion sent on it, on screen and in its minutes."""


def share(spec: Mapping[str, object]) -> str:
    """`80%`, `2/3`."""
    if "fraction" in spec:
        return str(spec["fraction"])
    return f"{show_plain(Fraction(str(spec['percent'])), 3)}%"


def threshold(spec: Mapping[str, object]) -> str:
    """`từ 80% trở lên`, `quá 50%`."""
    return f"từ {share(spec)} trở lên" if spec["op"] == "ge" else f"quá {share(spec)}"


def base(name: str, words: Words) -> str:
    """What a share is a share of: `tổng số thành viên`, `số phiếu thu về`."""
    if name == "answered":
        return "số thành viên đã trả lời"
    return words.collected[:1].lower() + words.collected[1:] if name == "collected" else shared.VOTE_BASES[name]


def rule(spec: Mapping[str, object], words: Words) -> str:
    """`từ 80% trở lên tổng số thành viên`."""
    return f"{threshold(spec)} {base(str(spec['base']), words)}"


def quorum(check: QuorumCheck) -> str:
    """`Có mặt 07, dự thay 01, cộng 08 trong 09 thành viên; cần 06 (từ 2/3 trở lên tổng số thành viên): đủ điều kiện
    họp.`
    """
    if check.between:
        without, with_them = check.between
        whom = ", ".join(OPEN[kind] for kind in check.asked)
        return (
            f"Có mặt {number(without.have)}, thêm {whom} là {number(with_them.have)} trong {number(without.members)} "
            f"thành viên; cần {number(without.need)}. Quy định không nói {whom} có tính hay không; ghi quyết định "
            "rồi họp."
        )
    found = check.quorum
    if found is None and check.question is not None and check.question.options:
        return "Có hơn một quy định về số thành viên phải có mặt; ghi quyết định áp dụng quy định nào."
    if found is None:
        return "Quy chế của năm chưa có quy định về số thành viên phải có mặt."
    told = ", ".join(f"{CAPACITIES[kind]} {number(many)}" for kind, many in found.counted)
    limit = f"từ {check.spec[1]} trở lên" if check.spec[0] == "ge" else f"quá {check.spec[1]}"
    what = "họp" if check.what == "meeting" else "xét khen thưởng"
    answer = "đủ" if found.ok else "chưa đủ"
    return (
        f"{told[:1].upper()}{told[1:]}, cộng {number(found.have)} trong {number(found.members)} thành viên; "
        f"cần {number(found.need)} ({limit} tổng số thành viên): {answer} điều kiện {what}."
    )


def votes(outcome: Outcome, words: Words) -> str:
    """`08/09 tổng số thành viên (88,89%)`, `04/08 số phiếu hợp lệ và văn bản (50,00%)`."""
    also = " và văn bản" if outcome.opinions else ""
    return f"{of(outcome)} {base(outcome.base_name, words)}{also} ({outcome.percent_shown}%)"


def of(outcome: Outcome) -> str:
    """`08/09`."""
    return f"{number(outcome.votes)}/{number(outcome.base)}"


def verdict(result: BallotResult, outcome: Outcome) -> str:
    """Đạt · Chưa đạt · Bằng phiếu · Được chọn · Không được chọn."""
    if outcome.candidate in result.tied and outcome.candidate not in result.chosen:
        return "Bằng phiếu"
    if result.ballot.way == "acclaim":
        return "Đạt" if outcome.passes else "Chưa đạt"
    if outcome.candidate in result.chosen:
        return "Được chọn"
    if outcome.plurality:
        return "Không được chọn"
    return "Không được chọn" if outcome.passes else "Chưa đạt"


def sentence(result: BallotResult, outcome: Outcome, words: Words) -> str:
    """`Thanh tra tỉnh được 08 trong 09 thành viên đồng ý (88,89%), đạt tỷ lệ từ 80% trở lên tổng số thành viên.`"""
    whose = {"all-members": "thành viên", "present": "thành viên có mặt"}.get(outcome.base_name)
    counted = f"{number(outcome.votes)} trong {number(outcome.base)} "
    counted += f"{whose or base(outcome.base_name, words).removeprefix('số ')}"
    counted += " và ý kiến bằng văn bản" if outcome.opinions else ""
    if result.ballot.way == "acclaim":
        counted += " đồng ý"
    elif whose:
        counted += " chọn"
    if outcome.plurality:
        return f"{result.ballot.name(outcome.candidate)} được {counted} ({outcome.percent_shown}%)."
    passed = "đạt" if outcome.passes else "chưa đạt"
    limit = rule(result.ballot.rule.spec, words)
    return f"{result.ballot.name(outcome.candidate)} được {counted} ({outcome.percent_shown}%), {passed} tỷ lệ {limit}."


def chosen(result: BallotResult) -> str:
    """`Được chọn: Ủy ban MTTQ tỉnh.`; "" for an acclamation or when nobody is."""
    if result.ballot.way == "acclaim" or not result.chosen:
        return ""
    names = ", ".join(result.ballot.name(one) for one in result.chosen)
    return f"Được chọn: {names}."


def outlook(result: BallotResult, words: Words) -> str:
    """What is left open and what the rule lets follow; "" when nothing is."""
    if not result.outcomes:
        return "Quy định bỏ ngỏ một điểm nên chưa có kết quả; ghi quyết định ở mục Câu hỏi và quyết định."
    if not result.next:
        return f"Còn {number(result.open_seats)} chỗ để trống." if result.open_seats else ""
    after = NEXT[result.next].format(head=words.head, deputy=words.deputy)
    if result.ballot.way == "acclaim":
        names = ", ".join(result.ballot.name(one.candidate) for one in result.outcomes if not one.passes)
        return f"{names} chưa đạt. Quy chế: {after}."
    if result.tied:
        names = ", ".join(result.ballot.name(one) for one in result.tied)
        return f"{names} bằng phiếu ở chỗ cuối cùng. Quy chế: {after}."
    return f"Còn {number(result.open_seats)} chỗ chưa chọn được. Quy chế: {after}."


def hands(vote: HandVote) -> str:
    """`Tán thành 08/08 (100,00%), không tán thành 00, ý kiến khác 00.`"""
    total = "" if vote.result is None else f"/{number(vote.result.outcome.base)} ({vote.result.outcome.percent_shown}%)"
    silent = f", không giơ tay {number(vote.result.none)}" if vote.result and vote.result.none else ""
    against, other = number(vote.against), number(vote.other)
    return f"Tán thành {number(vote.agree)}{total}, không tán thành {against}, ý kiến khác {other}{silent}."


def circulated(result: Circulated, words: Words) -> str:
    """`Tán thành 07/09 tổng số thành viên (77,78%), ý kiến khác 01, không trả lời 01 (không tính là tán thành).`"""
    read = "coi là tán thành" if result.silence_agrees else "không tính là tán thành"
    silent = f", không trả lời {number(result.silent)} ({read})" if result.silent else ""
    return f"Tán thành {votes(result.outcome, words)}, ý kiến khác {number(result.other)}{silent}."


def number(count: int) -> str:
    """A number of people or things in a paper: `05`, `12`."""
    return f"{count:02d}"
