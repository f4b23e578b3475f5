# SPDX-License-Identifier: GPL-3.0-or-later
"""A window with a text in it, guarded as a display is or not, and what it says."""

import itertools
import os
import select
import subprocess
import sys
import time

from store import PATIENCE


class TextWindow:
    def __init__(self, guarded, **environment):
        program = f'{os.environ["TOTE_BUILDDIR"]}/tests/kiosk/text-window'
        self.process = subprocess.Popen([program] + ['guarded'] * guarded, stdout=subprocess.PIPE,
                                        bufsize=0, env=dict(os.environ, **environment))

    def __enter__(self):
        return self

    def __exit__(self, *unused):
        self.process.terminate()
        self.process.wait()

    def hear(self, word, act=lambda i: None):
        """Acts again and again, maybe a little otherwise each time, until the word is said."""
        end = time.monotonic() + PATIENCE
        for i in itertools.count():
            act(i)
            while select.select([self.process.stdout], [], [], 0.05)[0]:
                said = self.process.stdout.readline().decode().strip()
                if said.startswith(word):
                    return said.removeprefix(word)
                if not said:
                    break
            if time.monotonic() > end or self.process.poll() is not None:
                sys.exit(f'waited in vain for “{word}”')
