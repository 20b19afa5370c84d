"""The evidence status by a trained head beside the rules: what a passage says of the practice it names."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from classify.ngrams import Tokens
from classify.suggestion import EvidenceStatus
from classify.trained import GENERAL, LEXICAL, Reading, TrainedHeads, lexical_logits

#: Before the names of the heads for the status.
STATUS = "status_"
STATUSES = tuple(EvidenceStatus)


class StatusHead:
    """Adds up what the words of a passage, its meaning and the rules say for each status."""

    def __init__(self, trained: TrainedHeads) -> None:
        heads = trained.arrays.heads
        self._space = trained.space
        self._lexical = heads[STATUS + LEXICAL]
        self._general = heads[STATUS + GENERAL]
        self._rules = {
            EvidenceStatus(rule): np.array([weights[status] for status in STATUSES], dtype=np.float32)
            for rule, weights in trained.heads.status_rules.items()
        }

    @classmethod
    def of(cls, trained: TrainedHeads) -> StatusHead | None:
        """The head of a release; ``None`` when its labels told no status."""
        return cls(trained) if trained.heads.status_rules else None

    def statuses(
        self,
        reading: Reading,
        tokens: Sequence[Tokens],
        ruled: Sequence[EvidenceStatus],
        suggested: npt.NDArray[np.bool_],
    ) -> list[EvidenceStatus]:
        """The status of each text; ``ruled`` is what the rules say, ``suggested`` whether it bears on any criterion.

        Who suggests a passage does not call it context: the best other status is given then.
        """
        logits = lexical_logits(self._space, self._lexical, tokens)
        logits += self._general.logits(reading.windows.vectors[reading.windows.firsts])
        logits += np.array([self._rules[rule] for rule in ruled])
        logits[suggested, STATUSES.index(EvidenceStatus.CONTEXT)] = -np.inf
        return [STATUSES[place] for place in logits.argmax(axis=1)]
