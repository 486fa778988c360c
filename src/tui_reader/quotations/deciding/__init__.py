"""Which claim wins, how far it may be trusted, and why."""
