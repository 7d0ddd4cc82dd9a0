#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Business reviews from the terminal: the figures in the files are those that “show” prints, a run of many
goes on where it was killed, and what cannot be written is said and leaves nothing half-made."""

import csv
import fcntl
import json
import os
import pathlib
import re
import resource
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
import unittest
import zipfile

sys.dont_write_bytecode = True
HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent / "backend"), str(HERE.parent / "export")]
import pptx
import tap

PROGRAM = os.environ["BELLWETHER_CTL"]
LIST = ".bellwether-decks"


class Deck(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
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
        made = cls.call("demo", "--accounts", "60", "--name", "Demo")
        assert made.returncode == 0, made.stderr
        cls.ids = [account["id"] for account in cls.json("accounts")["accounts"]]

    @classmethod
    def call(cls, *arguments, **more):
        options = dict(text=True, capture_output=True, env=cls.environment, stdin=subprocess.DEVNULL)
        return subprocess.run([PROGRAM, *map(str, arguments)], **dict(options, **more))

    @classmethod
    def json(cls, *arguments):
        ran = cls.call("show", *arguments, "--format", "json")
        assert ran.returncode == 0, ran.stderr
        return json.loads(ran.stdout)

    def export(self, *arguments, status=0, **more):
        ran = self.call("export", *arguments, **more)
        self.assertEqual(ran.returncode, status, (arguments, ran.stderr))
        self.assertEqual(ran.stdout, "")
        return ran.stderr

    def folder(self, name):
        folder = self.scratch / name
        folder.mkdir()
        return folder

    @staticmethod
    def files(folder):
        return sorted(file.name for file in folder.iterdir() if not file.name.startswith("."))

    @staticmethod
    def pdf_text(path):
        return subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True, text=True, check=True).stdout

    # The figures --------------------------------------------------------------------------------

    def accounts_with_value(self, number):
        """Accounts with a success metric that was measured before and after, and the series of one."""
        found = []
        for account in self.ids:
            for metric in self.json("account", account)["metrics"]:
                series = self.json("series", "--account", account, "--metric", metric["key"], "--peers", "tier")
                if series["baseline"]["value"] is not None and series["after"]["value"] is not None:
                    found.append((account, series))
                    break
            if len(found) == number:
                break
        self.assertEqual(len(found), number)
        return found

    def test_the_same_figures_everywhere(self):
        for account, series in self.accounts_with_value(3):
            with self.subTest(account):
                paths = {ending: self.scratch / f"{account}.{ending}" for ending in ("pdf", "pptx", "xlsx")}
                for path in paths.values():
                    self.export("deck", "--account", account, "-o", path)
                deck = pptx.Presentation(paths["pptx"])
                self.assertEqual(list(deck.complaints()), [])
                printed = " ".join(self.pdf_text(paths["pdf"]).split())

                # One slide says the value of the metric, with the figures that the terminal prints.
                slide = next(part for part in deck.slides()
                             if series["metric_name"] in " ".join(deck.paragraphs(part)) and deck.pictures(part))
                self.assertIn(series["metric_name"], printed)
                said = deck.title(slide)
                self.assertIn(" ".join(said.split())[:40], printed)
                numbers = [float(number) for number in re.findall(r"\d+(?:\.\d+)?", said.replace(",", ""))]
                after = series["after"]["value"]
                self.assertTrue(any(abs(number - after) <= 0.051 * max(1, abs(after) / 100) for number in numbers),
                                (said, after))
                # Everything that is on a slide is on the page.
                for text in deck.paragraphs(slide):
                    for word in text.split():
                        self.assertIn(word.rstrip("…"), printed)
                self.check_workbook(paths["xlsx"], series)

    def check_workbook(self, path, series):
        """The buckets of the chart in the spreadsheet are those of the terminal, to the last digit."""
        with zipfile.ZipFile(path) as book:
            names = re.findall(r'<sheet name="([^"]*)"', book.read("xl/workbook.xml").decode())
            number = names.index(series["metric_name"][:31].strip()) + 1
            sheet = book.read(f"xl/worksheets/sheet{number}.xml").decode()
        found = {}
        for row in re.findall(r"<row [^>]*>(.*?)</row>", sheet)[1:]:
            cells = dict(re.findall(r'<c r="([A-Z])\d+"[^>]*><v>([^<]*)</v>', row))
            found[int(float(cells["A"])) - 25569] = cells
        for point in series["points"]:
            day = (time.strptime(point["start"], "%Y-%m-%d"))
            cells = found[int(time.mktime(day) - time.timezone) // 86400]
            if point["value"] is None:
                self.assertNotIn("B", cells)
            else:
                self.assertAlmostEqual(float(cells["B"]), point["value"], delta=1e-9 * max(1, abs(point["value"])))

    def test_portfolio(self):
        shown = self.json("tiers")
        for ending in ("pdf", "pptx"):
            self.export("deck", "--portfolio", "-o", self.scratch / f"board.{ending}")
        deck = pptx.Presentation(self.scratch / "board.pptx")
        self.assertEqual(list(deck.complaints()), [])
        top = next(tier for tier in shown["tiers"] if tier["tier"] == "top")
        printed = self.pdf_text(self.scratch / "board.pdf")
        for text in (deck.text(), printed):
            self.assertRegex(text, rf"\b{top['accounts']}\b")
        self.export("deck", "--portfolio", "-o", self.scratch / "board.xlsx")
        with zipfile.ZipFile(self.scratch / "board.xlsx") as book:
            self.assertIn('name="Tiers"', book.read("xl/workbook.xml").decode())

    def test_an_earlier_day(self):
        path = self.scratch / "earlier.pptx"
        self.export("deck", "--account", self.ids[0], "--as-of", "2026-06-30", "-o", path)
        text = pptx.Presentation(path).text()
        self.assertIn("June 2026", text)
        self.assertNotIn("November 2026", text)

    def test_in_german(self):
        path = self.scratch / "german.pptx"
        self.export("deck", "--account", self.ids[0], "-o", path,
                    env=dict(self.environment, LC_ALL="de_DE.UTF-8", LANGUAGE="de"))
        self.assertEqual(list(pptx.Presentation(path).complaints()), [])

    def test_what_a_person_chose(self):
        """Choices that are kept for a review are laid over it, and a later choice makes the deck anew."""
        account, folder = self.ids[1], self.folder("chosen")
        self.export("decks", account, "-o", folder, "--format", "pptx")
        path = folder / self.files(folder)[0]
        before = pptx.Presentation(path)
        store = self.scratch / "data" / "bellwether" / "portfolios" / "demo" / "reviews.sqlite"
        self.addCleanup(store.unlink)
        self.make_store(store, account, "cover", "Chosen by hand")
        self.assertIn("1 review made", self.export("decks", account, "-o", folder, "--format", "pptx"))
        after = pptx.Presentation(path)
        self.assertEqual(after.title(after.slides()[0]), "Chosen by hand")
        self.assertEqual(len(after.slides()), len(before.slides()))

    def make_store(self, path, account, key, title):
        """Has the program make the file, then puts one choice into it as the window does."""
        path.touch(mode=0o600)
        self.export("deck", "--account", account, "-o", self.scratch / "made.pptx")
        with sqlite3.connect(path) as store:
            columns = {row[1] for row in store.execute("PRAGMA table_info (slides)")}
            self.assertLessEqual({"account", "position", "key", "title", "hidden"}, columns)
            store.execute("INSERT INTO reviews (account) VALUES (?)", (account,))
            store.execute("INSERT INTO slides (account, position, key, title, hidden) VALUES (?, 0, ?, ?, 0)",
                          (account, key, title))

    # Many of them -------------------------------------------------------------------------------

    def test_many(self):
        folder, names = self.scratch / "many", {a["id"]: a["name"] for a in self.json("accounts")["accounts"]}
        listed = self.scratch / "ids.txt"
        listed.write_text("\ufeff# this quarter\n" + "\r\n".join(self.ids[:8]) + "\n\n" + self.ids[0] + "\n")
        said = self.export("decks", "--accounts", listed, "-o", folder, "--format", "pptx")
        self.assertEqual(said, "8 reviews made\n")
        self.assertEqual(len(self.files(folder)), 8)
        for account in self.ids[:8]:
            self.assertTrue(any(file.startswith(names[account][:40].rstrip(". ")) for file in self.files(folder)),
                            names[account])
        stamps = {file: (folder / file).stat().st_mtime_ns for file in self.files(folder)}

        # The same again makes nothing; one that somebody threw away is made again, and others beside them.
        said = self.export("decks", "--accounts", "-", "-o", folder, "--format", "pptx",
                           stdin=None, input="\n".join(self.ids[:8]))
        self.assertEqual(said, "0 reviews made; 8 were there already and are kept\n")
        gone = self.files(folder)[3]
        (folder / gone).unlink()
        said = self.export("decks", *self.ids[:10], "-o", folder, "--format", "pptx")
        self.assertEqual(said, "3 reviews made; 7 were there already and are kept\n")
        for file, stamp in stamps.items():
            if file != gone:
                self.assertEqual((folder / file).stat().st_mtime_ns, stamp, file)

        # Another day, another theme, another size: nothing of it is there.
        for other in (("--as-of", "2026-06-30"), ("--theme", "dark"), ("--size", "a4")):
            self.assertIn("10 reviews made\n",
                          self.export("decks", *self.ids[:10], "-o", folder, "--format", "pptx", *other))
        self.assertEqual(len(self.files(folder)), 10)

    def test_filter(self):
        folder = self.scratch / "filtered"
        shown = self.json("accounts", "--filter", "tier=top")["accounts"]
        said = self.export("decks", "--filter", "tier=top", "-o", folder)
        self.assertIn(f"{len(shown)} review", said)
        self.assertEqual(len(self.files(folder)), len(shown))
        for file in self.files(folder):
            self.assertEqual((folder / file).read_bytes()[:5], b"%PDF-")

    def test_one_failure_does_not_stop_the_rest(self):
        folder = self.scratch / "failing"
        said = self.export("decks", self.ids[0], "no-such-account", self.ids[1], "-o", folder,
                           "--format", "pptx", status=1)
        lines = said.splitlines()
        self.assertEqual(lines[0], "2 reviews made; 1 could not be made:")
        self.assertTrue(lines[1].startswith("  no-such-account: "), lines)
        self.assertEqual(len(lines), 2)
        self.assertEqual(len(self.files(folder)), 2)

    def test_names(self):
        """Two accounts of one name, one that leads elsewhere, and one of 200 letters."""
        source = self.folder("names-data")
        names = ["Same", "SAME", "../../escape", "W" * 200, "漢" * 200, ".", "مرحبا 😀"]
        columns = ["id", "name", "contract_started_on"]
        with open(source / "accounts.csv", "w", newline="", encoding="utf-8") as file:
            csv.writer(file).writerows([columns, *([f"X{i}", name, "2025-01-01"] for i, name in enumerate(names))])
        with open(source / "company.csv", "w", newline="", encoding="utf-8") as file:
            csv.writer(file).writerows([["id", "name", "currency", "as_of"], ["c", "Named", "EUR", "2026-01-01"]])
        made = self.call("import", source, "--name", "Named")
        self.assertEqual(made.returncode, 0, made.stderr)
        self.call("demo", "--accounts", "60", "--name", "Demo")

        folder = self.folder("names")
        (folder / "W.txt").write_text("mine")
        (folder / "Same.pptx").write_text("mine as well")
        ran = self.call("--portfolio", "Named", "export", "decks", *(f"X{i}" for i in range(len(names))), "-o", folder,
                        "--format", "pptx")
        self.assertEqual(ran.returncode, 0, ran.stderr)
        self.assertIn("7 reviews made", ran.stderr)
        self.assertEqual((folder / "Same.pptx").read_text(), "mine as well")
        self.assertEqual(len(self.files(folder)), 9)
        self.assertIn("Same (X0).pptx", self.files(folder))
        self.assertIn("SAME (X1).pptx", self.files(folder))
        self.assertIn("مرحبا 😀.pptx", self.files(folder))
        self.assertFalse((self.scratch / "escape.pptx").exists())
        self.assertEqual(len({file.casefold() for file in self.files(folder)}), 9)
        for file in self.files(folder):
            self.assertLess(len(file.encode()), 200)
            if file.endswith(".pptx") and file != "Same.pptx":
                self.assertEqual(list(pptx.Presentation(folder / file).complaints()), [], file)

    def test_killed(self):
        """What was there whole when it was killed is kept; what was not is made by the same command."""
        folder = self.scratch / "killed"
        command = [PROGRAM, "export", "decks", *self.ids[:24], "-o", folder, "--format", "pptx"]
        for number in (2, 6, 12):
            running = subprocess.Popen(command, env=self.environment, stderr=subprocess.DEVNULL)
            while running.poll() is None and not (folder.exists() and len(self.files(folder)) >= number):
                time.sleep(0.002)
            running.send_signal(signal.SIGKILL)
            running.wait()
            for file in self.files(folder):
                self.assertEqual(list(pptx.Presentation(folder / file).complaints()), [], file)
        there = len(self.files(folder))
        self.assertGreaterEqual(there, 12)
        # A line that was cut short, as when the power goes, is no line.
        listed = folder / LIST
        listed.write_bytes(listed.read_bytes() + b"made\tHalf")
        left = folder / ".bellwether-abcdef"
        left.write_text("half a file")
        os.utime(left, (1, 1))
        said = self.export("decks", *self.ids[:24], "-o", folder, "--format", "pptx")
        made, kept = (int(number) for number in re.match(r"(\d+) reviews? made; (\d+) w", said).groups())
        self.assertEqual(made + kept, 24)
        # Each of the threads may have been between a file and its line.
        self.assertGreaterEqual(kept, there - 3 * 4)
        self.assertEqual(len(self.files(folder)), 24)
        self.assertFalse(left.exists())

    def test_one_run_at_a_time(self):
        folder = self.folder("locked")
        held = os.open(folder, os.O_RDONLY)
        fcntl.flock(held, fcntl.LOCK_EX)
        said = self.export("decks", self.ids[0], "-o", folder, status=1)
        os.close(held)
        self.assertIn("Another program", said)
        self.assertIn(str(folder), said)
        self.export("decks", self.ids[0], "-o", folder)

    def test_progress_on_a_terminal(self):
        leader, follower = os.openpty()
        ran = self.call("export", "decks", *self.ids[:3], "-o", self.scratch / "terminal", "--format", "pptx",
                        capture_output=False, stdout=subprocess.DEVNULL, stderr=follower)
        os.close(follower)
        said = os.read(leader, 65536).decode()
        os.close(leader)
        self.assertEqual(ran.returncode, 0, said)
        self.assertRegex(said, r"1 of 3: .*2 of 3: .*3 of 3: ")

    # What cannot be done ------------------------------------------------------------------------

    def test_wrong_usage(self):
        for arguments in (
            ("deck",),
            ("deck", "-o", "x.pdf"),
            ("deck", "--account", "A0000001"),
            ("deck", "--account", "A0000001", "--portfolio", "-o", "x.pdf"),
            ("deck", "--account", "A0000001", "-o", "x.doc"),
            ("deck", "--account", "A0000001", "-o", "x.pptx", "--theme", "pink"),
            ("deck", "--account", "A0000001", "-o", "x.pptx", "--size", "a7"),
            ("deck", "--account", "A0000001", "-o", "x.pptx", "--peers", "friends"),
            ("deck", "--account", "A0000001", "-o", "x.pptx", "--bucket", "day"),
            ("deck", "--account", "A0000001", "-o", "x.pptx", "--as-of", "soon"),
            ("deck", "--account", "A0000001", "-o", "x.pptx", "--dark"),
            ("decks",),
            ("decks", "-o", "x"),
            ("decks", "A0000001"),
            ("decks", "A0000001", "-o", "x", "--format", "doc"),
            ("decks", "--filter", "weather=rain", "-o", "x"),
        ):
            with self.subTest(arguments):
                self.assertIn("bellwetherctl: ", self.export(*arguments, status=2, cwd=self.scratch))
        self.assertFalse((self.scratch / "x").exists())

    def test_cannot_be_done(self):
        there = self.scratch / "there.pptx"
        there.write_text("old")
        for arguments, named in (
            (("deck", "--account", "no-such-account", "-o", there), "no-such-account"),
            (("deck", "--account", self.ids[0], "--theme", "company", "-o", there), "theme"),
            (("deck", "--account", self.ids[0], "-o", self.scratch / "no" / "folder.pptx"), "folder.pptx"),
            (("decks", self.ids[0], "-o", there), "there.pptx"),
            (("decks", "--accounts", self.scratch / "no-list", "-o", self.scratch / "y"), "no-list"),
            (("decks", "--accounts", PROGRAM, "-o", self.scratch / "y"), "list of accounts"),
        ):
            with self.subTest(arguments):
                said = self.export(*arguments, status=1)
                self.assertIn(named, said)
                self.assertEqual(said.count("\n"), 1, said)
        self.assertEqual(there.read_text(), "old")

    def test_read_only_folder(self):
        # To the administrator nothing is read-only but what the kernel itself keeps.
        for arguments in (("deck", "--account", self.ids[0], "-o", "/proc/deck.pptx"),
                          ("decks", self.ids[0], "-o", "/proc/decks")):
            said = self.export(*arguments, status=1)
            self.assertRegex(said, "not written")
            self.assertEqual(said.count("\n"), 1)

    def test_full_disk(self):
        """A file that may not grow is as good as a full disk."""
        def narrow():
            resource.setrlimit(resource.RLIMIT_FSIZE, (20000, 20000))
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)

        folder = self.folder("full")
        said = self.export("deck", "--account", self.ids[0], "-o", folder / "one.pptx", status=1, preexec_fn=narrow,
                           restore_signals=False)
        self.assertIn("full", said)
        self.assertEqual(list(folder.iterdir()), [])
        said = self.export("decks", *self.ids[:12], "-o", folder, "--format", "pptx", status=1, preexec_fn=narrow,
                           restore_signals=False)
        self.assertIn("The disk is full", said)
        self.assertIn("goes on from here", said)
        for file in self.files(folder):
            self.assertEqual(list(pptx.Presentation(folder / file).complaints()), [], file)
        self.assertEqual([file.name for file in folder.iterdir() if file.name.startswith(".bellwether-")
                          and file.name != LIST], [])
        said = self.export("decks", *self.ids[:12], "-o", folder, "--format", "pptx")
        self.assertEqual(len(self.files(folder)), 12)

    def test_help(self):
        said = self.call("help", "export").stdout
        for word in ("deck --account ID|--portfolio", "decks [ID…]", "--theme light|dark|company", "--format pdf|pptx|xlsx"):
            self.assertIn(word, said)


if __name__ == "__main__":
    tap.main()
