"""Meetings sown by chance: attendance, quorum, hands, secret ballots whose sums agree, decisions in writing."""

from __future__ import annotations

from random import Random
from typing import Any

from tests.proofs.sown_forms import Row, maybe

DAY = "2026-12-20"
CAPACITIES = ("member", "member", "member", "substitute", "video", "written", "written", "absent")
BASES = ("all-members", "present", "issued", "collected", "valid")


def votes(chance: Random, units: list[str], year: int) -> dict[str, list[Row]]:
    """The rows of one meeting (at times none) and of decisions in writing; rules of quorum and hands stand in a
    regulation of their own scope."""
    if maybe(chance, 0.4):
        return {}
    attending = [(unit, chance.choice(CAPACITIES)) for unit in units if maybe(chance, 0.95)]
    meeting = {"key": "m", "year": year, "kind": "closing", "title": "Tổng kết", "votes_on_awards": maybe(chance, 0.5)}
    attendees = [
        {"meeting": "m", "key": f"l{n}", "position": n, "unit": unit, "capacity": capacity}
        for n, (unit, capacity) in enumerate(attending)
    ]
    found: dict[str, list[Row]] = {
        "meeting": [meeting | {"date": DAY}],
        "attendee": attendees,
        "hand_vote": [_hands(chance, n, len(units)) for n in range(chance.choice((0, 1, 2)))],
        "ballot": [_ballot(chance, n, units, attending) for n in range(chance.choice((0, 1, 1, 2)))],
        "circulation": [],
        "circulation_answer": [],
    }
    for n in range(chance.choice((0, 0, 1, 2))):
        row, answers = _circulation(chance, n, units, year)
        found["circulation"].append(row)
        found["circulation_answer"] += answers
    return found


def rules_of_meetings(chance: Random) -> list[tuple[str, str, Row]]:
    """(kind, scope, spec) of what governs quorum and hands."""
    found = []
    for scope in ("meeting", "awards"):
        if maybe(chance, 0.8):
            counts = chance.choice((["member"], ["member", "substitute"], ["member", "substitute", "written"]))
            spec = {**_share(chance), "counts": counts, **_video(chance)}
            if "written" not in counts and maybe(chance, 0.4):
                spec["written"] = "ask"
            found.append(("quorum/1", scope, spec))
    if maybe(chance, 0.85):
        base = chance.choice(("all-members", "present"))
        spec = {"way": "hands", **_share(chance), "base": base, "written": "not-count", **_video(chance)}
        found.append(("vote/1", "hands", spec))
    return found


def _share(chance: Random) -> Row:
    said = chance.choice(({"percent": "50"}, {"percent": "80"}, {"fraction": "2/3"}, {"fraction": "1/4"}))
    return {"op": chance.choice(("ge", "gt")), **said}


def _video(chance: Random) -> Row:
    return {"video": chance.choice(("count", "not-count", "ask"))} if maybe(chance, 0.6) else {}


def _hands(chance: Random, n: int, many: int) -> Row:
    agree = chance.randrange(0, many + 1)
    against = chance.randrange(0, 2) if agree < many else 0
    row = {"key": f"h{n}", "meeting": "m", "position": n, "subject": "x"}
    return {**row, "agree": agree, "against": against, "other": 0}


def _circulation(chance: Random, n: int, units: list[str], year: int) -> tuple[Row, list[Row]]:
    base = chance.choice(("all-members", "present"))
    rule = {"key": "gt", "cite": "Điều gt", "scope": "hands"}
    rule["spec"] = {"way": "hands", **_share(chance), "base": base, "written": "not-count"}  # type: ignore[assignment]
    key, said = f"c{n}", [unit for unit in units if maybe(chance, 0.8)]
    electorate: Row = {"day": "2026-11-02", "listed": True, "engine": 2}
    electorate["units"] = [{"unit": unit, "capacity": "written" if unit in said else ""} for unit in units]
    if maybe(chance, 0.6):
        choice = chance.choice(("agree", "not-agree"))
        answer = {"key": "q", "question": "circulation.silence", "subject": f"{year}/gt", "choice": choice}
        electorate["answers"] = [answer]
    row = {"key": key, "year": year, "position": n, "subject": "x", "sent_on": "2026-11-02", "due_on": "2026-11-09"}
    row |= {"closed_on": "2026-11-10", "rule": rule, "electorate": electorate}
    answers = []
    for unit in said:
        says = chance.choice(("agree", "agree", "other"))
        text = {"text": "Xem lại"} if says == "other" else {}
        answers.append({"circulation": key, "unit": unit, "received_on": "2026-11-05", "says": says, **text})
    return row, answers


EQUAL: Row = {"op": "ge", "fraction": "1/4", "base": "valid", "then": "chair"}
"""What an election asks whose papers are made to leave two equal on its one seat."""


def _ballot(chance: Random, n: int, units: list[str], attending: list[tuple[str, str]]) -> Row:
    way, names = chance.choice(("acclaim", "elect")), ["x", "y", "z"][: chance.randrange(1, 4)]
    spec: Row = {"way": way, **_share(chance), "base": chance.choice(BASES)}
    spec["written"] = chance.choice(("count", "not-count", "ask"))
    rounds = chance.choice((1, 2, 2))
    if rounds > 1:
        spec["max_rounds"] = 2
    if way == "elect":
        spec["then"] = chance.choice(("chair", "head-and-deputy", "authority", "leave-empty"))
        if rounds > 1 and maybe(chance, 0.5):
            spec["second"] = "plurality"
    if maybe(chance, 0.3):
        spec["blank"] = chance.choice(("valid", "invalid"))
    equal = maybe(chance, 0.1)
    if equal:
        way, names, rounds = "elect", ["x", "y"], 1
        spec = {"way": way, **EQUAL, "written": "not-count"}
    engine = chance.choice((1, 2))
    row: Row = {"key": f"b{n}", "meeting": "m", "position": n, "way": way, "title": f"Bầu {n}", "purpose": "other"}
    row["seats"] = chance.randrange(1, min(len(names), 2) + 1) if way == "elect" and not equal else 1
    row["round"] = chance.randrange(1, rounds + 1)
    row |= {"candidates": [{"key": name, "name": name.upper()} for name in names], "state": "counted"}
    row["rule"] = {"key": "bp", "cite": "Điều 12", "spec": spec}
    inside = [unit for unit, capacity in attending if capacity in ("member", "substitute")]
    letters = sum(capacity == "written" for _, capacity in attending)
    row["figures"] = _figures(chance, row, len(inside), letters, engine, equal)
    capacity = dict(attending)
    row["electorate"] = {"day": DAY, "listed": True, "engine": engine} | {
        "units": [{"unit": unit, "capacity": capacity.get(unit, "absent")} for unit in units]
    }
    if spec["written"] == "ask" and maybe(chance, 0.7):
        answer = {"key": "q", "question": "ballot.written_opinions", "subject": "2026/bp"}
        row["electorate"]["answers"] = [answer | {"choice": chance.choice(("count", "not-count"))}]
    return row


def _figures(chance: Random, row: Row, room: int, letters: int, engine: int, equal: bool = False) -> Row:
    """Sums as a board signs them: ballot papers are marked one by one and then forgotten. `equal`: of the valid ones
    every second is the one before with both names changed over, and there is a whole number of such pairs.
    """
    names, spec = [one["key"] for one in row["candidates"]], row["rule"]["spec"]
    issued = room - (1 if room and maybe(chance, 0.2) else 0)
    collected = issued - (1 if issued and maybe(chance, 0.2) else 0)
    valid = collected - (1 if collected and maybe(chance, 0.2) else 0)
    if equal:
        valid -= valid % 2
    least = 0 if spec.get("blank") == "valid" or engine == 1 else 1
    papers = [_marked(chance, row, names, least) for _ in range(valid)]
    # every second paper is the one before with two names changed over
    if len(names) > 1 and (equal or maybe(chance, 0.7)):
        papers = [_crossed(papers[n - 1], names) if n % 2 else paper for n, paper in enumerate(papers)]
        if valid % 2 and (not least or names[2:]):
            papers[-1] = [] if not least else names[2:]
    against = row["way"] == "acclaim"
    tally = {name: _counted(papers, name, against) for name in names}
    unused, exchanged = chance.randrange(0, 2), chance.randrange(0, 2)
    figures: Row = {"printed": issued + unused + exchanged, "issued": issued, "exchanged": exchanged, "unused": unused}
    figures |= {"collected": collected, "valid": valid, "invalid": collected - valid, "tally": tally}
    if valid and maybe(chance, 0.6):
        found: dict[str, int] = {}
        for paper in papers:
            found[str(len(paper))] = found.get(str(len(paper)), 0) + 1
        figures["marks"] = found
    opinions = chance.randrange(0, letters + 1) if letters else 0
    if opinions and not (opinions == 1 and spec["written"] == "count"):
        figures["opinions"] = opinions
        opinion_papers = [_marked(chance, row, names, 0) for _ in range(opinions)]
        figures["written"] = {name: _counted(opinion_papers, name, against) for name in names}
    return figures


def _crossed(paper: list[str], names: list[str]) -> list[str]:
    """The same paper for the second name where it was for the first, and the other way round."""
    first, second = names[:2]
    return [{first: second, second: first}.get(name, name) for name in paper]


def _counted(papers: list[list[str]], name: str, against: bool) -> dict[str, int]:
    agree = sum(name in paper for paper in papers)
    return {"agree": agree, "disagree": len(papers) - agree if against else 0}


def _marked(chance: Random, row: Row, names: list[str], least: int) -> list[str]:
    most = len(names) if row["way"] == "acclaim" else min(len(names), int(row["seats"]))
    many: Any = chance.randrange(least, most + 1) if most >= least else most
    return chance.sample(names, many)
