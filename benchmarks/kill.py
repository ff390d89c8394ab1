"""Kill the service many times and see whether anything is lost or repeated.

    python -m benchmarks.kill --kills 200 --seed 1

Takes about two and a half seconds a kill.
"""

import argparse
import tempfile
import time
from pathlib import Path

from tests.bot.killing import check, kill_again_and_again


def main() -> None:
    """Run, check, print what was seen."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.kill", description=__doc__)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        found = kill_again_and_again(Path(folder), options.kills, options.seed)
    check(found)
    posted = sum(map(len, found.visible.values()))
    print(
        f"{options.kills} kills in {time.monotonic() - began:.0f} s: {len(found.articles)} articles, "
        f"{len(found.editions)} editions, {posted} messages, {found.doubts} starts with a message in doubt; "
        "nothing lost, nothing repeated"
    )


if __name__ == "__main__":
    main()
