/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-static-tokens.h"

#include "tote-connect-error.h"
#include "tote-secret.h"

#include <string.h>

#define FILE_MAX 16384

struct _ToteStaticTokens {
  GObject parent_instance;

  GFile *file;       /* (owned) (nullable) */
  ToteSecret *token; /* (owned) (nullable) */
};

static void token_source_init (ToteTokenSourceInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (ToteStaticTokens, tote_static_tokens, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (TOTE_TYPE_TOKEN_SOURCE, token_source_init))

/* copy: (transfer full). */
static ToteSecret *
take_token (char *copy)
{
  ToteSecret *token = tote_secret_new (g_strstrip (copy));

  tote_secret_wipe (copy);
  return token;
}

static void
return_token (ToteStaticTokens *self, GTask *task)
{
  const char *stale = g_task_get_task_data (task);
  const char *token = tote_secret_get_text (self->token);

  if (tote_token_is_sound (token) && g_strcmp0 (token, stale) != 0)
    g_task_return_pointer (task, g_strdup (token), (GDestroyNotify) tote_secret_wipe);
  else
    g_task_return_error (task, tote_connect_error_new (TOTE_CONNECT_ERROR_NO_TOKEN));
}

static void
on_bytes_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  ToteStaticTokens *self = g_task_get_source_object (task);
  g_autoptr (GBytes) bytes =
      g_input_stream_read_bytes_finish (G_INPUT_STREAM (source), result, NULL);
  gsize size = 0;
  const char *data = bytes != NULL ? g_bytes_get_data (bytes, &size) : NULL;

  g_clear_pointer (&self->token, tote_secret_free);
  if (size > 0)
    self->token = take_token (g_strndup (data, size));
  return_token (self, task);
}

static void
on_file_opened (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GCancellable *cancellable = g_task_get_cancellable (task);
  g_autoptr (GFileInputStream) stream = g_file_read_finish (G_FILE (source), result, NULL);

  if (stream == NULL) {
    g_task_return_error (task, tote_connect_error_new (TOTE_CONNECT_ERROR_NO_TOKEN));
    return;
  }

  g_input_stream_read_bytes_async (G_INPUT_STREAM (stream), FILE_MAX, G_PRIORITY_DEFAULT,
                                   cancellable, on_bytes_read, g_steal_pointer (&task));
}

static void
tote_static_tokens_get_token_async (ToteTokenSource *source, const char *stale,
                                    GCancellable *cancellable, GAsyncReadyCallback callback,
                                    gpointer user_data)
{
  ToteStaticTokens *self = TOTE_STATIC_TOKENS (source);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  gboolean known =
      self->token != NULL && g_strcmp0 (tote_secret_get_text (self->token), stale) != 0;

  g_task_set_source_tag (task, tote_static_tokens_get_token_async);
  g_task_set_task_data (task, g_strdup (stale), (GDestroyNotify) tote_secret_wipe);

  if (known || self->file == NULL)
    return_token (self, task);
  else
    g_file_read_async (self->file, G_PRIORITY_DEFAULT, cancellable, on_file_opened,
                       g_steal_pointer (&task));
}

static char *
tote_static_tokens_get_token_finish (ToteTokenSource *source, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
token_source_init (ToteTokenSourceInterface *iface)
{
  iface->get_token_async = tote_static_tokens_get_token_async;
  iface->get_token_finish = tote_static_tokens_get_token_finish;
}

static void
tote_static_tokens_finalize (GObject *object)
{
  ToteStaticTokens *self = TOTE_STATIC_TOKENS (object);

  g_clear_object (&self->file);
  g_clear_pointer (&self->token, tote_secret_free);

  G_OBJECT_CLASS (tote_static_tokens_parent_class)->finalize (object);
}

static void
tote_static_tokens_class_init (ToteStaticTokensClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = tote_static_tokens_finalize;
}

static void
tote_static_tokens_init (ToteStaticTokens *self)
{
}

/**
 * tote_static_tokens_new:
 * @token: (nullable): the token; with none the source has none to give
 *
 * Returns: (transfer full): a source of this one token
 */
ToteTokenSource *
tote_static_tokens_new (const char *token)
{
  ToteStaticTokens *self = g_object_new (TOTE_TYPE_STATIC_TOKENS, NULL);

  self->token = token != NULL ? take_token (g_strdup (token)) : NULL;

  return TOTE_TOKEN_SOURCE (self);
}

/**
 * tote_static_tokens_new_from_file:
 * @file: holds the token and nothing else but white space; read when first asked
 *
 * Returns: (transfer full): a source of what @file holds
 */
ToteTokenSource *
tote_static_tokens_new_from_file (GFile *file)
{
  ToteStaticTokens *self;

  g_return_val_if_fail (G_IS_FILE (file), NULL);

  self = g_object_new (TOTE_TYPE_STATIC_TOKENS, NULL);
  self->file = g_object_ref (file);

  return TOTE_TOKEN_SOURCE (self);
}
