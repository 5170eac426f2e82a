"""Printed ballot, tally sheet, ballot-by-ballot entry and minutes say the same of every way a ballot can be marked: a
line left unmarked, nothing marked, both boxes, more names than asked.
"""

from __future__ import annotations

from itertools import combinations, product

import pytest

from models.book.book import Book
from models.book.meetings.vote_words import number
from models.rules.act.balloting import Record
from models.rules.act.marking import blank_is_valid
from models.rules.act.tally import Running
from models.rules.errors import RuleViolation
from models.rules.place.regulation import Rule
from printing.content import ballots
from tests.book.meetings.bloc import UNITS
from tests.book.meetings.test_ballots import BOARD, begun

SHARE = {"op": "gt", "percent": 50, "base": "valid", "written": "not-count"}
CASES = [
    pytest.param(way, names, seats, blank, id=f"{way} {seats} of {len(names)}, blank {blank or 'unsaid'}")
    for way, names, seats in (
        ("acclaim", "a", 1), ("acclaim", "ab", 1), ("acclaim", "abc", 1), ("elect", "ab", 1), ("elect", "abc", 2),
        ("elect", "a", 1),
    )
    for blank in ("", "valid", "invalid")
]  # fmt: skip
Paper = tuple[frozenset[str], frozenset[str]]
"""What is marked on one ballot: the names for and, where both are asked, against."""


def papers(way: str, names: str) -> list[Paper]:
    """Every way to mark a ballot."""
    sets = [frozenset(some) for n in range(len(names) + 1) for some in combinations(names, n)]
    return list(product(sets, sets)) if way == "acclaim" else [(some, frozenset()) for some in sets]


def valid_by_print(printed: ballots.BallotPaper, paper: Paper, seats: int) -> bool:
    """Whether the notes on the ballot itself let such a ballot stand."""
    agree, against = paper
    (wrong,) = [note for note in printed.notes if note.startswith("Phiếu không hợp lệ:")]
    if not agree | against:
        return "không đánh dấu ô nào" not in wrong
    if agree & against:
        return "đánh dấu cả hai ô" not in wrong
    return len(printed.marks) == 2 or len(agree) <= seats or f"chọn quá {number(seats)} tên" not in wrong


def entered(running: Running, paper: Paper) -> Running:
    """One more ballot read aloud; one that cannot be entered as marked is entered as not valid."""
    try:
        return running.marked(paper[0]) if running.choose is not None else running.answered(*paper)
    except RuleViolation:
        return running.spoiled()


@pytest.mark.parametrize(("way", "names", "seats", "blank"), CASES)
def test_four_papers_say_the_same_of_every_ballot(book: Book, way: str, names: str, seats: int, blank: str) -> None:
    spec = {"way": way, **SHARE, **({"blank": blank} if blank else {}), **({"then": "chair"} if way == "elect" else {})}
    begun(book, Rule("phieu-thu", "vote/1", way, cite="Điều 20", spec=spec))
    book.ballots.prepare("h", way, "Phiếu thử", list(names), seats=seats, tellers=BOARD, rule="phieu-thu", key="p")
    ballot = book.ballots.get("p")
    printed, sheet = ballots.paper(book, ballot), ballots.tally_sheet(book, ballot)
    rows = {row.what for row in sheet.rows}
    none = Running(tuple(names), None if way == "acclaim" else seats, blank_is_valid(ballot.rule))
    every = papers(way, names)
    for paper in every:
        assert entered(none, paper).valid == valid_by_print(printed, paper, seats), paper
    good = [paper for paper in every if valid_by_print(printed, paper, seats)]
    silent = [paper for paper in good if len(paper[0] | paper[1]) < len(names)]
    assert {"Hợp lệ", "Không hợp lệ"} <= rows
    if way == "acclaim":
        assert ("Không có ý kiến" in rows) is bool(silent), "a line for what a valid ballot may leave unmarked"
        told = [note for note in printed.notes if "không có ý kiến" in note]
        assert bool(told) is bool(silent), told
    else:
        assert {row for row in rows if row.endswith(" tên")} == {f"{number(len(agree))} tên" for agree, _ in good}
    for start in range(0, len(every), len(UNITS)):
        cast = (every[start:] + every * len(UNITS))[: len(UNITS)]
        _minutes_agree(book, none, cast, way, names)


def _minutes_agree(book: Book, none: Running, cast: list[Paper], way: str, names: str) -> None:
    """The minutes of five ballots say the sums of what was read aloud."""
    running = none
    for paper in cast:
        running = entered(running, paper)
    many = len(UNITS)
    marks = running.marks if way == "elect" else None
    figures = (many, many, 0, 0, many, running.valid, running.invalid)
    book.ballots.record("p", Record(*figures, running.tally(), marks))
    written = ballots.minutes(book, book.ballots.get("p"))
    said = dict(written.papers)
    assert (said["Số phiếu hợp lệ"], said["Số phiếu không hợp lệ"]) == (number(running.valid), number(running.invalid))
    for count in running.marks if way == "elect" else ():
        assert said[f"Số phiếu chọn {number(count)} tên"] == number(running.marks[count])
    for key, line in zip(names, written.lines, strict=True):
        agree, against = running.agree.get(key, 0), running.disagree.get(key, 0)
        figure = dict(zip(written.columns, line.figures, strict=True))
        assert figure["Đồng ý" if way == "acclaim" else "Số phiếu chọn"] == number(agree)
        if way == "acclaim":
            left = running.valid - agree - against
            assert figure["Không đồng ý"] == number(against)
            assert figure.get("Không có ý kiến", number(0)) == number(left)
    book.store.undo()
