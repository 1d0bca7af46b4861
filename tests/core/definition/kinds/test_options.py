"""What is offered, and how codes are shown."""

from __future__ import annotations

from core.definition.codes import Code
from core.definition.kinds import BUILT_IN, by_name
from core.definition.kinds.options import Options
from tests.core.definition.kinds.examples import a_field, code_list, reading_of

KINDS = by_name(BUILT_IN)


def test_a_form_offers_only_what_the_field_says_but_other_codes_are_read() -> None:
    field = a_field("choice", codes="sex", offer=["1"])
    assert KINDS["choice"].offered(field, reading_of()) == [("1", "男")]
    assert KINDS["choice"].parser(field, reading_of())("女").value == "2"


def test_codes_out_of_force_are_not_offered() -> None:
    field = a_field("choice", codes="old")
    assert KINDS["choice"].offered(field, reading_of()) == [("1", "现行")]


def test_a_name_that_is_the_code_of_another_option_is_shown_as_its_code() -> None:
    options = Options(code_list("confusing", Code("1", "2"), Code("2", "二")))
    assert [options.label(code) for code in ("1", "2", "9")] == ["1", "二", "9"]


def test_at_most_three_near_names_are_suggested() -> None:
    entries = [Code(str(n), f"示例单位{n}") for n in range(20)]
    near = Options(code_list("many", *entries)).near("示例单位")
    assert near.startswith("；是不是 ")
    assert near.count("示例单位") == 3


def test_countries_are_named_as_people_here_name_them() -> None:
    field = a_field("country")
    names = dict(KINDS["country"].offered(field, reading_of()))
    assert (names["TW"], names["HK"], names["MO"]) == ("中国台湾", "中国香港", "中国澳门")
    assert not {"EU", "UN", "ZZ"} & set(names)
