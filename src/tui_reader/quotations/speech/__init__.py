"""What claims that somebody speaks."""
