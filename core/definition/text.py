"""Text as people type it, brought to one form."""

from __future__ import annotations

import re
import unicodedata

_BLANKS = re.compile(r"\s+")


def folded(text: str) -> str:
    """Return the text for comparing: NFKC, lower case, without any blanks."""
    return _BLANKS.sub("", unicodedata.normalize("NFKC", text)).lower()


def masked(text: str) -> str:
    """Return a sensitive value for display: first three and last two characters.

    More of an identity number would, together with a birth date in the same row,
    give it away; of a short text nothing is shown.
    """
    if len(text) <= 7:
        return "*" * len(text)
    return f"{text[:3]}{'*' * (len(text) - 5)}{text[-2:]}"


def owner_name(text: str) -> str:
    """Return the first plain name: what stands before a slash, a plus or a bracket."""
    for mark in "/／+＋(（、":
        text = text.partition(mark)[0]
    return text.strip()
