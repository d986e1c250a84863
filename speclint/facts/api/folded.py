"""What is folded away in a page: the title of `<details>`."""

from __future__ import annotations

import re

from speclint.document.block import Html

# <summary><b>GET /rides</b></summary>
_SUMMARY = re.compile(r"<summary>(?P<words>.{0,300}?)</summary>", re.IGNORECASE | re.DOTALL)
_TAG = re.compile(r"<[^<>]{0,80}>")


def folded(block: Html) -> str:
    """The words by which something is folded away, without tags; empty where nothing is."""
    found = _SUMMARY.search(block.raw)
    return _TAG.sub("", found["words"]).strip() if found else ""


__all__ = ["folded"]
