"""Help in the window: a page for each feature, the one for what has focus, and the sheet of keys."""
