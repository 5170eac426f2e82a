"""The book as seen from here: the areas of this package and of those below. For types only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.book.bloc.floor import BlocBook

if TYPE_CHECKING:
    from models.book.year.course import Course
    from models.book.year.tasks import Tasks
    from models.book.year.years import Years


class YearBook(BlocBook):
    """A book up to its years."""

    years: Years
    tasks: Tasks
    course: Course
