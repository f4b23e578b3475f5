#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Who is asked to show something comes to the front, on Wayland too: with what the desktop gives along
with a click, and with nothing else. A click on a notification and a second start give it in two ways.
"""

import json
import os
import pathlib
import select
import subprocess
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent / 'kiosk'))
from sway import get_windows, swaymsg  # noqa: E402

BUILD = pathlib.Path(os.environ['TOTE_BUILDDIR'])
APP, PATH = os.environ['TOTE_APP_ID'], os.environ['TOTE_OBJECT_PATH']
children = []


def start(*arguments, **options):
    process = subprocess.Popen(arguments, text=True, **options)
    children.append(process)
    return process


def wait_for(what, look):
    end = time.monotonic() + 60
    while not look():
        if time.monotonic() > end:
            sys.exit(f'not seen: {what}')
        time.sleep(0.05)
    print(f'ok: {what}', flush=True)


def has_focus(process):
    return lambda: any(window['focused'] and window['pid'] == process.pid
                       for window in get_windows())


class Launcher:
    """In front, and used just now."""

    def __init__(self):
        self.process = start(BUILD / 'tests/desktop/launcher', stdout=subprocess.PIPE)
        wait_for('a launcher', has_focus(self.process))

    def come_back(self):
        swaymsg(f'[pid={self.process.pid}]', 'focus')
        wait_for('the launcher is in front', has_focus(self.process))

    def read_token(self):
        """The first key may go where nobody has the keyboard yet."""
        subprocess.run(['wtype', '-k', 'a'], check=True)
        ready, _, _ = select.select([self.process.stdout], [], [], 0.5)
        lines = os.read(self.process.stdout.fileno(), 4096).decode().split() if ready else []
        self.token = lines[-1] if lines else ''
        return self.token

    def dup_token(self):
        wait_for('a token', self.read_token)
        return self.token


def open_order(url, order, data):
    """As a notification is clicked."""
    subprocess.run(
        ['gdbus', 'call', '--session', '-d', APP, '-o', PATH, '-m',
         'org.freedesktop.Application.ActivateAction', 'open-order',
         f'[<("{url}", "{order}", "")>]', data], check=True, stdout=subprocess.DEVNULL)


def settle():
    """What was asked before, Tote has asked the compositor for, and the compositor has heard: each is
    asked something that it does only then."""
    for _ in range(2):
        subprocess.run(
            ['gdbus', 'call', '--session', '-d', APP, '-o', PATH, '-m', 'org.gtk.Actions.List'],
            check=True, stdout=subprocess.DEVNULL)
        get_windows()


def main():
    swaymsg('focus_on_window_activation', 'focus')
    start('wtype', '-s', '600000')  # a keyboard, while it lasts
    sandbox = start(os.environ['TOTE_SANDBOX'], '--speed', '0.001', stdout=subprocess.PIPE)
    ready = json.loads(sandbox.stdout.readline())
    url, order = ready['url'], ready['orders'][0]['id']
    token_file = pathlib.Path(os.environ['HOME']) / 'token'
    token_file.write_text(ready['orders'][0]['token'])
    tote = start(BUILD / 'src/desktop/tote', '--server', url, '--order', order, '--token-file',
                 token_file)
    wait_for('Tote, which is new', has_focus(tote))

    launcher = Launcher()
    open_order(url, order, '{}')
    open_order(url, order, "{'activation-token': <'made-up'>}")
    open_order(url, order, "{'desktop-startup-id': <'made-up_TIME0'>}")
    settle()
    assert has_focus(launcher.process)(), 'it came to the front unasked'

    token = launcher.dup_token()
    open_order(url, order, f"{{'activation-token': <'{token}'>}}")
    wait_for('Tote, by a click', has_focus(tote))

    launcher.come_back()
    environment = {**os.environ, 'XDG_ACTIVATION_TOKEN': launcher.dup_token()}
    environment.pop('DESKTOP_STARTUP_ID', None)
    second = start(BUILD / 'src/desktop/tote', env=environment)
    wait_for('Tote, by a second start', has_focus(tote))
    assert second.wait(30) == 0


if __name__ == '__main__':
    try:
        main()
    finally:
        for child in children:
            child.kill()
            child.wait()
