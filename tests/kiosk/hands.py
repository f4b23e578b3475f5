# SPDX-License-Identifier: GPL-3.0-or-later
"""The hands of a customer on a screen of their own, which is touched and typed at (hands.c)."""

import os
import subprocess
import threading
import time

from store import CODES

WIDTH, HEIGHT = 1280, 720
STEPS = 8
TYPING_MS = 150  # between two keys of a person


class Hands:
    """What came to the screen is in “seen”. A program is there in “environment”."""

    def __init__(self):
        self.process = subprocess.Popen([f'{os.environ["TOTE_BUILDDIR"]}/tests/kiosk/hands'],
                                        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.display = self.process.stdout.readline().strip()
        self.environment = {'WAYLAND_DISPLAY': self.display, 'GDK_BACKEND': 'wayland'}
        self.seen = []
        threading.Thread(target=lambda: [self.seen.append(line.strip())
                                         for line in self.process.stdout], daemon=True).start()

    def __enter__(self):
        return self

    def __exit__(self, *unused):
        self.process.stdin.close()
        self.process.wait()

    def say(self, *words):
        self.process.stdin.write(' '.join(map(str, words)) + '\n')
        self.process.stdin.flush()

    def do(self, what, number, *place):
        self.say(what, number, *(int(at) for at in place))

    def press(self, *codes):
        self.say('keys', TYPING_MS, *codes)

    def type(self, text):
        self.press(*(CODES[letter] for letter in text))

    def click(self, x, y, resting=0.05):
        self.do('down', 1, x, y)
        time.sleep(resting)
        self.do('up', 1)

    def wipe(self, *ways):
        """Each of so many fingers from one place to another."""
        for number, (begin, _) in enumerate(ways):
            self.do('down', number, *begin)
        for step in range(1, STEPS + 1):
            for number, (begin, end) in enumerate(ways):
                self.do('move', number, *(a + (b - a) * step / STEPS for a, b in zip(begin, end)))
            time.sleep(0.016)
        for number, _ in enumerate(ways):
            self.do('up', number)

    def is_clear(self):
        return 'popup' not in self.seen and 'drag' not in self.seen
