"""Patterns of field definitions: compiled strictly, and refused when they can hang."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from time import perf_counter

SLOWEST = 0.05
"""Seconds that one match of a long value may take."""
_LENGTHS = (8, 12, 16, 18, 20, 22, 24, 26, 28, 32, 64, 256, 1024, 5000)
_CHARACTERS = ("a", "A", "0", " ", "_", "-", ".", "中", "a ", "0,")
_META = re.compile(r"[^A-Za-z0-9\u4e00-\u9fff _/:@,;%-]")


@lru_cache(maxsize=1024)
def full(pattern: str) -> re.Pattern[str]:
    r"""Return the pattern compiled to match a whole value; ``\d`` and ``\w`` are ASCII.

    Raises ``re.error``.
    """
    return re.compile(rf"\A(?:{pattern})\Z", re.ASCII)


def _probes(pattern: str, length: int) -> Iterator[str]:
    """Yield values of about that length that nearly match: where backtracking explodes."""
    literal = _META.split(pattern, maxsplit=1)[0][:20]
    for start in dict.fromkeys(("", literal, literal[:-1])):
        for characters in dict.fromkeys((*_CHARACTERS, *_META.sub("", pattern)[:20])):
            yield start + (characters * length)[:length] + "!\n"


def slow(pattern: re.Pattern[str], source: str) -> bool:
    """Tell whether a value of up to 5,000 characters keeps the pattern busy too long.

    Lengths grow step by step, so that a pattern of exponential cost is caught
    while it is still cheap.
    """
    for length in _LENGTHS:
        for probe in _probes(source, length):
            start = perf_counter()
            pattern.match(probe)
            if perf_counter() - start > SLOWEST:
                start = perf_counter()
                pattern.match(probe)
                if perf_counter() - start > SLOWEST:
                    return True
    return False


@lru_cache(maxsize=1024)
def wrong_pattern(pattern: str) -> str:
    """Return what is wrong with a pattern in Chinese, or an empty string."""
    try:
        compiled = full(pattern)
    except re.error as error:
        return f"pattern 不是有效的正则表达式：{error}"
    if slow(compiled, pattern):
        return f"pattern 对长文字太慢（超过 {SLOWEST * 1000:.0f} 毫秒），请去掉嵌套的重复"
    return ""
