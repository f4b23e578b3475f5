/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-decode.h"

#include "tote-json.h"
#include "tote-text.h"

#include <math.h>

/**
 * tote_decode_position:
 *
 * Contract 3.5, and the place of 3.4.
 *
 * Returns: (transfer full) (nullable): where `coordinates` points; %NULL for nothing to tell and
 *   for a place that is not on this planet
 */
TotePosition *
tote_decode_position (JsonObject *root)
{
  JsonObject *coordinates = tote_json_get_object (root, "coordinates");
  double latitude, longitude;

  if (!tote_json_get_double (coordinates, "latitude", &latitude) ||
      !tote_json_get_double (coordinates, "longitude", &longitude) || fabs (latitude) > 90.0 ||
      fabs (longitude) > 180.0)
    return NULL;

  return tote_position_new (latitude, longitude);
}

static gboolean
get_flag (JsonObject *root, const char *name)
{
  gboolean flag = FALSE;

  tote_json_get_boolean (root, name, &flag);

  return flag;
}

/**
 * tote_decode_handling:
 *
 * Contract 3.4; rows 2 and 17 to 20 of the dialects. The names inside `shopper` are not settled:
 * each that was seen or guessed is tried.
 *
 * Returns: (transfer full): what is known of the way to the customer
 */
ToteHandling *
tote_decode_handling (JsonObject *root)
{
  JsonObject *address = tote_json_get_object (root, "address");
  JsonObject *shopper = tote_json_get_object (root, "shopper");
  g_autofree char *line_1 =
      tote_json_dup_name (address, TOTE_TEXT_ADDRESS_MAX, "address_line_1", NULL);
  g_autofree char *line_2 =
      tote_json_dup_name (address, TOTE_TEXT_ADDRESS_MAX, "address_line_2", NULL);
  g_autofree char *locality =
      tote_json_dup_name (address, TOTE_TEXT_ADDRESS_MAX, "locality", "city", NULL);
  g_autofree char *area =
      tote_json_dup_name (address, TOTE_TEXT_ADDRESS_MAX, "administrative_area", "state", NULL);
  g_autofree char *postal_code =
      tote_json_dup_name (address, TOTE_TEXT_UNIT_MAX, "postal_code", NULL);
  g_autofree char *country_code =
      tote_json_dup_name (address, TOTE_TEXT_UNIT_MAX, "country_code", NULL);
  g_autofree char *name = tote_json_dup_name (shopper, TOTE_TEXT_PERSON_MAX, "first_name", "name",
                                              "display_name", NULL);
  g_autofree char *image = tote_json_dup_url (shopper, "avatar_url", "avatar", "image_url", NULL);
  g_autofree char *phone = tote_json_dup_line (shopper, "phone_number", NULL);
  g_autofree char *dropoff =
      tote_json_dup_name (root, TOTE_TEXT_ADDRESS_MAX, "dropoff_location", NULL);
  g_autofree char *notes =
      tote_text_cut_lines (tote_json_dup_text (root, "notes"), TOTE_TEXT_LINES_MAX);
  g_autofree char *instructions =
      tote_text_cut_lines (tote_json_dup_text (root, "instructions"), TOTE_TEXT_LINES_MAX);
  g_autofree char *state = tote_json_dup_line (root, "workflow_state", "status", NULL);
  g_autoptr (TotePosition) position = tote_decode_position (root);

  return g_object_new (TOTE_TYPE_HANDLING, "address-line-1", line_1, "address-line-2", line_2,
                       "locality", locality, "administrative-area", area, "postal-code",
                       postal_code, "country-code", country_code, "position", position,
                       "shopper-name", name, "shopper-image-url", image, "shopper-phone", phone,
                       "dropoff-location", dropoff, "notes", notes, "instructions", instructions,
                       "leave-unattended", get_flag (root, "leave_unattended"), "alcoholic",
                       get_flag (root, "alcoholic"), "certified-delivery",
                       get_flag (root, "certified_delivery"), "state", state, NULL);
}
