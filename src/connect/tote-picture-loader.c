/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-picture-loader.h"

#include "tote-connect-error.h"
#include "tote-endpoint.h"
#include "tote-exchange.h"
#include "tote-picture-cache.h"

#define CACHE_MAX (4 * 1024 * 1024)
#define FAILURE_AGE_MAX (3 * G_TIME_SPAN_MINUTE)
#define REDIRECTS_MAX 3

/* Milliseconds; a page is whole without it. */
#define DEADLINE_MS 20000

struct _TotePictureLoader {
  GObject parent_instance;

  SoupSession *session; /* (owned) */
  const TotePictureLimits *limits;
  TotePictureCache *cache; /* (owned) */
  GHashTable *fetches;     /* (owned) url (owned by the fetch) → Fetch (not owned) */
};

G_DEFINE_FINAL_TYPE (TotePictureLoader, tote_picture_loader, G_TYPE_OBJECT)

/**
 * Fetch: one request for a picture and those who wait for it. It keeps the loader alive, ends when
 * the answer is there, and is cancelled when the last one has left.
 */
typedef struct {
  TotePictureLoader *loader; /* (owned) */
  char *url;                 /* (owned) as asked for */
  GQueue waiting;            /* of GTask (owned) */
  SoupMessage *message;      /* (owned) */
  GCancellable *cancellable; /* (owned) */
  guint n_redirects;
} Fetch;

static void
fetch_free (Fetch *fetch)
{
  if (g_hash_table_lookup (fetch->loader->fetches, fetch->url) == fetch)
    g_hash_table_remove (fetch->loader->fetches, fetch->url);

  g_object_unref (fetch->loader);
  g_object_unref (fetch->message);
  g_object_unref (fetch->cancellable);
  g_free (fetch->url);
  g_free (fetch);
}

static void
stop_watching (GTask *task)
{
  GSource *cancelled = g_task_get_task_data (task);

  if (cancelled != NULL)
    g_source_destroy (cancelled);
}

/* Whether asking again soon would be of no use. */
static gboolean
is_lasting (const GError *error)
{
  return g_error_matches (error, TOTE_CONNECT_ERROR, TOTE_CONNECT_ERROR_FORBIDDEN) ||
         g_error_matches (error, TOTE_CONNECT_ERROR, TOTE_CONNECT_ERROR_NOT_FOUND) ||
         g_error_matches (error, TOTE_CONNECT_ERROR, TOTE_CONNECT_ERROR_REFUSED) ||
         g_error_matches (error, TOTE_CONNECT_ERROR, TOTE_CONNECT_ERROR_MALFORMED) ||
         g_error_matches (error, TOTE_CONNECT_ERROR, TOTE_CONNECT_ERROR_TOO_LARGE) ||
         g_error_matches (error, TOTE_CONNECT_ERROR, TOTE_CONNECT_ERROR_REDIRECTED);
}

static void
end_fetch (Fetch *fetch, GBytes *bytes, const GError *error)
{
  GQueue waiting = fetch->waiting;
  GTask *task;

  if (bytes != NULL)
    tote_picture_cache_put (fetch->loader->cache, fetch->url, bytes);
  else if (is_lasting (error))
    tote_picture_cache_put_failure (fetch->loader->cache, fetch->url, error);

  g_queue_init (&fetch->waiting);
  fetch_free (fetch);

  while ((task = g_queue_pop_head (&waiting)) != NULL) {
    stop_watching (task);
    if (bytes != NULL)
      g_task_return_pointer (task, g_bytes_ref (bytes), (GDestroyNotify) g_bytes_unref);
    else
      g_task_return_error (task, g_error_copy (error));
    g_object_unref (task);
  }
}

/* A picture may move, but not off HTTPS, and not to another host: that one would learn who asks,
 * and it is for others to say which hosts may. */
static GUri *
follow (Fetch *fetch)
{
  SoupMessageHeaders *headers = soup_message_get_response_headers (fetch->message);
  const char *location = soup_message_headers_get_one (headers, "Location");
  GUri *from = soup_message_get_uri (fetch->message);
  g_autoptr (GUri) to = NULL;

  if (location == NULL || fetch->n_redirects++ == REDIRECTS_MAX)
    return NULL;

  to = g_uri_parse_relative (from, location, SOUP_HTTP_URI_FLAGS, NULL);
  if (to == NULL || !tote_endpoint_is_permitted (to) ||
      g_ascii_strcasecmp (g_uri_get_host (to), g_uri_get_host (from)) != 0)
    return NULL;
  if (g_str_equal (g_uri_get_scheme (from), "https") &&
      !g_str_equal (g_uri_get_scheme (to), "https"))
    return NULL;

  return g_steal_pointer (&to);
}

static void send_fetch (Fetch *fetch);

static void
on_exchanged (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Fetch *fetch = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = tote_exchange_finish (SOUP_SESSION (source), result, &error);
  guint status = soup_message_get_status (fetch->message);
  TotePictureFacts facts;
  g_autoptr (GUri) next = NULL;

  if (bytes != NULL && SOUP_STATUS_IS_REDIRECTION (status))
    next = follow (fetch);
  if (next != NULL) {
    g_object_unref (fetch->message);
    fetch->message = soup_message_new_from_uri ("GET", next);
    send_fetch (fetch);
    return;
  }

  if (bytes != NULL && !SOUP_STATUS_IS_SUCCESSFUL (status))
    error = tote_exchange_new_status_error (fetch->message, bytes);
  else if (bytes != NULL)
    tote_picture_check (bytes, fetch->loader->limits, &facts, &error);

  end_fetch (fetch, error == NULL ? bytes : NULL, error);
}

static void
send_fetch (Fetch *fetch)
{
  soup_message_headers_replace (soup_message_get_request_headers (fetch->message), "Accept",
                                "image/webp, image/png, image/jpeg");
  tote_exchange_async (fetch->loader->session, fetch->message, TOTE_EXCHANGE_PLAIN,
                       fetch->loader->limits->bytes, DEADLINE_MS, fetch->cancellable, on_exchanged,
                       fetch);
}

static Fetch *
start_fetch (TotePictureLoader *self, const char *url, GUri *uri)
{
  Fetch *fetch = g_new0 (Fetch, 1);

  fetch->loader = g_object_ref (self);
  fetch->url = g_strdup (url);
  fetch->message = soup_message_new_from_uri ("GET", uri);
  fetch->cancellable = g_cancellable_new ();
  g_hash_table_replace (self->fetches, fetch->url, fetch);
  send_fetch (fetch);

  return fetch;
}

/* A fetch nobody waits for is not to be joined any more: it is about to fail. */
static gboolean
on_cancelled (GCancellable *cancellable, gpointer user_data)
{
  GTask *task = user_data;
  TotePictureLoader *self = g_task_get_source_object (task);
  GHashTableIter iter;
  Fetch *fetch;

  g_hash_table_iter_init (&iter, self->fetches);
  while (g_hash_table_iter_next (&iter, NULL, (gpointer *) &fetch)) {
    if (!g_queue_remove (&fetch->waiting, task))
      continue;
    if (fetch->waiting.length == 0) {
      g_hash_table_iter_remove (&iter);
      g_cancellable_cancel (fetch->cancellable);
    }
    stop_watching (task);
    g_task_return_error_if_cancelled (task);
    g_object_unref (task);
    break;
  }

  return G_SOURCE_REMOVE;
}

static void
watch_cancellable (GTask *task)
{
  GCancellable *cancellable = g_task_get_cancellable (task);
  GSource *cancelled;

  if (cancellable == NULL)
    return;

  cancelled = g_cancellable_source_new (cancellable);
  g_source_set_callback (cancelled, G_SOURCE_FUNC (on_cancelled), task, NULL);
  g_source_attach (cancelled, g_task_get_context (task));
  g_task_set_task_data (task, cancelled, (GDestroyNotify) g_source_unref);
}

static void
tote_picture_loader_finalize (GObject *object)
{
  TotePictureLoader *self = TOTE_PICTURE_LOADER (object);

  g_clear_object (&self->session);
  g_clear_pointer (&self->cache, tote_picture_cache_free);
  g_clear_pointer (&self->fetches, g_hash_table_unref);

  G_OBJECT_CLASS (tote_picture_loader_parent_class)->finalize (object);
}

static void
tote_picture_loader_class_init (TotePictureLoaderClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = tote_picture_loader_finalize;
}

static void
tote_picture_loader_init (TotePictureLoader *self)
{
  self->cache = tote_picture_cache_new (CACHE_MAX, FAILURE_AGE_MAX);
  self->fetches = g_hash_table_new (g_str_hash, g_str_equal);
}

/**
 * tote_picture_loader_new:
 * @session: as of tote_session_new(), shared with the client
 * @limits: (not owned): what a picture may have
 *
 * Returns: (transfer full): a loader
 */
TotePictureLoader *
tote_picture_loader_new (SoupSession *session, const TotePictureLimits *limits)
{
  TotePictureLoader *self;

  g_return_val_if_fail (SOUP_IS_SESSION (session), NULL);
  g_return_val_if_fail (limits != NULL, NULL);

  self = g_object_new (TOTE_TYPE_PICTURE_LOADER, NULL);
  self->session = g_object_ref (session);
  self->limits = limits;

  return self;
}

/**
 * tote_picture_loader_load_async:
 * @url: where the picture is
 *
 * Asks for the bytes of a picture.
 */
void
tote_picture_loader_load_async (TotePictureLoader *self, const char *url, GCancellable *cancellable,
                                GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  g_autoptr (GUri) uri = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;
  Fetch *fetch;

  g_return_if_fail (TOTE_IS_PICTURE_LOADER (self));
  g_return_if_fail (url != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, tote_picture_loader_load_async);

  bytes = tote_picture_cache_lookup (self->cache, url, &error);
  uri = g_uri_parse (url, SOUP_HTTP_URI_FLAGS, NULL);
  if (error == NULL && (uri == NULL || !tote_endpoint_is_permitted (uri)))
    error = tote_connect_error_new (TOTE_CONNECT_ERROR_REFUSED);
  if (error != NULL) {
    g_task_return_error (task, g_steal_pointer (&error));
    return;
  }
  if (bytes != NULL) {
    g_task_return_pointer (task, g_steal_pointer (&bytes), (GDestroyNotify) g_bytes_unref);
    return;
  }

  fetch = g_hash_table_lookup (self->fetches, url);
  if (fetch == NULL)
    fetch = start_fetch (self, url, uri);
  watch_cancellable (task);
  g_queue_push_tail (&fetch->waiting, g_steal_pointer (&task));
}

/**
 * tote_picture_loader_load_finish:
 *
 * Returns: (transfer full) (nullable): the bytes of a PNG, JPEG or WebP picture within the limits
 */
GBytes *
tote_picture_loader_load_finish (TotePictureLoader *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * tote_picture_loader_reject:
 *
 * What @url has turned out to be no picture when it was decoded: it is not asked for again soon.
 */
void
tote_picture_loader_reject (TotePictureLoader *self, const char *url)
{
  g_autoptr (GError) error = tote_connect_error_new (TOTE_CONNECT_ERROR_MALFORMED);

  g_return_if_fail (TOTE_IS_PICTURE_LOADER (self));
  g_return_if_fail (url != NULL);

  tote_picture_cache_put_failure (self->cache, url, error);
}
