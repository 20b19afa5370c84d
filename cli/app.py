"""The ``assay`` command: what its groups are, and how errors become messages and exit codes."""

from __future__ import annotations

import logging
import sys
from enum import IntEnum

import typer

from cli import classifying, corpora, extracting, screening, serving, tokens
from cli.console import complain
from corpus.errors import AssayError, CallError, ErrorCode

#: What a shell or a scheduler learns; docs/interfaces.md lists the codes.
NOTHING_TO_READ = frozenset({ErrorCode.NOTHING_TO_READ})


class ExitCode(IntEnum):
    """How a command ended that did not end well."""

    WRONG_CALL = 2  #: the command was called wrongly, or its input is not of the documented form
    NOTHING_READ = 3  #: nothing could be read
    INTERNAL = 4  #: a fault of Assay


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
app.command("classify")(classifying.classify)
app.command("serve")(serving.serve)
app.add_typer(tokens.app, name="token")
app.add_typer(corpora.app, name="corpus")


def main() -> None:
    """Run the command line and exit with its code."""
    # Libraries warn of fonts and files; what concerns the reader of a page stands in its row.
    logging.getLogger("pypdfium2").setLevel(logging.ERROR)
    try:
        app()
    except AssayError as error:
        complain(error)
        sys.exit(_exit_code(error))
    except Exception:
        logging.getLogger("assay").exception("An internal error of Assay; please report it with these lines.")
        sys.exit(ExitCode.INTERNAL)


def _exit_code(error: AssayError) -> ExitCode:
    if error.code in NOTHING_TO_READ:
        return ExitCode.NOTHING_READ
    if isinstance(error, CallError) or error.code in (
        ErrorCode.FRAMEWORK_UNKNOWN,
        ErrorCode.CORPUS_INVALID,
        ErrorCode.CRITERION_UNKNOWN,
    ):
        return ExitCode.WRONG_CALL
    return ExitCode.INTERNAL
