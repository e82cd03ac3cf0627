"""A check to fill in, for tests of answers and of the form: made straight in the store."""

import datetime as dt
import itertools
from dataclasses import dataclass

from db.engine import reading, writing
from db.models import Check, InstalledVersion, Revision, RoleAssignment, SignIn
from qa import clock
from qa.domain.actor import Actor, RoleHeld
from qa.services import install
from tests.services import makers

_numbers = itertools.count(1)
ROLES = frozenset({RoleHeld("iro"), RoleHeld("reg44_visitor")})


@dataclass(frozen=True)
class Draft:
    """A check that waits to be filled in, and who may."""

    check_id: int
    person_id: int
    name: str
    account_id: int
    sign_in_id: int

    def actor(self, sign_in_id: int | None = None) -> Actor:
        """Whoever fills it in, now, in this sign-in or another of theirs."""
        return Actor(
            self.person_id, self.name, ROLES, clock.now(), clock.today(),
            self.account_id, sign_in_id or self.sign_in_id,
        )  # fmt: skip


def installed(name: str) -> int:
    """The id of a released form, installed where it is not yet."""
    with writing() as session:
        install.install_released(session, makers.START)
    with reading() as session:
        found = session.query(InstalledVersion).filter_by(kind="form", name=name)
        return found.order_by(InstalledVersion.number.desc()).first().id


def sign_in(account_id: int, begun_at: dt.datetime | None = None) -> int:
    """A session of an account."""
    begun = begun_at or clock.now()
    digest = f"digest-{account_id}-{begun.timestamp()}-{next(_numbers)}"
    row = SignIn(account_id=account_id, cookie_hash=digest[:64], begun_at=begun, last_seen_at=begun)
    return makers.made(row)


def draft(
    form: str = "case_file_audit",
    name: str = "Priya Shah",
    case_types: str = "CP|CLA|CARE_LEAVER",
    age_years: int | None = 17,
    form_id: int | None = None,
) -> Draft:
    """A check of this form, allocated to a new person, with its first revision open."""
    person_id = makers.person(name)
    account_id = makers.account(person_id)
    for role in ("iro", "reg44_visitor"):
        makers.made(RoleAssignment(person_id=person_id, role=role, from_on=makers.START))
    child_id = makers.child(f"C{person_id:05}")
    worker_id = makers.person(f"Worker of {person_id}")
    makers.link(child_id, "social_worker", worker_id)
    form_id = form_id or installed(form)
    check_id = makers.check(
        child_id, person_id, form_id=form_id, case_types=case_types, age_years=age_years,
        worker_id=worker_id,
    )  # fmt: skip
    opened = {"kind": "first", "opened_by_id": person_id, "opened_at": makers.NOW}
    makers.made(Revision(check_id=check_id, number=1, **opened))
    return Draft(check_id, person_id, name, account_id, sign_in(account_id))


def another(check: Draft, name: str = "Sam Okafor") -> Draft:
    """A colleague with an account, who may act on this check only as cover."""
    person_id = makers.person(name)
    account_id = makers.account(person_id)
    makers.made(RoleAssignment(person_id=person_id, role="iro", from_on=makers.START))
    return Draft(check.check_id, person_id, name, account_id, sign_in(account_id))


def submitted(check: Draft) -> None:
    """Have the check stand as submitted."""
    with writing() as session:
        session.get(Check, check.check_id).status = "submitted"


def revision_of(check: Draft) -> int | None:
    """The id of the check's first revision."""
    with reading() as session:
        return session.query(Revision).filter_by(check_id=check.check_id).one().id
