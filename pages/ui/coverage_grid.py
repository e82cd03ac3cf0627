"""The grid of homes by month as a table: each cell a shape, its words and links to its visits.

Wider than a telephone: it scrolls inside its own frame, by mouse, finger and keyboard, and the
homes stay in sight.
"""

import datetime as dt
from html import escape

import streamlit as st

from pages.ui.screens import BY_KEY
from qa.domain.coverage import Cell, Seen
from qa.domain.coverage_words import BEGUN, BEGUN_SHAPE, LEGEND, SHAPES, State
from qa.domain.words import MONTHS, working_days_words
from qa.services.coverage import Grid

CODES = {state: state.name.lower().replace("_", "-") for state in State}
VISITS, HOMES = BY_KEY["visits"].key, BY_KEY["homes"].key
CAPTION = "Visits by home and month"
HINT = "The table scrolls sideways to earlier months."
STYLE = """<style>
.qa-coverage {overflow-x: auto; font-size: .8rem; position: relative}
.qa-coverage:focus-visible {outline: 3px solid #ffdd00; box-shadow: inset 0 0 0 2px #0b0c0c}
.qa-coverage table {border-collapse: separate; border-spacing: 0; min-width: 100%}
.qa-coverage caption {text-align: left; padding-bottom: .5rem; font-weight: 700}
.qa-coverage th, .qa-coverage td {text-align: left; vertical-align: top; min-width: 9.5rem;
  padding: .35rem .5rem; border-bottom: 1px solid light-dark(#b1b4b6, #505a5f)}
.qa-coverage th {min-width: 7rem}
.qa-coverage thead th {font-weight: 700}
.qa-coverage tr > th:first-child {position: sticky; left: 0; z-index: 1; max-width: 9rem;
  background: light-dark(#ffffff, #0b0c0c); overflow-wrap: anywhere}
.qa-coverage td {border-left: 5px solid transparent}
.qa-coverage td div {margin: 0 0 .3rem; line-height: 1.4}
.qa-coverage a {color: light-dark(#1d70b8, #8ab8e6)}
.qa-coverage .overdue div, .qa-coverage .soon div {font-weight: 700}
.qa-coverage .shape {display: inline-block; width: 1.5em; font-weight: 700}
.qa-coverage .issued {border-left-color: light-dark(#00703c, #63c493)}
.qa-coverage .writing {border-left-color: light-dark(#1d70b8, #8ab8e6)}
.qa-coverage .late {border-left-color: light-dark(#b34700, #f4a261);
  background: light-dark(#fdf1e7, #33230f)}
.qa-coverage .overdue {border-left-color: light-dark(#b10e1e, #ff8a8a);
  background: light-dark(#fbeaeb, #3a1518)}
.qa-coverage .soon {border-left-color: light-dark(#7a5c00, #ffdd00);
  background: light-dark(#fff9e0, #332c0a)}
.qa-legend {margin: 0 0 1rem; padding: 0 !important; list-style: none; font-size: .85rem}
.qa-legend .shape {display: inline-block; width: 1.4em; font-weight: 700}
</style>"""


def draw(found: Grid, caption: str = CAPTION) -> None:
    """The table, a hint that it scrolls, and what the shapes mean."""
    if len(found.months) > 1:
        st.caption(HINT)
    st.html(as_html(found, caption))


def legend(found: Grid) -> None:
    """What each shape means, in words."""
    within = working_days_words(found.soon_within)
    lines = "".join(
        f"<li>{_shape(SHAPES[state])}<strong>{escape(state.value)}</strong>: "
        f"{escape(words.format(n=within))}</li>"
        for state, words in LEGEND.items()
    )
    lines += f"<li>{_shape(BEGUN_SHAPE)}<strong>Visit begun</strong>: {escape(BEGUN)}</li>"
    st.html(f"{STYLE}<ul class='qa-legend' aria-label='What the shapes mean'>{lines}</ul>")


def as_html(found: Grid, caption: str) -> str:
    """The table as HTML, every word escaped."""
    said = escape(caption)
    now = None if found.is_past else found.as_at.replace(day=1)
    head = "".join(f"<th scope='col'>{_month(m, is_now=m == now)}</th>" for m in found.months)
    body = "".join(
        f"<tr><th scope='row'>{_link(HOMES, row.home_id, row.name)}</th>"
        f"{''.join(map(_cell, row.cells))}</tr>"
        for row in found.rows
    )
    return (
        f"{STYLE}<div class='qa-coverage' tabindex='0' role='region' aria-label='{said}'>"
        f"<table><caption>{said}</caption>"
        f"<thead><tr><th scope='col'>Home</th>{head}</tr></thead>"
        f"<tbody>{body}</tbody></table></div>"
    )


def _month(month: dt.date, *, is_now: bool) -> str:
    now = "<br>(this month)" if is_now else ""
    return f"{MONTHS[month.month - 1][:3]} {month.year}{now}"


def _cell(cell: Cell) -> str:
    said = "".join(_visit(seen, cell.today) for seen in cell.visits)
    if not cell.is_visited:  # none, or made on a day on which the home was not open
        said += f"<div>{_shape(SHAPES[cell.state])}{escape(cell.none_words)}</div>"
    said += "".join(map(_begun, cell.begun))
    return f"<td class='{CODES[cell.state]}'>{said}</td>"


def _begun(seen: Seen) -> str:
    return f"<div>{_shape(BEGUN_SHAPE)}{_named(seen)}:<br>{escape(seen.begun_words)}</div>"


def _named(seen: Seen) -> str:
    return _link(VISITS, seen.check_id, seen.words) if seen.opens else escape(seen.words)


def _visit(seen: Seen, today: dt.date) -> str:
    what = _named(seen)
    state, said = seen.state(today), escape(seen.report_words(today))
    said = f"<strong>{said}</strong>" if state is State.LATE else said
    return f"<div>{_shape(SHAPES[state])}{what}:<br>{said}</div>"


def _link(screen: str, record_id: int, words: str) -> str:
    return f"<a href='{screen}?id={record_id}' target='_self'>{escape(words)}</a>"


def _shape(shape: str) -> str:
    return f"<span class='shape' aria-hidden='true'>{shape}</span>"
