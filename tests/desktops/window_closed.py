# SPDX-License-Identifier: GPL-3.0-or-later
"""An order in a real desktop, from the link to the door, with the window closed.

  window_closed.py gnome|xfce PICTURES
"""

import json
import os
import pathlib
import signal
import subprocess
import sys
import time
import urllib.request

from desk import Gnome, Xfce, wait_for

APP = 'io.github.tote.Tote'
WORDS = 'Is <b>this</b> one fine & ripe?'

# Moments of the story, in seconds from its start.
SHOPPING, ASKED, UNDER_WAY, DELIVERED = 200, 500, 1200, 1900


class Store:
    def __init__(self):
        self.log = pathlib.Path.home() / 'log'
        self.process = subprocess.Popen(['tote-sandbox', '--speed', '0.001', '--log', self.log],
                                        stdout=subprocess.PIPE, text=True)
        ready = json.loads(self.process.stdout.readline())
        self.url, self.order, self.now = ready['url'], ready['orders'][0]['id'], 0
        self.direct('clock', paused=True)

    def direct(self, call, **members):
        request = urllib.request.Request(f'{self.url}/sandbox/{call}',
                                         json.dumps(members).encode(),
                                         {'Content-Type': 'application/json'})
        with urllib.request.urlopen(request) as answer:
            return json.load(answer)

    def go_to(self, moment):
        self.direct('clock', advance=moment - self.now)
        self.now = moment

    def lines(self):
        return [json.loads(line) for line in self.log.read_text().splitlines()]

    def is_seen(self):
        return any(line['path'].startswith('/pictures/') for line in self.lines())

    def followed(self):
        return sum(line['path'].endswith(f'/orders/{self.order}') for line in self.lines())

    def state(self):
        with urllib.request.urlopen(f'{self.url}/sandbox/state') as answer:
            return json.load(answer)['orders'][0]

    def decisions(self):
        return [line['status'] for line in self.lines()
                if line['method'] == 'PUT' and 'replacement' in line['path']]


def set_up(store):
    config = pathlib.Path.home() / '.config'
    (config / 'tote').mkdir(parents=True)
    (config / 'tote/profile.ini').write_text(
        f'[Retailer]\nName=Belt Line Market\n[Connect]\nServer={store.url}\n'
        f'Broker={store.url}/broker\n')
    keyring = subprocess.Popen(['gnome-keyring-daemon', '--unlock', '--foreground',
                                '--components=secrets'], stdin=subprocess.PIPE,
                               stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    keyring.stdin.write(b'sesame')
    keyring.stdin.close()
    time.sleep(2)


def owner():
    answer = subprocess.run(
        ['gdbus', 'call', '--session', '-d', 'org.freedesktop.DBus', '-o', '/org/freedesktop/DBus',
         '-m', 'org.freedesktop.DBus.GetConnectionUnixProcessID', APP], capture_output=True,
        text=True, check=False).stdout
    return int(answer[len('(uint32 '):answer.find(',')]) if answer else 0


def find(desk, words):
    return lambda: next((shown for shown in desk.notifications() if words in shown[0]), None)


def close(desk):
    desk.close(desk.windows()[-1])
    wait_for('the window is closed', lambda: not desk.windows())
    assert owner()


def wait_for_window(desk, what):
    """The same window as before: it was as large as the screen."""
    wait_for(what, desk.windows)
    wait_for('it is maximized again', desk.is_maximized)
    time.sleep(2)


def come_back(desktop, desk):
    """By what the desktop offers for a program with no window."""
    desk.maximize()
    wait_for('it is maximized', desk.is_maximized)
    time.sleep(1)
    close(desk)
    if desktop == 'gnome':
        for words in ('groceries', 'belt line', 'sourdough'):
            title, status, x, y, width, height = desk.search(APP, words)[0]
            assert title.startswith('Belt Line Market · Order'), title
            assert status.startswith('We got your order'), status
            time.sleep(1)
            desk.shot(f'found-{words[:4]}')
            if words != 'sourdough':
                desk.end_search()
        desk.click(x + width / 2, y + height / 2)
        wait_for_window(desk, 'the order that was found')
        desk.shot('opened')
        close(desk)
    desk.choose_action(APP, 'last-order')
    wait_for_window(desk, 'the last order')
    desk.choose_action(APP, 'add-order')
    wait_for('a dialog over it', lambda: len(desk.windows()) == 2)
    time.sleep(1)
    desk.shot('add-order')
    wait_for('both are closed', lambda: not desk.windows() or desk.close(desk.windows()[-1]))


def end():
    """The desktop starts it again."""
    os.kill(owner(), signal.SIGKILL)
    wait_for('it is gone', lambda: not owner())


def click_words(desk, words, look):
    """On what was told: it leads there, and it is gone."""
    desk.open_told(words)
    wait_for('a window', desk.windows)
    wait_for('what was told is seen', lambda: not find(desk, words)())
    look()
    time.sleep(2)


def click_through(store, desk):
    """To the message and to the item, from a window that is closed and a program that has ended."""
    def is_read(body):
        return lambda: any(message['read'] for message in store.state()['messages']
                           if message['body'] == body)

    def say(body):
        store.direct('say', order_id=store.order, body=body)
        wait_for(f'told: {body}', lambda: any(body == shown[1] for shown in desk.notifications()))

    shopper = desk.notifications()[-1][0]
    for body, before in (('The blue one?', None), ('Or the red one?', end)):
        say(body)
        if before:
            before()
        click_words(desk, shopper, lambda: wait_for('it is read', is_read(body)))
        desk.shot(f'message-{"ended" if before else "closed"}')
        close(desk)
    for before in (None, end):
        line = next(name for name, status in store.state()['lines'].items()
                    if status == 'not_picked')
        store.direct('item', order_id=store.order, line=line, status='replaced')
        wait_for('asked', find(desk, 'Replacement for'))
        if before:
            before()
        followed = store.followed()
        click_words(desk, 'Replacement for', lambda: wait_for(
            'it is followed', lambda n=followed: store.followed() > n))
        desk.shot(f'item-{"ended" if before else "closed"}')
        close(desk)
        store.direct('item', order_id=store.order, line=line, status='found')


def follow(desktop, desk):
    store = Store()
    set_up(store)

    desk.open_link(store.direct('code', order_id=store.order)['uri'])
    wait_for('the order, by its link', lambda: store.is_seen() and desk.windows())
    time.sleep(2)
    desk.shot('window')
    come_back(desktop, desk)

    store.go_to(SHOPPING)
    wait_for('told of the shopper', find(desk, 'Shopping in progress'))
    store.direct('say', order_id=store.order, body=WORDS)
    said = wait_for('the shopper’s words', lambda: next(
        (shown for shown in desk.notifications() if 'ripe' in shown[1]), None))
    print(said, flush=True)
    assert said[1] == (WORDS if desktop == 'gnome' else
                       'Is &lt;b&gt;this&lt;/b&gt; one fine &amp; ripe?')
    desk.see(said[0])
    desk.shot('words')
    if desktop == 'gnome':
        click_through(store, desk)

    store.go_to(ASKED)
    wait_for('asked', find(desk, 'Replacement for'))
    if desktop == 'gnome':
        end()  # on others it has to be there
    desk.see('Replacement for')
    desk.press('Approve')
    wait_for('decided', store.decisions)
    assert store.decisions() == [200] and not desk.windows()

    store.go_to(UNDER_WAY)
    wait_for('told that it is on the way', find(desk, 'Out for delivery'))
    desk.see('Out for delivery')
    desk.shot('on-the-way')
    store.go_to(DELIVERED)
    wait_for('told of the end', find(desk, 'Delivered'))
    desk.see('Delivered')
    desk.shot('delivered')
    wait_for('it ends by itself', lambda: not owner())
    assert not desk.windows()


def main():
    desktop, pictures = sys.argv[1:]
    desk = Gnome(pictures) if desktop == 'gnome' else Xfce(pictures)
    try:
        follow(desktop, desk)
    except SystemExit:
        print(desk.windows(), desk.notifications(), flush=True)
        desk.shot('failed')
        raise


if __name__ == '__main__':
    main()
