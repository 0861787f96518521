"""Search in the window: the field at the top, what drops below it, the page of all results, the quick switcher."""
