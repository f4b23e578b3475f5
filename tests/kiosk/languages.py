#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A customer chooses a language on the screen, also one that is read from the right, finds the order in
it, and the next customer has the store's own language again: after Done, and after nobody was there any
more."""

import gettext
import os
import subprocess

from hands import Hands
from screen import Screen, get_place
from store import Store, preload, wait_for

CATALOGUES = os.path.join(os.environ['TOTE_BUILDDIR'], 'po')
IDLE = 12


def translate(language, text):
    return gettext.translation('tote', CATALOGUES, [language]).gettext(text)


def find_left(screen, name):
    return get_place(screen.find(name)).x


class Visit:
    """A customer, from the store's language on."""

    def __init__(self, store, hands):
        self.store, self.hands = store, hands
        self.display = store.wait_for_mode('look-up')
        self.screen = Screen(self.display, hands)
        self.screen.find('Find my order')

    def wait_for_next(self):
        before = self.display
        self.display = wait_for('another display', lambda: next(
            filter(lambda pid: pid != before, [self.store.wait_for_mode('look-up')]), None))
        self.screen = Screen(self.display, self.hands)

    def choose(self, name, language):
        self.screen.press(name)
        self.wait_for_next()
        self.screen.find(translate(language, 'Find my order'))


def check(hands, environment):
    with Store(f'Mode=look-up\nIdle-Seconds={IDLE}\n', '--speed', '1',
               environment=environment) as store:
        # Nobody is there any more before anything was typed.
        visit = Visit(store, hands)
        visit.choose('Français', 'fr')
        visit.wait_for_next()
        visit.screen.find('Find my order')
        print('French, and English again when nobody was there')

        # From the right: the buttons change places, and the keys of a telephone do not.
        order = store.orders[0]
        clear, find = (find_left(visit.screen, name) for name in ('Clear', 'Find my order'))
        assert clear < find
        visit.choose('العربية', 'ar')
        clear, find = (find_left(visit.screen, translate('ar', name))
                       for name in ('Clear', 'Find my order'))
        assert clear > find, 'the page is not read from the right'
        places = [find_left(visit.screen, digit) for digit in '123']
        assert places == sorted(places), 'the keys are not where they are on a telephone'
        assert store.find(hands, order) == visit.display
        visit.screen.press(translate('ar', 'Done'))
        visit.wait_for_next()
        visit.screen.find('Find my order')
        print('Arabic, and English again after Done')

        # From one to the other, and back by hand.
        visit.choose('Deutsch', 'de')
        visit.choose('Español', 'es')
        visit.screen.press('English')
        visit.wait_for_next()
        visit.screen.find('Find my order')
        print('German, Spanish, English')

    with Store('Mode=board\nIdle-Seconds=600\n', '--speed', '1', environment=environment) as store:
        # From the board: what is typed goes where one begins, as it does without a language.
        Screen(store.wait_for_mode('board'), hands).press('Find my order')
        visit = Visit(store, hands)
        visit.choose('Deutsch', 'de')
        assert store.find(hands, store.orders[0]) == visit.display
        print('German from the board')


def make_locale():
    """Newer C libraries look for no translation in C.UTF-8."""
    folder = os.path.join(os.environ['HOME'], 'locales')
    os.mkdir(folder)
    subprocess.run(['localedef', '--no-archive', '-i', 'en_US', '-f', 'UTF-8', f'{folder}/en_US.UTF-8'],
                   check=True)
    return {'LOCPATH': folder, 'LC_ALL': 'en_US.UTF-8'}


def main():
    with Hands() as hands:
        check(hands, preload('catalogues', CATALOGUES=CATALOGUES, GTK_A11Y='atspi', **make_locale(),
                             **hands.environment))


main()
