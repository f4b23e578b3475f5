#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a display is hung up with names only what is there: what is installed with it, or what the
compositor brings. Each session is one that a login screen can read, sway and systemd understand their
files, and the page for the technician names the same places."""

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile

BUILD, SOURCE = os.environ['TOTE_BUILDDIR'], os.environ['TOTE_SRCDIR']

# What Debian's packages of the compositors bring.
PROGRAMS = {'sway', 'cage', 'gnome-session', 'systemctl'}
UNITS = {'org.gnome.Kiosk.target', 'graphical-session.target'}

with open(f'{BUILD}/meson-info/intro-installed.json') as installed_file:
    INSTALLED = {place: made for made, place in json.load(installed_file).items()}
MISTAKES = []


def check(right, *words):
    if not right:
        MISTAKES.append(' '.join(words))


def read(place):
    with open(INSTALLED[place]) as file:
        return file.read()


def find(pattern):
    found = [place for place in INSTALLED if re.search(pattern, place)]
    check(found, 'nothing is installed like', pattern)
    return found


def get_units():
    return {os.path.basename(place) for place in find('/systemd/user/[^/]*$')} | UNITS


def check_places(place, text):
    """Whatever stands in a file with its whole path is installed."""
    for named in re.findall(r'(?<![\w@%~.$}-])/(?:\w[\w.-]*/)+[\w.@-]+', text):
        if named.startswith(os.path.commonpath(list(INSTALLED)) + '/'):
            check(named in INSTALLED, place, 'names', named)


def check_run(place, *command, talks=False, **environment):
    """Ends well, and says nothing. Where there is no such program there is nothing to know."""
    if shutil.which(command[0]) is None:
        print(f'{os.path.basename(place)}: no {command[0]} here')
        return
    done = subprocess.run(command, env=dict(os.environ, **environment), text=True,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
    check(done.returncode == 0 and (talks or not done.stdout.strip()), place, done.stdout)


def check_session(place, folder):
    text = read(place)
    keys = dict(line.split('=', 1) for line in text.splitlines() if '=' in line)
    program, *arguments = keys['Exec'].split()
    check(program in PROGRAMS or program in INSTALLED, place, 'starts', program)
    check(keys['DesktopNames'], place, 'has no name of a desktop')

    # Login screens read one key more than there is in the specification.
    copy = os.path.join(folder, os.path.basename(place))
    with open(copy, 'w') as file:
        file.write(re.sub('DesktopNames=.*\n', '', text))
    check_run(place, 'desktop-file-validate', copy)

    if program == 'gnome-session':
        name = arguments[arguments.index('--session') + 1]
        check(find(f'/gnome-session/sessions/{name}.session$'), name)
        for conf in find(f'/systemd/user/gnome-session@{name}.target.d/[^/]*.conf$'):
            wanted = re.findall('^(?:Requires|Wants)=(.*)$', read(conf), re.M)
            check('org.gnome.Kiosk.target' in wanted, conf, 'does not start GNOME Kiosk')
            check(len(wanted) == 2, conf, 'does not start the display')
            check(set(wanted) <= get_units(), conf, 'starts', *wanted)


# Stands for systemctl, and takes its time for the first thing it is asked.
SYSTEMCTL = """#!/bin/sh
[ "$2" != import-environment ] || sleep 1
echo "$2" >>"$SAID"
[ "$2" = import-environment ] || swaymsg exit
"""


def check_order(place, folder, *sway):
    """The display is started once the unit's manager knows where the screen is."""
    said = os.path.join(folder, 'said')
    program = os.path.join(folder, 'systemctl')
    with open(program, 'w') as file:
        file.write(SYSTEMCTL)
    os.chmod(program, 0o755)
    environment = {'PATH': f'{folder}:{os.environ["PATH"]}', 'SAID': said, 'XDG_RUNTIME_DIR': folder,
                   'WLR_BACKENDS': 'headless', 'WLR_RENDERER': 'pixman', 'WLR_LIBINPUT_NO_DEVICES': '1'}
    subprocess.run(sway, env=dict(os.environ, **environment), stdout=subprocess.DEVNULL,
                   stderr=subprocess.DEVNULL, check=False)
    with open(said) as file:
        check(file.read().split() == ['import-environment', 'restart'], place, 'starts what knows of no screen')


def check_sway(place, folder):
    text = read(place)
    units = re.findall(r'systemctl --user restart (\S+)', text)
    check(units and set(units) <= get_units(), place, 'starts', *units)
    copy = os.path.join(folder, 'sway.conf')
    with open(copy, 'w') as file:
        file.write(text)
    # sway refuses root.
    as_user = ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups']
    os.chmod(folder, 0o777)
    if shutil.which('sway'):
        check_run(place, *as_user * (os.getuid() == 0), 'sway', '--validate', '--config', copy,
                  talks=True, XDG_RUNTIME_DIR=folder, WLR_BACKENDS='headless')
        check_order(place, folder, *as_user * (os.getuid() == 0), 'sway', '--config', copy)


def check_unit(place, folder):
    # What it starts is not installed where the tests run.
    copy = os.path.join(folder, os.path.basename(place))
    with open(copy, 'w') as file:
        file.write(re.sub('^ExecStart=.*', 'ExecStart=/bin/true', read(place), flags=re.M))
    check_run(place, 'systemd-analyze', '--user', '--man=no', 'verify', copy,
              XDG_RUNTIME_DIR=folder)


def check_page(path):
    with open(path) as file:
        page = file.read()
    kiosk = os.path.dirname(find('/kiosk/sway.conf$')[0])
    brand = os.path.basename(os.path.dirname(kiosk))  # in place of “tote”, as the page says
    for named in re.findall(r'share/tote/kiosk/([\w.-]+)', page):
        check(f'{kiosk}/{named}' in INSTALLED, path, 'names', named)
    for named in re.findall(r'tote(-kiosk[\w.-]*\.service)', page):
        check(brand + named in get_units(), path, 'names', brand + named)


def main():
    with tempfile.TemporaryDirectory() as folder:
        os.makedirs(os.path.join(folder, 'systemd'))
        sessions = find('/wayland-sessions/')
        check(len(sessions) == 3, 'there are', str(len(sessions)), 'sessions')
        for place in sessions:
            check_session(place, folder)
        for place in find('/kiosk/sway.conf$'):
            check_sway(place, folder)
        for place in find('/kiosk/cage-session$'):
            check_run(place, 'sh', '-n', INSTALLED[place])
        for place in find('/systemd/user/[^/]*kiosk[^/]*.service$'):
            check_unit(place, folder)
        for place in find('/wayland-sessions/|/kiosk/|/systemd/user/'):
            check_places(place, read(place))
        check_page(f'{SOURCE}/doc/kiosk.md')
    sys.exit('\n'.join(MISTAKES) or None)


main()
