#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A customer looks an order up on a store display, reads it, writes half a message, and goes away.
After the reset nothing of that customer is in the memory of any process of the display, nor in any
file: not the number and postal code they typed, the address, the token, the shopper's name, what
the shopper wrote or what they began to write. The search is proved first: while the order is on the
screen it finds all of it."""

import http.server
import json
import os
import sys
import threading
import urllib.request

from store import SHIFT, TAB, Keyboard, Store, call, get_children, wait_for

PLANTED = 'Zwetschgenkuchen um siebzehn Uhr'
DRAFT = 'quittenmarmelade'
IDLE = 10


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


def main():
    kiosk = f'Mode=look-up\nIdle-Seconds={IDLE}\n'
    with Store(kiosk, '--speed', '1', connect=start_broker) as store:
        store.control('advance', to='picking')
        store.control('say', body=PLANTED)
        run(store, store.orders[0])


def run(store, order):
    keyboard = Keyboard()
    pid = store.pid
    store.wait_for_mode('look-up')
    keyboard.focus()
    first = store.find(keyboard, order)

    words = {
        'number': order['number'],
        'order': order['id'],
        'name': 'Amida',
        'message': PLANTED,
    }

    def is_all_there():
        keyboard.press(SHIFT, 0)  # somebody is reading
        return len(count_hits(read_memory(first), words)) == len(words)

    wait_for('all of it in memory', is_all_there)
    words['token'] = wait_for('the token', lambda: Broker.tokens)[0]

    # On the screen it is masked; in the bytes of the answer it is until the reset.
    handling = call(f'{store.told["url"]}/v2/post_checkout/orders/{order["id"]}/handling', Broker.tokens[0])
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
    store.wait_for_mode('look-up')

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
