#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A queue worked through without the mouse, offline: all of it arrives in PostgreSQL, once."""

import json
import os
import pathlib
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
import harness
import tap

CTL = os.environ["BELLWETHER_CTL"]
PATIENCE = 90
ACCOUNTS = 20
REASON = "Waits for the budget of autumn <b>&amp;</b> a call no. %d"
NOTE = 'They said "yes, but": %d of 20; we meet again (100 %%)'
QUEUE = "Accounts that need attention"
# The key of a relation where that is not its id.
KEYS = {"observations": "metric_key || '/' || observed_on", "service_costs": "month::text"}


def key(*names):
    subprocess.run(["xdotool", "key", "--delay", "30", *names], check=True)


def write(text):
    subprocess.run(["xdotool", "type", "--delay", "5", text], check=True)


def walk(node):
    """The node and what is in it on the screen, what lies on top first, without the queue's lines."""
    yield node
    if node.get_role() == Atspi.Role.LIST and node.get_name() == QUEUE:
        return
    for i in reversed(range(node.get_child_count())):
        child = node.get_child_at_index(i)
        if child is not None and child.get_state_set().contains(Atspi.StateType.VISIBLE):
            yield from walk(child)


def setUpModule():
    global backend, scratch, environment
    holder = tempfile.TemporaryDirectory()
    unittest.addModuleCleanup(holder.cleanup)
    scratch = pathlib.Path(holder.name)
    environment = dict(os.environ, TMPDIR=holder.name, LC_ALL="C.UTF-8", G_DEBUG=DEBUG)
    for name in ("CACHE", "CONFIG", "DATA"):
        environment[f"XDG_{name}_HOME"] = f"{scratch}/{name.lower()}"
    ctl("demo", "--accounts", "40", "--months", "8", "--seed", "3", "--as-of", "2026-06-30",
        "--to", str(scratch / "company"))
    backend = harness.Backend()
    unittest.addModuleCleanup(backend.stop)
    backend.start()
    backend.load_csv_folder(scratch / "company")
    backend.start_postgrest()
    (scratch / "token").write_text(backend.token("bellwether_leader"))


def ctl(*arguments):
    ran = subprocess.run([CTL, *arguments], env=environment, capture_output=True, text=True)
    if ran.returncode != 0:
        raise AssertionError(f"{arguments}: {ran.stderr}")
    return json.loads(ran.stdout) if arguments[-1] == "json" else ran.stdout


def unsent():
    return ctl("--portfolio", "Company", "outbox", "list", "--format", "json")["edits"]


def triage():
    return ctl("--portfolio", "Company", "show", "triage", "--format", "json")


class Program:
    """The program while it runs: what it shows, and what is done with it by keys."""

    def __enter__(self):
        self.process = subprocess.Popen([os.environ["BELLWETHER"]], env=environment)
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait()

    def wait_for(self, condition, what):
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            assert self.process.poll() is None, f"the program has ended while waiting for {what}"
            try:
                found = condition()
            except GLib.Error:  # What was there a moment ago has gone meanwhile.
                found = None
            if found:
                return found
            time.sleep(0.1)
        raise AssertionError(f"waited in vain for {what}; there is: {self.seen()}")

    def seen(self):
        """What is on the screen, for a failure to say."""
        if self.window() is None:
            return "no window"
        return ", ".join(f"{node.get_role_name()} {node.get_name()}" + " (focus)"
                         * node.get_state_set().contains(Atspi.StateType.FOCUSED)
                         for node in walk(self.window()) if node.get_name())

    def window(self):
        desktop = Atspi.get_desktop(0)
        desktop.clear_cache()
        for i in range(desktop.get_child_count()):
            application = desktop.get_child_at_index(i)
            if application and application.get_process_id() == self.process.pid:
                return application.get_child_at_index(0)
        return None

    def find(self, role, name):
        """What is in sight and has the role and the beginning of a name."""
        window = self.window()
        if window is None:
            return None
        return next((node for node in walk(window)
                     if node.get_role() == role and node.get_name().startswith(name)), None)

    def shows(self, role, name):
        return self.wait_for(lambda: self.find(role, name), f"{name} ({role.value_nick})")

    def is_gone(self, role, name):
        self.wait_for(lambda: self.window() and not self.find(role, name), f"the end of {name}")

    def has_focus(self):
        """What the keyboard goes to: its name."""
        for node in walk(self.window()):
            if node.get_state_set().contains(Atspi.StateType.FOCUSED):
                return node.get_name()
        return None

    def go_to(self, name, by="Tab"):
        """Goes on from control to control until the keyboard is at this one."""
        self.wait_for(lambda: (self.has_focus() or "").startswith(name) or key(by), f"focus: {name}")

    def ends(self):
        try:
            assert self.process.wait(PATIENCE) == 0
        except subprocess.TimeoutExpired as expired:
            raise AssertionError(f"the program has not ended; there is: {self.seen()}") from expired

    # The pages ------------------------------------------------------------------------------------

    def open_triage(self, account):
        self.wait_for(lambda: self.find(Atspi.Role.LIST, "Pages"), "the window")
        key("ctrl+7")
        self.chosen(account)

    def chosen(self, account):
        """The account whose reasons are shown beside the queue, and which keys act on."""
        self.shows(Atspi.Role.HEADING, account["name"])

    def line_has_focus(self, account):
        """After a dialog the keyboard is back at the line of the chosen account."""
        def is_there():
            lines = self.find(Atspi.Role.LIST, QUEUE)
            line = lines and next(
                (child for i in range(lines.get_child_count())
                 if (child := lines.get_child_at_index(i))
                 and child.get_state_set().contains(Atspi.StateType.FOCUSED)), None)
            return line and line.get_name().startswith(account["name"] + ":")
        self.wait_for(is_there, f"the keyboard at {account['name']}")

    def save(self, saved):
        key("ctrl+Return")
        self.wait_for(lambda: len(unsent()) == saved, f"{saved} saved changes")

    def put_off(self, number):
        key("ctrl+shift+s")
        self.shows(Atspi.Role.DIALOG, "Put Off")
        self.go_to("Reason")
        write(REASON % number)

    def note(self, number):
        key("ctrl+shift+n")
        self.shows(Atspi.Role.DIALOG, "Write a Note")
        write(NOTE % number)

    def play(self, number):
        key("ctrl+shift+p")
        self.shows(Atspi.Role.DIALOG, "Start a Play")


class ClearQueue(unittest.TestCase):
    """Each test goes on where the one before it has stopped."""

    @classmethod
    def setUpClass(cls):
        cls.acts = []
        ctl("sync", backend.url, "--name", "Company", "--token-file", str(scratch / "token"))
        cls.queue = triage()["accounts"]
        cls.before = cls.rows()
        assert len(cls.queue) > ACCOUNTS

    @staticmethod
    def rows():
        """What the team wrote, as the backend has it."""
        return json.loads(backend.one(
            """select jsonb_build_object(
                 'notes', coalesce((select jsonb_object_agg(id, to_jsonb(n)) from api.notes n), '{}'),
                 'plays', coalesce((select jsonb_object_agg(id, to_jsonb(p)) from api.plays p), '{}'))"""
        ))

    def left(self):
        """The queue without what was put off."""
        put_off = {account for act, account, _ in self.acts if act == "put_off"}
        return [account for account in self.queue if account["id"] not in put_off]

    def test_1_every_reason_opens_to_rows_of_the_backend(self):
        seen = 0
        for account in self.queue:
            self.assertTrue(account["reasons"], account["name"])
            for reason in account["reasons"]:
                self.assertTrue(reason["evidence"], (account["name"], reason["text"]))
                for row in reason["evidence"]:
                    relation, identity = row["relation"], row["id"].replace("'", "''")
                    owner = "id" if relation == "accounts" else "account_id"
                    is_it = f"{KEYS.get(relation, 'id')} = '{identity}'"
                    if relation in ("plan_targets", "plan_milestones"):
                        owner = "(select account_id from api.plans p where p.id = plan_id)"
                    found = backend.one(f"select count(*) from api.{relation} where {is_it}"
                                        f" and {owner} = '{account['id']}'")
                    self.assertEqual(found, "1", (account["name"], reason["text"], row))
                    seen += 1
        self.assertGreater(seen, len(self.queue))

    def test_2_twenty_accounts_offline_by_keys(self):
        backend.stop_postgrest()
        with Program() as program:
            program.open_triage(self.queue[0])
            # The list has a use of its own for this key.
            key("ctrl+shift+a")
            program.shows(Atspi.Role.DIALOG, "Answers")
            key("Escape")
            program.is_gone(Atspi.Role.DIALOG, "Answers")
            program.chosen(self.queue[0])
            place = 0
            for number in range(1, ACCOUNTS + 1):
                account = self.left()[place]
                program.chosen(account)
                act = ("put_off", "note", "play")[number % 3]
                getattr(program, act)(number)
                program.save(number)
                self.acts.append((act, account["id"], number))
                # An account that was put off hands its place to the next.
                if act != "put_off":
                    place += 1
                    program.is_gone(Atspi.Role.DIALOG, "")
                    program.line_has_focus(account)
                    key("Down")
            program.chosen(self.left()[place])
            key("ctrl+q")
            program.shows(Atspi.Role.ALERT, f"{ACCOUNTS} Unsent Changes")
            program.go_to("Quit")
            key("Return")
            program.ends()
        self.assertEqual(self.rows(), self.before)

    def test_3_restarted_offline_all_is_there(self):
        with Program() as program:
            program.open_triage(self.left()[0])
            key("ctrl+u")
            waiting = program.shows(Atspi.Role.LIST, "Waiting to Be Sent")
            program.wait_for(lambda: waiting.get_child_count() == ACCOUNTS, "all that is not sent")
            names = {account["id"]: account["name"] for account in self.queue}

            def missing():
                said = [node.get_name() for node in walk(waiting)]
                return [names[account] for _, account, _ in self.acts
                        if not any(line.startswith(names[account] + " · ") for line in said)]
            # The lines are there before the reader of the screen has been told what is in them.
            program.wait_for(lambda: not missing(), "a line for each change")
            key("Escape")
            program.is_gone(Atspi.Role.DIALOG, "Unsent Changes")
            key("ctrl+q")
            program.shows(Atspi.Role.ALERT, f"{ACCOUNTS} Unsent Changes")
            program.go_to("Quit")
            key("Return")
            program.ends()
        self.assertEqual(len(unsent()), ACCOUNTS)
        self.assertEqual(triage()["snoozed"], sum(act == "put_off" for act, *_ in self.acts))

    def test_4_online_all_arrives(self):
        """There is no keyring, so the token is asked for again."""
        with Program() as program:
            program.open_triage(self.left()[0])
            backend.start_postgrest()
            key("ctrl+u")
            program.go_to("Send Now")
            key("Return")
            program.shows(Atspi.Role.BUTTON, "Sign In…")
            program.go_to("Sign In…")
            key("Return")
            program.shows(Atspi.Role.DIALOG, "Sign In")
            program.go_to("Token")
            write((scratch / "token").read_text())
            program.go_to("Connect")
            key("Return")
            program.shows(Atspi.Role.ALERT, "The Token Is Not Kept")
            program.go_to("OK")
            key("Return")
            program.wait_for(lambda: unsent() == [], "everything sent")
            program.is_gone(Atspi.Role.DIALOG, "")
            key("ctrl+q")
            program.ends()

    def test_5_all_of_it_is_in_postgresql_once(self):
        now = self.rows()
        wanted, found = [], []
        for act, account, number in self.acts:
            if act == "note":
                wanted.append(("notes", account, NOTE % number, None))
            elif act == "put_off":
                wanted.append(("plays", account, REASON % number, "snoozed"))
            else:
                wanted.append(("plays", account, None, "open"))
        for relation, text in (("notes", "text"), ("plays", "outcome")):
            for identity, row in now[relation].items():
                if identity in self.before[relation]:
                    self.assertEqual(row, self.before[relation][identity])
                    continue
                self.assertEqual(row["version"], 1)
                found.append((relation, row["account_id"], row[text], row.get("status")))
        self.assertEqual(sorted(found, key=str), sorted(wanted, key=str))

    def test_6_read_back_it_is_there_once(self):
        ctl("sync", backend.url, "--name", "Company", "--token-file", str(scratch / "token"))
        self.assertEqual(triage()["snoozed"], sum(act == "put_off" for act, *_ in self.acts))
        for act, account, number in self.acts:
            if act == "note":
                shown = ctl("--portfolio", "Company", "show", "account", account, "--format", "json")
                texts = [note["text"] for note in shown["notes"]]
                self.assertEqual(texts.count(NOTE % number), 1)


if __name__ == "__main__":
    tap.main()
