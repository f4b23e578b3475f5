#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A scanner is read on each screen of a display, under layouts that would make other letters of its
keys, and puts no character anywhere: on the board and on the look-up the number it says finds the
order, with the postal code typed slowly; while an order is open it changes nothing."""

import shutil
import subprocess
import sys
import time

from memory import count_hits, read_memory
from store import CODES, ENTER, TAB, Keyboard, Store, get_children, read_health, wait_for

OTHER = '5839201746'


def scan(keyboard, text, pause):
    for letter in text:
        keyboard.press(CODES[letter], pause)
    keyboard.press(ENTER, pause)


def set_layout(name):
    if shutil.which('setxkbmap'):
        subprocess.run(['setxkbmap', name], check=True)


def visit(store, keyboard, order, layout, pause):
    """One customer: scanned at the board, the postal code typed, another scan, and gone."""
    display = store.wait_for_mode('board')
    time.sleep(1)
    keyboard.focus()
    set_layout(layout)

    scan(keyboard, order['number'], pause)
    wait_for('the look-up', lambda: read_health().get('mode') == 'look-up')
    scan(keyboard, order['number'], pause)
    set_layout('us')
    keyboard.type(order['postal_code'])
    keyboard.press(ENTER)
    wait_for('the order', lambda: read_health().get('mode') == 'order')

    # Whatever has the focus, as with each Tab something else has.
    set_layout(layout)
    for _ in range(12):
        scan(keyboard, OTHER, pause)
        keyboard.press(TAB)
        time.sleep(0.2)
    if read_health().get('mode') != 'order':
        sys.exit('a scan closed an order')
    time.sleep(1)
    if count_hits(read_memory(display), {'scan': OTHER}):
        sys.exit(f'a scan was typed somewhere under {layout}')
    print(f'{layout}: found, and nothing typed')
    wait_for('the next display', lambda: display not in get_children(store.pid))


def main():
    with Store('Mode=board\nIdle-Seconds=10\n') as store:
        keyboard = Keyboard()
        for layout, pause in (('us', 0.001), ('fr', 0.005), ('de', 0.02)):
            visit(store, keyboard, store.orders[0], layout, pause)


if __name__ == '__main__':
    main()
