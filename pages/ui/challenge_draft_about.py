"""Whom a draft is about, where it comes from, which themes and which ladder."""

from collections import Counter
from collections.abc import Callable
from typing import Any

import streamlit as st

from pages.ui import challenge_boxes as boxes
from pages.ui.page import actor_for_save
from pages.ui.screens import BY_KEY
from pages.ui.tables import as_words
from qa.domain.actor import Actor
from qa.domain.challenge_words import MOST_THEMES, SOURCES, SUBJECTS, TOO_MANY_THEMES
from qa.domain.ladders import INFORMAL, Stage
from qa.domain.refusals import Refused
from qa.domain.words import joined
from qa.services import challenge_choices, challenge_drafts, ladders
from qa.services import themes as theme_service
from qa.services.challenge_view_rows import ChallengeView

UP_TO = f"Choose at least one, at most {MOST_THEMES}"
OUR_OWN = "A service of the council"
NO_INFORMAL = "this ladder has no informal stage and begins at its first formal one."


def kind(view: ChallengeView) -> None:
    """Informal or formal, in the words of the ladder; one that begins formally asks nothing, and
    what was chosen before is there again under a ladder that does."""
    rules = view.ladder
    if rules.informal is None:
        boxes.without(view, "kind")
        st.markdown(f"It is a **{as_words(view.kind_words)}**: {NO_INFORMAL}")
        return
    words = {kind: rules.word(kind) for kind in ("informal", "formal")}
    under = f"{rules.name}-{rules.version}"
    boxes.choice(view, "kind", "Informal or formal?", words, under)


def first_stage(view: ChallengeView) -> Stage:
    """The stage at which it begins."""
    informal = view.ladder.informal
    return informal if informal and view.kind != "formal" else view.ladder.stage(INFORMAL + 1)


def children(actor: Actor, view: ChallengeView) -> None:
    """The children, brothers and sisters offered; each has an outcome of their own later."""
    offered = challenge_choices.children(actor, view.id)
    stored = [child.child_id for child in view.children]
    key = _begin(f"challenge-{view.id}-children", stored)
    st.multiselect(
        "Which children is it about?", list(offered), key=key, on_change=_children,
        format_func=lambda child_id: f"Child {offered.get(child_id, '')}", args=(view.id,),
        select_all=False,
        help="Brothers and sisters can be added; each has an outcome of their own.",
    )  # fmt: skip
    _settle(key, stored, _children, view.id)
    others = [number for child_id, number in offered.items() if child_id not in stored]
    if others:
        st.caption(f"Brothers and sisters who can be added here: {as_words(joined(others))}.")
    for child in view.children:
        st.page_link(
            str(BY_KEY["children"].file), label=f"The page of child {child.case_number}",
            query_params={"id": str(child.child_id)},
        )  # fmt: skip
    if view.subject != SUBJECTS["other"]:
        st.caption(f"{view.subject}.")


def source(view: ChallengeView) -> None:
    """Where it comes from; linked where it was begun from another record."""
    boxes.choice(view, "source", "Where does it come from?", SOURCES)
    asked = view.ladder.issue is not None and view.kind != "good_practice"
    label = "When was it found?" if asked else "When was it found? (optional)"
    boxes.day(view, "found_on", label)
    if view.check_id and view.source:
        screen = "midway_reviews" if view.said.get("source") == "midway" else "case_audits"
        st.page_link(
            str(BY_KEY[screen].file), label=f"The {view.source.lower()} it comes from",
            query_params={"id": str(view.check_id)},
        )  # fmt: skip
    if view.review_id:
        st.page_link(
            str(BY_KEY["reviews"].file), label="The review or conference it comes from",
            query_params={"id": str(view.review_id)},
        )  # fmt: skip


def themes(actor: Actor, view: ChallengeView) -> None:
    """Themes of the council's list; one taken off it stays where it was chosen."""
    offered = {each.code: each.words for each in theme_service.listed(actor)}
    offered |= dict(zip(view.theme_codes, view.themes, strict=True))
    stored = list(view.theme_codes)
    key = _begin(f"challenge-{view.id}-themes", stored)
    st.multiselect(
        "Themes", list(offered), key=key, format_func=offered.get, on_change=_themes,
        args=(view.id,), placeholder=UP_TO, help=TOO_MANY_THEMES, select_all=False,
        max_selections=max(MOST_THEMES, len(st.session_state[key])),
    )  # fmt: skip
    _settle(key, stored, _themes, view.id)


def ladder(actor: Actor, view: ChallengeView) -> None:
    """The council's own ladder, or that of a partnership where there are any."""
    rules = [each.ladder for each in ladders.choices(actor)]
    partners = Counter(each.partner for each in rules)
    offered = {
        each.name: (each.partner or OUR_OWN)
        + (f": {each.title}" if partners[each.partner] > 1 else "")
        for each in rules
    }
    if len(offered) < 2:
        return
    key = _begin(f"challenge-{view.id}-ladder", view.ladder.name)
    st.selectbox(
        "Whom is it to?", list(offered), key=key, format_func=offered.get, on_change=_ladder,
        args=(view.id,),
        help="A challenge to a partner agency follows that partnership's ladder.",
    )  # fmt: skip
    _settle(key, view.ladder.name, _ladder, view.id)


def _children(challenge_id: int) -> None:
    _keep(f"challenge-{challenge_id}-children", challenge_drafts.set_children, challenge_id)


def _themes(challenge_id: int) -> None:
    _keep(f"challenge-{challenge_id}-themes", challenge_drafts.set_themes, challenge_id)


def _ladder(challenge_id: int) -> None:
    _keep(f"challenge-{challenge_id}-ladder", challenge_drafts.set_ladder, challenge_id)


def _keep(key: str, service: Callable[..., None], challenge_id: int) -> None:
    """Save a choice as it is made; the refusal stands beside it."""
    st.session_state.pop(f"trouble-{key}", None)
    try:
        service(actor_for_save(), challenge_id, st.session_state[key])
    except Refused as refusal:
        st.session_state[f"trouble-{key}"] = str(refusal)


def _begin(key: str, stored: Any) -> str:
    """What is stored, in a box nobody has touched here; what a browser sends again joins it."""
    state, shown = st.session_state, f"was-{key}"
    is_untouched = shown in state and _are_same(state.get(key), state[shown])
    if key not in state or (is_untouched and not _are_same(state[key], stored)):
        state[key] = stored
    elif shown not in state and isinstance(stored, list):
        state[key] = [*stored, *(one for one in state[key] if one not in stored)]
    state[shown] = stored
    return key


def _are_same(one: Any, other: Any) -> bool:
    """Whether two choices are the same, in whatever order they were made."""
    both_lists = isinstance(one, list) and isinstance(other, list)
    return set(one) == set(other) if both_lists else one == other


def _settle(key: str, stored: Any, save: Callable[[int], None], challenge_id: int) -> None:
    """Keep what no callback kept; say why a choice is not saved."""
    trouble = f"trouble-{key}"
    given = st.session_state[key]
    if trouble not in st.session_state and given and not _are_same(given, stored):
        save(challenge_id)
        if trouble not in st.session_state:
            st.rerun()
    if sentence := st.session_state.get(trouble):
        st.error(f"Not saved. {sentence}")
