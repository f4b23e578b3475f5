# SPDX-License-Identifier: GPL-3.0-or-later
"""A sandbox with one order, and tote-watch following it over whatever way it is given."""

import json
import os
import subprocess
import tempfile
import time
import urllib.request

STEP_SECONDS = 10  # of the story
STEPS_A_SECOND = 50
PACE = '0.01'
TEXT = 'Ripe ones, please'


class Sandbox:
    def __init__(self, *arguments):
        self.process = subprocess.Popen([os.environ['TOTE_SANDBOX'], *arguments],
                                        stdout=subprocess.PIPE)
        ready = json.loads(self.process.stdout.readline())
        self.url = ready['url']
        self.port = int(self.url.rsplit(':', 1)[1])
        self.order = ready['orders'][0]['id']
        self.token = ready['orders'][0]['token']

    def get_state(self):
        with urllib.request.urlopen(self.url + '/sandbox/state') as answer:
            orders = json.load(answer)['orders']
        return next(order for order in orders if order['id'] == self.order)

    def control(self, name, **members):
        request = urllib.request.Request(f'{self.url}/sandbox/{name}', method='POST',
                                         data=json.dumps(members).encode(),
                                         headers={'Content-Type': 'application/json'})
        with urllib.request.urlopen(request) as answer:
            return json.load(answer)

    def stop(self):
        self.process.kill()
        self.process.wait()


class Watch:
    """One run of tote-watch: what it printed, and how it ended."""

    def __init__(self, sandbox, base, *arguments, timeout=60, proxy=None):
        environment = dict(os.environ, TOTE_TOKEN=sandbox.token)
        environment.pop('GIO_USE_PROXY_RESOLVER', None)
        for name in ('http_proxy', 'https_proxy', 'no_proxy', 'HTTPS_PROXY', 'NO_PROXY'):
            environment.pop(name, None)
        if proxy is not None:
            environment['https_proxy'] = f'http://127.0.0.1:{proxy.port}'
        else:
            environment['GIO_USE_PROXY_RESOLVER'] = 'dummy'
        self.output = tempfile.TemporaryFile(mode='w+', encoding='utf-8')
        self.errors = tempfile.TemporaryFile(mode='w+', encoding='utf-8')
        self.process = subprocess.Popen([os.environ['TOTE_WATCH'], '--server', base, '--order', sandbox.order,
                              '--json', '--pace', PACE, '--timeout', str(timeout), *arguments],
                             env=environment, stdout=self.output, stderr=self.errors)

    def is_running(self):
        return self.process.poll() is None

    def finish(self):
        self.status = self.process.wait()
        self.output.seek(0)
        self.errors.seek(0)
        self.events = [json.loads(line) for line in self.output]
        self.complaints = self.errors.read()
        return self

    def read_so_far(self):
        self.output.flush()
        with open(f'/proc/self/fd/{self.output.fileno()}', encoding='utf-8') as output:
            return [json.loads(line) for line in output if line.endswith('\n')]

    def get_all(self, kind):
        return [event for event in self.events if event['event'] == kind]


def follow(sandbox, base, **more):
    """Follows the order to its end, saying something and approving what is offered."""
    return Watch(sandbox, base, '--until', 'delivered', '--say', TEXT, '--decide', 'approve', **more)


def tell(sandbox, watch, may_be_unclear=False):
    """Tells the story, which waits until the customer sees it and while they have something to say:
    a busy machine is no slow customer."""
    sandbox.control('clock', paused=True)
    while watch.is_running():
        state = sandbox.get_state()
        unsaid = state['state'] == 'picking' and TEXT not in state['posts'] and not may_be_unclear
        unseen = not any(event['event'] == 'item' for event in watch.read_so_far())
        if not unsaid and not unseen and 'pending' not in state['decisions'].values():
            sandbox.control('clock', advance=STEP_SECONDS)
        time.sleep(1 / STEPS_A_SECOND)


def check_text(watch, posts, may_be_unclear):
    """What was said stands there once. A text whose fate nobody knows is not sent again by itself:
    where a line ends under it, it may be missing, and then nobody says that it is there."""
    if may_be_unclear and posts == 0:
        fates = [event['delivery'] for event in watch.get_all('message') if event['body'] == TEXT]
        assert fates[-1] not in ('sent', 'read'), fates
    else:
        assert posts == 1, posts


def check_whole(watch, sandbox, errors_allowed=False):
    """The end is the server's truth, and all that was wished stands there once."""
    state = sandbox.get_state()
    wishes = {item: count for item, count in state['puts'].items()}
    assert watch.status == 0, f'ended with {watch.status}: {watch.complaints}'
    assert watch.complaints == '', watch.complaints
    assert state['state'] == 'delivered', state['state']
    assert watch.get_all('order')[-1]['state'] == 'delivered'
    check_text(watch, state['posts'].get(TEXT, 0), errors_allowed)
    assert all(count == 1 for count in wishes.values()), wishes
    assert errors_allowed or not watch.get_all('error'), watch.get_all('error')
    lines = {event['id']: event['group'] for event in watch.get_all('item')}
    groups = {'found': 'found', 'to_refund': 'refunded', 'replaced': 'replaced'}
    for line, status in state['lines'].items():
        assert lines.get(line) == groups[status], (line, status, lines.get(line))
