#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A customer looks an order up on a store display, reads it, writes to the shopper, begins another
message, and goes away: one by touch alone, with the keys on the screen, who presses Done; one with a
scanner and a keyboard, who just leaves. After the reset nothing of either is in the memory of any
process of the display, nor in any file: not what they typed or scanned to find the order, the address,
the token, the shopper's name, what the shopper wrote, what they wrote or what they began to write. The
search is proved first: while the order is on the screen it finds all of it."""

import http.server
import json
import os
import sys
import threading
import urllib.request

from remains import count_hits, get_family, read_memory, search_files
from scanner import Scanner
from screen import Screen
from store import SHIFT, Store, call, get_children, wait_for

PLANTED = 'Zwetschgenkuchen um siebzehn Uhr'
SENT = 'mirabellenkompott'
DRAFT = 'quittenmarmelade'
IDLE = 60
ASKED = 500  # seconds of the story


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


class Visit:
    """One customer at the display, and the words that are theirs."""

    def __init__(self, store, hands, order):
        self.store, self.hands, self.order = store, hands, order
        self.display = store.wait_for_mode('look-up')
        self.words = {'number': order['number'], 'order': order['id'], 'name': 'Amida',
                      'message': PLANTED, 'draft': DRAFT}

    def call(self, what):
        return call(f'{self.store.told["url"]}/v2/post_checkout/{what}', Broker.tokens[-1])

    def learn(self):
        """What nobody typed. The address is masked on the screen; in the bytes of the answer it is not."""
        self.words['token'] = Broker.tokens[-1]
        handling = self.call(f'orders/{self.order["id"]}/handling')
        self.words['address'] = (handling.get('address') or handling)['address_line_1']

    def find_all(self):
        def is_all_there():
            self.hands.press(SHIFT)  # somebody is reading
            return len(count_hits(read_memory(self.display), self.words)) == len(self.words)

        wait_for(f'all of it in memory: {self.words.keys()}', is_all_there)

    def find_none(self, how):
        wait_for('the display to go', lambda: self.display not in get_children(self.store.pid))
        self.store.wait_for_mode('look-up')
        self.words['postal code'] = f'"{self.order["postal_code"]}"'
        self.words['postal code, spelt'] = ' '.join(self.order['postal_code'])
        self.words['number, spelt'] = ' '.join(self.order['number'])
        left = {process: hits for process in get_family(self.store.pid)
                if (hits := count_hits(read_memory(process), self.words))}
        files = search_files(self.words)
        if left or files:
            sys.exit(f'{how}: something of the customer is left: {left} {files}')
        print(f'{how}: nothing is left of {", ".join(self.words)}')


def visit_by_touch(visit):
    screen = Screen(visit.display, visit.hands)
    screen.look_up(visit.order)
    visit.store.wait_for_mode('order')
    visit.words['number, spelt'] = ' '.join(visit.order['number'])
    visit.words['postal code, spelt'] = ' '.join(visit.order['postal_code'])
    screen.open_keys()
    screen.type(SENT)
    screen.click(screen.find('Send'))
    chat = f'chat/{visit.order["id"]}/messages'
    wait_for('the message', lambda: SENT in str(visit.call(chat)))
    visit.words['sent'] = SENT
    screen.type(DRAFT)
    visit.learn()
    visit.find_all()
    screen.click(screen.find('Done'))


def visit_by_scan(visit):
    """The number first, then the link, which signs in by itself."""
    screen = Screen(visit.display, visit.hands)
    visit.hands.scan(visit.order['number'], 'GS1')
    screen.find(' '.join(['Order number', *visit.order['number']]))
    told = call(f'{visit.store.told["url"]}/sandbox/code', body={'order_id': visit.order['id']})
    visit.hands.scan(told['uri'], 'Enter')
    visit.store.wait_for_mode('order')
    visit.learn()
    screen.click(screen.find_composer())
    visit.hands.type(DRAFT)
    visit.find_all()
    visit.words['code'] = told['code']


def main():
    passing = os.path.join(os.environ['HOME'], 'passing')
    os.mkdir(passing)
    with Scanner() as hands, Store(
            f'Mode=look-up\nIdle-Seconds={IDLE}\n', '--speed', '1', connect=start_broker,
            environment={'GTK_A11Y': 'atspi', 'TMPDIR': passing, **hands.environment}) as store:
        store.control('clock', paused=True)
        store.control('clock', advance=ASKED)
        store.control('say', body=PLANTED)
        store.wait_for_mode('look-up')
        for act, how in ((visit_by_touch, 'by touch'), (visit_by_scan, 'by scan')):
            visit = Visit(store, hands, store.orders[0])
            act(visit)
            visit.find_none(how)


if __name__ == '__main__':
    main()
