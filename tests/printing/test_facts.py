"""Every sentence of every paper names the data it was worded from, so that one edited by hand is marked when they
change, and not when only the program words it otherwise.
"""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from models.book.book import Book
from models.rules.errors import Refusal
from printing.blocks import Paragraph, Running
from printing.catalogue import PAPERS
from printing.content.words.decimals import by_value
from printing.edited import words
from tests.book import practice
from tests.book.practice import YEAR
from tests.printing.lived import lead_by, lived

ROOT = Path(__file__).resolve().parents[2]
NUMBER = re.compile(r"^(?:[IVX]+\. |\d+\. |- |\* )")
DOTS = re.compile(r"[….\s/]+")


def bare(text: str) -> str:
    """Without its number, room to write on and end marks."""
    return DOTS.sub(" ", NUMBER.sub("", text)).strip(" ;:")


def own_words() -> frozenset[str]:
    """Every text that the modules of printing write out whole, and those of the frames of reports."""
    found = set()
    for path in (ROOT / "printing").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                found.add(bare(node.value))
    frames = tomllib.loads((ROOT / "resources" / "report-frames.toml").read_text(encoding="utf-8"))["frame"]
    for section in (section for frame in frames for section in frame["sections"]):
        found |= {bare(section["title"]), *map(bare, section.get("lines", ()))}
    return frozenset(found)


def sentences(book: Book) -> Iterator[tuple[tuple[str, str, str], Paragraph]]:
    """Each paragraph of every paper that can be made, under paper, document and key."""
    for kind in PAPERS:
        try:
            made = kind.composed(book, year=YEAR)
        except Refusal:
            continue
        for paper in made.documents if isinstance(made, Running) else ():
            for one in paper.blocks:
                if isinstance(one, Paragraph) and one.key:
                    yield (kind.key, paper.key, one.key), one


@pytest.mark.parametrize("name", ["practice_book", "decided_book", "lived_book"])
def test_a_sentence_without_facts_is_the_programs_own_words(name: str, request: pytest.FixtureRequest) -> None:
    """Whatever stands in it beside them came from the book. Seen failing: 172 kinds of sentences of 33 papers."""
    own = own_words()
    nameless = {where: words(one.text) for where, one in sentences(request.getfixturevalue(name)) if not one.facts}
    assert {where: text for where, text in nameless.items() if bare(text) not in own} == {}


def change(book: Book) -> None:
    """Another head of the youth's family, another way to call the bloc, other bodies, people, words, votes, points."""
    lead_by(book, "youth")
    book.settings.describe_bloc(name="Cụm thi đua Thử", kind="cum", standing_body="Ban Thi đua", place="Sông Dữ")
    for unit in practice.DATA["units"]:
        book.members.put_post(
            practice.unit_key(unit["id"]), "head", "Người Khác", "Quyền Trưởng", from_date=f"{YEAR}-04-01"
        )
    for held in book.meetings.all(YEAR):
        agenda = [f"{line} mới" for line in held.agenda]
        book.meetings.put(
            YEAR,
            held.kind,
            f"{held.title} lần hai",
            date=held.date,
            begins="09:15",
            ends="11:45",
            agenda=agenda,
            votes_on_awards=held.votes_on_awards,
            key=held.key,
            place="Nơi khác",
            chair="Chủ Trì Khác",
            secretary="Thư Ký Khác",
        )
        for vote in book.meetings.hands(held.key):
            book.meetings.put_hands(held.key, vote.subject, vote.agree - 1, 1, 0, key=vote.key)
    pledge = book.registration.pledge.of(YEAR)
    assert pledge is not None
    book.registration.pledge.put(YEAR, signed_on=f"{YEAR}-03-21", aims=f"{pledge.aims} thêm", tasks=pledge.tasks)


def test_other_data_are_other_facts(lived_book: Book, tmp_path: Path) -> None:
    """A sentence that says something else in a book of other data stands on other facts there. Seen failing: 14 that
    named some of their data and not the unit that writes.
    """
    before = dict(sentences(lived_book))
    with lived(tmp_path / "khoi.sokhoi") as book:
        change(book)
        after = dict(sentences(book))
    other = {
        where: (words(before[where].text), words(one.text))
        for where, one in after.items()
        if where in before and by_value(words(before[where].text)) != by_value(words(one.text))
    }
    assert len(other) > 200, "the books differ in most of what they say"
    unmarked = {where: said for where, said in other.items() if facts(before[where]) == facts(after[where])}
    assert unmarked == {}


def facts(one: Paragraph) -> list[str]:
    return [by_value(fact) for fact in one.facts]


def test_a_line_of_an_agenda_is_a_sentence_on_every_paper(lived_book: Book) -> None:
    """Seen failing: without an end mark in the general invitation and the minutes, with one in each guest's."""
    lines: dict[str, list[str]] = {}
    for (kind, _paper, key), one in sentences(lived_book):
        if key.startswith(("agenda.", "Nội dung, chương trình.")):
            lines.setdefault(kind, []).append(words(one.text))
    assert set(lines) == {"giay-moi", "giay-moi-tung-noi", "bien-ban-hoi-nghi"}
    assert all(line.endswith(".") for said in lines.values() for line in said)
    assert set(lines["giay-moi"]) == set(lines["giay-moi-tung-noi"])
