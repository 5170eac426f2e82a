"""How the days of a form are counted, decided once for it: calendar or working days, and whether a deadline on a day
off moves. Every kind of part with a day reads this one rule, so that two lines of one form never count differently.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Final

from models.rules.number.days import Late, days_late, next_working
from models.rules.number.questions import Decisions, Question, answer, common

DAY_OFF: Final = "form.day-off"
"""Whether a deadline of the form that falls on a day off moves to the next working day."""
DAYS: Final = "form.days"
"""Whether days of the form are calendar or working days."""
_OPTIONS: Final = {
    DAY_OFF: (common("moves"), common("stays")),
    DAYS: (common("working"), common("calendar")),
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

    def late(self, due: str, done: str, worth: Callable[[Late], object]) -> Late | Question:
        """How late something done on a day is, of a deadline that may fall on a day off. A question where ways nobody
        has chosen between are not worth the same; whether a deadline moves is asked before which days count.
        """
        if done <= due:
            return Late(due, 0, False)
        lasts = {"stays": due, "moves": next_working(due, self.holidays)}
        ways = [
            [self._late(lasts[off], done, days == "working") for days in self._ways(DAYS, "calendar", "working")]
            for off in self._ways(DAY_OFF, "stays", "moves")
        ]
        worths = [[worth(late) for late in of_one_day] for of_one_day in ways]
        if any(of_one_day != worths[0] for of_one_day in worths):
            return self._question(DAY_OFF)
        if any(one != of_one_day[0] for of_one_day in worths for one in of_one_day):
            return self._question(DAYS)
        return ways[0][0]

    def _late(self, last: str, done: str, working: bool) -> Late:
        return Late(last, days_late(last, done, working, self.holidays), working)

    def _ways(self, key: str, *every: str) -> tuple[str, ...]:
        """The way that was decided, else every way."""
        found = answer(self.decisions, self._question(key)) if self.decisions else None
        return (str(found.choice),) if found is not None and found.choice in every else every

    def _question(self, key: str) -> Question:
        return Question(key, self.form, options=_OPTIONS[key])
