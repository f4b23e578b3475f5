#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A scanner in ten settings is read on each screen of a display, under layouts that would make other
letters of its keys, and puts no character anywhere. On the board and on the look-up what it says is
the number that is looked for, whichever field is chosen; while an order is open, with whatever has the
focus, with the keys on the screen, a dialog or the warning over it, it changes nothing, and what it
said is nowhere in memory. What is typed slowly is typed, and never a scan."""

import itertools
import sys

from hands import Hands
from remains import count_hits, read_memory
from screen import Screen, get_place
from store import ENTER, SHIFT, TAB, Store, get_children, read_health, wait_for, wait_for_frame

CONTROL, J, LINE_FEED = 37, 44, 109
ABOVE, BELOW = 90, 600  # what an order has for itself of a screen of 720 pixels
PATIENT, BRISK = 600, 21  # seconds until nobody is there any more; the warning comes 20 before

# Of a US keyboard, as it is and with Shift.
ROWS = ((10, '1234567890-=', '!@#$%^&*()_+'), (24, 'qwertyuiop[]', 'QWERTYUIOP{}'),
        (38, "asdfghjkl;'`", 'ASDFGHJKL:"~'), (51, '\\', '|'), (52, 'zxcvbnm,./', 'ZXCVBNM<>?'))
KEYS = {letter: (first + i, shifted) for first, *rows in ROWS
        for shifted, row in enumerate(rows) for i, letter in enumerate(row)}


def hold(held, code):
    return [f'{held}+', code, f'{held}-']


# How a store may have set its scanner: what is around the number, what is pressed after it, and how
# many milliseconds are between two keys.
SETTINGS = {
    'Enter': ('{}', [ENTER], 1),
    'CR and LF': ('{}', [ENTER, LINE_FEED], 5),
    'LF': ('{}', [LINE_FEED], 20),
    'LF as Control+J': ('{}', hold(CONTROL, J), 2),
    'Tab': ('{}', [TAB], 2),
    'nothing after it': ('{}', [], 10),
    'stars': ('*{}*', [ENTER], 8),
    'GS1': (']C1400{}', [ENTER], 1),
    'AIM': (']C0{}', [ENTER], 12),
    'prefix and suffix': ('~{}$', [ENTER, ENTER], 3),
}
LAYOUTS = ('us', 'fr', 'de', 'ru')

NUMBERS = (f'58392{n}' for n in itertools.count(1000, 7))


class Scanner(Hands):
    def set_layout(self, name):
        self.say('layout', name)

    def scan(self, text, setting):
        form, ends, pause = SETTINGS[setting]
        codes = []
        for letter in form.format(text):
            code, shifted = KEYS[letter]
            codes += hold(SHIFT, code) if shifted else [code]
        self.say('keys', pause, *codes, *ends)


def each_setting(scanner):
    for setting, layout in zip(SETTINGS, itertools.cycle(LAYOUTS)):
        scanner.set_layout(layout)
        yield setting, next(NUMBERS)
    scanner.set_layout('us')


def find_field(screen, name, text):
    """As it is read, character by character."""
    return screen.find(' '.join([name, *text]))


def check_board(store, scanner):
    """Each one brings the look-up, with the number in it."""
    for setting, number in each_setting(scanner):
        display = store.wait_for_mode('board')
        screen = Screen(display, scanner)
        scanner.scan(number, setting)
        find_field(screen, 'Order number', number)
        find_field(screen, 'Postal code', '')
        screen.press('Back')
        wait_for('the next display', lambda: display not in get_children(store.pid))
    print('board: found in', len(SETTINGS), 'settings')


def check_look_up(store, scanner, order):
    """With either field chosen, and whatever stands in it."""
    screen = Screen(store.wait_for_mode('board'), scanner)
    screen.press('Find my order')
    for setting, number in each_setting(scanner):
        scanner.scan(number, setting)
        find_field(screen, 'Order number', number)
        find_field(screen, 'Postal code', '')
        scanner.set_layout('us')
        scanner.type('6')
        find_field(screen, 'Postal code', '6')
    print('look-up: found in', len(SETTINGS), 'settings')

    scanner.scan(order['number'], 'Enter')
    find_field(screen, 'Order number', order['number'])
    scanner.type(order['postal_code'])
    find_field(screen, 'Postal code', order['postal_code'])
    find_field(screen, 'Order number', order['number'])
    scanner.press(ENTER)
    print('look-up: typed slowly, and no scan')
    return store.wait_for_mode('order')


def check_order(store, scanner, display, where, begin=lambda: None):
    """Whatever is in front of it."""
    used = []
    for setting, number in each_setting(scanner):
        begin()
        scanner.scan(number, setting)
        used.append(number)
    wait_for_frame()
    if read_health().get('mode') != 'order' or get_children(store.pid) != [display]:
        sys.exit(f'{where}: a scan led away from an order')
    hits = count_hits(read_memory(display), {number: number for number in used})
    if hits:
        sys.exit(f'{where}: a scan was typed somewhere: {hits}')
    print(f'{where}: nothing typed in {len(used)} settings')


def open_dialog(screen, scanner):
    """Of an item that is wholly on the screen, further down if there is none."""
    def is_there():
        for row in screen.get_all(lambda node: node.get_name().endswith((', Still shopping', ', Found'))):
            place = get_place(row)
            if place.y > ABOVE and place.y + place.height < BELOW:
                screen.click(row)
                return screen.has_dialog()
        scanner.wipe(((400, 500), (400, 300)))
        return False

    wait_for('a dialog', is_there)


def main():
    with Scanner() as scanner:
        environment = {'GTK_A11Y': 'atspi', **scanner.environment}
        with Store(f'Mode=board\nIdle-Seconds={PATIENT}\n', '--speed', '1',
                   environment=environment) as store:
            store.control('clock', paused=True)
            store.control('clock', advance=500)
            check_board(store, scanner)
            display = check_look_up(store, scanner, store.orders[0])
            screen = Screen(display, scanner)
            check_order(store, scanner, display, 'order', lambda: scanner.press(TAB))
            screen.open_keys()
            check_order(store, scanner, display, 'keys on the screen')
            screen.click(screen.find('Hide the keys'))
            open_dialog(screen, scanner)
            check_order(store, scanner, display, 'dialog')

        with Store(f'Mode=look-up\nIdle-Seconds={BRISK}\n', '--speed', '1',
                   environment=environment) as store:
            store.wait_for_mode('look-up')
            display = store.find(scanner, store.orders[0])
            screen = Screen(display, scanner)
            check_order(store, scanner, display, 'warning', lambda: screen.find('I am still here'))


if __name__ == '__main__':
    main()
