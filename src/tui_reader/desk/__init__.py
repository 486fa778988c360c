"""For the writer: house styles and wording differences. Stored text is never changed, only dressed on the way out."""
