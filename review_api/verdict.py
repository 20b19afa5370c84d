"""What a person can say of a suggestion, and what state follows from it."""

from __future__ import annotations

from enum import StrEnum


class Verdict(StrEnum):
    """What a decision event does."""

    ACCEPT = "accept"  #: the passage is evidence for the suggested criterion
    REJECT = "reject"  #: it is not, for a named reason
    CHANGE = "change"  #: it is evidence, but for another criterion
    UNDO = "undo"  #: takes the standing decision back; the suggestion is open again
    REOPEN = "reopen"  #: an approver opens a decided suggestion again, for a reason in the note
    NOTE = "note"  #: something was noted; the state stays as it was
    DOUBT = "doubt"  #: a second opinion is asked for; the state stays as it was
    REDACT = "redact"  #: personal data of earlier events was blotted out
    DELETE = "delete"  #: a pack was deleted after its retention time, with the quotes in its events


class RejectionReason(StrEnum):
    """Why a passage is no evidence for the criterion."""

    OFF_TOPIC = "off_topic"  #: it speaks of something else
    WRONG_CRITERION = "wrong_criterion"  #: it bears on another criterion
    NOT_THIS_SITE = "not_this_site"  #: it speaks of another site or company
    NO_PRACTICE = "no_practice"  #: it names the topic, but no practice, result or commitment
    BOILERPLATE = "boilerplate"  #: contents list, disclaimer, definition
    DUPLICATE = "duplicate"  #: the same text was judged elsewhere
    WRONG_BOX = "wrong_box"  #: the box on the page is not around the quote
    OTHER = "other"  #: see the note


class SuggestionState(StrEnum):
    """Where a suggestion stands; it follows from the events of the decision log."""

    OPEN = "open"  #: nobody decided, or the decision was undone
    ACCEPTED = "accepted"  #: accepted, perhaps under another criterion
    REJECTED = "rejected"


class Origin(StrEnum):
    """What put a passage before a person."""

    MODEL = "model"  #: a model suggested it
    REVIEWER = "reviewer"  #: a reviewer marked the words
    SAMPLE = "sample"  #: drawn at random from the passages that no model suggested


class Anchor(StrEnum):
    """How a decided passage was found again after its document was read anew."""

    EXACT = "exact"  #: the same words at the same place
    MOVED = "moved"  #: the same words at another place, once
    AMBIGUOUS = "ambiguous"  #: the same words at several places, of which the likeliest was taken
    LOST = "lost"  #: nowhere; the decision stands in the log only


#: The state after an event; verdicts that are not here leave the state as it was.
STATE_AFTER: dict[Verdict, SuggestionState] = {
    Verdict.ACCEPT: SuggestionState.ACCEPTED,
    Verdict.CHANGE: SuggestionState.ACCEPTED,
    Verdict.REJECT: SuggestionState.REJECTED,
    Verdict.UNDO: SuggestionState.OPEN,
    Verdict.REOPEN: SuggestionState.OPEN,
}

#: Verdicts that take a decision back.
TAKE_BACK = frozenset({Verdict.UNDO, Verdict.REOPEN})
