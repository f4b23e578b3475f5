#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A customer at a display, by touch alone and as a screen reader reads it: finds the order with the
keys on the screen, answers a question, writes to the shopper with the keys on the screen, says that
they are here, and is done. Each of it is at the server then. Done is pressed with a pointer once and
with the keys of a keypad once, and each time nobody's order is on the screen after."""

import gi

gi.require_version('Atspi', '2.0')
from gi.repository import Atspi, GLib  # noqa: E402

from store import ENTER, TAB, Mouse, Store, call, wait_for  # noqa: E402

ASKED = 500  # seconds of the story
TEXT = 'on my way'
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
        application = desktop.get_child_at_index(i)
        if application is not None and application.get_process_id() == pid:
            return application
    return None


def is_shown(node):
    """As GTK 4.8 tells it: what is not on the screen has no place there."""
    place = Atspi.Component.get_extents(node, Atspi.CoordType.WINDOW)
    return place.width > 0 and place.height > 0


class Screen:
    def __init__(self, pid, mouse):
        self.mouse = mouse
        self.application = wait_for('the display is heard', lambda: find_application(pid))

    def look_for(self, is_wanted):
        for node in walk(self.application):
            try:
                if node.get_role_name() in BUTTONS and is_wanted(node.get_name()) and is_shown(node):
                    return node
            except GLib.Error:
                continue
        return None

    def find(self, name):
        return wait_for(f'“{name}”', lambda: self.look_for(lambda said: said == name))

    def is_on(self, name):
        node = self.look_for(lambda said: said == name)
        return node and node.get_state_set().contains(Atspi.StateType.FOCUSED)

    def press(self, words):
        """As a screen reader does, by what is heard first."""
        Atspi.Action.do_action(
            wait_for(f'“{words}”', lambda: self.look_for(lambda said: said.startswith(words))), 0)

    def click(self, node):
        """The only window of the screen stands in its corner."""
        place = Atspi.Component.get_extents(node, Atspi.CoordType.WINDOW)
        self.mouse.click(place.x + place.width // 2, place.y + place.height // 2)

    def type(self, text):
        for letter in text:
            self.click(self.find('Space' if letter == ' ' else letter))


def look_up(screen, order):
    screen.type(order['number'])
    screen.click(screen.find('Find my order'))  # goes on to the postal code
    screen.type(order['postal_code'])
    screen.click(screen.find('Find my order'))


def is_composer(node):
    return node.get_role_name() == 'text' and node.get_state_set().contains(
        Atspi.StateType.MULTI_LINE)


def write(screen, text):
    composer = wait_for('where one writes', lambda: next(
        (node for node in walk(screen.application) if is_composer(node)), None))
    wait_for('the keys', lambda: screen.click(composer) or screen.look_for(
        lambda said: said == 'Hide the keys'))
    screen.type(text)
    screen.click(screen.find('Send'))


def main():
    with Store('Mode=look-up\nIdle-Seconds=600\n', '--speed', '1',
               environment={'GTK_A11Y': 'atspi'}) as store:
        order, mouse = store.orders[0], Mouse()
        address = f'{store.told["url"]}/v2/post_checkout/orders/{order["id"]}'
        store.control('clock', paused=True)
        store.control('clock', advance=ASKED)
        screen = Screen(store.wait_for_mode('look-up'), mouse)
        mouse.focus()

        look_up(screen, order)
        store.wait_for_mode('order')
        screen.press('Approve')
        wait_for('the answer', lambda: 'APPROVED' in str(call(f'{address}/items', order['token'])))
        print('a question is answered')

        write(screen, TEXT)
        chat = f'{store.told["url"]}/v2/post_checkout/chat/{order["id"]}/messages'
        wait_for('the message', lambda: TEXT in str(call(chat, order['token'])))
        print('a message is written with the keys on the screen')
        screen.click(screen.find('Hide the keys'))

        store.control('advance', to='ready_for_pickup')
        screen.press('I’m here')
        wait_for('that somebody is here', lambda: 'user_at_store' in str(call(address, order['token'])))
        print('somebody is here')

        gone = store.wait_for_mode('order')
        screen.click(screen.find('Done'))
        wait_for('the next display', lambda: store.wait_for_mode('look-up') != gone)
        print('done, by pointer')

        # Another customer, with a keypad.
        again = store.find(mouse, order)
        screen = Screen(again, mouse)
        wait_for('the way to Done', lambda: mouse.press(TAB) or screen.is_on('Done'))
        mouse.press(ENTER)
        wait_for('the next display', lambda: store.wait_for_mode('look-up') != again)
        print('done, by keys')


main()
