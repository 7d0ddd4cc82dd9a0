# SPDX-License-Identifier: GPL-3.0-or-later
"""A proxy in front of a backend that loses, repeats and cuts what goes through it."""

import random
import socket
import socketserver
import threading


def read_request(stream):
    """The bytes of one HTTP request with a Content-Length, or none at the end."""
    head = b""
    while not head.endswith(b"\r\n\r\n"):
        line = stream.readline()
        if not line:
            return b""
        head += line
    length = 0
    for line in head.split(b"\r\n"):
        name, _, value = line.partition(b":")
        if name.lower() == b"content-length":
            length = int(value)
    return head + stream.read(length)


def without_keep_alive(message):
    """The request or answer with which the connection ends."""
    head, _, body = message.partition(b"\r\n\r\n")
    lines = [line for line in head.split(b"\r\n") if not line.lower().startswith(b"connection:")]
    return b"\r\n".join(lines + [b"Connection: close"]) + b"\r\n\r\n" + body


class Handler(socketserver.StreamRequestHandler):
    def forward(self, request):
        """The whole answer of the backend."""
        with socket.create_connection(("127.0.0.1", self.server.target)) as upstream:
            upstream.sendall(without_keep_alive(request))
            answer = b""
            while piece := upstream.recv(65536):
                answer += piece
        return without_keep_alive(answer)

    def handle(self):
        request = read_request(self.rfile)
        if not request:
            return
        fault = self.server.choose()
        self.server.seen[fault] = self.server.seen.get(fault, 0) + 1
        try:
            if fault == "lost request":
                return
            if fault == "busy":
                self.wfile.write(b"HTTP/1.1 429 Slow\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
                return
            answer = self.forward(request)
            if fault == "twice":
                answer = self.forward(request)
            if fault == "lost answer":
                return
            if fault == "cut answer":
                answer = answer[: self.server.random.randrange(len(answer))]
            self.wfile.write(answer)
        except OSError:
            # The program was killed, or the backend has hung up.
            pass


class BadProxy(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True

    def __init__(self, target, seed):
        super().__init__(("127.0.0.1", 0), Handler)
        self.target = target
        self.random = random.Random(seed)
        self.guard = threading.Lock()
        self.seen = {}
        self.thread = threading.Thread(target=self.serve_forever, daemon=True)
        self.thread.start()

    @property
    def url(self):
        return f"http://127.0.0.1:{self.server_address[1]}"

    def choose(self):
        with self.guard:
            return self.random.choice(
                ["lost request", "lost answer", "cut answer", "twice", "busy"] + ["none"] * 10
            )

    def stop(self):
        self.shutdown()
        self.server_close()
