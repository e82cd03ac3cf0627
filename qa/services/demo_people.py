"""Teams, people, roles, accounts and cover of the demonstration: plainly fictional."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from qa.services.demo_world import DAY, Rows, World

PASSPHRASE = "fictional data only"


@dataclass(frozen=True)
class DemoAccount:
    """An account of the demonstration, and whose it is."""

    username: str
    name: str
    role: str
    words: str


ACCOUNTS = (
    DemoAccount("head", "Hal Fictional", "head_of_service", "head of service"),
    DemoAccount("manager", "Mina Fictional", "practice_manager", "practice manager"),
    DemoAccount("manager2", "Milo Fictional", "practice_manager", "a second practice manager"),
    DemoAccount("iro", "Ira Fictional", "iro", "IRO and auditor"),
    DemoAccount("iro2", "Iris Fictional", "iro", "a second IRO and auditor"),
    DemoAccount("team", "Tess Fictional", "team_manager", "team manager of Alder team"),
    DemoAccount("visitor", "Viv Fictional", "reg44_visitor", "Regulation 44 visitor"),
    DemoAccount("support", "Sam Fictional", "business_support", "business support"),
    DemoAccount("admin", "Adi Fictional", "administrator", "administrator"),
)


@dataclass(frozen=True)
class DemoTeam:
    """A team: its share of the work, how much better than usual its practice is, whom it serves."""

    name: str
    weight: int
    quality: float
    serves: dict[str, float]


IN_NEED = {"cin": 0.75, "cp": 0.25}
AT_RISK = {"cin": 0.25, "cp": 0.7, "cla": 0.05}
IN_CARE = {"cla": 0.94, "cp": 0.06}
LEAVING = {"cla": 0.3, "care_leaver": 0.7}
TEAMS = (
    DemoTeam("Alder team", 13, 0.10, AT_RISK),
    DemoTeam("Beech team", 12, 0.20, IN_NEED),
    DemoTeam("Cedar team", 12, 0.05, IN_NEED),
    DemoTeam("Damson team", 11, -0.95, AT_RISK),
    DemoTeam("Elm team", 10, 0.00, AT_RISK),
    DemoTeam("Fir team", 9, 0.15, IN_CARE),
    DemoTeam("Hazel team", 9, 0.35, IN_CARE),
    DemoTeam("Juniper team", 8, -0.10, IN_CARE),
    DemoTeam("Larch team", 6, 0.10, LEAVING),
    DemoTeam("Maple team", 5, 0.00, IN_NEED),
    DemoTeam("Oak team", 3, 0.30, IN_NEED),
    DemoTeam("Rowan team", 2, -0.20, IN_CARE),
)
MORE_IROS = ("Ines Fictional", "Idris Fictional", "Imogen Fictional", "Ivo Fictional",
             "Ilya Fictional", "Inga Fictional", "Isla Fictional")  # fmt: skip
MORE_MANAGERS = ("Tariq", "Tilly", "Toby", "Tara", "Theo", "Thea", "Tom", "Tanvi", "Ted",
                 "Trudy", "Tim")  # fmt: skip
WORKERS_A_TEAM = 3
PART_TIME = ("Ines Fictional", "Isla Fictional")
REVIEWING_OFFICERS = 2 + len(MORE_IROS)
SECOND_VISITOR = "Val Fictional"
HOME_MANAGERS = tuple(
    f"{first} Fictional"
    for first in ("Morwen", "Mabel", "Magnus", "Merle", "Mo", "Maura", "Milan", "Marta")
)


@dataclass(frozen=True)
class Staff:
    """Ids of people by what they do. `managers` and `workers` follow the order of TEAMS,
    `home_managers` (registered managers of children's homes, no accounts) that of the homes."""

    teams: list[int]
    named: dict[str, int]
    iros: list[int]
    managers: list[int]
    workers: list[list[int]]
    visitors: list[int]
    home_managers: list[int]
    names: dict[int, str]
    line_manager: dict[int, int | None]

    def moderator_of(self, auditor_id: int) -> int:
        """The practice manager who does not manage the auditor."""
        both = self.named["manager"], self.named["manager2"]
        return next(each for each in both if self.line_manager[auditor_id] != each)

    def has_account(self, person_id: int) -> bool:
        """Whether this person signs in."""
        return person_id in self.named.values()


@dataclass(frozen=True)
class _Member:
    name: str
    job_title: str
    role: str | None
    reports_to: str
    username: str = ""
    team: int | None = None
    is_worker: bool = False


TITLES = {
    "head_of_service": "Head of service",
    "practice_manager": "Practice manager",
    "iro": "Independent Reviewing Officer",
    "team_manager": "Team manager",
    "reg44_visitor": "Independent person",
    "business_support": "Business support",
    "administrator": "System administrator",
}
HOME_MANAGER = "Registered manager of a children's home"
REPORTS_TO = {"head": "", "iro": "manager", "iro2": "manager"}


def _members() -> Iterator[_Member]:
    for a in ACCOUNTS:
        team = 0 if a.role == "team_manager" else None
        boss = REPORTS_TO.get(a.username, "head")
        yield _Member(a.name, TITLES[a.role], a.role, boss, a.username, team)
    for i, name in enumerate(MORE_IROS):
        yield _Member(name, TITLES["iro"], "iro", "manager" if i < 2 else "manager2")
    for i, first in enumerate(MORE_MANAGERS, start=1):
        yield _Member(f"{first} Fictional", TITLES["team_manager"], "team_manager", "head", team=i)
    for i in range(len(TEAMS) * WORKERS_A_TEAM):
        name = f"Worker {i + 1:03} (fictional)"
        yield _Member(name, "Social worker", None, "", team=i // WORKERS_A_TEAM, is_worker=True)
    yield _Member(SECOND_VISITOR, TITLES["reg44_visitor"], "reg44_visitor", "head")
    for name in HOME_MANAGERS:
        yield _Member(name, HOME_MANAGER, None, "")


def staff(world: World) -> Staff:
    """Everybody's id, before a row is written."""
    members, first = list(_members()), world.first_ids["person"]
    ids = {first + i: m for i, m in enumerate(members)}
    named = {m.username: i for i, m in ids.items() if m.username}
    managers = {m.team: i for i, m in ids.items() if m.role == "team_manager"}
    bosses = {
        i: managers[m.team] if m.is_worker else named.get(m.reports_to) for i, m in ids.items()
    }
    return Staff(
        teams=[world.first_ids["team"] + i for i in range(len(TEAMS))],
        named=named,
        iros=[i for i, m in ids.items() if m.role == "iro"],
        managers=[managers[t] for t in range(len(TEAMS))],
        workers=[
            [i for i, m in ids.items() if m.is_worker and m.team == t] for t in range(len(TEAMS))
        ],
        visitors=[i for i, m in ids.items() if m.role == "reg44_visitor"],
        home_managers=[i for i, m in ids.items() if m.job_title == HOME_MANAGER],
        names={i: m.name for i, m in ids.items()},
        line_manager=bosses,
    )


def people(world: World, who: Staff, passphrase_hash: str) -> list[Rows]:
    """Teams, people, roles, accounts and one absence that is covered."""
    members = dict(zip(who.names, _members(), strict=True))
    since = world.on(world.begins) - dt.timedelta(days=365)
    return [
        Rows("team", ("id", "name"), [(i, t.name) for i, t in zip(who.teams, TEAMS, strict=True)]),
        _people(who, members),
        _roles(who, members, since),
        _accounts(world, who, passphrase_hash),
        _cover(world, who),
    ]


def _people(who: Staff, members: dict[int, _Member]) -> Rows:
    columns = ("id", "name", "job_title", "full_time_equivalent", "line_manager_id", "roster_name")
    rows = [
        (i, m.name, m.job_title, _hours(i, m), who.line_manager[i],
         m.name if m.is_worker else None)
        for i, m in members.items()
    ]  # fmt: skip
    return Rows("person", columns, rows)


def _hours(person_id: int, member: _Member) -> float:
    """The share of full time: some work three days a week."""
    return 0.6 if person_id % 9 == 0 or member.name in PART_TIME else 1.0


def _roles(who: Staff, members: dict[int, _Member], since: dt.date) -> Rows:
    columns = ("person_id", "role", "team_id", "from_on")
    rows = [
        (i, m.role, None if m.team is None else who.teams[m.team], since)
        for i, m in members.items()
        if m.role
    ]
    return Rows("role_assignment", columns, rows)


def _accounts(world: World, who: Staff, passphrase_hash: str) -> Rows:
    columns = ("person_id", "username", "passphrase_hash", "is_demonstration", "created_at",
               "passphrase_changed_at")  # fmt: skip
    rows = [
        (who.named[a.username], a.username, passphrase_hash, True, world.now, world.now)
        for a in ACCOUNTS
    ]
    return Rows("account", columns, rows)


def _cover(world: World, who: Staff) -> Rows:
    columns = ("absent_id", "cover_id", "from_on", "to_on", "reason", "set_by_id")
    absent, cover = who.iros[-1], who.named["iro2"]
    dates = (world.today - DAY * 3, world.today + DAY * 11)
    row = (absent, cover, *dates, "Annual leave (fictional)", who.named["manager"])
    return Rows("cover", columns, [row])
