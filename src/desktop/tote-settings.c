/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-names.h"

#include "tote-settings.h"

/* Beside the program: where it is built, and below a prefix that the desktop does not know of. */
static const char *const beside[] = { "../../data", "../share/glib-2.0/schemas" };

/* folder: (nullable): where to look, else where the system looks. Returns: (nullable). */
static GSettingsSchema *
find_in (const char *folder)
{
  GSettingsSchemaSource *system = g_settings_schema_source_get_default ();
  g_autoptr (GSettingsSchemaSource) source =
      folder != NULL   ? g_settings_schema_source_new_from_directory (folder, NULL, FALSE, NULL)
      : system != NULL ? g_settings_schema_source_ref (system)
                       : NULL;

  return source != NULL ? g_settings_schema_source_lookup (source, TOTE_APP_ID, FALSE) : NULL;
}

/* First beside the program: what is installed on the system may be of another version. */
static GSettingsSchema *
find_schema (void)
{
  g_autofree char *program = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *folder = program != NULL ? g_path_get_dirname (program) : g_strdup (".");
  GSettingsSchema *schema = NULL;

  for (guint i = 0; schema == NULL && i < G_N_ELEMENTS (beside); i++) {
    g_autofree char *path = g_build_filename (folder, beside[i], NULL);

    schema = find_in (path);
  }

  return schema != NULL ? schema : find_in (NULL);
}

/**
 * tote_settings_new:
 *
 * Returns: (transfer full) (nullable): the settings; %NULL where their schema is not installed,
 *   which GSettings itself would end the program for: then all is as it is at first
 */
GSettings *
tote_settings_new (void)
{
  g_autoptr (GSettingsSchema) schema = find_schema ();

  if (schema == NULL) {
    g_debug ("The schema of the settings is not installed");
    return NULL;
  }

  return g_settings_new_full (schema, NULL, NULL);
}

/**
 * tote_settings_is_on:
 * @settings: (nullable): as tote_settings_new() returned them
 * @key: of a switch
 * @otherwise: what it is where there are no settings
 *
 * Returns: whether it is on
 */
gboolean
tote_settings_is_on (GSettings *settings, const char *key, gboolean otherwise)
{
  g_return_val_if_fail (settings == NULL || G_IS_SETTINGS (settings), otherwise);

  return settings != NULL ? g_settings_get_boolean (settings, key) : otherwise;
}

/**
 * tote_settings_bind:
 * @settings: (nullable): as tote_settings_new() returned them; %NULL leaves the property as it is
 *
 * Keeps a property and a setting the same, both ways.
 */
void
tote_settings_bind (GSettings *settings, const char *key, gpointer object, const char *property)
{
  g_return_if_fail (settings == NULL || G_IS_SETTINGS (settings));
  g_return_if_fail (G_IS_OBJECT (object));

  if (settings != NULL)
    g_settings_bind (settings, key, object, property, G_SETTINGS_BIND_DEFAULT);
}

/**
 * tote_settings_remember:
 * @settings: (nullable): as for tote_settings_bind()
 *
 * Gives a property what the setting has now, and keeps there what it becomes. Where that cannot be
 * written nothing comes back.
 */
void
tote_settings_remember (GSettings *settings, const char *key, gpointer object, const char *property)
{
  g_return_if_fail (settings == NULL || G_IS_SETTINGS (settings));
  g_return_if_fail (G_IS_OBJECT (object));

  if (settings != NULL)
    g_settings_bind (settings, key, object, property,
                     G_SETTINGS_BIND_DEFAULT | G_SETTINGS_BIND_GET_NO_CHANGES);
}
