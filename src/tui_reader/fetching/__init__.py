"""What comes from the web: one address safely, many subscriptions politely. Knows no page and no feed."""

from tui_reader.fetching.fetcher import Fetched, Fetcher, FetchRules

__all__ = ["FetchRules", "Fetched", "Fetcher"]
