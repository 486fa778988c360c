"""Who a document speaks of, and whom a name, a description or a pronoun means."""
