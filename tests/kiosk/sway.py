#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A store display on a Wayland desktop: full screen from its first frame, in every size and both
ways up; taken again when another window came and went; there again after it was killed, and never a
screen with nothing on it. With --long also: killed, crashed or stopped at random, for as many seconds
as are said, with pictures of the screen all the while."""

import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time

PATIENCE = 60
BUILD = os.environ['TOTE_BUILDDIR']


def swaymsg(*words, sock=None):
    command = ['swaymsg', '-r'] + (['-s', sock] if sock else []) + list(words)
    return json.loads(subprocess.run(command, capture_output=True, text=True, check=False).stdout
                      or 'null')


def wait_for(what, condition, patience=PATIENCE):
    end = time.monotonic() + patience
    while time.monotonic() < end:
        value = condition()
        if value:
            return value
        time.sleep(0.1)
    sys.exit(f'waited in vain for {what}')


def walk(node):
    yield node
    for child in node.get('nodes', []) + node.get('floating_nodes', []):
        yield from walk(child)


def get_windows():
    tree = swaymsg('-t', 'get_tree')
    return [node for node in walk(tree) if node.get('pid') and node.get('type') == 'con']


def get_full(width=None, height=None):
    for node in get_windows():
        rect = node['rect']
        if node['fullscreen_mode'] == 1 and (width is None or
                                             (rect['width'], rect['height']) == (width, height)):
            return node
    return None


def take_picture(path, output=None):
    command = ['grim', '-t', 'ppm'] + (['-o', output] if output else []) + [path]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def is_blank(path):
    """Whether one colour is nearly all there is."""
    with open(path, 'rb') as file:
        data = file.read()
    body = data[data.index(b'\n255\n') + 5:]
    pixels = {}
    for i in range(0, len(body) - 2, 3 * 997):
        pixels[body[i:i + 3]] = pixels.get(body[i:i + 3], 0) + 1
    total = sum(pixels.values())
    return max(pixels.values()) > 0.998 * total


def read_health():
    try:
        with open(os.path.join(os.environ['XDG_RUNTIME_DIR'], 'tote', 'health.json')) as file:
            return json.load(file)
    except (OSError, ValueError):
        return {}


def start_display():
    return subprocess.Popen([f'{BUILD}/src/desktop/tote', '--kiosk', '--demo', '--story', 'pickup',
                             '--speed', '20'])


def get_display(kiosk):
    with open(f'/proc/{kiosk.pid}/task/{kiosk.pid}/children') as file:
        for child in file.read().split():
            with open(f'/proc/{child}/comm') as name:
                if name.read().strip() not in ('tote-sandbox',):
                    return int(child)
    return None


def has_picture(folder):
    path = os.path.join(folder, 'now.ppm')
    return take_picture(path) and not is_blank(path)


def check_sizes(folder):
    for mode, transform, size in (('1280x720', 'normal', (1280, 720)),
                                  ('1920x1080', '90', (1080, 1920)),
                                  ('3840x2160', 'normal', (3840, 2160)),
                                  ('1280x720', '270', (720, 1280)),
                                  ('1920x1080', 'normal', (1920, 1080))):
        swaymsg('output', 'HEADLESS-1', 'mode', mode)
        swaymsg('output', 'HEADLESS-1', 'transform', transform)
        wait_for(f'{size} full screen', lambda: get_full(*size))
        wait_for('a picture', lambda: has_picture(folder))
        print('full screen', size)


def check_other_window():
    """Something else comes to the front for a moment, as an update's message might."""
    other = subprocess.Popen([f'{BUILD}/tests/kiosk/other-window'])
    wait_for('the other window', lambda: any(node['pid'] == other.pid for node in get_windows()))
    time.sleep(1)
    other.terminate()
    other.wait()
    wait_for('the full screen again', get_full)
    print('the full screen was taken again')


def check_killed(kiosk, folder):
    for number in (signal.SIGKILL, signal.SIGSEGV, signal.SIGSTOP):
        victim = wait_for('a display', lambda: get_display(kiosk))
        os.kill(victim, number)
        wait_for('another display', lambda: get_display(kiosk) not in (None, victim))
        wait_for('the full screen', get_full)
        wait_for('a picture', lambda: has_picture(folder))
        print('replaced after', signal.Signals(number).name)
    wait_for('the count', lambda: read_health().get('restarts', 0) >= 3)


def soak(kiosk, folder, seconds):
    """Whatever happens, nobody sees an empty screen for longer than ten seconds."""
    end = time.monotonic() + seconds
    blank_since = None
    worst = 0.0
    next_blow = 0.0
    n = 0
    while time.monotonic() < end:
        now = time.monotonic()
        if now > next_blow:
            next_blow = now + random.uniform(3, 15)
            victim = get_display(kiosk)
            number = random.choice([signal.SIGKILL, signal.SIGSEGV, signal.SIGSTOP, signal.SIGTERM])
            if victim:
                os.kill(victim, number)
                n += 1
        if has_picture(folder):
            blank_since = None
        else:
            blank_since = blank_since or now
            worst = max(worst, time.monotonic() - blank_since)
        time.sleep(0.2)
    print(f'{n} blows in {seconds} s, longest blank {worst:.1f} s')
    if worst > 10:
        sys.exit('the screen was empty for too long')


def main():
    seconds = int(sys.argv[sys.argv.index('--long') + 1]) if '--long' in sys.argv else 0
    with tempfile.TemporaryDirectory() as folder:
        kiosk = start_display()
        try:
            wait_for('the display', get_full)
            wait_for('a picture', lambda: has_picture(folder))
            check_sizes(folder)
            check_other_window()
            check_killed(kiosk, folder)
            if seconds:
                soak(kiosk, folder, seconds)
        finally:
            kiosk.terminate()
            kiosk.wait()


main()
