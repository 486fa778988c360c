"""How much making text safe costs, as a ratio to the least any pass over code points can: `str.translate` with a table.

Run: python benchmarks/safe_text.py
"""

from __future__ import annotations

from timeit import repeat

from tui_reader.terminal.safe import safe_text

LINE = "The harbour board said the ferry would not sail again before the spring, and that the money was gone. "
LINES = {
    "plain": LINE,
    "typographic": LINE.replace("ferry", "“ferry”").replace("the money", "the board’s money"),
    "hostile": LINE.replace("ferry", "\x1b[2Jferry\u202e"),
    "Arabic": "قال الوزير إن العبارة لن تبحر مرة أخرى قبل الربيع وأن المال قد ذهب ولن يعود أبدا إلى الميناء القديم ",
    "a paragraph of 10,000": (LINE * 100)[:10_000],
}
TABLE = {code: chr(0x2400 + code) for code in range(32)} | dict.fromkeys(range(0x80, 0xA0), "\ufffd")


def main() -> None:
    """Print microseconds and the ratio for each kind of line."""
    for name, line in LINES.items():
        floor = min(repeat(lambda text=line: text.translate(TABLE), number=2000, repeat=5)) / 2000
        ours = min(repeat(lambda text=line: safe_text(text), number=2000, repeat=5)) / 2000
        print(f"{name:22} {len(line):6} characters  {ours * 1e6:8.2f} µs  {ours / floor:5.2f} × str.translate")


if __name__ == "__main__":
    main()
