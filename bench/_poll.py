"""``ipscwatch poll`` as a program: ``python -m bench._poll HOME [ID]...``."""

from __future__ import annotations

import sys

from ipscwatch.cli import main

if __name__ == "__main__":
    home, *ids = sys.argv[1:]
    main(["poll", "--home", home, *ids], prog_name="ipscwatch")
