/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-reporter.h"

#include "tote-watch-event.h"

struct _ToteReporter {
  GObject parent_instance;

  ToteTracker *tracker;
  ToteLineWriter *writer;
  gboolean json;
  GHashTable *told; /* what an event is about → its JSON, as last printed */
};

G_DEFINE_FINAL_TYPE (ToteReporter, tote_reporter, G_TYPE_OBJECT)

static void
print_event (ToteReporter *self, JsonObject *event)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autofree char *line = self->json ? tote_watch_event_to_line (event, now)
                                     : tote_watch_event_to_sentence (event, now);

  tote_line_writer_write (self->writer, line);
}

static char *
to_text (JsonObject *event)
{
  g_autoptr (JsonNode) node = json_node_alloc ();

  json_node_init_object (node, event);
  return json_to_string (node, FALSE);
}

/* Prints the event if it differs from the last one about the same thing. */
static void
tell (ToteReporter *self, const char *about, JsonObject *taken)
{
  g_autoptr (JsonObject) event = taken;
  g_autofree char *text = to_text (event);

  if (g_strcmp0 (g_hash_table_lookup (self->told, about), text) == 0)
    return;
  g_hash_table_insert (self->told, g_strdup (about), g_steal_pointer (&text));
  print_event (self, event);
}

static void
report_items (ToteReporter *self, ToteItemList *items)
{
  guint n_items = g_list_model_get_n_items (G_LIST_MODEL (items));

  for (guint i = 0; i < n_items; i++) {
    g_autoptr (ToteItem) item = g_list_model_get_item (G_LIST_MODEL (items), i);
    g_autofree char *about = g_strconcat ("item ", tote_item_get_id (item), NULL);

    tell (self, about, tote_watch_event_new_item (item));
  }
  tell (self, "counts", tote_watch_event_new_counts (items));
}

static void
report_messages (ToteReporter *self, ToteMessageList *messages)
{
  guint n_items = g_list_model_get_n_items (G_LIST_MODEL (messages));

  for (guint i = 0; i < n_items; i++) {
    g_autoptr (ToteMessage) message = g_list_model_get_item (G_LIST_MODEL (messages), i);
    const char *key = tote_message_get_key (message);
    const char *id = key != NULL ? key : tote_message_get_id (message);
    g_autofree char *about = g_strconcat ("message ", id, NULL);

    tell (self, about, tote_watch_event_new_message (message));
  }
}

static void
on_online (ToteTracker *tracker, GParamSpec *pspec, gpointer user_data)
{
  const char *event = tote_tracker_get_online (tracker) ? "online" : "offline";
  g_autoptr (JsonObject) object = tote_watch_event_new (event);

  print_event (user_data, object);
}

static void
tote_reporter_finalize (GObject *object)
{
  ToteReporter *self = TOTE_REPORTER (object);

  g_clear_object (&self->tracker);
  g_clear_object (&self->writer);
  g_hash_table_unref (self->told);

  G_OBJECT_CLASS (tote_reporter_parent_class)->finalize (object);
}

static void
tote_reporter_class_init (ToteReporterClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = tote_reporter_finalize;
}

static void
tote_reporter_init (ToteReporter *self)
{
  self->told = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

/**
 * tote_reporter_new:
 * @writer: where the lines go
 * @json: whether to print JSON, else sentences
 *
 * Returns: (transfer full): tells what @tracker knows
 */
ToteReporter *
tote_reporter_new (ToteTracker *tracker, ToteLineWriter *writer, gboolean json)
{
  ToteReporter *self = g_object_new (TOTE_TYPE_REPORTER, NULL);

  self->tracker = g_object_ref (tracker);
  self->writer = g_object_ref (writer);
  self->json = json;
  g_signal_connect_object (tracker, "notify::online", G_CALLBACK (on_online), self, 0);
  return self;
}

/**
 * tote_reporter_report:
 *
 * Prints whatever is new or has changed.
 */
void
tote_reporter_report (ToteReporter *self)
{
  ToteOrder *order;

  g_return_if_fail (TOTE_IS_REPORTER (self));

  order = tote_tracker_get_order (self->tracker);
  if (tote_tracker_get_loaded (self->tracker))
    tell (self, "order", tote_watch_event_new_order (order));
  if (tote_order_get_handling (order) != NULL)
    tell (self, "handling", tote_watch_event_new_handling (order));
  if (tote_tracker_get_items_loaded (self->tracker))
    report_items (self, tote_order_get_items (order));
  if (tote_order_get_position (order) != NULL)
    tell (self, "location", tote_watch_event_new_location (tote_order_get_position (order)));
  report_messages (self, tote_order_get_messages (order));
}

/**
 * tote_reporter_report_error:
 * @resource: what was asked for, or what was to be sent
 */
void
tote_reporter_report_error (ToteReporter *self, const char *resource, const GError *error)
{
  g_autoptr (JsonObject) event = NULL;

  g_return_if_fail (TOTE_IS_REPORTER (self));

  event = tote_watch_event_new_error (resource, error);
  print_event (self, event);
}

/**
 * tote_reporter_report_unsaid:
 *
 * Prints that @body was to be said, but there was no conversation to say it in.
 */
void
tote_reporter_report_unsaid (ToteReporter *self, const char *body)
{
  g_autoptr (ToteMessage) message = tote_message_new (NULL, TOTE_SENDER_CUSTOMER, body, NULL);
  g_autoptr (JsonObject) event = NULL;

  g_return_if_fail (TOTE_IS_REPORTER (self));

  tote_message_set_send_state (message, TOTE_SEND_STATE_FAILED, NULL);
  event = tote_watch_event_new_message (message);
  print_event (self, event);
}

/**
 * tote_reporter_report_end:
 *
 * Prints that the order has ended.
 */
void
tote_reporter_report_end (ToteReporter *self)
{
  g_return_if_fail (TOTE_IS_REPORTER (self));

  tell (self, "end", tote_watch_event_new_end (tote_tracker_get_order (self->tracker)));
}
