# SPDX-License-Identifier: GPL-3.0-or-later
"""Stands in for the module of that name that Orca speaks with: each utterance becomes a line of the
file named by TOTE_HEARD, and nothing is said aloud. Of the real one it has what Orca 43 to 48 uses."""

import html
import os
import re


class SSIPError(Exception):
    pass


class SSIPCommunicationError(SSIPError):
    pass


class SSIPCommandError(SSIPError):
    pass


class CallbackType:
    BEGIN, CANCEL, END, INDEX_MARK = 'begin', 'cancel', 'end', 'index_marks'


class Priority:
    IMPORTANT, MESSAGE, TEXT, NOTIFICATION, PROGRESS = range(5)


class PunctuationMode:
    ALL, MOST, SOME, NONE = 'all', 'most', 'some', 'none'


class DataMode:
    TEXT, SSML = 'text', 'ssml'


def write(text):
    with open(os.environ['TOTE_HEARD'], 'a', encoding='utf-8') as file:
        file.write(text + '\n')


class SSIPClient:
    def __init__(self, *arguments, **more):
        write('(ready)')

    def speak(self, text, callback=None, event_types=None):
        words = ' '.join(html.unescape(re.sub('<[^>]*>', '', text)).split())
        if words:
            write(words)
        if callback is not None:
            callback(CallbackType.END)

    def char(self, character):
        write(character)

    def list_synthesis_voices(self):
        return []

    def list_output_modules(self):
        return ['none']

    def __getattr__(self, name):
        """The speed, the pitch and the like, which make no difference here."""
        if name.startswith('get_'):
            return lambda *arguments: 0
        return lambda *arguments: None
