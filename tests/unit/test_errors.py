"""Faults as values."""

from __future__ import annotations

import pickle

import pytest

from corpus.errors import AssayError, CallError, CorpusError, ErrorCode, IntakeError, ModelError, ReadError, ReviewError


@pytest.mark.parametrize("kind", [AssayError, CallError, CorpusError, IntakeError, ModelError, ReadError, ReviewError])
def test_errors_come_back_whole_from_a_child_process(kind: type[AssayError]) -> None:
    sent = kind(ErrorCode.ENCRYPTED, "Found a password.")

    came = pickle.loads(pickle.dumps(sent))

    assert type(came) is kind
    assert (came.code, came.detail, str(came)) == (sent.code, sent.detail, str(sent))
