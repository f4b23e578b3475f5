/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tote-sandbox-call.h"

G_BEGIN_DECLS

/* What stands on the wire, in the words of the reference pages and of the OpenAPI rendition
 * (contract, “Two dialects”). Each returns (transfer full) an object. */
JsonObject *tote_sandbox_reference_order (ToteSandboxCall *call);
JsonObject *tote_sandbox_reference_items (ToteSandboxCall *call);
JsonObject *tote_sandbox_reference_handling (ToteSandboxCall *call);
JsonObject *tote_sandbox_reference_chat (ToteSandboxCall *call, gboolean with_notices);
JsonObject *tote_sandbox_reference_receipt (const ToteSandboxMessage *message);
JsonObject *tote_sandbox_reference_fulfillment (ToteSandboxOrder *order);

JsonObject *tote_sandbox_rendition_items (ToteSandboxCall *call);
JsonObject *tote_sandbox_rendition_handling (ToteSandboxCall *call);
JsonObject *tote_sandbox_rendition_chat (ToteSandboxCall *call);
JsonObject *tote_sandbox_rendition_message (const ToteSandboxMessage *message);
JsonObject *tote_sandbox_rendition_decision (const ToteSandboxLine *line);
JsonObject *tote_sandbox_rendition_fulfillment (ToteSandboxOrder *order);

void tote_sandbox_set_time (JsonObject *object, const char *name, gint64 wall);

G_END_DECLS
