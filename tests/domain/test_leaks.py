import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.domain.leaks import warnings

LEAKS = {
    "name or a date of birth": [
        "Jane Smith (12/03/2012)",
        "Jane Smith, 12 March 2012",
        "Zoë O’Brien 12/03/2012",
        "dob 12/3/12",
        "D.O.B: 12.03.2012",
        "born on 3rd May 2015",
        "Date of birth is 2012-03-12",
        "seen 12/03/2012 (DOB)",
    ],
    "NHS number": ["NHS 943 476 5919", "9434765919", "943-476-5919."],
    "postcode": ["SW1A 1AA", "lives at ls1 4ap", "M1 1AE,", "(B33 8TH)", "EC1A1BB"],
    "telephone number": [
        "call 07700 900123",
        "07700900123",
        "(01632) 960123",
        "020 7946 0018",
        "+44 7700 900123",
        "+44 (0)20 7946 0018",
        "0044 7700 900 123",
    ],
    "e-mail address": ["x.y@council.gov.uk", "mail jo+1@example.org, please"],
}
INNOCENT = [
    "Case 1234567",
    "case number 9434765918",
    "case 20260012345",
    "URN SC012345",
    "REF-943-476-5919",
    "0000000000",
    "seen on 12/03/2026",
    "Review Conference 12/03/2026",
    "Core Group, 5 November 2026",
    "Signs of Safety 5 November 2026",
    "Family Time 3/4/2026",
    "chair Tuesday 05/11/2026",
    "He was born early. Seen on 12/03/2026",
    "born in March 2012",
    "visits 10 11 2026",
    "Missing 02/03/2026 05/03/2026",
    "01/02/2026 - 03/04/2026",
    "2026-11-05",
    "v1.2.2015",
    "reg 44(2)(b), s47, E4 and F1",
    "B1 2nd visit, p4 4th goal",
    "A1 2AB",
    "Childline 0800 1111 or 0808 800 5000",
    "SDQ 12/40, 3 of 10",
    "Mr Smith's plan",
    "",
]


@pytest.mark.parametrize(
    ("kind", "text"), [(kind, text) for kind, texts in LEAKS.items() for text in texts]
)
def test_identifying_detail_is_warned_about_by_its_kind(kind, text):
    found = warnings(f"Seen at home. {text}")
    assert len(found) == 1
    assert kind in found[0]


@pytest.mark.parametrize("text", INNOCENT)
def test_ordinary_practice_words_raise_no_warning(text):
    assert warnings(text) == ()


def test_each_kind_is_warned_about_once():
    assert len(warnings("SW1A 1AA and M1 1AE, x@y.org and z@y.org")) == 2


@given(st.text())
def test_any_text_is_read_without_complaint(text):
    assert all(isinstance(sentence, str) for sentence in warnings(text))


def nhs_number(nine: list[int]) -> str | None:
    total = sum(weight * digit for weight, digit in zip(range(10, 1, -1), nine, strict=True))
    check = (11 - total % 11) % 11
    return None if check == 10 else "".join(map(str, [*nine, check]))


@given(st.lists(st.integers(0, 9), min_size=9, max_size=9).filter(lambda n: len(set(n)) > 1))
def test_every_valid_nhs_number_is_found_and_no_other_last_digit(nine):
    number = nhs_number(nine)
    for last in range(10):
        written = "".join(map(str, nine)) + str(last)
        warned = any("NHS" in sentence for sentence in warnings(f"no {written}"))
        assert warned == (written == number)


@given(
    st.sampled_from(["LS", "M", "SW", "B"]),
    st.integers(1, 99),
    st.integers(0, 9),
    st.text("ABDEFGHJLNPQRSTUWXYZ", min_size=2, max_size=2),
)
def test_every_upper_case_postcode_is_found(area, district, sector, unit):
    assert any("postcode" in s for s in warnings(f"at {area}{district} {sector}{unit}."))


PLAIN = "Visited on 5 November 2026. Mother was well (E4). Core Group 12/03/2026; SDQ 12 of 40. "


@pytest.mark.parametrize(
    "piece",
    ["a", "1", "1 ", "a.", "Aa ", "12/03/2026 ", "dob ", "07 ", "a1", "@", "a@", "(0", " ", PLAIN],
)
def test_time_grows_with_the_length_and_no_faster(piece):
    def seconds(length):
        text = (piece * (length // len(piece) + 1))[:length]
        best = 1.0
        for _ in range(3):
            start = time.process_time()
            warnings(text)
            best = min(best, time.process_time() - start)
        return best

    assert seconds(100_000) < 12 * max(seconds(20_000), 0.001)


def test_a_hundred_thousand_characters_are_read_at_once():
    text = (PLAIN * 1_200)[:100_000]
    best = 1.0
    for _ in range(5):
        start = time.process_time()
        warnings(text)
        best = min(best, time.process_time() - start)
    assert best < 0.05
