"""Whatever moves places after papers with the places went out says whose, and lists those papers: an answer, a rule, a
form, a bar, a unit that leaves, a file of forms, a document; what moves none says nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction

import pytest

from models.book.book import Book
from models.book.scoring.rows import SheetAt
from models.exchange import interchange
from models.rules.form.scoring import Item
from models.rules.place.regulation import Rule
from tests.book.scoring.test_standing import FINAL, FORM, RANKING, YEAR, fill, score
from ui.words import moved_words
from ui.words.names import Names

FEW = Rule(
    "xep-hang", "ranking/1", cite="Điều 6", spec={"by": "raw", "compare": "exact", "ties": "1,1,3", "tie_keys": []}
)


def answer(book: Book) -> None:
    (question,) = (one for one in book.decisions.open_questions(YEAR) if one.key == "rank.tie")
    book.decisions.answer(question, ["u2", "u1"], "Hội nghị bỏ phiếu", year=YEAR)


def rule(book: Book) -> None:
    keyed = replace(RANKING, spec={**RANKING.spec, "tie_keys": [{"key": "item:II.1"}]})
    book.regulations.revise(YEAR, {"xep-hang": keyed}, "Hội nghị sửa")


def form(book: Book) -> None:
    harder = {"from": "4", "cases": [{"input": "n", "points": "2"}]}
    nodes = tuple(
        replace(one, parts=(replace(one.parts[0], params=harder), *one.parts[1:]))
        if isinstance(one, Item) and one.key == "c"
        else one
        for one in FORM.nodes
    )
    book.forms.adopt(YEAR, book.forms.put_form(replace(FORM, key="f2", nodes=nodes)))


def several(book: Book) -> None:
    """Points written inside a larger act, as files of forms are taken in."""
    with book.act("take-forms", {"year": YEAR, "count": 1, "units": ["u3"]}):
        book.scores.enter(SheetAt(YEAR, "u3", "bloc"), "a", stated={"bonus": Fraction(1), "base": Fraction(3)})
        book.scores.enter(SheetAt(YEAR, "u3", "bloc"), "b", inputs={"n": Fraction(30)})


def document(book: Book) -> None:
    """An answer that comes in with a document; no digest binds it."""
    said = {"question": "rank.tie", "subject": "u1+u2", "choice": ["u2", "u1"], "reason": "Hội nghị bỏ phiếu"}
    rows = interchange.export_book(book)
    interchange.import_into(book, {**rows, "decision": [*rows.get("decision", ()), {"key": "d", "year": YEAR, **said}]})


def leaves(book: Book) -> None:
    book.members.leave(YEAR, "u1", book.today())


@pytest.fixture
def sent(book: Book) -> Book:
    """u1 and u2 equal in points, u3 last; the places have gone out."""
    fill(book, FEW, FINAL)
    for unit, a, b, c in (("u1", "1", 4, 0), ("u2", "2", 4, 1), ("u3", "1", 1, 1)):
        score(book, unit, a, b, c)
    book.papers.put_number("to-trinh-khen", YEAR, "12", book.today(), "Đề nghị khen thưởng")
    assert book.journal.places_moved(YEAR) == ()
    return book


@pytest.mark.parametrize("act", [answer, rule, form, several, document, leaves])
def test_whatever_moves_places_lists_the_papers_sent(sent: Book, act: Callable[[Book], None]) -> None:
    before = {one.unit: one.rank for one in sent.standing.ranking(YEAR).places}
    act(sent)
    after = {one.unit: one.rank for one in sent.standing.ranking(YEAR).places}
    (found,) = sent.journal.places_moved(YEAR)
    assert before != after
    assert {unit: (was, now) for unit, was, now in found.moved} == {
        unit: (before.get(unit), after.get(unit)) for unit in before if before.get(unit) != after.get(unit)
    }
    assert [paper.number for paper in found.papers] == ["12"]
    said = moved_words.sentence(found, Names(sent, YEAR))
    assert "làm đổi thứ hạng" in said and "Đã gửi trước đó" in said and not said.startswith(("Sửa điểm", "Số "))
    assert "; thứ hạng đổi: " in sent.journal.lines()[0].text
    if act is not document:  # which is taken back by no undo
        sent.store.undo()
        assert sent.journal.places_moved(YEAR) == ()


def test_what_moves_no_place_says_nothing(sent: Book) -> None:
    sent.regulations.revise(YEAR, {"xep-hang": replace(FEW, cite="Điều 9")}, "Sửa dẫn")
    sent.people.add("Đỗ Quế Chi")
    assert sent.journal.places_moved(YEAR) == ()
