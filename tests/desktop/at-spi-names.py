#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Goes on the tour, to each page and each dialog, as a screen reader would: all that takes the focus
is named, once, in words. Then to the windows that a key brings up in the program, and Escape closes."""

import importlib.util
import json
import os
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
SPEC = importlib.util.spec_from_file_location('at_spi', os.path.join(HERE, 'at-spi.py'))
at_spi = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(at_spi)
Atspi, wait_for, find = at_spi.Atspi, at_spi.wait_for, at_spi.find

PAGES_MIN = 55

# Keys that bring up a window, and words that are in it.
CONTROL = 37
WINDOWS = ((',', 'Shopper at Work'), ('n', 'Link to your order'), ('F1', 'Getting In'),
           ('?', 'Back to your orders'))
F1, ESCAPE = 0xffbe, 0xff1b

# Where no window is: a pointer over one brings up a tooltip, which GTK 4.8 still looks for once the
# window has gone. With no window manager keys go to where the pointer is.
CORNER, MIDDLE = (1599, 1199), (800, 600)


def press(key):
    if key == 'F1':
        at_spi.press_key(F1)
        return
    Atspi.generate_keyboard_event(CONTROL, None, Atspi.KeySynthType.PRESS)
    at_spi.press_key(ord(key))
    Atspi.generate_keyboard_event(CONTROL, None, Atspi.KeySynthType.RELEASE)


def go_on_tour(environment):
    tour = at_spi.start([os.environ['TOTE_BUILDDIR'] + '/tests/desktop/tour-stops'],
                        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment)
    n_pages = 0
    for line in tour.stdout:
        word, _, page = line.strip().partition(' ')
        if word != 'stop':
            continue
        print(f'# {page}', flush=True)
        application = wait_for('it is there', lambda: at_spi.find_application(tour.pid))
        # The platform's own window has pages that Tote fills with nothing, and buttons without a name there.
        if page != 'about':
            at_spi.check_names(application)
        n_pages += 1
        tour.stdin.write('\n')
        tour.stdin.flush()
    assert tour.wait(60) == 0, 'the tour came to a bad end'
    assert n_pages >= PAGES_MIN, f'{n_pages} pages are not all'


def look_at_windows(environment):
    sandbox = at_spi.start([os.environ['TOTE_SANDBOX']], stdout=subprocess.PIPE, text=True,
                           env=environment)
    ready = json.loads(sandbox.stdout.readline())
    order = ready['orders'][0]
    with tempfile.NamedTemporaryFile('w', suffix='.token') as file:
        file.write(order['token'])
        file.flush()
        tote = at_spi.start(
            [os.environ['TOTE_BUILDDIR'] + '/src/desktop/tote', '--server', ready['url'], '--order',
             order['id'], '--token-file', file.name, '--pace', at_spi.PACE], env=environment)
        application = wait_for('the program is there', lambda: at_spi.find_application(tote.pid))
        wait_for('the order is there', lambda: find(application, 'Step 1 of 5'))
        for key, words in WINDOWS:
            press(key)
            wait_for(f'“{words}” has come up', lambda: find(application, words))
            at_spi.press_key(ESCAPE)
            wait_for(f'“{words}” is gone', lambda: not find(application, words))
        assert tote.poll() is None, 'the program ended by itself'
    for process in (tote, sandbox):
        process.terminate()
        process.wait(60)


def main():
    bus = at_spi.take_notifications()  # noqa: F841
    environment = {name: value for name, value in os.environ.items() if name != 'GTK_A11Y'}
    environment['G_DEBUG'] = at_spi.FATAL
    Atspi.generate_mouse_event(*CORNER, 'abs')
    go_on_tour(environment)
    Atspi.generate_mouse_event(*MIDDLE, 'abs')
    look_at_windows(environment)
    print('ok')


if __name__ == '__main__':
    sys.exit(main())
