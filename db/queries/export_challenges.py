"""Challenges as flat rows for analysts. No draft, which is its raiser's alone, and none that is
about a restricted child, also beside a brother or sister; legal advice is in no export."""

from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import aliased

from db.models import (
    Action,
    Challenge,
    ChallengeChild,
    ChallengeStage,
    ChallengeTheme,
    Child,
    InstalledVersion,
    Person,
    Team,
    Theme,
)
from db.queries.export import action_columns


def challenges() -> Select[Any]:
    """One row per challenge or good-practice alert."""
    raiser, holder = aliased(Person), aliased(Person)
    return _visible(
        select(
            Challenge.id,
            Challenge.kind,
            InstalledVersion.name.label("ladder"),
            InstalledVersion.number.label("ladder_version"),
            Challenge.partner,
            Challenge.subject,
            Challenge.source,
            Team.name.label("team"),
            raiser.name.label("raised_by"),
            holder.name.label("held_by"),
            Challenge.found_on,
            Challenge.raised_on,
            Challenge.formal_started_on,
            Challenge.status,
            Challenge.stage,
            Challenge.stage_name,
            Challenge.due_on,
            Challenge.answered_on,
            Challenge.cap_due_on,
            Challenge.paused_on,
            Challenge.paused_days,
            Challenge.cafcass_on,
            Challenge.cafcass_outcome_on,
            Challenge.reopened,
            Challenge.closed_on,
            Challenge.outcome,
            Challenge.is_child_told,
            Challenge.is_advocate_offered,
            Challenge.may_share,
            Challenge.wanted_by_on,
            Challenge.filed_on,
            Challenge.what_is_wrong,
            Challenge.child_impact,
            Challenge.wanted,
            Challenge.child_told_note,
            Challenge.difference,
            Challenge.told_whom,
        )
        .select_from(Challenge)
        .join(InstalledVersion, InstalledVersion.id == Challenge.ladder_id)
        .join(raiser, raiser.id == Challenge.raised_by_id)
        .join(holder, holder.id == Challenge.held_by_id)
        .outerjoin(Team, Team.id == Challenge.team_id)
    ).order_by(Challenge.id)


def children() -> Select[Any]:
    """One row per challenge and child it is about."""
    row = ChallengeChild
    return _visible(
        select(
            row.challenge_id, Child.case_number, Team.name.label("team"), row.outcome, row.changed,
        )
        .join(Challenge, Challenge.id == row.challenge_id)
        .join(Child, Child.id == row.child_id)
        .outerjoin(Team, Team.id == row.team_id)
    ).order_by(row.challenge_id, row.position, row.id)  # fmt: skip


def themes() -> Select[Any]:
    """One row per challenge and theme."""
    return _visible(
        select(ChallengeTheme.challenge_id, Theme.code.label("theme"), Theme.words)
        .join(Challenge, Challenge.id == ChallengeTheme.challenge_id)
        .join(Theme, Theme.id == ChallengeTheme.theme_id)
    ).order_by(ChallengeTheme.challenge_id, Theme.position, Theme.id)


def stages() -> Select[Any]:
    """One row per stage that a challenge climbed, in the order in which it did."""
    row = ChallengeStage
    return _visible(
        select(
            row.challenge_id, row.number, row.stage, row.name, row.started_on, row.limit_days,
            row.due_on, row.answered_on, row.ended_on, row.judged, row.paused_days,
        ).join(Challenge, Challenge.id == row.challenge_id)
    ).order_by(row.challenge_id, row.number)  # fmt: skip


def actions() -> Select[Any]:
    """One row per action of a challenge."""
    owner = aliased(Person)
    return _visible(
        select(
            Action.id,
            Action.challenge_id,
            Child.case_number,
            *action_columns(owner),
        )
        .join(Challenge, Challenge.id == Action.challenge_id)
        .join(Child, Child.id == Action.child_id)
        .join(owner, owner.id == Action.owner_id)
        .where(Action.status != "draft")
    ).order_by(Action.id)


def _visible(query: Select[Any]) -> Select[Any]:
    restricted = (
        select(ChallengeChild.challenge_id)
        .join(Child, Child.id == ChallengeChild.child_id)
        .where(Child.restricted_at.is_not(None))
    )
    return query.where(Challenge.status != "draft", Challenge.id.not_in(restricted))
