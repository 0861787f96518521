"""Sources in the window: the list, the facts in the inspector, and what can be done to them."""
