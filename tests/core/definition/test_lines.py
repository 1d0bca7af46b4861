"""Lines of keys in a TOML file, however the keys are written."""

from __future__ import annotations

from core.definition.lines import key_lines, line_of, syntax_line

TEXT = '''title = "表"
guidance = """
kind = "not a key"
"""

[fields]
name = { label = "姓名" }
id_card.label = "证件号"
id_card . kind = "id_card"

[fields.sex]
label = "性别"  # [not.a.header]
"a b" = 1
'''


def test_every_key_has_its_line() -> None:
    assert key_lines(TEXT) == {
        ("title",): 1,
        ("guidance",): 2,
        ("fields",): 6,
        ("fields", "name"): 7,
        ("fields", "id_card"): 8,
        ("fields", "id_card", "label"): 8,
        ("fields", "id_card", "kind"): 9,
        ("fields", "sex"): 11,
        ("fields", "sex", "label"): 12,
        ("fields", "sex", "a b"): 13,
    }


def test_a_key_inside_a_line_is_found_at_that_line() -> None:
    lines = key_lines(TEXT)
    assert line_of(lines, ("fields", "name", "label")) == 7
    assert line_of(lines, ("fields", "unknown")) == 6
    assert line_of(lines, ("unknown",)) is None


def test_the_line_of_what_is_no_toml_is_taken_from_the_message() -> None:
    assert syntax_line("Invalid value (at line 12, column 5)") == 12
    assert syntax_line("Invalid value (at end of document)") is None
