# SPDX-License-Identifier: GPL-3.0-or-later
"""A private PostgreSQL and PostgREST for the tests, gone without trace when they are done.

Nothing but Python's own library is needed. PostgreSQL listens on a socket in a temporary folder
alone, PostgREST on a free loopback port.
"""

import base64
import fcntl
import glob
import hashlib
import hmac
import json
import os
import pathlib
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import tempfile
import time
import urllib.error
import urllib.request

HERE = pathlib.Path(__file__).resolve().parent
TOP = HERE.parent.parent
SCHEMA = TOP / "data" / "backend" / "schema.sql"
POSTGREST_CONF = TOP / "data" / "backend" / "postgrest.conf"
RAVENSTACK = TOP / "data" / "backend" / "examples" / "ravenstack.sql"
PREFIX = "bellwether-backend-"
DATABASE = "bellwether"

# The order in which rows can be loaded without a reference to something that is not there yet.
RELATIONS = (
    "company policy people metrics behaviours features playbooks maturity_levels maturity_behaviours "
    "accounts revenue_events service_costs observations contacts interactions answers responses tickets "
    "change_requests behaviour_adoptions feature_uses feedback risks plans plan_targets plan_milestones "
    "plan_roles plays notes leads advocacy"
).split()


class HarnessError(Exception):
    """What could not be started, and why."""


def encode(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def sign(claims, secret):
    """A JWT with these claims, HS256."""
    head = encode(json.dumps({"alg": "HS256", "typ": "JWT"}).encode())
    body = encode(json.dumps(claims).encode())
    mark = hmac.new(secret.encode(), f"{head}.{body}".encode(), hashlib.sha256).digest()
    return f"{head}.{body}.{encode(mark)}"


def postgresql_folder():
    def version(path):
        name = path.split("/")[-2]
        return int(name) if name.isdigit() else 0

    found = sorted(glob.glob("/usr/lib/postgresql/*/bin"), key=version)
    if found:
        return pathlib.Path(found[-1])
    initdb = shutil.which("initdb")
    if initdb:
        return pathlib.Path(initdb).resolve().parent
    raise HarnessError("PostgreSQL's programs (initdb, postgres) are not installed")


def postgrest_program():
    given = os.environ.get("BELLWETHER_POSTGREST")
    if given:
        return given
    said = subprocess.run([TOP / "build-aux" / "postgrest"], stdout=subprocess.PIPE, text=True)
    if said.returncode != 0:
        raise HarnessError("build-aux/postgrest could not get PostgREST")
    return said.stdout.strip().splitlines()[-1]


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


class Answer:
    """What PostgREST answered: status, headers, body (bytes)."""

    def __init__(self, status, headers, body):
        self.status, self.headers, self.body = status, headers, body

    def json(self):
        return json.loads(self.body)


class Caller:
    """Asks a backend at self.port over HTTP, with tokens that are signed with self.secret."""

    port = None
    secret = None

    @property
    def url(self):
        return f"http://127.0.0.1:{self.port}"

    def token(self, role, person=None, lifetime=86400, secret=None):
        claims = {"role": role, "exp": int(time.time()) + lifetime}
        if person:
            claims["person_id"] = person
        return sign(claims, secret or self.secret)

    def request(self, method, path, token=None, body=None, headers=None):
        head = {"Accept": "application/json"}
        if token:
            head["Authorization"] = f"Bearer {token}"
        data = None
        if body is not None:
            head["Content-Type"] = "application/json"
            data = json.dumps(body).encode()
        head.update(headers or {})
        call = urllib.request.Request(self.url + path, data=data, headers=head, method=method)
        try:
            with urllib.request.urlopen(call, timeout=60) as answer:
                return Answer(answer.status, answer.headers, answer.read())
        except urllib.error.HTTPError as error:
            with error:
                return Answer(error.code, error.headers, error.read())

    def get(self, path, token=None, headers=None):
        return self.request("GET", path, token, headers=headers)


class Backend(Caller):
    """Starts with start(), ends with stop(); also a context manager."""

    def __init__(self, schema=True, max_rows=None):
        self.schema = schema
        self.max_rows = max_rows
        self.secret = secrets.token_urlsafe(48)
        self.folder = None
        self.lock = None
        self.postgres = None
        self.postgrest = None
        self.port = None

    def __enter__(self):
        try:
            self.start()
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(self, *_):
        self.stop()

    # The folder and the processes -----------------------------------------------------------------

    def start(self):
        self._sweep()
        self._make_folder()
        self._start_postgres()
        if self.schema:
            self.run_file(SCHEMA)

    def stop(self):
        self.stop_postgrest()
        self._end(self.postgres, signal.SIGQUIT)
        self.postgres = None
        if self.folder:
            shutil.rmtree(self.folder, ignore_errors=True)
            self.folder = None
        if self.lock:
            self.lock.close()
            self.lock = None

    @staticmethod
    def _base():
        # The path of a unix socket has to be shorter than 108 bytes.
        base = tempfile.gettempdir()
        return base if len(base) < 60 else "/tmp"

    def _sweep(self):
        """Removes what a harness that was killed has left."""
        for path in glob.glob(f"{self._base()}/{PREFIX}*"):
            try:
                with open(f"{path}/lock") as lock:
                    fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    shutil.rmtree(path, ignore_errors=True)
            except OSError:
                pass

    def _make_folder(self):
        # Born under another name, so that nobody sweeps it before it is locked.
        born = tempfile.mkdtemp(prefix="new-" + PREFIX, dir=self._base())
        self.lock = open(f"{born}/lock", "w")
        fcntl.flock(self.lock, fcntl.LOCK_EX)
        self.folder = pathlib.Path(born).with_name(os.path.basename(born)[len("new-") :])
        os.rename(born, self.folder)
        if os.geteuid() == 0:
            user = pwd.getpwnam("postgres")
            os.chown(self.folder, user.pw_uid, user.pw_gid)

    def _as_user(self, command):
        """PostgreSQL refuses to run as root; children end when the harness does, however it ends."""
        wrap = ["setpriv", "--pdeathsig", "INT"]
        if os.geteuid() == 0:
            wrap += ["--reuid", "postgres", "--regid", "postgres", "--clear-groups"]
        return wrap + ["--"] + [str(c) for c in command]

    def _start_postgres(self):
        programs = postgresql_folder()
        self._log = open(self.folder / "log", "a")
        data = self.folder / "data"
        made = subprocess.run(
            self._as_user(
                [
                    programs / "initdb",
                    "-D",
                    data,
                    "-U",
                    "postgres",
                    "-A",
                    "trust",
                    "-N",
                    "--encoding=UTF8",
                    "--locale=C.UTF-8",
                ]
            ),
            stdin=subprocess.DEVNULL,
            stdout=self._log,
            stderr=subprocess.STDOUT,
            cwd="/",
        )
        if made.returncode != 0:
            raise HarnessError("initdb failed:\n" + self.log_tail())
        settings = {
            "listen_addresses": "",
            "unix_socket_directories": str(self.folder),
            "fsync": "off",
            "full_page_writes": "off",
            "synchronous_commit": "off",
            "wal_level": "minimal",
            "max_wal_senders": "0",
            "max_wal_size": "4GB",
            "shared_buffers": "256MB",
            "maintenance_work_mem": "256MB",
            "jit": "off",
            "timezone": "UTC",
            "max_connections": "30",
        }
        command = [programs / "postgres", "-D", data]
        for name, value in settings.items():
            command += ["-c", f"{name}={value}"]
        self.postgres = subprocess.Popen(
            self._as_user(command),
            stdin=subprocess.DEVNULL,
            stdout=self._log,
            stderr=subprocess.STDOUT,
            cwd="/",
        )
        self._wait(
            self.postgres,
            "PostgreSQL",
            lambda: subprocess.run([programs / "pg_isready", "-q", "-h", self.folder]).returncode
            == 0,
        )
        self.sql(f"create database {DATABASE}", database="postgres")

    def start_postgrest(self):
        """Answers at self.url when this returns; the port stays the same over a restart."""
        # The configuration that a company is given, but for what differs from machine to machine.
        for _ in range(5):
            port = self.port or free_port()
            environment = dict(
                os.environ,
                PGRST_JWT_SECRET=self.secret,
                PGRST_SERVER_PORT=str(port),
                PGRST_DB_URI=f"postgres://authenticator@/{DATABASE}?host={self.folder}",
            )
            if self.max_rows:
                environment["PGRST_DB_MAX_ROWS"] = str(self.max_rows)
            self.postgrest = subprocess.Popen(
                ["setpriv", "--pdeathsig", "KILL", "--", postgrest_program(), str(POSTGREST_CONF)],
                stdin=subprocess.DEVNULL,
                stdout=self._log,
                stderr=subprocess.STDOUT,
                cwd="/",
                env=environment,
            )
            try:
                self.port = port
                self._wait(self.postgrest, "PostgREST", self._answers)
                return
            except HarnessError:
                # Somebody else may have taken the port in between.
                if "already in use" not in self.log_tail():
                    raise
                self.port = None
        raise HarnessError("no free port for PostgREST")

    def stop_postgrest(self, how=signal.SIGKILL):
        self._end(self.postgrest, how)
        self.postgrest = None

    def reload_postgrest(self):
        """Makes a running PostgREST see relations that were made after it started."""
        self.stop_postgrest()
        self.start_postgrest()

    def _answers(self):
        try:
            return self.get("/", self.token("bellwether_leader")).status == 200
        except OSError:
            return False

    def _wait(self, process, name, ready, seconds=30):
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            if process.poll() is not None:
                raise HarnessError(f"{name} ended at once:\n{self.log_tail()}")
            if ready():
                return
            time.sleep(0.03)
        raise HarnessError(f"{name} did not answer within {seconds} s:\n{self.log_tail()}")

    @staticmethod
    def _end(process, how):
        if process is None or process.poll() is not None:
            return
        process.send_signal(how)
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()

    def log_tail(self):
        return (self.folder / "log").read_text(errors="replace")[-4000:]

    # SQL ------------------------------------------------------------------------------------------

    def psql_command(self, database=DATABASE):
        return [
            "psql",
            "-X",
            "-q",
            "-v",
            "ON_ERROR_STOP=1",
            "-h",
            str(self.folder),
            "-U",
            "postgres",
            "-d",
            database,
        ]

    def _psql(self, arguments, text=None, folder=None, database=DATABASE):
        ran = subprocess.run(
            self.psql_command(database) + arguments,
            input=text,
            text=True,
            cwd=folder,
            capture_output=True,
        )
        if ran.returncode != 0:
            raise HarnessError(ran.stderr.strip())
        return ran.stdout

    def sql(self, text, database=DATABASE):
        """Runs statements; the rows of all answers as lists of text without newlines, null as None."""
        out = self._psql(
            ["-A", "-t", "-F", "\x1f", "-P", "null=\x1d", "-f", "-"], text, database=database
        )
        return [
            [None if value == "\x1d" else value for value in row.split("\x1f")]
            for row in out.split("\n")[:-1]
        ]

    def one(self, text):
        """The single value that the statement gives."""
        return self.sql(text)[0][0]

    def run_file(self, path, folder=None, variables=()):
        """Runs a file of psql's, in a folder, with variables NAME=VALUE."""
        settings = [word for variable in variables for word in ("-v", variable)]
        self._psql(settings + ["-f", str(pathlib.Path(path).resolve())], folder=folder)

    def load_csv_folder(self, folder):
        """Loads RELATION.csv files whose header names the columns; an empty field is null."""
        folder = pathlib.Path(folder)
        found = [r for r in RELATIONS if (folder / f"{r}.csv").exists()]
        if not found:
            raise HarnessError(f"{folder} holds no RELATION.csv")
        for relation in found:
            path = folder / f"{relation}.csv"
            quoted = "'" + str(path).replace("'", "''") + "'"
            with open(path, newline="", encoding="utf-8-sig") as f:
                columns = f.readline().strip()
            self._psql(
                ["-c", f"\\copy api.{relation} ({columns}) from {quoted} with (format csv, header)"]
            )
        self.sql("analyze")

    def load_ravenstack(self, folder):
        self.run_file(RAVENSTACK, folder=folder)
