"""Tasks on the command line."""

from __future__ import annotations

from typing import Any


def test_tasks_are_listed_changed_and_taken_away(tianbao: Any) -> None:
    tianbao("user", "add", "c1", "--name", "教师001", "--role", "collector",
            "--department", "团委")  # fmt: skip
    (before,) = tianbao.json("assignment", "list", "--table", "clubs.club")
    assert (before["department"], before["own_due"]) == ("团委", False)
    assert before["due"] >= "2025-08-31"
    done = tianbao.json("assignment", "set", "clubs.club", "--department", "团委",
                        "--collector", "c1", "--due", "2025-08-20")  # fmt: skip
    assert (done["collector"], done["due"]) == ("c1", "2025-08-20")
    moved = tianbao("assignment", "set", "clubs.club", "--department", "团委",
                    "--reassign-to", "财务处")  # fmt: skip
    assert "由财务处负责" in moved.stdout
    (after,) = tianbao.json("assignment", "list", "--table", "clubs.club")
    assert (after["department"], after["due"]) == ("财务处", "2025-08-20")
    assert tianbao("assignment", "remove", "clubs.club", "--department", "财务处").exit_code == 0
    assert tianbao.json("assignment", "list", "--table", "clubs.club") == []


def test_what_cannot_be_is_told(tianbao: Any) -> None:
    for arguments, said in [
        (("set", "clubs.clib", "--department", "团委"), "clubs.club"),
        (("set", "clubs.club", "--department", "团委会"), "团委"),
        (("set", "clubs.club", "--department", "团委", "--due", "明天"), "2025-08-20"),
        (("remove", "clubs.club", "--department", "财务处"), "没有这项任务"),
    ]:
        result = tianbao("assignment", *arguments)
        assert (result.exit_code, said in result.stderr) == (2, True), result.output
