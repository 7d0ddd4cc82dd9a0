# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs unittest's tests and says what became of them in the Test Anything Protocol."""

import sys
import traceback
import unittest


class Result(unittest.TestResult):
    def __init__(self):
        super().__init__()
        self.number = 0

    def _say(self, ok, test, error=None):
        self.number += 1
        print(
            f"{'ok' if ok else 'not ok'} {self.number} {test.id().removeprefix('__main__.')}",
            flush=True,
        )
        if error:
            for line in "".join(traceback.format_exception(*error)).rstrip().split("\n"):
                print(f"# {line}", flush=True)

    def addSuccess(self, test):
        super().addSuccess(test)
        self._say(True, test)

    def addFailure(self, test, error):
        super().addFailure(test, error)
        self._say(False, test, error)

    # An error in the setting up of a class comes here as well, with all its tests in one.
    def addError(self, test, error):
        super().addError(test, error)
        self._say(False, test, error)

    # One line a test, whatever the number of its parts that failed.
    def addSubTest(self, test, subtest, error):
        super().addSubTest(test, subtest, error)
        if error:
            self._say(False, subtest, error)


def main():
    tests = unittest.defaultTestLoader.loadTestsFromModule(sys.modules["__main__"])
    result = Result()
    tests.run(result)
    print(f"1..{result.number}")
    sys.exit(0 if result.wasSuccessful() and result.number > 0 else 1)
