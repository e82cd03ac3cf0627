"""The measures we report: what each counts, over what, and what is good."""

from dataclasses import dataclass

SENSE = {
    "high": "Higher is better",
    "low": "Lower is better",
    "shape": "Read the whole distribution; no single figure is good or bad",
}


@dataclass(frozen=True)
class Kpi:
    """One measure. `good` is high, low or shape; the formula is in words, count over base."""

    code: str
    label: str
    good: str
    count: str
    base: str
    source: str

    @property
    def formula(self) -> str:
        """'audits submitted ÷ audits due in the period'."""
        return f"{self.count} ÷ {self.base}"


KPIS = {
    kpi.code: kpi
    for kpi in (
        Kpi(
            "K40",
            "Audits completed against plan",
            "high",
            "audits submitted on or before today",
            "audits due in the period",
            "Local measure",
        ),
        Kpi(
            "K41",
            "Audits graded Good or Outstanding",
            "shape",
            "audits whose final grade is Good or Outstanding",
            "audits with a final grade; those not yet moderated are counted and said",
            "Ofsted's four-point scale",
        ),
        Kpi(
            "K42",
            "Moderation agreement",
            "high",
            "moderated audits where the moderator kept the auditor's grade",
            "moderated audits; within one grade is given beside it",
            "Local measure",
        ),
        Kpi(
            "K43",
            "Actions closed in time",
            "high",
            "actions verified on or before their due date",
            "actions verified or overdue; the age of open actions is given beside it",
            "Local measure",
        ),
    )
}
