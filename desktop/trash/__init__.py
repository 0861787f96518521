"""The trash in the window: what was put away, and the way back."""
