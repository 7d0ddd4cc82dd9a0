#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks the scripts that everything is built and tested with, as TAP. Called with their folder."""

import json
import os
import pathlib
import subprocess
import sys
import tempfile


def run(*command, **how):
    return subprocess.run([str(word) for word in command], capture_output=True, text=True, check=False, **how)


def sum_of(scripts, folder, *runs):
    """What count-tests makes of the log of some test programs: its last line and its exit status."""
    log = folder / "testlog.json"
    log.write_text("".join(json.dumps({"name": "a", **run}) + "\n" for run in runs), encoding="utf-8")
    said = run(scripts / "count-tests", log)
    return said.stdout.strip(), said.returncode


def main():
    scripts = pathlib.Path(sys.argv[1]).resolve()
    results = []

    def report(name, got, wanted):
        results.append(got == wanted)
        print(f"{'ok' if got == wanted else 'not ok'} {len(results)} {name}")
        if got != wanted:
            print(f"# {got!r} is not {wanted!r}")

    for script in sorted(scripts.iterdir()):
        if script.is_file() and script.read_bytes().startswith(b"#!/bin/bash"):
            report(f"/scripts/syntax/{script.name}", run("bash", "-n", script).stderr, "")

    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        tap = "TAP version 14\n1..4\nok 1 a\nnot ok 2 b\nok 3 c # SKIP why\n    ok 1 inner\nok 4 d\n"
        report("/scripts/count/tap", sum_of(scripts, folder, {"result": "FAIL", "stdout": tap}),
               ("2 passed, 1 failed, 1 skipped", 1))
        report("/scripts/count/program", sum_of(scripts, folder, {"result": "OK", "stdout": "hello\n"}),
               ("1 passed, 0 failed, 0 skipped", 0))
        report("/scripts/count/crash",
               sum_of(scripts, folder, {"result": "ERROR", "stdout": "1..2\nok 1 a\n"}),
               ("1 passed, 1 failed, 0 skipped", 1))
        report("/scripts/count/timeout",
               sum_of(scripts, folder, {"result": "OK", "stdout": None}, {"result": "TIMEOUT", "stdout": None}),
               ("1 passed, 1 failed, 0 skipped", 1))
        report("/scripts/count/nothing", sum_of(scripts, folder), ("0 passed, 0 failed, 0 skipped", 1))

        # Inside the root, or where none is needed, a command is run as it is.
        inside = {**os.environ, "BELLWETHER_IN_ROOT": "1"}
        said = run(scripts / "in-root", "sh", "-c", "cat; pwd -P; echo error >&2; exit 7", cwd=folder,
                   input="input\n", env=inside)
        report("/scripts/in-root", (said.stdout, said.stderr, said.returncode),
               (f"input\n{folder.resolve()}\n", "error\n", 7))

        said = run(scripts / "with-display", "sh", "-c",
                   "cat; xdotool getdisplaygeometry; gdbus call --session --dest org.freedesktop.DBus "
                   "--object-path / --method org.freedesktop.DBus.GetId >/dev/null && exit 7",
                   input="input\n", env={**inside, "BELLWETHER_SCREEN": "700x500", "TMPDIR": name})
        report("/scripts/with-display", (said.stdout, said.returncode), ("input\n700 500\n", 7))
        report("/scripts/with-display/leaves-nothing", sorted(path.name for path in folder.iterdir()),
               ["testlog.json"])

    print(f"1..{len(results)}")
    return 0 if all(results) else 1


if __name__ == "__main__":
    sys.exit(main())
