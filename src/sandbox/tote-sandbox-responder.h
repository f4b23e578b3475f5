/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tote-sandbox-call.h"
#include "tote-sandbox-faults.h"

G_BEGIN_DECLS

void tote_sandbox_responder_send (ToteSandboxCall *call, SoupServerMessage *message);
void tote_sandbox_responder_send_fault (ToteSandboxCall *call, SoupServerMessage *message,
                                        const ToteSandboxFault *fault);

G_END_DECLS
