/* SPDX-License-Identifier: GPL-3.0-or-later */
#define _GNU_SOURCE /* RTLD_NEXT */
#include <dlfcn.h>
#include <gio/gio.h>

/*
 * Preloaded by ./dev threads. GLib is not built for the thread sanitizer and has locks of its own,
 * so the sanitizer sees nothing of what orders two threads. Each function here tells it of the
 * order that the real one makes: what was handed over was written before, and is read after.
 */

void __tsan_acquire (void *address);
void __tsan_release (void *address);

#define REAL(name) ((__typeof__ (&name)) dlsym (RTLD_NEXT, #name))

typedef struct {
  GFunc function;
  gpointer user_data;
} Pool;

static char pools; /* whoever has waited for a pool's end has seen all that was done in it */

static void
work (gpointer data, gpointer user_data)
{
  Pool *pool = user_data;

  __tsan_acquire (data);
  __tsan_acquire (pool);
  pool->function (data, pool->user_data);
  __tsan_release (&pools);
}

GThreadPool *
g_thread_pool_new (GFunc func, gpointer user_data, gint max_threads, gboolean exclusive,
                   GError **error)
{
  Pool *pool = g_new (Pool, 1); /* it lives as long as the test */

  pool->function = func;
  pool->user_data = user_data;
  __tsan_release (pool);
  return REAL (g_thread_pool_new) (work, pool, max_threads, exclusive, error);
}

gboolean
g_thread_pool_push (GThreadPool *pool, gpointer data, GError **error)
{
  __tsan_release (data);
  return REAL (g_thread_pool_push) (pool, data, error);
}

void
g_thread_pool_free (GThreadPool *pool, gboolean immediate, gboolean wait)
{
  REAL (g_thread_pool_free) (pool, immediate, wait);
  if (wait)
    __tsan_acquire (&pools);
}

static void
run_task (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GTaskThreadFunc function = (GTaskThreadFunc) g_object_get_data (G_OBJECT (task), "tote-function");

  __tsan_acquire (task);
  function (task, source, data, cancellable);
}

void
g_task_run_in_thread (GTask *task, GTaskThreadFunc function)
{
  g_object_set_data (G_OBJECT (task), "tote-function", (gpointer) function);
  __tsan_release (task);
  REAL (g_task_run_in_thread) (task, run_task);
}

void
g_task_return_pointer (GTask *task, gpointer result, GDestroyNotify destroy)
{
  __tsan_release (task);
  REAL (g_task_return_pointer) (task, result, destroy);
}

void
g_task_return_boolean (GTask *task, gboolean result)
{
  __tsan_release (task);
  REAL (g_task_return_boolean) (task, result);
}

void
g_task_return_error (GTask *task, GError *error)
{
  __tsan_release (task);
  REAL (g_task_return_error) (task, error);
}

gpointer
g_task_propagate_pointer (GTask *task, GError **error)
{
  __tsan_acquire (task);
  return REAL (g_task_propagate_pointer) (task, error);
}

gboolean
g_task_propagate_boolean (GTask *task, GError **error)
{
  __tsan_acquire (task);
  return REAL (g_task_propagate_boolean) (task, error);
}

gpointer
g_task_get_task_data (GTask *task)
{
  __tsan_acquire (task);
  return REAL (g_task_get_task_data) (task);
}

/* Whoever lets go last may free: all that the others did came before. */
void
g_object_unref (gpointer object)
{
  __tsan_release (object);
  __tsan_acquire (object);
  REAL (g_object_unref) (object);
}

gpointer (g_object_ref) (gpointer object)
{
  gpointer (*real) (gpointer) = dlsym (RTLD_NEXT, "g_object_ref");

  __tsan_acquire (object);
  return real (object);
}

typedef struct {
  GSourceFunc function;
  gpointer user_data;
  GDestroyNotify notify;
} Callback;

static gboolean
call_back (gpointer user_data)
{
  Callback *callback = user_data;

  __tsan_acquire (callback);
  return callback->function (callback->user_data);
}

static void
drop_callback (gpointer user_data)
{
  Callback *callback = user_data;

  __tsan_acquire (callback);
  if (callback->notify != NULL)
    callback->notify (callback->user_data);
  g_free (callback);
}

/* Of other sources the callbacks have other arguments; those of ours cross no thread. */
void
g_source_set_callback (GSource *source, GSourceFunc func, gpointer data, GDestroyNotify notify)
{
  Callback *callback;

  if (source->source_funcs != &g_idle_funcs && source->source_funcs != &g_timeout_funcs) {
    REAL (g_source_set_callback) (source, func, data, notify);
    return;
  }
  callback = g_new (Callback, 1);
  *callback = (Callback){ func, data, notify };
  __tsan_release (callback);
  REAL (g_source_set_callback) (source, call_back, callback, drop_callback);
}

void
g_mutex_lock (GMutex *mutex)
{
  REAL (g_mutex_lock) (mutex);
  __tsan_acquire (mutex);
}

void
g_mutex_unlock (GMutex *mutex)
{
  __tsan_release (mutex);
  REAL (g_mutex_unlock) (mutex);
}

void
g_bytes_unref (GBytes *bytes)
{
  if (bytes != NULL) {
    __tsan_release (bytes);
    __tsan_acquire (bytes);
  }
  REAL (g_bytes_unref) (bytes);
}

void
g_atomic_rc_box_release_full (gpointer box, GDestroyNotify clear)
{
  __tsan_release (box);
  __tsan_acquire (box);
  REAL (g_atomic_rc_box_release_full) (box, clear);
}
