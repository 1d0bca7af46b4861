"""Text as people type it, brought to one form."""

from __future__ import annotations

import re
import unicodedata

_BLANKS = re.compile(r"\s+")


def folded(text: str) -> str:
    """Return the text for comparing: NFKC, lower case, without any blanks."""
    return _BLANKS.sub("", unicodedata.normalize("NFKC", text)).lower()
