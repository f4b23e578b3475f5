/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-config.h"

#include "tote-sign-in.h"

#include "tote-connect-error.h"
#include "tote-secret.h"

#include <glib/gi18n-lib.h>

#define CALLS_MAX 5
#define CALLS_SPAN (60 * G_USEC_PER_SEC)

struct _ToteSignIn {
  GObject parent_instance;

  SoupSession *session;    /* (owned) */
  ToteClock *clock;        /* (owned) */
  gint64 calls[CALLS_MAX]; /* when the last ones were made, as a ring; 0 for never */
  guint n_calls;
};

G_DEFINE_FINAL_TYPE (ToteSignIn, tote_sign_in, G_TYPE_OBJECT)
/* clang-format off */
G_DEFINE_QUARK (tote-sign-in-error, tote_sign_in_error)
/* clang-format on */

static const char *const sentences[] = {
  [TOTE_SIGN_IN_ERROR_NO_STORE] =
      N_ ("No store is set up on this computer that could let you in. Ask your store for its "
          "version of Tote."),
  [TOTE_SIGN_IN_ERROR_NO_CODE] =
      N_ ("This link has no code to sign in with. Use the one in the store’s message."),
  [TOTE_SIGN_IN_ERROR_CODE_REFUSED] =
      N_ ("The code in this link was used before, or is too old. Ask the store for a new link."),
  [TOTE_SIGN_IN_ERROR_OTHER_ORDER] =
      N_ ("This link claims to lead to another order than it does, so it was not followed."),
  [TOTE_SIGN_IN_ERROR_TOO_OFTEN] = N_ ("That was often enough for now. Try again in a minute."),
  [TOTE_SIGN_IN_ERROR_NOT_FOUND] =
      N_ ("The store knows no order with this number and postal code. Check both."),
  [TOTE_SIGN_IN_ERROR_NO_LOOKUP] =
      N_ ("The store does not let you in by number and postal code. Use the link it sent you."),
  [TOTE_SIGN_IN_ERROR_UNREACHABLE] =
      N_ ("The store cannot be reached. Check your network and try again."),
  [TOTE_SIGN_IN_ERROR_FAILED] = N_ ("The store’s server has a problem. Try again in a while."),
};

/* What a task is about. */
typedef struct {
  ToteBroker *broker;       /* (owned) */
  ToteBrokerTokens *tokens; /* (owned) */
  char *order_id;           /* (nullable): the only one that will do */
} Attempt;

static void
attempt_free (Attempt *attempt)
{
  g_clear_object (&attempt->broker);
  g_clear_object (&attempt->tokens);
  g_free (attempt->order_id);
  g_free (attempt);
}

static void
fail (GTask *task, ToteSignInError code)
{
  g_task_return_new_error (task, TOTE_SIGN_IN_ERROR, (int) code, "%s", _ (sentences[code]));
}

static gboolean
is (const GError *error, ToteConnectError code)
{
  return g_error_matches (error, TOTE_CONNECT_ERROR, (int) code);
}

static void
fail_with (GTask *task, const GError *error)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_task_return_error (task, g_error_copy (error));
  else if (is (error, TOTE_CONNECT_ERROR_NO_TOKEN))
    fail (task, TOTE_SIGN_IN_ERROR_CODE_REFUSED);
  else if (is (error, TOTE_CONNECT_ERROR_UNREACHABLE) || is (error, TOTE_CONNECT_ERROR_UNCLEAR))
    fail (task, TOTE_SIGN_IN_ERROR_UNREACHABLE);
  else if (is (error, TOTE_CONNECT_ERROR_BUSY))
    fail (task, TOTE_SIGN_IN_ERROR_TOO_OFTEN);
  else
    fail (task, TOTE_SIGN_IN_ERROR_FAILED);
}

static void
tote_sign_in_finalize (GObject *object)
{
  ToteSignIn *self = TOTE_SIGN_IN (object);

  g_clear_object (&self->session);
  g_clear_object (&self->clock);

  G_OBJECT_CLASS (tote_sign_in_parent_class)->finalize (object);
}

static void
tote_sign_in_class_init (ToteSignInClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = tote_sign_in_finalize;
}

static void
tote_sign_in_init (ToteSignIn *self)
{
}

/**
 * tote_sign_in_new:
 * @session: for calls to brokers
 * @clock: what calls are counted by
 *
 * Returns: (transfer full): one for the whole program
 */
ToteSignIn *
tote_sign_in_new (SoupSession *session, ToteClock *clock)
{
  ToteSignIn *self;

  g_return_val_if_fail (SOUP_IS_SESSION (session), NULL);
  g_return_val_if_fail (TOTE_IS_CLOCK (clock), NULL);

  self = g_object_new (TOTE_TYPE_SIGN_IN, NULL);
  self->session = g_object_ref (session);
  self->clock = g_object_ref (clock);

  return self;
}

/* Counts one call, if it may be made. */
static gboolean
take_call (ToteSignIn *self)
{
  gint64 now = tote_clock_get_monotonic_time (self->clock);
  gint64 *oldest = &self->calls[self->n_calls % CALLS_MAX];

  if (self->n_calls >= CALLS_MAX && now - *oldest < CALLS_SPAN)
    return FALSE;

  *oldest = now;
  self->n_calls++;

  return TRUE;
}

/* An attempt that has not failed yet; NULL for one that has, and was answered. */
static GTask *
task_new (ToteSignIn *self, const char *broker, gpointer tag, GCancellable *cancellable,
          GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  Attempt *attempt = g_new0 (Attempt, 1);

  g_task_set_source_tag (task, tag);
  g_task_set_task_data (task, attempt, (GDestroyNotify) attempt_free);
  attempt->broker = broker != NULL ? tote_broker_new (broker, NULL, self->session, NULL) : NULL;
  if (attempt->broker == NULL) {
    fail (task, TOTE_SIGN_IN_ERROR_NO_STORE);
    return NULL;
  }

  if (!take_call (self)) {
    fail (task, TOTE_SIGN_IN_ERROR_TOO_OFTEN);
    return NULL;
  }

  return g_steal_pointer (&task);
}

/* What was given for another order is given back. */
static void
give_back (Attempt *attempt)
{
  const char *token = tote_broker_tokens_get_refresh_token (attempt->tokens);

  if (token != NULL)
    tote_broker_revoke_async (attempt->broker, token, NULL, NULL, NULL);
}

static void
on_token (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Attempt *attempt = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  /* It is kept with its likes, and asked for again when it is needed. */
  tote_secret_wipe (
      tote_token_source_get_token_finish (TOTE_TOKEN_SOURCE (source), result, &error));
  if (error != NULL) {
    fail_with (task, error);
  } else if (g_strcmp0 (tote_broker_tokens_get_order_id (attempt->tokens), attempt->order_id) !=
             0) {
    give_back (attempt);
    fail (task, TOTE_SIGN_IN_ERROR_OTHER_ORDER);
  } else {
    g_task_return_pointer (task, g_object_ref (attempt->tokens), g_object_unref);
  }
}

/**
 * tote_sign_in_by_link_async:
 * @broker: (nullable): the address of the store's broker
 * @link: whose code is used up by this
 *
 * Lets the customer in to the order of a link, and to no other.
 */
void
tote_sign_in_by_link_async (ToteSignIn *self, const char *broker, const ToteLink *link,
                            GCancellable *cancellable, GAsyncReadyCallback callback,
                            gpointer user_data)
{
  GTask *task;
  Attempt *attempt;

  g_return_if_fail (TOTE_IS_SIGN_IN (self));
  g_return_if_fail (link != NULL);

  if (link->code == NULL) {
    g_task_report_new_error (self, callback, user_data, tote_sign_in_by_link_async,
                             TOTE_SIGN_IN_ERROR, TOTE_SIGN_IN_ERROR_NO_CODE, "%s",
                             _ (sentences[TOTE_SIGN_IN_ERROR_NO_CODE]));
    return;
  }

  task = task_new (self, broker, tote_sign_in_by_link_async, cancellable, callback, user_data);
  if (task == NULL)
    return;

  attempt = g_task_get_task_data (task);
  attempt->order_id = g_strdup (link->order_id);
  attempt->tokens = tote_broker_tokens_new_for_code (attempt->broker, link->code);
  tote_token_source_get_token_async (TOTE_TOKEN_SOURCE (attempt->tokens), NULL, cancellable,
                                     on_token, task);
}

static void
fail_lookup (GTask *task, const GError *error)
{
  if (is (error, TOTE_CONNECT_ERROR_NOT_FOUND))
    fail (task, TOTE_SIGN_IN_ERROR_NOT_FOUND);
  else if (is (error, TOTE_CONNECT_ERROR_UNAUTHORISED) ||
           is (error, TOTE_CONNECT_ERROR_FORBIDDEN) || is (error, TOTE_CONNECT_ERROR_NOT_OFFERED))
    fail (task, TOTE_SIGN_IN_ERROR_NO_LOOKUP);
  else
    fail_with (task, error);
}

static void
on_looked_up (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (ToteTokenResponse) response =
      tote_broker_token_finish (TOTE_BROKER (source), result, &error);

  if (error != NULL)
    fail_lookup (task, error);
  else if (tote_token_response_get_order_id (response) == NULL)
    fail (task, TOTE_SIGN_IN_ERROR_FAILED);
  else
    g_task_return_pointer (
        task, tote_broker_tokens_new_for_response (TOTE_BROKER (source), response), g_object_unref);
}

/**
 * tote_sign_in_by_number_async:
 * @broker: (nullable): the address of the store's broker
 * @number: of the order, as it stands on the receipt
 * @postal_code: where it goes
 *
 * Lets the customer in to the order they describe.
 */
void
tote_sign_in_by_number_async (ToteSignIn *self, const char *broker, const char *number,
                              const char *postal_code, GCancellable *cancellable,
                              GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task;

  g_return_if_fail (TOTE_IS_SIGN_IN (self));
  g_return_if_fail (number != NULL && postal_code != NULL);

  task = task_new (self, broker, tote_sign_in_by_number_async, cancellable, callback, user_data);
  if (task != NULL)
    tote_broker_lookup_async (((Attempt *) g_task_get_task_data (task))->broker, number,
                              postal_code, cancellable, on_looked_up, task);
}

/**
 * tote_sign_in_finish:
 *
 * Returns: (transfer full) (nullable): what opens the order, which they name
 */
ToteBrokerTokens *
tote_sign_in_finish (ToteSignIn *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
