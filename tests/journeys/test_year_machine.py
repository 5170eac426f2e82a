"""A year's acts in any order: nothing is lost, no invariant broken, and whatever is open can be settled and closed.

Refused acts change nothing and have their sentence; allowed ones are undone and redone to equal content. At the end of
every run each open point is settled by the act it names, and every year that is open is closed.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from models.book.book import Book, open_book
from models.book.scoring.edit import Edit
from models.book.scoring.rows import SheetAt
from models.book.units.keepers import ANONYMOUS
from models.book.units.rows import NewUnit
from models.file.store import Notice
from models.keeping import handover, seal
from models.keeping.verify import verify
from models.rules.errors import FileTrouble, Refusal
from tests.book.leadership.terms import put_again
from tests.journeys import year_bloc as bloc
from tests.journeys.read_models import OTHERS, READ_MODELS, stale
from tests.journeys.year_bloc import BOARD, CERTIFICATE, FLAG, INPUT, PEOPLE, STAGES, UNITS, YEAR
from tests.rules.practice import CLASS_QUOTA
from ui.words import messages
from ui.words.sentences import SENTENCES

Content = dict[str, Any]
Done = tuple[Content, Content, str]
"""The content before and after an act, and who did it: only they can take it back."""
DAYS = st.sampled_from(["2025-03-01", "2025-06-15", "2025-11-20", "2025-12-19", "2026-01-10"])
ANY_UNIT, STAGE, NODE = st.sampled_from(UNITS), st.sampled_from(STAGES), st.sampled_from(sorted(INPUT))
GROWING = ("decision", "paper", "honour", "rating", "past_result", "turn", "turn_exception")
SETTLED_AT_MOST = 150
"""More steps than that to settle a year of this size is going round in circles."""


class YearMachine(RuleBasedStateMachine):
    """One book through its years. `done` and `undone` hold the content before and after each act that can be undone;
    `sealed` the rows a closed year must keep.
    """

    made: Path | None = None

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.place = Path(self.folder.name)
        self.clock, self.keys = bloc.fresh()
        self.done: list[Done] = []
        self.undone: list[Done] = []
        self.book = self.opened(Path(shutil.copy(self.start(), self.place / "so0.sokhoi")))
        self.year, self.files = YEAR, 0
        self.sealed: dict[int, object] = {}
        self.looked = 0

    @classmethod
    def start(cls) -> Path:
        """The begun year, made once."""
        if YearMachine.made is None:
            YearMachine.made = Path(tempfile.mkdtemp()) / "dau.sokhoi"
            clock, _ = bloc.fresh()
            bloc.make(YearMachine.made, clock, bloc.keys())
        return YearMachine.made

    def opened(self, path: Path) -> Book:
        book = open_book(path, clock=self.clock, key_source=self.keys, backup_folder=self.place / "luu")
        book.store.listeners.append(self.heard)
        self.content = book.store.canonical()
        self.done.clear()
        self.undone.clear()
        return book

    def heard(self, notice: Notice) -> None:
        """Keep what each act made of the book; one that is final ends what could be undone before it."""
        store = self.book.store
        before, self.content = self.content, store.canonical()
        if notice.kind in ("undo", "redo"):
            return
        if store.undo_kind() is None:
            self.done.clear()
        else:
            self.done.append((before, self.content, store.person))
        self.undone.clear()

    def teardown(self) -> None:
        """The way on: what is open is settled act by act, the year is closed, the journal still tells everything."""
        try:
            self.finish()
        finally:
            self.book.close()
            self.folder.cleanup()

    def finish(self) -> None:
        book = self.book
        book.people.sign_in(ANONYMOUS)
        if book.closing.pending() is not None:
            handover.withdraw(book, "Bản chép chưa giao")
        for year in sorted(one.year for one in book.years.all() if one.state == "open"):
            for _ in range(SETTLED_AT_MOST):
                points = book.closing.open_points(year)
                if not points:
                    break
                bloc.settle(book, year, points[0])
            assert book.closing.open_points(year) == (), "what is open can be settled by the acts it names"
            self.clock.to(f"{year + 1}-02-01")
            seal.close_year(book, year)
        assert all(check.ok for check in seal.check(book))
        assert verify(book.store).ok

    # --- how an act is done

    def act(self, verb: Callable[[], object]) -> bool:
        """Do it; True when it was allowed. Refused: equal content, nothing in the journal, a sentence."""
        store = self.book.store
        before, seq = self.content, store.last_seq
        try:
            verb()
        except Refusal as refusal:
            assert refusal.code in SENTENCES, refusal.code
            assert refusal.code not in messages.sentence(refusal)
            assert (store.canonical(), store.last_seq) == (before, seq), f"{refusal.code} left a trace"
            return False
        return True

    def state(self) -> str:
        return self.book.years.get(self.year).state

    def writable(self) -> bool:
        return self.book.store.read_only_reason is None

    def rows(self, year: int) -> object:
        """The year's rows; decisions of awards and papers may follow after it was closed."""
        found = seal.content_of(self.book, year, 0)["rows"]
        return {table: rows for table, rows in found.items() if table not in GROWING}

    def ballot(self, n: int) -> str:
        """One of the ballots there are; a key nobody bears when there is none."""
        found = self.book.ballots.all(self.year)
        return found[n % len(found)].key if found else "khong-co"

    def proposal(self, n: int) -> str:
        found = self.book.awards.proposals(self.year)
        return found[n % len(found)].key if found else "khong-co"

    # --- members

    @precondition(writable)
    @rule(n=st.integers(1, 3), kind=st.sampled_from(["state", "party", "front"]))
    def add_unit(self, n: int, kind: str) -> None:
        self.act(lambda: self.book.members.add(f"Cơ quan mới {n}", f"CQ{n}", kind, key=f"moi{n}", year=self.year))

    @precondition(writable)
    @rule(unit=ANY_UNIT, day=DAYS)
    def leave(self, unit: str, day: str) -> None:
        self.act(lambda: self.book.members.leave(self.year, unit, day, "Quyết định số 9"))

    @precondition(writable)
    @rule(unit=ANY_UNIT, day=DAYS, name=st.sampled_from(["Ánh", "Ýên", "Đoàn kết"]))
    def rename(self, unit: str, day: str, name: str) -> None:
        """A new name moves nobody: places stay with the units."""
        before = self.places()
        if self.act(lambda: self.book.members.rename(unit, day, f"Cơ quan {name} {unit}", f"{name} {unit}")):
            assert self.places() == before

    @precondition(writable)
    @rule(one=ANY_UNIT, other=ANY_UNIT, day=DAYS, new=st.booleans())
    def merge(self, one: str, other: str, day: str, new: bool) -> None:
        heir = NewUnit(f"Cơ quan hợp nhất {one} {other}", f"HN {one} {other}") if new else one
        self.act(lambda: self.book.members.merge(day, [one, other], heir, "Nghị quyết số 5"))

    @precondition(writable)
    @rule(order=st.permutations(range(12)))
    def reorder(self, order: list[int]) -> None:
        """Nor does the order of the list."""
        units = [member.key for member in self.book.members.roster(self.year)]
        before = self.places()
        chosen = [units[n] for n in order if n < len(units)] + units[12:]
        if self.act(lambda: self.book.members.reorder(self.year, chosen)):
            assert self.places() == before

    @precondition(writable)
    @rule(unit=ANY_UNIT)
    def remove_from_roster(self, unit: str) -> None:
        self.act(lambda: self.book.members.remove_from_roster(self.year, unit))

    # --- scores

    @precondition(writable)
    @rule(unit=ANY_UNIT, stage=STAGE, node=NODE, figure=st.integers(0, 11), estimated=st.booleans())
    def enter(self, unit: str, stage: str, node: str, figure: int, estimated: bool) -> None:
        name = INPUT[node]
        said = {"inputs": {name: Fraction(figure)}, "estimated": [name] if estimated else []}
        self.act(lambda: self.book.scores.enter(SheetAt(self.year, unit, stage), node, **said))

    @precondition(writable)
    @rule(stage=STAGE, figures=st.lists(st.integers(0, 4), min_size=6, max_size=6))
    def paste(self, stage: str, figures: list[int]) -> None:
        """A whole column, most of it equal: ties are the rule, not the exception."""
        units = [member.key for member in self.book.members.roster(self.year) if member.to_date is None]
        cells = [
            (unit, node, Edit(inputs={name: Fraction(figures[at % 6])}))
            for at, unit in enumerate(units)
            for node, name in INPUT.items()
        ]
        self.act(lambda: self.book.scores.enter_many(self.year, stage, cells))

    @precondition(writable)
    @rule(
        unit=ANY_UNIT,
        stage=STAGE,
        node=NODE,
        how=st.sampled_from(["clear", "not-assigned", "total", "receive", "copy"]),
    )
    def other_entry(self, unit: str, stage: str, node: str, how: str) -> None:
        scores, year = self.book.scores, self.year
        self.act(
            {
                "clear": lambda: scores.clear(SheetAt(year, unit, stage), [node]),
                "not-assigned": lambda: scores.enter(SheetAt(year, unit, stage), node, not_assigned=True),
                "total": lambda: scores.state_total(SheetAt(year, unit, stage), Fraction(25)),
                "receive": lambda: scores.receive(SheetAt(year, unit, stage), "2025-11-18"),
                "copy": lambda: scores.start_from(SheetAt(year, unit, "appraisal"), "self"),
            }[how]
        )

    @precondition(writable)
    @rule(
        unit=ANY_UNIT,
        stage=STAGE,
        step=st.sampled_from(["fill", "complete", "accept_sum", "confirm", "lock", "reopen"]),
    )
    def step(self, unit: str, stage: str, step: str) -> None:
        states, year = self.book.scores.states, self.year
        if step == "fill":
            self.act(lambda: bloc.complete(self.book, year, unit, stage)) if self.fillable(unit, stage) else None
        elif step == "reopen":
            self.act(lambda: states.reopen(SheetAt(year, unit, stage), "có số chính thức"))
        else:
            self.act(lambda: getattr(states, step)(SheetAt(year, unit, stage)))

    def fillable(self, unit: str, stage: str) -> bool:
        member = next((one for one in self.book.members.roster(self.year) if one.key == unit), None)
        return (
            member is not None
            and self.state() == "open"
            and self.book.scores.sheet(SheetAt(self.year, unit, stage)).state in ("empty", "entering")
        )

    @precondition(writable)
    @rule(unit=ANY_UNIT, stage=STAGE, node=NODE, by=st.sampled_from(PEOPLE), step=st.integers(0, 3))
    def second_keying(self, unit: str, stage: str, node: str, by: str, step: int) -> None:
        keying, year = self.book.scores.keying, self.year
        acts: tuple[Callable[[], object], ...] = (
            lambda: keying.begin(SheetAt(year, unit, stage), by),
            lambda: keying.key(SheetAt(year, unit, stage), node, by=by, inputs={INPUT[node]: Fraction(2)}),
            lambda: keying.finish(SheetAt(year, unit, stage), by),
            lambda: keying.settle(SheetAt(year, unit, stage), node, "second", by=by),
        )
        self.act(acts[step])

    @precondition(writable)
    @rule(by=st.sampled_from([*PEOPLE, ""]))
    def sign_in(self, by: str) -> None:
        self.book.people.sign_in(by or ANONYMOUS)

    # --- questions

    @precondition(lambda self: self.writable() and self.book.decisions.open_questions(self.year))
    @rule(n=st.integers(0, 9))
    def answer(self, n: int) -> None:
        asked = self.book.decisions.open_questions(self.year)
        question = asked[n % len(asked)]
        said = (bloc.choice(question), "Hội nghị thống nhất", "Hội nghị")
        if self.act(lambda: self.book.decisions.answer(question, *said, year=self.year)):
            left = self.book.decisions.open_questions(self.year)
            assert (question.key, question.subject) not in {(one.key, one.subject) for one in left}

    @precondition(lambda self: self.writable() and self.book.decisions.stale(self.year))
    @rule()
    def keep_a_decision(self) -> None:
        stale = self.book.decisions.stale(self.year)[0]
        self.act(lambda: self.book.decisions.confirm(stale.decision.key, stale.question))

    @precondition(lambda self: self.writable() and self.book.decisions.recorded(self.year))
    @rule(n=st.integers(0, 9), m=st.integers(0, 3))
    def answer_anew(self, n: int, m: int) -> None:
        decisions = self.book.decisions
        found = decisions.recorded(self.year)
        key = found[n % len(found)].decision.key
        question = decisions.question_of(key)
        if question is not None and question.options:
            chosen = question.options[m % len(question.options)].key
            self.act(lambda: decisions.replace(key, question, chosen, "Xem lại", "Hội nghị"))

    @precondition(writable)
    @rule(n=st.integers(0, len(OTHERS) - 1), out=st.booleans())
    def two_rules_in_force(self, n: int, out: bool) -> None:
        """A second rule of a kind comes beside the first, or goes again."""
        regulations, other = self.book.regulations, OTHERS[n]
        self.act(
            (lambda: regulations.revise(self.year, {other.key: None}, "Bỏ", "Quyết định", f"{self.year}-05-02"))
            if out
            else (lambda: regulations.add_rule(self.year, other, "Thêm", "Quyết định", f"{self.year}-05-01"))
        )

    # --- registration, following, log

    @precondition(writable)
    @rule(unit=ANY_UNIT, title=st.sampled_from([FLAG, CERTIFICATE]), what=st.integers(0, 3))
    def register(self, unit: str, title: str, what: int) -> None:
        registration, year = self.book.registration, self.year
        acts: tuple[Callable[[], object], ...] = (
            lambda: registration.receive(year, unit, "2025-03-10", tasks=10),
            lambda: registration.put_title(year, unit, title, on="2025-03-10"),
            lambda: registration.put_target(year, unit, "Chỉ tiêu", plan=Fraction(10)),
            lambda: registration.remove(year, unit),
        )
        self.act(acts[what])

    @precondition(writable)
    @rule(unit=ANY_UNIT, what=st.integers(0, 6))
    def follow(self, unit: str, what: int) -> None:
        book, year = self.book, self.year
        acts: tuple[Callable[[], object], ...] = (
            lambda: book.following.put_work(year, "ad-hoc", "Rà soát mô hình", unit=unit, due_on=f"{year}-10-01"),
            lambda: book.following.settle_work(book.following.works(year)[0].key, "done", on=f"{year}-09-01"),
            lambda: book.log.put_report(year, "Báo cáo năm", due_on=f"{year}-12-05", key=f"bc-{year}"),
            lambda: book.log.receive_report(year, f"bc-{year}", unit, f"{year}-12-06"),
            lambda: book.log.fund.contribute(year, [unit], 2_000_000, "Đóng góp"),
            lambda: book.drafts.put(year, "regulation", "Dự thảo quy chế", key=f"dt-{year}"),
            lambda: book.drafts.put_comment(f"dt-{year}", "Sửa Điều 6", unit=unit),
        )
        if what != 1 or book.following.works(year):
            self.act(acts[what])

    @precondition(writable)
    @rule(n=st.integers(0, 60), what=st.sampled_from(["mark_done", "reopen", "not_ours"]))
    def task(self, n: int, what: str) -> None:
        listed = self.book.tasks.all(self.year)
        if listed:
            self.act(lambda: getattr(self.book.tasks, what)(self.year, [listed[n % len(listed)].key]))

    @precondition(writable)
    @rule(
        unit=ANY_UNIT,
        what=st.sampled_from(["veto", "rating", "past", "amend", "roster", "decline", "suggest"]),
        n=st.integers(1, 3),
    )
    def background(self, unit: str, what: str, n: int) -> None:
        """What results rest on beside the sheets; a rule that is amended is amended for the open year alone."""
        book, year = self.book, self.year
        share = {**CLASS_QUOTA.spec, "share": f"{n}/4"}
        self.act(
            {
                "veto": lambda: book.vetoes.put(year, unit, "canh-cao", document="Quyết định số 3"),
                "rating": lambda: book.findings.put(year, unit, ["HTXS", "HTT", "HT"][n - 1]),
                "past": lambda: book.findings.put_result(year - 1, unit, n),
                "amend": lambda: book.regulations.amend(
                    year, "so-xuat-sac", share, "Sửa", "Quyết định", f"{year}-05-01"
                ),
                "roster": lambda: book.years.confirm_roster(year, f"{year}-03-05"),
                "decline": lambda: book.rotation.put_exception(year, unit, "declined", "Xin lùi"),
                "suggest": lambda: book.rotation.suggestion(year),
            }[what]
        )

    # --- meetings and ballots

    @precondition(writable)
    @rule(kind=st.sampled_from(["closing", "deliberation", "officers"]), awards=st.booleans())
    def meet(self, kind: str, awards: bool) -> None:
        key, day = f"{kind}-{self.year}", f"{self.year}-12-19"
        said = {"date": day, "votes_on_awards": awards, "key": key}
        self.act(lambda: self.book.meetings.put(self.year, kind, "Hội nghị", **said))

    @precondition(lambda self: self.writable() and self.book.meetings.all(self.year))
    @rule(n=st.integers(0, 2), day=st.sampled_from(["12-18", "12-19", "12-22", ""]))
    def sign_minutes(self, n: int, day: str) -> None:
        meetings = self.book.meetings.all(self.year)
        held = meetings[n % len(meetings)].key
        self.act(lambda: self.book.meetings.sign_minutes(held, f"{self.year}-{day}" if day else None))

    @precondition(lambda self: self.writable() and self.book.meetings.all(self.year))
    @rule(
        n=st.integers(0, 2), unit=ANY_UNIT, capacity=st.sampled_from(["fill", "member", "absent", "written", "remove"])
    )
    def attend(self, n: int, unit: str, capacity: str) -> None:
        meetings = self.book.meetings.all(self.year)
        meeting, attendance = meetings[n % len(meetings)].key, self.book.meetings.attendance
        line = f"{meeting}.{unit}"
        if capacity == "fill":
            self.act(lambda: attendance.fill(meeting))
        elif capacity == "remove":
            self.act(lambda: attendance.remove(meeting, line))
        else:
            self.act(lambda: attendance.put(meeting, capacity, unit=unit, paper="Công văn số 7", key=line))

    @precondition(lambda self: self.writable() and self.book.meetings.all(self.year))
    @rule(n=st.integers(0, 2), votes=st.tuples(*[st.integers(0, 7)] * 3))
    def raise_hands(self, n: int, votes: tuple[int, int, int]) -> None:
        meetings = self.book.meetings.all(self.year)
        self.act(lambda: self.book.meetings.put_hands(meetings[n % len(meetings)].key, "Thông qua báo cáo", *votes))

    @precondition(lambda self: self.writable() and self.book.meetings.all(self.year))
    @rule(n=st.integers(0, 2), purpose=st.sampled_from(["award", "tie", "deputy"]), units=st.sets(ANY_UNIT, min_size=2))
    def prepare(self, n: int, purpose: str, units: set[str]) -> None:
        meetings = self.book.meetings.all(self.year)
        way = "acclaim" if purpose == "award" else "elect"
        said = {"purpose": purpose, "award": "BK_TINH" if purpose == "award" else None, "tellers": BOARD}
        meeting, listed = meetings[n % len(meetings)].key, sorted(units)
        self.act(lambda: self.book.ballots.prepare(meeting, way, f"Phiếu {purpose}", listed, **said))

    @precondition(lambda self: self.writable() and self.book.ballots.all(self.year))
    @rule(
        n=st.integers(0, 5),
        votes=st.fixed_dictionaries({unit: st.integers(0, 8) for unit in UNITS}),
        what=st.sampled_from(["record", "record", "correct", "second", "remove", "begin", "finish", "drop", "settle"]),
        by=st.sampled_from(PEOPLE),
    )
    def count(self, n: int, votes: dict[str, int], what: str, by: str) -> None:
        ballots, key = self.book.ballots, self.ballot(n)
        sums = bloc.record(self.book, key, votes)
        self.act(
            {
                "record": lambda: ballots.record(key, sums),
                "correct": lambda: ballots.correct(key, sums, "Cộng sót một phiếu"),
                "second": lambda: ballots.second_round(key),
                "remove": lambda: ballots.remove(key),
                "begin": lambda: ballots.recount.begin(key, by),
                "finish": lambda: ballots.recount.finish(key, sums, by=by),
                "drop": lambda: ballots.recount.drop(key, "thôi đếm"),
                "settle": lambda: ballots.recount.settle(
                    key, {one.place: one.first for one in ballots.recount.differences(key)}
                ),
            }[what]
        )

    # --- awards and leaders

    @precondition(writable)
    @rule(
        unit=ANY_UNIT, title=st.sampled_from([FLAG, CERTIFICATE]), route=st.sampled_from([None, "province", "sector"])
    )
    def propose(self, unit: str, title: str, route: str | None) -> None:
        self.act(lambda: self.book.awards.propose(self.year, title, unit, route=route))

    @precondition(writable)
    @rule(
        n=st.integers(0, 5),
        what=st.sampled_from(["submit", "approve", "refuse", "withdraw", "take_back", "remove", "suggested"]),
    )
    def decide(self, n: int, what: str) -> None:
        awards, key = self.book.awards, self.proposal(n)
        self.act(
            {
                "submit": lambda: awards.submit(self.year, "BK_TINH", "collective", "2025-12-24"),
                "approve": lambda: awards.approve([key], "Quyết định số 5/QĐ-UBND", "2026-01-20"),
                "refuse": lambda: awards.refuse(key, "Chưa đủ điều kiện"),
                "withdraw": lambda: awards.withdraw(key, "Đơn vị xin rút"),
                "take_back": lambda: awards.take_back(key),
                "remove": lambda: awards.remove(key),
                "suggested": lambda: awards.propose_suggested(self.year, "BK_TINH"),
            }[what]
        )

    @precondition(writable)
    @rule(unit=ANY_UNIT, role=st.sampled_from(["head", "deputy"]), after=st.integers(0, 1), why=st.booleans())
    def lead(self, unit: str, role: str, after: int, why: bool) -> None:
        said = {"status": "proposed", "deviation": "Theo ý kiến hội nghị" if why else None}
        self.act(lambda: self.book.leadership.put_term(self.year + after, unit, role, **said))

    @precondition(writable)
    @rule(n=st.integers(0, 5), what=st.sampled_from(["approved", "ended", "remove"]))
    def term(self, n: int, what: str) -> None:
        terms = self.book.leadership.all()
        if terms:
            key = terms[n % len(terms)].key
            leadership = self.book.leadership
            removed = what == "remove"
            self.act(lambda: leadership.remove_term(key) if removed else put_again(leadership, key, what))

    @precondition(writable)
    @rule(n=st.integers(0, 2), what=st.sampled_from(["draft", "issue", "number", "replace"]))
    def paper(self, n: int, what: str) -> None:
        papers = self.book.papers
        found = papers.all(self.year)
        key = found[n % len(found)].key if found else "khong-co"
        self.act(
            {
                "draft": lambda: papers.draft("giay-moi", self.year, subject="Giấy mời"),
                "issue": lambda: papers.issue(key, ["Nội dung"], date="2025-12-15"),
                "number": lambda: papers.record_number(key, str(n + 1), "GM-VP"),
                "replace": lambda: papers.replace(key),
            }[what]
        )

    # --- closing and handing over

    @precondition(writable)
    @rule()
    def close(self) -> None:
        points = self.book.closing.open_points(self.year)
        if self.act(lambda: seal.close_year(self.book, self.year)):
            assert list(self.book.closing.seals(self.year)[-1].open_points) == [point.words for point in points]
            self.sealed[self.year] = self.rows(self.year)

    @precondition(lambda self: self.writable() and self.state() != "open")
    @rule()
    def reopen(self) -> None:
        assert self.act(lambda: seal.reopen_year(self.book, self.year, "số chính thức về muộn"))

    @precondition(lambda self: self.writable() and self.state() == "closed")
    @rule(unit=ANY_UNIT)
    def hand_over(self, unit: str) -> None:
        self.files += 1
        target = self.place / f"so{self.files}.sokhoi"
        if not self.act(lambda: handover.hand_over(self.book, self.year, unit, target)):
            assert not target.exists()

    @precondition(lambda self: self.book.closing.pending() is not None)
    @rule()
    def write_anyway(self) -> None:
        before = self.book.store.canonical()
        try:
            self.book.people.add("Ai đó")
        except FileTrouble as trouble:
            assert trouble.code == "file.read_only"
        else:
            raise AssertionError("a book that was handed over was written to")
        assert self.book.store.canonical() == before

    @precondition(lambda self: self.book.closing.pending() is not None)
    @rule(received=st.booleans())
    def receive_or_withdraw(self, received: bool) -> None:
        """The successor goes on with the copy, or the copy never left."""
        pending = self.book.closing.pending()
        assert pending is not None
        if not received:
            assert self.act(lambda: handover.withdraw(self.book, "Bản chép chưa giao"))
            return
        before = self.book.store.canonical()
        self.files += 1
        target = self.place / f"so{self.files}.sokhoi"
        handover.write_copy(self.book, target)
        self.book.close()
        self.book = self.opened(target)
        assert self.content == before
        assert self.act(lambda: handover.receive(self.book, pending.code, "Người nhận"))

    @precondition(lambda self: self.writable() and self.state() != "open" and self.year < YEAR + 2)
    @rule()
    def start_the_next(self) -> None:
        shown = self.book.next_year.preview(self.year)
        assert self.act(lambda: self.book.next_year.start(self.year))
        assert shown and self.book.years.find(self.year + 1)
        self.year += 1

    # --- back and forth

    @precondition(lambda self: self.writable() and self.book.store.undo_kind() is not None)
    @rule()
    def undo(self) -> None:
        before, after, person = self.done.pop()
        self.book.store.undo()
        assert self.content == before
        self.undone.append((before, after, person))
        self.year = max(one.year for one in self.book.years.all())

    @precondition(lambda self: self.writable() and self.book.store.redo_kind() is not None)
    @rule()
    def redo(self) -> None:
        before, after, person = self.undone.pop()
        self.book.store.redo()
        assert self.content == after
        self.done.append((before, after, person))
        self.year = max(one.year for one in self.book.years.all())

    # --- invariants

    def places(self) -> dict[str, tuple[int | None, str]]:
        found = self.book.standing.ranking(self.year).places
        return {place.unit: (place.rank, place.waiting) for place in found}

    @invariant()
    def the_book_is_what_its_journal_says(self) -> None:
        store = self.book.store
        assert verify(store).ok
        assert store.canonical() == self.content
        for kind, acts in ((store.undo_kind(), self.done), (store.redo_kind(), self.undone)):
            assert (kind is not None) == (bool(acts) and acts[-1][2] == store.person)

    @invariant()
    def places_are_exact(self) -> None:
        """1, 1, 3 without a hole; who has more points is never behind; equals are parted by a named key or not at
        all.
        """
        standing = self.book.standing.ranking(self.year)
        ranked = [place for place in standing.places if place.rank is not None]
        for place in ranked:
            ahead = [one for one in ranked if one.rank < place.rank]  # type: ignore[operator]
            assert place.rank == len(ahead) + 1
            for one in ahead:
                assert one.points >= place.points  # type: ignore[operator]
                if one.points == place.points:
                    assert {one.decided_by, place.decided_by} != {None}, "equals parted by nothing"
        listed = {place.unit for place in standing.places} | {unit for unit, _ in standing.left}
        roster = {member.key for member in self.book.members.roster(self.year)}
        assert listed == (roster if standing.basis.ranking is not None else set())

    @invariant()
    def what_is_kept_is_what_is_read_anew(self) -> None:
        """Standing, classes, awards and questions after every act, and what the pages show, one page after the other;
        all of them after every act in `test_kept_machine`.
        """
        pages = sorted(READ_MODELS)
        self.looked += 1
        assert stale(self.book, self.year, {"ranking", "awards", "decisions", pages[self.looked % len(pages)]}) == []

    @invariant()
    def shares_and_counts_agree(self) -> None:
        statistics = self.book.statistics
        for table in (statistics.classes(self.year), statistics.ratings(self.year)):
            assert table.total in (0, 100)
            assert sum(row.count for row in table.rows) == table.whole
        for use in self.book.standing.ranking(self.year).quotas:
            assert len(use.used) <= use.max
        for meeting in self.book.meetings.all(self.year):
            counted = self.book.meetings.attendance.count(meeting.key)
            assert counted.present + counted.substitutes + counted.written <= counted.members
        for ballot in self.book.ballots.all(self.year):
            result = self.book.ballots.result(ballot.key)
            if result is not None and ballot.count is not None:
                assert self.book.ballots.faults(ballot, ballot.count.record) == ()
                assert all(0 <= one.votes <= one.base for one in result.outcomes)
                assert len(result.chosen) <= (ballot.seats if ballot.way == "elect" else len(ballot.candidates))

    @invariant()
    def closed_years_stay_as_they_were_sealed(self) -> None:
        for year, rows in self.sealed.items():
            if self.book.years.get(year).state != "open":
                assert self.rows(year) == rows
        assert all(check.ok for check in seal.check(self.book))

    @invariant()
    def there_is_a_way_on(self) -> None:
        """Every open point names an act of the book that somebody can carry out; every step says what it waits for."""
        for point in self.book.closing.open_points(self.year):
            verb: object = self.book
            for name in point.act.split("."):
                verb = getattr(verb, name)
            assert callable(verb) and point.act in bloc.SETTLERS
        assert self.book.course.steps(self.year)
        self.book.tasks.agenda(self.year)
        self.book.course.awaited(self.year)
        pending = self.book.closing.pending()
        assert (pending is not None) == (self.book.store.read_only_reason == "handed-over")

    @precondition(lambda self: self.writable() and self.state() == "open" and self.book.closing.open_points(self.year))
    @rule(n=st.integers(0, 9))
    def settle(self, n: int) -> None:
        """Whichever open point is taken up, the act it names is allowed."""
        self.book.people.sign_in(ANONYMOUS)
        points = self.book.closing.open_points(self.year)
        seq = self.book.store.last_seq
        bloc.settle(self.book, self.year, points[n % len(points)])
        assert self.book.store.last_seq > seq


YearMachine.TestCase.settings = settings(
    max_examples=12,
    stateful_step_count=30,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.explicit, Phase.generate],
)
test_any_order_of_a_years_acts = YearMachine.TestCase
