#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A customer who does not see the display, with a keypad and a screen reader: after each key the focus is
where they think that it is, on something that says what it is and what is in it, and what is typed goes to
the field that was heard last. Keys on the screen have names too, and keep the focus while they write."""

from hands import Hands
from screen import BUTTONS, Screen
from store import BACKSPACE, CODES, ENTER, SHIFT, TAB, Store, wait_for

SPACE = 65
BACK = (f'{SHIFT}+', TAB, f'{SHIFT}-')
ASKED = 500  # seconds of the story


class Ear:
    """What a screen reader knows of the focus."""

    def __init__(self, screen):
        self.screen = screen

    def hear(self, name):
        wait_for(f'the focus on “{name}”', lambda: self.screen.is_on(name))

    def check_names(self):
        names = {node.get_name() for node in self.screen.get_all(
            lambda node: node.get_role_name() in BUTTONS)}
        assert not names & {'', *BUTTONS, 'GtkButton', 'GtkToggleButton'}, 'no name'

    def go_to(self, name, *keys):
        self.check_names()
        self.screen.go_to(name, *keys)


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
    keypad.press(*BACK)
    ear.hear(spell('Order number', number[0]))
    keypad.type(number[1:])
    ear.hear(spell('Order number', number))
    keypad.press(TAB)
    ear.hear(spell('Postal code', postal_code[0]))


def press_keys(ear, keypad, digits, name, before):
    """On the screen, with the focus on them."""
    for i, digit in enumerate(digits):
        ear.go_to(digit, TAB)
        keypad.press(ENTER if i % 2 else SPACE)
        ear.screen.find(spell(name, before + digits[:i + 1]))
        ear.hear(digit)
    ear.go_to('Erase the last character', TAB)
    keypad.press(ENTER)
    ear.screen.find(spell(name, before + digits[:-1]))
    ear.hear('Erase the last character')


def main():
    with Hands() as keypad, Store('Mode=look-up\nIdle-Seconds=600\n', '--speed', '1', environment={
            'GTK_A11Y': 'atspi', **keypad.environment}) as store:
        order = store.orders[0]
        store.control('clock', paused=True)
        store.control('clock', advance=ASKED)
        ear = Ear(Screen(store.wait_for_mode('look-up'), keypad))

        ear.go_to('Larger text', *BACK)
        keypad.press(ENTER)
        wait_for('what is chosen', lambda: ear.screen.is_on_chosen('Larger text'))
        print('the display is made to fit')

        ear.go_to('Order number', TAB)
        type_both(ear, keypad, order)
        print('from field to field, and typed where the focus is')

        first, rest = order['postal_code'][0], order['postal_code'][1:]
        press_keys(ear, keypad, rest[:1] + '9', 'Postal code', first)
        print('keys on the screen write into the field that was chosen last')

        # A wrong pair: the same place, and what is wrong is on the screen.
        ear.go_to(spell('Postal code', first + rest[:1]), *BACK)
        keypad.press(ENTER)
        wait_for('what is wrong', lambda: any(True for _ in ear.screen.get_all(
            lambda node: node.get_name().startswith('No order was found'))))
        ear.hear(spell('Postal code', first + rest[:1]))
        print('after a wrong pair the focus is where it was')

        keypad.type(rest[1:])
        ear.hear(spell('Postal code', order['postal_code']))
        keypad.press(ENTER)
        again = store.wait_for_mode('order')
        ear.go_to('Done', TAB)
        keypad.press(ENTER)
        wait_for('the next display', lambda: store.wait_for_mode('look-up') != again)
        Ear(Screen(store.wait_for_mode('look-up'), keypad)).hear('Order number')
        print('done, and the next one begins with the number')


main()
