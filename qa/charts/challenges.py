"""Charts of challenges counted in kinds. Prepared frame in, chart out; `share` runs from 0 to 1.

How many challenges there are is neither good nor bad, and never coloured as if it were.
"""

import altair as alt
import pandas as pd

from qa.charts.actions import COLOURS, URGENCY
from qa.charts.house import BLUE, TEAL, finish, heading, mark, outlined
from qa.charts.kinds import KIND_COLOUR, KINDS
from qa.domain.challenge_words import BESIDE

_SHORT = ("critical", "overdue", "soon", "later")
_STEP = alt.Step(52)
_OF = "format(datum.n, ',') + ' of ' + format(datum.total, ',')"
_PERCENT = "format(datum.share, '.0%')"
_COUNT_AXIS = alt.Axis(tickMinStep=1, tickCount=5, grid=False, format=",d")
_SHARE_AXIS = alt.Axis(format=".0%", tickCount=4, grid=False)


def challenge_stages(frame: pd.DataFrame) -> alt.LayerChart:
    """How far challenges went: those whose furthest stage is each of the ladder, in its order.

    Columns stage, n, total (all of them), share; good practice beside is a row without a share.
    """
    return _counted(frame, "stage", "Stage reached", "Challenges")


def challenge_outcomes(frame: pd.DataFrame) -> alt.LayerChart:
    """How challenges ended, in the order of the frame. Columns outcome, n, total, share; good
    practice beside is a row without a share."""
    return _counted(frame, "outcome", "Outcomes of challenges", "Challenges ended")


def challenge_answers(frame: pd.DataFrame) -> alt.LayerChart:
    """Answers given by the day they were due, by stage, with the 95 % interval as a line.

    Columns stage, n (in time), total (due), share, low, high; a stage with none due has no share.
    """
    selected = mark("stage")
    base = _rows(frame, "stage", "Stage")
    bars = (
        base.mark_bar(size=18, yOffset=11, color=TEAL)
        .encode(x=_share_x(), **outlined(selected), tooltip=_interval_tooltip())
        .properties(name="bars")
        .add_params(selected)
    )
    lines = base.mark_rule(yOffset=11).encode(x=alt.X("low:Q", title="Share in time"), x2="high:Q")
    said = f"(datum.total ? {_PERCENT} + ' (' + {_OF} + ')' : 'none due')"
    names = base.transform_calculate(said=f"datum.stage + ': ' + {said}")
    return finish(
        (bars + lines + heading(names)).properties(height=_STEP), "Answers in time by stage"
    )


def challenge_themes(frame: pd.DataFrame) -> alt.LayerChart:
    """What challenges were about, the commonest first, with good practice beside them.

    Columns theme, kind (Challenges, Good practice), n, share and so_far (of all themes of
    challenges; none in rows of good practice); two rows a theme.
    """
    selected = mark("theme", "kind")
    base = _rows(frame, "theme", "Theme")
    bars = [
        base.transform_filter(f"datum.kind == '{kind}'")
        .mark_bar(size=13, yOffset=offset)
        .encode(
            x=alt.X("n:Q", title="Times named", axis=_COUNT_AXIS),
            color=KIND_COLOUR,
            **outlined(selected),
            tooltip=[
                alt.Tooltip("theme:N", title="Theme"),
                alt.Tooltip("kind:N", title="Of"),
                alt.Tooltip("n:Q", title="Times named"),
                alt.Tooltip("so_far:Q", title="Share with those above", format=".0%"),
            ],
        )
        .properties(name=name)
        .add_params(selected)
        for kind, name, offset in ((KINDS[0], "bars", 2), (KINDS[1], "beside", 17))
    ]
    so_far = "' (' + format(datum.so_far, '.0%') + ' so far)'"
    good = "(datum.good ? (width < 500 ? ' + ' : ', good practice ') + datum.good : '')"
    said = (
        f"(width < 500 ? '' : datum.theme + ': ') + datum.n + (datum.n ? {so_far} : '') + {good}"
        " + (width < 500 ? ' ' + datum.theme : '')"
    )
    names = (
        base.transform_calculate(other=f"datum.kind == '{KINDS[1]}' ? datum.n : 0")
        .transform_joinaggregate(good="sum(other)", groupby=["theme"])
        .transform_filter(f"datum.kind == '{KINDS[0]}'")
        .transform_calculate(said=said)
    )
    chart = alt.layer(*bars, heading(names, 18)).properties(height=alt.Step(62))
    return finish(chart, "Themes, with good practice beside")


def challenge_open(frame: pd.DataFrame) -> alt.LayerChart:
    """Open challenges by stage and by how pressing the next date is, most urgent first.

    Columns stage, urgency (its group in words), n, total (open at the stage); every pair once.
    """
    selected = mark("stage", "urgency")
    place = f"indexof({list(URGENCY)}, datum.urgency)"
    base = _rows(frame, "stage", "Stage").transform_calculate(place=place)
    x = alt.X("n:Q", stack="zero", title="Open challenges", axis=_COUNT_AXIS)
    legend = alt.Legend(title="Age", columns=alt.ExprRef("width < 500 ? 2 : 4"), orient="top")
    bars = (
        base.transform_filter("datum.n > 0")
        .mark_bar(size=22, yOffset=10)
        .encode(
            x=x,
            order=alt.Order("place:Q"),
            color=alt.Color(
                "urgency:N",
                scale=alt.Scale(domain=list(URGENCY), range=list(COLOURS)),
                legend=legend,
            ),
            **outlined(selected),
            tooltip=[
                alt.Tooltip("stage:N", title="Stage"),
                alt.Tooltip("urgency:N", title="Age"),
                alt.Tooltip("n:Q", title="Open challenges"),
                alt.Tooltip("total:Q", title="Open at this stage"),
            ],
        )
        .properties(name="bars")
        .add_params(selected)
    )
    chart = (bars + heading(_open_words(frame))).properties(height=_STEP)
    return finish(chart, "Open challenges by stage and age")


def _open_words(frame: pd.DataFrame) -> alt.Chart:
    """One line a stage: 'Stage 1: 2 critically overdue, 3 due soon'; shorter on a narrow page."""
    parts = " + ".join(
        f"(datum['{group}'] ? ', ' + datum['{group}']"
        f" + (width < 500 ? ' {short}' : ' {group.lower()}') : '')"
        for group, short in zip(URGENCY, _SHORT, strict=True)
    )
    return (
        _rows(frame, "stage", "Stage")
        .transform_pivot("urgency", value="n", groupby=["stage", "total"])
        .transform_calculate(
            said=f"(width < 500 ? split(datum.stage, ':')[0] : datum.stage) + ': '"
            f" + (datum.total ? slice({parts}, 2) : 'none open')"
        )
    )


def _counted(frame: pd.DataFrame, key: str, title: str, noun: str) -> alt.LayerChart:
    selected = mark(key)
    base = _rows(frame, key, key.capitalize())
    bars = (
        base.mark_bar(size=18, yOffset=11)
        .encode(
            x=alt.X("n:Q", title=noun, axis=_COUNT_AXIS),
            color=alt.when(f"datum.{key} == '{BESIDE}'")
            .then(alt.value(TEAL))
            .otherwise(alt.value(BLUE)),
            **outlined(selected),
            tooltip=[
                alt.Tooltip(f"{key}:N", title=key.capitalize()),
                alt.Tooltip("n:Q", title=noun),
                alt.Tooltip("total:Q", title="Of"),
                alt.Tooltip("share:Q", title="Share", format=".0%"),
            ],
        )
        .properties(name="bars")
        .add_params(selected)
    )
    names = base.transform_calculate(
        said=f"datum.{key} + ': ' + format(datum.n, ',')"
        f" + (isValid(datum.share) ? ' (' + {_PERCENT} + ')' : '')"
    )
    return finish((bars + heading(names)).properties(height=_STEP), title)


def _rows(frame: pd.DataFrame, key: str, title: str) -> alt.Chart:
    return alt.Chart(frame).encode(y=alt.Y(f"{key}:N", sort=None, axis=None, title=title))


def _share_x() -> alt.X:
    return alt.X("share:Q", title="Share in time", scale=alt.Scale(domain=[0, 1]), axis=_SHARE_AXIS)


def _interval_tooltip() -> list[alt.Tooltip]:
    return [
        alt.Tooltip("stage:N", title="Stage"),
        alt.Tooltip("n:Q", title="In time"),
        alt.Tooltip("total:Q", title="Due"),
        alt.Tooltip("share:Q", title="Share", format=".0%"),
        alt.Tooltip("low:Q", title="Likely range from", format=".0%"),
        alt.Tooltip("high:Q", title="to", format=".0%"),
    ]
