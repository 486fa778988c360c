"""Bytes to documents and posts; a form of page is a module, picked by evidence, never by file name."""
