/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tote-sandbox-call.h"
#include "tote-sandbox-faults.h"

G_BEGIN_DECLS

/* Sends an answer on its way: as it is, or with what is to go wrong. */
gboolean tote_sandbox_responder_send (ToteSandboxCall *call, SoupServerMessage *message,
                                      const ToteSandboxFault *fault);

G_END_DECLS
