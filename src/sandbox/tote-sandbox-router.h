/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tote-sandbox-call.h"

G_BEGIN_DECLS

/* Finds what a request asks for, checks who asks, and has it answered. */
void tote_sandbox_router_run (ToteSandboxCall *call);
ToteSandboxOperation tote_sandbox_router_get_operation (const char *method, const char *path);

G_END_DECLS
