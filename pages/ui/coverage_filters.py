"""What the grid of visits is narrowed to, kept in the address; and the same as a file."""

import datetime as dt
from dataclasses import dataclass

import streamlit as st

from pages.ui import downloads
from pages.ui.lists import chosen
from pages.ui.page import actor_later
from qa.domain import permissions
from qa.domain.actor import Actor
from qa.domain.due_calendar import month_code, month_in
from qa.domain.words import format_month
from qa.domain.working_days import add_months
from qa.services import coverage
from qa.services.coverage import Grid

BACK = 60
"""How many months back the grid can end."""


@dataclass(frozen=True)
class Wanted:
    """The latest month of the grid, one home, homes of one visitor."""

    until: dt.date
    home_id: int | None = None
    visitor_id: int | None = None

    @property
    def is_narrowed(self) -> bool:
        """Whether it is of one home, or of one visitor's."""
        return self.home_id is not None or self.visitor_id is not None

    def grid(self, actor: Actor) -> Grid:
        """The grid that was asked for. Raises Refused."""
        return coverage.grid(actor, self.until, home_id=self.home_id, visitor_id=self.visitor_id)


def wanted(actor: Actor) -> Wanted:
    """The filters, as the address and the boxes say."""
    homes, visitors = coverage.choices(actor)
    with st.container(horizontal=True):
        until = chosen("Latest month", "until", months(actor.today, 1), "This month")
        home = chosen("Home", "home", homes, "All homes")
        visitor = chosen("Visitor", "visitor", visitors, "All visitors")
    return Wanted(
        month_in(until, actor.today),
        int(home) if home else None,
        int(visitor) if visitor else None,
    )


def months(today: dt.date, ahead: int = 0) -> dict[str, str]:
    """Months by their code, the latest first, but the present one, which needs no choosing."""
    this = today.replace(day=1)
    steps = [n for n in range(ahead, -BACK - 1, -1) if n]
    return {month_code(m): format_month(m) for m in (add_months(this, n) for n in steps)}


def download(actor: Actor, asked: Wanted) -> None:
    """The grid as a file, made when it is asked for."""
    may, later = permissions.can(actor, "export"), actor_later()
    made = downloads.or_refusal(lambda: _csv(later(), asked))
    downloads.button("Download as CSV", made, "visit-coverage.csv", downloads.CSV, may)


def _csv(actor: Actor, asked: Wanted) -> bytes:
    return coverage.export(actor, asked.grid(actor))
