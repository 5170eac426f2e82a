"""Rules in force side by side, decisions answered, replaced, undone, in any order among scores: what the book keeps is
what a book reads that remembers nothing. The long year of `test_year_machine` meets all this too, but seldom.
"""

from __future__ import annotations

import shutil
import tempfile
from collections import Counter
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import ClassVar

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from models.book.book import Book, open_book
from models.book.scoring.rows import SheetAt
from models.rules.errors import Refusal
from tests.journeys import year_bloc as bloc
from tests.journeys.read_models import OTHERS, stale, standings
from tests.journeys.test_year_machine import YearMachine
from tests.journeys.year_bloc import INPUT, PEOPLE, STAGES, UNITS, YEAR

GOVERNS = "rule.several"
BY_RULES = ("ranking", "awards", "decisions", "scores")


class KeptMachine(RuleBasedStateMachine):
    """One year with few acts that matter; `reached` counts over all runs what happened to which question."""

    reached: ClassVar[Counter[str]] = Counter()

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        place = Path(self.folder.name)
        self.clock, keys = bloc.fresh()
        path = Path(shutil.copy(YearMachine.start(), place / "so.sokhoi"))
        self.book: Book = open_book(path, clock=self.clock, key_source=keys, backup_folder=place)
        self.day = 0

    @initialize(stages=st.sets(st.sampled_from(STAGES)))
    def begun(self, stages: set[str]) -> None:
        """Every kind has a second rule, and some stages are scored."""
        for other in OTHERS:
            self.book.regulations.add_rule(YEAR, other, "Thêm", "Quyết định")
        for stage in sorted(stages):
            self.fill(stage)

    def teardown(self) -> None:
        self.book.close()
        self.folder.cleanup()

    def act(self, verb: Callable[[], object]) -> bool:
        try:
            verb()
        except Refusal:
            return False
        return True

    @rule(
        unit=st.sampled_from(UNITS),
        stage=st.sampled_from(STAGES),
        node=st.sampled_from(sorted(INPUT)),
        n=st.integers(0, 9),
    )
    def enter(self, unit: str, stage: str, node: str, n: int) -> None:
        self.act(lambda: self.book.scores.enter(SheetAt(YEAR, unit, stage), node, inputs={INPUT[node]: Fraction(n)}))

    @rule(stage=st.sampled_from(STAGES))
    def fill(self, stage: str) -> None:
        for n, unit in enumerate(UNITS):
            self.act(
                lambda unit=unit, n=n: self.book.scores.enter(
                    SheetAt(YEAR, unit, stage), "i.1", inputs={"p": Fraction(n // 2)}
                )
            )

    @rule(n=st.integers(0, len(OTHERS) - 1), out=st.booleans())
    def two_rules_in_force(self, n: int, out: bool) -> None:
        regulations, other = self.book.regulations, OTHERS[n]
        if out and any(one.key == other.key for one in regulations.rules(YEAR)):
            self.act(lambda: regulations.revise(YEAR, {other.key: None}, "Bỏ", "Quyết định"))
        else:
            self.act(lambda: regulations.add_rule(YEAR, other, "Thêm", "Quyết định"))

    @precondition(lambda self: self.asked())
    @rule(n=st.integers(0, 9), m=st.integers(0, 3), back=st.booleans())
    def answer(self, n: int, m: int, back: bool) -> None:
        """Whichever question is open; one of two rules as often as not the second."""
        asked = sorted(self.asked(), key=lambda one: one.key != GOVERNS)
        question = asked[n % len(asked)]
        several = [one.key for one in question.options]
        chosen = several[m % 2] if question.key == GOVERNS else bloc.choice(question)
        if self.act(lambda: self.book.decisions.answer(question, chosen, "Thống nhất", "Hội nghị", year=YEAR)):
            self.reached[f"answered {question.facts.get('kind', question.key)}"] += 1
            if back:
                self.back_and_forth(f"answered {question.key}")

    def asked(self) -> list[object]:
        return list(self.book.decisions.open_questions(YEAR))  # type: ignore[arg-type]

    @precondition(lambda self: self.book.decisions.recorded(YEAR))
    @rule(n=st.integers(0, 9), m=st.integers(0, 3), back=st.booleans())
    def replace(self, n: int, m: int, back: bool) -> None:
        decisions = self.book.decisions
        found = decisions.recorded(YEAR)
        old = found[n % len(found)].decision
        question = decisions.question_of(old.key)
        if question is None or not question.options:
            return
        before = standings(self.book, YEAR)
        chosen = question.options[m % len(question.options)].key
        if self.act(lambda: decisions.replace(old.key, question, chosen, "Xem lại", "Hội nghị")):
            moved = standings(self.book, YEAR) != before
            self.reached[f"replaced {question.key}{', something moved' if moved else ''}"] += 1
            if back:
                self.back_and_forth(f"replaced {question.key}")

    @rule(unit=st.sampled_from(UNITS), what=st.sampled_from(["leave", "rename", "veto", "past", "register", "receive"]))
    def around(self, unit: str, what: str) -> None:
        book = self.book
        acts: dict[str, Callable[[], object]] = {
            "leave": lambda: book.members.leave(YEAR, unit, "2025-11-20", "Quyết định số 9"),
            "rename": lambda: book.members.rename(unit, "2025-06-15", f"Cơ quan mới {unit}", f"Mới {unit}"),
            "veto": lambda: book.vetoes.put(YEAR, unit, "canh-cao", document="Quyết định số 3"),
            "past": lambda: book.findings.put_result(YEAR - 1, unit, UNITS.index(unit) + 1),
            "register": lambda: book.registration.receive(YEAR, unit, "2025-03-10", tasks=10),
            "receive": lambda: book.scores.receive(SheetAt(YEAR, unit, "self"), "2025-11-18"),
        }
        self.act(acts[what])

    @rule(unit=st.sampled_from(UNITS), by=st.sampled_from(PEOPLE), begin=st.booleans())
    def second_keying(self, unit: str, by: str, begin: bool) -> None:
        """Who sits down sees what they may see: nothing kept for another."""
        keying = self.book.scores.keying
        self.act(
            (lambda: keying.begin(SheetAt(YEAR, unit, "self"), by)) if begin else lambda: self.book.people.sign_in(by)
        )

    @rule()
    def next_day(self) -> None:
        self.day += 40
        self.clock.on(days=40)

    @precondition(lambda self: self.book.store.undo_kind() is not None)
    @rule()
    def undo(self) -> None:
        self.book.store.undo()

    @precondition(lambda self: self.book.store.redo_kind() is not None)
    @rule()
    def redo(self) -> None:
        self.book.store.redo()

    @invariant()
    def what_is_kept_is_what_is_read_anew(self) -> None:
        assert stale(self.book, YEAR) == []

    def back_and_forth(self, of: str) -> None:
        """Take the act back at once, and do it again."""
        self.book.store.undo()
        assert stale(self.book, YEAR, BY_RULES) == []
        self.book.store.redo()
        self.reached[f"undone and redone {of}"] += 1


KINDS = frozenset(one.kind for one in OTHERS)
REACHED = (
    *(f"answered {kind}" for kind in sorted(KINDS)),
    f"replaced {GOVERNS}, something moved",
    f"undone and redone answered {GOVERNS}",
    f"undone and redone replaced {GOVERNS}",
)
"""What the runs together must have met: unreached is untested."""


def test_rules_side_by_side_and_decisions_about_them() -> None:
    KeptMachine.reached.clear()
    run_state_machine_as_test(
        KeptMachine,
        settings=settings(
            max_examples=12,
            stateful_step_count=40,
            deadline=None,
            derandomize=True,
            database=None,
            suppress_health_check=list(HealthCheck),
            phases=[Phase.explicit, Phase.generate],
        ),
    )
    assert [one for one in REACHED if not KeptMachine.reached[one]] == []
