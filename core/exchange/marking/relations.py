"""How the parts of a workbook point to each other, and what each part is."""

from __future__ import annotations

import posixpath
import re
from typing import NamedTuple

from core.exchange.marking.markup import (
    DECLARATION,
    Unpatchable,
    attribute,
    escape,
    ordinary,
)
from core.exchange.marking.package import Package

RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_TYPES_PART = "[Content_Types].xml"
_RELATION = re.compile(r"<Relationship\b[^>]*?(?:/>|>\s*</Relationship>)")


class Relation(NamedTuple):
    """One pointer of a part: its id, the last word of its type, and the part it leads to."""

    id: str
    kind: str
    part: str


def relations_part(part: str) -> str:
    """Name the part that holds the relations of a part (the package itself is ``""``)."""
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def relations(package: Package, part: str) -> list[Relation]:
    """List what a part points to inside the package; pointers to the outside are left out."""
    where = relations_part(part)
    if where not in package:
        return []
    found = []
    for tag in _RELATION.findall(_read(package, where)):
        if attribute(tag, "TargetMode") == "External":
            continue
        kind = (attribute(tag, "Type") or "").rstrip("/").rsplit("/", 1)[-1]
        target = posixpath.join("/", posixpath.dirname(part), attribute(tag, "Target") or "")
        found.append(
            Relation(attribute(tag, "Id") or "", kind, posixpath.normpath(target).lstrip("/"))
        )
    return found


def related(package: Package, part: str, kind: str) -> str | None:
    """Return the part of that kind to which a part points, if any."""
    return next((found.part for found in relations(package, part) if found.kind == kind), None)


def relate(package: Package, part: str, kind: str, target: str) -> str:
    """Let a part point to another and return the new relation's id; kind is the full type."""
    where = relations_part(part)
    if where in package:
        text = _read(package, where)
    else:
        text = f'{DECLARATION}<Relationships xmlns="{RELATIONSHIPS}"></Relationships>'
    taken = {attribute(tag, "Id") for tag in _RELATION.findall(text)}
    number = len(taken) + 1
    while f"rId{number}" in taken:
        number += 1
    added = f'<Relationship Id="rId{number}" Type="{kind}" Target="/{escape(target)}"/>'
    package.write(where, _inside(text, "Relationships", added))
    return f"rId{number}"


def unrelate(package: Package, part: str, target: str) -> None:
    """Remove a part's pointers to another part."""
    gone = {found.id for found in relations(package, part) if found.part == target}
    where = relations_part(part)
    kept = _RELATION.sub(
        lambda found: "" if attribute(found[0], "Id") in gone else found[0], _read(package, where)
    )
    package.write(where, kept)


def declare(package: Package, part: str, content_type: str) -> None:
    """Say in the package's table of contents what a new part is."""
    text = ordinary(_TYPES_PART, package.read(_TYPES_PART), "Types", _TYPES)
    added = f'<Override PartName="/{escape(part)}" ContentType="{content_type}"/>'
    package.write(_TYPES_PART, _inside(text, "Types", added))


def undeclare(package: Package, part: str) -> None:
    """Remove a part from the table of contents."""
    text = ordinary(_TYPES_PART, package.read(_TYPES_PART), "Types", _TYPES)
    pattern = re.compile(r"<Override\b[^>]*?(?:/>|>\s*</Override>)")
    gone = f"/{part}"
    kept = pattern.sub(
        lambda found: "" if attribute(found[0], "PartName") == gone else found[0], text
    )
    package.write(_TYPES_PART, kept)


def content_type(package: Package, part: str) -> str:
    """Return the content type that the package gives a part, or an empty string."""
    text = ordinary(_TYPES_PART, package.read(_TYPES_PART), "Types", _TYPES)
    for tag in re.findall(r"<Override\b[^>]*>", text):
        if attribute(tag, "PartName") == f"/{part}":
            return attribute(tag, "ContentType") or ""
    return ""


def _read(package: Package, where: str) -> str:
    return ordinary(where, package.read(where), "Relationships", RELATIONSHIPS)


def _inside(text: str, root: str, added: str) -> str:
    """Put an element last into the root, which may be written as an empty tag."""
    if text.rstrip().endswith("/>"):
        start = text.rindex("<")
        opened = text[start:].rstrip().removesuffix("/>").rstrip()
        text = f"{text[:start]}{opened}></{root}>"
    end = text.rfind(f"</{root}")
    if end < 0:
        raise Unpatchable("文件的部件目录写法特殊")
    return text[:end] + added + text[end:]
