#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Who sees and writes what, asked through PostgREST as the desktop asks."""

import sys
import unittest

sys.dont_write_bytecode = True
import harness
import tap

REFERENCE = (
    "company policy people metrics behaviours features playbooks maturity_levels "
    "maturity_behaviours"
).split()
OF_PLANS = "plan_targets plan_milestones plan_roles".split()
WRITTEN_BACK = "answers risks plans plan_targets plan_milestones plan_roles plays notes".split()
OF_ACCOUNTS = [r for r in harness.RELATIONS if r not in REFERENCE + OF_PLANS]

EVERY_ACCOUNT = ["north-1", "north-2", "orphan-1", "solo-1", "south-1"]
NORTH = ["north-1", "north-2"]


def setUpModule():
    global backend, leader, ann, ben, cai, dee, reader
    backend = harness.Backend()
    unittest.addModuleCleanup(backend.stop)
    backend.start()
    backend.run_file(harness.HERE / "two-teams.sql")
    backend.start_postgrest()
    leader = backend.token("bellwether_leader")
    ann, ben, cai, dee = (backend.token("bellwether_csm", p) for p in ("ann", "ben", "cai", "dee"))
    reader = backend.token("bellwether_reader", "ann")


def accounts_seen(relation, token):
    """The accounts of the rows that the relation shows, sorted."""
    if relation in OF_PLANS:
        rows = backend.get(f"/{relation}?select=plan_id", token).json()
        return sorted(row["plan_id"].removeprefix("p-") for row in rows)
    column = "id" if relation == "accounts" else "account_id"
    return sorted(row[column] for row in backend.get(f"/{relation}?select={column}", token).json())


class Reading(unittest.TestCase):
    def test_leader_sees_all(self):
        for relation in OF_ACCOUNTS + OF_PLANS:
            with self.subTest(relation):
                self.assertEqual(accounts_seen(relation, leader), EVERY_ACCOUNT)

    def test_csm_sees_the_team(self):
        for relation in OF_ACCOUNTS + OF_PLANS:
            for name, token, expected in (
                ("ann", ann, NORTH),
                ("ben", ben, NORTH),
                ("cai", cai, ["south-1"]),
                ("dee, of no team", dee, ["solo-1"]),
                ("reader", reader, NORTH),
            ):
                with self.subTest(f"{relation}, {name}"):
                    self.assertEqual(accounts_seen(relation, token), expected)

    def test_reference_relations(self):
        for relation in REFERENCE:
            expected = int(backend.one(f"select count(*) from api.{relation}"))
            self.assertGreater(expected, 0)
            for name, token in (("leader", leader), ("csm", ann), ("reader", reader)):
                with self.subTest(f"{relation}, {name}"):
                    self.assertEqual(len(backend.get(f"/{relation}", token).json()), expected)

    def test_unknown_person_sees_nothing(self):
        """A good token of a CSM who is not in people, or of nobody in particular."""
        for person in ("nobody", None):
            token = backend.token("bellwether_csm", person)
            for relation in harness.RELATIONS:
                with self.subTest(f"{relation}, {person}"):
                    self.assertEqual(backend.get(f"/{relation}", token).json(), [])

    def test_person_who_left_sees_nothing(self):
        backend.sql("insert into api.people (id, name, team) values ('fay', 'Fay', 'north')")
        token = backend.token("bellwether_csm", "fay")
        self.assertEqual(accounts_seen("accounts", token), NORTH)
        backend.sql("delete from api.people where id = 'fay'")
        for relation in harness.RELATIONS:
            with self.subTest(relation):
                self.assertEqual(backend.get(f"/{relation}", token).json(), [])

    def test_without_or_with_a_bad_token(self):
        cases = {
            "none": None,
            "the anonymous role": backend.token("bellwether_anon"),
            "expired": backend.token("bellwether_leader", lifetime=-3600),
            "signed by another": backend.token("bellwether_leader", secret="x" * 48),
            "a role of another kind": backend.token("postgres"),
            "no token at all": "rubbish",
        }
        for name, token in cases.items():
            for relation in harness.RELATIONS:
                with self.subTest(f"{relation}, {name}"):
                    answer = backend.get(f"/{relation}", token)
                    self.assertIn(answer.status, (401, 403))
                    self.assertIn("message", answer.json())

    def test_functions_are_not_served(self):
        for name in ("visible_accounts", "restamp_account", "person_id"):
            self.assertEqual(backend.request("POST", f"/rpc/{name}", leader, {}).status, 404)

    def test_tombstones_are_seen(self):
        """A deletion reaches those who saw the row, and nobody else."""
        backend.sql("delete from api.leads where id = 'l-north-2'")
        asked = "/leads?select=id,deleted_at&deleted_at=not.is.null"
        self.assertEqual([row["id"] for row in backend.get(asked, ann).json()], ["l-north-2"])
        self.assertEqual(backend.get(asked, cai).json(), [])

    def test_deleted_account_is_seen(self):
        backend.sql(
            """insert into api.accounts (id, name, owner_id) values ('gone', 'Gone', 'dee');
                       delete from api.accounts where id = 'gone'"""
        )
        try:
            self.assertEqual(accounts_seen("accounts", dee), ["gone", "solo-1"])
        finally:
            backend.sql(
                "alter table api.accounts disable trigger tombstone; delete from api.accounts "
                "where id = 'gone'; alter table api.accounts enable trigger tombstone"
            )


def row_of(relation, account, id):
    """A new row that is right for the relation."""
    if relation in OF_PLANS:
        return {"id": id, "plan_id": "p-" + account}
    return {"id": id, "account_id": account}


class Writing(unittest.TestCase):
    def tearDown(self):
        for relation in reversed(WRITTEN_BACK):
            backend.sql(
                f"alter table api.{relation} disable trigger tombstone; "
                f"delete from api.{relation} where id like 'w-%'; "
                f"alter table api.{relation} enable trigger tombstone"
            )

    def stored(self, relation, id, columns="*"):
        return backend.sql(f"select {columns} from api.{relation} where id = '{id}'")

    def test_read_only_relations(self):
        for relation in harness.RELATIONS:
            if relation in WRITTEN_BACK:
                continue
            for name, token in (("leader", leader), ("csm", ann)):
                with self.subTest(f"{relation}, {name}"):
                    self.assertEqual(
                        backend.request(
                            "PATCH", f"/{relation}", token, {"deleted_at": "2025-01-01"}
                        ).status,
                        403,
                    )
                    self.assertEqual(backend.request("DELETE", f"/{relation}", token).status, 403)

    def test_reader_and_anonymous_write_nothing(self):
        for relation in WRITTEN_BACK:
            for name, token, status in (("reader", reader, 403), ("nobody", None, 401)):
                with self.subTest(f"{relation}, {name}"):
                    row = row_of(relation, "north-1", "w-1")
                    self.assertEqual(
                        backend.request("POST", f"/{relation}", token, row).status, status
                    )
                    self.assertEqual(self.stored(relation, "w-1"), [])

    def test_csm_writes_for_the_team(self):
        """Insert, guarded update, stale update, deletion; for ann an account of ben's."""
        full = {"Prefer": "return=representation"}
        for relation in WRITTEN_BACK:
            with self.subTest(relation):
                made = backend.request(
                    "POST", f"/{relation}", ann, row_of(relation, "north-2", "w-1"), full
                )
                self.assertEqual(made.status, 201)
                self.assertEqual(made.json()[0]["version"], 1)
                change = {"deleted_at": "2025-06-30T00:00:00Z"}
                first = backend.request(
                    "PATCH", f"/{relation}?id=eq.w-1&version=eq.1", ann, change, full
                )
                self.assertEqual([row["version"] for row in first.json()], [2])
                stale = backend.request(
                    "PATCH", f"/{relation}?id=eq.w-1&version=eq.1", ann, {"deleted_at": None}, full
                )
                self.assertEqual((stale.status, stale.json()), (200, []))
                backend.request("PATCH", f"/{relation}?id=eq.w-1", ann, {"deleted_at": None})
                gone = backend.request("DELETE", f"/{relation}?id=eq.w-1", ann)
                self.assertEqual(gone.status, 204)
                self.assertEqual(
                    self.stored(relation, "w-1", "deleted_at is not null, version"), [["t", "4"]]
                )

    def test_insert_can_be_sent_twice(self):
        """An upsert by id whose answer was lost is sent again and changes nothing."""
        upsert = {"Prefer": "return=representation,resolution=merge-duplicates"}
        for _ in range(2):
            made = backend.request(
                "POST",
                "/notes",
                ann,
                {"id": "w-1", "account_id": "north-1", "text": "hello"},
                upsert,
            )
            self.assertIn(made.status, (200, 201))
            self.assertEqual(made.json()[0]["version"], 1)

    def test_csm_cannot_write_for_another_team(self):
        for relation in WRITTEN_BACK:
            for account in ("south-1", "solo-1", "orphan-1"):
                with self.subTest(f"{relation}, {account}"):
                    made = backend.request(
                        "POST", f"/{relation}", ann, row_of(relation, account, "w-1")
                    )
                    self.assertEqual(made.status, 403)
                    self.assertEqual(self.stored(relation, "w-1"), [])

    def test_csm_cannot_change_rows_of_another_team(self):
        for relation in WRITTEN_BACK:
            before = backend.sql(f"select * from api.{relation} where id like '%south-1'")
            self.assertEqual(len(before), 1)
            id = before[0][0]
            with self.subTest(relation):
                backend.request(
                    "PATCH", f"/{relation}?id=eq.{id}", ann, {"deleted_at": "2025-01-01"}
                )
                backend.request("DELETE", f"/{relation}?id=eq.{id}", ann)
                seized = backend.request(
                    "POST",
                    f"/{relation}",
                    ann,
                    row_of(relation, "north-1", id),
                    {"Prefer": "resolution=merge-duplicates"},
                )
                self.assertEqual(seized.status, 403)
                self.assertEqual(self.stored(relation, id), before)

    def test_csm_cannot_move_a_row_to_another_account(self):
        for relation in WRITTEN_BACK:
            with self.subTest(relation):
                backend.request("POST", f"/{relation}", ann, row_of(relation, "north-1", "w-1"))
                before = self.stored(relation, "w-1")
                self.assertEqual(len(before), 1)
                other = {k: v for k, v in row_of(relation, "south-1", "w-1").items() if k != "id"}
                moved = backend.request("PATCH", f"/{relation}?id=eq.w-1", ann, other)
                self.assertEqual(moved.status, 403)
                self.assertEqual(self.stored(relation, "w-1"), before)

    def test_leader_writes_for_all(self):
        for relation in WRITTEN_BACK:
            for number, account in enumerate(EVERY_ACCOUNT):
                with self.subTest(f"{relation}, {account}"):
                    made = backend.request(
                        "POST", f"/{relation}", leader, row_of(relation, account, f"w-{number}")
                    )
                    self.assertEqual(made.status, 201)


class Moving(unittest.TestCase):
    """An account that goes to another team brings its old rows to the next refresh of that team."""

    def changed_since(self, moment, token):
        moment = moment.replace(" ", "T").replace("+", "%2B")
        found = []
        for relation in OF_ACCOUNTS + OF_PLANS:
            answer = backend.get(f"/{relation}?updated_at=gt.{moment}", token)
            found += [relation] * len(answer.json())
        return sorted(found)

    def tearDown(self):
        backend.sql(
            """update api.accounts set owner_id = 'cai' where id = 'south-1';
                       update api.people set team = null where id = 'dee'"""
        )

    def test_owner_changes(self):
        now = backend.one("select clock_timestamp()")
        backend.sql("update api.accounts set owner_id = 'ann' where id = 'south-1'")
        self.assertEqual(self.changed_since(now, ann), sorted(OF_ACCOUNTS + OF_PLANS))
        self.assertEqual(accounts_seen("notes", cai), [])

    def test_owner_changes_within_the_team(self):
        now = backend.one("select clock_timestamp()")
        backend.sql(
            """update api.accounts set owner_id = 'ben' where id = 'north-1';
                       update api.accounts set owner_id = 'ann' where id = 'north-1'"""
        )
        self.assertEqual(self.changed_since(now, ann), ["accounts"])

    def test_person_changes_team(self):
        now = backend.one("select clock_timestamp()")
        backend.sql("update api.people set team = 'south' where id = 'dee'")
        # solo-1 comes to cai, south-1 to dee.
        both = sorted(2 * (OF_ACCOUNTS + OF_PLANS))
        self.assertEqual(self.changed_since(now, cai), both)
        self.assertEqual(self.changed_since(now, dee), both)

    def test_versions_stay(self):
        """To be stamped again is not to be edited."""
        before = backend.one("select version from api.notes where id = 'n-south-1'")
        backend.sql("update api.accounts set owner_id = 'ann' where id = 'south-1'")
        self.assertEqual(
            backend.one("select version from api.notes where id = 'n-south-1'"), before
        )


if __name__ == "__main__":
    tap.main()
