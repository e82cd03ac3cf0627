"""The month as a grid of days; on a narrow screen the days that hold something, one by one."""

import streamlit as st

from pages.ui.calendar_filters import go_to_day
from pages.ui.calendar_list import LIST
from pages.ui.tables import as_words
from qa.domain.words import MONTHS, WEEKDAYS, format_month, plural
from qa.services.due_calendar import Month, Wanted
from qa.services.due_calendar_days import WEEKEND, Day

NARROW = "-not-when-narrow"
TOGETHER = "\u00a0"  # a space at which no line ends
WEEKDAY_WHEN_NARROW = "\n".join(
    f"  [class*='st-key-day-{place}-']::before {{ content: '{name}'; font-weight: 700; }}"
    for place, name in enumerate(WEEKDAYS)
)
STYLE = f"""<style>
[class*="st-key-day-"] {{ border-top: 3px solid light-dark(#b1b4b6, #505a5f); gap: .1rem;
  padding: .3rem .25rem; min-height: 6.5rem; }}
[class*="st-key-day-"][class*="-off-"] {{ background: light-dark(#f3f2f1, #1f2224); }}
[class*="st-key-day-"][class*="-today-"] {{ border-top: 6px solid light-dark(#1d70b8, #8ab8e6); }}
[class*="st-key-day-"] p {{ font-size: .8rem; line-height: 1.35; margin: 0; }}
[class*="st-key-day-"] [data-testid="stMarkdownContainer"] {{ margin-bottom: 0; }}
[class*="st-key-day-"] button {{ justify-content: flex-start; min-height: 1.6rem; padding: 0; }}
[class*="st-key-day-"] button p {{ text-decoration: underline; text-align: left;
  white-space: normal; color: light-dark(#1d70b8, #8ab8e6); }}
@media (max-width: 640px) {{
  [data-testid="stColumn"]:has([class*="{NARROW}"]) {{ display: none; }}
  [class*="st-key-day-"] {{ min-height: 0; font-size: .85rem; }}
{WEEKDAY_WHEN_NARROW}
}}
</style>"""


def draw(wanted: Wanted, found: Month) -> None:
    """How many fall due, what is to mind, and the days."""
    st.markdown(f"**{_sentence(wanted, found)}**")
    for note in found.notes:
        st.markdown(as_words(note))
    if found.total:
        st.markdown(f"[Go to the list]({LIST})")
    st.html(STYLE)
    for place, name in enumerate(st.columns(7, gap="xsmall")):
        with name, st.container(key=f"weekday-{place}{NARROW}"):
            st.markdown(f":small[**{WEEKDAYS[place]}**]")
    for row, week in enumerate(found.weeks):
        for place, (column, day) in enumerate(zip(st.columns(7, gap="xsmall"), week, strict=True)):
            with column:
                _day(day, f"place-{row}-{place}{NARROW}")


def _sentence(wanted: Wanted, found: Month) -> str:
    month = format_month(wanted.first)
    if not found.total:
        return f"Nothing falls due in {month} with these filters."
    late = sum(day.late for week in found.weeks for day in week if day)
    said = f"{plural(found.total, 'due date')} in {month}"
    return f"{said}, {late:,} of them overdue now." if late else f"{said}."


def _day(day: Day | None, place: str) -> None:
    if day is None:
        st.container(key=place)
        return
    on = f"{day.on.day}{TOGETHER}{MONTHS[day.on.month - 1][:3]}{' (today)' if day.is_today else ''}"
    said = [] if day.total else [on]
    said += [f"{n:,} {_many(what, n)}" for what, n in day.counts]
    if day.late:
        said.append(f":red[**{day.late:,} overdue**]")
    if day.note and day.note != WEEKEND:
        said.append(f"*{day.note}*")
    with st.container(key=_key(day)):
        if day.total:
            words = f"{on}: {day.total:,}{TOGETHER}due"
            key = f"open-{day.on}"
            st.button(words, key=key, type="tertiary", on_click=go_to_day, args=(day.on,))
        st.markdown("  \n".join(said))


def _key(day: Day) -> str:
    sort = "today-" if day.is_today else "off-" if day.note else ""
    is_empty = not day.total and day.note in ("", WEEKEND)
    return f"day-{day.on.weekday()}-{sort}{day.on.isoformat()}{NARROW if is_empty else ''}"


def _many(what: str, n: int) -> str:
    if n == 1 or what == "health":
        return what
    first, _, rest = what.partition(" ")
    return f"{what}s" if not rest or first == "short-breaks" else f"{first}s {rest}"
