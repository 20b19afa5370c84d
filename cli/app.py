"""The ``assay`` command: what its groups are, and how errors become messages and exit codes."""

from __future__ import annotations

import logging
import sys
from enum import IntEnum

import typer

from cli import (
    accounts,
    anchoring,
    certifying,
    classifying,
    corpora,
    covering,
    declaring,
    extracting,
    learning,
    logbook,
    screening,
    serving,
    tokens,
)
from cli.console import complain, confess, speak_utf8
from corpus.errors import AssayError, CallError, CorpusError, ErrorCode, ReviewError


class ExitCode(IntEnum):
    """How a command ended that did not end well, for a shell or a scheduler; docs/interfaces.md lists the codes."""

    WRONG_CALL = 2  #: the command was called wrongly, or its input is not of the documented form
    NOTHING_READ = 3  #: nothing could be read
    INTERNAL = 4  #: a fault of Assay, or of the models it was installed with


app = typer.Typer(
    name="assay",
    help="Suggests which passages of a supplier's documents bear on which criterion, for people to accept or reject.",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    add_completion=False,
)
app.command("screen")(screening.screen)
app.command("extract")(extracting.extract)
app.command("certificate")(certifying.certificate)
app.command("classify")(classifying.classify)
app.command("reanchor")(anchoring.reanchor)
app.command("coverage")(covering.coverage)
app.command("declaration")(declaring.declaration)
app.command("train")(learning.train)
app.command("evaluate")(learning.evaluate)
app.command("serve")(serving.serve)
app.command("verify-log")(logbook.verify_log)
app.command("backup")(logbook.backup)
app.command("restore")(logbook.restore)
app.command("redact")(logbook.redact)
app.add_typer(accounts.app, name="account")
app.add_typer(tokens.app, name="token")
app.add_typer(corpora.app, name="corpus")


def main() -> None:
    """Run the command line and exit with its code."""
    # Libraries warn of fonts and files; what concerns the reader of a page stands in its row.
    logging.getLogger("pypdfium2").setLevel(logging.ERROR)
    speak_utf8()
    try:
        app()
    except AssayError as error:
        code = _exit_code(error)
        complain(error, internal=code is ExitCode.INTERNAL)
        sys.exit(code)
    except Exception as error:  # noqa: BLE001  The last one to catch: what nobody foresaw still ends with a named code.
        confess(error)
        sys.exit(ExitCode.INTERNAL)


def _exit_code(error: AssayError) -> ExitCode:
    if error.code is ErrorCode.NOTHING_TO_READ:
        return ExitCode.NOTHING_READ
    if isinstance(error, CallError | CorpusError | ReviewError):
        return ExitCode.WRONG_CALL
    return ExitCode.INTERNAL
