#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The unsent edits as a script sees them: listed, counted, dropped, sent, checked and mended."""

import json
import os
import pathlib
import sqlite3
import subprocess
import sys
import tempfile
import unittest

sys.dont_write_bytecode = True
HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "backend"))
import harness
import tap

PROGRAM = os.environ["BELLWETHER_CTL"]
FIXTURE = HERE.parent / "store" / "outbox-versions" / "1.sql"


class Outbox(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        scratch = tempfile.TemporaryDirectory()
        cls.addClassCleanup(scratch.cleanup)
        cls.scratch = pathlib.Path(scratch.name)
        cls.environment = dict(os.environ, XDG_CACHE_HOME=scratch.name + "/cache",
                               XDG_DATA_HOME=scratch.name + "/data", LC_ALL="C.UTF-8")
        assert cls.call("demo", "--accounts", "20", "--name", "Demo").returncode == 0
        cls.path = next((cls.scratch / "data").rglob("demo")) / "outbox.sqlite"

    @classmethod
    def call(cls, *arguments, **more):
        return subprocess.run([PROGRAM, *arguments], text=True, capture_output=True,
                              env=cls.environment, stdin=subprocess.DEVNULL, **more)

    def setUp(self):
        self.fill(self.path)

    def fill(self, path):
        path.unlink(missing_ok=True)
        handle = sqlite3.connect(path)
        handle.executescript(FIXTURE.read_text())
        handle.close()

    def listed(self, *portfolio):
        ran = self.call(*portfolio, "outbox", "list", "--format", "json")
        self.assertEqual(ran.returncode, 0, ran.stderr)
        return json.loads(ran.stdout)["edits"]

    def assert_fails(self, status, *arguments):
        ran = self.call(*arguments)
        self.assertEqual((ran.returncode, ran.stdout), (status, ""), ran.stderr)
        self.assertTrue(ran.stderr.startswith("bellwetherctl: "), ran.stderr)
        return ran.stderr

    def unsent(self, name):
        listed = json.loads(self.call("portfolios", "--format", "json").stdout)["portfolios"]
        return next(p["unsent_edits"] for p in listed if p["name"] == name)

    def test_list(self):
        edits = self.listed()
        self.assertEqual([(e["id"], e["state"]) for e in edits],
                         [("e-2", "conflict"), ("e-3", "refused"), ("e-5", "waiting"), ("e-6", "sending")])
        self.assertEqual(edits[0]["changes"], {"text": "second"})
        self.assertEqual((edits[0]["server"]["text"], edits[0]["base"]["text"]), ("theirs", "first"))
        self.assertEqual(edits[1]["changes"], {"due_on": None, "status": "done"})
        self.assertEqual((edits[1]["reason"], edits[1]["server"]), ("not yours", None))
        self.assertTrue(edits[2]["created_at"].startswith("2023-11-14T22:13:20"))
        table = self.call("outbox", "list")
        self.assertIn("not yours", table.stdout)
        self.assertNotIn("{", table.stdout)
        self.assertEqual(len(self.call("outbox", "list", "--format", "csv").stdout.splitlines()), 5)

    def test_count(self):
        self.assertEqual(self.unsent("Demo"), 4)
        self.path.unlink()
        self.assertEqual(self.unsent("Demo"), 0)
        self.assertFalse(self.path.exists())

    def test_drop(self):
        self.assertEqual(self.call("outbox", "drop", "e-5").returncode, 0)
        self.assertEqual([e["id"] for e in self.listed()], ["e-2", "e-3", "e-6"])
        self.assertIn("e-5", self.assert_fails(1, "outbox", "drop", "e-5"))
        # Of this one the backend may know.
        self.assertIn("e-6", self.assert_fails(1, "outbox", "drop", "e-6"))

    def test_wrong_usage(self):
        for words in ((), ("drop",), ("list", "x"), ("mend",), ("send", "--format", "json"),
                      ("list", "--format", "yaml"), ("list", "--token-file", "-")):
            with self.subTest(words):
                self.assert_fails(2, "outbox", *words)

    def test_no_backend(self):
        self.assertIn("Demo", self.assert_fails(1, "outbox", "send"))

    def test_check(self):
        self.assertIn("whole", self.call("check").stdout)
        content = bytearray(self.path.read_bytes())
        content[:4096] = b"\xa5" * 4096
        self.path.write_bytes(content)
        checked = self.call("--portfolio", "Demo", "check")
        self.assertEqual(checked.returncode, 0, checked.stderr)
        self.assertIn("5 edits could be saved", checked.stdout)
        self.assertEqual(len(self.listed()), 4)
        self.assertEqual(len(list(self.path.parent.glob("outbox.sqlite.damaged-*"))), 1)

    def test_send(self):
        """Edits of a portfolio from a backend arrive there; what cannot be sent is said."""
        with harness.Backend() as backend:
            backend.run_file(harness.HERE / "two-teams.sql")
            backend.start_postgrest()
            token = self.scratch / "token"
            token.write_text(backend.token("bellwether_leader"))
            ran = self.call("sync", backend.url, "--name", "Teams", "--token-file", str(token))
            self.assertEqual(ran.returncode, 0, ran.stderr)
            path = next((self.scratch / "data").rglob("teams")) / "outbox.sqlite"
            self.fill(path)
            sending = ("--portfolio", "Teams", "outbox", "send", "--token-file", str(token))
            # A conflict and a refusal wait for a person; the deletion names nothing that is there.
            said = self.assert_fails(1, *sending)
            self.assertEqual(said.count("\n"), 1)
            self.assertEqual([e["state"] for e in self.listed("--portfolio", "Teams")],
                             ["conflict", "refused", "refused"])
            self.assertIn("<b>&amp;</b>", backend.one("select text from api.notes where id = 'n-2'"))
            for id in ("e-2", "e-3", "e-5"):
                self.assertEqual(self.call("--portfolio", "Teams", "outbox", "drop", id).returncode, 0)
            self.assertEqual(self.call(*sending).returncode, 0)
            self.assertEqual(self.unsent("Teams"), 0)
            token.write_text("rubbish")
            self.fill(path)
            self.assertIn("token", self.assert_fails(1, *sending))
        self.call("demo", "--accounts", "20", "--name", "Demo")


if __name__ == "__main__":
    tap.main()
