/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-keyring.h"

#include "tote-secret.h"
#include "tote-secrets.h"

/* How long a writer waits; the write itself goes on. */
#define PATIENCE (3 * G_USEC_PER_SEC)

struct _ToteKeyring {
  GObject parent_instance;

  ToteClock *clock;    /* (owned) */
  GHashTable *unsaved; /* (owned) of Secret by its key: newer than what is in the service */
  guint n_secrets;     /* how many there have been */
  GQueue writes;       /* of Write, owned: those whose turn has not come */
  gboolean writing;
  gboolean may_ask; /* the customer has just unlocked: what waited may ask once more */
  ToteKeyringTrouble trouble;
};

G_DEFINE_FINAL_TYPE (ToteKeyring, tote_keyring, G_TYPE_OBJECT)

typedef enum {
  PROP_TROUBLE = 1,
} ToteKeyringProperty;

static GParamSpec *props[PROP_TROUBLE + 1];

typedef struct {
  char *server;     /* (owned) */
  char *order_id;   /* (owned) */
  ToteSecret *text; /* (owned) (nullable): none is to be removed */
  guint serial;
} Secret;

/* Somebody who waits for a secret to be saved. */
typedef struct {
  ToteKeyring *keyring; /* (owned) */
  char *key;            /* (owned) */
  guint serial;         /* of the secret that is with the service now */
  GTask *task;          /* (owned) (nullable): gone once it was answered */
  guint patience;
} Write;

static void
secret_free (Secret *self)
{
  g_free (self->server);
  g_free (self->order_id);
  g_clear_pointer (&self->text, tote_secret_free);
  g_free (self);
}

static char *
build_key (const char *server, const char *order_id)
{
  return g_strdup_printf ("%s\n%s", server, order_id);
}

static void
write_free (Write *self)
{
  tote_clock_clear_timer (self->keyring->clock, &self->patience);
  g_clear_object (&self->task);
  g_object_unref (self->keyring);
  g_free (self->key);
  g_free (self);
}

/* error: (nullable). */
static void
answer (Write *write, const GError *error)
{
  g_autoptr (GTask) task = g_steal_pointer (&write->task);

  if (task != NULL && error != NULL)
    g_task_return_error (task, g_error_copy (error));
  else if (task != NULL)
    g_task_return_boolean (task, TRUE);
}

static gboolean
on_patience_ended (gpointer user_data)
{
  Write *write = user_data;
  g_autoptr (GError) error =
      g_error_new_literal (TOTE_SECRETS_ERROR, TOTE_SECRETS_ERROR_UNAVAILABLE,
                           "The secret service has not answered yet");

  write->patience = 0;
  answer (write, error);

  return G_SOURCE_REMOVE;
}

static void push_unsaved (ToteKeyring *self);

static void
note_outcome (ToteKeyring *self, const GError *error)
{
  ToteKeyringTrouble trouble = TOTE_KEYRING_FINE;

  if (g_error_matches (error, TOTE_SECRETS_ERROR, TOTE_SECRETS_ERROR_LOCKED))
    trouble = TOTE_KEYRING_LOCKED;
  else if (error != NULL)
    trouble = TOTE_KEYRING_MISSING;
  if (trouble == self->trouble)
    return;

  self->trouble = trouble;
  if (trouble == TOTE_KEYRING_FINE)
    push_unsaved (self);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_TROUBLE]);
}

static void write_next (ToteKeyring *self);

/* What was changed meanwhile is not saved by that; its own write follows. */
static void
on_written (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Write *write = user_data;
  g_autoptr (ToteKeyring) self = g_object_ref (write->keyring);
  g_autoptr (GError) error = NULL;
  gboolean written = tote_secrets_write_finish (result, &error);
  const Secret *unsaved = g_hash_table_lookup (self->unsaved, write->key);

  if (written && unsaved != NULL && unsaved->serial == write->serial)
    g_hash_table_remove (self->unsaved, write->key);

  self->writing = FALSE;
  answer (write, error);
  write_free (write);
  note_outcome (self, error);
  write_next (self);
}

static void
write_next (ToteKeyring *self)
{
  Write *write;

  while (!self->writing && (write = g_queue_pop_head (&self->writes)) != NULL) {
    const Secret *unsaved = g_hash_table_lookup (self->unsaved, write->key);

    if (unsaved == NULL) { /* an earlier one saved it along */
      answer (write, NULL);
      write_free (write);
      continue;
    }

    self->writing = TRUE;
    write->serial = unsaved->serial;
    tote_secrets_write_async (self->clock, unsaved->server, unsaved->order_id,
                              tote_secret_get_text (unsaved->text), self->may_ask, on_written,
                              write);
  }

  if (!self->writing)
    self->may_ask = FALSE;
}

/* task: (transfer full) (nullable). */
static void
push (ToteKeyring *self, const char *key, GTask *task)
{
  Write *write = g_new0 (Write, 1);

  write->keyring = g_object_ref (self);
  write->key = g_strdup (key);
  write->task = task;
  if (task != NULL)
    write->patience = tote_clock_add_timer (self->clock, PATIENCE, on_patience_ended, write);
  g_queue_push_tail (&self->writes, write);
}

static void
push_unsaved (ToteKeyring *self)
{
  GHashTableIter iter;
  gpointer key;

  g_hash_table_iter_init (&iter, self->unsaved);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    push (self, key, NULL);
}

static void
tote_keyring_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch ((ToteKeyringProperty) id) {
  case PROP_TROUBLE:
    g_value_set_int (value, (int) TOTE_KEYRING (object)->trouble);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
tote_keyring_finalize (GObject *object)
{
  ToteKeyring *self = TOTE_KEYRING (object);

  g_hash_table_unref (self->unsaved);
  g_clear_object (&self->clock);

  G_OBJECT_CLASS (tote_keyring_parent_class)->finalize (object);
}

static void
tote_keyring_class_init (ToteKeyringClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = tote_keyring_get_property;
  object_class->finalize = tote_keyring_finalize;

  props[PROP_TROUBLE] = g_param_spec_int (
      "trouble", NULL, NULL, TOTE_KEYRING_FINE, TOTE_KEYRING_MISSING, TOTE_KEYRING_FINE,
      G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);
}

static void
tote_keyring_init (ToteKeyring *self)
{
  self->unsaved =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) secret_free);
  g_queue_init (&self->writes);
}

/**
 * tote_keyring_new:
 * @clock: what patience is measured with
 *
 * Returns: (transfer full): a keyring; the secret service is not looked at before it is needed
 */
ToteKeyring *
tote_keyring_new (ToteClock *clock)
{
  ToteKeyring *self;

  g_return_val_if_fail (TOTE_IS_CLOCK (clock), NULL);

  self = g_object_new (TOTE_TYPE_KEYRING, NULL);
  self->clock = g_object_ref (clock);

  return self;
}

static void
on_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (ToteKeyring) self = g_object_ref (g_task_get_source_object (task));
  g_autoptr (GError) error = NULL;
  char *text = tote_secrets_read_finish (result, &error);

  /* Where all is locked, “there is none” is said as well: only what is found tells. */
  if (text != NULL)
    note_outcome (self, NULL);
  if (error != NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_pointer (task, text, (GDestroyNotify) tote_secret_wipe);
  write_next (self);
}

/**
 * tote_keyring_read_async:
 * @server: of the order
 *
 * Looks for the secret of an order; asks nobody anything.
 */
void
tote_keyring_read_async (ToteKeyring *self, const char *server, const char *order_id,
                         GAsyncReadyCallback callback, gpointer user_data)
{
  g_autofree char *key = NULL;
  const Secret *unsaved;
  GTask *task;

  g_return_if_fail (TOTE_IS_KEYRING (self));
  g_return_if_fail (server != NULL && order_id != NULL);

  key = build_key (server, order_id);
  unsaved = g_hash_table_lookup (self->unsaved, key);
  task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (task, tote_keyring_read_async);
  if (unsaved == NULL) {
    tote_secrets_read_async (self->clock, server, order_id, on_read, task);
    return;
  }

  g_task_return_pointer (task, g_strdup (tote_secret_get_text (unsaved->text)),
                         (GDestroyNotify) tote_secret_wipe);
  g_object_unref (task);
}

/**
 * tote_keyring_read_finish:
 *
 * Returns: (transfer full) (nullable): the secret, for tote_secret_wipe(); %NULL without @error
 * when there is none, with %TOTE_SECRETS_ERROR_LOCKED when there may be one
 */
char *
tote_keyring_read_finish (ToteKeyring *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * tote_keyring_write_async:
 * @secret: (nullable): the secret of an order from now on; %NULL to have none any more
 *
 * Keeps a secret, in place of the one there was. Ends when it is written, or can not be written
 * now.
 */
void
tote_keyring_write_async (ToteKeyring *self, const char *server, const char *order_id,
                          const char *secret, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autofree char *key = NULL;
  Secret *unsaved;
  GTask *task;

  g_return_if_fail (TOTE_IS_KEYRING (self));
  g_return_if_fail (server != NULL && order_id != NULL);

  key = build_key (server, order_id);
  unsaved = g_new0 (Secret, 1);
  unsaved->server = g_strdup (server);
  unsaved->order_id = g_strdup (order_id);
  unsaved->text = tote_secret_new (secret);
  unsaved->serial = ++self->n_secrets;
  g_hash_table_replace (self->unsaved, g_strdup (key), unsaved);

  task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (task, tote_keyring_write_async);
  push (self, key, task);
  write_next (self);
}

/**
 * tote_keyring_write_finish:
 *
 * Returns: whether the secret will outlive the process
 */
gboolean
tote_keyring_write_finish (ToteKeyring *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
on_unlocked (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (ToteKeyring) self = g_object_ref (g_task_get_source_object (task));
  g_autoptr (GError) error = NULL;
  gboolean unlocked = tote_secrets_unlock_finish (result, &error);

  self->may_ask = unlocked;
  if (unlocked)
    note_outcome (self, NULL);
  if (unlocked)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
  write_next (self);
}

/**
 * tote_keyring_unlock_async:
 *
 * Has the desktop ask the customer to unlock the secret service. Only for a click of theirs; there
 * is no way to take it back.
 */
void
tote_keyring_unlock_async (ToteKeyring *self, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task;

  g_return_if_fail (TOTE_IS_KEYRING (self));

  task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (task, tote_keyring_unlock_async);
  tote_secrets_unlock_async (self->clock, on_unlocked, task);
}

/**
 * tote_keyring_unlock_finish:
 *
 * Returns: whether it is unlocked now
 */
gboolean
tote_keyring_unlock_finish (ToteKeyring *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * tote_keyring_get_trouble:
 *
 * Returns: why tokens are kept in memory alone, if they are
 */
ToteKeyringTrouble
tote_keyring_get_trouble (ToteKeyring *self)
{
  g_return_val_if_fail (TOTE_IS_KEYRING (self), TOTE_KEYRING_FINE);

  return self->trouble;
}
