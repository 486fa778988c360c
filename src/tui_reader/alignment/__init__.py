"""Posts and quotations to utterances, events and the rows of a comparison, with the evidence for each link."""
