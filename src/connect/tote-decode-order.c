/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-decode.h"

#include "tote-connect-error.h"
#include "tote-json.h"
#include "tote-moment.h"
#include "tote-zone.h"

/* The slot stands in one of two objects, row 5 of the dialects. */
static JsonObject *
get_slot (JsonObject *root, const char *name)
{
  JsonObject *details = tote_json_get_object (root, "fulfillment_details");

  return details != NULL && json_object_has_member (details, name)
             ? details
             : tote_json_get_object (root, "service_option");
}

static GTimeZone *
dup_slot_zone (GDateTime *starts_at, GDateTime *ends_at)
{
  GTimeZone *zone = tote_zone_from_time (starts_at);

  return zone != NULL ? zone : tote_zone_from_time (ends_at);
}

/* Where the slot names no zone, the order’s own is meant; where nothing does, the customer’s. */
static GTimeZone *
dup_meant_zone (JsonObject *root)
{
  g_autofree char *name = tote_json_dup_line (root, "timezone", "time_zone", NULL);
  GTimeZone *zone = tote_zone_from_name (name);

  return zone != NULL ? zone : g_time_zone_new_local ();
}

/* A slot may be no more than a day: then it lasts from midnight to midnight. */
static void
dup_slot (JsonObject *root, GDateTime **starts_at, GDateTime **ends_at)
{
  JsonObject *start = get_slot (root, "window_starts_at");
  JsonObject *end = get_slot (root, "window_ends_at");
  const char *first = tote_json_get_string (start, "window_starts_at");
  const char *last = tote_json_get_string (end, "window_ends_at");
  g_autoptr (GTimeZone) zone = dup_meant_zone (root);

  *starts_at = tote_json_dup_told_time (start, "window_starts_at", zone);
  *ends_at = tote_json_dup_told_time (end, "window_ends_at", zone);
  if (*starts_at == NULL)
    *starts_at = tote_moment_from_day (first, zone, FALSE);
  if (*ends_at == NULL)
    *ends_at = tote_moment_from_day (last != NULL ? last : first, zone, TRUE);
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
  g_autoptr (GDateTime) starts_at = NULL;
  g_autoptr (GDateTime) ends_at = NULL;
  g_autoptr (GTimeZone) zone = NULL;

  dup_slot (root, &starts_at, &ends_at);
  zone = dup_slot_zone (starts_at, ends_at);
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
