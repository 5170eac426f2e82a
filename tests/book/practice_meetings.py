"""The meetings and ballots of the practice bloc, held through the verbs of a Book as a secretary would.

Meeting and ballot keys are the file's ids in small letters (`h4`, `p1`). `meetings` needs the units, the year and its
regulation; the ballot over equals decides their order only once the scores stand.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from models.book.book import Book
from models.book.meetings.ballots import Teller
from models.rules.act.balloting import Record, Tally
from tests.book.practice import YEAR, unit_key

KINDS = {"half_year": "half-year"}
PURPOSES = {
    "P1": ("award", "CO_TINH"),
    "P2": ("tie", None),
    "P3": ("award", "BK_TINH"),
    "P4": ("deputy", None),
}
PLACE = "Phòng họp số 1, trụ sở Thanh tra tỉnh"


def meetings(book: Book, data: Mapping[str, Any]) -> None:
    """Hold every meeting of the file: list, hands, agreed tasks, ballots."""
    for raw in data["meetings"]:
        hold(book, data, raw)


def hold(book: Book, data: Mapping[str, Any], raw: Mapping[str, Any]) -> None:
    """One meeting of the file."""
    key = raw["id"].lower()
    chair = next(unit for unit in data["units"] if unit["id"] == "TTR")["head"]
    book.meetings.put(
        YEAR,
        KINDS.get(raw["kind"], raw["kind"]),
        raw["title"],
        key=key,
        date=raw["date"],
        place=PLACE,
        chair=f"{chair[0]}, {chair[1]}",
        secretary=data["bloc"]["secretary"],
        agenda=[
            *(f"Thông qua {each}" for each in raw.get("adopted", ())),
            *(v["on"] for v in raw.get("votes_by_hand", ())),
        ],
        votes_on_awards="ballots" in raw,
    )
    attend(book, data, raw)
    for number, vote in enumerate(raw.get("votes_by_hand", ()), 1):
        book.meetings.put_hands(key, vote["on"], vote["for"], vote["against"], vote["other"], key=f"{key}.gt{number}")
    for number, task in enumerate(raw.get("agreed_tasks", ()), 1):
        book.meetings.agree_task(key, task, key=f"{key}.v{number}")
    for ident in raw.get("ballots", ()):
        ballot(book, key, next(each for each in data["ballots"] if each["id"] == ident))
    if raw["date"] <= book.today():
        book.meetings.sign_minutes(key, raw["date"])


def attend(book: Book, data: Mapping[str, Any], raw: Mapping[str, Any]) -> None:
    """The list of attendance: members, substitutes with their paper, written opinions, absentees, guests."""
    key, put = raw["id"].lower(), book.meetings.attendance.put
    absent = {one["unit"]: one for one in raw["absent"]}
    instead = {one["unit"]: one for one in raw.get("substitutes", ())}
    heads = {unit["id"]: unit.get("head", ("", "")) for unit in data["units"]}
    for ident in data["roster"]["2025"]:
        unit, (name, title) = unit_key(ident), heads[ident]
        line = f"{key}.{unit}"
        if ident in absent:
            letter, notice = absent[ident].get("written_opinion"), absent[ident]["notice"]
            put(key, "written" if letter else "absent", unit=unit, paper=letter, notice=notice, key=line)
        elif ident in instead:
            put(key, "substitute", unit=unit, name=instead[ident]["person"], paper=instead[ident]["paper"], key=line)
        else:
            wrong = ident in raw.get("wrong_rank", ())
            put(key, "member", unit=unit, name=name, title=title, wrong_rank=wrong, key=line)
    known = dict([data["bloc"]["supervising_leader"], *data["bloc"]["standing_body_people"]])
    for number, guest in enumerate((*raw.get("guests", ()), *raw.get("witnesses", ())), 1):
        put(key, "guest", name=guest, title=known.get(guest), key=f"{key}.k{number}")


def record_of(raw: Mapping[str, Any]) -> Record:
    """The sums the board of the file wrote down."""
    names = ("printed", "issued", "exchanged", "unused", "collected", "valid", "invalid")
    tally = {
        unit_key(unit): Tally(votes["agree"], votes["disagree"]) if isinstance(votes, dict) else Tally(votes)
        for unit, votes in raw["tally"].items()
    }
    written = {unit_key(unit): Tally(**votes) for unit, votes in (raw["written_opinions"] or {}).items()}
    return Record(
        **{name: raw[name] for name in names},
        tally=tally,
        marks={int(names): count for names, count in raw["marks"].items()} if "marks" in raw else None,
        written=written or None,
        opinions=max((one.agree + one.disagree for one in written.values()), default=0),
    )


def prepare(book: Book, meeting: str, raw: Mapping[str, Any]) -> str:
    """Prepare a ballot of the file; the rule follows from its purpose."""
    purpose, award = PURPOSES[raw["id"]]
    return book.ballots.prepare(
        meeting,
        "acclaim" if raw["kind"] == "agree_disagree" else "elect",
        raw["title"],
        [unit_key(ident) for ident in raw["candidates"]],
        purpose=purpose,
        award=award,
        seats=raw.get("seats", 1),
        tellers=[Teller(name, role) for name, role in raw["counting_board"]],
        key=raw["id"].lower(),
    )


def ballot(book: Book, meeting: str, raw: Mapping[str, Any]) -> None:
    """Prepare and count a ballot of the file."""
    key = prepare(book, meeting, raw)
    book.ballots.record(key, record_of(raw), invalid_reason=raw.get("invalid_reason"))
