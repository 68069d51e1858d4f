"""How well signals work, measured: `python -m tests.truth.signals` writes docs/explanation/how-well-signals-work.md."""
