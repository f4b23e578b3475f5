/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* A line of its own to a bus, as another program has it. */
GDBusConnection *test_bus_connect (const char *address);

G_END_DECLS
