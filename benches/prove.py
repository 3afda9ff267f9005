#!/usr/bin/env python3
"""What `makegood prove` costs beside cargo-mutants, and whether both say the same of each function.

    cargo build --release
    benches/prove.py target/release/makegood PROJECT [TEST-ARGUMENT ...]

PROJECT is a checked-out crate whose tests pass. Both run `cargo test`, with the arguments that follow, in one job; cargo-mutants is
left its replacements of function bodies only. Needs cargo-mutants and an idle machine; nothing is written to PROJECT.
"""

import collections
import json
import pathlib
import resource
import subprocess
import sys
import tempfile
import time


def cost(command, folder):
    """Wall-clock and processor seconds of a command that may end as it likes."""
    used = lambda: sum(resource.getrusage(resource.RUSAGE_CHILDREN)[:2])
    began, before = time.time(), used()
    subprocess.run(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return time.time() - began, used() - before


def mutants(outcomes):
    """What became of the mutants of each function, by file and first line."""
    found = collections.defaultdict(collections.Counter)
    for outcome in json.loads(outcomes.read_text())["outcomes"]:
        if outcome["scenario"] == "Baseline":
            continue
        mutant = outcome["scenario"]["Mutant"]
        line = ((mutant.get("function") or {}).get("span") or {}).get("start", {}).get("line", 0)
        found[mutant["file"], line][outcome["summary"]] += 1
    return found


def said(counts):
    """In one word."""
    for summary, word in (("CaughtMutant", "caught"), ("Timeout", "timeout"), ("MissedMutant", "missed")):
        if counts[summary]:
            return word
    return "unviable" if counts else "no mutant"


def main():
    makegood, project, *arguments = sys.argv[1:]
    makegood = pathlib.Path(makegood).resolve()
    work = pathlib.Path(tempfile.mkdtemp(prefix="makegood-bench-"))
    report = work / "report.json"
    prove = [makegood, "prove", "--all", "src", "--no-cache", "--format", "json", "--output", report]
    ours = cost([*prove, "--", "cargo", "test", *arguments], project)
    bodies = ["--exclude-re", "replace .{1,3} with", "--exclude-re", ": delete "]
    theirs = cost(["cargo", "mutants", "-j1", "-o", work, *bodies, "--", *arguments], project)
    found = mutants(work / "mutants.out" / "outcomes.json")
    agreement = collections.Counter()
    for proof in json.loads(report.read_text())["proofs"]:
        # Attributes stand before the line that cargo-mutants names.
        lines = range(proof["line"], proof["line"] + 4)
        counts = next((found[proof["path"], line] for line in lines if (proof["path"], line) in found), {})
        agreement[proof["status"], said(collections.Counter(counts))] += 1
    print(f"makegood:      {ours[0]:7.1f} s, {ours[1]:7.1f} s of processor time")
    print(f"cargo-mutants: {theirs[0]:7.1f} s, {theirs[1]:7.1f} s of processor time, {sum(sum(c.values()) for c in found.values())} mutants")
    for (status, word), count in sorted(agreement.items()):
        print(f"{count:5} {status}, {word}")


if __name__ == "__main__":
    main()
