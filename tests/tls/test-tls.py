# SPDX-License-Identifier: GPL-3.0-or-later
"""Whole orders, random faults and the outbox through TLS, as customers have it.

test-tls.py GROUP [--long]; GROUP is orders, connections, floods, certificates, proxy, storm or
outbox."""

import concurrent.futures
import os
import shutil
import subprocess
import sys
import tempfile
import time
import traceback

import front
import order

CUT_OFF = 'if ($connection_requests = 4) { return 444; }'
REQUESTS = 20  # from one reload to the next
LONG = '--long' in sys.argv
folder = None
authority = None
good = None


def make_front(**settings):
    return front.Front(folder, settings.pop('certificate', good), **settings)


def run_order(nginx, host='localhost', story='delivery', during=None, errors_allowed=False,
              arguments=(), proxy=None):
    """One order from its beginning to its end through a front; during is called while it runs."""
    sandbox = order.Sandbox('--story', story, *arguments)
    watch = order.follow(sandbox, nginx.get_base(sandbox.port, host), proxy=proxy)
    try:
        with concurrent.futures.ThreadPoolExecutor() as pool:
            telling = pool.submit(order.tell, sandbox, watch, errors_allowed)
            while during is not None and watch.is_running():
                during(watch)
            telling.result()
        order.check_whole(watch.finish(), sandbox, errors_allowed)
    finally:
        if watch.is_running():
            watch.process.kill()
        sandbox.stop()
    return watch


def check_way(nginx, http, tls, kept=True):
    """All that came by came that way; what is sent has a connection of its own each time."""
    log = nginx.read_log()
    assert log, 'nothing came by'
    assert {line[1] for line in log} == {http}, {line[1] for line in log}
    assert {line[2] for line in log} == {tls}, {line[2] for line in log}
    if kept and http == 'HTTP/2.0':
        connections = len({line[0] for line in log})
        sent = sum(line[4] != 'GET' for line in log)
        assert connections <= 1 + sent, (connections, sent)


def test_protocols():
    """Every pair of TLS and HTTP; with HTTP/2 all on one connection."""
    pairs = [(tls, http2) for tls in ('TLSv1.2', 'TLSv1.3') for http2 in (False, True)]
    for tls, http2 in pairs if LONG else pairs[:1] + pairs[-1:]:
        nginx = make_front(protocols=tls, http2=http2)
        run_order(nginx)
        check_way(nginx, 'HTTP/2.0' if http2 else 'HTTP/1.1', tls)
        nginx.stop()


def test_ipv6():
    nginx = make_front()
    run_order(nginx, host='[::1]')
    nginx.stop()


def test_connections_end():
    """A server ends connections as it likes: after so many requests, or when nobody asked."""
    settings = [(True, 'keepalive_requests 30;'), (False, 'keepalive_requests 2;')]
    if LONG:
        settings += [(True, 'keepalive_requests 10;'), (False, 'keepalive_requests 1;'),
                     (True, 'keepalive_timeout 100ms;'), (False, 'keepalive_timeout 100ms;'),
                     (True, 'http2_max_concurrent_streams 1;')]
    for http2, extra in settings:
        nginx = make_front(http2=http2, extra=extra)
        run_order(nginx)
        nginx.stop()


def test_reload():
    """nginx is given a new configuration again and again while the order comes along."""
    for http2 in (True, False) if LONG else (True,):
        nginx = make_front(http2=http2)
        reloads = [0]

        def reload_soon(watch):
            time.sleep(0.02)
            requests = len(nginx.read_log())
            if requests >= reloads[-1] + REQUESTS:
                nginx.reload()
                reloads.append(requests)

        watch = run_order(nginx, during=reload_soon, errors_allowed=True)
        assert not any(event['resource'] not in ('chat', 'message', 'decision') for event in
                       watch.get_all('error')), watch.get_all('error')
        assert len(reloads) > 3, reloads
        nginx.stop()


def test_restart():
    """nginx is away until that is said: the order goes on by itself."""
    nginx = make_front()
    away = []

    def restart_once(watch):
        time.sleep(0.02)
        if away or len(nginx.read_log()) < REQUESTS:
            return
        nginx.stop()
        away.append(True)
        front.wait_until(lambda: any(event['event'] == 'offline' for event in
                                     watch.read_so_far()), 'offline')
        nginx.start()

    watch = run_order(nginx, during=restart_once, errors_allowed=True)
    kinds = [event['event'] for event in watch.events]
    assert 'offline' in kinds and 'online' in kinds, kinds
    nginx.stop()


def test_cut_off():
    """A kept connection ends under a request, without a word: the read is begun again, and nothing
    is shown of it."""
    for http2 in (True, False) if LONG else (False,):
        nginx = make_front(http2=http2, extra=CUT_OFF)
        run_order(nginx)
        nginx.stop()


def test_body_cut_off():
    """A body ends in its middle: with HTTP/2 nobody is told, and it must not be waited for long."""
    for http2 in (True, False):
        nginx = make_front(http2=http2)
        sandbox = order.Sandbox('--story', 'none', '--faults', 'items:truncate*1')
        watch = order.Watch(sandbox, nginx.get_base(sandbox.port), '--until', 'delivered', timeout=15)
        front.wait_until(lambda: any(event['event'] == 'item' for event in watch.read_so_far()),
                         'items', 14)
        watch.process.kill()
        watch.process.wait()
        sandbox.stop()
        nginx.stop()


def test_hammer():
    """The same a thousand times: libsoup has to be kept from mixing up the two attempts."""
    nginx = make_front(http2=False, extra=CUT_OFF)
    sandbox = order.Sandbox('--story', 'none')
    result = subprocess.run([os.environ['TOTE_HAMMER'], nginx.get_base(sandbox.port) + '/'],
                            check=False, capture_output=True, text=True,
                            env=dict(os.environ, GIO_USE_PROXY_RESOLVER='dummy'))
    assert result.returncode == 0, (result.returncode, result.stdout, result.stderr)
    log = nginx.read_log()
    cut = sum(line[3] == '444' for line in log)
    assert cut > 100, f'only {cut} of {len(log)} were cut off'
    sandbox.stop()
    nginx.stop()


def test_floods():
    """Frames that say nothing, without end: libsoup reads them all in one go, and yet the program
    goes by its clock, and does not besiege a server that turns it away."""
    for kind in front.Flood.FRAMES if LONG else ('data', 'ping', 'goaway'):
        flood = front.Flood(good, kind)
        watch = subprocess.Popen([os.environ['TOTE_WATCH'], '--server',
                                  f'https://localhost:{flood.port}', '--order', '1', '--timeout', '2'],
                                 env=dict(os.environ, TOTE_TOKEN='t', GIO_USE_PROXY_RESOLVER='dummy'),
                                 stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        # Not how soon, but that: what is counted is the processor's time it is given.
        said = watch.communicate(timeout=100)[0]
        assert watch.returncode == 5, (kind, watch.returncode, said)
        assert 0 < flood.n_lines < 200, (kind, flood.n_lines)


def check_refused(certificate, sentence, **settings):
    """Nothing of the order goes to a server that cannot prove itself, and the reason is told."""
    nginx = make_front(certificate=certificate, **settings)
    sandbox = order.Sandbox('--story', 'none')
    watch = order.Watch(sandbox, nginx.get_base(sandbox.port), timeout=2).finish()
    assert watch.status == 5, watch.status
    assert not watch.get_all('order')
    messages = {event['message'] for event in watch.get_all('error')}
    assert messages == {sentence}, messages
    assert not os.path.exists(nginx.log) or not nginx.read_log(), 'something was sent'
    sandbox.stop()
    nginx.stop()


def test_certificates():
    names = 'DNS:localhost,IP:127.0.0.1'
    stranger = front.Authority(folder, 'stranger')
    clock = ('The server’s certificate is not valid at this date: this computer’s clock may be '
             'wrong')
    check_refused(authority.issue('expired', names, since=-9, until=-2),
                  'The server’s certificate has expired')
    check_refused(authority.issue('long-expired', names, since=-900, until=-700), clock)
    check_refused(authority.issue('early', names, since=5, until=20), clock)
    check_refused(authority.issue('other', 'DNS:shop.test'),
                  'The server’s certificate is made out to another name')
    check_refused(stranger.issue('unknown', names),
                  'The server’s certificate comes from nobody this computer trusts')


def test_old_tls():
    check_refused(good, 'The server’s encryption is too old to be safe', protocols='TLSv1 TLSv1.1', http2=False)


def test_proxy():
    """Through a proxy, which alone knows where the server is."""
    nginx = make_front(certificate=authority.issue('shop', 'DNS:shop.test'))
    proxy = front.Proxy(nginx.port)
    run_order(nginx, host='shop.test', proxy=proxy)
    check_way(nginx, 'HTTP/1.1', 'TLSv1.3')
    assert proxy.tunnels > 0
    nginx.stop()


def test_proxy_refuses():
    """What the proxy says is not the server's word: when it lets through again, all goes on."""
    nginx = make_front(certificate=authority.issue('shop-2', 'DNS:shop.test'))
    for status in (403, 407, 500) if not LONG else (400, 401, 403, 404, 407, 429, 500, 503):
        proxy = front.Proxy(nginx.port)
        proxy.status = status
        sandbox = order.Sandbox('--story', 'delivery')
        watch = order.follow(sandbox, nginx.get_base(sandbox.port, 'shop.test'), proxy=proxy)
        front.wait_until(lambda: proxy.refusals >= 3, 'refusals')
        proxy.status = 200
        order.tell(sandbox, watch, may_be_unclear=True)
        order.check_whole(watch.finish(), sandbox, errors_allowed=True)
        said = {event['message'] for event in watch.get_all('error')}
        assert said == {f'The proxy 127.0.0.1:{proxy.port} lets nothing pass'}, said
        sandbox.stop()
    nginx.stop()


def test_storm():
    """The storm: all goes wrong that can, and the end is the server's truth, nothing twice or lost."""
    fronts = [make_front(http2=False, extra='keepalive_requests 7;'),
              make_front(extra='keepalive_requests 20;'), make_front()]

    def run(seed):
        # With neither TLS nor HTTP/2 each seed is in ./dev storm already.
        nginx = fronts[1 + seed % 2 if LONG else seed % 3]
        environment = dict(os.environ, TOTE_FRONT=nginx.get_base(''),
                           TOTE_STORM_SEEDS=f'{seed}-{seed}')
        return seed, subprocess.run([os.environ['TOTE_STORM'], '--tap'], env=environment,
                                    check=False, capture_output=True, text=True)

    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        for seed, result in pool.map(run, range(1, 201 if LONG else 7)):
            assert result.returncode == 0, f'seed {seed}: {result.stdout}{result.stderr}'
    for nginx in fronts[1:] if LONG else fronts:
        assert nginx.read_log()
        nginx.stop()


def test_outbox():
    """The proof of the outbox, killed again and again, through both."""
    for http2 in (True, False):
        nginx = make_front(http2=http2)
        environment = dict(os.environ, TOTE_FRONT=nginx.get_base(''),
                           TOTE_SEEDS='240' if LONG else '24')
        result = subprocess.run([os.environ['TOTE_OUTBOX_KILL'], '-p', '/outbox/kill/even-seeds'],
                                env=environment, check=False, capture_output=True, text=True)
        assert result.returncode == 0, result.stdout + result.stderr
        check_way(nginx, 'HTTP/2.0' if http2 else 'HTTP/1.1', 'TLSv1.3', kept=False)
        nginx.stop()


GROUPS = {
    'orders': [test_protocols, test_ipv6, test_restart],
    'connections': [test_connections_end, test_cut_off, test_body_cut_off, test_hammer, test_reload],
    'floods': [test_floods],
    'certificates': [test_certificates, test_old_tls],
    'proxy': [test_proxy, test_proxy_refuses],
    'storm': [test_storm],
    'outbox': [test_outbox],
}


def main():
    global folder, authority, good
    front.enter_own_name_space()
    folder = tempfile.mkdtemp(prefix='tote-tls-')
    failed = 0
    try:
        authority = front.Authority(folder, 'tote')
        authority.trust()
        good = authority.issue('good', 'DNS:localhost,IP:127.0.0.1,IP:::1')
        tests = GROUPS[sys.argv[1]]
        print(f'1..{len(tests)}')
        with concurrent.futures.ThreadPoolExecutor() as pool:
            results = [(test.__name__[5:], pool.submit(test)) for test in tests]
        for number, (name, result) in enumerate(results, 1):
            if result.exception() is None:
                print(f'ok {number} {name}')
            else:
                failed += 1
                report = ''.join(traceback.format_exception(result.exception()))
                print('\n'.join('# ' + line for line in report.splitlines()))
                print(f'not ok {number} {name}')
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return 1 if failed else 0


if __name__ == '__main__':
    sys.exit(main())
