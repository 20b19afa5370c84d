"""What the fuzzer calls holds for its seeds and for seeds with a few bytes changed; `make fuzz` goes on from there."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from fuzz_targets import TARGETS, seeds


@pytest.mark.parametrize("target", TARGETS)
def test_fuzz_targets_hold_for_seeds_and_for_damaged_ones(tmp_path: Path, target: str) -> None:
    chance = random.Random(7)
    found = list(seeds(target, tmp_path))
    assert len(found) >= 3
    for data in found:
        TARGETS[target](data)
        for _ in range(3):
            damaged = bytearray(data)
            for _ in range(chance.randint(1, 20)):
                damaged[chance.randrange(len(damaged))] = chance.randrange(256)
            TARGETS[target](bytes(damaged[: chance.randint(1, len(damaged))]))
