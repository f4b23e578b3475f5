# SPDX-License-Identifier: GPL-3.0-or-later
"""The time of day of whatever is started with “jumping-clock” before it."""

import os
import struct
import time

HOUR = 3600


class Clock:
    def __init__(self, folder):
        self.path = os.path.join(folder, 'clock')
        self.set(0)

    def set(self, seconds):
        """So many from the right time on."""
        with open(self.path, 'r+b' if os.path.exists(self.path) else 'wb') as file:
            file.write(struct.pack('q', seconds))

    def set_hour(self, hour):
        """Of this day, a moment before the next minute, which is when a display looks."""
        now = time.time()
        then = time.localtime(now)
        self.set(int(hour * HOUR + 57 - then.tm_hour * HOUR - then.tm_min * 60 - then.tm_sec))
