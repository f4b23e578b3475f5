/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-config.h"
#include "tote-names.h"

#include "tote-profile.h"

#include "tote-profile-rules.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#define IDLE_SECONDS "60"

/**
 * ToteProfile: what a retailer makes of Tote (design 5), checked as a whole: a file with one wrong
 * value is refused, so that nobody runs a look that is half their own. Never changes.
 */
struct _ToteProfile {
  GObject parent_instance;

  GHashTable *values; /* (owned): “Group/Key” → text */
  GArray *choices;    /* (owned): ToteChoice */
};

G_DEFINE_FINAL_TYPE (ToteProfile, tote_profile, G_TYPE_OBJECT)

/* clang-format off */
G_DEFINE_QUARK (tote-profile-error, tote_profile_error)
/* clang-format on */

static void
choice_clear (gpointer data)
{
  ToteChoice *choice = data;

  g_free (choice->label);
  g_free ((char *) choice->alternative.upc);
  g_free ((char *) choice->alternative.rrc);
  g_strfreev (choice->fits);
}

static gboolean
is_number (const char *text, const char *end)
{
  return end != text && *end == '\0';
}

static gboolean
parse_amount (const char *word, ToteAlternative *alternative)
{
  const char *number = strchr (word, ':');
  char *end = NULL;

  if (g_str_has_prefix (word, "count:"))
    alternative->count = g_ascii_strtoll (++number, &end, 10);
  else if (g_str_has_prefix (word, "weight:"))
    alternative->weight = g_ascii_strtod (++number, &end);
  else
    return FALSE;

  return is_number (number, end) && (alternative->count > 0 || alternative->weight > 0);
}

/* “for:white bread, baguette” */
static char **
parse_fits (const char *text)
{
  g_autoptr (GStrvBuilder) terms = g_strv_builder_new ();
  g_auto (GStrv) parts = NULL;

  if (!g_str_has_prefix (text, "for:"))
    return NULL;

  parts = g_strsplit (text + 4, ",", -1);
  for (guint i = 0; parts[i] != NULL; i++) {
    if (*g_strstrip (parts[i]) == '\0')
      return NULL;
    g_strv_builder_add (terms, parts[i]);
  }

  return parts[0] != NULL ? g_strv_builder_end (terms) : NULL;
}

/* “upc:0001234567890 count:1”, “rrc:55-0012 weight:1.5 for:ham”. */
static gboolean
parse_choice (ToteProfile *self, const char *label, const char *value, const char **why)
{
  g_auto (GStrv) words = g_strsplit (value, " ", 3);
  g_auto (GStrv) fits = NULL;
  ToteChoice choice = { 0 };

  *why = _ ("it is not like “upc:0001234567890 count:1” or “rrc:55-0012 weight:1.5 for:ham”");
  if (g_strv_length (words) < 2 || strlen (words[0]) <= 4 ||
      !parse_amount (words[1], &choice.alternative))
    return FALSE;

  if (words[2] != NULL && (fits = parse_fits (g_strchug (words[2]))) == NULL)
    return FALSE;

  if (g_str_has_prefix (words[0], "upc:"))
    choice.alternative.upc = g_strdup (words[0] + 4);
  else if (g_str_has_prefix (words[0], "rrc:"))
    choice.alternative.rrc = g_strdup (words[0] + 4);
  else
    return FALSE;

  choice.label = g_strdup (label);
  choice.fits = g_steal_pointer (&fits);
  g_array_append_val (self->choices, choice);

  return TRUE;
}

/* A comment behind a value is not part of the key file format, but of how people write one. */
static void
strip_comment (char *value)
{
  for (char *c = value; *c != '\0'; c++)
    if (*c == '#' && c > value && g_ascii_isspace (c[-1])) {
      *c = '\0';
      break;
    }

  g_strstrip (value);
}

static gboolean
read_key (ToteProfile *self, GKeyFile *file, const char *path, const char *group, const char *key,
          GError **error)
{
  g_autofree char *relative = g_path_get_dirname (path);
  g_autofree char *folder = g_canonicalize_filename (relative, NULL);
  g_autofree char *untranslated = NULL;
  g_autofree char *value = NULL;
  g_autoptr (GError) local = NULL;
  const char *why = NULL;
  gboolean good;

  /* Of a value that is damaged GLib gives back what it could read, and an error, which only this
   * call hands on. */
  untranslated = g_key_file_get_string (file, group, key, &local); /* NOLINT: to be freed */
  if (local != NULL) {
    g_set_error (error, TOTE_PROFILE_ERROR, TOTE_PROFILE_ERROR_VALUE, "%s: [%s] %s: %s", path,
                 group, key, local->message);
    return FALSE;
  }

  value = g_key_file_get_locale_string (file, group, key, NULL, NULL);
  strip_comment (value);
  good = g_str_equal (group, "Choices")
             ? parse_choice (self, key, value, &why)
             : tote_profile_rules_check (folder, group, key, &value, &why);

  if (!good)
    g_set_error (error, TOTE_PROFILE_ERROR,
                 why == NULL ? TOTE_PROFILE_ERROR_UNKNOWN : TOTE_PROFILE_ERROR_VALUE,
                 "%s: [%s] %s: %s", path, group, key,
                 why == NULL ? _ ("there is no such key") : why);
  else
    g_hash_table_insert (self->values, g_strconcat (group, "/", key, NULL),
                         g_steal_pointer (&value));

  return good;
}

/* “Name[de]” is the German “Name”: read with it, not by itself. */
static gboolean
read_group (ToteProfile *self, GKeyFile *file, const char *path, const char *group, GError **error)
{
  g_auto (GStrv) names = g_key_file_get_keys (file, group, NULL, error);

  if (names == NULL)
    return FALSE;

  for (guint i = 0; names[i] != NULL; i++)
    if (strchr (names[i], '[') == NULL && !read_key (self, file, path, group, names[i], error))
      return FALSE;

  return TRUE;
}

static ToteProfile *
read_profile (GKeyFile *file, const char *path, GError **error)
{
  g_autoptr (ToteProfile) self = g_object_new (TOTE_TYPE_PROFILE, NULL);
  g_auto (GStrv) groups = g_key_file_get_groups (file, NULL);

  for (guint i = 0; groups[i] != NULL; i++) {
    if (!g_str_equal (groups[i], "Choices") && !tote_profile_rules_know_group (groups[i])) {
      g_set_error (error, TOTE_PROFILE_ERROR, TOTE_PROFILE_ERROR_UNKNOWN, "%s: [%s]: %s", path,
                   groups[i], _ ("there is no such group"));
      return NULL;
    }

    if (!read_group (self, file, path, groups[i], error))
      return NULL;
  }

  return g_steal_pointer (&self);
}

static void
tote_profile_finalize (GObject *object)
{
  ToteProfile *self = TOTE_PROFILE (object);

  g_hash_table_unref (self->values);
  g_array_unref (self->choices);

  G_OBJECT_CLASS (tote_profile_parent_class)->finalize (object);
}

static void
tote_profile_class_init (ToteProfileClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = tote_profile_finalize;
}

static void
tote_profile_init (ToteProfile *self)
{
  self->values = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->choices = g_array_new (FALSE, TRUE, sizeof (ToteChoice));
  g_array_set_clear_func (self->choices, choice_clear);
}

/**
 * tote_profile_new_neutral:
 *
 * Returns: (transfer full): the built-in profile of no retailer
 */
ToteProfile *
tote_profile_new_neutral (void)
{
  return g_object_new (TOTE_TYPE_PROFILE, NULL);
}

/**
 * tote_profile_new_demo:
 *
 * Returns: (transfer full): the built-in profile of the store in the demo order
 */
ToteProfile *
tote_profile_new_demo (void)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autoptr (GBytes) bytes = g_resources_lookup_data (TOTE_GRESOURCE_PREFIX "/demo-profile.ini",
                                                      G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  ToteProfile *profile = NULL;

  if (bytes != NULL && g_key_file_load_from_bytes (file, bytes, G_KEY_FILE_NONE, NULL))
    profile = read_profile (file, "demo-profile.ini", NULL);

  return profile != NULL ? profile : tote_profile_new_neutral ();
}

/**
 * tote_profile_new_from_key_file:
 * @path: where it is said to be; pictures are looked for beside it
 *
 * Returns: (transfer full) (nullable): the profile that @file is
 */
ToteProfile *
tote_profile_new_from_key_file (GKeyFile *file, const char *path, GError **error)
{
  g_return_val_if_fail (file != NULL && path != NULL, NULL);

  return read_profile (file, path, error);
}

/**
 * tote_profile_new_from_file:
 * @path: where it is; pictures are looked for beside it
 * @error: return location for a #ToteProfileError that names file, key and reason
 *
 * Returns: (transfer full): the profile, or %NULL with @error set
 */
ToteProfile *
tote_profile_new_from_file (const char *path, GError **error)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autoptr (GError) local = NULL;

  g_return_val_if_fail (path != NULL, NULL);

  if (!g_key_file_load_from_file (file, path, G_KEY_FILE_KEEP_TRANSLATIONS, &local)) {
    g_set_error (error, TOTE_PROFILE_ERROR, TOTE_PROFILE_ERROR_FILE, "%s: %s", path,
                 local->message);
    return NULL;
  }

  return read_profile (file, path, error);
}

/* What was built in comes last, so that a store's administrator may put another in its place. */
static char *
find_profile (void)
{
  g_autofree char *own =
      g_build_filename (g_get_user_config_dir (), TOTE_FOLDER, "profile.ini", NULL);
  const char *const *folders = g_get_system_config_dirs ();

  if (g_file_test (own, G_FILE_TEST_EXISTS))
    return g_steal_pointer (&own);

  for (guint i = 0; folders[i] != NULL; i++) {
    g_autofree char *path = g_build_filename (folders[i], TOTE_FOLDER, "profile.ini", NULL);

    if (g_file_test (path, G_FILE_TEST_EXISTS))
      return g_steal_pointer (&path);
  }

  return *TOTE_BUILT_IN_PROFILE != '\0' ? g_strdup (TOTE_BUILT_IN_PROFILE) : NULL;
}

/**
 * tote_profile_new_found:
 * @error: return location for a #ToteProfileError
 *
 * Looks into the configuration folders of the user and of the system, then for the one that came
 * with the build.
 *
 * Returns: (transfer full): the profile there, or the neutral one where there is none; %NULL with
 *   @error set where there is one that cannot be used
 */
ToteProfile *
tote_profile_new_found (GError **error)
{
  g_autofree char *path = find_profile ();

  return path != NULL ? tote_profile_new_from_file (path, error) : tote_profile_new_neutral ();
}

static const char *
get_value (ToteProfile *self, const char *name)
{
  g_return_val_if_fail (TOTE_IS_PROFILE (self), NULL);

  return g_hash_table_lookup (self->values, name);
}

/**
 * tote_profile_get_name:
 *
 * Returns: (nullable): the retailer's name
 */
const char *
tote_profile_get_name (ToteProfile *self)
{
  return get_value (self, "Retailer/Name");
}

/**
 * tote_profile_get_logo:
 *
 * Returns: (nullable): the path of the retailer's logo
 */
const char *
tote_profile_get_logo (ToteProfile *self)
{
  return get_value (self, "Retailer/Logo");
}

/**
 * tote_profile_get_colour:
 * @colour: (out caller-allocates): the retailer's colour, as given
 *
 * Returns: whether there is one
 */
gboolean
tote_profile_get_colour (ToteProfile *self, GdkRGBA *colour)
{
  const char *value;

  g_return_val_if_fail (TOTE_IS_PROFILE (self), FALSE);

  value = get_value (self, "Retailer/Color");

  return value != NULL && gdk_rgba_parse (colour, value);
}

/**
 * tote_profile_get_support_uri:
 *
 * Returns: (nullable): where a customer gets help
 */
const char *
tote_profile_get_support_uri (ToteProfile *self)
{
  return get_value (self, "Retailer/Support-Uri");
}

/**
 * tote_profile_get_silence_bought:
 *
 * Returns: whether an unanswered replacement is bought; else it is refunded
 */
gboolean
tote_profile_get_silence_bought (ToteProfile *self)
{
  return g_strcmp0 (get_value (self, "Retailer/Silence"), "refunded") != 0;
}

/* A name, or one under it. */
static gboolean
is_within (const char *host, const char *name)
{
  gsize host_length = strlen (host), length = strlen (name);

  return host_length >= length && g_ascii_strcasecmp (host + host_length - length, name) == 0 &&
         (host_length == length || host[host_length - length - 1] == '.');
}

/**
 * tote_profile_has_picture_host:
 * @host: the name of a host
 *
 * Returns: whether the retailer says that its pictures may be shown
 */
gboolean
tote_profile_has_picture_host (ToteProfile *self, const char *host)
{
  const char *value = get_value (self, "Retailer/Pictures");
  g_auto (GStrv) names = g_strsplit (value != NULL ? value : "", ",", -1);

  g_return_val_if_fail (host != NULL, FALSE);

  for (guint i = 0; names[i] != NULL; i++)
    if (is_within (host, g_strstrip (names[i])))
      return TRUE;

  return FALSE;
}

/**
 * tote_profile_get_server:
 *
 * Returns: (nullable): the base address of the server
 */
const char *
tote_profile_get_server (ToteProfile *self)
{
  return get_value (self, "Connect/Server");
}

/**
 * tote_profile_get_broker:
 *
 * Returns: (nullable): the base address of the retailer's broker
 */
const char *
tote_profile_get_broker (ToteProfile *self)
{
  return get_value (self, "Connect/Broker");
}

/**
 * tote_profile_get_retailer_id:
 *
 * Returns: (nullable): which of a retailer's banners the server is asked for
 */
const char *
tote_profile_get_retailer_id (ToteProfile *self)
{
  return get_value (self, "Connect/Retailer-Id");
}

/**
 * tote_profile_get_tiles:
 * @dark: for the dark look
 *
 * Returns: (nullable): where the map's tiles are, %NULL for a map without any: no server is asked
 *   that the retailer has not chosen
 */
const char *
tote_profile_get_tiles (ToteProfile *self, gboolean dark)
{
  const char *tiles = dark ? get_value (self, "Map/Tiles-Dark") : NULL;

  return tiles != NULL ? tiles : get_value (self, "Map/Tiles");
}

/**
 * tote_profile_get_attribution:
 *
 * Returns: (nullable): who made the map
 */
const char *
tote_profile_get_attribution (ToteProfile *self)
{
  return get_value (self, "Map/Attribution");
}

/**
 * tote_profile_get_kiosk_mode:
 *
 * Returns: “board”, “look-up” or “order”
 */
const char *
tote_profile_get_kiosk_mode (ToteProfile *self)
{
  const char *mode = get_value (self, "Kiosk/Mode");

  return mode != NULL ? mode : "board";
}

/**
 * tote_profile_read_kiosk_key:
 * @credential: (nullable): where the key is if the profile names no file for it
 *
 * Returns: (transfer full) (nullable): the key of a store display; %NULL with no @error where
 *   there is neither
 */
char *
tote_profile_read_kiosk_key (ToteProfile *self, const char *credential, GError **error)
{
  const char *named = get_value (self, "Kiosk/Key-File");
  const char *path = named != NULL ? named : credential;
  g_autofree char *key = NULL;
  g_autoptr (GError) local = NULL;

  if (path == NULL)
    return NULL;

  if (g_file_get_contents (path, &key, NULL, &local) && *g_strstrip (key) != '\0' &&
      strchr (key, '\n') == NULL)
    return g_steal_pointer (&key);

  g_set_error (error, TOTE_PROFILE_ERROR, TOTE_PROFILE_ERROR_VALUE, "%s: %s",
               named != NULL ? "[Kiosk] Key-File" : credential,
               local != NULL ? local->message : _ ("in the file is not one line with the key"));

  return NULL;
}

/**
 * tote_profile_get_kiosk_country:
 *
 * Returns: where the store is, in two letters
 */
const char *
tote_profile_get_kiosk_country (ToteProfile *self)
{
  const char *country = get_value (self, "Kiosk/Country");

  return country != NULL ? country : "US";
}

/**
 * tote_profile_get_chime:
 *
 * Returns: whether a kiosk makes a sound when an order becomes ready
 */
gboolean
tote_profile_get_chime (ToteProfile *self)
{
  return g_strcmp0 (get_value (self, "Kiosk/Chime"), "on") == 0;
}

/**
 * tote_profile_get_idle_seconds:
 *
 * Returns: after how many seconds with no touch a kiosk forgets
 */
guint
tote_profile_get_idle_seconds (ToteProfile *self)
{
  const char *seconds = get_value (self, "Kiosk/Idle-Seconds");

  return (guint) g_ascii_strtoull (seconds != NULL ? seconds : IDLE_SECONDS, NULL, 10);
}

/**
 * tote_profile_get_masked:
 * @field: “address”, “phone”, “name” or “notes”
 *
 * Returns: whether a kiosk does not show it
 */
gboolean
tote_profile_get_masked (ToteProfile *self, const char *field)
{
  const char *mask = get_value (self, "Kiosk/Mask");
  g_auto (GStrv) parts = g_strsplit (mask != NULL ? mask : "address,phone", ",", -1);

  for (guint i = 0; parts[i] != NULL; i++)
    if (g_str_equal (g_strstrip (parts[i]), field))
      return TRUE;

  return FALSE;
}

/**
 * tote_profile_dup_replies:
 *
 * Returns: (transfer full) (nullable): what a customer may answer the shopper with one click; %NULL
 *   where the built-in answers do
 */
char **
tote_profile_dup_replies (ToteProfile *self)
{
  const char *replies = get_value (self, "Chat/Replies");
  char **parts = replies != NULL ? g_strsplit (replies, ";", -1) : NULL;

  for (guint i = 0; parts != NULL && parts[i] != NULL; i++)
    g_strstrip (parts[i]);

  return parts;
}

/**
 * tote_choice_fits:
 * @name: (nullable): what the item on the order is called
 *
 * Returns: whether @choice may stand in for it: each word of one of its terms begins a word of
 *   @name, in any case and with or without accents
 */
gboolean
tote_choice_fits (const ToteChoice *choice, const char *name)
{
  if (choice->fits == NULL)
    return TRUE;

  for (guint i = 0; name != NULL && choice->fits[i] != NULL; i++)
    if (g_str_match_string (choice->fits[i], name, TRUE))
      return TRUE;

  return FALSE;
}

/**
 * tote_profile_get_choice:
 * @position: which one
 *
 * Returns: (transfer none) (nullable): an item that can be asked for instead; %NULL past the end
 */
const ToteChoice *
tote_profile_get_choice (ToteProfile *self, guint position)
{
  g_return_val_if_fail (TOTE_IS_PROFILE (self), NULL);

  return position < self->choices->len ? &g_array_index (self->choices, ToteChoice, position)
                                       : NULL;
}
