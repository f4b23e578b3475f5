#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Drives a whole demo order the way a screen reader does, with no pointer: reads the headline and
the progress, approves a replacement with the keyboard, sends a message, hears that the order was
delivered, rates it and has it forgotten. In each stage everything that takes the focus has a name,
and each change is told once. The program begins with a damaged file, and says so. The story waits
for the reader, however slow the machine is."""

import ctypes
import json
import os
import re
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

PACE = '0.05'

# Moments of the story, in seconds from its start.
SHOPPING, ASKED, UNDER_WAY, DELIVERED = 200, 500, 1200, 1900
MESSAGE = 'Please ring twice, thank you.'


def walk(node):
    """The node and everything below it; what goes away meanwhile is left out."""
    yield node
    try:
        count = node.get_child_count()
    except GLib.Error:
        return
    for i in range(count):
        try:
            child = node.get_child_at_index(i)
        except GLib.Error:
            continue
        if child is not None:
            yield from walk(child)


def describe(node):
    """What is said of a node: its name, and its text where it has one."""
    try:
        name = node.get_name() or ''
        if 'Text' in node.get_interfaces():
            name += ' ' + Atspi.Text.get_text(node, 0, Atspi.Text.get_character_count(node))
        return name
    except GLib.Error:
        return ''


def role(node):
    try:
        return node.get_role_name()
    except GLib.Error:
        return ''


def find_application(pid):
    desktop = Atspi.get_desktop(0)
    for i in range(desktop.get_child_count()):
        application = desktop.get_child_at_index(i)
        if application is not None and application.get_process_id() == pid:
            return application
    return None


def find(application, text, roles=None):
    for node in walk(application):
        if text in describe(node) and (roles is None or role(node) in roles):
            return node
    return None


def wait_for(what, look, seconds=60):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            found = look()
        except GLib.Error:
            found = None
        if found:
            print(f'# {what}', flush=True)
            return found
        time.sleep(0.2)
    raise SystemExit(f'never: {what}')


def press(node):
    Atspi.Action.do_action(node, 0)


def call(request):
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with opener.open(request, timeout=60) as answer:
        return json.load(answer)


def ask(url, token, path):
    return call(urllib.request.Request(url + path, headers={'Authorization': f'Bearer {token}'}))


class Story:
    """The sandbox's clock, which stands still unless it is moved on."""

    def __init__(self, url):
        self.url = url
        self.now = 0
        self.turn({'paused': True})

    def direct(self, what, **members):
        return call(urllib.request.Request(f'{self.url}/sandbox/{what}',
                                           json.dumps(members).encode(),
                                           {'Content-Type': 'application/json'}))

    def turn(self, change):
        self.direct('clock', **change)

    def count(self, operation):
        return call(f'{self.url}/sandbox/state')['requests'].get(operation, 0)

    def go_to(self, moment):
        self.turn({'advance': moment - self.now})
        self.now = moment


SPACE, ENTER, RIGHT, TAB = 0x20, 0xff0d, 0xff53, 0xff09


def press_key(key):
    """A real one, as from a keyboard."""
    Atspi.generate_keyboard_event(key, None, Atspi.KeySynthType.SYM)


INSET = 10


def get_inside(place):
    """A point of it, whatever tells of it: GTK 4.18 leaves out the room around what it is in, so that all
    is a little further right and down."""
    return (place.x + max(place.width // 2, place.width - INSET),
            place.y + max(place.height // 2, place.height - INSET))


def click_into(node):
    """With a real pointer, where it stands still: the page may be on its way to what has the focus. The
    only window of the screen stands in its corner."""
    seen = None

    def click():
        nonlocal seen
        place = Atspi.Component.get_extents(node, Atspi.CoordType.WINDOW)
        before, seen = seen, (place.x, place.y)
        if seen == before:
            Atspi.generate_mouse_event(*get_inside(place), 'b1c')
        return has_state(node, Atspi.StateType.FOCUSED)

    wait_for('what was clicked into has the focus', click)


def type_text(text):
    for letter in text:
        press_key(ord(letter))


def has_state(node, state):
    try:
        return node.get_state_set().contains(state)
    except GLib.Error:
        return False


def find_focused(application):
    return [node for node in walk(application) if has_state(node, Atspi.StateType.FOCUSED)]


def press_tab(application, before):
    """What has the focus then: a key that is still on its way would take it further from where it is
    seen. Where there is but one stop, it comes back to that."""
    press_key(TAB)
    end = time.monotonic() + 5
    while time.monotonic() < end:
        focused = find_focused(application)
        if focused and focused != before:
            return focused
    return before


def tab_to(application, text):
    """To the next stop of the Tab key that says this."""
    wait_for(f'there is “{text}”', lambda: find(application, text))
    focused = find_focused(application)
    for _ in range(40):
        focused = press_tab(application, focused)
        for node in focused:
            if text in describe(node):
                print(f'# the focus is on “{text}”', flush=True)
                return node
    raise SystemExit(f'the Tab key never comes to “{text}”')


# What only lays out hands the focus on to what is in it; GTK 4.8 names a thing that has no name after
# its class.
CONTAINERS = ('scroll pane', 'filler')
CLASS_NAME = re.compile(r'(Gtk|Adw|Tote|Shumate)[A-Z]\w+')

def is_said_twice(name):
    """Such as “Main menu Main menu”."""
    words = name.split()
    half = len(words) // 2
    return half > 0 and words[:half] == words[half:]


def is_hushed_list(node):
    """The list in a row that opens or of switches: its rows take the focus, it never does."""
    children = [node.get_child_at_index(i) for i in range(node.get_child_count())]
    return role(node) in ('panel', 'list') and any(
        child is not None and role(child) in (*ROWS, 'check box', 'combo box') for child in children)


def hands_on(node):
    """What scrolls takes the focus itself where nothing in it does."""
    return role(node) == 'filler' or role(node) == 'scroll pane' and any(
        role(part) not in CONTAINERS and has_state(part, Atspi.StateType.FOCUSABLE)
        for part in walk(node))


def is_in_choice(node):
    """GTK 4.18 tells of what is chosen of several, and of the list of them, that it takes the focus; which
    is what the choice as a whole does, and the rows do."""
    above = node.get_parent()
    while above is not None and role(above) not in WINDOWS:
        if role(above) == 'combo box':
            return role(node) in ('panel', 'list')
        above = above.get_parent()
    return False


# What a screen reader takes for a window, whose name it says.
WINDOWS = ('frame', 'window', 'dialog')


def check_pictures(application):
    """Each picture says what is on it, or is left out. What is only a symbol within a control of the
    platform’s is nothing by itself."""
    for node in walk(application):
        if role(node) == 'image':
            what = f'a picture in {describe(node.get_parent())!r} is called {node.get_name()!r}'
            assert not re.fullmatch('(?!GtkImage)' + CLASS_NAME.pattern, node.get_name() or ''), what


def check_names(application):
    """All that takes the focus is named, once, in words that are read well, and so is each window."""
    check_pictures(application)
    for i in range(application.get_child_count()):
        window = application.get_child_at_index(i)
        what = f'a {role(window)} is called {window.get_name()!r}'
        assert role(window) in WINDOWS and window.get_name(), what
    for node in walk(application):
        if not has_state(node, Atspi.StateType.FOCUSABLE) or hands_on(node):
            continue
        name = (node.get_name() or '').strip()
        if role(node) == 'table cell' or role(node) == 'list item' and not name:
            # A choice is said by the words in it.
            name = next((part.get_name() for part in walk(node)
                         if part is not node and part.get_name()), '')
        if describe(node.get_parent()).startswith('GtkListView'):
            continue
        if is_hushed_list(node) or is_in_choice(node):
            continue
        what = f'a {role(node)} in {describe(node.get_parent())!r} is called {name!r}'
        assert name and not CLASS_NAME.fullmatch(name), what
        assert '·' not in name and not is_said_twice(name), what
        assert (node.get_description() or '').strip('.') != name, f'{what}, and described so'
        if role(node) == 'label':
            # Its words are read besides its name.
            assert describe(node) == f'{name} {name}', what


def check_chosen(application, text, chosen):
    """Whether it is chosen is told, and that it is not any more: on GTK 4.8 in its name."""
    def look():
        node = find(application, text, BUTTONS + ('toggle button',))
        if role(node) == 'toggle button':
            return has_state(node, Atspi.StateType.PRESSED)
        return chosen in node.get_name()

    before = look()
    for wanted in (not before, before):
        press(find(application, text, BUTTONS + ('toggle button',)))
        wait_for(f'“{text}” is {"" if wanted else "not "}{chosen}', lambda: look() == wanted)


class Titles:
    """What a screen reader says unasked on any version of GTK: each new title of the window."""

    def __init__(self, pid):
        self.pid = pid
        self.heard = []
        self.listener = Atspi.EventListener.new(self.on_event)
        self.listener.register('object:property-change:accessible-name')

    def on_event(self, event):
        try:
            if (event.source.get_role() == Atspi.Role.FRAME
                    and event.source.get_process_id() == self.pid):
                self.heard.append(event.any_data)
        except GLib.Error:
            pass

    def listen(self, seconds=0.5):
        """What was said may still be on its way."""
        context = GLib.MainContext.default()
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if not context.iteration(False):
                time.sleep(0.01)

    def expect_once(self, title):
        end = time.monotonic() + 20
        while title not in self.heard and time.monotonic() < end:
            self.listen(0.05)
        self.listen()
        assert self.heard.count(title) == 1, f'heard {self.heard}, not “{title}” once'
        print(f'# heard once: {title}', flush=True)


PR_SET_PDEATHSIG = 1

# The second where nothing in the list can be selected, on GTK 4.8.
ROWS = ('list item', 'table row')
BUTTONS = ('push button', 'button')


def answer(application, url, order, token):
    """With the keys: the focus stays away from what could be pressed by a second Enter."""
    tab_to(application, 'Approve Rustic Baguette')
    press_key(ENTER)
    press_key(ENTER)
    items = f'/v2/post_checkout/orders/{order}/items'
    wait_for('the store has the answer', lambda: any(
        line.get('replacement_status') == 'APPROVED'
        for line in ask(url, token, items)['line_items']))
    wait_for('the question is gone', lambda: not find(application, 'Replacement for'))


def write(application, url, order, token):
    box = wait_for('there is a place to write', lambda: find(
        application, 'Message', ('text', 'entry', 'text box')))
    Atspi.EditableText.set_text_contents(box, MESSAGE)
    press(wait_for('there is a button to send', lambda: next(
        (node for node in walk(application)
         if role(node) in BUTTONS and describe(node).strip() == 'Send'), None)))
    chat = f'/v2/post_checkout/chat/{order}/messages'
    wait_for('the store has the message', lambda: [
        message['body'] for message in ask(url, token, chat)['chat_messages']
    ].count(MESSAGE) == 1)
    wait_for('the message is read', lambda: find(application, MESSAGE))


def rate(application):
    tab_to(application, '3 stars')
    press_key(SPACE)
    press_key(RIGHT)
    wait_for('four stars are chosen', lambda: has_state(
        find(application, '4 stars', ('radio button',)), Atspi.StateType.CHECKED))
    check_chosen(application, 'Good items', ', chosen')
    press_tab(application, [tab_to(application, 'A note of thanks')])
    click_into(find(application, 'A note of thanks', ('text', 'text box')))
    type_text('Thanks')
    wait_for('what was typed after a click is in the note', lambda: 'Thanks' in describe(
        find(application, 'A note of thanks', ('text', 'text box'))))
    press(wait_for('the rating can be sent', lambda: find(application, 'Send Rating', BUTTONS)))
    wait_for('the store says thank you', lambda: find(application, 'Thank you'))


def forget(application):
    tab_to(application, 'Forget This Order…')
    press_key(ENTER)
    press(wait_for('it is asked once more', lambda: find(
        application, 'Forget Order', BUTTONS)))
    wait_for('nothing is left', lambda: find(application, 'Follow your groceries'))
    assert not find(application, MESSAGE)


def drive(application, titles, story, order, token):
    url = story.url

    def see(text, roles=None):
        return lambda: find(application, text, roles)

    wait_for('what became of the damaged file is read', see('was damaged'))
    story.go_to(SHOPPING)
    wait_for('the headline is read', see('Shopping in progress'))
    wait_for('the step is read', see('Step 2 of 5: Shopping'))
    check_names(application)

    story.go_to(ASKED)
    wait_for('the question is read', see(
        'Replacement for Sourdough Loaf, 1 each: Rustic Baguette, 1 each'))
    wait_for('an item is read as one', lambda: any(
        role(node) in ROWS and describe(node).startswith('Organic Bananas, 10 each, Found')
        for node in walk(application)))
    check_names(application)
    check_chosen(application, 'Chat', ', shown')
    answer(application, url, order, token)
    write(application, url, order, token)

    story.go_to(UNDER_WAY)
    wait_for('the way is read', see('Out for delivery'))
    wait_for('the distance is read', see('away · seen'))
    check_names(application)
    story.go_to(DELIVERED)
    wait_for('the end is read', see('Delivered'))
    wait_for('the last step is read', see('Step 5 of 5, done: Delivered'))
    titles.expect_once(f'Delivered – {os.environ["TOTE_NAME"]}')
    check_names(application)
    rate(application)
    forget(application)
    check_names(application)


def start(command, **options):
    """A program that ends with this one, however this one ends."""
    return subprocess.Popen(
        command, preexec_fn=lambda: ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL),
        **options)


def damage_archive():
    """The file of tracked orders, as a failing disk might leave it. The home is the test's own."""
    folder = os.path.join(os.environ['XDG_DATA_HOME'], os.environ['TOTE_FOLDER'])
    os.mkdir(folder)
    with open(os.path.join(folder, 'tote.db'), 'wb') as file:
        file.write(b'no database')


def take_notifications():
    """With nobody who takes its notifications Tote would warn of each. What they say is looked at
    elsewhere; here they are only taken, as long as the test runs."""
    bus = Gio.bus_get_sync(Gio.BusType.SESSION, None)
    bus.call_sync('org.freedesktop.DBus', '/org/freedesktop/DBus', 'org.freedesktop.DBus',
                  'RequestName', GLib.Variant('(su)', ('org.gtk.Notifications', 0)), None,
                  Gio.DBusCallFlags.NONE, -1, None)
    return bus


def tell_once(build, environment):
    """A desktop that keeps no passwords, as this one: it is said, and not with each that would be
    kept."""
    told = 'This desktop cannot keep passwords'
    sandbox = start([os.environ['TOTE_SANDBOX']], stdout=subprocess.PIPE, text=True,
                    env=environment)
    story = Story(json.loads(sandbox.stdout.readline())['url'])
    with tempfile.NamedTemporaryFile('w', suffix='.ini') as profile:
        profile.write(f'[Connect]\nServer={story.url}\nBroker={story.url}/broker\n')
        profile.flush()
        tote = start([f'{build}/src/desktop/tote', '--profile', profile.name, '--pace', PACE,
                      story.direct('code')['uri']], env=environment)
        try:
            application = wait_for('the program is there', lambda: find_application(tote.pid))
            wait_for('it is told that none are kept', lambda: find(application, told))
            press(find(application, 'Close', ['push button', 'button']))
            wait_for('that is closed', lambda: not find(application, told))
            asked, renewed = story.count('order'), story.count('broker-token')
            story.direct('tokens', action='expire')
            wait_for('another would be kept', lambda: story.count('broker-token') > renewed
                     and story.count('order') > asked + 2)
            assert not find(application, told)
        finally:
            for process in (tote, sandbox):
                process.terminate()
                process.wait(60)


def main():
    bus = take_notifications()  # noqa: F841
    build = os.environ['TOTE_BUILDDIR']
    environment = {name: value for name, value in os.environ.items() if name != 'GTK_A11Y'}
    environment['G_DEBUG'] = FATAL
    sandbox = start([os.environ['TOTE_SANDBOX'], '--story', 'delivery'],
                    stdout=subprocess.PIPE, text=True, env=environment)
    # A retailer's, which is not where it will be before it is installed, and so would be told of.
    own = ['--profile', os.environ['TOTE_PROFILE']] if os.environ['TOTE_PROFILE'] else []
    tote = None
    damage_archive()
    try:
        ready = json.loads(sandbox.stdout.readline())
        order = ready['orders'][0]
        story = Story(ready['url'])
        with tempfile.NamedTemporaryFile('w', suffix='.token') as file:
            file.write(order['token'])
            file.flush()
            tote = start(
                [f'{build}/src/desktop/tote', '--server', ready['url'], '--order', order['id'],
                 '--token-file', file.name, '--pace', PACE, *own], env=environment)
            application = wait_for('the program is there', lambda: find_application(tote.pid))
            drive(application, Titles(tote.pid), story, order['id'], order['token'])
            assert tote.poll() is None, 'the program ended by itself'
        tote.terminate()
        tote.wait(60)
        tell_once(build, environment)
    finally:
        for process in (tote, sandbox):
            if process is not None:
                process.terminate()
                process.wait(60)
    print('ok')


if __name__ == '__main__':
    sys.exit(main())
