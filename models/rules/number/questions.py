"""Questions a rule asks when it has no answer, and the recorded decisions that answer them.

Here: the two shapes, the digest that ties a decision to the facts it rested on, and the lookup. Not here: which rule
asks what, nor any sentence of the screen; `quote` carries the regulation's own words.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TypeAlias

from models.rules.number.points import to_text
from models.rules.words import CHOICES


@dataclass(frozen=True, slots=True)
class Option:
    """One possible answer: `key` is stored, `label` is read."""

    key: str
    label: str


def common(key: str) -> Option:
    """An option by the words it has wherever it is offered (`words.CHOICES`)."""
    return Option(key, CHOICES[key])


@dataclass(frozen=True, slots=True)
class Question:
    """What a rule could not settle: which rule, about whom, on what facts, with the answers it can take.

    `subject` names what is asked about (`sheet/node`, `year/unit`, tied units joined in key order). `facts` hold text,
    numbers (`int`, `Fraction`), booleans and lists of them.
    """

    key: str
    subject: str = ""
    rule: str | None = None
    cite: str = ""
    quote: str = ""
    options: tuple[Option, ...] = ()
    facts: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Decision:
    """A recorded answer: the choice, its reason, the body and document behind it, and the facts it rested on (as a
    digest).

    A decision without a digest (written by hand in an interchange document) binds whatever the facts are.
    """

    key: str
    question: str
    subject: str = ""
    rule: str | None = None
    choice: object = None
    reason: str = ""
    body: str | None = None
    document: str | None = None
    date: str | None = None
    recorder: str | None = None
    facts_digest: str | None = None
    confirmed_digest: str | None = None


Decisions: TypeAlias = Iterable[Decision] | Mapping[tuple[str, str], tuple[Decision, ...]]


def digest(facts: Mapping[str, object]) -> str:
    """The SHA-256 of the facts in canonical JSON; equal facts give equal digests whatever the order of their names."""
    text = json.dumps(_plain(facts), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _plain(value: object) -> object:
    if isinstance(value, Fraction):
        return to_text(value)
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, (set, frozenset)):
        return sorted(str(item) for item in value)
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    if value is None or isinstance(value, (str, int)):
        return value
    raise TypeError(f"a fact cannot be a {type(value).__name__}")


def index(decisions: Iterable[Decision]) -> dict[tuple[str, str], tuple[Decision, ...]]:
    """Group decisions by question and subject, so that many lookups stay cheap."""
    found: dict[tuple[str, str], tuple[Decision, ...]] = {}
    for decision in decisions:
        where = decision.question, decision.subject
        found[where] = (*found.get(where, ()), decision)
    return found


def is_stale(decision: Decision, question: Question) -> bool:
    """True when the facts have changed since the decision was taken and nobody has confirmed it on the new ones."""
    if decision.facts_digest is None:
        return False
    return digest(question.facts) not in (decision.facts_digest, decision.confirmed_digest)


def answer(decisions: Decisions, question: Question) -> Decision | None:
    """The decision that answers this question, or None: stale ones do not apply, nor do several that disagree."""
    if isinstance(decisions, Mapping):
        candidates = decisions.get((question.key, question.subject), ())
    else:
        candidates = tuple(d for d in decisions if (d.question, d.subject) == (question.key, question.subject))
    live = [decision for decision in candidates if not is_stale(decision, question)]
    if not live or any(decision.choice != live[0].choice for decision in live):
        return None
    return min(live, key=lambda decision: decision.key)
