#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What data/backend/README.md tells a company to do, done: views in the place of tables, tokens."""

import re
import subprocess
import sys
import unittest

sys.dont_write_bytecode = True
import harness
import tap

README = (harness.TOP / "data" / "backend" / "README.md").read_text()


def sql_of(heading):
    """The SQL of the section of README.md."""
    section = README.split(f"## {heading}\n")[1].split("\n## ")[0]
    return "\n".join(re.findall(r"```sql\n(.*?)```", section, re.S))


def setUpModule():
    global backend, leader, ann, cai
    backend = harness.Backend()
    unittest.addModuleCleanup(backend.stop)
    backend.start()
    backend.run_file(harness.HERE / "two-teams.sql")
    backend.sql(
        """
        create schema erp;
        create table erp.readings (customer text, kind text, taken date, figure numeric, changed timestamptz);
        insert into erp.readings select account_id, metric_key, observed_on, value, '2025-07-01 12:00Z'
          from api.observations;
        create table erp.remarks (no bigint generated always as identity primary key, remark_id text unique,
          customer text, who text, at timestamptz, body text, edition integer default 1,
          changed timestamptz default clock_timestamp(), removed timestamptz);
        insert into erp.remarks (remark_id, customer, who, body)
          select id, account_id, author_id, text from api.notes"""
    )
    backend.sql(sql_of("A view in the place of a table"))
    backend.start_postgrest()
    leader = backend.token("bellwether_leader")
    ann, cai = (backend.token("bellwether_csm", person) for person in ("ann", "cai"))


class Views(unittest.TestCase):
    def accounts_seen(self, relation, token):
        return sorted(row["account_id"] for row in backend.get(f"/{relation}", token).json())

    def test_schema_applies_again(self):
        backend.run_file(harness.SCHEMA)
        self.test_who_sees_what()

    def test_who_sees_what(self):
        for relation in ("observations", "notes"):
            with self.subTest(relation):
                self.assertEqual(
                    self.accounts_seen(relation, leader),
                    ["north-1", "north-2", "orphan-1", "solo-1", "south-1"],
                )
                self.assertEqual(self.accounts_seen(relation, ann), ["north-1", "north-2"])
                self.assertEqual(self.accounts_seen(relation, cai), ["south-1"])
                self.assertEqual(
                    self.accounts_seen(relation, backend.token("bellwether_csm", "nobody")), []
                )
                self.assertEqual(backend.get(f"/{relation}").status, 401)

    def test_columns(self):
        for relation in ("observations", "notes"):
            row = backend.get(f"/{relation}?limit=1", leader).json()[0]
            for column in ("updated_at", "deleted_at"):
                self.assertIn(column, row)
        self.assertIn("version", row)

    def test_write_back(self):
        full = {"Prefer": "return=representation"}
        made = backend.request(
            "POST", "/notes", ann, {"id": "w", "account_id": "north-1", "text": "one"}, full
        )
        self.assertEqual((made.status, made.json()[0]["version"]), (201, 1))
        changed = backend.request(
            "PATCH", "/notes?id=eq.w&version=eq.1", ann, {"text": "two"}, full
        )
        self.assertEqual([row["version"] for row in changed.json()], [2])
        stale = backend.request(
            "PATCH", "/notes?id=eq.w&version=eq.1", ann, {"text": "three"}, full
        )
        self.assertEqual(stale.json(), [])
        for token, body, path in ((ann, {"id": "v", "account_id": "south-1"}, "/notes"),):
            self.assertEqual(backend.request("POST", path, token, body).status, 403)
        moved = backend.request("PATCH", "/notes?id=eq.w", ann, {"account_id": "south-1"})
        self.assertEqual(moved.status, 403)
        self.assertEqual(backend.request("DELETE", "/notes?id=eq.w", ann).status, 204)
        self.assertEqual(
            backend.sql(
                "select customer, body, removed is not null from erp.remarks "
                "where remark_id = 'w'"
            ),
            [["north-1", "two", "t"]],
        )
        backend.sql("delete from erp.remarks where remark_id = 'w'")


class Tokens(unittest.TestCase):
    def sign(self, *arguments):
        secret = backend.folder / "jwt-secret"
        secret.write_text(backend.secret + "\n")
        return subprocess.run(
            [sys.executable, harness.TOP / "data" / "backend" / "sign-token", secret, *arguments],
            capture_output=True,
            text=True,
        )

    def test_good(self):
        for arguments, seen in (
            (("bellwether_leader",), 5),
            (("bellwether_csm", "ann"), 2),
            (("bellwether_reader", "cai", "--days", "1"), 1),
        ):
            with self.subTest(arguments):
                token = self.sign(*arguments).stdout.strip()
                self.assertEqual(len(backend.get("/accounts", token).json()), seen)

    def test_expired(self):
        token = self.sign("bellwether_leader", "--days", "-1").stdout.strip()
        self.assertEqual(backend.get("/accounts", token).status, 401)

    def test_refused(self):
        self.assertEqual(self.sign("bellwether_csm").returncode, 2)
        self.assertEqual(self.sign("postgres").returncode, 2)
        backend.secret, kept = "short", backend.secret
        try:
            said = self.sign("bellwether_leader")
        finally:
            backend.secret = kept
        self.assertEqual(said.returncode, 1)
        self.assertIn("32 bytes", said.stderr)


if __name__ == "__main__":
    tap.main()
