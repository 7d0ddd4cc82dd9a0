# SPDX-License-Identifier: GPL-3.0-or-later
"""What a refresh has to do whatever the backend: these classes are run against each of them.

A program of tests calls make(), which gives every class the kind of backend that is under test.
"""

import datetime
import json
import re
import subprocess
import time
import unittest

from refresh_case import RefreshCase, harness

# The relations that hang on nobody's accounts: everybody who is known sees them.
REFERENCE = ("company policy people metrics behaviours features playbooks maturity_levels "
             "maturity_behaviours").split()
DAY = re.compile(r"(_on|^month|^as_of)$")
MOMENT = re.compile(r"_at$")
JSON_COLUMNS = {("policy", "value"), ("playbooks", "steps")}
EPOCH = datetime.datetime(1970, 1, 1, tzinfo=datetime.timezone.utc)
# Of the demo company: somebody of the team "Enterprise", and somebody of "Mid-market".
ENTERPRISE, MID_MARKET = "P000001", "P000005"
MAX_ROWS = 300
# So many bytes of a refresh are its middle.
ENOUGH = 700000
SOON = 60


def as_kept(relation, column, value):
    """A cell of a backend's JSON as the mirror keeps it: days and microseconds are counted."""
    if value is None:
        return None
    if (relation, column) in JSON_COLUMNS:
        return json.dumps(value, sort_keys=True)
    if DAY.search(column):
        return datetime.date.fromisoformat(value).toordinal() - EPOCH.toordinal()
    if MOMENT.search(column):
        return (datetime.datetime.fromisoformat(value) - EPOCH) // datetime.timedelta(microseconds=1)
    return int(value) if isinstance(value, bool) else value


def in_order(relation, column, value):
    """A cell of the mirror, with JSON written in one way."""
    if value is not None and (relation, column) in JSON_COLUMNS:
        return json.dumps(json.loads(value), sort_keys=True)
    return value


def account_of(relation, row):
    if relation == "accounts":
        return row["id"]
    return row.get("account_id") or row["plan_id"].partition("-")[0]


class ClientCase(RefreshCase):
    """All share one backend, which gives few rows at a time, whatever it is asked for."""

    running = None

    @classmethod
    def setUpClass(cls):
        if ClientCase.running is None:
            ClientCase.running = cls.kind(max_rows=MAX_ROWS)
            unittest.addModuleCleanup(ClientCase.running.stop)
            ClientCase.running.start()
        cls.backend = ClientCase.running

    def go(self, *options, token=None):
        return self.refresh_well(self.backend.url, token or self.backend.leader, *options)

    def start_refresh(self, *options):
        """A refresh in pages so small that it takes its time, in its middle."""
        process = subprocess.Popen(
            self.command(self.backend.url, "--page-rows", "11", *options),
            env=self.environment(self.backend.leader),
            text=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        until = time.monotonic() + SOON
        while sum(path.stat().st_size for path in self.folder.iterdir()) < ENOUGH:
            self.assertIsNone(process.poll(), "it was over too soon to be disturbed")
            self.assertLess(time.monotonic(), until)
            time.sleep(0.005)
        return process

    def columns(self, relation):
        return [column[1] for column in self.query(f"pragma table_info({relation})")]

    def kept(self, relation):
        """The rows of the mirror."""
        columns = self.columns(relation)
        return [dict(zip(columns, row)) for row in self.query(f"select * from {relation}")]

    def assert_holds(self, sees=lambda relation, row: True):
        """The mirror holds what the backend holds, of the rows that are to be seen, and no more.

        Returns how many rows that are.
        """
        total = 0
        for relation in harness.RELATIONS:
            columns = self.columns(relation)
            here = [
                tuple(in_order(relation, c, value) for c, value in zip(columns, row))
                for row in self.query(f"select * from {relation}")
            ]
            there = [
                tuple(as_kept(relation, c, row[c]) for c in columns)
                for row in self.backend.rows(relation)
                if sees(relation, row)
            ]
            # Lists of thousands of rows would keep unittest busy with their differences.
            apart = list(set(here) ^ set(there))[:4]
            self.assertEqual((len(here), apart), (len(there), []), relation)
            total += len(here)
        return total


class Pages(ClientCase):
    """What arrives."""

    def test_backend_cuts(self):
        answer = self.backend.get("/observations?order=updated_at&limit=1000", self.backend.leader)
        self.assertIn(answer.status, (200, 206))
        self.assertEqual(len(answer.json()), MAX_ROWS)

    def test_first_and_again(self):
        """Everything arrives the first time, and nothing changes the second."""
        self.assertEqual(self.go().generation, 1)
        self.assertGreater(self.assert_holds(), 5000)
        again = self.go()
        self.assertEqual(again.generation, 1)
        self.assertIn("Nothing has changed.", again.out)
        self.assert_holds()

    def test_small_pages(self):
        self.go("--page-rows", "97")
        self.assert_holds()

    def test_full(self):
        self.go()
        self.go("--full")
        self.assert_holds()


class Changes(ClientCase):
    """Rows come, change and go between refreshes."""

    def test_changes_and_tombstones(self):
        self.go()
        notes = self.backend.rows("notes")
        changed, deleted = notes[0], notes[-1]
        self.backend.update("notes", changed["id"], text='line one\nline "two", é')
        self.backend.delete("notes", deleted["id"])
        self.backend.insert("notes", id="new", account_id="A0000003", text=None)
        self.backend.insert("risks", id="new", account_id="A0000004", category="product")
        ran = self.go()
        self.assertEqual(ran.generation, 2)
        self.assert_holds()
        ids = [row["id"] for row in self.kept("notes")]
        self.assertIn("new", ids)
        self.assertNotIn(deleted["id"], ids)
        touched = {row[0] for row in self.query("select account_id from touched")}
        self.assertEqual(
            touched, {changed["account_id"], deleted["account_id"], "A0000003", "A0000004"}
        )
        self.backend.delete("notes", "new")
        self.go()
        self.assert_holds()
        self.assertIn("Nothing has changed.", self.go().out)

    def test_late_commit(self):
        """A row that was written before the refresh and committed after it arrives with the next."""
        self.go()
        commit = self.backend.begin_late("notes", id="late", account_id="A0000001", text="late")
        self.backend.insert("notes", id="in-time", account_id="A0000002", text="in time")
        self.go()
        self.assertEqual(self.query("select id from notes where id in ('late', 'in-time')"),
                         [("in-time",)])
        commit()
        stamps = {row["id"]: row["updated_at"] for row in self.backend.rows("notes")}
        self.assertLess(stamps["late"], stamps["in-time"])
        self.go()
        self.assert_holds()


class Tokens(ClientCase):
    """Who asks."""

    def test_expired_wrong_and_none(self):
        self.go()
        head, claims, _ = self.backend.leader.split(".")
        unsigned = harness.encode(b'{"alg":"none","typ":"JWT"}')
        bad = (
            self.backend.token("bellwether_leader", lifetime=-3600),
            self.backend.token("bellwether_leader", secret="x" * 48),
            f"{unsigned}.{claims}.",
            f"{head}.{claims}.",
            "a.b.c",
            "rubbish",
            None,
        )
        for token in bad:
            with self.subTest(token=token):
                ran = self.refresh(self.backend.url, token)
                self.assertEqual(ran.status, 1)
                self.assertIn("token", ran.err)
                self.assertIn("Sign in", ran.err)
                self.assertNotIn(token or "?", ran.err)
        self.assert_holds()

    def test_role_of_another_kind(self):
        """A good signature is no permission."""
        self.go()
        ran = self.refresh(self.backend.url, self.backend.token("postgres"))
        self.assertEqual(ran.status, 1)
        self.assertIn("permission", ran.err)
        self.assert_holds()

    def sees_as(self, person):
        """What somebody of that person's team sees."""
        people = {row["id"]: row for row in self.backend.rows("people")}
        mates = {p for p, row in people.items() if row["team"] == people[person]["team"]}
        seen = {a["id"] for a in self.backend.rows("accounts") if a["owner_id"] in mates}
        self.assertGreater(len(seen), 0)
        return lambda relation, row: relation in REFERENCE or account_of(relation, row) in seen

    def test_rows_of_a_csm(self):
        """A CSM gets the accounts of the team; another person's rows do not stay behind."""
        self.go(token=self.backend.token("bellwether_csm", ENTERPRISE))
        some = self.assert_holds(self.sees_as(ENTERPRISE))
        self.go(token=self.backend.token("bellwether_reader", MID_MARKET))
        self.assert_holds(self.sees_as(MID_MARKET))
        self.go()
        self.assertGreater(self.assert_holds(), some)

    def test_rows_of_nobody(self):
        """Somebody whom the company does not know sees nothing at all, and is not refused."""
        self.go()
        self.go(token=self.backend.token("bellwether_csm", "nobody"))
        self.assertEqual(self.assert_holds(lambda relation, row: False), 0)


class Restart(ClientCase):
    """The backend ends in the middle of a refresh."""

    def test_restart_in_the_middle(self):
        """It comes up again while the refresh runs; the refresh waits for it, in this test for as long
        as a slow machine takes to bring it up."""
        process = self.start_refresh("--attempts", "1000")
        self.backend.stop_server()
        self.assertIsNone(process.poll(), "it was over too soon to be disturbed")
        self.backend.start_server()
        _, err = process.communicate(timeout=SOON)
        self.assertEqual(process.returncode, 0, err)
        self.assert_holds()

    def test_down_and_up(self):
        """It stays away: the mirror is as it was, and the next refresh goes on where this one stopped."""
        process = self.start_refresh()
        self.backend.stop_server()
        out, err = process.communicate(timeout=SOON)
        self.backend.start_server()
        self.assertEqual(process.returncode, 1, out)
        self.assertIn("127.0.0.1", err)
        self.assertEqual(self.query("select count(*) from observations"), [(0,)])
        self.go()
        self.assert_holds()


def make(kind):
    """The classes for one kind of backend, for a program of tests to define."""
    return {
        case.__name__: type(case.__name__, (case,), {"kind": kind, "__module__": "__main__"})
        for case in (Pages, Changes, Tokens, Restart)
    }
