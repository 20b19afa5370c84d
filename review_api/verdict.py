"""What a person can say of a suggestion, and what state follows from it."""

from __future__ import annotations

from enum import StrEnum


class Verdict(StrEnum):
    """What a decision event does."""

    ACCEPT = "accept"  #: the passage is evidence for the suggested criterion
    REJECT = "reject"  #: it is not, for a named reason
    CHANGE = "change"  #: it is evidence, but for another criterion
    UNDO = "undo"  #: takes the standing decision back; the suggestion is open again


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
    """Where a suggestion stands; it follows from its last event and is never stored."""

    OPEN = "open"  #: nobody decided, or the decision was undone
    ACCEPTED = "accepted"  #: accepted, perhaps under another criterion
    REJECTED = "rejected"


#: The state after an event of each verdict.
STATE_AFTER: dict[Verdict, SuggestionState] = {
    Verdict.ACCEPT: SuggestionState.ACCEPTED,
    Verdict.CHANGE: SuggestionState.ACCEPTED,
    Verdict.REJECT: SuggestionState.REJECTED,
    Verdict.UNDO: SuggestionState.OPEN,
}
