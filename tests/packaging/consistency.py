#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks that what is said twice about the program is said the same, as TAP.

Called with the folder of the sources, the application id and the version.
"""

import json
import pathlib
import re
import sys
import xml.etree.ElementTree as ET


def main():
    top, app_id, version = pathlib.Path(sys.argv[1]), sys.argv[2], sys.argv[3]
    results = []

    def report(name, good, said):
        results.append(good)
        print(f"{'ok' if good else 'not ok'} {len(results)} {name}")
        if not good:
            print(f"# {said}")

    manifest = json.loads((top / "flatpak" / f"{app_id}.json").read_text(encoding="utf-8"))
    report("/consistency/flatpak/id", manifest["id"] == app_id, manifest["id"])
    report("/consistency/flatpak/command", manifest["command"] == "bellwether", manifest["command"])

    metainfo = ET.parse(top / "data" / f"{app_id}.metainfo.xml.in")
    newest = metainfo.find("releases/release").get("version")
    report("/consistency/metainfo/version", newest == version, f"{newest} is not {version}")

    news = (top / "NEWS").read_text(encoding="utf-8").splitlines()[0]
    report("/consistency/news/version", news == f"Bellwether {version}", news)

    schema = (top / "data" / f"{app_id}.gschema.xml").read_text(encoding="utf-8")
    path = "/" + app_id.replace(".", "/") + "/"
    report("/consistency/gschema/path", f'path="{path}"' in schema, path)

    # The source says which keys it reads and writes; the schema has to know every one of them.
    keys = set(re.findall(r'<key name="([^"]+)"', schema))
    used = set()
    for file in (top / "src").rglob("*.c"):
        text = file.read_text(encoding="utf-8")
        used |= set(re.findall(r'g_settings_(?:get|set|bind)\w*\s*\([^,;"]+,\s*"([^"]+)"', text))
    report("/consistency/gschema/keys", used <= keys, f"no key for {sorted(used - keys)}")

    print(f"1..{len(results)}")
    return 0 if all(results) else 1


if __name__ == "__main__":
    sys.exit(main())
