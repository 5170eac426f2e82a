"""What a year knows of its units beside their names: group, note, the end of a post, a line put there by mistake."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from models.book.base import fields
from models.book.book import Book
from models.rules.number.subjects import RowOf
from ui.units.contacts import ContactsDialog
from ui.units.unit import UnitDialog
from ui.window.main_window import MainWindow

WindowOn = Callable[[Book], MainWindow]
YEAR = 2025


def ops(book: Book) -> int:
    return int(book.store.last_seq)


def test_a_unit_is_put_into_a_group_and_noted_in_one_act(
    full_book: Book, window_on: WindowOn, opened: Callable[..., UnitDialog]
) -> None:
    """A group is typed for the first unit and chosen from the list for the next; both can be taken back."""
    window = window_on(full_book)
    first, second = full_book.members.roster(YEAR)[:2]
    dialog = opened(UnitDialog(window.session, first, window))
    assert [dialog.group.itemText(at) for at in range(dialog.group.count())] == [""]
    dialog.group.setEditText("Đảng")
    dialog.note.setText("mới tách")
    dialog.organ.setText("Ban Thường trực")
    before = ops(full_book)
    if full_book.store.rows("sheet", year=YEAR, unit=first.key):
        dialog.accept()
        assert dialog.isVisible() and "đã có phiếu chấm" in dialog.problem.text()
        assert ops(full_book) == before
        dialog.group.setEditText("")
    dialog.accept()
    assert not dialog.isVisible()
    assert ops(full_book) == before + 1
    assert full_book.members.roster(YEAR)[0].note == "mới tách"
    again = opened(UnitDialog(window.session, full_book.members.roster(YEAR)[0], window))
    assert again.note.text() == "mới tách" and again.organ.text() == "Ban Thường trực"
    again.note.setText("")
    again.accept()
    assert full_book.members.roster(YEAR)[0].note is None
    assert second.key == full_book.members.roster(YEAR)[1].key


def test_a_new_unit_may_join_a_group_that_is_there(
    empty_book: Book, window_on: WindowOn, opened: Callable[..., UnitDialog]
) -> None:
    window = window_on(empty_book)
    for name, group in (("Ủy ban nhân dân xã An Hòa", "xã"), ("Ủy ban nhân dân phường An Hòa", "phường")):
        dialog = opened(UnitDialog(window.session, None, window))
        dialog.name.setText(name)
        dialog.group.setEditText(group)
        dialog.accept()
    assert [one.unit_group for one in empty_book.members.roster(YEAR)] == ["xã", "phường"]
    dialog = opened(UnitDialog(window.session, None, window))
    assert [dialog.group.itemText(at) for at in range(dialog.group.count())] == ["", "phường", "xã"]


@pytest.mark.parametrize(("since", "last"), [("", ""), ("1/10/2025", "2025-09-30")])
def test_a_name_taken_out_ends_the_post(
    full_book: Book, window_on: WindowOn, opened: Callable[..., ContactsDialog], since: str, last: str
) -> None:
    """Nobody follows: the post ends the day before, and stays in the history of the unit."""
    unit = full_book.members.roster(YEAR)[0].key
    full_book.members.put_post(unit, "head", "Đỗ Văn Ước", "Giám đốc", from_date="2025-01-01")
    window = window_on(full_book)
    member = full_book.members.roster(YEAR)[0]
    assert member.head is not None
    dialog = opened(ContactsDialog(window.session, member, window))
    for field in dialog.lines["head"]:
        field.setText("")
    dialog.since.setText(since)
    before = ops(full_book)
    dialog.accept()
    assert ops(full_book) == before + 1
    every = {one.post: one for one in full_book.members.contacts(member.key, every=True)}
    ended = every[member.head.post].to_date
    assert ended == (last or fields.shift(full_book.today(), -1))


def test_a_title_without_a_name_is_refused_and_the_dialog_stays(
    empty_book: Book, window_on: WindowOn, opened: Callable[..., ContactsDialog]
) -> None:
    empty_book.members.add("Sở Nội vụ", year=YEAR)
    window = window_on(empty_book)
    (member,) = empty_book.members.roster(YEAR)
    dialog = opened(ContactsDialog(window.session, member, window))
    dialog.lines["officer"][1].setText("Chuyên viên")
    dialog.accept()
    assert dialog.isVisible()
    assert dialog.problem.text() == "Tên còn trống. Ghi tên rồi làm tiếp."


def test_a_unit_of_other_years_leaves_this_year_s_list_alone(empty_book: Book, window_on: WindowOn) -> None:
    """Put by mistake into the list of one year, a unit with another year behind it is no mistake as a whole."""
    book = empty_book
    old = book.members.add("Hội Nông dân tỉnh", year=YEAR)
    new = book.members.add("Hội Cựu chiến binh tỉnh", year=YEAR)
    book.years.open(YEAR + 1)
    book.members.admit(YEAR + 1, old)
    window = window_on(book)
    window.session.choose_year(YEAR)
    page = window.page("members")
    page.refresh()
    page.show_subject(RowOf("unit", old))
    page.remove()
    assert [one.key for one in book.members.roster(YEAR)] == [new]
    assert book.members.years_of(old) == (YEAR + 1,)
    page.show_subject(RowOf("unit", new))
    page.remove()
    assert book.members.roster(YEAR) == ()
    assert book.members.years_of(new) == ()
    assert new not in {unit.key for unit in book.members.units()}
