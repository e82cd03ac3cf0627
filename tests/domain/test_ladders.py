"""Ladders are data: the published shapes can be said, and what does not fit is refused by line."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.domain.forms import digest
from qa.domain.ladder_files import load_ladder
from qa.domain.ladders import shared_out
from qa.domain.refusals import Refused

SHIPPED = Path(__file__).parents[2] / "qa" / "ladders"
RELEASED = {
    "default v1": "92af70676449cc827b770fc0cbb179464651dd73ff4bb95dc77aa6598ea90fb1",
    "partnership v1": "3fb0cb3bca4a7df47891b1381c6511bcbe2bed6ee41b288f31f2df8096b03942",
}
HEAD = 'name = "ours"\nversion = 1\ntitle = "Ours"\n'


def stage(name: str, clock: str = "limit = 5", role: str = "") -> str:
    held = f'role = "{role}"\n' if role else ""
    return f'[[stage]]\nname = "{name}"\nanswers = "Somebody"\n{held}{clock}\n'


def ladder(*parts: str, cap: str = "cap = 20"):
    return load_ladder(f"{HEAD}{cap}\n" + "".join(parts), "ours.toml")


def limits(found) -> list:
    return [each.limit for each in found.stages]


@pytest.mark.parametrize("path", sorted(SHIPPED.glob("*/v*.toml")), ids=str)
def test_every_shipped_ladder_is_read_under_its_own_name(path):
    found = load_ladder(path.read_text(encoding="utf-8"), path.name)
    assert (found.name, f"v{found.version}") == (path.parent.name, path.stem)


def test_a_released_ladder_never_changes():
    found = {
        f"{path.parent.name} {path.stem}": digest(path.read_text(encoding="utf-8"))
        for path in SHIPPED.glob("*/v*.toml")
    }
    assert found == RELEASED, "a change is a new file; put its digest into RELEASED"


def test_the_default_is_informal_and_four_stages_of_five_days_within_twenty():
    text = (SHIPPED / "default" / "v1.toml").read_text(encoding="utf-8")
    found = load_ladder(text, "v1.toml")
    assert (found.informal.limit, limits(found), found.cap) == (5, [5, 5, 5, 5], 20)
    assert [found.stage(n).role for n in range(4)] == [
        "team_manager", "team_manager", "head_of_service", "",
    ]  # fmt: skip


def test_the_first_shape_four_stages_of_five_days():
    assert limits(ladder(*(stage(f"Stage {n}") for n in (1, 2, 3, 4)))) == [5, 5, 5, 5]


def test_the_second_shape_ten_days_then_three_stages_share_the_other_ten():
    rest = [stage(f"Stage {n}", "share = 1") for n in (2, 3, 4)]
    found = ladder(stage("Stage 1", "limit = 10"), *rest)
    assert limits(found) == [10, 4, 3, 3]
    assert sum(limits(found)) == found.cap


def test_the_third_shape_three_days_to_issue_and_ten_to_answer():
    found = ladder(stage("Alert", "limit = 10"), cap="cap = 20\nissue = 3")
    assert (found.issue, limits(found)) == (3, [10])


def test_the_fourth_shape_informal_without_a_limit_then_formal_with_the_cap_only():
    informal = '[informal]\nname = "Informal"\nanswers = "Team manager"\n'
    found = ladder(informal, stage("Formal", ""))
    assert (found.informal.limit, limits(found), found.cap) == (None, [None], 20)
    assert found.first == 0


def test_names_used_locally_are_kept_and_the_others_stay():
    found = ladder('[words]\nchallenge = "Alert"\nformal = "Dispute Resolution"\n', stage("One"))
    assert found.word("challenge") == "Alert"
    assert found.word("formal") == "Dispute Resolution"
    assert found.word("good_practice") == "Good-practice alert"


def test_a_partnership_may_agree_more_days_or_no_cap():
    partner = 'partner = "Health"\n'
    assert ladder(stage("One"), cap=partner).cap is None
    assert ladder(stage("One", "limit = 30"), cap=f"{partner}cap = 40").cap == 40


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        (HEAD + "cap = 20\n", 1, "no stages"),
        (HEAD + "cap = 20\nstage = []\n", 5, "no stages"),
        (HEAD + "cap = 9\n" + stage("One") + stage("Two"), 12, "10 working days, more than the"),
        (HEAD + stage("One"), 1, "cap is a whole number"),
        (HEAD + "cap = 21\n" + stage("One"), 4, "at most 20"),
        (HEAD + "cap = true\n" + stage("One"), 4, "whole number"),
        (HEAD + "cap = 20\nclock = 3\n" + stage("One"), 5, "'clock' is not something"),
        (HEAD + "cap = 20\n" + stage("One", "days = 3"), 8, "'days' is not something"),
        (HEAD + "cap = 20\n" + stage("One") + stage("one"), 10, "used twice"),
        (HEAD + "cap = 20\n" + stage("One", role="iro"), 8, "role is team_manager"),
        (HEAD + "cap = 20\n" + stage("One", "limit = 0"), 8, "whole number from 1"),
        (HEAD + "cap = 20\n" + stage("One", "limit = 2\nshare = 1"), 9, "not both"),
        (HEAD + "cap = 5\n" + stage("One") + stage("Two", "share = 1"), 12, "would have none"),
        (HEAD + 'partner = "Health"\n' + stage("One", "share = 1"), 8, "needs a cap"),
        (HEAD + 'partner = "Health"\n' + stage("One", ""), 5, "nothing would be due"),
        (HEAD + "cap = 20\n" + stage(""), 6, "name is a text"),
        (HEAD + "cap = 20\n[words]\nalert = 'Alert'\n" + stage("One"), 6, "'alert' is not"),
        (HEAD + "cap = 20\n[words]\ninformal = 'Alert'\nformal = 'alert'\n" + stage("One"), 7,
         "called differently"),
        (HEAD.replace("1", "0") + "cap = 20\n" + stage("One"), 2, "says its version"),
        (HEAD.replace("ours", "default") + 'partner = "Health"\n' + stage("One"), 4,
         "the council's own"),
        (HEAD.replace("ours", "Our ladder") + "cap = 20\n" + stage("One"), 1, "small letters"),
    ],
)  # fmt: skip
def test_a_ladder_that_does_not_fit_is_refused_with_line_and_reason(text, line, reason):
    with pytest.raises(Refused, match=rf"^ours\.toml, line {line}: .*{reason}"):
        load_ladder(text, "ours.toml")


@pytest.mark.parametrize("text", ["name = ", "x = " + "[" * 5000, "cap = " + "9" * 5000])
def test_a_file_that_is_no_toml_is_refused(text):
    with pytest.raises(Refused, match=r"^ours\.toml cannot be read"):
        load_ladder(text, "ours.toml")


def test_a_mark_before_the_first_letter_and_the_line_ends_of_windows_do_no_harm():
    text = HEAD + "cap = 20\n" + stage("One")
    assert load_ladder("\ufeff" + text.replace("\n", "\r\n"), "ours.toml") == load_ladder(text, "x")


def test_a_stage_that_is_not_there_is_refused():
    with pytest.raises(Refused, match="no such stage"):
        ladder(stage("One")).stage(0)


@given(st.integers(1, 40), st.lists(st.integers(1, 9), min_size=1, max_size=8))
def test_shared_days_are_whole_and_come_to_the_whole(days, shares):
    made = shared_out(days, shares)
    assert sum(made) == days
    assert all(n >= 0 for n in made)
