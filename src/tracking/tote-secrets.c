/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-config.h"
#include "tote-names.h"

#include "tote-secrets.h"

#include "tote-secret.h"

#include <glib/gi18n-lib.h>
#include <libsecret/secret.h>

#define PORTAL "org.freedesktop.portal.Desktop"

/* How long somebody waits for a service that does not answer. */
#define PATIENCE (3 * G_USEC_PER_SEC)

/* How long libsecret has for a key that the portal has given out. */
#define GRACE (G_USEC_PER_SEC / 5)

/* clang-format off */
G_DEFINE_QUARK (tote-secrets-error, tote_secrets_error)
/* clang-format on */

/* All three can be read while everything is locked: neither a secret nor a name of a person may
 * stand in them. The name of the schema cannot be read then by every service, so that a search for
 * it would take what is locked for nothing. */
static const SecretSchema schema = {
  TOTE_APP_ID,
  SECRET_SCHEMA_DONT_MATCH_NAME,
  {
      { "application", SECRET_SCHEMA_ATTRIBUTE_STRING },
      { "server", SECRET_SCHEMA_ATTRIBUTE_STRING },
      { "order", SECRET_SCHEMA_ATTRIBUTE_STRING },
      { NULL, 0 },
  },
};

#define ATTRIBUTES(call)                                                                           \
  "application", TOTE_APP_ID, "server", (call)->server, "order", (call)->order_id

typedef void (*Work) (GTask *task);

/* What a task is about. */
typedef struct {
  char *server;   /* (owned) */
  char *order_id; /* (owned) */
  char *secret;   /* (owned) (nullable): to write; none removes what is there */
  gboolean may_ask;
  ToteClock *clock; /* (owned) (nullable): while somebody waits */
  guint patience;
  Work work;
  gboolean again;
  GDBusConnection *bus; /* (owned) (nullable): while the portal’s answers are listened for */
  guint answers;        /* its subscription */
  guint grace;
  SecretService *service; /* (owned) (nullable): whose what was found is */
} Call;

static void
stop_listening (Call *call)
{
  tote_clock_clear_timer (call->clock, &call->grace);
  if (call->bus != NULL)
    g_dbus_connection_signal_unsubscribe (call->bus, call->answers);
  g_clear_object (&call->bus);
}

static void
calm (Call *call)
{
  stop_listening (call);
  tote_clock_clear_timer (call->clock, &call->patience);
}

static void
call_free (Call *call)
{
  calm (call);
  g_free (call->server);
  g_free (call->order_id);
  tote_secret_wipe (call->secret);
  g_clear_object (&call->clock);
  g_clear_object (&call->service);
  g_free (call);
}

static GTask *
task_new (ToteClock *clock, const char *server, const char *order_id, gpointer tag,
          GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (NULL, NULL, callback, user_data);
  Call *call = g_new0 (Call, 1);

  call->server = g_strdup (server);
  call->order_id = g_strdup (order_id);
  call->clock = g_object_ref (clock);
  g_task_set_source_tag (task, tag);
  g_task_set_task_data (task, call, (GDestroyNotify) call_free);

  return task;
}

static void
fail (GTask *task, ToteSecretsError code)
{
  calm (g_task_get_task_data (task));
  g_task_return_new_error (task, TOTE_SECRETS_ERROR, (int) code, "%s",
                           code == TOTE_SECRETS_ERROR_LOCKED ? "The secrets are locked"
                                                             : "There is no secret service");
}

/* What was asked is not cancelled: in a sandbox that takes the portal’s keys from all others until
 * the session ends, and with libsecret before 0.21 this process hangs in it. It may come to an end
 * yet, or never. */
static gboolean
on_patience_ended (gpointer user_data)
{
  GTask *task = user_data;
  Call *call = g_task_get_task_data (task);

  call->patience = 0;
  fail (task, TOTE_SECRETS_ERROR_UNAVAILABLE);
  g_clear_pointer (&call->secret, tote_secret_wipe);
  g_clear_object (&call->clock);

  return G_SOURCE_REMOVE;
}

static void
be_patient (GTask *task)
{
  Call *call = g_task_get_task_data (task);

  if (call->patience == 0)
    call->patience = tote_clock_add_timer (call->clock, PATIENCE, on_patience_ended, task);
}

/* The waiting ends with an answer. One that comes later is of no use: whoever asked was told that
 * there is none, and may have asked again. */
static gboolean
is_in_time (GTask *task)
{
  calm (g_task_get_task_data (task));

  return !g_task_had_error (task);
}

/* libsecret holds on to a service that has gone until it is told to let go. */
static void
try_again (GTask *task, const GError *error)
{
  g_autoptr (GTask) owned = task;
  Call *call = g_task_get_task_data (task);

  g_debug ("The secret service: %s", error->message);
  if (g_error_matches (error, SECRET_ERROR, SECRET_ERROR_IS_LOCKED)) {
    fail (task, TOTE_SECRETS_ERROR_LOCKED);
    return;
  }

  secret_service_disconnect ();
  if (call->again || error->domain == SECRET_ERROR ||
      g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)) {
    fail (task, TOTE_SECRETS_ERROR_UNAVAILABLE);
    return;
  }

  call->again = TRUE;
  be_patient (task);
  call->work (g_steal_pointer (&owned));
}

/* What was found does not hold the service that it is of, and asks nobody without noticing: another
 * call may just have let go of it. Returns: whether there is one, which then stays. */
static gboolean
hold_service (GTask *task, SecretService *service)
{
  return g_set_object (&((Call *) g_task_get_task_data (task))->service, service) ||
         service != NULL;
}

/* task: (transfer full). */
static void
lose_service (GTask *task)
{
  g_autoptr (GError) error =
      g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CLOSED, "The service has gone");

  try_again (task, error);
}

/* In a Flatpak, and in a snap, the secrets are in a file of the sandbox, whose key comes from a
 * portal. This is what libsecret looks at. */
static gboolean
is_sandboxed (void)
{
  return g_file_test ("/.flatpak-info", G_FILE_TEST_EXISTS) || g_getenv ("SNAP_NAME") != NULL;
}

static void
on_file_opened (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Call *call = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  GList *found = secret_password_search_finish (result, &error);

  g_list_free_full (found, g_object_unref);
  if (call->bus == NULL) /* an earlier or a later attempt has come to its end, or nobody waits */
    return;

  stop_listening (call);
  if (error != NULL)
    try_again (g_steal_pointer (&task), error);
  else
    call->work (g_steal_pointer (&task));
}

/* Whatever is looked for. */
static void
open_file (GTask *task)
{
  secret_password_search (&schema, SECRET_SEARCH_NONE, NULL, on_file_opened, g_object_ref (task),
                          "application", TOTE_APP_ID, NULL);
}

static gboolean
on_grace_ended (gpointer user_data)
{
  GTask *task = user_data;

  ((Call *) g_task_get_task_data (task))->grace = 0;
  g_debug ("The portal has given the key, and libsecret has not heard it");
  open_file (task);

  return G_SOURCE_REMOVE;
}

/* A key that was refused is not asked for again: that may have been the customer. */
static void
on_key_given (GDBusConnection *bus, const char *sender, const char *path, const char *interface,
              const char *signal, GVariant *parameters, gpointer user_data)
{
  GTask *task = user_data;
  Call *call = g_task_get_task_data (task);
  guint outcome;

  if (!g_variant_is_of_type (parameters, G_VARIANT_TYPE ("(ua{sv})")))
    return;

  g_variant_get_child (parameters, 0, "u", &outcome);
  if (outcome == 0 && call->bus != NULL && call->grace == 0)
    call->grace = tote_clock_add_timer (call->clock, GRACE, on_grace_ended, task);
}

/* Before 0.21.4 libsecret listens for the answer only when it knows the name of its request. As
 * often as not that has come by then, and libsecret waits for it for ever; here it is heard, and
 * libsecret is told to ask once more. What it has once it keeps. task: (transfer full). */
static void
find_key (GTask *task, GDBusConnection *bus)
{
  Call *call = g_task_get_task_data (task);

  call->bus = g_object_ref (bus);
  call->answers = g_dbus_connection_signal_subscribe (
      bus, PORTAL, "org.freedesktop.portal.Request", "Response", NULL, NULL,
      G_DBUS_SIGNAL_FLAGS_NO_MATCH_RULE, on_key_given, task, NULL);
  open_file (task);
  g_object_unref (task);
}

/* Whatever it says, that it has no secrets too: libsecret then looks elsewhere. */
static void
on_portal_answered (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) version =
      g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, &error);

  if (g_task_had_error (task))
    return;

  if (error != NULL)
    g_debug ("The portal for secrets: %s", error->message);
  find_key (g_steal_pointer (&task), G_DBUS_CONNECTION (source));
}

static void
on_bus (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GDBusConnection) bus = g_bus_get_finish (result, NULL);

  if (g_task_had_error (task))
    return;

  if (bus == NULL)
    fail (task, TOTE_SECRETS_ERROR_UNAVAILABLE);
  else
    g_dbus_connection_call (
        bus, PORTAL, "/org/freedesktop/portal/desktop", "org.freedesktop.DBus.Properties", "Get",
        g_variant_new ("(ss)", "org.freedesktop.portal.Secret", "version"), G_VARIANT_TYPE ("(v)"),
        G_DBUS_CALL_FLAGS_NONE, -1, NULL, on_portal_answered, g_steal_pointer (&task));
}

/* Begins with a piece of work, which is done once more if the bus is at fault. In a sandbox
 * libsecret asks the portal for its version, and lets nothing else happen in this process until it
 * has answered, or for 25 s: so it is seen first that it does. task: (transfer full). */
static void
begin (GTask *task, Work work)
{
  ((Call *) g_task_get_task_data (task))->work = work;
  be_patient (task);
  if (is_sandboxed ())
    g_bus_get (G_BUS_TYPE_SESSION, NULL, on_bus, task);
  else
    work (task);
}

/* Of an item that was removed after it was found nothing is known, not even whether it is locked;
 * libsecret holds it out all the same. */
static gboolean
is_gone (SecretRetrievable *item)
{
  g_autoptr (GVariant) locked =
      SECRET_IS_ITEM (item) ? g_dbus_proxy_get_cached_property (G_DBUS_PROXY (item), "Locked")
                            : NULL;

  return SECRET_IS_ITEM (item) && locked == NULL;
}

static SecretRetrievable *
take_first (GList *found)
{
  SecretRetrievable *first =
      found != NULL && !is_gone (found->data) ? g_object_ref (found->data) : NULL;

  g_list_free_full (found, g_object_unref);

  return first;
}

static gboolean
is_locked (SecretRetrievable *item)
{
  return SECRET_IS_ITEM (item) && secret_item_get_locked (SECRET_ITEM (item));
}

/* One in a file is its own service. */
static gboolean
hold_service_of (GTask *task, SecretRetrievable *item)
{
  return !SECRET_IS_ITEM (item) ||
         hold_service (task, secret_item_get_service (SECRET_ITEM (item)));
}

/* The secret itself is asked for later: whoever has it loaded along asks what is gone whether it is
 * locked, which is a critical. */
static void
search (GTask *task, GAsyncReadyCallback callback)
{
  Call *call = g_task_get_task_data (task);

  secret_password_search (&schema, SECRET_SEARCH_NONE, NULL, callback, task, ATTRIBUTES (call),
                          NULL);
}

static void
on_secret (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  SecretValue *value =
      secret_retrievable_retrieve_secret_finish (SECRET_RETRIEVABLE (source), result, &error);
  const char *text = value != NULL ? secret_value_get_text (value) : NULL;

  if (error != NULL)
    try_again (g_steal_pointer (&task), error);
  else
    g_task_return_pointer (task, g_strdup (text), (GDestroyNotify) tote_secret_wipe);
  g_clear_pointer (&value, secret_value_unref);
}

static void
on_found_to_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SecretRetrievable) item = take_first (secret_password_search_finish (result, &error));

  if (!is_in_time (task))
    return;

  if (error != NULL)
    try_again (g_steal_pointer (&task), error);
  else if (item == NULL)
    g_task_return_pointer (task, NULL, NULL);
  else if (is_locked (item))
    fail (task, TOTE_SECRETS_ERROR_LOCKED);
  else if (!hold_service_of (task, item))
    lose_service (g_steal_pointer (&task));
  else
    secret_retrievable_retrieve_secret (item, NULL, on_secret, g_steal_pointer (&task));
}

static void
read_secret (GTask *task)
{
  search (task, on_found_to_read);
}

/**
 * tote_secrets_read_async:
 * @server: of the order
 *
 * Looks for what is kept for an order. A plain look-up would not tell “nothing” from “locked”, and
 * would ask the customer to unlock.
 */
void
tote_secrets_read_async (ToteClock *clock, const char *server, const char *order_id,
                         GAsyncReadyCallback callback, gpointer user_data)
{
  begin (task_new (clock, server, order_id, tote_secrets_read_async, callback, user_data),
         read_secret);
}

/**
 * tote_secrets_read_finish:
 *
 * Returns: (transfer full) (nullable): what is kept, for tote_secret_wipe(); %NULL without @error
 *   when nothing is
 */
char *
tote_secrets_read_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
on_removed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;

  secret_password_clear_finish (result, &error);
  if (error != NULL)
    try_again (g_steal_pointer (&task), error);
  else
    g_task_return_boolean (task, TRUE);
}

static void
on_found_to_remove (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Call *call = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (SecretRetrievable) item = take_first (secret_password_search_finish (result, &error));

  if (!is_in_time (task))
    return;

  if (error != NULL)
    try_again (g_steal_pointer (&task), error);
  else if (item == NULL)
    g_task_return_boolean (task, TRUE);
  else if (is_locked (item) && !call->may_ask)
    fail (task, TOTE_SECRETS_ERROR_LOCKED);
  else
    secret_password_clear (&schema, NULL, on_removed, g_steal_pointer (&task), ATTRIBUTES (call),
                           NULL);
}

static void
remove_secret (GTask *task)
{
  search (task, on_found_to_remove);
}

static void
on_stored (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;

  if (secret_password_store_finish (result, &error))
    g_task_return_boolean (task, TRUE);
  else
    try_again (g_steal_pointer (&task), error);
}

static void
store (GTask *task)
{
  Call *call = g_task_get_task_data (task);

  calm (call);
  secret_password_store (&schema, SECRET_COLLECTION_DEFAULT,
                         /* Translators: stands in the list of a program for passwords. */
                         _ ("Tote: lets you in to a grocery order"), call->secret, NULL, on_stored,
                         task, ATTRIBUTES (call), NULL);
}

static void
on_collection_to_store (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SecretCollection) collection = secret_collection_for_alias_finish (result, &error);

  if (!is_in_time (task))
    return;

  if (error != NULL)
    try_again (g_steal_pointer (&task), error);
  else if (collection == NULL || secret_collection_get_locked (collection))
    fail (task, TOTE_SECRETS_ERROR_LOCKED);
  else
    store (g_steal_pointer (&task));
}

static void
look_and_store (GTask *task)
{
  secret_collection_for_alias (NULL, SECRET_COLLECTION_DEFAULT, SECRET_COLLECTION_NONE, NULL,
                               on_collection_to_store, task);
}

static void
on_found_to_store (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SecretRetrievable) item = take_first (secret_password_search_finish (result, &error));

  if (!is_in_time (task))
    return;

  if (error != NULL)
    try_again (g_steal_pointer (&task), error);
  else
    store (g_steal_pointer (&task));
}

/* Who can be searched has its key, and stores without asking anybody for anything. */
static void
search_and_store (GTask *task)
{
  search (task, on_found_to_store);
}

/**
 * tote_secrets_write_async:
 * @secret: (nullable): what to keep for an order; %NULL to remove what is kept
 * @may_ask: whether the customer may be asked to unlock, since they have just clicked
 *
 * Two writes at once can lose one of the two: whoever calls this does one after the other.
 */
void
tote_secrets_write_async (ToteClock *clock, const char *server, const char *order_id,
                          const char *secret, gboolean may_ask, GAsyncReadyCallback callback,
                          gpointer user_data)
{
  GTask *task = task_new (clock, server, order_id, tote_secrets_write_async, callback, user_data);
  Call *call = g_task_get_task_data (task);

  call->secret = g_strdup (secret);
  call->may_ask = may_ask;
  if (secret == NULL)
    begin (task, remove_secret);
  else if (is_sandboxed ())
    begin (task, search_and_store);
  else
    begin (task, may_ask ? store : look_and_store);
}

/**
 * tote_secrets_write_finish:
 *
 * Returns: whether it is kept
 */
gboolean
tote_secrets_write_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
on_unlocked (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  int n = secret_service_unlock_finish (SECRET_SERVICE (source), result, NULL, &error);

  if (error != NULL)
    try_again (g_steal_pointer (&task), error);
  else if (n > 0)
    g_task_return_boolean (task, TRUE);
  else
    fail (task, TOTE_SECRETS_ERROR_LOCKED);
}

static void
on_collection_to_unlock (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SecretCollection) collection = secret_collection_for_alias_finish (result, &error);
  GList one = { collection, NULL, NULL };

  if (!is_in_time (task))
    return;

  if (error != NULL)
    try_again (g_steal_pointer (&task), error);
  else if (collection == NULL || !secret_collection_get_locked (collection))
    g_task_return_boolean (task, TRUE);
  else if (!hold_service (task, secret_collection_get_service (collection)))
    lose_service (g_steal_pointer (&task));
  else
    secret_service_unlock (secret_collection_get_service (collection), &one, NULL, on_unlocked,
                           g_steal_pointer (&task));
}

static void
unlock (GTask *task)
{
  secret_collection_for_alias (NULL, SECRET_COLLECTION_DEFAULT, SECRET_COLLECTION_NONE, NULL,
                               on_collection_to_unlock, task);
}

/**
 * tote_secrets_unlock_async:
 *
 * Asks the customer to unlock, in a window of the desktop's. Only for a click of theirs. Where
 * nothing has been kept ever, the first write asks for what it is to be locked with.
 */
void
tote_secrets_unlock_async (ToteClock *clock, GAsyncReadyCallback callback, gpointer user_data)
{
  begin (task_new (clock, NULL, NULL, tote_secrets_unlock_async, callback, user_data), unlock);
}

/**
 * tote_secrets_unlock_finish:
 *
 * Returns: whether the store is open now
 */
gboolean
tote_secrets_unlock_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
