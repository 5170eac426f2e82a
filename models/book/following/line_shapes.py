"""What a line of each list of the year is made of: its fields in order, their headings, how it is written.

One declaration serves typing a line, pasting many from a table, and nothing else; what is allowed is judged by the verb
that writes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from models.book.base.asked import Field
from models.book.following.floor import FollowingBook
from models.rules import words as shared
from models.rules.errors import BadInput, RuleViolation

Said = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Shape:
    """A list: what a line is called, its fields, how one is written (year, what is said, key of an old line).

    `lines` are those of a year, as fields read them. A list of one line a place names in `place` the fields that say
    it; `held` gives key and row of the line that already stands where one would be written.
    """

    key: str
    title: str
    fields: tuple[Field, ...]
    lines: Callable[[FollowingBook, int], Iterable[object]]
    write: Callable[[FollowingBook, int, Said, str | None], object]
    held: Callable[[FollowingBook, int, Said], tuple[str, Said] | None] = lambda _book, _year, _said: None
    place: tuple[str, ...] = ()

    def usual(self, said: Said) -> dict[str, Any]:
        """What is said of a line, with what stands for the fields of it that say nothing."""
        return {**said, **{one.name: said.get(one.name) or one.usual for one in self.fields if one.usual is not None}}

    def put(self, book: FollowingBook, year: int, said: Said, key: str | None) -> object:
        """Write one line, or the one of `key` anew; another that stands in its place is never written over.

        RuleViolation `line.there` (facts: `unit`, `title`), the refusals of the verb.
        """
        there = self.held(book, year, said)
        if there is not None and there[0] != key:
            raise RuleViolation("line.there", unit=said["unit"], title=self.title)
        return self.write(book, year, said, key)


TITLE_WHO: Final = "Để trống khi đăng ký cho tập thể, hộ gia đình."
TITLE_HOME: Final = "Chỉ ghi khi đăng ký cho hộ gia đình."
GROUNDS: Final = "Các việc mà quy định của năm lấy làm căn cứ."
WORK_KINDS: Final = {"key": "Trọng tâm", "ad-hoc": "Đột xuất", "agreed": "Thống nhất tại hội nghị"}
MOVEMENT_KINDS: Final = {"regular": "Thường xuyên", "campaign": "Theo đợt", "thematic": "Theo chuyên đề"}
ENTRY_KINDS: Final = {
    "article": "Tin, bài",
    "example": "Điển hình tiên tiến",
    "model": "Mô hình mới",
    "initiative": "Sáng kiến",
    "other": "Khác",
}
DRAFT_KINDS: Final = {
    "regulation": "Quy chế",
    "form": "Bảng chấm điểm",
    "pledge": "Giao ước",
    "plan": "Kế hoạch",
    "report": "Báo cáo",
    "other": "Khác",
}
TAKEN: Final = shared.TAKEN
COMPLAINED: Final = shared.COMPLAINED

UNIT: Final = Field("unit", "unit", ("Đơn vị", "Tên đơn vị", "Cơ quan"), needed=True)
BLOC_UNIT: Final = Field("unit", "unit", ("Đơn vị", "Đơn vị thực hiện"), hint="Để trống là việc chung của khối.")
NOTE: Final = Field("note", "long", ("Ghi chú",))
ITEM: Final = Field("item", "item", ("Mục chấm điểm", "Mục"))


def _registration(book: FollowingBook, year: int, said: Said, key: str | None) -> object:
    with book.store.operation("receive-registration", {"year": year, "unit": said["unit"], "on": said.get("on")}):
        if key and key != said["unit"] and book.store.row("registration", year, key):
            book.registration.remove(year, key)
        return book.registration.receive(year, **{"on": None, **said})


def _registration_held(book: FollowingBook, year: int, said: Said) -> tuple[str, Said] | None:
    row = book.store.row("registration", year, said["unit"])
    return (said["unit"], row) if row else None


def _title(book: FollowingBook, year: int, said: Said, key: str | None) -> object:
    return book.registration.put_title(year, **said, key=key)


def _target(book: FollowingBook, year: int, said: Said, key: str | None) -> object:
    return book.registration.put_target(year, **said, key=key)


def _work(book: FollowingBook, year: int, said: Said, key: str | None) -> object:
    return book.following.put_work(year, **SHAPES["work"].usual(said), key=key)


def _progress(book: FollowingBook, year: int, said: Said, key: str | None) -> None:
    unit, _, day = (key or "").rpartition("/")
    with book.store.operation("put-progress", {"year": year, "unit": said["unit"], "on": said["as_of"]}):
        if key and key != _place(said, "as_of") and book.store.row("progress", year, unit, day):
            book.following.remove_progress(year, unit, day)
        book.following.report_progress(year, **{"done": None, **said})


def _progress_held(book: FollowingBook, year: int, said: Said) -> tuple[str, Said] | None:
    row = book.store.row("progress", year, said["unit"], said["as_of"])
    return (_place(said, "as_of"), row) if row else None


def _place(said: Said, other: str) -> str:
    return f"{said['unit']}/{said[other]}"


def _movement(book: FollowingBook, year: int, said: Said, key: str | None) -> object:
    return book.following.put_movement(year, **SHAPES["movement"].usual(said), key=key)


def _indicator(book: FollowingBook, year: int, said: Said, key: str | None) -> object:
    return book.indicators.put(year, **said, key=key)


def _report(book: FollowingBook, year: int, said: Said, key: str | None) -> object:
    return book.log.put_report(year, **said, key=key)


def _receipt(book: FollowingBook, year: int, said: Said, key: str | None) -> None:
    unit, _, report = (key or "").partition("/")
    with book.store.operation("receive-report", {"year": year, "unit": said["unit"], "on": said["on"]}):
        if key and key != _place(said, "report"):
            book.log.receive_report(year, report, unit, None)
        book.log.receive_report(year, said["report"], said["unit"], said["on"], said.get("note"))


def _receipt_held(book: FollowingBook, year: int, said: Said) -> tuple[str, Said] | None:
    row = book.store.row("report_received", year, said["report"], said["unit"])
    return (_place(said, "report"), row) if row else None


def _activity(book: FollowingBook, year: int, said: Said, key: str | None) -> object:
    return book.log.put_activity(year, **said, key=key)


def _entry(book: FollowingBook, year: int, said: Said, key: str | None) -> object:
    return book.log.put_entry(year, **SHAPES["log_entry"].usual(said), key=key)


def _money(book: FollowingBook, year: int, said: Said, key: str | None) -> object:
    came, spent = said.get("came") or 0, said.get("spent") or 0
    if came and spent:
        raise BadInput("ledger.both_ways")
    if not came and not spent:
        raise BadInput("ledger.no_amount")
    rest = {name: value for name, value in said.items() if name not in ("came", "spent")}
    return book.log.fund.put(year, dong=came - spent, **rest, key=key)


def _draft(book: FollowingBook, year: int, said: Said, key: str | None) -> object:
    return book.drafts.put(year, **said, key=key)


def _comment(book: FollowingBook, _year: int, said: Said, key: str | None) -> object:
    return book.drafts.put_comment(**SHAPES["comment"].usual(said), key=key)


def _complaint(book: FollowingBook, year: int, said: Said, key: str | None) -> object:
    return book.complaints.put(year, **SHAPES["complaint"].usual(said), key=key)


def _veto(book: FollowingBook, year: int, said: Said, key: str | None) -> object:
    return book.vetoes.put(year, **said, key=key)


_DECLARED = (
    Shape(
        "registration",
        "đăng ký thi đua",
        (
            UNIT,
            Field("on", "date", ("Ngày nhận", "Ngày đăng ký", "Ngày gửi"), row="received_on"),
            Field("document", "text", ("Số, ký hiệu", "Số văn bản", "Văn bản")),
            Field("tasks", "count", ("Số nhiệm vụ trọng tâm", "Số nhiệm vụ", "Nhiệm vụ trọng tâm")),
            NOTE,
        ),
        lambda book, year: [one for one in book.registration.all(year) if not one.absent],
        _registration,
        _registration_held,
        ("unit",),
    ),
    Shape(
        "registered_title",
        "danh hiệu đăng ký",
        (
            UNIT,
            Field("title", "title", ("Danh hiệu, hình thức", "Danh hiệu", "Hình thức"), needed=True),
            Field("name", "text", ("Họ và tên", "Cá nhân", "Họ tên"), row="person_name", hint=TITLE_WHO),
            Field("on", "date", ("Ngày đăng ký", "Ngày"), row="registered_on"),
            NOTE,
            Field("head", "text", ("Chủ hộ", "Hộ gia đình", "Tên chủ hộ"), hint=TITLE_HOME),
            Field("address", "text", ("Địa chỉ", "Nơi ở")),
        ),
        lambda book, year: book.registration.titles(year),
        _title,
        place=("unit", "title", "name", "head"),
    ),
    Shape(
        "target",
        "chỉ tiêu",
        (
            UNIT,
            Field("name", "text", ("Chỉ tiêu", "Nội dung", "Tên chỉ tiêu"), needed=True),
            Field("measure", "text", ("Đơn vị tính", "ĐVT")),
            Field("plan", "figure", ("Kế hoạch", "Chỉ tiêu giao", "Kế hoạch năm")),
            Field("half_year", "figure", ("Thực hiện 6 tháng", "6 tháng")),
            Field("estimate", "figure", ("Ước thực hiện", "Ước cả năm")),
            Field("result", "figure", ("Thực hiện", "Kết quả", "Thực hiện năm")),
            ITEM,
            NOTE,
        ),
        lambda book, year: book.registration.targets(year),
        _target,
    ),
    Shape(
        "work",
        "nhiệm vụ",
        (
            BLOC_UNIT,
            Field("title", "text", ("Nhiệm vụ", "Nội dung", "Tên nhiệm vụ"), needed=True),
            Field("kind", "choice", ("Loại", "Loại nhiệm vụ"), choices=WORK_KINDS, usual="key"),
            Field("assigned_on", "date", ("Ngày giao",)),
            Field("assigned_by", "text", ("Nơi giao, văn bản giao", "Văn bản giao", "Nơi giao")),
            Field("due_on", "date", ("Hạn", "Hạn hoàn thành", "Thời hạn")),
            NOTE,
        ),
        lambda book, year: book.following.works(year),
        _work,
    ),
    Shape(
        "progress",
        "số nhiệm vụ đã xong",
        (
            UNIT,
            Field("as_of", "date", ("Tính đến ngày", "Đến ngày", "Ngày"), needed=True),
            Field("done", "count", ("Đã hoàn thành", "Đã xong", "Hoàn thành"), row="tasks_done"),
            Field("registered", "count", ("Đã đăng ký", "Đăng ký", "Tổng số"), row="tasks_registered"),
            NOTE,
        ),
        lambda book, year: book.following.progress(year),
        _progress,
        _progress_held,
        ("unit", "as_of"),
    ),
    Shape(
        "movement",
        "phong trào thi đua",
        (
            Field("name", "text", ("Phong trào", "Tên phong trào"), needed=True),
            Field("kind", "choice", ("Loại",), choices=MOVEMENT_KINDS, usual="regular"),
            Field("level", "text", ("Cấp phát động", "Cấp")),
            Field("plan", "text", ("Số, ngày kế hoạch", "Kế hoạch")),
            Field("from_date", "date", ("Từ ngày",)),
            Field("to_date", "date", ("Đến ngày",)),
            Field("items", "items", ("Mục chấm điểm", "Mục")),
            NOTE,
        ),
        lambda book, year: book.following.movements(year),
        _movement,
    ),
    Shape(
        "movement_figure",
        "chỉ tiêu phong trào",
        (
            Field("movement", "movement", ("Phong trào", "Tên phong trào"), needed=True),
            BLOC_UNIT,
            Field("name", "text", ("Chỉ tiêu", "Nội dung", "Tên chỉ tiêu"), needed=True),
            Field("measure", "text", ("Đơn vị tính", "ĐVT")),
            Field("period", "period", ("Kỳ",), hint="Để trống là cả năm."),
            Field("plan", "figure", ("Kế hoạch", "Chỉ tiêu giao")),
            Field("result", "figure", ("Thực hiện", "Kết quả")),
            NOTE,
        ),
        lambda book, year: book.indicators.all(year),
        _indicator,
    ),
    Shape(
        "report",
        "kỳ báo cáo",
        (
            Field("name", "text", ("Báo cáo", "Tên báo cáo"), needed=True),
            Field("due_on", "date", ("Hạn gửi", "Hạn")),
            ITEM,
        ),
        lambda book, year: book.log.reports(year),
        _report,
    ),
    Shape(
        "report_received",
        "báo cáo đã nhận",
        (
            Field("report", "report", ("Báo cáo", "Kỳ báo cáo"), needed=True, row="report_key"),
            UNIT,
            Field("on", "date", ("Ngày nhận", "Ngày gửi"), needed=True, row="received_on"),
            NOTE,
        ),
        lambda book, year: [one for one in book.log.receipts(year) if one.received_on is not None],
        _receipt,
        _receipt_held,
        ("report", "unit"),
    ),
    Shape(
        "activity",
        "hoạt động chung",
        (
            Field("name", "text", ("Hoạt động", "Tên hoạt động", "Nội dung"), needed=True),
            Field("date", "date", ("Ngày", "Thời gian")),
            Field("place", "text", ("Địa điểm",)),
            ITEM,
            Field("units", "units", ("Đơn vị tham gia",)),
            NOTE,
        ),
        lambda book, year: book.log.activities(year),
        _activity,
    ),
    Shape(
        "log_entry",
        "ghi chép theo dõi",
        (
            UNIT,
            Field("kind", "choice", ("Loại",), choices=ENTRY_KINDS, usual="article"),
            Field("text", "text", ("Nội dung", "Tên tin, bài", "Tên bài"), needed=True),
            Field("date", "date", ("Ngày", "Ngày đăng")),
            Field("person", "text", ("Người", "Họ và tên", "Tác giả")),
            Field("count", "count", ("Số lượng", "Số bài"), usual=1),
            ITEM,
            NOTE,
        ),
        lambda book, year: book.log.entries(year),
        _entry,
    ),
    Shape(
        "veto",
        "vi phạm, kỷ luật",
        (
            UNIT,
            Field("kind", "ground", ("Việc", "Vi phạm", "Hình thức"), needed=True, hint=GROUNDS),
            Field("date", "date", ("Ngày",)),
            Field("document", "text", ("Văn bản", "Số, ngày văn bản")),
            Field("confirmed_by", "text", ("Nơi xác nhận", "Nơi kết luận")),
            Field("effect", "long", ("Ghi chú",)),
        ),
        lambda book, year: book.vetoes.of(year),
        _veto,
    ),
    Shape(
        "ledger",
        "khoản thu, chi",
        (
            Field("date", "date", ("Ngày",)),
            Field("text", "text", ("Nội dung", "Diễn giải"), needed=True),
            Field("came", "money", ("Thu (đồng)", "Thu", "Số tiền thu")),
            Field("spent", "money", ("Chi (đồng)", "Chi", "Số tiền chi")),
            Field("unit", "unit", ("Đơn vị", "Đơn vị đóng góp")),
            Field("activity", "activity", ("Cho hoạt động", "Hoạt động")),
            Field("paper", "text", ("Chứng từ", "Số chứng từ")),
        ),
        lambda book, year: book.log.fund.of(year).lines,
        _money,
    ),
    Shape(
        "draft",
        "dự thảo lấy ý kiến",
        (
            Field("title", "text", ("Dự thảo", "Tên dự thảo"), needed=True),
            Field("kind", "choice", ("Loại",), needed=True, choices=DRAFT_KINDS),
            Field("sent_on", "date", ("Ngày gửi",)),
            Field("due_on", "date", ("Hạn góp ý", "Hạn")),
            Field("number", "text", ("Số, ký hiệu ban hành", "Số ban hành", "Số, ký hiệu")),
            Field("issued_on", "date", ("Ngày ban hành",)),
        ),
        lambda book, year: book.drafts.all(year),
        _draft,
    ),
    Shape(
        "comment",
        "ý kiến góp ý",
        (
            Field("draft", "draft", ("Dự thảo",), needed=True),
            Field("unit", "unit", ("Đơn vị", "Đơn vị góp ý")),
            Field("part", "text", ("Phần, điều, khoản", "Điều, khoản", "Phần")),
            Field("text", "long", ("Nội dung góp ý", "Nội dung", "Ý kiến"), needed=True),
            Field("taken", "choice", ("Tiếp thu",), choices=TAKEN, usual="open"),
            Field("answer", "long", ("Giải trình", "Lý do")),
        ),
        lambda book, year: [one for draft in book.drafts.all(year) for one in book.drafts.comments(draft.key)],
        _comment,
    ),
    Shape(
        "complaint",
        "kiến nghị, khiếu nại",
        (
            UNIT,
            Field("received_on", "date", ("Ngày nhận", "Ngày đến", "Ngày")),
            Field("number", "text", ("Số, ký hiệu văn bản", "Số văn bản", "Số, ký hiệu")),
            Field("about", "choice", ("Về việc", "Loại"), choices=COMPLAINED, usual="other"),
            ITEM,
            Field("text", "long", ("Nội dung", "Nội dung kiến nghị"), needed=True),
            Field("due_on", "date", ("Hạn trả lời", "Hạn")),
            Field("taken", "choice", ("Kết quả", "Tiếp thu"), choices=TAKEN, usual="open"),
            Field("answer", "long", ("Nội dung trả lời", "Lý do", "Trả lời")),
            Field("answered_by", "text", ("Văn bản trả lời", "Số văn bản trả lời")),
            Field("answered_on", "date", ("Ngày trả lời",)),
        ),
        lambda book, year: book.complaints.all(year),
        _complaint,
    ),
)

SHAPES: Final = {shape.key: shape for shape in _DECLARED}
"""The lists of a year by the table their lines lie in."""
