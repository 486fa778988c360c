"""A document to its quotations: marks, runs, cues, mentions, attribution, via, indirect speech."""
