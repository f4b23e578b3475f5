#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A customer at a display, by touch and as a screen reader reads it: finds the order with the
keys on the screen, answers a question, writes to the shopper with the keys on the screen, says that
they are here, and is done. Each of it is at the server then. Done is pressed by touch once and
with the keys of a keypad once, and each time nobody's order is on the screen after."""

from hands import Hands
from screen import Screen
from store import ENTER, TAB, Store, call, wait_for

ASKED = 500  # seconds of the story
TEXT = 'on my way'


def main():
    with Hands() as hands, Store('Mode=look-up\nIdle-Seconds=600\n', '--speed', '1', environment={
            'GTK_A11Y': 'atspi', **hands.environment}) as store:
        order = store.orders[0]
        address = f'{store.told["url"]}/v2/post_checkout/orders/{order["id"]}'
        store.control('clock', paused=True)
        store.control('clock', advance=ASKED)
        screen = Screen(store.wait_for_mode('look-up'), hands)

        screen.look_up(order)
        store.wait_for_mode('order')
        screen.press('Approve')
        wait_for('the answer', lambda: 'APPROVED' in str(call(f'{address}/items', order['token'])))
        print('a question is answered')

        screen.open_keys()
        screen.type(TEXT)
        screen.click(screen.find('Send'))
        chat = f'{store.told["url"]}/v2/post_checkout/chat/{order["id"]}/messages'
        wait_for('the message', lambda: TEXT in str(call(chat, order['token'])))
        print('a message is written with the keys on the screen')
        screen.click(screen.find('Hide the keys'))

        store.control('advance', to='ready_for_pickup')
        screen.press('I’m Here')
        wait_for('that somebody is here', lambda: 'user_at_store' in str(call(address, order['token'])))
        print('somebody is here')

        gone = store.wait_for_mode('order')
        screen.click(screen.find('Done'))
        wait_for('the next display', lambda: store.wait_for_mode('look-up') != gone)
        print('done, by touch')

        # Another customer, with a keypad, who has touched the screen before.
        again = store.wait_for_mode('look-up')
        screen = Screen(again, hands)
        for name in ('Larger text', '1', 'Erase the last character'):
            screen.click(screen.find(name))
        assert store.find(hands, order) == again
        screen.go_to('Done', TAB)
        hands.press(ENTER)
        wait_for('the next display', lambda: store.wait_for_mode('look-up') != again)
        print('done, by keys')


main()
