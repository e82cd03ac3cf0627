"""Statistics that can be defended, a module for each kind.

intervals       shares with their Wilson intervals
sampling        draws that can be repeated: simple, stratified, the moderation sample
agreement       two grades for one file: exact, within one, weighted kappa
control_charts  is a change more than chance? limits, the four rules, one sentence
survival        time to an end with some still open: Kaplan-Meier by group
funnel          groups against what is usual for their size, instead of a ranking
pareto          kinds by how often they come, the commonest first
suppression     small numbers hidden for publication, and what would give them away (tables of them
                in suppression_tables, two side by side in suppression_crossed; what a reader can
                work out in inference)
frames          from counts to the columns that charts draw

Arrays or columns in, a frozen dataclass or columns out, no charts and no reading of data.
statsmodels is slow to import (over a second), so functions import it, not modules.
"""
