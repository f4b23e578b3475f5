# SPDX-License-Identifier: GPL-3.0-or-later
"""Orca without its own beginning, which would refuse to run, or end another one, where a person uses
one on the same machine: this one is on a display and a bus of its own."""

import sys

from orca import orca

manager = orca.getSettingsManager()
manager.activate(None, {})
sys.path.insert(0, manager.getPrefsDir())
sys.exit(orca.main())
