"""How findings across homes begin: what is counted, and what was recommended again and again."""

import streamlit as st

from pages.ui import tables
from pages.ui.screens import BY_KEY
from qa.domain.actor import Actor
from qa.domain.words import format_date
from qa.services import findings_words
from qa.services.findings import Findings
from qa.services.findings_frames import Repeated

AT_FIRST = 10
NO_HOMES = "There is no children's home whose visits you may read."


def begin(actor: Actor, found: Findings) -> None:
    """The sentence, what to mind, and repeated recommendations."""
    if not found.homes:
        st.info(NO_HOMES)
    homes = len({row.home_id for row in found.rows.visits})
    st.markdown(f"**{findings_words.headline(found.visits, homes, found.asked)}**")
    st.markdown("\n".join(f"- {note}" for note in findings_words.notes(found.asked, actor.today)))
    st.subheader("Repeated recommendations", anchor=False)
    st.markdown(findings_words.repeated_words(found.repeated))
    shown = found.repeated
    few = len(shown) <= AT_FIRST or st.toggle(f"Show all {len(shown)} listed", key="all_repeated")
    for each in shown if few else shown[:AT_FIRST]:
        _draw(each)


def _draw(each: Repeated) -> None:
    since = format_date(each.visits[0][1])
    until = "" if each.goes_on else f", until {format_date(each.visits[-1][1])}"
    said = f"{each.home}: {each.standard}"
    with st.container(gap=None):
        st.markdown(
            f"**{tables.as_words(said)}**, at {len(each.visits)} visits running since "
            f"{since}{until}"
        )
        with st.container(horizontal=True, gap="small"):
            for check_id, on in each.visits:
                st.page_link(
                    str(BY_KEY["visits"].file),
                    label=format_date(on),
                    query_params={"id": str(check_id)},
                )
