/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-config.h"

#include "tote-order-book.h"

#include "tote-endpoint.h"
#include "tote-failure.h"
#include "tote-sure-time.h"

struct _ToteOrderBook {
  GObject parent_instance;

  ToteClock *clock;     /* (owned) */
  SoupSession *session; /* (owned): of all clients, so that they share their connections */
  ToteOrders *orders;   /* (owned) */
  ToteKeyring *keyring; /* (owned) */
  ToteArchive *archive; /* (owned) (nullable): opened with the first order to keep */
  ToteTracker *latest;  /* (nullable): of the order that came last, while it is here */
  GHashTable *entries;  /* of Entry by its tracker */
  gint64 forget_after;  /* µs after the end, 0 for never */
  double pace;
  char *retailer_id; /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (ToteOrderBook, tote_order_book, G_TYPE_OBJECT)

/* An order in the book, and what becomes of it after its end. */
typedef struct {
  ToteOrderBook *book;    /* (unowned): owns this */
  ToteTracker *tracker;   /* (owned) */
  ToteKeptTokens *tokens; /* (owned) (nullable): what opens it, where that is kept */
  gboolean kept;          /* it is written down */
  gint64 ended_at;        /* real µs, 0 for not yet */
  gulong ended;           /* the handler */
  gboolean signed_out;    /* since the end; a new one starts anew */
  guint timer;
  gint64 offset; /* of the clock when that was set */
} Entry;

enum {
  NOTICE,
  FORGOTTEN,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
entry_free (Entry *entry)
{
  tote_clock_clear_timer (entry->book->clock, &entry->timer);
  g_signal_handler_disconnect (entry->tracker, entry->ended);
  g_object_unref (entry->tracker);
  g_clear_object (&entry->tokens);
  g_free (entry);
}

/* Long after its end an order may be nobody's business any more. Returns how long, in µs. */
static gint64
get_forget_after (const Entry *entry)
{
  return entry->kept && entry->book->forget_after != 0 ? entry->book->forget_after : G_MAXINT64;
}

/* Long after the end a sign-in is good for nothing but harm. */
static gint64
get_sign_out_after (const Entry *entry)
{
  return entry->signed_out ? G_MAXINT64 : TOTE_KEEP_PEOPLE;
}

static void
forget (Entry *entry)
{
  ToteOrderBook *self = entry->book;
  g_autoptr (ToteTracker) tracker = g_object_ref (entry->tracker);

  tote_tracker_forget_async (tracker, NULL, NULL, NULL);
  tote_order_book_forget (self, tracker);
  g_signal_emit (self, signals[FORGOTTEN], 0, tracker);
}

static void arm (Entry *entry);

/* Nothing of this can be undone, and a clock may be wrong for a moment: so much time has passed as
 * it says both now and when this was armed. */
static gboolean
on_timer (gpointer user_data)
{
  Entry *entry = user_data;
  gint64 passed = tote_sure_time_get (entry->book->clock, entry->offset) - entry->ended_at;

  entry->timer = 0;
  if (passed >= get_forget_after (entry)) {
    forget (entry);
    return G_SOURCE_REMOVE;
  }
  if (passed >= get_sign_out_after (entry)) {
    entry->signed_out = TRUE;
    if (entry->tokens != NULL)
      tote_kept_tokens_forget (entry->tokens);
  }
  arm (entry);
  return G_SOURCE_REMOVE;
}

/* What ended long ago when that begins to count stays for a while: it may have been a slip of the
 * hand, too. */
static void
arm (Entry *entry)
{
  ToteClock *clock = entry->book->clock;
  gint64 next = MIN (get_forget_after (entry), get_sign_out_after (entry));
  gint64 passed = tote_clock_get_real_time (clock) - entry->ended_at;

  tote_clock_clear_timer (entry->book->clock, &entry->timer);
  entry->offset = tote_sure_time_begin (clock);
  if (entry->ended_at != 0 && next != G_MAXINT64)
    entry->timer =
        tote_clock_add_timer (clock, MAX (next - passed, TOTE_SURE_TIME_AFTER), on_timer, entry);
}

static void
set_end (Entry *entry, gint64 ended_at)
{
  entry->ended_at = ended_at;
  entry->signed_out = FALSE;
  arm (entry);
}

/* An order that was found again had its end earlier. */
static void
on_ended (ToteTracker *tracker, GParamSpec *pspec, gpointer user_data)
{
  Entry *entry = user_data;

  if (!tote_tracker_get_ended (tracker))
    set_end (entry, 0);
  else if (entry->ended_at == 0)
    set_end (entry, tote_clock_get_real_time (entry->book->clock));
}

static Entry *
find_entry (ToteOrderBook *self, ToteTracker *tracker)
{
  return tracker != NULL ? g_hash_table_lookup (self->entries, tracker) : NULL;
}

/* tokens: (nullable) */
static void
add_entry (ToteOrderBook *self, ToteTracker *tracker, ToteKeptTokens *tokens, gboolean kept)
{
  Entry *entry = g_new0 (Entry, 1);

  entry->book = self;
  entry->tracker = g_object_ref (tracker);
  g_set_object (&entry->tokens, tokens);
  entry->kept = kept;
  entry->ended = g_signal_connect (tracker, "notify::ended", G_CALLBACK (on_ended), entry);
  g_hash_table_insert (self->entries, tracker, entry);
}

static void
on_archive_notice (ToteOrderBook *self)
{
  g_signal_emit (self, signals[NOTICE], 0, tote_archive_get_notice (self->archive));
}

static void
remove_tracker (ToteOrderBook *self, ToteTracker *tracker)
{
  if (self->latest == tracker)
    g_clear_weak_pointer (&self->latest);
  tote_tracker_stop (tracker);
  tote_orders_remove (self->orders, tracker);
  g_hash_table_remove (self->entries, tracker);
}

static gboolean
reopen (ToteOrderBook *self, const ToteOrderRecord *record)
{
  ToteTracker *tracker =
      tote_order_book_open (self, record->key->base, record->key->id, NULL, TRUE, NULL);
  Entry *entry = find_entry (self, tracker);

  if (entry != NULL && record->ended_at != 0)
    set_end (entry, record->ended_at);

  return tracker != NULL;
}

static void
on_listed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  ToteOrderBook *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) records = tote_archive_list_finish (TOTE_ARCHIVE (source), result, &error);
  int n = 0;

  if (records == NULL) {
    g_task_return_error (task, g_steal_pointer (&error));
    return;
  }

  for (guint i = records->len; i-- > 0;)
    n += reopen (self, g_ptr_array_index (records, i));
  g_task_return_int (task, n);
}

static void
tote_order_book_dispose (GObject *object)
{
  ToteOrderBook *self = TOTE_ORDER_BOOK (object);

  if (self->orders != NULL)
    tote_order_book_close (self);
  g_clear_weak_pointer (&self->latest);
  g_clear_object (&self->orders);
  g_clear_object (&self->archive);
  g_clear_object (&self->keyring);
  g_clear_object (&self->session);
  g_clear_object (&self->clock);

  G_OBJECT_CLASS (tote_order_book_parent_class)->dispose (object);
}

static void
tote_order_book_finalize (GObject *object)
{
  g_hash_table_unref (TOTE_ORDER_BOOK (object)->entries);
  g_free (TOTE_ORDER_BOOK (object)->retailer_id);

  G_OBJECT_CLASS (tote_order_book_parent_class)->finalize (object);
}

static void
tote_order_book_class_init (ToteOrderBookClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = tote_order_book_dispose;
  object_class->finalize = tote_order_book_finalize;

  signals[NOTICE] = g_signal_new ("notice", TOTE_TYPE_ORDER_BOOK, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[FORGOTTEN] = g_signal_new ("forgotten", TOTE_TYPE_ORDER_BOOK, G_SIGNAL_RUN_LAST, 0, NULL,
                                     NULL, NULL, G_TYPE_NONE, 1, TOTE_TYPE_TRACKER);
}

static void
tote_order_book_init (ToteOrderBook *self)
{
  self->pace = 1;
  self->orders = tote_orders_new ();
  self->entries = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) entry_free);
}

/**
 * tote_order_book_new:
 *
 * Returns: (transfer full): a book with nothing in it yet
 */
ToteOrderBook *
tote_order_book_new (ToteClock *clock, SoupSession *session)
{
  ToteOrderBook *self;

  g_return_val_if_fail (TOTE_IS_CLOCK (clock), NULL);
  g_return_val_if_fail (SOUP_IS_SESSION (session), NULL);

  self = g_object_new (TOTE_TYPE_ORDER_BOOK, NULL);
  self->clock = g_object_ref (clock);
  self->session = g_object_ref (session);
  self->keyring = tote_keyring_new (clock);

  return self;
}

/**
 * tote_order_book_get_orders:
 *
 * Returns: (transfer none): what is in the book
 */
ToteOrders *
tote_order_book_get_orders (ToteOrderBook *self)
{
  g_return_val_if_fail (TOTE_IS_ORDER_BOOK (self), NULL);

  return self->orders;
}

/**
 * tote_order_book_get_keyring:
 *
 * Returns: (transfer none): where sign-ins are kept
 */
ToteKeyring *
tote_order_book_get_keyring (ToteOrderBook *self)
{
  g_return_val_if_fail (TOTE_IS_ORDER_BOOK (self), NULL);

  return self->keyring;
}

/**
 * tote_order_book_get_archive:
 *
 * Returns: (transfer none): where what is known of the orders is kept; opened by this if need be
 */
ToteArchive *
tote_order_book_get_archive (ToteOrderBook *self)
{
  g_return_val_if_fail (TOTE_IS_ORDER_BOOK (self), NULL);

  if (self->archive == NULL) {
    self->archive = tote_archive_new_default ();
    g_signal_connect_object (self->archive, "notify::notice", G_CALLBACK (on_archive_notice), self,
                             G_CONNECT_SWAPPED);
  }

  return self->archive;
}

/**
 * tote_order_book_set_retailer_id:
 * @retailer_id: (nullable): which of a retailer's banners the orders opened from now on are asked
 *   of, see tote_client_set_retailer_id()
 */
void
tote_order_book_set_retailer_id (ToteOrderBook *self, const char *retailer_id)
{
  g_return_if_fail (TOTE_IS_ORDER_BOOK (self));

  g_free (self->retailer_id);
  self->retailer_id = g_strdup (retailer_id);
}

/**
 * tote_order_book_set_pace:
 * @pace: factor on all intervals of the orders that are opened from now on
 */
void
tote_order_book_set_pace (ToteOrderBook *self, double pace)
{
  g_return_if_fail (TOTE_IS_ORDER_BOOK (self));
  g_return_if_fail (pace > 0);

  self->pace = pace;
}

/**
 * tote_order_book_set_forget_after:
 * @forget_after: how long after their end, in µs, orders are erased; 0 for never
 */
void
tote_order_book_set_forget_after (ToteOrderBook *self, gint64 forget_after)
{
  GHashTableIter iter;
  gpointer entry;

  g_return_if_fail (TOTE_IS_ORDER_BOOK (self));
  g_return_if_fail (forget_after >= 0);

  self->forget_after = forget_after;
  g_hash_table_iter_init (&iter, self->entries);
  while (g_hash_table_iter_next (&iter, NULL, &entry))
    arm (entry);
}

/**
 * tote_order_book_reopen_async:
 *
 * Follows again what was followed before. Each order comes with its last known state at once, and
 * with its sign-in when that has been found.
 */
void
tote_order_book_reopen_async (ToteOrderBook *self, GCancellable *cancellable,
                              GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task;

  g_return_if_fail (TOTE_IS_ORDER_BOOK (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, tote_order_book_reopen_async);
  tote_archive_list_async (tote_order_book_get_archive (self), cancellable, on_listed, task);
}

/**
 * tote_order_book_reopen_finish:
 *
 * Returns: how many orders there were; 0 also with @error
 */
guint
tote_order_book_reopen_finish (ToteOrderBook *self, GAsyncResult *result, GError **error)
{
  gssize n;

  g_return_val_if_fail (g_task_is_valid (result, self), 0);

  n = g_task_propagate_int (G_TASK (result), error);

  return (guint) MAX (n, 0);
}

/**
 * tote_order_book_open:
 * @tokens: (nullable): what opens it; %NULL for the sign-in that is kept, if any is
 * @keep: whether it is written down, to be there at the next start
 *
 * Follows an order. A way in that did not work gives way to a new one.
 *
 * Returns: (transfer none) (nullable): what follows it
 */
ToteTracker *
tote_order_book_open (ToteOrderBook *self, const char *server, const char *order_id,
                      ToteTokenSource *tokens, gboolean keep, GError **error)
{
  g_autofree char *base = NULL;
  g_autoptr (ToteKeptTokens) kept = NULL;
  g_autoptr (ToteTokenSource) source = NULL;
  g_autoptr (ToteClient) client = NULL;
  g_autoptr (ToteTracker) tracker = NULL;
  ToteTracker *known;

  g_return_val_if_fail (TOTE_IS_ORDER_BOOK (self), NULL);

  base = tote_endpoint_normalize (server, error);
  if (base == NULL)
    return NULL;

  if (tokens == NULL)
    kept = tote_kept_tokens_new (self->keyring, self->session, base, order_id);
  source = g_object_ref (tokens != NULL ? tokens : TOTE_TOKEN_SOURCE (kept));

  client = tote_client_new (base, source, self->session, error);
  if (client == NULL)
    return NULL;

  tote_client_set_retailer_id (client, self->retailer_id);

  known = tote_orders_find (self->orders, base, order_id);
  if (known != NULL && !tote_failure_is_locked_out (tote_tracker_get_failure (known)))
    return known;

  if (known != NULL)
    remove_tracker (self, known);

  tracker = tote_tracker_new (client, order_id, self->clock,
                              keep ? tote_order_book_get_archive (self) : NULL);
  tote_tracker_set_pace (tracker, self->pace);
  /* Nobody looks at it before a page shows it. */
  tote_tracker_set_shown (tracker, FALSE);
  tote_tracker_start (tracker);
  tote_orders_add (self->orders, tracker);
  g_set_weak_pointer (&self->latest, tracker);
  add_entry (self, tracker, kept, keep);

  return tracker; /* the list keeps it */
}

/**
 * tote_order_book_get_latest:
 *
 * Returns: (transfer none) (nullable): what follows the order that was added last; the most urgent
 *   one where that is gone
 */
ToteTracker *
tote_order_book_get_latest (ToteOrderBook *self)
{
  g_autoptr (ToteTracker) first = NULL;

  g_return_val_if_fail (TOTE_IS_ORDER_BOOK (self), NULL);

  first = g_list_model_get_item (G_LIST_MODEL (self->orders), 0);

  return self->latest != NULL ? self->latest : first; /* the list keeps it */
}

/**
 * tote_order_book_find:
 * @server: as a profile has it
 *
 * Returns: (transfer none) (nullable): what follows the order
 */
ToteTracker *
tote_order_book_find (ToteOrderBook *self, const char *server, const char *order_id)
{
  g_autofree char *base = NULL;

  g_return_val_if_fail (TOTE_IS_ORDER_BOOK (self), NULL);

  base = tote_endpoint_normalize (server, NULL);

  return base != NULL ? tote_orders_find (self->orders, base, order_id) : NULL;
}

/**
 * tote_order_book_sign_in:
 * @server: where the order is
 * @broker: the address of who let the customer in
 * @tokens: what they were given; they name the order
 *
 * Follows the order the customer was let in to. One that is known already stays as it stands on the
 * screen and goes on; what waited to be sent is sent.
 *
 * Returns: (transfer none) (nullable): what follows it
 */
ToteTracker *
tote_order_book_sign_in (ToteOrderBook *self, const char *server, const char *broker,
                         ToteBrokerTokens *tokens, GError **error)
{
  const char *order_id = NULL;
  g_autofree char *base = NULL;
  g_autoptr (ToteKeptTokens) kept = NULL;
  ToteTracker *tracker;
  Entry *entry;

  g_return_val_if_fail (TOTE_IS_ORDER_BOOK (self), NULL);
  g_return_val_if_fail (TOTE_IS_BROKER_TOKENS (tokens), NULL);

  base = tote_endpoint_normalize (server, error);
  if (base == NULL)
    return NULL;

  order_id = tote_broker_tokens_get_order_id (tokens);
  tracker = tote_orders_find (self->orders, base, order_id);
  entry = find_entry (self, tracker);
  if (entry != NULL && entry->tokens != NULL) {
    tote_kept_tokens_take (entry->tokens, broker, tokens);
    tote_tracker_refresh (tracker);
    return tracker;
  }

  kept = tote_kept_tokens_new (self->keyring, self->session, base, order_id);
  tote_kept_tokens_take (kept, broker, tokens);
  tracker = tote_order_book_open (self, base, order_id, TOTE_TOKEN_SOURCE (kept), TRUE, error);
  entry = find_entry (self, tracker);
  if (entry != NULL)
    g_set_object (&entry->tokens, kept);

  return tracker;
}

/**
 * tote_order_book_forget:
 * @tracker: of an order that was erased
 *
 * Signs the customer out of it, and lets go of it.
 */
void
tote_order_book_forget (ToteOrderBook *self, ToteTracker *tracker)
{
  Entry *entry;

  g_return_if_fail (TOTE_IS_ORDER_BOOK (self));
  g_return_if_fail (TOTE_IS_TRACKER (tracker));

  entry = find_entry (self, tracker);
  if (entry != NULL && entry->tokens != NULL)
    tote_kept_tokens_forget (entry->tokens);
  remove_tracker (self, tracker);
}

/**
 * tote_order_book_resume:
 *
 * Has those try again that could not get in, since something has changed.
 */
void
tote_order_book_resume (ToteOrderBook *self)
{
  GListModel *orders;

  g_return_if_fail (TOTE_IS_ORDER_BOOK (self));

  orders = G_LIST_MODEL (self->orders);
  for (guint i = 0; i < g_list_model_get_n_items (orders); i++) {
    g_autoptr (ToteTracker) tracker = g_list_model_get_item (orders, i);

    if (tote_failure_is_locked_out (tote_tracker_get_failure (tracker)))
      tote_tracker_refresh (tracker);
  }
}

/**
 * tote_order_book_close:
 *
 * Follows nothing any more. What was kept stays kept.
 */
void
tote_order_book_close (ToteOrderBook *self)
{
  g_return_if_fail (TOTE_IS_ORDER_BOOK (self));

  tote_orders_stop (self->orders);
  while (g_list_model_get_n_items (G_LIST_MODEL (self->orders)) > 0) {
    g_autoptr (ToteTracker) tracker = g_list_model_get_item (G_LIST_MODEL (self->orders), 0);

    remove_tracker (self, tracker);
  }
}
