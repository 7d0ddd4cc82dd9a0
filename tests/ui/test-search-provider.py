#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The program as the search of the desktop finds it: over the bus, with no window."""

import json
import os
import pathlib
import subprocess
import sys
import tempfile
import time
import unittest

import gi

gi.require_version("Gio", "2.0")
from gi.repository import Gio, GLib

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "backend"))
import tap

NAME = "io.github.bellwether_cs.Bellwether"
PATH = "/io/github/bellwether_cs/Bellwether"
PATIENCE = 60


class SearchProvider(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        scratch = tempfile.TemporaryDirectory()
        cls.addClassCleanup(scratch.cleanup)
        environment = dict(os.environ, TMPDIR=scratch.name)
        for name in ("CACHE", "CONFIG", "DATA"):
            environment[f"XDG_{name}_HOME"] = f"{scratch.name}/{name.lower()}"
        ctl = os.environ["BELLWETHER_CTL"]
        subprocess.run(
            [ctl, "demo", "--accounts", "60", "--months", "10", "--seed", "3", "--name", "Demo"],
            env=environment, check=True, capture_output=True,
        )
        cls.accounts = json.loads(subprocess.run(
            [ctl, "--portfolio", "Demo", "show", "accounts", "--format", "json"],
            env=environment, check=True, capture_output=True,
        ).stdout)["accounts"]
        cls.bus = Gio.bus_get_sync(Gio.BusType.SESSION)
        program = subprocess.Popen(
            [os.environ["BELLWETHER"], "--gapplication-service"], env=environment)
        cls.addClassCleanup(program.wait)
        cls.addClassCleanup(program.terminate)
        cls.wait(lambda: cls.is_there())

    @classmethod
    def wait(cls, condition):
        until = time.monotonic() + PATIENCE
        while not condition():
            if time.monotonic() > until:
                raise AssertionError("it takes too long")
            time.sleep(0.1)

    @classmethod
    def is_there(cls):
        (answer,) = cls.bus.call_sync(
            "org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus",
            "NameHasOwner", GLib.Variant("(s)", (NAME,)), None, 0, -1, None)
        return answer

    def call(self, method, signature, *arguments):
        answer = self.bus.call_sync(
            NAME, f"{PATH}/SearchProvider", "org.gnome.Shell.SearchProvider2", method,
            GLib.Variant(signature, arguments), None, 0, PATIENCE * 1000, None).unpack()
        return answer[0] if answer else None

    def windows(self):
        """The names of the windows, as their menus are known on the bus."""
        xml = self.bus.call_sync(
            NAME, PATH + "/window", "org.freedesktop.DBus.Introspectable", "Introspect",
            None, None, 0, -1, None).unpack()[0]
        return xml.count("<node name=")

    def test_1_finds_and_describes(self):
        account = self.accounts[7]
        results = self.call("GetInitialResultSet", "(as)", account["name"].upper().split())
        self.assertEqual(results[0].partition(":")[2], account["id"])
        metas = self.call("GetResultMetas", "(as)", results)
        self.assertEqual(len(metas), len(results))
        self.assertEqual(metas[0]["id"], results[0])
        self.assertEqual(metas[0]["name"], account["name"])
        self.assertIn(account["owner"], metas[0]["description"])
        self.assertIn("icon", metas[0])

    def test_2_narrows_down(self):
        wide = self.call("GetInitialResultSet", "(as)", ["a"])
        name = self.accounts[3]["name"]
        narrow = self.call("GetSubsearchResultSet", "(asas)", wide, [name])
        self.assertEqual([r.partition(":")[2] for r in narrow],
                         [a["id"] for a in self.accounts if name in a["name"]])

    def test_3_finds_nothing(self):
        self.assertEqual(self.call("GetInitialResultSet", "(as)", ["no such account"]), [])
        self.assertEqual(self.call("GetInitialResultSet", "(as)", []), [])
        self.assertEqual(self.call("GetResultMetas", "(as)", ["demo:gone", "other:x", "x"]), [])

    def test_4_has_opened_no_window(self):
        self.assertEqual(self.windows(), 0)

    def test_5_opens_an_account(self):
        account = self.accounts[7]
        (result, *_) = self.call("GetInitialResultSet", "(as)", [account["name"]])
        self.call("ActivateResult", "(sasu)", result, [account["name"]], 0)
        self.wait(lambda: self.windows() == 1)

    def test_6_opens_the_list(self):
        self.call("LaunchSearch", "(asu)", ["a"], 0)
        self.assertEqual(self.windows(), 1)


if __name__ == "__main__":
    tap.main()
