#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""kill -9 in the middle of refreshes: the mirror is whole, and the next refresh finishes the work.

BELLWETHER_KILLS says at how many places (8 unless told); a hundred take some minutes:

  build-aux/in-root env BELLWETHER_KILLS=100 meson test -C build --timeout-multiplier 0 refresh-kill
"""

import os
import random
import subprocess
import time

from refresh_case import RefreshCase, harness
import tap

KILLS = int(os.environ.get("BELLWETHER_KILLS", "8"))

DATA = """
    insert into api.people (id, name) values ('p', 'P');
    insert into api.metrics (key, name) select 'm' || n, 'x' from generate_series(1, 5) n;
    insert into api.accounts (id, name) select 'a' || n, 'x' from generate_series(1, 100) n;
    insert into api.observations (account_id, metric_key, observed_on, value)
      select 'a' || n, m.key, date '2025-01-31' + d, n + d
        from generate_series(1, 100) n, api.metrics m, generate_series(1, 20) d;
    insert into api.tickets (id, account_id, opened_at) select 't' || n, 'a' || (1 + n % 100), now()
      from generate_series(1, 500) n;
"""


class Kill(RefreshCase):
    @classmethod
    def setUpClass(cls):
        cls.backend = harness.Backend()
        cls.addClassCleanup(cls.backend.stop)
        cls.backend.start()
        cls.backend.sql(DATA)
        cls.backend.start_postgrest()
        cls.leader = cls.backend.token("bellwether_leader")
        cls.random = random.Random(20260101)

    def spoil(self, seconds):
        """Starts a refresh in small pages and kills it; whether that was in time."""
        process = subprocess.Popen(self.command(self.backend.url, "--page-rows", "50"),
                                   env=self.environment(self.leader), stdout=subprocess.DEVNULL,
                                   stderr=subprocess.DEVNULL)
        time.sleep(seconds)
        process.kill()
        return process.wait() != 0

    def places(self, whole):
        """Moments at which to kill, evenly over the length of a refresh, one at random in each part."""
        for number in range(KILLS):
            yield 0.02 + whole * (number + self.random.random()) / KILLS

    def length(self):
        """How long one undisturbed refresh takes, started like those that are killed."""
        began = time.monotonic()
        self.refresh_well(self.backend.url, self.leader, "--page-rows", "50")
        return time.monotonic() - began

    def state(self):
        return self.query("select count(*), sum(value) from observations")

    def test_first_fill(self):
        """Killed again and again, a first refresh shows nothing until it is done."""
        whole = self.length()
        expected = self.state()
        spoilt = 0
        for place in self.places(whole):
            for path in self.folder.iterdir():
                path.unlink()
            spoilt += self.spoil(place)
            if self.mirror.exists() and self.query("select count(*) from sqlite_schema") != [(0,)]:
                self.assert_whole()
                self.assertIn(self.state(), ([(0, None)], expected))
            self.refresh_well(self.backend.url, self.leader)
            self.assert_whole()
            self.assert_same(self.backend)
        print(f"# {spoilt} of {KILLS} were killed before they were done", flush=True)
        self.assertGreater(spoilt, 0)

    def test_later(self):
        """Killed while it brings changes, a refresh leaves the state before or that after."""
        self.refresh_well(self.backend.url, self.leader)
        self.backend.sql("update api.observations set value = value + 1")
        whole = self.length()
        spoilt = 0
        for place in self.places(whole):
            before = self.state()
            self.backend.sql("update api.observations set value = value + 1 where account_id < 'a5'")
            spoilt += self.spoil(place)
            self.assert_whole()
            between = self.state()
            self.refresh_well(self.backend.url, self.leader)
            self.assertIn(between, (before, self.state()))
            self.assert_whole()
            self.assert_same(self.backend)
        print(f"# {spoilt} of {KILLS} were killed before they were done", flush=True)
        self.assertGreater(spoilt, 0)


if __name__ == "__main__":
    tap.main()
