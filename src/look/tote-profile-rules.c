/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-config.h"

#include "tote-profile-rules.h"

#include "tote-tile-file.h"
#include "tote-tile-pattern.h"
#include "tote-token-source.h"

#include <gdk/gdk.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#define IDLE_SECONDS_MIN 10
#define IDLE_SECONDS_MAX 3600

/* More than this is no longer quick. */
#define N_REPLIES_MAX 6
#define REPLY_MAX 80

/* Each rule sees one value and says why it cannot stand; it may make a path absolute. */
typedef gboolean (*Check) (const char *folder, char **value, const char **why);

static gboolean
check_text (const char *folder, char **value, const char **why)
{
  *why = _ ("it is empty or too long");

  return **value != '\0' && g_utf8_strlen (*value, -1) <= 200;
}

static gboolean
check_logo (const char *folder, char **value, const char **why)
{
  g_autofree char *path = NULL;

  *why = _ ("only an SVG or PNG file is a logo");
  if (!g_str_has_suffix (*value, ".svg") && !g_str_has_suffix (*value, ".png"))
    return FALSE;

  path = g_canonicalize_filename (*value, folder);
  g_free (*value);
  *value = g_steal_pointer (&path);
  *why = _ ("there is no such file");

  return g_file_test (*value, G_FILE_TEST_IS_REGULAR);
}

static gboolean
check_colour (const char *folder, char **value, const char **why)
{
  GdkRGBA colour;

  *why = _ ("it is not a colour such as #1f7a4d");
  return **value == '#' && gdk_rgba_parse (&colour, *value);
}

static gboolean
has_scheme (const char *value, const char *const *schemes)
{
  g_autofree char *scheme = g_uri_parse_scheme (value);

  return scheme != NULL && g_strv_contains (schemes, scheme);
}

static gboolean
check_support (const char *folder, char **value, const char **why)
{
  static const char *const schemes[] = { "tel", "mailto", "https", NULL };

  *why = _ ("it is not a tel:, mailto: or https: address");

  return has_scheme (*value, schemes);
}

static gboolean
check_word (const char *value, const char *const *words, const char **why)
{
  *why = _ ("it is none of the words that can stand here");

  return g_strv_contains (words, value);
}

static gboolean
check_silence (const char *folder, char **value, const char **why)
{
  return check_word (*value, (const char *const[]){ "bought", "refunded", NULL }, why);
}

static gboolean
is_host (const char *name)
{
  const gsize length = strlen (name);

  return length > 0 && strspn (name, G_CSET_a_2_z G_CSET_A_2_Z G_CSET_DIGITS "-.") == length &&
         strchr (name, '.') != NULL && name[0] != '.' && name[length - 1] != '.' &&
         strstr (name, "..") == NULL;
}

static gboolean
check_hosts (const char *folder, char **value, const char **why)
{
  g_auto (GStrv) names = g_strsplit (*value, ",", -1);

  *why = _ ("it is not a host such as images.example.com, or several with commas between them");
  for (guint i = 0; names[i] != NULL; i++)
    if (!is_host (g_strstrip (names[i])))
      return FALSE;

  return names[0] != NULL;
}

static gboolean
is_loopback (const char *host)
{
  return g_strcmp0 (host, "127.0.0.1") == 0 || g_strcmp0 (host, "::1") == 0 ||
         g_strcmp0 (host, "localhost") == 0;
}

static gboolean
check_server (const char *folder, char **value, const char **why)
{
  g_autoptr (GUri) uri = g_uri_parse (*value, G_URI_FLAGS_NONE, NULL);

  *why = _ ("it is not an https: address (http: only on this machine)");
  if (uri == NULL || g_uri_get_host (uri) == NULL || *g_uri_get_host (uri) == '\0')
    return FALSE;

  return g_str_equal (g_uri_get_scheme (uri), "https") ||
         (g_str_equal (g_uri_get_scheme (uri), "http") && is_loopback (g_uri_get_host (uri)));
}

static gboolean
check_tile_file (const char *folder, char **value, const char **why)
{
  const char *name = *value + strlen (TOTE_TILE_FILE_SCHEME);
  g_autofree char *path = g_canonicalize_filename (name, folder);
  g_autoptr (ToteTileFile) file = NULL;

  *why = _ ("there is no such file");
  if (*name == '\0' || !g_file_test (path, G_FILE_TEST_IS_REGULAR))
    return FALSE;

  g_free (*value);
  *value = g_strconcat (TOTE_TILE_FILE_SCHEME, path, NULL);
  *why = _ ("it is not an MBTiles file with pictures in it");
  file = tote_tile_file_new (path, NULL);

  return file != NULL;
}

static gboolean
check_tiles (const char *folder, char **value, const char **why)
{
  g_autofree char *url = NULL;

  if (g_str_has_prefix (*value, TOTE_TILE_FILE_SCHEME))
    return check_tile_file (folder, value, why);

  if (!tote_tile_pattern_check (*value, why))
    return FALSE;

  url = tote_tile_pattern_expand (*value, 0, 0, 0, 1);

  return check_server (folder, &url, why);
}

static gboolean
check_mode (const char *folder, char **value, const char **why)
{
  return check_word (*value, (const char *const[]){ "board", "look-up", "order", NULL }, why);
}

static gboolean
check_idle (const char *folder, char **value, const char **why)
{
  guint64 seconds = 0;

  *why = _ ("it is not a whole number from 10 to 3600");

  return g_ascii_string_to_unsigned (*value, 10, IDLE_SECONDS_MIN, IDLE_SECONDS_MAX, &seconds,
                                     NULL);
}

static gboolean
check_mask (const char *folder, char **value, const char **why)
{
  static const char *const fields[] = { "address", "phone", "name", "notes", NULL };
  g_auto (GStrv) parts = g_strsplit (*value, ",", -1);

  *why = _ ("it names a field that cannot be masked");
  for (guint i = 0; parts[i] != NULL; i++)
    if (!g_strv_contains (fields, g_strstrip (parts[i])))
      return FALSE;

  return TRUE;
}

/* The file itself may come later: systemd puts it there when the display starts. */
static gboolean
check_key_file (const char *folder, char **value, const char **why)
{
  g_autofree char *path = g_canonicalize_filename (*value, folder);

  *why = _ ("it is empty or too long");
  if (**value == '\0')
    return FALSE;

  g_free (*value);
  *value = g_steal_pointer (&path);

  return TRUE;
}

/* “Yes, please; No, thank you” */
static gboolean
check_replies (const char *folder, char **value, const char **why)
{
  g_auto (GStrv) parts = g_strsplit (*value, ";", -1);

  *why = _ ("it is not one to six answers of up to 80 characters, with semicolons between them");
  for (guint i = 0; parts[i] != NULL; i++)
    if (*g_strstrip (parts[i]) == '\0' || g_utf8_strlen (parts[i], -1) > REPLY_MAX)
      return FALSE;

  return parts[0] != NULL && g_strv_length (parts) <= N_REPLIES_MAX;
}

static gboolean
check_country (const char *folder, char **value, const char **why)
{
  *why = _ ("it is not a country in two letters, such as US");

  return strlen (*value) == 2 && g_ascii_isupper ((*value)[0]) && g_ascii_isupper ((*value)[1]);
}

static gboolean
check_switch (const char *folder, char **value, const char **why)
{
  return check_word (*value, (const char *const[]){ "on", "off", NULL }, why);
}

static gboolean
check_id (const char *folder, char **value, const char **why)
{
  *why = _ ("it is not made of letters, digits and the like alone");

  return tote_token_is_sound (*value);
}

static const struct {
  const char *group;
  const char *key;
  Check check;
} keys[] = {
  { "Retailer", "Name", check_text },       { "Retailer", "Logo", check_logo },
  { "Retailer", "Color", check_colour },    { "Retailer", "Support-Uri", check_support },
  { "Retailer", "Silence", check_silence }, { "Retailer", "Pictures", check_hosts },
  { "Connect", "Server", check_server },    { "Connect", "Broker", check_server },
  { "Connect", "Retailer-Id", check_id },   { "Map", "Tiles", check_tiles },
  { "Map", "Tiles-Dark", check_tiles },     { "Map", "Attribution", check_text },
  { "Kiosk", "Mode", check_mode },          { "Kiosk", "Idle-Seconds", check_idle },
  { "Kiosk", "Mask", check_mask },          { "Kiosk", "Key-File", check_key_file },
  { "Kiosk", "Country", check_country },    { "Kiosk", "Chime", check_switch },
  { "Chat", "Replies", check_replies },
};

/**
 * tote_profile_rules_know_group:
 * @group: the name of a group of a profile
 *
 * Returns: whether it means anything
 */
gboolean
tote_profile_rules_know_group (const char *group)
{
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    if (g_str_equal (group, keys[i].group))
      return TRUE;

  return FALSE;
}

/**
 * tote_profile_rules_check:
 * @folder: the folder of the profile, for what stands beside it
 * @group: a group of the profile
 * @key: a key in it
 * @value: (inout): its value; a path is made absolute
 * @why: (out) (nullable): why it cannot stand, translated; %NULL when there is no such key
 *
 * Returns: whether the value can be what it stands for
 */
gboolean
tote_profile_rules_check (const char *folder, const char *group, const char *key, char **value,
                          const char **why)
{
  *why = NULL;
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    if (g_str_equal (group, keys[i].group) && g_str_equal (key, keys[i].key))
      return keys[i].check (folder, value, why);

  return FALSE;
}
