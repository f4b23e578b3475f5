/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-config.h"

#include "tote-background.h"

#include "tote-autostart.h"
#include "tote-distance.h"
#include "tote-failure.h"
#include "tote-settings.h"
#include "tote-text.h"

#include <glib/gi18n-lib.h>

/* As much as a desktop shows of it. */
#define MAX_STATUS 96

/* For how long an order to which there is no way is worth staying for. */
#define NO_WAY_MOST G_TIME_SPAN_HOUR

/* What the desktop has said to going on without a window. */
typedef enum {
  LEAVE_UNASKED,
  LEAVE_ASKED,
  LEAVE_GIVEN,
  LEAVE_REFUSED,
} Leave;

struct _ToteBackground {
  GObject parent_instance;

  GApplication *application;    /* (unowned): owns this */
  ToteOrders *orders;           /* (owned) */
  GSettings *settings;          /* (owned) (nullable) */
  ToteBackgroundPortal *portal; /* (owned) (nullable): outside a sandbox nobody is asked */
  GCancellable *cancellable;    /* (owned) */
  GPtrArray *watched;           /* (element-type ToteTracker) (owned): as they were listed last */
  GHashTable *lost;             /* (owned): since when, monotonic µs, by the tracker */
  char *status;                 /* (owned) (nullable): as the desktop was told last */
  Leave leave;
  gboolean begun; /* the orders of earlier runs are there */
  gboolean demo;
  gboolean held;
  int autostart;   /* as it was asked for last, -1 for not yet */
  guint settle_id; /* idle, 0 for none */
};

G_DEFINE_FINAL_TYPE (ToteBackground, tote_background, G_TYPE_OBJECT)

enum {
  REFUSED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void changed (ToteBackground *self);

/* A signed out order, and one that the store does not know, cannot be followed. */
static gboolean
has_no_way (ToteTracker *tracker)
{
  const GError *failure = tote_tracker_get_failure (tracker);

  return tote_failure_is_locked_out (failure) ||
         (!tote_tracker_get_loaded (tracker) && tote_failure_is_missing (failure));
}

/* Since when there has been no way to each of the orders; it is asked for again all the while. */
static void
note_ways (ToteBackground *self)
{
  for (guint i = 0; i < self->watched->len; i++) {
    ToteTracker *tracker = self->watched->pdata[i];
    gint64 now = tote_clock_get_monotonic_time (tote_tracker_get_clock (tracker));

    if (!has_no_way (tracker))
      g_hash_table_remove (self->lost, tracker);
    else if (!g_hash_table_contains (self->lost, tracker))
      g_hash_table_insert (self->lost, g_object_ref (tracker), g_memdup2 (&now, sizeof now));
  }
}

static gboolean
is_gone (gpointer tracker, gpointer since, gpointer user_data)
{
  ToteBackground *self = user_data;

  return !g_ptr_array_find (self->watched, tracker, NULL);
}

/* One refusal may have been a slip: who ends then never hears that it was. */
static gboolean
is_under_way (ToteBackground *self, ToteTracker *tracker)
{
  const gint64 *since = g_hash_table_lookup (self->lost, tracker);
  gint64 now = tote_clock_get_monotonic_time (tote_tracker_get_clock (tracker));

  return !tote_tracker_get_ended (tracker) && (since == NULL || now - *since < NO_WAY_MOST);
}

static gboolean
is_sending (ToteBackground *self, ToteTracker *tracker)
{
  GListModel *outbox = tote_tracker_get_outbox (tracker);

  for (guint i = 0; i < g_list_model_get_n_items (outbox); i++) {
    g_autoptr (ToteOutboxEntry) entry = g_list_model_get_item (outbox, i);

    if (tote_outbox_entry_get_send_state (entry) == TOTE_SEND_STATE_SENDING)
      return TRUE;
  }
  return FALSE;
}

static gboolean
has_any (ToteBackground *self, gboolean (*is) (ToteBackground *self, ToteTracker *tracker))
{
  for (guint i = 0; i < self->watched->len; i++)
    if (is (self, self->watched->pdata[i]))
      return TRUE;

  return FALSE;
}

static void
on_answered (GObject *source, GAsyncResult *result, gpointer user_data)
{
  ToteBackground *self = user_data; /* maybe gone: no use before the check */
  g_autoptr (GError) error = NULL;
  gboolean granted = tote_background_portal_ask_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  if (error != NULL)
    g_debug ("Nobody to ask for the background: %s", error->message);
  /* Where there is nobody to ask there is nobody who ends what goes on unasked. */
  self->leave = granted || error != NULL ? LEAVE_GIVEN : LEAVE_REFUSED;
  g_clear_pointer (&self->status, g_free);
  if (self->leave == LEAVE_REFUSED)
    g_signal_emit (self, signals[REFUSED], 0);
  changed (self);
}

static void
ask (ToteBackground *self, gboolean autostart)
{
  self->leave = LEAVE_ASKED;
  self->autostart = autostart;
  tote_background_portal_ask_async (self->portal, autostart, self->cancellable, on_answered, self);
}

static void
settle_autostart (ToteBackground *self, gboolean autostart, gboolean under_way)
{
  if (self->portal == NULL) {
    if (self->autostart != autostart)
      tote_autostart_set (autostart);
    self->autostart = autostart;
  } else if ((under_way && self->leave == LEAVE_UNASKED) ||
             (self->leave == LEAVE_GIVEN && self->autostart != autostart)) {
    ask (self, autostart);
  }
}

static void
settle_hold (ToteBackground *self, gboolean hold)
{
  if (self->held == hold)
    return;

  self->held = hold;
  if (hold)
    g_application_hold (self->application);
  else
    g_application_release (self->application);
}

static char *
build_status (ToteTracker *tracker)
{
  ToteOrder *order = tote_tracker_get_order (tracker);
  const char *headline = tote_order_get_headline (order);
  double metres = tote_tracker_get_distance (tracker);
  g_autofree char *distance = NULL;

  if (tote_order_get_stage (order) != TOTE_STAGE_DELIVERING || metres < 0 ||
      tote_tracker_get_position_age (tracker) >= TOTE_FRESHNESS_GONE)
    return g_strdup (headline);

  distance = tote_distance_format (metres);

  /* Translators: the order's headline, and how far away it is. */
  return g_strdup_printf (_ ("%s · %s"), headline, distance);
}

/* Of the order that stands first among those under way. */
static void
settle_status (ToteBackground *self)
{
  g_autofree char *status = NULL;

  for (guint i = 0; status == NULL && i < self->watched->len; i++) {
    ToteTracker *tracker = self->watched->pdata[i];

    if (tote_tracker_get_loaded (tracker) && is_under_way (self, tracker))
      status = tote_text_cut (build_status (tracker), MAX_STATUS);
  }

  if (status == NULL || g_strcmp0 (status, self->status) == 0)
    return;

  tote_background_portal_set_status (self->portal, status);
  g_free (self->status);
  self->status = g_steal_pointer (&status);
}

static gboolean
settle (gpointer user_data)
{
  ToteBackground *self = user_data;
  gboolean on = !self->demo && tote_settings_is_on (self->settings, "background", TRUE);
  gboolean under_way, autostart;

  self->settle_id = 0;
  note_ways (self);
  under_way = on && has_any (self, is_under_way);
  autostart = under_way && tote_settings_is_on (self->settings, "autostart", FALSE);
  if (self->begun && !self->demo)
    settle_autostart (self, autostart, under_way);
  if (self->portal != NULL && self->leave == LEAVE_GIVEN)
    settle_status (self);
  /* Last: with it the program may end. */
  settle_hold (self, (under_way && self->leave != LEAVE_REFUSED) ||
                         (!self->demo && has_any (self, is_sending)));

  return G_SOURCE_REMOVE;
}

/* All that changes in one go is settled in one go, but not behind what may end the program. */
static void
changed (ToteBackground *self)
{
  if (self->settle_id == 0)
    self->settle_id = g_idle_add_full (G_PRIORITY_DEFAULT, settle, self, NULL);
}

static void
watch (ToteBackground *self, ToteTracker *tracker)
{
  static const char *const names[] = {
    "updated",         "notify::loaded",   "notify::ended",        "notify::asks-again-at",
    "notify::failure", "notify::distance", "notify::position-age",
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    g_signal_connect_object (tracker, names[i], G_CALLBACK (changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (tote_tracker_get_outbox (tracker), "items-changed", G_CALLBACK (changed),
                           self, G_CONNECT_SWAPPED);
}

static void
unwatch (ToteBackground *self, ToteTracker *tracker)
{
  g_signal_handlers_disconnect_by_data (tracker, self);
  g_signal_handlers_disconnect_by_data (tote_tracker_get_outbox (tracker), self);
}

/* Most often the list is only in another order. At once, or the program might end in between. */
static void
on_orders_changed (ToteBackground *self)
{
  g_autoptr (GPtrArray) before = g_steal_pointer (&self->watched);

  self->watched = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < before->len; i++)
    unwatch (self, before->pdata[i]);
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->orders)); i++) {
    g_ptr_array_add (self->watched, g_list_model_get_item (G_LIST_MODEL (self->orders), i));
    watch (self, self->watched->pdata[i]);
  }
  g_hash_table_foreach_remove (self->lost, is_gone, self);

  if (self->watched->len > before->len) {
    /* The person may have changed their mind, which the desktop remembers for them. */
    if (self->leave == LEAVE_REFUSED)
      self->leave = LEAVE_UNASKED;
    settle_hold (self, self->held || !self->demo);
  }
  changed (self);
}

static void
tote_background_dispose (GObject *object)
{
  ToteBackground *self = TOTE_BACKGROUND (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_handle_id (&self->settle_id, g_source_remove);
  for (guint i = 0; i < self->watched->len; i++)
    unwatch (self, self->watched->pdata[i]);
  g_ptr_array_set_size (self->watched, 0);
  g_hash_table_remove_all (self->lost);
  settle_hold (self, FALSE);
  g_clear_object (&self->portal);
  g_clear_object (&self->settings);
  g_clear_object (&self->orders);

  G_OBJECT_CLASS (tote_background_parent_class)->dispose (object);
}

static void
tote_background_finalize (GObject *object)
{
  g_free (TOTE_BACKGROUND (object)->status);
  g_ptr_array_unref (TOTE_BACKGROUND (object)->watched);
  g_hash_table_unref (TOTE_BACKGROUND (object)->lost);

  G_OBJECT_CLASS (tote_background_parent_class)->finalize (object);
}

static void
tote_background_class_init (ToteBackgroundClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = tote_background_dispose;
  G_OBJECT_CLASS (klass)->finalize = tote_background_finalize;

  signals[REFUSED] = g_signal_new ("refused", TOTE_TYPE_BACKGROUND, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
}

static void
tote_background_init (ToteBackground *self)
{
  self->autostart = -1;
  self->cancellable = g_cancellable_new ();
  self->watched = g_ptr_array_new_with_free_func (g_object_unref);
  self->lost = g_hash_table_new_full (NULL, NULL, g_object_unref, g_free);
}

/**
 * tote_background_new:
 * @application: a registered one, which owns this
 * @orders: what is followed
 * @settings: (nullable): what the person wants
 * @portal: (nullable): whom to ask, in a sandbox
 *
 * Returns: (transfer full): what keeps the application there
 */
ToteBackground *
tote_background_new (GApplication *application, ToteOrders *orders, GSettings *settings,
                     ToteBackgroundPortal *portal)
{
  ToteBackground *self;

  g_return_val_if_fail (G_IS_APPLICATION (application), NULL);
  g_return_val_if_fail (TOTE_IS_ORDERS (orders), NULL);

  self = g_object_new (TOTE_TYPE_BACKGROUND, NULL);
  self->application = application;
  self->orders = g_object_ref (orders);
  g_set_object (&self->settings, settings);
  g_set_object (&self->portal, portal);
  g_signal_connect_object (orders, "items-changed", G_CALLBACK (on_orders_changed), self,
                           G_CONNECT_SWAPPED);
  if (settings != NULL)
    g_signal_connect_object (settings, "changed", G_CALLBACK (changed), self, G_CONNECT_SWAPPED);
  on_orders_changed (self);

  return self;
}

/**
 * tote_background_set_demo:
 * @demo: whether the orders are those of a demo, which ends with its window
 */
void
tote_background_set_demo (ToteBackground *self, gboolean demo)
{
  g_return_if_fail (TOTE_IS_BACKGROUND (self));

  self->demo = demo;
  changed (self);
}

/**
 * tote_background_begin:
 *
 * The orders of earlier runs are there: from now on the start with the session goes by them.
 */
void
tote_background_begin (ToteBackground *self)
{
  g_return_if_fail (TOTE_IS_BACKGROUND (self));

  self->begun = TRUE;
  changed (self);
}

/**
 * tote_background_get_held:
 *
 * Returns: whether the program stays there without a window
 *
 * For tests: an application does not say whether it is held.
 */
gboolean
tote_background_get_held (ToteBackground *self)
{
  g_return_val_if_fail (TOTE_IS_BACKGROUND (self), FALSE);

  return self->held;
}
