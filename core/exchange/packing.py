"""Several files as one: a folder, or a zip of it."""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from core.exchange.finished import finished

PACKED = frozenset((".xlsx", ".zip"))
"""Files that are compressed already."""


@contextmanager
def packed(target: Path) -> Iterator[Path]:
    """Give an empty folder to write to; at the end its files are the target's.

    A target that ends in ``.zip`` becomes a zip, any other a folder, in which
    files of the same names are replaced.  On an error the target is not touched.
    """
    with TemporaryDirectory() as place:
        folder = Path(place)
        yield folder
        files = sorted(path for path in folder.rglob("*") if path.is_file())
        if target.suffix.lower() == ".zip":
            with finished(target) as draft, zipfile.ZipFile(draft, "w") as written:
                for path in files:
                    stored = path.suffix in PACKED
                    written.write(
                        path, path.relative_to(folder).as_posix(),
                        zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED,
                    )
            return
        for path in files:
            with finished(target / path.relative_to(folder)) as draft:
                shutil.copyfile(path, draft)
