"""How far a long command has come, on standard error."""

import sys
from collections.abc import Callable

import click


def counter(label: str) -> Callable[[int, int], None]:
    """Counts up one line on a terminal; elsewhere prints the last count alone."""

    def count(done: int, of: int) -> None:
        if sys.stderr.isatty():
            click.echo(f"\r{label}: {done}/{of}", err=True, nl=done == of)
        elif done == of:
            click.echo(f"{label}: {done}/{of}", err=True)

    return count
