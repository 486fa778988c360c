"""What was said, turn by turn, as records print it: Hansard, the Congressional Record, briefings, captions, Whisper."""
