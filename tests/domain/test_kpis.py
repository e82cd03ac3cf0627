from qa.domain.kpis import KPIS, SENSE
from qa.domain.timeliness import MEASURES


def test_every_measure_says_what_it_counts_and_what_is_good():
    assert list(KPIS)[-4:] == ["K40", "K41", "K42", "K43"]
    assert {measure.code for measure in MEASURES.values()} <= set(KPIS)
    for code, kpi in KPIS.items():
        assert kpi.code == code
        assert kpi.good in SENSE
        assert kpi.label and kpi.source
        assert kpi.formula == f"{kpi.count} ÷ {kpi.base}"
        assert kpi.counted.startswith(f"Counted: {kpi.count}, out of {kpi.base}.")


def test_what_is_given_beside_a_measure_is_a_sentence_of_its_own():
    assert KPIS["K23"].counted == (
        "Counted: midway reviews submitted on or before the last day that was on time, out of "
        "midway reviews that fell due in the period and were done, missed or are overdue. "
        "Given beside it: those done at all."
    )
    assert KPIS["K03"].counted.endswith("are overdue.")
    assert not [code for code, kpi in KPIS.items() if "beside" in kpi.count]
