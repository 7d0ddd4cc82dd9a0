#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The program as a screen reader finds it: through AT-SPI, on the Portfolio page of a demo company."""

import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import time
import unittest

# What ends the program at a warning must not end this one: AT-SPI warns of what has gone meanwhile.
DEBUG = os.environ.pop("G_DEBUG", "fatal-warnings")

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "backend"))
import tap

PATIENCE = 60
# What a person can do something with; a name is the least that it has to have.
CONTROLS = {
    Atspi.Role.BUTTON, Atspi.Role.TOGGLE_BUTTON, Atspi.Role.CHECK_BOX, Atspi.Role.RADIO_BUTTON,
    Atspi.Role.COMBO_BOX, Atspi.Role.ENTRY, Atspi.Role.SLIDER, Atspi.Role.SPIN_BUTTON,
    Atspi.Role.SWITCH, Atspi.Role.LIST_ITEM, Atspi.Role.MENU_ITEM, Atspi.Role.PAGE_TAB,
}


def walk(node):
    """The node and everything in it that is on the screen."""
    yield node
    for i in range(node.get_child_count()):
        child = node.get_child_at_index(i)
        if child is not None and child.get_state_set().contains(Atspi.StateType.VISIBLE):
            yield from walk(child)


def describe(node):
    path = []
    while node is not None and node.get_role() != Atspi.Role.APPLICATION:
        path.append(f"{node.get_role_name()} “{node.get_name()}”")
        node = node.get_parent()
    return " in ".join(path[:6])


def charts(window):
    """The lists with a finding for a name, as opposed to the list of pages."""
    return [
        node for node in walk(window)
        if node.get_role() == Atspi.Role.LIST and node.get_description()
    ]


class Reader(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        scratch = tempfile.TemporaryDirectory()
        cls.addClassCleanup(scratch.cleanup)
        cls.environment = dict(os.environ, TMPDIR=scratch.name, G_DEBUG=DEBUG)
        for name in ("CACHE", "CONFIG", "DATA"):
            cls.environment[f"XDG_{name}_HOME"] = f"{scratch.name}/{name.lower()}"
        ctl = os.environ["BELLWETHER_CTL"]
        subprocess.run(
            [ctl, "demo", "--accounts", "60", "--months", "10", "--seed", "3", "--name", "Demo"],
            env=cls.environment, check=True, capture_output=True,
        )
        cls.figures = {
            view: json.loads(subprocess.run(
                [ctl, "--portfolio", "Demo", "show", view, "--format", "json"],
                env=cls.environment, check=True, capture_output=True,
            ).stdout)
            for view in ("distribution", "quadrants", "tiers")
        }
        program = subprocess.Popen([os.environ["BELLWETHER"]], env=cls.environment)
        cls.addClassCleanup(program.wait)
        cls.addClassCleanup(program.terminate)
        cls.program = program
        cls.window = cls.wait_for(cls.find_window, "the window")
        cls.wait_for(lambda: len(charts(cls.window)) == 4, "four charts")
        cls.charts = cls.wait_for(
            lambda: (found := charts(cls.window)) and all(c.get_child_count() for c in found)
            and found, "the items of the charts",
        )

    @classmethod
    def wait_for(cls, condition, what):
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            assert cls.program.poll() is None, "the program has ended"
            try:
                # Nobody listens here to what changes, so that what was read a moment ago is kept.
                Atspi.get_desktop(0).clear_cache()
                found = condition()
            except GLib.Error:  # What was there a moment ago has gone meanwhile.
                found = None
            if found:
                return found
            time.sleep(0.2)
        raise AssertionError(f"waited in vain for {what}")

    @classmethod
    def find_window(cls):
        desktop = Atspi.get_desktop(0)
        for i in range(desktop.get_child_count()):
            application = desktop.get_child_at_index(i)
            if application and application.get_process_id() == cls.program.pid:
                return application.get_child_at_index(0)
        return None

    def test_every_control_has_a_name(self):
        found = [node for node in walk(self.window) if node.get_role() in CONTROLS]
        self.assertGreater(len(found), 20)
        nameless = [describe(node) for node in found if not node.get_name().strip()]
        self.assertEqual(nameless, [])

    def test_charts_say_their_findings(self):
        names = [chart.get_name() for chart in self.charts]
        self.assertEqual(len(set(names)), 4, names)
        for name in names:
            self.assertRegex(name, r"\w+ \w+")

    def items(self, chart):
        children = [chart.get_child_at_index(i) for i in range(chart.get_child_count())]
        return [child for child in children if child.get_role() == Atspi.Role.LIST_ITEM]

    def test_items_hold_numbers(self):
        for chart in self.charts:
            names = [item.get_name() for item in self.items(chart)]
            self.assertGreater(len(names), 2, chart.get_name())
            for name in names:
                # The day that months are counted from is the only thing without a number.
                if name != "Go-live":
                    self.assertRegex(name, r"\d", chart.get_name())

    def numbers(self, chart):
        return [
            {int(n.replace(",", "")) for n in re.findall(r"\d[\d,]*", item.get_name())}
            for item in self.items(chart)
        ]

    def test_items_agree_with_the_terminal(self):
        """The counts that the terminal program prints are the ones that are read out."""
        areas = self.figures["distribution"]
        expected = [
            [areas[area]["accounts"] for area in ("at_risk", "advocates")],
            [q["accounts"] for q in self.figures["quadrants"]["quadrants"].values()],
            [tier["accounts"] for tier in self.figures["tiers"]["tiers"]],
        ]
        read = [self.numbers(chart) for chart in self.charts]
        for counts in expected:
            self.assertTrue(
                any(
                    all(any(count in numbers for numbers in chart) for count in counts)
                    for chart in read
                ),
                (counts, read),
            )

    def test_items_have_a_place(self):
        for chart in self.charts:
            frame = chart.get_component_iface().get_extents(Atspi.CoordType.WINDOW)
            place = self.items(chart)[0].get_component_iface().get_extents(Atspi.CoordType.WINDOW)
            self.assertGreater(place.width * place.height, 0)
            self.assertGreaterEqual(place.x + place.width, frame.x)
            self.assertLessEqual(place.x, frame.x + frame.width)

    def most_items(self):
        return max((len(self.items(chart)) for chart in charts(self.window)), default=0)

    def test_items_go_while_they_are_read(self):
        """A search leaves fewer accounts in the charts; the items that go say good-bye in order."""
        accounts = json.loads(subprocess.run(
            [os.environ["BELLWETHER_CTL"], "show", "accounts", "--format", "json"],
            env=self.environment, check=True, capture_output=True,
        ).stdout)["accounts"]
        before = self.most_items()
        subprocess.run(["xdotool", "key", "ctrl+f"], check=True)
        subprocess.run(["xdotool", "type", "--delay", "50", accounts[0]["name"].split()[0]], check=True)
        self.wait_for(lambda: 0 < self.most_items() < before, "fewer items")
        subprocess.run(["xdotool", "key", "Escape", "Escape"], check=True)
        self.wait_for(lambda: self.most_items() == before, "the items again")

    def page(self, title):
        """The page of this title, which is on the screen with what there is to see on it."""
        page = next((node for node in walk(self.window)
                     if node.get_role() == Atspi.Role.GROUPING and node.get_name() == title), None)
        return page and len(nodes := list(walk(page))) > 30 and nodes

    def test_pages_come_and_go_while_they_are_read(self):
        """What a reader holds of a page is asked for while another page is seen."""
        held = []
        for number, title in 2 * [(7, "Triage"), (5, "Metrics"), (1, "Portfolio")]:
            subprocess.run(["xdotool", "key", f"ctrl+{number}"], check=True)
            nodes = self.wait_for(lambda: self.page(title), title)
            for node in held:
                node.clear_cache_single()
                try:
                    node.get_parent()
                except GLib.Error:  # It has gone.
                    pass
            held = nodes


if __name__ == "__main__":
    tap.main()
