/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-watch.h"

#include "tote-failure.h"
#include "tote-reporter.h"

#include <string.h>
#include <unistd.h>

/* How long the last lists are waited for after the end, at full pace. */
#define LAST_LISTS (20 * G_USEC_PER_SEC)

/* How long an order that has never been seen is asked for, at full pace and at the least: a script
 * with a wrong address has to end. Eight tries fit in, and most interruptions are shorter. */
#define FIRST_CONTACT_MS (5 * 60 * 1000.0)
#define FIRST_CONTACT_MIN_MS 3000.0

struct _ToteWatch {
  GObject parent_instance;

  const ToteWatchOptions *options;
  ToteTracker *tracker;
  ToteReporter *reporter;
  ToteLineWriter *writer;
  GMainLoop *loop;
  guint check_source;
  guint timeout_source;
  guint end_source;
  guint n_said;
  gboolean quitting; /* the first reason counts */
  ToteWatchStatus status;
};

G_DEFINE_FINAL_TYPE (ToteWatch, tote_watch, G_TYPE_OBJECT)

/* Nobody is left to think that something was said because the program ended well. */
static void
report_unsaid (ToteWatch *self)
{
  char **say = self->options->say;

  while (say != NULL && say[self->n_said] != NULL)
    tote_reporter_report_unsaid (self->reporter, say[self->n_said++]);
}

static void
quit (ToteWatch *self, ToteWatchStatus status)
{
  if (self->quitting)
    return;

  self->quitting = TRUE;
  self->status = status;
  report_unsaid (self);
  tote_tracker_stop (self->tracker);
  g_clear_handle_id (&self->check_source, g_source_remove);
  g_clear_handle_id (&self->end_source, g_source_remove);
  if (!tote_line_writer_is_waiting (self->writer))
    g_main_loop_quit (self->loop);
}

/* The last lines are out; or they cannot be, or not before the timeout. */
static void
leave (ToteWatch *self)
{
  if (self->quitting)
    g_main_loop_quit (self->loop);
}

static void
end (ToteWatch *self)
{
  tote_reporter_report (self->reporter);
  report_unsaid (self);
  if (tote_tracker_get_ended (self->tracker))
    tote_reporter_report_end (self->reporter);
  quit (self, TOTE_WATCH_DONE);
}

static void
on_timeout (gpointer user_data)
{
  ToteWatch *self = user_data;

  self->timeout_source = 0;
  quit (self, TOTE_WATCH_UNREACHABLE);
  leave (self);
}

/* Without a timeout of the user's the order is waited for only until it is there: whoever follows
 * an order follows it through any outage. */
static void
wait_for_order (ToteWatch *self)
{
  double wait_ms = self->options->timeout > 0
                       ? self->options->timeout * 1000
                       : MAX (FIRST_CONTACT_MS * self->options->pace, FIRST_CONTACT_MIN_MS);

  self->timeout_source =
      g_timeout_add_once ((guint) CLAMP (wait_ms, 1, G_MAXINT), on_timeout, self);
}

static void
note_contact (ToteWatch *self)
{
  if (self->options->timeout <= 0 && tote_tracker_get_loaded (self->tracker))
    g_clear_handle_id (&self->timeout_source, g_source_remove);
}

static void
on_patience_over (gpointer user_data)
{
  ToteWatch *self = user_data;

  self->end_source = 0;
  end (self);
}

static void
decide (ToteWatch *self)
{
  GListModel *questions =
      tote_item_list_get_questions (tote_order_get_items (tote_tracker_get_order (self->tracker)));

  for (guint i = 0; i < g_list_model_get_n_items (questions); i++) {
    g_autoptr (ToteItem) item = g_list_model_get_item (questions, i);
    g_autoptr (ToteWish) wish = tote_wish_new_decision (
        tote_item_get_id (item), tote_item_get_replacement (item), self->options->decide, NULL);

    /* Each suggestion is a question of its own. */
    if (tote_item_get_send_state (item) == TOTE_SEND_STATE_NONE ||
        tote_item_get_send_state (item) == TOTE_SEND_STATE_OVERTAKEN)
      tote_tracker_wish (self->tracker, wish);
  }
}

static void
say (ToteWatch *self)
{
  while (self->options->say[self->n_said] != NULL) {
    g_autoptr (ToteWish) wish = tote_wish_new_message (self->options->say[self->n_said++]);

    tote_tracker_wish (self->tracker, wish);
  }
}

static gboolean
is_state (const char *a, const char *b)
{
  gboolean canceled = a != NULL && g_ascii_strncasecmp (a, "cancel", 6) == 0;

  if (a == NULL)
    return FALSE;
  /* Both spellings are one state (contract, dialect row t). */
  return g_ascii_strcasecmp (a, b) == 0 || (canceled && g_ascii_strncasecmp (b, "cancel", 6) == 0);
}

static gboolean
is_outbox_empty (ToteWatch *self)
{
  GListModel *outbox = tote_tracker_get_outbox (self->tracker);

  for (guint i = 0; i < g_list_model_get_n_items (outbox); i++) {
    g_autoptr (ToteOutboxEntry) entry = g_list_model_get_item (outbox, i);

    if (tote_outbox_entry_get_send_state (entry) == TOTE_SEND_STATE_SENDING)
      return FALSE;
  }
  return TRUE;
}

/* The end is told once the last lists are there, or will not come. */
static void
check_end (ToteWatch *self)
{
  if (tote_tracker_get_settled (self->tracker)) {
    end (self);
  } else if (self->end_source == 0) {
    double wait_ms = LAST_LISTS / 1000.0 * self->options->pace;

    self->end_source = g_timeout_add_once ((guint) MAX (wait_ms, 1000), on_patience_over, self);
  }
}

static gboolean
on_check (gpointer user_data)
{
  ToteWatch *self = user_data;
  const char *state = tote_order_get_state (tote_tracker_get_order (self->tracker));

  self->check_source = 0;
  note_contact (self);
  tote_reporter_report (self->reporter);
  if (self->options->decide != TOTE_DECISION_NONE)
    decide (self);
  if (self->options->say != NULL && tote_tracker_get_chat (self->tracker) == TOTE_AVAILABILITY_YES)
    say (self);

  if (self->options->until != NULL && is_state (state, self->options->until) &&
      is_outbox_empty (self))
    end (self);
  else if (tote_tracker_get_ended (self->tracker))
    check_end (self);
  return G_SOURCE_REMOVE;
}

/* Not at once: several changes come together, and wishes are not made from within a change. */
static void
check_soon (ToteWatch *self)
{
  if (self->check_source == 0 && !self->quitting)
    self->check_source = g_idle_add_full (G_PRIORITY_HIGH_IDLE, on_check, self, NULL);
}

static void
on_problem (ToteTracker *tracker, ToteResource resource, const GError *error, gpointer user_data)
{
  ToteWatch *self = user_data;

  /* What a server does not offer is no fault of it. */
  if (!g_error_matches (error, TOTE_CONNECT_ERROR, TOTE_CONNECT_ERROR_NOT_OFFERED))
    tote_reporter_report_error (self->reporter, tote_resource_get_name (resource), error);
  check_soon (self);
}

static const char *
get_wish_name (ToteWish *wish)
{
  switch (tote_wish_get_kind (wish)) {
  case TOTE_WISH_DECISION:
    return "decision";
  case TOTE_WISH_MESSAGE:
    return "message";
  case TOTE_WISH_MARK_READ:
  case TOTE_WISH_ARRIVAL:
  case TOTE_WISH_SCHEDULE:
  case TOTE_WISH_VEHICLE:
  case TOTE_WISH_DELEGATE:
  case TOTE_WISH_RATING:
  default:
    return "wish";
  }
}

static void
on_wish_problem (ToteTracker *tracker, ToteWish *wish, const GError *error, gpointer user_data)
{
  ToteWatch *self = user_data;

  tote_reporter_report_error (self->reporter, get_wish_name (wish), error);
  check_soon (self);
}

/* The platform's own word about the order itself ends the program; everything else is tried again.
 */
static void
on_failure (ToteTracker *tracker, GParamSpec *pspec, gpointer user_data)
{
  ToteWatch *self = user_data;
  const GError *error = tote_tracker_get_failure (tracker);

  if (!tote_failure_is_verdict (error))
    return;

  switch ((ToteConnectError) error->code) {
  case TOTE_CONNECT_ERROR_NOT_FOUND:
  case TOTE_CONNECT_ERROR_NOT_OFFERED:
    quit (self, TOTE_WATCH_NO_ORDER);
    break;
  case TOTE_CONNECT_ERROR_UNAUTHORISED:
  case TOTE_CONNECT_ERROR_FORBIDDEN:
  case TOTE_CONNECT_ERROR_REFUSED:
    quit (self, TOTE_WATCH_NOT_AUTHORISED);
    break;
  case TOTE_CONNECT_ERROR_CERTIFICATE:
  case TOTE_CONNECT_ERROR_UNREACHABLE:
  case TOTE_CONNECT_ERROR_UNCLEAR:
  case TOTE_CONNECT_ERROR_BUSY:
  case TOTE_CONNECT_ERROR_SERVER:
  case TOTE_CONNECT_ERROR_MALFORMED:
  case TOTE_CONNECT_ERROR_TOO_LARGE:
  case TOTE_CONNECT_ERROR_REDIRECTED:
  case TOTE_CONNECT_ERROR_NO_TOKEN:
  case TOTE_CONNECT_ERROR_LOCKED:
  default:
    break;
  }
}

/* Whoever reads the first lines only and goes has what they wanted. */
static void
on_write_failed (ToteLineWriter *writer, const GError *error, gpointer user_data)
{
  ToteWatch *self = user_data;

  if (!g_error_matches (error, G_FILE_ERROR, G_FILE_ERROR_PIPE))
    g_printerr ("tote-watch: %s\n", error->message);
  self->status = TOTE_WATCH_UNWRITTEN;
  quit (self, TOTE_WATCH_UNWRITTEN);
  leave (self);
}

/* JSON is UTF-8 everywhere. Sentences are in what the locale names; plain ASCII is named where
 * nobody chose, and today's terminals take more. */
static const char *
choose_charset (gboolean json)
{
  const char *charset = NULL;

  if (json || g_get_charset (&charset) || g_strcmp0 (charset, "ANSI_X3.4-1968") == 0 ||
      g_strcmp0 (charset, "US-ASCII") == 0)
    return NULL;
  return charset;
}

static void
tote_watch_dispose (GObject *object)
{
  ToteWatch *self = TOTE_WATCH (object);

  if (self->tracker != NULL)
    tote_tracker_stop (self->tracker);
  g_clear_handle_id (&self->check_source, g_source_remove);
  g_clear_handle_id (&self->timeout_source, g_source_remove);
  g_clear_handle_id (&self->end_source, g_source_remove);
  g_clear_object (&self->reporter);
  g_clear_object (&self->writer);
  g_clear_object (&self->tracker);

  G_OBJECT_CLASS (tote_watch_parent_class)->dispose (object);
}

static void
tote_watch_finalize (GObject *object)
{
  g_main_loop_unref (TOTE_WATCH (object)->loop);

  G_OBJECT_CLASS (tote_watch_parent_class)->finalize (object);
}

static void
tote_watch_class_init (ToteWatchClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = tote_watch_dispose;
  object_class->finalize = tote_watch_finalize;
}

static void
tote_watch_init (ToteWatch *self)
{
  self->loop = g_main_loop_new (NULL, FALSE);
}

/**
 * tote_watch_new:
 * @options: has to live as long as the watch
 *
 * Returns: (transfer full): a watch that has not begun
 */
ToteWatch *
tote_watch_new (ToteClient *client, const ToteWatchOptions *options)
{
  ToteWatch *self = g_object_new (TOTE_TYPE_WATCH, NULL);

  self->options = options;
  self->writer = tote_line_writer_new (STDOUT_FILENO, choose_charset (options->json));
  self->tracker = tote_tracker_new (client, options->order_id, NULL, NULL);
  self->reporter = tote_reporter_new (self->tracker, self->writer, options->json);
  tote_tracker_set_pace (self->tracker, options->pace);
  tote_tracker_set_chat_open (self->tracker, TRUE);

  g_signal_connect_object (self->writer, "failed", G_CALLBACK (on_write_failed), self, 0);
  g_signal_connect_object (self->writer, "written", G_CALLBACK (leave), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->tracker, "updated", G_CALLBACK (check_soon), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->tracker, "problem", G_CALLBACK (on_problem), self, 0);
  g_signal_connect_object (self->tracker, "wish-problem", G_CALLBACK (on_wish_problem), self, 0);
  g_signal_connect_object (self->tracker, "notify::failure", G_CALLBACK (on_failure), self, 0);
  return self;
}

/**
 * tote_watch_run:
 *
 * Follows the order until it ends, the state waited for is reached, or there is no point any more.
 *
 * Returns: the exit status of the program
 */
ToteWatchStatus
tote_watch_run (ToteWatch *self)
{
  g_return_val_if_fail (TOTE_IS_WATCH (self), TOTE_WATCH_USAGE);

  wait_for_order (self);
  tote_tracker_start (self->tracker);
  g_main_loop_run (self->loop);
  return self->status;
}
