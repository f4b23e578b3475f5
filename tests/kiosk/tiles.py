#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where somebody lives is on no disk of a store: the tiles of a map, which their server lets everybody
keep for a day, are asked for by a display and shown, and are in no file, neither while the order is on
the screen nor after. The search is proved first: an application with the same profile keeps them."""

import http.server
import os
import signal
import struct
import subprocess
import sys
import tempfile
import threading
import zlib

from remains import search_files
from store import SHIFT, Keyboard, Store, wait_for, wait_for_frame

PLANTED = 'stachelbeerkuchen'
ENOUGH = 2  # tiles


def make_chunk(kind, data):
    return struct.pack('>I', len(data)) + kind + data + struct.pack('>I', zlib.crc32(kind + data))


TILE = b''.join((
    b'\x89PNG\r\n\x1a\n',
    make_chunk(b'IHDR', struct.pack('>IIBBBBB', 256, 256, 8, 2, 0, 0, 0)),
    make_chunk(b'tEXt', b'Comment\0' + PLANTED.encode()),
    make_chunk(b'IDAT', zlib.compress((b'\0' + b'\x80\xb0\x80' * 256) * 256)),
    make_chunk(b'IEND', b'')))


class Tiles(http.server.BaseHTTPRequestHandler):
    protocol_version = 'HTTP/1.1'
    n_sent = 0

    def do_GET(self):
        self.send_response(200)
        self.send_header('Content-Type', 'image/png')
        self.send_header('Content-Length', str(len(TILE)))
        self.send_header('Cache-Control', 'public, max-age=86400')
        self.send_header('ETag', '"a"')
        self.end_headers()
        self.wfile.write(TILE)
        Tiles.n_sent += 1

    def log_message(self, *arguments):
        pass


def find_tiles(address):
    """Their pictures, and what they are asked for by."""
    return search_files({'tile': PLANTED, 'address': f'{address}/'})


def see_application(store, address):
    order = store.orders[0]
    with tempfile.NamedTemporaryFile('w') as token:
        token.write(order['token'])
        token.flush()
        tote = subprocess.Popen(
            [f'{os.environ["TOTE_BUILDDIR"]}/src/desktop/tote', '--profile', store.profile, '--server',
             store.told['url'], '--order', order['id'], '--token-file', token.name],
            env=store.environment)
        wait_for('tiles on the disk', lambda: set(find_tiles(address)) - {store.profile})
        tote.send_signal(signal.SIGTERM)
        tote.wait()
    print('an application keeps tiles:', len(set(find_tiles(address)) - {store.profile}), 'files')


def main():
    server = http.server.ThreadingHTTPServer(('127.0.0.1', 0), Tiles)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    address = f'127.0.0.1:{server.server_port}'
    home, keyboard = os.environ['HOME'], Keyboard()
    kiosk = f'Mode=look-up\nIdle-Seconds=60\n[Map]\nTiles=http://{address}/{{z}}/{{x}}/{{y}}.png\n'
    store = Store(kiosk, '--speed', '1', '--story', 'delivery')  # a pickup shows no map here
    see_application(store, address)

    # A store's display has never been an application.
    for name in ('XDG_CACHE_HOME', 'XDG_DATA_HOME', 'XDG_STATE_HOME'):
        store.environment[name] = os.path.join(home, 'store', name)
        os.makedirs(store.environment[name])
    before = set(find_tiles(address)) | {store.profile}  # which names the server
    Tiles.n_sent = 0
    with store:
        display = store.wait_for_mode('look-up')
        keyboard.focus()
        store.control('advance', to='delivering', order_id=store.orders[0]['id'])
        store.find(keyboard, store.orders[0])
        wait_for('tiles', lambda: Tiles.n_sent >= ENOUGH)
        keyboard.press(SHIFT)  # somebody is reading
        wait_for_frame()
        while_shown = set(find_tiles(address)) - before
        os.kill(display, signal.SIGTERM)
        wait_for('the next display', lambda: store.wait_for_mode('look-up') != display)
    left = while_shown | set(find_tiles(address)) - before
    if left:
        sys.exit(f'tiles of a customer’s map are in {left}')
    print(f'a display keeps none of {Tiles.n_sent}')


main()
