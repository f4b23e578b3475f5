#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Drives a whole demo order the way a screen reader does, with no pointer: reads the headline and
the progress, approves a replacement, sends a message, and hears that the order was delivered. The
program begins with a damaged file, and says so. The story waits for the reader, however slow the
machine is."""

import ctypes
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request

# libatspi warns of what goes away while it is read; only what Tote itself warns of is fatal.
FATAL = os.environ.pop('G_DEBUG', '')

import gi  # noqa: E402

gi.require_version('Atspi', '2.0')
from gi.repository import Atspi, GLib  # noqa: E402

PACE = '0.05'

# Moments of the story, in seconds from its start.
SHOPPING, ASKED, UNDER_WAY, DELIVERED = 200, 500, 1200, 1900
MESSAGE = 'Please ring twice, thank you.'


def walk(node):
    """The node and everything below it; what goes away meanwhile is left out."""
    yield node
    try:
        count = node.get_child_count()
    except GLib.Error:
        return
    for i in range(count):
        try:
            child = node.get_child_at_index(i)
        except GLib.Error:
            continue
        if child is not None:
            yield from walk(child)


def describe(node):
    """What is said of a node: its name, and its text where it has one."""
    try:
        name = node.get_name() or ''
        if 'Text' in node.get_interfaces():
            name += ' ' + Atspi.Text.get_text(node, 0, Atspi.Text.get_character_count(node))
        return name
    except GLib.Error:
        return ''


def role(node):
    try:
        return node.get_role_name()
    except GLib.Error:
        return ''


def find_application(pid):
    desktop = Atspi.get_desktop(0)
    for i in range(desktop.get_child_count()):
        application = desktop.get_child_at_index(i)
        if application is not None and application.get_process_id() == pid:
            return application
    return None


def find(application, text, roles=None):
    for node in walk(application):
        if text in describe(node) and (roles is None or role(node) in roles):
            return node
    return None


def wait_for(what, look, seconds=60):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            found = look()
        except GLib.Error:
            found = None
        if found:
            print(f'# {what}', flush=True)
            return found
        time.sleep(0.2)
    raise SystemExit(f'never: {what}')


def press(node):
    Atspi.Action.do_action(node, 0)


def call(request):
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with opener.open(request, timeout=60) as answer:
        return json.load(answer)


def ask(url, token, path):
    return call(urllib.request.Request(url + path, headers={'Authorization': f'Bearer {token}'}))


class Story:
    """The sandbox's clock, which stands still unless it is moved on."""

    def __init__(self, url):
        self.url = url
        self.now = 0
        self.turn({'paused': True})

    def turn(self, change):
        call(urllib.request.Request(f'{self.url}/sandbox/clock', json.dumps(change).encode(),
                                    {'Content-Type': 'application/json'}))

    def go_to(self, moment):
        self.turn({'advance': moment - self.now})
        self.now = moment


PR_SET_PDEATHSIG = 1

BUTTONS = ('push button', 'button')


def drive(application, story, order, token):
    url = story.url

    def see(text, roles=None):
        return lambda: find(application, text, roles)

    wait_for('what became of the damaged file is read', see('was damaged'))
    story.go_to(SHOPPING)
    wait_for('the headline is read', see('Shopping in progress'))
    wait_for('the step is read', see('Step 2 of 5, current: Shopping'))
    story.go_to(ASKED)
    wait_for('the question is read', see(
        'Replacement for Sourdough Loaf, 1 each: Rustic Baguette, 1 each. If you do not answer'))
    wait_for('an item is read as one', lambda: any(
        role(node) == 'list item' and describe(node).startswith('Organic Bananas, 10 each, Found')
        for node in walk(application)))
    press(wait_for('there is a button for it', see('Approve Rustic Baguette', BUTTONS)))

    items = f'/v2/post_checkout/orders/{order}/items'
    wait_for('the store has the answer', lambda: any(
        line.get('replacement_status') == 'APPROVED'
        for line in ask(url, token, items)['line_items']))
    wait_for('the question is gone', lambda: not find(application, 'Replacement for'))

    box = wait_for('there is a place to write', see('Message', ('text', 'entry', 'text box')))
    Atspi.EditableText.set_text_contents(box, MESSAGE)
    press(wait_for('there is a button to send', lambda: next(
        (node for node in walk(application)
         if role(node) in BUTTONS and describe(node).strip() == 'Send'), None)))
    chat = f'/v2/post_checkout/chat/{order}/messages'
    wait_for('the store has the message', lambda: [
        message['body'] for message in ask(url, token, chat)['chat_messages']
    ].count(MESSAGE) == 1)
    wait_for('the message is read', see(MESSAGE))

    story.go_to(UNDER_WAY)
    wait_for('the way is read', see('Out for delivery'))
    wait_for('the distance is read', see('away · seen'))
    story.go_to(DELIVERED)
    wait_for('the end is read', see('Delivered'))
    wait_for('the last step is read', see('Step 5 of 5, done: Delivered'))


def start(command, **options):
    """A program that ends with this one, however this one ends."""
    return subprocess.Popen(
        command, preexec_fn=lambda: ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL),
        **options)


def damage_archive():
    """The file of tracked orders, as a failing disk might leave it. The home is the test's own."""
    folder = os.path.join(os.environ['XDG_DATA_HOME'], 'tote')
    os.mkdir(folder)
    with open(os.path.join(folder, 'tote.db'), 'wb') as file:
        file.write(b'no database')


def main():
    build = os.environ['TOTE_BUILDDIR']
    environment = {name: value for name, value in os.environ.items() if name != 'GTK_A11Y'}
    environment['G_DEBUG'] = FATAL
    sandbox = start([os.environ['TOTE_SANDBOX'], '--story', 'delivery'],
                    stdout=subprocess.PIPE, text=True, env=environment)
    tote = None
    damage_archive()
    try:
        ready = json.loads(sandbox.stdout.readline())
        order = ready['orders'][0]
        story = Story(ready['url'])
        with tempfile.NamedTemporaryFile('w', suffix='.token') as file:
            file.write(order['token'])
            file.flush()
            tote = start(
                [f'{build}/src/desktop/tote', '--server', ready['url'], '--order', order['id'],
                 '--token-file', file.name, '--pace', PACE], env=environment)
            application = wait_for('the program is there', lambda: find_application(tote.pid))
            drive(application, story, order['id'], order['token'])
            assert tote.poll() is None, 'the program ended by itself'
    finally:
        for process in (tote, sandbox):
            if process is not None:
                process.terminate()
                process.wait(60)
    print('ok')


if __name__ == '__main__':
    sys.exit(main())
