#!/usr/bin/env python3
"""How often does `makegood verify` refuse work that was spoilt after it had been accepted?

    benches/sabotage.py --bin target/release/makegood TASKS.jsonl

Each line of TASKS.jsonl is a task that was delivered, as JSON: `repo` (the path of a clone), `task`, `base` and `head`. For each, the
control has to be `delivered`; then every mutation is applied on its own to what keeps the task's promises, in a worktree of `head`, and
`verify` is asked again. The table says how many of the mutated trees were refused. Clones are never changed; nothing is fetched.
"""

import argparse
import collections
import json
import pathlib
import re
import subprocess
import sys
import tempfile

MOST = 3  # functions of a task that are mutated, each on its own


def git(folder, *args):
    done = subprocess.run(["git", "-C", str(folder), *args], capture_output=True, text=True, check=True)
    return done.stdout.strip()


def verify(binary, tree, task, base):
    command = [binary, "verify", task, "--base", base, "--format", "json"]
    done = subprocess.run(command, cwd=tree, capture_output=True, text=True)
    try:
        return json.loads(done.stdout)
    except json.JSONDecodeError:
        return {"verdict": "error", "reason": done.stderr.strip(), "promises": [], "evidence": {"functions": []}}


class Function:
    """A function that keeps a promise: its head, parameters, result and where its body stands in the file."""

    def __init__(self, tree, path, line, end_line):
        self.path = tree / path
        self.text = self.path.read_text(encoding="utf-8")
        lines = self.text.splitlines(keepends=True)
        self.start = sum(map(len, lines[: line - 1]))
        self.end = sum(map(len, lines[:end_line]))
        self.open = self.text.find("{", self.start, self.end)
        self.rust = path.endswith(".rs")
        head = " ".join(self.text[self.start : self.open].split())
        self.ok = self.open > 0
        inside = head.partition("(")[2].rpartition(")")[0] if not self.rust else head.partition("(")[2].partition(")")[0]
        self.result = head.rpartition("->")[2].partition(" where ")[0].strip() if "->" in head else ""
        self.name = re.search(r"(\w+)\s*(?:<[^(]*>)?\(", head)
        self.name = self.name.group(1) if self.name else ""
        if not self.rust:
            self.result = "" if re.match(r"(?:static |inline |extern )*void\s+\w", head) else head.partition(self.name)[0].strip()
        parts = [part.strip() for part in inside.split(",") if part.strip() not in ("", "void")]
        names = [re.search(r"(\w+)\s*(?::|$|\[)", part) for part in parts]
        self.params = [name.group(1) for name in names if name]
        self.types = [part.partition(":")[2].strip() for part in parts]

    def write(self, body):
        self.path.write_text(self.text[: self.open] + "{\n" + body + "\n}\n" + self.text[self.end :], encoding="utf-8")

    def unused(self):
        names = [name for name in self.params if name != "self"]
        return "".join(f"    let _ = {name};\n" if self.rust else f"    (void){name};\n" for name in names)


def neutral(function):
    result = function.result
    if not result:
        return None
    if function.rust:
        if result.startswith(("Result<()", "anyhow::Result<()", "io::Result<()")):
            return "Ok(())"
        return "Ok(Default::default())" if "Result" in result else "Default::default()"
    return "return NULL;" if "*" in result else "return 0;"


def placeholder(function):
    function.write("    todo!()" if function.rust else "    return -ENOSYS; /* not implemented yet */")


def neutral_value(function):
    value = neutral(function)
    if value is None:
        return False
    function.write(function.unused() + "    " + value)


def constant(function):
    result = function.result
    plain = {"bool": "true", "String": '"value".to_string()', "&'static str": '"value"'}
    if function.rust:
        inner = re.sub(r"^(?:\w+::)?Result<([^,>]+).*>$", r"\1", result)
        value = plain.get(inner) or ("42" if re.fullmatch(r"[iu](?:8|16|32|64|128|size)", inner) else None)
        value = f"Ok({value})" if value and inner != result else value
    else:
        value = "return 42;" if re.search(r"\b(?:int|long|unsigned|size_t|u?int\d+_t)\b", result) and "*" not in result else None
    if not value or not function.params:
        return False
    function.write(function.unused() + "    " + value)


def echo(function):
    pairs = zip(function.params, function.types)
    same = [name for name, kind in pairs if function.rust and kind == function.result and name != "self"]
    if not same:
        return False
    function.write("    " + same[0])


def empty_body(function):
    if function.result:
        return False
    function.write(function.unused())


def wrapper_to_stub(function):
    if not function.rust or "self" in function.params or "<" in function.text[function.start : function.open].partition("(")[0]:
        return False
    arguments = ", ".join(function.params)
    head = function.text[function.start : function.open].replace(f"fn {function.name}", f"fn {function.name}_inner", 1)
    function.write(f"    {function.name}_inner({arguments})\n}}\n\n{head.strip()} {{\n    todo!()")


def definition_removed(function):
    function.path.write_text(function.text[: function.start] + function.text[function.end :], encoding="utf-8")


def never_compiled(function):
    before, after = ("#[cfg(any())]\n", "") if function.rust else ("#if 0\n", "#endif\n")
    mine = function.text[function.start : function.end]
    function.path.write_text(
        function.text[: function.start] + before + mine + after + function.text[function.end :], encoding="utf-8"
    )


OF_FUNCTIONS = [
    placeholder, neutral_value, constant, echo, empty_body, wrapper_to_stub, definition_removed, never_compiled,
]


def file_removed(tree, report):
    kept = [p for p in report["promises"] if p["kind"] == "file" and p["status"] == "kept" and p["evidence"]]
    paths = [p["evidence"][0]["path"] for p in kept if (tree / p["evidence"][0]["path"]).is_file()]
    if not paths or "delet" in kept[0]["text"].lower():
        return False
    (tree / paths[0]).unlink()


def added_tests(tree, report):
    added = ((report["evidence"].get("sets") or {}).get("added")) or []
    return sorted({name.split("::")[0] for name in added if (tree / name.split("::")[0]).is_file()})


def tests_removed(tree, report):
    paths = added_tests(tree, report)
    for path in paths:
        text = (tree / path).read_text(encoding="utf-8")
        (tree / path).write_text(re.sub(r"#\[(?:\w+::)?test[^\]]*\]", "", text), encoding="utf-8")
    return bool(paths) and all(path.endswith(".rs") for path in paths)


def assertions_removed(tree, report):
    paths = added_tests(tree, report)
    for path in paths:
        text = (tree / path).read_text(encoding="utf-8")
        text = re.sub(r"\b(?:debug_)?assert(?:_eq|_ne)?!\s*\(", "let _ = format_args!(\"{:?}\", (", text)
        (tree / path).write_text(text, encoding="utf-8")
    return bool(paths) and all(path.endswith(".rs") for path in paths)


OF_TREES = [file_removed, tests_removed, assertions_removed]


def promised(report):
    """The places of the functions that keep a promise, the first of each."""
    found = [f for f in report["evidence"].get("functions", []) if f.get("promise") and f.get("change")]
    return list({(f["path"], f["line"], f["end_line"]) for f in found})[:MOST]


def sabotage(binary, line, results, missed):
    with tempfile.TemporaryDirectory() as folder:
        tree = pathlib.Path(folder) / "tree"
        git(line["repo"], "worktree", "add", "--quiet", "--detach", str(tree), line["head"])
        try:
            control = verify(binary, tree, line["task"], line["base"])
            accepted = control["verdict"] == "delivered"
            results["control accepted"][accepted] += 1
            if not accepted:
                missed.append((line["task"], "control", control["reason"]))
                return
            for place in promised(control):
                for mutate in OF_FUNCTIONS:
                    function = Function(tree, *place)
                    judge(binary, line, tree, mutate.__name__, lambda: function.ok and mutate(function), results, missed)
            for mutate in OF_TREES:
                judge(binary, line, tree, mutate.__name__, lambda: mutate(tree, control), results, missed)
        finally:
            git(line["repo"], "worktree", "remove", "--force", str(tree))


def judge(binary, line, tree, name, mutate, results, missed):
    if mutate() is not False:
        report = verify(binary, tree, line["task"], line["base"])
        refused = report["verdict"] not in ("delivered", "error")
        results[name][refused] += 1
        if not refused:
            missed.append((line["task"], name, git(tree, "diff", "--stat").replace("\n", " ")))
    git(tree, "checkout", "--quiet", "--force", ".")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("tasks", type=pathlib.Path)
    parser.add_argument("--bin", default="makegood")
    parser.add_argument("--missed", action="store_true", help="list what was accepted although it was spoilt")
    typed = parser.parse_args()
    results, missed = collections.defaultdict(collections.Counter), []
    for text in typed.tasks.read_text(encoding="utf-8").splitlines():
        sabotage(str(pathlib.Path(typed.bin).resolve()), json.loads(text), results, missed)
    print("| mutation | refused | of | rate |\n|---|---|---|---|")
    for name, counts in results.items():
        total = counts[True] + counts[False]
        print(f"| {name.replace('_', ' ')} | {counts[True]} | {total} | {100 * counts[True] / total:.0f} % |")
    if typed.missed:
        for task, name, what in missed:
            print(f"accepted: {task}: {name}: {what}", file=sys.stderr)


if __name__ == "__main__":
    main()
