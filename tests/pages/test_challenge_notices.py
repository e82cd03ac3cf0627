"""The notices that somebody sends by hand: opened from My work, marked by whom they are for."""

from qa.services import notices
from tests.pages.challenge_pages import words
from tests.pages.conftest import open_page
from tests.pages.reading import links, press
from tests.services.challenge_world import raised

LINE = "1 notice waits to be sent by hand"


def test_the_line_of_my_work_opens_the_list_and_the_button_says_whom_it_is_for(w, as_):
    made = raised(w)
    as_(w.support)
    screen = open_page("my_work")
    assert LINE in links(screen) and "Nothing is due" not in words(screen)
    assert [each.value for each in screen.subheader] == ["Waiting"]
    assert not open_page("challenges").expander[0].proto.expanded
    screen = open_page("challenges", notices="open")
    assert screen.expander[0].proto.expanded
    assert "For Tess Teamlead. A challenge waits for your answer." in screen.code[0].value
    press(screen, f"Mark as sent to Tess Teamlead (challenge {made})")
    assert "Marked as sent." in words(screen)
    assert notices.waiting(w.support) == []
    assert LINE not in links(open_page("my_work"))
