#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A customer looks an order up on a store display, reads it, writes half a message, and goes away.
After the reset nothing of that customer is in the memory of any process of the display, nor in any
file: not the number and postal code they typed, the address, the token, the shopper's name, what
the shopper wrote or what they began to write. The search is proved first: while the order is on the
screen it finds all of it."""

import ctypes
import ctypes.util
import http.server
import json
import os
import signal
import subprocess
import sys
import threading
import time
import urllib.request

PLANTED = 'Zwetschgenkuchen um siebzehn Uhr'
DRAFT = 'quittenmarmelade'
IDLE = 10
PATIENCE = 100

# The codes of the keys of a US keyboard.
CODES = {str(i): 9 + i for i in range(1, 10)}
CODES['0'] = 19
for first, row in ((24, 'qwertyuiop'), (38, 'asdfghjkl'), (52, 'zxcvbnm')):
    CODES.update({letter: first + i for i, letter in enumerate(row)})
TAB, ENTER = 23, 36


class Keyboard:
    """Presses keys as a keyboard does, through the X server."""

    def __init__(self):
        self.x11 = ctypes.CDLL(ctypes.util.find_library('X11'))
        self.xtst = ctypes.CDLL(ctypes.util.find_library('Xtst'))
        self.x11.XOpenDisplay.restype = ctypes.c_void_p
        self.display = ctypes.c_void_p(self.x11.XOpenDisplay(None))

    def press(self, code, pause=0.15):
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


def get_family(pid):
    try:
        return [pid] + [name for child in get_children(pid) for name in get_family(child)]
    except OSError:
        return []


def read_memory(pid):
    """All that the process can read of itself, arguments and environment included."""
    parts = []
    with open(f'/proc/{pid}/maps') as maps, open(f'/proc/{pid}/mem', 'rb', 0) as memory:
        for line in maps:
            place, rights, _, _, _, *name = line.split(maxsplit=5)
            if 'r' not in rights or (name and name[0].startswith(('[vvar', '[vsyscall'))):
                continue
            begin, end = (int(part, 16) for part in place.split('-'))
            try:
                memory.seek(begin)
                parts.append(memory.read(end - begin))
            except (OSError, ValueError, OverflowError):
                pass
    for name in ('cmdline', 'environ'):
        with open(f'/proc/{pid}/{name}', 'rb') as file:
            parts.append(file.read())
    return b'\0'.join(parts)


def count_hits(data, words):
    hits = {}
    for name, word in words.items():
        count = data.count(word.encode()) + data.count(word.encode('utf-32-le'))
        if count:
            hits[name] = count
    return hits


def search_files(words):
    hits = {}
    for folder in {os.environ['HOME'], os.environ['XDG_RUNTIME_DIR'], '/tmp/tote'}:
        for place, _, names in os.walk(folder):
            for name in names:
                path = os.path.join(place, name)
                try:
                    with open(path, 'rb') as file:
                        found = count_hits(file.read(), words)
                except OSError:
                    continue
                if found:
                    hits[path] = found
    return hits


class Broker(http.server.BaseHTTPRequestHandler):
    """Stands between the display and the broker, to learn which token a customer was given."""

    protocol_version = 'HTTP/1.1'
    behind = None
    tokens = []

    def do_POST(self):
        body = self.rfile.read(int(self.headers['Content-Length']))
        headers = {name: value for name, value in self.headers.items()
                   if name.lower() in ('authorization', 'content-type')}
        request = urllib.request.Request(self.behind + self.path, data=body, headers=headers)
        with urllib.request.urlopen(request, timeout=20) as answer:
            data = answer.read()
        self.tokens.append(json.loads(data)['access_token'])
        self.send_response(200)
        self.send_header('Content-Type', 'application/json')
        self.send_header('Content-Length', str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *arguments):
        pass


def start_broker(behind):
    Broker.behind = behind
    server = http.server.ThreadingHTTPServer(('127.0.0.1', 0), Broker)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return f'http://127.0.0.1:{server.server_port}'


def call(url, token=None, body=None):
    request = urllib.request.Request(url, data=body and json.dumps(body).encode())
    if token:
        request.add_header('Authorization', f'Bearer {token}')
    if body:
        request.add_header('Content-Type', 'application/json')
    with urllib.request.urlopen(request, timeout=20) as answer:
        return json.load(answer)


def read_health():
    try:
        with open(os.path.join(os.environ['XDG_RUNTIME_DIR'], 'tote', 'health.json')) as file:
            return json.load(file)
    except (OSError, ValueError):
        return {}


def main():
    build = os.environ['TOTE_BUILDDIR']
    sandbox = subprocess.Popen([os.environ['TOTE_SANDBOX'], '--story', 'pickup', '--speed', '1'],
                               stdout=subprocess.PIPE, text=True)
    told = json.loads(sandbox.stdout.readline())
    order = told['orders'][0]
    call(told['url'] + '/sandbox/advance', body={'to': 'picking'})
    call(told['url'] + '/sandbox/say', body={'body': PLANTED})

    home = os.environ['HOME']
    with open(os.path.join(home, 'key'), 'w') as file:
        file.write(told['kiosk_key'] + '\n')
    profile = os.path.join(home, 'profile.ini')
    with open(profile, 'w') as file:
        file.write(f'[Connect]\nServer={told["url"]}\nBroker={start_broker(told["broker"])}\n'
                   f'[Kiosk]\nMode=look-up\nKey-File=key\nIdle-Seconds={IDLE}\n')

    environment = dict(os.environ, GTK_A11Y='none')
    kiosk = subprocess.Popen([f'{build}/src/desktop/tote', '--kiosk', '--profile', profile,
                              '--pace', '0.2'], env=environment)
    try:
        run(kiosk.pid, told['url'], order)
    finally:
        kiosk.send_signal(signal.SIGTERM)
        kiosk.wait()
        sandbox.terminate()
        sandbox.wait()


def run(pid, url, order):
    keyboard = Keyboard()
    wait_for('the display', lambda: read_health().get('mode') == 'look-up')
    first = wait_for('its process', lambda: get_children(pid))[0]
    time.sleep(1)
    keyboard.focus()

    keyboard.type(order['number'])
    keyboard.press(ENTER)
    keyboard.type(order['postal_code'])
    keyboard.press(ENTER)
    wait_for('the order', lambda: read_health().get('mode') == 'order')

    words = {
        'number': order['number'],
        'order': order['id'],
        'name': 'Amida',
        'message': PLANTED,
    }
    wait_for('all of it in memory', lambda: len(count_hits(read_memory(first), words)) == len(words))
    words['token'] = wait_for('the token', lambda: Broker.tokens)[0]

    # On the screen it is masked; in the bytes of the answer it is until the reset.
    handling = call(f'{url}/v2/post_checkout/orders/{order["id"]}/handling', Broker.tokens[0])
    words['address'] = (handling.get('address') or handling)['address_line_1']

    # Half a message, which nobody sends.
    for _ in range(60):
        keyboard.press(TAB)
        keyboard.type(DRAFT)
        if count_hits(read_memory(first), {'draft': DRAFT}):
            break
    words['draft'] = DRAFT
    shown = count_hits(read_memory(first), words)
    print('while it is shown:', shown)
    missing = set(words) - set(shown)
    if missing:
        sys.exit(f'the search does not find what is on the screen: {missing}')

    # Nobody is there any more.
    wait_for('the first display to go', lambda: first not in get_children(pid))
    wait_for('the next one', lambda: read_health().get('mode') == 'look-up')
    time.sleep(2)

    failed = False
    words['postal code'] = f'"{order["postal_code"]}"'
    for process in get_family(pid):
        hits = count_hits(read_memory(process), words)
        print(f'after the reset, process {process}:', hits)
        failed = failed or bool(hits)
    files = search_files(words)
    print('after the reset, files:', files)
    if failed or files:
        sys.exit('something of the customer is left')


if __name__ == '__main__':
    main()
