"""Saved pages: what the outlet states in JSON-LD, the body from the markup. (Under construction by the builder of fetching.)"""
