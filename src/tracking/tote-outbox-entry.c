/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-outbox-entry-private.h"

#include "tote-order-enums.h"
#include "tote-time.h"

struct _ToteOutboxEntry {
  GObject parent_instance;

  ToteWish *wish;           /* (owned) */
  GDateTime *created_at;    /* (owned) */
  ToteSendState send_state; /* as told last */
  char *reason;             /* (owned) (nullable): as told last */
  ToteWishRecord *record;   /* (owned): as it stands on disk, or is about to */
  ToteCourse course;
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
tote_outbox_entry_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
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
tote_outbox_entry_finalize (GObject *object)
{
  ToteOutboxEntry *self = TOTE_OUTBOX_ENTRY (object);

  g_clear_object (&self->wish);
  g_clear_pointer (&self->created_at, g_date_time_unref);
  g_free (self->reason);
  g_clear_pointer (&self->record, tote_wish_record_free);
  g_free (self->course.refusal);

  G_OBJECT_CLASS (tote_outbox_entry_parent_class)->finalize (object);
}

static void
tote_outbox_entry_class_init (ToteOutboxEntryClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = tote_outbox_entry_get_property;
  object_class->finalize = tote_outbox_entry_finalize;

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
  self->course = TOTE_COURSE_INIT;
}

/* @record: (transfer full) */
static ToteOutboxEntry *
make (ToteWish *wish, ToteWishRecord *record)
{
  ToteOutboxEntry *self = g_object_new (TOTE_TYPE_OUTBOX_ENTRY, NULL);
  /* Where a server tells no more than seconds, more would only sort it wrongly. */
  gint64 seconds = record->created_at - record->created_at % G_USEC_PER_SEC;

  self->wish = g_object_ref (wish);
  self->record = record;
  self->created_at = tote_time_from_us (seconds);
  return self;
}

/**
 * tote_outbox_entry_new:
 * @created_at: real µs: when the customer asked for it
 *
 * Returns: (transfer full): a wish that is about to be written down
 */
ToteOutboxEntry *
tote_outbox_entry_new (ToteWish *wish, gint64 created_at)
{
  ToteWishRecord *record;

  g_return_val_if_fail (TOTE_IS_WISH (wish), NULL);

  record = g_new0 (ToteWishRecord, 1);
  record->key = g_strdup (tote_wish_get_key (wish));
  record->text = tote_wish_to_text (wish);
  record->created_at = created_at;
  record->phase = TOTE_WISH_WAITING;
  return make (wish, record);
}

static ToteOutboxProgress
get_progress_after_restart (const ToteWishRecord *record, ToteWish *wish)
{
  ToteWishKind kind = tote_wish_get_kind (wish);

  switch (record->phase) {
  case TOTE_WISH_SENDING:
    return TOTE_OUTBOX_CHECKING;
  case TOTE_WISH_SENT:
    return kind == TOTE_WISH_MESSAGE || kind == TOTE_WISH_DECISION ? TOTE_OUTBOX_CONFIRMING
                                                                   : TOTE_OUTBOX_DONE;
  case TOTE_WISH_FAILED:
    return TOTE_OUTBOX_FAILED;
  case TOTE_WISH_UNCLEAR:
    return TOTE_OUTBOX_UNCLEAR;
  case TOTE_WISH_WAITING:
  default:
    return TOTE_OUTBOX_READY;
  }
}

/**
 * tote_outbox_entry_new_from_record:
 * @record: what an earlier run wrote down
 *
 * Returns: (transfer full) (nullable): the wish where that run left it
 */
ToteOutboxEntry *
tote_outbox_entry_new_from_record (const ToteWishRecord *record, GError **error)
{
  g_autoptr (ToteWish) wish = tote_wish_new_from_text (record->text, error);
  ToteOutboxEntry *self;

  if (wish == NULL)
    return NULL;
  self = make (wish, tote_wish_record_copy (record));
  self->course.progress = get_progress_after_restart (record, wish);
  return self;
}

/**
 * tote_outbox_entry_get_course:
 *
 * Returns: (transfer none): how far it has come, for the outbox to change
 */
ToteCourse *
tote_outbox_entry_get_course (ToteOutboxEntry *self)
{
  g_return_val_if_fail (TOTE_IS_OUTBOX_ENTRY (self), NULL);

  return &self->course;
}

/**
 * tote_outbox_entry_get_record:
 *
 * Returns: (transfer none): what is written down of it, for the outbox to change
 */
ToteWishRecord *
tote_outbox_entry_get_record (ToteOutboxEntry *self)
{
  g_return_val_if_fail (TOTE_IS_OUTBOX_ENTRY (self), NULL);

  return self->record;
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
