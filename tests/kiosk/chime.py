#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A display chimes once for an order that becomes ready, and for nothing else: not for those that were
there when it started, not for one that goes on from ready, not in the next process of the same display,
and not where the store does not want it. An open store is told late in the evening too."""

import os
import sys

from clock import Clock
from store import CODES, Mouse, Store, get_children, preload, read_health, wait_for

CHIMES = os.path.join(os.environ['HOME'], 'chimes')
ORDERS = ('--speed', '1', '--orders', '8')
NOON, NIGHT = 12, 23


def read_chimes():
    if not os.path.exists(CHIMES):
        return []
    with open(CHIMES) as file:
        return file.read().splitlines()


def hear(store, expected, why):
    """After two more answers, the second of which was asked for when the first was there."""
    store.wait_for_answers(2)
    chimes = read_chimes()
    if len(chimes) != expected or not all('complete' in chime for chime in chimes):
        sys.exit(f'{why}: {chimes}')
    print(f'{why}: {expected} so far')


def check_day(store, clock):
    store.control('clock', paused=True)
    display = store.wait_for_mode('board')
    hear(store, 0, 'what is ready at the start')
    first, second, third, fourth = [order['id'] for order in store.orders[:4]]
    store.control('advance', to='ready_for_pickup', order_id=first)
    wait_for('a chime', read_chimes)
    hear(store, 1, 'one became ready')
    store.control('advance', to='user_at_store', order_id=first)
    hear(store, 1, 'its customer is here')
    store.control('advance', to='ready_for_pickup', order_id=second)
    hear(store, 2, 'another one became ready')

    # A customer begins to look for an order, and thinks better of it.
    mouse = Mouse()
    mouse.focus()
    mouse.press(CODES['1'])
    wait_for('the look-up', lambda: read_health().get('mode') == 'look-up')
    wait_for('the next display', lambda: display not in get_children(store.pid))
    store.wait_for_mode('board')
    hear(store, 2, 'another process')

    clock.set_hour(NIGHT)
    store.control('advance', to='ready_for_pickup', order_id=third)
    hear(store, 3, 'one became ready at night')
    clock.set_hour(NOON)
    store.control('advance', to='ready_for_pickup', order_id=fourth)
    hear(store, 4, 'one became ready by day')


def main():
    clock = Clock(os.environ['HOME'])
    clock.set_hour(NOON)
    environment = preload('jumping-clock', 'chimes', JUMPING_CLOCK=clock.path, CHIMES=CHIMES,
                          CANBERRA_DRIVER='null', GTK_A11Y='none')
    with Store('Mode=board\nChime=on\nIdle-Seconds=10\n', *ORDERS, environment=environment) as store:
        check_day(store, clock)
    os.remove(CHIMES)

    with Store('Mode=board\n', *ORDERS, environment=environment) as store:
        store.control('clock', paused=True)
        store.wait_for_mode('board')
        store.wait_for_answers(1)
        store.control('advance', to='ready_for_pickup', order_id=store.orders[0]['id'])
        hear(store, 0, 'where no chime is wanted')


main()
