"""Model releases: what turns signals into scores, with everything needed to say later how a score was made.

A release is a folder with ``release.json`` and arrays; no pickle. It names its encoders by the sha256 of their weights,
and is refused when they are not the ones installed.
"""

from __future__ import annotations

from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from corpus.errors import ErrorCode, ModelError
from models.encoder import Encoder

RELEASES = Path(__file__).parent / "releases"
DEFAULT_RELEASE = "zero-shot-1"
SCHEMA_VERSION = 1


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

    def threshold_of(self, framework: str, criterion: str) -> float:
        """The score from which a passage is suggested for this criterion."""
        return self.thresholds.get(framework, {}).get(criterion, self.threshold)

    @property
    def folder(self) -> Path:
        """Where its arrays lie."""
        return RELEASES / self.id


def load_release(release_id: str = DEFAULT_RELEASE) -> Release:
    """The release of that id.

    Raises :class:`ModelError` with ``release_invalid`` when it is missing, of another schema or of another form.
    """
    path = RELEASES / release_id / "release.json"
    if not path.is_file():
        raise ModelError(ErrorCode.RELEASE_INVALID, f"Found no release '{release_id}'.")
    try:
        release = Release.model_validate_json(path.read_bytes())
    except ValidationError as error:
        raise ModelError(
            ErrorCode.RELEASE_INVALID, f"{path.name} of '{release_id}': {error.errors()[0]['msg']}."
        ) from error
    if release.schema_version != SCHEMA_VERSION:
        detail = f"Found schema version {release.schema_version}, expected {SCHEMA_VERSION}."
        raise ModelError(ErrorCode.RELEASE_INVALID, detail)
    if release.id != release_id:
        detail = f"Found id '{release.id}' in the folder of '{release_id}', expected the same."
        raise ModelError(ErrorCode.RELEASE_INVALID, detail)
    return release


def check_encoders(release: Release, encoders: list[Encoder]) -> None:
    """Refuse encoders that the release was not made with; raises :class:`ModelError` with ``encoder_mismatch``."""
    for encoder in encoders:
        expected = release.encoders.get(encoder.name)
        if expected != encoder.sha256:
            detail = f"Found {encoder.name} with {encoder.sha256}, expected {expected} for release '{release.id}'."
            raise ModelError(ErrorCode.ENCODER_MISMATCH, detail)
