/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-outbox-entry.h"

#include "tote-order-enums.h"

struct _ToteOutboxEntry {
  GObject parent_instance;

  ToteWish *wish;
  GDateTime *created_at;
  ToteSendState send_state;
  char *reason;
};

G_DEFINE_FINAL_TYPE (ToteOutboxEntry, tote_outbox_entry, G_TYPE_OBJECT)

typedef enum {
  PROP_WISH = 1,
  PROP_SEND_STATE,
  PROP_REASON,
  PROP_CREATED_AT,
} ToteOutboxEntryProperty;

static GParamSpec *props[PROP_CREATED_AT + 1];

static void
get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  ToteOutboxEntry *self = TOTE_OUTBOX_ENTRY (object);

  switch ((ToteOutboxEntryProperty) id) {
  case PROP_WISH:
    g_value_set_object (value, self->wish);
    break;
  case PROP_SEND_STATE:
    g_value_set_enum (value, self->send_state);
    break;
  case PROP_REASON:
    g_value_set_string (value, self->reason);
    break;
  case PROP_CREATED_AT:
    g_value_set_boxed (value, self->created_at);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
finalize (GObject *object)
{
  ToteOutboxEntry *self = TOTE_OUTBOX_ENTRY (object);

  g_clear_object (&self->wish);
  g_clear_pointer (&self->created_at, g_date_time_unref);
  g_free (self->reason);

  G_OBJECT_CLASS (tote_outbox_entry_parent_class)->finalize (object);
}

static void
tote_outbox_entry_class_init (ToteOutboxEntryClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = get_property;
  object_class->finalize = finalize;

  props[PROP_WISH] = g_param_spec_object ("wish", NULL, NULL, TOTE_TYPE_WISH, flags);
  props[PROP_SEND_STATE] = g_param_spec_enum ("send-state", NULL, NULL, TOTE_TYPE_SEND_STATE,
                                              TOTE_SEND_STATE_SENDING, flags);
  props[PROP_REASON] = g_param_spec_string ("reason", NULL, NULL, NULL, flags);
  props[PROP_CREATED_AT] = g_param_spec_boxed ("created-at", NULL, NULL, G_TYPE_DATE_TIME, flags);

  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);
}

static void
tote_outbox_entry_init (ToteOutboxEntry *self)
{
  self->send_state = TOTE_SEND_STATE_SENDING;
}

/**
 * tote_outbox_entry_new:
 * @created_at: when the customer asked for it
 */
ToteOutboxEntry *
tote_outbox_entry_new (ToteWish *wish, GDateTime *created_at)
{
  ToteOutboxEntry *self;

  g_return_val_if_fail (TOTE_IS_WISH (wish), NULL);

  self = g_object_new (TOTE_TYPE_OUTBOX_ENTRY, NULL);
  self->wish = g_object_ref (wish);
  self->created_at = created_at != NULL ? g_date_time_ref (created_at) : NULL;
  return self;
}

/**
 * tote_outbox_entry_get_wish:
 *
 * Returns: (transfer none): what the customer asked for
 */
ToteWish *
tote_outbox_entry_get_wish (ToteOutboxEntry *self)
{
  g_return_val_if_fail (TOTE_IS_OUTBOX_ENTRY (self), NULL);

  return self->wish;
}

/**
 * tote_outbox_entry_get_created_at:
 *
 * Returns: (transfer none) (nullable): when the customer asked for it
 */
GDateTime *
tote_outbox_entry_get_created_at (ToteOutboxEntry *self)
{
  g_return_val_if_fail (TOTE_IS_OUTBOX_ENTRY (self), NULL);

  return self->created_at;
}

/**
 * tote_outbox_entry_get_send_state:
 *
 * Returns: how far it has come: sending, sent or failed
 */
ToteSendState
tote_outbox_entry_get_send_state (ToteOutboxEntry *self)
{
  g_return_val_if_fail (TOTE_IS_OUTBOX_ENTRY (self), TOTE_SEND_STATE_NONE);

  return self->send_state;
}

/**
 * tote_outbox_entry_get_reason:
 *
 * Returns: (nullable): why it failed, in the server's words
 */
const char *
tote_outbox_entry_get_reason (ToteOutboxEntry *self)
{
  g_return_val_if_fail (TOTE_IS_OUTBOX_ENTRY (self), NULL);

  return self->reason;
}

/**
 * tote_outbox_entry_set_send_state:
 * @reason: (nullable): why it failed
 */
void
tote_outbox_entry_set_send_state (ToteOutboxEntry *self, ToteSendState send_state,
                                  const char *reason)
{
  g_return_if_fail (TOTE_IS_OUTBOX_ENTRY (self));

  g_object_freeze_notify (G_OBJECT (self));
  if (self->send_state != send_state) {
    self->send_state = send_state;
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_SEND_STATE]);
  }
  if (g_strcmp0 (self->reason, reason) != 0) {
    g_free (self->reason);
    self->reason = g_strdup (reason);
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_REASON]);
  }
  g_object_thaw_notify (G_OBJECT (self));
}
