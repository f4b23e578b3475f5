#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Follows orders by ear alone: plays a transcript to the program while Orca, the screen reader,
reads it, and holds each word that is said against the words in the transcript.

  hear.py [--remake] TRANSCRIPT …

A line of a transcript that begins with “> ” is done, one after the other; the lines below it are
what is said of it, to the last; one that begins with “? ” is said or not: where the focus moves and
the title changes, the screen reader may come to the one after it has read the other. Times of day, ages
and the slot change from day to day: in a transcript they are 0:00, 0 s and so on. What can be done:

  open STORY WIDTHxHEIGHT [faults=SPEC] [orders=N]   the sandbox, its story standing still, and the
                                                     program with the first order
  also N                                  the program is given the order of that number as well
  at SECONDS                              the story moves on to that moment
  post PATH JSON                          a call of the sandbox below /sandbox/; “@2” is the second
                                          order
  press KEY …                             real keys, such as Tab, Control+3, Shift+Tab
  type TEXT
  listen                                  to what is said without anything being done

With --remake the words that are said are written into the transcripts."""

import ctypes
import difflib
import json
import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request

# libatspi warns of what goes away while it is read; only what Tote itself warns of is fatal.
FATAL = os.environ.pop('G_DEBUG', '')

import gi  # noqa: E402

gi.require_version('Atspi', '2.0')
from gi.repository import Atspi, Gio, GLib  # noqa: E402

HERE = os.path.dirname(os.path.abspath(__file__))

# Seconds: so long nothing was said and nobody was at work, and that is all there is to hear; so
# long it may take until the right words have come.
QUIET, QUIET_REMAKING, PATIENCE = 0.7, 2, 60

# A poll that brings nothing takes less of the processor than this, in clock ticks.
POLL = 1

PACE = '0.1'

# By then the program has asked about everything again, or has sent what it was told to and knows
# what became of it, in seconds: after what is likely to bring that.
ASKING = 6
ASKS = re.compile('> (at|post|listen|press .*(space|Return))')

SKIPPED = 77

# Codes of keys that are held, and symbols of those that are struck and stand for no letter.
HELD = {'Control': 37, 'Shift': 50, 'Alt': 64}
STRUCK = {'space': 0x20, 'Tab': 0xff09, 'Return': 0xff0d, 'Escape': 0xff1b, 'Home': 0xff50,
          'Left': 0xff51, 'Up': 0xff52, 'Right': 0xff53, 'Down': 0xff54, 'End': 0xff57,
          'F1': 0xffbe, 'F10': 0xffc7, 'plus': 0x2b, '?': 0x3f, 'minus': 0x2d, 'comma': 0x2c,
          'question': 0x3f, 'Page_Down': 0xff56}

# The window has a size and the corner, and a dialog what it asks for; no key is the manager's.
MANAGER = '''<openbox_config xmlns="http://openbox.org/3.4/rc"><applications>
<application class="*" type="normal"><decor>no</decor><focus>yes</focus>
<position force="yes"><x>0</x><y>0</y></position><size><width>%s</width><height>%s</height></size>
</application></applications></openbox_config>
'''

PR_SET_PDEATHSIG = 1

# What is another one on another day, and what is said to nobody.
VAGUE = (
    (re.compile(r'\b\d{1,2}:\d\d( [AP]M)?'), '0:00'),
    (re.compile(r'\b\d+ (s|min) ago\b'), r'0 \1 ago'),
    (re.compile(r'\b(Today|Tomorrow|Yesterday), 0:00 – ((today|tomorrow), )?0:00'),
     'Today, 0:00 – 0:00'),
    (re.compile(r'^Tomorrow, 0:00\.$'), '0:00.'),
    (re.compile(r'\b(tomorrow|yesterday) at 0:00'), 'at 0:00'),
    (re.compile(r'\bList with \d+ items\b'), 'List with 0 items'),
    (re.compile(r'\b(\d+ h )?\d+ (h|min) left\b'), '0 min left'),
    (re.compile('\u200e'), ''),
    (re.compile(r'\b\d+\.\d+\.\d+\b'), '0.0.0'),
)


def start(command, environment, **options):
    """A program that ends with this one, however this one ends."""
    return subprocess.Popen(
        command, env=environment,
        preexec_fn=lambda: ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL), **options)


def end(process):
    if process is not None:
        process.kill() if process.args[-1].endswith('reader.py') else process.terminate()
        process.wait(60)


def call(url, path, body):
    request = urllib.request.Request(url + path, json.dumps(body).encode(),
                                     {'Content-Type': 'application/json'})
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with opener.open(request, timeout=60) as answer:
        return answer.read()


# What is said of the window when it comes, or not, with the list around what has the focus: which
# of the two is told first is up to the screen reader. What is said until the store has answered is
# said where the transcript says so.
ARRIVAL = re.compile(r'( frame\.| – Tote|^Your orders?\.|^list\.|^List with \d+ items?\.'
                     r'|^Loading your order panel\.)$')


# Is said until the store has answered, which on a loaded machine it has before it could be.
FLEETING = ('Sending your approval…', 'Asking for a refund…')


# Where the focus comes back to when what was over it closes: how much of what is around it is said,
# and that a menu was open, is up to the screen reader as well.
AROUND = re.compile(r'( panel\.| combo box|^Your orders?\.|^list\.|^expanded)$')


# The window that all others come up over; whether one of those is said to be a frame is up to the
# screen reader too.
MAIN = re.compile(r'(– Tote|Your orders) frame\.$')


def bare(lines):
    kept, around = [], False
    for line in lines:
        around = MAIN.search(line) is not None or (around and AROUND.search(line) is not None)
        if not around:
            kept.append(line.removesuffix(' frame.'))
    return kept


def follow(heard, expected):
    """Whether that was said, with or without what may be left out."""
    if not expected:
        return not heard
    first, *rest = expected
    open_to = first in FLEETING or first.startswith('? ')
    if heard and heard[0] == first.removeprefix('? ') and follow(heard[1:], rest):
        return True
    return open_to and follow(heard, rest)


def holds(heard, expected):
    return follow(bare(heard), bare(expected))


def plain(text):
    for vague, sample in VAGUE:
        text = vague.sub(sample, text)
    return text


def join_names(lines):
    """What has just got its name is now and then told as what it is first."""
    joined = []
    for line in lines:
        if joined and joined[-1] == 'panel.':
            joined[-1] = line + ' panel.'
        else:
            joined.append(line)
    return joined


class Work:
    """Whether a program is at work, however little of the processor others leave it: a loaded
    machine is slow to say something, not silent."""

    def __init__(self):
        self.ticks = {}

    def goes_on(self, pid):
        with open(f'/proc/{pid}/stat', encoding='utf-8') as file:
            state, *fields = file.read().rpartition(')')[2].split()
        ticks = int(fields[10]) + int(fields[11])
        before = self.ticks.setdefault(pid, ticks)
        if ticks <= before + POLL and state != 'R':
            return False
        self.ticks[pid] = ticks
        return True


class Reader:
    """The screen reader, and what it has said."""

    def __init__(self, folder):
        self.path = os.path.join(folder, 'heard')
        self.taken = 0
        open(self.path, 'w', encoding='utf-8').close()
        self.switch_on()
        data = os.path.join(os.environ['XDG_DATA_HOME'], 'orca')
        os.makedirs(data, exist_ok=True)
        shutil.copy(os.path.join(HERE, 'orca-customizations.py'), data)
        with open(os.path.join(folder, 'orca.log'), 'w', encoding='utf-8') as log:
            self.process = start(
                ['/usr/bin/python3', os.path.join(HERE, 'reader.py')],
                dict(os.environ, PYTHONPATH=HERE, TOTE_HEARD=self.path, GTK_A11Y='',
                     PYTHONDONTWRITEBYTECODE='1'), stdout=log, stderr=log)
        self.wait_for_start(folder)

    @staticmethod
    def switch_on():
        bus = Gio.bus_get_sync(Gio.BusType.SESSION, None)
        for name in ('IsEnabled', 'ScreenReaderEnabled'):
            bus.call_sync('org.a11y.Bus', '/org/a11y/bus', 'org.freedesktop.DBus.Properties', 'Set',
                          GLib.Variant('(ssv)', ('org.a11y.Status', name,
                                                 GLib.Variant('b', True))),
                          None, Gio.DBusCallFlags.NONE, -1, None)

    def wait_for_start(self, folder):
        until = time.monotonic() + PATIENCE
        while 'Screen reader on.' not in self.read():
            if time.monotonic() > until or self.process.poll() is not None:
                with open(os.path.join(folder, 'orca.log'), encoding='utf-8') as log:
                    sys.exit('the screen reader does not start:\n' + log.read()[-2000:])
            time.sleep(0.1)
        self.taken = len(self.read())

    def read(self):
        with open(self.path, encoding='utf-8') as file:
            return file.read().splitlines()

    def take(self, expected, arriving, speaker):
        """What was said since the last time: as soon as it is what was expected and no more comes,
        or when nothing more comes for long."""
        begun = changed = time.monotonic()
        count = -1
        work = Work()
        while True:
            fresh = self.read()[self.taken:]
            lines = join_names([plain(line) for line in fresh
                                if not (arriving and ARRIVAL.search(line)
                                        and plain(line) not in (expected or []))])
            now = time.monotonic()
            at_work = [work.goes_on(process.pid) for process in (self.process, speaker)]
            if len(fresh) != count or (any(at_work) and now - begun < PATIENCE):
                count, changed = len(fresh), now
            enough = now - changed > (QUIET_REMAKING if expected is None else QUIET)
            if enough and (expected is None or holds(lines, expected)
                           or len(bare(lines)) > len(bare(expected)) or now - begun > PATIENCE):
                self.taken += count
                return lines
            time.sleep(0.05)


class Stage:
    """The sandbox, whose clock stands still unless it is moved on, and the program."""

    def __init__(self, folder):
        self.folder = folder
        self.manager = self.sandbox = self.tote = None
        self.now = 0
        self.url = ''
        self.orders = []

    def manage(self, width, height):
        """A window that is there before its manager may never get the focus."""
        there = os.path.join(self.folder, 'managed')
        rules = os.path.join(self.folder, 'rc.xml')
        with open(rules, 'w', encoding='utf-8') as file:
            file.write(MANAGER % (width, height))
        self.manager = start(['openbox', '--sm-disable', '--config-file', rules, '--startup',
                              f'touch {there}'], dict(os.environ))
        until = time.monotonic() + PATIENCE
        while not os.path.exists(there):
            assert time.monotonic() < until, 'there is no window manager'
            time.sleep(0.05)

    def open(self, story, size, *more):
        environment = {name: value for name, value in os.environ.items() if name != 'GTK_A11Y'}
        environment['G_DEBUG'] = FATAL
        self.manage(*size.split('x'))
        self.sandbox = start([os.environ['TOTE_SANDBOX'], '--story', story, '--seed', '7']
                             + ['--' + word for word in more],
                             environment, stdout=subprocess.PIPE, text=True)
        ready = json.loads(self.sandbox.stdout.readline())
        self.url, self.orders = ready['url'], ready['orders']
        call(self.url, '/sandbox/clock', {'paused': True})
        self.tote = self.hand_over(1, environment)

    def hand_over(self, number, environment):
        order = self.orders[number - 1]
        token = os.path.join(self.folder, f'token{number}')
        with open(token, 'w', encoding='utf-8') as file:
            file.write(order['token'])
        return start(
            [os.environ['TOTE_BUILDDIR'] + '/src/desktop/tote', '--server', self.url, '--order',
             order['id'], '--token-file', token, '--pace', PACE], environment)

    def also(self, number):
        assert self.hand_over(int(number), dict(os.environ)).wait(PATIENCE) == 0

    def at(self, moment):
        call(self.url, '/sandbox/clock', {'advance': int(moment) - self.now})
        self.now = int(moment)

    def post(self, path, body='{}'):
        named = re.sub('@([0-9])', lambda at: self.orders[int(at[1]) - 1]['id'], body)
        call(self.url, '/sandbox/' + path, json.loads(named))

    @staticmethod
    def press(*chords):
        for chord in chords:
            *held, key = chord.split('+') if len(chord) > 1 else chord
            for name in held:
                Atspi.generate_keyboard_event(HELD[name], None, Atspi.KeySynthType.PRESS)
            symbol = STRUCK[key] if key in STRUCK else ord(key)
            Atspi.generate_keyboard_event(symbol, None, Atspi.KeySynthType.SYM)
            for name in reversed(held):
                Atspi.generate_keyboard_event(HELD[name], None, Atspi.KeySynthType.RELEASE)

    @staticmethod
    def type(*words):
        for letter in ' '.join(words):
            Atspi.generate_keyboard_event(ord(letter), None, Atspi.KeySynthType.SYM)

    def listen(self):
        pass

    def do(self, line):
        word, *arguments = shlex.split(line)
        getattr(self, word)(*arguments)
        assert self.tote.poll() is None, f'the program has ended: {line}'

    def close(self):
        for process in (self.tote, self.sandbox, self.manager):
            end(process)


def parse(text):
    """The transcript as pairs: what is done (or said beside it, in a comment), what is heard."""
    steps = []
    for line in text.splitlines():
        if line.startswith(('> ', '#')) or not line:
            steps.append((line, []))
        else:
            steps[-1][1].append(line)
    return steps


def play(path, reader, stage, remake):
    with open(path, encoding='utf-8') as file:
        before = file.read()
    lines, good = [], True
    for step, expected in parse(before):
        lines.append(step)
        if not step.startswith('> '):
            continue
        stage.do(step[2:])
        if ASKS.match(step) and (remake or not expected):
            time.sleep(ASKING)
        heard = reader.take(None if remake else expected, step.startswith(('> open', '> also')), stage.tote)
        lines += heard
        if not remake and not holds(heard, expected):
            good = False
            break
    after = '\n'.join(lines) + '\n'
    if remake:
        with open(path, 'w', encoding='utf-8') as file:
            file.write(after)
    elif not good:
        upto = before.splitlines()[:len(lines) + 3]
        print('\n'.join(difflib.unified_diff(upto, lines, 'the transcript', 'what was heard',
                                             lineterm='', n=6)))
    return good


def main():
    arguments = sys.argv[1:]
    remake = '--remake' in arguments
    paths = [path for path in arguments if path != '--remake']
    if not paths:
        sys.exit(__doc__)
    if not shutil.which('orca') or not shutil.which('openbox'):
        print('no screen reader or no window manager is installed here')
        sys.exit(SKIPPED)
    good = True
    with tempfile.TemporaryDirectory() as folder:
        for path in paths:
            reader, stage = Reader(folder), Stage(folder)
            try:
                played = play(path, reader, stage, remake)
            finally:
                stage.close()
                end(reader.process)
            print(f'{"ok" if played else "not ok"} {os.path.basename(path)}', flush=True)
            good = good and played
    sys.exit(0 if good else 1)


if __name__ == '__main__':
    main()
