#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""schema.sql: it can be applied twice, it says the same as the program's table, its triggers work."""

import functools
import os
import subprocess
import sys
import unittest

sys.dont_write_bytecode = True
import harness
import tap

WRITTEN_BACK = {
    "answers",
    "risks",
    "plans",
    "plan_targets",
    "plan_milestones",
    "plan_roles",
    "plays",
    "notes",
}

SQL_TYPES = {
    "id": {"text"},
    "text": {"text"},
    "word": {"text"},
    "integer": {"integer", "bigint"},
    "money": {"bigint"},
    "double": {"double precision"},
    "bool": {"boolean"},
    "date": {"date"},
    "timestamp": {"timestamp with time zone"},
    "json": {"jsonb"},
}


def setUpModule():
    global backend
    backend = harness.Backend()
    unittest.addModuleCleanup(backend.stop)
    backend.start()
    backend.run_file(harness.HERE / "two-teams.sql")


@functools.cache
def keys_of(relation):
    return [
        row[0]
        for row in backend.sql(
            f"""
        select a.attname from pg_constraint c
          cross join lateral unnest(c.conkey) with ordinality as k (number, place)
          join pg_attribute a on a.attrelid = c.conrelid and a.attnum = k.number
         where c.conrelid = 'api.{relation}'::regclass and c.contype = 'p' order by k.place"""
        )
    ]


class Applying(unittest.TestCase):
    def test_twice(self):
        """A second run changes neither the catalogue nor the rows."""
        picture = """
            select 'column', table_name, column_name, data_type, is_nullable from information_schema.columns
             where table_schema = 'api'
            union all select 'policy', tablename, policyname, roles::text || cmd, coalesce(qual, with_check)
              from pg_policies
            union all select 'trigger', event_object_table, trigger_name, action_statement, event_manipulation
              from information_schema.triggers
            union all select 'grant', table_name, grantee, privilege_type, '' from information_schema.table_privileges
             where table_schema = 'api'
            union all select 'index', tablename, indexname, indexdef, '' from pg_indexes where schemaname = 'api'
            union all select 'rows', 'accounts', max(updated_at)::text, count(*)::text, '' from api.accounts
             order by 1, 2, 3, 4, 5"""
        once = backend.sql(picture)
        backend.run_file(harness.SCHEMA)
        self.assertEqual(backend.sql(picture), once)
        self.assertGreater(len(once), 500)

    def test_every_relation(self):
        found = {
            row[0]
            for row in backend.sql("select tablename from pg_tables where schemaname = 'api'")
        }
        self.assertEqual(found, set(harness.RELATIONS))
        self.assertGreaterEqual(len(found), 31)

    def test_refresh_index(self):
        """Pages in the order of (updated_at, key) come from an index, whatever the relation."""
        for relation in harness.RELATIONS:
            with self.subTest(relation):
                columns = ", ".join(["updated_at", *keys_of(relation)])
                found = backend.sql(
                    f"""select 1 from pg_indexes where schemaname = 'api'
                    and tablename = '{relation}' and indexdef like '%({columns})'"""
                )
                self.assertTrue(found, columns)


class Agreement(unittest.TestCase):
    """The program's own table of relations, printed by relation-table, against the catalogue."""

    @classmethod
    def setUpClass(cls):
        said = subprocess.run(
            [os.environ["BELLWETHER_RELATION_TABLE"]], check=True, text=True, stdout=subprocess.PIPE
        ).stdout
        cls.program = [line.split("\t") for line in said.splitlines()]

    def test_relations(self):
        self.assertEqual({row[0] for row in self.program}, set(harness.RELATIONS))
        self.assertEqual({row[0] for row in self.program if row[1] == "1"}, WRITTEN_BACK)

    def test_columns_and_types(self):
        for relation in harness.RELATIONS:
            with self.subTest(relation):
                here = backend.sql(
                    f"""select column_name, data_type from information_schema.columns
                    where table_schema = 'api' and table_name = '{relation}' order by ordinal_position"""
                )
                there = [row for row in self.program if row[0] == relation]
                self.assertEqual(
                    [c[0] for c in here], [row[2] for row in there] + ["updated_at", "deleted_at"]
                )
                for (name, sql_type), row in zip(here, there):
                    self.assertIn(sql_type, SQL_TYPES[row[3]], name)

    def test_keys(self):
        for relation in harness.RELATIONS:
            with self.subTest(relation):
                there = sorted(
                    (int(row[4]), row[2])
                    for row in self.program
                    if row[0] == relation and row[4] != "0"
                )
                self.assertEqual(keys_of(relation), [name for _, name in there])

    def test_required(self):
        """What the program insists on, the schema insists on; it may insist on more."""
        nullable = {
            tuple(row)
            for row in backend.sql(
                """select table_name, column_name
            from information_schema.columns where table_schema = 'api' and is_nullable = 'YES'"""
            )
        }
        required = {(row[0], row[2]) for row in self.program if row[5] == "1"}
        self.assertEqual(nullable & required, set())
        # A reading that was due and is not known has no value.
        self.assertIn(("observations", "value"), nullable)
        self.assertTrue(required)

    def test_references(self):
        here = {
            tuple(row)
            for row in backend.sql(
                """
            select c.conrelid::regclass::text, a.attname, c.confrelid::regclass::text
              from pg_constraint c join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]
             where c.contype = 'f' and c.connamespace = 'api'::regnamespace"""
            )
        }
        there = {(f"api.{row[0]}", row[2], f"api.{row[6]}") for row in self.program if row[6]}
        self.assertEqual(here, there)


class Triggers(unittest.TestCase):
    def test_stamp(self):
        """updated_at is the clock's, whatever the writer says, and grows with every update."""
        for relation in harness.RELATIONS:
            with self.subTest(relation):
                before = backend.one(f"select max(updated_at) from api.{relation}")
                self.assertEqual(
                    backend.one(
                        f"""
                    update api.{relation} set updated_at = '1999-01-01';
                    select bool_and(updated_at > '{before}' and updated_at <= clock_timestamp()) and count(*) > 0
                      from api.{relation}"""
                    ),
                    "t",
                )

    def test_stamps_of_one_statement_differ(self):
        """A thousand rows of one insert do not share one moment, as they would with now()."""
        self.assertGreater(
            int(
                backend.one(
                    """
            begin;
            insert into api.features (key, name) select 'bulk-' || n, 'x' from generate_series(1, 1000) n;
            select count(distinct updated_at) from api.features where key like 'bulk-%';
            rollback"""
                )
            ),
            100,
        )

    def test_tombstone(self):
        """DELETE keeps the row and says when; a second DELETE does not say it anew."""
        for relation in harness.RELATIONS:
            with self.subTest(relation):
                out = backend.sql(
                    f"""
                    begin;
                    create temporary table was on commit drop as select * from api.{relation};
                    delete from api.{relation};
                    create temporary table once on commit drop as select * from api.{relation};
                    delete from api.{relation};
                    select (select count(*) from was) > 0, (select count(*) from once) = (select count(*) from was),
                           (select bool_and(deleted_at is not null) from once),
                           (select min(updated_at) from once) > (select max(updated_at) from was),
                           not exists (select from (table once except table api.{relation}) as changed);
                    rollback"""
                )
                self.assertEqual(out, [["t", "t", "t", "t", "t"]])

    def test_version(self):
        """It starts at 1, grows with a change of content, and stays when nothing changes."""
        for relation in sorted(WRITTEN_BACK):
            with self.subTest(relation):
                column = next(
                    row[0]
                    for row in backend.sql(
                        f"""select column_name
                    from information_schema.columns where table_schema = 'api' and table_name = '{relation}'
                     and data_type = 'text' and column_name not like '%id' and column_name not like '%key'"""
                    )
                )
                out = backend.sql(
                    f"""
                    begin;
                    update api.{relation} set {column} = 'one';
                    select distinct version from api.{relation};
                    update api.{relation} set {column} = 'one', version = 77;
                    select distinct version from api.{relation};
                    update api.{relation} set {column} = 'two', version = 77;
                    select distinct version from api.{relation};
                    delete from api.{relation};
                    select distinct version from api.{relation};
                    rollback"""
                )
                self.assertEqual([row[0] for row in out], ["2", "2", "3", "4"])

    def test_version_of_a_new_row(self):
        self.assertEqual(
            backend.one(
                """
            begin;
            insert into api.notes (id, account_id, version) values ('new', 'north-1', 9) returning version;
            rollback"""
            ),
            "1",
        )


class Checks(unittest.TestCase):
    def refuse(self, statement, word):
        with self.assertRaises(harness.HarnessError) as caught:
            backend.sql(statement)
        self.assertIn(word, str(caught.exception))

    def test_ranges(self):
        self.refuse("update api.contacts set influence = 6", "influence")
        self.refuse("update api.contacts set influence = 0", "influence")
        self.refuse("update api.metrics set direction = 0", "direction")
        self.refuse("update api.accounts set service_complexity = 1.01", "service_complexity")
        self.refuse(
            "update api.accounts set transaction_complexity = -0.01", "transaction_complexity"
        )
        self.refuse("update api.risks set forecast_probability = 2", "forecast_probability")
        self.refuse(
            "update api.company set fiscal_year_start_month = 13", "fiscal_year_start_month"
        )
        self.refuse("update api.observations set value = 'NaN'", "value")
        self.refuse("update api.observations set value = 'Infinity'", "value")
        self.refuse("update api.service_costs set month = '2025-05-02'", "month")
        self.refuse("update api.accounts set churned_on = '2000-01-01'", "check")

    def test_references(self):
        self.refuse("insert into api.notes (id, account_id) values ('x', 'nobody')", "foreign key")
        self.refuse(
            "insert into api.plan_targets (id, plan_id) values ('x', 'nobody')", "foreign key"
        )

    def test_words_are_open(self):
        self.assertEqual(
            backend.one(
                """
            begin;
            update api.risks set outcome = 'a word of tomorrow' where id = 'k-north-1' returning outcome;
            rollback"""
            ),
            "a word of tomorrow",
        )


if __name__ == "__main__":
    tap.main()
