#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The outbox and the real backend: who may write what, conflicts, and tokens that have run out."""

import json
import os
import pathlib
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import unittest

HERE = pathlib.Path(__file__).resolve().parent
sys.dont_write_bytecode = True
sys.path.insert(0, str(HERE.parent / "backend"))
import harness
import tap

PROGRAM = os.environ["BELLWETHER_EDIT_AND_SEND"]
OF_PLANS = ["plan_targets", "plan_milestones", "plan_roles"]
# A column of each relation that is text, and free.
WRITTEN_BACK = {
    "answers": "text", "risks": "category", "plans": "purpose", "plan_targets": "how_measured",
    "plan_milestones": "title", "plan_roles": "responsibility", "plays": "outcome", "notes": "text",
}
# The first letters of the rows' ids in two-teams.sql.
PREFIX = {
    "answers": "a", "risks": "k", "plans": "p", "plan_targets": "pt", "plan_milestones": "pm",
    "plan_roles": "pr", "plays": "y", "notes": "n",
}
SIGNED_OUT = 7


def setUpModule():
    global backend, ann
    backend = harness.Backend()
    unittest.addModuleCleanup(backend.stop)
    backend.start()
    backend.run_file(harness.HERE / "two-teams.sql")
    backend.start_postgrest()
    ann = backend.token("bellwether_csm", "ann")


class Outbox(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.mkdtemp(prefix="bellwether-outbox-")
        self.addCleanup(shutil.rmtree, self.folder)
        self.outbox = f"{self.folder}/outbox.sqlite"

    def edit(self, relation, kind, record=None, changes=None, base=None, status=0):
        words = [relation, kind, record or "-", json.dumps(changes) if changes is not None else "-",
                 json.dumps(base) if base is not None else "-", "-"]
        ran = subprocess.run([PROGRAM, "edit", self.outbox, *words], capture_output=True, text=True)
        self.assertEqual(ran.returncode, status, ran.stderr)
        return ran.stdout.strip()

    def send(self, token=None, url=None):
        environment = {**os.environ, "BELLWETHER_TOKEN": ann if token is None else token}
        ran = subprocess.run([PROGRAM, "send", self.outbox, url or backend.url], env=environment,
                             capture_output=True, text=True)
        self.assertEqual(ran.returncode, 0, ran.stderr)
        return json.loads(ran.stdout)

    def states(self):
        handle = sqlite3.connect(self.outbox)
        try:
            return handle.execute("select state, reason from edits order by seq").fetchall()
        finally:
            handle.close()

    def row(self, relation, record):
        return json.loads(backend.one(f"select to_jsonb(r) from api.{relation} r where id = '{record}'"))

    def tie(self, relation, account):
        return {"plan_id": "p-" + account} if relation in OF_PLANS else {"account_id": account}

    def test_every_relation(self):
        """Insert, two updates and a deletion arrive in order, and texts as they were typed."""
        text = "\u05de\u05db\u05d9\u05e8\u05d4 <b>&amp;</b> \U0001f389 \t\x01 %00?&=,()\"'" + "x" * 100000
        for relation, column in WRITTEN_BACK.items():
            record = f"o-{relation} ünd &="
            new = {**self.tie(relation, "north-2"), column: "first"}
            self.edit(relation, "insert", record, new)
            self.edit(relation, "update", record, {column: "second"}, {"id": record, column: "first"})
            self.edit(relation, "update", record, {column: text}, {"id": record, column: "second"})
        self.assertEqual(self.send(), {"sent": 24, "conflicts": 0, "refused": 0, "left": 0, "stopped": -1})
        for relation, column in WRITTEN_BACK.items():
            row = self.row(relation, f"o-{relation} ünd &=")
            self.assertEqual((row[column], row["version"]), (text, 3), relation)
            self.edit(relation, "delete", row["id"], None, row)
        self.assertEqual(self.send()["sent"], 8)
        for relation in WRITTEN_BACK:
            self.assertIsNotNone(self.row(relation, f"o-{relation} ünd &=")["deleted_at"], relation)

    def test_text(self):
        """What was typed is what is stored: control characters, right to left, markup, emoji, a lot."""
        texts = {
            "empty": "",
            "controls": "".join(map(chr, range(1, 32))) + "\x7f\x80\x9f\ufeff\ufffe",
            "right-to-left": "\u202e\u05de\u05db\u05d9\u05e8\u05d4\u200f \u2066abc\u2069",
            "markup": "<script>alert('1')</script> &amp; \"quoted\" {\"a\": [1]}; drop table notes;--",
            "emoji": "\U0001f468\u200d\U0001f469\u200d\U0001f467 \U0001f1e9\U0001f1ea e\u0301 \U0010fffd",
            "megabyte": "\u05de<\U0001f389\n" * (1024 * 1024 // 8),
        }
        self.assertGreaterEqual(len(texts["megabyte"].encode()), 1024 * 1024)
        for name, text in texts.items():
            path = f"{self.folder}/{name}.json"
            pathlib.Path(path).write_text(json.dumps({"account_id": "north-1", "text": text}))
            ran = subprocess.run([PROGRAM, "edit", self.outbox, "notes", "insert", f"x-{name}",
                                  "@" + path, "-", "-"], capture_output=True, text=True)
            self.assertEqual(ran.returncode, 0, ran.stderr)
        self.assertEqual(self.send(), {"sent": len(texts), "conflicts": 0, "refused": 0, "left": 0,
                                       "stopped": -1})
        for name, text in texts.items():
            self.assertEqual(self.row("notes", f"x-{name}")["text"], text, name)

    def test_nul(self):
        """The one character that PostgreSQL keeps in no text: the edit stays, and says why."""
        self.edit("notes", "insert", "x-nul", {"account_id": "north-1", "text": "a\x00b"})
        self.assertEqual(self.send()["refused"], 1)
        state, reason = self.states()[0]
        self.assertEqual(state, "refused")
        self.assertIn("\\u0000", reason)

    def test_another_team(self):
        """Nothing of another team's account can be made, changed, deleted, and nothing be moved there."""
        for relation, column in WRITTEN_BACK.items():
            with self.subTest(relation):
                theirs, own = f"{PREFIX[relation]}-south-1", f"{PREFIX[relation]}-north-1"
                before = self.row(relation, theirs), self.row(relation, own)
                self.edit(relation, "insert", f"s-{relation}", self.tie(relation, "south-1"))
                self.edit(relation, "insert", theirs, self.tie(relation, "north-1"))
                self.edit(relation, "update", theirs, {column: "seized"}, before[0])
                self.edit(relation, "delete", theirs, None, before[0])
                self.edit(relation, "update", own, self.tie(relation, "south-1"), before[1])
                # The two behind the edit of theirs wait for it, and are refused by themselves.
                result = self.send()
                self.assertEqual((result["sent"], result["conflicts"]), (0, 0))
                self.assertEqual(result["refused"], 3, self.states())
                for state, reason in self.states():
                    self.assertTrue(state == "waiting" or (state == "refused" and reason))
                self.assertEqual((self.row(relation, theirs), self.row(relation, own)), before)
                self.assertEqual(
                    backend.sql(f"select from api.{relation} where id = 's-{relation}'"), [])
                os.unlink(self.outbox)

    def test_another_team_alone(self):
        """Each by itself, so that none waits behind another."""
        for relation, column in WRITTEN_BACK.items():
            theirs = f"{PREFIX[relation]}-south-1"
            before = self.row(relation, theirs)
            for kind, changes in (("update", {column: "seized"}),
                                  ("update", self.tie(relation, "north-1")), ("delete", None)):
                with self.subTest(f"{relation}, {kind}"):
                    self.edit(relation, kind, theirs, changes, before)
                    self.assertEqual(self.send()["refused"], 1)
                    self.assertEqual(self.row(relation, theirs), before)
                    os.unlink(self.outbox)

    def test_owner_cannot_be_changed(self):
        """Accounts are not written back at all: the outbox does not take such an edit."""
        base = self.row("accounts", "south-1")
        self.edit("accounts", "update", "south-1", {"owner_id": "ann"}, base, status=1)
        self.edit("people", "update", "ann", {"team": "south"}, self.row("people", "ann"), status=1)
        # To own a risk or a play is not to own the account.
        for relation in ("risks", "plays"):
            theirs = self.row(relation, f"{PREFIX[relation]}-south-1")
            self.edit(relation, "update", theirs["id"], {"owner_id": "ann"}, theirs)
        self.assertEqual(self.send()["refused"], 2)

    def test_tokens(self):
        self.edit("notes", "insert", "t-1", {"account_id": "north-1", "text": "hello"})
        for token in (backend.token("bellwether_csm", "ann", lifetime=-3600), "rubbish", "",
                      backend.token("bellwether_csm", "ann", secret="x" * 48)):
            result = self.send(token)
            self.assertEqual((result["stopped"], result["left"]), (SIGNED_OUT, 1))
            self.assertEqual(self.states()[0][0], "waiting")
        self.assertEqual(self.send(backend.token("bellwether_reader", "ann"))["refused"], 1)
        self.assertEqual(backend.sql("select from api.notes where id = 't-1'"), [])

    def test_conflict(self):
        """Somebody else was faster: nothing is replaced, and other records go on."""
        base = self.row("notes", "n-north-1")
        backend.sql("update api.notes set text = 'theirs' where id = 'n-north-1'")
        self.edit("notes", "update", "n-north-1", {"text": "mine"}, base)
        self.edit("notes", "update", "n-north-1", {"text": "mine again"}, {**base, "text": "mine"})
        self.edit("notes", "update", "n-north-2", {"text": "other"}, self.row("notes", "n-north-2"))
        result = self.send()
        self.assertEqual((result["sent"], result["conflicts"], result["left"]), (1, 1, 2))
        self.assertEqual(self.row("notes", "n-north-1")["text"], "theirs")
        self.assertEqual([state for state, _ in self.states()], ["conflict", "waiting", "sent"])
        again = self.send()
        self.assertEqual((again["sent"], again["conflicts"], again["left"]), (0, 0, 2))

    def test_deleted_meanwhile(self):
        backend.sql("insert into api.notes (id, account_id, text) values ('d-1', 'north-1', 'x')")
        base = self.row("notes", "d-1")
        backend.sql("delete from api.notes where id = 'd-1'")
        self.edit("notes", "update", "d-1", {"text": "mine"}, base)
        self.assertEqual(self.send()["conflicts"], 1)
        self.assertEqual(self.row("notes", "d-1")["text"], "x")

    def test_refused_by_a_check(self):
        """A value out of range, a reference to nothing: the reason is kept, the rest goes on."""
        self.edit("risks", "insert", "c-1", {"account_id": "north-1", "forecast_probability": 7})
        self.edit("plays", "insert", "c-2", {"account_id": "north-1", "playbook_key": "nothing"})
        self.edit("plans", "insert", "c-3", {"account_id": "south-1"})
        self.edit("plan_targets", "insert", "c-4", {"plan_id": "c-3"})
        self.edit("notes", "insert", "c-5", {"account_id": "north-1", "text": "fine"})
        result = self.send()
        self.assertEqual((result["sent"], result["refused"], result["left"]), (1, 3, 4))
        states = self.states()
        self.assertIn("forecast_probability", states[0][1])
        self.assertIn("playbook", states[1][1])
        # A part of a plan that is not there yet waits for the plan.
        self.assertEqual([state for state, _ in states],
                         ["refused", "refused", "refused", "waiting", "sent"])

    def test_offline(self):
        self.edit("notes", "insert", "f-1", {"account_id": "north-1", "text": "later"})
        result = self.send(url=f"http://127.0.0.1:{harness.free_port()}")
        self.assertNotEqual(result["stopped"], -1)
        self.assertEqual(self.states()[0][0], "waiting")
        self.assertEqual(self.send()["sent"], 1)


if __name__ == "__main__":
    tap.main()
