/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-loopback-resolver.h"

#include "tote-endpoint.h"

#include <libsoup/soup.h>

struct _ToteLoopbackResolver {
  GObject parent_instance;

  GProxyResolver *elsewhere; /* (owned) */
};

static void resolver_init (GProxyResolverInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (ToteLoopbackResolver, tote_loopback_resolver, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_PROXY_RESOLVER, resolver_init))

static gboolean
is_here (const char *address)
{
  g_autoptr (GUri) uri = g_uri_parse (address, SOUP_HTTP_URI_FLAGS, NULL);

  return uri != NULL && tote_endpoint_is_loopback (uri);
}

static char **
dup_direct (void)
{
  const char *const direct[] = { "direct://", NULL };

  return g_strdupv ((char **) direct);
}

static gboolean
tote_loopback_resolver_is_supported (GProxyResolver *resolver)
{
  return TRUE;
}

static char **
tote_loopback_resolver_lookup (GProxyResolver *resolver, const char *uri, GCancellable *cancellable,
                               GError **error)
{
  ToteLoopbackResolver *self = TOTE_LOOPBACK_RESOLVER (resolver);

  if (is_here (uri))
    return dup_direct ();

  return g_proxy_resolver_lookup (self->elsewhere, uri, cancellable, error);
}

static void
on_looked_up (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  char **proxies = g_proxy_resolver_lookup_finish (G_PROXY_RESOLVER (source), result, &error);

  if (proxies != NULL)
    g_task_return_pointer (task, proxies, (GDestroyNotify) g_strfreev);
  else
    g_task_return_error (task, error);
}

static void
tote_loopback_resolver_lookup_async (GProxyResolver *resolver, const char *uri,
                                     GCancellable *cancellable, GAsyncReadyCallback callback,
                                     gpointer user_data)
{
  ToteLoopbackResolver *self = TOTE_LOOPBACK_RESOLVER (resolver);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, tote_loopback_resolver_lookup_async);
  if (is_here (uri))
    g_task_return_pointer (task, dup_direct (), (GDestroyNotify) g_strfreev);
  else
    g_proxy_resolver_lookup_async (self->elsewhere, uri, cancellable, on_looked_up,
                                   g_steal_pointer (&task));
}

static char **
tote_loopback_resolver_lookup_finish (GProxyResolver *resolver, GAsyncResult *result,
                                      GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
resolver_init (GProxyResolverInterface *iface)
{
  iface->is_supported = tote_loopback_resolver_is_supported;
  iface->lookup = tote_loopback_resolver_lookup;
  iface->lookup_async = tote_loopback_resolver_lookup_async;
  iface->lookup_finish = tote_loopback_resolver_lookup_finish;
}

static void
tote_loopback_resolver_finalize (GObject *object)
{
  ToteLoopbackResolver *self = TOTE_LOOPBACK_RESOLVER (object);

  g_clear_object (&self->elsewhere);

  G_OBJECT_CLASS (tote_loopback_resolver_parent_class)->finalize (object);
}

static void
tote_loopback_resolver_class_init (ToteLoopbackResolverClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = tote_loopback_resolver_finalize;
}

static void
tote_loopback_resolver_init (ToteLoopbackResolver *self)
{
}

/**
 * tote_loopback_resolver_new:
 * @elsewhere: who decides about all other addresses
 *
 * Returns: (transfer full): a resolver for a session
 */
GProxyResolver *
tote_loopback_resolver_new (GProxyResolver *elsewhere)
{
  ToteLoopbackResolver *self;

  g_return_val_if_fail (G_IS_PROXY_RESOLVER (elsewhere), NULL);

  self = g_object_new (TOTE_TYPE_LOOPBACK_RESOLVER, NULL);
  self->elsewhere = g_object_ref (elsewhere);

  return G_PROXY_RESOLVER (self);
}
