"""A document to its quotations: who said which words, and how we know."""

from tui_reader.quotations.engine import extract_quotations
from tui_reader.quotations.explaining import explain_quotations

__all__ = ["explain_quotations", "extract_quotations"]
