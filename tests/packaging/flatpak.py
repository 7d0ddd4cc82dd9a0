#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks the Flatpak manifest against the tree, as TAP. Called with the folder of the sources.

Building it takes the runtimes and the network; what can be wrong without them is found here.
"""

import json
import pathlib
import re
import sys

# What the runtimes of the GNOME release bring along, by the names that meson.build asks for, with their
# versions where it asks for one.
RUNTIMES = {
    "48": {
        "glib-2.0": "2.84", "gio-2.0": "2.84", "gio-unix-2.0": "2.84", "gtk4": "4.18", "libadwaita-1": "1.7",
        "libsoup-3.0": "3.6", "sqlite3": "3.46", "libsecret-1": None, "cairo": None, "pangocairo": None,
        "libpng": None, "zlib": None, "gdk-pixbuf-2.0": None, "librsvg-2.0": "2.60",
    },
}
# The module of the manifest that brings what the runtime does not.
MODULES = {"gsl": "gsl", "yyjson": "yyjson", "xlsxwriter": "libxlsxwriter", "blueprint-compiler": "blueprint-compiler"}
# Each of these is a hole in the sandbox, and there is a reason for it.
PERMISSIONS = {
    "--share=network": "the backend",
    "--share=ipc": "pictures shared with the display of X11",
    "--socket=wayland": "the window",
    "--socket=fallback-x11": "the window where there is no Wayland",
    "--device=dri": "the renderer",
    "--talk-name=org.freedesktop.secrets": "the token",
}


def numbers(version):
    return [int(part) for part in version.split(".")]


def unpinned(source):
    """What keeps a source from being the same every time; None when nothing does."""
    kind = source["type"]
    if kind == "dir":
        return None
    if not source.get("url", "").startswith("https://"):
        return "no https"
    if kind == "archive":
        return None if re.fullmatch("[0-9a-f]{64}", source.get("sha256", "")) else "no sha256"
    if kind == "git":
        pinned = re.fullmatch("[0-9a-f]{40}", source.get("commit", "")) and source.get("tag")
        return None if pinned else "no tag with its commit"
    return f"a source of the kind {kind}"


def asked_for(top):
    """What meson.build files ask for: name, and the least version or None."""
    found = {}
    for file in [top / "meson.build", *sorted((top / "src").rglob("meson.build"))]:
        text = file.read_text(encoding="utf-8")
        for name, least in re.findall(r"\bdependency\('([^']+)'(?:, version: '>= ([\d.]+)')?", text):
            found[name] = least or found.get(name)
        for name in re.findall(r"\bfind_library\('([^']+)'(?!, required: false)", text):
            found[name] = None
        if "find_program('blueprint-compiler')" in text:
            found["blueprint-compiler"] = None
    return found


def main():
    top = pathlib.Path(sys.argv[1])
    results = []

    def report(name, complaints):
        results.append(not complaints)
        print(f"{'not ok' if complaints else 'ok'} {len(results)} {name}")
        for complaint in complaints:
            print(f"# {complaint}")

    manifest = json.loads(next((top / "flatpak").glob("*.json")).read_text(encoding="utf-8"))
    runtime = RUNTIMES.get(manifest["runtime-version"], {})
    modules = [module["name"] for module in manifest["modules"]]
    wanted = asked_for(top)

    report("/flatpak/runtime", [] if runtime and manifest["runtime"] == "org.gnome.Platform"
           and manifest["sdk"] == "org.gnome.Sdk" else [manifest["runtime-version"]])
    report("/flatpak/pinned", [f"{module['name']}: {unpinned(source)}" for module in manifest["modules"]
                               for source in module["sources"] if unpinned(source)])
    report("/flatpak/everything-asked-for",
           [name for name in wanted if name not in runtime and MODULES.get(name) not in modules]
           + ([] if len(wanted) > 10 else [f"only {sorted(wanted)}"]))
    report("/flatpak/nothing-else",
           [name for name in modules[:-1] if name not in {MODULES.get(wish) for wish in wanted}])
    report("/flatpak/versions", [f"{name} {least}" for name, least in wanted.items()
                                 if least and numbers(least) > numbers(runtime.get(name) or "0")])
    report("/flatpak/permissions",
           [permission for permission in manifest["finish-args"] if permission not in PERMISSIONS])

    # The checkout itself goes in last, without what the scripts have built there.
    last = manifest["modules"][-1]
    skipped = set(last["sources"][0].get("skip", []))
    made = set()
    for script in (top / "build-aux").iterdir():
        if script.is_file():
            made |= set(re.findall(r"\$(?:checkout|PWD)/(b(?:uild|ellwether)-\w+)\b", script.read_text(encoding="utf-8")))
    made -= {"build-aux"}
    report("/flatpak/own", [f"{modules[-1]}: {last['sources']}"]
           if modules[-1] != "bellwether" or last["sources"][0].get("path") != ".." else [])
    report("/flatpak/skips", sorted(made - skipped) + ([] if len(made) > 2 else [f"only {sorted(made)}"]))

    print(f"1..{len(results)}")
    return 0 if all(results) else 1


if __name__ == "__main__":
    sys.exit(main())
