"""The plan, answers, achievement reports, what changed since last year or since a paper was sent, and plates: each says
what the book holds, with its gaps told, and is refused while there is nothing of it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from models.book.book import Book, create_book
from models.book.scoring.rows import SheetAt
from models.book.year.board import milestones
from models.book.year.rows import Deadline
from models.book.year.year_facts import YearFacts
from models.exchange import interchange
from models.rules.act.days_off import moves_question
from models.rules.errors import RuleViolation
from models.rules.number.text import show_date
from printing import frozen, laid
from printing.blocks import Column as Head
from printing.blocks import Document, Paragraph, Placard, Row, Running, Table
from printing.catalogue import PAPERS
from printing.composing import Choice
from printing.content import awards, following
from printing.content.common import DOTS
from printing.content.letters import achievements, changed, plan, plates, results, working
from printing.content.letters.letter import Annex, Para
from printing.content.reading import Source
from tests import practice_year
from tests.book.conftest import Clock
from tests.printing import papers
from tests.printing.lived import lived
from tests.printing.test_letters import said

YEAR = 2025
KINDS = {kind.key: kind for kind in PAPERS}


@pytest.fixture
def fresh(tmp_path: Path) -> Book:
    made = create_book(tmp_path / "khoi.sokhoi", "Khối", clock=Clock())
    interchange.import_into(made, interchange.read(practice_year.PLACE))
    return made


# --- the plan --------------------------------------------------------------------------------------------------------


def test_the_plan_is_what_is_written_of_the_year(fresh: Book) -> None:
    letter = plan.plan(fresh, YEAR)
    text = said(letter)
    headings = [part.text for part in letter.parts if isinstance(part, Para) and re.match(r"[IVX]+\. ", part.text)]
    assert headings == [
        "I. Mục đích, yêu cầu",
        "II. Nội dung",
        "III. Tiến độ thực hiện",
        "IV. Thời hạn gửi báo cáo, hồ sơ",
        "V. Tổ chức thực hiện",
    ]
    assert letter.bases and all(one.startswith("Căn cứ ") for one in letter.bases)
    (table,) = [part.table for part in letter.parts if isinstance(part, Annex)]
    whens = [line.cells[2] for line in table.lines]
    assert "từ tháng 12/2024 đến tháng 01" in whens and "cả năm" in whens, whens
    key = next(one.key for one in fresh.tasks.all(YEAR) if one.state == "open")
    fresh.tasks.not_ours(YEAR, [key])
    after = next(part.table for part in plan.plan(fresh, YEAR).parts if isinstance(part, Annex))
    assert len(after.lines) == len(table.lines) - 1, "what the bloc does not do is in no plan"
    assert "chủ trì, theo dõi, đôn đốc việc thực hiện Kế hoạch." in text


@pytest.mark.parametrize(
    ("month", "words"), [(0, "tháng 12/2024"), (1, "tháng 01"), (2, "tháng 02"), (3, "tháng 3"), (13, "tháng 01/2026")]
)
def test_a_month_of_another_year_says_which(month: int, words: str) -> None:
    assert plan.month_words(YEAR, month) == words


# --- answers ---------------------------------------------------------------------------------------------------------


def test_each_explanation_is_answered_with_what_became_of_it(fresh: Book) -> None:
    letters = {one.key: said(one) for one in plan.answers(fresh, YEAR)}
    explained = {
        unit
        for unit in (one.key for one in fresh.members.roster(YEAR))
        for stage in fresh.years.stages(YEAR)
        for held in fresh.scores.sheet(SheetAt(YEAR, unit, stage.key)).cells.values()
        if held.explanation
    }
    assert explained and explained <= set(letters)
    for text in letters.values():
        for line in [one for one in text.splitlines() if one.startswith("Mục ")]:
            assert re.search(r"(giữ nguyên|tính lại|Điểm thẩm định là) [\d,]+ điểm", line), line


def test_an_opinion_is_answered_once_something_was_decided(fresh: Book) -> None:
    draft = fresh.drafts.put(YEAR, "report", "Dự thảo kết quả xếp hạng", sent_on="2025-12-20")
    fresh.drafts.put_comment(draft, "Đề nghị xem lại mục I.1", unit="stc")
    open_one = [one.key for one in plan.answers(fresh, YEAR)]
    fresh.drafts.put_comment(
        draft, "Đề nghị nêu rõ căn cứ", unit="stc", taken="refused", answer="Căn cứ đã nêu ở Điều 6"
    )
    (letter,) = plan.answers(fresh, YEAR, "stc")
    text = said(letter)
    assert "“Đề nghị nêu rõ căn cứ”. Không tiếp thu: Căn cứ đã nêu ở Điều 6." in text
    assert "xem lại mục I.1" not in text, "what is still open is not answered"
    assert letter.to and letter.about == (f"trả lời giải trình, kiến nghị của {letter.to[0]}",)
    assert "stc" not in open_one or "Về giải trình điểm" in text
    for one in plan.answers(fresh, YEAR):
        heads = [each.text for each in one.parts if isinstance(each, Para) and each.heading]
        assert [bool(re.match(r"\d\.", each)) for each in heads] == [len(heads) > 1] * len(heads), "no lone number"


# --- achievement reports ---------------------------------------------------------------------------------------------


def test_every_proposal_gets_the_frame_of_its_holder_with_what_is_known(fresh: Book) -> None:
    letters = {one.key: one for one in achievements.reports(fresh, YEAR)}
    live = [one for one in fresh.awards.proposals(YEAR) if one.live]
    assert set(letters) == {one.key for one in live} and live
    for one in live:
        text = said(letters[one.key])
        assert achievements.UNVERIFIED in text, "a frame nobody compared with its source says so"
        assert "Các hình thức đã được khen thưởng" in text
        assert not re.search(r"xuất sắc trong|tiêu biểu|nổi bật", text), "praise is the candidate's to write"
        if one.holder == "collective":
            assert "điểm, xếp thứ" in text
    assert {one.holder for one in achievements.frames()} == {"collective", "individual", "household"}


def test_ratings_of_a_linked_record_stand_in_the_report_of_the_person(fresh: Book) -> None:
    """Somebody known in another unit before: what was found of that record is the same person's, once it is linked."""
    one = next(one for one in fresh.awards.proposals(YEAR) if one.live and one.person)
    assert one.person is not None
    elsewhere = next(member.key for member in fresh.members.roster(YEAR) if member.key != one.unit)
    other = fresh.members.person_of(elsewhere, one.person_name)
    fresh.findings.put(YEAR - 2, other, "HTXS", document="QĐ 77", by="Đảng ủy")
    fresh.findings.put(YEAR - 1, one.person, "HTT", document="QĐ 78")
    letter = next(made for made in achievements.reports(fresh, YEAR) if made.key == one.key)
    assert "QĐ 77" not in said(letter) and "QĐ 78" in said(letter)
    fresh.members.link_person(one.person, other)
    text = said(next(made for made in achievements.reports(fresh, YEAR) if made.key == one.key))
    assert f"Năm {YEAR - 2}: " in text and "QĐ 77, Đảng ủy" in text and text.index("QĐ 77") < text.index("QĐ 78")


def test_a_report_and_the_list_of_particulars_tell_the_same_honours(fresh: Book) -> None:
    """All granted but by what is asked for now; a report of a day none that came after it, an undated one all."""
    one = next(one for one in fresh.awards.proposals(YEAR) if one.live and one.person)
    fresh.history.record("CSTDCS", YEAR, one.unit, one.person, decision="77/QĐ-TTr", date="2026-01-15")
    fresh.history.record("CSTDCS", YEAR + 1, one.unit, one.person, decision="78/QĐ-TTr", date="2027-01-15")
    granted = next(entry.decision for entry in fresh.history.entries(YEAR) if entry.proposal == one.key)
    assert granted

    def told(date: str) -> tuple[str, str]:
        letter = next(made for made in achievements.reports(fresh, YEAR, date=date) if made.key == one.key)
        listed = awards.particulars(fresh, YEAR, date=date).tables[0].lines
        (line,) = [line.cells for line in listed if line.cells[1] == one.person_name]
        return said(letter), line[-1]

    for date, there in (("", True), ("2025-12-24", False), ("2026-02-10", True)):
        for text in told(date):
            assert ("77/QĐ-TTr" in text) == there, (date, text)
            assert granted not in text and "78/QĐ" not in text, (date, text)


# --- what changed ----------------------------------------------------------------------------------------------------


def test_two_forms_are_compared_item_by_item(lived_book: Book) -> None:
    letter = changed.forms(lived_book, YEAR)
    (part,) = letter.parts
    assert isinstance(part, Annex)
    changes = {line.cells[0]: line.cells[-1] for line in part.table.lines if line.cells[-1]}
    assert sorted(changes.values()) == ["mới thêm", "tên trước: Nhiệm vụ trọng tâm được giao"]
    form = lived_book.forms.form(lived_book.forms.for_unit(YEAR, "td"))
    assert len(part.table.lines) == len(form.nodes) + 1
    count = len(form.items())
    assert part.table.notes == (f"{count:02d} mục: {count - 2:02d} giữ nguyên, 02 có thay đổi.",)


def test_without_last_years_form_the_comparison_says_so(fresh: Book) -> None:
    with pytest.raises(RuleViolation) as refused:
        changed.forms(fresh, YEAR)
    assert refused.value.facts["lacking"] == "sổ chưa có bảng chấm điểm dùng cho năm 2024"


def test_a_replaced_paper_is_told_with_what_still_carries_its_number(fresh: Book) -> None:
    with pytest.raises(RuleViolation):
        changed.correction(fresh, YEAR)

    def issued(kind: str, number: str, content: object = None, **said: str) -> str:
        key = fresh.papers.enter(
            kind, YEAR, number=number, symbol="TB-TTr", date="2025-12-22", subject=KINDS[kind].title
        )
        made = content or frozen.plain(KINDS[kind].composed(fresh, year=YEAR))
        fresh.papers.issue(key, made, date="2025-12-22")
        return key

    old = issued("thong-bao-xep-hang", "31")
    issued("cong-khai", "32", {"is": "Paragraph", "text": "Theo Thông báo số 31/TB-TTr"})
    issued("tong-hop-nam", "33")
    issued("can-cu", "34")
    new = fresh.papers.replace(old)
    (letter,) = changed.correction(fresh, YEAR)
    assert letter.key == old
    (table,) = [part.table for part in letter.parts if isinstance(part, Annex)]
    assert [(line.cells[2], line.cells[3]) for line in table.lines] == [
        ("32/TB-TTr ngày 22/12/2025", "dẫn số 31/TB-TTr"),
        ("33/TB-TTr ngày 22/12/2025", "ghi thứ hạng, kết quả"),
    ]
    same = said(letter)
    assert "số 31/TB-TTr ngày 22/12/2025" in same and "Nội dung thay đổi" not in same, "nothing else was changed"
    name = fresh.members.roster(YEAR)[0].unit.name
    fresh.papers.word("thong-bao-xep-hang", YEAR, {}, "vpub.own", f"{name} được xếp lại.", "x")
    assert fresh.papers.get(new).texts
    (told,) = changed.correction(fresh, YEAR)
    assert f"Nay viết: “{name} được xếp lại.”." in said(told)


MEMBERS = "Các đơn vị thành viên khối"


@pytest.mark.parametrize(
    ("kind", "choice", "to", "others"),
    [
        ("to-trinh-khen", {}, ("Chủ tịch UBND tỉnh", "Sở Nội vụ tỉnh Sông Lành"), ("Như trên", MEMBERS)),
        ("thong-bao-diem", {"unit": "td"}, ("Tỉnh đoàn Sông Lành",), ("Như trên",)),
        ("bao-cao-tong-ket", {}, ("Sở Nội vụ tỉnh Sông Lành", MEMBERS), ("Như trên",)),
        ("giay-nhac", {}, (DOTS,), ("Như trên",)),
        ("trich-bien-ban", {}, (DOTS,), ("Như trên",)),
        ("bang-tong-hop", {}, (MEMBERS,), ("Như trên",)),
    ],
)
def test_the_letter_that_replaces_a_paper_goes_to_whom_that_paper_went(
    kind: str, choice: dict[str, str], to: tuple[str, ...], others: tuple[str, ...], tmp_path: Path
) -> None:
    """To its addressees, then to who else got it; to be written in where the old paper names nobody by name."""
    with lived(tmp_path / "k.sokhoi") as book:
        old = book.papers.enter(kind, YEAR, number="51", symbol="TTr", date="2025-12-22", subject=KINDS[kind].title)
        made = frozen.plain(KINDS[kind].composed(book, year=YEAR, **choice))
        book.papers.issue(old, made, date="2025-12-22")
        book.papers.replace(old)
        letter = next(one for one in changed.correction(book, YEAR) if one.key == old)
        assert (letter.to, letter.recipients) == (to, others)


def test_who_got_one_of_many_papers_is_named_once_with_the_others(fresh: Book) -> None:
    made = KINDS["thong-bao-diem"].composed(fresh, year=YEAR)
    assert isinstance(made, Running)
    named = tuple(fresh.members.unit(one.key, "2025-12-31") for one in made.documents)
    twice = Running((*made.documents, made.documents[0]))
    told = frozen.addressees(frozen.plain(twice))
    assert len(told) == len(named) > 5 and not any(one.startswith(("-", "Kính")) or one[-1] in ";." for one in told)


def test_only_what_is_said_otherwise_by_value_is_told_of_a_replaced_paper(fresh: Book) -> None:
    """Of two alike: a sentence whose data stand still is counted, one whose data moved, and a line, are quoted."""

    def paper(votes: Paragraph, points: str) -> Running:
        table = Table((Head("Đơn vị"), Head("Điểm")), (Row(("Sở A", points)), Row(("Sở B", "96,00"))))
        return Running((Document("state", "Giấy", (votes, table), key="td"),))

    def told(was: Running, now: Running, *own: str) -> list[str]:
        return list(changed._differences(was, now, frozenset(own)))

    old = paper(Paragraph("Tán thành 8/8 phiếu.", key="votes", facts=("8", "8")), "97,5")
    assert told(old, paper(Paragraph("Tán thành 08/08 phiếu.", key="votes"), "97,50")) == []
    reworded = paper(Paragraph("Có 08/08 phiếu tán thành.", key="votes", facts=("8", "8")), "97,50")
    assert told(old, reworded) == ["- 01 đoạn viết lại; theo toàn văn của văn bản mới."]
    hidden = paper(Paragraph("Tán thành 8/8 phiếu, cần 6.", key="votes", facts=("8", "8")), "97,5")
    assert told(old, hidden) == ["- Nay viết: “Tán thành 8/8 phiếu, cần 6.”."], "a figure its facts do not name"
    assert told(old, reworded, "td.votes") == ["- Nay viết: “Có 08/08 phiếu tán thành.”."], "a person reworded it"
    moved = paper(Paragraph("Tán thành 07/08 phiếu.", key="votes", facts=("7", "8")), "97,25")
    assert told(old, moved) == [
        "- Nay viết: “Tán thành 07/08 phiếu.”.",
        "- Dòng trước: Sở A | 97,5.",
        "- Dòng nay: Sở A | 97,25.",
    ]


# --- plates ----------------------------------------------------------------------------------------------------------


def test_everybody_who_comes_has_a_plate_of_one_page(fresh: Book, tmp_path: Path) -> None:
    made = plates.names(fresh, Choice(YEAR, meeting="h4"))
    there = [one for one in fresh.meetings.attendance.all("h4") if one.capacity not in ("absent", "written")]
    assert len(made.documents) == len(there) > 5
    pages = papers.raw_pages(KINDS["bien-ten"].make(fresh, year=YEAR, meeting="h4"), tmp_path)
    assert len(pages) == len(there)
    for one, page in zip(there, pages, strict=True):
        assert (one.name or "").upper() in page.replace("\u00a0", " ")


@pytest.mark.parametrize(
    "text", ["LÊ AN", "NGUYỄN THỊ HOÀNG TRÚC", "ỦY BAN MẶT TRẬN TỔ QUỐC VIỆT NAM TỈNH SÔNG LÀNH", "W" * 60, ""]
)
def test_a_placard_fills_its_page_and_never_leaves_it(text: str) -> None:
    room, height = 700.0, 480.0
    free, lines = laid.placard(Placard((text,), ("Khối",), ("Chức vụ",)), room, height)
    used = sum(line.look.size * laid.LEADING for line in lines)
    assert free >= 0 and free * 2 + used <= height + 0.01
    assert laid.widest(lines) <= room + 0.01
    if text.startswith("NGUYỄN"):
        assert sum(line.look.bold for line in lines) == 1, "a name stands on one line"


# --- the bloc set to work ---------------------------------------------------------------------------------------------


def test_who_scores_and_checks_is_told_as_it_is_written(fresh: Book) -> None:
    letter = working.teams(fresh, YEAR)
    (table,) = [part.table for part in letter.parts if isinstance(part, Annex)]
    assert [line.cells[1] for line in table.lines] == [one.name for one in fresh.teams.all(YEAR)]
    assert sum("(tổ trưởng)" in line.cells[2] for line in table.lines) == len(table.lines)
    checked = "\n".join(line.cells[3] for line in table.lines)
    assert checked.count("(từ ") == sum(len(one.visits) for one in fresh.teams.all(YEAR))
    text = said(letter)
    assert all(f"- {one.name}: {one.scorer}" in text for one in fresh.years.stages(YEAR) if one.scorer)


def test_the_directory_has_everybody_and_leaves_gaps_open(fresh: Book) -> None:
    (part,) = working.directory(fresh, YEAR).parts
    assert isinstance(part, Annex) and len(part.table.lines) == 9
    assert all(line.cells[2] and line.cells[3] and line.cells[4] for line in part.table.lines)
    assert not any(line.cells[5] for line in part.table.lines), "nobody's address is made up"


def test_open_drafts_are_sent_with_their_days(fresh: Book) -> None:
    with pytest.raises(RuleViolation) as refused:
        working.ask_comments(fresh, YEAR)
    assert refused.value.facts["lacking"] == f"năm {YEAR} không có dự thảo nào đang chờ ý kiến"
    fresh.drafts.put(YEAR, "plan", "Dự thảo Kế hoạch", sent_on="2025-12-10", due_on="2025-12-25")
    fresh.drafts.put(YEAR, "form", "Dự thảo Bảng chấm điểm")
    fresh.drafts.put(YEAR, "plan", "Kế hoạch cũ", sent_on="2025-01-10", number="3", issued_on="2025-02-01")
    letter = working.ask_comments(fresh, YEAR)
    text = said(letter)
    assert "Dự thảo Kế hoạch, gửi ý kiến chậm nhất ngày 25/12/2025." in text and "Dự thảo Bảng chấm điểm." in text
    assert "Kế hoạch cũ" not in text, "what was issued waits for nobody"
    assert letter.about == ("lấy ý kiến dự thảo Kế hoạch và dự thảo Bảng chấm điểm",)


def test_days_that_moved_stand_moved_on_every_letter(fresh: Book) -> None:
    """Seen failing: drafts, explanations and reminders told the day off, the plan and the letter of scores the day it
    had moved to."""
    fresh.drafts.put(YEAR, "plan", "Dự thảo Kế hoạch", sent_on="2025-12-10", due_on="2025-12-27")
    fresh.log.put_report(YEAR, "Báo cáo bổ sung", due_on="2025-12-27")
    fresh.years.put_deadline(Deadline(YEAR, "giai-trinh", "Hạn giải trình", "2025-12-27"))

    def told() -> list[str]:
        explained = results._until(Source(fresh, YEAR), "Trưởng khối").text
        awaited = next(one for one in fresh.course.awaited(YEAR, today="2025-12-20") if one.name == "Báo cáo bổ sung")
        (line,) = [one for one in milestones(YearFacts(fresh, YEAR, "2025-12-28")) if one.key == "giai-trinh"]
        listed = next(
            one.heading for one in following.gather_comments(fresh, YEAR).tables if "hạn góp ý" in one.heading
        )
        return [
            said(working.ask_comments(fresh, YEAR)),
            listed,
            explained,
            show_date(awaited.due_on or ""),
            show_date(line.on),
        ]

    assert all("27/12/2025" in one for one in told())
    fresh.decisions.answer(moves_question(YEAR), "moves", "Hội nghị thống nhất", year=YEAR)
    assert all("29/12/2025" in one and "27/12/2025" not in one for one in told())


def test_own_scores_are_asked_for_by_their_day(fresh: Book) -> None:
    text = said(working.ask_scores(fresh, YEAR))
    due = next(one for one in fresh.years.deadlines(YEAR) if one.stage == "self")
    assert f"chậm nhất ngày {'/'.join(reversed(due.due_on.split('-')))}" in text
    fresh.years.remove_deadline(YEAR, due.key)
    with pytest.raises(RuleViolation):
        working.ask_scores(fresh, YEAR)
