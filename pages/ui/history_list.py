"""The list of what was done, its filters, its export, and whether its chain holds."""

import datetime as dt
import html

import streamlit as st

from pages.ui import downloads
from pages.ui.lists import first_page, page_number, pager
from pages.ui.screens import BY_KEY
from qa.domain import permissions
from qa.domain.actor import Actor
from qa.domain.history import ACTS, NOUNS, HistoryFilter
from qa.domain.words import format_moment
from qa.services import history
from qa.services.history import Line

STYLE = """<style>
ul.qa-history { list-style: none; margin: 0; padding: 0 !important; }
ul.qa-history li { border-bottom: 1px solid #b1b4b6; padding: .6rem 0; margin: 0 !important; }
.qa-history a { color: inherit; text-decoration: underline; }
.qa-history p { margin: 0; overflow-wrap: anywhere; }
</style>"""


def draw(actor: Actor) -> None:
    """Filters, the entries they leave, the export, and the check of the chain."""
    _chain(actor)
    wanted = _filters(actor)
    found = history.listed(actor, wanted, (page_number() - 1) * history.PAGE)
    st.markdown(f"**{found.words}**")
    if found.lines:
        _export(actor, wanted)
        st.html(STYLE + f'<ul class="qa-history">{"".join(map(_item, found.lines))}</ul>')
    else:
        st.info("Nothing was done that these filters keep and you may read.")
    pager(found.total, history.PAGE)


def _chain(actor: Actor) -> None:
    st.caption("Each entry carries a seal over the one before, so that a change would show.")
    if st.button("Check that nothing was changed"):
        with st.spinner("Checking every entry …"):
            holds, words = history.chain_words(actor)
        (st.success if holds else st.error)(words)


def _filters(actor: Actor) -> HistoryFilter:
    people = {str(number): name for number, name in history.people(actor).items()}
    with st.container(horizontal=True):
        who = _choice("Who", people, "who")
        act = _choice("What was done", ACTS, "act")
        noun = _choice("Kind of record", NOUNS, "kind")
        number = _case_number() if history.knows_children(actor) else ""
    with st.container(horizontal=True):
        from_on = _day("From", "from")
        to_on = _day("To", "to")
        refused = st.toggle(
            "Refused only", key="refused", bind="query-params", on_change=first_page
        )
    return HistoryFilter(
        int(who) if who else None, act, noun, number or "", from_on, to_on, bool(refused)
    )


def _choice(label: str, words: dict[str, str], key: str) -> str:
    chosen = st.selectbox(
        label, ["", *words], format_func=lambda code: words.get(code, "Any"), key=key,
        bind="query-params", on_change=first_page,
    )  # fmt: skip
    return chosen or ""


def _case_number() -> str:
    return st.text_input(
        "Case number of the child", key="child", bind="query-params", on_change=first_page
    )  # fmt: skip


def _day(label: str, key: str) -> dt.date | None:
    given = st.date_input(
        label, value=None, format="DD/MM/YYYY", key=key, bind="query-params",
        on_change=first_page,
    )  # fmt: skip
    return given if isinstance(given, dt.date) else None


def _export(actor: Actor, wanted: HistoryFilter) -> None:
    decision = permissions.can(actor, "export")
    made = downloads.or_refusal(lambda: history.export(actor, wanted))
    downloads.button("Download these as CSV", made, "history.csv", downloads.CSV, decision)
    downloads.below(decision)


def _item(line: Line) -> str:
    what = line.words
    if line.address:
        page = BY_KEY[line.address].key
        what = f'<a href="{page}?id={line.noun_id}" target="_self">{html.escape(what)}</a>'
    else:
        what = html.escape(what)
    refused = " <strong>Refused.</strong>" if line.refused else ""
    child = f" · child {html.escape(line.case_number)}" if line.case_number else ""
    home = f" · {html.escape(line.home)}" if line.home else ""
    head = f"<p>{format_moment(line.at)} · {html.escape(line.who)}{child}{home}</p>"
    values = f'<p dir="auto">{html.escape(line.values)}</p>' if line.values else ""
    return f"<li>{head}<p><strong>{what}</strong>{refused}</p>{values}</li>"
