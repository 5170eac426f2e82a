"""From codes and values to the words on the screen: refusals, questions, values, steps, the frame's own lines.

The sentences themselves are data in `sentences`; here is how facts are put into them.
"""

from __future__ import annotations

import re
import string
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from models.book.regulation.sources import cited
from models.book.reporting.journal_kinds import TABLES
from models.rules.errors import Refusal
from models.rules.number import days
from models.rules.number import text as words
from models.rules.number.about import About
from models.rules.words import CHOICES, NO_NUMBER, NOT_ASSIGNED, ONE_UNIT
from ui.words import labels
from ui.words.cells_words import BY_VERB, FILE_KINDS, MEASURES
from ui.words.field_names import COLUMNS
from ui.words.keeping.sealed_words import row_line
from ui.words.names import Names
from ui.words.question_words import DOUBTS, QUESTIONS, WORDS
from ui.words.sentences import SENTENCES

if TYPE_CHECKING:
    from models.rules.number.questions import Question

NAMED_BY: dict[str, str] = {
    **dict.fromkeys(("unit", "wanted_unit", "units", "from_units", "to_units", "office"), "unit"),
    **dict.fromkeys(("node", "nodes", "item", "items"), "node"),
    **dict.fromkeys(("by", "person", "people"), "person"),
    "stage": "stage",
    "period": "part",
}
"""Facts that hold keys, and which of `Names` says what such a key is called."""

SETTINGS_OF_CHOICE = {"until": "đến hết ngày", "from": "từ ngày", "points": "điểm", "max": "tối đa", "limit": "mức"}
"""Settings of a decision that is more than one word (a relief until a day)."""

NUMBERS = frozenset({"readings", "low", "high", "stated", "summed", "difference"})
"""Facts that hold canonical numbers as text, shown with a comma."""

LISTS: dict[str, Mapping[str, str]] = {"role": labels.ROLES}
WORDED: dict[str, Mapping[str, str]] = {"looks": FILE_KINDS, "measure": MEASURES}
"""Facts whose value is a word of a closed list: in small letters, and as the list writes it."""

READ_ONLY_BANNERS = {
    "asked": "Sổ đang mở để xem: xem, tra cứu và in được, không sửa được.",
    "place": "Nơi để sổ không cho ghi (USB khóa ghi hoặc thư mục chỉ đọc), nên sổ mở để xem. "
    "Chép sang ổ đĩa của máy rồi mở lại để làm việc.",
    "handed-over": "Sổ đã bàn giao. Bản này để xem và in; nơi nhận làm tiếp trên bản của mình.",
    "view-copy": "Đây là bản chỉ xem: xem, tra cứu và in được, không sửa được. Người giữ sổ làm tiếp trên sổ gốc.",
    "past": "Đây là sổ lúc {moment}, sau việc cuối cùng khi ấy: xem, tra cứu và in được, không sửa được. "
    "Sổ đang làm ở cửa sổ kia.",
    "damaged": "Sổ có chỗ không đọc được nên chỉ mở để xem. Phục hồi bản sao lưu gần nhất rồi làm tiếp.",
    "unfinished": "Lần ghi trước còn dở và nơi để sổ không cho ghi, nên đây là bản đã được sửa lại cho lành, mở "
    "để xem. "
    "Chép sổ cùng tệp “-journal” bên cạnh sang ổ đĩa của máy rồi mở lại.",
}
NOT_IN_THE_PAST = "Cửa sổ này chỉ cho xem sổ lúc trước; việc này làm ở cửa sổ của sổ đang làm."
HANDED_OVER = "Sổ đã bàn giao cho {to} ngày {on}. Bản này để xem và in."
TO_RECEIVE = "Sổ bàn giao cho {to} ngày {on}. Bản này chờ nhận: vào mục Khóa sổ, bàn giao, bấm “Nhận bàn giao…”."
UNKNOWN = "Chưa làm được việc này ({code}). Nếu gặp lại, ghi lại mã này cho người hỗ trợ."

_DECIMAL = re.compile(r"-?\d+\.\d+")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}.*")


def show(value: object) -> str:
    """A value as it is written in Vietnamese papers: 93,4 · 05/12/2025 · trống · Không giao."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "có" if value else "không"
    if isinstance(value, str):
        if _DATE.fullmatch(value):
            return words.show_date(value)
        if _MOMENT.fullmatch(value):
            return moment(value)
        return WORDS.get(value, value)
    if isinstance(value, Mapping):
        return ", ".join(f"{key}: {show(item)}" for key, item in value.items())
    if isinstance(value, (list, tuple, set, frozenset)):
        return ", ".join(show(item) for item in value)
    return _show_points(value)


def _show_points(value: object) -> str:
    """Points, or why there are none; any other value as Python writes it."""
    from fractions import Fraction  # the first page shows no points

    from models.rules.number import points

    if isinstance(value, Fraction):
        text = points.to_text(value)
        return points.show(value) if "/" in text else text.replace(".", ",")
    if isinstance(value, points.Blank):
        return "trống"
    if isinstance(value, points.NotAssigned):
        return NOT_ASSIGNED
    if isinstance(value, points.NotRanked):
        return NO_NUMBER["not-ranked"]
    if isinstance(value, points.Pending):
        return NO_NUMBER["pending"]
    return str(value)


def read_only_banner(book: Any) -> str:
    """Why a book is only to be looked at; that it is handed over goes before everything else."""
    if book.read_only_reason == "past":
        return READ_ONLY_BANNERS["past"].format(moment=moment(book.saved_at()))
    pending = book.closing.pending()
    if pending is None:
        return READ_ONLY_BANNERS[book.read_only_reason]
    to = book.members.unit(pending.to_unit, pending.handed_on).short_name
    return fill(HANDED_OVER if book.closing.left_behind() else TO_RECEIVE, {"to": to, "on": pending.handed_on})


def closed_banner(book: Any, year: int) -> str:
    """That the year is closed, since when, and what that means for whoever wants to write."""
    seal = book.closing.seal(year)
    when = f" ngày {show(seal.closed_on)}" if seal else ""
    name = book.years.called(year, capital=True)
    return f"{name} đã khóa sổ{when}: nội dung của năm chỉ để xem và in. Muốn sửa thì mở lại năm, ghi lý do."


YEARS = ("year", "next", "from_year")
"""Facts that are years of the bloc."""


class _Facts(string.Formatter):
    """Fills a sentence; a fact nobody gave becomes "…" because a refusal must never turn into a crash."""

    def __init__(self, facts: Mapping[str, Any], names: Names | None) -> None:
        self.facts, self.names = facts, names

    def get_value(self, key: int | str, args: Any, kwargs: Any) -> Any:
        name = str(key)
        value = self.facts.get(name)
        if name == "why" and value in labels.WHY_NOT:
            return labels.WHY_NOT[value]
        if value is None or value == "":
            return "…"
        if name == "where" and isinstance(value, (list, tuple)):
            return ", ".join(TABLES.get(str(table), str(table)) for table in value)
        if name in LISTS:
            return LISTS[name].get(str(value), str(value)).lower()
        if name in WORDED:
            return WORDED[name].get(str(value), str(value))
        if name in NUMBERS:
            several = value if isinstance(value, (list, tuple)) else [value]
            return " hoặc ".join(decimal_comma(one) if isinstance(one, str) else show(one) for one in several)
        if name == "parts" and self.names is not None:
            return ", ".join(self.names.figure(str(self.facts.get("node", "")), str(one)) for one in value)
        if self.names is None or name not in NAMED_BY:
            return show(value)
        call: Callable[[str], str] = getattr(self.names, NAMED_BY[name])
        return ", ".join(call(str(one)) for one in ([value] if isinstance(value, str) else value))


def fill(template: str, facts: Mapping[str, Any], names: Names | None = None) -> str:
    """A template with its facts, each shown the Vietnamese way, years as the bloc calls them."""
    if names is not None:
        years = {name: said for name in YEARS if isinstance(said := facts.get(name), int)}
        template = names.book.years.worded(template, years)
    return _Facts(facts, names).format(template)


ROOT_OF_A_DRIVE: Final = "gốc của ổ đĩa"
"""What is said of a place that has no name of its own: C:\\, a share, /."""


def sentence(refusal: Refusal, names: Names | None = None, *, by_verb: bool = False) -> str:
    """What the program says for a refusal; `names` say what keys are called. With `by_verb` the way on is a verb's,
    where the window has a button.
    """
    template = SENTENCES.get(refusal.code)
    if by_verb and refusal.code in BY_VERB:
        template = BY_VERB[refusal.code]
    if template is None:
        return UNKNOWN.format(code=refusal.code)
    facts = refusal.facts if refusal.facts.get("file") != "" else {**refusal.facts, "file": ROOT_OF_A_DRIVE}
    if isinstance(cite := facts.get("cite"), str):
        facts = {**facts, "cite": cited(cite)}
    if refusal.code in ("regulation.bad_pack", "rule.faulty", "rule.circular_key"):
        from ui.words.rule_faults import told

        facts = told(refusal.code, facts)
    if refusal.code == "import.bad_place":
        from ui.words.keeping.document_faults import fault

        facts = {**facts, "what": fault(facts)}
    if refusal.code == "import.not_json":
        from ui.words.keeping.document_faults import no_document

        facts = {**facts, "what": no_document(facts)}
    return fill(template, facts, names)


def moment(stamp: str | datetime) -> str:
    """A moment by this computer's clock: 09:41 ngày 05/12/2025."""
    local = _local(stamp)
    return f"{local:%H:%M} ngày {words.show_date(local.date().isoformat())}" if local else f"“{str(stamp)[:40]}”"


def _local(stamp: str | datetime) -> datetime | None:
    """A moment by this computer's clock; None for what an altered book has in the place of one."""
    try:
        found = stamp if isinstance(stamp, datetime) else days.moment(stamp)
        return None if found is None else found.astimezone()
    except (OverflowError, OSError, ValueError):
        return None


def moment_or_none(stamp: str) -> str:
    """A moment, or that it is not known: no day stands in for it, and Windows shows none from before 1970."""
    return moment(stamp) if stamp else "lúc không rõ"


def clock_sentence(now: datetime, last: str) -> str:
    """The computer's clock stands before the newest act of the book."""
    return (
        f"Đồng hồ của máy đang chỉ {moment(now)}, trước việc cuối cùng trong sổ ({moment(last)}). "
        "Nếu máy sai giờ thì chỉnh lại trước khi làm, để ngày ghi trong sổ và trên văn bản đúng."
    )


def clock(stamp: str | datetime) -> str:
    """The time of day of a moment today, with its date when it was another day."""
    local = _local(stamp)
    return f"{local:%H:%M}" if local and local.date() == datetime.now().date() else moment(stamp)


def window_title(bloc: str, year: str) -> str:
    name = bloc or "Sổ Khối"
    return f"{name}, {year}" if year else name


def step_words(step: Any) -> str:
    """What one step of an assessment is: its own label, or the name of what it does."""
    if step.op == "round" and not step.label:
        way = {"up": " lên", "down": " xuống"}.get(str(step.facts.get("mode")), "")
        return f"Làm tròn{way} đến {show(step.facts['step'])}"
    return str(step.label or WORDS.get(f"step.{step.op}", step.op))


def saved(book: Any) -> str:
    """The line "Đã lưu 09:41" of the status bar: when the newest act was written."""
    at = book.saved_at()
    return f"Đã lưu {clock(at)}" if at else "Đã lưu"


def saved_sentence(book: Any) -> str:
    """The answer to Ctrl+S."""
    at = book.saved_at()
    when = f"Đã lưu lúc {clock(at)}. " if at else ""
    return when + "Sổ tự lưu sau từng thao tác, không cần bấm Lưu."


def damaged_sentence(count: int, newest: datetime | None) -> str:
    """What is said when the check after opening finds damage: fact, consequence, way out."""
    kept = f"phục hồi bản sao lưu {moment(newest)}" if newest else "chép một bản sổ còn lành từ nơi khác về"
    return f"Sổ có {count} chỗ không đọc được, nên từ đây chỉ mở để xem. Xem chi tiết, hoặc {kept}."


def unlike_sentence(places: int) -> str:
    """What is said when the check after opening finds rows that the journal does not explain."""
    return (
        f"Sổ có {places} chỗ không khớp với nhật ký, thường do bị sửa ngoài chương trình. Xem từng chỗ, "
        "hoặc phục hồi một bản sao lưu trước khi làm tiếp."
    )


def doubt(found: Any) -> str:
    """What is said beside a doubtful line of a preview."""
    return fill(DOUBTS[found.code], found.facts)


def question_words(question: Question, names: Names | None = None) -> str:
    """What a question asks, with its facts."""
    tied = question.key == "rank.tie" and question.facts.get("missing")
    ended = question.key == "rule.none" and question.quote
    template = QUESTIONS.get("rank.tie.missing" if tied else "rule.none.ended" if ended else question.key)
    if template is None:
        return question.key
    facts = dict(question.facts)
    if question.key == "value.missing":
        about = About.read(question.key, question.subject)
        where = [key for kind, key in about.words if kind in ("period", "at")]
        named = [names.part(str(key)) if names else str(key) for key in list(question.facts["missing"])]  # type: ignore[call-overload]  # a list
        within = "".join(f" {names.part(key) if names else key}" for key in where)
        facts |= {"unit": about.get("unit"), "missing": ", ".join(named), "within": within or " năm"}
    if question.key == "score.broken":
        facts["node"] = About.read(question.key, question.subject).get("node")
    bands = facts.get("bands")
    if isinstance(bands, (list, tuple)):
        from models.rules.form.form_wide import band_words  # home asks nothing of a form

        facts["bands"] = " và mức ".join(band_words(str(text)) for text in bands)
    if ended:
        facts |= {"cite": cited(question.cite), "ended": question.quote}
    if question.key.startswith("rule."):
        from models.rules.place.rule_kinds import KINDS

        of = " của Hội đồng Thi đua - Khen thưởng" if facts.get("body") == "council" else ""
        facts["kind"] = f"{KINDS[str(facts['kind'])].name}{of}"
    return fill(template, facts, names)


def size(count: int) -> str:
    """A file's size as people say it: 820 KB, 1,4 MB."""
    if count < 1_000_000:
        return f"{max(1, count // 1000)} KB"
    return f"{count // 1_000_000},{count % 1_000_000 // 100_000} MB"


def matches(typed: str, text: str) -> bool:
    """Whether every typed word stands in the text, without diacritics or case; nothing typed matches all."""
    folded = words.fold(text)
    return all(word in folded for word in words.fold(typed).split())


def sentence_case(text: str) -> str:
    """The text with a capital first letter."""
    return text[:1].upper() + text[1:]


BESIDE_CONTENT: Final = {"meta": "mã số của tệp sổ", "keeper_secret": "mật khẩu người làm"}
"""Tables that are no content and yet are compared with the journal."""


def verify_lines(report: Any, names: Names) -> list[str]:
    """What a check of the book found, one place a line."""
    lines = [f"Tệp: {line}" for line in report.file]
    lines += [f"Nhật ký: việc số {seq} không khớp với việc trước đó" for seq in report.chain]
    lines += [
        f"{_table(table)}: chỉ đến một mục không có ({TABLES.get(parent, parent)})"
        for table, parent in report.references
    ]
    lines += [f"{_table(table)}: không khớp với mốc kiểm ở việc số {op}" for op, table in report.checkpoints]
    lines += [_difference(one, names) for one in report.differences]
    lines += [
        f"Khóa sổ {names.book.years.called(year)} lần {n}: nội dung đã khóa, Mã đối chiếu và nhật ký không khớp nhau"
        for year, n in report.seals
    ]
    lines += [
        f"Lần bàn giao thứ {n}: nội dung, Mã đối chiếu, lần khóa sổ và nhật ký không khớp nhau"
        for n in report.custodies
    ]
    lines += [row_line(year, one, names) for year, one in report.unlike]
    lines += [f"Nhật ký: việc số {seq} là khóa sổ hoặc bàn giao mà không ghi lần nào" for seq in report.empty]
    return lines + [f"Tệp kèm {digest[:12]}… đã bị thay nội dung" for digest in report.attachments]


LETTER_APART = (
    "chỉ có một ý kiến bằng văn bản, chương trình bản cũ đã ghi riêng, nên ai mở sổ đọc được bên tên người gửi. "
    "Năm còn mở thì “Sửa kết quả…” ghi gộp lại; nhật ký và các bản sao lưu vẫn giữ số cũ."
)
WAL = "Tệp đã được chương trình khác đổi kiểu ghi (WAL), số liệu không đổi; mở sổ để làm việc thì trở lại như cũ."


def _table(name: str) -> str:
    return sentence_case(TABLES.get(name) or BESIDE_CONTENT.get(name, name))


def _at(table: str, key: Any, names: Names) -> str:
    """The row of a table by what its key names; by the key itself where what it names cannot be read either."""
    try:
        return names.row(table, key)
    except (Refusal, ValueError):
        return "/".join(str(part) for part in (key if isinstance(key, tuple) else (key,)))


def _difference(found: Any, names: Names) -> str:
    where = _table(found.table)
    if found.key is None:
        return f"{where}: không khớp với nhật ký"
    said = names.row(found.table, found.key)
    columns = ", ".join(COLUMNS.get(column, column) for column in found.columns)
    return f"{where} {said}: " + (columns or "cả dòng") + " không khớp với nhật ký"


UNASKED: Final = "mục này không có trong bảng chấm điểm của phiếu nên không được tính"


def stray_lines(strays: Iterable[Any], names: Names) -> list[str]:
    """Values that no place of the program lets in today, each with its row and what stands there."""
    return [
        f"{_table(one.table)} {_at(one.table, one.key, names)}: {_what(one, names)} ghi “{one.found}”" for one in strays
    ]


def unasked_lines(cells: Iterable[Any], names: Names) -> list[str]:
    """Cells of items that the form of their sheet does not have."""
    return [f"{_table(one.table)} {_at(one.table, one.key, names)}: {UNASKED}" for one in cells]


def letter_lines(book: Any) -> list[str]:
    """Ballots that keep one written opinion apart, each with its meeting."""
    return [
        f"Phiếu “{one.title}” ({book.meetings.get(one.meeting).title}): {LETTER_APART}"
        for one in book.ballots.letters_apart()
    ]


def _what(stray: Any, names: Names) -> str:
    if stray.table == "cell":
        return names.figure(str(stray.key[1]), stray.column) if stray.column else "số liệu của ô"
    return str(COLUMNS.get(stray.column, stray.column)).lower()


def stray_sentence(lines: Sequence[str], page: bool = False) -> str:
    """Where a book holds such values: fact, consequence, way out; `page` says it of the page that met one."""
    named = "; ".join(lines[:3]) + (f" và {len(lines) - 3} chỗ nữa" if len(lines) > 3 else "")
    lead = (
        "Trang này gặp giá trị không đọc được nên chưa hiện hết"
        if page
        else f"Sổ có {len(lines)} giá trị không còn nhận"
    )
    return f"{lead}: {named}. Sửa ở chỗ ấy; các trang khác vẫn dùng được."


ALTERED_PAGE: Final = (
    "Trang này gặp chỗ không đọc được nên chưa hiện hết: sổ đã bị chương trình khác sửa. Xem từng chỗ ở mục Kiểm tra "
    "sổ, hoặc phục hồi bản sao lưu; các trang khác vẫn dùng được."
)
"""Of a page that meets what another program put into the book."""


def decimal_comma(text: str) -> str:
    """A canonical decimal with the comma people write; any other text as it is."""
    return text.replace(".", ",") if _DECIMAL.fullmatch(text) else text


def choice_words(choice: object, names: Names) -> str:
    """What was decided: an option by its name, several in their order, a ballot's votes, a relief by its settings."""
    if isinstance(choice, Mapping) and isinstance(choice.get("votes"), Mapping):
        order = sorted(choice["votes"].items(), key=lambda vote: -int(vote[1]))
        return ", ".join(f"{names.unit(unit)} {votes} phiếu" for unit, votes in order)
    if isinstance(choice, Mapping):
        return ", ".join(f"{SETTINGS_OF_CHOICE.get(key, key)} {show(value)}" for key, value in choice.items())
    several = choice if isinstance(choice, (list, tuple)) else [choice]
    return ", ".join(_option(str(one), names) for one in several)


def _option(key: str, names: Names) -> str:
    from models.book.scoring.beside.joined import ONE  # no page but those of decisions shows it
    from models.rules.form.form_wide import band_words

    if key.startswith(ONE):
        return ONE_UNIT.format(unit=names.unit(key.removeprefix(ONE)))
    said = names.unit(key)
    return CHOICES.get(key) or (said if said != key else names.classed(key) or band_words(key))
