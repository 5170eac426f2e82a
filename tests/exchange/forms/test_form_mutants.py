"""A member's form that was damaged on its way: no exception but ours, no partial write, no silent cell.

`SO_KHOI_MUTANTS` runs another number of mutants of each way of damaging than the short one of the suite.
"""

from __future__ import annotations

import os
import random
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from models.book.book import Book
from models.book.scoring.rows import SheetAt
from models.exchange import cells
from models.exchange.forms import many
from models.exchange.forms.many import Expected
from models.rules.errors import Refusal
from tests.exchange.forms.conftest import YEAR, fill
from tests.proofs import cells_mutants, second_counter

COUNT = int(os.environ.get("SO_KHOI_MUTANTS", "12"))


@pytest.mark.parametrize(
    "damage", [cells_mutants._bytes, cells_mutants._in_part, cells_mutants._in_cells], ids=["zip", "xml", "cells"]
)
def test_a_damaged_form_is_read_whole_or_refused(
    bloc: Book, forms: dict[str, Path], damage: Callable[[bytes, random.Random], bytes]
) -> None:
    fill(forms["u01"], {"i.2": {"base": 4.5}, "i.8": {"base": 2, "bonus": 1}, "iv.1": {"note": "đủ", "evidence": "BC"}})
    content = forms["u01"].read_bytes()
    wanted = Expected(YEAR, "self", "nam")
    seen: Counter[str] = Counter()
    for seed in range(COUNT):
        mutant = damage(content, random.Random(seed))
        try:
            opened: cells.Workbook | Refusal = cells.read(mutant, "phieu.xlsx", cells_mutants.LIMITS)
        except Refusal as refusal:
            opened = refusal
        batch = many.look(bloc, [("phieu.xlsx", opened)], wanted)
        (one,) = batch.arrivals
        seen[one.status] += 1
        if one.carried is None:
            continue
        account = one.carried.account
        assert sum(account.counted().values()) == account.cells, seed
        assert isinstance(opened, cells.Workbook)
        if opened.origin == "xlsx":
            assert account.cells == second_counter.xlsx(mutant), seed
        before = bloc.store.last_seq
        many.take(bloc, batch, rest=True)
        assert bloc.store.last_seq - before in (0, 1), seed
        assert one.written or not bloc.scores.sheet(SheetAt(YEAR, "u01", "self")).cells, seed
        if bloc.store.last_seq > before:
            bloc.store.undo()
        assert not bloc.scores.sheet(SheetAt(YEAR, "u01", "self")).cells, seed
    assert sum(seen.values()) == COUNT
