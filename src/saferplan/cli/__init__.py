"""The commands: thin, named as the pipeline's functions are. Heavy parts are imported when a command runs, not before."""

from saferplan.cli.commands import run

__all__ = ["run"]
