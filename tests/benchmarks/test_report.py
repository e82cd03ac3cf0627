"""A benchmark's row says how it stands; missing a goal fails nothing."""

from tests.benchmarks.report import Row, interleaved


def test_a_row_is_a_ratio_against_its_yardstick() -> None:
    assert Row("x", 1000, 30, 10, "ms", 2).cells()[4:] == ("3.00", "2", "", "over goal")
    assert Row("x", None, 15, 10, "ms", 2, 1).verdict == "PASS"
    assert Row("x", None, 15, 10, "ms").verdict == ""


def test_acts_are_taken_turn_and_turn_about() -> None:
    order: list[str] = []

    def act(name: str) -> float:
        order.append(name)
        return len(order)

    assert interleaved([lambda: act("a"), lambda: act("b")], 3) == [3, 4]
    assert order == ["a", "b"] * 3
