# SPDX-License-Identifier: GPL-3.0-or-later
"""Orca without its own beginning, which would refuse to run, or end another one, where a person uses
one on the same machine: this one is on a display and a bus of its own. And without leaving out what
it is told while it has fallen behind with reading, which is a matter of how loaded the machine is."""

import sys

from orca import orca
from gi.repository import Atspi

events = orca.event_manager.EventManager
events._inFlood = events._inDeluge = lambda self: False

Atspi.set_timeout(60000, 60000)
if hasattr(orca, 'getSettingsManager'):
    manager = orca.getSettingsManager()
    manager.activate(None, {})
    sys.path.insert(0, manager.getPrefsDir())
else:  # since Orca 46
    manager = orca.settings_manager.get_manager()
    manager.activate(None, {})
    sys.path.insert(0, manager.get_prefs_dir())
sys.exit(orca.main())
