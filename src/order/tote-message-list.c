/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-message-list.h"

#include "tote-list-merge.h"

/* The conversation of one order, oldest first: the server's messages merged by id, the platform's
 * notices among them, and what the customer wrote here from the moment it was written. Signal
 * “received” tells of each message of the shopper that came after the first merge. */
struct _ToteMessageList {
  ToteObjectList parent_instance;

  GPtrArray *messages; /* of ToteMessage, sorted */
  GHashTable *notices; /* (owned) set of ToteMessage, not owned: those that are notices */
  GPtrArray *found; /* (owned) of ToteMessage: the notices among them that are not the server's */
  guint n_unread;
  gboolean merged;
};

G_DEFINE_FINAL_TYPE (ToteMessageList, tote_message_list, TOTE_TYPE_OBJECT_LIST)

typedef enum {
  PROP_N_UNREAD = 1,
  PROP_N_ITEMS,
} ToteMessageListProperty;

static GParamSpec *props[PROP_N_ITEMS + 1];

enum {
  RECEIVED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static ToteMessage *
message_at (GPtrArray *messages, guint position)
{
  return g_ptr_array_index (messages, position);
}

static int
compare_places (gconstpointer a, gconstpointer b)
{
  return tote_message_compare (*(ToteMessage *const *) a, *(ToteMessage *const *) b);
}

static gboolean
is_unread (ToteMessage *message)
{
  return tote_message_get_from (message) == TOTE_SENDER_SHOPPER &&
         tote_message_get_has_read_state (message) && !tote_message_get_read (message);
}

static guint
count_unread (ToteMessageList *self)
{
  guint n = 0;

  for (guint i = 0; i < self->messages->len; i++)
    n += is_unread (message_at (self->messages, i));
  return n;
}

/* Lists wanted, in order, and tells what differs. */
static guint
settle (ToteMessageList *self, GPtrArray *wanted)
{
  guint n_before = self->messages->len, n_changes, n_unread;

  g_ptr_array_sort (wanted, compare_places);
  n_changes = tote_list_merge (G_LIST_MODEL (self), self->messages, wanted);

  n_unread = count_unread (self);
  if (self->n_unread != n_unread) {
    self->n_unread = n_unread;
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_N_UNREAD]);
  }
  if (n_before != self->messages->len)
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_N_ITEMS]);
  return n_changes;
}

static gboolean
is_found (ToteMessageList *self, ToteMessage *message)
{
  return g_ptr_array_find (self->found, message, NULL);
}

static GPtrArray *
copy_messages (ToteMessageList *self)
{
  return g_ptr_array_copy (self->messages, (GCopyFunc) (void (*) (void)) g_object_ref, NULL);
}

static gboolean
is_notice (ToteMessageList *self, ToteMessage *message)
{
  return g_hash_table_contains (self->notices, message);
}

/* The live messages of one kind by id: notices, or what customer and shopper wrote. */
static GHashTable *
index_by_id (ToteMessageList *self, gboolean notices)
{
  GHashTable *by_id = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < self->messages->len; i++) {
    ToteMessage *message = message_at (self->messages, i);

    if (tote_message_get_id (message) != NULL && is_notice (self, message) == notices)
      g_hash_table_insert (by_id, (gpointer) tote_message_get_id (message), message);
  }
  return by_id;
}

/* What a merge leaves alone: the other kind, and what was written here. */
static GPtrArray *
keep_others (ToteMessageList *self, gboolean notices)
{
  GPtrArray *kept = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < self->messages->len; i++) {
    ToteMessage *message = message_at (self->messages, i);

    if (is_notice (self, message) != notices || tote_message_get_key (message) != NULL ||
        is_found (self, message))
      g_ptr_array_add (kept, g_object_ref (message));
  }
  return kept;
}

static guint
merge (ToteMessageList *self, GPtrArray *fresh, gboolean notices, GPtrArray *received)
{
  g_autoptr (GHashTable) by_id = index_by_id (self, notices);
  g_autoptr (GHashTable) taken = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GPtrArray) wanted = keep_others (self, notices);
  guint n_changes = 0;
  /* Where nothing else tells, the server's order counts, and what was written is before notices. */
  int place = notices ? (int) wanted->len : 0;

  /* From the end: of two with one id the later counts. */
  for (guint i = fresh->len; i-- > 0;) {
    ToteMessage *message = message_at (fresh, i);
    const char *id = tote_message_get_id (message);
    ToteMessage *live = id != NULL ? g_hash_table_lookup (by_id, id) : NULL;

    if (id == NULL || !g_hash_table_add (taken, (gpointer) id))
      continue;
    if (live == NULL) {
      g_ptr_array_insert (wanted, place, g_object_ref (message));
      g_ptr_array_insert (received, 0, g_object_ref (message));
      if (notices)
        g_hash_table_add (self->notices, message);
      continue;
    }
    if (live != message) /* an answer that was read in part has what it had before */
      n_changes += tote_message_update (live, message);
    if (tote_message_get_key (live) != NULL)
      g_ptr_array_remove (wanted, live);
    g_ptr_array_insert (wanted, place, g_object_ref (live));
  }
  return n_changes + settle (self, wanted);
}

/* In the order they were written in, whatever the server’s is: they are read aloud. */
static void
tell_received (ToteMessageList *self, GPtrArray *received)
{
  g_ptr_array_sort (received, compare_places);
  for (guint i = 0; i < received->len; i++)
    if (tote_message_get_from (message_at (received, i)) == TOTE_SENDER_SHOPPER)
      g_signal_emit (self, signals[RECEIVED], 0, message_at (received, i));
}

static void
drop_lost_notices (ToteMessageList *self)
{
  GHashTableIter iter;
  gpointer notice;

  g_hash_table_iter_init (&iter, self->notices);
  while (g_hash_table_iter_next (&iter, &notice, NULL))
    if (!g_ptr_array_find (self->messages, notice, NULL))
      g_hash_table_iter_remove (&iter);
}

static void
tote_message_list_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  ToteMessageList *self = TOTE_MESSAGE_LIST (object);

  switch ((ToteMessageListProperty) id) {
  case PROP_N_UNREAD:
    g_value_set_uint (value, self->n_unread);
    break;
  case PROP_N_ITEMS:
    g_value_set_uint (value, self->messages->len);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
tote_message_list_finalize (GObject *object)
{
  ToteMessageList *self = TOTE_MESSAGE_LIST (object);

  g_hash_table_unref (self->notices);
  g_ptr_array_unref (self->found);

  G_OBJECT_CLASS (tote_message_list_parent_class)->finalize (object);
}

static void
tote_message_list_class_init (ToteMessageListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags read = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = tote_message_list_get_property;
  object_class->finalize = tote_message_list_finalize;

  props[PROP_N_UNREAD] = g_param_spec_uint ("n-unread", NULL, NULL, 0, G_MAXUINT, 0, read);
  props[PROP_N_ITEMS] = g_param_spec_uint ("n-items", NULL, NULL, 0, G_MAXUINT, 0, read);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);

  /**
   * ToteMessageList::received:
   * @message: a message of the shopper that was not there before
   */
  signals[RECEIVED] = g_signal_new ("received", G_OBJECT_CLASS_TYPE (klass), G_SIGNAL_RUN_LAST, 0,
                                    NULL, NULL, NULL, G_TYPE_NONE, 1, TOTE_TYPE_MESSAGE);
}

static void
tote_message_list_init (ToteMessageList *self)
{
  self->messages = tote_object_list_hold (TOTE_OBJECT_LIST (self), TOTE_TYPE_MESSAGE);
  self->notices = g_hash_table_new (NULL, NULL);
  self->found = g_ptr_array_new_with_free_func (g_object_unref);
}

/**
 * tote_message_list_new:
 *
 * Returns: (transfer full): an empty conversation
 */
ToteMessageList *
tote_message_list_new (void)
{
  return g_object_new (TOTE_TYPE_MESSAGE_LIST, NULL);
}

/**
 * tote_message_list_merge:
 * @fresh: (element-type ToteMessage): all messages of a newer answer, in any order
 *
 * Takes over what differs. What was written here stays until it is confirmed or removed: match own
 * texts with tote_message_list_confirm_own() first, or they stand twice.
 *
 * Returns: how many changes were told
 */
guint
tote_message_list_merge (ToteMessageList *self, GPtrArray *fresh)
{
  g_autoptr (GPtrArray) received = g_ptr_array_new_with_free_func (g_object_unref);
  gboolean first;
  guint n_changes;

  g_return_val_if_fail (TOTE_IS_MESSAGE_LIST (self), 0);
  g_return_val_if_fail (fresh != NULL, 0);

  first = !self->merged;
  self->merged = TRUE;
  n_changes = merge (self, fresh, FALSE, received);
  if (!first)
    tell_received (self, received);
  return n_changes;
}

/**
 * tote_message_list_merge_notices:
 * @fresh: (element-type ToteMessage): all lifecycle messages of a newer answer
 *
 * Returns: how many changes were told
 */
guint
tote_message_list_merge_notices (ToteMessageList *self, GPtrArray *fresh)
{
  g_autoptr (GPtrArray) received = g_ptr_array_new_with_free_func (g_object_unref);
  guint n_changes;

  g_return_val_if_fail (TOTE_IS_MESSAGE_LIST (self), 0);
  g_return_val_if_fail (fresh != NULL, 0);

  n_changes = merge (self, fresh, TRUE, received);
  drop_lost_notices (self);
  return n_changes;
}

/**
 * tote_message_list_add_notice:
 * @text: what was found out here, which the server does not say in words
 * @at: when
 *
 * Puts it among the notices of the server; nothing happens when it stands there already.
 */
void
tote_message_list_add_notice (ToteMessageList *self, const char *text, GDateTime *at)
{
  g_autofree char *id = NULL;
  g_autofree char *time = NULL;
  g_autoptr (GPtrArray) wanted = NULL;
  g_autoptr (ToteMessage) message = NULL;

  g_return_if_fail (TOTE_IS_MESSAGE_LIST (self));
  g_return_if_fail (text != NULL && at != NULL);

  time = g_date_time_format_iso8601 (at);
  id = g_strconcat ("found:", time, NULL);
  message = tote_message_new (id, TOTE_SENDER_SYSTEM, text, at);
  for (guint i = 0; i < self->found->len; i++)
    if (g_strcmp0 (tote_message_get_id (message_at (self->found, i)), id) == 0)
      return;

  wanted = copy_messages (self);
  g_ptr_array_add (wanted, g_object_ref (message));
  g_hash_table_add (self->notices, message);
  g_ptr_array_add (self->found, g_steal_pointer (&message));
  settle (self, wanted);
}

/**
 * tote_message_list_add_own:
 * @key: the key of the wish that sends it
 * @body: the text
 * @created_at: when it was written
 *
 * Returns: (transfer none): the message, shown as being sent
 */
ToteMessage *
tote_message_list_add_own (ToteMessageList *self, const char *key, const char *body,
                           GDateTime *created_at)
{
  g_autoptr (GPtrArray) wanted = NULL;
  ToteMessage *message;

  g_return_val_if_fail (TOTE_IS_MESSAGE_LIST (self), NULL);
  g_return_val_if_fail (key != NULL, NULL);

  message = tote_message_new (NULL, TOTE_SENDER_CUSTOMER, body, created_at);
  tote_message_set_key (message, key);
  wanted = copy_messages (self);
  g_ptr_array_add (wanted, message);
  settle (self, wanted);
  return message;
}

static ToteMessage *
find_message (ToteMessageList *self, const char *id)
{
  for (guint i = 0; i < self->messages->len; i++) {
    ToteMessage *message = message_at (self->messages, i);

    if (!is_notice (self, message) && g_strcmp0 (tote_message_get_id (message), id) == 0)
      return message;
  }
  return NULL;
}

/**
 * tote_message_list_confirm_own:
 * @key: the key of a message that was written here
 * @id: the id the server has given it
 * @created_at: (nullable): the server's time for it
 *
 * The server has it. If a poll was faster and lists it already, that copy goes.
 */
void
tote_message_list_confirm_own (ToteMessageList *self, const char *key, const char *id,
                               GDateTime *created_at)
{
  g_autoptr (ToteMessage) confirmed = NULL;
  g_autoptr (GPtrArray) wanted = NULL;
  ToteMessage *own, *copy;

  g_return_if_fail (TOTE_IS_MESSAGE_LIST (self));
  g_return_if_fail (id != NULL);

  own = tote_message_list_lookup_own (self, key);
  if (own == NULL)
    return;

  copy = find_message (self, id);
  wanted = copy_messages (self);
  if (copy != NULL && copy != own)
    g_ptr_array_remove (wanted, copy);
  confirmed =
      tote_message_new (id, TOTE_SENDER_CUSTOMER, tote_message_get_body (own),
                        created_at != NULL ? created_at : tote_message_get_created_at (own));
  tote_message_update (own, copy != NULL && copy != own ? copy : confirmed);
  settle (self, wanted);
}

/**
 * tote_message_list_remove_own:
 * @key: the key of a message that was written here
 *
 * The customer gave it up, or took its text back for editing.
 */
void
tote_message_list_remove_own (ToteMessageList *self, const char *key)
{
  g_autoptr (GPtrArray) wanted = NULL;
  ToteMessage *own;

  g_return_if_fail (TOTE_IS_MESSAGE_LIST (self));

  own = tote_message_list_lookup_own (self, key);
  if (own == NULL)
    return;

  wanted = copy_messages (self);
  g_ptr_array_remove (wanted, own);
  settle (self, wanted);
}

/**
 * tote_message_list_lookup_own:
 * @key: the key of a wish
 *
 * Returns: (transfer none) (nullable): the message that was written here with that key
 */
ToteMessage *
tote_message_list_lookup_own (ToteMessageList *self, const char *key)
{
  g_return_val_if_fail (TOTE_IS_MESSAGE_LIST (self), NULL);
  g_return_val_if_fail (key != NULL, NULL);

  for (guint i = 0; i < self->messages->len; i++)
    if (g_strcmp0 (tote_message_get_key (message_at (self->messages, i)), key) == 0)
      return message_at (self->messages, i);
  return NULL;
}

/**
 * tote_message_list_get_n_unread:
 *
 * Returns: how many of the shopper's messages the server counts as unread; 0 where it does not say
 */
guint
tote_message_list_get_n_unread (ToteMessageList *self)
{
  g_return_val_if_fail (TOTE_IS_MESSAGE_LIST (self), 0);
  return self->n_unread;
}

/**
 * tote_message_list_get_newest_unread:
 *
 * Returns: (transfer none) (nullable): the last of those
 */
ToteMessage *
tote_message_list_get_newest_unread (ToteMessageList *self)
{
  g_return_val_if_fail (TOTE_IS_MESSAGE_LIST (self), NULL);

  for (guint i = self->messages->len; i > 0; i--)
    if (is_unread (message_at (self->messages, i - 1)))
      return message_at (self->messages, i - 1);
  return NULL;
}

/**
 * tote_message_list_clear:
 *
 * Forgets everything in it.
 */
void
tote_message_list_clear (ToteMessageList *self)
{
  g_autoptr (GPtrArray) nothing = g_ptr_array_new ();

  g_return_if_fail (TOTE_IS_MESSAGE_LIST (self));

  g_hash_table_remove_all (self->notices);
  g_ptr_array_set_size (self->found, 0);
  settle (self, nothing);
}
