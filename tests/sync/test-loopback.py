#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The refresh and the demo's own server: the tests that PostgREST is put to as well.

What a database does that this server does not have is tested with PostgREST alone: rows that share one
time stamp or are seen late, relations and columns that are taken away.
"""

import backends
import client_cases
import tap

globals().update(
    client_cases.make(
        backends.Loopback,
        (client_cases.Pages, client_cases.Changes, client_cases.Tokens, client_cases.Restart),
    )
)

if __name__ == "__main__":
    tap.main()
