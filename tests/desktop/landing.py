# SPDX-License-Identifier: GPL-3.0-or-later
"""A click on a notification leads to that order, and there to the item or the message.

Two orders are followed, the other one is in view; or the window is closed; or the program has ended,
and the bus starts it. What has the keyboard then is read as a screen reader reads it. A question
that was answered meanwhile leads to its order, and to nothing else.
"""

import importlib
import os
import pathlib
import signal
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parent))
told = importlib.import_module('told')
at_spi = importlib.import_module('at-spi')
signing_in = importlib.import_module('signing-in')
wait_for, has_window = told.wait_for, told.has_window

Atspi, GLib = at_spi.Atspi, at_spi.GLib


class Desktop(told.Desktop):
    """Tells the orders apart."""

    def on_call(self, _bus, _sender, _path, _interface, method, parameters, invocation):
        _app, name, *_rest = parameters.unpack()
        _base, order, about = name.split(' ', 2)
        if method == 'AddNotification':
            self.shown[order, about] = parameters.get_child_value(2)
        else:
            self.shown.pop((order, about), None)
        invocation.return_value(None)

    def find(self, order, about):
        return next((shown for (of, what), shown in self.shown.items()
                     if of == order and what.startswith(about)), None)


def focus():
    """What has the keyboard, with all that it is in, the innermost first."""
    application = at_spi.find_application(int(signing_in.owner() or 0))
    node = next((node for node in at_spi.walk(application) if at_spi.has_state(
        node, Atspi.StateType.FOCUSED) and node.get_role_name() != 'frame'), None)
    words = []
    while node is not None and node.get_role_name() != 'application':
        words.append(at_spi.describe(node))
        node = node.get_parent()
    return words


def has_focus(*words):
    """Whether it is on something of which all of these are said."""
    def look():
        try:
            return all(any(word in said for said in focus()) for word in words)
        except (AttributeError, GLib.Error):
            return False
    return look


def main():
    os.environ['G_DEBUG'] = told.FATAL
    desktop = Desktop()
    sandbox = signing_in.Sandbox('--orders', '2')
    sandbox.direct('clock', paused=True)
    told.install(sandbox)
    signing_in.Keyring()
    mine, other = (entry['id'] for entry in sandbox.ready['orders'])
    token = pathlib.Path(os.environ['HOME']) / 'token'
    token.write_text(sandbox.ready['orders'][1]['token'])

    def say(words):
        sandbox.direct('say', order_id=mine, body=words)
        return wait_for(f'told of “{words}”', lambda: next(
            filter(lambda shown: shown and words in str(shown), [desktop.find(mine, 'message')]),
            None))

    def is_in_view(order):
        return lambda: at_spi.find(at_spi.find_application(int(signing_in.owner())),
                                   f'Order {order[-4:]}')

    def turn_away():
        desktop.activate('open-order', GLib.Variant('(sss)', (sandbox.url, other, '')))
        wait_for('the other order', is_in_view(other))

    def end(process):
        process.send_signal(signal.SIGKILL)
        process.wait()

    tote = signing_in.Tote('--pace', '0.05', sandbox.link())
    wait_for('the first order', lambda: sandbox.followed() > 0 and has_window())
    signing_in.start([told.BUILD / 'src/desktop/tote', '--server', sandbox.url, '--order', other,
                      '--token-file', token, '--pace', '0.05']).wait()
    turn_away()
    sandbox.direct('clock', advance=told.ASKED)
    question = wait_for('asked', lambda: desktop.find(mine, 'question '))
    title = question['title']

    # another order is in view
    desktop.click(question)
    wait_for('the question, from another order', has_focus(title))
    turn_away()
    message = say('The blue one?')
    desktop.click(message)
    wait_for('the message, from another order', has_focus('The blue one?'))

    # the window is closed
    told.close_window()
    desktop.click(question)
    wait_for('the question, in a new window', has_focus(title))
    told.close_window()
    message = say('Or the red one?')
    desktop.click(message)
    wait_for('the message, in a new window', has_focus('Or the red one?'))

    # the program has ended, and what was told stands there still
    end(tote.process)
    desktop.click(question)
    wait_for('the question, after the end', has_focus(title))
    os.kill(int(signing_in.owner()), signal.SIGKILL)
    wait_for('another end', lambda: not signing_in.owner())
    desktop.click(message)
    wait_for('the message, after the end', has_focus('Or the red one?'))

    # what was answered meanwhile leads to its order, and to no question
    button = question.lookup_value('buttons', None).get_child_value(0)
    desktop.activate(button.lookup_value('action', None).get_string(),
                     button.lookup_value('target', None))
    wait_for('answered', lambda: told.decisions(sandbox) and not at_spi.find(
        at_spi.find_application(int(signing_in.owner())), title))
    turn_away()
    desktop.click(question)
    wait_for('its order', is_in_view(mine))
    assert not has_focus(title)()


if __name__ == '__main__':
    try:
        main()
    finally:
        signing_in.end_children()
