# SPDX-License-Identifier: GPL-3.0-or-later
"""The web page that bench compares with, in Chromium as it starts by itself."""

import http.client
import http.server
import os
import queue
import shutil
import threading
import time
import urllib.parse

import measure

HERE = os.path.dirname(os.path.abspath(__file__))
KINDS = {'.html': 'text/html', '.js': 'text/javascript'}
PASSED_ON = ('ETag', 'Cache-Control', 'Content-Type', 'Vary')

# Nothing that changes what is measured: a window of its own with none of the browser's first-time
# pages, and nothing asked of the network. What it would start for graphics, it starts.
FLAGS = ['--no-first-run', '--disable-background-networking', '--disable-component-update',
         '--disable-sync', '--disable-quic', '--window-size=1180,760', '--window-position=0,0']


class Handler(http.server.BaseHTTPRequestHandler):
    """Serves the page, and passes its calls on to the sandbox with the bearer."""

    protocol_version = 'HTTP/1.1'
    disable_nagle_algorithm = True  # else each kept connection waits 40 ms for the browser's word

    def setup(self):
        super().setup()
        self.upstream = http.client.HTTPConnection(self.server.upstream)

    def finish(self):
        self.upstream.close()
        super().finish()

    def answer(self, status, body=b'', headers=()):
        self.send_response(status)
        for name, value in headers:
            self.send_header(name, value)
        self.send_header('Content-Length', str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def pass_on(self):
        body = self.rfile.read(int(self.headers.get('Content-Length', 0)))
        headers = {'Authorization': f'Bearer {self.server.token}', 'Accept': 'application/json'}
        for name in ('Content-Type', 'If-None-Match'):
            if name in self.headers:
                headers[name] = self.headers[name]
        self.upstream.request(self.command, self.path, body or None, headers)
        answer = self.upstream.getresponse()
        self.answer(answer.status, answer.read(),
                    [(name, value) for name, value in answer.getheaders() if name in PASSED_ON])

    def do_GET(self):
        name = os.path.basename(urllib.parse.urlsplit(self.path).path)
        path = os.path.join(HERE, name)
        if self.path.startswith('/v2/'):
            self.pass_on()
        elif name in ('web-page.html', 'web-page.js'):
            with open(path, 'rb') as file:
                self.answer(200, file.read(), [('Content-Type', KINDS[os.path.splitext(name)[1]])])
        else:
            self.answer(404)

    def do_POST(self):
        if self.path == '/drawn':
            self.server.drawn.put(True)
            self.answer(204)
        else:
            self.pass_on()

    do_PUT = do_POST

    def log_message(self, *_):
        pass


class Page(http.server.ThreadingHTTPServer):
    """The page of one order, on loopback."""

    daemon_threads = True

    def __init__(self, ready):
        super().__init__(('127.0.0.1', 0), Handler)
        order = ready['orders'][0]
        query = urllib.parse.urlencode({'order': order['id'], 'server': ready['url']})
        self.address = f'http://127.0.0.1:{self.server_port}/web-page.html?{query}'
        self.upstream = urllib.parse.urlsplit(ready['url']).netloc
        self.token = order['token']
        self.drawn = queue.Queue()
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def handle_error(self, request, address):
        pass  # the browser was ended while it asked


class Browser(measure.Program):
    """Chromium with the page of an order; it keeps its profile from one run to the next."""

    def __init__(self, ready, profile):
        self.page = Page(ready)
        # As root it would not start at all with its sandbox; the second hides a bar about that.
        flags = FLAGS if os.getuid() else FLAGS + ['--no-sandbox', '--test-type']
        super().__init__('chromium', *flags, f'--user-data-dir={profile}',
                         f'--app={self.page.address}')

    def wait(self, process, start):
        try:
            self.page.drawn.get(timeout=measure.PATIENCE)
        except queue.Empty:
            raise TimeoutError('Chromium shows nothing') from None
        return (time.monotonic() - start) * 1000


def find_fault(browser):
    """Why there is nothing to compare with, or None; what a browser does but once is then done."""
    if shutil.which(browser.command[0]) is None:
        return f'not installed ({browser.command[0]})'
    try:
        measure.first_frame(browser)
    except TimeoutError as error:
        return str(error)
    return None
