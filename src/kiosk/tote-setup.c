/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-setup.h"

#include "tote-json.h"

static const struct {
  const char *name;
  gsize offset;
} texts[] = {
  { "mode", G_STRUCT_OFFSET (ToteSetup, mode) },
  { "trouble", G_STRUCT_OFFSET (ToteSetup, trouble) },
  { "profile", G_STRUCT_OFFSET (ToteSetup, profile) },
  { "broker", G_STRUCT_OFFSET (ToteSetup, broker) },
  { "server", G_STRUCT_OFFSET (ToteSetup, server) },
  { "key", G_STRUCT_OFFSET (ToteSetup, key) },
  { "order", G_STRUCT_OFFSET (ToteSetup, order_id) },
  { "token", G_STRUCT_OFFSET (ToteSetup, token) },
};

static char **
get_text (const ToteSetup *self, guint i)
{
  return G_STRUCT_MEMBER_P (self, texts[i].offset);
}

/**
 * tote_setup_new_for_trouble:
 * @text: for the people of the store
 *
 * Returns: (transfer full): a display that says why it shows nothing
 */
ToteSetup *
tote_setup_new_for_trouble (const char *text)
{
  ToteSetup *self = g_new0 (ToteSetup, 1);

  self->mode = g_strdup ("trouble");
  self->trouble = g_strdup (text);
  self->pace = 1;

  return self;
}

/**
 * tote_setup_write:
 *
 * Returns: (transfer full): the same as an object of JSON
 */
JsonObject *
tote_setup_write (const ToteSetup *self)
{
  JsonObject *object = json_object_new ();

  g_return_val_if_fail (self != NULL, object);

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    if (*get_text (self, i) != NULL)
      json_object_set_string_member (object, texts[i].name, *get_text (self, i));
  json_object_set_double_member (object, "pace", self->pace);
  json_object_set_boolean_member (object, "demo", self->demo);

  return object;
}

static void
read_tries (ToteSetup *self, JsonObject *object)
{
  JsonArray *tries = tote_json_get_array (object, "tries");

  for (guint i = 0; tries != NULL && i < MIN (json_array_get_length (tries), TOTE_TRIES_MAX); i++)
    self->tries.at[i] = json_array_get_int_element (tries, i);
}

static void
read_board (ToteSetup *self, JsonObject *object)
{
  JsonArray *board = tote_json_get_array (object, "board");

  if (board == NULL || !tote_json_get_int64 (object, "board_at", &self->board_at))
    return;

  self->board = json_array_ref (board);
}

/**
 * tote_setup_read:
 * @line: an object of JSON
 *
 * Returns: (transfer full) (nullable): what it says
 */
ToteSetup *
tote_setup_read (const char *line, GError **error)
{
  g_autoptr (JsonNode) root = NULL;
  g_autoptr (ToteSetup) self = NULL;
  JsonObject *object;

  g_return_val_if_fail (line != NULL, NULL);

  root = json_from_string (line, error);
  if (root == NULL)
    return NULL;

  object = JSON_NODE_HOLDS_OBJECT (root) ? json_node_get_object (root) : NULL;
  if (object == NULL || tote_json_get_string (object, "mode") == NULL) {
    g_set_error_literal (error, JSON_PARSER_ERROR, JSON_PARSER_ERROR_INVALID_DATA,
                         "It does not say what to show");
    return NULL;
  }

  self = g_new0 (ToteSetup, 1);
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    *get_text (self, i) = g_strdup (tote_json_get_string (object, texts[i].name));
  tote_json_get_double (object, "pace", &self->pace);
  tote_json_get_boolean (object, "demo", &self->demo);
  read_tries (self, object);
  read_board (self, object);

  return g_steal_pointer (&self);
}

/**
 * tote_setup_free:
 * @self: (nullable)
 */
void
tote_setup_free (ToteSetup *self)
{
  if (self == NULL)
    return;

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    g_free (*get_text (self, i));
  g_clear_pointer (&self->board, json_array_unref);
  g_free (self);
}
