#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Refreshes from PostgREST: what every backend is put to, and what a database can do beside that."""

import subprocess
import time

import backends
import client_cases
from refresh_case import RefreshCase, harness
import tap

globals().update(client_cases.make(backends.Postgrest))

DATA = """
    insert into api.company (id, name, currency) values ('c', 'Acme', 'EUR');
    insert into api.people (id, name, role, team) values
      ('ann', 'Ann', 'csm', 'north'), ('bob', 'Bob', 'csm', 'south'), ('lea', 'Lea', 'executive', null);
    insert into api.metrics (key, name) select 'm,"(' || n || ').é\\', 'x' from generate_series(1, 5) n;
    insert into api.accounts (id, name, owner_id)
      select 'a' || n, 'Account "' || n || '"', case when n % 2 = 0 then 'ann' else 'bob' end
        from generate_series(1, 40) n;
    insert into api.observations (account_id, metric_key, observed_on, value)
      select 'a' || n, m.key, date '2025-01-31' + d, n + d / 7.0
        from generate_series(1, 40) n, api.metrics m, generate_series(1, 20) d;
    insert into api.tickets (id, account_id, opened_at, severity)
      select 't' || n, 'a' || (1 + n % 40), timestamptz '2025-06-01 12:00:00.123456+02' + n * interval '1 hour',
             case when n % 3 = 0 then null when n % 3 = 1 then '' else 'high' end
        from generate_series(1, 100) n;
    insert into api.notes (id, account_id, text)
      select 'n' || n, 'a' || n, E'line one\\nline "two", é ' || n from generate_series(1, 10) n;
"""


class Owner(RefreshCase):
    """What the owner of the database does to it; the backend gives few rows at a time."""

    @classmethod
    def setUpClass(cls):
        cls.backend = harness.Backend(max_rows=170)
        cls.addClassCleanup(cls.backend.stop)
        cls.backend.start()
        cls.backend.sql(DATA)
        cls.backend.start_postgrest()
        cls.leader = cls.backend.token("bellwether_leader")

    def go(self, *options):
        return self.refresh_well(self.backend.url, self.leader, *options)

    def test_changes_and_tombstones(self):
        self.go()
        self.backend.sql("""
            update api.accounts set name = name || '!' where id in ('a1', 'a7');
            delete from api.observations where account_id = 'a3' and observed_on < '2025-02-05';
            delete from api.notes where id = 'n2';
            insert into api.notes (id, account_id, text) values ('n99', 'a2', null);
            insert into api.observations (account_id, metric_key, observed_on, value)
              select 'a5', key, date '2026-01-01', -1e-7 from api.metrics""")
        self.go()
        self.assert_same(self.backend)
        touched = self.query("select account_id from touched order by 1")
        self.assertEqual([t[0] for t in touched], ["a1", "a2", "a3", "a5", "a7"])
        self.backend.sql("update api.notes set deleted_at = null where id = 'n2'")
        self.go()
        self.assert_same(self.backend)

    def test_tie(self):
        """A bulk load gives everything one time stamp, in many times as many rows as a page has."""
        self.backend.sql("""
            alter table api.observations disable trigger stamp;
            update api.observations set updated_at = '2026-01-01 00:00:00.000001+00' where account_id < 'a3';
            alter table api.observations enable trigger stamp""")
        self.go()
        self.assert_same(self.backend)
        self.go("--full")
        self.assert_same(self.backend)

    def test_late_commit(self):
        """A row that was written before the refresh and committed after it arrives with the next."""
        # Enough rows for the overlap to be counted rather than read.
        self.backend.sql("""
            insert into api.observations (account_id, metric_key, observed_on, value)
              select 'a1', key, date '1990-01-01' + d, d from api.metrics, generate_series(1, 5000) d
              on conflict do nothing""")
        late = subprocess.Popen(self.backend.psql_command(), stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                text=True)
        late.stdin.write("begin; insert into api.observations (account_id, metric_key, observed_on, value)"
                         " select 'a2', key, '1999-01-01', 1 from api.metrics limit 1; select 'written';\n")
        late.stdin.flush()
        self.assertIn("written", "".join(late.stdout.readline() for _ in range(3)))
        self.backend.sql("update api.observations set value = 5 where account_id = 'a1' and observed_on ="
                         " '1990-01-02'")
        self.go()
        late.stdin.write("commit;\n")
        late.stdin.close()
        late.stdout.read()
        late.stdout.close()
        self.assertEqual(late.wait(10), 0)
        ran = self.go()
        self.assert_same(self.backend)
        self.assertEqual(ran.generation, 2)
        # With nothing late the overlap is not read again.
        self.assertLess(self.go().rows, 25000)

    def assert_team(self, *owners):
        """The mirror holds the accounts of these people and what belongs to them, and no others."""
        theirs = ", ".join(f"'{owner}'" for owner in owners)
        accounts = {row[0] for row in self.backend.sql(
            f"select id from api.accounts where owner_id in ({theirs}) and deleted_at is null")}
        self.assertEqual({row[0] for row in self.query("select id from accounts")}, accounts)
        for relation in ("observations", "tickets", "notes", "revenue_events"):
            there = self.backend.sql(
                f"select count(*) from api.{relation} r join api.accounts a on a.id = r.account_id"
                f" where a.owner_id in ({theirs}) and r.deleted_at is null and a.deleted_at is null")
            self.assertEqual(str(self.query(f"select count(*) from {relation}")[0][0]), there[0][0],
                             relation)

    def test_other_accounts_in_sight(self):
        """What a team loses goes, and what it gains comes with its past, though no such row changed."""
        self.backend.sql("""
            insert into api.people (id, name, role, team) values ('cat', 'Cat', 'csm', 'east')
              on conflict do nothing;
            insert into api.revenue_events (id, account_id, kind, effective_on, mrr_delta)
              select 'r' || n, 'a' || n, 'new', '2025-01-01', 100 from generate_series(1, 40) n
              on conflict do nothing;
            update api.accounts set owner_id = 'cat' where id in ('a10', 'a20')""")
        ann = self.backend.token("bellwether_csm", "ann")

        # The rows of this test are seconds old, so the overlap has to be shorter than them. It goes
        # back from the backend's clock, which tells whole seconds: so one more has to pass.
        def go():
            time.sleep(2.2)
            return self.refresh_well(self.backend.url, ann, "--overlap", "1")

        go()
        self.assert_team("ann")
        self.assertLess(go().rows, 50)
        self.backend.sql("update api.accounts set owner_id = 'bob' where id in ('a2', 'a4')")
        go()
        self.assert_team("ann")
        self.assertLess(go().rows, 50)
        self.backend.sql("update api.accounts set owner_id = 'ann' where id in ('a2')")
        go()
        self.assert_team("ann")
        # Another colleague, and not a row of an account that changes.
        self.backend.sql("update api.people set team = 'north' where id = 'cat'")
        go()
        self.assert_team("ann", "cat")
        # One goes and another comes at the same time.
        self.backend.sql("update api.accounts set owner_id = 'bob' where id = 'a6';"
                         " update api.accounts set owner_id = 'ann' where id = 'a4'")
        go()
        self.assert_team("ann", "cat")

    def test_relation_missing(self):
        self.go()
        self.backend.sql("alter table api.tickets rename to tickets_elsewhere")
        self.addCleanup(self.backend.reload_postgrest)
        self.addCleanup(self.backend.sql, "alter table api.tickets_elsewhere rename to tickets")
        self.backend.reload_postgrest()
        ran = self.refresh(self.backend.url, self.leader)
        self.assertEqual(ran.status, 1)
        self.assertIn("tickets", ran.err)
        self.assertEqual(self.query("select count(*) from tickets"), [(100,)])

    def test_column_missing(self):
        self.go()
        self.backend.sql("alter table api.tickets rename column severity to gravity")
        self.addCleanup(self.backend.reload_postgrest)
        self.addCleanup(self.backend.sql, "alter table api.tickets rename column gravity to severity")
        self.backend.reload_postgrest()
        ran = self.refresh(self.backend.url, self.leader)
        self.assertEqual(ran.status, 1)
        self.assertIn("severity", ran.err)
        self.assertEqual(self.query("select count(*) from tickets"), [(100,)])

    def test_column_of_an_older_backend(self):
        """A column that came later may be lacking: its rows come without it, and with it once it is there."""
        self.backend.sql("insert into api.plays (id, account_id) values ('y1', 'a1'), ('y2', 'a2')")
        self.addCleanup(self.backend.sql, "delete from api.plays")
        self.addCleanup(self.backend.reload_postgrest)
        self.addCleanup(self.backend.run_file, harness.SCHEMA)
        self.backend.sql("alter table api.plays drop column steps_done")
        self.backend.reload_postgrest()
        self.go()
        plays = "select count(*), count(steps_done) from plays"
        older = "select count(*) from meta where key = 'older:plays'"
        self.assertEqual(self.query(plays), [(2, 0)])
        self.assertEqual(self.query(older), [(1,)])
        self.backend.run_file(harness.SCHEMA)
        self.backend.reload_postgrest()
        self.backend.sql("update api.plays set steps_done = '2 2026-11-04' where id = 'y1'")
        self.go()
        self.assertEqual(self.query(plays), [(2, 1)])
        self.assertEqual(self.query(older), [(0,)])


if __name__ == "__main__":
    tap.main()
