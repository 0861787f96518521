"""People and places in the window: the list, the page of one of them, and who is linked with what is open."""
