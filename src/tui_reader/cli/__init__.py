"""The command line: `tui-reader` opens the app, its subcommands answer other programs.

Nothing heavy is imported here: a subcommand's module is loaded when it is called, Textual only to
open the app. The contract of outputs and exit codes is in docs/contract.md.
"""

from __future__ import annotations

import importlib
import os
import sys
from typing import TextIO

import click

from tui_reader import __version__
from tui_reader.errors import InputError, TuiReaderError

# Where each subcommand lives; loaded on demand so that a call pays for itself alone.
COMMANDS = {
    "backup": "store_commands",
    "check": "checking",
    "clashes": "differing",
    "cluster": "filters",
    "compare": "compare",
    "completions": "completions",
    "copy": "copying",
    "copy-store": "copy_store",
    "differences": "differing",
    "doctor": "doctor",
    "events": "events",
    "explain": "explain",
    "export": "exporting",
    "extract": "filters",
    "forget": "forgetting",
    "ingest": "store_commands",
    "lsp": "lsp",
    "outlets": "lists",
    "parse": "filters",
    "quotations": "lists",
    "rebuild": "store_commands",
    "serve": "serve",
    "share": "sharing",
    "sources": "subscriptions",
    "sync": "subscriptions",
    "timeline": "lists",
    "utterances": "lists",
    "versions": "versions",
}
EXIT_BUG = 70  # sysexits' EX_SOFTWARE: outside the contract, because it should never be seen


class LazyGroup(click.Group):
    """A group whose subcommands are imported only when they are called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all subcommands."""
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import and return one subcommand, or None where there is no such name."""
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"tui_reader.cli.{COMMANDS[cmd_name]}")
        command = getattr(module, cmd_name.replace("-", "_"))
        assert isinstance(command, click.Command)
        return command


@click.group(cls=LazyGroup, invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--store", type=click.Path(), help="The store: a file, or postgresql://… (default: $TUI_READER_STORE).")
@click.option("--no-seeds", is_flag=True, help="Start an empty store instead of one built from the bundled seeds.")
@click.option(
    "--plain",
    is_flag=True,
    envvar="TUI_READER_PLAIN",
    help="Read as plain lines, without a screen: for screen readers and terminals that only print.",
)
@click.option("--debug", is_flag=True, help="Show the traceback of an error.")
@click.version_option(__version__, prog_name="tui-reader")
@click.pass_context
def cli(ctx: click.Context, store: str | None, no_seeds: bool, plain: bool, debug: bool) -> None:
    """Read the news by keyboard: what happened when, who reported it, who said exactly what.

    Without a subcommand the app opens.
    """
    ctx.obj = {"store": store, "seeds": not no_seeds, "debug": debug}
    if ctx.invoked_subcommand is None:
        from tui_reader.cli.opening import open_app

        ctx.exit(open_app(store, seeds=not no_seeds, plain=plain))


def main(argv: list[str] | None = None) -> None:
    """Run the command line and leave with the contract's exit code; an error is one line on stderr."""
    for stream in (sys.stdout, sys.stderr):
        # A lone surrogate leaves as \\udXXX, which JSON reads back as what it was.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    arguments, output = sys.argv[1:] if argv is None else argv, sys.stdout
    try:
        code = cli.main(args=arguments, prog_name="tui-reader", standalone_mode=False)
    except (BrokenPipeError, SystemExit):
        if sys.exc_info()[0] is SystemExit and sys.stdout is output:
            raise  # where the pipe broke click puts a wrapper in its place and leaves with 1
        # The reader of our output has gone (`| head`): that is its right, and no error.
        _let_go(output)
        code = 0
    except (KeyboardInterrupt, click.exceptions.Abort):
        code = 130
    except Exception as error:
        if "--debug" in arguments:
            _show_traceback(error)
        code = _report(error)
        _flush(output)
    sys.exit(code if isinstance(code, int) else 0)


def _flush(output: TextIO | None) -> None:
    """Write what is left; a full disk behind the stream is no second error at the end, which would leave with 120."""
    if output is None:  # `>&-` leaves none
        return
    try:
        output.flush()
    except OSError:
        _let_go(output)


def _let_go(output: TextIO) -> None:
    """Send what is left in a stream that takes nothing any more to nowhere."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), output.fileno())


def _show_traceback(error: Exception) -> None:
    """Print where it happened; what a page smuggled into a message stays harmless."""
    import traceback

    from tui_reader.terminal.safe import safe_text

    click.echo(safe_text("".join(traceback.format_exception(error)), limit=None, newlines=True), err=True, nl=False)


def _report(error: Exception) -> int:
    """Print one line about `error` on stderr and return the exit code for it."""
    from tui_reader.terminal.safe import safe_text

    if isinstance(error, click.ClickException):
        where = error.ctx.command_path if isinstance(error, click.UsageError) and error.ctx else "tui-reader"
        click.echo(safe_text(f"{where}: {error.format_message()}; see {where} --help"), err=True)
        return 2
    if isinstance(error, TuiReaderError):
        click.echo(safe_text(f"tui-reader: {error}"), err=True)
        return error.exit_code
    if isinstance(error, UnicodeEncodeError) and any("\ud800" <= char <= "\udfff" for char in error.object):
        # Bytes that are no UTF-8 reach us as lone surrogates, and only a path can do without being encoded.
        click.echo(safe_text(f"tui-reader: {error.object!r} is not UTF-8; write it in UTF-8"), err=True)
        return 2
    if isinstance(error, OSError) and error.strerror:
        where = safe_text(str(error.filename or "standard output"), limit=120)
        click.echo(safe_text(f"tui-reader: {where}: {error.strerror}; check the path and its permissions"), err=True)
        return InputError.exit_code
    click.echo(
        safe_text(f"tui-reader: a defect of the program: {type(error).__name__}: {error}; --debug shows more"), err=True
    )
    return EXIT_BUG
