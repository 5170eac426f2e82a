"""What was done in the year, as the report of the bloc says it: signing, activities, targets, tasks, ratings, ranks,
awards, money. A sentence stands only on what is recorded; a share is said with what it is a share of.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from fractions import Fraction
from typing import Final

from models.book.following.rows import Review, TargetProgress
from models.book.reporting.rows import UNRATED
from models.rules import words as shared
from models.rules.number.points import show
from models.rules.number.text import show_date
from printing.content.letters import last_year
from printing.content.letters.letter import Para
from printing.content.own_points import own_points
from printing.content.reading import Source, shown_total
from printing.content.words.prose import listed, moved, percent, small, two


def worded(source: Source, key: str, text: str, *facts: object) -> Para:
    """A paragraph in the bloc's spelling with the data it was worded from."""
    return Para(key, source.write(text), tuple(map(str, facts)))


# --- what was done ---------------------------------------------------------------------------------------------------


def movement(source: Source, until: str) -> Iterator[Para]:
    """The signing, the registration, joint activities with who took part."""
    book, year = source.book, source.year
    registered = [one for one in book.registration.all(year) if one.received_on and one.received_on <= until]
    everybody = len(book.registration.all(year))
    targets = len(book.registration.targets(year))
    tasks = sum(one.tasks or 0 for one in registered)
    signing = next((one for one in book.meetings.held(year) if one.kind == "signing" and one.date), None)
    if signing is not None and signing.date:
        text = f"Ngày {show_date(signing.date)}, {source.bloc} tổ chức {small(signing.title)}."
        yield worded(source, "signing", text, signing.date, signing.title, source.bloc)
    if registered:
        what = [f"{two(targets)} chỉ tiêu"] if targets else []
        what += [f"{two(tasks)} nhiệm vụ trọng tâm"] if tasks else []
        said = f" với {listed(what)}" if what else ""
        text = f"Đã có {two(len(registered))}/{two(everybody)} đơn vị gửi đăng ký thi đua{said}."
        yield worded(source, "registered", text, len(registered), everybody, targets, tasks)
        yield from last_year.registered(source)
    held = [one for one in book.log.activities(year) if one.date and one.date <= until]
    if held:
        names = [
            f"{small(one.name)} (ngày {show_date(one.date or '')}, {two(len(one.units))} đơn vị tham gia)"
            for one in held
        ]
        text = f"{source.bloc} đã tổ chức {two(len(held))} hoạt động chung: {'; '.join(names)}."
        yield worded(source, "activities", text, *((one.key, one.date, one.units) for one in held), source.bloc)


def reached(review: Review) -> list[TargetProgress]:
    return [one for unit in review.units for one in unit.targets if one.percent is not None]


def targets_met(source: Source, review: Review, half: bool) -> Iterator[Para]:
    """Targets reached of those with a plan and a figure."""
    known = reached(review)
    if not known:
        return
    met = [one for one in known if one.percent is not None and one.percent >= 100]
    over = sum(one.percent is not None and one.percent > 100 for one in met)
    estimates = sum(one.target.result is None and not half for one in known)
    of = f"{two(len(met))}/{two(len(known))} chỉ tiêu có số liệu"
    text = f"Đến ngày {show_date(review.as_of)}, {of} đạt hoặc vượt kế hoạch năm ({percent(len(met), len(known))})"
    text += f", trong đó {two(over)} chỉ tiêu vượt" if over else ""
    text += f"; {two(estimates)} chỉ tiêu lấy theo số ước thực hiện" if estimates else ""
    yield worded(source, "targets", f"{text}.", len(met), len(known), over, estimates, review.as_of)


def tasks_done(source: Source, review: Review, half: bool) -> Iterator[Para]:
    """Key tasks as units report them, tasks written one by one with how many were in time."""
    if review.registered:
        text = f"Các đơn vị hoàn thành {review.done}/{review.registered} nhiệm vụ đã đăng ký"
        text += f", đạt {show(review.percent)}%" if review.percent is not None else ""
        if review.missing:
            text += f" ({two(len(review.missing))} đơn vị chưa có số liệu, không tính)"
        yield worded(source, "tasks", f"{text}.", review.done, review.registered, review.missing)
    works = [one for one in source.book.following.works(source.year) if one.state in ("done", "late")]
    works = [one for one in works if not half or (one.done_on or "") <= f"{source.year}-06-30"]
    if works:
        in_time = sum(one.state == "done" and not one.days_late(review.as_of) for one in works)
        text = f"Trong các nhiệm vụ theo dõi từng việc, {two(len(works))} nhiệm vụ đã xong, {two(in_time)} đúng hạn."
        yield worded(source, "works", text, len(works), in_time)


def ratings(source: Source) -> Iterator[Para]:
    """How the competent bodies rated the units, with those that have no rating yet."""
    table = source.book.statistics.ratings(source.year)
    if not table.rated:
        return
    rows = [row for row in table.rows if row.count]
    said = [f"{two(row.count)} đơn vị {small(row.label)}" for row in rows if row.key != UNRATED]
    said += [f"{two(row.count)} đơn vị chờ kết quả" for row in rows if row.key == UNRATED]
    text = f"Mức độ hoàn thành nhiệm vụ do cấp có thẩm quyền công nhận: {'; '.join(said)}."
    yield worded(source, "ratings", text, *((row.key, row.count) for row in rows))


FIRST: Final = {1: "nhất", 2: "hai", 3: "ba"}
"""The places a report tells, in words as prose says them."""


def ranks(source: Source) -> Iterator[Para]:
    """Lowest, highest and mean points, how many differ from their own, the first places, ranks against last year."""
    standing = source.book.standing.ranking(source.year)
    points = [place.points for place in standing.places if isinstance(place.points, Fraction)]
    if not points:
        return
    mean = sum(points, Fraction(0)) / len(points)
    span = f"từ {show(min(points))} đến {show(max(points))}, bình quân {show(mean)}"
    span = span if min(points) < max(points) else f"là {show(mean)}"
    text = f"Điểm xếp hạng của {two(len(points))} đơn vị {span}."
    yield worded(source, "points", text, *points)
    yield from _against_own(source)
    first = [place for place in standing.places if place.rank in FIRST]
    if first:
        still = " (thứ hạng còn tạm)" if any(place.provisional for place in first) else ""
        names = [
            f"thứ {FIRST.get(place.rank or 0)}: {source.official(place.unit)} ({shown_total(place.points)} điểm)"
            for place in first
        ]
        text = f"Kết quả xếp hạng{still}: {'; '.join(names)}."
        yield worded(source, "first", text, *((place.unit, place.rank, place.points) for place in first))
    table = source.book.statistics.classes(source.year)
    if table.rated:
        rows = [row for row in table.rows if row.count]
        said = [f"{small(row.label)}: {two(row.count)} đơn vị ({percent(row.count, table.whole)})" for row in rows]
        bloc = source.described.words.bloc.lower()
        text = f"Xếp loại thi đua của {bloc}: {'; '.join(said)}."
        yield worded(source, "classes", text, *((row.key, row.count) for row in rows), bloc)
    yield from last_year.ranked(source)


def _against_own(source: Source) -> Iterator[Para]:
    """How many units' final points are not those they gave themselves, and the widest gap."""
    gaps: dict[str, tuple[Fraction, Fraction]] = {}
    scored = 0
    for unit in source.units:
        last = [one for one in source.stages[1:] if source.result(unit, one.key) is not None]
        own = own_points(source, unit)
        result = source.result(unit, last[-1].key) if last else None
        before = (own.total if own.total is not None else own.result.total) if own else None
        after = result.total if result else None
        if isinstance(before, Fraction) and isinstance(after, Fraction):
            scored += 1
            if before != after:
                gaps[unit] = before, after
    if not scored:
        return
    text = f"{two(len(gaps))}/{two(scored)} đơn vị có điểm sau thẩm định khác điểm tự chấm"
    if gaps:
        widest = max(abs(after - before) for before, after in gaps.values())
        whose = [moved(*pair) for pair in gaps.values() if abs(pair[1] - pair[0]) == widest]
        text += f", nhiều nhất là {listed(list(dict.fromkeys(whose)))}"
    yield worded(source, "against-own", f"{text}.", *gaps.items())


def awards(source: Source) -> Iterator[Para]:
    """What is proposed and what was granted for the year, title by title; the bloc proposes, others grant."""
    proposals = [one for one in source.book.awards.proposals(source.year) if one.live]
    for key, verb, chosen in (
        ("proposed", "đề nghị cấp có thẩm quyền xét tặng", [one for one in proposals if one.status == "proposed"]),
        ("granted", "được cấp có thẩm quyền tặng", [one for one in proposals if one.status == "approved"]),
    ):
        counts = Counter((one.title_name, one.holder) for one in chosen)
        if counts:
            said = [f"{name}: {two(count)} {shared.HOLDERS[holder]}" for (name, holder), count in counts.items()]
            subject = (
                f"{source.bloc} {verb}"
                if key == "proposed"
                else f"Các tập thể, cá nhân của {small(source.bloc)} {verb}"
            )
            yield worded(source, key, f"{subject}: {'; '.join(said)}.", *counts.items(), source.bloc)


def fund_used(source: Source) -> Iterator[Para]:
    """Contributions and what they were spent on, in whole đồng."""
    from printing.content.following import money

    fund = source.book.log.fund.of(source.year)
    if fund.lines:
        text = f"Đóng góp cho hoạt động chung {money(fund.money_in)} đồng, đã chi {money(fund.money_out)} đồng."
        yield worded(source, "fund", text, fund.money_in, fund.money_out)
