# SPDX-License-Identifier: GPL-3.0-or-later
"""A display as a screen reader reads it, and the finger of who stands before it."""

import os
import sys

# libatspi warns of what goes away while it is read; only what Tote itself warns of is fatal.
FATAL = os.environ.pop('G_DEBUG', '')

import gi  # noqa: E402

gi.require_version('Atspi', '2.0')
from gi.repository import Atspi, GLib  # noqa: E402

os.environ['G_DEBUG'] = FATAL

from store import wait_for  # noqa: E402

STOPS = 60  # of the Tab key, on any screen
BUTTONS = ('push button', 'toggle button', 'button')


def walk(node):
    yield node
    try:
        for i in range(node.get_child_count()):
            child = node.get_child_at_index(i)
            if child is not None:
                yield from walk(child)
    except GLib.Error:
        return


def find_application(pid):
    desktop = Atspi.get_desktop(0)
    for i in range(desktop.get_child_count()):
        try:
            application = desktop.get_child_at_index(i)
            if application is not None and application.get_process_id() == pid:
                return application
        except GLib.Error:  # it is gone meanwhile
            continue
    return None


def get_place(node):
    return Atspi.Component.get_extents(node, Atspi.CoordType.WINDOW)


INSET = 10


def get_inside(node):
    """A point of it, whatever tells of it: GTK 4.18 leaves out the room around what it is in, so that all
    is a little further right and down."""
    place = get_place(node)
    return (place.x + max(place.width // 2, place.width - INSET),
            place.y + max(place.height // 2, place.height - INSET))


def is_shown(node):
    """As GTK 4.8 tells it: what is not on the screen has no place there."""
    place = get_place(node)
    return place.width > 0 and place.height > 0


def is_focused(node):
    return node.get_state_set().contains(Atspi.StateType.FOCUSED)


def is_composer(node):
    return node.get_role_name() == 'text' and node.get_state_set().contains(
        Atspi.StateType.MULTI_LINE)


class Screen:
    def __init__(self, pid, hands):
        self.hands = hands
        self.application = wait_for('the display is heard', lambda: find_application(pid))

    def get_all(self, is_wanted):
        for node in walk(self.application):
            try:
                if is_wanted(node) and is_shown(node):
                    yield node
            except GLib.Error:
                continue

    def look_for(self, is_wanted):
        return next(self.get_all(lambda node: node.get_role_name() in BUTTONS and
                                 is_wanted(node.get_name())), None)

    def find(self, name):
        return wait_for(f'“{name}”', lambda: self.look_for(lambda said: said == name))

    def is_on(self, name):
        node = self.look_for(lambda said: said == name)
        return node and is_focused(node)

    def is_on_chosen(self, name):
        """GTK 4.8 tells in the name alone that it is chosen."""
        node = self.look_for(lambda said: said == name)
        return self.is_on(f'{name}, chosen') or node and is_focused(node) and \
            node.get_state_set().contains(Atspi.StateType.PRESSED)

    def get_focus(self):
        return next(self.get_all(is_focused), None)

    def go_to(self, name, *keys):
        """As far as there, and never to anything without a name: they take the focus on, however long
        that takes."""
        here = self.get_focus()
        for _ in range(STOPS):
            before = here
            self.hands.press(*keys)
            here = wait_for('the next stop', lambda: not is_focused(before) and self.get_focus())
            assert here.get_name(), 'the focus is on something without a name'
            if here.get_name() == name and here.get_role_name() in BUTTONS:
                return
        sys.exit(f'“{name}” is never come to')

    def press(self, words):
        """As a screen reader does, by what is heard first."""
        Atspi.Action.do_action(
            wait_for(f'“{words}”', lambda: self.look_for(lambda said: said.startswith(words))), 0)

    def click(self, node):
        """The only window of the screen stands in its corner."""
        self.hands.click(*get_inside(node))

    def has_dialog(self):
        """GTK 4.8 has a window, a frame, for each."""
        return self.application.get_child_count() > 1

    def find_composer(self):
        return wait_for('where one writes', lambda: next(self.get_all(is_composer), None))

    def open_keys(self):
        composer = self.find_composer()
        wait_for('the keys', lambda: self.click(composer) or self.look_for(
            lambda said: said == 'Hide the keys'))

    def type(self, text):
        """All keys are looked for at once: that is what takes long."""
        names = ['Space' if letter == ' ' else letter for letter in text]
        keys = {}

        def are_there():
            keys.update((node.get_name(), node)
                        for node in self.get_all(lambda node: node.get_role_name() in BUTTONS))
            return keys.keys() >= set(names)

        wait_for(f'keys for “{text}”', are_there)
        for name in names:
            self.click(keys[name])

    def look_up(self, order):
        self.type(order['number'])
        self.click(self.find('Find my order'))  # goes on to the postal code
        self.type(order['postal_code'])
        self.click(self.find('Find my order'))
