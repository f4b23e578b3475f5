/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-config.h"

#include "tote-wish-watch.h"

#include "tote-order-enums.h"
#include "tote-property.h"

struct _ToteWishWatch {
  GObject parent_instance;

  ToteTracker *tracker;       /* (owned) (nullable) */
  ToteOutboxEntry *entry;     /* (owned) (nullable) */
  GSignalGroup *outbox_group; /* (owned): of the tracker's outbox */
  GSignalGroup *entry_group;  /* (owned) */
  ToteWishKind kind;

  char *problem;    /* (owned) (nullable) */
  gboolean edited;  /* the form says more than was sent */
  gboolean filling; /* the form is being filled, not edited */
};

G_DEFINE_FINAL_TYPE (ToteWishWatch, tote_wish_watch, G_TYPE_OBJECT)

typedef enum {
  PROP_TRACKER = 1,
  PROP_KIND,
  PROP_ENTRY,
  PROP_SEND_STATE,
  PROP_REASON,
  PROP_PROBLEM,
  PROP_EDITED,
} ToteWishWatchProperty;

static GParamSpec *props[PROP_EDITED + 1];

enum {
  FILL,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
notify (ToteWishWatch *self, ToteWishWatchProperty property)
{
  g_object_notify_by_pspec (G_OBJECT (self), props[property]);
}

/* The outbox keeps the oldest first. */
static ToteOutboxEntry *
find_newest (ToteWishWatch *self)
{
  GListModel *outbox = self->tracker != NULL ? tote_tracker_get_outbox (self->tracker) : NULL;
  guint n = outbox != NULL ? g_list_model_get_n_items (outbox) : 0;

  for (guint i = n; i > 0; i--) {
    g_autoptr (ToteOutboxEntry) entry = g_list_model_get_item (outbox, i - 1);

    if (tote_wish_get_kind (tote_outbox_entry_get_wish (entry)) == self->kind)
      return g_steal_pointer (&entry);
  }
  return NULL;
}

static void
set_edited (ToteWishWatch *self, gboolean edited)
{
  tote_property_set_flag (self, &self->edited, edited, props[PROP_EDITED]);
}

static void
fill (ToteWishWatch *self, ToteWish *wish)
{
  self->filling = TRUE;
  g_signal_emit (self, signals[FILL], 0, wish);
  self->filling = FALSE;
}

/* What was sent, or could not be before a restart, stands in the form again. Until the store has
 * it, what was typed is not overwritten. */
static void
tell_send_state (ToteWishWatch *self)
{
  if (self->entry != NULL && !self->edited)
    fill (self, tote_outbox_entry_get_wish (self->entry));
  if (tote_wish_watch_get_send_state (self) == TOTE_SEND_STATE_SENT)
    set_edited (self, FALSE);
  notify (self, PROP_SEND_STATE);
}

static void
on_reason (ToteOutboxEntry *entry, GParamSpec *pspec, ToteWishWatch *self)
{
  notify (self, PROP_REASON);
}

static void
watch_entry (ToteWishWatch *self, ToteOutboxEntry *entry)
{
  if (!g_set_object (&self->entry, entry))
    return;

  g_signal_group_set_target (self->entry_group, entry);
  notify (self, PROP_ENTRY);
  tell_send_state (self);
  notify (self, PROP_REASON);
}

static void
look (ToteWishWatch *self)
{
  g_autoptr (ToteOutboxEntry) entry = find_newest (self);

  watch_entry (self, entry);
}

static void
set_tracker (ToteWishWatch *self, ToteTracker *tracker)
{
  if (!g_set_object (&self->tracker, tracker))
    return;

  tote_wish_watch_set_problem (self, NULL);
  set_edited (self, FALSE);
  fill (self, NULL);
  g_signal_group_set_target (self->outbox_group,
                             tracker != NULL ? tote_tracker_get_outbox (tracker) : NULL);
  look (self);
  notify (self, PROP_TRACKER);
}

static void
tote_wish_watch_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  ToteWishWatch *self = TOTE_WISH_WATCH (object);

  switch ((ToteWishWatchProperty) id) {
  case PROP_TRACKER:
    g_value_set_object (value, self->tracker);
    break;
  case PROP_KIND:
    g_value_set_enum (value, self->kind);
    break;
  case PROP_ENTRY:
    g_value_set_object (value, self->entry);
    break;
  case PROP_SEND_STATE:
    g_value_set_enum (value, tote_wish_watch_get_send_state (self));
    break;
  case PROP_REASON:
    g_value_set_string (value,
                        self->entry != NULL ? tote_outbox_entry_get_reason (self->entry) : NULL);
    break;
  case PROP_PROBLEM:
    g_value_set_string (value, self->problem);
    break;
  case PROP_EDITED:
    g_value_set_boolean (value, self->edited);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
tote_wish_watch_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  ToteWishWatch *self = TOTE_WISH_WATCH (object);

  switch (id) {
  case PROP_TRACKER:
    set_tracker (self, g_value_get_object (value));
    break;
  case PROP_KIND:
    self->kind = (ToteWishKind) g_value_get_enum (value);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
tote_wish_watch_dispose (GObject *object)
{
  ToteWishWatch *self = TOTE_WISH_WATCH (object);

  g_clear_object (&self->entry_group);
  g_clear_object (&self->outbox_group);
  g_clear_object (&self->entry);
  g_clear_object (&self->tracker);

  G_OBJECT_CLASS (tote_wish_watch_parent_class)->dispose (object);
}

static void
tote_wish_watch_finalize (GObject *object)
{
  g_free (TOTE_WISH_WATCH (object)->problem);

  G_OBJECT_CLASS (tote_wish_watch_parent_class)->finalize (object);
}

static void
tote_wish_watch_class_init (ToteWishWatchClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags read = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;
  const GParamFlags write = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;
  const GParamFlags once = G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = tote_wish_watch_get_property;
  object_class->set_property = tote_wish_watch_set_property;
  object_class->dispose = tote_wish_watch_dispose;
  object_class->finalize = tote_wish_watch_finalize;

  props[PROP_TRACKER] = g_param_spec_object ("tracker", NULL, NULL, TOTE_TYPE_TRACKER, write);
  props[PROP_KIND] =
      g_param_spec_enum ("kind", NULL, NULL, TOTE_TYPE_WISH_KIND, TOTE_WISH_DECISION, once);
  props[PROP_ENTRY] = g_param_spec_object ("entry", NULL, NULL, TOTE_TYPE_OUTBOX_ENTRY, read);
  props[PROP_SEND_STATE] = g_param_spec_enum ("send-state", NULL, NULL, TOTE_TYPE_SEND_STATE,
                                              TOTE_SEND_STATE_NONE, read);
  props[PROP_REASON] = g_param_spec_string ("reason", NULL, NULL, NULL, read);
  props[PROP_PROBLEM] = g_param_spec_string ("problem", NULL, NULL, NULL, read);
  props[PROP_EDITED] = g_param_spec_boolean ("edited", NULL, NULL, FALSE, read);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);

  /**
   * ToteWishWatch::fill:
   * @wish: (nullable): what the form that sends it should say; of another order, nothing
   */
  signals[FILL] = g_signal_new ("fill", G_OBJECT_CLASS_TYPE (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                NULL, NULL, G_TYPE_NONE, 1, TOTE_TYPE_WISH);
}

static void
tote_wish_watch_init (ToteWishWatch *self)
{
  self->outbox_group = g_signal_group_new (G_TYPE_LIST_MODEL);
  g_signal_group_connect_swapped (self->outbox_group, "items-changed", G_CALLBACK (look), self);
  self->entry_group = g_signal_group_new (TOTE_TYPE_OUTBOX_ENTRY);
  g_signal_group_connect_swapped (self->entry_group, "notify::send-state",
                                  G_CALLBACK (tell_send_state), self);
  g_signal_group_connect (self->entry_group, "notify::reason", G_CALLBACK (on_reason), self);
}

/**
 * tote_wish_watch_get_tracker:
 *
 * Returns: (transfer none) (nullable): whose outbox is watched
 */
ToteTracker *
tote_wish_watch_get_tracker (ToteWishWatch *self)
{
  g_return_val_if_fail (TOTE_IS_WISH_WATCH (self), NULL);

  return self->tracker;
}

/**
 * tote_wish_watch_get_entry:
 *
 * Returns: (transfer none) (nullable): the newest wish of the kind
 */
ToteOutboxEntry *
tote_wish_watch_get_entry (ToteWishWatch *self)
{
  g_return_val_if_fail (TOTE_IS_WISH_WATCH (self), NULL);

  return self->entry;
}

/**
 * tote_wish_watch_get_send_state:
 *
 * Returns: how far the newest wish has come, %TOTE_SEND_STATE_NONE when there is none
 */
ToteSendState
tote_wish_watch_get_send_state (ToteWishWatch *self)
{
  g_return_val_if_fail (TOTE_IS_WISH_WATCH (self), TOTE_SEND_STATE_NONE);

  return self->entry != NULL ? tote_outbox_entry_get_send_state (self->entry)
                             : TOTE_SEND_STATE_NONE;
}

/**
 * tote_wish_watch_retry:
 *
 * Tries the newest wish again if it failed.
 */
void
tote_wish_watch_retry (ToteWishWatch *self)
{
  g_return_if_fail (TOTE_IS_WISH_WATCH (self));

  if (TOTE_SEND_STATE_IS_TROUBLE (tote_wish_watch_get_send_state (self)))
    tote_tracker_retry (self->tracker,
                        tote_wish_get_key (tote_outbox_entry_get_wish (self->entry)));
}

/**
 * tote_wish_watch_edit:
 *
 * Something in it is another now. Templates connect each field to this.
 */
void
tote_wish_watch_edit (ToteWishWatch *self)
{
  g_return_if_fail (TOTE_IS_WISH_WATCH (self));

  if (self->filling)
    return;

  set_edited (self, TRUE);
  tote_wish_watch_set_problem (self, NULL);
}

/**
 * tote_wish_watch_set_filling:
 * @filling: whether what changes in it now is no edit
 */
void
tote_wish_watch_set_filling (ToteWishWatch *self, gboolean filling)
{
  g_return_if_fail (TOTE_IS_WISH_WATCH (self));

  self->filling = filling;
}

/**
 * tote_wish_watch_get_problem:
 *
 * Returns: (nullable): what is wrong with the form
 */
const char *
tote_wish_watch_get_problem (ToteWishWatch *self)
{
  g_return_val_if_fail (TOTE_IS_WISH_WATCH (self), NULL);

  return self->problem;
}

/**
 * tote_wish_watch_set_problem:
 * @problem: (nullable): what is wrong with it
 */
void
tote_wish_watch_set_problem (ToteWishWatch *self, const char *problem)
{
  g_return_if_fail (TOTE_IS_WISH_WATCH (self));

  tote_property_set_text (self, &self->problem, problem, props[PROP_PROBLEM]);
}

/**
 * tote_wish_watch_get_edited:
 *
 * Returns: whether it says more than was sent
 */
gboolean
tote_wish_watch_get_edited (ToteWishWatch *self)
{
  g_return_val_if_fail (TOTE_IS_WISH_WATCH (self), FALSE);

  return self->edited;
}
