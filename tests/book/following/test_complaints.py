"""Complaints of units: what they say, what became of them, and that one is open until a paper has answered it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from models.book.book import Book
from models.book.following.pasted import read
from models.rules.errors import Refusal
from printing.content.following import gather_complaints
from printing.content.letters import plan
from tests.book.following.conftest import YEAR


def put(book: Book, **said: str) -> str:
    return book.complaints.put(YEAR, "a", "Đề nghị xem lại điểm", **said)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("act", "code"),
    [
        (lambda book: book.complaints.put(YEAR, "z", "x"), "unit.not_member"),
        (lambda book: book.complaints.put(YEAR, "a", " "), "complaint.empty"),
        (lambda book: put(book, about="weather"), "complaint.about_unknown"),
        (lambda book: put(book, taken="maybe"), "comment.taken_unknown"),
        (lambda book: put(book, taken="refused"), "comment.refused_without_reason"),
        (lambda book: put(book, answered_on="2025-12-30"), "complaint.answered_undecided"),
        (lambda book: put(book, answered_by="61/CV"), "complaint.answered_undecided"),
        (lambda book: put(book, taken="taken", answered_by="61/CV"), "complaint.answer_without_day"),
        (lambda book: put(book, received_on="2025-12-22", due_on="2025-12-21"), "date.backwards"),
        (lambda book: put(book, taken="taken", received_on="2025-12-22", answered_on="2025-12-21"), "date.backwards"),
        (lambda book: book.complaints.remove("x"), "row.missing"),
    ],
)
def test_a_complaint_that_cannot_be(two: Book, act: Callable[[Book], object], code: str) -> None:
    before = two.store.canonical()
    with pytest.raises(Refusal) as caught:
        act(two)
    assert caught.value.code == code and two.store.canonical() == before


def test_it_is_open_until_a_paper_answered_it(two: Book) -> None:
    key = put(two, received_on="2025-12-22", due_on="2025-12-29")

    def points() -> list[str]:
        return [one.words for one in two.closing.open_points(YEAR) if one.code == "complaint.open"]

    assert points() == ["Chưa trả lời kiến nghị của Đơn vị A, hạn trả lời 29/12/2025"]
    (one,) = two.complaints.all(YEAR)
    assert not one.late("2025-12-29") and one.late("2025-12-30")
    put(two, received_on="2025-12-22", taken="taken", key=key)
    assert len(points()) == 1, "decided and not yet told"
    put(two, received_on="2025-12-22", taken="taken", answered_on="2025-12-22", key=key)
    assert points() == []
    two.complaints.remove(key)
    assert two.complaints.all(YEAR) == ()


def test_the_answer_says_what_became_of_it_once(two: Book) -> None:
    put(two)
    with pytest.raises(Refusal, match=r"paper\.nothing"):
        plan.answers(two, YEAR)
    key = put(two, about="vote", number="55/CV", taken="partly", answer="Đã đếm lại.")
    (letter,) = plan.answers(two, YEAR)
    told = "Về bỏ phiếu: đơn vị kiến nghị tại 55/CV “Đề nghị xem lại điểm”. Tiếp thu một phần: Đã đếm lại."
    assert told in [getattr(part, "text", "") for part in letter.parts]
    put(two, taken="partly", answer="Đã đếm lại.", answered_by="61/CV", answered_on="2025-12-24", key=key)
    with pytest.raises(Refusal, match=r"paper\.nothing"):
        plan.answers(two, YEAR)


def test_the_list_tells_each_with_its_paper_and_an_empty_one_is_refused(two: Book) -> None:
    with pytest.raises(Refusal, match=r"paper\.nothing"):
        gather_complaints(two, YEAR)
    put(two, received_on="2025-12-22", due_on="2025-12-29")
    put(two, received_on="2025-12-20", taken="taken", answered_by="61/CV", answered_on="2025-12-24")
    (table,) = gather_complaints(two, YEAR).tables
    assert [line.cells[2] for line in table.lines] == ["20/12/2025", "22/12/2025"]
    assert [line.cells[-2:] for line in table.lines] == [
        ("Tiếp thu", "61/CV ngày 24/12/2025"),
        ("Chưa trả lời", "Hạn trả lời 29/12/2025"),
    ]
    assert table.notes == ("Đã nhận 02 kiến nghị, đã trả lời 01.",)


def test_complaints_are_pasted_by_their_headings(two: Book) -> None:
    from models.book.following.line_shapes import SHAPES

    rows = [["Đơn vị", "Ngày nhận", "Về việc", "Nội dung"], ["Đơn vị B", "20/12/2025", "Khen thưởng", "Ghi đúng tên"]]
    (line,) = read(two, YEAR, "complaint", rows).lines
    assert not line.faults
    SHAPES["complaint"].put(two, YEAR, line.said, None)
    (one,) = two.complaints.all(YEAR)
    assert (one.unit, one.about, one.received_on, one.text) == ("b", "award", "2025-12-20", "Ghi đúng tên")
