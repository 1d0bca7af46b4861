"""The comments of a sheet: ours are added, the filler's own stay, with ours below a line."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping

from core.exchange.marking.marks import COMMENT_AUTHOR, COMMENT_SIGN, LOOKS, CellMark
from core.exchange.marking.markup import (
    DECLARATION,
    MAIN,
    Unpatchable,
    attribute,
    escape_string,
    shortened,
)

EMPTY = (
    f'{DECLARATION}<comments xmlns="{MAIN}"><authors></authors>'
    "<commentList></commentList></comments>"
)
MAX_CHARACTERS = 2_000
SEPARATOR = "────────────"

_COMMENT = re.compile(r"<comment\b[^>]*>.*?</comment\s*>", re.DOTALL)
_AUTHORS = re.compile(r"<authors\b[^>]*?(?:/>|>(.*?)</authors\s*>)", re.DOTALL)
_AUTHOR = re.compile(r"<author\b[^>]*?(?:/>|>.*?</author\s*>)", re.DOTALL)
_LIST = re.compile(r"<commentList\b[^>]*?(?:/>|>(.*?)</commentList\s*>)", re.DOTALL)
_TEXT = re.compile(r"<text\b[^>]*?(?:/>|>(.*?)</text\s*>)", re.DOTALL)
_BARE = re.compile(r"^\s*(<t\b[^>]*>[^<]*</t\s*>)", re.DOTALL)
_PHONETIC = re.compile(r"<(?:rPh|phoneticPr)\b")
_RUN = re.compile(r"<r\b[^>]*>.*?</r\s*>", re.DOTALL)
_STRING = re.compile(r"(<t\b[^>]*>)([^<]*)(</t\s*>)")
_OURS = re.compile(rf"\s*(?:{SEPARATOR}\s*)?{COMMENT_SIGN}")


def with_comments(comments: str, marks: Mapping[str, CellMark], font: str) -> str:
    """Return the comments part with a comment for each address; the lists' order does not matter.

    Raises Unpatchable when the part is written in an unusual way.
    """
    author, comments = _author(comments)
    waiting = dict(marks)

    def appended(found: re.Match[str]) -> str:
        mark = waiting.pop(attribute(found[0][: found[0].index(">") + 1], "ref") or "", None)
        return found[0] if mark is None else _below(found[0], mark, font)

    comments = _COMMENT.sub(appended, comments)
    added = "".join(
        f'<comment ref="{ref}" authorId="{author}" shapeId="0"><text>{_runs(mark, font)}'
        "</text></comment>"
        for ref, mark in waiting.items()
    )
    return _into(_LIST, "commentList", comments, added)


def without_comments(comments: str) -> tuple[str, list[str]]:
    """Return the part without what we wrote, and the addresses of the comments that are gone."""
    gone: list[str] = []

    def stripped(found: re.Match[str]) -> str:
        own = _own_text(found[0])
        if own is None:
            gone.append(attribute(found[0][: found[0].index(">") + 1], "ref") or "")
            return ""
        return own

    return _COMMENT.sub(stripped, comments), gone


def texts(comments: str) -> dict[str, str]:
    """Return the text of each comment by its address."""
    found: dict[str, str] = {}
    for comment in _COMMENT.findall(comments):
        ref = attribute(comment[: comment.index(">") + 1], "ref") or ""
        found[ref] = html.unescape("".join(string[2] for string in _STRING.finditer(comment)))
    return found


def conversations(threads: str) -> set[str]:
    """Return the addresses in a part of threaded comments."""
    tags = re.findall(r"<(?:\w+:)?threadedComment\b[^>]*>", threads)
    return {attribute(tag, "ref") or "" for tag in tags}


def _heading(severity: str) -> str:
    return f"{COMMENT_SIGN}·{LOOKS[severity].word}】"


def _runs(mark: CellMark, font: str) -> str:
    """Write the remarks as runs: a coloured heading and the text below it."""
    pieces: list[str] = []
    left = MAX_CHARACTERS
    for index, (severity, text) in enumerate(mark.remarks):
        said = shortened(text, max(left, 1))
        left -= len(said)
        start = "\n" if index else ""
        pieces.append(_run(f"{start}{_heading(severity)}\n", font, f"FF{LOOKS[severity].dark}"))
        pieces.append(_run(said, font, None))
        if left <= 0:
            break
    return "".join(pieces)


def _run(text: str, font: str, colour: str | None) -> str:
    bold, shown = ("<b/>", f'<color rgb="{colour}"/>') if colour else ("", '<color indexed="81"/>')
    name = escape_string(font)
    return (
        f'<r><rPr>{bold}<sz val="9"/>{shown}<rFont val="{name}"/></rPr>'
        f'<t xml:space="preserve">{escape_string(text)}</t></r>'
    )


def _below(comment: str, mark: CellMark, font: str) -> str:
    """Put our remarks below the filler's own text."""
    found = _TEXT.search(comment)
    if found is None:
        raise Unpatchable("有批注没有正文")
    own = _BARE.sub(r"<r>\1</r>", found[1] or "")
    end = _PHONETIC.search(own)
    cut = end.start() if end else len(own)
    ours = _run(f"\n{SEPARATOR}\n", font, None) + _runs(mark, font)
    text = f"<text>{own[:cut]}{ours}{own[cut:]}</text>"
    return comment[: found.start()] + text + comment[found.end() :]


def _own_text(comment: str) -> str | None:
    """Return the comment with only the filler's own text; None when nothing of it is theirs."""
    found = _TEXT.search(comment)
    body = (found[1] if found else "") or ""
    whole = "".join(string[2] for string in _STRING.finditer(body))
    ours = _OURS.search(whole)
    if found is None or ours is None:
        return comment
    if not whole[: ours.start()].strip():
        return None
    kept = _first_characters(body, ours.start())
    return f"{comment[: found.start()]}<text>{kept}</text>{comment[found.end() :]}"


def _first_characters(body: str, count: int) -> str:
    """Cut a rich text after so many characters, keeping the formats of what stays."""
    left = count

    def cut(string: re.Match[str]) -> str:
        nonlocal left
        kept = string[2][:left]
        left -= len(kept)
        return string[1] + kept + string[3]

    def kept_run(run: re.Match[str]) -> str:
        return _STRING.sub(cut, run[0]) if left else ""

    return _RUN.sub(kept_run, body) if _RUN.search(body) else _STRING.sub(cut, body)


def _author(comments: str) -> tuple[int, str]:
    """Return our number among the authors, and the part with us among them."""
    found = _AUTHORS.search(comments)
    if found is None:
        raise Unpatchable("批注没有作者表")
    authors = _AUTHOR.findall(found[1] or "")
    ours = f"<author>{COMMENT_AUTHOR}</author>"
    if ours in authors:
        return authors.index(ours), comments
    return len(authors), _into(_AUTHORS, "authors", comments, ours)


def _into(pattern: re.Pattern[str], name: str, text: str, added: str) -> str:
    found = pattern.search(text)
    if found is None:
        raise Unpatchable("批注的写法特殊")
    body = found[1] or ""
    return f"{text[: found.start()]}<{name}>{body}{added}</{name}>{text[found.end() :]}"
