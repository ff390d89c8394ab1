"""Kill the real service at random moments: nothing is lost and nothing is visible twice."""

from pathlib import Path

from tests.bot.killing import check, kill_again_and_again
from tests.bot.test_kill_moments import MOMENTS

#: With the chosen moments, twenty-five in all; `benchmarks.kill` kills two hundred times.
KILLS = 25 - len(MOMENTS)
SEED = 20_161_211


def test_nothing_is_lost_and_nothing_is_posted_twice_over_twenty_kills(tmp_path: Path):
    check(kill_again_and_again(tmp_path, KILLS, SEED))
