"""The command line: `python -m qa --help`."""

import os
import sys
from collections.abc import Sequence

from db import schema
from qa.commands import care_history, files_in, keeping, line, setting_up

COMMANDS = (*setting_up.COMMANDS, *files_in.COMMANDS, *care_history.COMMANDS, *keeping.COMMANDS)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; its status."""
    args = line.parser(COMMANDS).parse_args(arguments)

    def work() -> int:
        if args.command.needs_store:
            schema.require_current()
        return args.command.run(args)

    return line.in_words(work)


if __name__ == "__main__":
    os.umask(0o077)  # what this makes is for its owner only
    sys.exit(main())
