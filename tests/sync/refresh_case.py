# SPDX-License-Identifier: GPL-3.0-or-later
"""What the tests that refresh from a real backend have in common: a mirror, and its comparison with SQL."""

import contextlib
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

PROGRAM = os.environ["BELLWETHER_REFRESH_ONCE"]

# What the mirror and the database are compared by: the relation, its key, and its columns as text.
SEEN = {
    "accounts": (["id"], ["name", "owner_id"]),
    "people": (["id"], ["name", "team"]),
    "metrics": (["key"], ["name"]),
    "observations": (["account_id", "metric_key", "observed_on"], ["value"]),
    "tickets": (["id"], ["account_id", "opened_at", "severity"]),
    "notes": (["id"], ["account_id", "text", "version"]),
}
DATES = {"observed_on"}
STAMPS = {"opened_at"}


def in_database(column):
    if column in DATES:
        return f"({column} - date '1970-01-01')::text"
    if column in STAMPS:
        return f"round(extract(epoch from {column}) * 1000000)::bigint::text"
    if column == "text":
        return "translate(text, E'\\n', '~')"
    if column == "value":
        return f"round({column}::numeric, 9)::text"
    return f"{column}::text"


def in_mirror(column):
    if column == "text":
        return "replace(text, char(10), '~')"
    if column == "value":
        return "printf('%.9f', value)"
    return f"cast({column} as text)"


class Ran:
    """How one refresh went: status, what it said, and the rows that arrived."""

    def __init__(self, process):
        self.status, self.out, self.err = process.returncode, process.stdout, process.stderr
        self.numbers = dict(w.split("=") for w in self.out.split() if "=" in w and w.split("=")[0] in
                            ("rows", "generation", "seconds"))

    @property
    def rows(self):
        return int(self.numbers["rows"])

    @property
    def generation(self):
        return int(self.numbers["generation"])


class RefreshCase(unittest.TestCase):
    """Each test has a folder with a mirror that is not there yet."""

    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="bellwether-refresh-"))
        self.mirror = self.folder / "mirror.sqlite"
        self.addCleanup(shutil.rmtree, self.folder)

    def command(self, url, *options):
        return [PROGRAM, url, str(self.mirror), *options]

    def environment(self, token):
        return {**os.environ, "BELLWETHER_TOKEN": token or ""}

    def refresh(self, url, token, *options):
        return Ran(subprocess.run(self.command(url, *options), env=self.environment(token), text=True,
                                  capture_output=True, timeout=100))

    def refresh_well(self, url, token, *options):
        ran = self.refresh(url, token, *options)
        self.assertEqual(ran.status, 0, ran.err)
        return ran

    def query(self, sql):
        # Not read-only: after a crash the first who reads has to roll back.
        with contextlib.closing(sqlite3.connect(f"file:{self.mirror}?mode=rw", uri=True)) as handle:
            return handle.execute(sql).fetchall()

    def assert_whole(self):
        """The file is sound."""
        self.assertEqual(self.query("pragma integrity_check"), [("ok",)])

    def assert_same(self, backend, relations=SEEN):
        """The mirror holds what the database holds, tombstones apart."""
        for relation in relations:
            keys, columns = SEEN[relation]
            there = backend.sql(
                f"select {', '.join(map(in_database, keys + columns))} from api.{relation}"
                " where deleted_at is null")
            here = self.query(f"select {', '.join(map(in_mirror, keys + columns))} from {relation}")
            here, there = sorted(map(repr, here)), sorted(repr(tuple(row)) for row in there)
            # Lists of thousands of rows would keep unittest busy with their differences.
            apart = sorted(set(here) ^ set(there))[:4]
            self.assertEqual((len(here), apart), (len(there), []), relation)
