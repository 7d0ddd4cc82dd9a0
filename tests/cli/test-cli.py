#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The terminal program as a script sees it: exit status, what goes where, and the shape of JSON."""

import csv
import io
import json
import os
import pathlib
import re
import signal
import subprocess
import sys
import tempfile
import unittest
import urllib.request

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "backend"))
import harness
import tap

PROGRAM = os.environ["BELLWETHER_CTL"]
DATE = re.compile(r"\d{4}-\d\d-\d\d")


class Cli(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        scratch = tempfile.TemporaryDirectory()
        cls.addClassCleanup(scratch.cleanup)
        cls.scratch = pathlib.Path(scratch.name)
        cls.environment = dict(
            os.environ,
            XDG_CACHE_HOME=scratch.name + "/cache",
            XDG_DATA_HOME=scratch.name + "/data",
            LC_ALL="C.UTF-8",
        )
        made = cls.call("demo", "--accounts", "120", "--name", "Demo")
        assert made.returncode == 0, made.stderr

    @classmethod
    def call(cls, *arguments, **more):
        options = dict(text=True, capture_output=True, env=cls.environment, stdin=subprocess.DEVNULL)
        return subprocess.run([PROGRAM, *arguments], **dict(options, **more))

    def show(self, *arguments):
        ran = self.call("show", *arguments, "--format", "json")
        self.assertEqual(ran.returncode, 0, ran.stderr)
        return json.loads(ran.stdout)

    def assert_fails(self, status, *arguments, **more):
        ran = self.call(*arguments, **more)
        self.assertEqual(ran.returncode, status, (arguments, ran.stderr))
        self.assertEqual(ran.stdout, "")
        self.assertTrue(ran.stderr.startswith("bellwetherctl: "), ran.stderr)
        if status == 1:
            self.assertEqual(ran.stderr.count("\n"), 1, ran.stderr)
        return ran.stderr

    def test_wrong_usage(self):
        for arguments in (
            ("dance",),
            ("--portfolio",),
            ("show",),
            ("show", "weather"),
            ("show", "tiers", "--compare", "2026-01-01"),
            ("show", "tiers", "--format", "xml"),
            ("show", "tiers", "--as-of", "yesterday"),
            ("show", "tiers", "--as-of", "2026-02-30"),
            ("show", "account"),
            ("show", "account", "A0000001", "A0000002"),
            ("show", "distribution", "--weight", "height"),
            ("show", "distribution", "--measure", "weather"),
            ("show", "distribution", "--points", "-4"),
            ("show", "distribution", "--from", "low"),
            ("show", "health", "--from", "2026-01-01"),
            ("show", "health", "--account", "A0000001", "--from", "low"),
            ("show", "accounts", "--sort", "weather"),
            ("show", "accounts", "--filter", "weather=rain"),
            ("show", "series", "--account", "A0000001"),
            ("show", "series", "--account", "A0000001", "--metric", "nps", "--bucket", "day"),
            ("demo", "--accounts", "0"),
            ("demo", "--months", "3"),
            ("demo", "--to", "x", "--serve", "0"),
            ("sync",),
            ("import",),
            ("portfolios", "--format", "yaml"),
            ("check", "everything"),
        ):
            with self.subTest(arguments):
                self.assert_fails(2, *arguments)

    def test_cannot_be_done(self):
        for arguments, named in (
            (("--portfolio", "Nobody's", "show", "tiers"), "Nobody's"),
            (("show", "account", "no-such-account"), "no-such-account"),
            (("show", "health", "--account", "no-such-account"), "no-such-account"),
            (("show", "series", "--account", "A0000001", "--metric", "weather"), "weather"),
            (("sync", "http://example.com/", "--name", "Plain"), "https"),
            (("sync", "http://127.0.0.1:1/", "--name", "Closed"), "127.0.0.1"),
            (("sync", "http://127.0.0.1:1/", "--name", "Demo"), "Demo"),
            (("sync", "http://127.0.0.1:1/", "--token-file", "/no/such/token"), "/no/such/token"),
            (("import", str(self.scratch / "nowhere")), "nowhere"),
            (("import", __file__), "test-cli.py"),
        ):
            with self.subTest(arguments):
                self.assertIn(named, self.assert_fails(1, *arguments))

    def test_a_backend_never_reached_leaves_no_portfolio(self):
        self.assert_fails(1, "sync", "http://127.0.0.1:1/", "--name", "Nowhere")
        listed = json.loads(self.call("portfolios", "--format", "json").stdout)["portfolios"]
        self.assertNotIn("Nowhere", [p["name"] for p in listed])

    def test_full_disk(self):
        with open("/dev/full", "w") as full:
            ran = subprocess.run(
                [PROGRAM, "show", "accounts"], stdout=full, stderr=subprocess.PIPE,
                text=True, env=self.environment,
            )  # fmt: skip
        self.assertEqual(ran.returncode, 1)
        self.assertTrue(ran.stderr.startswith("bellwetherctl: "))

    def test_help(self):
        for arguments in (("--help",), ("help",), ("show", "--help"), ("--version",)):
            ran = self.call(*arguments)
            self.assertEqual((ran.returncode, ran.stderr), (0, ""))
            self.assertTrue(ran.stdout)
        for verb in "sync import demo show export portfolios check outbox".split():
            self.assertIn(f"\n  {verb}", self.call("--help").stdout)
            ran = self.call(verb, "--help")
            self.assertEqual((ran.returncode, ran.stderr), (0, ""))
            self.assertIn(f" {verb}", ran.stdout.splitlines()[0])
        asked = self.call("help", "tiers").stdout
        for arguments in (("tiers", "--help"), ("tiers", "--format", "json", "-h")):
            self.assertEqual(self.call("show", *arguments).stdout, asked)
        self.assertEqual(self.call("show", "accounts", "--help").returncode, 0)

    def documented(self, view):
        ran = self.call("help", view)
        self.assertEqual((ran.returncode, ran.stderr), (0, ""))
        lines = [line for line in ran.stdout.splitlines() if re.match(r"  [a-z]", line)]
        paths = [line.split()[0] for line in lines]
        self.assertEqual(len(paths), len(set(paths)), view)
        for line in lines:
            self.assertRegex(line, r"^  [a-z_0-9.\[\]]+ {2,}\S")
        return set(paths)

    @classmethod
    def paths(cls, value, at=""):
        """Where the plain values of a JSON object stand, with None for each that is unknown."""
        if isinstance(value, dict):
            for key, inner in value.items():
                yield from cls.paths(inner, f"{at}.{key}" if at else key)
        elif value == []:
            yield at + "[]", None
        elif isinstance(value, list):
            for inner in value:
                yield from cls.paths(inner, at + "[]")
        else:
            yield at, value

    def test_every_field_is_documented(self):
        shown = self.call("show", "--help").stdout
        views = re.findall(r"^  ([a-z]+)\b", shown[shown.index("\nViews:") :], re.MULTILINE)
        self.assertGreater(len(views), 6)
        accounts = [a["id"] for a in self.show("accounts", "--sort", "-arr")["accounts"]][:12]
        calls = {
            "account": [("account", a, "--compare", "2026-08-21") for a in accounts],
            "distribution": [("distribution", "--compare", "2026-08-21")],
            "health": [("health", "--compare", "2026-08-21")]
            + [("health", "--account", a, "--from", "2026-05-21") for a in accounts],
            "portfolio": [("portfolio", "--compare", "2026-08-21")],
            "quadrants": [("quadrants", "--accounts")],
            "triage": [("triage",), ("triage", "--group", "owner")],
            "series": [
                ("series", "--account", a, "--metric", m["key"], "--peers", "tier")
                for a in accounts
                for m in self.show("account", a)["metrics"][:1]
            ],
        }
        calls["triage"] = [("triage", "--group", "owner"), ("triage", "--filter", "flag=silent")]
        for view in views:
            with self.subTest(view):
                documented = self.documented(view)
                seen = {
                    found
                    for call in calls.get(view, [(view,)])
                    for found in self.paths(self.show(*call))
                }
                # What is unknown stands as null where an object or a list would be.
                inside = {path for path in documented if "." in path or "[]" in path}
                for path, value in seen:
                    if path not in documented:
                        self.assertIsNone(value, path)
                        self.assertTrue(
                            any(p.startswith((path + ".", path + "[]")) for p in inside), path
                        )
                # Nothing can be said of what stands in a list that the demo company leaves empty.
                paths = {path for path, value in seen}
                filled = {p[: p.rindex("[]") + 2] for p in paths if 0 <= p.rfind("[]") < len(p) - 2}
                empty = {p for p in paths if p.endswith("[]")} - filled
                missing = {p for p in documented - paths if not p.startswith(tuple(empty))}
                self.assertEqual(missing, set())
        self.assert_fails(2, "help", "weather")

    def test_distribution(self):
        shown = self.show("distribution", "--compare", "2026-08-21", "--points", "64")
        for key in "as_of measure weight accounts unknown bandwidth mean median sd".split():
            self.assertIn(key, shown)
        self.assertEqual(len(shown["points"]), 64)
        self.assertEqual(set(shown["points"][0]), {"x", "density"})
        self.assertEqual(set(shown["bins"][0]), {"from", "to", "accounts", "arr_minor"})
        tail = {"accounts", "arr_minor", "share_accounts", "share_arr"}
        self.assertEqual(set(shown["at_risk"]), tail | {"below"})
        self.assertEqual(set(shown["advocates"]), tail | {"from"})
        self.assertLessEqual(
            {"as_of", "mean_change", "median_change", "ks", "into_at_risk", "out_of_at_risk",
             "into_advocates", "out_of_advocates", "sentence"}, set(shown["compared"]),
        )  # fmt: skip
        step = shown["points"][1]["x"] - shown["points"][0]["x"]
        area = step * sum(p["density"] for p in shown["points"])
        self.assertAlmostEqual(area, 1, delta=0.05)
        self.assertEqual(sum(b["accounts"] for b in shown["bins"]), shown["accounts"])

    def test_measures(self):
        for measure in ("happiness", "outcome", "experience", "dimension:nps", "metric:nps"):
            with self.subTest(measure):
                shown = self.show("distribution", "--measure", measure, "--weight", "arr")
                self.assertEqual((shown["measure"], shown["weight"]), (measure, "arr"))
                self.assertGreater(shown["accounts"], 0)

    def test_quadrants(self):
        shown = self.show("quadrants")
        self.assertEqual(
            list(shown["quadrants"]), ["success", "fix_expectations", "fix_cost", "review"]
        )
        self.assertNotIn("accounts", shown)
        listed = self.show("quadrants", "--accounts")["accounts"]
        self.assertEqual(
            set(listed[0]),
            {"id", "name", "happiness", "margin", "profit_minor", "arr_minor", "level", "quadrant",
             "flags"},
        )  # fmt: skip
        for quadrant, total in shown["quadrants"].items():
            members = [a for a in listed if a["quadrant"] == quadrant]
            self.assertEqual(len(members), total["accounts"])
            self.assertEqual(sum(a["arr_minor"] for a in members), total["arr_minor"])
        unknown = [a for a in listed if a["quadrant"] is None]
        self.assertEqual(len(unknown), shown["unknown"]["accounts"])
        for account in unknown:
            self.assertIsNone(account["level"])

    def test_health(self):
        shown = self.show("health")
        listed = self.show("accounts")["accounts"]
        bounds = [band["from"] for band in shown["bands"]] + [101]
        for band, low, high in zip(shown["bands"], bounds, bounds[1:]):
            members = [
                a for a in listed
                if a["success_index"] is not None and low <= a["success_index"] < high
            ]  # fmt: skip
            self.assertEqual(band["accounts"], len(members))
            self.assertEqual(band["arr_minor"], sum(a["arr_minor"] for a in members))
        unknown = [a for a in listed if a["success_index"] is None]
        self.assertEqual(shown["unknown"]["accounts"], len(unknown))
        for account in shown["disagreements"]:
            self.assertNotEqual(account["band"], account["own_call_band"])
        for account in listed[:8]:
            one = self.show("health", "--account", account["id"], "--from", "2026-05-21")
            moved = one["moved"]
            if moved["change"] is not None:
                points = sum(part["points"] for part in moved["contributions"])
                self.assertAlmostEqual(points, moved["change"], delta=1e-9)
                self.assertAlmostEqual(
                    moved["to_index"] - moved["from_index"], moved["change"], delta=1e-9
                )
            if one["success_index"] is not None:
                shares = [r["share"] for r in one["readings"]]
                self.assertAlmostEqual(sum(shares), 1, delta=1e-9)
                index = sum(r["share"] * r["score"] for r in one["readings"] if r["share"])
                self.assertAlmostEqual(index, one["success_index"], delta=1e-9)

    def test_the_work_at_an_account(self):
        folder = self.scratch / "work"
        self.assertEqual(self.call("demo", "--accounts", "120", "--to", str(folder)).returncode, 0)

        def rows(relation):
            with open(folder / f"{relation}.csv", newline="") as file:
                return list(csv.DictReader(file))

        def of(relation, account, columns):
            found = [row for row in rows(relation) if row["account_id"] == account]
            return sorted((tuple(row[column] or None for column in columns) for row in found), key=repr)

        def shown(lines, columns):
            self.assertFalse(any(line["unsent"] for line in lines))
            return sorted((tuple(line[column] for column in columns) for line in lines), key=repr)

        plays = ["id", "opened_on", "due_on", "status", "outcome"]
        risks = ["id", "category", "cause", "severity", "first_signal_on", "opened_on", "closed_on"]
        seen = ticked = 0
        for account in self.show("accounts", "--sort", "-arr")["accounts"][:12]:
            work = self.show("account", account["id"])
            self.assertEqual(shown(work["plays"], plays), of("plays", account["id"], plays))
            ticks = {
                play["id"]: ", ".join(
                    f"{i} {step['done_on']}"
                    for i, step in enumerate(play["steps"], 1)
                    if step["done_on"]
                )
                for play in work["plays"]
            }
            self.assertEqual(
                sorted(ticks.items()),
                sorted((i, steps or "") for i, steps in of("plays", account["id"], ["id", "steps_done"])),
            )
            ticked += sum(map(bool, ticks.values()))
            self.assertEqual(shown(work["risks"], risks), of("risks", account["id"], risks))
            notes = ["id", "text"]
            self.assertEqual(shown(work["notes"], notes), of("notes", account["id"], notes))
            answers = {}
            for _, _, question, text in of(
                "answers", account["id"], ["answered_on", "id", "question", "text"]
            ):
                answers[question] = text
            self.assertEqual(
                {a["question"]: a["text"] for a in work["answers"] if a["text"]}, answers
            )
            asked = [int(n) for (n,) in of("interactions", account["id"], ["questions_asked"]) if n]
            self.assertEqual(work["questions_asked"], sum(asked) if asked else None)
            seen += len(work["plays"]) + len(work["risks"]) + len(work["notes"]) + len(answers)
        self.assertGreater(seen, 50)
        self.assertGreater(ticked, 5)

    def test_renewals(self):
        shown = self.show("renewals")
        listed = shown["renewals"]
        self.assertTrue(listed)
        self.assertEqual(shown["accounts"], len(listed))
        for total, rows in [(shown["arr_minor"], listed)] + [
            (part["arr_minor"], [r for r in listed if r["forecast"] == name])
            for name, part in shown["forecast"].items()
        ]:
            self.assertEqual(total, sum(r["arr_minor"] for r in rows))
        for month in shown["months"]:
            rows = [r for r in listed if r["renewal_on"][:7] == month["month"][:7]]
            self.assertEqual((month["accounts"], month["arr_minor"]),
                             (len(rows), sum(r["arr_minor"] for r in rows)))  # fmt: skip
            for name in ("committed", "likely", "at_risk", "unknown"):
                self.assertEqual(
                    month[name + "_minor"],
                    sum(r["arr_minor"] for r in rows if r["forecast"] == name),
                )
        expected = [
            a["id"] for a in self.show("accounts")["accounts"]
            if a["renews_in_days"] is not None and 0 <= a["renews_in_days"] <= shown["within_days"]
        ]  # fmt: skip
        self.assertEqual(sorted(r["id"] for r in listed), sorted(expected))

    def test_every_reason_opens_to_its_rows(self):
        """Whatever brings an account into the queue rests on rows of its own, which are in the data."""
        folder = self.scratch / "large"
        # Another portfolio would become the one that the other tests look at.
        apart = dict(
            self.environment,
            XDG_CACHE_HOME=str(self.scratch / "large-cache"),
            XDG_DATA_HOME=str(self.scratch / "large-data"),
        )
        made = self.call("demo", "--accounts", "451", "--name", "Large", env=apart)
        self.assertEqual(made.returncode, 0, made.stderr)
        self.assertEqual(self.call("demo", "--accounts", "451", "--to", str(folder)).returncode, 0)
        ran = self.call("show", "triage", "--format", "json", env=apart)
        owners = {}
        kinds = set()
        for account in json.loads(ran.stdout)["accounts"]:
            for reason in account["reasons"]:
                kinds.add(reason["reason"])
                self.assertTrue(reason["evidence"], (account["name"], reason["text"]))
                for row in reason["evidence"]:
                    relation = row["relation"]
                    if relation in ("observations", "service_costs", "plan_targets", "plan_milestones"):
                        continue
                    if relation not in owners:
                        with open(folder / f"{relation}.csv", newline="") as file:
                            owners[relation] = {
                                r["id"]: r.get("account_id", r["id"]) for r in csv.DictReader(file)
                            }
                    self.assertEqual(owners[relation].get(row["id"]), account["id"], row)
        self.assertGreater(len(kinds), 20)

    def test_custody(self):
        handoff, roles = self.show("handoff"), self.show("roles")
        self.assertEqual(len(handoff["accounts"]), len(self.show("accounts")["accounts"]))
        for shown, field, words in (
            (handoff, "custody", ("durable_custody", "handoff")),
            (roles, "role", ("web", "csm", "sales", "both")),
        ):
            for word in (*words, "unknown"):
                rows = [
                    a for a in shown["accounts"] if a[field] == (None if word == "unknown" else word)
                ]
                self.assertEqual(
                    shown[word],
                    {"accounts": len(rows), "arr_minor": sum(a["arr_minor"] for a in rows)},
                )
        for account in handoff["accounts"]:
            self.assertEqual(account["custody"] == "durable_custody", bool(account["reasons"]))
        for account in roles["accounts"]:
            if account["role"]:
                serves = account["service_complexity"] >= account["service_border"]
                sells = account["transaction_complexity"] >= account["transaction_border"]
                expected = {(0, 0): "web", (1, 0): "csm", (0, 1): "sales", (1, 1): "both"}
                self.assertEqual(account["role"], expected[serves, sells])

    def test_tiers(self):
        shown = self.show("tiers")
        self.assertEqual([t["tier"] for t in shown["tiers"]], ["top", "leveraged", "scalable"])
        self.assertLessEqual(
            {"accounts", "arr_minor", "share_accounts", "share_arr", "hours_per_account",
             "capacity_accounts", "gap_accounts", "gap_hours", "csms", "accounts_per_csm",
             "arr_per_csm_minor"}, set(shown["tiers"][0]),
        )  # fmt: skip
        self.assertEqual(set(shown["lorenz"][0]), {"accounts_share", "arr_share"})
        self.assertAlmostEqual(sum(t["share_arr"] for t in shown["tiers"]), 1)
        # What is missing is below 0, as "help tiers" says.
        for tier in shown["tiers"]:
            self.assertAlmostEqual(
                tier["gap_hours"], tier["hours_available"] - tier["hours_needed"]
            )
            self.assertAlmostEqual(
                tier["gap_accounts"], tier["capacity_accounts"] - tier["accounts"]
            )

    def test_series(self):
        account = next(
            a["id"] for a in self.show("accounts", "--sort", "-arr")["accounts"]
            if self.show("account", a["id"])["metrics"]
        )  # fmt: skip
        metric = self.show("account", account)["metrics"][0]["key"]
        for bucket in ("week", "month", "quarter"):
            shown = self.show("series", "--account", account, "--metric", metric,
                              "--bucket", bucket, "--peers", "tier")  # fmt: skip
            self.assertLessEqual(
                {"account", "metric", "unit", "bucket", "points", "go_live_on", "baseline", "after",
                 "change", "change_share", "interval", "plan", "slope_per_month", "slope_interval",
                 "velocity", "peers", "sentence"}, set(shown),
            )  # fmt: skip
            self.assertEqual(shown["bucket"], bucket)
            starts = [p["start"] for p in shown["points"]]
            self.assertEqual(starts, sorted(set(starts)))
            self.assertTrue(all(DATE.fullmatch(s) for s in starts))

    def test_the_past_knows_nothing_of_later(self):
        early = self.show("accounts", "--as-of", "2025-06-30")
        self.assertEqual(early["as_of"], "2025-06-30")
        for account in early["accounts"]:
            heard = account["last_signal_on"]
            self.assertTrue(heard is None or heard <= "2025-06-30")

    def test_filter_and_sort(self):
        listed = self.show("accounts", "--filter", "tier=top", "--sort", "-arr")["accounts"]
        self.assertTrue(listed)
        self.assertEqual({a["tier"] for a in listed}, {"top"})
        sizes = [a["arr_minor"] for a in listed]
        self.assertEqual(sizes, sorted(sizes, reverse=True))
        self.assertEqual(
            self.show("tiers", "--filter", "tier=top")["tiers"][0]["accounts"], len(listed)
        )

    def test_csv_tells_what_json_tells(self):
        ran = self.call("show", "accounts", "--format", "csv")
        rows = list(csv.DictReader(io.StringIO(ran.stdout, newline="")))
        listed = self.show("accounts")["accounts"]
        self.assertEqual([r["id"] for r in rows], [a["id"] for a in listed])
        for row, account in zip(rows, listed):
            self.assertEqual(row["arr_minor"], str(account["arr_minor"]))
            index = account["success_index"]
            self.assertEqual(row["success_index"], "" if index is None else json.dumps(index))

    def test_table_has_no_json(self):
        ran = self.call("show", "portfolio")
        self.assertEqual(ran.returncode, 0)
        self.assertIn("arr", ran.stdout)
        self.assertNotIn("{", ran.stdout)

    def test_portfolios(self):
        listed = json.loads(self.call("portfolios", "--format", "json").stdout)["portfolios"]
        demo = next(p for p in listed if p["name"] == "Demo")
        self.assertEqual((demo["accounts"], demo["unsent_edits"]), (120, 0))
        self.assertEqual(demo["as_of"], "2026-11-21")

    def test_the_same_seed_gives_the_same_files(self):
        folders = [self.scratch / name for name in ("one", "two")]
        for folder in folders:
            ran = self.call("demo", "--accounts", "20", "--seed", "7", "--to", str(folder))
            self.assertEqual(ran.returncode, 0, ran.stderr)
        files = [{p.name: p.read_bytes() for p in folder.iterdir()} for folder in folders]
        self.assertEqual(set(files[0]), {name + ".csv" for name in harness.RELATIONS})
        self.assertEqual(files[0], files[1])

    def test_files_give_what_the_backend_gives(self):
        folder = self.scratch / "files"
        self.call("demo", "--accounts", "120", "--to", str(folder))
        ran = self.call("import", str(folder), "--name", "Files")
        self.assertEqual(ran.returncode, 0, ran.stderr)
        for view in ("accounts", "tiers", "quadrants", "distribution"):
            one, two = (
                self.call("--portfolio", name, "show", view, "--format", "json").stdout
                for name in ("Demo", "Files")
            )
            self.assertEqual(one, two, view)
        self.call("--portfolio", "Demo", "check")
        self.call("demo", "--accounts", "120", "--name", "Demo")

    def test_serve(self):
        server = subprocess.Popen(
            [PROGRAM, "demo", "--accounts", "30", "--serve", "0"],
            stdout=subprocess.PIPE, text=True, env=self.environment,
        )  # fmt: skip
        url = server.stdout.readline().strip()
        with urllib.request.urlopen(url + "/company?select=name") as answer:
            self.assertEqual(json.load(answer), [{"name": "Northwind Cloud"}])
        ran = self.call("sync", url, "--name", "Served")
        self.assertEqual(ran.returncode, 0, ran.stderr)
        server.send_signal(signal.SIGTERM)
        self.assertEqual(server.wait(10), 0)
        server.stdout.close()
        shown = self.call("--portfolio", "Served", "show", "accounts", "--format", "json")
        self.assertGreater(len(json.loads(shown.stdout)["accounts"]), 20)
        self.call("demo", "--accounts", "120", "--name", "Demo")

    def test_damaged_mirror(self):
        self.call("demo", "--accounts", "20", "--name", "Broken")
        mirror = next((self.scratch / "cache").rglob("broken/mirror.sqlite"))
        content = bytearray(mirror.read_bytes())
        content[8192:200000] = b"\xa5" * (200000 - 8192)
        mirror.write_bytes(content)
        checked = self.call("--portfolio", "Broken", "check")
        self.assertEqual(checked.returncode, 0, checked.stderr)
        self.assertIn("damaged", checked.stdout)
        self.assertFalse(mirror.exists())
        self.assert_fails(1, "--portfolio", "Broken", "show", "tiers")
        self.call("demo", "--accounts", "20", "--name", "Broken")
        self.assertEqual(self.call("--portfolio", "Broken", "show", "tiers").returncode, 0)
        self.call("demo", "--accounts", "120", "--name", "Demo")


if __name__ == "__main__":
    tap.main()
