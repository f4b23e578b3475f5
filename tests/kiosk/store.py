# SPDX-License-Identifier: GPL-3.0-or-later
"""A store for the tests of its display: a sandbox, a profile, the display, and the hands of a customer."""

import contextlib
import ctypes
import ctypes.util
import datetime
import json
import os
import signal
import subprocess
import sys
import time
import urllib.request

PATIENCE = 100

# The codes of the keys of a US keyboard.
CODES = {str(i): 9 + i for i in range(1, 10)}
CODES['0'] = 19
for first, row in ((24, 'qwertyuiop'), (38, 'asdfghjkl'), (52, 'zxcvbnm')):
    CODES.update({letter: first + i for i, letter in enumerate(row)})
BACKSPACE, TAB, ENTER, SHIFT = 22, 23, 36, 50


class Keyboard:
    """Presses keys as a keyboard does, through the X server."""

    def __init__(self):
        self.x11 = ctypes.CDLL(ctypes.util.find_library('X11'))
        self.xtst = ctypes.CDLL(ctypes.util.find_library('Xtst'))
        self.x11.XOpenDisplay.restype = ctypes.c_void_p
        self.display = ctypes.c_void_p(self.x11.XOpenDisplay(None))

    def press(self, code, pause=0.15):
        """Not for something to happen: what comes quicker than a person types is a scanner's."""
        self.xtst.XTestFakeKeyEvent(self.display, code, 1, 0)
        self.xtst.XTestFakeKeyEvent(self.display, code, 0, 0)
        self.x11.XFlush(self.display)
        time.sleep(pause)

    def type(self, text):
        for letter in text:
            self.press(CODES[letter])

    def focus(self):
        """There is no window manager: keys go to the window under the pointer."""
        self.xtst.XTestFakeMotionEvent(self.display, -1, 200, 200, 0)
        self.x11.XSetInputFocus(self.display, ctypes.c_ulong(1), 1, ctypes.c_ulong(0))
        self.x11.XFlush(self.display)


class Mouse(Keyboard):
    """Moves a pointer and presses its buttons as well."""

    def move(self, x, y):
        self.xtst.XTestFakeMotionEvent(self.display, -1, int(x), int(y), 0)
        self.x11.XFlush(self.display)

    def hold(self, held, button=1):
        self.xtst.XTestFakeButtonEvent(self.display, button, held, 0)
        self.x11.XFlush(self.display)

    def click(self, x, y, button=1):
        self.move(x, y)
        self.hold(True, button)
        self.hold(False, button)


def wait_for(what, condition):
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        value = condition()
        if value:
            return value
        time.sleep(0.1)
    sys.exit(f'waited in vain for {what}')


def get_children(pid):
    """Its own, not theirs. What ends meanwhile is left out."""
    found = []
    for task in os.listdir(f'/proc/{pid}/task'):
        try:
            with open(f'/proc/{pid}/task/{task}/children') as file:
                found += [int(child) for child in file.read().split()]
        except OSError:
            pass
    return found


def call(url, token=None, body=None):
    request = urllib.request.Request(url, data=body and json.dumps(body).encode())
    if token:
        request.add_header('Authorization', f'Bearer {token}')
    if body:
        request.add_header('Content-Type', 'application/json')
    with urllib.request.urlopen(request, timeout=20) as answer:
        return json.load(answer)


def get_health_file():
    return os.path.join(os.environ['XDG_RUNTIME_DIR'], os.environ.get('TOTE_FOLDER', 'tote'), 'health.json')


def read_health():
    try:
        with open(get_health_file()) as file:
            return json.load(file)
    except (OSError, ValueError):
        return {}


def wait_for_frame():
    """What was done before the next one is drawn is done with it."""
    now = time.time()
    wait_for('a frame', lambda: (at := read_health().get('last_frame')) and
             datetime.datetime.fromisoformat(at).timestamp() > now)


def wait_for_beats(n):
    """That often the display says that it lives, drawn or not."""
    path = get_health_file()
    for _ in range(n):
        last = os.stat(path).st_mtime_ns
        wait_for('a sign of life', lambda: os.stat(path).st_mtime_ns != last)


def preload(*libraries, **environment):
    """What a program is started with so that these stand before all others."""
    # Whatever is loaded first is no sanitizer's.
    checks = [os.environ.get('ASAN_OPTIONS'), 'verify_asan_link_order=0']
    folder = f'{os.environ["TOTE_BUILDDIR"]}/tests/kiosk'
    return {'ASAN_OPTIONS': ':'.join(filter(None, checks)),
            'LD_PRELOAD': ':'.join(f'{folder}/lib{library}.so' for library in libraries),
            **environment}


class Store:
    """What is told of it is in “told”; within, its display runs, and nothing is left of it after."""

    def __init__(self, kiosk, *story, connect=None, environment=None):
        self.sandbox = subprocess.Popen([os.environ['TOTE_SANDBOX'], '--story', 'pickup', *story],
                                        stdout=subprocess.PIPE, text=True)
        self.told = json.loads(self.sandbox.stdout.readline())
        self.orders = self.told['orders']
        home = os.environ['HOME']
        with open(os.path.join(home, 'key'), 'w') as file:
            file.write(self.told['kiosk_key'] + '\n')
        self.profile = os.path.join(home, 'profile.ini')
        broker = connect(self.told['broker']) if connect else self.told['broker']
        with open(self.profile, 'w') as file:
            file.write(f'[Connect]\nServer={self.told["url"]}\nBroker={broker}\n'
                       f'[Kiosk]\nKey-File=key\n{kiosk}')
        self.environment = dict(os.environ, **(environment or {'GTK_A11Y': 'none'}))

    def __enter__(self):
        with contextlib.suppress(FileNotFoundError):
            os.remove(get_health_file())  # of the one before
        self.kiosk = subprocess.Popen([f'{os.environ["TOTE_BUILDDIR"]}/src/desktop/tote', '--kiosk',
                                       '--profile', self.profile, '--pace', '0.2'],
                                      env=self.environment)
        self.pid = self.kiosk.pid
        return self

    def __exit__(self, *unused):
        self.kiosk.send_signal(signal.SIGTERM)
        self.kiosk.wait()
        self.sandbox.terminate()
        self.sandbox.wait()

    def control(self, what, **body):
        call(f'{self.told["url"]}/sandbox/{what}', body=body)

    def wait_for_answers(self, n):
        """That many, one after the other."""
        for _ in range(n):
            last = read_health().get('last_answer')
            wait_for('an answer', lambda: read_health().get('last_answer') not in (None, last))

    def wait_for_mode(self, mode):
        """On the screen, and drawn. Returns the process that shows it."""
        wait_for(f'the {mode}', lambda: read_health().get('mode') == mode)
        wait_for('a frame of it', lambda: read_health().get('last_frame'))
        return wait_for('its process', lambda: get_children(self.pid))[-1]

    def find(self, keyboard, order):
        """As who stands there does it."""
        keyboard.type(order['number'])
        keyboard.press(ENTER)
        keyboard.type(order['postal_code'])
        keyboard.press(ENTER)
        return self.wait_for_mode('order')
