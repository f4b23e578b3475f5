/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-decode.h"

#include "tote-connect-error.h"
#include "tote-json.h"
#include "tote-zone.h"

/* The slot stands in one of two objects, row 5 of the dialects. */
static GDateTime *
dup_slot_time (JsonObject *root, const char *name)
{
  JsonObject *details = tote_json_get_object (root, "fulfillment_details");
  GDateTime *time = tote_json_dup_told_time (details, name);

  return time != NULL
             ? time
             : tote_json_dup_told_time (tote_json_get_object (root, "service_option"), name);
}

static GTimeZone *
dup_slot_zone (GDateTime *starts_at, GDateTime *ends_at)
{
  GTimeZone *zone = tote_zone_from_time (starts_at);

  return zone != NULL ? zone : tote_zone_from_time (ends_at);
}

static char *
dup_pickup_category (JsonObject *root)
{
  char *category = tote_json_dup_line (root, "pickup_category", NULL);

  return category != NULL ? category
                          : tote_json_dup_line (tote_json_get_object (root, "fulfillment_details"),
                                                "pickup_category", NULL);
}

static GDateTime *
dup_created_at (JsonObject *root)
{
  GDateTime *created_at = tote_json_dup_time (root, "creation_date");

  return created_at != NULL ? created_at : tote_json_dup_time (root, "created_at");
}

/**
 * tote_decode_order:
 *
 * Contract 3.1.
 *
 * Returns: (transfer full) (nullable): a fresh order, or %NULL with
 *   %TOTE_CONNECT_ERROR_MALFORMED when the object says neither which order it is nor where it
 * stands
 */
ToteOrder *
tote_decode_order (JsonObject *root, GError **error)
{
  g_autofree char *id = tote_json_dup_id (root, "id");
  g_autofree char *state = tote_json_dup_line (root, "workflow_state", "status", NULL);
  g_autofree char *fulfillment = tote_json_dup_line (root, "fulfillment_type", NULL);
  g_autofree char *category = dup_pickup_category (root);
  g_autoptr (GDateTime) created_at = dup_created_at (root);
  g_autoptr (GDateTime) starts_at = dup_slot_time (root, "window_starts_at");
  g_autoptr (GDateTime) ends_at = dup_slot_time (root, "window_ends_at");
  g_autoptr (GTimeZone) zone = dup_slot_zone (starts_at, ends_at);

  if (id == NULL)
    id = tote_json_dup_id (root, "order_id");
  if (id == NULL && state == NULL) {
    g_propagate_error (error, tote_connect_error_new (TOTE_CONNECT_ERROR_MALFORMED));
    return NULL;
  }

  return g_object_new (TOTE_TYPE_ORDER, "id", id, "state", state, "fulfillment-word", fulfillment,
                       "created-at", created_at, "window-starts-at", starts_at, "window-ends-at",
                       ends_at, "pickup-category", category, "time-zone", zone, NULL);
}
