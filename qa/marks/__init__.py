"""Vietnamese marks, put back on what was typed without them."""

from qa.marks.restorer import Restorer

__all__ = ["Restorer"]
