#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The demo where there is no session bus, and no place to write: it opens, and no library complains.

no-bus.py TOTE"""

import ctypes
import os
import signal
import subprocess
import sys
import tempfile
import time

NOWHERE = '/proc/nowhere'  # where not even root can make a folder
ANY_TYPE = 0


class Screen:
    """The titles of the windows on the display, as a window manager sees them."""

    def __init__(self):
        self.x11 = ctypes.CDLL('libX11.so.6')
        self.x11.XOpenDisplay.restype = ctypes.c_void_p
        self.x11.XDefaultRootWindow.restype = ctypes.c_ulong
        self.handler = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p)(
            lambda display, error: 0)  # a window may go while it is looked at
        self.x11.XSetErrorHandler(self.handler)
        self.display = ctypes.c_void_p(self.x11.XOpenDisplay(None))
        self.root = ctypes.c_ulong(self.x11.XDefaultRootWindow(self.display))
        self.name = ctypes.c_ulong(self.x11.XInternAtom(self.display, b'_NET_WM_NAME', 0))

    def list_windows(self):
        root, parent, count = ctypes.c_ulong(), ctypes.c_ulong(), ctypes.c_uint()
        windows = ctypes.POINTER(ctypes.c_ulong)()
        self.x11.XQueryTree(self.display, self.root, ctypes.byref(root), ctypes.byref(parent),
                            ctypes.byref(windows), ctypes.byref(count))
        return [ctypes.c_ulong(windows[i]) for i in range(count.value)]

    def get_title(self, window):
        kind, form = ctypes.c_ulong(), ctypes.c_int()
        length, rest = ctypes.c_ulong(), ctypes.c_ulong()
        text = ctypes.c_char_p()
        self.x11.XGetWindowProperty(self.display, window, self.name, ctypes.c_long(0),
                                    ctypes.c_long(256), 0, ctypes.c_ulong(ANY_TYPE),
                                    ctypes.byref(kind), ctypes.byref(form), ctypes.byref(length),
                                    ctypes.byref(rest), ctypes.byref(text))
        return (text.value or b'').decode()

    def shows(self, words):
        return any(words in self.get_title(window) for window in self.list_windows())


def main():
    environment = {name: value for name, value in os.environ.items()
                   if not name.startswith(('DBUS_', 'AT_SPI_'))}
    for name in ('HOME', 'XDG_DATA_HOME', 'XDG_CONFIG_HOME', 'XDG_CACHE_HOME', 'XDG_STATE_HOME',
                 'XDG_RUNTIME_DIR'):
        environment[name] = NOWHERE
    # GTK itself warns that it has no bus.
    environment['G_DEBUG'] = 'fatal-criticals'
    screen = Screen()
    with tempfile.TemporaryFile(mode='w+', encoding='utf-8') as said:
        tote = subprocess.Popen([sys.argv[1], '--demo'], env=environment, stderr=said)
        try:
            while not screen.shows('We got your order'):
                assert tote.poll() is None, f'It ended with {tote.returncode}'
                time.sleep(0.05)
            tote.send_signal(signal.SIGTERM)
            tote.wait()
        finally:
            tote.kill()
            said.seek(0)
            complaints = said.read()
            print(complaints, file=sys.stderr)
    assert 'CRITICAL' not in complaints


if __name__ == '__main__':
    main()
