"""``python -m pipeline.cli`` is ``policyfacts``."""

from pipeline.cli.group import main

main()
