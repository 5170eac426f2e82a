"""Acts on many sheets of the shown step at once: on those of the units that are selected in the grid, else on all."""

from __future__ import annotations

from collections.abc import Collection
from typing import Literal

from models.book.scoring.states import Advanced, Step
from models.rules.number.subjects import PaperOf
from ui.base.session import Session

Many = Literal["receive", "nothing", "complete", "confirm", "lock", "print"]
MANY: dict[Many, str] = {
    "receive": "Ghi hôm nay nhận mọi phiếu chưa nhận",
    "nothing": "Ghi không có gì để trừ cho mọi phiếu chưa nhập",
    "complete": "Xác nhận đủ mọi phiếu đang nhập",
    "confirm": "Xác nhận mọi phiếu đã đủ",
    "lock": "Chốt mọi phiếu đã xác nhận",
    "print": "In mọi phiếu của bước này…",
}
"""The acts on every sheet."""
CHOSEN: dict[Many, str] = {
    "receive": "Ghi hôm nay nhận {count} phiếu đang chọn",
    "nothing": "Ghi không có gì để trừ: {count} phiếu đang chọn",
    "complete": "Xác nhận đủ {count} phiếu đang chọn",
    "confirm": "Xác nhận {count} phiếu đang chọn",
    "lock": "Chốt {count} phiếu đang chọn",
    "print": "In {count} phiếu đang chọn…",
}
"""The same on the sheets of the units that are selected; one unit alone has acts of its own."""
WRITING = tuple(one for one in MANY if one != "print")
MOST_TOLD = 3


def words(to: Many, units: Collection[str]) -> str:
    """What an act is called while these units are selected."""
    return CHOSEN[to].format(count=len(units)) if len(units) > 1 else MANY[to]


def do(session: Session, to: Many, stage: str, period: str, units: Collection[str]) -> None:
    """Do it for the selected units, or for all where fewer than two are; say for how many, what was left and why."""
    asked, called = (tuple(units) if len(units) > 1 else None), words(to, units)
    if to == "print":
        session.go("papers", PaperOf("phieu-cham", ",".join(asked or ()), stage=stage, period=period))
    elif to == "receive":
        states, today = session.book.scores.states, session.book.today()
        done = session.value(lambda: states.receive_all(session.year, stage, today, period, asked))
        if done is not None:
            _say(session, called, len(done), [])
    elif to == "nothing":
        states = session.book.scores.states
        _tell(session, session.value(lambda: states.nothing_lost(session.year, stage, period, asked)), called)
    else:
        _advance(session, to, stage, period, asked, called)


def _advance(session: Session, to: Step, stage: str, period: str, asked: tuple[str, ...] | None, called: str) -> None:
    """One state further."""
    states = session.book.scores.states
    _tell(session, session.value(lambda: states.advance_all(session.year, stage, to, period, asked)), called)


def _tell(session: Session, found: Advanced | None, called: str) -> None:
    if found is None:
        return
    told = [f"{session.unit_name(unit)}: {session.sentence(why)}" for unit, why in found.left[:MOST_TOLD]]
    if len(found.left) > MOST_TOLD:
        told.append(f"Còn {len(found.left) - MOST_TOLD} phiếu nữa chưa được.")
    _say(session, called, len(found.done), told)


def _say(session: Session, called: str, count: int, told: list[str]) -> None:
    text = f"{called}: {count} phiếu." if count else f"{called}: không có phiếu nào."
    way_on = ("Hoàn tác", session.undo) if count else None
    session.warn(" ".join((text, *told)), way_on) if told else session.say(text, way_on)
