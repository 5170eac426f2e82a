"""Tờ trình khen thưởng, danh sách trích ngang, biểu tổng hợp: what they say, in the State and the Party family."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import docx
import pytest

from models.book.book import Book, create_book
from models.book.reporting.rows import TitleRow, TitleTable
from models.rules.errors import RuleViolation
from printing.catalogue import PAPERS
from printing.content import awards as content
from printing.content import statistics as summary
from printing.content.reading import Source
from tests import practice_year
from tests.book import practice_awards
from tests.book.conftest import Clock, keys
from tests.book.practice import DATA, YEAR
from tests.printing import papers
from tests.printing.lived import lived

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
        "Kính gửi: - Chủ tịch UBND tỉnh; - Sở Nội vụ tỉnh Sông Lành.",
        "Sở Nội vụ tỉnh Sông Lành thẩm định, trình Chủ tịch UBND tỉnh xem xét, quyết định./.",
        "(số 01/QC-KTĐ ngày 20 tháng 3 năm 2025)",
        "Căn cứ kết quả hội nghị tổng kết, bình xét thi đua năm 2025 ngày 19 tháng 12 năm 2025",
        "1. Cờ thi đua của UBND tỉnh: 01 tập thể",
        "2. Bằng khen của Chủ tịch UBND tỉnh: 02 tập thể",
        "3. Bằng khen của Chủ tịch UBND tỉnh: 01 cá nhân",
        "tối đa 02 (25% của 09 đơn vị là 2,25, làm tròn xuống), khoản 2 Điều 10",
        "(08/09 đồng ý, 88,89%)",
        "(07/09 đồng ý, 77,78%)",
        "TM. KHỐI THI ĐUA TRƯỞNG KHỐI",
        "./.",
    ):
        assert said in text, said
    assert "Chu Thị Thanh Yên" not in text
    assert "cấp bộ" not in text


def test_the_ground_of_each_line_and_nothing_withdrawn(bloc: Book) -> None:
    (letter,) = content.gather(bloc, YEAR, date=DAY)
    (_, merit, person) = letter.tables
    assert [line[0] for line in merit.lines] == [
        "Thanh tra tỉnh Sông Lành",
        "Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh Sông Lành",
    ]
    assert merit.lines[0][1] == "Thứ 2; Hoàn thành xuất sắc nhiệm vụ"
    assert "(2024, 2025)" in merit.lines[0][2] and merit.lines[0][2].endswith("theo khoản 2 Điều 10, khoản 2 Điều 8")
    assert person.lines == (
        (
            "Đỗ Quế Chi",
            "Thanh tra viên, Thanh tra tỉnh Sông Lành",
            "Liên tục 03 năm (2023, 2024, 2025) đạt Chiến sĩ thi đua cơ sở; theo khoản 4 Điều 10",
        ),
    )
    whole = " ".join(cell for table in letter.tables for line in table.lines for cell in line)
    assert "Liên tục 02 năm (2024, 2025) đạt hoàn thành xuất sắc nhiệm vụ; được đồng ý đủ tỷ lệ" in whole
    assert "biểu quyết" not in whole and "từ 2 trở lên" not in whole, "a secret ballot is no show of hands"
    assert letter.notes == ()
    assert letter.enclosed == ("Danh sách trích ngang", "Báo cáo thành tích", "Biên bản hội nghị và kết quả bỏ phiếu")


def test_a_title_that_another_body_appraises_goes_in_a_letter_of_its_own(bloc: Book) -> None:
    rule = next(
        one for one in bloc.regulations.rules(YEAR) if one.kind == "title/1" and one.scope == "title:BK_TINH/individual"
    )
    spec = {**rule.spec, "appraised_by": "Ban Tổ chức Tỉnh ủy", "decided_by": "Ban Thường vụ Tỉnh ủy"}
    bloc.regulations.amend(YEAR, rule.key, spec, "Đổi nơi thẩm định", None, f"{YEAR}-01-01")
    first, second = content.gather(bloc, YEAR, date=DAY)
    bloc.store.undo()
    assert first.to == ("Chủ tịch UBND tỉnh", "Sở Nội vụ tỉnh Sông Lành")
    assert second.to == ("Ban Thường vụ Tỉnh ủy", "Ban Tổ chức Tỉnh ủy")
    assert "Ban Tổ chức Tỉnh ủy thẩm định, trình Ban Thường vụ Tỉnh ủy xem xét, quyết định" in second.closing
    assert [len(one.tables) for one in (first, second)] == [2, 1] and (first.key, second.key) == ("", "k2")


def test_what_another_submits_is_asked_of_that_one_and_decided_by_nobody_below(bloc: Book) -> None:
    """A title of the Prime Minister's: the standing body appraises, the province submits."""
    rule = next(one for one in bloc.regulations.rules(YEAR) if one.scope == "title:BK_TINH/individual")
    spec = {**rule.spec, "submitted_by": "Chủ tịch UBND tỉnh", "decided_by": "Thủ tướng Chính phủ"}
    bloc.regulations.amend(YEAR, rule.key, spec, "Đổi người trình", None, f"{YEAR}-01-01")
    first, second = content.gather(bloc, YEAR, date=DAY)
    bloc.store.undo()
    assert first.to == second.to == ("Chủ tịch UBND tỉnh", "Sở Nội vụ tỉnh Sông Lành")
    assert "thẩm định, trình Chủ tịch UBND tỉnh xem xét, quyết định" in first.closing
    told = "Sở Nội vụ tỉnh Sông Lành thẩm định, Chủ tịch UBND tỉnh trình Thủ tướng Chính phủ xem xét, quyết định"
    assert told in second.closing


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
    first, ratings, levels, titles = summary.gather(bloc, YEAR, date=DAY).tables
    assert [line.cells[2:] for line in first.lines] == [
        ("3", "33,33"),
        ("5", "55,56"),
        ("1", "11,11"),
        ("0", "0,00"),
        ("9", "100,00"),
    ]
    assert first.notes == ("Tỷ lệ tính trên 09 đơn vị, làm tròn sao cho cộng đúng 100,00.",)
    assert ratings.lines[-1].cells[2:] == ("9", "100,00")
    assert len(levels.lines) == 9 and all(line.cells[2] and line.cells[3] for line in levels.lines)
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
            "Kính trình: - Chủ tịch UBND tỉnh; - Văn phòng Tỉnh ủy.",
            "T/M KHỐI THI ĐUA",
            "01 tập thể",
        ):
            assert said in text, said
        assert "./." not in text
        assert "Biên bản hội nghị và kết quả bỏ phiếu được gửi bổ sung sau hội nghị." in text
        for key in ("trich-ngang", "tong-hop-nam"):
            assert "ĐẢNG CỘNG SẢN VIỆT NAM" in told(book, key, tmp_path)


@pytest.mark.parametrize(
    ("key", "lacking"),
    [
        ("to-trinh-khen", "chưa có đề nghị khen thưởng nào cho thành tích năm 2025"),
        ("trich-ngang", "chưa có đề nghị khen thưởng nào cho thành tích năm 2025"),
        ("tong-hop-nam", "năm 2025 chưa có xếp loại, khen thưởng hay số liệu nào để tổng hợp"),
    ],
)
def test_papers_of_an_empty_year_are_refused(key: str, lacking: str, tmp_path: Path) -> None:
    """Seen failing: printed with nothing in them."""
    with create_book(tmp_path / "k.sokhoi", "Khối", clock=Clock(), key_source=keys()) as book:
        book.years.open(YEAR)
        with pytest.raises(RuleViolation) as refused:
            KINDS[key].composed(book, year=YEAR)
        assert (refused.value.code, refused.value.facts["lacking"]) == ("paper.nothing", lacking)


# --- households, numbers --------------------------------------------------------------------------------------------


@pytest.fixture
def household_year(tmp_path: Path) -> Iterator[Book]:
    """A year whose regulations know household titles; one household registered and proposed, one granted before."""
    with create_book(tmp_path / "h.sokhoi", "Khối thi đua xã", clock=Clock(DAY), key_source=keys()) as book:
        for year in (2024, YEAR):
            book.years.open(year)
        book.members.add("Ủy ban nhân dân xã Sông Lành", "UBND xã Sông Lành", "commune", key="xa", year=YEAR)
        book.members.admit(2024, "xa")
        for year in (2024, YEAR):
            book.regulations.adopt_pack(year, "nd152-2025")
        home = book.households.find("xa", "Nguyễn Văn Đạt", "thôn Đông")
        book.registration.put_title(YEAR, "xa", "BK_TINH", head="Nguyễn Văn Đạt", address="thôn Đông")
        early = book.awards.propose(2024, "GDVH", "xa", household=home)
        book.awards.approve([early], "45/QĐ-UBND", "2024-12-30")
        key = book.awards.propose(YEAR, "BK_TINH", "xa", household=home)
        book.awards.approve([key], "7/QĐ-UBND", "2025-12-20")
        yield book


def test_households_on_every_paper_that_lists_them(household_year: Book, tmp_path: Path) -> None:
    letter = told(household_year, "to-trinh-khen", tmp_path)
    assert "khen thưởng các tập thể, cá nhân, hộ gia đình có thành tích" in letter
    assert "1. Bằng khen của Chủ tịch UBND tỉnh: 01 hộ gia đình" in letter
    (table,) = content.gather(household_year, YEAR)[0].tables
    assert table.heads == ("Hộ gia đình", "Địa chỉ, đơn vị", "Căn cứ đề nghị")
    assert table.lines[0][:2] == ("Hộ Nguyễn Văn Đạt", "thôn Đông, Ủy ban nhân dân xã Sông Lành")
    listed = content.particulars(household_year, YEAR)
    assert [line.cells[1] for line in listed.tables[0].lines] == ["HỘ GIA ĐÌNH (01)", "Hộ Nguyễn Văn Đạt"]
    assert listed.tables[0].lines[1].cells[-1] == "2024: Gia đình văn hóa (45/QĐ-UBND ngày 30/12/2024)"
    assert "Hộ Nguyễn Văn Đạt: Bằng khen của Chủ tịch UBND tỉnh" in told(household_year, "dang-ky", tmp_path)
    titles = next(one for one in summary.gather(household_year, YEAR).tables if "Danh hiệu" in one.heading)
    assert [one.title for one in titles.columns][2:] == [heading for _, heading in summary.COUNTED]
    assert titles.lines[0].cells[2:] == ("–", "–", "1", "–", "–", "1")


def test_the_letter_carries_the_number_of_the_register(household_year: Book, tmp_path: Path) -> None:
    assert "Số: /TTr" in told(household_year, "to-trinh-khen", tmp_path)
    household_year.papers.put_number("to-trinh-khen", YEAR, "7", "2025-12-23", "Tờ trình khen thưởng")
    heading = content.gather(household_year, YEAR)[0].heading
    assert (heading.number, heading.date) == ("7", "2025-12-23")
    assert "Số: 07/TTr" in told(household_year, "to-trinh-khen", tmp_path)
    household_year.papers.put_number("to-trinh-khen", YEAR, "8", "2025-12-24")
    (paper,) = household_year.papers.all(YEAR)
    household_year.papers.describe(paper.key, symbol="TTr-KTĐ")
    assert "Số: 08/TTr-KTĐ" in told(household_year, "to-trinh-khen", tmp_path)
    assert not [one for one in household_year.closing.open_points(YEAR) if one.code.startswith("paper.")]


def test_the_annex_says_which_letter_it_goes_with(tmp_path: Path) -> None:
    """In the PDF and in Word, whatever number the list itself has. Seen failing: it stood alone."""
    with lived(tmp_path / "k.sokhoi") as book:
        room = "(Kèm theo Tờ trình số ……/TTr-TTr ngày …… tháng …… năm …… của Thanh tra tỉnh Sông Lành)"
        assert content.particulars(book, YEAR).annex_of == room
        book.papers.enter("trich-ngang", YEAR, number="99", symbol="DS-TTr", date="2025-12-22", subject="Danh sách")
        assert room.replace(" ", "") in told(book, "trich-ngang", tmp_path).replace(" ", "")
        book.papers.enter("to-trinh-khen", YEAR, number="7", symbol="TTr-VP", date="2025-12-23", subject="Tờ trình")
        line = "(Kèm theo Tờ trình số 07/TTr-VP ngày 23 tháng 12 năm 2025 của Thanh tra tỉnh Sông Lành)"
        assert line in told(book, "trich-ngang", tmp_path)
        word = docx.Document(io.BytesIO(KINDS["trich-ngang"].make(book, "docx", year=YEAR)))
        assert line in [one.text.replace("\u00a0", " ") for one in word.paragraphs]


@pytest.mark.parametrize(
    ("annex", "letter"),
    [("so-ket", "bao-cao-so-ket"), ("ket-qua-nam", "bao-cao-tong-ket"), ("tong-hop-nam", "bao-cao-tong-ket")],
)
def test_a_table_says_which_report_it_goes_with(annex: str, letter: str, tmp_path: Path) -> None:
    """Where the register has that report; without it the table may be a paper of its own. Seen failing: only the list
    of particulars named its letter."""
    with lived(tmp_path / "k.sokhoi") as book:
        assert "Kèm theo" not in told(book, annex, tmp_path)
        key = book.papers.enter(letter, YEAR, subject="Báo cáo")
        room = "(Kèm theo Báo cáo số ……/BC-TTr ngày …… tháng …… năm …… của Thanh tra tỉnh Sông Lành)"
        assert room.replace(" ", "") in told(book, annex, tmp_path).replace(" ", "")
        book.papers.describe(key, date="2025-12-23")
        book.papers.record_number(key, "7", "BC-VP")
        line = "(Kèm theo Báo cáo số 07/BC-VP ngày 23 tháng 12 năm 2025 của Thanh tra tỉnh Sông Lành)"
        assert line in told(book, annex, tmp_path)
        word = docx.Document(io.BytesIO(KINDS[annex].make(book, "docx", year=YEAR)))
        assert line in [re.sub(r"\s", " ", one.text) for one in word.paragraphs]


# --- the closing summary --------------------------------------------------------------------------------------------


def _title_table(*rows: TitleRow) -> list[tuple[str, ...]]:
    with_levels = summary._titles(cast("Source", SimpleNamespace(write=lambda text: text)), TitleTable(rows))
    return [line.cells[:2] for line in with_levels.lines]


def test_a_level_is_said_again_after_a_row_of_another() -> None:
    counts = (1, 0, 1, 0)
    rows = (
        TitleRow("province", "TTLDXS", "Tập thể Lao động xuất sắc", *counts),
        TitleRow("unit", "TTLDTT", "Tập thể Lao động tiên tiến", *counts, within="TTLDXS"),
        TitleRow("province", "BK", "Bằng khen", *counts),
        TitleRow("province", "BK/sector", "qua ngành", *counts, within="BK"),
        TitleRow("province", "CO", "Cờ thi đua", *counts),
    )
    assert _title_table(*rows) == [
        ("Cấp tỉnh", "Tập thể Lao động xuất sắc"),
        ("Cơ quan, đơn vị", "trong đó: Tập thể Lao động tiên tiến"),
        ("Cấp tỉnh", "Bằng khen"),
        ("", "trong đó: qua ngành"),
        ("", "Cờ thi đua"),
        ("", "Cộng"),
    ]


def test_a_section_without_any_class_or_rating_is_left_out(practice_book: Book, bloc: Book) -> None:
    """Nine units without a rating are no statistic: "Chưa có xếp loại 9 – 100,00" said nothing."""
    table = practice_book.statistics.ratings(YEAR)
    assert (table.whole, table.rated) == (9, False)
    assert [one.heading for one in summary.gather(practice_book, YEAR).tables] == [
        "I. Xếp loại thi đua của khối năm 2025"
    ]
    assert bloc.statistics.ratings(YEAR).rated
    assert "cấp có thẩm quyền" in summary.gather(bloc, YEAR).tables[1].heading


# --- before the end ---------------------------------------------------------------------------------------------------


def test_a_letter_claims_no_rank_that_may_still_change(practice_book: Book) -> None:
    standing = practice_book.standing.ranking(YEAR)
    (still,) = {place.unit for place in standing.places if place.provisional and place.rank} & {"mttq"}
    assert content._place(standing, still) == ""
    certain = next(place for place in standing.places if not place.provisional)
    assert content._place(standing, certain.unit) == f"Thứ {certain.rank}"
