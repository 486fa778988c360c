"""tui-reader: a keyboard-driven newsroom reader for the terminal."""

__version__ = "0.1.0"
