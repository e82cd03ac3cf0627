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
