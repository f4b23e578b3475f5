/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tote-sandbox-call.h"

G_BEGIN_DECLS

void tote_sandbox_router_run (ToteSandboxCall *call);
ToteSandboxOperation tote_sandbox_router_get_operation (const char *method, const char *path);

G_END_DECLS
