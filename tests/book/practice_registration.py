"""The practice year's registration, pledge, following, log, fund and cross-check teams, through the verbs of a Book."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from models.book.book import Book
from models.book.following.log_rows import Visit
from models.book.pledging.registration import DEADLINE
from models.book.pledging.rows import Sign
from models.book.year.years import Deadline
from models.rules.number.text import show_date
from tests.book.practice import UNITS, YEAR, node_key, unit_key

DRAFTS = {"12/KH-TTr": "plan", "01/QC-KTĐ": "regulation"}
KINDS = {"thường xuyên": "regular", "theo đợt": "campaign", "theo chuyên đề": "thematic"}
FEEDS = (
    ("iv.1", "absent", "absent"),
    ("iv.1", "wrong_rank", "wrong-rank"),
    ("iv.2", "late", "reports-late"),
    ("iv.2", "missing", "reports-missing"),
    ("iv.3", "conditions", "activities"),
)
"""Which inputs of the form the log of the practice bloc feeds."""


def registration(book: Book, data: dict[str, Any]) -> None:
    """Everything from the registration of March to the cross-checks of November."""
    for number, day, title in data["documents"]:
        if number in DRAFTS:
            book.drafts.put(YEAR, DRAFTS[number], title, number=number, issued_on=day)
    _register(book, data)
    _pledge(book, data)
    _follow(book, data)
    _log(book, data)
    _check(book, data)


def _register(book: Book, data: Mapping[str, Any]) -> None:
    book.years.put_deadline(Deadline(YEAR, DEADLINE, "Đăng ký thi đua", "2025-03-15", item="iii.2", cite="Mục III.2"))
    for ident, raw in data["registration"].items():
        unit, target = unit_key(ident), raw["target"]
        book.registration.receive(YEAR, unit, raw["received_on"], tasks=raw["key_tasks"])
        for title in raw["titles"]:
            book.registration.put_title(YEAR, unit, title, on=raw["received_on"])
        plan, result = Fraction(target["plan"]), Fraction(target["result"])
        said = {"measure": target["measure"], "plan": plan, "result": result, "item": "i.3"}
        book.registration.put_target(YEAR, unit, target["name"], **said)


def _pledge(book: Book, data: Mapping[str, Any]) -> None:
    signing = next(each for each in data["meetings"] if each["kind"] == "signing")
    book.registration.pledge.put(
        YEAR,
        aims="Hoàn thành toàn diện nhiệm vụ chính trị năm 2025; xây dựng khối đoàn kết, thi đua thực chất.",
        targets="100% nhiệm vụ trọng tâm đã đăng ký được hoàn thành đúng hạn.\nKhông có tập thể, cá nhân bị kỷ luật.",
        tasks="Thực hiện tốt các phong trào thi đua do tỉnh phát động.\nTổ chức các hoạt động chung của khối.",
        solutions="Người đứng đầu chỉ đạo công tác thi đua.\nKiểm tra chéo, chấm điểm công khai, đúng quy chế.",
        signed_on=signing["date"],
        place="Sông Lành",
    )
    titles = dict(data["bloc"]["standing_body_people"])
    titles |= dict([data["bloc"]["supervising_leader"]])
    book.registration.pledge.set_signs(
        YEAR, "signatory", book.registration.pledge.offered(YEAR, book.leadership.leading)
    )
    book.registration.pledge.set_signs(YEAR, "witness", [Sign(name, titles[name]) for name in signing["witnesses"]])


def _follow(book: Book, data: Mapping[str, Any]) -> None:
    for raw in data["movements"]:
        first, last = raw.get("period", (None, None))
        items = [node_key(code) for code in raw["items"]]
        book.following.put_movement(
            YEAR, raw["name"], KINDS[raw["kind"]], plan=raw.get("plan"), from_date=first, to_date=last, items=items
        )
    half = data["half_year"]
    for ident, done in half["tasks_done"].items():
        book.following.report_progress(YEAR, unit_key(ident), half["as_of"], done)
    for ident, stages in data["scores"].items():
        held = stages["self"]["inputs"]["I.1"]
        for stage in ("bloc", "appraisal"):
            changes = [each for each in stages[stage]["changes"] if each["item"] == "I.1"]
            held = changes[-1]["input"] if changes else held
        book.following.report_progress(
            YEAR, unit_key(ident), f"{YEAR}-12-15", held["done"], registered=held["registered"]
        )


def _log(book: Book, data: Mapping[str, Any]) -> None:
    for node, name, source in FEEDS:
        book.log.feeds.feed(YEAR, node, name, source)
    keys = {name: book.log.put_report(YEAR, f"Báo cáo {name[0].lower()}{name[1:]}", due_on=due, key=f"bao-cao-{at}")
            for at, (name, due) in enumerate(data["reports"]["due"].items(), 1)}  # fmt: skip
    for ident, received in data["reports"]["received"].items():
        for name, day in received.items():
            book.log.receive_report(YEAR, keys[name], unit_key(ident), day)
    activities = {
        raw["name"]: book.log.put_activity(
            YEAR, raw["name"], [unit_key(each) for each in raw["units"]], date=raw["date"]
        )
        for raw in data["joint_activities"]
    }
    fund, dates = data["bloc_fund"], {raw["name"]: raw["date"] for raw in data["joint_activities"]}
    book.log.fund.contribute(YEAR, list(UNITS), fund["contribution_per_unit_dong"], "Đóng góp hoạt động chung năm 2025")
    for text, dong in fund["spent_dong"]:
        name = text.split(":")[0]
        book.log.fund.put(YEAR, text, -dong, date=dates[name], activity=activities[name])


def _check(book: Book, data: Mapping[str, Any]) -> None:
    number, day, _subject = next(one for one in data["documents"] if one[2].startswith("Thành lập Tổ chấm điểm"))
    document = f"{number} ngày {show_date(day)}"
    for raw in data["cross_check"]:
        visits = [Visit(unit_key(each), raw["from"], raw["to"]) for each in raw["checks"]]
        members = [unit_key(each) for each in raw["units"]]
        book.teams.put(YEAR, raw["team"], members, visits, lead=unit_key(raw["lead"]), document=document)
