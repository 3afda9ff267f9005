#!/usr/bin/env python3
"""Measures how fast a large lcov tracefile is read, and in how much memory.

usage: benches/coverage.py [--megabytes N] [--runs N] [--bin PATH]

The tracefile is made up: files of a thousand lines with functions and branches, one fourth of the lines never run. Build
first: cargo build --release -p makegood-evidence --example read_coverage. Wanted: 100 MB in less than 2 s and 300 MB.
"""
import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent


def section(number):
    """One file of a thousand lines, a function at every tenth, a branch at every fourth."""
    functions = [f"FN:{line},project_module_{number}_function_{line}\nFNDA:{line % 7},project_module_{number}_function_{line}\n"
                 for line in range(1, 1000, 10)]
    branches = [f"BRDA:{line},0,0,{line % 3}\nBRDA:{line},0,1,-\n" for line in range(1, 1000, 4)]
    lines = [f"DA:{line},{0 if line % 4 == 0 else line * 37 % 100000}\n" for line in range(1, 1001)]
    return (f"TN:\nSF:/build/project/src/module_{number // 100}/file_{number}.c\n" + "".join(functions) + "FNF:100\nFNH:85\n"
            + "".join(branches) + "BRF:500\nBRH:250\n" + "".join(lines) + "LF:1000\nLH:750\nend_of_record\n")


def write(path, megabytes):
    with open(path, "w") as tracefile:
        number = 0
        while tracefile.tell() < megabytes * 1_000_000:
            tracefile.write(section(number))
            number += 1
    return number


def run(command):
    """Seconds of wall time, peak memory in MiB, output."""
    begun = time.perf_counter()
    child = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    output = child.stdout.read()
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode != 0:
        sys.exit(f"{' '.join(map(str, command))}: exit code {child.returncode}")
    return time.perf_counter() - begun, usage.ru_maxrss / 1024, output.strip()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--megabytes", type=int, default=100)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--bin", type=Path, default=PROJECT / "target/release/examples/read_coverage")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        tracefile = Path(folder) / "large.info"
        files = write(tracefile, arguments.megabytes)
        runs = [run([arguments.bin, tracefile]) for _ in range(arguments.runs)]
    print(f"{arguments.megabytes} MB, {files} files: {runs[0][2]}")
    print(f"best {min(r[0] for r in runs):.2f} s, worst {max(r[0] for r in runs):.2f} s, {max(r[1] for r in runs):.0f} MiB")


if __name__ == "__main__":
    main()
