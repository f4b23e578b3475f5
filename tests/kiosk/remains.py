# SPDX-License-Identifier: GPL-3.0-or-later
"""What is left of a customer: in the memory of processes, and in files."""

import os

from store import get_children


def get_family(pid):
    try:
        return [pid] + [name for child in get_children(pid) for name in get_family(child)]
    except OSError:
        return []


def read_memory(pid):
    """All that the process can read of itself, arguments and environment included."""
    parts = []
    with open(f'/proc/{pid}/maps') as maps, open(f'/proc/{pid}/mem', 'rb', 0) as memory:
        for line in maps:
            place, rights, _, _, _, *name = line.split(maxsplit=5)
            if 'r' not in rights or (name and name[0].startswith(('[vvar', '[vsyscall'))):
                continue
            begin, end = (int(part, 16) for part in place.split('-'))
            try:
                memory.seek(begin)
                parts.append(memory.read(end - begin))
            except (OSError, ValueError, OverflowError):
                pass
    for name in ('cmdline', 'environ'):
        with open(f'/proc/{pid}/{name}', 'rb') as file:
            parts.append(file.read())
    return b'\0'.join(parts)


def count_hits(data, words):
    hits = {}
    for name, word in words.items():
        count = data.count(word.encode()) + data.count(word.encode('utf-32-le'))
        if count:
            hits[name] = count
    return hits


def search_files(words):
    """Of the home, with its caches and what is passing, and of what ends with the session."""
    hits = {}
    for folder in {os.environ['HOME'], os.environ['XDG_RUNTIME_DIR']}:
        for place, _, names in os.walk(folder):
            for name in names:
                path = os.path.join(place, name)
                try:
                    with open(path, 'rb') as file:
                        found = count_hits(file.read(), words)
                except OSError:
                    continue
                if found:
                    hits[path] = found
    return hits
