"""A document to its quotations: who said which words, and how we know."""

from tui_reader.quotations.engine import extract_quotations

__all__ = ["extract_quotations"]
