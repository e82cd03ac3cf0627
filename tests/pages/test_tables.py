"""Tables of our own: escaped, reachable by keyboard, honest about what lies beside the screen."""

from pages.ui import tables

NOTE = "Somebody cannot be the independent person of this home: they manage it (regulation 43(3))."


def test_a_table_says_that_it_scrolls_to_whoever_sees_a_part_of_it_only():
    made = tables.as_html(("Home", "Note"), [("Oak House", NOTE)], "Homes")
    assert made.count(tables.SIDEWAYS) == 1
    assert "animation-timeline: scroll()" in made
    assert "tabindex='0' role='region' aria-label='Homes'" in made


def test_a_long_cell_has_room_on_a_telephone_and_numbers_stay_on_one_line():
    made = tables.as_html(("Home", "Visits", "Note"), [("Oak House", "3 (2)", NOTE)], "Homes")
    assert "<td class='number'>3 (2)</td>" in made
    assert "<td class='long'>Somebody" in made


def test_a_cell_is_words_and_never_markup():
    made = tables.as_html(("Home",), [("<b>Oak</b> & Elm",)], "A <caption>")
    assert "&lt;b&gt;Oak&lt;/b&gt; &amp; Elm" in made and "<b>" not in made
