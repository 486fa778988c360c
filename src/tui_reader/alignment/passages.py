"""Passages: the sentences of a document that can be lined up with another outlet's."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

from tui_reader.domain import Document, Quotation

QuotedDocument: TypeAlias = tuple[Document, Sequence[Quotation]]
