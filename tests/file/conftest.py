"""A fresh book with a clock that ticks once a second and keys that count, so that every journal is exact."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

import pytest

from models.file.opening import create
from models.file.store import Store

START = datetime(2026, 3, 2, 8, 15, tzinfo=UTC)


@pytest.fixture
def clock() -> Callable[[], datetime]:
    ticks = count()
    return lambda: START + timedelta(seconds=next(ticks))


@pytest.fixture
def keys() -> Callable[[], str]:
    numbers = count()
    return lambda: f"k{next(numbers)}"


@pytest.fixture
def store(tmp_path: Path, clock: Callable[[], datetime], keys: Callable[[], str]) -> Iterator[Store]:
    made = create(tmp_path / "Khối 3.sokhoi", clock=clock, key_source=keys, holder="Mộc")
    yield made
    made.close()
