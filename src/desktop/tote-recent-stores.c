/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-recent-stores.h"

#define KEY "recent-stores"
#define MAX_STORES 5

static void
store_free (gpointer data)
{
  ToteRecentStore *store = data;

  g_free (store->path);
  g_free (store->name);
  g_free (store);
}

static gboolean
has_name (GPtrArray *stores, const char *name)
{
  for (guint i = 0; i < stores->len; i++)
    if (g_strcmp0 (((ToteRecentStore *) stores->pdata[i])->name, name) == 0)
      return TRUE;

  return FALSE;
}

/* A store that lets nobody in is of no use. profile: (nullable): one that cannot be used is not
 * there. */
static void
add (GPtrArray *stores, const char *path, ToteProfile *profile, const char *current)
{
  const char *name = profile != NULL ? tote_profile_get_name (profile) : NULL;
  ToteRecentStore *store;

  if (name == NULL || tote_profile_get_broker (profile) == NULL || g_strcmp0 (name, current) == 0 ||
      has_name (stores, name))
    return;

  store = g_new0 (ToteRecentStore, 1);
  store->path = g_strdup (path);
  store->name = g_strdup (name);
  g_ptr_array_add (stores, store);
}

/**
 * tote_recent_stores_add:
 * @settings: (nullable): where they are kept
 * @profile: the store's that is used now
 */
void
tote_recent_stores_add (GSettings *settings, GFile *profile)
{
  const char *path = g_file_peek_path (profile);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) before = NULL;
  g_auto (GStrv) after = NULL;

  if (settings == NULL || path == NULL || !g_utf8_validate (path, -1, NULL))
    return;

  before = g_settings_get_strv (settings, KEY);
  g_strv_builder_add (builder, path);
  for (guint i = 0, n = 1; before[i] != NULL && n < MAX_STORES; i++) {
    if (g_strcmp0 (before[i], path) == 0)
      continue;
    g_strv_builder_add (builder, before[i]);
    n++;
  }
  after = g_strv_builder_end (builder);
  g_settings_set_strv (settings, KEY, (const char *const *) after);
}

/**
 * tote_recent_stores_list:
 * @settings: (nullable): where they are kept
 * @current: (nullable): the name of the store that is set up now, which is left out
 *
 * Reads their profiles.
 *
 * Returns: (transfer full) (element-type ToteRecentStore): those that can be used, the latest first
 */
GPtrArray *
tote_recent_stores_list (GSettings *settings, const char *current)
{
  GPtrArray *stores = g_ptr_array_new_with_free_func (store_free);
  g_autoptr (ToteProfile) found = tote_profile_new_found (NULL);
  g_auto (GStrv) paths = settings != NULL ? g_settings_get_strv (settings, KEY) : NULL;

  for (guint i = 0; paths != NULL && paths[i] != NULL; i++) {
    g_autoptr (ToteProfile) profile = tote_profile_new_from_file (paths[i], NULL);

    add (stores, paths[i], profile, current);
  }
  add (stores, "", found, current);

  return stores;
}
