"""The charts of findings across homes: their words, shapes and contrast."""

import json

import pytest

from qa.charts import visits
from qa.charts.gallery import GALLERY, ready
from qa.charts.house import INK, INK_ON
from qa.domain.findings import CELLS, FATES
from tests.charts.test_gallery import contrast
from tests.charts.visit_frames import FRAMES


@pytest.mark.parametrize(
    ("name", "said"),
    [
        (
            "visit_safeguarded",
            "Opinion by month: children effectively safeguarded. Yes 70% (14 of 20), yes, with "
            "concerns 20% (4 of 20) and no 10% (2 of 20). "
            "Yes: 70% (7 of 10) in January 2026, 70% (7 of 10) in February 2026 so far.",
        ),
        (
            "visit_standards",
            "Quality standards of 2 homes by month; 3 months of homes visited: 1 met, 1 not met "
            "and 1 not looked at. In all 83% (15 of 18) met.",
        ),
        (
            "visit_recommendations",
            "11 recommendations by quality standard: 9 accepted, 5 done, 2 overdue. "
            "Most under Protection of children, 8.",
        ),
        (
            "visit_events",
            "21 events from January 2026 to February 2026; 1.5 a month for each home visited. "
            "Limits 0.0 to 4.5. 1 month stands out: February 2026 (concern).",
        ),
        (
            "visit_spoken_to",
            "Children spoken to in private by month: 36% (5 of 14) accepted. "
            "Latest, February 2026: 0% (0 of 4).",
        ),
    ],
)
def test_the_alternative_text_says_the_finding_with_its_numbers(name, said):
    assert GALLERY[name].alt_text(FRAMES[name]()) == said


def test_every_state_of_a_home_and_month_has_a_shape_of_its_own():
    assert len(set(CELLS.values())) == len(CELLS) == len(visits.CELL_COLOURS)
    legend = ready("visit_standards")["layer"][0]["encoding"]["color"]["legend"]
    assert CELLS["No visit"] == ""
    assert all(shape in legend["labelExpr"] for shape in CELLS.values())


def test_where_recommendations_stand_is_lettered_in_the_bar_and_in_the_legend():
    assert len(set(visits.FATE_LETTERS)) == len(FATES) == len(set(visits.FATE_COLOURS))
    legend = ready("visit_recommendations")["layer"][0]["encoding"]["color"]["legend"]
    assert str(list(visits.FATE_LETTERS)) in legend["labelExpr"]


def test_words_can_be_read_on_every_cell():
    for state, colour in list(zip(CELLS, visits.CELL_COLOURS, strict=True))[:-1]:
        ink = INK_ON[colour] if state == "Not met" else INK
        assert contrast(colour, ink) >= 4.5, state


@pytest.mark.parametrize("name", [n for n in FRAMES if n != "visit_recommendations"])
def test_what_is_said_of_a_mark_names_its_month_in_words(name):
    chart = json.dumps(ready(name))
    assert '{"field": "month", "title": "Month", "type": "nominal"}' not in chart
    assert "'%B %Y'" in chart
    assert ('"title": "Opinion"' in chart) is (name in ("visit_safeguarded", "visit_wellbeing"))
