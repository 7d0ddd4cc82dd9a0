#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""postgrest-up, on which the tests of the client stand: what it prints, obeys and leaves behind."""

import json
import os
import pathlib
import subprocess
import sys
import tempfile
import unittest
import urllib.error
import urllib.request

sys.dont_write_bytecode = True
import harness
import tap


class Up:
    """A running postgrest-up."""

    def __init__(self, *arguments):
        self.process = subprocess.Popen(
            [harness.HERE / "postgrest-up", *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self.said = {}
        for line in self.process.stdout:
            key, _, value = line.rstrip("\n").partition("=")
            self.said[key] = value
            if key == "ready":
                break

    def tell(self, line):
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()
        return self.process.stdout.readline().strip()

    def get(self, path, token):
        """Status and body, or None where nobody answers."""
        request = urllib.request.Request(self.said["url"] + path)
        request.add_header("Authorization", "Bearer " + self.said[token])
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:
                return answer.status, json.load(answer)
        except urllib.error.HTTPError as error:
            with error:
                return error.code, json.load(error)
        except urllib.error.URLError:
            return None

    def close(self):
        self.process.stdin.close()
        self.process.stdout.close()
        return self.process.wait(30)


class PostgrestUp(unittest.TestCase):
    def test_life(self):
        with tempfile.TemporaryDirectory() as folder:
            rows = pathlib.Path(folder)
            (rows / "people.csv").write_text("id,name,role,team\nann,Ann,csm,north\n")
            (rows / "accounts.csv").write_text(
                'name,id,owner_id,strategic\n"Alder, Inc.",a,ann,true\nBirch,b,,\nCedar,c,ann,\n'
            )
            (rows / "more.sql").write_text("insert into api.features (key, name) values (:'k', 'x');")
            up = Up(
                "--csv-dir", folder, "--max-rows", "2", "--sql", rows / "more.sql", "--set", "k=new"
            )
            self.addCleanup(up.process.kill)

            self.assertEqual(up.said["csm_person"], "ann")
            ids = [row["id"] for row in up.get("/accounts?order=id", "leader_token")[1]]
            self.assertEqual(ids, ["a", "b"])
            ids = [row["id"] for row in up.get("/accounts?order=id", "csm_token")[1]]
            self.assertEqual(ids, ["a", "c"])
            self.assertEqual(len(up.get("/accounts", "reader_token")[1]), 2)
            first = up.get("/accounts?id=eq.a", "leader_token")[1][0]
            self.assertEqual((first["name"], first["strategic"]), ("Alder, Inc.", True))
            self.assertEqual(up.get("/features", "leader_token")[1][0]["key"], "new")
            for token in ("expired_token", "wrong_token"):
                self.assertEqual(up.get("/accounts", token)[0], 401)

            self.assertEqual(up.tell("stop"), "ok")
            self.assertIsNone(up.get("/accounts", "leader_token"))
            self.assertEqual(up.tell("sql update api.accounts set name = 'Beech' where id = 'b'"), "ok")
            self.assertEqual(up.tell("start"), "ok")
            found = up.get("/accounts?id=eq.b", "leader_token")[1]
            self.assertEqual(found[0]["name"], "Beech")
            self.assertEqual(up.tell("restart"), "ok")
            self.assertEqual(up.get("/accounts", "leader_token")[0], 200)
            self.assertIn("does not exist", up.tell("sql select nothing"))
            self.assertIn("unknown word", up.tell("dance"))

            self.assertTrue(os.path.isdir(up.said["socket"]))
            self.assertEqual(up.close(), 0)
            self.assertFalse(os.path.exists(up.said["socket"]))
            self.assertIsNone(up.get("/accounts", "leader_token"))

    def test_terminated(self):
        up = Up()
        up.process.terminate()
        up.process.wait(30)
        self.assertFalse(os.path.exists(up.said["socket"]))
        up.close()

    def test_killed(self):
        """What it started ends with it, and the next one removes what it could not."""
        up = Up()
        up.process.kill()
        up.process.wait(30)
        up.close()
        with harness.Backend(schema=False):
            self.assertFalse(os.path.exists(up.said["socket"]))
        self.assertIsNone(up.get("/accounts", "leader_token"))

    def test_bad_sql(self):
        with tempfile.NamedTemporaryFile("w", suffix=".sql") as file:
            file.write("select nothing;")
            file.flush()
            ran = subprocess.run(
                [harness.HERE / "postgrest-up", "--sql", file.name],
                stdin=subprocess.DEVNULL,
                capture_output=True,
                text=True,
            )
        self.assertEqual((ran.returncode, ran.stdout), (1, ""))
        self.assertIn('column "nothing" does not exist', ran.stderr)


if __name__ == "__main__":
    tap.main()
