#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The refresh and the demo's own server: the tests that PostgREST is put to as well.

What a database does that this server does not have is tested with PostgREST alone: rows that share one
time stamp, relations and columns that are taken away, what the owner changes and nobody writes back.
"""

import backends
import client_cases
import tap

globals().update(client_cases.make(backends.Loopback))

if __name__ == "__main__":
    tap.main()
