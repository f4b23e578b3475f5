#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""No key, button or finger leads off a display. A text opens menus, a picker of symbols and a bubble
over what is marked; one that is guarded opens none of them, whatever is pressed. On each screen of a
display there is after all shortcuts the same process with the same window and nothing besides."""

import ctypes
import os
import sys

from store import BACKSPACE, CODES, ENTER, SHIFT, TAB, Mouse, Store, get_children, read_health, wait_for, \
    wait_for_frame
from text import TextWindow

# GTK 4.18 never lets go of what a button beyond the fifth was pressed on: when that goes, it warns that
# it has lost count. The tests disable what they have no use for by a name that is as new.
ENVIRONMENT = {'GTK_A11Y': 'none', **({'G_DEBUG': 'fatal-criticals'} if 'GDK_DISABLE' in os.environ else {})}

CONTROL, ALT, SUPER = 37, 64, 133
SPACE, F1, F4, F10, F11, PRINT, DOWN, MENU = 65, 67, 70, 76, 95, 107, 116, 135
SEMICOLON, PERIOD, SLASH = 47, 60, 61

# What GTK, libadwaita, Tote itself or a desktop binds, alone and held with others.
SHORTCUTS = [
    *((CONTROL, CODES[letter]) for letter in 'acdfinopqrstuvwxz'),
    *((CONTROL, SHIFT, CODES[letter]) for letter in 'diquvz'),
    (CONTROL, PERIOD), (CONTROL, SEMICOLON), (CONTROL, SLASH), (CONTROL, SHIFT, SLASH),
    (ALT, F4), (ALT, TAB), (ALT, ENTER), (ALT, SPACE), (ALT, F10), (ALT, CODES['h']),
    (SUPER,), (SUPER, CODES['d']), (SUPER, CODES['l']), (SUPER, DOWN),
    (F1,), (F10,), (SHIFT, F10), (F11,), (PRINT,), (CONTROL, PRINT), (MENU,), (CONTROL, F1),
    (CONTROL, ALT, CODES['t']),
]


class Attributes(ctypes.Structure):
    """XWindowAttributes, named as far as it is read here."""
    _fields_ = [('place', ctypes.c_int * 2), ('width', ctypes.c_int), ('height', ctypes.c_int),
                ('_1', ctypes.c_int * 2), ('_2', ctypes.c_void_p), ('_3', ctypes.c_ulong),
                ('_4', ctypes.c_int * 4), ('_5', ctypes.c_ulong * 2), ('_6', ctypes.c_int),
                ('_7', ctypes.c_ulong), ('_8', ctypes.c_int), ('map_state', ctypes.c_int),
                ('_9', ctypes.c_long * 8)]


class Hands(Mouse):
    def press_together(self, *codes):
        for code in codes:
            self.xtst.XTestFakeKeyEvent(self.display, code, 1, 0)
        for code in reversed(codes):
            self.xtst.XTestFakeKeyEvent(self.display, code, 0, 0)
        self.x11.XFlush(self.display)

    def count_windows(self):
        """Menus and bubbles are windows too."""
        root, parent, n = ctypes.c_ulong(), ctypes.c_ulong(), ctypes.c_uint()
        children = ctypes.POINTER(ctypes.c_ulong)()
        self.x11.XDefaultRootWindow.restype = ctypes.c_ulong
        top = ctypes.c_ulong(self.x11.XDefaultRootWindow(self.display))
        self.x11.XQueryTree(self.display, top, ctypes.byref(root), ctypes.byref(parent),
                            ctypes.byref(children), ctypes.byref(n))
        count = 0
        for child in children[:n.value]:
            attributes = Attributes()
            self.x11.XGetWindowAttributes(self.display, ctypes.c_ulong(child),
                                          ctypes.byref(attributes))
            count += attributes.map_state == 2 and attributes.width > 10
        return count


# Each opens something over a text that nobody guards.
def press_for_symbols(hands):
    hands.press_together(CONTROL, PERIOD)


def press_for_menu(hands):
    hands.press_together(SHIFT, F10)


def click_for_menu(hands):
    hands.click(50, 20, 3)


def type_for_bubble(hands):
    hands.press(CODES['x'])


OPENING = (press_for_symbols, press_for_menu, click_for_menu, type_for_bubble)


def check_texts(hands):
    for act in OPENING:
        for guarded in (False, True):
            with TextWindow(guarded) as window:
                window.hear('drawn', lambda i: hands.focus())
                hands.move(50, 20)
                act(hands)
                if not guarded:
                    wait_for(act.__name__, lambda: hands.count_windows() > 1)
                    continue
                # What comes after it has been heard of.
                hands.press(CODES['x'])
                window.hear('typed: ')
                if hands.count_windows() != 1:
                    sys.exit(f'{act.__name__}: something was opened')
        print(f'{act.__name__}: opens something only where nobody guards')


def check_screen(store, hands, mode):
    display = store.wait_for_mode(mode)
    hands.focus()
    for shortcut in SHORTCUTS:
        hands.press_together(*shortcut)
    for button in (2, 3, 8, 9):
        hands.click(600, 300, button)

    # All of it is done when the next frame is drawn.
    wait_for_frame()
    if hands.count_windows() != 1:
        sys.exit(f'{mode}: something was opened')
    if read_health()['mode'] != mode or get_children(store.pid) != [display]:
        sys.exit(f'{mode}: something led away')
    print(f'{mode}: locked')


def main():
    hands = Hands()
    check_texts(hands)
    with Store('Mode=board\nIdle-Seconds=600\n', '--speed', '1', environment=ENVIRONMENT) as store:
        check_screen(store, hands, 'board')
        hands.press(CODES['1'])
        check_screen(store, hands, 'look-up')
        hands.press(BACKSPACE)
        store.find(hands, store.orders[0])
        check_screen(store, hands, 'order')


main()
