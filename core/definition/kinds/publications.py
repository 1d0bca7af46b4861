"""Kinds of numbers of intellectual property: patents, books, periodicals."""

from __future__ import annotations

import re

from stdnum import isbn, issn

from core.definition.field import Field
from core.definition.kinds.base import Kind, Reading
from core.definition.kinds.entry import Entered, EnteredKind, Notes, Reader
from core.definition.kinds.findings import Unreadable
from core.definition.kinds.identifiers import compact_reader

_PATENT = re.compile(r"(?:ZL|CN)?([0-9]{12})\.?([0-9X])")
_OLD_PATENT = re.compile(r"(?:ZL|CN)?([0-9]{8})\.?([0-9X])")
_MEANT_AS_PATENT = re.compile(r"ZL.*|[0-9]{12}\.?[0-9X]?")
_OTHER = re.compile(r"[0-9A-Z][0-9A-Z.\-()/]{4,29}")
_LABEL = re.compile(r"(?:EISBN|ISBN|ISSN)(?:-?1[03])?[:：]?(?=[0-9])")


def patent_check(digits: str) -> str:
    """Return the check character of a patent number's 8 or 12 digits."""
    weights = (2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5)
    return "0123456789X"[sum(int(d) * w for d, w in zip(digits, weights, strict=False)) % 11]


class PatentNo(EnteredKind):
    """The number of a patent; another registration number with a warning."""

    name = "patent_no"
    title = "专利号"

    def reader(self, field: Field, reading: Reading) -> Reader:
        """Return the function that reads a patent number."""
        read_compact = compact_reader(reading)

        def read(value: Entered, notes: Notes) -> str:
            number = read_compact(value, notes).removeprefix("专利号:")
            found = _PATENT.fullmatch(number) or _OLD_PATENT.fullmatch(number)
            if found is None:
                if _MEANT_AS_PATENT.fullmatch(number) or _OTHER.fullmatch(number) is None:
                    raise Unreadable("KIND-PATENT")
                notes.find("KIND-PATENT-OTHER")
                return number
            if patent_check(found[1]) != found[2]:
                raise Unreadable("KIND-PATENT-CHECK")
            written = f"ZL{found[1]}.{found[2]}"
            if written != number:
                notes.repairs.append("统一专利号写法")
            return written

        return read


class Isbn(EnteredKind):
    """The number of a book, kept as 13 digits."""

    name = "isbn"
    title = "ISBN 书号"

    def reader(self, field: Field, reading: Reading) -> Reader:
        """Return the function that reads an ISBN of 13 or 10 digits."""
        read_compact = compact_reader(reading, " -")

        def read(value: Entered, notes: Notes) -> str:
            number = _LABEL.sub("", read_compact(value, notes))
            if re.fullmatch(r"97[89][0-9]{10}|[0-9]{9}[0-9X]", number) is None:
                raise Unreadable("KIND-ISBN")
            if not isbn.is_valid(number):
                raise Unreadable("KIND-ISBN-CHECK")
            if len(number) == 10:
                notes.repairs.append("10 位书号改为 13 位")
            return str(isbn.to_isbn13(number))

        return read


class Issn(EnteredKind):
    """The number of a periodical, kept as 1234-5679."""

    name = "issn"
    title = "ISSN 刊号"

    def reader(self, field: Field, reading: Reading) -> Reader:
        """Return the function that reads an ISSN."""
        read_compact = compact_reader(reading)

        def read(value: Entered, notes: Notes) -> str:
            number = _LABEL.sub("", read_compact(value, notes))
            if re.fullmatch(r"[0-9]{4}-?[0-9]{3}[0-9X]", number) is None:
                raise Unreadable("KIND-ISSN")
            if not issn.is_valid(number):
                raise Unreadable("KIND-ISSN-CHECK")
            written = str(issn.format(number))
            if written != value:
                notes.repairs.append("统一刊号写法")
            return written

        return read


KINDS: tuple[Kind, ...] = (PatentNo(), Isbn(), Issn())
