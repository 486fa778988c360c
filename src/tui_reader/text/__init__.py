"""Strings in, strings and spans out: words, sentences, names, normalising."""
