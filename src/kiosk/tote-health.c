/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-names.h"

#include "tote-health.h"

#include "tote-time.h"

#include <glib/gstdio.h>
#include <json-glib/json-glib.h>

#define OBJECT_PATH TOTE_OBJECT_PATH "/Health"

/* The same with every brand: what a name of the bus is for, not whose. */
#define INTERFACE "io.github.tote.Tote.Health"

struct _ToteHealth {
  GObject parent_instance;

  char *path; /* (owned): of the file */
  char *name; /* (owned): on the bus */
  char *mode; /* (owned) */
  gint64 last_answer;
  gint64 last_frame;
  guint restarts;
  guint owner;                 /* 0 for none */
  GDBusConnection *connection; /* (owned) (nullable) */
  guint object;                /* 0 for none */
};

G_DEFINE_FINAL_TYPE (ToteHealth, tote_health, G_TYPE_OBJECT)

static const char interface_xml[] = "<node><interface name='" INTERFACE "'>"
                                    "<property name='Mode' type='s' access='read'/>"
                                    "<property name='LastAnswer' type='s' access='read'/>"
                                    "<property name='LastFrame' type='s' access='read'/>"
                                    "<property name='Restarts' type='u' access='read'/>"
                                    "</interface></node>";

/* Returns: (transfer full): ISO 8601, whole seconds, empty for never. */
static char *
format_time (gint64 real_us)
{
  g_autoptr (GDateTime) time = tote_time_from_us (real_us - real_us % G_USEC_PER_SEC);

  return real_us > 0 && time != NULL ? g_date_time_format_iso8601 (time) : g_strdup ("");
}

static GVariant *
get_bus_property (GDBusConnection *connection, const char *sender, const char *object_path,
                  const char *interface, const char *property, GError **error, gpointer user_data)
{
  ToteHealth *self = user_data;

  if (g_str_equal (property, "Mode"))
    return g_variant_new_string (self->mode);
  if (g_str_equal (property, "LastAnswer"))
    return g_variant_new_take_string (format_time (self->last_answer));
  if (g_str_equal (property, "LastFrame"))
    return g_variant_new_take_string (format_time (self->last_frame));

  return g_variant_new_uint32 (self->restarts);
}

static const GDBusInterfaceVTable vtable = { .get_property = get_bus_property };

static void
tote_health_dispose (GObject *object)
{
  ToteHealth *self = TOTE_HEALTH (object);

  if (self->object != 0)
    g_dbus_connection_unregister_object (self->connection, self->object);
  self->object = 0;
  g_clear_handle_id (&self->owner, g_bus_unown_name);
  g_clear_object (&self->connection);

  G_OBJECT_CLASS (tote_health_parent_class)->dispose (object);
}

static void
tote_health_finalize (GObject *object)
{
  ToteHealth *self = TOTE_HEALTH (object);

  g_free (self->path);
  g_free (self->name);
  g_free (self->mode);

  G_OBJECT_CLASS (tote_health_parent_class)->finalize (object);
}

static void
tote_health_class_init (ToteHealthClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = tote_health_dispose;
  object_class->finalize = tote_health_finalize;
}

static void
tote_health_init (ToteHealth *self)
{
  self->mode = g_strdup ("");
}

/**
 * tote_health_new:
 * @path: of the file; its folder is made
 * @name: the name to own on the bus
 *
 * Returns: (transfer full): nothing known yet
 */
ToteHealth *
tote_health_new (const char *path, const char *name)
{
  ToteHealth *self;

  g_return_val_if_fail (path != NULL && name != NULL, NULL);

  self = g_object_new (TOTE_TYPE_HEALTH, NULL);
  self->path = g_strdup (path);
  self->name = g_strdup (name);

  return self;
}

/**
 * tote_health_set_mode:
 * @mode: what is on the screen: “board”, “look-up”, “order”, “trouble”
 */
void
tote_health_set_mode (ToteHealth *self, const char *mode)
{
  g_return_if_fail (TOTE_IS_HEALTH (self));
  g_return_if_fail (mode != NULL);

  g_free (self->mode);
  self->mode = g_strdup (mode);
}

/**
 * tote_health_set_last_answer:
 * @real_us: when the store's server last answered well
 */
void
tote_health_set_last_answer (ToteHealth *self, gint64 real_us)
{
  g_return_if_fail (TOTE_IS_HEALTH (self));

  self->last_answer = real_us;
}

/**
 * tote_health_set_last_frame:
 * @real_us: when something was last drawn
 */
void
tote_health_set_last_frame (ToteHealth *self, gint64 real_us)
{
  g_return_if_fail (TOTE_IS_HEALTH (self));

  self->last_frame = real_us;
}

/**
 * tote_health_count_restart:
 *
 * The display had to be started again.
 */
void
tote_health_count_restart (ToteHealth *self)
{
  g_return_if_fail (TOTE_IS_HEALTH (self));

  self->restarts++;
}

/**
 * tote_health_own:
 *
 * Tells it on the bus as well.
 */
void
tote_health_own (ToteHealth *self, GDBusConnection *connection)
{
  g_autoptr (GDBusNodeInfo) node = g_dbus_node_info_new_for_xml (interface_xml, NULL);

  g_return_if_fail (TOTE_IS_HEALTH (self));
  g_return_if_fail (G_IS_DBUS_CONNECTION (connection));
  g_return_if_fail (self->connection == NULL);

  self->connection = g_object_ref (connection);
  self->object = g_dbus_connection_register_object (connection, OBJECT_PATH, node->interfaces[0],
                                                    &vtable, self, NULL, NULL);
  self->owner = g_bus_own_name_on_connection (connection, self->name, G_BUS_NAME_OWNER_FLAGS_NONE,
                                              NULL, NULL, NULL, NULL);
}

static char *
describe (ToteHealth *self)
{
  g_autoptr (JsonNode) root = json_node_new (JSON_NODE_OBJECT);
  g_autofree char *answer = format_time (self->last_answer);
  g_autofree char *frame = format_time (self->last_frame);
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "mode", self->mode);
  json_object_set_string_member (object, "last_answer", answer);
  json_object_set_string_member (object, "last_frame", frame);
  json_object_set_int_member (object, "restarts", self->restarts);
  json_node_take_object (root, object);

  return json_to_string (root, FALSE);
}

/**
 * tote_health_write:
 *
 * Brings the file up to date. It lies in memory (a runtime folder), so this waits for no disk.
 */
void
tote_health_write (ToteHealth *self)
{
  g_autofree char *folder = NULL;
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;

  g_return_if_fail (TOTE_IS_HEALTH (self));

  folder = g_path_get_dirname (self->path);
  text = describe (self);
  if (g_mkdir_with_parents (folder, 0700) != 0 ||
      !g_file_set_contents_full (self->path, text, -1, G_FILE_SET_CONTENTS_CONSISTENT, 0600,
                                 &error))
    g_debug ("No health file: %s", error != NULL ? error->message : folder);
}
