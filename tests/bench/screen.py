# SPDX-License-Identifier: GPL-3.0-or-later
"""What is on the screen, read from the frame buffer that Xvfb keeps in a file (-fbdir).

A window is there when its pixels are those it has once it has come to rest. Nothing that is
measured takes part in that.
"""

import mmap
import os
import struct
import time

WIDTH, HEIGHT = 1180, 760  # without a window manager all windows stand in the corner
PIECES = 8  # a line is compared in so many pieces
FEW = 12  # of so many lines one is looked at first
STEP_S = 0.002
REST_S = 1.5
PATIENCE_S = 30

# Lines and pieces of a line: the whole window, and where the headline of the order stands in it.
WHOLE = (range(0, HEIGHT, 2), range(PIECES))
HEADLINE = (range(60, 120), range(2))


class Screen:
    def __init__(self, folder):
        with open(os.path.join(folder, 'Xvfb_screen0'), 'rb') as file:
            self.memory = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        head = struct.unpack('>25I', self.memory[:100])
        self.begin = head[0] + 12 * head[19]  # after the name and the colours
        self.stride = head[12]
        self.piece = WIDTH * head[11] // 8 // PIECES

    def grab(self, area=WHOLE):
        lines, pieces = area
        return [self.memory[at:at + self.piece]
                for line in lines
                for at in (self.begin + line * self.stride + piece * self.piece
                           for piece in pieces)]

    def rest(self, empty):
        """Waits until there is a window that does not change any more; what is in its areas then.

        What the screen was without it is told.
        """
        end = time.monotonic() + PATIENCE_S
        picture, since = empty, end
        while time.monotonic() < min(end, since + REST_S):
            time.sleep(0.05)
            now = self.grab()
            if share(now, picture) < 0.995:
                picture, since = now, time.monotonic()
        return {area: self.grab(area) for area in (WHOLE, HEADLINE, few(WHOLE), few(HEADLINE))}

    def matches(self, pictures, area, least):
        now = self.grab(area)
        return any(share(now, picture[area]) >= least for picture in pictures)

    def shows(self, pictures, area, least):
        """A few of the lines say when it is worth it to look at all: what looks takes part after
        all, on a machine with two processors."""
        return (self.matches(pictures, few(area), 0.8 * least) and
                self.matches(pictures, area, least))

    def wait(self, pictures, area, least):
        """The moment (monotonic, s) at which so much of an area is as in one of the pictures."""
        end = time.monotonic() + PATIENCE_S
        while not self.shows(pictures, area, least):
            if time.monotonic() > end:
                raise TimeoutError('what is waited for does not come to the screen')
            time.sleep(STEP_S)
        return time.monotonic()


def few(area):
    lines, pieces = area
    return lines[::FEW], pieces


def share(one, other):
    return sum(a == b for a, b in zip(one, other)) / len(one)
