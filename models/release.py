"""Model releases: what turns signals into scores, with everything needed to say later how a score was made.

A release is a folder with ``release.json`` and arrays; no pickle. It names its encoders by the sha256 of their weights,
and is refused when they are not the ones installed.
"""

from __future__ import annotations

from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, PrivateAttr, ValidationError

from corpus.errors import CallError, ErrorCode, ModelError
from models.encoder import Encoder

RELEASES = Path(__file__).parent / "releases"
#: What suggests unless another is named. The trained release is not it: its micro F1 on passages of other companies,
#: 0.638, lies below the 0.65 that one must reach, and its scores are calibrated worse (docs/model-card.md).
DEFAULT_RELEASE = "zero-shot-1"
#: What ``make models`` trains on the passages of the corpus.
TRAINED_RELEASE = "rra-2-trained-1"
SCHEMA_VERSION = 1
MANIFEST = "release.json"


class Weights(BaseModel):
    """How much each signal counts in the evidence sum of a criterion."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    #: Per encoder: similarity to the criterion, standardised over the criteria of the framework.
    standardised: float
    #: Per encoder: the similarity itself, a cosine.
    cosine: float
    #: The logarithm of one plus the number of different terms of the criterion that occur.
    terms: float
    #: Added when a passage only defines, lists or points elsewhere; below zero.
    context: float = Field(le=0)


class Calibration(BaseModel):
    """The logistic curve from the evidence sum to a score: ``ceiling / (1 + exp(-(sum - centre) / width))``."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    centre: float
    width: float = Field(gt=0)
    #: The highest score there is: of the passages with the largest sums so many were evidence, not all.
    ceiling: float = Field(gt=0, le=1)


class Mixture(BaseModel):
    """How the signals of a pair of passage and criterion add up to the logit of its score."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    intercept: float
    weights: dict[str, float]


class Figures(BaseModel):
    """How well one criterion was found in labelled passages that the model had not seen."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    #: Passages that were labelled with it.
    support: int
    f1: float
    #: Where the F1 lies in 95 % of draws of whole groups of passages.
    low: float
    high: float
    average_precision: float


class Training(BaseModel):
    """What a trained release was made from."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    #: Of the labelled passages, in the order of their file.
    labels_sha256: str
    passages: int
    #: Of the package that made it.
    code_version: str
    #: By criterion, on passages of groups that were left out.
    figures: dict[str, Figures]


class Heads(BaseModel):
    """The trained part of a release, for one framework."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    framework: str
    #: Numbers of the criteria, in the order of the arrays.
    criteria: tuple[str, ...]
    #: The sha256 of each file with arrays, by its name.
    files: dict[str, str]
    #: Whether parts of words are among the n-grams.
    characters: bool
    #: Whether the texts before and after a passage and its heading count.
    context: bool
    #: Of the first stage, and of languages that the English encoder does not read.
    first: Mixture
    #: With the English encoder.
    both: Mixture
    #: A passage whose best score of the first stage is lower is decided by it.
    floor: float
    threshold: float = Field(gt=0, lt=1)
    thresholds: dict[str, float]
    training: Training


class Release(BaseModel):
    """A model release as its manifest describes it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    schema_version: int
    id: str
    #: What it is and how its numbers were chosen.
    description: str
    #: Encoder names with the sha256 of their weights.
    encoders: dict[str, str]
    #: Languages in which the English encoder takes part beside the multilingual one.
    english_encoder_languages: tuple[str, ...]
    #: A passage whose largest evidence sum without the English encoder is lower is decided without it.
    english_encoder_floor: float
    #: The mean of so many best statements of a criterion is its similarity.
    best_statements: int = Field(ge=1)
    weights: Weights
    calibration: Calibration
    #: The score from which a passage is suggested for a criterion.
    threshold: float = Field(gt=0, lt=1)
    #: Thresholds of single criteria, by framework and number, where they differ.
    thresholds: dict[str, dict[str, float]] = {}
    #: What was trained; other frameworks than its own are judged without training.
    heads: Heads | None = None
    _folder: Path | None = PrivateAttr(default=None)

    def heads_for(self, framework: str) -> Heads | None:
        """The trained part when there is one for this framework."""
        return self.heads if self.heads is not None and self.heads.framework == framework else None

    def common_threshold(self, framework: str) -> float:
        """The score from which a passage is suggested for a criterion without a threshold of its own."""
        heads = self.heads_for(framework)
        return self.threshold if heads is None else heads.threshold

    def threshold_of(self, framework: str, criterion: str) -> float:
        """The score from which a passage is suggested for this criterion."""
        if (heads := self.heads_for(framework)) is not None:
            return heads.thresholds.get(criterion, heads.threshold)
        return self.thresholds.get(framework, {}).get(criterion, self.threshold)

    @property
    def folder(self) -> Path:
        """Where its arrays lie."""
        return self._folder or RELEASES / self.id


def known_release(release_id: str) -> str:
    """The id itself; raises :class:`CallError` with ``setting_invalid`` when no such release is shipped."""
    known = sorted(path.parent.name for path in RELEASES.glob(f"*/{MANIFEST}"))
    if release_id not in known:
        detail = f"Found release '{release_id}', expected one of: {', '.join(known)}."
        raise CallError(ErrorCode.SETTING_INVALID, detail)
    return release_id


def load_release(release_id: str = DEFAULT_RELEASE) -> Release:
    """The release of that id.

    Raises :class:`ModelError` with ``release_invalid`` when it is missing, of another schema or of another form.
    """
    release = read_release(RELEASES / release_id)
    if release.id != release_id:
        detail = f"Found id '{release.id}' in the folder of '{release_id}', expected the same."
        raise ModelError(ErrorCode.RELEASE_INVALID, detail)
    return release


def read_release(folder: Path) -> Release:
    """The release in a folder, wherever it lies; raises as :func:`load_release`."""
    path = folder / MANIFEST
    if not path.is_file():
        raise ModelError(ErrorCode.RELEASE_INVALID, f"Found no release '{folder.name}'.")
    try:
        release = Release.model_validate_json(path.read_bytes())
    except ValidationError as error:
        raise ModelError(
            ErrorCode.RELEASE_INVALID, f"{path.name} of '{folder.name}': {error.errors()[0]['msg']}."
        ) from error
    if release.schema_version != SCHEMA_VERSION:
        detail = f"Found schema version {release.schema_version}, expected {SCHEMA_VERSION}."
        raise ModelError(ErrorCode.RELEASE_INVALID, detail)
    release._folder = folder
    return release


def check_encoders(release: Release, encoders: list[Encoder]) -> None:
    """Refuse encoders that the release was not made with; raises :class:`ModelError` with ``encoder_mismatch``."""
    for encoder in encoders:
        expected = release.encoders.get(encoder.name)
        if expected != encoder.sha256:
            detail = f"Found {encoder.name} with {encoder.sha256}, expected {expected} for release '{release.id}'."
            raise ModelError(ErrorCode.ENCODER_MISMATCH, detail)
