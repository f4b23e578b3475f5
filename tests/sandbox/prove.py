#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Proves from outside that the sandbox speaks the contract.

Starts it, asks for everything the contract has, well and badly, in both dialects, and checks every
answer against the schemas of openapi.yaml with a validator that shares no code with the sandbox.
"""
import importlib.util
import sys
import unittest

if any(importlib.util.find_spec(name) is None for name in ("jsonschema", "yaml")):
    print("python3-jsonschema or python3-yaml is not installed")
    sys.exit(77)  # skipped, as Meson counts it

from prove_backend import *  # noqa: F403
from prove_customer import *  # noqa: F403
from prove_rendition import *  # noqa: F403
from wire import OPERATIONS, SEEN


class TestZCoverage(unittest.TestCase):
    """Runs last: every operation of the contract has been asked for, well and badly."""

    def test_every_operation(self):
        for name in OPERATIONS:
            self.assertIn(200, SEEN.get(name, ()), f"{name} was never answered")
            self.assertTrue(SEEN[name] - {200}, f"{name} was never refused")


if __name__ == "__main__":
    unittest.main(verbosity=0, argv=sys.argv[:1])


if __name__ == "__main__":
    del Case  # noqa: F821: the cases derived from it are run, it is not
    unittest.main(verbosity=0, argv=sys.argv[:1])
