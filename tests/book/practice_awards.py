"""The practice bloc's awards through the verbs: ratings, history, proposals as they were made, sent and decided."""

from __future__ import annotations

from typing import Any

from models.book.book import Book
from models.rules.number.questions import Question
from tests.book.practice import YEAR, unit_key
from tests.rules.practice_awards import NAMES

MERGER = "Nghị quyết số 05/NQ-HĐND ngày 20/02/2025"
SECTOR_TITLE = "Chiến sĩ thi đua cấp bộ"
SUBMITTED, DECIDER = "2025-12-24", "Chủ tịch UBND tỉnh"


def awards(book: Book, data: dict[str, Any]) -> None:
    """Everything of the year's awards after its ballots, up to the decision of the province."""
    background(book, data)
    proposals(book, data)
    send(book)
    decide(book, data)


def background(book: Book, data: dict[str, Any]) -> None:
    """What the awards rest on: ratings of three years, past results, honours of the years before."""
    ratings = data["collective_ratings"]
    for n, year in enumerate(ratings["years"]):
        values = {unit_key(unit): given[n] for unit, given in ratings["units"].items() if given[n] is not None}
        book.findings.put_ratings(year, values, by="Cấp có thẩm quyền")
    for year, results in data["past_results"].items():
        for ident, rank, points in results:
            book.findings.put_result(int(year), unit_key(ident), rank, points)
    heads = [["Năm", "Đơn vị", "Họ và tên", "Danh hiệu, hình thức", "Số quyết định", "Ngày", "Cấp quyết định"]]
    rows = [
        [
            str(one["year"]),
            book.members.unit(unit_key(one["unit"]), f"{one['year']}-12-31").name,
            one.get("person", ""),
            one["award"],
            one["decision"],
            one["date"],
            one["by"],
        ]
        for one in data["award_history"]
    ]
    book.history.add_many(book.history.read_table(heads + rows))


def inherit(book: Book, data: dict[str, Any]) -> Question | None:
    """Answer whose record the merged unit carries on, as its document says; the question, None when answered before."""
    asked = book.members.inherits_questions(YEAR)
    open_now = {(one.key, one.subject) for one in book.decisions.open_questions(YEAR)}
    question = next((one for one in asked if (one.key, one.subject) in open_now), None)
    if question is not None:
        said = next(each["inheritance"] for each in data["lineage"] if each["kind"] == "merge")
        book.decisions.answer(question, unit_key(said["record"]), said["note"], "Sở Nội vụ", said["decided_by"])
    return question


def proposals(book: Book, data: dict[str, Any]) -> None:
    """The year's proposals, the withdrawn ones among them; what the sector proposed is a line of its own."""
    for one in data["proposals"]:
        unit, person = unit_key(one["unit"]), None
        if "person" in one:
            person = book.history.person(unit, one["person"])
        if "ngành dọc" in one.get("note", ""):
            book.awards.propose(YEAR, SECTOR_TITLE, unit, person, route="sector", years=(2023, 2024, 2025))
            years: tuple[int, ...] | None = (2023, 2024, 2025)
        else:
            years = None
        key = book.awards.propose(YEAR, NAMES[one["award"]], unit, person, route="province", years=years)
        if one["status"] == "withdrawn":
            book.awards.withdraw(key, one["note"], "2025-12-18")


def send(book: Book) -> None:
    """Close the lists and send them."""
    for each in book.awards.lists(YEAR):
        if any(one.status == "proposed" for one in each.proposals):
            book.awards.submit(YEAR, each.title, each.holder, SUBMITTED)


def decide(book: Book, data: dict[str, Any]) -> None:
    """One decision grants what was sent."""
    given = next(one for one in data["proposals"] if one["status"] == "approved")
    going = [one.key for one in book.awards.proposals(YEAR) if one.submitted_on and one.status == "proposed"]
    book.awards.approve(going, given["decision"], given["date"], DECIDER)
