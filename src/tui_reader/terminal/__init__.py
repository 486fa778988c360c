"""What the terminal can do, clipboard routes, making text safe to show."""
