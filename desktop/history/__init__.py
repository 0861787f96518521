"""What was done in a case: the list of steps, what each changed, the way back, and the versions of one object."""
