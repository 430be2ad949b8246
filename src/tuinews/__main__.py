"""`python -m tuinews`, and the installed `tuinews`."""

import gc
import sys

from tuinews.cli import main as run


def main() -> int:
    """Run the command line and return its exit code."""
    exit_code = run(sys.argv[1:])
    gc.freeze()  # else Python looks through all that is left for garbage before it ends, which takes 25 ms
    return exit_code


if __name__ == "__main__":
    sys.exit(main())
