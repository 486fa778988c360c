"""A document to its quotations: marks, runs, cues, mentions, attribution, via, indirect speech."""

from tui_reader.quotations.engine import extract_quotations

__all__ = ["extract_quotations"]
