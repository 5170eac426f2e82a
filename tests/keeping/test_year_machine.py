"""Any order of the acts that are allowed: nothing is lost, no invariant broken, and there is always a way on."""

from __future__ import annotations

import tempfile
from fractions import Fraction
from pathlib import Path

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from models.book.book import create_book, open_book
from models.book.scoring.rows import SheetAt
from models.keeping import handover, seal
from models.keeping.copies import compare
from models.keeping.verify import verify
from models.rules.errors import FileTrouble, RuleViolation
from models.rules.form.scoring import Form, InputSpec, Item, Part
from tests.book.conftest import Clock, keys

YEAR = 2025
UNITS = ("hnd", "td", "mttq")
POINTS = InputSpec("p", "Điểm", "points", low=Fraction(0))
ITEM = Item(
    "i", "I", "Nhiệm vụ", max=Fraction(10), inputs=(POINTS,), parts=(Part("p", "base", "by-hand/1", {"input": "p"}),)
)


class YearMachine(RuleBasedStateMachine):
    """One small book that goes from hand to hand; `sealed` are the rows that a closed year must keep,
    `received` who took it over, and with which year."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.place = Path(self.folder.name)
        self.files = 0
        self.clock, self.keys = Clock("2026-01-05"), keys()
        self.book = create_book(self.place / "so0.sokhoi", "Khối thử", clock=self.clock, key_source=self.keys)
        self.year = YEAR
        book = self.book
        book.years.open(YEAR)
        for key in UNITS:
            book.members.add(f"Đơn vị {key}", key.upper(), "state", key=key, year=YEAR)
        book.leadership.put_term(YEAR, "hnd", "head")
        book.forms.adopt(YEAR, book.forms.put_form(Form("f", "Bảng điểm năm 2025", 1, Fraction(10), nodes=(ITEM,))))
        with book.store.operation("import", final=True) as tx:  # what is set up is not undone
            tx.checkpoint()
        self.sealed: dict[int, object] = {}
        self.received: list[tuple[int, str]] = []

    def teardown(self) -> None:
        self.book.close()
        self.folder.cleanup()

    # -- states

    def state(self, year: int | None = None) -> str:
        return self.book.years.get(year or self.year).state

    def writable(self) -> bool:
        return self.book.store.read_only_reason is None

    def rows(self, year: int) -> object:
        return seal.content_of(self.book, year, 0)["rows"]

    # -- acts

    @precondition(lambda self: self.writable() and self.state() == "open")
    @rule(unit=st.sampled_from(UNITS), points=st.integers(0, 12))
    def enter(self, unit: str, points: int) -> None:
        if any(member.key == unit for member in self.book.members.roster(self.year)):
            self.book.scores.enter(SheetAt(self.year, unit, "self"), "i", inputs={"p": Fraction(points)})

    @precondition(lambda self: self.writable() and self.state() == "open")
    @rule(unit=st.sampled_from(UNITS), title=st.sampled_from(["Rà soát mô hình", "Kiểm tra chéo"]))
    def plan_work(self, unit: str, title: str) -> None:
        self.book.following.put_work(self.year, "ad-hoc", title, unit=unit)

    @precondition(lambda self: self.writable() and self.book.store.undo_kind() is not None)
    @rule()
    def undo(self) -> None:
        before = {year: self.state(year) for year in self.sealed}
        self.book.store.undo()
        self.year = max(one.year for one in self.book.years.all())
        for year, state in before.items():
            if state == "open" and self.state(year) != "open":
                assert self.rows(year) == self.sealed[year], "what was reopened comes back as it was sealed"

    @precondition(lambda self: self.writable() and self.state() == "open")
    @rule()
    def close(self) -> None:
        points = self.book.closing.open_points(self.year)
        made = seal.close_year(self.book, self.year)
        assert list(made.open_points) == [point.words for point in points]
        self.sealed[self.year] = self.rows(self.year)

    @precondition(lambda self: self.writable() and self.state() != "open")
    @rule()
    def reopen(self) -> None:
        seal.reopen_year(self.book, self.year, "số chính thức")

    @precondition(lambda self: self.writable() and self.state() == "closed")
    @rule(unit=st.sampled_from(UNITS))
    def hand_over(self, unit: str) -> None:
        head = self.book.leadership.head(self.year)
        self.files += 1
        target = self.place / f"so{self.files}.sokhoi"
        try:
            handover.hand_over(self.book, self.year, unit, target)
        except RuleViolation as refusal:
            year, giver = self.received[-1] if self.received else (0, "")
            if year < self.year and head is not None:  # nobody took the book over with this year or a later one
                giver = head.unit
            assert refusal.code == "handover.to_oneself" and giver == unit
            assert not target.exists()

    @precondition(lambda self: self.book.closing.pending() is not None)
    @rule()
    def withdraw(self) -> None:
        handover.withdraw(self.book, "Bản chép chưa giao")

    @precondition(lambda self: self.book.closing.pending() is not None)
    @rule()
    def receive(self) -> None:
        """Go on with the copy; the file left behind is older and can still be read."""
        pending = self.book.closing.pending()
        assert pending is not None
        left = self.book.store.path
        before = self.book.store.canonical()
        self.files += 1
        target = self.place / f"so{self.files}.sokhoi"
        handover.write_copy(self.book, target)
        self.book.close()
        self.book = open_book(target, clock=self.clock, key_source=self.keys)
        assert self.book.store.canonical() == before
        handover.receive(self.book, pending.code, "Người nhận")
        self.received.append((self.year, pending.to_unit))
        assert compare(left, target).relation == "older"

    @precondition(lambda self: self.writable() and self.state() != "open" and self.year < YEAR + 2)
    @rule()
    def start_the_next(self) -> None:
        shown = self.book.next_year.preview(self.year)
        assert self.book.next_year.start(self.year) == shown
        self.year += 1
        self.clock.to(f"{self.year + 1}-01-05")  # no year is closed before it began

    @precondition(lambda self: self.book.closing.pending() is not None)
    @rule()
    def write_anyway(self) -> None:
        before = self.book.store.canonical()
        try:
            self.book.people.add("Ai đó")
        except FileTrouble as trouble:
            assert trouble.code == "file.read_only"
        assert self.book.store.canonical() == before

    # -- invariants

    @invariant()
    def the_book_is_what_its_journal_says(self) -> None:
        assert verify(self.book.store).ok

    @invariant()
    def a_closed_year_keeps_its_rows_and_its_seal(self) -> None:
        for year, rows in self.sealed.items():
            if self.state(year) != "open":
                assert self.rows(year) == rows
        assert all(check.ok for check in seal.check(self.book))

    @invariant()
    def there_is_a_way_on(self) -> None:
        """Every open point names an act that the book has; every state of the year has an act that leaves it."""
        for point in self.book.closing.open_points(self.year):
            verb: object = self.book
            for name in point.act.split("."):
                verb = getattr(verb, name)
            assert callable(verb)
        pending = self.book.closing.pending()
        assert (pending is not None) == (self.book.store.read_only_reason == "handed-over")
        if self.state() == "handed-over":
            assert pending is not None or self.book.closing.must_have(self.year).received_on is not None
        else:
            assert self.state() in ("open", "closed")


YearMachine.TestCase.settings = settings(
    max_examples=15,
    stateful_step_count=16,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
)
test_any_order_of_allowed_acts = YearMachine.TestCase
