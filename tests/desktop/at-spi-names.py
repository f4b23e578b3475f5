#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Goes to each stage of a pickup and of a last mile, and through every window that comes up over an
order, as a screen reader would: all that takes the focus is named, once, in words."""

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

# What each story is looked at in: a moment in seconds, and words that are there by then.
STAGES = {
    'pickup': ((124, 'Shopping in progress'), (1085, 'I’m here'), (1100, 'Ready for pickup')),
    'last-mile': ((242, 'Packed'), (962, 'Out for delivery'), (1682, 'Send rating')),
}

# Keys that bring up a window, and words that are in it.
CONTROL = 37
WINDOWS = ((',', 'Shopper at Work'), ('n', 'Link to your order'), ('F1', 'Getting In'))
F1, ESCAPE = 0xffbe, 0xff1b


def press(key):
    if key == 'F1':
        at_spi.press_key(F1)
        return
    Atspi.generate_keyboard_event(CONTROL, None, Atspi.KeySynthType.PRESS)
    at_spi.press_key(ord(key))
    Atspi.generate_keyboard_event(CONTROL, None, Atspi.KeySynthType.RELEASE)


def expand(application):
    """The forms, whose fields are there only then."""
    for title in ('Your vehicle', 'Someone else collects'):
        at_spi.tab_to(application, f'{title}, collapsed')
        at_spi.press_key(at_spi.SPACE)
        at_spi.press_key(at_spi.TAB)
        wait_for(f'“{title}” is open', lambda: find(application, f'{title}, expanded'))


def children(node):
    return [node.get_child_at_index(i) for i in range(node.get_child_count())]


def look_at_windows(application):
    for key, words in WINDOWS:
        press(key)
        wait_for(f'“{words}” has come up', lambda: find(application, words))
        at_spi.check_names(application)
        at_spi.press_key(ESCAPE)
        wait_for(f'“{words}” is gone', lambda: not find(application, words))


def look_at_shortcuts(application):
    """The last window: in GTK 4.8 it stays until it is closed with its button."""
    press('?')
    wait_for('the shortcuts have come up', lambda: find(application, 'Back to your orders'))
    at_spi.check_names(application)
    assert any(at_spi.role(window) == 'frame' and find(window, 'Back to your orders')
               for window in children(application)), 'the shortcuts are in no window'


def look_at(story, environment):
    sandbox = at_spi.start([os.environ['TOTE_SANDBOX'], '--story', story],
                           stdout=subprocess.PIPE, text=True, env=environment)
    ready = json.loads(sandbox.stdout.readline())
    order, clock = ready['orders'][0], at_spi.Story(ready['url'])
    with tempfile.NamedTemporaryFile('w', suffix='.token') as file:
        file.write(order['token'])
        file.flush()
        tote = at_spi.start(
            [os.environ['TOTE_BUILDDIR'] + '/src/desktop/tote', '--server', ready['url'], '--order',
             order['id'], '--token-file', file.name, '--pace', at_spi.PACE], env=environment)
        application = wait_for('the program is there', lambda: at_spi.find_application(tote.pid))
        for moment, words in STAGES[story]:
            clock.go_to(moment)
            wait_for(f'“{words}” is there', lambda: find(application, words))
            at_spi.check_names(application)
        if story == 'pickup':
            expand(application)
            at_spi.check_names(application)
            look_at_windows(application)
            look_at_shortcuts(application)
        assert tote.poll() is None, 'the program ended by itself'
    for process in (tote, sandbox):
        process.terminate()
        process.wait(60)


def main():
    bus = at_spi.take_notifications()  # noqa: F841
    environment = {name: value for name, value in os.environ.items() if name != 'GTK_A11Y'}
    environment['G_DEBUG'] = at_spi.FATAL
    for story in STAGES:
        look_at(story, environment)
    print('ok')


if __name__ == '__main__':
    sys.exit(main())
