"""Statistics that can be defended, a module for each kind.

intervals   shares with their Wilson intervals
sampling    draws that can be repeated: simple, stratified, the moderation sample
agreement   two grades for one file: exact, within one, weighted kappa

Control charts, funnel limits and time-to-resolve curves will each be a module here: arrays or
frames in, a frozen dataclass or a frame out, no charts and no reading of data.
statsmodels is slow to import (over a second), so functions import it, not modules.
"""
