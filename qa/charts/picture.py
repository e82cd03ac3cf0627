"""A chart of the gallery as a picture for a document that is printed: light, on white."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from qa.charts.gallery import GALLERY, ready

VERSION = "6.4"  # of Vega-Lite, as the pages draw it
SCALE = 2  # dots for each pixel: sharp on paper


def png(name: str, frame: Mapping[str, Sequence[Any]], width: int = 460) -> tuple[bytes, str]:
    """(the picture as PNG, `width` pixels wide before scaling, what it shows in words)."""
    import vl_convert  # loads a whole browser engine: only when a document is made

    rows = pd.DataFrame(dict(frame))
    spec = {
        **ready(name),
        "width": width,
        "background": "white",
        "data": {"values": rows.astype(object).where(rows.notna(), None).to_dict("records")},
    }
    drawn = vl_convert.vegalite_to_png(spec, vl_version=VERSION, scale=SCALE)
    return drawn, GALLERY[name].alt_text(rows)
