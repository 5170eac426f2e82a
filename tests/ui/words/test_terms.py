"""Words the program makes by rule (conditions, why a unit is not ranked, answers and reasons offered, names of files)
in a bloc that calls itself a cụm; names people gave stay."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from models.book.book import Book
from models.rules.number.questions import Option, Question
from models.rules.place.facts import CALLED
from models.rules.words import CHOICES, LEFT, OUTSIDE
from printing import meeting_set
from printing.content import ranking
from tests.book.practice import YEAR
from tests.printing.lived import lived
from ui.regulation.question import QuestionDialog
from ui.regulation.rule_vocabulary import vocabulary
from ui.words import rule_words


@pytest.fixture(scope="module")
def cum(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Book]:
    with lived(tmp_path_factory.mktemp("cum") / "cum.sokhoi") as book:
        book.settings.describe_bloc(kind="cum", head_term="Cụm trưởng", deputy_term="Cụm phó", spelling="uỷ")
        yield book


def test_conditions_are_called_as_the_bloc_does(cum: Book) -> None:
    """In the list and the dialogs of rules, and clause by clause where a proposal is judged (the dialog of findings,
    the letter). Seen failing: `đứng đầu khối`.
    """
    said = rule_words.condition({"fact": "leads-bloc"}, vocabulary(cum, YEAR).words)
    assert said == "đứng đầu cụm"
    assert cum.awards.of(YEAR).named[f"{CALLED}leads-bloc"] == "đứng đầu cụm"


def test_why_a_unit_is_not_ranked_and_names_of_files(cum: Book) -> None:
    """Seen failing: `thôi tham gia khối`, `Danh bạ khối`."""
    reasons = [line.reason for line in ranking.gather(cum, YEAR).lines if not line.rank]
    assert reasons and all("khối" not in one for one in reasons) and any("thôi tham gia cụm" in one for one in reasons)
    names = [one.name for one in meeting_set.of_year(cum)]
    assert any(name.endswith("Danh bạ cụm") for name in names) and not [name for name in names if "khối" in name]
    assert "khối" in LEFT and "khối" in OUTSIDE, "the words that are turned"


def test_answers_and_reasons_offered_are_the_blocs_and_names_stay(
    full_book: Book, window_on: Callable, opened: Callable
) -> None:
    """Seen failing: `Chỉ các đơn vị ở trong khối cả năm`."""
    full_book.settings.describe_bloc(kind="cum")
    options = (Option("whole-year", CHOICES["whole-year"]), Option("td", "Đảng ủy Khối cơ quan"))
    window = window_on(full_book)
    dialog = opened(QuestionDialog(window.session, Question("count.base", "x", options=options), parent=window))
    assert [button.text() for button in dialog.group.buttons()] == [
        "Chỉ các đơn vị ở trong cụm cả năm",
        "Đảng ủy Khối cơ quan",
    ]
    offered = [dialog.reasons.itemText(at) for at in range(dialog.reasons.count())]
    assert not [one for one in offered if "khối" in one.lower()]
