"""Answers that people gave where a rule had none: recorded, dated, tied to the facts they rested on.

One table and one way serve ties, gaps, reliefs, overrides, inheritance, reopening. Which rule asks what is known to the
areas named in `book.ASKING`; here the questions come together and the answers are kept. A decision is never changed,
only superseded.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from models.book.base import fields
from models.book.base.area import Area
from models.book.base.kept import KeptBy
from models.file.declared.tables import may_follow
from models.rules.errors import BadInput, RuleViolation
from models.rules.number import questions
from models.rules.number.about import About
from models.rules.number.questions import Decision, Option, Question

if TYPE_CHECKING:
    from models.book.regulation.floor import RegulationBook

UNANSWERED: Final = "rule.none"
"""The question that only a new rule answers, never a decision."""

NOT_DECIDED: Final = (UNANSWERED, "score.broken")
"""Questions that no decision answers: a rule is to be added, a value to be written anew."""


@dataclass(frozen=True, slots=True)
class Recorded:
    """A decision as the book keeps it: what `rules` reads, the year it belongs to, and what it superseded."""

    decision: Decision
    year: int | None = None
    supersedes: str | None = None


@dataclass(frozen=True, slots=True)
class Stale:
    """A decision that no longer applies because its facts have changed, beside the question as it is now."""

    decision: Decision
    question: Question


class Decisions(Area):
    """Questions waiting and answers given. Who asks, holds back and follows is connected where the book is opened.

    `without` names a decision that is looked away from.
    """

    _book: RegulationBook

    def __init__(self, book: RegulationBook) -> None:
        super().__init__(book)
        self.without: str | None = None
        self._in_force = KeptBy(book.store, self._read_in_force)
        self.asked_by: list[Callable[[], Callable[[int], Iterable[Question]]]] = []
        """Makes an area ready that asks, and gives what asks it."""
        self._held_back: list[tuple[str, Callable[[], Collection[str]]]] = []
        self._followed: list[tuple[str, Callable[[int], object]]] = []

    def hold_back(self, table: str, held: Callable[[], Collection[str]]) -> None:
        """Leave out the decisions `held` names; it is only asked while the table has rows."""
        self._held_back.append((table, held))

    def follow(self, prefix: str, act: Callable[[int], object]) -> None:
        """Let `act` write, within the answer's own act, what follows in a year from answering such a question."""
        self._followed.append((prefix, act))

    def _waiting(self) -> frozenset[str]:
        return frozenset(key for table, held in self._held_back if self._store.rows(table) for key in held())

    # --- reading

    def all(self, year: int | None = None) -> tuple[Decision, ...]:
        """The decisions in force for a year (those of no year included), or of the whole book, as rules read them."""
        return self._in_force(year)

    def _read_in_force(self, year: int | None) -> tuple[Decision, ...]:
        return tuple(one.decision for one in self.recorded(year))

    def recorded(self, year: int | None = None, superseded: bool = False) -> tuple[Recorded, ...]:
        """Decisions with their year, by date; with `superseded` also those that another has replaced. Those that wait
        for a second count are left out.
        """
        rows = self._store.rows("decision")
        gone = {row["supersedes"] for row in rows if row.get("supersedes")}
        waiting = self._waiting()
        kept = [
            row
            for row in rows
            if row["key"] not in waiting
            and (superseded or row["key"] not in gone)
            and (year is None or row.get("year") in (None, year))
            and row["key"] != self.without
        ]
        kept.sort(key=lambda row: (row.get("date") or "", row["question"], row["subject"], row["key"]))
        return tuple(Recorded(_decision(row), row.get("year"), row.get("supersedes")) for row in kept)

    def get(self, key: str) -> Recorded:
        """One decision. RuleViolation `decision.unknown`."""
        row = self._store.row("decision", key)
        if row is None:
            raise RuleViolation("decision.unknown", decision=key)
        return Recorded(_decision(row), row.get("year"), row.get("supersedes"))

    def open_questions(self, year: int) -> tuple[Question, ...]:
        """Every question of a year that no decision in force answers, each once, in the order of the asking areas."""
        *_, found = ((), *self.open_in_steps(year))
        return found

    def open_in_steps(self, year: int) -> Iterator[tuple[Question, ...]]:
        """The same as far as it was asked: each area is made ready in one step and asked in the next. A caller may do
        other things in between; when the book was written to meanwhile it begins again."""
        decisions = questions.index(self.all(year))
        found: dict[tuple[str, str], Question] = {}
        for ready in self.asked_by:
            asks = ready()
            yield tuple(found.values())
            for question in asks(year):
                if question.key in NOT_DECIDED or questions.answer(decisions, question) is None:
                    found.setdefault((question.key, question.subject), question)
            yield tuple(found.values())

    def stale(self, year: int) -> tuple[Stale, ...]:
        """Decisions that must be confirmed or replaced because the facts are no longer those they rested on."""
        decisions = questions.index(self.all(year))
        return tuple(
            Stale(decision, question)
            for question in self.open_questions(year)
            for decision in decisions.get((question.key, question.subject), ())
            if questions.is_stale(decision, question)
        )

    def question_of(self, key: str) -> Question | None:
        """The question a decision answered, so that it can be answered anew.

        As it is asked now, or as it would be asked without the decision; where nothing asks it any more, its own key
        and subject, with the choices of the decision where it ordered or picked some. None when it can only be put
        where it was taken: at a cell of a sheet, or with terms of its own. RuleViolation `decision.unknown`.
        """
        old = self.get(key)
        decision = old.decision
        year = old.year if old.year is not None else self._book.years.current()
        wanted = (decision.question, decision.subject)
        if year is not None:
            for asked in (self._asked, self._asked_without(key)):
                for question in asked(year):
                    if (question.key, question.subject) == wanted:
                        return question
        return _rebuilt(decision)

    def _asked_without(self, key: str) -> Callable[[int], Iterable[Question]]:
        """What would be asked if that decision had not been taken; worked out beside the book, nothing is written."""

        def asked(year: int) -> Iterable[Question]:
            with self._book.beside() as beside:
                beside.decisions.without = key
                return list(beside.decisions._asked(year))

        return asked

    def _asked(self, year: int) -> Iterable[Question]:
        for ready in self.asked_by:
            yield from ready()(year)

    def answered(self, asked: Iterable[Question], year: int) -> int:
        """How many of these questions the year's decisions answer."""
        decided = questions.index(self.all(year))
        return sum(questions.answer(decided, one) is not None for one in asked)

    # --- writing

    def answer(
        self,
        question: Question,
        choice: object,
        reason: str,
        body: str | None = None,
        document: str | None = None,
        date: str | None = None,
        *,
        year: int | None = None,
        key: str | None = None,
    ) -> str:
        """Record the answer to a question, tied to its facts by their digest; a stale answer to it is superseded.

        Without a date it is today's; what is asked once for a form belongs to no year. Refusals: BadInput
        `decision.reason_missing`, RuleViolation
        `decision.choice_unknown`
        (facts: `choice`, `choices`), `decision.too_many_seats` (facts: `count`, `most`), `decision.answered_already`
        (facts: `decision`), `decision.recounting`, `decision.rule_needed` (no rule fits: only a rule answers),
        `decision.value_needed`,
        `year.unknown`, `year.closed`, `key.taken`. What the money of awards asks is recorded after the year is closed
        too.
        """
        for waiting in sorted(self._waiting()):
            held = self.get(waiting).decision
            if (held.question, held.subject) == (question.key, question.subject):
                raise RuleViolation("decision.recounting", decision=waiting)
        known = [one for one in self.all(year) if (one.question, one.subject) == (question.key, question.subject)]
        live = [one for one in known if not questions.is_stale(one, question)]
        if live:
            raise RuleViolation("decision.answered_already", decision=live[0].key, question=question.key)
        before = known[0].key if known else None
        year = None if _of_form(question) else year
        return self._record(question, choice, (reason, body, document, date), year, key, before)

    def replace(
        self,
        key: str,
        question: Question,
        choice: object,
        reason: str,
        body: str | None = None,
        document: str | None = None,
        date: str | None = None,
    ) -> str:
        """Answer a question anew; the former decision stays readable and no longer applies. Refusals as in `answer`,
        and `decision.superseded_already`, `decision.other_question`.
        """
        old = self.get(key)
        if (old.decision.question, old.decision.subject) != (question.key, question.subject):
            raise RuleViolation("decision.other_question", decision=key, question=question.key)
        if self._store.rows("decision", supersedes=key):
            raise RuleViolation("decision.superseded_already", decision=key)
        kept = old.decision.facts_digest if question == _rebuilt(old.decision) else None
        return self._record(question, choice, (reason, body, document, date), old.year, None, key, kept)

    def confirm(self, key: str, question: Question | None = None) -> None:
        """Let a stale decision apply to the facts as they are now.

        The question is looked up among the open ones when it is not given. Refusals: `decision.unknown`,
        `decision.not_stale`, `year.closed`.
        """
        old = self.get(key)
        year = old.year if old.year is not None else self._book.years.current()
        if question is None and year is not None:
            question = next((one.question for one in self.stale(year) if one.decision.key == key), None)
        if question is None or not questions.is_stale(old.decision, question):
            raise RuleViolation("decision.not_stale", decision=key)
        self._must_be_open(old.year, question)
        with self._store.operation("confirm-decision", {"question": question.key, "subject": question.subject}) as tx:
            tx.update("decision", key, confirmed_digest=questions.digest(question.facts))

    def _record(
        self,
        question: Question,
        choice: object,
        said: tuple[str, str | None, str | None, str | None],
        year: int | None,
        key: str | None,
        supersedes: str | None,
        digest: str | None = None,
    ) -> str:
        reason, body, document, date = said
        why = fields.note(reason)
        if why is None:
            raise BadInput("decision.reason_missing", question=question.key)
        choices = tuple(option.key for option in question.options)
        if question.key == UNANSWERED:
            raise RuleViolation("decision.rule_needed")
        if question.key in NOT_DECIDED:
            raise RuleViolation("decision.value_needed")
        if choices and not _among(choice, choices):
            raise RuleViolation("decision.choice_unknown", choice=choice, choices=choices)
        most = question.facts.get("open") if question.key == "ballot.open_seat" else None
        if isinstance(most, int) and isinstance(choice, (list, tuple)) and len(choice) > most:
            raise RuleViolation("decision.too_many_seats", count=len(choice), most=most)
        self._must_be_open(year, question, supersedes)
        chosen = fields.key(key) if key else self._book.new_key()
        if self._store.row("decision", chosen) is not None:
            raise RuleViolation("key.taken", key=chosen)
        row = {
            "key": chosen,
            "year": year,
            "question": question.key,
            "subject": question.subject,
            "rule": question.rule,
            "choice": choice,
            "reason": why,
            "body": fields.line(body),
            "document": fields.line(document),
            "date": fields.date(date, "date") if date else self._book.today(),
            "recorder": self._book.people.current.key or None,
            "facts_digest": digest or questions.digest(question.facts),
            "supersedes": supersedes,
        }
        facts = {"question": question.key, "subject": question.subject, "choice": _label(question, choice)}
        kind = "answer-question" if supersedes is None else "replace-decision"
        with self._store.operation(kind, facts) as tx:
            tx.insert("decision", row)
            for prefix, act in self._followed:
                if year is not None and question.key.startswith(prefix):
                    act(year)
        return chosen

    def _must_be_open(self, year: int | None, question: Question, held: str | None = None) -> None:
        """Refuse what a closed year rests on: its own decisions, and of those of a form (`held`: the one in force) what
        a closed year asks too.
        """
        if year is not None and not answered_late(question):
            self._book.years.must_be_open(year)
        if _of_form(question):
            form = About.read(question.key, question.subject).get("form")
            asked = self._asked if held is None else self._asked_without(held)
            for used in sorted({row["year"] for row in self._store.rows("sheet", form=form)}):
                if self._book.years.get(used).state != "open" and any(
                    (one.key, one.subject) == (question.key, question.subject) for one in asked(used)
                ):
                    self._book.years.must_be_open(used)


def answered_late(question: Question) -> bool:
    """Whether a question of a year is answered after it was closed too, by the list of what comes after a closing."""
    return may_follow("decision", {"question": question.key, "subject": question.subject})


def _rebuilt(decision: Decision) -> Question | None:
    """A question that nothing asks any more, with what the decision itself says of it; None for one about a cell."""
    if isinstance(decision.choice, Mapping) or decision.question.startswith("score."):
        return None
    several = decision.choice if isinstance(decision.choice, (list, tuple)) else ()
    options = tuple(Option(str(one), str(one)) for one in several)
    return Question(decision.question, decision.subject, decision.rule, "", "", options, {})


def _among(choice: object, choices: tuple[str, ...]) -> bool:
    """One of the options, a list of some of them in the order chosen, or (a ballot's result) a table only the rule
    reads.
    """
    if isinstance(choice, Mapping):
        return True
    if isinstance(choice, (list, tuple)):
        return bool(choice) and len(set(choice)) == len(choice) and all(one in choices for one in choice)
    return choice in choices


def _label(question: Question, choice: object) -> str:
    labels = {option.key: option.label for option in question.options}
    several = choice if isinstance(choice, (list, tuple)) else [choice]
    return ", ".join(labels.get(str(one), str(one)) for one in several)


def _decision(row: dict[str, Any]) -> Decision:
    columns = ("rule", "choice", "reason", "body", "document", "date", "recorder", "facts_digest", "confirmed_digest")
    said: dict[str, Any] = {column: row.get(column) for column in columns}
    return Decision(row["key"], row["question"], row["subject"], **said)


def _of_form(question: Question) -> bool:
    """Whether a question is asked of a form once, for all years that use it."""
    from models.rules.form.form_wide import KEYS  # home asks nothing of a form

    return question.key in KEYS
