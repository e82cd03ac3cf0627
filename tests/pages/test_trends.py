"""The trends page: guarded, said first in a sentence, its lists and figures opened on request."""

import pytest

from qa import clock
from tests.pages.conftest import open_page
from tests.services.test_trends import some_audits

REFUSED = "Trends is not open to you"


@pytest.fixture
def audits(sqlite_store: str, signed_in) -> dict[str, int]:
    return some_audits(clock.today())


def words(screen) -> str:
    return "\n".join(
        m.value for m in [*screen.markdown, *screen.title, *screen.info, *screen.error]
    )


def test_the_sentence_comes_first(audits, signed_in) -> None:
    signed_in("practice_manager")
    screen = open_page("trends")
    assert not screen.exception
    assert screen.markdown[0].value.startswith("**7 audits submitted from")
    assert [s.value for s in screen.subheader] == [
        "Overall grades by month",
        "Overall grades by team",
        "Answers by domain and team",
        "Critical questions answered No",
        "Open actions by age",
    ]


def test_signed_out_there_is_nothing_to_see(audits) -> None:
    screen = open_page("trends")
    assert not screen.markdown
    assert not screen.selectbox


@pytest.mark.parametrize("role", ["administrator", "business_support", "reg44_visitor"])
def test_roles_without_trends_are_told_whose_it_is(audits, signed_in, role: str) -> None:
    signed_in(role)
    screen = open_page("trends")
    assert screen.title[0].value == REFUSED


def test_the_address_sets_the_filters_and_what_is_not_known_is_ignored(audits, signed_in) -> None:
    signed_in("practice_manager")
    screen = open_page("trends", team="Southbank", period="Last 6 months", type="<script>")
    assert screen.selectbox(key="team").value == audits["south"]
    assert screen.selectbox(key="type").value is None
    assert screen.markdown[0].value.startswith("**2 audits submitted")


def test_choosing_a_mark_lists_its_records_and_closes_the_other_list(audits, signed_in) -> None:
    signed_in("practice_manager")
    screen = open_page("trends")
    screen.button(key="open_team").click().run()
    screen.selectbox(key="behind_team").select("Northgate: Inadequate").run()
    assert "1 audit." in words(screen)
    screen.button(key="open_age").click().run()
    assert "1 audit." not in words(screen)
    screen.selectbox(key="behind_age").select_index(0).run()
    assert "1 open action." in words(screen)


def test_a_team_manager_is_offered_their_teams_only(audits, signed_in) -> None:
    signed_in("team_manager", team_ids=(audits["north"],))
    screen = open_page("trends")
    assert screen.selectbox(key="team").options == ["All teams", "Northgate"]
    assert screen.markdown[0].value.startswith("**5 audits submitted")


def test_a_period_without_audits_says_so_under_every_heading(audits, signed_in) -> None:
    signed_in("practice_manager")
    screen = open_page("trends", period="Choose dates", dates=["2019-01-01", "2019-02-01"])
    assert "No audits were submitted from 1 January 2019 to 1 February 2019." in words(screen)
    assert "No audits have a grade in this period." in words(screen)


def test_a_team_name_is_shown_as_it_is_never_as_markup(sqlite_store, signed_in) -> None:
    from pages.ui.tables import as_words

    assert as_words("**A** [x](y) :red[z] $1 <b>") == (r"\*\*A\*\* \[x\](y) \:red\[z\] \$1 \<b\>")


def test_a_cell_of_a_table_is_escaped() -> None:
    from pages.ui.tables import as_html

    made = as_html(["<b>"], [["<script>alert(1)</script>"]], "'quoted' & said")
    assert "<script>" not in made
    assert "&#x27;quoted&#x27; &amp; said" in made
