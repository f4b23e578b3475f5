/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

GSubprocessLauncher *test_child_launcher_new (GSubprocessFlags flags);
GSubprocess *test_child_new (const char *const *argv, GSubprocessFlags flags);

GArray *test_child_list (void);

G_END_DECLS
