"""The decision log of a database that is not being served, recomputed without changing anything."""

from __future__ import annotations

from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from corpus.errors import CallError, ErrorCode, ReviewError
from review_api.database import Database
from review_api.decision_log import ChainHead, verify_chain
from review_api.settings import Settings
from review_api.standing import recomputed
from review_api.tables import SuggestionRow


def verify_database(settings: Settings, *, expect_head: str = "") -> ChainHead:
    """The end of the log, after the chain was found whole and the states beside the suggestions equal to it.

    Raises :class:`ReviewError` with ``log_broken``, :class:`CallError` when there is no database, or one of another
    version: it is not upgraded, since evidence should be looked at as it lies.
    """
    if not settings.database_url and not settings.database_file.is_file():
        raise CallError(ErrorCode.PATH_MISSING, f"Found no database at '{settings.database_file}'.")
    with Database(settings.url) as database, database.read() as session:
        try:
            found = session.scalar(text("SELECT version_num FROM alembic_version"))
        except DBAPIError as error:
            raise CallError(ErrorCode.SETTING_INVALID, "The database is none of Assay's.") from error
        if found != database.newest_revision:
            detail = (
                f"Found a database of revision {found}, expected {database.newest_revision}: start the server once."
            )
            raise CallError(ErrorCode.SETTING_INVALID, detail)
        head = verify_chain(session, expect_head=expect_head)
        for suggestion, standing in recomputed(session).items():
            row = session.get_one(SuggestionRow, suggestion)
            if (row.state, row.standing_criterion, row.standing_status, row.decision) != (
                standing.state.value,
                standing.criterion,
                standing.status,
                standing.decision,
            ):
                detail = f"The state beside suggestion {suggestion} is not the one that follows from the log."
                raise ReviewError(ErrorCode.LOG_BROKEN, detail)
        return head
