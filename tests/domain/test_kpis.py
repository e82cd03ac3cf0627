from qa.domain.kpis import KPIS, SENSE


def test_every_measure_of_audits_says_what_it_counts_and_what_is_good():
    assert list(KPIS) == ["K40", "K41", "K42", "K43"]
    for code, kpi in KPIS.items():
        assert kpi.code == code
        assert kpi.good in SENSE
        assert kpi.label and kpi.source
        assert kpi.formula == f"{kpi.count} ÷ {kpi.base}"
