"""The command line: a thin face on casework, equal to the terminal screens. It decides nothing."""

from casework.cli.main import main

__all__ = ["main"]
