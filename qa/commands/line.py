"""`python -m qa`: from arguments to a status.

0 done, 1 done with something refused or found wrong, 2 not done.
"""

import argparse
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from qa import clock
from qa.domain.actor import Actor, command_line
from qa.domain.refusals import Refused

DONE, PARTLY, NOT_DONE = 0, 1, 2


@dataclass(frozen=True)
class Command:
    """A command: its words, what it does, its arguments, and the function that does it."""

    words: str
    help: str
    run: Callable[[argparse.Namespace], int]
    arguments: tuple[tuple[tuple[str, ...], dict], ...] = field(default=())
    needs_store: bool = True


def argument(*names: str, **how: object) -> tuple[tuple[str, ...], dict]:
    """One argument as argparse takes it."""
    return names, how


def actor() -> Actor:
    """Whoever sits at the command line, now."""
    return command_line(clock.now(), clock.today())


def say(*lines: str) -> None:
    """Tell the person."""
    for line in lines:
        print(line)


def file_bytes(path: Path) -> bytes:
    """What a file holds, or the reason why it cannot be read, in words."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise Refused(f"{path}: {error.strerror}.") from error


def in_words(work: Callable[[], int]) -> int:
    """Do it; what is refused is a sentence on standard error, not a traceback."""
    try:
        return work()
    except Refused as refusal:
        print(refusal, file=sys.stderr)
    except KeyboardInterrupt:
        print("Stopped. Nothing was changed by this command.", file=sys.stderr)
    except BrokenPipeError:
        sys.stderr.close()
    return NOT_DONE


def parser(commands: Sequence[Command]) -> argparse.ArgumentParser:
    """The parser of all commands; those of two words share the first."""
    made = argparse.ArgumentParser(
        prog="python -m qa",
        description="Keeps the store that QA_DATABASE_URL names (data/qa.db unless it is set).",
        epilog="Status: 0 done, 1 done with something refused or found wrong, 2 not done.",
    )
    first = made.add_subparsers(metavar="COMMAND", required=True)
    groups: dict[str, argparse._SubParsersAction] = {}
    for command in commands:
        group, _, name = command.words.rpartition(" ")
        if group and group not in groups:
            sub = first.add_parser(group, help=f"{group} ...: see python -m qa {group} --help")
            groups[group] = sub.add_subparsers(metavar="WHAT", required=True)
        _add(groups.get(group, first), name, command)
    return made


def _add(parsers: argparse._SubParsersAction, name: str, command: Command) -> None:
    made = parsers.add_parser(name, help=command.help, description=command.help)
    for names, how in command.arguments:
        made.add_argument(*names, **how)
    made.set_defaults(command=command)
