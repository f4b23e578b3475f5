# SPDX-License-Identifier: GPL-3.0-or-later
"""The way to a server as customers have it: nginx with TLS in front, a proxy in between.

Trusting a certificate authority made for the run takes a name space of our own, since TLS here reads
the system's list and nothing else."""

import os
import shutil
import signal
import socket
import ssl
import subprocess
import sys
import threading
import time

TRUSTED = '/etc/ssl/certs/ca-certificates.crt'
NO_SUCH_PLACE = 77  # for Meson: skipped

CA_CONFIG = '''
[ca]
default_ca = this
[this]
database = {folder}/index.txt
new_certs_dir = {folder}
default_md = sha256
policy = any
unique_subject = no
copy_extensions = none
rand_serial = yes
[any]
commonName = supplied
'''


def enter_own_name_space():
    """Starts this program anew where mounting changes nothing for anybody else, and where nothing it
    has started outlives it."""
    if os.environ.get('TOTE_TLS_INSIDE') == '1':
        return
    if not os.path.exists(TRUSTED) or not all(map(shutil.which, ['nginx', 'openssl', 'unshare'])):
        print('1..0 # SKIP nginx, openssl or the list of authorities is not there')
        sys.exit(NO_SUCH_PLACE)
    command = ['unshare', '-m', '-p', '-f', '--kill-child', '--mount-proc']
    if os.geteuid() != 0:
        command.append('-Ur')
    if subprocess.run(command + ['true'], stderr=subprocess.DEVNULL, check=False).returncode != 0:
        print('1..0 # SKIP no name spaces here')
        sys.exit(NO_SUCH_PLACE)
    os.environ['TOTE_TLS_INSIDE'] = '1'
    os.execvp(command[0], command + [sys.executable] + sys.argv)


def run_quietly(*command):
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)


def wait_until(condition, what, seconds=20):
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            raise AssertionError(f'{what}: not within {seconds} s')
        time.sleep(0.02)


class Authority:
    """A certificate authority for one run."""

    def __init__(self, folder, name):
        self.folder = os.path.join(folder, name)
        os.makedirs(self.folder)
        self.certificate = os.path.join(self.folder, 'ca.pem')
        self.key = os.path.join(self.folder, 'ca.key')
        self.config = os.path.join(self.folder, 'ca.conf')
        self.issuing = threading.Lock()  # openssl keeps one index, and no lock of its own
        open(os.path.join(self.folder, 'index.txt'), 'w', encoding='utf-8').close()
        with open(self.config, 'w', encoding='utf-8') as config:
            config.write(CA_CONFIG.format(folder=self.folder))
        run_quietly('openssl', 'req', '-x509', '-newkey', 'ec', '-pkeyopt',
                    'ec_paramgen_curve:P-256', '-nodes', '-days', '30', '-subj', f'/CN={name}',
                    '-keyout', self.key, '-out', self.certificate)

    def issue(self, name, alternatives, since=-1, until=7):
        """Returns the path of a chain with its key; since and until are days from now."""
        def day(offset):
            return time.strftime('%Y%m%d%H%M%SZ', time.gmtime(time.time() + offset * 86400))

        base = os.path.join(self.folder, name)
        with open(base + '.ext', 'w', encoding='utf-8') as extensions:
            extensions.write(f'subjectAltName={alternatives}\nbasicConstraints=CA:FALSE\n')
        run_quietly('openssl', 'req', '-new', '-newkey', 'ec', '-pkeyopt',
                    'ec_paramgen_curve:P-256', '-nodes', '-subj', f'/CN={name}', '-keyout',
                    base + '.key', '-out', base + '.csr')
        with self.issuing:
            run_quietly('openssl', 'ca', '-batch', '-config', self.config, '-cert',
                        self.certificate, '-keyfile', self.key, '-in', base + '.csr', '-out',
                        base + '.crt', '-notext', '-startdate', day(since), '-enddate',
                        day(until), '-extfile', base + '.ext')
        with open(base + '.pem', 'w', encoding='utf-8') as together:
            for part in ('.crt', '.key'):
                with open(base + part, encoding='utf-8') as source:
                    together.write(source.read())
        return base + '.pem'

    def trust(self):
        """From now on this is the one authority that there is."""
        run_quietly('mount', '--bind', self.certificate, TRUSTED)


def find_free_port():
    with socket.socket() as probe:
        probe.bind(('127.0.0.1', 0))
        return probe.getsockname()[1]


class Front:
    """nginx with TLS. What goes to /PORT/… is handed on to that port of this machine."""

    def __init__(self, folder, certificate, protocols='TLSv1.2 TLSv1.3', http2=True, extra=''):
        self.port = find_free_port()
        self.folder = os.path.join(folder, f'nginx-{self.port}')
        os.makedirs(self.folder)
        self.log = os.path.join(self.folder, 'access.log')
        self.config = os.path.join(self.folder, 'nginx.conf')
        self.settings = {'certificate': certificate, 'protocols': protocols, 'http2': http2,
                         'extra': extra}
        self.write_config()
        self.start()

    def write_config(self):
        user = 'user root;' if os.geteuid() == 0 else ''
        http2 = ' http2' if self.settings['http2'] else ''
        temporary = ''.join(f'{kind}_temp_path {self.folder}/{kind};' for kind in
                            ('client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'))
        with open(self.config, 'w', encoding='utf-8') as config:
            config.write(f'''
{user}
daemon off;
worker_processes 2;
pid {self.folder}/pid;
events {{ worker_connections 512; }}
http {{
  access_log off;
  {temporary}
  log_format way '$connection $server_protocol $ssl_protocol $status $request_method $uri';
  server {{
    listen 127.0.0.1:{self.port} ssl{http2};
    listen [::1]:{self.port} ssl{http2};
    access_log {self.log} way;
    ssl_certificate {self.settings['certificate']};
    ssl_certificate_key {self.settings['certificate']};
    ssl_protocols {self.settings['protocols']};
    ssl_ciphers DEFAULT:@SECLEVEL=0;
    {self.settings['extra']}
    location ~ ^/(\\d+)(/.*)$ {{
      proxy_pass http://127.0.0.1:$1$2;
      proxy_http_version 1.1;
      proxy_read_timeout 120s;
    }}
  }}
}}
''')

    def start(self):
        self.process = subprocess.Popen(['nginx', '-p', self.folder, '-c', self.config,
                                         '-e', os.path.join(self.folder, 'error.log')],
                                        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                                        stderr=subprocess.DEVNULL)
        wait_until(self.is_listening, 'nginx')

    def is_listening(self):
        if self.process.poll() is not None:
            with open(os.path.join(self.folder, 'error.log'), encoding='utf-8') as log:
                raise AssertionError('nginx: ' + log.read())
        with socket.socket() as probe:
            return probe.connect_ex(('127.0.0.1', self.port)) == 0

    def reload(self):
        self.process.send_signal(signal.SIGHUP)

    def stop(self):
        self.process.terminate()
        self.process.wait()

    def get_base(self, upstream, host='localhost'):
        return f'https://{host}:{self.port}/{upstream}'

    def read_log(self):
        """Each request as connection, HTTP, TLS, status, method, path."""
        with open(self.log, encoding='utf-8') as log:
            return [line.split(' ', 5) for line in log.read().splitlines()]


class Listener:
    """Serves each line that comes in by itself."""

    def __init__(self):
        self.listener = socket.create_server(('127.0.0.1', 0))
        self.port = self.listener.getsockname()[1]
        threading.Thread(target=self.accept, daemon=True).start()

    def accept(self):
        while True:
            client, _ = self.listener.accept()
            threading.Thread(target=self.serve, args=(client,), daemon=True).start()


class Proxy(Listener):
    """A proxy of HTTP that knows CONNECT, and where the names it is asked for are."""

    def __init__(self, port_of_all):
        self.target = port_of_all
        self.status = 200  # what it says to everybody
        self.tunnels = 0
        self.refusals = 0
        super().__init__()

    def serve(self, client):
        head = b''
        while b'\r\n\r\n' not in head:
            piece = client.recv(4096)
            if not piece:
                return
            head += piece
        if not head.startswith(b'CONNECT ') or self.status != 200:
            self.refusals += 1
            body = b'<html><body>Not from here</body></html>'
            client.sendall(b'HTTP/1.1 %d No\r\nContent-Type: text/html\r\nContent-Length: %d\r\n\r\n%s'
                           % (self.status, len(body), body))
            client.close()
            return
        self.tunnels += 1
        server = socket.create_connection(('127.0.0.1', self.target))
        client.sendall(b'HTTP/1.1 200 Connection established\r\n\r\n')
        threading.Thread(target=self.carry, args=(client, server), daemon=True).start()
        self.carry(server, client)

    @staticmethod
    def carry(source, sink):
        try:
            while piece := source.recv(65536):
                sink.sendall(piece)
        except OSError:
            pass
        for end in (source, sink):
            try:
                end.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass


def frame(kind, flags, stream, payload=b''):
    """A frame of HTTP/2 (RFC 9113, 4.1)."""
    return (len(payload).to_bytes(3, 'big') + bytes((kind, flags)) + stream.to_bytes(4, 'big') +
            payload)


HEADERS_200 = frame(1, 4, 1, b'\x88')


class Flood(Listener):
    """A server of HTTP/2 that answers whatever it is asked with the same frame, for ever."""

    FRAMES = {
        'informational': frame(1, 4, 1, b'\x08\x03100'),
        'data': frame(0, 0, 1),
        'priority': frame(2, 0, 1, bytes(5)),
        'window': frame(8, 0, 0, b'\0\0\0\1'),
        'settings': frame(4, 0, 0),
        'ping': frame(6, 0, 0, bytes(8)),
        'goaway': frame(7, 0, 0, bytes(8)),  # none of the requests was looked at
        'continuation': frame(9, 0, 1, b'\0\1a\1b'),
        'unknown': frame(0x77, 0, 0, b'x'),
    }

    def __init__(self, certificate, kind):
        self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.context.load_cert_chain(certificate)
        self.context.set_alpn_protocols(['h2'])
        self.opening = {'data': HEADERS_200, 'continuation': frame(1, 0, 1, b'\x88')}.get(kind, b'')
        self.flood = self.FRAMES[kind] * (65536 // len(self.FRAMES[kind]))
        self.n_lines = 0
        super().__init__()

    def serve(self, client):
        try:
            with self.context.wrap_socket(client, server_side=True) as line:
                self.n_lines += 1
                line.sendall(frame(4, 0, 0))
                heard = b''
                while len(heard) < 90:  # its greeting, and a question
                    heard += line.recv(65536)
                line.sendall(self.opening)
                while True:
                    line.sendall(self.flood)
        except OSError:
            pass
