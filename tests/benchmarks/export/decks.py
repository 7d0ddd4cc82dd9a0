#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""How long business reviews take to write: one of twelve slides, and two hundred in a run.

Called with bellwetherctl and with write-deck of the tests.
"""

import json
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time

CTL, WRITE_DECK = sys.argv[1:3]
BUCKETS = "1000"
TIMES = "9"
DECKS = 200


def one_deck(folder):
    """Twelve slides with a chart each, written again and again by one program."""
    print(f"twelve slides, a chart of {BUCKETS} buckets each: the best and the median of {TIMES}, ms")
    print(f"{'':12}{'clock':>8}{'median':>8}{'processor':>11}{'ratio':>8}")
    first = None
    for ending in ("pdf", "pptx"):
        path = folder / f"deck.{ending}"
        output = subprocess.run([WRITE_DECK, "charts", "light", "16:9", BUCKETS, path, TIMES], check=True,
                                capture_output=True, text=True).stdout
        clock, work = zip(*(map(float, line.split()) for line in output.splitlines()))
        # The first finds the fonts.
        best, median, busy = min(clock[1:]), statistics.median(clock[1:]), min(work[1:])
        first = first or busy
        print(f"{ending:12}{best:8.0f}{median:8.0f}{busy:11.0f}{busy / first:8.2f}   {path.stat().st_size // 1024} KB")


def run(command, environment):
    """Returns seconds by the clock, of the processors, and the peak of memory in MB."""
    before = time.monotonic()
    child = subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(child.pid, 0)
    if status != 0:
        sys.exit(f"{command}: {status}")
    return time.monotonic() - before, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def many_decks(folder):
    environment = dict(os.environ, XDG_CACHE_HOME=f"{folder}/cache", XDG_DATA_HOME=f"{folder}/data",
                       XDG_CONFIG_HOME=f"{folder}/config")
    run([CTL, "demo", "--accounts", "500", "--name", "Demo"], environment)
    shown = json.loads(subprocess.run([CTL, "show", "accounts", "--format", "json"], env=environment, check=True,
                                      capture_output=True, text=True).stdout)
    listed = folder / "ids"
    listed.write_text("\n".join(account["id"] for account in shown["accounts"][:DECKS]))
    print(f"\n{DECKS} reviews of the demo company's 500 accounts, monthly, in one run")
    print(f"{'':12}{'clock s':>8}{'processor s':>13}{'peak MB':>9}")
    for ending in ("pdf", "pptx"):
        command = [CTL, "export", "decks", "--accounts", listed, "-o", folder / ending, "--format", ending]
        print(f"{ending:12}%8.1f%13.1f%9.0f" % run(command, environment))
        if len(list((folder / ending).glob("*." + ending))) != DECKS:
            sys.exit("reviews are missing")
        print(f"{'  again':12}%8.1f%13.1f%9.0f" % run(command, environment))


def main():
    with tempfile.TemporaryDirectory() as folder:
        one_deck(pathlib.Path(folder))
        many_decks(pathlib.Path(folder))


if __name__ == "__main__":
    main()
