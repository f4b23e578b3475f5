/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-message.h"

#include "tote-order-enums.h"
#include "tote-property.h"

#include <string.h>

/* One message of the chat, or a notice of the platform (contract 3.6, 3.7). A message written here
 * has a key from the start and gets its id when the server has it. */
struct _ToteMessage {
  GObject parent_instance;

  char *id;  /* (owned) (nullable) int64 as exact text, or the rendition's text */
  char *key; /* (owned) (nullable) of the wish that sends it */
  ToteSender from;
  char *body;            /* (owned) */
  GDateTime *created_at; /* (owned) (nullable) */
  char *image_url;       /* (owned) (nullable) */
  char *topic;           /* (owned) (nullable): of a notice */
  gboolean has_read_state;
  gboolean read;
  GDateTime *read_at; /* (owned) (nullable) */
  ToteSendState send_state;
  char *time_zone; /* (owned) (nullable): as the server named it, to be judged by whoever uses it */
  char *reason;    /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (ToteMessage, tote_message, G_TYPE_OBJECT)

typedef enum {
  PROP_ID = 1,
  PROP_FROM,
  PROP_BODY,
  PROP_CREATED_AT,
  PROP_IMAGE_URL,
  PROP_READ,
  PROP_SEND_STATE,
  PROP_REASON,
} ToteMessageProperty;

static GParamSpec *props[PROP_REASON + 1];

static void
notify (ToteMessage *self, ToteMessageProperty property)
{
  g_object_notify_by_pspec (G_OBJECT (self), props[property]);
}

static void
tote_message_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  ToteMessage *self = TOTE_MESSAGE (object);

  switch ((ToteMessageProperty) id) {
  case PROP_ID:
    g_value_set_string (value, self->id);
    break;
  case PROP_FROM:
    g_value_set_enum (value, self->from);
    break;
  case PROP_BODY:
    g_value_set_string (value, self->body);
    break;
  case PROP_CREATED_AT:
    g_value_set_boxed (value, self->created_at);
    break;
  case PROP_IMAGE_URL:
    g_value_set_string (value, self->image_url);
    break;
  case PROP_READ:
    g_value_set_boolean (value, self->read);
    break;
  case PROP_SEND_STATE:
    g_value_set_enum (value, self->send_state);
    break;
  case PROP_REASON:
    g_value_set_string (value, self->reason);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
tote_message_finalize (GObject *object)
{
  ToteMessage *self = TOTE_MESSAGE (object);

  g_free (self->id);
  g_free (self->key);
  g_free (self->body);
  g_clear_pointer (&self->created_at, g_date_time_unref);
  g_free (self->image_url);
  g_free (self->topic);
  g_clear_pointer (&self->read_at, g_date_time_unref);
  g_free (self->time_zone);
  g_free (self->reason);

  G_OBJECT_CLASS (tote_message_parent_class)->finalize (object);
}

static void
tote_message_class_init (ToteMessageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags read = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = tote_message_get_property;
  object_class->finalize = tote_message_finalize;

  props[PROP_ID] = g_param_spec_string ("id", NULL, NULL, NULL, read);
  props[PROP_FROM] =
      g_param_spec_enum ("from", NULL, NULL, TOTE_TYPE_SENDER, TOTE_SENDER_SYSTEM, read);
  props[PROP_BODY] = g_param_spec_string ("body", NULL, NULL, NULL, read);
  props[PROP_CREATED_AT] = g_param_spec_boxed ("created-at", NULL, NULL, G_TYPE_DATE_TIME, read);
  props[PROP_IMAGE_URL] = g_param_spec_string ("image-url", NULL, NULL, NULL, read);
  props[PROP_READ] = g_param_spec_boolean ("read", NULL, NULL, FALSE, read);
  props[PROP_SEND_STATE] = g_param_spec_enum ("send-state", NULL, NULL, TOTE_TYPE_SEND_STATE,
                                              TOTE_SEND_STATE_NONE, read);
  props[PROP_REASON] = g_param_spec_string ("reason", NULL, NULL, NULL, read);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);
}

static void
tote_message_init (ToteMessage *self)
{
}

/**
 * tote_message_new:
 * @id: (nullable): the server's id as text; %NULL as long as the server has none
 * @from: who wrote it
 * @body: (nullable): clean text, may be empty beside a picture
 * @created_at: (nullable): when
 *
 * Returns: (transfer full): a message that the server has, if it has an @id
 */
ToteMessage *
tote_message_new (const char *id, ToteSender from, const char *body, GDateTime *created_at)
{
  ToteMessage *self = g_object_new (TOTE_TYPE_MESSAGE, NULL);

  self->id = g_strdup (id);
  self->from = from;
  self->body = g_strdup (body != NULL ? body : "");
  self->created_at = created_at != NULL ? g_date_time_ref (created_at) : NULL;
  if (from == TOTE_SENDER_CUSTOMER)
    self->send_state = id != NULL ? TOTE_SEND_STATE_SENT : TOTE_SEND_STATE_SENDING;
  return self;
}

/**
 * tote_message_get_id:
 *
 * Returns: (nullable): the server’s id of it, as text; %NULL for what it does not have yet
 */
const char *
tote_message_get_id (ToteMessage *self)
{
  g_return_val_if_fail (TOTE_IS_MESSAGE (self), NULL);
  return self->id;
}

/**
 * tote_message_get_key:
 *
 * Returns: (nullable): the key of the wish that sends it, if it was written here
 */
const char *
tote_message_get_key (ToteMessage *self)
{
  g_return_val_if_fail (TOTE_IS_MESSAGE (self), NULL);
  return self->key;
}

/**
 * tote_message_set_key:
 *
 * Gives a message of the customer the key that the outbox knows it by.
 */
void
tote_message_set_key (ToteMessage *self, const char *key)
{
  g_return_if_fail (TOTE_IS_MESSAGE (self));

  if (g_strcmp0 (self->key, key) == 0)
    return;

  g_free (self->key);
  self->key = g_strdup (key);
}

/**
 * tote_message_get_from:
 *
 * Returns: who wrote it
 */
ToteSender
tote_message_get_from (ToteMessage *self)
{
  g_return_val_if_fail (TOTE_IS_MESSAGE (self), TOTE_SENDER_SYSTEM);
  return self->from;
}

/**
 * tote_message_get_body:
 *
 * Returns: the words, cleaned; never %NULL
 */
const char *
tote_message_get_body (ToteMessage *self)
{
  g_return_val_if_fail (TOTE_IS_MESSAGE (self), NULL);
  return self->body;
}

/**
 * tote_message_get_created_at:
 *
 * Returns: (transfer none) (nullable): when it was written
 */
GDateTime *
tote_message_get_created_at (ToteMessage *self)
{
  g_return_val_if_fail (TOTE_IS_MESSAGE (self), NULL);
  return self->created_at;
}

/**
 * tote_message_get_image_url:
 *
 * Returns: (nullable): the address of a picture that came with it
 */
const char *
tote_message_get_image_url (ToteMessage *self)
{
  g_return_val_if_fail (TOTE_IS_MESSAGE (self), NULL);
  return self->image_url;
}

/**
 * tote_message_set_image_url:
 *
 * Sets the address of a picture that came with it; @image_url is nullable.
 */
void
tote_message_set_image_url (ToteMessage *self, const char *image_url)
{
  g_return_if_fail (TOTE_IS_MESSAGE (self));
  tote_property_set_text (self, &self->image_url, image_url, props[PROP_IMAGE_URL]);
}

/**
 * tote_message_get_topic:
 *
 * Returns: (nullable): the server's word for what it is about, which may be a workflow state
 */
const char *
tote_message_get_topic (ToteMessage *self)
{
  g_return_val_if_fail (TOTE_IS_MESSAGE (self), NULL);
  return self->topic;
}

/**
 * tote_message_set_topic:
 *
 * Sets what a notice is about, once; @topic is nullable.
 */
void
tote_message_set_topic (ToteMessage *self, const char *topic)
{
  g_return_if_fail (TOTE_IS_MESSAGE (self));
  g_return_if_fail (self->topic == NULL);

  self->topic = g_strdup (topic);
}

/**
 * tote_message_get_time_zone:
 *
 * Returns: (nullable): what the server calls the zone it is in, unchecked; only the answer to a
 *     sent message says (contract 3.6)
 */
const char *
tote_message_get_time_zone (ToteMessage *self)
{
  g_return_val_if_fail (TOTE_IS_MESSAGE (self), NULL);
  return self->time_zone;
}

/**
 * tote_message_set_time_zone:
 *
 * Sets the zone that the server named with it (contract 3.6); @time_zone is nullable.
 */
void
tote_message_set_time_zone (ToteMessage *self, const char *time_zone)
{
  g_return_if_fail (TOTE_IS_MESSAGE (self));

  g_free (self->time_zone);
  self->time_zone = g_strdup (time_zone);
}

/**
 * tote_message_get_read:
 *
 * Returns: whether the other side has read it
 */
gboolean
tote_message_get_read (ToteMessage *self)
{
  g_return_val_if_fail (TOTE_IS_MESSAGE (self), FALSE);
  return self->read;
}

/**
 * tote_message_set_read:
 * @read: whether its receiver has read it
 * @read_at: (nullable): when
 *
 * A server of the rendition dialect never says; then this is never called (dialect row 24).
 */
void
tote_message_set_read (ToteMessage *self, gboolean read, GDateTime *read_at)
{
  g_return_if_fail (TOTE_IS_MESSAGE (self));

  self->has_read_state = TRUE;
  tote_property_set_time (self, &self->read_at, read_at, NULL);
  if (self->from == TOTE_SENDER_CUSTOMER)
    tote_message_set_send_state (self, read ? TOTE_SEND_STATE_READ : TOTE_SEND_STATE_SENT, NULL);
  tote_property_set_flag (self, &self->read, read, props[PROP_READ]);
}

/**
 * tote_message_get_read_at:
 *
 * Returns: (nullable): when it was read
 */
GDateTime *
tote_message_get_read_at (ToteMessage *self)
{
  g_return_val_if_fail (TOTE_IS_MESSAGE (self), NULL);
  return self->read_at;
}

/**
 * tote_message_get_has_read_state:
 *
 * Returns: whether the server says at all who has read what
 */
gboolean
tote_message_get_has_read_state (ToteMessage *self)
{
  g_return_val_if_fail (TOTE_IS_MESSAGE (self), FALSE);
  return self->has_read_state;
}

/**
 * tote_message_get_send_state:
 *
 * Returns: how far a message of the customer has come
 */
ToteSendState
tote_message_get_send_state (ToteMessage *self)
{
  g_return_val_if_fail (TOTE_IS_MESSAGE (self), TOTE_SEND_STATE_NONE);
  return self->send_state;
}

/**
 * tote_message_set_send_state:
 * @send_state: how far it has come
 * @reason: (nullable): why it failed
 */
void
tote_message_set_send_state (ToteMessage *self, ToteSendState send_state, const char *reason)
{
  g_return_if_fail (TOTE_IS_MESSAGE (self));

  tote_property_set_text (self, &self->reason, reason, props[PROP_REASON]);
  if (self->send_state == send_state)
    return;

  self->send_state = send_state;
  notify (self, PROP_SEND_STATE);
}

/**
 * tote_message_get_reason:
 *
 * Returns: (nullable): why it was not sent, in the server’s words
 */
const char *
tote_message_get_reason (ToteMessage *self)
{
  g_return_val_if_fail (TOTE_IS_MESSAGE (self), NULL);
  return self->reason;
}

/**
 * tote_message_update:
 * @fresh: the same message as the server has it now
 *
 * Returns: whether anything differed
 */
gboolean
tote_message_update (ToteMessage *self, ToteMessage *fresh)
{
  gboolean differs = FALSE;

  g_return_val_if_fail (TOTE_IS_MESSAGE (self), FALSE);
  g_return_val_if_fail (TOTE_IS_MESSAGE (fresh), FALSE);

  g_object_freeze_notify (G_OBJECT (self));
  differs |= tote_property_set_text (self, &self->id, fresh->id, props[PROP_ID]);
  differs |= tote_property_set_text (self, &self->body, fresh->body, props[PROP_BODY]);
  differs |=
      tote_property_set_text (self, &self->image_url, fresh->image_url, props[PROP_IMAGE_URL]);
  differs |=
      tote_property_set_time (self, &self->created_at, fresh->created_at, props[PROP_CREATED_AT]);
  if (fresh->has_read_state) {
    differs |= !self->has_read_state || self->read != fresh->read;
    tote_message_set_read (self, fresh->read, fresh->read_at);
  } else if (self->from == TOTE_SENDER_CUSTOMER && self->send_state != fresh->send_state) {
    differs = TRUE;
    tote_message_set_send_state (self, fresh->send_state, NULL);
  }
  g_object_thaw_notify (G_OBJECT (self));
  return differs;
}

static gboolean
is_number (const char *id, size_t length)
{
  return length > 0 && strspn (id, "0123456789") == length;
}

/* Numbers of any length by value. Anything else says nothing of what came first. */
static int
compare_ids (const char *a, const char *b)
{
  size_t n_a, n_b;

  if (a == NULL || b == NULL)
    return 0;

  n_a = strlen (a);
  n_b = strlen (b);
  if (!is_number (a, n_a) || !is_number (b, n_b))
    return 0;
  if (n_a != n_b)
    return n_a < n_b ? -1 : 1;
  return strcmp (a, b);
}

/**
 * tote_message_compare:
 * @a: a message
 * @b: another
 *
 * Orders messages as they are listed: by time, then what happened before what was said of it, then
 * by id where both are numbers (contract 3.6); others keep the order in which the server lists
 * them. One of unknown time
 * stands first: nothing can be said about when it came. What the server does not have yet comes
 * last: its time is that of this computer's clock, which may be wrong.
 *
 * Returns: below, at or above zero, as for g_strcmp0()
 */
int
tote_message_compare (ToteMessage *a, ToteMessage *b)
{
  if ((a->id == NULL) != (b->id == NULL))
    return a->id == NULL ? 1 : -1;

  if (a->created_at == NULL || b->created_at == NULL) {
    if (a->created_at != b->created_at)
      return a->created_at == NULL ? -1 : 1;
  } else {
    int order = g_date_time_compare (a->created_at, b->created_at);

    if (order != 0)
      return order;
  }
  if ((a->from == TOTE_SENDER_SYSTEM) != (b->from == TOTE_SENDER_SYSTEM))
    return a->from == TOTE_SENDER_SYSTEM ? -1 : 1;

  return compare_ids (a->id, b->id);
}
