"""The signed scan of a paper: the picture or PDF of what was signed, kept in the book beside the paper it is of.

Attached by hand; nothing is read from it. It says of which content it was: a paper that was replaced since, or whose
content was issued later, is told apart by the digest.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from models.book.base import fields
from models.rules.errors import BadInput, RuleViolation

if TYPE_CHECKING:
    from models.book.reporting.floor import ReportingBook

PREFIX: Final = "scan."
"""What the key of such a setting begins with; the paper's key follows."""
LIMIT: Final = 10 * 1024 * 1024
KINDS: Final = ((b"%PDF-", ".pdf"), (b"\x89PNG\r\n", ".png"), (b"\xff\xd8\xff", ".jpg"))


@dataclass(frozen=True, slots=True)
class Scan:
    """One scan: the file's name, when it was attached, and the digest of the content the paper had then."""

    paper: str
    name: str
    on: str
    blob: str
    content_digest: str | None = None


class Scans:
    """Attaches, reads and takes away scans."""

    def __init__(self, book: ReportingBook) -> None:
        self._book = book
        self._store = book.store

    def of(self, paper: str) -> Scan | None:
        """The scan of a paper; None where there is none."""
        kept = self._book.settings.get(PREFIX + paper)
        return None if kept is None else _scan(paper, kept)

    def file(self, paper: str) -> bytes:
        """The bytes of a paper's scan. RuleViolation `scan.none`."""
        held = self.of(paper)
        if held is None:
            raise RuleViolation("scan.none", paper=paper)
        return self._book.scores.evidence.file(held.blob)

    def ending(self, paper: str) -> str:
        """What the name of a copy ends in by what the scan holds, whatever its name says: `.pdf`. RuleViolation
        `scan.none`; BadInput `scan.kind` for a scan no door lets in.
        """
        content, held = self.file(paper), self.of(paper)
        found = next((ending for mark, ending in KINDS if content.startswith(mark)), None)
        if found is None:
            raise BadInput("scan.kind", name=held.name if held else "")
        return found

    def uses(self, blob: str) -> bool:
        """Whether a scan needs a file of the book."""
        return any(kept["blob"] == blob for kept in self._book.settings.under(PREFIX).values())

    def attach(self, paper: str, name: str, content: bytes) -> str:
        """Keep a PDF or picture as the signed scan of a paper, in the place of one before; undone like any act. Returns
        a key of the file.

        Refusals: `paper.unknown`, BadInput `scan.kind` (facts: `name`), `scan.too_big` (facts: `name`, `limit`).
        """
        held = self._book.papers.get(paper)
        if not any(content.startswith(mark) for mark, _ in KINDS):
            raise BadInput("scan.kind", name=name)
        if len(content) > LIMIT:
            raise BadInput("scan.too_big", name=name, limit=LIMIT // (1024 * 1024))
        evidence = self._book.scores.evidence
        with self._store.operation(
            "attach-scan", {"paper": held.kind, "subject": held.subject or "", "name": name}
        ) as tx:
            before = self.of(paper)
            digest = evidence.keep(tx, content)
            said = {"blob": digest, "name": fields.name(name, 200), "on": self._book.today()}
            self._book.settings.put(PREFIX + paper, {**said, **_content(held.content_digest)})
            if before is not None and before.blob != digest:
                evidence.release(tx, before.blob)
        return digest

    def remove(self, paper: str) -> None:
        """Take a scan away; a file nothing else needs leaves the book with it. RuleViolation `scan.none`."""
        held = self.of(paper)
        if held is None:
            raise RuleViolation("scan.none", paper=paper)
        of = self._book.papers.get(paper)
        with self._store.operation(
            "remove-scan", {"paper": of.kind, "subject": of.subject or "", "name": held.name}
        ) as tx:
            self._book.settings.put(PREFIX + paper, None)
            self._book.scores.evidence.release(tx, held.blob)


def _content(digest: str | None) -> dict[str, str]:
    return {"content": digest} if digest else {}


def _scan(paper: str, kept: dict[str, Any]) -> Scan:
    return Scan(paper, kept["name"], kept["on"], kept["blob"], kept.get("content"))
