#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""How long Bellwether takes to its first painted page, as a multiple of an empty window.

    start.py WITH-DISPLAY BELLWETHER EMPTY-WINDOW MAKE-PLAIN [--accounts N] [--runs R]

Makes a plain company once, starts both programs in turn on one X server, and takes the medians. A
start is counted from the moment the process is made to the end of the first frame by the frame
clock of the window, which the programs print with BELLWETHER_TRACE set. The first frame of
Bellwether has to show the page with its figures; an empty page does not count. Beside the time
stands the time of the processor until then, which a busy machine lengthens less.
"""

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time


def first_frame(command, environment, moments=()):
    """Starts a program and lets it end; milliseconds to its first frame, and of the processor."""
    begun = time.clock_gettime(time.CLOCK_MONOTONIC)
    done = subprocess.run(command, env=environment, stderr=subprocess.PIPE, text=True, timeout=300)
    traced = [line.split() for line in done.stderr.splitlines() if line.startswith('trace: ')]
    names = [words[3] for words in traced]
    if names[-1:] != ['first-frame'] or any(moment not in names for moment in moments):
        sys.exit(f'{command[0]} painted no page with figures:\n{done.stderr}')
    return int(traced[-1][1]) / 1000 - begun * 1000, int(traced[-1][2]) / 1000


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('with_display')
    parser.add_argument('bellwether')
    parser.add_argument('empty_window')
    parser.add_argument('make_plain')
    parser.add_argument('--accounts', type=int, default=100000)
    parser.add_argument('--runs', type=int, default=11)
    parser.add_argument('--inside', metavar='HOME')
    arguments = parser.parse_args()

    if arguments.inside is None:
        home = tempfile.mkdtemp(prefix='bellwether-start-')
        try:
            return subprocess.call([arguments.with_display, sys.executable, *sys.argv, '--inside', home])
        finally:
            shutil.rmtree(home, ignore_errors=True)

    environment = dict(os.environ, BELLWETHER_TRACE='quit', GSETTINGS_BACKEND='keyfile',
                       XDG_DATA_HOME=f'{arguments.inside}/data',
                       XDG_CACHE_HOME=f'{arguments.inside}/cache',
                       XDG_CONFIG_HOME=f'{arguments.inside}/config')
    # Warnings of this machine's graphics are no matter of a benchmark.
    environment.pop('G_DEBUG', None)
    for folder in ('data', 'cache', 'config'):
        os.makedirs(f'{arguments.inside}/{folder}', exist_ok=True)
    begun = time.monotonic()
    subprocess.run([arguments.make_plain, 'portfolio', 'Start', str(arguments.accounts)],
                   env=environment, check=True)
    print(f'{arguments.accounts} accounts made in {time.monotonic() - begun:.0f} s', flush=True)

    # The first start of all loads the portfolio and leaves the memo and the pictures that later
    # starts paint from.
    warm = subprocess.Popen([arguments.bellwether], env=dict(environment, BELLWETHER_TRACE='1'),
                            stderr=subprocess.DEVNULL)
    deadline = time.monotonic() + 1200
    while time.monotonic() < deadline and not has_memo(arguments.inside):
        time.sleep(0.2)
    time.sleep(1)
    warm.terminate()
    warm.wait()
    if not has_memo(arguments.inside):
        print('no memo was left: the first frame is that of a page that still loads')

    programs = {'empty window': (arguments.empty_window, ()),
                'bellwether': (arguments.bellwether, ('figures-kept',))}
    times = {name: [] for name in programs}
    for _ in range(arguments.runs):
        for name, (program, moments) in programs.items():
            times[name].append(first_frame([program], environment, moments))
    empty = [statistics.median(column) for column in zip(*times['empty window'])]
    print(f'{"":14}{"first frame":>14}{"ratio":>7}{"processor":>14}{"ratio":>7}')
    for name, rows in times.items():
        wall, processor = (statistics.median(column) for column in zip(*rows))
        print(f'{name:14}{wall:11.0f} ms{wall / empty[0]:7.2f}{processor:11.0f} ms'
              f'{processor / empty[1]:7.2f}')
    return 0


def has_memo(home):
    return any('front-charts' in names for _, _, names in os.walk(home))


if __name__ == '__main__':
    sys.exit(main())
