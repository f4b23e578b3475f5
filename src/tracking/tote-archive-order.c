/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-archive-order.h"

#include "tote-history.h"

/* The age that is told after a restart may be this much too old. */
#define TOUCH_EVERY (60 * G_USEC_PER_SEC)

struct _ToteArchiveOrder {
  GObject parent_instance;

  ToteArchive *archive; /* (owned) (nullable): none, or the order was forgotten */
  ToteOrderKey *key;    /* (owned) */
  char *time_zone;      /* (owned) (nullable) */
  gboolean no_order_call;
  gint64 saved_at[TOTE_N_RESOURCES]; /* real µs */
  struct {
    gint64 at; /* real µs, 0 for not yet */
    guint occasion;
  } seen[TOTE_N_RESOURCES];  /* what may not be written yet */
  GHashTable *saved_entries; /* (owned) set of ToteHistoryEntry, owned: those that are there */
};

G_DEFINE_FINAL_TYPE (ToteArchiveOrder, tote_archive_order, G_TYPE_OBJECT)

/* What one call is about, on its way to the archive's thread. */
typedef struct {
  ToteOrderKey *order; /* (owned) */
  gint64 number;       /* a time, or a truth */
  gpointer value;      /* (owned) (nullable) */
  GDestroyNotify value_free;
} Errand;

static Errand *
errand_new (ToteArchiveOrder *self, gint64 number, gpointer value, GDestroyNotify value_free)
{
  Errand *errand = g_new (Errand, 1);

  *errand = (Errand){ tote_order_key_ref (self->key), number, value, value_free };
  return errand;
}

static void
errand_free (gpointer data)
{
  Errand *errand = data;

  tote_order_key_unref (errand->order);
  if (errand->value != NULL)
    errand->value_free (errand->value);
  g_free (errand);
}

static gboolean
do_load (ToteStore *store, gpointer data, gpointer *result, GError **error)
{
  Errand *errand = data;
  gboolean owned = tote_store_own (store); /* first: until then another may send what is there */
  ToteOrderRecord *record = tote_store_load (store, errand->order, error);

  if (record != NULL)
    record->owned = owned;
  *result = record;
  return record != NULL;
}

static gboolean
do_save_end (ToteStore *store, gpointer data, gpointer *result, GError **error)
{
  Errand *errand = data;

  return tote_store_save_order (store, errand->order, errand->number, error);
}

static gboolean
do_save_zone (ToteStore *store, gpointer data, gpointer *result, GError **error)
{
  Errand *errand = data;

  return tote_store_save_zone (store, errand->order, errand->value, error);
}

static gboolean
do_save_draft (ToteStore *store, gpointer data, gpointer *result, GError **error)
{
  Errand *errand = data;

  return tote_store_save_draft (store, errand->order, errand->value, error);
}

static gboolean
do_save_no_order_call (ToteStore *store, gpointer data, gpointer *result, GError **error)
{
  Errand *errand = data;

  return tote_store_save_no_order_call (store, errand->order, errand->number != 0, error);
}

static gboolean
do_save_answer (ToteStore *store, gpointer data, gpointer *result, GError **error)
{
  Errand *errand = data;

  return tote_store_save_answer (store, errand->order, errand->value, error);
}

static gboolean
do_save_history (ToteStore *store, gpointer data, gpointer *result, GError **error)
{
  Errand *errand = data;

  return tote_store_save_history (store, errand->order, errand->value, errand->number != 0, error);
}

static gboolean
do_save_wish (ToteStore *store, gpointer data, gpointer *result, GError **error)
{
  Errand *errand = data;

  return tote_store_save_wish (store, errand->order, errand->value, errand->number != 0, error);
}

static gboolean
do_drop_wish (ToteStore *store, gpointer data, gpointer *result, GError **error)
{
  Errand *errand = data;

  return tote_store_drop_wish (store, errand->order, errand->value, error);
}

static gboolean
do_forget (ToteStore *store, gpointer data, gpointer *result, GError **error)
{
  Errand *errand = data;

  return tote_store_forget (store, errand->order, error);
}

static void
queue (ToteArchiveOrder *self, ToteArchiveFunc func, gint64 number, gpointer value,
       GDestroyNotify value_free)
{
  if (self->archive != NULL)
    tote_archive_queue (self->archive, func, errand_new (self, number, value, value_free),
                        errand_free);
  else if (value != NULL)
    value_free (value);
}

static void
tote_archive_order_finalize (GObject *object)
{
  ToteArchiveOrder *self = TOTE_ARCHIVE_ORDER (object);

  g_clear_object (&self->archive);
  tote_order_key_unref (self->key);
  g_free (self->time_zone);
  g_hash_table_unref (self->saved_entries);

  G_OBJECT_CLASS (tote_archive_order_parent_class)->finalize (object);
}

static void
tote_archive_order_class_init (ToteArchiveOrderClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = tote_archive_order_finalize;
}

static void
tote_archive_order_init (ToteArchiveOrder *self)
{
  self->saved_entries = g_hash_table_new_full (NULL, NULL, g_object_unref, NULL);
}

/**
 * tote_archive_order_new:
 * @archive: (nullable): %NULL keeps nothing
 * @base: of the server
 *
 * Returns: (transfer full): nothing is read or written by this alone
 */
ToteArchiveOrder *
tote_archive_order_new (ToteArchive *archive, const char *base, const char *order_id)
{
  ToteArchiveOrder *self;

  g_return_val_if_fail (base != NULL && order_id != NULL, NULL);

  self = g_object_new (TOTE_TYPE_ARCHIVE_ORDER, NULL);
  self->archive = archive != NULL ? g_object_ref (archive) : NULL;
  self->key = tote_order_key_new (base, order_id);
  return self;
}

/**
 * tote_archive_order_is_open:
 *
 * Returns: whether there is an archive, and the order was not forgotten
 */
gboolean
tote_archive_order_is_open (ToteArchiveOrder *self)
{
  g_return_val_if_fail (TOTE_IS_ARCHIVE_ORDER (self), FALSE);

  return self->archive != NULL;
}

/**
 * tote_archive_order_load_async:
 *
 * To be called only while it is open.
 */
void
tote_archive_order_load_async (ToteArchiveOrder *self, GCancellable *cancellable,
                               GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task;

  g_return_if_fail (TOTE_IS_ARCHIVE_ORDER (self));
  g_return_if_fail (self->archive != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, tote_archive_order_load_async);
  tote_archive_queue_task (self->archive, do_load, errand_new (self, 0, NULL, NULL), errand_free,
                           task, (GDestroyNotify) tote_order_record_free);
}

/**
 * tote_archive_order_load_finish:
 *
 * Returns: (transfer full) (nullable): what is kept of the order, empty if nothing is
 */
ToteOrderRecord *
tote_archive_order_load_finish (ToteArchiveOrder *self, GAsyncResult *result, GError **error)
{
  ToteOrderRecord *record;

  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  record = g_task_propagate_pointer (G_TASK (result), error);
  if (record == NULL)
    return NULL;
  g_free (self->time_zone);
  self->time_zone = g_strdup (record->time_zone);
  self->no_order_call = record->no_order_call;
  for (guint i = 0; i < record->answers->len; i++) {
    const ToteAnswerRecord *answer = record->answers->pdata[i];

    self->saved_at[answer->resource] = answer->seen_at;
  }
  for (guint i = 0; i < record->history->len; i++)
    g_hash_table_add (self->saved_entries, g_object_ref (record->history->pdata[i]));
  return record;
}

/**
 * tote_archive_order_save_end:
 * @ended_at: real µs at which the end was seen, 0 if it has not ended
 */
void
tote_archive_order_save_end (ToteArchiveOrder *self, gint64 ended_at)
{
  g_return_if_fail (TOTE_IS_ARCHIVE_ORDER (self));

  queue (self, do_save_end, ended_at, NULL, NULL);
}

/**
 * tote_archive_order_save_zone:
 * @name: (nullable): of the zone the order is in, as the conversation had it
 */
void
tote_archive_order_save_zone (ToteArchiveOrder *self, const char *name)
{
  g_return_if_fail (TOTE_IS_ARCHIVE_ORDER (self));

  if (g_strcmp0 (self->time_zone, name) == 0)
    return;
  g_free (self->time_zone);
  self->time_zone = g_strdup (name);
  queue (self, do_save_zone, 0, g_strdup (name), g_free);
}

/**
 * tote_archive_order_save_draft:
 * @draft: (nullable): what is written and not sent; %NULL for nothing
 */
void
tote_archive_order_save_draft (ToteArchiveOrder *self, const char *draft)
{
  g_return_if_fail (TOTE_IS_ARCHIVE_ORDER (self));

  queue (self, do_save_draft, 0, g_strdup (draft), g_free);
}

/**
 * tote_archive_order_save_no_order_call:
 * @no_order_call: whether the server has no GET order, by its own word
 */
void
tote_archive_order_save_no_order_call (ToteArchiveOrder *self, gboolean no_order_call)
{
  g_return_if_fail (TOTE_IS_ARCHIVE_ORDER (self));

  if (self->no_order_call == no_order_call)
    return;
  self->no_order_call = no_order_call;
  queue (self, do_save_no_order_call, no_order_call, NULL, NULL);
}

static void
save_seen (ToteArchiveOrder *self, ToteResource resource, GBytes *bytes)
{
  gint64 seen_at = self->seen[resource].at;
  guint occasion = self->seen[resource].occasion;

  self->saved_at[resource] = seen_at;
  queue (self, do_save_answer, 0, tote_answer_record_new (resource, bytes, seen_at, occasion),
         (GDestroyNotify) tote_answer_record_free);
}

/* All at once, so that the archive's thread wakes up once for them. */
static void
touch (ToteArchiveOrder *self)
{
  for (guint i = 0; i < TOTE_N_RESOURCES; i++) {
    if (self->seen[i].at != 0 && self->seen[i].at != self->saved_at[i])
      save_seen (self, i, NULL);
  }
}

/**
 * tote_archive_order_save_answer:
 * @bytes: (nullable): %NULL if they are what is kept already
 * @seen_at: real µs at which the answer was last confirmed
 * @occasion: it was given on
 */
void
tote_archive_order_save_answer (ToteArchiveOrder *self, ToteResource resource, GBytes *bytes,
                                gint64 seen_at, guint occasion)
{
  g_return_if_fail (TOTE_IS_ARCHIVE_ORDER (self));
  g_return_if_fail ((guint) resource < TOTE_N_RESOURCES);

  self->seen[resource].at = seen_at;
  self->seen[resource].occasion = occasion;
  if (bytes != NULL)
    save_seen (self, resource, bytes);
  else if (ABS (seen_at - self->saved_at[resource]) >= TOUCH_EVERY)
    touch (self);
}

/* Whether something went, other than the oldest of too many. */
static gboolean
has_lost (ToteArchiveOrder *self, GListModel *entries, GHashTable *present)
{
  g_autoptr (ToteHistoryEntry) oldest = g_list_model_get_item (entries, 0);
  gboolean full = g_list_model_get_n_items (entries) >= TOTE_HISTORY_MAX;
  GHashTableIter iter;
  gpointer entry;

  g_hash_table_iter_init (&iter, self->saved_entries);
  while (g_hash_table_iter_next (&iter, &entry, NULL))
    if (!g_hash_table_contains (present, entry) &&
        (!full || tote_history_entry_compare (entry, oldest) > 0))
      return TRUE;
  return FALSE;
}

/**
 * tote_archive_order_save_history:
 * @entries: of #ToteHistoryEntry: the whole history, of which only what is new is written unless
 * something of it is no more
 */
void
tote_archive_order_save_history (ToteArchiveOrder *self, GListModel *entries)
{
  GHashTable *present;
  g_autoptr (GPtrArray) fresh = NULL;
  gboolean whole;

  g_return_if_fail (TOTE_IS_ARCHIVE_ORDER (self));

  present = g_hash_table_new_full (NULL, NULL, g_object_unref, NULL);
  fresh = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < g_list_model_get_n_items (entries); i++) {
    ToteHistoryEntry *entry = g_list_model_get_item (entries, i);

    g_hash_table_add (present, entry);
  }
  whole = has_lost (self, entries, present);
  for (guint i = 0; i < g_list_model_get_n_items (entries); i++) {
    g_autoptr (ToteHistoryEntry) entry = g_list_model_get_item (entries, i);

    if (whole || !g_hash_table_contains (self->saved_entries, entry))
      g_ptr_array_add (fresh, g_steal_pointer (&entry));
  }
  g_hash_table_unref (self->saved_entries);
  self->saved_entries = present;
  if (whole || fresh->len > 0)
    queue (self, do_save_history, whole, g_steal_pointer (&fresh),
           (GDestroyNotify) g_ptr_array_unref);
}

/**
 * tote_archive_order_save_wish_async:
 * @claim: whether it is about to leave, which fails with %G_IO_ERROR_EXISTS if it is another's to
 *   send, or has left
 *
 * Writes @wish down as it stands. Done once it would survive a power cut; to be called only while
 * it is open.
 */
void
tote_archive_order_save_wish_async (ToteArchiveOrder *self, const ToteWishRecord *wish,
                                    gboolean claim, GCancellable *cancellable,
                                    GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task;

  g_return_if_fail (TOTE_IS_ARCHIVE_ORDER (self));
  g_return_if_fail (self->archive != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, tote_archive_order_save_wish_async);
  tote_archive_queue_task (self->archive, do_save_wish,
                           errand_new (self, claim, tote_wish_record_copy (wish),
                                       (GDestroyNotify) tote_wish_record_free),
                           errand_free, task, NULL);
}

/**
 * tote_archive_order_save_wish_finish:
 *
 * Returns: whether it is on disk
 */
gboolean
tote_archive_order_save_wish_finish (ToteArchiveOrder *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * tote_archive_order_drop_wish:
 *
 * Drops a wish that is settled.
 */
void
tote_archive_order_drop_wish (ToteArchiveOrder *self, const char *key)
{
  g_return_if_fail (TOTE_IS_ARCHIVE_ORDER (self));

  queue (self, do_drop_wish, 0, g_strdup (key), g_free);
}

/**
 * tote_archive_order_expire:
 * @now: real µs
 *
 * Erases chat and shopper of whatever ended more than a day ago.
 */
void
tote_archive_order_expire (ToteArchiveOrder *self, gint64 now)
{
  g_return_if_fail (TOTE_IS_ARCHIVE_ORDER (self));

  if (self->archive != NULL)
    tote_archive_expire (self->archive, now);
}

/**
 * tote_archive_order_forget_async:
 *
 * Erases everything of the order, and writes nothing of it any more. To be called only while it is
 * open.
 */
void
tote_archive_order_forget_async (ToteArchiveOrder *self, GCancellable *cancellable,
                                 GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (ToteArchive) archive = NULL;
  GTask *task;

  g_return_if_fail (TOTE_IS_ARCHIVE_ORDER (self));
  g_return_if_fail (self->archive != NULL);

  archive = g_steal_pointer (&self->archive);
  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, tote_archive_order_forget_async);
  tote_archive_queue_task (archive, do_forget, errand_new (self, 0, NULL, NULL), errand_free, task,
                           NULL);
}

/**
 * tote_archive_order_forget_finish:
 *
 * Returns: whether nothing of the order is left on disk
 */
gboolean
tote_archive_order_forget_finish (ToteArchiveOrder *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
