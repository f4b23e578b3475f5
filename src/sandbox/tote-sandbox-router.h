/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tote-sandbox-call.h"

G_BEGIN_DECLS

void tote_sandbox_router_run (ToteSandboxCall *call);
const char *tote_sandbox_router_name (const char *method, const char *path);
gboolean tote_sandbox_router_has_operation (const char *name);

G_END_DECLS
