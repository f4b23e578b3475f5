#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A finger at a display. A text brings up a bubble and handles for a finger that rests on it, or this
would tell nothing; one that is guarded brings up neither. On a real screen of touch a customer finds an
order, and whatever they rest on, wipe over or pinch, with one finger or three, on the look-up and on the
order, nothing comes to the screen and nothing leads away. Done works by touch, nobody has left while
a finger rests, and who is asked whether they are there can answer, though the screen be turned."""

import sys
import time

from hands import HEIGHT, WIDTH, Hands
from screen import Screen, get_inside, get_place
from store import Store, get_children, read_health, wait_for, wait_for_beats, wait_for_frame
from text import TextWindow

RESTING = 0.8  # seconds: longer than GTK's half a second for a long press
ASKED = 500  # seconds of the story
WARNED = 22  # seconds until nobody is there any more: it is asked after two
BRISK = 10  # seconds until nobody is there any more: less than four signs of life

# With many fingers GTK 4.8 warns now and then that it has lost count of them, and goes on.
ENVIRONMENT = {'GTK_A11Y': 'atspi', 'G_DEBUG': 'fatal-criticals'}


def check_texts():
    for guarded in (False, True):
        with Hands() as finger, TextWindow(guarded, **finger.environment) as window:
            window.hear('drawn')
            finger.click(60, 20)
            finger.click(60, 20, RESTING)
            finger.wipe(((30, 20), (300, 20)))
            finger.click(60, 20)
            finger.click(60, 20)
            if not guarded:
                wait_for('what a text brings up for a finger', lambda: not finger.is_clear())
                continue
            time.sleep(RESTING)
            if not finger.is_clear():
                sys.exit(f'a text that is guarded brought up {finger.seen}')
    print('a text brings up something only where nobody guards')


def check_screen(store, finger, display, mode):
    middle, edge = (WIDTH / 2, HEIGHT / 2), 2
    for x, y in ((200, 150), (640, 250), (640, 450), (1100, 300), (1100, 600)):
        finger.click(x, y, RESTING)
    for begin in ((edge, middle[1]), (WIDTH - edge, middle[1]), (middle[0], edge),
                  (middle[0], HEIGHT - edge)):
        finger.wipe((begin, middle))
        finger.wipe((middle, begin))
    finger.wipe(((300, 300), (500, 400)), ((900, 500), (700, 450)))
    finger.wipe(*((((x, 600), (x, 100))) for x in (500, 600, 700)))

    wait_for_frame()
    if not finger.is_clear() or read_health()['mode'] != mode:
        sys.exit(f'{mode}: a finger brought up {finger.seen}, {read_health()["mode"]}')
    if get_children(store.pid)[0] != display:
        sys.exit(f'{mode}: a finger led away')
    print(f'{mode}: a finger opens nothing')


def check_held():
    """Nobody has left whose finger is on the screen, not even who has lifted one of two."""
    with Hands() as finger, Store(f'Mode=look-up\nIdle-Seconds={BRISK}\n', '--speed', '1',
                                   environment=dict(finger.environment, **ENVIRONMENT)) as store:
        display = store.wait_for_mode('look-up')
        screen = Screen(display, finger)
        screen.click(screen.find('1'))
        finger.do('down', 1, 200, 100)
        finger.do('down', 2, 1000, 100)
        finger.do('up', 2)
        wait_for_beats(4)
        if get_children(store.pid)[0] != display:
            sys.exit('a display was taken away from under a finger')
        finger.do('up', 1)
        wait_for('the next display', lambda: display not in get_children(store.pid))
    print('a finger that rests holds the display')


def is_asked(screen):
    return screen.look_for(lambda said: said == 'I am still here')


def check_turned():
    """Whatever becomes of the screen while it is asked whether somebody is there: the question is on it,
    can be touched, and the display is the same."""
    with Hands() as finger, Store(f'Mode=look-up\nIdle-Seconds={WARNED}\n', '--speed', '1',
                                  environment=dict(finger.environment, GTK_A11Y='atspi')) as store:
        order = store.orders[0]
        store.wait_for_mode('look-up')
        display = store.find(finger, order)
        screen = Screen(display, finger)
        for width, height in ((720, 1280), (1920, 1080), (1080, 1920)):
            screen.find('I am still here')
            finger.say('size', width, height)

            def is_in_the_middle():
                place = get_place(screen.find('I am still here').get_parent())
                return abs(2 * place.x + place.width - width) < 4 and height / 3 < place.y < height * 2 / 3

            wait_for(f'the question in the middle of {width}×{height}', is_in_the_middle)
            finger.do('down', 1, *get_inside(screen.find('I am still here')))
            wait_for_frame()
            assert is_asked(screen), 'the question went from under the finger'
            finger.do('up', 1)
            wait_for('that nothing is asked', lambda: not is_asked(screen))
            if read_health()['mode'] != 'order' or get_children(store.pid)[0] != display:
                sys.exit(f'{width}×{height}: the order went away')
            print(f'asked, turned to {width}×{height}, and answered')


def main():
    check_texts()
    check_held()
    check_turned()
    with Hands() as finger, Store('Mode=look-up\nIdle-Seconds=600\n', '--speed', '1',
                                   environment=dict(finger.environment, **ENVIRONMENT)) as store:
        order = store.orders[0]
        store.control('clock', paused=True)
        store.control('clock', advance=ASKED)
        display = store.wait_for_mode('look-up')
        screen = Screen(display, finger)
        screen.find('Find my order')
        check_screen(store, finger, display, 'look-up')

        # Keys that were rested on wrote something.
        screen.click(screen.find('Clear'))
        before = display
        wait_for('the next display', lambda: store.wait_for_mode('look-up') != before)
        display = store.wait_for_mode('look-up')
        screen = Screen(display, finger)
        screen.look_up(order)
        store.wait_for_mode('order')
        screen.open_keys()
        screen.type('no')
        check_screen(store, finger, display, 'order')
        screen.click(screen.find('Done'))
        wait_for('the next display', lambda: store.wait_for_mode('look-up') != display)
        print('found and done by touch')


main()
