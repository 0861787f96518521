"""What is there before a case is: the welcome page, new cases, the sample, the cases opened last."""
