"""Child processes: what becomes of a task that runs too long, dies or swells, and of the tasks after it."""

from __future__ import annotations

import os
import pickle
import time
from collections.abc import Iterator

import misbehaving
import pytest

from corpus.errors import AssayError, ErrorCode, ReadError
from ingest.children import MEBIBYTE, ChildError, Children, Ending


@pytest.fixture(scope="module")
def children() -> Iterator[Children]:
    """One pool for all tests: that it goes on after each of them is what they show."""
    with Children(workers=1, memory_bytes=512 * MEBIBYTE) as pool:
        yield pool


def test_children_run_elsewhere(children: Children) -> None:
    assert children.start(20, misbehaving.process_id).result() != os.getpid()


@pytest.mark.parametrize("misbehave", ["sleeps", "spins"])
def test_children_end_a_task_that_runs_over_its_time(children: Children, misbehave: str) -> None:
    begun = time.monotonic()
    task = (
        children.start(0.5, misbehaving.sleeps, 60) if misbehave == "sleeps" else children.start(0.5, misbehaving.spins)
    )
    with pytest.raises(ChildError) as caught:
        task.result()
    assert caught.value.ending is Ending.TIME_LIMIT
    assert "0.5 s" in caught.value.detail
    assert time.monotonic() - begun < 20
    assert children.start(20, misbehaving.doubled, 4).result() == 8


def test_children_name_a_crash_and_go_on(children: Children) -> None:
    crash = children.start(20, misbehaving.dies)
    after = [children.start(20, misbehaving.doubled, number) for number in range(3)]
    with pytest.raises(ChildError) as caught:
        crash.result()
    assert caught.value.ending is Ending.CRASH
    assert "77" in caught.value.detail
    assert [task.result() for task in after] == [0, 2, 4]


def test_children_survive_a_signal(children: Children) -> None:
    with pytest.raises(ChildError) as caught:
        children.start(20, misbehaving.aborts).result()
    assert caught.value.ending is Ending.CRASH
    assert children.start(20, misbehaving.doubled, 5).result() == 10


def test_children_have_a_limit_on_memory(children: Children) -> None:
    with pytest.raises(ChildError) as caught:
        children.start(20, misbehaving.swells, 2048 * MEBIBYTE).result()
    assert caught.value.ending is Ending.CRASH
    assert children.start(20, misbehaving.swells, 8 * MEBIBYTE).result() == 8 * MEBIBYTE


def test_children_hand_on_what_a_task_raises(children: Children) -> None:
    with pytest.raises(ValueError, match="found nothing to do"):
        children.start(20, misbehaving.complains).result()


def test_children_give_results_in_the_order_they_are_asked_for(children: Children) -> None:
    tasks = [children.start(20, misbehaving.doubled, number) for number in range(20)]
    assert [task.result() for task in reversed(tasks)] == [2 * number for number in range(19, -1, -1)]


def test_children_can_give_up_a_task(children: Children) -> None:
    task = children.start(60, misbehaving.sleeps, 60)
    begun = time.monotonic()
    task.cancel()
    assert children.start(20, misbehaving.doubled, 6).result() == 12
    assert time.monotonic() - begun < 20


def test_children_leave_no_process_behind() -> None:
    with Children(workers=2) as pool:
        numbers = {pool.start(20, misbehaving.process_id).result() for _ in range(4)}
        pool.start(60, misbehaving.spins)
    for number in numbers:
        with pytest.raises(ProcessLookupError):
            os.kill(number, 0)


def test_children_errors_with_a_code_survive_the_way_back() -> None:
    error: AssayError = ReadError(ErrorCode.ENCRYPTED, "It opens with a password only.")

    again = pickle.loads(pickle.dumps(error))
    assert (type(again), again.code, again.detail) == (ReadError, error.code, error.detail)
