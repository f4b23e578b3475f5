/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-request.h"

#include "tote-endpoint.h"
#include "tote-json-writer.h"
#include "tote-text.h"

#define ORDERS "/v2/post_checkout/orders/"
#define CHAT "/v2/post_checkout/chat/"
#define FEEDBACK "/v2/feedback/orders/"

static ToteRequest *
request_new (const char *method, const char *prefix, const char *order_id, const char *suffix,
             ToteNotFound not_found)
{
  ToteRequest *self = g_new0 (ToteRequest, 1);
  g_autofree char *id = tote_endpoint_escape (order_id);

  self->method = method;
  self->path = g_strconcat (prefix, id, suffix, NULL);
  self->not_found = not_found;

  return self;
}

/**
 * tote_request_new_read:
 *
 * Returns: (transfer full): the call that reads one part of an order
 */
ToteRequest *
tote_request_new_read (const char *order_id, ToteResource resource)
{
  g_return_val_if_fail (order_id != NULL, NULL);

  switch (resource) {
  case TOTE_RESOURCE_ORDER:
    return request_new ("GET", ORDERS, order_id, "", TOTE_NOT_FOUND_ORDER_OR_CALL);
  case TOTE_RESOURCE_ITEMS:
    return request_new ("GET", ORDERS, order_id, "/items", TOTE_NOT_FOUND_ORDER);
  case TOTE_RESOURCE_HANDLING:
    return request_new ("GET", ORDERS, order_id, "/handling", TOTE_NOT_FOUND_ORDER);
  case TOTE_RESOURCE_LOCATION:
    return request_new ("GET", ORDERS, order_id, "/location", TOTE_NOT_FOUND_CALL);
  case TOTE_RESOURCE_CHAT:
    return request_new ("GET", CHAT, order_id, "/messages", TOTE_NOT_FOUND_ORDER);
  case TOTE_RESOURCE_ORDER_MESSAGES:
    return request_new ("GET", ORDERS, order_id, "/order_messages", TOTE_NOT_FOUND_CALL);
  case TOTE_RESOURCE_PICKUP_DETAILS:
    return request_new ("GET", ORDERS, order_id, "/pickup/details", TOTE_NOT_FOUND_CALL);
  case TOTE_RESOURCE_VEHICLE:
    return request_new ("GET", ORDERS, order_id, "/pickup/vehicle_info", TOTE_NOT_FOUND_CALL);
  default:
    g_return_val_if_reached (NULL);
  }
}

/* Contract 3.3: exactly one of upc and rrc, exactly one of count and weight. */
static void
write_alternative (GString *json, const ToteAlternative *alternative)
{
  g_autofree char *amount = NULL;

  tote_json_writer_open (json, "alternative_item");
  if (alternative->upc != NULL)
    tote_json_writer_add_string (json, "upc", alternative->upc);
  else
    tote_json_writer_add_string (json, "rrc", alternative->rrc);

  if (alternative->count > 0)
    amount = g_strdup_printf ("%" G_GINT64_FORMAT, alternative->count);
  else
    amount = tote_quantity_from_double (alternative->weight);
  tote_json_writer_add_number (json, alternative->count > 0 ? "count" : "weight", amount);
  tote_json_writer_close (json);
}

static ToteRequest *
new_decision (const char *order_id, ToteWish *wish)
{
  gboolean approved = tote_wish_get_decision (wish) == TOTE_DECISION_APPROVED;
  const char *item_id = tote_wish_get_item_id (wish);
  g_autofree char *segment = tote_endpoint_escape (item_id != NULL ? item_id : "");
  g_autofree char *suffix = g_strconcat ("/items/", segment, "/replacement", NULL);
  ToteRequest *self = request_new ("PUT", ORDERS, order_id, suffix, TOTE_NOT_FOUND_ORDER);
  GString *json = tote_json_writer_new ();
  ToteAlternative alternative;

  tote_json_writer_add_string (json, "status", approved ? "APPROVED" : "REJECTED");
  if (!approved && tote_wish_get_alternative (wish, &alternative))
    write_alternative (json, &alternative);
  self->body = tote_json_writer_end (json);

  return self;
}

static ToteRequest *
new_message (const char *order_id, ToteWish *wish)
{
  ToteRequest *self = request_new ("POST", CHAT, order_id, "/messages", TOTE_NOT_FOUND_ORDER);
  GString *json = tote_json_writer_new ();

  tote_json_writer_add_string (json, "body", tote_wish_get_body (wish));
  self->body = tote_json_writer_end (json);

  return self;
}

static ToteRequest *
new_arrival (const char *order_id, ToteWish *wish)
{
  ToteRequest *self =
      request_new ("POST", ORDERS, order_id, "/pickup/user_arrived", TOTE_NOT_FOUND_ORDER_OR_CALL);
  GString *json = tote_json_writer_new ();

  tote_json_writer_add_boolean (json, "is_pickup_delegate", tote_wish_get_is_delegate (wish));
  self->body = tote_json_writer_end (json);

  return self;
}

static ToteRequest *
new_schedule (const char *order_id, ToteWish *wish)
{
  ToteRequest *self = request_new ("POST", ORDERS, order_id, "/pickup/schedule_pickup",
                                   TOTE_NOT_FOUND_ORDER_OR_CALL);
  GString *json = tote_json_writer_new ();

  tote_json_writer_add_string (json, "schedule_pickup_eta", tote_wish_get_eta (wish));
  self->body = tote_json_writer_end (json);

  return self;
}

/* The two closed lists are in lower case only. */
static void
write_lower (GString *json, const char *name, const char *word)
{
  g_autofree char *lower = word != NULL ? g_ascii_strdown (word, -1) : NULL;

  tote_json_writer_add_string (json, name, lower);
}

static ToteRequest *
new_vehicle (const char *order_id, ToteWish *wish)
{
  ToteRequest *self =
      request_new ("PUT", ORDERS, order_id, "/pickup/vehicle_info", TOTE_NOT_FOUND_ORDER_OR_CALL);
  g_autoptr (ToteVehicle) vehicle = tote_wish_dup_vehicle (wish);
  GString *json = tote_json_writer_new ();

  tote_json_writer_add_string (json, "model", tote_vehicle_get_model (vehicle));
  write_lower (json, "vehicle_type", tote_vehicle_get_vehicle_type (vehicle));
  tote_json_writer_add_string (json, "license_plate", tote_vehicle_get_license_plate (vehicle));
  write_lower (json, "color", tote_vehicle_get_color (vehicle));
  if (tote_wish_get_is_delegate (wish))
    tote_json_writer_add_boolean (json, "is_pickup_delegate", TRUE);
  self->body = tote_json_writer_end (json);

  return self;
}

static ToteRequest *
new_delegate (const char *order_id, ToteWish *wish)
{
  ToteRequest *self =
      request_new ("PUT", ORDERS, order_id, "/pickup_delegate", TOTE_NOT_FOUND_ORDER_OR_CALL);
  GString *json = tote_json_writer_new ();

  tote_json_writer_add_string (json, "name", tote_wish_get_name (wish));
  tote_json_writer_add_string (json, "phone_number", tote_wish_get_phone_number (wish));
  self->body = tote_json_writer_end (json);

  return self;
}

static ToteRequest *
new_rating (const char *order_id, ToteWish *wish)
{
  ToteRequest *self =
      request_new ("POST", FEEDBACK, order_id, "/rating", TOTE_NOT_FOUND_ORDER_OR_CALL);
  g_autofree char *stars = g_strdup_printf ("STARS%u", tote_wish_get_stars (wish));
  g_auto (GStrv) highlights = tote_wish_dup_highlights (wish);
  const char *note = tote_wish_get_note (wish);
  GString *json = tote_json_writer_new ();

  tote_json_writer_add_string (json, "rating_value", stars);
  if (highlights != NULL && highlights[0] != NULL)
    tote_json_writer_add_strv (json, "highlights", (const char *const *) highlights);
  if (note != NULL && *note != '\0')
    tote_json_writer_add_string (json, "thank_you_note", note);
  self->body = tote_json_writer_end (json);

  return self;
}

/**
 * tote_request_new_write:
 *
 * Returns: (transfer full): the call that carries a wish to the server
 */
ToteRequest *
tote_request_new_write (const char *order_id, ToteWish *wish)
{
  g_return_val_if_fail (order_id != NULL, NULL);
  g_return_val_if_fail (TOTE_IS_WISH (wish), NULL);

  switch (tote_wish_get_kind (wish)) {
  case TOTE_WISH_DECISION:
    return new_decision (order_id, wish);
  case TOTE_WISH_MESSAGE:
    return new_message (order_id, wish);
  case TOTE_WISH_MARK_READ:
    return request_new ("PUT", CHAT, order_id, "/messages", TOTE_NOT_FOUND_ORDER_OR_CALL);
  case TOTE_WISH_ARRIVAL:
    return new_arrival (order_id, wish);
  case TOTE_WISH_SCHEDULE:
    return new_schedule (order_id, wish);
  case TOTE_WISH_VEHICLE:
    return new_vehicle (order_id, wish);
  case TOTE_WISH_DELEGATE:
    return new_delegate (order_id, wish);
  case TOTE_WISH_RATING:
    return new_rating (order_id, wish);
  default:
    g_return_val_if_reached (NULL);
  }
}

/**
 * tote_request_free:
 *
 * Frees a call.
 */
void
tote_request_free (ToteRequest *self)
{
  g_free (self->path);
  g_clear_pointer (&self->body, g_bytes_unref);
  g_free (self);
}
