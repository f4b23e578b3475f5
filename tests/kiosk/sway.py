#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A store display on a Wayland desktop: full screen from its first frame, in every size and both
ways up; taken again when another window came and went; there again after it was killed; the last board
while the line is cut; the same display after its clock jumped and after the machine slept. With
--unplugged instead: the same display after its only screen was unplugged and plugged in again (a desktop
within the desktop has one that can be). With --long besides all that, and faults of the broker, at
random, for as many seconds as are said, with pictures of the screen all the while: never one with nothing
on it for longer than ten seconds."""

import contextlib
import datetime
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time

from clock import HOUR, Clock
from store import Store, get_children, preload, read_health, wait_for, wait_for_beats

BUILD = os.environ['TOTE_BUILDDIR']
BLANK_MAX = 10


def swaymsg(*words, sock=None):
    command = ['swaymsg', '-r'] + (['-s', sock] if sock else []) + list(words)
    return json.loads(subprocess.run(command, capture_output=True, text=True, check=False).stdout
                      or 'null')


def walk(node):
    yield node
    for child in node.get('nodes', []) + node.get('floating_nodes', []):
        yield from walk(child)


def get_windows(sock=None):
    tree = swaymsg('-t', 'get_tree', sock=sock)
    return [node for node in walk(tree) if node.get('pid') and node.get('type') == 'con']


def get_full(width=None, height=None, sock=None):
    for node in get_windows(sock):
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


def get_display(kiosk):
    return (get_children(kiosk.pid) or [None])[-1]


def set_line(shop, up):
    """A server that hears and never says anything is what a cut line looks like from here."""
    shop.sandbox.send_signal(signal.SIGCONT if up else signal.SIGSTOP)


def sleep_all(shop, seconds):
    """As a machine does that is put to sleep: nothing runs, and then all of it goes on."""
    everybody = [shop.pid, get_display(shop), shop.sandbox.pid]
    for number in (signal.SIGSTOP, signal.SIGCONT):
        for process in filter(None, everybody):
            with contextlib.suppress(ProcessLookupError):
                os.kill(process, number)
        if number == signal.SIGSTOP:
            time.sleep(seconds)


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
    wait_for('the other window', lambda: any(node['pid'] == other.pid and node['focused']
                                             for node in get_windows()))
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


def check_line(shop, folder):
    shop.wait_for_answers(1)
    set_line(shop, up=False)
    wait_for_beats(1)  # an answer may have been on its way
    cut = read_health()['last_answer']
    wait_for_beats(1)  # two intervals
    if read_health()['last_answer'] != cut:
        sys.exit('the line was not cut')
    if not has_picture(folder):
        sys.exit('nothing is on the screen while the line is cut')
    set_line(shop, up=True)
    shop.wait_for_answers(1)
    print('the line was cut, and is there again')


def check_clock(shop, clock, folder):
    display = get_display(shop)
    for seconds in (9 * HOUR, -30 * 24 * HOUR, 0):
        clock.set(seconds)
        shop.wait_for_answers(2)
        told = datetime.datetime.fromisoformat(read_health()['last_answer']).timestamp()
        if abs(told - time.time() - seconds) > HOUR:
            sys.exit('the clock did not jump')
        wait_for('a picture', lambda: has_picture(folder))
    if get_display(shop) != display:
        sys.exit('a clock that jumps ended the display')
    print('the clock jumped there and back')


def check_sleep(shop, folder):
    """Longer than a display may be silent."""
    sleep_all(shop, 13)
    begin = time.monotonic()
    wait_for('a picture', lambda: has_picture(folder))
    wait_for('the full screen', get_full)
    shop.wait_for_answers(1)
    print(f'slept, and was there again after {time.monotonic() - begin:.1f} s')


@contextlib.contextmanager
def desktop_within(folder):
    """Its screen is a window of the one outside, which can be closed: so it is unplugged."""
    before = set(os.listdir(os.environ['XDG_RUNTIME_DIR']))
    config = os.path.join(folder, 'within.conf')
    with open(config, 'w') as file:
        file.write('default_border none\n')
    environment = dict(os.environ, WLR_BACKENDS='wayland', WLR_WL_OUTPUTS='1')
    for name in ('SWAYSOCK', 'WLR_HEADLESS_OUTPUTS'):
        environment.pop(name, None)
    sway = subprocess.Popen(['sway', '-c', config], env=environment, stderr=subprocess.DEVNULL)

    def find(begin):
        return next((name for name in os.listdir(os.environ['XDG_RUNTIME_DIR'])
                     if name.startswith(begin) and not name.endswith('.lock')
                     and name not in before), None)

    try:
        display = wait_for('a desktop within', lambda: find('wayland-'))
        sock = os.path.join(os.environ['XDG_RUNTIME_DIR'],
                            wait_for('its socket', lambda: find('sway-ipc.')))
        yield display, sock
    finally:
        sway.terminate()
        sway.wait()


def get_outputs(sock):
    return [output['name'] for output in swaymsg('-t', 'get_outputs', sock=sock) or []]


def check_unplugged(environment, folder):
    with desktop_within(folder) as (display, sock):
        wait_for('a screen', lambda: get_outputs(sock))
        environment = dict(environment, WAYLAND_DISPLAY=display, SWAYSOCK=sock)
        with Store(KIOSK, *STORY, environment=environment) as shop:
            wait_for('the display', lambda: get_full(sock=sock))
            first = shop.wait_for_mode('board')

            swaymsg('[title="^wlroots"]', 'kill')
            wait_for('no screen at all', lambda: not get_outputs(sock))
            wait_for_beats(4)  # longer than a display may be silent
            shop.wait_for_answers(1)
            swaymsg('create_output', sock=sock)
            wait_for('a screen', lambda: get_outputs(sock))
            wait_for('the full screen', lambda: get_full(sock=sock))
            wait_for('a picture', lambda: has_picture(folder))
            if get_display(shop) != first:
                sys.exit('the display did not survive that its screen was unplugged')
            print('its only screen was unplugged, and plugged in again')

            # To the other one, and back to the one that is left.
            swaymsg('create_output', sock=sock)
            wait_for('two screens', lambda: len(get_outputs(sock)) == 2)
            swaymsg('[title="^wlroots - ' + get_outputs(sock)[0] + '$"]', 'kill')
            wait_for('one screen', lambda: len(get_outputs(sock)) == 1)
            wait_for('the full screen', lambda: get_full(sock=sock))
            wait_for('a picture', lambda: has_picture(folder))
            if get_display(shop) != first:
                sys.exit('the display did not survive that it moved to another screen')
            print('moved to the screen that is left')


class Blows:
    """What happens to a display in a store, at random."""

    def __init__(self, shop, clock):
        self.shop, self.clock = shop, clock
        self.up = True
        self.counts = {}
        self.last = []

    def kill(self):
        victim = get_display(self.shop)
        if victim:
            with contextlib.suppress(ProcessLookupError):
                os.kill(victim, random.choice([signal.SIGKILL, signal.SIGSEGV, signal.SIGSTOP,
                                               signal.SIGTERM]))

    def cut(self):
        self.up = not self.up
        set_line(self.shop, self.up)

    def fail(self):
        if self.up:
            self.shop.control('fault', spec=random.choice(['broker-board:500', 'broker-board:503',
                                                           'broker-board:500*3', '']))

    def jump(self):
        self.clock.set(random.choice([0, random.randrange(-24 * HOUR, 24 * HOUR)]))

    def sleep(self):
        seconds = random.uniform(1, 5)
        sleep_all(self.shop, seconds)
        if not self.up:
            set_line(self.shop, False)
        return seconds

    def turn(self):
        swaymsg('output', 'HEADLESS-1', 'mode', random.choice(['1280x720', '1920x1080']))
        swaymsg('output', 'HEADLESS-1', 'transform', random.choice(['normal', '90', '270']))

    def strike(self):
        """Returns how long nobody could look, since the machine slept."""
        blow = random.choice([self.kill, self.kill, self.cut, self.fail, self.jump, self.sleep,
                              self.turn])
        self.counts[blow.__name__] = self.counts.get(blow.__name__, 0) + 1
        self.last = self.last[-3:] + [blow.__name__]
        return blow() or 0


def soak(shop, clock, folder, seconds):
    """Whatever happens, nobody sees an empty screen for longer than ten seconds."""
    blows = Blows(shop, clock)
    end = time.monotonic() + seconds
    blank_since = None
    worst = next_blow = 0.0
    n_pictures = 0
    why = []
    while time.monotonic() < end:
        now = time.monotonic()
        if now > next_blow:
            next_blow = now + random.uniform(1, 8)
            slept = blows.strike()
            blank_since = blank_since and blank_since + slept
        n_pictures += 1
        if has_picture(folder):
            blank_since = None
        else:
            blank_since = blank_since or time.monotonic()
            if time.monotonic() - blank_since > worst:
                worst = time.monotonic() - blank_since
                why = blows.last
        time.sleep(0.2)
    set_line(shop, up=True)
    shop.control('fault', spec='')
    shop.wait_for_answers(1)
    print(f'{blows.counts} in {seconds} s, {n_pictures} pictures, longest blank {worst:.1f} s '
          f'after {why}, {read_health()["restarts"]} restarts')
    if worst > BLANK_MAX:
        sys.exit('the screen was empty for too long')


KIOSK = 'Mode=board\n'
STORY = ('--speed', '20', '--orders', '12')


def main():
    seconds = int(sys.argv[sys.argv.index('--long') + 1]) if '--long' in sys.argv else 0
    only_unplugged = '--unplugged' in sys.argv
    with tempfile.TemporaryDirectory() as folder:
        clock = Clock(folder)
        environment = preload('jumping-clock', JUMPING_CLOCK=clock.path, GTK_A11Y='none')
        if only_unplugged:
            check_unplugged(environment, folder)
            return

        with Store(KIOSK, *STORY, environment=environment) as shop:
            wait_for('the display', get_full)
            wait_for('a picture', lambda: has_picture(folder))
            check_sizes(folder)
            check_other_window()
            check_killed(shop, folder)
            check_line(shop, folder)
            check_clock(shop, clock, folder)
            check_sleep(shop, folder)
            if seconds:
                soak(shop, clock, folder, seconds)


if __name__ == '__main__':
    main()
