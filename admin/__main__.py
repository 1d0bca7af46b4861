"""``python -m admin`` is the ``tianbao`` command."""

from __future__ import annotations

from admin.cli import main

if __name__ == "__main__":
    main(prog_name="tianbao")
