"""The approval form: made from the data, read back, and compared with what is stored."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
import sqlalchemy as sa

from core.access import SYSTEM_ACTOR
from core.audit.recording import entries
from core.database import reading, writing
from core.errors import NotFound, Refused
from core.instance import Instance
from core.reports.approval_form import NotAForm, Verdict, verify_paper, write_form
from core.reports.approval_form.paper import read_paper
from core.rounds.explanations import EXPLANATIONS
from core.rounds.round import Round
from tests.core.rounds.reviewing import ANNE, BEN, Review, person

Change = Callable[[Review], None]


@pytest.fixture
def review(instance: Instance) -> Review:
    found = Review(instance)
    found.save(ANNE)
    found.save(BEN)
    return found


@pytest.fixture
def form(review: Review, tmp_path: Path) -> Path:
    path = tmp_path / "form.docx"
    write_form(review.instance, SYSTEM_ACTOR, review.place.round, "s1", path)
    return path


def verified(review: Review, form: Path) -> Verdict:
    return verify_paper(review.instance, SYSTEM_ACTOR, form)


def texts(path: Path) -> str:
    document = docx.Document(str(path))
    cells = (cell.text for table in document.tables for row in table.rows for cell in row.cells)
    return "\n".join([*(p.text for p in document.paragraphs), *cells])


def saved_anew(path: Path, old: str, new: str) -> Path:
    """Return a copy in which a text of the main part stands otherwise."""
    copy = path.with_name("copy.docx")
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(copy, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            if name == "word/document.xml":
                assert old in content.decode()
                content = content.decode().replace(old, new).encode()
            target.writestr(name, content)
    return copy


def test_a_form_matches_the_data_it_was_made_from(review: Review, form: Path) -> None:
    verdict = verified(review, form)
    assert verdict.matches
    assert verdict.department == "示例学院"
    assert [(c.table, c.rows) for c in verdict.paper.claims] == [("sample.person", 2)]
    assert verdict.paper.claims[0].fingerprint == review.print


def test_it_still_matches_however_the_text_is_cut_into_runs(review: Review, form: Path) -> None:
    document = docx.Document(str(form))
    for paragraph in document.paragraphs:
        if "指纹" in paragraph.text:
            text = paragraph.text
            paragraph.text = text[:30]
            paragraph.add_run(text[30:])
    document.save(str(form))
    assert verified(review, form).matches


def test_who_signed_stands_on_it_and_whether_that_still_counts(
    review: Review, tmp_path: Path
) -> None:
    review.until("sign")
    path = tmp_path / "form.docx"
    write_form(review.instance, person("head"), review.place.round, "s1", path)
    found = texts(path)
    assert "电子签字：教师001（部门负责人签字）示例人员（2025-08-01 20:00）" in found
    assert "电子签字：教师009（分管校领导签字）示例人员" in found
    assert "100%" in found
    assert "签字失效" not in found
    rows = review.instance.models.rows("sample.person")
    with writing(review.instance.engine) as connection:
        connection.execute(sa.update(rows).values(colour="绿"))
    write_form(review.instance, person("head"), review.place.round, "s1", path)
    assert "签字失效：内容已变化" in texts(path)


def test_chinese_is_set_in_a_chinese_font_and_a_code_is_on_it(form: Path) -> None:
    with zipfile.ZipFile(form) as package:
        assert 'w:eastAsia="宋体"' in package.read("word/styles.xml").decode()
        assert any(name.startswith("word/media/") for name in package.namelist())


CHANGES: dict[str, Change] = {
    "a row more": lambda review: review.save({**BEN, "staff_no": "0014"}) and None,
    "a row less": lambda review: review.delete(0),
    "a value": lambda review: review.save({**ANNE, "colour": "绿"}, row=0) and None,
}


@pytest.mark.parametrize("name", CHANGES)
def test_a_change_is_told_with_its_table_rows_time_and_person(
    review: Review, form: Path, name: str
) -> None:
    CHANGES[name](review)
    verdict = verified(review, form)
    assert not verdict.matches
    [difference] = verdict.differences
    assert (difference.title, difference.paper_rows) == ("示例人员", 2)
    assert difference.rows == len(review.rows)
    assert difference.at == review.instance.clock().replace(tzinfo=None)
    assert difference.by == "filler_s1"


def test_a_change_past_the_program_has_neither_time_nor_person(
    review: Review, form: Path
) -> None:
    rows = review.instance.models.rows("sample.person")
    with writing(review.instance.engine) as connection:
        connection.execute(sa.update(rows).values(colour="绿"))
    [difference] = verified(review, form).differences
    assert (difference.at, difference.by) == (None, "")


def test_an_explanation_belongs_to_the_content(review: Review, form: Path) -> None:
    with writing(review.instance.engine) as connection:
        connection.execute(sa.insert(EXPLANATIONS).values(
            round=2025, table_id="sample.person", department_id="s1", row_key="", field="",
            code="X-1", text="属实", message="较大", username="filler_s1",
            at=review.instance.clock().replace(tzinfo=None),
        ))  # fmt: skip
    assert not verified(review, form).matches


def test_it_is_compared_under_the_definitions_it_names(review: Review, form: Path) -> None:
    with writing(review.instance.engine) as connection:
        connection.execute(sa.update(Round).values(definitions_digest="0" * 64))
    assert verified(review, form).matches


def test_a_paper_that_was_altered_does_not_add_up(review: Review, form: Path) -> None:
    altered = saved_anew(form, "行数 2", "行数 3")
    verdict = verified(review, altered)
    assert not verdict.paper.sound
    assert not verdict.matches


def test_without_its_lines_it_is_no_form(form: Path) -> None:
    for old, new in (("总指纹", "指数"), ("tianbao-form-1", "form")):
        with pytest.raises(NotAForm, match="核对信息已被删改"):
            read_paper(saved_anew(form, old, new))
    hostile = saved_anew(form, "<w:document ", '<!DOCTYPE x [<!ENTITY a "b">]><w:document ')
    with pytest.raises(NotAForm, match="不是 Word 文件"):
        read_paper(hostile)


def test_other_files_are_no_forms(tmp_path: Path) -> None:
    empty, text, other = (tmp_path / name for name in ("a.docx", "b.docx", "c.docx"))
    empty.touch()
    text.write_text("总指纹", encoding="utf-8")
    docx.Document().save(str(other))
    for path in (empty, text, other, tmp_path / "absent.docx"):
        with pytest.raises(NotAForm):
            read_paper(path)


def test_what_is_printed_and_verified_is_written_down(review: Review, form: Path) -> None:
    verified(review, form)
    with reading(review.instance.engine) as connection:
        verbs = [entry.verb for entry in entries(connection)]
    assert verbs[-2:] == ["printed", "verified"]


def test_a_foreign_department_is_as_if_absent(review: Review, tmp_path: Path, form: Path) -> None:
    stranger = person("head", "s2")
    with pytest.raises(NotFound):
        write_form(review.instance, stranger, review.place.round, "s1", tmp_path / "x.docx")
    with pytest.raises(NotFound):
        verify_paper(review.instance, stranger, form)
    with pytest.raises(Refused):
        write_form(
            review.instance, person("secretary"), review.place.round, "s1", tmp_path / "x.docx"
        )
    assert not (tmp_path / "x.docx").exists()


def test_only_known_endings_are_written(review: Review, tmp_path: Path) -> None:
    with pytest.raises(Refused, match=r"应以 \.docx 或 \.pdf 结尾"):
        write_form(
            review.instance, SYSTEM_ACTOR, review.place.round, "s1", tmp_path / "form.doc"
        )


def test_without_libreoffice_a_pdf_is_refused(
    review: Review, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(Refused, match="没有 LibreOffice"):
        write_form(
            review.instance, SYSTEM_ACTOR, review.place.round, "s1", tmp_path / "form.pdf"
        )
