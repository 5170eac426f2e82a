"""Names of files that every system takes."""

from __future__ import annotations

import pytest

from models.exchange.places import NAME_LIMIT, file_name


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("Biên bản: hội nghị 19/12/2025?", "Biên bản- hội nghị 19-12-2025-.pdf"),
        ("Quy chế v1.5", "Quy chế v1.5.pdf"),
        ("kết thúc bằng chấm. ", "kết thúc bằng chấm.pdf"),
        ("CON", "_CON.pdf"),
        ("a\nb\t c", "a b c.pdf"),
        ('"<|>*', "-----.pdf"),
        ("", "van-ban.pdf"),
        ("...", "van-ban.pdf"),
        ("Tie\u0302\u0301ng", "Tiếng.pdf"),
    ],
)
def test_a_name_is_made_safe(said: str, name: str) -> None:
    assert file_name(said, ".pdf") == name


def test_a_long_name_is_cut_and_a_second_one_told_apart() -> None:
    long = file_name("ố😀" * 500, ".docx")
    assert len(long.removesuffix(".docx").encode("utf-16-le")) <= 2 * NAME_LIMIT and long.endswith(".docx")
    assert file_name("Giấy mời", ".pdf", {"giấy mời.pdf"}) == "Giấy mời (2).pdf"
    assert file_name("Giấy mời", ".pdf", {"giấy mời.pdf", "giấy mời (2).pdf"}) == "Giấy mời (3).pdf"
