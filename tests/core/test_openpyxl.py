"""openpyxl, which readers are compared with, keeps to the parser of the standard library."""

from __future__ import annotations

import subprocess
import sys


def test_openpyxl_does_not_use_lxml_once_core_is_imported() -> None:
    code = "import core, openpyxl; print(openpyxl.LXML)"
    printed = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert printed.stdout.strip() == "False"
