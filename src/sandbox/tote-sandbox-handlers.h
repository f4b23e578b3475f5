/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tote-sandbox-call.h"

G_BEGIN_DECLS

/* Each answers one call; what it needs (a token, an order) was checked before. */
typedef void (*ToteSandboxHandler) (ToteSandboxCall *call);

/* Contract section 2. */
void tote_sandbox_oauth_token (ToteSandboxCall *call);
void tote_sandbox_oauth_revoke (ToteSandboxCall *call);

/* Contract 3.1 to 3.5. */
void tote_sandbox_orders_get (ToteSandboxCall *call);
void tote_sandbox_orders_items (ToteSandboxCall *call);
void tote_sandbox_orders_handling (ToteSandboxCall *call);
void tote_sandbox_orders_location (ToteSandboxCall *call);
void tote_sandbox_orders_decide (ToteSandboxCall *call);

/* Contract 3.6 and 3.7. */
void tote_sandbox_messages_list (ToteSandboxCall *call);
void tote_sandbox_messages_send (ToteSandboxCall *call);
void tote_sandbox_messages_mark_read (ToteSandboxCall *call);
void tote_sandbox_messages_list_all (ToteSandboxCall *call);

/* Contract 3.8. */
void tote_sandbox_pickup_details (ToteSandboxCall *call);
void tote_sandbox_pickup_get_vehicle (ToteSandboxCall *call);
void tote_sandbox_pickup_put_vehicle (ToteSandboxCall *call);
void tote_sandbox_pickup_arrive (ToteSandboxCall *call);
void tote_sandbox_pickup_schedule (ToteSandboxCall *call);
void tote_sandbox_pickup_delegate (ToteSandboxCall *call);

/* Contract 3.9. */
void tote_sandbox_feedback_rate (ToteSandboxCall *call);
void tote_sandbox_feedback_rate_for_user (ToteSandboxCall *call);

/* Contract section 6. */
void tote_sandbox_fulfillment_create_user (ToteSandboxCall *call);
void tote_sandbox_fulfillment_create_delivery (ToteSandboxCall *call);
void tote_sandbox_fulfillment_create_pickup (ToteSandboxCall *call);
void tote_sandbox_fulfillment_get (ToteSandboxCall *call);
void tote_sandbox_fulfillment_cancel (ToteSandboxCall *call);
void tote_sandbox_fulfillment_get_dispatch (ToteSandboxCall *call);
void tote_sandbox_fulfillment_stage_dispatch (ToteSandboxCall *call);
void tote_sandbox_fulfillment_cancel_dispatch (ToteSandboxCall *call);

/* Contract section 7. */
void tote_sandbox_batches_create_shopper (ToteSandboxCall *call);
void tote_sandbox_batches_create (ToteSandboxCall *call);
void tote_sandbox_batches_advance (ToteSandboxCall *call);
void tote_sandbox_batches_add_item (ToteSandboxCall *call);
void tote_sandbox_batches_update_item (ToteSandboxCall *call);
void tote_sandbox_batches_callback (ToteSandboxCall *call);

/* Design 5. */
void tote_sandbox_broker_token (ToteSandboxCall *call);
void tote_sandbox_broker_revoke (ToteSandboxCall *call);
void tote_sandbox_broker_lookup (ToteSandboxCall *call);
void tote_sandbox_broker_board (ToteSandboxCall *call);

/* The sandbox's own; see the manual page. */
void tote_sandbox_control_say (ToteSandboxCall *call);
void tote_sandbox_control_advance (ToteSandboxCall *call);
void tote_sandbox_control_fault (ToteSandboxCall *call);
void tote_sandbox_control_clock (ToteSandboxCall *call);
void tote_sandbox_control_code (ToteSandboxCall *call);
void tote_sandbox_control_tokens (ToteSandboxCall *call);
void tote_sandbox_control_settings (ToteSandboxCall *call);
void tote_sandbox_control_broker (ToteSandboxCall *call);
void tote_sandbox_control_window (ToteSandboxCall *call);
void tote_sandbox_control_item (ToteSandboxCall *call);
void tote_sandbox_control_orders (ToteSandboxCall *call);
void tote_sandbox_control_state (ToteSandboxCall *call);

G_END_DECLS
