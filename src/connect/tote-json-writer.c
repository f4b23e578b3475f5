/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-json-writer.h"

#include <json-glib/json-glib.h>

static void
append_string (GString *self, const char *value)
{
  g_autoptr (JsonNode) node = json_node_init_string (json_node_alloc (), value);
  g_autofree char *literal = json_to_string (node, FALSE);

  g_string_append (self, literal);
}

static void
append_name (GString *self, const char *name)
{
  if (self->str[self->len - 1] != '{')
    g_string_append_c (self, ',');
  g_string_append_printf (self, "\"%s\":", name);
}

/**
 * tote_json_writer_new:
 *
 * Returns: (transfer full): an open object, for tote_json_writer_end() to close
 */
GString *
tote_json_writer_new (void)
{
  return g_string_new ("{");
}

/**
 * tote_json_writer_add_string:
 * @value: (nullable): valid UTF-8; the member is left out when %NULL
 */
void
tote_json_writer_add_string (GString *self, const char *name, const char *value)
{
  if (value == NULL)
    return;

  append_name (self, name);
  append_string (self, value);
}

/**
 * tote_json_writer_add_boolean:
 *
 * Adds a member that is true or false.
 */
void
tote_json_writer_add_boolean (GString *self, const char *name, gboolean value)
{
  append_name (self, name);
  g_string_append (self, value ? "true" : "false");
}

/**
 * tote_json_writer_add_number:
 * @decimal: a number as JSON writes it
 */
void
tote_json_writer_add_number (GString *self, const char *name, const char *decimal)
{
  append_name (self, name);
  g_string_append (self, decimal);
}

/**
 * tote_json_writer_add_strv:
 *
 * Adds a list of texts.
 */
void
tote_json_writer_add_strv (GString *self, const char *name, const char *const *values)
{
  gsize i;

  append_name (self, name);
  g_string_append_c (self, '[');
  for (i = 0; values[i] != NULL; i++) {
    if (i > 0)
      g_string_append_c (self, ',');
    append_string (self, values[i]);
  }
  g_string_append_c (self, ']');
}

/**
 * tote_json_writer_open:
 *
 * Begins an object inside the one at hand; what is added next is its.
 */
void
tote_json_writer_open (GString *self, const char *name)
{
  append_name (self, name);
  g_string_append_c (self, '{');
}

/**
 * tote_json_writer_close:
 *
 * Ends the object begun last.
 */
void
tote_json_writer_close (GString *self)
{
  g_string_append_c (self, '}');
}

/**
 * tote_json_writer_end:
 * @self: (transfer full): the object
 *
 * Returns: (transfer full): its text
 */
GBytes *
tote_json_writer_end (GString *self)
{
  tote_json_writer_close (self);

  return g_string_free_to_bytes (self);
}
