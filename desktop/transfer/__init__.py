"""Files that come into a case: chosen or dropped, taken in by a job, and the list of what became of each."""
