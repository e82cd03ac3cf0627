"""What a challenge says, as a page and its print view show it."""

import html
from urllib.parse import quote

import streamlit as st

from pages.ui.tables import as_words
from qa.domain.words import format_date, joined
from qa.services.challenge_view_rows import ChallengeView

YES_NO = {True: "Yes", False: "No"}
CHALLENGE = {
    "what_is_wrong": "What is wrong",
    "child_impact": "What it means for the child",
    "wanted": "What is wanted",
}
GOOD = {
    "what_is_wrong": "What was done well",
    "difference": "What made the difference",
    "told_whom": "Who was told",
}


def texts(kind: str) -> dict[str, str]:
    """The fields of text with their labels, in order."""
    return GOOD if kind == "good_practice" else CHALLENGE


def verb(kind: str) -> str:
    """What is done with a draft: a challenge is raised, good practice is shared."""
    return "share" if kind == "good_practice" else "raise"


def fields(view: ChallengeView) -> None:
    """Texts and facts of what was raised; nothing for whoever may read the dates only."""
    if not view.said:
        return
    for field, label in texts(view.kind).items():
        st.markdown(f"**{label}**")
        pre(view.said.get(field) or "–")
    said = facts(view)
    if said:
        st.markdown("\n".join(f"- **{name}:** {as_words(value)}" for name, value in said))


def facts(view: ChallengeView) -> list[tuple[str, str]]:
    """(label, value) of the short facts that were given."""
    said = view.said
    found_on, by = said.get("found_on"), said.get("wanted_by_on")
    told = YES_NO.get(said.get("is_child_told"), "")
    note = said.get("child_told_note")
    listed = [
        ("Themes", joined(view.themes)),
        ("Where it comes from", view.source),
        ("Found on", format_date(found_on) if found_on else ""),
    ]
    if view.kind == "good_practice":
        listed.append(("Agreed to be shared", YES_NO.get(said.get("may_share"), "")))
    else:
        listed += [
            ("Wanted by", format_date(by) if by else ""),
            ("Child told", f"{told}. {note}" if told and note else told),
            ("Advocate offered", YES_NO.get(said.get("is_advocate_offered"), "")),
        ]
    return [(name, value) for name, value in listed if value]


def mail_link(email: str) -> str:
    """An address to write to, with nothing of any child in it."""
    return f"[{as_words(email)}](mailto:{quote(email, safe='@')})"


def pre(text: str) -> None:
    """Free text as it was typed, lines kept, nothing read as markup."""
    style = "white-space:pre-wrap;overflow-wrap:anywhere;margin:0"
    st.html(f'<p dir="auto" style="{style}">{html.escape(text)}</p>')
