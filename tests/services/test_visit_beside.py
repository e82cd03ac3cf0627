"""What stands beside the questions of a visit, and how many statements it takes to open one."""

import datetime as dt

from sqlalchemy import event

from db.engine import engine
from db.models import ActionResponse
from qa.services import visit_beside, visits
from tests.services import makers
from tests.services.visit_filling import begun, events, issued, written
from tests.services.visit_world import resident

SEPTEMBER, OCTOBER = dt.date(2026, 9, 8), dt.date(2026, 10, 6)


def beside(w, check_id):
    return visit_beside.beside(w.visitor, visits.view(w.visitor, check_id))


def test_the_visits_before_stand_beside_in_words_and_numbers(w):
    written(w, on=SEPTEMBER, V3_1=events(missing=(2, 1), incidents=(1, 1)))
    second = written(w, on=OCTOBER, announced="announced", V4_1="C", V2_8="P",
                     V3_1=events(incidents=(3, 2)))  # fmt: skip
    issued(second, dt.date(2026, 10, 12))
    found = beside(w, begun(w))
    words = found.words
    assert words["V3.1"] == (
        "In the six months before, at the visits of 8 September and 6 October: incidents 1 and 3; "
        "missing 2 and 0."
    )
    assert found.trend.days == (SEPTEMBER, OCTOBER)
    assert dict(found.trend.rows)["Missing"] == ((2, 1), (0, 0))
    assert words["V4.1"] == "Last visit, 6 October 2026: Yes, with concerns."
    assert words["V2.8"] == (
        "Last visit, 6 October 2026: Partly met. Letters of the children who lived there: A and B."
    )
    assert words["V1.2"] == "Letters of the children who lived there: A and B."
    assert words["VH.2"] == "Last visit: 6 October 2026, 28 days before this one."
    assert words["V1.1"] == "Last visit, 6 October 2026: 1 of 2 accepted."
    assert words["VH.5"] == "2 children lived there that day: A and B."
    assert words["VH.4"] == (
        "Visits before this one: announced on 6 October 2026 and unannounced on 8 September 2026."
    )
    assert "issued on 12 October 2026" in words["V0.2"] and "V0.2" not in found.offers


def test_the_day_of_the_managers_response_is_offered(one):
    check_id = written(one, on=OCTOBER, standards=("12",))
    [action] = visits.view(one.visitor, check_id).recommendations
    makers.made(
        ActionResponse(action_id=action.id, number=1, stance="accept", recorded_by_id=1,
                       responded_on=dt.date(2026, 10, 20), recorded_at=makers.NOW)
    )  # fmt: skip
    found = beside(one, begun(one))
    assert found.offers["V0.2"].raw == dt.date(2026, 10, 20)
    assert found.offers["V0.2"].words == "Use 20 October 2026"


def test_a_first_visit_says_that_none_is_recorded_before(one):
    found = beside(one, begun(one))
    assert found.words["VH.2"] == "No earlier visit to this home is recorded."
    assert found.trend.days == () and "V3.1" not in found.words


def test_a_visit_more_than_six_months_ago_is_no_part_of_the_trend(one):
    written(one, on=dt.date(2026, 4, 30))
    found = beside(one, begun(one))
    assert found.trend.days == ()
    assert found.words["V4.1"].startswith("Last visit, 30 April 2026")


def statements(act):
    said = []
    listen = lambda *given: said.append(given[2])  # noqa: E731
    event.listen(engine(), "before_cursor_execute", listen)
    try:
        act()
    finally:
        event.remove(engine(), "before_cursor_execute", listen)
    return [
        s for s in said if s.lstrip().upper().startswith(("SELECT", "WITH", "INSERT", "UPDATE"))
    ]


def test_opening_and_listing_visits_takes_few_statements_however_many_there_are(one):
    check_id = written(one, on=OCTOBER, standards=("12", "13"), V2_12="N")
    visits.view(one.visitor, check_id)
    assert len(statements(lambda: visits.view(one.visitor, check_id))) <= 15
    assert len(statements(lambda: visits.listed(one.visitor, visits.VisitFilter()))) == 2


def test_names_of_people_about_the_home_are_found_and_places_are_not(one):
    shown = visits.view(one.visitor, begun(one))
    text = "Staff at Oak House told me that Rae visited on Tuesday. A. said Jayden hit her; B ran."
    assert visits.looks_like_a_name(text, shown) == ("Rae", "Jayden")
    assert visits.looks_like_a_name("The manager and child B met Vic.", shown) == ("Vic",)


def test_a_letter_of_two_is_no_persons_initials_where_children_have_such_letters(one):
    assert visits.looks_like_a_name("AB likes to cook.", visits.view(one.visitor, begun(one))) == (
        "AB",
    )
    resident(one.oak, "AD", None)
    shown = visits.view(one.visitor, begun(one, on=dt.date(2026, 11, 4)))
    assert visits.looks_like_a_name("AB likes to cook, AD and JS too.", shown) == ("JS",)
