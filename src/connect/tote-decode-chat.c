/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-decode.h"

#include "tote-json.h"
#include "tote-text.h"

/* Row 23: user and customer are the same, driver and shopper are; the rest is neutral. */
static ToteSender
sender_from_word (const char *word)
{
  g_autofree char *folded = NULL;

  if (word == NULL)
    return TOTE_SENDER_SYSTEM;

  folded = g_strstrip (g_ascii_strdown (word, -1));
  if (g_str_equal (folded, "user") || g_str_equal (folded, "customer"))
    return TOTE_SENDER_CUSTOMER;
  if (g_str_equal (folded, "driver") || g_str_equal (folded, "shopper"))
    return TOTE_SENDER_SHOPPER;

  return TOTE_SENDER_SYSTEM;
}

static ToteSender
decode_sender (JsonObject *object)
{
  const char *word = tote_json_get_string (object, "sender_type");

  return sender_from_word (word != NULL ? word : tote_json_get_string (object, "sender"));
}

/* Row 24: the rendition dialect has no read state, and then the message has none either. */
static void
decode_read_state (JsonObject *object, ToteMessage *message)
{
  g_autoptr (GDateTime) read_at = tote_json_dup_time (object, "read_at");
  gboolean read;

  if (tote_json_get_boolean (object, "read", &read))
    tote_message_set_read (message, read, read_at);
}

static ToteMessage *
decode_message (JsonObject *object)
{
  g_autofree char *id = tote_json_dup_id (object, "id");
  g_autofree char *body = tote_text_cut (tote_json_dup_text (object, "body"), TOTE_MESSAGE_MAX);
  g_autofree char *image_url = tote_json_dup_url (object, "image", NULL);
  g_autoptr (GDateTime) created_at = tote_json_dup_time (object, "created_at");
  ToteMessage *message;

  if (id == NULL)
    return NULL;

  message = tote_message_new (id, decode_sender (object), body != NULL ? body : "", created_at);
  tote_message_set_image_url (message, image_url);
  decode_read_state (object, message);

  return message;
}

/* A notice has an id of its own kind: 41 here is not message 41. Without one, what it says and when
 * is what tells it from others. */
static char *
dup_notice_id (JsonObject *object, const char *body)
{
  g_autofree char *id = tote_json_dup_id (object, "id");
  const char *created_at = tote_json_get_string (object, "created_at");
  g_autofree char *told = NULL;

  if (id != NULL)
    return g_strconcat ("notice:", id, NULL);

  told = g_strconcat (created_at != NULL ? created_at : "", "\n", body, NULL);
  id = g_compute_checksum_for_string (G_CHECKSUM_SHA256, told, -1);

  return g_strconcat ("notice:", id, NULL);
}

static ToteMessage *
decode_notice (JsonObject *object)
{
  g_autofree char *body = tote_json_dup_text (object, "body");
  g_autofree char *image_url = tote_json_dup_url (object, "image", NULL);
  g_autoptr (GDateTime) created_at = tote_json_dup_time (object, "created_at");
  g_autofree char *id = NULL;
  g_autofree char *line = NULL; /* what is shown of it */
  ToteMessage *notice;

  if (body == NULL && image_url == NULL)
    return NULL;
  if (body == NULL)
    body = g_strdup ("");

  id = dup_notice_id (object, body);
  line = tote_text_cut (tote_text_clean_line (body), TOTE_TEXT_NOTICE_MAX);
  notice = tote_message_new (id, TOTE_SENDER_SYSTEM, line, created_at);
  tote_message_set_image_url (notice, image_url);
  tote_message_set_topic (notice, tote_json_get_string (object, "type"));

  return notice;
}

static GPtrArray *
decode_list (JsonArray *list, ToteMessage *(*decode) (JsonObject *object))
{
  GPtrArray *messages = g_ptr_array_new_with_free_func (g_object_unref);
  guint i;

  for (i = 0; list != NULL && i < json_array_get_length (list); i++) {
    ToteMessage *message = decode (tote_json_get_element (list, i));

    if (message != NULL)
      g_ptr_array_add (messages, message);
  }

  return messages;
}

/* Row v: absent is not expired; the place is a guess. */
static gboolean
decode_expired (JsonObject *root, JsonObject *metadata)
{
  gboolean expired = FALSE;

  if (!tote_json_get_boolean (metadata, "is_expired", &expired))
    tote_json_get_boolean (root, "is_expired", &expired);

  return expired;
}

static JsonArray *
get_messages (JsonObject *root)
{
  JsonArray *messages = tote_json_get_array (root, "chat_messages");

  return messages != NULL ? messages : tote_json_get_array (root, "messages");
}

/**
 * tote_decode_has_messages:
 *
 * Returns: whether there is a list of messages, be it empty, of which something can be read
 */
gboolean
tote_decode_has_messages (JsonObject *root)
{
  return tote_json_is_told (get_messages (root));
}

/**
 * tote_decode_messages:
 *
 * Contract 3.6; row 21 of the dialects. Messages without an id are left out.
 *
 * Returns: (transfer full) (element-type ToteMessage): what people wrote, in the server's order
 */
GPtrArray *
tote_decode_messages (JsonObject *root)
{
  return decode_list (get_messages (root), decode_message);
}

/**
 * tote_decode_conversation:
 *
 * Contract 3.6 and 3.7; rows 21 to 25 of the dialects.
 *
 * Returns: (transfer full): the messages and notices in the server's order
 */
ToteConversation *
tote_decode_conversation (JsonObject *root)
{
  JsonObject *metadata = tote_json_get_object (root, "metadata");
  JsonObject *shopper = tote_json_get_object (metadata, "current_shopper");
  g_autofree char *name = tote_json_dup_name (shopper, TOTE_TEXT_PERSON_MAX, "display_name",
                                              "first_name", "name", NULL);
  g_autofree char *image = tote_json_dup_url (shopper, "avatar_url", "avatar", "image_url", NULL);
  g_autoptr (GPtrArray) messages = tote_decode_messages (root);
  g_autoptr (GPtrArray) notices = NULL;

  notices = decode_list (tote_json_get_array (root, "lifecycle_messages"), decode_notice);

  return tote_conversation_new (messages, notices, decode_expired (root, metadata), name, image);
}

/**
 * tote_decode_receipt:
 * @body: what was sent; the reference dialect does not echo it (row 26)
 *
 * Returns: (transfer full) (nullable): the customer's message as the server now has it, or %NULL
 *   when the answer does not name it
 */
ToteMessage *
tote_decode_receipt (JsonObject *root, const char *body)
{
  g_autofree char *id = tote_json_dup_id (root, "id");
  g_autoptr (GDateTime) created_at = tote_json_dup_time (root, "created_at");
  g_autofree char *time_zone = tote_json_dup_line (root, "timezone", NULL);
  ToteMessage *message;

  if (id == NULL)
    return NULL;

  message = tote_message_new (id, TOTE_SENDER_CUSTOMER, body, created_at);
  tote_message_set_time_zone (message, time_zone);

  return message;
}
