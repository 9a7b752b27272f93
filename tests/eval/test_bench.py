import os

import pytest

from eval.bench import Spent
from eval.measure import has_loaded, resident_mb, timed
from protokoll.errors import ProtokollError


def test_a_budget_holds_up_to_its_limit():
    assert Spent("x", "s", 2.0, 2).within
    assert not Spent("x", "s", 2.1, 2).within


def test_a_command_is_timed_in_a_process_of_its_own(tmp_path):
    assert 0 < timed(["--version"], tmp_path) < 60


def test_a_command_that_fails_is_named_with_its_message(tmp_path):
    with pytest.raises(ProtokollError, match=r"documents failed: .*no index"):
        timed(["documents"], tmp_path)


def test_memory_and_libraries_of_a_process_are_read_from_the_system():
    assert resident_mb(os.getpid()) > 10
    assert has_loaded(os.getpid(), "python")
    assert not has_loaded(os.getpid(), "libnothing")
