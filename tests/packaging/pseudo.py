#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks the pseudo-locale, and the strings of the sources by it, as TAP.

Called with the script that makes the pseudo-locale, and with bellwetherctl.
"""

import gettext
import os
import pathlib
import re
import subprocess
import sys
import tempfile

CONVERSION = re.compile(r"%(?:\d+\$)?[-+ #0']*\d*(?:\.(?:\d+|\*))?(?:hh|h|ll|l|z)?[A-Za-z%]")


def help_of(program, folder):
    """What a program says of itself in the pseudo-locale."""
    # Messages are not translated in the C locale, so that another one is made for the moment.
    subprocess.run(["localedef", "-i", "en_US", "-f", "UTF-8", f"{folder}/en_US.UTF-8"], check=True)
    environment = {**os.environ, "BELLWETHER_LOCALEDIR": folder, "LANGUAGE": "qps", "LOCPATH": folder,
                   "LC_ALL": "en_US.UTF-8"}
    said = subprocess.run([program, "--help"], capture_output=True, text=True, check=True, env=environment)
    return said.stdout


def main():
    results = []

    def report(name, complaints):
        results.append(not complaints)
        print(f"{'not ok' if complaints else 'ok'} {len(results)} {name}")
        for complaint in complaints:
            print(f"# {complaint}")

    with tempfile.TemporaryDirectory() as folder:
        made = subprocess.run([sys.argv[1], folder], capture_output=True, text=True, check=False)
        report("/pseudo/made", [] if made.returncode == 0 else made.stderr.splitlines() or ["it failed"])
        path = pathlib.Path(folder) / "qps" / "LC_MESSAGES" / "bellwether.mo"
        if path.exists():
            with path.open("rb") as file:
                catalogue = gettext.GNUTranslations(file)._catalog
            # The same string of one plural form is in there once for each form.
            strings = {}
            for key, translation in catalogue.items():
                message = key[0] if isinstance(key, tuple) else key
                form = key[1] if isinstance(key, tuple) else 0
                message = message.split("\x04")[-1]
                if message and form == 0:
                    strings[message] = translation
            report("/pseudo/some", [] if len(strings) > 20 else [f"only {len(strings)} strings"])
            report("/pseudo/brackets", [message for message, text in strings.items()
                                        if not (text.startswith("⟦") and text.rstrip("\n;").endswith("⟧"))])
            report("/pseudo/conversions", [message for message, text in strings.items()
                                           if CONVERSION.findall(message) != CONVERSION.findall(text)])
            report("/pseudo/longer", [message for message, text in strings.items()
                                      if len(text) < len(message) + 3])
            # A sentence that is put together from pieces cannot be put in another order.
            report("/pseudo/whole", [repr(message) for message in strings
                                     if re.search(r"[A-Za-z]", message)
                                     and (message != message.strip(" ") or re.search(r"[,(]$", message.strip()))])
            # The lines in between are those that say how a verb is written.
            sentences = [line.strip() for line in help_of(sys.argv[2], folder).splitlines()
                         if line.strip() and not re.match(r"  \S", line)]
            report("/pseudo/program", [line for line in sentences
                                       if not re.fullmatch(r"⟦[^⟦]*⟧", line)]
                   + ([] if len(sentences) > 5 else [f"only {sentences}"]))
    print(f"1..{len(results)}")
    return 0 if all(results) else 1


if __name__ == "__main__":
    sys.exit(main())
