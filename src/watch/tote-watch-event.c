/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-watch-event.h"

#include "tote-connect-error.h"
#include "tote-order-enums.h"

static void
put_text (JsonObject *event, const char *name, const char *text)
{
  if (text != NULL)
    json_object_set_string_member (event, name, text);
  else
    json_object_set_null_member (event, name);
}

static void
put_time (JsonObject *event, const char *name, GDateTime *time)
{
  g_autoptr (GDateTime) utc = time != NULL ? g_date_time_to_utc (time) : NULL;
  g_autofree char *text = utc != NULL ? g_date_time_format_iso8601 (utc) : NULL;

  put_text (event, name, text);
}

/* The word of a value as other programs read it: “handing_over”. */
static void
put_enum (JsonObject *event, const char *name, GType type, int value)
{
  g_autoptr (GEnumClass) klass = g_type_class_ref (type);
  GEnumValue *entry = g_enum_get_value (klass, value);
  g_autofree char *word = g_strdelimit (g_strdup (entry->value_nick), "-", '_');

  put_text (event, name, word);
}

static void
put_position (JsonObject *event, TotePosition *position)
{
  if (position == NULL) {
    json_object_set_null_member (event, "latitude");
    json_object_set_null_member (event, "longitude");
    return;
  }
  json_object_set_double_member (event, "latitude", tote_position_get_latitude (position));
  json_object_set_double_member (event, "longitude", tote_position_get_longitude (position));
}

/**
 * tote_watch_event_new:
 *
 * Begins an event: what it tells is added by its maker.
 *
 * Returns: (transfer full)
 */
JsonObject *
tote_watch_event_new (const char *event)
{
  JsonObject *self = json_object_new ();

  json_object_set_string_member (self, "event", event);
  return self;
}

/**
 * tote_watch_event_new_order:
 *
 * What has become of the order itself.
 *
 * Returns: (transfer full)
 */
JsonObject *
tote_watch_event_new_order (ToteOrder *order)
{
  JsonObject *self = tote_watch_event_new ("order");

  put_text (self, "state", tote_order_get_state (order));
  put_enum (self, "stage", TOTE_TYPE_STAGE, (int) tote_order_get_stage (order));
  put_text (self, "headline", tote_order_get_headline (order));
  put_text (self, "fulfillment_type", tote_order_get_fulfillment_word (order));
  put_time (self, "window_starts_at", tote_order_get_window_starts_at (order));
  put_time (self, "window_ends_at", tote_order_get_window_ends_at (order));
  return self;
}

/**
 * tote_watch_event_new_counts:
 *
 * How many items stand where.
 *
 * Returns: (transfer full)
 */
JsonObject *
tote_watch_event_new_counts (ToteItemList *items)
{
  JsonObject *self = tote_watch_event_new ("counts");

  json_object_set_int_member (self, "shopping",
                              tote_item_list_get_count (items, TOTE_ITEM_GROUP_SHOPPING));
  json_object_set_int_member (self, "found",
                              tote_item_list_get_count (items, TOTE_ITEM_GROUP_FOUND));
  json_object_set_int_member (self, "replaced",
                              tote_item_list_get_count (items, TOTE_ITEM_GROUP_REPLACED));
  json_object_set_int_member (self, "refunded",
                              tote_item_list_get_count (items, TOTE_ITEM_GROUP_REFUNDED));
  json_object_set_int_member (self, "questions", tote_item_list_get_n_questions (items));
  return self;
}

/**
 * tote_watch_event_new_item:
 *
 * What has become of an item.
 *
 * Returns: (transfer full)
 */
JsonObject *
tote_watch_event_new_item (ToteItem *item)
{
  JsonObject *self = tote_watch_event_new ("item");
  ToteProduct *product = tote_item_get_product (item);
  ToteProduct *replacement = tote_item_get_replacement (item);

  put_text (self, "id", tote_item_get_id (item));
  put_text (self, "name", tote_product_get_name (product));
  put_text (self, "quantity", tote_product_get_quantity (product));
  put_text (self, "unit", tote_product_get_unit (product));
  put_enum (self, "group", TOTE_TYPE_ITEM_GROUP, (int) tote_item_get_group (item));
  put_enum (self, "decision", TOTE_TYPE_DECISION, (int) tote_item_get_decision (item));
  put_text (self, "replacement", replacement != NULL ? tote_product_get_name (replacement) : NULL);
  return self;
}

/**
 * tote_watch_event_new_handling:
 *
 * Where it goes and by whom.
 *
 * Returns: (transfer full)
 */
JsonObject *
tote_watch_event_new_handling (ToteOrder *order)
{
  JsonObject *self = tote_watch_event_new ("handling");
  ToteHandling *handling = tote_order_get_handling (order);

  put_text (self, "address", tote_handling_get_address (handling));
  put_position (self, tote_handling_get_position (handling));
  put_text (self, "shopper", tote_handling_get_shopper_name (handling));
  json_object_set_boolean_member (self, "leave_unattended",
                                  tote_handling_get_leave_unattended (handling));
  json_object_set_boolean_member (self, "alcoholic", tote_handling_get_alcoholic (handling));
  json_object_set_boolean_member (self, "certified_delivery",
                                  tote_handling_get_certified_delivery (handling));
  return self;
}

/**
 * tote_watch_event_new_location:
 *
 * Where the shopper is.
 *
 * Returns: (transfer full)
 */
JsonObject *
tote_watch_event_new_location (TotePosition *position)
{
  JsonObject *self = tote_watch_event_new ("location");

  put_position (self, position);
  return self;
}

/* What others wrote is on the server by its nature; whether it was read, the server may say. */
static ToteSendState
get_send_state (ToteMessage *message)
{
  ToteSendState own = tote_message_get_send_state (message);

  /* Whatever the trouble, it is not known to be there. */
  if (tote_message_get_from (message) == TOTE_SENDER_CUSTOMER)
    return TOTE_SEND_STATE_IS_TROUBLE (own) ? TOTE_SEND_STATE_FAILED : own;
  return tote_message_get_read (message) ? TOTE_SEND_STATE_READ : TOTE_SEND_STATE_SENT;
}

/**
 * tote_watch_event_new_message:
 *
 * A message and how far it has come.
 *
 * Returns: (transfer full)
 */
JsonObject *
tote_watch_event_new_message (ToteMessage *message)
{
  JsonObject *self = tote_watch_event_new ("message");

  put_text (self, "id", tote_message_get_id (message));
  put_enum (self, "from", TOTE_TYPE_SENDER, (int) tote_message_get_from (message));
  put_text (self, "body", tote_message_get_body (message));
  put_enum (self, "delivery", TOTE_TYPE_SEND_STATE, (int) get_send_state (message));
  return self;
}

/**
 * tote_watch_event_new_error:
 * @resource: what was asked for, or what was to be sent
 *
 * Returns: (transfer full): an event
 */
JsonObject *
tote_watch_event_new_error (const char *resource, const GError *error)
{
  JsonObject *self = tote_watch_event_new ("error");
  const char *said = tote_connect_error_get_server_message (error);

  put_text (self, "resource", resource);
  json_object_set_int_member (self, "status", tote_connect_error_get_status (error));
  if (tote_connect_error_get_api_code (error) != 0)
    json_object_set_int_member (self, "code", tote_connect_error_get_api_code (error));
  else
    json_object_set_null_member (self, "code");
  put_text (self, "message", said != NULL ? said : error->message);
  return self;
}

/**
 * tote_watch_event_new_end:
 *
 * That nothing more comes.
 *
 * Returns: (transfer full)
 */
JsonObject *
tote_watch_event_new_end (ToteOrder *order)
{
  JsonObject *self = tote_watch_event_new ("end");

  put_text (self, "state", tote_order_get_state (order));
  return self;
}

/* Ids are as the server wrote them, and terminals obey control characters of eight bits too. */
static char *
escape_controls (const char *line)
{
  GString *escaped = g_string_new (NULL);

  for (const char *c = line; *c != '\0'; c = g_utf8_next_char (c)) {
    gunichar letter = g_utf8_get_char (c);

    if (g_unichar_iscntrl (letter))
      g_string_append_printf (escaped, "\\u%04x", letter);
    else
      g_string_append_unichar (escaped, letter);
  }
  return g_string_free (escaped, FALSE);
}

/**
 * tote_watch_event_to_line:
 *
 * Returns: (transfer full): the event as one line of JSON, its time first
 */
char *
tote_watch_event_to_line (JsonObject *event, GDateTime *at)
{
  g_autoptr (JsonNode) node = json_node_alloc ();
  g_autoptr (GDateTime) utc = g_date_time_to_utc (at);
  g_autofree char *time = g_date_time_format_iso8601 (utc);
  g_autofree char *text = NULL;
  g_autofree char *plain = NULL;

  json_node_init_object (node, event);
  text = json_to_string (node, FALSE);
  plain = escape_controls (text);
  return g_strdup_printf ("{\"at\":\"%s\",%s", time, plain + 1);
}
