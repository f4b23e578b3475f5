#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A display whose profile has a mistake, or whose key cannot be read, stays on the screen and says what
it is; and it is the store's as soon as that is mended, with no hand on it. Without the compositor it was
started in it ends, for the session or systemd to begin anew."""

import os

from hands import Hands
from screen import Screen
from store import PATIENCE, Mouse, Store, get_children, wait_for


def find_said(display, *words):
    screen = Screen(display, Mouse())
    wait_for(words[-1], lambda: next(screen.get_all(
        lambda node: all(word in node.get_name() for word in words)), None))


def wait_for_next(store, display):
    return wait_for('another display', lambda: next(
        (pid for pid in get_children(store.pid) if pid != display), None))


def check_compositor():
    with Hands() as compositor, Store('Mode=look-up\n', environment=dict(
            os.environ, GTK_A11Y='none', **compositor.environment)) as store:
        store.wait_for_mode('look-up')
        compositor.process.kill()
        store.kiosk.wait(PATIENCE)


def main():
    check_compositor()
    with Store('Mode=window\n', environment=dict(os.environ, GTK_A11Y='atspi')) as store:
        with open(store.profile) as file:
            profile = file.read().replace('window', 'look-up')
        key = os.path.join(os.environ['HOME'], 'key')
        display = store.wait_for_mode('trouble')
        find_said(display, store.profile, 'Mode')

        os.rename(key, key + '-away')
        with open(store.profile, 'w') as file:
            file.write(profile)
        display = wait_for_next(store, display)
        find_said(display, key)

        os.rename(key + '-away', key)
        display = wait_for_next(store, display)
        store.wait_for_mode('look-up')
        find_said(display, 'Find my order')
        assert store.kiosk.poll() is None, 'it ended meanwhile'


main()
