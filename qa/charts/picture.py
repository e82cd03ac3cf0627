"""A chart of the gallery as a picture for a document that is printed: light, on white."""

import copy
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
        **_for_paper(ready(name)),
        "width": width,
        "background": "white",
        "data": {"values": rows.astype(object).where(rows.notna(), None).to_dict("records")},
    }
    drawn = vl_convert.vegalite_to_png(spec, vl_version=VERSION, scale=SCALE)
    return drawn, said(name, frame)


def said(name: str, frame: Mapping[str, Sequence[Any]]) -> str:
    """What a chart shows, in words."""
    return GALLERY[name].alt_text(pd.DataFrame(dict(frame)))


def _for_paper(spec: dict[str, Any]) -> dict[str, Any]:
    """Where points have shapes, these alone name the lines: paper may have no colours."""
    layers = copy.deepcopy(spec.get("layer", []))
    if not any("strokeDash" in layer.get("encoding", {}) for layer in layers):
        return spec
    for encoding in (layer.get("encoding", {}) for layer in layers):
        for channel, legend in LEGENDS.items():
            if channel in encoding:
                encoding[channel]["legend"] = legend
    return {**spec, "layer": layers}


LEGENDS = {"color": None, "strokeDash": None, "shape": {"columns": 4, "orient": "top"}}
