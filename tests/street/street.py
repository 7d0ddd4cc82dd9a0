#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Fails when an include in src/ goes up the street, as TAP. Called with the folder of the sources.

The folders stand along one street: each may use those below it, and only some libraries of others. GTK
is for ui/ alone, so that every figure can be computed, drawn and tested without a display.
"""

import pathlib
import re
import sys

# What each folder may include beside itself and GLib.
STREET = {
    "model": {"folders": set(), "libraries": {"yyjson"}},
    "analytics": {"folders": {"model"}, "libraries": {"gsl"}},
    "store": {"folders": {"model"}, "libraries": {"sqlite3", "yyjson"}},
    "sync": {"folders": {"model", "store"}, "libraries": {"sqlite3", "libsoup", "yyjson", "libsecret", "zlib"}},
    "portfolio": {"folders": {"model", "store", "analytics"}, "libraries": {"sqlite3", "yyjson"}},
    "figures": {"folders": {"model", "analytics", "store", "portfolio"}, "libraries": set()},
    "charts": {"folders": {"model", "analytics"}, "libraries": {"cairo", "pango"}},
    "export": {
        "folders": {"model", "analytics", "portfolio", "figures", "charts", "store"},
        "libraries": {"cairo", "pango", "xlsxwriter", "png", "zlib", "pictures"},
    },
    "demo": {"folders": {"model", "store"}, "libraries": {"libsoup", "yyjson", "zlib"}},
    "cli": {
        "folders": {"model", "analytics", "store", "sync", "portfolio", "figures", "charts", "export", "demo"},
        "libraries": {"cairo", "pango", "libsoup", "yyjson"},
    },
    "ui": {
        "folders": {"model", "analytics", "store", "sync", "portfolio", "figures", "charts", "export", "demo"},
        "libraries": {"gtk", "cairo", "pango", "libsoup", "yyjson"},
    },
}

# Which library a system header belongs to; those that match nothing here are GLib's or the C library's.
LIBRARIES = {
    "gtk": re.compile(r"^(gtk|gdk(?!-pixbuf)|gsk|graphene|adwaita|adw-)"),
    "gsl": re.compile(r"^gsl"),
    "sqlite3": re.compile(r"^sqlite3"),
    "libsoup": re.compile(r"^libsoup"),
    "yyjson": re.compile(r"^yyjson"),
    "libsecret": re.compile(r"^libsecret"),
    "cairo": re.compile(r"^cairo"),
    "pango": re.compile(r"^pango"),
    "xlsxwriter": re.compile(r"^xlsxwriter"),
    "png": re.compile(r"^png"),
    "zlib": re.compile(r"^zlib"),
    "pictures": re.compile(r"^(gdk-pixbuf|librsvg)"),
    "json-glib": re.compile(r"^json-glib"),
}

INCLUDE = re.compile(r"^[ \t]*#[ \t]*include[ \t]*([<\"])([^>\"]+)[>\"]", re.MULTILINE)
SPDX = "/* SPDX-License-Identifier: GPL-3.0-or-later */"


def library_of(header):
    for name, pattern in LIBRARIES.items():
        if pattern.match(header):
            return name
    return None


def wrong_includes(folder, text, sources):
    """Yields what a file of a folder includes and may not."""
    rule = STREET[folder]
    for quote, header in INCLUDE.findall(text):
        first = header.split("/")[0]
        if quote == '"' or first in STREET:
            if "/" not in header:
                # A header without a folder is of the same folder; a generated one is in no folder.
                continue
            if first == ".." or (first not in STREET and not (sources / folder / header).exists()):
                yield f"includes {header}, which names no folder of src"
            elif first in STREET and first != folder and first not in rule["folders"]:
                yield f"includes {header}, up the street"
        else:
            library = library_of(header)
            if library and library not in rule["libraries"]:
                yield f"includes {header}, of {library}"


class Report:
    """Prints results as TAP."""

    def __init__(self):
        self.count = 0
        self.good = True

    def add(self, name, complaints):
        self.count += 1
        self.good = self.good and not complaints
        print(f"{'not ok' if complaints else 'ok'} {self.count} {name}")
        for complaint in complaints:
            print(f"# {complaint}")


def main():
    sources = pathlib.Path(sys.argv[1])
    report = Report()

    # A checker that catches nothing would pass for ever.
    planted = {
        ("model", '#include "store/bw-mirror.h"\n'): 1,
        ("charts", "#include <gtk/gtk.h>\n"): 1,
        ("analytics", "# include <adwaita.h>\n#include <libsoup/soup.h>\n"): 2,
        ("sync", "#include <json-glib/json-glib.h>\n"): 1,
        ("store", '#include "../ui/bw-window.h"\n'): 1,
        ("ui", '#include "model/bw-date.h"\n#include <gtk/gtk.h>\n'): 0,
        ("analytics", "#include <gsl/gsl_statistics.h>\n#include <glib.h>\n#include <math.h>\n"): 0,
    }
    report.add("/street/planted", [
        f"{text!r} in {folder}: {expected} expected" for (folder, text), expected in planted.items()
        if len(list(wrong_includes(folder, text, sources))) != expected])

    folders = sorted(path.name for path in sources.iterdir() if path.is_dir())
    report.add("/street/folders", [f"src/{name} is not on the street" for name in folders if name not in STREET])

    for folder in folders:
        if folder not in STREET:
            continue
        complaints = []
        for path in sorted((sources / folder).rglob("*.[ch]")):
            text = path.read_text(encoding="utf-8")
            where = path.relative_to(sources.parent)
            complaints += [f"{where} {wrong}" for wrong in wrong_includes(folder, text, sources)]
            if not text.startswith(SPDX):
                complaints.append(f"{where} does not begin with {SPDX}")
            lines = text.count("\n")
            if lines > 800:
                complaints.append(f"{where} has {lines} lines; 800 is the most")
        report.add(f"/street/{folder}", complaints)

    print(f"1..{report.count}")
    return 0 if report.good else 1


if __name__ == "__main__":
    sys.exit(main())
