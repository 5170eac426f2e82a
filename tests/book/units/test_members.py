"""Units, lists of years and lineage, on the blocs of two news articles and on the practice bloc's merger."""

from __future__ import annotations

import sqlite3

import pytest

from models.book.book import Book
from models.book.units.members import NewUnit
from models.book.units.roster import OF_A_YEAR
from models.book.units.units import HISTORY, PERSON_PLACES
from models.file.declared.schema import STEPS
from models.file.declared.tables import TABLES
from models.rules.errors import BadInput, Refusal, RuleViolation
from printing.content.reading import Source
from tests.book.conftest import Clock
from ui.words.names import Names

HUYEN_UY = (
    ("Văn phòng Huyện ủy", "party"),
    ("Ban Tổ chức Huyện uỷ", "party"),
    ("Ban Tuyên giáo Huyện uỷ", "party"),
    ("Ủy ban Kiểm tra Huyện ủy", "party"),
    ("Ban Dân vận Huyện uỷ", "party"),
    ("Trung tâm Chính trị huyện", "party"),
    ("Uỷ ban MTTQ huyện", "front"),
    ("Hội Cựu chiến binh huyện", "mass_organisation"),
    ("Hội Liên hiệp Phụ nữ huyện", "mass_organisation"),
    ("Liên đoàn Lao động huyện", "mass_organisation"),
    ("Hội Nông dân huyện", "mass_organisation"),
    ("Đoàn TNCS HCM huyện", "youth_union"),
)
"""Khối các cơ quan Đảng, đoàn thể thuộc Huyện ủy, 15/3/2022, spelt as the article spells them."""

TONG_HOP = (
    ("Văn phòng Đoàn ĐBQH và HĐND tỉnh", "state"),
    ("Kho bạc Nhà nước tỉnh", "central_vertical"),
    ("Văn phòng UBND tỉnh", "state"),
    ("Sở Kế hoạch và Đầu tư", "state"),
    ("Sở Tài chính", "state"),
    ("Cục Thuế tỉnh", "central_vertical"),
    ("Cục Thống kê tỉnh", "central_vertical"),
    ("Chi nhánh Ngân hàng Nhà nước tỉnh", "central_vertical"),
    ("Chi cục Hải quan Hà Nam", "central_vertical"),
)
"""Khối Thi đua Tổng hợp, 28/12/2021."""


def names(book: Book, year: int, on: str | None = None) -> list[str]:
    return [member.unit.short_name for member in book.members.roster(year, on)]


def paste(book: Book, units: tuple[tuple[str, str], ...], year: int) -> tuple[str, ...]:
    book.years.open(year)
    return book.members.add_many(book.members.read_table([[name] for name, _ in units]), year)


class TestTheTwoBlocs:
    """The 12 agencies of a district party committee and the nine of a provincial bloc, pasted as they stand."""

    @pytest.mark.parametrize(("units", "year"), [(HUYEN_UY, 2022), (TONG_HOP, 2021)])
    def test_pasted_names_come_in_order_with_their_kinds(
        self, book: Book, units: tuple[tuple[str, str], ...], year: int
    ) -> None:
        paste(book, units, year)
        found = [(member.unit.name, member.unit.kind) for member in book.members.roster(year)]
        assert found == list(units)
        assert [op.kind for op in book.store.ops()][-1] == "add-units"

    def test_both_spellings_are_found_with_and_without_marks(self, book: Book) -> None:
        paste(book, HUYEN_UY, 2022)
        wanted = [
            "Ban Dân vận Huyện uỷ",
            "Ban Tổ chức Huyện uỷ",
            "Ban Tuyên giáo Huyện uỷ",
            "Ủy ban Kiểm tra Huyện ủy",
            "Văn phòng Huyện ủy",
        ]
        for typed in ("huyện uỷ", "Huyện ủy", "huyen uy", "HUYEN UY"):
            found = [unit.name for unit in book.members.search(typed)]
            assert found == [*wanted, "Uỷ ban MTTQ huyện"], "the exact words first, then the words in another order"
        committees = ["Ủy ban Kiểm tra Huyện ủy", "Uỷ ban MTTQ huyện"]
        assert [unit.name for unit in book.members.search("uy ban")][:2] == committees
        assert [unit.name for unit in book.members.search("mttq")] == ["Uỷ ban MTTQ huyện"]
        assert book.members.search("   ") == ()
        assert book.members.search("sở nội vụ") == ()

    def test_vietnamese_order(self, book: Book) -> None:
        paste(book, TONG_HOP, 2021)
        ordered = [unit.name for unit in book.members.units()]
        assert ordered[:4] == [
            "Chi cục Hải quan Hà Nam",
            "Chi nhánh Ngân hàng Nhà nước tỉnh",
            "Cục Thống kê tỉnh",
            "Cục Thuế tỉnh",
        ]
        assert ordered[-2:] == ["Văn phòng Đoàn ĐBQH và HĐND tỉnh", "Văn phòng UBND tỉnh"]

    @pytest.mark.parametrize(
        ("name", "family"),
        [
            ("Ban Tổ chức Huyện uỷ", "party"),
            ("Uỷ ban MTTQ huyện", "front"),
            ("Hội Nông dân huyện", "front"),
            ("Đoàn TNCS HCM huyện", "youth"),
        ],
    )
    def test_family_follows_the_kind(self, book: Book, name: str, family: str) -> None:
        paste(book, HUYEN_UY, 2022)
        (unit,) = book.members.search(name)
        assert (unit.family, unit.own_family) == (family, None)

    def test_family_can_be_said_otherwise(self, book: Book) -> None:
        key = book.members.add("Trường Chính trị tỉnh", kind="party", family="state")
        assert book.members.unit(key).family == "state"
        book.members.describe(key, "2026-01-01", family=None)
        assert [book.members.unit(key, day).family for day in ("2025-12-31", "2026-01-01")] == ["state", "party"]


@pytest.fixture
def practice(book: Book, clock: Clock) -> Book:
    """The practice bloc: two departments merged on 01/3/2025, the statistics office renamed twice that year."""
    clock.to("2025-01-10")
    book.years.open(2024)
    said = (
        ("vpub", "Văn phòng UBND tỉnh", "state"),
        ("ttr", "Thanh tra tỉnh", "state"),
        ("stc-cu", "Sở Tài chính", "state"),
        ("skhdt", "Sở Kế hoạch và Đầu tư", "state"),
        ("tk", "Cục Thống kê tỉnh Sông Lành", "central_vertical"),
        ("mttq", "Ủy ban MTTQ tỉnh", "front"),
    )
    for key, name, kind in said:
        book.members.add(name, kind=kind, key=key, active_from="2019-01-01", year=2024)
    book.next_year.open(2025, 2024)
    clock.to("2025-12-05")
    return book


MERGER = "Nghị quyết số 05/NQ-HĐND ngày 20/02/2025"


def merge(book: Book) -> str:
    new = NewUnit("Sở Tài chính tỉnh Sông Lành", "Sở Tài chính", key="stc")
    return book.members.merge("2025-03-01", ["skhdt", "stc-cu"], new, MERGER, key="hop-nhat-2025")


class TestMerger:
    """Sở Kế hoạch và Đầu tư and the old Sở Tài chính become one on 01/3/2025."""

    def test_the_list_before_and_after(self, practice: Book) -> None:
        assert merge(practice) == "stc"
        before = [m.key for m in practice.members.roster(2025, "2025-02-28")]
        after = [m.key for m in practice.members.roster(2025, "2025-03-01")]
        assert before == ["vpub", "ttr", "stc-cu", "skhdt", "tk", "mttq"]
        assert after == ["vpub", "ttr", "stc", "tk", "mttq"]

    def test_units_that_ended_stay_in_the_years_list(self, practice: Book) -> None:
        merge(practice)
        rows = {m.key: m for m in practice.members.roster(2025)}
        assert list(rows) == ["vpub", "ttr", "stc-cu", "stc", "skhdt", "tk", "mttq"]
        assert (rows["skhdt"].to_date, rows["skhdt"].left_by) == ("2025-02-28", MERGER)
        assert (rows["stc"].from_date, rows["stc"].joined_by) == ("2025-03-01", MERGER)

    def test_last_years_list_is_left_alone(self, practice: Book) -> None:
        before = practice.store.rows("membership", year=2024)
        merge(practice)
        assert practice.store.rows("membership", year=2024) == before

    def test_the_line_leads_both_ways(self, practice: Book) -> None:
        merge(practice)
        for key in ("stc", "skhdt", "stc-cu"):
            (event,) = practice.members.line(key)
            assert (event.kind, event.date, event.decision) == ("merge", "2025-03-01", MERGER)
            assert (set(event.from_units), event.to_units) == ({"skhdt", "stc-cu"}, ("stc",))
        assert practice.members.line("ttr") == ()

    def test_whose_record_goes_on_is_asked_and_never_guessed(self, practice: Book) -> None:
        merge(practice)
        (question,) = practice.members.open_questions(2025)
        assert (question.key, question.subject) == ("unit.inherits", "hop-nhat-2025/stc")
        assert {option.key for option in question.options} == {"skhdt", "stc-cu", "none"}
        assert practice.members.record_of("stc", practice.decisions.all()) == ("stc",)
        practice.decisions.answer(question, "stc-cu", "Công văn số 311/SNV-TĐKT ngày 20/5/2025", "Sở Nội vụ")
        assert practice.members.record_of("stc", practice.decisions.all()) == ("stc", "stc-cu")
        assert practice.members.open_questions(2025) == (question,)
        assert practice.members.open_questions(2024) == ()

    def test_namesakes_are_told_apart_in_every_list(self, practice: Book) -> None:
        names = Names(practice, 2025)
        assert names.unit("stc-cu") == "Sở Tài chính"
        merge(practice)
        assert [names.unit(key) for key in ("stc-cu", "stc", "skhdt")] == [
            "Sở Tài chính (đến 28/02)",
            "Sở Tài chính",
            "Sở Kế hoạch và Đầu tư",
        ]
        assert Names(practice, 2024).unit("stc-cu") == "Sở Tài chính (đến 28/02/2025)"
        assert Source(practice, 2025).all_units["stc-cu"] == "Sở Tài chính (đến 28/02)"
        practice.store.undo()
        assert names.unit("stc-cu") == "Sở Tài chính"

    def test_undo_takes_the_whole_merger_back(self, practice: Book) -> None:
        before = practice.store.canonical()
        merge(practice)
        practice.store.undo()
        assert practice.store.canonical() == before

    @pytest.mark.parametrize(
        ("act", "code"),
        [
            (lambda m: m.merge("2025-03-01", ["skhdt"], NewUnit("X")), "lineage.too_few"),
            (lambda m: m.merge("2025-03-01", ["skhdt", "skhdt"], "stc-cu"), "lineage.unit_twice"),
            (lambda m: m.merge("2025-03-01", ["skhdt", "khong-co"], "ttr"), "unit.unknown"),
            (lambda m: m.merge("2018-01-01", ["skhdt", "stc-cu"], "ttr"), "unit.not_active"),
            (lambda m: m.merge("01/3/2025", ["skhdt", "stc-cu"], "ttr"), "date.bad"),
            (lambda m: m.split("2025-03-01", "skhdt", ["ttr"]), "lineage.too_few"),
            (lambda m: m.split("2025-03-01", "skhdt", ["ttr", "ttr"]), "lineage.unit_twice"),
        ],
    )
    def test_refusals_change_nothing(self, practice: Book, act: object, code: str) -> None:
        before = practice.store.canonical()
        with pytest.raises(Refusal) as refused:
            act(practice.members)  # type: ignore[operator]
        assert refused.value.code == code
        assert practice.store.canonical() == before

    def test_a_unit_may_take_another_in_and_go_on(self, practice: Book) -> None:
        practice.members.merge("2025-07-01", ["ttr", "skhdt"], "ttr", "Quyết định số 9/QĐ-UBND")
        assert [m.key for m in practice.members.roster(2025, "2025-07-01")] == ["vpub", "ttr", "stc-cu", "tk", "mttq"]
        assert practice.members.unit("ttr").active("2025-12-31")
        assert practice.members.open_questions(2025) == ()

    def test_split_and_dissolve(self, practice: Book) -> None:
        made = practice.members.split(
            "2025-07-01",
            "mttq",
            [NewUnit("Ủy ban A", key="a", kind="front"), NewUnit("Ủy ban B", key="b", kind="front")],
        )
        assert made == ("a", "b")
        practice.members.dissolve("tk", "2025-09-01", "Quyết định số 1")
        keys = [m.key for m in practice.members.roster(2025, "2025-09-01")]
        assert keys == ["vpub", "ttr", "stc-cu", "skhdt", "a", "b"]
        assert [event.kind for event in practice.members.events()] == ["split", "dissolve"]

    def test_a_closed_year_is_left_as_it_is(self, practice: Book) -> None:
        """What units were in a closed year stays; a merger from the next day on is written."""
        with practice.store.operation("close-year") as tx:
            tx.update("bloc_year", 2025, state="closed")
        before = practice.store.canonical()
        with pytest.raises(RuleViolation, match=r"year\.closed"):
            merge(practice)
        for verb in (practice.members.rename, practice.members.describe):
            with pytest.raises(RuleViolation, match=r"year\.closed"):
                verb("tk", "2025-12-31", name="Thống kê tỉnh Sông Lành")  # type: ignore[operator]
        with pytest.raises(RuleViolation, match=r"year\.closed"):
            practice.members.correct("tk", "2025-12-05", place="Sông Lành")
        assert practice.store.canonical() == before
        rows = practice.store.rows("membership", year=2025)
        practice.members.dissolve("tk", "2026-01-01", "Nghị quyết số 7")
        assert practice.store.rows("membership", year=2025) == rows

    def test_what_is_mended_after_a_closed_year_holds_from_the_next(self, practice: Book) -> None:
        with practice.store.operation("close-year") as tx:
            tx.update("bloc_year", 2025, state="closed")
        practice.members.correct("tk", "2026-02-01", place="Sông Lành")
        found = [practice.members.unit("tk", day).place for day in ("2025-12-31", "2026-01-01", "2026-02-01")]
        assert found == [None, "Sông Lành", "Sông Lành"]
        practice.members.correct("tk", "2026-03-01", place="Sông Lành Đông")
        assert [row["from_date"] for row in practice.store.rows("unit_row", unit="tk")][-1] == "2026-01-01"
        assert practice.members.unit("tk", "2026-01-01").place == "Sông Lành Đông"


class TestNames:
    """A rename is a new dated name of the same unit; each day has its own."""

    def test_each_day_has_its_name(self, practice: Book) -> None:
        practice.members.rename("tk", "2025-03-01", "Chi cục Thống kê tỉnh Sông Lành", decision="QĐ số 12")
        practice.members.rename("tk", "2025-07-01", "Thống kê tỉnh Sông Lành", "Thống kê tỉnh")
        found = [practice.members.unit("tk", day).name for day in ("2019-06-01", "2025-02-28", "2025-03-01")]
        assert found == ["Cục Thống kê tỉnh Sông Lành"] * 2 + ["Chi cục Thống kê tỉnh Sông Lành"]
        assert practice.members.unit("tk", "2025-06-30").name == "Chi cục Thống kê tỉnh Sông Lành"
        assert practice.members.unit("tk", "2025-07-01").short_name == "Thống kê tỉnh"
        assert practice.members.unit("tk").short_name == "Thống kê tỉnh"
        assert [event.kind for event in practice.members.line("tk")] == ["rename", "rename"]
        assert [unit.key for unit in practice.members.search("chi cuc thong ke")] == ["tk"]
        assert names(practice, 2024)[4] == "Cục Thống kê tỉnh Sông Lành"

    def test_a_correction_is_no_rename(self, practice: Book) -> None:
        practice.members.correct("ttr", name="Thanh tra tỉnh Sông Lành")
        assert practice.members.unit("ttr", "2019-01-01").name == "Thanh tra tỉnh Sông Lành"
        assert practice.members.line("ttr") == ()

    @pytest.mark.parametrize(
        ("on", "name", "code"),
        [
            ("2019-01-01", "Thống kê tỉnh", "unit.row_exists"),
            ("2018-01-01", "Thống kê tỉnh", "unit.not_active"),
            ("2025-07-01", "Cục Thống kê tỉnh Sông Lành", "unit.name_unchanged"),
            ("2025-07-01", "Thanh tra tỉnh", "unit.name_taken"),
            ("2025-07-01", "Uỷ ban MTTQ tỉnh", "unit.name_taken"),
            ("2025-07-01", "Ð" * 2000, "name.too_long"),
            ("2025-07-01", " \u200b ", "name.empty"),
        ],
    )
    def test_refusals(self, practice: Book, on: str, name: str, code: str) -> None:
        with pytest.raises(Refusal) as refused:
            practice.members.rename("tk", on, name)
        assert refused.value.code == code

    def test_a_name_is_free_again_when_its_unit_has_ended(self, practice: Book) -> None:
        merge(practice)
        assert practice.members.unit("stc").short_name == practice.members.unit("stc-cu").short_name == "Sở Tài chính"
        practice.members.rename("stc", "2025-05-01", "Sở Tài chính")
        with pytest.raises(RuleViolation, match=r"unit\.name_taken"):
            practice.members.add("Sở Tài chính", active_from="2025-06-01")


class TestYearsList:
    """Joining, leaving, ordering, taking over."""

    def test_leaving_keeps_the_last_day_and_the_decision(self, practice: Book) -> None:
        practice.members.leave(2025, "mttq", "2025-10-01", "Quyết định số 7")
        row = practice.members.roster(2025)[-1]
        assert (row.key, row.to_date, row.left_by) == ("mttq", "2025-09-30", "Quyết định số 7")
        assert "mttq" not in [m.key for m in practice.members.roster(2025, "2025-10-01")]
        assert "mttq" in [m.key for m in practice.members.roster(2025, "2025-09-30")]
        with pytest.raises(RuleViolation, match=r"unit\.left_already"):
            practice.members.leave(2025, "mttq", "2025-11-01")

    def test_order_and_confirmation(self, practice: Book) -> None:
        order = ["mttq", "tk", "skhdt", "stc-cu", "ttr", "vpub"]
        practice.members.reorder(2025, order)
        assert [m.key for m in practice.members.roster(2025)] == order
        with pytest.raises(BadInput, match=r"roster\.order_incomplete"):
            practice.members.reorder(2025, order[1:])
        practice.years.confirm_roster(2025, "2025-01-15")
        assert practice.years.get(2025).roster_confirmed_on == "2025-01-15"

    def test_units_admitted_go_to_the_end_of_the_roster_numbered_without_a_gap(self, practice: Book) -> None:
        before = [member.key for member in practice.members.roster(2025)]
        for key in ("moi-1", "moi-2"):
            practice.members.add(f"Đơn vị {key}", key=key)
            practice.members.admit(2025, key)
        found = practice.members.roster(2025)
        assert [member.key for member in found] == [*before, "moi-1", "moi-2"]
        assert [member.position for member in found] == list(range(1, len(before) + 3))

    def test_taking_over_shows_what_differs(self, practice: Book) -> None:
        merge(practice)
        practice.members.rename("tk", "2025-07-01", "Thống kê tỉnh Sông Lành")
        practice.members.leave(2025, "mttq", "2025-10-01")
        practice.members.put_post("ttr", "head", "Trần Văn Bách", "Chánh Thanh tra")
        practice.members.put_post("ttr", "head", "Lê Minh", "Chánh Thanh tra", from_date="2026-02-01")
        practice.years.open(2026)
        found = practice.members.take_over(2026, 2025)
        assert [m.key for m in practice.members.roster(2026)] == ["vpub", "ttr", "stc", "tk"]
        assert [(c.kind, c.unit) for c in found] == [
            ("head-changed", "ttr"),
            ("ended", "stc-cu"),
            ("ended", "skhdt"),
            ("left", "mttq"),
        ]
        assert practice.members.roster_changes(2026, 2025) == found

    def test_differences_to_the_year_before_a_merger(self, practice: Book) -> None:
        merge(practice)
        practice.members.rename("tk", "2025-07-01", "Thống kê tỉnh Sông Lành")
        practice.members.add("Sở Nội vụ", key="snv", year=2025)
        found = {(c.kind, c.unit): c.facts for c in practice.members.roster_changes(2025, 2024)}
        assert set(found) == {("succeeds", "stc"), ("renamed", "tk"), ("joined", "snv")}
        assert set(found["succeeds", "stc"]["before"]) == {"skhdt", "stc-cu"}
        assert found["renamed", "tk"]["old"] == "Cục Thống kê tỉnh Sông Lành"

    def test_a_merger_between_the_years_brings_the_successor(self, practice: Book) -> None:
        practice.members.merge("2026-01-01", ["skhdt", "stc-cu"], NewUnit("Sở Tài chính", key="stc"), MERGER)
        practice.next_year.open(2026, 2025)
        assert [m.key for m in practice.members.roster(2026)] == ["vpub", "ttr", "stc", "tk", "mttq"]
        assert [(c.kind, c.unit) for c in practice.members.roster_changes(2026, 2025)] == [
            ("succeeds", "stc"),
            ("ended", "stc-cu"),
            ("ended", "skhdt"),
        ]

    def test_closed_years_refuse(self, practice: Book) -> None:
        with practice.store.operation("close-year") as tx:
            tx.update("bloc_year", 2024, state="closed")
        for act in (
            lambda: practice.members.leave(2024, "ttr", "2024-06-01"),
            lambda: practice.members.add("Sở Nội vụ", year=2024),
            lambda: practice.members.reorder(2024, [m.key for m in practice.members.roster(2024)]),
            lambda: practice.years.confirm_roster(2024, "2024-02-01"),
        ):
            with pytest.raises(RuleViolation, match=r"year\.closed"):
                act()
        assert [unit.name for unit in practice.members.search("noi vu")] == []


class TestRemoval:
    """Nothing with history is deleted; what was added by mistake may go."""

    def test_an_unused_unit_goes_with_its_contacts(self, practice: Book) -> None:
        before = practice.store.canonical()
        key = practice.members.add("Sở Nội vụ", year=2025)
        practice.members.put_post(key, "officer", "Đỗ Quế Chi", phone="0900 000 002")
        practice.members.remove(key)
        assert practice.store.canonical() == before

    @pytest.mark.parametrize("unit", ["stc", "skhdt", "tk"])
    def test_history_keeps_a_unit(self, practice: Book, unit: str) -> None:
        merge(practice)
        practice.vetoes.put(2025, "tk", "discipline-warning", date="2025-10-03")
        before = practice.store.canonical()
        with pytest.raises(RuleViolation) as refused:
            practice.members.remove(unit)
        assert refused.value.code == "unit.has_history"
        assert refused.value.facts["where"] == (("veto",) if unit == "tk" else ("lineage_unit",))
        assert practice.store.canonical() == before
        if unit == "tk":
            with pytest.raises(RuleViolation, match=r"unit\.has_history"):
                practice.members.remove_from_roster(2025, unit)

    def test_every_table_that_names_a_unit_or_a_person_is_known(self) -> None:
        memory = sqlite3.connect(":memory:")
        for step in STEPS:
            memory.executescript(step)
        named: dict[str, set[tuple[str, str]]] = {"unit": set(), "person": set()}
        for table in TABLES:
            for row in memory.execute(f"PRAGMA foreign_key_list({table})"):
                if row[2] in named:
                    named[row[2]].add((table, row[3]))
        memory.close()
        own = {("unit_row", "unit"), ("post", "unit"), ("membership", "unit")}
        assert named["unit"] - own <= set(HISTORY)
        assert {table for table, _ in named["person"]} == set(PERSON_PLACES)
        of_a_year = {
            table
            for table, column in named["unit"] - own
            if column == "unit" and (TABLES[table].scope, TABLES[table].year) == ("year", "year")
        }
        assert of_a_year == set(OF_A_YEAR)


class TestContacts:
    """The people of a unit in dated posts."""

    def test_head_deputies_and_officer(self, practice: Book) -> None:
        add = practice.members.put_post
        add("vpub", "officer", "Phạm Thu Mộc", "Chuyên viên", "0900 000 001")
        add("vpub", "deputy", "Lê Thị Ngọc Lan", "Phó Chánh Văn phòng")
        add("vpub", "deputy", "Ngô An", "Phó Chánh Văn phòng")
        add("vpub", "head", "Nguyễn Hoàng Trúc", "Chánh Văn phòng")
        member = practice.members.roster(2025)[0]
        assert member.head is not None and member.officer is not None
        assert (member.head.name, member.officer.phone) == ("Nguyễn Hoàng Trúc", "0900 000 001")
        assert {one.name for one in member.deputies} == {"Lê Thị Ngọc Lan", "Ngô An"}
        assert [one.role for one in practice.members.contacts("vpub")] == ["head", "deputy", "deputy", "officer"]

    def test_a_new_head_follows_the_old_one(self, practice: Book) -> None:
        practice.members.put_post("ttr", "head", "Trần Văn Bách", "Chánh Thanh tra")
        practice.members.put_post("ttr", "head", "Vũ Thị Thu Cúc", "Chánh Thanh tra", from_date="2025-09-01")
        on = [practice.members.contacts("ttr", day)[0].name for day in ("2025-08-31", "2025-09-01")]
        assert on == ["Trần Văn Bách", "Vũ Thị Thu Cúc"]
        assert len(practice.members.contacts("ttr", every=True)) == 2

    def test_the_same_person_in_the_same_post_is_corrected(self, practice: Book) -> None:
        first = practice.members.put_post("ttr", "officer", "Đỗ Quế Chi", "Chuyên viên")
        again = practice.members.put_post("ttr", "officer", "Đỗ Quế Chi", "Thanh tra viên", "0900 000 002")
        assert first == again
        (contact,) = practice.members.contacts("ttr")
        assert (contact.title, contact.phone) == ("Thanh tra viên", "0900 000 002")

    def test_two_people_of_one_name_are_told_apart(self, practice: Book) -> None:
        add = practice.members.put_post
        add("ttr", "deputy", "Lê An", birth_year=1970)
        add("ttr", "deputy", "Lê An", birth_year=1985)
        assert len(practice.members.contacts("ttr")) == 2
        with pytest.raises(RuleViolation, match=r"person\.ambiguous") as refused:
            add("ttr", "officer", "Lê An")
        chosen = refused.value.facts["people"][0]  # type: ignore[index]
        add("ttr", "officer", "Lê An", person=chosen)
        assert [one.person for one in practice.members.contacts("ttr") if one.role == "officer"] == [chosen]

    def test_a_post_ends(self, practice: Book) -> None:
        post = practice.members.put_post("ttr", "officer", "Đỗ Quế Chi", from_date="2025-01-01")
        with pytest.raises(BadInput, match=r"date\.backwards"):
            practice.members.end_post(post, "2024-06-01")
        practice.members.end_post(post, "2025-07-01")
        assert practice.members.contacts("ttr", "2025-07-01") == ()
        assert len(practice.members.contacts("ttr", "2025-06-30")) == 1


class TestReadingATable:
    """A list pasted from Excel: headings guessed, doubts shown, nothing written before it is confirmed."""

    TABLE = (
        ("DANH SÁCH ĐƠN VỊ KHỐI THI ĐUA", "", "", "", "", ""),
        ("STT", "Tên đơn vị", "Tên viết tắt", "Loại cơ quan", "Họ và tên thủ trưởng", "Cán bộ phụ trách", "Điện thoại"),
        ("1", "Sở Nội vụ", "SNV", "Cơ quan nhà nước", "Quách Thị Sim", "Lý Minh Dương", "0900 000 006"),
        ("", "", "", "", "", "", ""),
        ("2", "Tỉnh đoàn Sông Lành", "Tỉnh đoàn", "Đoàn Thanh niên", "Lò Thị Ban", "", "0900 000 009"),
        ("3", "Thanh tra  tỉnh", "", "", "", "", ""),
    )

    def test_headings_are_guessed_and_known_units_are_recognised(self, practice: Book) -> None:
        preview = practice.members.read_table(self.TABLE)
        assert preview.columns == ("number", "name", "short_name", "kind", "head", "officer", "phone")
        assert [(row.line, row.name, row.short_name, row.kind, row.existing) for row in preview.rows] == [
            (3, "Sở Nội vụ", "SNV", "state", None),
            (5, "Tỉnh đoàn Sông Lành", "Tỉnh đoàn", "youth_union", None),
            (6, "Thanh tra tỉnh", "Thanh tra tỉnh", "state", "ttr"),
        ]
        assert [(fault.code, fault.line, fault.severity) for fault in preview.faults] == [
            ("import.known", 6, "warning")
        ]
        before = practice.store.canonical()
        practice.years.open(2026)
        keys = practice.members.add_many(preview, 2026)
        assert keys[2] == "ttr"
        assert names(practice, 2026) == ["SNV", "Tỉnh đoàn", "Thanh tra tỉnh"]
        people = [member.officer or member.head for member in practice.members.roster(2026)]
        assert [one.phone if one else None for one in people] == ["0900 000 006", "0900 000 009", None]
        practice.store.undo()
        practice.store.undo()
        assert practice.store.canonical() == before

    def test_reading_names_the_columns_it_leaves_out_and_not_those_that_only_number(self, book: Book) -> None:
        preview = book.members.read_table([["", "Tên đơn vị", "Địa bàn", ""], ["1", "Sở Nội vụ", "Nội thành", "01"]])
        assert (preview.columns[1], preview.unread) == ("name", ("Địa bàn",))
        for number, lost in (("100.", False), ("1000", False), ("10000", True), ("1a", True)):
            preview = book.members.read_table([["Tên đơn vị", "Dòng"], ["Sở Nội vụ", number]])
            assert preview.unread == (("Dòng",) if lost else ()), number

    def test_doubts_are_named_by_line(self, book: Book) -> None:
        rows = [["Đơn vị", "Loại"], ["Sở Nội vụ", "bộ lạc"], ["", "Cơ quan Đảng"], ["Sở Nội Vụ", ""], ["x" * 400, ""]]
        preview = book.members.read_table(rows)
        assert [(fault.code, fault.line) for fault in preview.faults] == [
            ("import.kind_unknown", 2),
            ("import.name_missing", 3),
            ("import.twice", 4),
            ("import.name_bad", 5),
        ]
        with pytest.raises(BadInput, match=r"import\.has_faults") as refused:
            book.members.add_many(preview)
        assert refused.value.facts == {"count": 3, "lines": (3, 4, 5)}
        assert book.members.units() == ()

    def test_numbered_names_without_headings_and_old_fonts(self, book: Book) -> None:
        preview = book.members.read_table([["1", "Së Néi vô tØnh"], ["2", "So\u0309\u031b Tài chính"]])
        assert [row.name for row in preview.rows] == ["Sở Nội vụ tỉnh", "Sở Tài chính"]
        assert [(fault.code, fault.line) for fault in preview.faults] == [("import.old_font", 1)]

    @pytest.mark.parametrize("rows", [[], [[]], [["", " "]], [["STT", "Tên đơn vị"]]])
    def test_nothing_to_read(self, book: Book, rows: list[list[str]]) -> None:
        with pytest.raises(BadInput, match=r"import\.empty"):
            book.members.read_table(rows)

    def test_too_much_to_read(self, book: Book) -> None:
        with pytest.raises(BadInput, match=r"import\.too_many"):
            book.members.read_table([[f"Xã {n}"] for n in range(501)])
