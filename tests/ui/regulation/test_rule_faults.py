"""What is wrong with a rule or a file of rules is told by the names on the screen, never by names of the code."""

from __future__ import annotations

import re

import pytest

from models.book.regulation.regulations import SHIPPED
from models.rules.errors import Refusal
from models.rules.place import shapes
from models.rules.place.regulation import Rule, load_pack, require_sound
from models.rules.place.rule_kinds import KINDS
from tests.book.regulation.test_regulations import PACK
from ui.words import messages
from ui.words.rule_faults import HEAD, place_words
from ui.words.rule_words import SETTINGS


def names_of(shape: shapes.Shape) -> set[str]:
    """Every setting a shape can hold."""
    if isinstance(shape, shapes.Record):
        return set(shape.fields) | {name for inner in shape.fields.values() for name in names_of(inner)}
    if isinstance(shape, (shapes.Many, shapes.Named)):
        return names_of(shape.shape)
    return set()


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_every_setting_of_every_kind_has_a_name(kind: str) -> None:
    assert names_of(KINDS[kind].shape) <= set(SETTINGS)


def test_places_in_words() -> None:
    assert place_words("spec.bands[1].from") == "Các mức, dòng 2, Từ"
    assert place_words("spec.when.all[0].ge") == "Khi, Đủ các điều, dòng 1, Từ"
    assert place_words("valid_from") == HEAD["valid_from"]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("percent = 80", "percen = 80", "không có mục “percen”, có thể là “percent” (Tỷ lệ (%))"),
        ("percent = 80", "percent = 101", "mục “Tỷ lệ (%)”: 101 ngoài khoảng từ 1 đến 100"),
        ("percent = 80", 'percent = 80\nfraction = "2/3"', "cần ghi đúng một trong: Tỷ lệ (%), Phần"),
        ("percent = 80", "percent = true", "“True” chưa đúng, cần ghi một số"),
        ('kind = "vote/1"', 'kind = "phieu"', "mục “Loại quy định”: không có loại quy định “phieu”"),
        ('cite = "Điều 7"\n', "", "mục “Căn cứ”: thiếu mục này"),
        ('cite = "Điều 7"', 'cite = " "', "mục “Căn cứ”: chưa ghi căn cứ"),
        ('key = "quy-che-mau"', 'key = "quy-che-mau', "dòng 3: chỗ này không đọc được"),
    ],
)
def test_a_slip_in_a_file_is_told_with_its_line(old: str, new: str, said: str) -> None:
    assert old in PACK
    with pytest.raises(Refusal) as caught:
        load_pack(PACK.replace(old, new, 1), "qc.toml")
    told = messages.sentence(caught.value)
    assert said in told and re.match(r"Tệp quy định “qc.toml”, dòng \d+: ", told), told
    assert "…" not in told


def test_a_faulty_rule_of_the_window_is_told_by_its_kind_and_source() -> None:
    spec = {"op": "ge", "percent": 0, "counts": ["member"]}
    with pytest.raises(Refusal) as caught:
        require_sound([Rule("du-hop", "quorum/1", cite="Điều 8", spec=spec)])
    assert messages.sentence(caught.value) == (
        "Số thành viên phải có mặt, Điều 8, mục “Tỷ lệ (%)”: 0 ngoài khoảng từ 1 đến 100. Xem lại rồi ghi."
    )


def test_a_scope_for_another_award_is_told_with_both() -> None:
    path = SHIPPED / "bac-ninh-86-2025.toml"
    text = path.read_text(encoding="utf-8")
    assert 'scope = "award:CO_TINH/collective"' in text
    with pytest.raises(Refusal) as caught:
        load_pack(text.replace('scope = "award:CO_TINH/collective"', 'scope = "award:CO_TIN/collective"', 1), "qc.toml")
    told = messages.sentence(caught.value)
    assert "phạm vi ghi danh hiệu “CO_TIN”, nội dung ghi “CO_TINH”" in told, told
