"""What a proposed way of scoring is told as: made from its parts, every number in it, an example that adds up."""

from __future__ import annotations

from fractions import Fraction as F
from typing import Any

import pytest

from models.rules.form.scoring import Item, Part
from models.rules.form.wordings.example import example
from models.rules.form.wordings.proposal import Proposal, propose
from models.rules.form.wordings.readings import Unread
from tests.rules.form.wordings.known import rows
from tests.rules.form.wordings.test_proposal import FIRST, item_of
from ui.words import read_back
from ui.words.messages import show
from ui.words.wording_words import DOUBTS, doubt_words, known_answers, notes_of

ROWS = list({row["sentence"]: row for half in ("build", "kept") for row in rows(half) if "form" in row}.values())
MADE = [(row, got) for row in ROWS if isinstance(got := propose(item_of(row), FIRST), Proposal)]


def told(text: str, standard: str | None = "3", **said: Any) -> tuple[str, str]:
    """The words and the example of what a sentence becomes with every question answered by its first answer."""
    item = Item("m", "1", "Mục", None, None if standard is None else F(standard), rule_text=text, **said)
    got = propose(item, FIRST)
    assert isinstance(got, Proposal), got
    return read_back.item_words(got.item), read_back.example_words(got.item)


def test_an_example_in_numbers() -> None:
    words, shown = told("Trừ 0,25 điểm/văn bản trả lời chậm, cao nhất bằng điểm chuẩn")
    assert words == "bắt đầu từ 3 điểm, mỗi văn bản trả lời chậm trừ 0,25 điểm, trừ nhiều nhất 3 điểm"
    assert shown == "số văn bản trả lời chậm: 2 → 2,5 trong 3 điểm"


@pytest.mark.parametrize(
    ("text", "standard", "words", "shown"),
    [
        (
            "Từ 95% trở lên: 10 điểm; từ 85% đến dưới 95%: 8 điểm; dưới 85%: 5 điểm",
            "10",
            "theo tỷ lệ thực hiện so với chỉ tiêu (%): "
            "từ 95 trở lên được 10, từ 85 đến dưới 95 được 8, dưới 85 được 5 điểm",
            "tỷ lệ thực hiện so với chỉ tiêu: 85% → 8 trong 10 điểm",
        ),
        (
            "Từ 80% trở lên: 10 điểm; dưới 80%: lấy tỷ lệ nhân điểm chuẩn",
            "10",
            "theo tỷ lệ đạt được (%): từ 80 trở lên được 10, dưới 80 được 0 điểm; 10 điểm nhân với tỷ lệ đạt được, "
            "quá 100% chỉ tính 100%; chỉ tính phần được nhiều điểm hơn",
            "tỷ lệ đạt được: 79% → 7,9 trong 10 điểm",
        ),
        (
            "Tốt: 8 - 10 điểm; khá: 5 đến dưới 8 điểm",
            "10",
            "người chấm ghi điểm – điểm theo mức (tốt: từ 8 đến 10; khá: từ 5 đến dưới 8), nhiều nhất 10 điểm",
            "điểm theo mức (tốt: từ 8 đến 10; khá: từ 5 đến dưới 8): 2 → 2 trong 10 điểm",
        ),
        (
            "Có kết luận sai phạm: trừ hết điểm",
            "5",
            "được 5 điểm; chỉ khi không có kết luận sai phạm, nếu không thì 0 điểm",
            "có kết luận sai phạm: không → 5 trong 5 điểm",
        ),
        (
            "Cứ vượt 1% so với chỉ tiêu cộng 0,5 điểm, tối đa 2 điểm",
            "10",
            "người chấm cho điểm chuẩn; cứ 1% trên 100% của “tỷ lệ thực hiện so với chỉ tiêu” thưởng thêm 0,5 điểm, "
            "nhiều nhất 2 điểm (phần lẻ không tính)",
            "người chấm cho 10 điểm; tỷ lệ thực hiện so với chỉ tiêu: 103% → 10 trong 10 điểm, thưởng thêm 1,5 điểm",
        ),
        (
            "Đạt 100% kế hoạch: 10 điểm; cứ giảm 1% trừ 0,2 điểm",
            "10",
            "bắt đầu từ 10 điểm, cứ 1% dưới 100% của “tỷ lệ thực hiện so với chỉ tiêu” trừ 0,2 điểm, "
            "không thấp hơn 0 điểm (phần lẻ không tính)",
            "tỷ lệ thực hiện so với chỉ tiêu: 97% → 9,4 trong 10 điểm",
        ),
        (
            "Đạt từ 80% trở lên thì được 5 điểm, dưới 80% không tính điểm",
            "5",
            "theo tỷ lệ thực hiện so với chỉ tiêu (%): từ 80 trở lên được 5, dưới 80 được 0 điểm",
            "tỷ lệ thực hiện so với chỉ tiêu: 79% → 0 trong 5 điểm",
        ),
        ("-2/trường hợp", None, "mỗi trường hợp trừ 2 điểm", "số trường hợp: 2 → trừ 4 điểm"),
    ],
)
def test_the_book_tells_it_in_its_own_words(text: str, standard: str | None, words: str, shown: str) -> None:
    assert told(text, standard) == (words, shown)


@pytest.mark.parametrize(("row", "got"), MADE, ids=lambda one: one["sentence"][:40] if isinstance(one, dict) else "")
def test_what_is_told_is_no_echo_and_names_every_amount(row: dict[str, Any], got: Proposal) -> None:
    words = read_back.item_words(got.item)
    assert words and words.lower() != row["sentence"].lower()
    reading = row["reading"]
    amounts = [reading.get("points"), reading.get("cap"), reading.get("from"), reading.get("to")]
    amounts += [each["points"] for name in ("parts", "levels", "bands") for each in reading.get(name, ())]
    missing = [number for number in amounts if number is not None and show(F(number)) not in words]
    assert missing == []
    assert reading["kind"] == "cap" or read_back.example_words(got.item)


def test_every_kind_a_proposal_makes_is_told_by_its_own_sentence() -> None:
    made = {part.kind for _, got in MADE for part in got.item.parts}
    # the table itself is what is tested
    assert made <= set(read_back._KINDS)


def test_an_item_by_hand_alone_has_no_example() -> None:
    item = Item("m", "1", "Mục", None, F(5), (Part("thuong", "bonus", "by-hand/1", cap=F(2)),))
    assert example(item) is None and read_back.example_words(item) == ""


def test_questions_doubts_and_what_was_not_read_are_said() -> None:
    item = Item("m", "1", "Mục", None, F(5), rule_text="Mỗi lỗi trừ 1 điểm\nRiêng lỗi nặng xem xét trừ thêm 2 điểm")
    got = propose(item)
    assert isinstance(got, Proposal)
    text = read_back.proposal_words(got)
    assert "Cần trả lời: Trừ quá điểm chuẩn" in text and "Riêng lỗi nặng" in text
    assert "Chưa đọc được từ chỗ “riêng”" in read_back.proposal_words(Unread("riêng"))
    assert set(DOUBTS) == {"sum", "unread", "cap-differs"} and doubt_words((), ()) == ""


def test_answers_are_found_again_among_the_notes_of_a_form() -> None:
    answers = {"floor": "negative", "days": "working"}
    notes = notes_of(("floor", "days"), answers)
    assert len(notes) == 2 and known_answers(notes) == answers
