"""Tokens, quotation marks, noun phrases with their heads, clauses: grammar, no news."""
