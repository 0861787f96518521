"""What is cited and not held: noting it, the list of what is wanted, and attaching its file once it is found."""
