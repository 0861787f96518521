"""What leaves the case as files, one module a format."""
