/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-token-source.h"

#include "tote-secret.h"
#include "tote-source.h"

#include <string.h>

/* More than any header may hold. */
#define TOKEN_MAX 8192

G_DEFINE_INTERFACE (ToteTokenSource, tote_token_source, G_TYPE_OBJECT)

static void
tote_token_source_default_init (ToteTokenSourceInterface *iface)
{
}

/**
 * Desk: where those who ask one source stand in line. Belongs to the source; a line is made of
 * owned #GTask, each with its #Question.
 */
typedef struct {
  GQueue waiting;
  GQueue served; /* by the question that is with the source now */
  gboolean busy;
  char *stale; /* (owned) (nullable) what that question is about */
} Desk;

typedef struct {
  char *stale;        /* (owned) (nullable) */
  GSource *cancelled; /* (owned) (nullable) */
} Question;

static void
question_free (Question *question)
{
  tote_secret_wipe (question->stale);
  tote_source_clear (&question->cancelled);
  g_free (question);
}

static void
desk_free (Desk *desk)
{
  g_queue_clear_full (&desk->waiting, g_object_unref);
  g_queue_clear_full (&desk->served, g_object_unref);
  tote_secret_wipe (desk->stale);
  g_free (desk);
}

static Desk *
get_desk (ToteTokenSource *self)
{
  static GQuark quark = 0;
  Desk *desk;

  if (quark == 0)
    quark = g_quark_from_static_string ("tote-token-desk");

  desk = g_object_get_qdata (G_OBJECT (self), quark);
  if (desk == NULL) {
    desk = g_new0 (Desk, 1);
    g_object_set_qdata_full (G_OBJECT (self), quark, desk, (GDestroyNotify) desk_free);
  }

  return desk;
}

/* Whoever has no stale token is content with the answer to any question. */
static gboolean
fits (GTask *task, const char *stale)
{
  Question *own = g_task_get_task_data (task);

  return own->stale == NULL || g_strcmp0 (own->stale, stale) == 0;
}

/* task: (transfer full). */
static void
answer (GTask *task, const char *token, const GError *error)
{
  Question *question = g_task_get_task_data (task);

  tote_source_clear (&question->cancelled);
  if (error != NULL)
    g_task_return_error (task, g_error_copy (error));
  else
    g_task_return_pointer (task, g_strdup (token), (GDestroyNotify) tote_secret_wipe);
  g_object_unref (task);
}

static void ask (ToteTokenSource *self);

static void
on_token (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ToteTokenSource) self = g_object_ref (TOTE_TOKEN_SOURCE (source));
  Desk *desk = get_desk (self);
  g_autoptr (GError) error = NULL;
  char *token = TOTE_TOKEN_SOURCE_GET_IFACE (self)->get_token_finish (self, result, &error);
  GQueue served = desk->served;
  GTask *task;

  g_queue_init (&desk->served);
  g_clear_pointer (&desk->stale, tote_secret_wipe);
  desk->busy = FALSE;

  while ((task = g_queue_pop_head (&served)) != NULL)
    answer (task, token, error);
  tote_secret_wipe (token);
  ask (self);
}

/* Puts the question of the first in line, with all whom its answer will serve. */
static void
ask (ToteTokenSource *self)
{
  Desk *desk = get_desk (self);
  GTask *first = g_queue_peek_head (&desk->waiting);
  GList *l, *next;

  if (desk->busy || first == NULL)
    return;

  desk->busy = TRUE;
  desk->stale = g_strdup (((Question *) g_task_get_task_data (first))->stale);
  for (l = desk->waiting.head; l != NULL; l = next) {
    next = l->next;
    if (fits (l->data, desk->stale)) {
      g_queue_unlink (&desk->waiting, l);
      g_queue_push_tail_link (&desk->served, l);
    }
  }

  TOTE_TOKEN_SOURCE_GET_IFACE (self)->get_token_async (self, desk->stale, NULL, on_token, NULL);
}

/* Whoever leaves does so at once; the question stays with the source. */
static gboolean
on_cancelled (GCancellable *cancellable, gpointer user_data)
{
  GTask *task = user_data;
  Desk *desk = get_desk (g_task_get_source_object (task));

  if (g_queue_remove (&desk->served, task) || g_queue_remove (&desk->waiting, task))
    answer (task, NULL, NULL);

  return G_SOURCE_REMOVE;
}

static void
watch_cancellable (GTask *task)
{
  Question *question = g_task_get_task_data (task);
  GCancellable *cancellable = g_task_get_cancellable (task);

  if (cancellable == NULL)
    return;

  question->cancelled = g_cancellable_source_new (cancellable);
  g_source_set_callback (question->cancelled, G_SOURCE_FUNC (on_cancelled), task, NULL);
  g_source_attach (question->cancelled, g_task_get_context (task));
}

/**
 * tote_token_source_get_token_async:
 * @stale: (nullable): the token the server does not accept any more
 *
 * Asks for a token. Those who found the same token stale share one refresh, and whoever asks while
 * it is under way gets its result.
 */
void
tote_token_source_get_token_async (ToteTokenSource *self, const char *stale,
                                   GCancellable *cancellable, GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  Question *question;
  GTask *task;
  Desk *desk;

  g_return_if_fail (TOTE_IS_TOKEN_SOURCE (self));

  question = g_new0 (Question, 1);
  question->stale = g_strdup (stale);
  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, tote_token_source_get_token_async);
  g_task_set_task_data (task, question, (GDestroyNotify) question_free);
  watch_cancellable (task);

  desk = get_desk (self);
  if (desk->busy && fits (task, desk->stale)) {
    g_queue_push_tail (&desk->served, task);
    return;
  }

  g_queue_push_tail (&desk->waiting, task);
  ask (self);
}

/**
 * tote_token_source_get_token_finish:
 *
 * Returns: (transfer full) (nullable): a token to be sent as bearer, never to be logged
 */
char *
tote_token_source_get_token_finish (ToteTokenSource *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * tote_token_is_sound:
 * @token: (nullable): what claims to be a token
 *
 * Returns: whether @token can stand in a header: visible ASCII with no space, and not too much
 */
gboolean
tote_token_is_sound (const char *token)
{
  gsize i;

  if (token == NULL || *token == '\0' || strlen (token) > TOKEN_MAX)
    return FALSE;

  for (i = 0; token[i] != '\0'; i++)
    if (!g_ascii_isgraph (token[i]))
      return FALSE;

  return TRUE;
}
