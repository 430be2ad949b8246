"""`python -m tuinews`, and the installed `tuinews`."""

import sys

from tuinews.cli import main as run


def main() -> int:
    """Run the command line and return its exit code."""
    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
