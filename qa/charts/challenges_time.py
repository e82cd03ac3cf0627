"""Charts of challenges over time: raised, in time, to Cafcass by quarter; late answers by month.

`quarter` is as `qa.domain.quarters` calls it; `month` is '2026-11'; shares run from 0 to 1.
"""

import altair as alt
import pandas as pd

from qa.charts.house import BLUE, finish, mark, outlined
from qa.charts.kinds import GOOD_TOOLTIP, KIND_COLOUR, KINDS
from qa.charts.over_time import SHARE_AXIS, control, month_tip, share_bars

_QUARTERS = "{'01': 'Jan to Mar', '04': 'Apr to Jun', '07': 'Jul to Sep', '10': 'Oct to Dec'}"


def _part(quarter: str, place: int, otherwise: str) -> str:
    """Of a quarter that is called as a part: its span (1) or whether it is over (2)."""
    return f"(length({quarter}) > 7 ? split({quarter}, '|')[{place}] : {otherwise})"


def _lines(quarter: str) -> tuple[str, str, str]:
    """'Oct to Dec', '2026' and, of a part, 'only' or 'so far'."""
    whole = f"{_QUARTERS}[slice({quarter}, 5, 7)]"
    return _part(quarter, 1, whole), f"slice({quarter}, 0, 4)", _part(quarter, 2, "''")


def _short(lines: tuple[str, str, str]) -> tuple[str, ...]:
    """With a dash for 'to' where the page is narrow."""
    span, *others = lines
    return (f"width < 400 ? replace({span}, ' to ', '–') : {span}", *others)


_WHEN = " + ' ' + ".join(_lines("datum.quarter"))
_QUARTER_AXIS = alt.Axis(
    labelExpr=f"[{', '.join(_short(_lines('datum.value')))}]",
    labelAngle=0,
    labelOverlap=True,
    labelSeparation=8,
)
_COUNT_AXIS = alt.Axis(tickMinStep=1, tickCount=4, grid=False, format=",d")


def challenge_in_time(frame: pd.DataFrame) -> alt.LayerChart:
    """Challenges resolved within 20 working days of the formal start, by quarter of resolving.

    Columns quarter, good (practice shared in it), n (within), total (resolved), share, low, high;
    the line is the 95 % interval.
    """
    return share_bars(
        frame, "quarter", _QUARTER_AXIS, "Resolved within 20 working days",
        "Share resolved in time", _in_time_tooltip(), _WHEN,
    )  # fmt: skip


def challenge_volume(frame: pd.DataFrame) -> alt.LayerChart:
    """Challenges raised and good practice shared by quarter, side by side; neither is judged.

    Columns quarter, kind (Challenges, Good practice), n; two rows a quarter.
    """
    selected = mark("quarter", "kind")
    base = (
        alt.Chart(frame)
        .transform_calculate(when=_WHEN)
        .encode(
            x=alt.X("quarter:O", title="Quarter", axis=_QUARTER_AXIS),
            xOffset=alt.XOffset("kind:N", sort=list(KINDS)),
        )
    )
    y = alt.Y("n:Q", title="How many", axis=_COUNT_AXIS)
    bars = (
        base.transform_filter("datum.n > 0")
        .mark_bar()
        .encode(
            y=y,
            color=KIND_COLOUR,
            **outlined(selected),
            tooltip=[
                alt.Tooltip("when:N", title="Quarter"),
                alt.Tooltip("kind:N", title="Of"),
                alt.Tooltip("n:Q", title="How many"),
            ],
        )
        .properties(name="bars")
        .add_params(selected)
    )
    crowded = base.transform_joinaggregate(bars="count()")
    numbers = (
        crowded.transform_calculate(said="width < 22 * datum.bars ? '' : format(datum.n, ',')")
        .mark_text(dy=-9)
        .encode(y=y, text="said:N")
    )
    return finish((bars + numbers).properties(height=280), "Challenges and good practice")


def challenge_cafcass(frame: pd.DataFrame) -> alt.LayerChart:
    """Referrals to Cafcass by quarter, with the challenges raised in it.

    Columns quarter, n (referred), total (raised), good (practice shared).
    """
    selected = mark("quarter")
    x = alt.X("quarter:O", title="Quarter", axis=_QUARTER_AXIS)
    base = alt.Chart(frame).transform_calculate(when=_WHEN).encode(x=x)
    y = alt.Y("n:Q", title="Referrals", axis=_COUNT_AXIS)
    bars = (
        base.transform_filter("datum.n > 0")
        .mark_bar(color=BLUE)
        .encode(
            y=y,
            **outlined(selected),
            tooltip=[
                alt.Tooltip("when:N", title="Quarter"),
                alt.Tooltip("n:Q", title="Referred to Cafcass"),
                alt.Tooltip("total:Q", title="Challenges raised"),
                GOOD_TOOLTIP,
            ],
        )
        .properties(name="bars")
        .add_params(selected)
    )
    numbers = base.mark_text(dy=-9).encode(y=y, text="n:Q")
    chart = (bars + numbers).properties(height=240)
    return finish(chart, "Cafcass referrals by quarter")


def challenge_lateness(frame: pd.DataFrame) -> alt.LayerChart:
    """Control chart of the share of answers that came late, by month of the date they were due.

    Columns month, n (late), total (due), share, centre, low, high (none where not settled), signal
    ('', concern, improvement, change), rule (in words) and unfinished (of the month that is not
    over, which is not judged). Signals differ by shape; the first of each stretch is named.
    """
    return control(
        frame, "Late answers by month", "Answers late", SHARE_AXIS, _lateness_tooltip(),
        has_unfinished=True,
    )  # fmt: skip


def _in_time_tooltip() -> list[alt.Tooltip]:
    return [
        alt.Tooltip("when:N", title="Quarter"),
        alt.Tooltip("n:Q", title="Within 20 working days"),
        alt.Tooltip("total:Q", title="Resolved"),
        alt.Tooltip("share:Q", title="Share", format=".0%"),
        alt.Tooltip("low:Q", title="Likely range from", format=".0%"),
        alt.Tooltip("high:Q", title="to", format=".0%"),
        GOOD_TOOLTIP,
    ]


def _lateness_tooltip() -> list[alt.Tooltip]:
    return [
        month_tip(),
        alt.Tooltip("n:Q", title="Late"),
        alt.Tooltip("total:Q", title="Due"),
        alt.Tooltip("share:Q", title="Share late", format=".0%"),
        alt.Tooltip("seen:N", title="Compared with usual"),
        alt.Tooltip("rule:N", title="Because"),
    ]
