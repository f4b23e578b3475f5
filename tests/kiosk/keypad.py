#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A customer who does not see the display, with a keypad and a screen reader: after each key the focus is
where they think that it is, on something that says what it is and what is in it, and what is typed goes to
the field that was heard last. Keys on the screen have names too, and keep the focus while they write."""

import sys

from screen import BUTTONS, Atspi, Screen
from store import BACKSPACE, CODES, ENTER, SHIFT, TAB, Mouse, Store, wait_for

SPACE = 65
ASKED = 500  # seconds of the story
STOPS = 60  # of the Tab key, on any screen


class Keypad(Mouse):
    def press_back(self):
        self.xtst.XTestFakeKeyEvent(self.display, SHIFT, 1, 0)
        self.press(TAB)
        self.xtst.XTestFakeKeyEvent(self.display, SHIFT, 0, 0)
        self.x11.XFlush(self.display)


class Ear:
    """What a screen reader knows of the focus."""

    def __init__(self, screen):
        self.screen = screen

    def hear(self, name):
        wait_for(f'the focus on “{name}”', lambda: self.screen.is_on(name))

    def get_focus(self):
        return next(self.screen.get_all(lambda node: node.get_state_set().contains(
            Atspi.StateType.FOCUSED)), None)

    def check_names(self):
        names = {node.get_name() for node in self.screen.get_all(
            lambda node: node.get_role_name() in BUTTONS)}
        assert not names & {'', *BUTTONS, 'GtkButton', 'GtkToggleButton'}, 'no name'

    def go_to(self, press, name):
        """As far as there, and never to anything without a name: each key takes the focus on, however
        long that takes."""
        here = self.get_focus()
        for _ in range(STOPS):
            before = here
            press()
            here = wait_for('the next stop', lambda: (focus := self.get_focus()) != before and focus)
            self.check_names()
            if here.get_name() == name and here.get_role_name() in BUTTONS:
                return
        sys.exit(f'“{name}” is never come to')


def spell(name, text):
    return ' '.join([name, *text])


def type_both(ear, keypad, order):
    """From field to field by Enter and by Tab; a mistake is taken back."""
    number, postal_code = order['number'], order['postal_code']
    ear.hear('Order number')
    keypad.press(CODES[number[0]])
    ear.hear(spell('Order number', number[0]))
    keypad.press(CODES['7'])
    ear.hear(spell('Order number', number[0] + '7'))
    keypad.press(BACKSPACE)
    ear.hear(spell('Order number', number[0]))
    keypad.press(TAB)
    ear.hear('Postal code')
    keypad.type(postal_code[0])
    ear.hear(spell('Postal code', postal_code[0]))
    keypad.press_back()
    ear.hear(spell('Order number', number[0]))
    keypad.type(number[1:])
    ear.hear(spell('Order number', number))
    keypad.press(TAB)
    ear.hear(spell('Postal code', postal_code[0]))


def press_keys(ear, keypad, digits, name, before):
    """On the screen, with the focus on them."""
    for i, digit in enumerate(digits):
        ear.go_to(lambda: keypad.press(TAB), digit)
        keypad.press(ENTER if i % 2 else SPACE)
        ear.screen.find(spell(name, before + digits[:i + 1]))
        ear.hear(digit)
    ear.go_to(lambda: keypad.press(TAB), 'Erase the last character')
    keypad.press(ENTER)
    ear.screen.find(spell(name, before + digits[:-1]))
    ear.hear('Erase the last character')


def main():
    keypad = Keypad()
    with Store('Mode=look-up\nIdle-Seconds=600\n', '--speed', '1',
               environment={'GTK_A11Y': 'atspi'}) as store:
        order = store.orders[0]
        store.control('clock', paused=True)
        store.control('clock', advance=ASKED)
        ear = Ear(Screen(store.wait_for_mode('look-up'), keypad))
        keypad.focus()

        ear.go_to(keypad.press_back, 'Larger text')
        keypad.press(ENTER)
        ear.hear('Larger text, chosen')
        print('the display is made to fit')

        ear.go_to(lambda: keypad.press(TAB), 'Order number')
        type_both(ear, keypad, order)
        print('from field to field, and typed where the focus is')

        first, rest = order['postal_code'][0], order['postal_code'][1:]
        press_keys(ear, keypad, rest[:1] + '9', 'Postal code', first)
        print('keys on the screen write into the field that was chosen last')

        # A wrong pair: the same place, and what is wrong is on the screen.
        ear.go_to(keypad.press_back, spell('Postal code', first + rest[:1]))
        keypad.press(ENTER)
        wait_for('what is wrong', lambda: any(True for _ in ear.screen.get_all(
            lambda node: node.get_name().startswith('No order was found'))))
        ear.hear(spell('Postal code', first + rest[:1]))
        print('after a wrong pair the focus is where it was')

        keypad.type(rest[1:])
        ear.hear(spell('Postal code', order['postal_code']))
        keypad.press(ENTER)
        again = store.wait_for_mode('order')
        ear.go_to(lambda: keypad.press(TAB), 'Done')
        keypad.press(ENTER)
        wait_for('the next display', lambda: store.wait_for_mode('look-up') != again)
        Ear(Screen(store.wait_for_mode('look-up'), keypad)).hear('Order number')
        print('done, and the next one begins with the number')


main()
