"""Where the program starts."""

import sys


def main() -> int:
    """Run the command line; the exit code."""
    from desktop.cli import run

    try:
        return run(sys.argv[1:])
    except BrokenPipeError:  # whoever read our output had enough of it
        sys.stderr.close()
        return 0


if __name__ == "__main__":
    sys.exit(main())
