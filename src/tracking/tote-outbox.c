/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-outbox.h"

#include "tote-config.h"
#include "tote-failure.h"
#include "tote-outbox-marks.h"
#include "tote-pace.h"
#include "tote-reconcile.h"

#include <glib/gi18n-lib.h>

/* Readings that must not show what the server had accepted before it is taken to be gone. */
#define CHECKS 2

/* How often it is asked whether the process that sends has ended. */
#define ASK_EVERY (60 * G_USEC_PER_SEC)

struct _ToteOutbox {
  GObject parent_instance;

  ToteClient *client;        /* (owned) (nullable): gone once disposed of */
  ToteOrder *order;          /* (owned) */
  ToteClock *clock;          /* (owned) */
  ToteArchiveOrder *archive; /* (owned): one that is not open: then a crash forgets everything */
  GListStore *entries;       /* (owned) of ToteOutboxEntry, oldest first */
  double pace;

  GCancellable *cancellable; /* (owned): of what is on its way */
  gboolean running;
  gboolean shut;      /* another process sends what waits in the archive; whether it still does is
                         asked again with each wish, and now and then */
  gboolean asking;    /* whether it still does is being asked */
  gint64 ask_at;      /* monotonic; when that is asked next */
  gboolean chat_read; /* the conversation was read in this run, or cannot be: then texts go without
                         knowing what stood before, which only makes them harder to know again */
  gint64 hold_until;  /* monotonic; Retry-After */
  guint timer;
};

G_DEFINE_FINAL_TYPE (ToteOutbox, tote_outbox, G_TYPE_OBJECT)

enum {
  READ_WANTED,
  SENT,
  CHANGED,
  PROBLEM,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

typedef void (*EntryFunc) (ToteOutbox *self, ToteOutboxEntry *entry);

/* A wish on the line, or on its way to the disk: when the answer comes it may have been forgotten
 * here. */
typedef struct {
  ToteOutbox *outbox;     /* (owned) */
  ToteOutboxEntry *entry; /* (owned) */
  EntryFunc done;         /* (nullable): called once it is on disk, if it is still wanted */
} Attempt;

static Attempt *
attempt_new (ToteOutbox *self, ToteOutboxEntry *entry, EntryFunc done)
{
  Attempt *attempt = g_new (Attempt, 1);

  *attempt = (Attempt){ g_object_ref (self), g_object_ref (entry), done };
  return attempt;
}

static void
attempt_free (Attempt *attempt)
{
  g_object_unref (attempt->outbox);
  g_object_unref (attempt->entry);
  g_free (attempt);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Attempt, attempt_free)

static void pump (ToteOutbox *self);
static void send_wish (ToteOutbox *self, ToteOutboxEntry *entry);
static void fail (ToteOutbox *self, ToteOutboxEntry *entry, const char *reason);

static gint64
now (ToteOutbox *self)
{
  return tote_clock_get_monotonic_time (self->clock);
}

static guint
count (ToteOutbox *self)
{
  return g_list_model_get_n_items (G_LIST_MODEL (self->entries));
}

static ToteWishKind
get_kind (ToteOutboxEntry *entry)
{
  return tote_wish_get_kind (tote_outbox_entry_get_wish (entry));
}

/* Borrowed: the list keeps it. */
static ToteOutboxEntry *
entry_at (ToteOutbox *self, guint position)
{
  g_autoptr (ToteOutboxEntry) entry =
      g_list_model_get_item (G_LIST_MODEL (self->entries), position);

  return entry;
}

static ToteOutboxEntry *
find (ToteOutbox *self, const char *key)
{
  for (guint i = 0; i < count (self); i++) {
    ToteOutboxEntry *entry = entry_at (self, i);
    ToteWishRecord *record = tote_outbox_entry_get_record (entry);

    if (g_strcmp0 (record->key, key) == 0)
      return entry;
  }
  return NULL;
}

/* It is another process's to send, and is not touched on disk. */
static void
leave_to_other (ToteOutbox *self, ToteOutboxEntry *entry)
{
  guint position;

  if (!g_list_store_find (self->entries, entry, &position))
    return;
  tote_outbox_marks_clear (entry, self->order);
  g_list_store_remove (self->entries, position);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
on_saved (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Attempt) attempt = user_data;
  g_autoptr (GError) error = NULL;
  ToteOutbox *self = attempt->outbox;

  /* Somebody else has taken it. */
  if (!tote_archive_order_save_wish_finish (TOTE_ARCHIVE_ORDER (source), result, &error) &&
      g_error_matches (error, G_IO_ERROR, G_IO_ERROR_EXISTS)) {
    leave_to_other (self, attempt->entry);
    return;
  }
  /* With a full disk the wish still counts: it is kept in memory and sent. */
  if (error != NULL)
    g_message ("A wish could not be written down: %s", error->message);
  if (attempt->done != NULL && g_list_store_find (self->entries, attempt->entry, NULL))
    attempt->done (self, attempt->entry);
}

/* Writes the wish down as it stands; @done (nullable) is called once it would survive a power cut.
 */
static void
save (ToteOutbox *self, ToteOutboxEntry *entry, EntryFunc done)
{
  ToteWishRecord *record = tote_outbox_entry_get_record (entry);

  if (tote_archive_order_is_open (self->archive))
    tote_archive_order_save_wish_async (self->archive, record, done == send_wish, NULL, on_saved,
                                        attempt_new (self, entry, done));
  else if (done != NULL)
    done (self, entry);
}

/* Takes a wish out of the books, here and on disk. */
static void
drop (ToteOutbox *self, ToteOutboxEntry *entry)
{
  ToteWishRecord *record = tote_outbox_entry_get_record (entry);
  guint position;

  if (!g_list_store_find (self->entries, entry, &position))
    return;
  tote_archive_order_drop_wish (self->archive, record->key);
  tote_outbox_marks_clear (entry, self->order);
  g_list_store_remove (self->entries, position);
  g_signal_emit (self, signals[CHANGED], 0);
}

/* What was refused or is done makes room for a new wish of its kind. */
static void
drop_finished (ToteOutbox *self, ToteWish *fresh)
{
  if (tote_wish_get_kind (fresh) == TOTE_WISH_MESSAGE)
    return;
  for (guint i = count (self); i > 0; i--) {
    ToteOutboxEntry *entry = entry_at (self, i - 1);
    ToteCourse *course = tote_outbox_entry_get_course (entry);

    if (course->progress >= TOTE_OUTBOX_DONE &&
        tote_reconcile_share_lane (tote_outbox_entry_get_wish (entry), fresh))
      drop (self, entry);
  }
}

/* Enters a wish, and shows it; it is not written down by this. */
static void
enter (ToteOutbox *self, ToteOutboxEntry *entry)
{
  drop_finished (self, tote_outbox_entry_get_wish (entry));
  g_list_store_append (self->entries, entry);
  tote_outbox_marks_set (entry, self->order);
}

/* age: µs since it was wished. */
static void
set_age (ToteOutbox *self, ToteOutboxEntry *entry, gint64 age)
{
  gint64 life = tote_reconcile_get_life (tote_outbox_entry_get_wish (entry));

  tote_course_set_expiry (tote_outbox_entry_get_course (entry), life, age, now (self));
}

/* What a text was an answer to may change; what a decision or an arrival is about must not. */
static gboolean
needs_reading (ToteOutboxEntry *entry)
{
  ToteResource resource;

  return get_kind (entry) != TOTE_WISH_MESSAGE && tote_reconcile_get_check (entry, &resource);
}

/* Writes down where the wish stands now, and shows it. */
static void
move (ToteOutbox *self, ToteOutboxEntry *entry, ToteWishPhase phase, ToteOutboxProgress progress)
{
  ToteCourse *course = tote_outbox_entry_get_course (entry);
  ToteWishRecord *record = tote_outbox_entry_get_record (entry);

  record->phase = phase;
  tote_course_move (course, progress);
  save (self, entry, NULL);
  tote_outbox_marks_set (entry, self->order);
  g_signal_emit (self, signals[CHANGED], 0);
}

/* From now on it is looked for no more than anything else: whether to repeat it is the customer's
 * to say. */
static void
give_up (ToteOutbox *self, ToteOutboxEntry *entry)
{
  move (self, entry, TOTE_WISH_UNCLEAR, TOTE_OUTBOX_UNCLEAR);
}

/* It is not sent, since what it was about is gone; the customer sees that, until the next of its
 * kind or the next start. */
static void
overtake (ToteOutbox *self, ToteOutboxEntry *entry)
{
  ToteCourse *course = tote_outbox_entry_get_course (entry);
  ToteWishRecord *record = tote_outbox_entry_get_record (entry);

  course->progress = TOTE_OUTBOX_OVERTAKEN;
  tote_archive_order_drop_wish (self->archive, record->key);
  tote_outbox_marks_set (entry, self->order);
  g_signal_emit (self, signals[CHANGED], 0);
}

/* A text that is known to be this one's is never taken for another's that is looked for. */
static void
keep_from_others (ToteOutbox *self, ToteOutboxEntry *owner)
{
  for (guint i = 0; i < count (self); i++) {
    ToteOutboxEntry *entry = entry_at (self, i);
    ToteWishRecord *record = tote_outbox_entry_get_record (entry);
    g_autofree char *known = NULL;

    if (entry == owner || record->known == NULL)
      continue;
    known = g_steal_pointer (&record->known);
    record->known =
        g_strconcat (known, tote_outbox_entry_get_record (owner)->server_id, "\n", NULL);
    save (self, entry, NULL);
  }
}

static void
claim (ToteOutbox *self, ToteOutboxEntry *entry, ToteMessage *copy)
{
  ToteWishRecord *record = tote_outbox_entry_get_record (entry);

  g_free (record->server_id);
  record->server_id = g_strdup (tote_message_get_id (copy));
  tote_message_list_confirm_own (tote_order_get_messages (self->order), record->key,
                                 record->server_id, tote_message_get_created_at (copy));
  keep_from_others (self, entry);
}

/* The server has it. @copy: (nullable): its copy of a text */
static void
accept (ToteOutbox *self, ToteOutboxEntry *entry, ToteMessage *copy)
{
  ToteCourse *course = tote_outbox_entry_get_course (entry);
  ToteWishKind kind = get_kind (entry);
  gboolean shows = kind == TOTE_WISH_MESSAGE || kind == TOTE_WISH_DECISION;

  if (copy != NULL)
    claim (self, entry, copy);
  course->not_before = now (self);
  move (self, entry, TOTE_WISH_SENT, shows ? TOTE_OUTBOX_CONFIRMING : TOTE_OUTBOX_DONE);
  g_signal_emit (self, signals[SENT], 0, tote_outbox_entry_get_wish (entry));
}

/* The server surely does not have it, but will: it waits longer with every failure. Meanwhile what
 * it is about may change. */
static void
requeue (ToteOutbox *self, ToteOutboxEntry *entry)
{
  ToteCourse *course = tote_outbox_entry_get_course (entry);

  course->must_read = needs_reading (entry);
  tote_course_back_off (course, now (self), g_random_double (), self->pace);
  move (self, entry, TOTE_WISH_WAITING, TOTE_OUTBOX_READY);
}

/* The server may have it. */
static void
doubt (ToteOutbox *self, ToteOutboxEntry *entry)
{
  ToteCourse *course = tote_outbox_entry_get_course (entry);
  ToteWishRecord *record = tote_outbox_entry_get_record (entry);
  ToteResource resource;

  if (record->server_id != NULL)
    accept (self, entry, NULL);
  else if (tote_reconcile_get_check (entry, &resource))
    tote_course_begin_checks (course, now (self));
  else
    give_up (self, entry);
}

/* The server does not want it. A refused decision is mostly one that was taken already: the items
 * know. */
static void
refuse (ToteOutbox *self, ToteOutboxEntry *entry, const char *reason)
{
  ToteCourse *course = tote_outbox_entry_get_course (entry);

  if (get_kind (entry) != TOTE_WISH_DECISION) {
    fail (self, entry, reason);
    return;
  }
  g_free (course->refusal);
  course->refusal = g_strdup (reason);
  tote_course_begin_checks (course, now (self));
}

/* It is given up, until the customer asks for it again. @reason: shown to the customer */
static void
fail (ToteOutbox *self, ToteOutboxEntry *entry, const char *reason)
{
  ToteWishRecord *record = tote_outbox_entry_get_record (entry);
  char *copy = g_strdup (reason);

  g_free (record->reason);
  record->reason = copy;
  if (record->server_id != NULL) {
    /* It was taken for another text like it, which somebody sent by other means. */
    tote_message_list_remove_own (tote_order_get_messages (self->order), record->key);
    g_clear_pointer (&record->server_id, g_free);
  }
  move (self, entry, TOTE_WISH_FAILED, TOTE_OUTBOX_FAILED);
}

/* The customer wants it sent once more, and a reading since then has shown that the server lacks
 * it. What the server has by now does not count as this one. */
static void
repeat (ToteOutbox *self, ToteOutboxEntry *entry)
{
  ToteCourse *course = tote_outbox_entry_get_course (entry);
  ToteWishRecord *record = tote_outbox_entry_get_record (entry);

  course->repeat = FALSE;
  course->must_read = FALSE;
  g_clear_pointer (&record->known, g_free);
  move (self, entry, TOTE_WISH_WAITING, TOTE_OUTBOX_READY);
}

/* A reading does not show it: the server may still be at it. */
static void
take_lacking_check (ToteOutbox *self, ToteOutboxEntry *entry, gint64 asked_at)
{
  ToteCourse *course = tote_outbox_entry_get_course (entry);

  if (course->refusal != NULL)
    fail (self, entry, course->refusal);
  else if (course->repeat)
    repeat (self, entry);
  else if (tote_course_is_read_back_over (course, asked_at, self->pace))
    give_up (self, entry);
  else
    tote_course_check_later (course, now (self), self->pace);
}

static void
take_lacking (ToteOutbox *self, ToteOutboxEntry *entry, gint64 asked_at)
{
  ToteCourse *course = tote_outbox_entry_get_course (entry);

  if (asked_at < course->not_before)
    return;
  if (course->progress == TOTE_OUTBOX_READY && asked_at >= self->hold_until)
    course->must_read = FALSE;
  if (course->progress == TOTE_OUTBOX_CHECKING)
    take_lacking_check (self, entry, asked_at);
  if (course->progress != TOTE_OUTBOX_CONFIRMING)
    return;

  course->asked = FALSE;
  course->not_before = now (self) + tote_pace_get_gap (self->pace);
  if (++course->checks >= CHECKS && get_kind (entry) == TOTE_WISH_DECISION)
    drop (self, entry); /* The shopper has found something else: ask anew. */
}

/* The shopper has suggested something else than what the customer decided on. */
static void
take_changed (ToteOutbox *self, ToteOutboxEntry *entry, gint64 asked_at)
{
  ToteCourse *course = tote_outbox_entry_get_course (entry);
  gboolean old = asked_at < course->not_before;

  if (course->progress == TOTE_OUTBOX_READY)
    overtake (self, entry);
  else if ((course->progress == TOTE_OUTBOX_CHECKING && !old) ||
           course->progress == TOTE_OUTBOX_UNCLEAR)
    overtake (self, entry);
  else if ((course->progress == TOTE_OUTBOX_CONFIRMING && !old) ||
           course->progress == TOTE_OUTBOX_FAILED)
    drop (self, entry);
}

static void
take_moot (ToteOutbox *self, ToteOutboxEntry *entry)
{
  ToteCourse *course = tote_outbox_entry_get_course (entry);

  if (get_kind (entry) == TOTE_WISH_DECISION) {
    if (course->progress != TOTE_OUTBOX_WRITING && course->progress != TOTE_OUTBOX_SENDING)
      drop (self, entry);
  } else if (course->progress == TOTE_OUTBOX_CHECKING) {
    fail (self, entry, _ ("The conversation is over"));
  } else if (course->progress == TOTE_OUTBOX_CONFIRMING) {
    drop (self, entry);
  }
}

/* While it is on the line a poll may be faster than the answer: the text is then known already,
 * and the answer still decides. A text that waits is not there, whatever looks like it. */
static void
take_there (ToteOutbox *self, ToteOutboxEntry *entry, ToteMessage *copy)
{
  ToteCourse *course = tote_outbox_entry_get_course (entry);
  ToteOutboxProgress progress = course->progress;
  gboolean sought = tote_course_is_sought (course);

  if (copy != NULL && (sought || progress == TOTE_OUTBOX_SENDING) &&
      tote_reconcile_is_ambiguous (G_LIST_MODEL (self->entries))) {
    course->asked = FALSE;
    course->not_before = now (self) + tote_pace_get_gap (self->pace);
    return;
  }
  if (copy != NULL && (sought || progress == TOTE_OUTBOX_SENDING))
    claim (self, entry, copy);
  if (sought)
    accept (self, entry, NULL);
  if (course->progress == TOTE_OUTBOX_CONFIRMING)
    drop (self, entry);
  else if (get_kind (entry) == TOTE_WISH_DECISION)
    take_moot (self, entry);
}

static void
compare (ToteOutbox *self, ToteOutboxEntry *entry, ToteResponse *answer, gint64 asked_at)
{
  ToteCourse *course = tote_outbox_entry_get_course (entry);
  ToteMessage *copy = NULL;
  ToteVerdict verdict =
      tote_reconcile_answer (G_LIST_MODEL (self->entries), entry, self->order, answer, &copy);

  if (verdict == TOTE_VERDICT_NONE)
    return;
  if (course->progress == TOTE_OUTBOX_READY)
    course->asked = FALSE;
  tote_outbox_marks_set (entry, self->order);

  switch (verdict) {
  case TOTE_VERDICT_THERE:
    take_there (self, entry, copy);
    break;
  case TOTE_VERDICT_LACKING:
    take_lacking (self, entry, asked_at);
    break;
  case TOTE_VERDICT_MOOT:
    take_moot (self, entry);
    break;
  case TOTE_VERDICT_CHANGED:
    take_changed (self, entry, asked_at);
    break;
  case TOTE_VERDICT_NONE:
  default:
    break;
  }
}

/* The server wants to be left alone for a while. */
static void
hold (ToteOutbox *self, const GError *error)
{
  gint64 rest = tote_failure_get_rest (error);

  if (rest > 0)
    self->hold_until = MAX (self->hold_until, now (self) + rest);
}

static void
take_error (ToteOutbox *self, ToteOutboxEntry *entry, const GError *error)
{
  const char *said = tote_connect_error_get_server_message (error);

  hold (self, error);
  switch (tote_reconcile_error (error)) {
  case TOTE_OUTCOME_NOT_DELIVERED:
    requeue (self, entry);
    break;
  case TOTE_OUTCOME_REFUSED:
    refuse (self, entry, said != NULL ? said : error->message);
    break;
  case TOTE_OUTCOME_UNCLEAR:
  default:
    doubt (self, entry);
  }
  g_signal_emit (self, signals[PROBLEM], 0, tote_outbox_entry_get_wish (entry), error);
}

static void
take_content (ToteOutbox *self, ToteOutboxEntry *entry, GObject *content)
{
  ToteMessage *copy = TOTE_IS_MESSAGE (content) ? TOTE_MESSAGE (content) : NULL;

  if (TOTE_IS_VEHICLE (content))
    tote_order_set_vehicle (self->order, TOTE_VEHICLE (content));
  if (copy != NULL)
    tote_order_set_chat_zone (self->order, tote_message_get_time_zone (copy));

  if (get_kind (entry) != TOTE_WISH_MESSAGE)
    accept (self, entry, NULL);
  else if (copy != NULL && tote_message_get_id (copy) != NULL)
    accept (self, entry, copy);
  else
    doubt (self, entry);
}

static void
on_written (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Attempt) attempt = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GObject) content = NULL;
  gboolean done = tote_client_write_finish (TOTE_CLIENT (source), result, &content, &error);
  ToteOutbox *self = attempt->outbox;
  ToteOutboxEntry *entry = attempt->entry;
  ToteCourse *course = tote_outbox_entry_get_course (entry);

  if (course->progress != TOTE_OUTBOX_SENDING || !g_list_store_find (self->entries, entry, NULL))
    return;
  if (done)
    take_content (self, entry, content);
  else
    take_error (self, entry, error);
  pump (self);
}

static void
send_wish (ToteOutbox *self, ToteOutboxEntry *entry)
{
  /* Disposed of while the mark was being written: the next run finds it and asks. */
  if (self->client == NULL)
    return;
  tote_client_write_async (self->client, tote_order_get_id (self->order),
                           tote_outbox_entry_get_wish (entry), self->cancellable, on_written,
                           attempt_new (self, entry, NULL));
}

/* It is about to leave: once that is on disk, whoever finds it there asks the server first. What
 * the server had before the first attempt does not count as this one. */
static void
mark (ToteOutbox *self, ToteOutboxEntry *entry)
{
  ToteCourse *course = tote_outbox_entry_get_course (entry);
  ToteWishRecord *record = tote_outbox_entry_get_record (entry);

  course->progress = TOTE_OUTBOX_SENDING;
  record->phase = TOTE_WISH_SENDING;
  if (record->known == NULL && get_kind (entry) == TOTE_WISH_MESSAGE)
    record->known = tote_reconcile_list_known (entry, self->order);
}

static void
want (ToteOutbox *self, ToteOutboxEntry *entry, ToteResource resource)
{
  ToteCourse *course = tote_outbox_entry_get_course (entry);

  if (course->asked)
    return;
  course->asked = TRUE;
  g_signal_emit (self, signals[READ_WANTED], 0, (int) resource);
}

/* What the conversation held before is needed to know this text again afterwards; what a decision
 * is about, to send no answer to another question. */
static void
advance_ready (ToteOutbox *self, ToteOutboxEntry *entry)
{
  ToteCourse *course = tote_outbox_entry_get_course (entry);
  ToteResource resource;

  if (get_kind (entry) == TOTE_WISH_MESSAGE && !self->chat_read) {
    want (self, entry, TOTE_RESOURCE_CHAT);
  } else if (course->must_read && tote_reconcile_get_check (entry, &resource)) {
    want (self, entry, resource);
  } else {
    mark (self, entry);
    save (self, entry, send_wish);
  }
}

/* Takes the next step of a wish that is to be sent; else returns when the time for that is. */
static gint64
pump_ready (ToteOutbox *self, ToteOutboxEntry *entry, gboolean blocked)
{
  ToteCourse *course = tote_outbox_entry_get_course (entry);
  gint64 time = MAX (course->not_before, self->hold_until);

  if (tote_reconcile_is_overtaken (tote_outbox_entry_get_wish (entry), self->order)) {
    overtake (self, entry);
    return G_MAXINT64;
  }
  if (now (self) >= course->expires_at) {
    move (self, entry, TOTE_WISH_WAITING, TOTE_OUTBOX_OVERDUE);
    return G_MAXINT64;
  }
  if (blocked)
    return course->expires_at;
  if (time > now (self)) {
    course->must_read = needs_reading (entry);
    return MIN (time, course->expires_at);
  }
  advance_ready (self, entry);
  return course->progress == TOTE_OUTBOX_READY ? course->expires_at : G_MAXINT64;
}

/* Takes the next step of one wish if its time has come; else returns when that is. */
static gint64
advance (ToteOutbox *self, guint position)
{
  ToteOutboxEntry *entry = entry_at (self, position);
  ToteCourse *course = tote_outbox_entry_get_course (entry);
  ToteResource resource;

  if (course->progress == TOTE_OUTBOX_READY)
    return pump_ready (self, entry,
                       tote_reconcile_is_blocked (G_LIST_MODEL (self->entries), position));
  if ((course->progress != TOTE_OUTBOX_CHECKING && course->progress != TOTE_OUTBOX_CONFIRMING) ||
      course->asked)
    return G_MAXINT64;
  if (course->not_before > now (self))
    return course->not_before;
  if (tote_reconcile_get_check (entry, &resource))
    want (self, entry, resource);
  return G_MAXINT64;
}

/* Whoever has the lock sends; who gets it reads what waits only then. */
static gboolean
take_over (ToteOutbox *self, const ToteOrderRecord *record)
{
  if (record == NULL || !record->owned)
    return FALSE;
  if (self->shut)
    tote_outbox_restore (self, record->wishes, TRUE);
  return TRUE;
}

static void
on_owner_asked (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ToteOutbox) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (ToteOrderRecord) record =
      tote_archive_order_load_finish (TOTE_ARCHIVE_ORDER (source), result, &error);

  self->asking = FALSE;
  self->ask_at = now (self) + (gint64) (ASK_EVERY * self->pace);
  if (error != NULL)
    g_debug ("The archive has nothing to give: %s", error->message);
  if (!take_over (self, record))
    pump (self);
}

/* Tries to become the one that sends if its time has come; else returns when that is. */
static gint64
ask_for_owner (ToteOutbox *self)
{
  if (!self->shut || self->asking || !tote_archive_order_is_open (self->archive))
    return G_MAXINT64;
  if (self->ask_at > now (self))
    return self->ask_at;
  self->asking = TRUE;
  tote_archive_order_load_async (self->archive, self->cancellable, on_owner_asked,
                                 g_object_ref (self));
  return G_MAXINT64;
}

static gboolean
on_timer (gpointer user_data)
{
  g_autoptr (ToteOutbox) self = g_object_ref (user_data);

  self->timer = 0;
  pump (self);
  return G_SOURCE_REMOVE;
}

static void
pump (ToteOutbox *self)
{
  gint64 next;

  tote_clock_clear_timer (self->clock, &self->timer);
  if (!self->running)
    return;
  next = ask_for_owner (self);
  for (guint i = 0; i < count (self); i++) {
    const gint64 then = advance (self, i); /* MIN () would ask twice */

    next = MIN (next, then);
  }
  if (next != G_MAXINT64)
    self->timer = tote_clock_add_timer (self->clock, next - now (self), on_timer, self);
}

static void
make_ready (ToteOutbox *self, ToteOutboxEntry *entry)
{
  ToteCourse *course = tote_outbox_entry_get_course (entry);

  course->progress = TOTE_OUTBOX_READY;
  pump (self);
}

static void
tote_outbox_dispose (GObject *object)
{
  ToteOutbox *self = TOTE_OUTBOX (object);

  self->running = FALSE;
  if (self->clock != NULL)
    tote_clock_clear_timer (self->clock, &self->timer);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->client);

  G_OBJECT_CLASS (tote_outbox_parent_class)->dispose (object);
}

static void
tote_outbox_finalize (GObject *object)
{
  ToteOutbox *self = TOTE_OUTBOX (object);

  g_clear_object (&self->clock);
  g_clear_object (&self->order);
  g_clear_object (&self->archive);
  g_object_unref (self->entries);
  g_object_unref (self->cancellable);

  G_OBJECT_CLASS (tote_outbox_parent_class)->finalize (object);
}

static void
tote_outbox_class_init (ToteOutboxClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GType type = G_TYPE_FROM_CLASS (klass);

  object_class->dispose = tote_outbox_dispose;
  object_class->finalize = tote_outbox_finalize;

  signals[READ_WANTED] = g_signal_new ("read-wanted", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                       G_TYPE_NONE, 1, G_TYPE_INT);
  signals[SENT] = g_signal_new ("sent", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                1, TOTE_TYPE_WISH);
  signals[CHANGED] =
      g_signal_new ("changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[PROBLEM] = g_signal_new ("problem", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 2, TOTE_TYPE_WISH, G_TYPE_ERROR);
}

static void
tote_outbox_init (ToteOutbox *self)
{
  self->entries = g_list_store_new (TOTE_TYPE_OUTBOX_ENTRY);
  self->cancellable = g_cancellable_new ();
  self->hold_until = G_MININT64;
  self->pace = 1;
}

/**
 * tote_outbox_new:
 * @order: the live order, whose items and messages show how far the wishes have come
 * @archive: where wishes are written down
 *
 * Returns: (transfer full): an empty outbox that sends nothing before tote_outbox_set_running()
 */
ToteOutbox *
tote_outbox_new (ToteClient *client, ToteOrder *order, ToteClock *clock, ToteArchiveOrder *archive)
{
  ToteOutbox *self = g_object_new (TOTE_TYPE_OUTBOX, NULL);

  self->client = g_object_ref (client);
  self->order = g_object_ref (order);
  self->clock = g_object_ref (clock);
  self->archive = g_object_ref (archive);
  return self;
}

/**
 * tote_outbox_get_entries:
 *
 * Returns: (transfer none): a live model of #ToteOutboxEntry, oldest first; decisions and messages
 *   leave it once a reading has shown them
 */
GListModel *
tote_outbox_get_entries (ToteOutbox *self)
{
  g_return_val_if_fail (TOTE_IS_OUTBOX (self), NULL);

  return G_LIST_MODEL (self->entries);
}

/**
 * tote_outbox_set_pace:
 * @pace: factor on every gap and back-off
 */
void
tote_outbox_set_pace (ToteOutbox *self, double pace)
{
  g_return_if_fail (TOTE_IS_OUTBOX (self));

  self->pace = pace;
}

/**
 * tote_outbox_set_running:
 * @running: whether wishes are sent; what is on the line already comes to its end
 */
void
tote_outbox_set_running (ToteOutbox *self, gboolean running)
{
  g_return_if_fail (TOTE_IS_OUTBOX (self));

  /* The readings that were asked for will not come: whoever was to bring them has stopped since. */
  for (guint i = 0; running && !self->running && i < count (self); i++)
    tote_outbox_entry_get_course (entry_at (self, i))->asked = FALSE;
  self->running = running;
  pump (self);
}

static void
restore_entry (ToteOutbox *self, ToteOutboxEntry *entry)
{
  ToteCourse *course = tote_outbox_entry_get_course (entry);
  ToteWishRecord *record = tote_outbox_entry_get_record (entry);
  ToteResource resource;

  enter (self, entry);
  set_age (self, entry, tote_clock_get_real_time (self->clock) - record->created_at);
  course->doubted_at = now (self);
  course->must_read = needs_reading (entry);
  if (course->progress == TOTE_OUTBOX_CHECKING && !tote_reconcile_get_check (entry, &resource))
    give_up (self, entry);
}

/**
 * tote_outbox_restore:
 * @records: (element-type ToteWishRecord): what an earlier run left, oldest first
 * @owned: whether they are this process's to send; else they are left to the other until that one
 *   has ended, and what is wished here before then is refused
 */
void
tote_outbox_restore (ToteOutbox *self, GPtrArray *records, gboolean owned)
{
  g_return_if_fail (TOTE_IS_OUTBOX (self));

  self->shut = !owned;
  self->ask_at = now (self) + (gint64) (ASK_EVERY * self->pace);
  if (self->shut) {
    pump (self);
    return;
  }
  for (guint i = 0; i < records->len; i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (ToteOutboxEntry) entry =
        tote_outbox_entry_new_from_record (records->pdata[i], &error);

    if (entry != NULL)
      restore_entry (self, entry);
    else
      g_message ("A wish on disk cannot be read: %s", error->message);
  }
  pump (self);
}

/* Not written down either: the other process would not know whose it is. */
static void
refuse_shut (ToteOutbox *self, ToteOutboxEntry *entry)
{
  ToteCourse *course = tote_outbox_entry_get_course (entry);
  ToteWishRecord *record = tote_outbox_entry_get_record (entry);

  g_free (record->reason);
  record->reason = g_strdup (_ ("Tote is open elsewhere on this computer, and sends from there"));
  course->progress = TOTE_OUTBOX_FAILED;
  tote_outbox_marks_set (entry, self->order);
  g_signal_emit (self, signals[CHANGED], 0);
}

/* The other process may have ended by now: then what it left is sent from here too. */
static void
on_asked_again (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Attempt) attempt = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (ToteOrderRecord) record =
      tote_archive_order_load_finish (TOTE_ARCHIVE_ORDER (source), result, &error);
  ToteOutbox *self = attempt->outbox;
  ToteOutboxEntry *entry = attempt->entry;

  if (!g_list_store_find (self->entries, entry, NULL))
    return;
  if (take_over (self, record))
    save (self, entry, make_ready);
  else
    refuse_shut (self, entry);
}

/* Has a new wish written down and sent, by this process if that is its matter. */
static void
submit (ToteOutbox *self, ToteOutboxEntry *entry)
{
  if (self->shut && tote_archive_order_is_open (self->archive))
    tote_archive_order_load_async (self->archive, NULL, on_asked_again,
                                   attempt_new (self, entry, NULL));
  else
    save (self, entry, make_ready);
}

/* A decision on what was on the screen a moment ago: the item tells that it counts for nothing. */
static gboolean
is_outdated (ToteOutbox *self, ToteWish *wish)
{
  ToteDecision decision = tote_wish_get_decision (wish);
  ToteItem *item =
      tote_item_list_lookup (tote_order_get_items (self->order), tote_wish_get_item_id (wish));

  if (tote_wish_is_about (wish, tote_item_get_replacement (item)))
    return FALSE;
  tote_item_set_wish (item, decision, TOTE_SEND_STATE_OVERTAKEN, NULL);
  return TRUE;
}

/**
 * tote_outbox_add:
 *
 * Returns: whether @wish was taken; a second one of its kind under way, an empty or too long text,
 *   a decision where none is asked for and one on something that is no longer offered are not
 */
gboolean
tote_outbox_add (ToteOutbox *self, ToteWish *wish)
{
  g_autoptr (ToteOutboxEntry) entry = NULL;
  ToteCourse *course;

  g_return_val_if_fail (TOTE_IS_OUTBOX (self), FALSE);
  g_return_val_if_fail (TOTE_IS_WISH (wish), FALSE);

  if (!tote_reconcile_accept (G_LIST_MODEL (self->entries), self->order, wish) ||
      (tote_wish_get_kind (wish) == TOTE_WISH_DECISION && is_outdated (self, wish)))
    return FALSE;
  entry = tote_outbox_entry_new (wish, tote_clock_get_real_time (self->clock));
  course = tote_outbox_entry_get_course (entry);
  course->must_read =
      tote_reconcile_has_unclear (G_LIST_MODEL (self->entries), wish) && needs_reading (entry);
  set_age (self, entry, 0);
  enter (self, entry);
  submit (self, entry);
  return TRUE;
}

/* Begins anew: what the server has by now does not count as this one. */
static void
begin_anew (ToteOutbox *self, ToteOutboxEntry *entry)
{
  ToteCourse *course = tote_outbox_entry_get_course (entry);
  ToteWishRecord *record = tote_outbox_entry_get_record (entry);

  tote_course_begin (course, now (self));
  record->phase = TOTE_WISH_WAITING;
  g_clear_pointer (&record->reason, g_free);
  g_clear_pointer (&record->known, g_free);
  tote_outbox_marks_set (entry, self->order);
  submit (self, entry);
}

/**
 * tote_outbox_retry:
 * @key: of a wish that failed, could not be confirmed, or has become too old to be sent unasked
 *
 * The customer wants it sent now. Where it may have arrived already, that is looked up first.
 */
void
tote_outbox_retry (ToteOutbox *self, const char *key)
{
  ToteOutboxEntry *entry;
  ToteCourse *course;
  ToteResource resource;

  g_return_if_fail (TOTE_IS_OUTBOX (self));

  entry = find (self, key);
  if (entry == NULL)
    return;
  course = tote_outbox_entry_get_course (entry);
  if (course->progress < TOTE_OUTBOX_FAILED || course->progress == TOTE_OUTBOX_OVERTAKEN)
    return;
  set_age (self, entry, 0);
  if (course->progress != TOTE_OUTBOX_UNCLEAR || !tote_reconcile_get_check (entry, &resource)) {
    begin_anew (self, entry);
    return;
  }
  tote_course_begin_checks (course, now (self));
  course->repeat = TRUE;
  tote_outbox_marks_set (entry, self->order);
  pump (self);
}

/**
 * tote_outbox_withdraw:
 * @key: of a wish that waits, for its turn or for the customer; any other stays
 */
void
tote_outbox_withdraw (ToteOutbox *self, const char *key)
{
  ToteOutboxEntry *entry;
  ToteOutboxProgress progress;

  g_return_if_fail (TOTE_IS_OUTBOX (self));

  entry = find (self, key);
  if (entry == NULL)
    return;
  progress = tote_outbox_entry_get_course (entry)->progress;
  if (progress < TOTE_OUTBOX_FAILED && progress != TOTE_OUTBOX_READY)
    return;
  drop (self, entry);
  pump (self);
}

/**
 * tote_outbox_clear:
 *
 * Forgets every wish, sent or not; the disk is somebody else's matter.
 */
void
tote_outbox_clear (ToteOutbox *self)
{
  g_return_if_fail (TOTE_IS_OUTBOX (self));

  g_list_store_remove_all (self->entries);
}

/**
 * tote_outbox_hurry:
 *
 * The line is back: what waits for a failure to pass need not wait longer.
 */
void
tote_outbox_hurry (ToteOutbox *self)
{
  g_return_if_fail (TOTE_IS_OUTBOX (self));

  for (guint i = 0; i < count (self); i++) {
    ToteOutboxEntry *entry = entry_at (self, i);
    ToteCourse *course = tote_outbox_entry_get_course (entry);

    if (course->progress == TOTE_OUTBOX_READY)
      course->not_before = MIN (course->not_before, now (self));
  }
  pump (self);
}

/**
 * tote_outbox_get_settled:
 *
 * Returns: whether the server has, or has refused, every wish
 */
gboolean
tote_outbox_get_settled (ToteOutbox *self)
{
  g_return_val_if_fail (TOTE_IS_OUTBOX (self), TRUE);

  return tote_reconcile_is_settled (G_LIST_MODEL (self->entries));
}

/**
 * tote_outbox_take_answer:
 * @answer: what was read: the conversation before it is merged into the live order, so that own
 *   texts do not stand twice; items and order after they were merged
 * @asked_at: monotonic time at which the question left
 */
void
tote_outbox_take_answer (ToteOutbox *self, ToteResponse *answer, gint64 asked_at)
{
  guint i = 0;

  g_return_if_fail (TOTE_IS_OUTBOX (self));

  if (tote_response_get_resource (answer) == TOTE_RESOURCE_CHAT)
    self->chat_read = TRUE;
  while (i < count (self)) {
    g_autoptr (ToteOutboxEntry) entry = g_object_ref (entry_at (self, i));
    ToteCourse *course = tote_outbox_entry_get_course (entry);

    compare (self, entry, answer, asked_at);
    if (course->progress == TOTE_OUTBOX_OVERDUE &&
        tote_reconcile_is_overtaken (tote_outbox_entry_get_wish (entry), self->order))
      overtake (self, entry);
    if (entry_at (self, i) == entry)
      i++;
  }
  pump (self);
}

/* What is known of it will not become more. What nobody can read, the customer may repeat; what
 * only could not be read now is not sent on a guess. */
static void
take_unreadable (ToteOutbox *self, ToteOutboxEntry *entry, gboolean by_word)
{
  ToteCourse *course = tote_outbox_entry_get_course (entry);
  gboolean repeated = course->repeat;

  course->repeat = FALSE;
  if (course->refusal != NULL)
    fail (self, entry, course->refusal);
  else if (repeated && by_word)
    repeat (self, entry);
  else
    give_up (self, entry);
}

/**
 * tote_outbox_take_failure:
 *
 * A reading did not succeed. It is asked again by itself, unless @error is a refusal: then what
 * hangs on it cannot be found out, and the customer has to decide.
 */
void
tote_outbox_take_failure (ToteOutbox *self, ToteResource resource, const GError *error)
{
  g_return_if_fail (TOTE_IS_OUTBOX (self));

  hold (self, error);
  if (resource == TOTE_RESOURCE_CHAT && tote_failure_is_unreadable (error))
    self->chat_read = TRUE;

  for (guint i = 0; i < count (self); i++) {
    ToteOutboxEntry *entry = entry_at (self, i);
    ToteCourse *course = tote_outbox_entry_get_course (entry);
    ToteResource check;

    if (!tote_reconcile_get_check (entry, &check) || check != resource)
      continue;
    if (course->progress == TOTE_OUTBOX_CHECKING &&
        (tote_failure_is_refusal (error) ||
         tote_course_is_read_back_over (course, now (self), self->pace)))
      take_unreadable (self, entry, tote_failure_is_refusal (error));
    else if (course->progress == TOTE_OUTBOX_READY || tote_failure_is_lasting (error))
      course->asked = FALSE;
    /* Where the state cannot be read, an arrival is told; a decision is never taken blindly. */
    if (tote_failure_is_refusal (error) && resource == TOTE_RESOURCE_ORDER)
      course->must_read = FALSE;
  }
  pump (self);
}
