"""What is looked at on pages is seen to find what is wrong with them: pages made by hand, right and wrong."""

from __future__ import annotations

import pytest

from printing.blocks import Signatures, Signer
from tests.printing import looked
from tests.printing.looked import Words

SIZE = (595.0, 842.0)
NATION = looked.NATION["state"]
SIGNED = Signatures((Signer("TM. KHỐI THI ĐUA", ("TRƯỞNG KHỐI",), "", "Trần Văn Bách"),))
SIGNATURE = "TM. KHỐI THI ĐUA TRƯỞNG KHỐI Trần Văn Bách"
ROW = "Hội Nông dân tỉnh 71,10"


def page(text: str, number: str = "") -> tuple[tuple[float, float], Words]:
    words = [(100.0, 100.0 + 20 * n, 140.0, 112.0 + 20 * n, word) for n, word in enumerate(text.split())]
    return SIZE, [*words, *([(290.0, 25.0, 300.0, 38.0, number)] if number else [])]


@pytest.mark.parametrize(
    ("numbers", "wrong"),
    [
        (("", "2", "3"), 0),
        (("", "2", ""), 1),
        (("", "2", "2"), 1),
        (("1", "2", "3"), 1),
        (("", "3", "4"), 2),
    ],
)
def test_pages_are_numbered_from_the_second(numbers: tuple[str, str, str], wrong: int) -> None:
    pages = [page(NATION + " " + ROW, numbers[0]), page(ROW, numbers[1]), page(ROW, numbers[2])]
    assert len(list(looked._numbers(pages, "state"))) == wrong


def test_each_paper_of_several_begins_its_numbers_anew() -> None:
    pages = [page(NATION), page(ROW, "2"), page(NATION), page(ROW, "2")]
    assert not list(looked._numbers(pages, "state"))
    assert list(looked._numbers([*pages[:3], page(ROW, "4")], "state")) == ["page 4 is numbered 4, not 2"]


def test_pages_of_sheets_are_numbered_at_their_foot() -> None:
    def sheet(*feet: str, above: str = "") -> list[str]:
        pages = [page(ROW, above) for _ in feet]
        for (_, words), foot in zip(pages, feet, strict=True):
            words += [(300.0 + 40 * n, 800.0, 330.0 + 40 * n, 810.0, word) for n, word in enumerate(foot.split())]
        return list(looked._numbered_feet(pages, "state"))

    assert sheet("A. Trang 1/2", "A. Trang 2/2", "B. Trang 1/1") == []
    assert sheet("A. Trang 1/2", "B. Trang 1/1") == ["page 2 is numbered 1/1"]
    assert sheet("A. Trang 1/2") == ["the last page is numbered 1/2"]
    assert sheet("A.") == ["page 1 is not numbered at its foot"]
    assert sheet("A. Trang 1/1", above="2") == ["page 1 has 2 in its top margin"]


def test_signatures_stand_under_something_of_their_paper() -> None:
    first = page(NATION + " " + ROW)
    assert not list(looked._signed_alone([first, page(f"{ROW} {SIGNATURE}", "2")], "state", [SIGNED]))
    alone = looked._signed_alone([first, page(f"giữ ngôi {SIGNATURE}", "2")], "state", [SIGNED])
    assert list(alone) == ["signatures alone on page 2"]
    assert not list(looked._signed_alone([page(SIGNATURE)], "state", [SIGNED]))  # a paper of one page
