#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Nothing is dropped into a window that is guarded as a display is, not even what is its own; into
one that is not it is, or this would tell nothing."""

import sys

from store import Mouse
from text import TextWindow


def drag(guarded):
    mouse = Mouse()
    with TextWindow(guarded) as window:
        window.hear('drawn', lambda i: mouse.focus())
        mouse.move(50, 20)
        mouse.hold(True)
        window.hear('over', lambda i: mouse.move(60 + i % 40, 25 + min(i * 8, 85)))
        mouse.hold(False)
        return window.hear('lower:').strip()


def main():
    if drag(False) != 'somethingtobedragged':
        sys.exit('nothing was dragged at all')
    if drag(True):
        sys.exit('something was dropped')


main()
