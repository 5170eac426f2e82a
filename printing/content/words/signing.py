"""Who signs for the bloc, and under whose letterhead: the head unit's leader, or whom the register of papers names.

A deputy inside the head agency signs for its leader and keeps the letterhead; the leader of the deputy unit signs for
the bloc's head under that unit's own letterhead; others sign by order or by authorisation (Decree 30/2020, HD
05-HD/VPTW for the form of the words).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from printing.content.common import Signing
from printing.styles import authority

if TYPE_CHECKING:
    from models.book.reporting.papers import Paper
    from models.book.units.rows import Contact
    from printing.content.reading import Source


def posts(source: Source) -> Iterator[Contact]:
    """Everybody who may sign for the bloc on the paper's day: of the head unit all with a post, of deputy units the
    leader. While the office of the head is empty these alone.
    """
    if source.leading is not None:
        yield from source.book.members.contacts(source.leading, source.day)
    for unit in deputy_units(source):
        yield from (one for one in source.book.members.contacts(unit, source.day) if one.role == "head")


def deputy_units(source: Source) -> tuple[str, ...]:
    """The units that are deputies of the bloc on the paper's day, by rank."""
    day = source.day if source.day.startswith(f"{source.year}-") else None
    found = source.book.leadership.deputies(source.year, day)
    return tuple(term.unit for term in found if term.unit != source.leading)


def named(source: Source, paper: Paper | None) -> Contact | None:
    """The post an entry of the register says signs; None when it names none that is held on the day."""
    if paper is None or not paper.signer:
        return None
    return next((one for one in posts(source) if one.post == paper.signer), None)


def usual(source: Source) -> Signing:
    """On behalf of the bloc its head, with the post and the name of the head unit's leader."""
    words = source.described.words
    head = source.contact(source.leading, "head") if source.leading else None
    post = (source.write(head.title).upper(),) if head and head.title else ()
    return Signing((words.head.upper(), *post), "TM", f"{words.bloc} thi đua".upper(), head.name if head else "")


def of_bloc(source: Source, paper: Paper | None) -> Signing:
    """Who signs the paper at hand, in which capacity."""
    made, post = usual(source), named(source, paper)
    if post is None:
        return replace(made, name=paper.signer) if paper and paper.signer and not _is_key(paper.signer) else made
    words, own = source.described.words, source.write(post.title).upper()
    family = source.bloc_heading().family
    if post.unit != source.leading:
        position = (authority(family, "KT", words.head.upper()), words.deputy.upper(), own)
        return replace(made, position=tuple(filter(None, position)), name=post.name)
    if post.role == "head":
        return made
    if post.role == "deputy":
        head = source.contact(post.unit, "head")
        of = source.write(head.title).upper() if head and head.title else "THỦ TRƯỞNG"
        return replace(made, position=(words.head.upper(), authority(family, "KT", of), own or "PHÓ"), name=post.name)
    capacity = paper.capacity if paper and paper.capacity in ("TL", "TUQ") else "TL"
    return Signing(tuple(filter(None, (own,))), capacity, words.head.upper(), post.name)


def _is_key(text: str) -> bool:
    """A post that is no longer held is no name to print."""
    return " " not in text.strip() and text == text.lower()


def writing_unit(source: Source, paper: Paper | None) -> str | None:
    """Whose letterhead, number and place the paper has: the head unit's, a deputy unit's where its leader signs."""
    post = named(source, paper)
    return post.unit if post is not None else source.leading
