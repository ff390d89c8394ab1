"""Look for input that breaks a reader, guided by what it makes the code do: bounded in time, with seeds of our own.

    pip install atheris
    python -m benchmarks.fuzz feed --seconds 120
    python -m benchmarks.fuzz all --seconds 60

Whatever raises anything but the declared error, takes more than five seconds or more than 600 MiB is written to
`fuzz-found/` as a file, and the run ends with an error. The tests run all of `fuzz_targets.TARGETS` over their seeds
too; atheris itself is no dependency of the project.
"""

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.fuzz_targets import TARGETS, run

#: Limits of one input: seconds, MiB, bytes.
SECONDS, MEMORY, LONGEST = 5, 600, 1 << 16


def fuzz(name: str, seconds: int, found: Path) -> None:
    """Fuzz one target in this process, which ends with it."""
    import atheris

    target = TARGETS[name]
    with atheris.instrument_imports(include=["scrapers", "digests", "bot"]):
        for _seed in run(name):
            continue
    with tempfile.TemporaryDirectory() as room:
        corpus = Path(room) / "corpus"
        corpus.mkdir()
        for number, seed in enumerate(target.seeds()):
            (corpus / f"{number}").write_bytes(seed)
        words = Path(room) / "words"
        escaped = ("".join(f"\\x{byte:02x}" for byte in word.encode()) for word in target.words.split())
        words.write_text("".join(f'"{word}"\n' for word in escaped), "ascii")
        found.mkdir(exist_ok=True)
        limits = [
            f"-max_total_time={seconds}",
            f"-timeout={SECONDS}",
            f"-rss_limit_mb={MEMORY}",
            f"-max_len={LONGEST}",
        ]
        told = [f"-artifact_prefix={found}/{name}-", f"-dict={words}", "-print_final_stats=1", "-verbosity=1"]
        atheris.Setup([sys.argv[0], *limits, *told, str(corpus)], target.feed)
        atheris.Fuzz()


def main() -> None:
    """Fuzz one target, or each in a process of its own."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.fuzz", description=__doc__)
    parser.add_argument("target", choices=[*TARGETS, "all"])
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--found", type=Path, default=Path("fuzz-found"))
    options = parser.parse_args()
    if options.target != "all":
        fuzz(options.target, options.seconds, options.found)
        return
    broken = []
    for name in TARGETS:
        command = [sys.executable, "-m", "benchmarks.fuzz", name, "--seconds", str(options.seconds)]
        done = subprocess.run([*command, "--found", str(options.found)], capture_output=True, text=True)
        said = [line for line in done.stderr.splitlines() if "stat::number_of_executed_units" in line]
        print(
            f"{name}: {'broken' if done.returncode else 'holds'}; {' '.join(said).split()[-1:] or ['?']} inputs",
            flush=True,
        )
        if done.returncode:
            broken.append(name)
            print(done.stderr[-3000:], flush=True)
    raise SystemExit(1 if broken else 0)


if __name__ == "__main__":
    main()
