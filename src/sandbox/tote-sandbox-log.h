/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* A file with a JSON line for each request. No token, no body and no query ever stands in it. */
typedef struct _ToteSandboxLog ToteSandboxLog;

ToteSandboxLog *tote_sandbox_log_new (const char *path, GError **error);
void tote_sandbox_log_free (ToteSandboxLog *self);

void tote_sandbox_log_write (ToteSandboxLog *self, const char *method, const char *path,
                             guint status, gint64 started, gboolean bearer);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ToteSandboxLog, tote_sandbox_log_free)

G_END_DECLS
