#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The mapping of RavenStack agrees with its raw tables.

The raw tables are read again from the CSV files and summed up here, without SQL. A small set with
one of each kind of dirt lies in raven-small, with figures worked out by hand; the public set itself
is not part of the project: its folder is what BELLWETHER_RAVENSTACK names, or
shared/data/ravenstack beside or above the checkout.
"""

import collections
import csv
import datetime
import os
import pathlib
import sys
import unittest

sys.dont_write_bytecode = True
import harness
import tap

SMALL = harness.HERE / "raven-small"


def public_set():
    given = os.environ.get("BELLWETHER_RAVENSTACK")
    if given:
        return pathlib.Path(given)
    for folder in harness.TOP.parents:
        found = folder / "shared" / "data" / "ravenstack"
        if found.is_dir():
            return found
    return None


def day(text):
    return datetime.date.fromisoformat(text[:10]) if text else None


def month_end(date):
    following = (date.replace(day=28) + datetime.timedelta(days=4)).replace(day=1)
    return following - datetime.timedelta(days=1)


class Raw:
    """The five files and what can be read off them."""

    def __init__(self, folder):
        def rows(name):
            with open(folder / f"ravenstack_{name}.csv", newline="") as f:
                return list(csv.DictReader(f))

        self.accounts = rows("accounts")
        self.subscriptions = rows("subscriptions")
        self.churn_events = rows("churn_events")
        self.usage = rows("feature_usage")
        self.tickets = rows("support_tickets")
        self.signup = {a["account_id"]: day(a["signup_date"]) for a in self.accounts}
        self.account_of = {s["subscription_id"]: s["account_id"] for s in self.subscriptions}
        self.paid = [s for s in self.subscriptions if s["is_trial"] == "False"]

    def running(self, date):
        return [
            s
            for s in self.paid
            if day(s["start_date"]) <= date and (not s["end_date"] or day(s["end_date"]) > date)
        ]

    def mrr(self, date):
        """Cents an account, of those that pay."""
        sums = collections.Counter()
        for s in self.running(date):
            sums[s["account_id"]] += 100 * int(s["mrr_amount"])
        return dict(sums)

    def active(self, date):
        """Accounts that have begun to pay and have not stopped for good."""
        begun = {
            s["account_id"]
            for s in self.paid
            if day(s["start_date"]) <= date and s["start_date"] != s["end_date"]
        }
        lasting = {
            s["account_id"] for s in self.paid if not s["end_date"] or day(s["end_date"]) > date
        }
        return begun & lasting

    def customer_tickets(self):
        return [t for t in self.tickets if day(t["submitted_at"]) >= self.signup[t["account_id"]]]

    def uses(self):
        return [
            (self.account_of[u["subscription_id"]], u)
            for u in self.usage
            if day(u["usage_date"]) >= self.signup[self.account_of[u["subscription_id"]]]
        ]


class Mapping:
    """What holds for both sets."""

    dates = ()

    @classmethod
    def setUpClass(cls):
        cls.raw = Raw(cls.folder)
        cls.backend = harness.Backend(schema=False)
        cls.addClassCleanup(cls.backend.stop)
        cls.backend.start()
        cls.backend.load_ravenstack(cls.folder)

    def table(self, text):
        return {row[0]: row[1] for row in self.backend.sql(text)}

    def test_mrr(self):
        for date in self.dates:
            with self.subTest(date):
                found = self.table(
                    f"""select account_id, sum(mrr_delta) from api.revenue_events
                    where effective_on <= '{date}' group by account_id having sum(mrr_delta) <> 0"""
                )
                expected = self.raw.mrr(day(date))
                self.assertEqual({k: int(v) for k, v in found.items()}, expected)
                self.assertTrue(expected)

    def test_bridge(self):
        """Kinds have the sign that they should, and an account is new once."""
        self.assertEqual(
            self.backend.one(
                """select bool_and(case when kind in ('churn', 'contraction')
            then mrr_delta < 0 else mrr_delta > 0 end) from api.revenue_events"""
            ),
            "t",
        )
        self.assertEqual(
            self.backend.one("select count(*) from api.revenue_events where kind = 'new'"),
            str(len({s["account_id"] for s in self.raw.paid})),
        )

    def test_active_accounts(self):
        for date in self.dates:
            with self.subTest(date):
                found = {
                    row[0]
                    for row in self.backend.sql(
                        f"""select id from api.accounts
                    where contract_started_on <= '{date}' and (churned_on is null or churned_on > '{date}')"""
                    )
                }
                self.assertEqual(found, self.raw.active(day(date)))

    def test_tickets(self):
        found = self.backend.sql(
            """select severity, count(*), count(escalated_to), count(distinct account_id)
            from api.tickets where deleted_at is null group by severity order by severity"""
        )
        expected = []
        for priority in sorted({t["priority"] for t in self.raw.tickets}):
            these = [t for t in self.raw.tickets if t["priority"] == priority]
            expected.append(
                [
                    priority,
                    str(len(these)),
                    str(sum(t["escalation_flag"] == "True" for t in these)),
                    str(len({t["account_id"] for t in these})),
                ]
            )
        self.assertEqual(found, expected)

    def test_satisfaction(self):
        tickets = self.raw.customer_tickets()
        scores = [float(t["satisfaction_score"]) for t in tickets if t["satisfaction_score"]]
        found = self.backend.sql("select count(*), count(score), avg(score) from api.responses")[0]
        self.assertEqual([int(found[0]), int(found[1])], [len(tickets), len(scores)])
        self.assertAlmostEqual(float(found[2]), sum(scores) / len(scores), places=12)

        months = collections.defaultdict(list)
        for t in tickets:
            if t["satisfaction_score"]:
                key = f"{t['account_id']} {month_end(day(t['closed_at']))}"
                months[key].append(float(t["satisfaction_score"]))
        found = self.table(
            """select account_id || ' ' || observed_on, value from api.observations
                               where metric_key = 'csat'"""
        )
        self.assertEqual(found.keys(), months.keys())
        for key, values in months.items():
            self.assertAlmostEqual(float(found[key]), sum(values) / len(values), places=12)

    def test_feature_uses(self):
        expected = collections.Counter()
        for account, u in self.raw.uses():
            expected[f"{account} {u['feature_name']} {u['usage_date'][:7]}-01"] += int(
                u["usage_count"]
            )
        found = self.table(
            "select account_id || ' ' || feature_key || ' ' || month, uses from api.feature_uses"
        )
        self.assertEqual({k: int(v) for k, v in found.items()}, dict(expected))

    def test_usage_readings(self):
        """Sums of the log where there is one, 0 in the months that are paid for without a use."""
        hours = collections.Counter()
        features = collections.defaultdict(set)
        for account, u in self.raw.uses():
            key = f"{account} {month_end(day(u['usage_date']))}"
            hours[key] += int(u["usage_duration_secs"]) / 3600
            features[key].add(u["feature_name"])
        today = day(self.backend.one("select as_of from api.company"))
        paying = set()
        month = month_end(datetime.date(2023, 1, 1))
        while month <= month_end(today):
            paying |= {
                f"{account} {month}"
                for account in {s["account_id"] for s in self.raw.running(month)}
            }
            month = month_end(month + datetime.timedelta(days=1))

        for metric, expected in (
            ("hours_in_product", hours),
            ("features_used", {k: len(v) for k, v in features.items()}),
        ):
            with self.subTest(metric):
                found = self.table(
                    f"""select account_id || ' ' || observed_on, value from api.observations
                                        where metric_key = '{metric}'"""
                )
                self.assertEqual(found.keys(), paying | set(features))
                for key, value in found.items():
                    self.assertAlmostEqual(float(value), expected.get(key, 0), places=9)

    def test_service_costs(self):
        cents = sum(
            round(float(t["resolution_time_hours"]) * 6000) for t in self.raw.customer_tickets()
        )
        cents += sum(round(float(c["refund_amount_usd"]) * 100) for c in self.raw.churn_events)
        self.assertEqual(int(self.backend.one("select sum(amount) from api.service_costs")), cents)

    def test_second_take_over_changes_nothing(self):
        stamps = "select max(updated_at), count(*) from api.observations"
        before = self.backend.sql(stamps)
        found = self.backend.sql("select sum(written), sum(removed) from bellwether.take_over ()")
        self.assertEqual(found, [["0", "0"]])
        self.assertEqual(self.backend.sql(stamps), before)

    def test_every_metric_has_readings(self):
        self.assertEqual(
            self.backend.sql(
                """select key from api.metrics m
            where not exists (select from api.observations o where o.metric_key = m.key)"""
            ),
            [],
        )
        found = {row[0] for row in self.backend.sql("select dimension from api.metrics")}
        self.assertEqual(
            found,
            {
                "csat",
                "support",
                "adoption_depth",
                "adoption_breadth",
                "engagement",
                "deployment",
                "success",
            },
        )


class Small(Mapping, unittest.TestCase):
    folder = SMALL
    dates = ("2024-01-31", "2024-03-31", "2024-04-01", "2024-04-20", "2024-06-30")

    def test_revenue_events(self):
        self.assertEqual(
            self.backend.sql(
                """select account_id, effective_on, kind, mrr_delta
            from api.revenue_events order by account_id, effective_on"""
            ),
            [
                ["A-1", "2024-01-20", "new", "49000"],
                ["A-1", "2024-03-01", "expansion", "9500"],
                ["A-1", "2024-05-01", "contraction", "-9500"],
                ["A-2", "2024-02-10", "new", "39800"],
                ["A-2", "2024-04-10", "churn", "-39800"],
                ["A-2", "2024-05-10", "reactivation", "39800"],
                ["A-3", "2024-03-01", "new", "7600"],
                ["A-3", "2024-04-15", "churn", "-7600"],
            ],
        )

    def test_accounts(self):
        """Cedar is gone; Birch came back and has no annual term; nothing is used by Cedar once it pays."""
        self.assertEqual(
            self.backend.sql(
                """select id, contract_started_on, go_live_on, renewal_on, churned_on,
                churn_category, licences_purchased, owner_id from api.accounts order by id"""
            ),
            [
                ["A-1", "2024-01-20", "2024-01-25", "2025-01-20", None, None, "10", None],
                ["A-2", "2024-02-10", "2024-06-30", None, None, None, "2", None],
                ["A-3", "2024-03-01", None, None, "2024-04-15", "features", None, None],
            ],
        )

    def test_risks(self):
        self.assertEqual(
            self.backend.sql(
                """select id, category, cause, opened_on, closed_on, outcome
            from api.risks order by id"""
            ),
            [
                ["C-1", "renewal", None, "2024-03-15", None, "open"],
                ["C-2", "support", "poor quality", "2024-04-10", "2024-05-10", "mitigated"],
                ["C-3", None, None, "2024-05-10", "2024-05-10", "mitigated"],
                ["C-4", "product", "missing feature", "2024-04-15", "2024-04-15", "lost"],
            ],
        )

    def test_readings(self):
        """Of Alder, from January (uses on trial and paid) to June."""
        found = self.table(
            """select metric_key || ' ' || observed_on, value from api.observations
                               where account_id = 'A-1'"""
        )
        self.assertEqual(len([k for k in found if k.startswith("uses_per_seat")]), 6)
        expected = {
            "uses_per_seat 2024-01-31": 0.8,
            "features_used 2024-01-31": 2,
            "active_days 2024-01-31": 2,
            "hours_in_product 2024-01-31": 1.5,
            "subscriptions_used 2024-01-31": 1,
            "uses_per_seat 2024-03-31": 0,
            "subscriptions_used 2024-03-31": 0,
            # The use of May names a subscription that had ended: the account used, the subscription
            # did not.
            "hours_in_product 2024-05-31": 2,
            "subscriptions_used 2024-05-31": 0,
            "active_days 2024-06-30": 1,
            "features_used 2024-06-30": 2,
            "csat 2024-02-29": 4.5,
            "resolution_hours 2024-02-29": 18,
            "escalated_share 2024-02-29": 0.5,
            "resolution_hours 2024-06-30": 2,
        }
        for key, value in expected.items():
            self.assertAlmostEqual(float(found[key]), value, places=12, msg=key)
        self.assertNotIn("csat 2024-06-30", found)
        self.assertNotIn("uses_per_seat 2023-12-31", found)

    def test_change_requests_and_feedback(self):
        self.assertEqual(
            self.backend.sql("select id, kind from api.change_requests order by id"),
            [["S-2/expansion", "expansion"], ["S-2/reduction", "reduction"]],
        )
        self.assertEqual(
            self.backend.sql("select id, kind, text from api.feedback order by id"),
            [["C-1", "pricing", "too expensive"], ["C-4", "features", "missing features"]],
        )

    def test_changes_of_the_raw_tables(self):
        """What is gone becomes a tombstone, what comes back is alive again, the rest is not touched."""
        now = self.backend.one("select clock_timestamp()")
        try:
            found = self.backend.sql(
                """
                update raven.support_tickets set ticket_id = 'T-5' where ticket_id = 'T-4';
                select relation, written, removed from bellwether.take_over () where written + removed > 0"""
            )
            self.assertEqual(found, [["tickets", "1", "1"]])
            self.assertEqual(
                self.backend.sql(
                    f"""select id, deleted_at is null from api.tickets
                where updated_at > '{now}' order by id"""
                ),
                [["T-4", "f"], ["T-5", "t"]],
            )
        finally:
            found = self.backend.sql(
                """
                update raven.support_tickets set ticket_id = 'T-4' where ticket_id = 'T-5';
                select relation, written, removed from bellwether.take_over () where written + removed > 0"""
            )
        self.assertEqual(found, [["tickets", "1", "1"]])
        self.assertEqual(
            self.backend.one("select count(*) from api.tickets where deleted_at is null"), "4"
        )

    def test_work_of_the_desktop_stays(self):
        self.backend.sql(
            """insert into api.risks (id, account_id) values ('by-hand', 'A-1');
                            select from bellwether.take_over ()"""
        )
        self.assertEqual(
            self.backend.one("select deleted_at is null from api.risks where id = 'by-hand'"), "t"
        )
        self.backend.sql(
            """alter table api.risks disable trigger tombstone; delete from api.risks
            where id = 'by-hand'; alter table api.risks enable trigger tombstone"""
        )

    def refuse(self, view, words):
        with self.assertRaises(harness.HarnessError) as caught:
            self.backend.sql(f"begin; {view}; select * from bellwether.take_over ()")
        for word in words:
            self.assertIn(word, str(caught.exception))

    def test_slips_of_the_mapping(self):
        self.refuse("create view mapping.acounts as select 1", ["acounts"])
        self.refuse(
            "create view mapping.leads as select 'x' as id, 'A-1' as account_id, 1 as sum",
            ["leads", "sum"],
        )
        self.refuse("create view mapping.leads as select 'A-1' as account_id", ["leads", "id"])

    def test_served(self):
        """A leader gets it all from PostgREST, a CSM nothing: no account has an owner."""
        self.backend.start_postgrest()
        leader = self.backend.token("bellwether_leader")
        for relation in harness.RELATIONS:
            with self.subTest(relation):
                answer = self.backend.get(f"/{relation}", leader)
                self.assertEqual(answer.status, 200)
                self.assertEqual(
                    len(answer.json()),
                    int(self.backend.one(f"select count(*) from api.{relation}")),
                )
        self.assertEqual(
            self.backend.get("/accounts", self.backend.token("bellwether_csm", "x")).json(), []
        )


if public_set():

    class Public(Mapping, unittest.TestCase):
        folder = public_set()
        dates = ("2023-06-30", "2023-12-31", "2024-03-15", "2024-06-30", "2024-12-31")

else:
    print(
        "# RavenStack itself is not here; set BELLWETHER_RAVENSTACK to its folder to test against it"
    )


if __name__ == "__main__":
    tap.main()
