#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Pages by (updated_at, key) through PostgREST give every row once, with ties and short pages.

This is the walk that data/backend/README.md describes, so it holds for whoever writes a client.
"""

import json
import sys
import unittest
import urllib.parse

sys.dont_write_bytecode = True
import harness
import tap

KEYS = ["account_id", "metric_key", "observed_on"]
ROWS = 3000


def setUpModule():
    global backend, leader
    backend = harness.Backend(max_rows=70)
    unittest.addModuleCleanup(backend.stop)
    backend.start()
    backend.sql(
        f"""
        insert into api.metrics (key, name) select 'm,"(' || n || ').é', 'x' from generate_series(1, 6) n;
        insert into api.accounts (id, name) select 'a' || n, 'x' from generate_series(1, 50) n;
        insert into api.observations (account_id, metric_key, observed_on, value)
          select 'a' || n, m.key, date '2025-01-31' + d, n from generate_series(1, 50) n, api.metrics m,
                 generate_series(1, {ROWS // 300}) d"""
    )
    backend.start_postgrest()
    leader = backend.token("bellwether_leader")


def quoted(value):
    """A value inside PostgREST's or=(...): in double quotes, those inside it escaped."""
    return '"' + str(value).replace("\\", "\\\\").replace('"', '\\"') + '"'


def after(row):
    """The condition of the rows that follow this one in the order of (updated_at, key)."""
    columns = ["updated_at", *KEYS]
    choices = []
    for place, column in enumerate(columns):
        same = [f"{c}.eq.{quoted(row[c])}" for c in columns[:place]]
        choices.append("and(" + ",".join(same + [f"{column}.gt.{quoted(row[column])}"]) + ")")
    return {"updated_at": "gte." + row["updated_at"], "or": "(" + ",".join(choices) + ")"}


def walk(limit):
    """Asks for pages until one is empty: a short page need not be the last."""
    rows, sizes = [], []
    while True:
        query = {"order": ",".join(["updated_at", *KEYS]), "limit": limit}
        if rows:
            query.update(after(rows[-1]))
        answer = backend.get("/observations?" + urllib.parse.urlencode(query), leader)
        if answer.status != 200:
            raise AssertionError(answer.body)
        page = answer.json()
        if not page:
            return rows, sizes
        rows += page
        sizes.append(len(page))


class Pages(unittest.TestCase):
    def check(self, limit, expected_size):
        rows, sizes = walk(limit)
        self.assertEqual(len(rows), ROWS)
        self.assertEqual(len({tuple(row[k] for k in KEYS) for row in rows}), ROWS)
        self.assertEqual(set(sizes[:-1]), {expected_size})

    def test_distinct_stamps(self):
        self.check(64, 64)

    def test_server_cuts_pages(self):
        """db-max-rows gives 70 rows with status 200 where 1000 were asked for."""
        self.check(1000, 70)

    def test_all_stamps_tie(self):
        backend.sql(
            """alter table api.observations disable trigger stamp;
                       update api.observations set updated_at = '2025-07-01 12:00Z';
                       alter table api.observations enable trigger stamp"""
        )
        self.check(64, 64)

    def test_plan_is_an_index_scan(self):
        """A page in the middle begins at its cursor and does not read what lies before."""
        backend.sql("analyze")
        plan = json.loads(
            "\n".join(
                row[0]
                for row in backend.sql(
                    """
            set enable_seqscan = off; set enable_sort = off;
            explain (format json) select * from api.observations
             where updated_at >= now() and (updated_at > now() or (updated_at = now() and account_id > 'a'))
             order by updated_at, account_id, metric_key, observed_on limit 10"""
                )
            )
        )
        scan = plan[0]["Plan"]["Plans"][0]
        self.assertEqual(scan["Index Name"], "observations_refresh")
        self.assertIn("updated_at >=", scan["Index Cond"])


if __name__ == "__main__":
    tap.main()
