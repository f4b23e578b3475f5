/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-config.h"

#include "tote-notifier.h"

#include "tote-body-form.h"
#include "tote-settings.h"
#include "tote-tidings.h"

#include <glib/gi18n-lib.h>
#include <string.h>

struct _ToteNotifier {
  GObject parent_instance;

  GApplication *application; /* (unowned): owns this */
  ToteOrders *orders;        /* (owned) */
  GSettings *settings;       /* (owned) (nullable) */
  GCancellable *cancellable; /* (owned) */
  ToteBodyForm form;         /* how the desktop takes what is told */
  GPtrArray *watches;        /* of Watch */
  GHashTable *standing;      /* name → STANDING: what the desktop shows, from earlier runs too */
  gboolean kept;             /* that is in the settings as it is here */
  ToteTracker *seen;         /* (owned) (nullable): what the customer looks at */
  gboolean demo;
  guint flush_id; /* idle that tells what has changed, 0 for none */
};

G_DEFINE_FINAL_TYPE (ToteNotifier, tote_notifier, G_TYPE_OBJECT)

/* What stands there: its ToteTidingPart, and its version. */
#define STANDING "(us)"

/* One order, and what was told of it. */
typedef struct {
  ToteNotifier *notifier; /* (unowned): owns this */
  ToteTracker *tracker;   /* (owned) */
  GHashTable *told;       /* of id and version */
  gboolean looked[TOTE_TIDING_N_PARTS];
} Watch;

static const char *
get_base (Watch *watch)
{
  return tote_client_get_base (tote_tracker_get_client (watch->tracker));
}

static const char *
get_id (Watch *watch)
{
  return tote_order_get_id (tote_tracker_get_order (watch->tracker));
}

/* No order's names begin as those of another. */
static char *
build_name (Watch *watch, const char *id)
{
  g_autofree char *order_id = g_uri_escape_string (get_id (watch), NULL, TRUE);

  return g_strdup_printf ("%s %s %s", get_base (watch), order_id, id);
}

static void
stand (Watch *watch, const ToteTiding *tiding)
{
  ToteNotifier *self = watch->notifier;
  GVariant *standing = g_variant_new (STANDING, tiding->part, tiding->version);

  g_hash_table_insert (self->standing, build_name (watch, tiding->id),
                       g_variant_ref_sink (standing));
  self->kept = FALSE;
}

/* The next run has to know: it may have to take back what it has not told. */
static void
keep (ToteNotifier *self)
{
  g_auto (GVariantBuilder) builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("a{s" STANDING "}"));
  GHashTableIter iter;
  gpointer name, standing;

  if (self->kept || self->settings == NULL)
    return;

  self->kept = TRUE;
  g_hash_table_iter_init (&iter, self->standing);
  while (g_hash_table_iter_next (&iter, &name, &standing))
    g_variant_builder_add (&builder, "{s@" STANDING "}", name, standing);
  g_settings_set_value (self->settings, "standing", g_variant_builder_end (&builder));
}

static void
take_back (ToteNotifier *self, GHashTableIter *iter, const char *name)
{
  g_application_withdraw_notification (self->application, name);
  g_hash_table_iter_remove (iter);
  self->kept = FALSE;
}

static void
take_up (ToteNotifier *self)
{
  g_autoptr (GVariant) kept = g_settings_get_value (self->settings, "standing");
  GVariantIter iter;
  char *name;
  GVariant *standing;

  g_variant_iter_init (&iter, kept);
  while (g_variant_iter_next (&iter, "{s@" STANDING "}", &name, &standing))
    g_hash_table_insert (self->standing, name, standing);
}

/* product: (nullable). */
static const char *
get_part (ToteProduct *product, const char *(*get) (ToteProduct *product))
{
  const char *part = product != NULL ? get (product) : NULL;

  return part != NULL ? part : "";
}

static GVariant *
build_decision (Watch *watch, ToteItem *item, gboolean approved)
{
  ToteProduct *offered = tote_item_get_replacement (item);

  return g_variant_new (TOTE_NOTIFIER_DECISION, get_base (watch), get_id (watch),
                        tote_item_get_id (item), get_part (offered, tote_product_get_id),
                        get_part (offered, tote_product_get_name),
                        get_part (offered, tote_product_get_quantity),
                        get_part (offered, tote_product_get_unit), approved);
}

/* Nobody takes what is only shown for what is so. */
static char *
build_title (ToteNotifier *self, const char *title)
{
  /* Translators: what is told of an order that is not a real one. */
  return self->demo ? g_strdup_printf (_ ("Demo: %s"), title) : g_strdup (title);
}

static void
send_tiding (Watch *watch, const ToteTiding *tiding)
{
  g_autofree char *title = build_title (watch->notifier, tiding->title);
  g_autoptr (GNotification) notification = g_notification_new (title);
  g_autofree char *name = build_name (watch, tiding->id);
  g_autofree char *body = tote_body_form_write (watch->notifier->form, tiding->body);

  g_notification_set_body (notification, body);
  g_notification_set_default_action_and_target (notification, "app.open-order", TOTE_NOTIFIER_PLACE,
                                                get_base (watch), get_id (watch), tiding->id);
  if (tiding->part == TOTE_TIDING_ITEMS)
    g_notification_set_priority (notification, G_NOTIFICATION_PRIORITY_URGENT);
  if (tiding->item != NULL) {
    g_notification_add_button_with_target_value (notification, _ ("Approve"), "app.decide",
                                                 build_decision (watch, tiding->item, TRUE));
    g_notification_add_button_with_target_value (notification, _ ("Refund Instead"), "app.decide",
                                                 build_decision (watch, tiding->item, FALSE));
  }

  g_application_send_notification (watch->notifier->application, name, notification);
}

static gboolean
is_wanted (ToteNotifier *self, const ToteTiding *tiding)
{
  return tote_settings_is_on (self->settings, tiding->kind, TRUE);
}

static gboolean
is_among (ToteNotifier *self, GPtrArray *tidings, const char *id, const char *version)
{
  for (guint i = 0; i < tidings->len; i++) {
    const ToteTiding *tiding = tidings->pdata[i];

    if (g_str_equal (tiding->id, id) && g_str_equal (tiding->version, version))
      return is_wanted (self, tiding);
  }
  return FALSE;
}

/* Of what is not known yet, what an earlier run has told may be so still. */
static gboolean
is_outdated (Watch *watch, GPtrArray *tidings, const char *id, GVariant *standing)
{
  const char *version;
  guint part;

  g_variant_get (standing, "(u&s)", &part, &version);
  return tote_tidings_is_known (watch->tracker, part) &&
         !is_among (watch->notifier, tidings, id, version);
}

/* tidings: (nullable): %NULL takes back all. */
static void
take_back_all_but (Watch *watch, GPtrArray *tidings)
{
  g_autofree char *prefix = build_name (watch, "");
  GHashTableIter iter;
  gpointer name, standing;

  g_hash_table_iter_init (&iter, watch->notifier->standing);
  while (g_hash_table_iter_next (&iter, &name, &standing))
    if (g_str_has_prefix (name, prefix) &&
        (tidings == NULL ||
         is_outdated (watch, tidings, (char *) name + strlen (prefix), standing)))
      take_back (watch->notifier, &iter, name);
}

static gboolean
is_of_a_watch (ToteNotifier *self, const char *name)
{
  for (guint i = 0; i < self->watches->len; i++) {
    g_autofree char *prefix = build_name (self->watches->pdata[i], "");

    if (g_str_has_prefix (name, prefix))
      return TRUE;
  }
  return FALSE;
}

static char *
make_key (const char *id, const char *version)
{
  return g_strdup_printf ("%s\n%s", id, version);
}

static void
forget (Watch *watch, const char *id, const char *version)
{
  g_autofree char *key = make_key (id, version);

  g_hash_table_remove (watch->told, key);
}

/* Whether that was news. */
static gboolean
know (Watch *watch, const char *id, const char *version)
{
  return g_hash_table_add (watch->told, make_key (id, version));
}

/* What stands there was told by an earlier run. */
static void
know_standing (Watch *watch)
{
  g_autofree char *prefix = build_name (watch, "");
  GHashTableIter iter;
  gpointer name, standing;

  g_hash_table_iter_init (&iter, watch->notifier->standing);
  while (g_hash_table_iter_next (&iter, &name, &standing)) {
    const char *version;

    g_variant_get_child (standing, 1, "&s", &version);
    if (g_str_has_prefix (name, prefix))
      know (watch, (char *) name + strlen (prefix), version);
  }
}

/* What is so at the first look, or before the customer's eyes, is no news. */
static void
tell_one (Watch *watch, const ToteTiding *tiding)
{
  if (!know (watch, tiding->id, tiding->version) || !is_wanted (watch->notifier, tiding))
    return;
  if (!watch->looked[tiding->part] || watch->notifier->seen == watch->tracker)
    return;

  /* Written down first: killed in between, what no later run knew of would stand for ever. */
  stand (watch, tiding);
  keep (watch->notifier);
  send_tiding (watch, tiding);
}

/* What the order has come through before an earlier run ended is no news when it comes back to it.
 */
static void
know_history (Watch *watch)
{
  GListModel *history = tote_tracker_get_history (watch->tracker);

  for (guint i = 0; i < g_list_model_get_n_items (history); i++) {
    g_autoptr (ToteHistoryEntry) entry = g_list_model_get_item (history, i);
    const char *id = tote_tidings_get_id_at (tote_history_entry_get_stage (entry));

    if (id != NULL)
      know (watch, id, "");
  }
}

static void
tell (Watch *watch)
{
  ToteNotifier *self = watch->notifier;
  gboolean words = tote_settings_is_on (self->settings, "show-words", TRUE);
  g_autoptr (GPtrArray) tidings = tote_tidings_of (watch->tracker, words);
  gboolean seen = self->seen == watch->tracker;
  gboolean first = !watch->looked[TOTE_TIDING_ORDER];

  for (guint i = 0; i < tidings->len; i++)
    tell_one (watch, tidings->pdata[i]);
  take_back_all_but (watch, seen ? NULL : tidings);

  /* Whoever is signed out once more is told once more. */
  if (tote_tidings_is_known (watch->tracker, TOTE_TIDING_WAY_IN) &&
      tote_tracker_get_lock_out (watch->tracker) == NULL)
    forget (watch, TOTE_TIDINGS_SIGNED_OUT, "");

  for (guint part = 0; part < TOTE_TIDING_N_PARTS; part++)
    watch->looked[part] = watch->looked[part] || tote_tidings_is_known (watch->tracker, part);
  if (first && watch->looked[TOTE_TIDING_ORDER])
    know_history (watch);
}

static void
flush (gpointer user_data)
{
  ToteNotifier *self = user_data;

  self->flush_id = 0;
  for (guint i = 0; i < self->watches->len; i++)
    tell (self->watches->pdata[i]);
  keep (self);
}

/* All that changes in one go is told in one go. */
static void
changed (ToteNotifier *self)
{
  if (self->flush_id == 0)
    self->flush_id = g_idle_add_once (flush, self);
}

static Watch *
find_watch (ToteNotifier *self, ToteTracker *tracker)
{
  for (guint i = 0; i < self->watches->len; i++)
    if (((Watch *) self->watches->pdata[i])->tracker == tracker)
      return self->watches->pdata[i];

  return NULL;
}

static Watch *
watch_new (ToteNotifier *self, ToteTracker *tracker)
{
  static const char *const signals[] = {
    "updated",      "notify::loaded",      "notify::items-loaded", "notify::chat",
    "notify::late", "notify::chat-ending", "notify::lock-out",     "notify::answered",
  };
  ToteOrder *order = tote_tracker_get_order (tracker);
  Watch *watch = g_new0 (Watch, 1);

  watch->notifier = self;
  watch->tracker = g_object_ref (tracker);
  watch->told = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  /* Whoever finds no way in misses all there is to tell. */
  watch->looked[TOTE_TIDING_WAY_IN] = TRUE;
  know_standing (watch);
  for (guint i = 0; i < G_N_ELEMENTS (signals); i++)
    g_signal_connect_object (tracker, signals[i], G_CALLBACK (changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (tote_order_get_messages (order), "notify::n-unread",
                           G_CALLBACK (changed), self, G_CONNECT_SWAPPED);

  return watch;
}

static void
watch_free (Watch *watch)
{
  ToteOrder *order = tote_tracker_get_order (watch->tracker);

  g_signal_handlers_disconnect_by_data (watch->tracker, watch->notifier);
  g_signal_handlers_disconnect_by_data (tote_order_get_messages (order), watch->notifier);
  g_hash_table_unref (watch->told);
  g_object_unref (watch->tracker);
  g_free (watch);
}

static gboolean
is_listed (ToteNotifier *self, ToteTracker *tracker)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->orders)); i++) {
    g_autoptr (ToteTracker) listed = g_list_model_get_item (G_LIST_MODEL (self->orders), i);

    if (listed == tracker)
      return TRUE;
  }
  return FALSE;
}

/* Most often the list is only in another order. */
static void
on_orders_changed (ToteNotifier *self)
{
  for (guint i = self->watches->len; i-- > 0;) {
    Watch *watch = self->watches->pdata[i];

    if (is_listed (self, watch->tracker))
      continue;
    take_back_all_but (watch, NULL);
    g_ptr_array_remove_index (self->watches, i);
  }

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->orders)); i++) {
    g_autoptr (ToteTracker) tracker = g_list_model_get_item (G_LIST_MODEL (self->orders), i);

    if (find_watch (self, tracker) == NULL)
      g_ptr_array_add (self->watches, watch_new (self, tracker));
  }
  changed (self);
}

/* What stands there shows words that are to be hidden now, or none where they may be shown. */
static void
on_setting_changed (ToteNotifier *self, const char *key)
{
  if (g_str_equal (key, "standing"))
    return;

  if (g_str_equal (key, "show-words"))
    tote_notifier_take_back (self);
  changed (self);
}

static void
on_form_found (GObject *source, GAsyncResult *result, gpointer user_data)
{
  ToteNotifier *self = user_data; /* maybe gone: no use before the check */
  g_autoptr (GError) error = NULL;
  ToteBodyForm form = tote_body_form_find_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  if (error != NULL)
    g_debug ("Nobody says how notifications are shown: %s", error->message);
  self->form = form;
}

static void
tote_notifier_dispose (GObject *object)
{
  ToteNotifier *self = TOTE_NOTIFIER (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (self->flush_id != 0) {
    g_source_remove (self->flush_id);
    flush (self);
  }
  g_clear_object (&self->settings);
  g_clear_pointer (&self->standing, g_hash_table_unref);
  g_clear_pointer (&self->watches, g_ptr_array_unref);
  g_clear_object (&self->orders);
  g_clear_object (&self->seen);

  G_OBJECT_CLASS (tote_notifier_parent_class)->dispose (object);
}

static void
tote_notifier_class_init (ToteNotifierClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = tote_notifier_dispose;
}

static void
tote_notifier_init (ToteNotifier *self)
{
  self->cancellable = g_cancellable_new ();
  self->kept = TRUE;
  self->standing =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_variant_unref);
  self->watches = g_ptr_array_new_with_free_func ((GDestroyNotify) watch_free);
}

/**
 * tote_notifier_new:
 * @application: a registered one, which owns the notifier
 * @orders: what is told of
 * @settings: (nullable): what the person wants to be told; %NULL for all
 *
 * Returns: (transfer full): a notifier. What it has told still stands there when it is gone: that
 *   is for tote_notifier_take_back()
 */
ToteNotifier *
tote_notifier_new (GApplication *application, ToteOrders *orders, GSettings *settings)
{
  GDBusConnection *connection;
  ToteNotifier *self;

  g_return_val_if_fail (G_IS_APPLICATION (application), NULL);
  g_return_val_if_fail (TOTE_IS_ORDERS (orders), NULL);

  self = g_object_new (TOTE_TYPE_NOTIFIER, NULL);
  self->application = application;
  self->orders = g_object_ref (orders);
  if (settings != NULL) {
    self->settings = g_object_ref (settings);
    g_signal_connect_object (settings, "changed", G_CALLBACK (on_setting_changed), self,
                             G_CONNECT_SWAPPED);
    take_up (self);
  }
  connection = g_application_get_dbus_connection (application);
  if (connection != NULL)
    tote_body_form_find_async (connection, self->cancellable, on_form_found, self);
  g_signal_connect_object (orders, "items-changed", G_CALLBACK (on_orders_changed), self,
                           G_CONNECT_SWAPPED);
  on_orders_changed (self);

  return self;
}

/**
 * tote_notifier_set_demo:
 * @demo: whether the orders are those of a demo, of which is said that they are
 */
void
tote_notifier_set_demo (ToteNotifier *self, gboolean demo)
{
  g_return_if_fail (TOTE_IS_NOTIFIER (self));

  self->demo = demo;
}

/**
 * tote_notifier_set_seen:
 * @tracker: (nullable): follows the order that the customer has before their eyes
 *
 * Of that order nothing is told, and what was told of it is taken back.
 */
void
tote_notifier_set_seen (ToteNotifier *self, ToteTracker *tracker)
{
  g_return_if_fail (TOTE_IS_NOTIFIER (self));

  if (self->seen == tracker)
    return;

  /* Whatever the last one showed until now was seen. */
  if (self->flush_id != 0) {
    g_source_remove (self->flush_id);
    flush (self);
  }
  g_set_object (&self->seen, tracker);
  changed (self);
}

/**
 * tote_notifier_begin:
 *
 * The orders of earlier runs are there: what stands there of any other is taken back.
 */
void
tote_notifier_begin (ToteNotifier *self)
{
  GHashTableIter iter;
  gpointer name;

  g_return_if_fail (TOTE_IS_NOTIFIER (self));

  g_hash_table_iter_init (&iter, self->standing);
  while (g_hash_table_iter_next (&iter, &name, NULL))
    if (!is_of_a_watch (self, name))
      take_back (self, &iter, name);
  keep (self);
}

/**
 * tote_notifier_take_back:
 *
 * Leaves nothing standing of what was told, by this run or an earlier one.
 */
void
tote_notifier_take_back (ToteNotifier *self)
{
  GHashTableIter iter;
  gpointer name;

  g_return_if_fail (TOTE_IS_NOTIFIER (self));

  g_hash_table_iter_init (&iter, self->standing);
  while (g_hash_table_iter_next (&iter, &name, NULL))
    take_back (self, &iter, name);
  keep (self);
}

/**
 * tote_notifier_find:
 * @target: a TOTE_NOTIFIER_PLACE or TOTE_NOTIFIER_DECISION
 *
 * Returns: (transfer none) (nullable): what follows the order that it begins with
 */
ToteTracker *
tote_notifier_find (ToteNotifier *self, GVariant *target)
{
  const char *base, *id;

  g_return_val_if_fail (TOTE_IS_NOTIFIER (self), NULL);
  g_return_val_if_fail (g_variant_is_of_type (target, G_VARIANT_TYPE_TUPLE), NULL);

  g_variant_get_child (target, 0, "&s", &base);
  g_variant_get_child (target, 1, "&s", &id);
  return tote_orders_find (self->orders, base, id);
}

/**
 * tote_notifier_decide:
 * @decision: a TOTE_NOTIFIER_DECISION
 *
 * Decides on what the notification showed, and on nothing else.
 *
 * Returns: whether that is on its way now: it is not if something else is offered by now, if it is
 *   answered, or if the order is not followed
 */
gboolean
tote_notifier_decide (ToteNotifier *self, GVariant *decision)
{
  const char *base, *id, *item_id, *offered_id, *name, *quantity, *unit;
  g_autoptr (ToteProduct) offered = NULL;
  g_autoptr (ToteWish) wish = NULL;
  g_autofree char *question = NULL;
  g_autofree char *standing = NULL;
  ToteTracker *tracker;
  gboolean approved;

  g_return_val_if_fail (TOTE_IS_NOTIFIER (self), FALSE);
  g_return_val_if_fail (g_variant_is_of_type (decision, G_VARIANT_TYPE (TOTE_NOTIFIER_DECISION)),
                        FALSE);

  g_variant_get (decision, "(&s&s&s&s&s&s&sb)", &base, &id, &item_id, &offered_id, &name, &quantity,
                 &unit, &approved);
  tracker = tote_notifier_find (self, decision);
  if (tracker == NULL)
    return FALSE;

  offered = tote_product_new (offered_id, name, NULL, quantity, unit);
  wish = tote_wish_new_decision (item_id, offered,
                                 approved ? TOTE_DECISION_APPROVED : TOTE_DECISION_REJECTED, NULL);

  if (!tote_tracker_wish (tracker, wish))
    return FALSE;

  /* Where settings are not kept, this run does not know what an earlier one has asked. */
  question = g_strconcat ("question ", item_id, NULL);
  standing = build_name (find_watch (self, tracker), question);
  g_application_withdraw_notification (self->application, standing);
  return TRUE;
}
