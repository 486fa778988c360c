"""The app: shows domain values, asks the newsroom, never sees SQL."""
