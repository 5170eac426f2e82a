"""One act costs no more trips to the disk than a bare one-row commit with the same settings."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest


def test_an_act_costs_the_fsyncs_of_one_bare_commit() -> None:
    spec = importlib.util.spec_from_file_location("fsyncs", Path(__file__).with_name("fsyncs.py"))
    fsyncs = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(fsyncs)
    book, bare = fsyncs.per_commit("book"), fsyncs.per_commit("bare")
    if book is None or bare is None:
        pytest.skip("system calls cannot be watched here")
    # The journal and its header, the file, the folder when the journal appears and (EXTRA) when it is gone.
    assert 3 <= book <= 5
    assert book == bare
