"""`python -m saferplan`, and on Windows `py -m saferplan`: the same commands without a script on the path."""

from saferplan.cli import run

if __name__ == "__main__":
    run()
