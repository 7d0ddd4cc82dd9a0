#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""kill -9 while a program edits and sends through a bad network: what it confirmed is not lost.

BELLWETHER_KILLS says how often (50 unless told); "BELLWETHER_KILLS=500 meson test -C build outbox-kill
-t 10" does all.
"""

import contextlib
import os
import pathlib
import random
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
import unittest

HERE = pathlib.Path(__file__).resolve().parent
sys.dont_write_bytecode = True
sys.path.insert(0, str(HERE.parent / "backend"))
import harness
import tap
from bad_proxy import BadProxy

PROGRAM = os.environ["BELLWETHER_EDIT_AND_SEND"]
KILLS = int(os.environ.get("BELLWETHER_KILLS", "50"))


class Kill(unittest.TestCase):
    def setUp(self):
        self.backend = harness.Backend()
        self.addCleanup(self.backend.stop)
        self.backend.start()
        self.backend.run_file(harness.HERE / "two-teams.sql")
        self.backend.start_postgrest()
        # A program that is killed loses nothing that is written, on whatever disk: take a fast one.
        fast = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
        self.folder = tempfile.mkdtemp(prefix="bellwether-outbox-", dir=fast)
        self.addCleanup(shutil.rmtree, self.folder)
        self.outbox = f"{self.folder}/outbox.sqlite"
        self.environment = {**os.environ, "BELLWETHER_TOKEN": self.backend.token("bellwether_csm", "ann")}
        self.random = random.Random(20260301)
        self.proxy = BadProxy(self.backend.port, 1)
        self.addCleanup(self.proxy.stop)
        self.confirmed = {}
        # Records of which something was on its way when they were last looked at.
        self.open = set()

    def fire(self, number):
        """Runs the program until it has confirmed so and so many edits and a moment longer."""
        process = subprocess.Popen(
            [PROGRAM, "fire", self.outbox, self.proxy.url, "north-1", f"k{number}"],
            env=self.environment, stdout=subprocess.PIPE, text=True)
        lines = []
        for _ in range(self.random.randrange(1, 30)):
            line = process.stdout.readline()
            self.assertTrue(line, "the program ended by itself")
            lines.append(line)
        time.sleep(self.random.uniform(0, 0.02))
        process.kill()
        # Those lines too that it has written until then.
        lines += process.stdout.readlines()
        process.stdout.close()
        self.assertEqual(process.wait(), -9)
        for line in lines:
            record, count = line.split()
            self.confirmed[record] = int(count)
            self.open.add(record)

    def unsent(self):
        """The numbers of the edits of each record that the outbox holds."""
        found = {}
        # Not read-only: who reads first after a crash has to roll back.
        with contextlib.closing(sqlite3.connect(self.outbox)) as handle:
            self.assertEqual(handle.execute("pragma integrity_check").fetchall(), [("ok",)])
            for record, text, state in handle.execute(
                "select record, json_extract(changes, '$.text'), state from edits where state <> 'sent'"
                " order by seq"
            ):
                self.assertIn(state, ("waiting", "sending"))
                found.setdefault(record, []).append(int(text))
        return found

    def stored(self, records):
        names = ", ".join(f"'{record}'" for record in records)
        rows = self.backend.sql(f"select id, text, version from api.notes where id in ({names})")
        return {id: (int(text), int(version)) for id, text, version in rows}

    def check(self):
        """Looks at what this round has touched; what is at rest is looked at again at the end."""
        # In this order: what is sent in between is in both.
        unsent, stored = self.unsent(), self.stored(self.open)
        for record in sorted(self.open):
            last = self.confirmed[record]
            text, version = stored.get(record, (0, 0))
            with self.subTest(record):
                # Each edit has made one version.
                self.assertEqual(text, version)
                self.assertLessEqual(
                    set(range(text + 1, last + 1)), set(unsent.get(record, [])), (text, last)
                )
        self.open = {record for record in self.open if record in unsent}

    def test_kill(self):
        for number in range(KILLS):
            self.fire(number)
            self.check()
        print("#", self.proxy.seen, len(self.confirmed), flush=True)
        for fault in ("lost request", "lost answer", "cut answer", "twice", "busy", "none"):
            self.assertGreater(self.proxy.seen.get(fault, 0), 0, fault)

        # What is left goes when the network is good again, and all is there, once.
        sent = subprocess.run([PROGRAM, "send", self.outbox, self.backend.url], env=self.environment,
                              capture_output=True, text=True)
        self.assertEqual(sent.returncode, 0, sent.stderr)
        self.assertIn('"conflicts": 0, "refused": 0, "left": 0', sent.stdout)
        self.assertEqual(self.unsent(), {})
        stored = self.stored(self.confirmed)
        for record, last in self.confirmed.items():
            # One more may have been kept and not confirmed.
            self.assertIn(stored[record], ((last, last), (last + 1, last + 1)), record)


if __name__ == "__main__":
    tap.main()
