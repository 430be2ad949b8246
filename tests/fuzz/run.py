"""A long run of the fuzz targets, guided by coverage where atheris is installed (Linux and macOS wheels exist).

    python -m tests.fuzz.run --minutes 15               every target in turn
    python -m tests.fuzz.run feed page --minutes 5      these ones

What a target fails on, or takes more than ten seconds for, is kept in `findings/` of the working folder and told. To
keep it from coming back, put it into `tests/fuzz/corpus/TARGET/`: the tests run every file there.
"""

from __future__ import annotations

import argparse
import random
import re
import subprocess
import sys
import tempfile
import time
import traceback
from pathlib import Path

CORPUS = Path(__file__).parent / "corpus"
SLOW_S = 10


def fuzz_guided(name: str, seconds: float, folder: Path, seed: int) -> None:
    """Fuzz one target in this process until the time is over; ends the process at the first fault."""
    import atheris

    with atheris.instrument_imports(include=["tuinews"]):
        from tests.fuzz.targets import TARGETS

    words = [
        *(f"-max_total_time={int(seconds)}", f"-timeout={SLOW_S}", f"-seed={seed}", "-rss_limit_mb=1500"),
        *("-max_len=8000", f"-artifact_prefix={folder}/{name}-", "-print_final_stats=1", str(folder / f"{name}.grown")),
    ]
    (folder / f"{name}.grown").mkdir(exist_ok=True)
    seeds = CORPUS / name
    if seeds.is_dir():
        words.append(str(seeds))
    atheris.Setup(["fuzz", *words], TARGETS[name])
    atheris.Fuzz()


def fuzz_blindly(name: str, seconds: float, folder: Path, seed: int) -> None:
    """Fuzz one target with changed seeds, without being guided."""
    from tests.fuzz.targets import TARGETS

    chance, count, until = random.Random(seed), 0, time.monotonic() + seconds
    seeds = [path.read_bytes() for path in sorted((CORPUS / name).glob("*"))] or [b""]
    while time.monotonic() < until:
        data = _changed(chance, seeds)
        count += 1
        started = time.monotonic()
        try:
            TARGETS[name](data)
        except Exception:
            (folder / f"{name}-crash-{count}").write_bytes(data)
            traceback.print_exc()
            break
        if time.monotonic() - started > SLOW_S:
            (folder / f"{name}-slow-{count}").write_bytes(data)
            print("too slow")
            break
    print(f"stat::number_of_executed_units: {count}")


def _changed(chance: random.Random, seeds: list[bytes]) -> bytes:
    data = bytearray(chance.choice(seeds))
    for _ in range(chance.randint(1, 8)):
        place = chance.randint(0, len(data))
        other = chance.choice(seeds)
        cut = chance.randint(0, len(other))
        match chance.randint(0, 3):
            case 0:
                data[place:place] = chance.randbytes(chance.randint(1, 4))
            case 1:
                del data[place : place + chance.randint(1, 40)]
            case 2:
                data[place:place] = other[cut : cut + chance.randint(1, 200)]
            case _:
                data[place : place + 1] = bytes([chance.randrange(256)])
    return bytes(data[:8_000])


def main() -> int:
    """Run the targets one after the other, each in a process of its own; tell how many inputs each had."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("targets", nargs="*")
    parser.add_argument("--minutes", type=float, default=15)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--findings", type=Path, default=Path("findings"))
    parser.add_argument("--one", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        _one(options.targets[0], options.minutes * 60, options.findings, options.seed)
        return 0
    from tests.fuzz.targets import TARGETS

    options.findings.mkdir(parents=True, exist_ok=True)
    names = options.targets or list(TARGETS)
    total, found, started = 0, [], time.monotonic()
    for name in names:
        minutes = options.minutes / len(names)
        count, faults = _in_process(name, minutes, options)
        total += count
        found += faults
        print(f"{name:<14} {count:>9,} inputs, {len(faults)} faults", flush=True)
    print(f"{total:,} inputs in {(time.monotonic() - started) / 60:.1f} minutes, {len(found)} faults")
    for fault in found:
        print(fault)
    return 1 if found else 0


def _in_process(name: str, minutes: float, options: argparse.Namespace) -> tuple[int, list[str]]:
    """Fuzz one target until its time is over, beginning anew after each fault; return how many inputs it had."""
    count, faults, until = 0, [], time.monotonic() + minutes * 60
    seed = options.seed
    while (left := until - time.monotonic()) > 2 and len(faults) < 20:
        words = (name, "--one", "--minutes", str(left / 60), "--seed", str(seed), "--findings", str(options.findings))
        with tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace") as output:
            subprocess.run((sys.executable, "-m", "tests.fuzz.run", *words), stdout=output, stderr=output, check=False)
            output.seek(0)
            said = output.read()
        executed = re.search(r"number_of_executed_units: (\d+)", said)
        count += int(executed[1]) if executed else 0
        if not re.search(r"Traceback|ERROR: libFuzzer|too slow", said):
            if not executed:
                faults.append(f"{name}: no result\n{said[-2_000:]}")
            break
        faults.append(f"{name}: {_fault(said)}")
        seed += 1
    return count, faults


def _fault(said: str) -> str:
    trace = re.search(r"Traceback \(most recent call last\):.*?(?=\n==|\Z)", said, re.DOTALL)
    return (trace[0] if trace else said)[-1_500:]


def _one(name: str, seconds: float, folder: Path, seed: int) -> None:
    try:
        import atheris  # noqa: F401
    except ImportError:
        fuzz_blindly(name, seconds, folder, seed)
    else:
        fuzz_guided(name, seconds, folder, seed)


if __name__ == "__main__":
    sys.exit(main())
