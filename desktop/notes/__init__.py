"""Notes in the window: the list, and the page on which one writes."""
