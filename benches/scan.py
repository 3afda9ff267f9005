#!/usr/bin/env python3
"""Measures makegood against ripgrep and git, in the same run, and writes the ratios to docs/performance.md.

usage: benches/scan.py [--c-tree DIR] [--git-repository DIR] [--runs N] [--bin PATH] [--output FILE]

  --c-tree          C sources for the full scan. Wine 8.0: enable deb-src, then `apt-get source wine`.
  --git-repository  a large git repository of C for the check of ten changed files; it must be clean, and is put back as it
                    was. Linux 6.1: install linux-source-6.1, unpack it, then `git init && git add -A && git commit`.
  --runs            how often each command is run; medians are reported (default: 5)

What is not given is left out, and said so. Build first: cargo build --release. ripgrep is needed for the full scan.
"""
import argparse
import json
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
PATTERN = "not.?implemented|ENOSYS|stub|todo"
CHANGED_FILES = 10
SMALL_RUNS = 4  # times --runs: short commands need more of them


class Run:
    """What one command took: seconds of wall time, the peak of its memory in MiB, what it wrote."""

    def __init__(self, command, cwd, accepted=(0, 1)):
        with tempfile.TemporaryFile() as output:
            begun = time.perf_counter()
            child = subprocess.Popen(command, cwd=cwd, stdout=output, stderr=subprocess.DEVNULL)
            _, status, usage = os.wait4(child.pid, 0)
            self.seconds = time.perf_counter() - begun
            child.returncode = code = os.waitstatus_to_exitcode(status)
            if code not in accepted:
                sys.exit(f"{' '.join(map(str, command))}: exit code {code}")
            self.mib = usage.ru_maxrss / 1024
            output.seek(0)
            self.output = output.read()


def medians(commands, cwd, runs):
    """Runs the commands in turns, so that all meet the same weather, after one round that counts for nothing."""
    for command in commands:
        Run(command, cwd)
    rounds = [[Run(command, cwd) for command in commands] for _ in range(runs)]
    return [
        (statistics.median(run.seconds for run in column), max(run.mib for run in column)) for column in zip(*rounds)
    ]


def sources(tree):
    return sorted(path for path in tree.rglob("*") if path.suffix in (".c", ".h") and path.is_file() and not path.is_symlink())


def size_of(paths):
    return f"{len(paths):,} files, {sum(path.stat().st_size for path in paths) / 1e6:.0f} MB"


def prefilter_loses_nothing(binary, tree):
    """What is to be said of the findings with and without the prefilter. Gaps differ: what is not read leaves none."""
    check = [binary, "check", "--all", "--format", "json"]
    filtered, whole = (json.loads(Run([*check, *more], tree).output) for more in ([], ["--no-prefilter"]))
    same = "the same" if filtered["findings"] == whole["findings"] else "**different**"
    number = len(whole["findings"])
    return f"The prefilter loses nothing: without it (`--no-prefilter`) the {number:,} findings are {same}."


def half_of(tree, paths, folder):
    """Every second file of `tree`, in the same folders."""
    for path in paths[::2]:
        copy = folder / path.relative_to(tree)
        copy.parent.mkdir(parents=True, exist_ok=True)
        try:
            os.link(path, copy)
        except OSError:
            shutil.copyfile(path, copy)
    return paths[::2]


def row(what, ours, theirs, peer, aim):
    ratio = ours / theirs
    kept = "yes" if ratio <= aim else "**no**"
    return f"| {what} | {ours * 1000:,.0f} ms | {theirs * 1000:,.0f} ms (`{peer}`) | {ratio:.2f} | {aim:g} | {kept} |"


def full_scan(binary, tree, runs):
    """The table row and what else there is to say of a full scan."""
    if not shutil.which("rg"):
        sys.exit("ripgrep is not installed: apt-get install ripgrep")
    paths = sources(tree)
    check = [binary, "check", "--all", "--quiet"]
    (ours, mib), (theirs, _) = medians([check, ["rg", "-c", PATTERN]], tree, runs)
    with tempfile.TemporaryDirectory(dir=tree.parent) as folder:
        half = half_of(tree, paths, Path(folder))
        [(half_time, _)] = medians([check], folder, runs)
    share = sum(path.stat().st_size for path in half) / sum(path.stat().st_size for path in paths)
    return row(f"full scan of {tree.name} ({size_of(paths)})", ours, theirs, "rg -c", 20), [
        f"Peak memory of the full scan: {mib:.0f} MiB (aim: under 300).",
        f"Growth: {share:.0%} of the text take {half_time / ours:.0%} of the time.",
        prefilter_loses_nothing(binary, tree),
    ]


def changed_files(binary, repository, runs):
    """The table row of a check of ten changed files; the repository is put back as it was."""
    if Run(["git", "status", "--porcelain"], repository).output:
        sys.exit(f"{repository} is not clean: commit or drop what has changed, it would be overwritten")
    paths = sources(repository)
    chosen = [path for path in paths if path.suffix == ".c"]
    chosen = chosen[:: max(1, len(chosen) // CHANGED_FILES)][:CHANGED_FILES]
    before = {path: path.read_bytes() for path in chosen}
    try:
        for number, path in enumerate(chosen):
            path.write_bytes(before[path] + f"\nint added_{number}(int a) {{ return a + {number}; }}\n".encode())
        commands = [[binary, "check", "--quiet"], ["git", "status", "--porcelain"]]
        (ours, _), (theirs, _) = medians(commands, repository, runs)
    finally:
        for path, text in before.items():
            path.write_bytes(text)
    what = f"ten changed files in {repository.name} ({size_of(paths)})"
    return row(what, ours, theirs, "git status --porcelain", 1.5)


def small_repository(binary, runs):
    """The table row of a pre-commit run on twenty files of which one is staged."""
    with tempfile.TemporaryDirectory() as folder:
        git = lambda *args: subprocess.run(["git", "-c", "user.name=A", "-c", "user.email=a@example.org", *args], cwd=folder, check=True, capture_output=True)
        git("init", "--initial-branch", "main")
        for number in range(20):
            text = "".join(f"int f{number}_{part}(int a) {{ return a * {part}; }}\n" for part in range(50))
            Path(folder, f"file{number}.c").write_text(text)
        git("add", "--all")
        git("commit", "-m", "first")
        Path(folder, "file7.c").write_text("int f(int a) { return a + 1; }\n")
        git("add", "--all")
        commands = [[binary, "check", "--staged", "--quiet"], ["git", "status"]]
        (ours, _), (theirs, _) = medians(commands, folder, runs * SMALL_RUNS)
    return row("one staged file in a repository of 20", ours, theirs, "git status", 3)


def report(rows, notes, left_out, runs):
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    lines = [
        "# Speed and memory",
        "",
        f"Written by `benches/scan.py` on {time.strftime('%Y-%m-%d')}: medians of {runs} runs, the commands in turns, on {cores}",
        f"{platform.machine()} cores. Only ratios mean something elsewhere.",
        "",
        "| what | makegood | peer | ratio | at most | kept |",
        "|---|---|---|---|---|---|",
        *rows,
        "",
        *[line for note in notes for line in (note, "")],
        *[f"Left out, because it was not there: {what}." for what in left_out],
    ]
    return "\n".join(lines).rstrip() + "\n"


def written_by_others(path):
    """The sections of the page that other measurements wrote: from the first heading of the second level on."""
    old = path.read_text() if path.is_file() else ""
    _, heading, rest = old.partition("\n## ")
    return heading + rest


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bin", default=PROJECT / "target/release/makegood", type=Path)
    parser.add_argument("--c-tree", type=Path)
    parser.add_argument("--git-repository", type=Path)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--output", type=Path, default=PROJECT / "docs/performance.md")
    options = parser.parse_args()
    binary = options.bin.resolve()
    if not binary.is_file():
        sys.exit(f"{binary} is not there: cargo build --release")
    rows, notes, left_out = [], [], []
    if options.c_tree:
        scan, said = full_scan(binary, options.c_tree.resolve(), options.runs)
        rows.append(scan)
        notes += said
    else:
        left_out.append("the full scan (--c-tree)")
    if options.git_repository:
        rows.append(changed_files(binary, options.git_repository.resolve(), options.runs))
    else:
        left_out.append("ten changed files in a large repository (--git-repository)")
    rows.append(small_repository(binary, options.runs))
    text = report(rows, notes, left_out, options.runs)
    options.output.write_text(text + written_by_others(options.output))
    print(text, end="")


main()
