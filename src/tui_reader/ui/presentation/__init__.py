"""Values to lines of styled text: pure functions, tested without an app."""
