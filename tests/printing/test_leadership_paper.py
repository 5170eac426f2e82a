"""Tờ trình đề nghị công nhận Trưởng khối, Phó Trưởng khối: what it says in both families, filled in and still open."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from models.book.book import Book, create_book
from printing.catalogue import PAPERS
from printing.content import leadership as content
from printing.documents import leadership as document
from tests import practice_year
from tests.book import practice, practice_leadership, practice_meetings
from tests.book.conftest import Clock, keys
from tests.book.leadership.terms import put_again
from tests.book.practice import DATA, YEAR
from tests.printing import papers

LETTER = next(kind for kind in PAPERS if kind.key == "to-trinh-truong-khoi")


@pytest.fixture
def bloc(tmp_path: Path) -> Iterator[Book]:
    """The practice bloc with its leaders up to 2025; nobody is proposed for 2026."""
    made = create_book(tmp_path / "khoi.sokhoi", DATA["bloc"]["name"], clock=Clock("2025-12-24"), key_source=keys())
    practice_year._bloc(made)
    practice_year._units(made)
    practice_year._years(made)
    practice.put_rules(made)
    practice_leadership.leaders(made, DATA, YEAR)
    yield made
    made.close()


def told(book: Book, folder: Path, date: str = "2025-12-24") -> str:
    return " ".join(" ".join(papers.raw_pages(LETTER.make(book, year=YEAR, date=date), folder)).split())


def test_the_letter_of_the_practice_bloc(bloc: Book, tmp_path: Path) -> None:
    practice_meetings.meetings(bloc, DATA)
    practice_leadership.leadership(bloc, DATA)
    text = told(bloc, tmp_path)
    for said in (
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Số: 146/TTr-TTr",
        "TỜ TRÌNH Về việc đề nghị công nhận Trưởng khối, Phó Trưởng khối năm 2026",
        "Kính gửi: Sở Nội vụ tỉnh Sông Lành",
        "Căn cứ Điều 12 Quy chế hoạt động của Khối thi đua Tổng hợp tỉnh Sông Lành năm 2025",
        "(số 01/QC-KTĐ ngày 20 tháng 3 năm 2025)",
        "Căn cứ kết quả hội nghị tổng kết, bình xét thi đua năm 2025 ngày 19 tháng 12 năm 2025",
        "TM. KHỐI THI ĐUA TRƯỞNG KHỐI",
        "Trần Văn Bách",
    ):
        assert said in text, said
    found = content.gather(bloc, YEAR, date="2025-12-24")
    assert [(line.office, line.unit) for line in found.lines] == [
        ("Trưởng khối", "Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh Sông Lành"),
        ("Phó Trưởng khối", "Thống kê tỉnh Sông Lành"),
    ]
    votes = practice.EXPECTED["ballots"]["P4"]
    assert (
        f"{votes['votes']:02d}/{votes['base']:02d} số phiếu hợp lệ ({votes['percent_shown']}%)" in found.lines[1].chosen
    )
    assert found.reasons == ()


def test_the_party_family_follows_a_party_head_unit(bloc: Book, tmp_path: Path) -> None:
    head = bloc.leadership.head(YEAR)
    assert head is not None
    bloc.leadership.put_term(YEAR, "btc", "head", key=head.key, deviation="phân công lại")
    bloc.leadership.put_term(2026, "hnd", "head", basis="proposed", status="proposed", deviation="MTTQ xin lùi lượt")
    text = told(bloc, tmp_path)
    for said in ("ĐẢNG CỘNG SẢN VIỆT NAM", "Kính trình: Sở Nội vụ", "T/M KHỐI THI ĐUA", "MTTQ xin lùi lượt."):
        assert said in text, said
    assert "./." not in text


def test_offices_still_open_are_left_to_be_written_in(bloc: Book) -> None:
    found = content.gather(bloc, YEAR)
    assert [(line.office, line.unit) for line in found.lines] == [
        ("Trưởng khối", content.DOTS),
        ("Phó Trưởng khối", content.DOTS),
    ]
    assert document.compose(found).end_mark
    bloc.leadership.put_term(2026, "mttq", "head")
    assert [line.unit == content.DOTS for line in content.gather(bloc, YEAR).lines] == [False, True]


def test_leaders_elected_at_the_signing_are_proposed_for_the_year_itself(bloc: Book) -> None:
    """R4: chosen in the meeting that signs the pledge, recognised for the running year."""
    assert content.asked_year(bloc, YEAR) == YEAR + 1
    for term in bloc.leadership.terms(YEAR):
        put_again(bloc.leadership, term.key, "proposed")
    assert content.asked_year(bloc, YEAR) == YEAR
    assert content.gather(bloc, YEAR).lines[0].unit == "Thanh tra tỉnh Sông Lành"


# --- basis, number, room to write -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cite", "named", "article", "other"),
    [
        ("Điều 12", "Quy chế hoạt động", "Điều 12 ", ""),
        ("Quy chế mẫu, Điều 12", "Quy chế mẫu thường dùng", "Điều 12 ", ""),
        ("Điều 12 Quy chế", "Quy chế hoạt động", "Điều 12 ", ""),
        ("điểm a khoản 2, 3 Điều 12", "Quy chế", "điểm a khoản 2, 3 Điều 12 ", ""),
        ("Quy chế điều hành khối, Điều 5", "Quy chế điều hành khối", "Điều 5 ", ""),
        ("Điều 9 Quyết định 86/2025/QĐ-UBND", "Quy chế hoạt động", "", "Điều 9 Quyết định 86/2025/QĐ-UBND"),
        ("Quy chế", "Quy chế hoạt động", "", ""),
        ("", "Quy chế hoạt động", "", ""),
    ],
)
def test_a_basis_names_its_text_once(cite: str, named: str, article: str, other: str) -> None:
    assert content._article(cite, named) == (article, other)


def test_the_usual_regulation_is_named_once(tmp_path: Path) -> None:
    with create_book(tmp_path / "k.sokhoi", "Khối", clock=Clock(), key_source=keys()) as book:
        book.years.open(YEAR)
        book.regulations.adopt_pack(YEAR, "khoi-mau-thuong-dung")
        book.years.open(YEAR + 1)
        book.regulations.adopt_pack(YEAR + 1, "khoi-mau-thuong-dung")
        for base in content.gather(book, YEAR).bases:
            assert base.count("Quy chế mẫu") <= 1, base


def test_the_letter_bears_the_number_and_day_it_was_sent_under(bloc: Book, tmp_path: Path) -> None:
    practice_meetings.meetings(bloc, DATA)
    practice_leadership.leadership(bloc, DATA)
    heading = content.gather(bloc, YEAR).heading
    assert (heading.number, heading.date) == ("146", "2025-12-24")
    text = " ".join(" ".join(papers.raw_pages(LETTER.make(bloc, year=YEAR), tmp_path)).split())
    assert "Số: 146/TTr-TTr Sông Lành, ngày 24 tháng 12 năm 2025" in text
    assert content.gather(bloc, YEAR, date="2025-12-26").heading.date == "2025-12-26"
    assert LETTER.key == content.LETTER
    bloc.papers.put_number(content.LETTER, YEAR, "150", "2025-12-29", "Tờ trình Trưởng khối")
    heading = content.gather(bloc, YEAR).heading
    assert (heading.number, heading.date) == ("150", "2025-12-29")


def test_an_unknown_addressee_leaves_dots_that_a_line_may_break_at(bloc: Book, tmp_path: Path) -> None:
    bloc.settings.describe_bloc(standing_body=None)
    found = content.gather(bloc, YEAR)
    for text in (found.to, found.opening, found.closing):
        assert max(word.count("…") for word in text.split()) <= 2
    assert "Kính gửi: …… ……" in told(bloc, tmp_path)
