import json

import pandas as pd
import pytest

from qa.charts import alt_texts, house
from qa.charts.actions import URGENCY
from qa.charts.gallery import GALLERY, ready
from qa.charts.grades import _POSITIVE_COLOURS, _POSITIVE_STEPS
from qa.charts.house import INK, INK_DARK, INK_ON, PAPER, PAPER_DARK, TITLE_LIMIT, spec
from qa.domain.urgency import Group
from tests.charts.frames import FRAMES


def luminance(colour):
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.fixture(params=GALLERY)
def name(request):
    return request.param


def test_every_chart_has_a_frame_to_try(name):
    assert set(GALLERY[name].columns) == set(FRAMES[name]().columns)


def test_every_chart_builds_with_a_short_title_and_the_width_of_the_page(name):
    found = GALLERY[name].make(FRAMES[name]()).to_dict()
    assert 0 < len(found["title"]) <= TITLE_LIMIT
    assert found["width"] == "container"


def test_a_ready_spec_carries_no_rows_and_is_the_same_for_any_rows(name):
    made = GALLERY[name].make
    assert spec(made(FRAMES[name]())) == ready(name)
    assert not {"data", "datasets", "description"} & set(ready(name))
    assert ready(name) is ready(name)
    assert json.loads(json.dumps(ready(name))) == ready(name)


def test_a_click_gives_back_columns_that_the_frame_has(name):
    (parameter,) = ready(name)["params"]
    assert parameter["name"] == house.MARK
    assert parameter["select"]["type"] == "point"
    assert set(parameter["select"]["fields"]) <= set(GALLERY[name].columns)


def test_no_chart_speaks_in_colour_alone(name):
    assert any(layer["mark"]["type"] == "text" for layer in ready(name)["layer"])


def test_the_dark_spec_differs_only_in_its_colours_of_text_and_lines(name):
    light, dark = dict(ready(name)), dict(ready(name, dark=True))
    assert light.pop("config") != dark.pop("config")
    assert light == dark


def test_every_chart_says_when_there_is_nothing(name):
    empty = pd.DataFrame(columns=list(GALLERY[name].columns))
    assert GALLERY[name].alt_text(empty).startswith("No ")


def test_text_can_be_read_on_what_it_is_written_on():
    pairs = [*INK_ON.items(), (PAPER, INK), (PAPER_DARK, INK_DARK)]
    pairs += [(tint, INK) for tint in _POSITIVE_COLOURS[:-1]]
    assert len(_POSITIVE_COLOURS) == len(_POSITIVE_STEPS) + 1
    for ground, ink in pairs:
        assert contrast(ground, ink) >= 4.5, (ground, ink)


def test_lines_can_be_seen_on_the_light_and_the_dark_page():
    for line in house.LINES:
        assert contrast(line, PAPER) >= 3, line
        assert contrast(line, PAPER_DARK) >= 3, line


@pytest.mark.parametrize("dark", [False, True])
def test_titles_and_labels_have_our_own_colours(dark):
    found = house.config(dark=dark)
    ink = INK_DARK if dark else INK
    assert found["title"]["color"] == found["text"]["color"] == ink
    for part in ("axis", "legend"):
        assert found[part]["labelColor"] == found[part]["titleColor"] == ink


def test_the_groups_of_urgency_are_named_as_everywhere():
    assert tuple(Group) == URGENCY


@pytest.mark.parametrize(
    ("name", "said"),
    [
        (
            "grade_share_by_month",
            "Overall grades by month, January 2026 to February 2026. "
            "Good or Outstanding: 65% (13 of 20). "
            "50% (5 of 10) in January 2026, 80% (8 of 10) in February 2026. "
            "Inadequate: 15% (3 of 20).",
        ),
        (
            "grade_share_by_team",
            "Overall grades of 3 teams. Good or Outstanding: 59% (13 of 22). "
            "From 50% (5 of 10) in North to 80% (8 of 10) in South. Inadequate: 23% (5 of 22).",
        ),
        (
            "domain_team_heatmap",
            "Positive answers by 2 domains and 2 teams. "
            "Lowest: Planning in North, 45% of 20 answers. "
            "Highest: Record keeping in North, 90% of 40 answers. "
            "1 cell with fewer than 5 answers.",
        ),
        (
            "critical_no",
            "2 critical questions. Most often answered No: "
            "B1 Child seen? 15% (6 of 40); C1 Assessment current? 5% (2 of 40).",
        ),
        (
            "open_actions_by_age",
            "1,212 open actions: 7 critically overdue, 5 overdue and 1,200 not due yet.",
        ),
        (
            "midways_by_month",
            "Midway reviews by month. On time: 70% (14 of 20). "
            "70% (7 of 10) in January 2026, 70% (7 of 10) in February 2026 so far.",
        ),
        (
            "quorate_by_team",
            "Conferences with enough agencies of 2 teams. Quorate: 70% (14 of 20).",
        ),
        ("midways_late", "Midway reviews overdue now: 5 in 1 team, 2 of them critically."),
        ("plans_by_length", "40 open plans: 30 for under 9 months, 10 for 24 months and over."),
    ],
)
def test_the_alternative_text_says_the_finding_with_its_numbers(name, said):
    assert GALLERY[name].alt_text(FRAMES[name]()) == said


def test_one_month_alone_is_not_compared_with_itself():
    january = FRAMES["grade_share_by_month"]().head(4)
    assert alt_texts.grade_share_by_month(january) == (
        "Overall grades in January 2026. Good or Outstanding: 50% (5 of 10). "
        "Inadequate: 20% (2 of 10)."
    )
