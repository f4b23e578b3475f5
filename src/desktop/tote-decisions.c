/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-config.h"

#include "tote-decisions.h"

#include "tote-failure.h"

struct _ToteDecisions {
  GObject parent_instance;

  GApplication *application; /* (unowned): owns this */
  ToteNotifier *notifier;    /* (owned) */
  GPtrArray *waiting;        /* of Decision, owned */
  gboolean expecting;        /* there may be more orders soon */
  guint settle_id;           /* idle, 0 for none */
};

G_DEFINE_FINAL_TYPE (ToteDecisions, tote_decisions, G_TYPE_OBJECT)

enum {
  STUCK,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

typedef struct {
  GApplication *application; /* (unowned): held until this has come to its end */
  GVariant *what;            /* a TOTE_NOTIFIER_DECISION */
  const char *item_id;       /* in that */
  GSignalGroup *tracker;     /* (owned): of what follows its order */
  gboolean given;            /* it is a wish by now */
} Decision;

static void
decision_free (Decision *decision)
{
  g_application_release (decision->application);
  g_variant_unref (decision->what);
  g_object_unref (decision->tracker);
  g_free (decision);
}

static ToteSendState
get_send_state (Decision *decision, ToteTracker *tracker)
{
  ToteItemList *items = tote_order_get_items (tote_tracker_get_order (tracker));
  ToteItem *item = tote_item_list_lookup (items, decision->item_id);

  return item != NULL ? tote_item_get_send_state (item) : TOTE_SEND_STATE_NONE;
}

/* What an earlier run knew is good enough to decide by. Whether an item asks anything follows from
 * the state too, and either may be known first. */
static gboolean
is_refused (Decision *decision, ToteTracker *tracker)
{
  return !decision->given && tote_tracker_get_loaded (tracker) &&
         tote_tracker_get_items_loaded (tracker);
}

/* tracker: (nullable) */
static gboolean
is_stuck (ToteDecisions *self, Decision *decision, ToteTracker *tracker)
{
  if (tracker == NULL)
    return !self->expecting;

  return is_refused (decision, tracker) ||
         tote_failure_is_lasting (tote_tracker_get_failure (tracker)) ||
         (decision->given && TOTE_SEND_STATE_IS_TROUBLE (get_send_state (decision, tracker)));
}

static gboolean
is_through (Decision *decision, ToteTracker *tracker)
{
  return tracker != NULL && decision->given &&
         get_send_state (decision, tracker) != TOTE_SEND_STATE_SENDING;
}

/* Whether it has come to its end. */
static gboolean
settle (ToteDecisions *self, Decision *decision)
{
  ToteTracker *tracker = tote_notifier_find (self->notifier, decision->what);
  gboolean stuck;

  g_signal_group_set_target (decision->tracker, tracker);
  if (tracker != NULL && !decision->given)
    decision->given = tote_notifier_decide (self->notifier, decision->what);
  stuck = is_stuck (self, decision, tracker);
  if (stuck)
    g_signal_emit (self, signals[STUCK], 0, tracker, decision->item_id);

  return stuck || is_through (decision, tracker);
}

static void
settle_all (gpointer user_data)
{
  ToteDecisions *self = user_data;

  self->settle_id = 0;
  for (guint i = self->waiting->len; i-- > 0;)
    if (settle (self, self->waiting->pdata[i]))
      g_ptr_array_remove_index (self->waiting, i);
}

static void
changed (ToteDecisions *self)
{
  if (self->settle_id == 0)
    self->settle_id = g_idle_add_once (settle_all, self);
}

static void
tote_decisions_dispose (GObject *object)
{
  ToteDecisions *self = TOTE_DECISIONS (object);

  g_clear_handle_id (&self->settle_id, g_source_remove);
  g_clear_pointer (&self->waiting, g_ptr_array_unref);
  g_clear_object (&self->notifier);

  G_OBJECT_CLASS (tote_decisions_parent_class)->dispose (object);
}

static void
tote_decisions_class_init (ToteDecisionsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = tote_decisions_dispose;

  signals[STUCK] = g_signal_new ("stuck", TOTE_TYPE_DECISIONS, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                 NULL, G_TYPE_NONE, 2, TOTE_TYPE_TRACKER, G_TYPE_STRING);
}

static void
tote_decisions_init (ToteDecisions *self)
{
  self->waiting = g_ptr_array_new_with_free_func ((GDestroyNotify) decision_free);
}

/**
 * tote_decisions_new:
 * @application: a registered one, which owns this
 * @notifier: whose buttons are pressed
 *
 * Returns: (transfer full): decisions, none yet
 */
ToteDecisions *
tote_decisions_new (GApplication *application, ToteNotifier *notifier)
{
  ToteDecisions *self;

  g_return_val_if_fail (G_IS_APPLICATION (application), NULL);
  g_return_val_if_fail (TOTE_IS_NOTIFIER (notifier), NULL);

  self = g_object_new (TOTE_TYPE_DECISIONS, NULL);
  self->application = application;
  self->notifier = g_object_ref (notifier);

  return self;
}

/**
 * tote_decisions_add:
 * @decision: a TOTE_NOTIFIER_DECISION
 */
void
tote_decisions_add (ToteDecisions *self, GVariant *decision)
{
  static const char *const names[] = { "updated", "notify::loaded", "notify::items-loaded",
                                       "notify::failure" };
  Decision *added;

  g_return_if_fail (TOTE_IS_DECISIONS (self));
  g_return_if_fail (g_variant_is_of_type (decision, G_VARIANT_TYPE (TOTE_NOTIFIER_DECISION)));

  added = g_new0 (Decision, 1);
  added->application = self->application;
  added->what = g_variant_ref (decision);
  g_variant_get_child (added->what, 2, "&s", &added->item_id);
  added->tracker = g_signal_group_new (TOTE_TYPE_TRACKER);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    g_signal_group_connect_swapped (added->tracker, names[i], G_CALLBACK (changed), self);
  g_application_hold (added->application);
  g_ptr_array_add (self->waiting, added);
  changed (self);
}

/**
 * tote_decisions_set_expecting:
 * @expecting: whether the order of a decision may only be found yet
 */
void
tote_decisions_set_expecting (ToteDecisions *self, gboolean expecting)
{
  g_return_if_fail (TOTE_IS_DECISIONS (self));

  self->expecting = expecting;
  changed (self);
}
