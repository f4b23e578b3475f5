#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A scanner in ten settings is read on each screen of a display, under layouts that would make other
letters of its keys, and puts no character anywhere. On the board and on the look-up what it says is
the number that is looked for, whichever field is chosen; while an order is open, with whatever has the
focus, with the keys on the screen, a dialog or the warning over it, it changes nothing, and what it
said is nowhere in memory. What is typed slowly is typed, and never a scan."""

import itertools
import shutil
import subprocess
import sys
import time

from remains import count_hits, read_memory
from screen import Screen, get_place
from store import ENTER, SHIFT, TAB, Mouse, Store, get_children, read_health, wait_for

CONTROL, J, LINE_FEED = 37, 44, 109
WHEEL_DOWN = 5
ABOVE, BELOW = 90, 600  # what an order has for itself of a screen of 720 pixels
PATIENT, BRISK = 600, 22  # seconds until nobody is there any more; the warning comes 20 before

# Of a US keyboard, as it is and with Shift.
ROWS = ((10, '1234567890-=', '!@#$%^&*()_+'), (24, 'qwertyuiop[]', 'QWERTYUIOP{}'),
        (38, "asdfghjkl;'`", 'ASDFGHJKL:"~'), (51, '\\', '|'), (52, 'zxcvbnm,./', 'ZXCVBNM<>?'))
KEYS = {letter: (first + i, shifted) for first, *rows in ROWS
        for shifted, row in enumerate(rows) for i, letter in enumerate(row)}

# How a store may have set its scanner: what is around the number, what is pressed after it, and how
# many seconds are between two keys.
SETTINGS = {
    'Enter': ('{}', [ENTER], 0.001),
    'CR and LF': ('{}', [ENTER, LINE_FEED], 0.005),
    'LF': ('{}', [LINE_FEED], 0.02),
    'LF as Control+J': ('{}', [(CONTROL, J)], 0.002),
    'Tab': ('{}', [TAB], 0.002),
    'nothing after it': ('{}', [], 0.01),
    'stars': ('*{}*', [ENTER], 0.008),
    'GS1': (']C1400{}', [ENTER], 0.001),
    'AIM': (']C0{}', [ENTER], 0.012),
    'prefix and suffix': ('~{}$', [ENTER, ENTER], 0.003),
}
LAYOUTS = ('us', 'fr', 'de', 'ru')

NUMBERS = (f'58392{n}' for n in itertools.count(1000, 7))


class Scanner(Mouse):
    def press_with(self, held, code, pause):
        self.xtst.XTestFakeKeyEvent(self.display, held, 1, 0)
        self.press(code, 0)
        self.xtst.XTestFakeKeyEvent(self.display, held, 0, 0)
        self.x11.XFlush(self.display)
        time.sleep(pause)

    def scan(self, text, setting):
        form, ends, pause = SETTINGS[setting]
        for letter in form.format(text):
            code, shifted = KEYS[letter]
            if shifted:
                self.press_with(SHIFT, code, pause)
            else:
                self.press(code, pause)
        for end in ends:
            if isinstance(end, tuple):
                self.press_with(*end, pause)
            else:
                self.press(end, pause)


def set_layout(name):
    if shutil.which('setxkbmap'):
        subprocess.run(['setxkbmap', name], check=True)


def each_setting():
    for setting, layout in zip(SETTINGS, itertools.cycle(LAYOUTS)):
        set_layout(layout)
        yield setting, next(NUMBERS)
    set_layout('us')


def find_field(screen, name, text):
    """As it is read, character by character."""
    return screen.find(' '.join([name, *text]))


def check_board(store, scanner):
    """Each one brings the look-up, with the number in it."""
    for setting, number in each_setting():
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
    for setting, number in each_setting():
        scanner.scan(number, setting)
        find_field(screen, 'Order number', number)
        find_field(screen, 'Postal code', '')
        set_layout('us')
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
    for setting, number in each_setting():
        begin()
        scanner.scan(number, setting)
        used.append(number)
    if read_health().get('mode') != 'order' or get_children(store.pid) != [display]:
        sys.exit(f'{where}: a scan led away from an order')
    hits = count_hits(read_memory(display), {number: number for number in used})
    if hits:
        sys.exit(f'{where}: a scan was typed somewhere: {hits}')
    print(f'{where}: nothing typed in {len(used)} settings')


def open_dialog(screen):
    """Of an item that is wholly on the screen, further down if there is none."""
    def is_there():
        for row in screen.get_all(lambda node: node.get_name().endswith((', Still shopping', ', Found'))):
            place = get_place(row)
            if place.y > ABOVE and place.y + place.height < BELOW:
                screen.click(row)
                return screen.has_dialog()
        screen.mouse.click(400, 400, WHEEL_DOWN)
        return False

    wait_for('a dialog', is_there)


def main():
    scanner = Scanner()
    environment = {'GTK_A11Y': 'atspi'}
    with Store(f'Mode=board\nIdle-Seconds={PATIENT}\n', '--speed', '1',
               environment=environment) as store:
        store.control('clock', paused=True)
        store.control('clock', advance=500)
        store.wait_for_mode('board')
        scanner.focus()
        check_board(store, scanner)
        display = check_look_up(store, scanner, store.orders[0])
        screen = Screen(display, scanner)
        check_order(store, scanner, display, 'order', lambda: scanner.press(TAB))
        screen.open_keys()
        check_order(store, scanner, display, 'keys on the screen')
        screen.click(screen.find('Hide the keys'))
        open_dialog(screen)
        check_order(store, scanner, display, 'dialog')

    with Store(f'Mode=look-up\nIdle-Seconds={BRISK}\n', '--speed', '1',
               environment=environment) as store:
        store.wait_for_mode('look-up')
        scanner.focus()
        display = store.find(scanner, store.orders[0])
        screen = Screen(display, scanner)
        check_order(store, scanner, display, 'warning', lambda: screen.find('I am still here'))


if __name__ == '__main__':
    main()
