#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks the scripts that everything is built and tested with, as TAP. Called with their folder."""

import json
import os
import pathlib
import shutil
import signal
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


def ci_runs(scripts, checkout, report):
    """What .ci/run says of tests that pass, fail, end without a word, and are ended."""
    for folder in (".ci", "build-aux", "build-test/meson-logs"):
        (checkout / folder).mkdir(parents=True)
    shutil.copy(scripts.parent / ".ci" / "run", checkout / ".ci")
    shutil.copy(scripts / "count-tests", checkout / "build-aux")
    tests = checkout / "build-aux" / "test"
    log = 'echo \'{"name": "a", "result": "OK"}\' >build-test/meson-logs/testlog.json; '

    def ci(script, ended=False):
        tests.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
        tests.chmod(0o755)
        process = subprocess.Popen([checkout / ".ci" / "run"], stdin=subprocess.DEVNULL, text=True,
                                   stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        if ended:
            process.stderr.readline()
            process.send_signal(signal.SIGTERM)
        out, _ = process.communicate(timeout=20)
        return out, process.returncode

    report("/scripts/ci/passed", ci("echo talk; echo 3 passed, 0 failed, 0 skipped"),
           ("3 passed, 0 failed, 0 skipped\n", 0))
    report("/scripts/ci/failed", ci("echo 3 passed, 2 failed, 0 skipped; exit 1"),
           ("3 passed, 2 failed, 0 skipped\n", 1))
    report("/scripts/ci/no-result", ci("echo talk; exit 3"), ("0 passed, 1 failed, 0 skipped\n", 1))
    report("/scripts/ci/half", ci("sleep 1; " + log + "exit 1"), ("1 passed, 1 failed, 0 skipped\n", 1))
    report("/scripts/ci/ended", ci("sleep 1; " + log + "echo go >&2; sleep 100", ended=True),
           ("1 passed, 1 failed, 0 skipped\n", 1))


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
        log = folder / "testlog.json"
        log.write_text(json.dumps({"name": "a", "result": "OK"}) + '\n{"name": "b", "res', encoding="utf-8")
        said = run(scripts / "count-tests", log)
        report("/scripts/count/cut-off", said.stdout, "1 passed, 1 failed, 0 skipped\n")
        report("/scripts/count/nothing", sum_of(scripts, folder), ("0 passed, 0 failed, 0 skipped", 1))

        # Inside the root, or where none is needed, a command is run as it is.
        inside = {**os.environ, "BELLWETHER_IN_ROOT": "1"}
        said = run(scripts / "in-root", "sh", "-c", "cat; pwd -P; echo error >&2; exit 7", cwd=folder,
                   input="input\n", env=inside)
        report("/scripts/in-root", (said.stdout, said.stderr, said.returncode),
               (f"input\n{folder.resolve()}\n", "error\n", 7))

        # No input, no home, no PATH, a temporary folder that is not there: what a service may give.
        said = run("/bin/sh", "-c", 'exec <&-; exec "$0" sh -c "$1"', scripts / "in-root",
                   'cat; echo "$HOME" | wc -w', env={"BELLWETHER_IN_ROOT": "1", "TMPDIR": f"{name}/gone"})
        report("/scripts/in-root/bare", (said.stdout, said.stderr, said.returncode), ("1\n", "", 0))

        said = run(scripts / "cache-folder", env={**os.environ, "XDG_CACHE_HOME": f"{name}/cache"})
        report("/scripts/cache-folder", (said.stdout, said.returncode), (f"{name}/cache/bellwether\n", 0))
        said = run(scripts / "cache-folder", env={**os.environ, "XDG_CACHE_HOME": str(log)})
        report("/scripts/cache-folder/read-only", (said.stdout, said.returncode),
               (f"/var/tmp/bellwether-{os.getuid()}\n", 0))

        ci_runs(scripts, folder / "checkout", report)

        said = run(scripts / "with-display", "sh", "-c",
                   "cat; xdotool getdisplaygeometry; gdbus call --session --dest org.freedesktop.DBus "
                   "--object-path / --method org.freedesktop.DBus.GetId >/dev/null && exit 7",
                   input="input\n", env={**inside, "BELLWETHER_SCREEN": "700x500", "TMPDIR": name})
        report("/scripts/with-display", (said.stdout, said.returncode), ("input\n700 500\n", 7))
        report("/scripts/with-display/leaves-nothing", sorted(path.name for path in folder.iterdir()),
               ["cache", "checkout", "testlog.json"])

    print(f"1..{len(results)}")
    return 0 if all(results) else 1


if __name__ == "__main__":
    sys.exit(main())
