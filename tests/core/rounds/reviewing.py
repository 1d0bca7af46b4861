"""One table of one department under review, with the people whose turn it may be."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from core.access import Actor
from core.database import reading, writing
from core.instance import Instance
from core.rounds.fingerprint import fingerprint
from core.rounds.remarks import NewRemark, Said, remarks
from core.rounds.returning import send_back, withdraw
from core.rounds.round import load_round
from core.rounds.rows import Place, delete_row, save_row
from core.rounds.signatures import Signed, signatures
from core.rounds.stored_rows import StoredRow, load_rows
from core.rounds.submission import Standing, standing
from core.rounds.submitting import submit
from core.rounds.transitions import accept, check, head_sign, sign
from core.rounds.user import User

ANNE = {"staff_no": "0012", "since_day": "2020-9-1", "name": "教师001", "colour": "红"}
BEN = {"staff_no": "0013", "since_day": "2021-9-1", "name": "教师002", "pay": "12.5"}
IN_CHARGE = "vice_president"


def person(role: str, department: str = "s1", username: str = "") -> Actor:
    """Return somebody in a role; the vice-president is in charge of the department."""
    name = username or (role if role in (IN_CHARGE, "office") else f"{role}_{department}")
    if role == IN_CHARGE:
        return Actor(name, "教师009", role, None, frozenset({department}))
    return Actor(name, "教师001", role, None if role == "office" else department)


def add_account(instance: Instance, username: str, role: str, staff_no: str) -> None:
    """Add an account that belongs to the person of a staff number."""
    with writing(instance.engine) as connection:
        connection.execute(sa.insert(User).values(
            username=username, name="教师001", password_hash="", role=role, active=True,
            department_id=None, staff_no=staff_no,
        ))


@dataclass
class Review:
    """The table sample.person of department s1 in the round of 2025."""

    instance: Instance
    department: str = "s1"
    table: str = "sample.person"

    @property
    def place(self) -> Place:
        with reading(self.instance.engine) as connection:
            round = load_round(connection, 2025)
        table = self.instance.registry.definitions.table(self.table)
        return Place(round, table, self.department)

    @property
    def now(self) -> Standing:
        with reading(self.instance.engine) as connection:
            return standing(connection, self.place.rows)

    @property
    def state(self) -> str:
        return self.now.state

    @property
    def print(self) -> str:
        with reading(self.instance.engine) as connection:
            return fingerprint(connection, self.instance.models, self.place.round, self.now)

    @property
    def rows(self) -> list[StoredRow]:
        stored = self.instance.models.rows(self.table)
        query = sa.select(stored).where(stored.c.row_department == self.department)
        with reading(self.instance.engine) as connection:
            return load_rows(
                connection, self.instance.models, self.place.table,
                query.order_by(stored.c.row_key),
            )

    def remarks(self, *statuses: str) -> list[Said]:
        with reading(self.instance.engine) as connection:
            return remarks(connection, self.now.id, *statuses)

    @property
    def signatures(self) -> list[Signed]:
        with reading(self.instance.engine) as connection:
            return signatures(connection, self.now.id)

    @property
    def counting(self) -> list[str]:
        return [one.stage for one in self.signatures if one.superseded is None]

    def save(self, values: Mapping[str, str], row: int | None = None) -> str:
        """Type a new row, or the one at a position anew; return its id."""
        old = self.rows[row] if row is not None else None
        saved = save_row(
            self.instance, person("filler", self.department), self.place, values,
            row_id=old and old.row_id, version=old and old.version,
        )
        assert saved.row_id, saved.findings
        return saved.row_id

    def delete(self, row: int) -> None:
        old = self.rows[row]
        delete_row(
            self.instance, person("filler", self.department), self.place, old.row_id, old.version
        )

    def act(self, verb: str, who: Actor | None = None) -> None:
        """Take a step as whoever it belongs to, having looked at what is there now."""
        roles = {"submit": "filler", "check": "collector", "head_sign": "head",
                 "sign": IN_CHARGE, "accept": "office"}  # fmt: skip
        actor = who or person(roles[verb], self.department)
        if verb == "submit":
            submit(self.instance, actor, self.place)
        elif verb in ("check", "accept"):
            {"check": check, "accept": accept}[verb](
                self.instance, actor, self.place, self.print
            )
        else:
            {"head_sign": head_sign, "sign": sign}[verb](
                self.instance, actor, self.place, self.print, self.instance.clock()
            )

    def until(self, verb: str) -> Review:
        """Take every step up to and with a verb."""
        for one in ("submit", "check", "head_sign", "sign", "accept"):
            self.act(one)
            if one == verb:
                return self
        raise ValueError(verb)

    def back(
        self, who: Actor, *new: NewRemark, reopened: Sequence[int] = ()
    ) -> None:
        send_back(self.instance, who, self.place, new, reopened)

    def withdraw(self, who: Actor) -> None:
        withdraw(self.instance, who, self.place)
