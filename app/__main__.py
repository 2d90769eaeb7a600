"""``python -m app`` is ``tracuu``."""

from app.cli import main

main(prog_name="tracuu")
