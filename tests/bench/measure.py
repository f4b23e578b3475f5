# SPDX-License-Identifier: GPL-3.0-or-later
"""Programs under measure: start, memory and processor time, of all their processes together."""

import copy
import os
import re
import select
import signal
import statistics
import subprocess
import tempfile
import time
from contextlib import contextmanager

PATIENCE = 60  # seconds until a program that shows nothing is given up


def first_line(process):
    """The next line a program writes."""
    if not select.select([process.stdout], [], [], PATIENCE)[0]:
        raise TimeoutError(f'{process.args[0]} says nothing')
    return process.stdout.readline()


class Program:
    """What is started: its command, and what its environment has besides this one's.

    Once it has drawn what it is there for, it writes the milliseconds since BENCH_START.
    """

    def __init__(self, *command, **env):
        self.command = command
        self.env = env

    def wait(self, process, start):
        return float(first_line(process))

    def with_env(self, **env):
        program = copy.copy(self)
        program.env = {**self.env, **env}
        return program


def in_folder(folder):
    """What makes a program keep everything there."""
    return {f'XDG_{kind}_HOME': folder for kind in ('CACHE', 'CONFIG', 'DATA', 'STATE')}


@contextmanager
def started(program, folder):
    """The process, and when it was asked for (monotonic, s); it ends with the block."""
    start = time.monotonic()
    process = subprocess.Popen(program.command, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                               bufsize=0, start_new_session=True,
                               env={**os.environ, 'BENCH_START': str(int(start * 1e6)),
                                    **in_folder(folder), **program.env})
    try:
        yield process, start
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
        process.stdin.close()
        process.stdout.close()


@contextmanager
def run(program):
    """The process and the milliseconds until it had drawn, with nothing kept from before."""
    with tempfile.TemporaryDirectory() as folder, started(program, folder) as (process, start):
        yield process, program.wait(process, start)


def over_session(leader, figure):
    """The sum of a figure over all processes of a session: a browser is many."""
    total = 0
    for name in filter(str.isdigit, os.listdir('/proc')):
        try:
            if os.getsid(int(name)) == leader:
                total += figure(int(name))
        except (ProcessLookupError, FileNotFoundError):
            pass  # ended in between
    return total


def pss(pid):
    """MiB, pages shared with others counted in part."""
    with open(f'/proc/{pid}/smaps_rollup', encoding='ascii') as file:
        return int(re.search(r'^Pss:\s+(\d+)', file.read(), re.M)[1]) / 1024


def own_memory(pid):
    """MiB of its own, without what comes from files."""
    with open(f'/proc/{pid}/smaps_rollup', encoding='ascii') as file:
        return int(re.search(r'^Pss_Anon:\s+(\d+)', file.read(), re.M)[1]) / 1024


def seconds_used(pid):
    """By the kernel's clock of the process: ticks are too coarse for a quiet one."""
    try:
        return time.clock_gettime(~pid << 3 | 2)
    except OSError as error:
        raise ProcessLookupError from error


def wake_ups(pid):
    """How often one of its threads had waited for something."""
    total = 0
    for thread in os.listdir(f'/proc/{pid}/task'):
        with open(f'/proc/{pid}/task/{thread}/status', encoding='ascii') as file:
            total += int(re.search(r'^voluntary_ctxt_switches:\s+(\d+)', file.read(), re.M)[1])
    return total


def written(pid):
    """KiB that it gave to the disk."""
    with open(f'/proc/{pid}/io', encoding='ascii') as file:
        return int(re.search(r'^write_bytes:\s+(\d+)', file.read(), re.M)[1]) / 1024


def first_frame(program):
    with run(program) as (_, drawn):
        return drawn


def memory(program, settle=6):
    """Once the page has settled."""
    with run(program) as (process, _):
        time.sleep(settle)
        return over_session(process.pid, pss)


def cpu_of(leader, seconds):
    """Percent of one core."""
    before = over_session(leader, seconds_used)
    time.sleep(seconds)
    return 100 * (over_session(leader, seconds_used) - before) / seconds


def cpu(program, seconds=30):
    """The same, once the page has settled."""
    with run(program) as (process, _):
        time.sleep(8)
        return cpu_of(process.pid, seconds)


def in_turn(measure, rounds, *programs):
    """Medians of several programs, measured in turn: what else the machine does hits all alike."""
    figures = [[] for _ in programs]
    for _ in range(rounds):
        for values, program in zip(figures, programs):
            values.append(measure(program))
    return [statistics.median(values) for values in figures]
