"""Tờ trình khen thưởng, danh sách trích ngang, biểu tổng hợp: what they say, in the State and the Party family."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import pytest

from models.book.book import Book, create_book
from printing.catalogue import PAPERS
from printing.content import awards as content
from printing.content import statistics as summary
from tests import practice_year
from tests.book import practice_awards
from tests.book.conftest import Clock, keys
from tests.book.practice import DATA, YEAR
from tests.printing import papers

KINDS = {kind.key: kind for kind in PAPERS}
DAY = "2025-12-24"


@pytest.fixture(scope="module")
def bloc(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Book]:
    """The practice year with its awards sent. Only read."""
    folder = tmp_path_factory.mktemp("awards")
    name = DATA["bloc"]["name"]
    with create_book(folder / "k.sokhoi", name, clock=Clock(DAY), key_source=keys()) as book:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(practice_year, "AREAS", ("meetings",))
            practice_year.live(book)
        practice_awards.background(book, DATA)
        practice_awards.proposals(book, DATA)
        practice_awards.send(book)
        yield book


def told(book: Book, key: str, folder: Path) -> str:
    return " ".join(" ".join(papers.raw_pages(KINDS[key].make(book, year=YEAR, date=DAY), folder)).split())


def test_the_letter_with_its_lists(bloc: Book, tmp_path: Path) -> None:
    text = told(bloc, "to-trinh-khen", tmp_path)
    for said in (
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "/TTr-TTr",
        "TỜ TRÌNH Về việc đề nghị khen thưởng thành tích năm 2025",
        "Kính gửi: Sở Nội vụ tỉnh Sông Lành",
        "(số 01/QC-KTĐ ngày 20/3/2025)",
        "Căn cứ kết quả hội nghị tổng kết, bình xét thi đua năm 2025 ngày 19/12/2025",
        "1. Cờ thi đua của UBND tỉnh: 01 tập thể",
        "2. Bằng khen của Chủ tịch UBND tỉnh: 02 tập thể",
        "3. Bằng khen của Chủ tịch UBND tỉnh: 01 cá nhân",
        "tối đa 02 (25% của 9 đơn vị là 2,25, làm tròn xuống), Điều 10 khoản 2",
        "(8/9 đồng ý, 88,89%)",
        "(7/9 đồng ý, 77,78%)",
        "TM. KHỐI THI ĐUA TRƯỞNG KHỐI",
        "./.",
    ):
        assert said in text, said
    assert "Chu Thị Thanh Yên" not in text
    assert "cấp bộ" not in text


def test_the_ground_of_each_line_and_nothing_withdrawn(bloc: Book) -> None:
    letter = content.gather(bloc, YEAR, date=DAY)
    (_, merit, person) = letter.tables
    assert [line[0] for line in merit.lines] == [
        "Thanh tra tỉnh Sông Lành",
        "Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh Sông Lành",
    ]
    assert merit.lines[0][1] == "Thứ 2; Hoàn thành xuất sắc nhiệm vụ"
    assert "(2024, 2025)" in merit.lines[0][2] and merit.lines[0][2].endswith("theo Điều 10 khoản 2, Điều 8 khoản 2")
    assert person.lines == (
        (
            "Đỗ Quế Chi",
            "Thanh tra viên, Thanh tra tỉnh Sông Lành",
            "Số năm liên tục đạt Chiến sĩ thi đua cơ sở từ 2 trở lên (2023, 2024, 2025); theo Điều 10 khoản 4",
        ),
    )
    assert letter.notes == ()
    assert letter.enclosed == ("Danh sách trích ngang", "Báo cáo thành tích", "Biên bản hội nghị và kết quả bỏ phiếu")


def test_the_list_of_particulars_tells_what_was_granted_before(bloc: Book, tmp_path: Path) -> None:
    listing = content.particulars(bloc, YEAR, date=DAY)
    lines = {line.cells[1]: line.cells for line in listing.tables[0].lines}
    assert [line.cells[0] for line in listing.tables[0].lines] == ["I", "1", "2", "3", "II", "1"]
    assert lines["Thanh tra tỉnh Sông Lành"][-1].startswith(
        "2024: Tập thể Lao động xuất sắc (191/QĐ-UBND ngày 14/02/2025); 2023: Bằng khen của Chủ tịch UBND tỉnh"
    )
    assert "436/QĐ-TTr ngày 20/12/2024" in lines["Đỗ Quế Chi"][-1]
    assert "DANH SÁCH TRÍCH NGANG" in told(bloc, "trich-ngang", tmp_path)


def test_the_closing_summary_adds_up(bloc: Book, tmp_path: Path) -> None:
    first, ratings, titles = summary.gather(bloc, YEAR, date=DAY).tables
    assert [line.cells[2:] for line in first.lines] == [
        ("3", "33,33"),
        ("5", "55,56"),
        ("1", "11,11"),
        ("0", "0,00"),
        ("9", "100,00"),
    ]
    assert first.notes == ("Tỷ lệ tính trên 9, làm tròn theo cách số dư lớn nhất nên cộng đúng 100,00.",)
    assert ratings.lines[-1].cells[2:] == ("9", "100,00")
    assert [line.cells[:4] for line in titles.lines[:2]] == [
        ("Cấp tỉnh", "Cờ thi đua của UBND tỉnh", "1", "–"),
        ("", "Bằng khen của Chủ tịch UBND tỉnh", "2", "1"),
    ]
    text = told(bloc, "tong-hop-nam", tmp_path)
    assert "BIỂU TỔNG HỢP" in text and "100,00" in text


def test_figures_typed_elsewhere_are_printed_with_what_they_should_be(tmp_path: Path) -> None:
    with create_book(tmp_path / "k.sokhoi", "Khối", clock=Clock(), key_source=keys()) as book:
        book.years.open(2022)
        rows = [
            ("Xuất sắc", 7, Fraction("18.42"), 38),
            ("Tốt", 26, Fraction("68.42"), 38),
            ("Đạt", 5, Fraction("13.76"), 39),
        ]
        book.statistics.put_figures(2022, "Xếp loại tổ chức đảng", rows)
        (table,) = summary.gather(book, 2022).tables
        assert [line.cells[3] for line in table.lines] == ["18,42", "68,42", "13,16", "100,00"]
        assert "Đạt: nơi gửi ghi 13,76%, tính đúng là 13,16%." in table.notes
        assert "Đạt: nơi gửi ghi mẫu số 39, cộng các dòng được 38." in table.notes
        assert "Cộng các tỷ lệ nơi gửi ghi được 100,60%." in table.notes


def test_a_party_head_unit_writes_in_its_own_family(tmp_path: Path) -> None:
    with create_book(tmp_path / "k.sokhoi", "Khối các Ban Đảng", clock=Clock(DAY), key_source=keys()) as book:
        book.years.open(YEAR)
        parent = "TỈNH ỦY SÔNG LÀNH"
        book.members.add(
            "Ban Tổ chức Tỉnh ủy", "BTC", "party", key="btc", year=YEAR, parent_body=parent, symbol="BTCTU"
        )
        book.leadership.put_term(YEAR, "btc", "head")
        book.settings.describe_bloc(standing_body="Văn phòng Tỉnh ủy", place="Sông Lành")
        book.regulations.adopt_pack(YEAR, "nd152-2025")
        book.awards.propose(YEAR, "BK_TINH", "btc", waits_for="minutes")
        text = told(book, "to-trinh-khen", tmp_path)
        for said in (
            "ĐẢNG CỘNG SẢN VIỆT NAM",
            "-TTr/BTCTU",
            "Kính trình: Văn phòng Tỉnh ủy",
            "T/M KHỐI THI ĐUA",
            "01 tập thể",
        ):
            assert said in text, said
        assert "./." not in text
        assert "Biên bản hội nghị và kết quả bỏ phiếu được gửi bổ sung sau hội nghị." in text
        for key in ("trich-ngang", "tong-hop-nam"):
            assert "ĐẢNG CỘNG SẢN VIỆT NAM" in told(book, key, tmp_path)


@pytest.mark.parametrize("key", ["to-trinh-khen", "trich-ngang", "tong-hop-nam"])
def test_papers_of_an_empty_year(key: str, tmp_path: Path) -> None:
    with create_book(tmp_path / "k.sokhoi", "Khối", clock=Clock(), key_source=keys()) as book:
        book.years.open(YEAR)
        assert KINDS[key].make(book, year=YEAR).startswith(b"%PDF")
