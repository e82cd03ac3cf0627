"""The measures we report: what each counts, over what, and what is good."""

from dataclasses import dataclass

SENSE = {
    "high": "Higher is better",
    "low": "Lower is better",
    "shape": "Read the whole distribution; no single figure is good or bad",
}


@dataclass(frozen=True)
class Kpi:
    """One measure. `good` is high, low or shape; the formula is in words, count over base;
    `beside`: what is given with it."""

    code: str
    label: str
    good: str
    count: str
    base: str
    source: str
    beside: str = ""

    @property
    def formula(self) -> str:
        """'audits submitted ÷ audits due in the period'."""
        return f"{self.count} ÷ {self.base}"

    @property
    def counted(self) -> str:
        """'Counted: audits submitted, out of audits due in the period.', then what is beside."""
        said = f"Counted: {self.count}, out of {self.base}."
        return f"{said} Given beside it: {self.beside}." if self.beside else said


KPIS = {
    kpi.code: kpi
    for kpi in (
        Kpi(
            "K02",
            "Child protection plans reviewed in time",
            "high",
            "plans open today for 3 months or more with every review conference held in time",
            "plans open today for 3 months or more",
            "DfE children in need statistics, table D6; Working Together",
        ),
        Kpi(
            "K03",
            "Review conferences on time",
            "high",
            "review conferences held on or before the day they were due",
            "review conferences that fell due in the period and were held or are overdue",
            "Working Together: 3 months, then every 6",
        ),
        Kpi(
            "K05",
            "Plans open for 2 years or more",
            "low",
            "plans open today that began 24 months ago or earlier",
            "plans open today",
            "DfE children in need statistics, table D5",
        ),
        Kpi(
            "K08",
            "Length of open plans",
            "shape",
            "plans open today that have reached 9, 12, 15, 18, 21 or 24 months",
            "plans open today",
            "Local markers for the panel on long plans",
        ),
        Kpi(
            "K12",
            "Conferences that were quorate",
            "high",
            "conferences held with enough agencies",
            "conferences held in the period that say whether they were; the others are counted "
            "and said",
            "Local safeguarding partnership procedures",
        ),
        Kpi(
            "K20",
            "Reviews of looked-after children on time",
            "high",
            "reviews held on or before the day they were due",
            "reviews that fell due in the period and were held or are overdue; short breaks are "
            "left out",
            "Care Planning Regulations 2010, regulation 33",
            beside="children with every review in time",
        ),
        Kpi(
            "K21",
            "Children taking part in their reviews",
            "high",
            "reviews with participation code PN1, PN2, PN3, PN5 or PN6",
            "reviews held in the period with a code other than PN0 (under 4)",
            "SSDA903 participation codes",
        ),
        Kpi(
            "K23",
            "Midway reviews on time",
            "high",
            "midway reviews submitted on or before the last day that was on time",
            "midway reviews that fell due in the period and were done, missed or are overdue",
            "IRO Handbook chapter 3; local duty of conference chairs",
            beside="those done at all",
        ),
        Kpi(
            "K24",
            "IRO contact between reviews",
            "high",
            "looked-after children their IRO has been in contact with since the last review",
            "looked-after children with an IRO whose next review is due or overdue",
            "IRO Handbook; Annex A list 8",
        ),
        Kpi(
            "K25",
            "Caseload of IROs and chairs",
            "shape",
            "children looked after or on a plan, each once",
            "full-time equivalent of IROs and chairs",
            "IRO Handbook guide: 50 to 70 looked-after children for a full-time IRO (a setting)",
        ),
        Kpi(
            "L01",
            "Short-breaks reviews on time",
            "high",
            "short-breaks reviews held on or before the day they were due",
            "short-breaks reviews that fell due in the period and were held or are overdue; "
            "outside the SSDA903 figures",
            "Care Planning Regulations 2010, regulation 48",
        ),
        Kpi(
            "L02",
            "Children told the outcome",
            "high",
            "reviews and conferences after which the child was told the outcome",
            "reviews and conferences held in the period and entered by hand",
            "Local measure",
        ),
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
