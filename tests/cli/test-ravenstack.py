#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""RavenStack, loaded into PostgreSQL as it is, refreshed through PostgREST, and every figure of it
beside the same figure computed by SQL.

Money and who is a customer are taken from the raw tables; readings from the mapping's relations,
whose agreement with the raw tables is tested where they are made. The public set is not part of
the project: its folder is what BELLWETHER_RAVENSTACK names, or shared/data/ravenstack beside or
above the checkout; without it the small set with one of each kind of dirt stands in.
"""

import json
import math
import os
import pathlib
import subprocess
import sys
import tempfile
import unittest

sys.dont_write_bytecode = True
TESTS = pathlib.Path(__file__).resolve().parent.parent
sys.path[:0] = [str(TESTS / "backend"), str(TESTS / "export")]
import harness
import pptx
import tap

PROGRAM = os.environ["BELLWETHER_CTL"]
DATES = ("2024-12-31", "2024-09-30", "2024-02-29")

# One row an account that is active on the date, by the definitions and not by the program.
ACCOUNTS = """
with the_date as (select date '{date}' as d),
paid as (
  select account_id, start_date, end_date, (mrr_amount * 100)::bigint as mrr
    from raven.subscriptions
   where not is_trial and (end_date is null or end_date > start_date)
), active as (
  select account_id from paid, the_date
   group by account_id, d
  having min(start_date) <= d and bool_or(end_date is null or end_date > d)
), mrr as (
  select account_id, k, sum(mrr) filter (
           where start_date <= (d - make_interval(months => k))::date
             and (end_date is null or end_date > (d - make_interval(months => k))::date)) as mrr
    from paid cross join the_date cross join generate_series(0, 11) as k
   group by account_id, k
), revenue as (
  select account_id, max(mrr) filter (where k = 0) as mrr, sum(coalesce(mrr, 0)) as revenue
    from mrr group by account_id
), cost as (
  select account_id, sum(amount) as cost from api.service_costs, the_date
   where month > (d - interval '12 months')::date and month <= d and deleted_at is null
   group by account_id
), latest as (
  select distinct on (account_id, metric_key) account_id, metric_key, observed_on, value
    from api.observations, the_date where observed_on <= d and deleted_at is null
   order by account_id, metric_key, observed_on desc
), fresh as (
  select account_id, dimension, weight, value, low, neutral, high, half_life_days,
         d - observed_on as age, sign(high - low) as s
    from latest join api.metrics on key = metric_key cross join the_date
   where d - observed_on <= expires_days
), scored as (
  select *, case when s * value <= s * low then -1
                 when s * value >= s * high then 1
                 when s * value < s * neutral then (value - neutral) / (neutral - low)
                 else (value - neutral) / (high - neutral) end as place
    from fresh
), dimension as (
  select account_id, dimension, sum(weight * (50 + 50 * place)) / sum(weight) as score
    from scored group by account_id, dimension
), health as (
  select account_id,
         avg(score) filter (where dimension in ('deployment', 'engagement', 'adoption_depth',
                                                'adoption_breadth', 'roi')) as outcome,
         avg(score) filter (where dimension in ('nps', 'support', 'sentiment')) as experience
    from dimension group by account_id
), happiness as (
  select account_id,
         sum(weight * power(0.5, age / half_life_days) * place)
           / sum(weight * power(0.5, age / half_life_days)) as happiness
    from scored where dimension in ('nps', 'csat', 'ces', 'sentiment') group by account_id
), account as (
  select account_id as id, coalesce(mrr, 0) as mrr, coalesce(mrr, 0) * 12 as arr, revenue, cost,
         revenue - cost as profit,
         case when revenue > 0 then greatest(-1, (revenue - cost)::double precision / revenue) end
           as margin,
         happiness, outcome, experience,
         coalesce((outcome + experience) / 2, outcome, experience) as success_index
    from active join revenue using (account_id) left join cost using (account_id)
    left join health using (account_id) left join happiness using (account_id)
)
"""

# ARR from the largest account down: an account is in the top tier while what stands before it is
# less than 40 % of all ARR, and in the leveraged one while that is less than 80 %.
TIERS = """
, ranked as (
  select id, arr, sum(arr) over (order by arr desc, id rows unbounded preceding) - arr as before,
         sum(arr) over () as total from account
), tier as (
  select id, arr, case when before < 0.4 * total then 'top' when before < 0.8 * total
                       then 'leveraged' else 'scalable' end as tier from ranked
)
"""


def public_set():
    given = os.environ.get("BELLWETHER_RAVENSTACK")
    if given:
        return pathlib.Path(given)
    for folder in harness.TOP.parents:
        found = folder / "shared" / "data" / "ravenstack"
        if found.is_dir():
            return found
    return None


class Figures(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.raw = public_set() or harness.HERE / "raven-small"
        cls.backend = harness.Backend(schema=False)
        cls.addClassCleanup(cls.backend.stop)
        cls.backend.start()
        cls.backend.load_ravenstack(cls.raw)
        cls.backend.start_postgrest()

        scratch = tempfile.TemporaryDirectory()
        cls.addClassCleanup(scratch.cleanup)
        cls.scratch = pathlib.Path(scratch.name)
        cls.environment = dict(
            os.environ,
            XDG_CACHE_HOME=scratch.name + "/cache",
            XDG_DATA_HOME=scratch.name + "/data",
            XDG_CONFIG_HOME=scratch.name + "/config",
            LC_ALL="C.UTF-8",
        )
        refreshed = cls.call(
            "sync", cls.backend.url, "--name", "Raven", "--token-file", "-",
            text=cls.backend.token("bellwether_leader"),
        )  # fmt: skip
        assert refreshed.returncode == 0, refreshed.stderr

    @classmethod
    def call(cls, *arguments, text=""):
        return subprocess.run(
            [PROGRAM, *arguments], input=text, text=True, capture_output=True, env=cls.environment
        )

    def show(self, *arguments):
        ran = self.call("show", *arguments, "--format", "json")
        self.assertEqual(ran.returncode, 0, ran.stderr)
        return json.loads(ran.stdout)

    def records(self, date, text, keys):
        found = self.backend.sql(ACCOUNTS.format(date=date) + text)
        return [dict(zip(keys, row)) for row in found]

    def assert_same(self, shown, text, place):
        """A figure of the program beside the text that SQL gave for it."""
        if text is None:
            self.assertIsNone(shown, place)
            return
        self.assertIsNotNone(shown, place)
        self.assertTrue(math.isclose(shown, float(text), rel_tol=1e-9, abs_tol=1e-12),
                        f"{place}: {shown} is not {text}")  # fmt: skip

    def test_every_account(self):
        money = ("mrr", "arr", "revenue", "cost", "profit")
        numbers = ("margin", "happiness", "outcome", "experience", "success_index")
        for date in DATES:
            with self.subTest(date):
                keys = ("id",) + money + numbers
                expected = self.records(date, f"select {', '.join(keys)} from account", keys)
                shown = {a["id"]: a for a in self.show("accounts", "--as-of", date)["accounts"]}
                self.assertTrue(expected)
                self.assertEqual(shown.keys(), {row["id"] for row in expected})
                for row in expected:
                    account = shown[row["id"]]
                    for key in money:
                        wanted = None if row[key] is None else int(row[key])
                        self.assertEqual(account[key + "_minor"], wanted, (row["id"], key))
                    for key in numbers:
                        self.assert_same(account[key], row[key], (row["id"], key))

    def test_distribution(self):
        for date in DATES:
            with self.subTest(date):
                shown = self.show("distribution", "--as-of", date, "--compare", "2024-01-31")
                row = self.records(
                    date,
                    """select count(success_index), count(*) - count(success_index),
                    avg(success_index), stddev_samp(success_index),
                    percentile_cont(0.5) within group (order by success_index),
                    count(*) filter (where success_index < 40),
                    coalesce(sum(arr) filter (where success_index < 40), 0),
                    count(*) filter (where success_index >= 80),
                    coalesce(sum(arr) filter (where success_index >= 80), 0) from account""",
                    "accounts unknown mean sd median risk risk_arr advocates advocates_arr".split(),
                )[0]
                for key in ("accounts", "unknown"):
                    self.assertEqual(shown[key], int(row[key]))
                for key in ("mean", "sd", "median"):
                    self.assert_same(shown[key], row[key], key)
                self.assertEqual(shown["at_risk"]["accounts"], int(row["risk"]))
                self.assertEqual(shown["at_risk"]["arr_minor"], int(row["risk_arr"]))
                self.assertEqual(shown["advocates"]["accounts"], int(row["advocates"]))
                self.assertEqual(shown["advocates"]["arr_minor"], int(row["advocates_arr"]))
                self.assertEqual(sum(b["accounts"] for b in shown["bins"]), int(row["accounts"]))

    def test_quadrants(self):
        for date in DATES:
            with self.subTest(date):
                shown = self.show("quadrants", "--as-of", date)
                rows = self.records(
                    date,
                    """select case when happiness is null or margin is null then 'unknown'
                    when happiness > 0 and margin > 0 then 'success'
                    when margin > 0 then 'fix_expectations' when happiness > 0 then 'fix_cost'
                    else 'review' end as quadrant, count(*), sum(arr), sum(profit)
                    from account group by 1""",
                    "quadrant accounts arr profit".split(),
                )
                expected = {row["quadrant"]: row for row in rows}
                for quadrant, total in dict(shown["quadrants"], unknown=shown["unknown"]).items():
                    row = expected.get(quadrant, {"accounts": 0, "arr": 0, "profit": 0})
                    self.assertEqual(total["accounts"], int(row["accounts"]), quadrant)
                    self.assertEqual(total["arr_minor"], int(row["arr"]), quadrant)
                    if quadrant != "unknown":
                        self.assertEqual(total["profit_minor"], int(row["profit"]), quadrant)

    def test_tiers(self):
        for date in DATES:
            with self.subTest(date):
                shown = self.show("tiers", "--as-of", date)
                rows = self.records(
                    date,
                    TIERS + "select tier, count(*), sum(arr) from tier group by tier",
                    "tier accounts arr".split(),
                )
                self.assertEqual(
                    {t["tier"]: (t["accounts"], t["arr_minor"]) for t in shown["tiers"]
                     if t["accounts"] > 0},
                    {row["tier"]: (int(row["accounts"]), int(row["arr"])) for row in rows},
                )  # fmt: skip
                gini = self.records(
                    date,
                    """select 2 * sum(i * arr) / (count(*) * sum(arr))
                    - (count(*) + 1)::numeric / count(*)
                    from (select arr, row_number() over (order by arr) as i from account) as x""",
                    ("gini",),
                )[0]["gini"]
                self.assert_same(shown["gini"], gini, "gini")

    def test_triage(self):
        # What the company does not record is unknown, and no reason.
        unknown = """sponsor_left no_value_shown new_leadership human_factor not_likely unsure no_answer
            no_plan play_overdue milestone_overdue moment_overdue call_differs""".split()
        open_risk = """exists (select from api.risks r where r.account_id = a.id
            and r.deleted_at is null and r.opened_on <= d and (r.closed_on > d or r.closed_on is null
            and r.outcome = 'open') and r.cause is not distinct from {})"""
        reasons = {
            "unhappy": "happiness <= 0 and margin > 0",
            "costly": "happiness > 0 and margin <= 0",
            "at_risk": "success_index < 40",
            "renewal": "(select abs(renewal_on - d) <= 120 from api.accounts c where c.id = a.id)",
            "low_adoption": """(select avg(score) from dimension m where m.account_id = a.id
                and dimension in ('adoption_depth', 'adoption_breadth')) < 30""",
            "reduction_asked": """exists (select from api.change_requests r where r.account_id = a.id
                and r.deleted_at is null and kind = 'reduction'
                and requested_on between d - 180 and d)""",
            "missing_feature": open_risk.format("'missing feature'"),
            "poor_quality": open_risk.format("'poor quality'"),
            "open_risk": open_risk.format("null"),
        }
        for date in DATES:
            with self.subTest(date):
                shown = self.show("triage", "--as-of", date)
                counts = {r["reason"]: r["accounts"] for r in shown["reasons"]}
                for word in unknown:
                    self.assertEqual(counts[word], 0, word)
                expected = self.records(
                    date,
                    "".join(
                        f" union all select id, '{word}' from account a, the_date where {condition}"
                        for word, condition in reasons.items()
                    ).replace(" union all", "", 1),
                    ("id", "reason"),
                )
                found = [
                    (account["id"], reason["reason"])
                    for account in shown["accounts"]
                    for reason in account["reasons"]
                    if reason["reason"] in reasons
                ]
                self.assertEqual(
                    sorted(found), sorted((row["id"], row["reason"]) for row in expected)
                )
                for account in shown["accounts"]:
                    self.assertTrue(account["reasons"])
                losses = [account["expected_loss_minor"] for account in shown["accounts"]]
                self.assertEqual(losses, sorted(losses, reverse=True))

    def test_series(self):
        account = self.backend.one(
            "select account_id from api.observations where metric_key = 'hours_in_product'"
            " group by 1 order by sum(value) desc, 1 limit 1"
        )
        shown = self.show("series", "--account", account, "--metric", "hours_in_product")
        expected = self.backend.sql(
            f"""select date_trunc('month', usage_date)::date, sum(usage_duration_secs) / 3600.0
            from raven.feature_usage join raven.subscriptions using (subscription_id)
            join raven.accounts using (account_id)
            where account_id = '{account}' and usage_date >= signup_date group by 1"""
        )
        points = {p["start"]: p["value"] for p in shown["points"]}
        self.assertTrue(expected)
        for month, hours in expected:
            self.assert_same(points[month], hours, month)
        self.assertEqual(
            shown["go_live_on"],
            self.backend.one(f"select go_live_on from api.accounts where id = '{account}'"),
        )

    def test_deck(self):
        """The review of the busiest account says what “show series” says, and that is what SQL says."""
        account, name = self.backend.sql(
            "select o.account_id, a.name from api.observations o join api.accounts a on a.id = o.account_id"
            " where metric_key = 'hours_in_product' group by 1, 2 order by sum(value) desc, 1 limit 1"
        )[0]
        shown = self.show("series", "--account", account, "--metric", "hours_in_product", "--peers", "tier")
        self.assert_same(
            shown["after"]["value"],
            self.backend.one(
                f"""select avg(value) from api.observations, api.company
                where account_id = '{account}' and metric_key = 'hours_in_product'
                and observed_on > as_of - 90 and observed_on <= as_of"""
            ),
            account,
        )
        paths = {ending: self.scratch / f"deck.{ending}" for ending in ("pdf", "pptx")}
        for path in paths.values():
            ran = self.call("export", "deck", "--account", account, "-o", str(path))
            self.assertEqual(ran.returncode, 0, ran.stderr)
        deck = pptx.Presentation(paths["pptx"])
        self.assertEqual(list(deck.complaints()), [])
        titles = [" ".join(deck.title(slide).split()) for slide in deck.slides()]
        printed = subprocess.run(
            ["pdftotext", "-layout", paths["pdf"], "-"], capture_output=True, text=True, check=True
        ).stdout
        printed = " ".join(printed.split())
        sentence = " ".join(shown["sentence"].split())
        self.assertEqual(titles[0], name)
        self.assertIn(sentence, titles)
        self.assertIn(sentence, printed)
        for title in titles:
            self.assertIn(title, printed)

    def test_nothing_changes_the_second_time(self):
        before = self.show("accounts")
        again = self.call(
            "sync", self.backend.url, "--name", "Raven", "--token-file", "-",
            text=self.backend.token("bellwether_leader"),
        )  # fmt: skip
        self.assertEqual(again.returncode, 0, again.stderr)
        self.assertEqual(self.show("accounts"), before)


if __name__ == "__main__":
    tap.main()
