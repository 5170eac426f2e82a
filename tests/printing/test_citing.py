"""An article of the bloc's own rules stands with their name the first time a paper cites one, then alone."""

from __future__ import annotations

import re

import pytest

from models.book.book import Book
from printing.blocks import Document, LegalBasis, Paragraph, Running, WideSet
from printing.catalogue import PAPERS
from printing.documents.citing import named
from printing.edited import words
from tests.book.practice import YEAR

KINDS = {kind.key: kind for kind in PAPERS}
ARTICLE = re.compile(r"khoản \d+ Điều \d+(?P<name> Quy chế[^.;,)]*)?")
NAMES = {"Điều 6 khoản 1": "Quy chế của khối", "Điều 9 khoản 3": "Quy chế của khối"}


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        ("xep-hang", " Quy chế hoạt động của Khối thi đua Tổng hợp tỉnh Sông Lành năm 2025"),
        ("bang-tong-hop", " Quy chế hoạt động của Khối thi đua Tổng hợp tỉnh Sông Lành năm 2025"),
        ("bien-ban-kiem-phieu", " Quy chế hoạt động của Khối thi đua Tổng hợp tỉnh Sông Lành năm 2025"),
        ("cong-khai", " Quy chế hoạt động của Khối thi đua Tổng hợp tỉnh Sông Lành năm 2025"),
        ("to-trinh-khen", " Quy chế"),  # its bases name the whole
    ],
)
def test_the_first_article_of_a_paper_says_whose_it_is(lived_book: Book, kind: str, name: str) -> None:
    """Seen failing: `khoản 1 Điều 10` alone."""
    made = KINDS[kind].composed(lived_book, year=YEAR)
    if isinstance(made, WideSet):
        papers = [list(ways[0].notes) for ways in made.tables]
    else:
        assert isinstance(made, Running)
        papers = [[words(one.text) for one in paper.blocks if isinstance(one, Paragraph)] for paper in made.documents]
    for paper in papers:
        first, *others = [found["name"] for text in paper for found in ARTICLE.finditer(text)]
        assert (first, set(others)) == (name, {None} if others else set())


def paper(*blocks: Paragraph | LegalBasis) -> list[str]:
    (made,) = named(Running((Document("state", "Giấy", blocks),)), NAMES).documents  # type: ignore[union-attr]
    return [words(one.text) for one in made.blocks if isinstance(one, Paragraph)]


def test_nobodys_own_words_and_no_other_text_are_named() -> None:
    cites = ("Điều 6 khoản 1",)
    own = Paragraph("Đề nghị sửa khoản 1 Điều 6.", key="opinion", facts=("Đề nghị sửa khoản 1 Điều 6",))
    other = Paragraph("Theo khoản 1 Điều 6 Nghị định số 98/2023/NĐ-CP.", key="law", facts=cites)
    said = Paragraph("Xếp hạng theo tổng điểm (khoản 1 Điều 6).", key="basis", facts=cites)
    both = Paragraph("Tối đa 03; khoản 3 Điều 9. Căn cứ khoản 1 Điều 6.", key="both", facts=(*NAMES,))
    assert paper(own, other, said) == [
        words(own.text),
        words(other.text),
        "Xếp hạng theo tổng điểm (khoản 1 Điều 6 Quy chế của khối).",
    ]
    assert paper(both, said)[0] == "Tối đa 03; khoản 3 Điều 9 Quy chế của khối. Căn cứ khoản 1 Điều 6."
    assert paper(LegalBasis(("Căn cứ Quy chế của khối",)), said) == [
        "Xếp hạng theo tổng điểm (khoản 1 Điều 6 Quy chế)."
    ]
