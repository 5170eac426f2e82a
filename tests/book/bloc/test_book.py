"""Opening, closing and copying a book; keys and dates at the entrance; the bloc's words."""

from __future__ import annotations

from pathlib import Path

import pytest

from models.book.base import fields
from models.book.bloc.settings import HEAD_STYLES, Words
from models.book.book import Book, create_book, open_book, restore_book
from models.book.units.keepers import ANONYMOUS
from models.rules.errors import BadInput, FileTrouble, Refusal, RuleViolation
from tests.book.conftest import Clock


def test_a_book_is_created_opened_again_and_keeps_what_was_written(tmp_path: Path) -> None:
    path = tmp_path / "khoi.sokhoi"
    with create_book(path, "Khối thi đua số 1", kind="cum") as book:
        book.years.open(2025)
    with open_book(path) as again:
        assert again.settings.bloc().name == "Khối thi đua số 1"
        assert again.settings.terms == Words("cum", "Trưởng cụm", "Phó Trưởng cụm")
        assert [stage.name for stage in again.years.stages(2025)][2] == "Cụm chấm"


def test_a_refused_name_leaves_no_file(tmp_path: Path) -> None:
    path = tmp_path / "khoi.sokhoi"
    with pytest.raises(BadInput, match=r"name\.empty"):
        create_book(path, "  ")
    assert not path.exists()
    with create_book(path, "Khối"):
        pass
    with pytest.raises(FileTrouble, match=r"file\.exists"):
        create_book(path, "Khối")


def test_closing_backs_up_only_when_something_was_written(tmp_path: Path) -> None:
    path = tmp_path / "khoi.sokhoi"
    with create_book(path, "Khối") as book:
        folder = book.backup_folder
        book.years.open(2025)
    assert len(list(folder.glob("*khi đóng sổ*"))) == 1
    with open_book(path) as again:
        again.close()
        assert len(again.backups()) == 1


def test_closing_a_second_time_does_nothing(tmp_path: Path, clock: Clock) -> None:
    book = create_book(tmp_path / "khoi.sokhoi", "Khối", clock=clock)
    book.years.open(2025)
    book.close()
    clock.on(minutes=5)
    book.close()
    assert len(list(book.backup_folder.glob("*khi đóng sổ*"))) == 1


def test_a_backup_brings_the_earlier_state_back(tmp_path: Path, book: Book) -> None:
    path = book.store.path
    kept = book.back_up()
    book.years.open(2030)
    book.save_copy(tmp_path / "ban-sao.sokhoi")
    book.close()
    restore_book(path, kept)
    with open_book(path) as earlier, open_book(tmp_path / "ban-sao.sokhoi", read_only=True) as copy:
        assert (earlier.years.current(), copy.years.current()) == (None, 2030)


def test_read_only_refuses_to_write(book: Book) -> None:
    path = book.store.path
    book.close()
    with open_book(path, read_only=True) as shown, pytest.raises(FileTrouble, match=r"file\.read_only"):
        shown.years.open(2025)


@pytest.mark.parametrize("good", ["a", "hoi-nong-dan", "so.noi-vu-2", "0" * 40])
def test_keys_by_hand(good: str) -> None:
    assert fields.key(good) == good


@pytest.mark.parametrize("bad", ["", "Hoi", "hội", "a b", "a_b", "x" * 41, "a\n"])
def test_keys_refused(bad: str) -> None:
    with pytest.raises(BadInput, match=r"key\.bad"):
        fields.key(bad)


@pytest.mark.parametrize("bad", ["2025-02-29", "20250301", "01/03/2025", "2025-3-1", "", "2025-03-01T00:00"])
def test_dates_refused(bad: str) -> None:
    with pytest.raises(BadInput, match=r"date\.bad"):
        fields.date(bad, "on")


def test_program_keys_have_twelve_base_32_letters(tmp_path: Path) -> None:
    with create_book(tmp_path / "khoi.sokhoi", "Khối") as book:
        drawn = {book.new_key() for _ in range(50)}
    assert len(drawn) == 50
    assert all(len(key) == 12 and fields.key(key) == key for key in drawn)


@pytest.mark.parametrize(("kind", "head", "deputy"), HEAD_STYLES)
def test_the_four_ways_of_calling_the_head(book: Book, kind: str, head: str, deputy: str) -> None:
    book.settings.describe_bloc(kind=kind, head_term=head, deputy_term=deputy)
    words = book.settings.terms
    assert (words.head, words.deputy) == (head, deputy)
    bloc = {"khoi": "Khối", "cum": "Cụm"}[kind]
    assert (words.bloc, words.bloc_score) == (bloc, f"{bloc} chấm")


def test_words_of_counting_and_spelling(book: Book) -> None:
    book.settings.describe_bloc(tellers_term="Tổ kiểm phiếu", collected_term="Số phiếu thu vào", spelling="uỷ")
    words = book.settings.terms
    assert (words.tellers_leader, words.teller, words.collected) == ("Tổ trưởng", "Thành viên", "Số phiếu thu vào")
    assert words.write("Ủy ban Kiểm tra Huyện ủy") == "Uỷ ban Kiểm tra Huyện uỷ"


@pytest.mark.parametrize("words", [{"kind": "doan"}, {"spelling": "ui"}, {"tellers_term": "Hội"}, {"name": ""}])
def test_unknown_words_are_refused_and_nothing_changes(book: Book, words: dict[str, str]) -> None:
    before = book.settings.bloc()
    with pytest.raises(BadInput):
        book.settings.describe_bloc(**words)
    assert book.settings.bloc() == before


def named_on(book: Book, *days: str) -> list[tuple[str, str | None]]:
    return [(bloc.name, bloc.place) for bloc in (book.settings.bloc(day) for day in days)]


def test_the_bloc_is_called_as_it_was_on_the_day(book: Book) -> None:
    """The day itself is the new name's; what is mended without a day changes the name of now alone."""
    first = book.settings.bloc().name
    assert book.settings.bloc("1999-01-01").name == first, "a book where nothing is dated answers for every day"
    book.settings.describe_bloc(name="Khối 2", since="2024-03-01")
    book.settings.describe_bloc(name="Khối 3", place="Sông Lành", since="2024-07-01")
    days = ("1999-01-01", "2024-02-28", "2024-03-01", "2024-06-30", "2024-07-01", "2099-12-31")
    assert named_on(book, *days) == [
        *[(first, None)] * 2,
        *[("Khối 2", None)] * 2,
        *[("Khối 3", "Sông Lành")] * 2,
    ]
    book.settings.describe_bloc(name="Khối Ba")
    assert [name for name, _ in named_on(book, *days)] == [first, first, "Khối 2", "Khối 2", "Khối Ba", "Khối Ba"]
    book.store.undo()
    book.store.undo()
    assert [name for name, _ in named_on(book, *days)] == [first, first, *["Khối 2"] * 4]
    assert len(book.settings.get("bloc-before")) == 1


def test_a_second_change_of_one_day_is_part_of_the_first_and_an_earlier_one_is_refused(book: Book) -> None:
    first = book.settings.bloc().name
    book.settings.describe_bloc(name="Khối 2", since="2024-03-01")
    book.settings.describe_bloc(place="Sông Lành", since="2024-03-01")
    assert named_on(book, "2024-02-28", "2024-03-01") == [(first, None), ("Khối 2", "Sông Lành")]
    book.settings.describe_bloc(place="Sông Lành", since="2024-05-01")  # nothing changes: nothing is kept
    assert len(book.settings.get("bloc-before")) == 1
    before = book.store.canonical()
    tomorrow = fields.shift(book.today(), 1)
    for day, code in (("2024-02-28", "bloc.since_before"), (tomorrow, "bloc.not_yet"), ("2024-02-30", "date.bad")):
        with pytest.raises(Refusal) as refused:
            book.settings.describe_bloc(name="Khối 4", since=day)
        assert refused.value.code == code
    assert book.store.canonical() == before


def test_settings_by_key(book: Book) -> None:
    book.settings.put("thang.nhac-viec", {"days": 5, "on": True})
    assert book.settings.get("thang.nhac-viec") == {"days": 5, "on": True}
    book.settings.put("thang.nhac-viec", None)
    assert book.settings.get("thang.nhac-viec", "none") == "none"


class TestPeople:
    """Two people at one keyboard must stay two."""

    def test_nobody_is_at_the_keyboard_until_someone_signs_in(self, book: Book) -> None:
        assert (book.people.current.key, book.people.current.name) == ("", "chưa ghi tên")
        mai = book.people.add("Tô Thị Mai")
        book.people.sign_in(mai)
        book.years.open(2025)
        assert book.people.current.name == "Tô Thị Mai"
        assert [op.person for op in book.store.ops()][-1] == mai
        book.people.sign_in(ANONYMOUS)
        assert book.people.current.key == ""

    def test_a_password_is_asked_for_and_is_no_content(self, book: Book) -> None:
        mai = book.people.add("Tô Thị Mai")
        before = book.store.canonical()
        book.people.set_password(mai, "mật khẩu")
        assert book.store.canonical() == before
        assert book.people.person(mai).has_password
        with pytest.raises(RuleViolation, match=r"person\.password_needed"):
            book.people.sign_in(mai)
        with pytest.raises(RuleViolation, match=r"person\.wrong_password"):
            book.people.sign_in(mai, "mat khau")
        assert book.people.sign_in(mai, "mật khẩu").key == mai
        assert book.people.current.key == mai

    def test_another_cannot_change_a_password_without_the_old_one(self, book: Book) -> None:
        mai, bach = book.people.add("Tô Thị Mai"), book.people.add("Trần Văn Bách")
        book.people.set_password(mai, "một hai ba")
        book.people.sign_in(bach)
        with pytest.raises(RuleViolation, match=r"person\.wrong_password"):
            book.people.set_password(mai, None)
        book.people.set_password(mai, None, old="một hai ba")
        assert not book.people.person(mai).has_password
        with pytest.raises(BadInput, match=r"person\.password_short"):
            book.people.set_password(mai, "abc")

    def test_one_who_has_ended_keeps_the_name_and_cannot_sign_in(self, book: Book) -> None:
        mai = book.people.add("Tô Thị Mai")
        book.people.sign_in(mai)
        book.people.end(mai, "2025-12-01")
        assert book.people.current.key == ""
        with pytest.raises(RuleViolation, match=r"person\.ended"):
            book.people.sign_in(mai)
        assert [keeper.name for keeper in book.people.all()] == ["Tô Thị Mai"]

    def test_people_stand_by_given_name(self, book: Book) -> None:
        for name in ("Tô Thị Mai", "Trần Văn Bách", "Nguyễn Thị Ân", "Lê An"):
            book.people.add(name)
        assert [keeper.name for keeper in book.people.all()] == [
            "Lê An",
            "Nguyễn Thị Ân",
            "Trần Văn Bách",
            "Tô Thị Mai",
        ]

    def test_unknown_unit_is_refused(self, book: Book) -> None:
        with pytest.raises(Refusal, match=r"unit\.unknown"):
            book.people.add("Tô Thị Mai", unit="khong-co")
