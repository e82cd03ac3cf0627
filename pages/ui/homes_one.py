"""One children's home: its facts, who visits it, what ties people to it, who lives there."""

import streamlit as st

from pages.ui import (
    homes_children,
    homes_form,
    homes_ties,
    homes_visitors,
    visit_after_record,
    visit_documents,
)
from pages.ui.page import set_title
from pages.ui.screens import BY_KEY
from pages.ui.tables import as_words
from qa.domain.actor import Actor
from qa.domain.homes import PROVIDERS
from qa.domain.words import format_date
from qa.services import homes
from qa.services.homes_page import HomeFacts


def draw(actor: Actor, home_id: int) -> None:
    """The page of one home."""
    page = homes.opened(actor, home_id)
    home = page.home
    set_title(as_words(home.name))
    st.page_link(str(BY_KEY["homes"].file), label="All homes", query_params={})
    st.page_link(str(BY_KEY["visits"].file), label="Visits to this home",
                 query_params={"of": home.name})  # fmt: skip
    if home.closed_on and home.closed_on < actor.today:
        st.info(f"This home closed on {format_date(home.closed_on)}.")
    st.markdown(_facts(home))
    if page.decisions["keep_register"].allowed:
        homes_form.change(actor, home)
    visit_after_record.of_home(actor, home.id)
    homes_visitors.draw(actor, page)
    homes_children.draw(actor, page)
    homes_ties.draw(actor, page)
    visit_documents.pack(actor, home_id, home.name)


def _facts(home: HomeFacts) -> str:
    kind = PROVIDERS[home.provider_kind]
    facts = [
        ("Ofsted number (URN)", home.urn or "not recorded"),
        ("Provider", f"{home.provider} ({kind.lower()})" if home.provider else kind),
        ("Registered manager", home.registered_manager or "vacant, or not recorded"),
        ("Responsible individual", home.responsible_individual or "not recorded"),
        ("Places for children", str(home.capacity or "not recorded")),
        ("Opened", format_date(home.opened_on) if home.opened_on else "not recorded"),
        ("Closed", format_date(home.closed_on) if home.closed_on else ""),
        ("Area of", home.host_authority),
        ("Independent person", "provided by this service" if home.is_visited
         else "provided by somebody else: not in visit coverage"),
    ]  # fmt: skip
    return "\n".join(f"- **{name}:** {as_words(value)}" for name, value in facts if value)
