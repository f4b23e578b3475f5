#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A broker, worked out: the retailer's small service that holds the client secret, so that no
customer's machine does. It runs on Python's own library, keeps its grants in SQLite, and is meant to be
read; a test lets Tote sign in through it. doc/retailer.md, "The broker", says what each call promises.

    PLATFORM=https://connect.example.com CLIENT_ID=… CLIENT_SECRET=… SHOP_KEY=… KIOSK_KEYS=…,… \\
      broker.py ORDERS.json

ORDERS.json stands for the shop's own database: [{"order_id", "user_id", "number", "postal_code",
"label"}, …]. The address it listens on is printed; put TLS in front of it, with a limit on requests
(data/kiosk/tote-board-nginx.conf)."""

import base64
import hashlib
import hmac
import http.server
import json
import os
import secrets
import sqlite3
import sys
import threading
import time
import urllib.error
import urllib.parse
import urllib.request

CODE_SECONDS = 600       # from the shop's page to a click
GRANT_SECONDS = 60 * 86400
BOARD_SECONDS = 5        # what the platform is asked at most once in, whoever asks here
TRIES, TRIES_SECONDS = 10, 60
LOOKUP_SECONDS = 0.2     # each look-up takes as long, found or not
SCHEME = os.environ.get('SCHEME', 'tote') # what a link begins with; a build of your own has its own

PLATFORM = os.environ['PLATFORM']
CLIENT = {'client_id': os.environ['CLIENT_ID'], 'client_secret': os.environ['CLIENT_SECRET']}
SHOP_KEY = os.environ['SHOP_KEY']
KIOSK_KEYS = [key for key in os.environ.get('KIOSK_KEYS', '').split(',') if key]

with open(sys.argv[1], encoding='utf-8') as file:
    ORDERS = {order['order_id']: order for order in json.load(file)}

lock = threading.RLock()
store = sqlite3.connect(os.environ.get('STORE', ':memory:'), check_same_thread=False)
store.executescript('''
    CREATE TABLE IF NOT EXISTS codes (hash TEXT PRIMARY KEY, order_id TEXT, until REAL);
    CREATE TABLE IF NOT EXISTS grants (id INTEGER PRIMARY KEY, order_id TEXT, hash TEXT UNIQUE,
                                       before TEXT, until REAL);
    CREATE TABLE IF NOT EXISTS tokens (hash TEXT PRIMARY KEY, grant_id INTEGER);''')
tries = {}
board = {'until': 0, 'body': b'', 'etag': ''}
board_tokens = {}


class Refusal(Exception):
    def __init__(self, status, error):
        super().__init__(error)
        self.status, self.error = status, error


def hashed(secret):
    """What is kept of a code or token: who reads the database cannot use it."""
    return hashlib.sha256(secret.encode()).hexdigest()


# The platform.

def ask(method, path, body=None, token=None):
    headers = {'Accept': 'application/json', 'Content-Type': 'application/json'}
    if token:
        headers['Authorization'] = f'Bearer {token}'
    request = urllib.request.Request(PLATFORM + path, body and json.dumps(body).encode(), headers,
                                     method=method)
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:
            return json.load(answer)
    except (OSError, ValueError) as error:
        # Never the answer itself: it is not for the customer, and a passing fault ends no grant.
        raise Refusal(503, 'temporarily_unavailable') from error


def mint(order):
    """A token that reaches the orders of this user, and no others."""
    user = json.dumps({'user_id': order['user_id']}, separators=(',', ':')).encode()
    return ask('POST', '/v2/oauth/token', {
        **CLIENT, 'grant_type': 'fulfillment_user_assertion', 'scope': 'connect:post_checkout',
        'assertion': base64.b64encode(user).decode()})


def answer_token(order_id, **more):
    minted = mint(ORDERS[order_id])
    return {'access_token': minted['access_token'], 'token_type': 'Bearer',
            'expires_in': minted['expires_in'], 'order_id': order_id, **more}


# The calls.

def make_link(form):
    """For the shop's own pages, once it knows who the customer is: they put the link on the button
    “Follow in Tote”. A code stands in histories and mails, so it is good once, and not for long."""
    if form.get('order_id') not in ORDERS:
        raise Refusal(404, 'not_found')
    code = secrets.token_urlsafe(24)
    with lock, store:
        store.execute('DELETE FROM codes WHERE until < ?', (time.time(),))
        store.execute('INSERT INTO codes VALUES (?, ?, ?)',
                      (hashed(code), form['order_id'], time.time() + CODE_SECONDS))
    order = urllib.parse.quote(form['order_id'], safe='')
    return {'uri': f'{SCHEME}:track?order={order}&code={code}'}


def redeem(code):
    with lock, store:
        row = store.execute('SELECT order_id FROM codes WHERE hash = ? AND until > ?',
                            (hashed(code), time.time())).fetchone()
        store.execute('DELETE FROM codes WHERE hash = ?', (hashed(code),))
        if row is None:
            raise Refusal(400, 'invalid_grant')
        refresh = secrets.token_urlsafe(32)
        grant = store.execute('INSERT INTO grants (order_id, hash, until) VALUES (?, ?, ?)',
                              (row[0], hashed(refresh), time.time() + GRANT_SECONDS)).lastrowid
    return row[0], grant, refresh


def renew(old):
    """A new refresh token each time. The one before stays good until the new one was used: an answer
    that is lost on its way locks nobody out."""
    with lock, store:
        row = store.execute('SELECT id, order_id, hash FROM grants WHERE (hash = ?1 OR before = ?1) '
                            'AND until > ?2', (hashed(old), time.time())).fetchone()
        if row is None:
            raise Refusal(400, 'invalid_grant')
        refresh = secrets.token_urlsafe(32)
        store.execute('UPDATE grants SET hash = ?, before = ? WHERE id = ?',
                      (hashed(refresh), hashed(old), row[0]))
    return row[1], row[0], refresh


def token(form):
    if form.get('client_id') != 'tote':
        raise Refusal(400, 'invalid_client')
    if form.get('grant_type') == 'authorization_code':
        order_id, grant, refresh = redeem(form.get('code', ''))
    elif form.get('grant_type') == 'refresh_token':
        order_id, grant, refresh = renew(form.get('refresh_token', ''))
    else:
        raise Refusal(400, 'unsupported_grant_type')
    answer = answer_token(order_id, refresh_token=refresh)
    with lock, store:
        store.execute('INSERT OR REPLACE INTO tokens VALUES (?, ?)',
                      (hashed(answer['access_token']), grant))
    return answer


def revoke(form):
    """Either token of a grant ends it. An unknown one is as good as revoked (RFC 7009). A token of the
    platform is revoked there if it is the one given; of others nothing is kept to revoke them by."""
    if form.get('client_id') != 'tote':
        raise Refusal(400, 'invalid_client')
    secret = form.get('token', '')
    with lock, store:
        ended = store.execute('SELECT grant_id FROM tokens WHERE hash = ?',
                              (hashed(secret),)).fetchone()
        store.execute('DELETE FROM grants WHERE hash = ?1 OR before = ?1 OR id = ?2',
                      (hashed(secret), ended and ended[0]))
        store.execute('DELETE FROM tokens WHERE hash = ?', (hashed(secret),))
    if ended:
        ask('POST', '/v2/oauth/token/revoke', {**CLIENT, 'token': secret})
    return {}


def count_try(who):
    with lock:
        now = time.monotonic()
        recent = [at for at in tries.get(who, []) if at > now - TRIES_SECONDS]
        tries[who] = recent + [now]
    if len(recent) >= TRIES:
        raise Refusal(429, 'too_many_tries')


def look_up(members, who):
    """A wrong number and a wrong pair get one answer after one time: nothing is learnt by trying."""
    count_try(who)
    end = time.monotonic() + LOOKUP_SECONDS
    wanted = f'{members.get("number")}\n{members.get("postal_code")}'.encode()
    found = None
    for order in ORDERS.values():
        if hmac.compare_digest(f'{order["number"]}\n{order["postal_code"]}'.encode(), wanted):
            found = order['order_id']
    answer = answer_token(found) if found else None
    time.sleep(max(0, end - time.monotonic()))
    if answer is None:
        raise Refusal(404, 'not_found')
    return answer


def describe(order):
    """One order on the board. A shop that takes the platform's callbacks knows the state already and
    asks for nothing here."""
    kept = board_tokens.get(order['order_id'])
    if kept is None or kept[1] < time.time():
        minted = mint(order)
        kept = minted['access_token'], time.time() + minted['expires_in'] - 300
        board_tokens[order['order_id']] = kept
    state = ask('GET', f'/v2/post_checkout/orders/{urllib.parse.quote(order["order_id"])}',
                token=kept[0])
    return {'order_id': order['order_id'], 'label': order['label'],
            'workflow_state': state['workflow_state'],
            'fulfillment_type': state['fulfillment_type']}


def show_board():
    with lock:
        if board['until'] < time.monotonic():
            body = json.dumps({'orders': [describe(order) for order in ORDERS.values()]}).encode()
            board.update(until=time.monotonic() + BOARD_SECONDS, body=body,
                         etag=f'"{hashlib.sha256(body).hexdigest()[:16]}"')
        return board['body'], board['etag']


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = 'HTTP/1.1'

    def log_message(self, *arguments):
        """Nothing: paths and bodies of these calls are secrets."""

    def has_key(self, keys):
        given = self.headers.get('Authorization', '').removeprefix('Bearer ').encode()
        return any(hmac.compare_digest(given, key.encode()) for key in keys)

    def read(self):
        length = int(self.headers.get('Content-Length') or 0)
        if length > 10_000:
            raise Refusal(413, 'too_large')
        text = self.rfile.read(length).decode('utf-8')
        if self.headers.get_content_type() == 'application/json':
            members = json.loads(text)
            if not isinstance(members, dict):
                raise ValueError
            return members
        return dict(urllib.parse.parse_qsl(text))

    def answer(self, status, body, **headers):
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace('_', '-'), value)
        if status != 304:
            self.send_header('Content-Type', 'application/json')
        self.send_header('Content-Length', str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def answer_by(self, work):
        try:
            self.answer(200, json.dumps(work()).encode(), Cache_Control='no-store')
        except Refusal as refusal:
            wait = {'Retry_After': str(TRIES_SECONDS)} if refusal.status == 429 else {}
            self.answer(refusal.status, json.dumps({'error': refusal.error}).encode(), **wait)
        except ValueError:
            self.answer(400, b'{"error": "invalid_request"}')

    def do_POST(self):
        if self.path == '/token':
            self.answer_by(lambda: token(self.read()))
        elif self.path == '/revoke':
            self.answer_by(lambda: revoke(self.read()))
        elif self.path == '/lookup':
            # A key of a display counts for itself, everybody else by address.
            who = self.headers['Authorization'] if self.has_key(KIOSK_KEYS) else self.client_address[0]
            self.answer_by(lambda: look_up(self.read(), who))
        elif self.path == '/link' and self.has_key([SHOP_KEY]):
            self.answer_by(lambda: make_link(self.read()))
        else:
            self.answer(404, b'{"error": "not_found"}')

    def do_GET(self):
        if self.path != '/board':
            return self.answer(404, b'{"error": "not_found"}')
        if not self.has_key(KIOSK_KEYS):
            return self.answer(401, b'{"error": "unauthorized"}')
        try:
            body, etag = show_board()
        except Refusal as refusal:
            return self.answer(refusal.status, json.dumps({'error': refusal.error}).encode())
        if self.headers.get('If-None-Match') == etag:
            return self.answer(304, b'', ETag=etag)
        return self.answer(200, body, ETag=etag, Cache_Control=f'max-age={BOARD_SECONDS}')


if __name__ == '__main__':
    server = http.server.ThreadingHTTPServer(('127.0.0.1', int(os.environ.get('PORT', 0))), Handler)
    print(f'http://127.0.0.1:{server.server_port}', flush=True)
    server.serve_forever()
