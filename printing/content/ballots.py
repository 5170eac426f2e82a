"""What the papers of a ballot say: the ballot itself, the tally sheet, the minutes of counting.

No paper names a voter or numbers a ballot. Figures come from the one result of `book.ballots`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from models.book.meetings import vote_words
from models.book.meetings.ballots import Ballot, BallotResult
from models.book.meetings.ballots_rows import NUMBERS
from models.book.regulation.sources import cited
from models.rules import words as shared
from models.rules.act.balloting import Record, Tally, letter
from models.rules.act.marking import blank_is_valid, without_opinion
from models.rules.errors import RuleViolation
from printing.content.common import Heading, Signing, sentence
from printing.content.meetings import chosen, outcome_facts, result_facts
from printing.content.reading import Source
from printing.styles import day_in_text

if TYPE_CHECKING:
    from models.book.book import Book

DOTS = "……"


@dataclass(frozen=True, slots=True)
class BallotPaper:
    """Phiếu suy tôn, phiếu bầu: what is asked, how to mark it, the names; `copies` of it are given out."""

    heading: Heading
    kind: str
    about: str
    round: str
    how: str
    names: tuple[str, ...]
    marks: tuple[str, ...]
    notes: tuple[str, ...]
    copies: int


@dataclass(frozen=True, slots=True)
class TallyRow:
    """A line to count on: a name, what is counted of it, and how many squares of five it may need."""

    name: str
    what: str
    squares: int
    lines: int = 1


@dataclass(frozen=True, slots=True)
class TallySheet:
    """Phiếu kiểm: squares of five strokes per name."""

    heading: Heading
    about: str
    round: str
    rows: tuple[TallyRow, ...]
    board: str
    signers: tuple[Signing, ...]


@dataclass(frozen=True, slots=True)
class ResultLine:
    """One name's figures as printed; blank minutes have dots."""

    name: str
    figures: tuple[str, ...]
    verdict: str


@dataclass(frozen=True, slots=True)
class CountMinutes:
    """Biên bản kiểm phiếu: the board, the papers, the votes, base and threshold in words, the result."""

    heading: Heading
    about: str
    round: str
    opening: str
    board: tuple[str, ...]
    attendance: str
    papers: tuple[tuple[str, str], ...]
    columns: tuple[str, ...]
    lines: tuple[ResultLine, ...]
    basis: tuple[str, ...]
    results: tuple[str, ...]
    closing: str
    signers: tuple[Signing, ...]


# --- from the book ---------------------------------------------------------------------------------------------------


def picked(book: Book, year: int, meeting: str | None, ballot: str | None) -> tuple[Ballot, ...]:
    """The ballots a paper is made for: one, else all of the meeting. RuleViolation `ballot.none`, `ballot.unknown`."""
    if ballot is not None:
        return (book.ballots.get(ballot),)
    if meeting is None:
        held = [one.meeting for one in book.ballots.all(year)]
        meeting = held[-1] if held else None
    found = book.ballots.of(chosen(book, year, meeting).key)
    if not found:
        raise RuleViolation("ballot.none", year=year)
    return found


def _source(book: Book, ballot: Ballot, date: str) -> Source:
    meeting = book.meetings.get(ballot.meeting)
    return Source(book, meeting.year, date or meeting.date or "")


def _round(ballot: Ballot) -> str:
    return f"(Bỏ phiếu lượt {ballot.round})" if ballot.round > 1 else ""


def paper(book: Book, ballot: Ballot, *, date: str = "") -> BallotPaper:
    """The ballot to be printed, one for each who votes in the room."""
    source = _source(book, ballot, date)
    words, write = source.described.words, source.write
    acclaim = ballot.way == "acclaim"
    many, seats = vote_words.number(len(ballot.candidates)), vote_words.number(ballot.seats)
    if acclaim:
        several = len(ballot.candidates) > 1
        how = "Đánh dấu X vào một trong hai ô" + (" ở mỗi dòng." if several else ".")
        wrong = "đánh dấu cả hai ô" + (" ở một dòng" if several else "")
    else:
        most = f"{seats} tên" if ballot.seats == 1 else f"không quá {seats} tên"
        how = f"Chọn {most} trong {many} tên dưới đây: đánh dấu X vào ô ở cột Chọn."
        wrong = f"chọn quá {seats} tên, viết thêm tên khác"
    blank = blank_is_valid(ballot.rule)
    wrong += "" if blank else ", không đánh dấu ô nào"
    return BallotPaper(
        source.bloc_heading(),
        "PHIẾU SUY TÔN" if acclaim else "PHIẾU BẦU" if ballot.purpose in ("tie", "other") else "PHIẾU GIỚI THIỆU",
        write(ballot.title),
        _round(ballot),
        how,
        tuple(write(one.name) for one in ballot.candidates),
        ("Đồng ý", "Không đồng ý") if acclaim else ("Chọn",),
        (
            f"Phiếu do {words.tellers} phát ra, có dấu của đơn vị {words.head}; người bỏ phiếu không ghi tên.",
            f"Phiếu không hợp lệ: {wrong}.",
            *_unmarked(ballot, blank),
        ),
        book.ballots.voters(ballot.key),
    )


def _unmarked(ballot: Ballot, blank: bool) -> list[str]:
    """What a line, or a whole ballot, with nothing marked says."""
    said = []
    if ballot.way == "acclaim" and len(ballot.candidates) > 1:
        said.append("Dòng không đánh dấu là không có ý kiến về dòng ấy; phiếu vẫn hợp lệ.")
    if blank:
        said.append("Phiếu không đánh dấu ô nào vẫn hợp lệ, tính là không có ý kiến.")
    return said


def tally_sheet(book: Book, ballot: Ballot, *, date: str = "") -> TallySheet:
    """Squares enough for every vote that can be cast."""
    source = _source(book, ballot, date)
    words = source.described.words
    squares = -(-book.ballots.voters(ballot.key) // 5)
    rows = [TallyRow("Phiếu", "Hợp lệ", squares, 2), TallyRow("", "Không hợp lệ", squares, 0)]
    for one in ballot.candidates:
        name = source.write(one.name)
        if ballot.way == "acclaim":
            none = _counts_silence(ballot)
            rows += [TallyRow(name, "Đồng ý", squares, 3 if none else 2), TallyRow("", "Không đồng ý", squares, 0)]
            rows += [TallyRow("", "Không có ý kiến", squares, 0)] if none else []
        else:
            rows.append(TallyRow(name, "Chọn", squares))
    if ballot.way == "elect":
        least = _fewest(ballot)
        for count in range(least, ballot.seats + 1):
            first = ballot.seats + 1 - least if count == least else 0
            rows.append(
                TallyRow("Số tên chọn trên phiếu" if first else "", f"{vote_words.number(count)} tên", squares, first)
            )
    return TallySheet(
        source.bloc_heading(),
        source.write(ballot.title),
        _round(ballot),
        tuple(rows),
        words.tellers,
        (Signing(("NGƯỜI ĐỌC PHIẾU",)), Signing(("NGƯỜI GHI",)), Signing((words.tellers_leader.upper(),))),
    )


def minutes(book: Book, ballot: Ballot, *, date: str = "") -> CountMinutes:
    """The minutes of counting: with the sums once recorded and not masked, else blank to be filled by hand."""
    source = _source(book, ballot, date)
    meeting, words, write = book.meetings.get(ballot.meeting), source.described.words, source.write
    result, number = book.ballots.result(ballot.key), vote_words.number
    at = book.ballots.electorates.of(ballot)
    count, listed = at.attendance, at.listed
    place = f" tại {write(meeting.place)}," if meeting.place else ""
    held = _lower(write(meeting.title))
    text = (
        f"Tổng số thành viên: {number(count.members)}. Bỏ phiếu tại hội nghị: {_some(count.voting, listed)}, trong đó "
        f"người dự thay có ủy quyền: {_some(count.substitutes, listed)}. "
        f"Gửi ý kiến bằng văn bản: {_some(count.written, listed)}."
    )
    names = ", ".join(write(one.name) for one in ballot.candidates if one.unit in at.barred)
    text += f" Có mặt mà không bỏ phiếu vì có tên trên phiếu: {names}." if names else ""
    there = sentence(text, listed, count.members, count.voting, count.substitutes, count.written, names)
    record = ballot.count.record if ballot.count else None
    columns, lines = _results(source, ballot, result)
    return CountMinutes(
        source.bloc_heading(),
        write(ballot.title),
        _round(ballot),
        sentence(
            f"Hôm nay, {day_in_text(date or meeting.date or '')},{place} {words.tellers} của {held} gồm:",
            date or meeting.date or "…",
            meeting.place,
            words.tellers,
            held,
        ),
        _board(ballot),
        there,
        _papers(ballot, record, words.collected),
        columns,
        lines,
        _basis(source, ballot, result),
        _told(source, ballot, result),
        sentence(f"Phiếu đã được niêm phong, giao đơn vị {words.head} lưu giữ. Biên bản lập thành 02 bản", words.head),
        tuple(
            Signing((one.role.upper(),), name=one.name)
            for one in sorted(ballot.tellers, key=lambda teller: teller == ballot.tellers[0])
        )
        or tuple(Signing((role.upper(),)) for role in (words.teller, words.teller, words.tellers_leader)),
    )


def _board(ballot: Ballot) -> tuple[str, ...]:
    """The board in one line; with nobody named yet three lines to write on."""
    if not ballot.tellers:
        return tuple(f"{n}. {DOTS * 12}" for n in (1, 2, 3))
    text = "; ".join(f"{n}. {one.name}, {one.role}" for n, one in enumerate(ballot.tellers, 1))
    return (sentence(f"{text}.", *((one.name, one.role) for one in ballot.tellers)),)


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]


def _some(number: int, known: bool) -> str:
    return vote_words.number(number) if known else DOTS


def _papers(ballot: Ballot, record: Record | None, collected: str) -> tuple[tuple[str, str], ...]:
    labels = dict(
        zip(
            NUMBERS,
            (
                "Số phiếu in",
                "Số phiếu phát ra",
                "Số phiếu đổi lại (do hỏng)",
                "Số phiếu còn lại",
                collected,
                "Số phiếu hợp lệ",
                "Số phiếu không hợp lệ",
            ),
            strict=True,
        )
    )
    found = [(labels[name], DOTS if record is None else vote_words.number(getattr(record, name))) for name in NUMBERS]
    reason = ballot.count.invalid_reason if ballot.count else None
    if reason:
        found[-1] = (f"{labels['invalid']} (lý do: {reason})", found[-1][1])
    if record is not None and record.issued > record.collected:
        found.insert(-2, ("Số phiếu không thu về", vote_words.number(record.issued - record.collected)))
    if record is not None and record.opinions:
        found.append(("Số ý kiến bằng văn bản", vote_words.number(record.opinions)))
    if ballot.way == "elect" and (record is None or record.marks is not None):
        none = record is not None and record.marks is not None and record.marks.get(0, 0)
        for names in range(0 if none else _fewest(ballot), ballot.seats + 1):
            told = DOTS if record is None or record.marks is None else vote_words.number(record.marks.get(names, 0))
            found.append((f"Số phiếu chọn {vote_words.number(names)} tên", told))
    return tuple(found)


def _results(
    source: Source, ballot: Ballot, result: BallotResult | None
) -> tuple[tuple[str, ...], tuple[ResultLine, ...]]:
    record, number = ballot.count.record if ballot.count else None, vote_words.number
    has_written = bool(record and record.opinions and letter(record) in ("", "apart") and record.written != {})
    acclaim = ballot.way == "acclaim"
    none = acclaim and (
        _counts_silence(ballot) if record is None else any(without_opinion(record, one) for one in record.tally)
    )
    columns = ["Đồng ý", "Không đồng ý"] if acclaim else ["Số phiếu chọn"]
    columns += ["Không có ý kiến"] if none else []
    columns += ["Ý kiến bằng văn bản", "Tổng số đồng ý" if acclaim else "Tổng số chọn"] if has_written else []
    columns += ["Tỷ lệ (%)"]
    lines = []
    for one in ballot.candidates:
        name = source.write(one.name)
        outcome = result.outcome(one.key) if result else None
        if record is None:
            lines.append(ResultLine(name, (DOTS,) * len(columns), DOTS))
            continue
        tally = record.tally[one.key]
        figures = [number(tally.agree), number(tally.disagree)] if acclaim else [number(tally.agree)]
        figures += [number(without_opinion(record, one.key))] if none else []
        if has_written:
            figures += [_written(record, one.key, acclaim), number(outcome.votes) if outcome else DOTS]
        figures.append(outcome.percent_shown if outcome else DOTS)
        verdict = vote_words.verdict(result, outcome) if result and outcome else DOTS
        lines.append(ResultLine(name, tuple(figures), verdict))
    return tuple(columns), tuple(lines)


def _counts_silence(ballot: Ballot) -> bool:
    """Whether a valid ballot may say nothing of a line: several lines, or a rule that lets nothing marked be valid."""
    return len(ballot.candidates) > 1 or blank_is_valid(ballot.rule)


def _fewest(ballot: Ballot) -> int:
    """The fewest names a valid ballot of an election carries."""
    return 0 if blank_is_valid(ballot.rule) else 1


def _written(record: Record, key: str, acclaim: bool) -> str:
    tally, number = (record.written or {}).get(key, Tally(0)), vote_words.number
    return f"{number(tally.agree)} đồng ý, {number(tally.disagree)} không" if acclaim else number(tally.agree)


def _basis(source: Source, ballot: Ballot, result: BallotResult | None) -> tuple[str, ...]:
    words = source.described.words
    spec = ballot.rule.spec
    base, number = vote_words.base(str(spec["base"]), words), vote_words.number
    text, need = f"Tỷ lệ tính trên {base}", ""
    figures: tuple[int, ...] = ()
    if result and result.outcomes:
        one = result.outcomes[0]
        size = f"({number(one.base)})"
        if one.opinions:
            room = f"{number(one.base - one.opinions)} + {number(one.opinions)}"
            size = f"và số ý kiến bằng văn bản ({room} = {number(one.base)})"
        text, need = f"{text} {size}", f", tức là ít nhất {number(one.need)}"
        figures = one.base, one.opinions, one.need
    answers = source.book.ballots.electorates.of(ballot).answers
    decided = [str(one.choice) for one in answers if one.question == "ballot.written_opinions"]
    counts = shared.COUNTED
    written = counts.get(str(spec["written"])) or counts.get(decided[0] if decided else "", DOTS)
    written += ", theo quyết định đã ghi" if decided else ""
    most = ballot.round > 1 and spec.get("second") == "plurality"
    wanted = "Lượt này chọn theo đa số phiếu" if most else f"Tỷ lệ cần đạt: {vote_words.threshold(spec)}{need}"
    facts = spec["base"], vote_words.threshold(spec), most, ballot.rule.cite, *figures
    told = [sentence(source.write(f"{text}. {wanted}. Căn cứ: {cited(ballot.rule.cite)}."), *facts)]
    if ballot.count and ballot.count.record.opinions:
        told.append(sentence(f"Ý kiến bằng văn bản của thành viên vắng mặt: {written}.", written))
    kept = letter(ballot.count.record) if ballot.count else ""
    if kept:
        told.append(sentence(vote_words.LETTERS[kept], kept))
    return tuple(told)


def _told(source: Source, ballot: Ballot, result: BallotResult | None) -> tuple[str, ...]:
    if result is None:
        return (f"Kết quả: {DOTS * 20}",)
    words = source.described.words
    facts, write = result_facts(result), source.write
    told = [
        sentence(write(vote_words.sentence(result, one, words)), *outcome_facts(result, one)) for one in result.outcomes
    ]
    left = (vote_words.chosen(result), vote_words.outlook(result, words))
    told += [sentence(write(line), *facts) for line in left if line]
    recount = source.book.ballots.recount.of(ballot.key)
    if recount is not None:
        state = "đã đối chiếu, khớp nhau" if recount.state == "settled" else "chưa đối chiếu xong"
        told.append(sentence(f"Phiếu được đếm hai lần, do hai người ghi; {state}.", recount.state))
    if ballot.corrected:
        why = source.write(ballot.corrected)
        told.append(sentence(f"Kết quả này thay kết quả đã ghi trước; lý do: {why}.", ballot.corrected))
    return tuple(told)
