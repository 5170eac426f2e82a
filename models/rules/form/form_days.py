"""How the days of a form are counted, decided once for it: calendar or working days, and whether a deadline on a day
off moves. Every kind of part with a day reads this one rule, so that two lines of one form never count differently.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from models.rules.number.days import days_late, next_working
from models.rules.number.questions import Decisions, Option, Question, answer

DAY_OFF: Final = "form.day-off"
"""Whether a deadline of the form that falls on a day off moves to the next working day."""
DAYS: Final = "form.days"
"""Whether days of the form are calendar or working days."""
_OPTIONS: Final = {
    DAY_OFF: (Option("moves", "Chuyển sang ngày làm việc tiếp theo"), Option("stays", "Vẫn tính đúng ngày ấy")),
    DAYS: (Option("working", "Ngày làm việc"), Option("calendar", "Ngày lịch, kể cả ngày nghỉ")),
}
NOTES: Final = {
    (DAY_OFF, "moves"): "Hạn rơi vào ngày nghỉ được chuyển sang ngày làm việc tiếp theo",
    (DAY_OFF, "stays"): "Hạn rơi vào ngày nghỉ vẫn tính đúng ngày ấy",
    (DAYS, "working"): "Số ngày chậm là ngày làm việc, không tính thứ bảy, chủ nhật và ngày nghỉ lễ",
    (DAYS, "calendar"): "Số ngày chậm là ngày lịch, tính cả ngày nghỉ",
}
"""What was decided, as it is printed under the form."""


@dataclass(frozen=True, slots=True)
class DayRule:
    """The day rule of one form, with the days off beside Saturdays and Sundays. What is not decided yet is asked where
    it makes a difference, and only there.
    """

    form: str
    decisions: Decisions
    holidays: Collection[str] = ()

    def last(self, due: str, done: str) -> str | Question:
        """The last day allowed for something done on a day, of a deadline that may fall on a day off."""
        moved = next_working(due, self.holidays)
        if done <= due or moved == due:
            return due
        decided = self._decided(DAY_OFF)
        return decided if isinstance(decided, Question) else moved if decided == "moves" else due

    def late(self, last: str, done: str) -> tuple[int, bool] | Question:
        """How many days after the last day allowed, and whether they are working days; a question where both ways of
        counting differ and nobody has decided.
        """
        calendar, working = (days_late(last, done, each, self.holidays) for each in (False, True))
        decided = self._decided(DAYS)
        if isinstance(decided, Question):
            return (calendar, False) if calendar == working else decided
        return (working, True) if decided == "working" else (calendar, False)

    def _decided(self, key: str) -> str | Question:
        question = Question(key, self.form, options=_OPTIONS[key])
        found = answer(self.decisions, question) if self.decisions else None
        known = found is not None and found.choice in [option.key for option in question.options]
        return str(found.choice) if found is not None and known else question
