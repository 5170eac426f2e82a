"""What is open in a year: every source of open points, in words, each with an act that exists and settles it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from models.book.book import Book, create_book
from models.book.closing.rows import OpenPoint
from models.book.pledging.rows import Sign
from models.exchange import interchange
from models.rules.errors import RuleViolation
from models.rules.place.regulation import Regulation, Rule
from tests import practice_year
from tests.book.conftest import Clock
from tests.book.leadership.terms import put_again
from tests.book.practice import DATA

YEAR = 2025


@pytest.fixture
def bloc(book: Book) -> Book:
    book.years.open(YEAR)
    for key, name in (("hnd", "Hội Nông dân"), ("td", "Tỉnh đoàn")):
        book.members.add(f"{name} tỉnh", name, "mass_organisation", key=key, year=YEAR)
    return book


def points(book: Book) -> dict[str, OpenPoint]:
    return {point.code: point for point in book.closing.open_points(YEAR)}


def test_a_new_year_has_its_list_its_tasks_and_all_its_work_open(bloc: Book) -> None:
    """Work that nobody began is as open as work half done: what home's steps lack stands in the list too."""
    assert [point.words for point in bloc.closing.open_points(YEAR)] == [
        "Danh sách đơn vị năm 2025 chưa được xác nhận",
        "Năm 2025 chưa có quy chế, quy định",
        "Chưa ghi Trưởng khối năm 2025",
        "Năm 2025 chưa có bảng chấm điểm",
        "Chưa nhận đăng ký thi đua của đơn vị nào",
        "Chưa ghi ngày ký giao ước thi đua",
        "Chưa ghi hội nghị sơ kết",
        "Chưa ghi hội nghị tổng kết, bình xét",
        "Chưa lập đề nghị khen thưởng nào",
        "Chưa giới thiệu Trưởng khối năm 2026",
        "Bước tự chấm: chưa phiếu nào được xác nhận đủ",
        "Bước thống nhất: chưa phiếu nào được xác nhận đủ",
        f"{len(bloc.tasks.all(YEAR))} việc trong danh sách việc của năm chưa xong",
    ]
    for point in bloc.closing.open_points(YEAR):
        verb: object = bloc
        for name in point.act.split("."):
            verb = getattr(verb, name)
        assert callable(verb)


def test_a_step_the_bloc_does_not_do_is_not_open(bloc: Book) -> None:
    bloc.years.confirm_roster(YEAR, "2025-01-15")
    bloc.tasks.not_ours(YEAR, [task.key for task in bloc.tasks.all(YEAR)])
    assert set(points(bloc)) == {"regulation.none", "term.none", "form.none", "sheet.not_complete"}
    assert points(bloc)["sheet.not_complete"].words.startswith("Bước thống nhất"), "the result of the year"
    bloc.tasks.reopen(YEAR, ["hop-so-ket"])
    assert "meeting.none_half-year" in points(bloc)


def test_registrations_that_came_leave_the_others_named(bloc: Book) -> None:
    bloc.registration.receive(YEAR, "hnd", "2025-02-20")
    assert points(bloc)["registration.missing"].words == "Chưa nhận đăng ký thi đua của Tỉnh đoàn"
    bloc.registration.receive(YEAR, "td", "2025-02-21")
    assert "registration.missing" not in points(bloc)


def test_an_adopted_form_without_a_sheet_has_every_sheet_open(bloc: Book) -> None:
    bloc.forms.adopt(YEAR, bloc.forms.load_shipped(bloc.forms.shipped()[0].name))
    assert "form.none" not in points(bloc)
    stage = bloc.years.stages(YEAR)[0]
    assert points(bloc)["sheet.not_complete"].act == "scores.states.complete"
    words = [point.words for point in bloc.closing.open_points(YEAR) if point.code == "sheet.not_complete"]
    assert f"Bước {stage.name.lower()}: chưa phiếu nào được xác nhận đủ" in words


def test_what_is_open_in_the_practice_year(tmp_path: Path) -> None:
    """Nothing of the practice year was left unbegun, so its list is what it was."""
    with create_book(tmp_path / "k.sokhoi", DATA["bloc"]["name"], clock=Clock("2026-01-12")) as book:
        interchange.import_into(book, interchange.read(practice_year.PLACE))
        assert [point.code for point in book.closing.open_points(YEAR)] == [
            "score.estimate",
            "work.open",
            "work.open",
            "task.open",
            "proposal.waiting",
            "term.proposed",
            "term.proposed",
        ]


def row(table: str, **said: object) -> Callable[[Book], None]:
    def write(book: Book) -> None:
        with book.store.operation("test.row") as tx:
            tx.insert(table, {"year": YEAR, **said} if table not in ("ballot", "comment") else said)

    return write


def both(*acts: Callable[[Book], None]) -> Callable[[Book], None]:
    def act(book: Book) -> None:
        for each in acts:
            each(book)

    return act


TD = {"key": "td", "name": "Tỉnh đoàn"}
MEETING = row("meeting", key="h4", kind="closing", title="Hội nghị tổng kết")
BALLOT = row(
    "ballot",
    key="p1",
    meeting="h4",
    position=1,
    way="acclaim",
    title="Suy tôn Cờ",
    candidates=[TD],
    rule={},
)
COMMENT = {"key": "c1", "draft": "d1", "position": 1, "text": "Bỏ mục 3"}
TERM = {"key": "t1", "year": YEAR + 1, "unit": "td", "role": "head", "basis": "elected", "status": "proposed"}


@pytest.mark.parametrize(
    ("act", "code", "words"),
    [
        (
            row("work", key="w1", unit="td", kind="ad-hoc", position=1, title="Rà soát mô hình", due_on="2025-09-30"),
            "work.open",
            "Nhiệm vụ chưa xong: Rà soát mô hình (Tỉnh đoàn), hạn 30/9/2025",
        ),
        (
            both(
                row("report", key="q1", position=1, name="Báo cáo quý I", due_on="2025-03-25"),
                row("report_received", report="q1", unit="td", received_on="2025-03-20"),
            ),
            "report.missing",
            "Báo cáo quý I: chưa nhận của Hội Nông dân",
        ),
        (
            both(row("draft", key="d1", kind="pledge", title="Dự thảo giao ước"), row("comment", **COMMENT)),
            "comment.open",
            "Dự thảo giao ước: 01 ý kiến góp ý chưa trả lời",
        ),
        (both(MEETING, BALLOT), "ballot.not_counted", "Chưa ghi kết quả kiểm phiếu: Suy tôn Cờ"),
        (MEETING, "meeting.no_minutes", "Chưa ghi biên bản đã ký: Hội nghị tổng kết"),
        (
            row("proposal", key="k1", unit="td", title="Cờ thi đua của UBND tỉnh"),
            "proposal.waiting",
            "Chờ quyết định khen thưởng: Cờ thi đua của UBND tỉnh, Tỉnh đoàn",
        ),
        (
            lambda book: book.papers.draft("to-trinh", YEAR, subject="Tờ trình khen thưởng"),
            "paper.draft",
            "Văn bản còn là dự thảo: Tờ trình khen thưởng",
        ),
        (
            lambda book: book.papers.issue(
                book.papers.draft("to-trinh", YEAR, subject="Tờ trình khen thưởng"), {"a": "b"}, date="2025-12-24"
            ),
            "paper.no_number",
            "Văn bản chờ số: Tờ trình khen thưởng",
        ),
        (
            row("term", **TERM),
            "term.proposed",
            "Chờ quyết định công nhận Tỉnh đoàn làm Trưởng khối năm 2026",
        ),
    ],
)
def test_every_unfinished_thing_is_a_point(bloc: Book, act: Callable[[Book], object], code: str, words: str) -> None:
    assert code not in points(bloc)
    act(bloc)
    point = points(bloc)[code]
    assert point.words == words
    verb: object = bloc
    for name in point.act.split("."):
        verb = getattr(verb, name)
    assert callable(verb)


def test_whoever_was_chosen_and_is_not_recorded_is_a_point_and_takes_over(bloc: Book) -> None:
    """The newly elected head takes over the book by the handover, recorded or not."""
    spec = {"way": "hands", "op": "gt", "percent": 50, "base": "present", "written": "not-count"}
    hands = Rule("gio-tay", "vote/1", "hands", cite="Điều 8", spec=spec)
    bloc.regulations.adopt(YEAR, Regulation("qc", "Quy chế"), (hands,))
    bloc.meetings.put(YEAR, "closing", "Hội nghị tổng kết", date="2025-12-05", key="h")
    for member in bloc.members.roster(YEAR):
        bloc.meetings.attendance.put("h", "member", unit=member.key)
    assert "term.not_recorded" not in points(bloc)
    bloc.meetings.put_hands("h", "Giới thiệu Tỉnh đoàn làm Trưởng khối", 2, 0, 0)
    assert points(bloc)["term.not_recorded"].words == (
        "Tỉnh đoàn được chọn làm Trưởng khối năm 2026, chưa ghi nhiệm kỳ"
    )
    assert bloc.closing.draft(YEAR).to_unit == "td"
    bloc.leadership.put_term(YEAR + 1, "hnd", "head")
    assert "term.not_recorded" not in points(bloc)
    assert bloc.closing.draft(YEAR).to_unit == "hnd"


def test_a_proposal_granted_after_closing_waits_no_longer(bloc: Book) -> None:
    row("proposal", key="k1", unit="td", title="Cờ thi đua")(bloc)
    assert "proposal.waiting" in points(bloc)
    row("honour", key="h1", unit="td", title="Cờ thi đua", proposal="k1", decision="12/QĐ-UBND")(bloc)
    assert "proposal.waiting" not in points(bloc)


def test_a_proposal_is_called_by_the_name_of_its_title(bloc: Book) -> None:
    """The regulation's name, never the key that stands for it; also where only another year's regulation knows it."""
    spec = {"name": "Bằng khen của Chủ tịch UBND tỉnh", "holder": "collective", "level": "province"}
    known = Rule("bk", "title/1", "title:BK_TINH/collective", cite="Điều 1", spec={**spec, "decided_by": "Chủ tịch"})
    bloc.years.open(YEAR - 1)
    bloc.regulations.adopt(YEAR - 1, Regulation("qc", "Quy chế"), (known,))
    row("proposal", key="k1", unit="td", title="BK_TINH")(bloc)
    words = points(bloc)["proposal.waiting"].words
    assert words == "Chờ quyết định khen thưởng: Bằng khen của Chủ tịch UBND tỉnh, Tỉnh đoàn"


def test_minutes_of_a_handover_wait_for_no_number(bloc: Book) -> None:
    key = bloc.papers.draft("bien-ban-ban-giao", YEAR, subject="Biên bản bàn giao")
    bloc.papers.issue(key, {"a": "b"}, date="2026-01-16")
    assert "paper.no_number" not in points(bloc)


def test_the_draft_of_a_handover_knows_papers_number_and_money(bloc: Book, clock: Clock) -> None:
    bloc.leadership.put_term(YEAR, "hnd", "head")
    bloc.members.put_post("hnd", "head", "Lý Tầm Xuân", "Chủ tịch", from_date="2024-01-01")
    key = bloc.papers.draft("bao-cao", YEAR, subject="Báo cáo tổng kết", symbol="BC-HND")
    bloc.papers.issue(key, {"a": "b"}, date="2025-12-17")
    bloc.papers.record_number(key, "140")
    bloc.log.fund.put(YEAR, "Đóng góp", 5_000_000, unit="td")
    bloc.log.fund.put(YEAR, "Về nguồn", -1_350_000)
    draft = bloc.closing.draft(YEAR)
    assert (draft.from_unit, draft.from_person, draft.to_unit) == ("hnd", "Lý Tầm Xuân", None)
    assert draft.items == (
        "Báo cáo tổng kết (số 140 ngày 17/12/2025)",
        "Bảng thu, chi đóng góp hoạt động chung",
    )
    assert draft.last_number == "140/BC-HND"
    assert draft.fund_dong == 3_650_000
    assert bloc.closing.draft(YEAR).open_work == tuple(point.words for point in bloc.closing.open_points(YEAR))


def test_a_proposal_whose_place_is_taken_can_only_be_taken_out(bloc: Book) -> None:
    row("term", **TERM)(bloc)
    bloc.leadership.put_term(YEAR + 1, "hnd", "head", deviation="Hội nghị thống nhất")
    point = points(bloc)["term.proposed"]
    assert point.words == "Tỉnh đoàn còn ghi đề nghị làm Trưởng khối năm 2026, đã có Hội Nông dân"
    assert point.act == "leadership.remove_term"
    with pytest.raises(RuleViolation, match=r"term\.overlaps"):
        put_again(bloc.leadership, point.subject.key, "approved")
    bloc.leadership.remove_term(point.subject.key)
    assert "term.proposed" not in points(bloc)


def test_the_draft_of_the_practice_bloc_lists_what_its_minutes_listed(tmp_path: Path) -> None:
    """What the practice year's own handover names (`handover.items`), as far as a book knows it, with its counts."""
    with create_book(tmp_path / "k.sokhoi", DATA["bloc"]["name"], clock=Clock("2026-01-12")) as book:
        interchange.import_into(book, interchange.read(practice_year.PLACE))
        found = book.closing.draft(YEAR).items
        members = len(DATA["roster"][str(YEAR)])
        assert [one for one in found if "Phiếu chấm" not in one and "Báo cáo" not in one] == [
            "Quy chế hoạt động của Khối thi đua Tổng hợp tỉnh Sông Lành năm 2025 (số 01/QC-KTĐ ngày 20/3/2025)",
            "Bảng chấm điểm thi đua năm 2025",
            f"Bản đăng ký thi đua của các đơn vị ({members:02} bản)",
            "Giao ước thi đua (09 bản)",
            "Biên bản kiểm tra chéo (09 biên bản)",
            "Biên bản hội nghị, cuộc họp (04 biên bản)",
            "Biên bản kiểm phiếu (04 biên bản), phiếu bầu đã niêm phong (…… phong bì)",
            "Hồ sơ đề nghị khen thưởng (05 hồ sơ)",
            "Quyết định khen thưởng số 176/QĐ-UBND ngày 06/02/2026",
            "Bảng thu, chi đóng góp hoạt động chung",
        ]
        assert "Phiếu chấm điểm, bước tự chấm (09 phiếu)" in found
        assert "Báo cáo năm của các đơn vị (09 bản)" in found
        expected = set(DATA["handover"]["items"])
        assert {"Giao ước thi đua (09 bản)", "Biên bản kiểm tra chéo (09 biên bản)"} <= expected & set(found)
        numbered = [words for words in book.closing.draft(YEAR).open_work if words[:2].isdigit()]
        assert numbered and all(words[2] in "0123456789 " for words in numbered)


def test_a_letter_kept_under_its_number_is_handed_over_though_it_was_not_issued_here(bloc: Book) -> None:
    bloc.papers.put_number("to-trinh-khen", YEAR, "147", "2025-12-24", "Tờ trình khen thưởng")
    bloc.papers.draft("bao-cao", YEAR, subject="Báo cáo còn viết")
    draft = bloc.closing.draft(YEAR)
    assert draft.items == ("Tờ trình khen thưởng (số 147 ngày 24/12/2025)",)
    assert draft.last_number == "147"


def test_a_pledge_is_handed_over_in_as_many_copies_as_units_signed(bloc: Book) -> None:
    """Closing items: those named sign, or, where nobody is named, the members of the day."""

    def told() -> list[str]:
        return [one for one in bloc.closing.draft(YEAR).items if one.startswith("Giao ước")]

    bloc.registration.pledge.put(YEAR, signed_on="2025-03-20")
    assert told() == ["Giao ước thi đua (02 bản)"]
    bloc.registration.pledge.set_signs(YEAR, "signatory", [Sign("Lò Thị Ban", None, "td")])
    assert told() == ["Giao ước thi đua (01 bản)"]
