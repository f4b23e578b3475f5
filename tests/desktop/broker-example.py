#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The broker that doc/broker.py works out for retailers: Tote signs in through it by a link of the
shop's, comes back with a new token by itself, and each thing a broker has to refuse is refused."""

import importlib.machinery
import importlib.util
import json
import os
import pathlib
import shutil
import subprocess
import sys
import urllib.error
import urllib.parse
import urllib.request

loader = importlib.machinery.SourceFileLoader('signing_in',
                                              str(pathlib.Path(__file__).with_name('signing-in.py')))
signing_in = importlib.util.module_from_spec(importlib.util.spec_from_loader('signing_in', loader))
sys.dont_write_bytecode = True
loader.exec_module(signing_in)
wait_for = signing_in.wait_for


class Broker:
    def __init__(self, sandbox):
        ready = sandbox.ready
        orders = signing_in.HOME / 'orders.json'
        orders.write_text(json.dumps([
            {'order_id': order['id'], 'user_id': order['user_id'], 'number': order['number'],
             'postal_code': order['postal_code'], 'label': order['number'][-4:]}
            for order in ready['orders']]))
        process = signing_in.start(
            ['/usr/bin/python3', os.path.join(os.environ['TOTE_SRCDIR'], 'doc/broker.py'), orders],
            stdout=subprocess.PIPE, text=True, env={
                **os.environ, 'PLATFORM': ready['url'], 'CLIENT_ID': ready['client_id'],
                'CLIENT_SECRET': ready['client_secret'], 'SHOP_KEY': 'shop', 'KIOSK_KEYS': 'one,two',
                'SCHEME': os.environ['TOTE_LINK_SCHEME']})
        self.url = process.stdout.readline().strip()

    def call(self, path, body=None, key=None, **headers):
        if key:
            headers['Authorization'] = f'Bearer {key}'
        headers = {name.replace('_', '-'): value for name, value in headers.items()}
        request = urllib.request.Request(self.url + path, body and body.encode(), headers)
        try:
            with urllib.request.urlopen(request) as answer:
                text = answer.read()
                return answer.status, json.loads(text) if text else None, answer.headers
        except urllib.error.HTTPError as error:
            text = error.read()
            return error.code, json.loads(text) if text else None, error.headers

    def form(self, path, **members):
        return self.call(path, urllib.parse.urlencode({'client_id': 'tote', **members}))[:2]

    def look_up(self, number, postal_code, key=None):
        return self.call('/lookup', json.dumps({'number': number, 'postal_code': postal_code}), key,
                         Content_Type='application/json')[:2]

    def link(self, order):
        status, answer, _ = self.call('/link', urllib.parse.urlencode({'order_id': order}), 'shop')
        assert status == 200
        return answer['uri']

    def code(self, order):
        return urllib.parse.parse_qs(urllib.parse.urlsplit(self.link(order)).query)['code'][0]


def reach(sandbox, token):
    request = urllib.request.Request(f'{sandbox.url}/v2/post_checkout/orders/{sandbox.order}',
                                     headers={'Authorization': f'Bearer {token}'})
    try:
        with urllib.request.urlopen(request) as answer:
            return answer.status
    except urllib.error.HTTPError as error:
        return error.code


def check_grants(sandbox, broker):
    used = (400, {'error': 'invalid_grant'})
    code = broker.code(sandbox.order)
    status, first = broker.form('/token', grant_type='authorization_code', code=code)
    assert status == 200 and first['order_id'] == sandbox.order and first['expires_in'] > 0, first
    assert reach(sandbox, first['access_token']) == 200
    assert broker.form('/token', grant_type='authorization_code', code=code) == used
    assert broker.form('/token', grant_type='authorization_code', code='made up') == used

    # rotation: the one before is good until the new one was used
    renew = {'grant_type': 'refresh_token'}
    status, second = broker.form('/token', refresh_token=first['refresh_token'], **renew)
    assert status == 200 and second['refresh_token'] != first['refresh_token']
    status, again = broker.form('/token', refresh_token=first['refresh_token'], **renew)
    assert status == 200
    status, third = broker.form('/token', refresh_token=again['refresh_token'], **renew)
    assert status == 200
    assert broker.form('/token', refresh_token=first['refresh_token'], **renew) == used

    assert broker.form('/token', refresh_token=third['refresh_token'], grant_type='password')[0] == 400
    assert broker.call('/token', 'client_id=other&grant_type=refresh_token')[0] == 400

    # either token ends the grant, and the token that is out with it
    assert broker.form('/revoke', token=third['access_token']) == (200, {})
    assert reach(sandbox, third['access_token']) == 401
    assert broker.form('/token', refresh_token=third['refresh_token'], **renew) == used
    assert broker.form('/revoke', token='unknown') == (200, {})
    assert broker.call('/link', f'order_id={sandbox.order}', 'not the shop')[0] == 404


def check_look_up(sandbox, broker):
    order = sandbox.ready['orders'][0]
    status, found = broker.look_up(order['number'], order['postal_code'], 'one')
    assert status == 200 and 'refresh_token' not in found and found['order_id'] == order['id']
    wrong_pair = broker.look_up(order['number'], '00000', 'one')
    assert wrong_pair == broker.look_up('0', '00000', 'one') == (404, {'error': 'not_found'})
    refused = [broker.look_up('0', '00000', 'two')[0] for _ in range(11)]
    assert refused == [404] * 10 + [429], refused
    assert broker.look_up(order['number'], order['postal_code'], 'one')[0] == 200


def check_board(sandbox, broker):
    status, board, headers = broker.call('/board', key='one')
    assert status == 200 and 'max-age' in headers['Cache-Control']
    assert [entry['order_id'] for entry in board['orders']] == [sandbox.order]
    assert broker.call('/board', key='one', If_None_Match=headers['ETag'])[0] == 304
    assert broker.call('/board')[0] == broker.call('/board', key='three')[0] == 401


def check_tote(sandbox, broker):
    signing_in.PROFILE.parent.mkdir()
    signing_in.PROFILE.write_text(
        f'[Retailer]\nName=Belt Line Market\n[Connect]\nServer={sandbox.url}\n'
        f'Broker={broker.url}\n')
    signing_in.Keyring()
    tote = signing_in.Tote('--gapplication-service')
    wait_for('the service', tote.is_there)
    tote.call('Open', f"['{broker.link(sandbox.order)}']")
    wait_for('let in by the link', lambda: sandbox.followed() > 0)
    tote.quit()

    sandbox.direct('tokens', action='expire')
    seen = sandbox.followed()
    tote = signing_in.Tote()
    wait_for('let in with a new token', lambda: sandbox.followed() > seen)
    tote.quit()


def main():
    if not shutil.which('gnome-keyring-daemon') or not shutil.which('gdbus'):
        sys.exit(77)
    sandbox = signing_in.Sandbox()
    broker = Broker(sandbox)
    check_tote(sandbox, broker)
    check_grants(sandbox, broker)
    check_look_up(sandbox, broker)
    check_board(sandbox, broker)
    # What the shop's own secrets are stays with the broker.
    assert sandbox.ready['client_secret'] not in sandbox.log.read_text()


if __name__ == '__main__':
    try:
        main()
    finally:
        signing_in.end_children()
