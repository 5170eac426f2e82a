"""The assistant's first page of a later year: what is taken over from the year before, part by part; the pages after it
then ask only for what is another."""

from __future__ import annotations

from ui.closing.next_year import TakeOver
from ui.window.assistant.step import Step


class LastYearStep(Step):
    """Every part stands as in the year before until its tick is taken away; each difference is shown first."""

    title = "Từ sổ năm trước"
    intro = (
        "Phần nào cũng đã chọn “như năm trước”; bỏ chọn phần khác đi. Các trang sau chỉ còn hỏi chỗ khác: đơn vị vào, "
        "ra, đứng đầu mới, bảng mới, số lượng khen, ngày."
    )
    later = "Các trang sau ghi từng phần từ đầu."
    place = "Khóa sổ, bàn giao, và từng mục ở cột trái"

    def build(self) -> None:
        self.parts = TakeOver(self.session)
        self.parts.changed.connect(self.changed)
        self.body.addWidget(self.parts, 1)

    def refresh(self) -> None:
        self.parts.show_year(self.session.year - 1)

    def done(self) -> bool:
        return bool(self.session.book.members.roster(self.session.year))

    def told(self) -> str:
        return f"Lấy theo {self.session.called(self.session.year - 1)}"

    def button(self) -> str:
        new = sum(one.kind != "same" for one in self.parts.rows)
        more = f", {new} chỗ đổi" if new else ""
        return f"Lấy theo {self.session.called(self.session.year - 1)}{more}, tiếp"

    def ready(self) -> bool:
        return not self.parts.problem and bool(self.parts.chosen())

    def write(self) -> None:
        self.session.book.next_year.start(self.session.year - 1, self.parts.chosen())
