"""The one table of screens: what there is, its address, and whose roles open it.

The order is the order of the menu, which is flat (headings in it fail for screen readers): what
belongs together stands together. `EVERYONE` means everyone signed in.
"""

from dataclasses import dataclass
from pathlib import Path

from qa.domain.actor import ROLES, Actor
from qa.domain.words import joined

PAGES = Path(__file__).resolve().parent.parent
SERVICE_NAME = "Quality assurance"
EVERYONE = frozenset(ROLES)
ALL_BUT_ADMINISTRATOR = EVERYONE - {"administrator"}
ALL_BUT_SUPPORT = EVERYONE - {"business_support"}
PRACTICE = frozenset({"practice_manager", "head_of_service"})

VISITS = PRACTICE | {"reg44_visitor", "business_support"}


@dataclass(frozen=True)
class Screen:
    """A screen: `key` is its address too; `roles` may open it; some are not in the menu."""

    key: str
    title: str
    roles: frozenset[str]
    in_menu: bool = True

    @property
    def file(self) -> Path:
        """The script that draws it."""
        return PAGES / f"{self.key}.py"

    @property
    def is_home(self) -> bool:
        """Whether it is the screen shown first."""
        return self.key == HOME

    def opens_for(self, actor: Actor) -> bool:
        """Whether the actor's roles of today open it."""
        return self.roles == EVERYONE or actor.has(*self.roles)

    @property
    def whose(self) -> str:
        """Whose it is, in words."""
        return joined([ROLES[role] for role in ROLES if role in self.roles])


HOME = "my_work"
SCREENS = (
    Screen(HOME, "My work", EVERYONE),
    Screen(
        "case_audits",
        "Case audits",
        PRACTICE | {"iro", "team_manager", "business_support"},
    ),
    Screen(
        "midway_reviews",
        "Midway reviews",
        PRACTICE | {"iro", "team_manager", "business_support"},
    ),
    Screen(
        "reviews",
        "Reviews and conferences",
        PRACTICE | {"iro", "team_manager", "business_support"},
    ),
    Screen(
        "challenges",
        "Challenges",
        PRACTICE | {"iro", "team_manager", "business_support"},
    ),
    Screen("monitor", "Escalations", PRACTICE | {"team_manager"}),
    Screen("good_practice", "Good practice", PRACTICE | {"iro", "team_manager"}),
    Screen("visits", "Regulation 44 visits", VISITS),
    Screen("coverage", "Visit coverage", VISITS),
    Screen("findings", "Findings across homes", PRACTICE | {"reg44_visitor"}),
    Screen("homes", "Children's homes", VISITS),
    Screen("actions", "Actions", ALL_BUT_ADMINISTRATOR),
    Screen("allocate", "Allocate", PRACTICE),
    Screen("moderation", "Moderation", PRACTICE),
    Screen("trends", "Trends", PRACTICE | {"team_manager", "iro"}),
    Screen(
        "timeliness",
        "Timeliness",
        PRACTICE | {"iro", "team_manager", "business_support"},
    ),
    Screen("long_plans", "Long plans", PRACTICE | {"iro", "team_manager", "business_support"}),
    Screen("caseload", "Caseload", PRACTICE | {"iro", "business_support"}),
    Screen(
        "due_calendar",
        "Calendar",
        PRACTICE | {"iro", "team_manager", "business_support"},
    ),
    Screen("children", "Children", PRACTICE | {"iro", "team_manager", "business_support"}),
    Screen(
        "roster",
        "Load children",
        frozenset({"practice_manager", "business_support", "administrator"}),
    ),
    Screen(
        "load_care_history",
        "Load care history",
        frozenset({"practice_manager", "business_support", "administrator"}),
    ),
    Screen(
        "not_filed",
        "Not yet on the case system",
        PRACTICE | {"iro", "business_support"},
    ),
    Screen("cover", "Cover and handover", PRACTICE | {"business_support"}),
    Screen("history", "History", ALL_BUT_SUPPORT),
    Screen("how_it_works", "How it works", EVERYONE),
    Screen("time_limits", "Time limits", EVERYONE),
    Screen("ladders", "Ladders and themes", frozenset({"head_of_service", "administrator"})),
    Screen("accounts", "Accounts", frozenset({"administrator"})),
    Screen("settings", "Settings", frozenset({"administrator", "practice_manager"})),
    Screen("my_account", "My account", EVERYONE, in_menu=False),
    Screen("accessibility", "Accessibility statement", EVERYONE, in_menu=False),
)
BY_KEY = {screen.key: screen for screen in SCREENS}
