# SPDX-License-Identifier: GPL-3.0-or-later
"""Two backends that serve the same company to the same tests: PostgREST, and the demo's own server.

Both begin with start() and end with stop(), keep their address over stop_server() and start_server(),
ask for tokens that are signed with self.secret, cut answers at max_rows, and take rows over HTTP.
"""

import json
import os
import pathlib
import secrets
import socket
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
sys.dont_write_bytecode = True
sys.path.insert(0, str(HERE.parent / "backend"))
import harness

PROGRAM = os.environ["BELLWETHER_SERVE_DEMO"]


class Editing:
    """What a leader does to a backend over HTTP."""

    @property
    def leader(self):
        return self.token("bellwether_leader")

    def edit(self, method, path, body=None):
        answer = self.request(method, path, self.leader, body, {"Prefer": "return=representation"})
        if answer.status not in (200, 201):
            raise harness.HarnessError(f"{method} {path}: {answer.status} {answer.body}")
        return answer.json()

    def insert(self, relation, **row):
        return self.edit("POST", f"/{relation}", row)

    def update(self, relation, row_id, **changes):
        return self.edit("PATCH", f"/{relation}?id=eq.{row_id}", changes)

    def delete(self, relation, row_id):
        answer = self.request("DELETE", f"/{relation}?id=eq.{row_id}", self.leader)
        if answer.status not in (200, 204):
            raise harness.HarnessError(f"DELETE {relation} {row_id}: {answer.status} {answer.body}")

    def rows(self, relation, token=None):
        """All rows that were not deleted, by pages that are counted rather than keyed."""
        found = []
        while True:
            page = self.get(
                f"/{relation}?deleted_at=is.null&order=updated_at&limit=1000&offset={len(found)}",
                token or self.leader,
            )
            if page.status != 200:
                raise harness.HarnessError(f"{relation}: {page.status} {page.body}")
            if not page.json():
                return found
            found += page.json()


class Postgrest(Editing, harness.Backend):
    name = "PostgREST"

    def start(self):
        super().start()
        with tempfile.TemporaryDirectory(prefix="bellwether-company-") as folder:
            subprocess.run([PROGRAM, "--to", folder], check=True)
            self.load_csv_folder(folder)
        self.start_postgrest()

    def start_server(self):
        self.start_postgrest()

    def stop_server(self):
        self.stop_postgrest()

    def begin_late(self, relation, **row):
        """Writes a row in a transaction that ends when what is returned is called."""
        values = ", ".join("'" + value.replace("'", "''") + "'" for value in row.values())
        late = subprocess.Popen(
            self.psql_command(), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        late.stdin.write(
            f"begin; insert into api.{relation} ({', '.join(row)}) values ({values});"
            "\n\\echo written\n"
        )
        late.stdin.flush()
        while "written" not in late.stdout.readline():
            if late.poll() is not None:
                raise harness.HarnessError("psql has ended")

        def commit():
            late.communicate("commit;\n", timeout=60)

        return commit


class Loopback(Editing, harness.Caller):
    name = "the demo's own server"

    def __init__(self, max_rows=None):
        self.max_rows = max_rows
        self.secret = secrets.token_urlsafe(48)
        self.server = None
        self.folder = None

    def start(self):
        self.folder = tempfile.TemporaryDirectory(prefix="bellwether-loopback-")
        self.start_server()

    def stop(self):
        self.stop_server()
        if self.folder:
            self.folder.cleanup()

    def start_server(self):
        options = ["--writes", f"{self.folder.name}/writes"]
        if self.max_rows:
            options += ["--max-rows", str(self.max_rows)]
        if self.port:
            options += ["--port", str(self.port)]
        self.server = subprocess.Popen(
            [PROGRAM, *options],
            env={**os.environ, "BELLWETHER_JWT_SECRET": self.secret},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        url = self.server.stdout.readline()
        if not url:
            self.stop_server()
            raise harness.HarnessError("serve-demo ended at once")
        self.port = int(url.strip().rpartition(":")[2])

    def begin_late(self, relation, **row):
        """Sends half of a row; the other half when what is returned is called.

        A row gets its time stamp when its request begins, and is seen when it has been read.
        """
        body = json.dumps(row).encode()
        late = socket.create_connection(("127.0.0.1", self.port), timeout=60)
        late.sendall(
            f"POST /{relation} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {self.leader}\r\n"
            f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n"
            "Expect: 100-continue\r\nConnection: close\r\n\r\n".encode()
        )
        begun = late.recv(1000)
        if not begun.startswith(b"HTTP/1.1 100"):
            raise harness.HarnessError(f"POST {relation}: {begun}")
        late.sendall(body[:5])

        def commit():
            with late:
                late.sendall(body[5:])
                answer = late.recv(1000)
            if not answer.startswith(b"HTTP/1.1 201"):
                raise harness.HarnessError(f"POST {relation}: {answer}")

        return commit

    def stop_server(self):
        if self.server:
            self.server.kill()
            self.server.wait()
            self.server.stdin.close()
            self.server.stdout.close()
            self.server = None
