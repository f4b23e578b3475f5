/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-sandbox-mangling.h"

#include <json-glib/json-glib.h>

#include <string.h>

/* An answer that is JSON of the right shape, and yet not what anybody expects. */

typedef struct {
  const char *text;
  guint count;
} Odd;

/* Such as stand in a name because somebody pasted them, or wanted to see what happens. */
static const Odd odd_texts[TOTE_SANDBOX_ODD_TEXTS] = {
  { "W", 10000 }, /* no place to break it */
  { "a\314\201\314\202\314\203\314\204\314\205\314\206\314\207\314\210\314\211\314\212", 60 },
  { "\342\200\213\342\201\240\357\273\277", 100 },         /* nothing that can be seen */
  { "\342\200\256gnp.live \342\201\247\342\200\255", 12 }, /* turned around */
  { "\360\237\221\251\360\237\217\275\342\200\215\360\237\232\200", 700 }, /* one emoji of four */
  { "Milk of happy cows ", 106 }, /* 2,000 characters of words */
  { "line\n", 400 },
  { "<b>&amp;</b><span size=\"90000\">", 40 },          /* as if it were markup */
  { "\331\205\330\261\330\255\330\250\330\247 ", 300 }, /* from the right */
};

/* Members that hold what a person wrote, in either dialect: not words of the platform. */
static const char *const written[] = {
  "name",           "product_name",
  "first_name",     "display_name",
  "cost_unit",      "body",
  "message",        "address_line_1",
  "address_line_2", "locality",
  "city",           "administrative_area",
  "postal_code",    "dropoff_location",
  "notes",          "instructions",
  "instruction",    "category",
  "value",          "model",
  "license_plate",  "color",
  "label",          NULL,
};

typedef struct {
  const char *text; /* (nullable): what written texts become */
  const char *name; /* (nullable): which member is taken out */
} Mangling;

static void mangle (JsonNode *node, const Mangling *mangling);

static void
mangle_element (JsonArray *array, guint index, JsonNode *node, gpointer mangling)
{
  mangle (node, mangling);
}

static void
mangle_object (JsonObject *object, const Mangling *mangling)
{
  g_autoptr (GList) names = json_object_get_members (object);

  for (GList *link = names; link != NULL; link = link->next) {
    const char *name = link->data;
    JsonNode *node = json_object_get_member (object, name);

    if (g_strcmp0 (name, mangling->name) == 0)
      json_object_remove_member (object, name);
    else if (mangling->text != NULL && json_node_get_value_type (node) == G_TYPE_STRING &&
             g_strv_contains (written, name))
      json_object_set_string_member (object, name, mangling->text);
    else
      mangle (node, mangling);
  }
}

static void
mangle (JsonNode *node, const Mangling *mangling)
{
  if (JSON_NODE_HOLDS_OBJECT (node))
    mangle_object (json_node_get_object (node), mangling);
  else if (JSON_NODE_HOLDS_ARRAY (node))
    json_array_foreach_element (json_node_get_array (node), mangle_element, (gpointer) mangling);
}

/* What is no JSON is not touched. */
static GBytes *
mangle_bytes (GBytes *json, const Mangling *mangling)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  gsize length = 0;
  const char *text = g_bytes_get_data (json, &length);
  char *mangled;

  if (text == NULL || !json_parser_load_from_data (parser, text, (gssize) length, NULL) ||
      json_parser_get_root (parser) == NULL)
    return g_bytes_ref (json);

  mangle (json_parser_get_root (parser), mangling);
  mangled = json_to_string (json_parser_get_root (parser), FALSE);

  return g_bytes_new_take (mangled, strlen (mangled));
}

/**
 * tote_sandbox_mangle_texts:
 * @json: an answer
 * @kind: from 1 to %TOTE_SANDBOX_ODD_TEXTS
 *
 * Returns: (transfer full): the answer with each text in it that a person wrote replaced by one
 *   that nobody expects
 */
GBytes *
tote_sandbox_mangle_texts (GBytes *json, guint kind)
{
  g_autoptr (GString) text = g_string_new (NULL);
  const Odd *odd;

  g_return_val_if_fail (json != NULL, NULL);
  g_return_val_if_fail (kind >= 1 && kind <= TOTE_SANDBOX_ODD_TEXTS, NULL);

  odd = &odd_texts[kind - 1];
  for (guint i = 0; i < odd->count; i++)
    g_string_append (text, odd->text);

  return mangle_bytes (json, &(Mangling){ text->str, NULL });
}

/**
 * tote_sandbox_mangle_member:
 * @json: an answer
 * @name: of members
 *
 * Returns: (transfer full): the answer without any member of that name
 */
GBytes *
tote_sandbox_mangle_member (GBytes *json, const char *name)
{
  g_return_val_if_fail (json != NULL, NULL);
  g_return_val_if_fail (name != NULL, NULL);

  return mangle_bytes (json, &(Mangling){ NULL, name });
}
