# SPDX-License-Identifier: GPL-3.0-or-later
"""Followed and told with no window, on a desktop that writes down what it is told.

A link clicked in another program starts Tote. With its window closed it goes on, tells what there
is to tell, and ends by itself after the end. A button of a notification pressed when the program
has long ended starts it, decides once, and opens no window; the notification itself opens the
order, even out of a demo. Who is signed out is told so. Who quits takes back what was told.
"""

import importlib
import os
import pathlib
import re
import signal
import sys
import time

# libatspi warns of what goes away; only what Tote itself warns of is fatal.
FATAL = os.environ.pop('G_DEBUG', '')

import gi  # noqa: E402

gi.require_version('Atspi', '2.0')
from gi.repository import Atspi, Gio, GLib  # noqa: E402

sys.path.insert(0, str(pathlib.Path(__file__).parent))
signing_in = importlib.import_module('signing-in')

APP, BUILD, HOME, PATH = signing_in.APP, signing_in.BUILD, signing_in.HOME, signing_in.PATH
SECONDS = 60

# Moments of the story, in seconds from its start.
SHOPPING, ASKED, UNDER_WAY, DELIVERED = 200, 500, 1200, 1900
CONTROL = 37  # its key code

INTERFACE = '''<node><interface name="org.gtk.Notifications">
<method name="AddNotification"><arg type="s" direction="in"/><arg type="s" direction="in"/>
<arg type="a{sv}" direction="in"/></method>
<method name="RemoveNotification"><arg type="s" direction="in"/><arg type="s" direction="in"/>
</method></interface></node>'''


def wait_for(what, look):
    end = time.monotonic() + SECONDS
    while True:
        while GLib.MainContext.default().iteration(False):
            pass
        found = look()
        if found:
            print(f'ok: {what}', flush=True)
            return found
        if time.monotonic() > end:
            raise SystemExit(f'not seen: {what}')
        time.sleep(0.05)


class Desktop:
    """What the desktop shows, and how often it was told to."""

    def __init__(self):
        self.bus = Gio.bus_get_sync(Gio.BusType.SESSION, None)
        self.shown, self.adds = {}, []
        interface = Gio.DBusNodeInfo.new_for_xml(INTERFACE).interfaces[0]
        self.bus.register_object('/org/gtk/Notifications', interface, self.on_call, None, None)
        self.bus.call_sync('org.freedesktop.DBus', '/org/freedesktop/DBus', 'org.freedesktop.DBus',
                           'RequestName', GLib.Variant('(su)', ('org.gtk.Notifications', 0)), None,
                           Gio.DBusCallFlags.NONE, -1, None)

    def on_call(self, _bus, _sender, _path, _interface, method, parameters, invocation):
        _app, name, *rest = parameters.unpack()
        about = name.split(' ', 2)[2]
        if method == 'AddNotification':
            self.shown[about] = parameters.get_child_value(2)
            self.adds.append(about)
        else:
            self.shown.pop(about, None)
        invocation.return_value(None)

    def sees(self, about):
        return lambda: about in self.shown

    def activate(self, action, target):
        """As a shell does it when something is clicked: whoever is asked may have to be started."""
        self.bus.call_sync(APP, PATH, 'org.freedesktop.Application', 'ActivateAction',
                           GLib.Variant('(sava{sv})', (action.removeprefix('app.'), [target], {})),
                           None, Gio.DBusCallFlags.NONE, -1, None)

    def click(self, shown):
        self.activate(shown['default-action'],
                      shown.lookup_value('default-action-target', None))

    def press(self, shown, position):
        button = shown.lookup_value('buttons', None).get_child_value(position)
        self.activate(button.lookup_value('action', None).get_string(),
                      button.lookup_value('target', None))


def has_window():
    """Windows are numbered on; here there are never more than a few."""
    for number in range(1, 5):
        try:
            Gio.bus_get_sync(Gio.BusType.SESSION, None).call_sync(
                APP, f'{PATH}/window/{number}', 'org.gtk.Actions', 'List', None, None,
                Gio.DBusCallFlags.NO_AUTO_START, -1, None)
            return True
        except GLib.Error:
            pass
    return False


def close_window():
    """With the keys, until it is gone: the first may come before the window has the keyboard."""
    def is_gone():
        if has_window():
            Atspi.generate_keyboard_event(CONTROL, None, Atspi.KeySynthType.PRESS)
            Atspi.generate_keyboard_event(ord('w'), None, Atspi.KeySynthType.SYM)
            Atspi.generate_keyboard_event(CONTROL, None, Atspi.KeySynthType.RELEASE)
        return not has_window()
    wait_for('the window is closed', is_gone)


def install(sandbox):
    """As a package does it, in the test's own home: profile, service, and who opens links."""
    config, data = (pathlib.Path(os.environ[name]) for name in ('XDG_CONFIG_HOME', 'XDG_DATA_HOME'))
    folder = config / os.environ['TOTE_FOLDER']
    folder.mkdir()
    (folder / 'profile.ini').write_text(
        f'[Retailer]\nName=Belt Line Market\n[Connect]\nServer={sandbox.url}\n'
        f'Broker={sandbox.url}/broker\n')
    (config / 'mimeapps.list').write_text(
        f'[Default Applications]\nx-scheme-handler/{os.environ["TOTE_LINK_SCHEME"]}={APP}.desktop\n')
    (data / 'applications').mkdir()
    entry = (BUILD / f'data/{APP}.desktop').read_text()
    assert 'DBusActivatable=true' in entry
    (data / f'applications/{APP}.desktop').write_text(
        re.sub('^Exec=[^ ]+', f'Exec={BUILD}/src/desktop/tote', entry, flags=re.M))
    service = (BUILD / f'data/{APP}.service').read_text()
    (HOME / f'services/{APP}.service').write_text(
        service.replace(service.split('Exec=')[1].split(' ')[0], f'{BUILD}/src/desktop/tote'))
    Gio.bus_get_sync(Gio.BusType.SESSION, None).call_sync(
        'org.freedesktop.DBus', '/org/freedesktop/DBus', 'org.freedesktop.DBus', 'ReloadConfig',
        None, None, Gio.DBusCallFlags.NONE, -1, None)


def autostart():
    return pathlib.Path(os.environ['XDG_CONFIG_HOME']) / f'autostart/{APP}.desktop'


def children():
    tote = signing_in.owner()
    tasks = pathlib.Path(f'/proc/{tote}/task').glob('*/children') if tote else []
    return [pathlib.Path(f'/proc/{child}/comm').read_text().strip()
            for task in tasks for child in task.read_text().split()]


def leave_demo(sandbox, *ways):
    """For an order that is real, and its page is shown instead."""
    for way in ways:
        signing_in.Tote('--demo')
        wait_for('a demo', lambda: 'tote-sandbox' in children())
        seen = sandbox.followed()
        way()
        wait_for('the demo is left', lambda: 'tote-sandbox' not in children())
        wait_for('the order is followed', lambda: sandbox.followed() > seen)
        assert has_window()


def decisions(sandbox):
    return [line for line in sandbox.lines() if line['method'] == 'PUT'
            and 'replacement' in line['path']]


def follow(sandbox):
    """On quick terms, with the window closed. What is so at the first look is no news: it is over."""
    seen = sandbox.followed()
    tote = signing_in.Tote('--pace', '0.05')
    wait_for('the program', has_window)
    wait_for('the order is followed', lambda: sandbox.followed() > seen)
    close_window()
    return tote


def keep_settings(bus):
    """What one run has told the next one knows, whoever starts it."""
    kept = {'GSETTINGS_BACKEND': 'keyfile'}
    os.environ.update(kept)
    bus.call_sync('org.freedesktop.DBus', '/org/freedesktop/DBus', 'org.freedesktop.DBus',
                  'UpdateActivationEnvironment', GLib.Variant('(a{ss})', (kept,)), None,
                  Gio.DBusCallFlags.NONE, -1, None)


def main():
    os.environ['G_DEBUG'] = FATAL
    desktop = Desktop()
    keep_settings(desktop.bus)
    sandbox = signing_in.Sandbox()
    sandbox.direct('clock', paused=True)
    install(sandbox)
    signing_in.Keyring()

    # a link in another program
    Gio.AppInfo.launch_default_for_uri(sandbox.link(), None)
    wait_for('the link is opened', lambda: sandbox.followed() > 0 and has_window())
    first = signing_in.owner()
    close_window()
    assert signing_in.owner() == first, 'it went with its window'
    signing_in.Tote.call('ActivateAction', 'quit', '[]', check=False)
    wait_for('a quit is one', lambda: not signing_in.owner())

    tote = follow(sandbox)
    sandbox.direct('clock', advance=SHOPPING)
    wait_for('told of the shopper', desktop.sees('shopping'))
    sandbox.direct('clock', advance=ASKED - SHOPPING)
    question = wait_for('asked', lambda: next(
        (about for about in desktop.shown if about.startswith('question ')), None))
    asked = desktop.shown[question]
    assert tote.process.poll() is None and not has_window()

    # it is gone in the middle of it all, and the button still works
    tote.process.send_signal(signal.SIGKILL)
    tote.process.wait()
    assert not decisions(sandbox)
    desktop.press(asked, 0)
    wait_for('decided', lambda: decisions(sandbox))
    wait_for('what is answered is taken back', lambda: question not in desktop.shown)
    assert not has_window()
    assert [line['status'] for line in decisions(sandbox)] == [200]

    # a click on what was told leads to the order
    desktop.click(asked)
    wait_for('the order is shown', has_window)

    # not even a demo stands in the way of what is real
    leave_demo(sandbox, lambda: desktop.press(asked, 0), lambda: desktop.click(asked),
               lambda: Gio.AppInfo.launch_default_for_uri(sandbox.link(), None))
    assert len(decisions(sandbox)) == 1
    signing_in.Tote.call('ActivateAction', 'quit', '[]', check=False)
    wait_for('quit', lambda: not signing_in.owner())
    wait_for('nothing is left standing', lambda: not desktop.shown)

    # with no way in there is nothing to follow, which is told; the program stays for an hour, but it
    # may be gone sooner, and a click leads to the door
    tote = follow(sandbox)

    # a sign-in that runs out is renewed, of which nobody hears
    renewed, refused = sandbox.count('/broker/token'), sandbox.refused()
    sandbox.direct('tokens', action='expire')
    wait_for('an old token is refused', lambda: sandbox.refused() > refused)
    seen = sandbox.followed()
    wait_for('the order is followed', lambda: sandbox.followed() > seen)
    assert sandbox.count('/broker/token') == renewed + 1
    assert 'signed-out' not in desktop.adds and not has_window()

    sandbox.direct('tokens', action='sign-out')
    wait_for('told that there is no way in', desktop.sees('signed-out'))
    tote.process.send_signal(signal.SIGKILL)
    tote.process.wait()
    desktop.click(desktop.shown['signed-out'])
    wait_for('the order is shown', has_window)
    seen = sandbox.followed()
    Gio.AppInfo.launch_default_for_uri(sandbox.link(), None)
    wait_for('let in again', lambda: sandbox.followed() > seen)
    wait_for('what is mended is taken back', lambda: 'signed-out' not in desktop.shown)
    signing_in.Tote.call('ActivateAction', 'quit', '[]', check=False)
    wait_for('quit', lambda: not signing_in.owner())

    # with the session, to the end, and not a moment longer
    tote = signing_in.Tote('--background')
    wait_for('the service', tote.is_there)
    tote.process.send_signal(signal.SIGKILL)
    tote.process.wait()
    tote = follow(sandbox)
    sandbox.direct('clock', advance=UNDER_WAY - ASKED)
    wait_for('told that it is on the way', desktop.sees('on-the-way'))
    sandbox.direct('clock', advance=DELIVERED - UNDER_WAY)
    wait_for('told of the end', desktop.sees('end'))
    status = wait_for('it ends by itself', lambda: tote.process.poll() is not None)
    assert status and tote.process.returncode == 0, tote.process.returncode
    assert 'end' in desktop.shown and 'on-the-way' not in desktop.shown
    for about in ('shopping', question, 'signed-out', 'on-the-way', 'end'):
        assert desktop.adds.count(about) == 1, desktop.adds

    # nobody wants anything of it
    desktop.bus.call_sync(APP, PATH, 'org.freedesktop.DBus.Peer', 'Ping', None, None,
                          Gio.DBusCallFlags.NONE, -1, None)
    wait_for('a service with nothing to do ends', lambda: not signing_in.owner())


if __name__ == '__main__':
    try:
        main()
    finally:
        signing_in.end_children()
