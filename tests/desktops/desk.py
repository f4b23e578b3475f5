# SPDX-License-Identifier: GPL-3.0-or-later
"""Hands and eyes in a desktop: windows, notifications, clicks, keys and pictures."""

import json
import os
import subprocess
import time

from gi.repository import Gio, GLib

# Sent as they are by whoever is asked in JavaScript.
DEVICES = '''
const {Clutter, GLib} = imports.gi;
const seat = Clutter.get_default_backend().get_default_seat();
global._pointer ??= seat.create_virtual_device(Clutter.InputDeviceType.POINTER_DEVICE);
global._keys ??= seat.create_virtual_device(Clutter.InputDeviceType.KEYBOARD_DEVICE);
const now = () => GLib.get_monotonic_time();
const key = (value, down) => global._keys.notify_keyval(
  now(), value, down ? Clutter.KeyState.PRESSED : Clutter.KeyState.RELEASED);
'''


def wait_for(what, look, seconds=150):
    end = time.monotonic() + seconds
    while True:
        found = look()
        if found:
            print(f'ok: {what}', flush=True)
            return found
        if time.monotonic() > end:
            raise SystemExit(f'not seen: {what}')
        time.sleep(0.2)


class Gnome:
    """GNOME Shell, which tells of itself and takes orders where it is started for that."""

    def __init__(self, pictures):
        self.pictures = pictures
        self.bus = Gio.bus_get_sync(Gio.BusType.SESSION)
        self.evaluate('Main.overview.hide();'
                      'Main.messageTray.getSources().forEach(s => s.destroy()); 1')
        # Banners wait for a pointer that has moved.
        self.point(720, 500)

    def call(self, name, path, method, arguments):
        interface, member = method.rsplit('.', 1)
        return self.bus.call_sync(name, path, interface, member, arguments, None, 0, 20000,
                                  None).unpack()

    def evaluate(self, script):
        good, answer = self.call('org.gnome.Shell', '/org/gnome/Shell', 'org.gnome.Shell.Eval',
                                 GLib.Variant('(s)', (script,)))
        if not good:
            raise SystemExit(f'the shell says: {answer}')
        return json.loads(answer) if answer else None

    def act(self, script):
        self.evaluate('(() => {' + DEVICES + script + '; return 1; })()')

    def point(self, x, y):
        self.act(f'global._pointer.notify_absolute_motion(now(), {x}, {y})')
        time.sleep(0.2)

    def click(self, x, y):
        self.point(x, y)
        for state in ('PRESSED', 'RELEASED'):
            self.act('global._pointer.notify_button(now(), Clutter.BUTTON_PRIMARY,'
                     f'Clutter.ButtonState.{state})')
            time.sleep(0.05)

    def windows(self):
        return self.evaluate('global.get_window_actors().map(a => a.meta_window.title)')

    def close(self, _title):
        self.evaluate('global.get_window_actors().forEach('
                      'a => a.meta_window.delete(global.get_current_time())); 1')

    def notifications(self):
        return self.evaluate('Main.messageTray.getSources().flatMap('
                             's => s.notifications.map(n => [n.title, n.bannerBodyText]))')

    def see(self, title):
        """A banner stays until the pointer moves, and the next one waits for that."""
        def look():
            self.point(720 + time.monotonic() % 9, 500)
            return title in (self.evaluate('Main.messageTray._notification?.title ?? ""') or '')
        wait_for(f'a banner: {title}', look)
        time.sleep(1)

    def open_told(self, title):
        """By a click on it in the list under the clock, where it stands until it is seen."""
        self.evaluate('Main.panel.statusArea.dateMenu.menu.open(); 1')
        time.sleep(1)
        x, y, width, height = wait_for(f'in the list: {title}', lambda: self.evaluate(
            'Main.panel.statusArea.dateMenu._messageList._notificationSection._messages'
            f'.filter(m => m.mapped && m.notification.title.includes({json.dumps(title)}))'
            '.map(m => [...m.get_transformed_position(), m.width, m.height])[0] ?? null'))
        self.shot('list')
        self.click(x + width / 2, y + height / 2)

    def press(self, label):
        where = wait_for(f'a button: {label}', lambda: self.evaluate(
            '(Main.messageTray._banner?._buttonBox?.get_children() ?? [])'
            f'.filter(b => b.label == {json.dumps(label)} && b.mapped)'
            '.map(b => [...b.get_transformed_position(), b.width, b.height])[0] ?? null'))
        self.shot('banner')
        self.click(where[0] + where[2] / 2, where[1] + where[3] / 2)

    def maximize(self):
        self.evaluate('global.get_window_actors().forEach(a => a.meta_window.maximize(3)); 1')

    def is_maximized(self):
        return self.evaluate('global.get_window_actors().some('
                             'a => a.meta_window.get_maximized() == 3)')

    def choose_action(self, app, action):
        """As in the menu of its icon."""
        self.evaluate('imports.gi.Shell.AppSystem.get_default().lookup_app('
                      f'"{app}.desktop").launch_action("{action}", 0, -1); 1')

    def search(self, app, words):
        """What it finds for what is typed in the overview: title, words below, and where it is."""
        self.evaluate('Main.overview.show(); 1')
        wait_for('the overview', lambda: self.evaluate(
            'Main.overview.visible && !Main.overview.animationInProgress'))
        for letter in words:
            self.act(f'key({ord(letter)}, true); key({ord(letter)}, false)')
        return wait_for(f'found by “{words}”', lambda: self.evaluate(
            'Main.overview._overview.controls._searchController._searchResults._providers'
            f'.filter(p => p.id == "{app}.desktop" && p.display)'
            '.flatMap(p => Object.values(p.display._resultDisplays))'
            '.filter(r => r.mapped && r.has_allocation())'
            '.map(r => [r.metaInfo.name, r.metaInfo.description,'
            ' ...r.get_transformed_position(), r.width, r.height])'))

    def end_search(self):
        self.evaluate('Main.overview.hide(); 1')
        wait_for('no overview', lambda: not self.evaluate('Main.overview.visible'))

    def open_link(self, link):
        self.evaluate('imports.gi.Gio.AppInfo.launch_default_for_uri('
                      f'{json.dumps(link)}, global.create_app_launch_context(0, -1)); 1')

    def shot(self, name):
        self.call('org.gnome.Shell.Screenshot', '/org/gnome/Shell/Screenshot',
                  'org.gnome.Shell.Screenshot.Screenshot',
                  GLib.Variant('(bbs)', (False, False, f'{self.pictures}/{name}.png')))


class Xfce:
    """Xfce: what is shown is seen on the bus and on the screen."""

    def __init__(self, pictures):
        self.pictures = pictures
        self.shown = {}
        self.monitor = Gio.DBusConnection.new_for_address_sync(
            os.environ['DBUS_SESSION_BUS_ADDRESS'],
            Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT
            | Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION, None, None)
        self.monitor.add_filter(self.on_message)
        self.monitor.call_sync(
            'org.freedesktop.DBus', '/org/freedesktop/DBus', 'org.freedesktop.DBus.Monitoring',
            'BecomeMonitor',
            GLib.Variant('(asu)', (["interface='org.freedesktop.Notifications'"], 0)), None, 0, -1,
            None)

    def on_message(self, _connection, message, incoming):
        """What is only overheard goes no further."""
        if not incoming or message.get_member() is None:
            return message
        if message.get_member() == 'Notify':
            _, _, _, title, body, *_ = message.get_body().unpack()
            self.shown[title] = body
        return None

    @staticmethod
    def run(*command):
        return subprocess.run(command, capture_output=True, text=True, check=False).stdout

    def windows(self):
        return [line.split(None, 3)[3] for line in self.run('wmctrl', '-l').splitlines()
                if not line.split(None, 3)[3].startswith(('xfce4-panel', 'Desktop'))]

    def close(self, title):
        self.run('wmctrl', '-c', title)

    def notifications(self):
        return list(self.shown.items())

    def see(self, _title):
        """Here they stand one below the other."""
        time.sleep(1)

    def press(self, _label):
        """The first button of two, which stand in the corner below."""
        places = self.run('xdotool', 'search', '--onlyvisible', '--class', 'xfce4-notifyd',
                          'getwindowgeometry', '--shell', '%@').split('WINDOW=')[1:]
        # The others have no buttons.
        where = max((dict(line.split('=') for line in place.split() if '=' in line)
                     for place in places), key=lambda where: int(where['HEIGHT']))
        self.shot('banner')
        self.run('xdotool', 'mousemove', str(int(where['X']) + int(where['WIDTH']) - 190),
                 str(int(where['Y']) + int(where['HEIGHT']) - 30), 'sleep', '0.5', 'click', '1')

    def maximize(self):
        self.run('wmctrl', '-r', ':ACTIVE:', '-b', 'add,maximized_vert,maximized_horz')

    def is_maximized(self):
        active = self.run('xdotool', 'getactivewindow').strip()
        return 'MAXIMIZED_VERT' in self.run('xprop', '-id', active, '_NET_WM_STATE')

    @staticmethod
    def choose_action(app, action):
        """As in the menu of its icon."""
        Gio.DesktopAppInfo.new(f'{app}.desktop').launch_action(action, None)

    def open_link(self, link):
        Gio.AppInfo.launch_default_for_uri(link, None)

    def shot(self, name):
        self.run('import', '-window', 'root', f'{self.pictures}/{name}.png')
