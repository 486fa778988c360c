"""Bytes to documents and posts; a form of page is a module, picked by evidence, never by file name."""

from tui_reader.parsing.plain import plain_document

__all__ = ["plain_document"]
