# SPDX-License-Identifier: GPL-3.0-or-later
"""Read by Orca when it starts: what a person types is not said back, so that what is heard is what
the program has to say."""

import orca.settings

orca.settings.enableKeyEcho = False
orca.settings.enableEchoByCharacter = False
orca.settings.enableBraille = False
orca.settings.enableBrailleMonitor = False
