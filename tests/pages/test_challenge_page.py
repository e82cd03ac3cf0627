"""The page of a challenge: where its parts stand, what it links to, what closing it asks for."""

from qa.services import challenge_drafts
from qa.services.challenge_asked import Asked
from tests.pages.challenge_pages import box, words
from tests.pages.conftest import one
from tests.pages.reading import html, links, press
from tests.services import makers
from tests.services.challenge_world import answered, draft, raised


def test_no_link_leads_to_a_child_that_the_one_who_is_asked_may_not_read(w, as_):
    other = makers.holder("Olga Other", "team_manager", team_id=makers.team("Southside"))
    as_(other)
    made = draft(w, child_ids=[w.girl, w.boy])
    challenge_drafts.submit(w.iro, made, 1, Asked(other.person_id))
    for who, there in ((other, False), (w.iro, True)):
        as_(who)
        screen = one(made)
        assert "No visit for nine weeks." in html(screen)
        assert "about children L-2001 and L-2002" in words(screen)
        pages = [each for each in links(screen) if each.startswith("The page of child")]
        assert len(pages) == (2 if there else 0)


def test_closing_asks_for_what_is_refused_without_it(w, as_):
    made = raised(w, kind="formal")
    as_(w.iro)
    screen = one(made)
    screen.selectbox(key=box(made, "resolve", f"outcome-{w.girl}")).set_value("not_resolved")
    screen.text_area(key=box(made, "resolve", f"changed-{w.girl}")).set_value("Nothing.")
    press(screen, "Close the challenge")
    refused = "director of children's services was told, and when"
    assert refused in screen.error[0].value
    told = screen.text_area(key=box(made, "resolve"))
    assert refused in told.label
    told.set_value("The director was told today.")
    press(screen, "Close the challenge")
    assert "**Closed, not resolved**" in words(screen)


def test_what_came_of_it_stands_under_its_own_heading_before_what_can_be_done(w, as_):
    made = raised(w, child_ids=[w.girl, w.boy])
    answered(w, made)
    as_(w.iro)
    screen = one(made)
    titles = [each.value for each in screen.subheader]
    order = ["The latest answer (Informal)", "What came of it for whom", "What you can do"]
    assert [each for each in titles if each in order] == order
