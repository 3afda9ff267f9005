#!/usr/bin/env python3
"""How often does `makegood verify` refuse work that was spoilt after it had been accepted?

    benches/sabotage.py --bin target/release/makegood TASKS.jsonl

Each line of TASKS.jsonl is a task that was delivered, as JSON: `repo` (the path of a repository), `task`, `base` and `head`. For each,
`verify` has to accept the tree of `head` (the control). Then each mutation is applied on its own to what keeps the task's promises, and
`verify` is asked again. The table says how many mutated trees were refused. The repositories are never changed and nothing is
fetched: trees are laid out in a temporary folder. Which functions are mutated depends on `--seed` alone.
"""

import argparse
import collections
import concurrent.futures
import json
import pathlib
import random
import subprocess
import sys
import tempfile

from sabotage_mutations import OF_FUNCTIONS, OF_TREES, Function

TIME_LIMIT = 300  # seconds for one run of verify


class Tree:
    """The files of one revision in a folder of their own, with the objects of a repository."""

    def __init__(self, folder, repo):
        self.root, self.saved = pathlib.Path(folder), {}
        subprocess.run(["git", "clone", "--quiet", "--shared", "--no-checkout", repo, folder], check=True)

    def git(self, *args):
        done = subprocess.run(["git", "-C", str(self.root), *args], capture_output=True, text=True, check=True)
        return done.stdout

    def at(self, head, base):
        """Lays out `head`; the commits are named by id, because the revisions move with HEAD."""
        base, head = (self.git("rev-parse", "--verify", f"{name}^{{commit}}").strip() for name in (base, head))
        self.git("update-ref", "--no-deref", "HEAD", head)
        self.git("read-tree", head)
        # A partial copy lacks some files: the others are laid out all the same.
        subprocess.run(["git", "checkout-index", "--quiet", "--force", "--all"], cwd=self.root, capture_output=True)
        self.git("clean", "--quiet", "-fdx")
        return base

    def read(self, path):
        return (self.root / path).read_text(encoding="utf-8")

    def write(self, path, text):
        """Replaces a file, or removes it for `None`, until `restore`."""
        file = self.root / path
        self.saved.setdefault(path, file.read_bytes())
        if text is None:
            file.unlink()
        else:
            file.write_text(text, encoding="utf-8")

    def restore(self):
        for path, content in self.saved.items():
            (self.root / path).write_bytes(content)
        self.saved.clear()


def verify(binary, tree, task, base):
    command = [binary, "verify", task, "--base", base, "--format", "json"]
    try:
        done = subprocess.run(command, cwd=tree.root, capture_output=True, text=True, timeout=TIME_LIMIT)
        return json.loads(done.stdout)
    except (json.JSONDecodeError, subprocess.TimeoutExpired) as error:
        return {"verdict": "error", "reason": str(error), "promises": [], "evidence": {}}


def promised(report):
    """The functions that keep a promise and came with the change; of a list of tasks, those that keep a promise. What a text only
    mentions is no promise that decides."""
    mentioned = {promise["id"] for promise in report["promises"] if promise["tier"] == "mentioned"}
    found = [of for of in report["evidence"].get("functions") or [] if of.get("promise") not in mentioned]
    own = [(of["path"], of["line"], of["name"]) for of in found if of.get("promise") and of.get("change")]
    kept = [promise for promise in report["promises"] if promise["status"] == "kept" and promise["kind"] in ("function", "slot")]
    kept = [promise for promise in kept if promise["tier"] != "mentioned"]
    places = [promise["evidence"][0] for promise in kept if promise["evidence"] and report.get("tasks")]
    named = [(place["path"], place["line"], place["message"].split("`")[1]) for place in places if "`" in place["message"]]
    return sorted(set(own + named))


def definitions(tree, place):
    """The definition at `place`, and those of the same name in C that ports to other systems have in other files."""
    path, _, name = place
    places = {path: place}
    if path.endswith(".c"):
        pattern = rf"^[A-Za-z_][^;={{]*\b{name}[[:space:]]*\([^;]*$"
        found = subprocess.run(["git", "grep", "-nE", pattern, "--", "*.c"], cwd=tree.root, capture_output=True, text=True)
        for line in found.stdout.splitlines():
            other, number, _ = line.split(":", 2)
            places.setdefault(other, (other, int(number), name))
    return list(places.values())


def mutated(tree, place, mutate):
    """The new text of each file that the mutation changes; empty where it does not apply."""
    functions = [Function(tree, definition) for definition in definitions(tree, place)]
    texts = [(function.path, function.text, mutate(function)) for function in functions if function.ok]
    return [(path, new) for path, old, new in texts if new is not None and new.split() != old.split()]


class Bench:
    """One run over many tasks."""

    def __init__(self, typed):
        self.binary = str(pathlib.Path(typed.bin).resolve())
        self.seed, self.each = typed.seed, typed.each
        self.only = set(typed.only or [])

    def repository(self, repo, lines):
        with tempfile.TemporaryDirectory(prefix="sabotage-") as folder:
            tree = Tree(str(pathlib.Path(folder) / "tree"), repo)
            return [row for line in lines for row in self.task(tree, line)]

    def task(self, tree, line):
        row = {"repo": pathlib.Path(line["repo"]).name, "task": line["task"]}
        try:
            base = tree.at(line["head"], line["base"])
        except subprocess.CalledProcessError as error:
            print(f"not there: {row['repo']} {row['task']}: {error.stderr.strip()}", file=sys.stderr)
            return
        control = verify(self.binary, tree, line["task"], base)
        yield {**row, "mutation": "control", "refused": control["verdict"] != "delivered", "why": control["reason"]}
        if control["verdict"] != "delivered":
            return
        chance = random.Random(f"{self.seed} {row['repo']} {row['task']}")
        for name, where, mutate in self.mutants(tree, control, base, chance):
            if self.only and name not in self.only:
                continue
            try:
                done = mutate()
                if done is False:
                    continue
                report = verify(self.binary, tree, line["task"], base)
                diff = "" if report["verdict"] != "delivered" else tree.git("diff", "--", *tree.saved)
            finally:
                tree.restore()
            print(f"{row['task']} {name} {where}: {report['verdict']}", file=sys.stderr)
            row.update(mutation=name, where=where, why=report["reason"], verdict=report["verdict"], diff=diff)
            yield {**row, "refused": report["verdict"] not in ("delivered", "error")}

    def mutants(self, tree, control, base, chance):
        places = promised(control)
        chance.shuffle(places)
        for mutate in OF_FUNCTIONS:
            made = 0
            for place in places:
                files = mutated(tree, place, mutate)
                if not files:
                    continue
                where = "{}:{} {}".format(*place)
                yield mutate.__name__, where, lambda: [tree.write(*file) for file in files]
                made += 1
                if made == self.each:
                    break
        for mutate in OF_TREES:
            yield mutate.__name__, "", lambda: mutate(tree, control, base)


def table(rows):
    counts = collections.defaultdict(collections.Counter)
    for row in rows:
        counts[row["mutation"]][row["refused"]] += 1
    accepted = counts.pop("control", collections.Counter())
    yield f"controls accepted: {accepted[False]} of {accepted[True] + accepted[False]}\n"
    yield "| mutation | refused | of | rate |\n|---|---:|---:|---:|"
    for name, of in counts.items():
        total = of[True] + of[False]
        yield f"| {name.replace('_', ' ')} | {of[True]} | {total} | {100 * of[True] / total:.0f} % |"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("tasks", type=pathlib.Path)
    parser.add_argument("--bin", default="makegood")
    parser.add_argument("--each", type=int, default=1, help="functions of a task that each mutation is applied to (1)")
    parser.add_argument("--seed", default="1", help="by which functions are chosen")
    parser.add_argument("--only", action="append", help="only this mutation; can be given several times")
    parser.add_argument("--jobs", type=int, default=2, help="repositories at a time (2)")
    parser.add_argument("--out", type=pathlib.Path, help="write each mutant as a line of JSON, with the diff of those that were accepted")
    typed = parser.parse_args()
    tasks = collections.defaultdict(list)
    for text in typed.tasks.read_text(encoding="utf-8").splitlines():
        line = json.loads(text)
        tasks[line["repo"]].append(line)
    bench, rows = Bench(typed), []
    with concurrent.futures.ThreadPoolExecutor(typed.jobs) as pool:
        for done in concurrent.futures.as_completed([pool.submit(bench.repository, *of) for of in tasks.items()]):
            rows.extend(done.result())
            if typed.out:
                typed.out.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    print("\n".join(table(rows)))


if __name__ == "__main__":
    main()
