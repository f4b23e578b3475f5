#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a chain of displays costs the broker: 10, 100 and 1,000 of them, each asking as Tote does
(every 10 s, spread by a fifth, with the ETag of the last answer), behind the nginx that
data/kiosk/tote-board-nginx.conf describes, in front of the sandbox's broker. Then the broker goes
away for a while, and comes back. Prints a table, and fails nothing by itself."""

import argparse
import asyncio
import email.utils
import json
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time

INTERVAL = 10


def read_configuration(source, folder, port, upstream):
    """The retailer's file, with another place, another upstream and no certificate."""
    with open(os.path.join(source, 'data', 'kiosk', 'tote-board-nginx.conf')) as file:
        text = file.read()
    text = text.replace('/var/cache/nginx/tote-board', f'{folder}/cache')
    text = text.replace('/etc/nginx/tote-keys.map', f'{folder}/keys.map')
    text = text.replace('broker.internal.example.com:8080', upstream)
    text = re.sub(r'listen [^;]*;', f'listen 127.0.0.1:{port};', text)
    text = re.sub(r'\n  ssl_[^;]*;', '', text)
    # The sandbox has its broker below /broker, and the retailer below /tote.
    text = text.replace('proxy_pass http://tote_broker;', 'proxy_pass http://tote_broker/broker/board;', 1)
    return (f'daemon off;\nworker_processes 1;\npid {folder}/pid;\nerror_log {folder}/error.log;\n'
            f'events {{ worker_connections 4096; }}\nhttp {{\naccess_log off;\n'
            f'client_body_temp_path {folder}/body;\nproxy_temp_path {folder}/proxy;\n'
            f'fastcgi_temp_path {folder}/f;\nuwsgi_temp_path {folder}/u;\nscgi_temp_path {folder}/s;\n'
            f'{text}}}\n')


def get_free_port():
    import socket
    with socket.socket() as sock:
        sock.bind(('127.0.0.1', 0))
        return sock.getsockname()[1]


class Display:
    """One display: a connection that is kept, and the ETag of the last answer."""

    def __init__(self, port, key):
        self.port, self.key = port, key
        self.etag = None
        self.kept_at = None
        self.misses = 0
        self.reader = self.writer = None

    async def ask(self):
        if self.writer is None:
            self.reader, self.writer = await asyncio.open_connection('127.0.0.1', self.port)
        head = f'GET /tote/board HTTP/1.1\r\nHost: shop\r\nAuthorization: Bearer {self.key}\r\n'
        if self.etag:
            head += f'If-None-Match: {self.etag}\r\n'
        self.writer.write((head + '\r\n').encode())
        await self.writer.drain()
        status = int((await self.reader.readline()).split()[1])
        length = 0
        cache = date = ''
        while (line := (await self.reader.readline()).decode().strip()):
            name, _, value = line.partition(':')
            if name.lower() == 'content-length':
                length = int(value)
            elif name.lower() == 'etag':
                self.etag = value.strip()
            elif name.lower() == 'x-cache':
                cache = value.strip()
            elif name.lower() == 'date':
                date = value.strip()
        if status != 304 and length:
            await self.reader.readexactly(length)
        self.hear(date if cache in ('STALE', 'UPDATING') else None)
        return status, cache

    def hear(self, kept_at):
        """The same old answer again is as good as none."""
        self.misses = self.misses + 1 if kept_at and kept_at == self.kept_at else 0
        self.kept_at = kept_at

    def get_age(self):
        """Of a board that is known to be old, in seconds."""
        if self.misses < 2:
            return None
        return time.time() - email.utils.parsedate_to_datetime(self.kept_at).timestamp()

    async def run(self, end, figures):
        await asyncio.sleep(random.uniform(0, INTERVAL))
        while time.monotonic() < end:
            begin = time.monotonic()
            try:
                status, cache = await asyncio.wait_for(self.ask(), 15)
                figures['times'].append(time.monotonic() - begin)
                figures['status'][status] = figures['status'].get(status, 0) + 1
                figures['cache'][cache] = figures['cache'].get(cache, 0) + 1
            except (OSError, asyncio.TimeoutError, asyncio.IncompleteReadError, IndexError):
                figures['errors'] += 1
                self.writer = None
            await asyncio.sleep(INTERVAL * random.uniform(0.8, 1.2))


async def run_fleet(n, port, key, seconds):
    figures = {'times': [], 'status': {}, 'cache': {}, 'errors': 0}
    end = time.monotonic() + seconds
    displays = [Display(port, key) for _ in range(n)]
    await asyncio.gather(*(display.run(end, figures) for display in displays))
    figures['ages'] = [age for display in displays if (age := display.get_age()) is not None]
    return figures


def count_upstream(path, since):
    with open(path) as file:
        lines = [json.loads(line) for line in file]
    return sum('/board' in line['path'] for line in lines[since:]), len(lines)


def percentile(times, part):
    times = sorted(times)
    return 1000 * times[min(int(len(times) * part), len(times) - 1)] if times else 0


def start_sandbox(program, log, port=0):
    process = subprocess.Popen([program, '--story', 'pickup', '--orders', '40', '--log', log,
                                '--port', str(port), '--seed', '7'], stdout=subprocess.PIPE, text=True)
    return process, json.loads(process.stdout.readline())


async def run(arguments, folder):
    log = os.path.join(folder, 'log')
    sandbox, told = start_sandbox(arguments.sandbox, log)
    upstream = told['url'].removeprefix('http://')
    port = get_free_port()
    key = told['kiosk_key']
    with open(os.path.join(folder, 'keys.map'), 'w') as file:
        file.write(f'"Bearer {key}" 0123;\n')
    with open(os.path.join(folder, 'nginx.conf'), 'w') as file:
        file.write(read_configuration(arguments.source, folder, port, upstream))
    nginx = subprocess.Popen(['nginx', '-c', os.path.join(folder, 'nginx.conf'), '-p', folder])
    await asyncio.sleep(1)

    try:
        seen = 0
        print(f'{"displays":>9} {"asked":>7} {"broker":>7} {"per interval":>13} {"p50 ms":>7} '
              f'{"p99 ms":>7} {"failed":>7} {"old":>4}  answers')
        for n in arguments.displays:
            _, seen = count_upstream(log, 0)
            figures = await run_fleet(n, port, key, arguments.seconds)
            upstream_requests, seen = count_upstream(log, seen)
            asked = len(figures['times']) + figures['errors']
            print(f'{n:>9} {asked:>7} {upstream_requests:>7} '
                  f'{upstream_requests / (arguments.seconds / INTERVAL):>13.2f} '
                  f'{percentile(figures["times"], .5):>7.1f} {percentile(figures["times"], .99):>7.1f} '
                  f'{figures["errors"]:>7} {len(figures["ages"]):>4}  {figures["status"]} {figures["cache"]}', flush=True)

        # The broker goes away.
        sandbox.terminate()
        sandbox.wait()
        figures = await run_fleet(arguments.displays[-1], port, key, arguments.outage)
        print(f'broker away for {arguments.outage} s: {len(figures["times"])} answers, '
              f'{figures["errors"]} failed, {figures["status"]} {figures["cache"]}')
        ages = figures['ages']
        print(f'{len(ages)} of {arguments.displays[-1]} displays know that their board is old'
              + (f', by {min(ages):.0f} to {max(ages):.0f} s' if ages else ''))

        wrong = Display(port, 'k_wrong')
        print('a wrong key:', (await wrong.ask())[0])
    finally:
        nginx.terminate()
        nginx.wait()
        sandbox.terminate()


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument('sandbox')
    parser.add_argument('source')
    parser.add_argument('--displays', type=int, nargs='+', default=[10, 100, 1000])
    parser.add_argument('--seconds', type=int, default=60)
    parser.add_argument('--outage', type=int, default=600)
    arguments = parser.parse_args()
    if shutil.which('nginx') is None:
        sys.exit('fleet: there is no nginx')
    with tempfile.TemporaryDirectory() as folder:
        os.chmod(folder, 0o755)
        asyncio.run(run(arguments, folder))


main()
