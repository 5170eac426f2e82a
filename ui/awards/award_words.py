"""Awards in words of the screen: whom a line is for, how it stands, how a quota was reckoned. No rule stands here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.book.awards.rows import MINUTES, AwardList, Judged, Prizes, Proposal, reckoning
from models.book.regulation.sources import cited
from models.rules.number.points import show_money
from models.rules.words import capital
from ui.words import labels
from ui.words.messages import show

if TYPE_CHECKING:
    from ui.base.session import Session


def who(session: Session, proposal: Proposal) -> str:
    """`Đỗ Quế Chi, Thanh tra tỉnh`; a collective by its short name."""
    unit = session.unit_name(proposal.unit)
    return f"{proposal.name}, {unit}" if proposal.name else unit


def title(proposal: Proposal) -> str:
    """What it is proposed for; by the sector where it goes that way."""
    return f"{proposal.title_name} (qua ngành)" if proposal.route == "sector" else proposal.title_name


def named(made: AwardList) -> str:
    """A list by its title, and for whom when that is not a collective."""
    return made.name if made.holder == "collective" else f"{made.name}, {labels.HOLDERS[made.holder].lower()}"


def step(session: Session, proposal: Proposal) -> str:
    """Where it stands on its way, with the mark of a dossier sent before the conference."""
    said = labels.AWARD_STEPS[session.book.awards.step(proposal)]
    waits = proposal.waits_for == MINUTES and proposal.status == "proposed"
    return f"{said}, chờ biên bản hội nghị" if waits else said


def decision(proposal: Proposal) -> str:
    """`176/QĐ-UBND, 06/02/2026`; the reason of a line refused or withdrawn."""
    if proposal.status in ("refused", "withdrawn"):
        return proposal.reason or ""
    return ", ".join(part for part in (proposal.decision, show(proposal.decided_on)) if part)


def money(dong: int | None) -> str:
    """An amount, blank when not known."""
    return "" if dong is None else show_money(dong)


def prizes(found: Prizes) -> str:
    """What stands behind the number of proposals: the money so far, and what it does not hold yet."""
    said = f"; tiền thưởng {show_money(found.total)}" if found.total else ""
    unpriced = [one for one in found.lines if one.amount is None]
    asked = [one for one in unpriced if one.coefficient is not None]
    if asked:
        said += f"; chưa tính tiền {len(asked)} đề nghị vì chưa rõ mức lương cơ sở"
    if len(asked) < len(unpriced):
        said += f"; {len(unpriced) - len(asked)} đề nghị không có hệ số tiền thưởng"
    return said


def ended(session: Session, made: AwardList | None) -> list[str]:
    """Who is not put on a list again, and why."""
    return [f"Không đưa lại {session.names.unit(one.unit)}: {one.reason}." for one in made.ended] if made else []


def tone(result: str) -> str | None:
    """The colour of a judgement."""
    return {"eligible": "good", "no-rule": None, "unknown": "warn"}.get(result, "bad")


def used(made: AwardList) -> str:
    """`2 trong tối đa 2`, group by group where there are groups."""
    if not made.quotas:
        return str(sum(one.live for one in made.proposals))
    return "; ".join(
        f"{quota.group + ': ' if quota.group else ''}{len(quota.use.used)} trong tối đa {quota.use.max}"
        for quota in made.quotas
    )


def reckoned(made: AwardList) -> str:
    """How the quotas of a list were reckoned, with the article."""
    said = []
    for quota in made.quotas:
        how = reckoning(quota)
        how = f"{quota.group}: {how}" if how and quota.group else how
        said.append(f"{how} ({cited(quota.use.cite)})" if how else capital(cited(quota.use.cite)))
    unknown = any(one.code.startswith("quota.") for one in made.blockers)
    return "; ".join(dict.fromkeys(said)) or ("Chưa tính được" if unknown else "Không giới hạn số lượng")


def verdict(judged: Judged) -> str:
    """The first line about a proposal: may it go?"""
    first = {
        "eligible": "Đủ điều kiện đề nghị.",
        "no-rule": "Quy định của năm không nêu điều kiện cho danh hiệu này.",
        "unknown": "Còn điều kiện chưa rõ.",
        "conflict": "Đủ điều kiện, nhưng cùng thành tích đã được đề nghị theo đường khác.",
        "suspended": "Tạm dừng xét vì còn việc đang kiểm tra, xác minh.",
        "not-eligible": "Chưa đủ điều kiện.",
    }[judged.result]
    return f"{first} {capital(cited(judged.bar.words))}." if judged.bar else first
