"""Where the workbooks with expected readings lie; they are no part of the repository."""

from __future__ import annotations

from pathlib import Path

_DATA = Path(__file__).resolve().parents[4] / "shared" / "data"
MEMBER, FORMS = _DATA / "member", _DATA / "forms"
