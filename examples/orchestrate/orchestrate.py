#!/usr/bin/env python3
"""The loop of an orchestrator around makegood: ready -> work -> verify -> accept, rework, or mend a dependency.

    orchestrate.py --worker COMMAND [--makegood PROGRAM] [--levels N] [TASK...]

Run in the repository that the tasks belong to. COMMAND is called as `COMMAND TASK LEVEL REPORT`: the task's id, the level of
the worker from 1, and a file with the report that refused the last attempt (empty for the first one). It is to leave its
work in a commit. Without TASK, all open tasks are worked on in the order that `makegood tasks` gives.

What the exit codes of makegood mean is all that the loop knows:

    ready   0  start          3  mend what blocks it; no attempt is spent     4  ask the author
    verify  0  accept  1  again, by the next level    3  as above             4  ask the author
"""

import argparse
import json
import subprocess
import sys
import tempfile

ACCEPTED, GIVEN_UP = "accepted", "given up"


class Run:
    """One run over a set of tasks."""

    def __init__(self, options):
        self.options = options
        self.states = {}
        self.attempts = {}
        self.blocked = []

    def ask(self, command, task):
        """The exit code and the report of makegood."""
        arguments = [self.options.makegood, command, task, "--format", "json"]
        answer = subprocess.run(arguments, capture_output=True, text=True)
        if answer.returncode == 2:
            sys.exit(f"{' '.join(arguments)}: {answer.stderr.strip()}")
        return answer.returncode, json.loads(answer.stdout)

    def work_on(self, task, waiting=()):
        """Works on a task until it is accepted or nothing more can be done; tells whether it was accepted."""
        if self.states.get(task) == ACCEPTED:
            return True
        if task in waiting:
            return self.give_up(task, "it waits for itself")
        if not self.is_ready(task, waiting):
            return False
        refusal = {}
        for level in range(1, self.options.levels + 1):
            self.attempt(task, level, refusal)
            code, refusal = self.ask("verify", task)
            say(f"{task}: verify: {refusal['verdict']}: {refusal['reason']}")
            if code == 0:
                self.states[task] = ACCEPTED
                return True
            if code == 3 and not self.mend(task, refusal, waiting):
                return False
            if code == 4:
                return self.give_up(task, "its spec promises nothing that can be verified")
        return self.give_up(task, f"{self.options.levels} levels tried")

    def is_ready(self, task, waiting):
        """Whether the task can begin; what blocks it is mended first, which costs the task itself nothing."""
        code, report = self.ask("ready", task)
        say(f"{task}: ready: {report['verdict']}: {report['reason']}")
        if code == 0:
            return True
        if code == 4:
            return self.give_up(task, "its dependencies promise nothing that can be verified")
        self.blocked.append(task)
        return self.mend(task, report, waiting) and self.ask("ready", task)[0] == 0

    def mend(self, task, report, waiting):
        """Works on the tasks that block this one."""
        before = list(dict.fromkeys(blocker["task"] for blocker in report["blocked_by"] if blocker["task"]))
        say(f"{task}: waits for {', '.join(before) or 'its author'}; no attempt is spent on it")
        for other in before:
            self.states.pop(other, None)
        return bool(before) and all(self.work_on(other, (*waiting, task)) for other in before)

    def attempt(self, task, level, refusal):
        """Lets a worker of the given level try."""
        self.attempts[task] = self.attempts.get(task, 0) + 1
        say(f"{task}: attempt {self.attempts[task]}, by a worker of level {level}")
        with tempfile.NamedTemporaryFile("w", suffix=".json") as report:
            json.dump(refusal, report)
            report.flush()
            subprocess.run([*self.options.worker.split(), task, str(level), report.name], check=True)

    def give_up(self, task, why):
        """Leaves the task to a person."""
        say(f"{task}: given up: {why}")
        self.states[task] = GIVEN_UP
        return False


def say(text):
    """A line of the log."""
    print(text, flush=True)


def open_tasks(options):
    """The tasks that are not said to be done, each after those that it depends on."""
    answer = subprocess.run([options.makegood, "tasks", "--format", "json"], capture_output=True, text=True)
    if answer.returncode not in (0, 1):
        sys.exit(answer.stderr.strip())
    return [task["id"] for task in json.loads(answer.stdout)["tasks"] if task["state"] in ("open", "begun")]


def main():
    """What was typed, and the run."""
    parser = argparse.ArgumentParser(description="ready -> work -> verify, for each task in its order")
    parser.add_argument("--worker", required=True, help="called as COMMAND TASK LEVEL REPORT")
    parser.add_argument("--makegood", default="makegood", help="the program")
    parser.add_argument("--levels", type=int, default=4, help="how many levels of workers there are")
    parser.add_argument("tasks", nargs="*", metavar="TASK")
    options = parser.parse_args()
    run = Run(options)
    done = [run.work_on(task) for task in options.tasks or open_tasks(options)]
    say("")
    for task, attempts in run.attempts.items():
        say(f"{task}: {run.states.get(task, 'open')} after {attempts} attempt{'s' if attempts > 1 else ''}")
    say(f"attempts spent on a blocked task: {sum(run.attempts.get(task, 0) for task in run.blocked if run.states.get(task) != ACCEPTED)}")
    return 0 if all(done) else 1


if __name__ == "__main__":
    sys.exit(main())
