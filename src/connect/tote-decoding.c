/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-decoding.h"

/* Decoding more than this would cost a frame: it goes to a thread. */
#define THREAD_SIZE 65536

/**
 * Decoding: what a thread needs to know to make a response of a body, and no more. The objects it
 * makes are nobody else's until they are handed over.
 */
typedef struct {
  ToteResource resource;
  GBytes *body; /* (owned) */
  char *etag;   /* (owned) (nullable) */
} Decoding;

static void
decoding_free (Decoding *decoding)
{
  g_bytes_unref (decoding->body);
  g_free (decoding->etag);
  g_free (decoding);
}

static void
decode (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Decoding *decoding = task_data;
  GError *error = NULL;
  ToteResponse *response =
      tote_response_new_from_scanned (decoding->resource, decoding->body, decoding->etag, &error);

  if (response != NULL)
    g_task_return_pointer (task, response, g_object_unref);
  else
    g_task_return_error (task, error);
}

/**
 * tote_decoding_async:
 * @previous: (nullable): the answer before, of which as much is kept as still holds
 * @body: one that went through #ToteJsonScan
 * @etag: (nullable): what the server calls this state of the resource
 *
 * Makes a response of a body.
 */
void
tote_decoding_async (ToteResource resource, ToteResponse *previous, GBytes *body, const char *etag,
                     GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  ToteResponse *response = NULL;
  Decoding *decoding;

  g_return_if_fail ((guint) resource < TOTE_N_RESOURCES);
  g_return_if_fail (body != NULL);

  task = g_task_new (NULL, NULL, callback, user_data);
  g_task_set_source_tag (task, tote_decoding_async);
  if (previous != NULL)
    response = tote_response_new_from_previous (previous, body, etag);
  if (response != NULL) {
    g_task_return_pointer (task, response, g_object_unref);
    return;
  }

  decoding = g_new0 (Decoding, 1);
  g_task_set_task_data (task, decoding, (GDestroyNotify) decoding_free);
  decoding->resource = resource;
  decoding->body = g_bytes_ref (body);
  decoding->etag = g_strdup (etag);

  if (g_bytes_get_size (body) > THREAD_SIZE)
    g_task_run_in_thread (task, decode);
  else
    decode (task, NULL, decoding, NULL);
}

/**
 * tote_decoding_finish:
 *
 * Returns: (transfer full) (nullable): the response, or %NULL with %TOTE_CONNECT_ERROR_MALFORMED
 */
ToteResponse *
tote_decoding_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
