"""What most commands begin with: an open instance, who acts, which round and department."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from core.access import SYSTEM_ACTOR, Actor
from core.configuration import read_configuration
from core.database import reading
from core.errors import Refused
from core.instance import Instance, instance_folder, open_instance
from core.rounds.department import find_department
from core.rounds.round import Round, load_round
from core.rounds.user import load_actor


@dataclass(frozen=True)
class Work:
    """One command's work: the open instance and who acts."""

    instance: Instance
    actor: Actor

    def round(self, year: int | None) -> Round:
        """Return the round of that year, by default the newest open one."""
        with reading(self.instance.engine) as connection:
            return load_round(connection, year)

    def department(self, text: str | None) -> str | None:
        """Return the id of the department named, else of the actor's own; None when neither."""
        if text is None:
            return self.actor.department_id
        with reading(self.instance.engine) as connection:
            return find_department(connection, text).id


@contextmanager
def at_work(username: str | None, *, ready: bool = True) -> Iterator[Work]:
    """Open the instance for a command, and close it afterwards.

    Raises ``Refused`` when there is none yet, ``NotFound`` for an unknown user.
    """
    require_instance()
    instance = open_instance(ready=ready)
    try:
        yield Work(instance, _actor(instance, username))
    finally:
        instance.close()


def require_instance() -> None:
    """Raise ``Refused`` where nobody initialised an instance; nothing is created there."""
    folder = instance_folder()
    if not read_configuration(folder).key.is_file():
        raise Refused(f"{folder} 还没有初始化，请运行 tianbao init")


def _actor(instance: Instance, username: str | None) -> Actor:
    if username is None:
        return SYSTEM_ACTOR
    with reading(instance.engine) as connection:
        return load_actor(connection, username)
