"""Papers of registration and following: what is printed is what the practice year recorded, in both families."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest

from models.book.book import Book, create_book
from models.book.pledging.rows import Sign
from models.book.scoring.scorer_sheets import ScorerLine
from models.exchange.forms import scorer_form
from models.rules.errors import Refusal
from models.rules.words import MARKS
from printing import pdf
from printing.blocks import Document, Paragraph, SignatureGrid, Signer
from printing.catalogue import PAPERS
from printing.content import following, registration, scorer_sheet
from printing.content.listing import ListLine, grouped
from tests.book.conftest import Clock, keys
from tests.book.pledging.test_practice_registration import live
from tests.book.practice import DATA, UNITS, YEAR
from tests.printing import papers

KEYS = ("dang-ky", "giao-uoc", "gop-y", "so-ket", "ket-qua-nam", "thu-chi", "kiem-tra-cheo", "phieu-linh-vuc")
KINDS = {kind.key: kind for kind in PAPERS}


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Book]:
    path = tmp_path_factory.mktemp("year") / "khoi.sokhoi"
    with create_book(path, DATA["bloc"]["name"], clock=Clock("2025-12-19"), key_source=keys()) as book:
        live(book)
        draft = book.drafts.put(YEAR, "regulation", "Quy chế hoạt động", sent_on="2025-02-14", due_on="2025-02-28")
        said = {"unit": "mttq", "part": "Điều 6", "taken": "refused", "answer": "Theo quy định của tỉnh"}
        book.drafts.put_comment(draft, "Đề nghị kéo dài thời hạn", **said)
        yield book


def texts(book: Book, key: str, folder: Path) -> list[str]:
    return papers.raw_pages(KINDS[key].make(book, year=YEAR), folder)


@pytest.mark.parametrize("key", KEYS)
def test_a_paper_in_both_families(key: str, lived: Book, tmp_path: Path) -> None:
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in texts(lived, key, tmp_path)[0]
    (head, _deputy) = lived.leadership.terms(YEAR)
    lived.leadership.put_term(YEAR, "vptu", "head", key=head.key)
    try:
        text = texts(lived, key, tmp_path)[0]
        assert "ĐẢNG CỘNG SẢN VIỆT NAM" in text
        assert "CỘNG HÒA" not in text
    finally:
        lived.store.undo()


EMPTY = {
    "phieu-linh-vuc": ("scorer.nobody", None),
    "gop-y": ("paper.nothing", "năm 2025 chưa có dự thảo nào được gửi lấy ý kiến"),
    "thu-chi": ("paper.nothing", "năm 2025 chưa ghi khoản thu, chi nào"),
    "kiem-tra-cheo": ("paper.nothing", "năm 2025 chưa lập tổ kiểm tra chéo nào"),
}


@pytest.mark.parametrize("key", KEYS)
def test_a_paper_of_an_empty_year(key: str, tmp_path: Path) -> None:
    """Seen failing: drafts, money and teams printed with nothing in them."""
    with create_book(tmp_path / "a.sokhoi", "Khối thi đua số 1", clock=Clock(), key_source=keys()) as book:
        book.years.open(YEAR)
        book.members.add("Sở Tư pháp", "Sở Tư pháp", year=YEAR)
        if key in EMPTY:
            with pytest.raises(Refusal) as refused:
                KINDS[key].make(book, year=YEAR)
            assert (refused.value.code, refused.value.facts.get("lacking")) == EMPTY[key]
        else:
            assert KINDS[key].make(book, year=YEAR).startswith(b"%PDF")


def test_papers_of_units_are_refused_while_the_year_has_none(tmp_path: Path) -> None:
    """A blank page says nothing; the sentence says what is missing. Every other paper is made or refused by name."""
    with create_book(tmp_path / "a.sokhoi", "Khối thi đua số 1", clock=Clock(), key_source=keys()) as book:
        book.years.open(YEAR)
        for kind in PAPERS:
            for form in ("pdf", "docx") if kind.word else ("pdf",):
                try:
                    assert kind.make(book, form, year=YEAR)[:2] in (b"%P", b"PK")
                except Refusal as refusal:
                    codes = ("paper.nobody", "paper.nothing", "meeting.none", "scorer.nobody")
                    assert refusal.code in codes, (kind.key, refusal)
        for key in ("phieu-cham", "phieu-cham-trang", "bang-tong-hop", "bang-chi-tiet-a3"):
            with pytest.raises(Refusal) as refused:
                KINDS.get(key, next(kind for kind in PAPERS if kind.key == key)).make(book, "docx", year=YEAR)
            assert refused.value.code == "paper.nobody"


def test_the_registration_table_names_late_ones(lived: Book, tmp_path: Path) -> None:
    text = " ".join(texts(lived, "dang-ky", tmp_path))
    assert "28/3/2025 (chậm 13 ngày)" in text
    assert "15.000" in text
    assert "Đã đăng ký: 09/09 đơn vị." in text


def test_a_target_of_many_lines_shares_its_unit() -> None:
    few = grouped(("1", "Sở"), [("a",), ("b",)])
    assert few == [ListLine(("1", "Sở", "a"), shared=2, over=1), ListLine(("b",))]
    many = grouped(("1", "Sở"), [(str(n),) for n in range(30)])
    assert all(line.cells[:2] == ("1", "Sở") and not line.over for line in many)


def test_the_pledge_holds_sections_and_every_signature(lived: Book, tmp_path: Path) -> None:
    content = registration.gather_pledge(lived, YEAR)
    assert [name for name, _ in content.sections] == ["Mục tiêu", "Chỉ tiêu", "Nhiệm vụ", "Giải pháp"]
    assert [one.name for one in content.signatories][:2] == ["Trần Văn Bách", "Phan Thị Sen"]
    assert len(content.signatories) == len(UNITS)
    text = " ".join(texts(lived, "giao-uoc", tmp_path))
    assert "ngày 20 tháng 3 năm 2025" in text
    for one in (*content.signatories, *content.witnesses):
        assert one.name in text


@pytest.mark.parametrize("count", [1, 2, 3, 4, 17, 40])
@pytest.mark.parametrize("columns", [2, 3])
def test_a_grid_of_signatures_cuts_no_row(count: int, columns: int, tmp_path: Path) -> None:
    signers = tuple(Signer(f"ĐƠN VỊ SỐ {n}", (f"CHỨC VỤ {n}",), "", f"Họ Tên {n}Z") for n in range(1, count + 1))
    grid = SignatureGrid(signers, columns, "ĐẠI DIỆN CÁC ĐƠN VỊ")  # type: ignore[arg-type]
    pages = papers.raw_pages(pdf.render(Document("state", "Giao ước", (grid,))), tmp_path)
    for n in range(1, count + 1):
        (page,) = [at for at, text in enumerate(pages) if f"Họ Tên {n}Z" in text]
        assert f"CHỨC VỤ {n}" in pages[page]
    assert "ĐẠI DIỆN CÁC ĐƠN VỊ" in pages[0]


def test_the_last_row_of_a_grid_never_stands_alone(tmp_path: Path) -> None:
    """Thirty sign; wherever on the page the grid begins, its last page holds two rows or more."""
    signers = tuple(Signer(f"ĐƠN VỊ SỐ {n}", ("GIÁM ĐỐC",), "", f"Họ Tên {n}Z") for n in range(1, 31))
    for before in range(0, 26, 5):
        text = tuple(Paragraph("Một dòng.") for _ in range(before))
        made = pdf.render(Document("state", "Giao ước", (*text, SignatureGrid(signers, 3, "ĐẠI DIỆN"))))
        assert papers.raw_pages(made, tmp_path)[-1].count("GIÁM ĐỐC") >= 6


def test_a_heading_of_witnesses_goes_with_them(tmp_path: Path) -> None:
    witness = SignatureGrid((Signer("", ("PHÓ CHỦ TỊCH",), "", "Võ Thành Đước"),), 1, "CHỨNG KIẾN")
    for before in range(20, 34):
        text = tuple(Paragraph("Một dòng.") for _ in range(before))
        pages = papers.raw_pages(pdf.render(Document("state", "Giao ước", (*text, witness))), tmp_path)
        assert all(("CHỨNG KIẾN" in page) == ("Võ Thành Đước" in page) for page in pages)


def test_a_single_witness_stands_in_the_middle(tmp_path: Path) -> None:
    with create_book(tmp_path / "k.sokhoi", "Khối", clock=Clock(), key_source=keys()) as book:
        book.years.open(YEAR)
        book.registration.pledge.set_signs(YEAR, "witness", [Sign("Nguyễn Văn Một", "Phó Chủ tịch")])
        ((width, _), words), *_ = papers.boxes(KINDS["giao-uoc"].make(book, year=YEAR), tmp_path)
    left, right = (width * share for share in (30 / 210, 195 / 210))  # the margins of the State family
    (one,) = [word for word in words if word[4] == "Một"]
    (first,) = [word for word in words if word[4] == "Nguyễn"]
    assert abs((first[0] + one[2]) / 2 - (left + right) / 2) < 2


def test_the_pledge_calls_a_unit_by_its_full_name_of_the_day(lived_book: Book, tmp_path: Path) -> None:
    """The office of statistics was renamed within the year; the pledge was signed before: one name in both places."""
    content = registration.gather_pledge(lived_book, YEAR)
    assert content.targets is not None
    table = {line.cells[1].upper() for line in content.targets.lines if line.shared}
    assert table == {one.body for one in content.signatories}
    assert "CHI CỤC THỐNG KÊ TỈNH SÔNG LÀNH" in table
    assert "ỦY BAN MẶT TRẬN TỔ QUỐC VIỆT NAM TỈNH SÔNG LÀNH" in table
    assert ": ....." not in " ".join(texts(lived_book, "giao-uoc", tmp_path))


def test_columns_of_targets_are_left_out_where_nobody_has_any(lived: Book, tmp_path: Path) -> None:
    with create_book(tmp_path / "k.sokhoi", "Khối", clock=Clock(), key_source=keys()) as book:
        book.years.open(YEAR)
        book.members.add("Sở Tư pháp", "Sở Tư pháp", year=YEAR)
        for made in (registration.gather(book, YEAR), following.gather_review(book, YEAR, half=True)):
            (table,) = made.tables
            assert [column.title for column in table.columns][-1] in ("Nhiệm vụ trọng tâm", "Tỷ lệ (%)")
            assert {len(line.cells) for line in table.lines} == {len(table.columns)} == {5}
            assert made.heading.date == str(YEAR)
    assert registration.gather(lived, YEAR).tables[0].columns == registration.REGISTERED
    assert len(following.gather_review(lived, YEAR, half=True).tables[0].columns) == 10


def test_papers_made_within_the_year_bear_it_before_they_have_a_day(lived: Book, tmp_path: Path) -> None:
    for key in ("dang-ky", "gop-y", "so-ket", "kiem-tra-cheo"):
        assert "tháng năm 2025" in texts(lived, key, tmp_path)[0], key
    assert "tháng năm 2025" not in texts(lived, "ket-qua-nam", tmp_path)[0]  # it may be made in January of the next


def test_the_half_year_adds_up_and_gives_no_award(lived: Book, tmp_path: Path) -> None:
    content = following.gather_review(lived, YEAR, half=True)
    assert content.tables[0].lines[-1].cells[2:5] == ("95", "45", "47,37")
    assert following.gather_review(lived, YEAR, half=False).tables[0].lines[-1].cells[2:5] == ("95", "88", "92,63")
    text = " ".join(texts(lived, "so-ket", tmp_path))
    assert "Bằng khen" not in text
    assert "Cờ thi đua" not in text


def test_comments_say_what_became_of_them(lived: Book) -> None:
    (table,) = following.gather_comments(lived, YEAR).tables
    assert table.lines[0].cells[1:] == (
        "Ủy ban MTTQ tỉnh", "Điều 6", "Đề nghị kéo dài thời hạn", "Không tiếp thu", "Theo quy định của tỉnh"
    )  # fmt: skip
    assert table.notes[0].startswith("Không có ý kiến: Văn phòng UBND tỉnh")


def test_the_fund_is_handed_over(lived: Book) -> None:
    (table,) = following.gather_fund(lived, YEAR).tables
    assert table.lines[-1].cells[3:5] == ("45.000.000", "41.350.000")
    assert table.notes[0] == "Còn lại: 3.650.000 đồng, bàn giao cho Trưởng khối năm sau."


def test_a_scorers_sheet_holds_its_items_for_all_units(lived: Book) -> None:
    sheets = scorer_sheet.gather(lived, YEAR, "appraisal")
    assert [one.office for one in sheets] == list(lived.scorer_sheets.offices(YEAR))
    (snv,) = [one for one in sheets if one.office == "Sở Nội vụ"]
    rows = {row.code: row.cells for row in snv.rows if row.maximum}
    assert rows["I.4"][0] == "98,6"
    assert rows["I.7"][3] == "Không giao"
    assert all(len(row.cells) == len(UNITS) for row in snv.rows)


def test_marks_of_conditions_are_explained_where_they_stand(lived: Book) -> None:
    """Seen failing: `x 0 x` in a cell, and nothing said what it stands for; the workbook offered the conditions, one
    of which to choose.
    """
    sheets = scorer_sheet.gather(lived, YEAR, "appraisal")
    asked = {one.office: lived.scorer_sheets.sheet(YEAR, one.office, "appraisal").lines for one in sheets}
    marked = {office for office, lines in asked.items() if any(_checked(line) for line in lines)}
    assert marked
    for sheet in sheets:
        explained = [note for note in sheet.notes if "x (đạt) hoặc 0 (không đạt)" in note]
        assert len(explained) == sum(map(_checked, asked[sheet.office]))
    (head,) = [one for one in sheets if one.office in marked]
    said = "mỗi điều kiện ghi x (đạt) hoặc 0 (không đạt), cách nhau dấu cách, lần lượt: Về nguồn; Giao lưu thể thao; "
    assert f"Mục IV.3: {said}An sinh xã hội." in head.notes
    made = scorer_form.content(lived, YEAR, head.office, "appraisal")
    rules = zipfile.ZipFile(BytesIO(made)).read("xl/worksheets/sheet1.xml").decode()
    assert MARKS.format("Về nguồn; Giao lưu thể thao; An sinh xã hội") in rules
    assert "Giao lưu thể thao" not in rules.replace(MARKS.format("Về nguồn; Giao lưu thể thao; An sinh xã hội"), "")


def _checked(line: ScorerLine) -> bool:
    return line.input is not None and line.input.type == "checks"
