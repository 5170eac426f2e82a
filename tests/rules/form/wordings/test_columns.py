"""The column a sentence stands in says whether it adds or takes off: read, kept in the item's text, made into parts."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction as F

import pytest

from models.rules.form.scoring import Item
from models.rules.form.wordings.columns import column_of, in_column, pieces
from models.rules.form.wordings.proposal import Proposal, propose
from models.rules.form.wordings.reader import read_sentence
from models.rules.form.wordings.readings import AllLost, Cap, PassFail, PerCase, Place, Steps, Unread

LOSSES = Place(F(4), column="penalty")
BONUSES = Place(F(4), column="bonus")


@pytest.mark.parametrize(
    ("heading", "column"),
    [
        ("Điểm trừ", "penalty"),
        ("Các trường hợp trừ điểm", "penalty"),
        ("Điểm cộng", "bonus"),
        ("Nội dung thưởng", "bonus"),
        ("Điểm cộng, trừ", ""),
        ("Cách tính điểm trừ", ""),
        ("Cách chấm điểm", ""),
    ],
)
def test_a_heading_says_what_its_column_does(heading: str, column: str) -> None:
    assert column_of(heading) == column


def test_an_amount_in_the_column_of_losses_is_lost() -> None:
    got = read_sentence("0,25đ/văn bản trễ hạn", LOSSES)
    assert isinstance(got, tuple) and isinstance(got[0], PerCase)
    assert (got[0].effect, got[0].points) == ("minus", F(1, 4))
    assert isinstance(read_sentence("0,25đ/văn bản trễ hạn", Place(F(4))), Unread)
    once = read_sentence("Không đăng ký thi đua: 1đ", LOSSES)
    assert isinstance(once, tuple) and isinstance(once[0], PassFail) and once[0].effect == "minus"
    assert read_sentence("Tối đa 3 điểm", LOSSES) == (Cap("minus", F(3)),)
    bands = read_sentence("Chậm từ 1 đến 3 ngày: 0,5đ; chậm trên 3 ngày: 1đ", LOSSES)
    assert isinstance(bands, tuple) and isinstance(bands[0], Steps)
    assert [band.points for band in bands[0].bands] == [F(3), F(7, 2), F(4)]


@pytest.mark.parametrize(
    "text", ["Được 2 điểm khi đúng hạn", "Cộng 1 điểm/sáng kiến", "Đạt bao nhiêu % được bấy nhiêu % số điểm"]
)
def test_what_says_the_contrary_of_its_column_is_left_to_a_person(text: str) -> None:
    assert isinstance(read_sentence(text, LOSSES), Unread)


def test_what_is_lost_in_the_column_of_bonuses_is_left_to_a_person() -> None:
    assert isinstance(read_sentence("Mỗi văn bản chậm trừ 1 điểm", BONUSES), Unread)
    assert isinstance(read_sentence("Có từ 3 vụ trở lên thì không có điểm", BONUSES), Unread)
    lost = read_sentence("Có từ 3 vụ trở lên thì không có điểm", LOSSES)
    assert isinstance(lost, tuple) and isinstance(lost[0], AllLost)


def test_the_text_of_an_item_keeps_the_column_of_each_sentence() -> None:
    text = in_column("0,25đ/văn bản chậm\n0,5đ/văn bản sai", "penalty")
    assert text == "Điểm trừ: 0,25đ/văn bản chậm\nĐiểm trừ: 0,5đ/văn bản sai"
    assert in_column("Trừ 1 điểm/lỗi", "penalty") == "Trừ 1 điểm/lỗi" and in_column("0,5", "penalty") == "0,5"
    assert in_column("Có sáng kiến: 1đ", "") == "Có sáng kiến: 1đ"
    assert pieces(f"Đủ hồ sơ\n{text}\nĐiểm cộng: 1đ/sáng kiến") == (
        ("", "Đủ hồ sơ"),
        ("penalty", "0,25đ/văn bản chậm\n0,5đ/văn bản sai"),
        ("bonus", "1đ/sáng kiến"),
    )


def _item(text: str) -> Item:
    return Item("m", "1", "Mục", None, F(5), rule_text=text)


def test_what_stands_in_the_column_of_bonuses_comes_on_top_of_the_standard() -> None:
    got = propose(_item("Mỗi văn bản chậm trừ 1 điểm, tối đa 5 điểm\nĐiểm cộng: 1đ/sáng kiến, tối đa 2đ"))
    assert isinstance(got, Proposal) and not got.left
    assert [(part.effect, part.cap) for part in got.item.parts] == [("base", None), ("bonus", F(2))]
    bands = propose(_item("Điểm cộng: Vượt chỉ tiêu từ 5% đến 10%: 2đ; trên 10%: 3đ"))
    assert isinstance(bands, Proposal) and [part.effect for part in bands.item.parts] == ["bonus"]
    alone = replace(_item("Điểm trừ: 0,5đ/văn bản chậm"), max=None, bonus_only=True)
    taken = propose(alone)
    assert isinstance(taken, Proposal) and [part.effect for part in taken.item.parts] == ["penalty"]
