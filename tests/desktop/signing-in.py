# SPDX-License-Identifier: GPL-3.0-or-later
"""The program as the desktop starts it, with the desktop's real secret service.

A link arrives at a program that is not there yet, is handed over as the desktop does, and opens its
order. After that each new start is let in without a code: from the keyring, or not at all when that
is locked or gone, and never with a black window. In between the order is found by the desktop's
search, which starts the program, asks nobody, and opens what is chosen.
"""

import json
import os
import pathlib
import shutil
import signal
import subprocess
import sys
import time
import urllib.request

BUILD = pathlib.Path(os.environ['TOTE_BUILDDIR'])
HOME = pathlib.Path(os.environ['HOME'])
APP = os.environ['TOTE_APP_ID']
SCHEME = os.environ['TOTE_LINK_SCHEME'] + ':'
PATH = os.environ['TOTE_OBJECT_PATH']
PROFILE = pathlib.Path(os.environ['XDG_CONFIG_HOME']) / os.environ['TOTE_FOLDER'] / 'profile.ini'
PASSWORD = 'sesame'
TIMEOUT = 100


children = []


def start(arguments, **options):
    process = subprocess.Popen(arguments, **options)
    children.append(process)
    return process


def end_children():
    for process in children:
        process.kill()
        process.wait()


def wait_for(what, condition):
    end = time.monotonic() + TIMEOUT
    while not condition():
        if time.monotonic() > end:
            sys.exit(f'not seen: {what}')
        time.sleep(0.05)
    print(f'ok: {what}', flush=True)


class Sandbox:
    def __init__(self, *arguments):
        self.log = HOME / 'log'
        self.process = start(
            [os.environ['TOTE_SANDBOX'], '--speed', '0.001', '--log', self.log, *arguments],
            stdout=subprocess.PIPE, text=True)
        self.ready = json.loads(self.process.stdout.readline())
        self.url = self.ready['url']
        self.order = self.ready['orders'][0]['id']

    def direct(self, call, **members):
        request = urllib.request.Request(
            f'{self.url}/sandbox/{call}', json.dumps(members).encode(),
            {'Content-Type': 'application/json'})
        with urllib.request.urlopen(request) as answer:
            return json.load(answer)

    def link(self):
        return self.direct('code', order_id=self.order)['uri']

    def lines(self):
        return [json.loads(line) for line in self.log.read_text().splitlines()]

    def count(self, path, status=200):
        return sum(line['status'] == status and line['path'].endswith(path)
                   for line in self.lines())

    def followed(self):
        """How often the order was seen by somebody who had been let in."""
        return self.count(f'/orders/{self.order}')

    def refused(self):
        """How often a part of it was asked for by somebody who was not let in."""
        return sum(line['status'] == 401 and self.order in line['path'] for line in self.lines())

    def calls(self):
        return sum('/orders/' in line['path'] or '/broker/' in line['path']
                   for line in self.lines())

    def drawn(self):
        return sum('/tiles/' in line['path'] for line in self.lines())


class Keyring:
    def __init__(self, password=PASSWORD):
        options = ['--unlock'] if password else []
        self.process = start(
            ['gnome-keyring-daemon', *options, '--foreground', '--components=secrets'],
            stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            env={**os.environ, 'G_DEBUG': ''})
        self.process.stdin.write((password or '').encode())
        self.process.stdin.close()
        wait_for('a secret service', self.is_there)
        if password:
            wait_for('it is open', lambda: not self.is_locked())

    def get(self, *words):
        return subprocess.run(['gdbus', 'call', '--session', *words], capture_output=True,
                              text=True, check=False).stdout

    def is_there(self):
        return 'true' in self.get(
            '-d', 'org.freedesktop.DBus', '-o', '/org/freedesktop/DBus', '-m',
            'org.freedesktop.DBus.NameHasOwner', 'org.freedesktop.secrets')

    def is_locked(self):
        return 'false' not in self.get(
            '-d', 'org.freedesktop.secrets', '-o', '/org/freedesktop/secrets/aliases/default', '-m',
            'org.freedesktop.DBus.Properties.Get', 'org.freedesktop.Secret.Collection', 'Locked')

    def end(self):
        self.process.kill()
        self.process.wait()


class Tote:
    def __init__(self, *arguments):
        self.process = start([BUILD / 'src/desktop/tote', *arguments])

    def is_there(self):
        return subprocess.run(
            ['gdbus', 'call', '--session', '-d', APP, '-o', PATH, '-m',
             'org.freedesktop.DBus.Peer.Ping'], capture_output=True, check=False).returncode == 0

    @staticmethod
    def search(method, *arguments):
        return subprocess.run(
            ['gdbus', 'call', '--session', '-d', APP, '-o', f'{PATH}/SearchProvider', '-m',
             f'org.gnome.Shell.SearchProvider2.{method}', *arguments], capture_output=True,
            text=True, check=True).stdout

    @staticmethod
    def call(method, *arguments, check=True):
        # What hangs is ended by the suite: under a sanitizer an answer takes its time.
        subprocess.run(['gdbus', 'call', '--session', '-t', '300', '-d', APP, '-o', PATH, '-m',
                        f'org.freedesktop.Application.{method}', *arguments, '{}'], check=check,
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def quit(self):
        self.call('ActivateAction', 'quit', '[]', check=False)  # may be gone before it answers
        status = self.process.wait(TIMEOUT)
        if status != 0:
            sys.exit(f'tote ended with {status}')


def owner():
    """The process that is Tote now, if one is."""
    answer = subprocess.run(
        ['gdbus', 'call', '--session', '-d', 'org.freedesktop.DBus', '-o', '/org/freedesktop/DBus',
         '-m', 'org.freedesktop.DBus.GetConnectionUnixProcessID', APP], capture_output=True,
        text=True, check=False).stdout
    return answer[len('(uint32 '):answer.find(',')]


def has_line(process):
    """Whether it has spoken to any server: connections are kept for the next call."""
    own = {os.readlink(entry) for entry in pathlib.Path(f'/proc/{process}/fd').iterdir()
           if entry.is_symlink()}
    lines = pathlib.Path('/proc/net/tcp').read_text().splitlines()[1:]
    return any(f'socket:[{line.split()[9]}]' in own for line in lines)


def offer(name, program):
    """The bus starts it for whoever asks for the name."""
    (HOME / f'services/{name}.service').write_text(
        f'[D-BUS Service]\nName={name}\nExec={program}\n')
    subprocess.run(['gdbus', 'call', '--session', '-d', 'org.freedesktop.DBus', '-o',
                    '/org/freedesktop/DBus', '-m', 'org.freedesktop.DBus.ReloadConfig'],
                   check=True, stdout=subprocess.DEVNULL)


def find_order(sandbox):
    """Nobody is there: the bus starts who is asked."""
    offer(APP, f'{BUILD}/src/desktop/tote --gapplication-service')
    assert Tote.search('GetInitialResultSet', "['rocket']") == '(@as [],)\n'
    process = owner()
    found = Tote.search('GetInitialResultSet', "['groc']")
    assert sandbox.order in found, found
    assert found == Tote.search('GetSubsearchResultSet', '[]', "['groceries', 'belt']")
    identifier = f"('{sandbox.url}', '{sandbox.order}')"
    metas = Tote.search('GetResultMetas', f'["{identifier}"]')
    assert 'Belt Line Market · Order' in metas and 'We got your order' in metas, metas
    assert owner() == process, 'each search starts it anew'
    assert not has_line(process), 'somebody was asked'
    print('ok: found by the search, nobody asked', flush=True)

    seen, n_drawn = sandbox.followed(), sandbox.drawn()
    Tote.search('ActivateResult', f'"{identifier}"', "['groc']", '0')
    wait_for('the order that was chosen',
             lambda: sandbox.followed() > seen and sandbox.drawn() > n_drawn)
    assert owner() == process and has_line(process)
    Tote.call('ActivateAction', 'quit', '[]', check=False)
    wait_for('its end', lambda: not owner())
    (HOME / f'services/{APP}.service').unlink()


PROMPTER = 'org.gnome.keyring.SystemPrompter'


def offer_prompter():
    """The desktop's own window that asks for the password, where it is installed."""
    service = pathlib.Path(f'/usr/share/dbus-1/services/{PROMPTER}.service')
    if not service.exists() or not shutil.which('xdotool'):
        return False

    program = next(line[len('Exec='):] for line in service.read_text().splitlines()
                   if line.startswith('Exec='))
    display = ' '.join(f'{name}={os.environ[name]}' for name in ('DISPLAY', 'XAUTHORITY')
                       if name in os.environ)
    offer(PROMPTER, f'/usr/bin/env -u G_DEBUG {display} {program}')
    return True


def find_prompt():
    return subprocess.run(['xdotool', 'search', '--onlyvisible', '--class', 'gcr-prompter'],
                          capture_output=True, text=True, check=False).stdout.split()


def press(*keys):
    """Whether the window has gone; into one that has just come, keys are lost."""
    for window in find_prompt():
        subprocess.run(['xdotool', 'windowfocus', window, *keys], check=False)
    return not find_prompt()


def answer_prompt(tote, *keys):
    """What the button on the page does, and then what a person does in the window that comes."""
    tote.call('ActivateAction', 'unlock', '[]')
    wait_for('the window that asks', find_prompt)
    wait_for('it was answered', lambda: press(*keys))


def main():
    if not shutil.which('gnome-keyring-daemon') or not shutil.which('gdbus'):
        sys.exit(77)

    sandbox = Sandbox()
    PROFILE.parent.mkdir()
    PROFILE.write_text(f'[Retailer]\nName=Belt Line Market\n[Connect]\nServer={sandbox.url}\n'
                       f'Broker={sandbox.url}/broker\n')
    keyring = Keyring()

    # as D-Bus activation does it, and then opens what was clicked
    tote = Tote('--gapplication-service')
    wait_for('the service', tote.is_there)
    tote.call('Open', f"['{sandbox.link()}']")
    wait_for('let in by the link', lambda: sandbox.followed() > 0)
    tote.quit()
    assert sandbox.count('/broker/token') == 1

    seen = sandbox.followed()
    tote = Tote()
    wait_for('let in again by itself', lambda: sandbox.followed() > seen)
    tote.quit()
    assert sandbox.count('/broker/token') == 1

    find_order(sandbox)

    # and so is who follows it in a terminal
    environment = {name: value for name, value in os.environ.items() if name != 'TOTE_TOKEN'}
    watched = subprocess.run(
        [BUILD / 'src/watch/tote-watch', '--server', sandbox.url, '--order', sandbox.order,
         '--json', '--until', 'brand_new', '--timeout', str(TIMEOUT)],
        capture_output=True, text=True, check=True, env=environment).stdout
    assert '"brand_new"' in watched, watched
    print('ok: tote-watch let in', flush=True)

    # a token that is refused is renewed, and what it was renewed with is kept
    for _ in range(2):
        sandbox.direct('tokens', action='expire')
        seen = sandbox.followed()
        tote = Tote('--gapplication-service')
        wait_for('the service', tote.is_there)
        tote.call('Activate')
        wait_for('let in with a new token', lambda: sandbox.followed() > seen)
        tote.quit()
    assert sandbox.count('/broker/token') == 3

    # locked: it shows what it knows and waits; not one call is made with no token
    keyring.end()
    keyring = Keyring(password=None)
    n, n_drawn = sandbox.calls(), sandbox.drawn()
    tote = Tote()
    wait_for('the page as it was', lambda: sandbox.drawn() > n_drawn)
    assert sandbox.calls() == n, sandbox.lines()

    # refused by the person it stays so, however often; unlocked, the order is followed at once
    if offer_prompter():
        for _ in range(2):
            answer_prompt(tote, 'key', 'Escape')
            assert keyring.is_locked() and sandbox.calls() == n, sandbox.lines()
        seen = sandbox.followed()
        answer_prompt(tote, 'key', 'ctrl+a', *PASSWORD, 'Return')
        wait_for('let in by who unlocked it', lambda: sandbox.followed() > seen)
        assert not keyring.is_locked()
    tote.quit()

    # and gone; a new link helps, for as long as the program runs
    keyring.end()
    seen = sandbox.followed()
    tote = Tote(sandbox.link().replace(SCHEME, SCHEME.upper()))
    wait_for('let in without a secret service', lambda: sandbox.followed() > seen)
    tote.process.send_signal(signal.SIGTERM)
    tote.process.wait(TIMEOUT)


if __name__ == '__main__':
    try:
        main()
    finally:
        end_children()
