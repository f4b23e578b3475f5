/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-config.h"
#include "tote-names.h"

#include "tote-demo.h"

#include "tote-process.h"

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>
#include <signal.h>
#include <sys/prctl.h>

struct _ToteDemo {
  GObject parent_instance;

  GSubprocess *process;    /* (owned) (nullable) */
  GDataInputStream *lines; /* (owned) (nullable) */
  JsonNode *root;          /* (owned) (nullable): what the sandbox said of itself */
  guint n_orders;          /* that it is to have */
};

G_DEFINE_FINAL_TYPE (ToteDemo, tote_demo, G_TYPE_OBJECT)

/* Beside this program first, so that a build folder and a Flatpak find their own. */
static char *
find_sandbox (void)
{
  static const char *const beside[] = { "tote-sandbox", "../sandbox/tote-sandbox" };
  const char *told = g_getenv ("TOTE_SANDBOX");
  g_autofree char *program = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *folder = program != NULL ? g_path_get_dirname (program) : g_strdup (".");

  if (told != NULL && *told != '\0')
    return g_strdup (told);

  for (guint i = 0; i < G_N_ELEMENTS (beside); i++) {
    g_autofree char *path = g_build_filename (folder, beside[i], NULL);

    if (g_file_test (path, G_FILE_TEST_IS_EXECUTABLE))
      return g_steal_pointer (&path);
  }

  return g_build_filename (TOTE_BINDIR, "tote-sandbox", NULL);
}

/* Runs in the child between fork and exec: nothing but calls that are safe there. */
static void
die_with_parent (gpointer unused)
{
  prctl (PR_SET_PDEATHSIG, SIGTERM);
}

static JsonObject *
get_order (ToteDemo *self, guint position)
{
  JsonObject *root = self->root != NULL ? json_node_get_object (self->root) : NULL;
  JsonNode *orders = root != NULL ? json_object_get_member (root, "orders") : NULL;
  JsonArray *array =
      orders != NULL && JSON_NODE_HOLDS_ARRAY (orders) ? json_node_get_array (orders) : NULL;
  JsonNode *order;

  if (array == NULL || position >= json_array_get_length (array))
    return NULL;

  order = json_array_get_element (array, position);

  return JSON_NODE_HOLDS_OBJECT (order) ? json_node_get_object (order) : NULL;
}

static gboolean
read_line (ToteDemo *self, const char *line, GError **error)
{
  g_autoptr (JsonNode) root = json_from_string (line, error);

  if (root != NULL && JSON_NODE_HOLDS_OBJECT (root)) {
    self->root = g_steal_pointer (&root);
    if (tote_demo_get_url (self) != NULL && tote_demo_get_n_orders (self) > 0)
      return TRUE;
  }

  if (error != NULL && *error == NULL)
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                         _ ("The demo server said something that makes no sense."));

  return FALSE;
}

/* Ends the child process, if there is one. */
static void
stop (ToteDemo *self)
{
  if (self->process != NULL)
    g_subprocess_send_signal (self->process, SIGTERM);

  g_clear_object (&self->process);
  g_clear_object (&self->lines);
  g_clear_pointer (&self->root, json_node_unref);
}

static void
on_line (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  ToteDemo *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;
  g_autofree char *line = g_data_input_stream_read_line_finish_utf8 (G_DATA_INPUT_STREAM (source),
                                                                     result, NULL, &error);

  if (line == NULL && error == NULL)
    error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_FAILED,
                                 _ ("The demo server ended before it was ready."));

  if (error == NULL && read_line (self, line, &error)) {
    g_task_return_boolean (task, TRUE);
    return;
  }

  stop (self);
  g_task_return_error (task, g_steal_pointer (&error));
}

static GSubprocess *
spawn (const char *story, double speed, guint n_orders, GError **error)
{
  g_autoptr (GSubprocessLauncher) launcher =
      g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE);
  g_autofree char *program = find_sandbox ();
  g_autofree char *count = g_strdup_printf ("%u", n_orders);
  char digits[G_ASCII_DTOSTR_BUF_SIZE];

  g_ascii_formatd (digits, sizeof digits, "%g", speed);
  if (tote_process_get_environment () != NULL)
    g_subprocess_launcher_set_environ (launcher, (char **) tote_process_get_environment ());
  g_subprocess_launcher_set_child_setup (launcher, die_with_parent, NULL, NULL);

  return g_subprocess_launcher_spawn (launcher, error, program, "--story", story, "--speed", digits,
                                      "--orders", count, n_orders > 1 ? "--endless" : NULL, NULL);
}

static void
tote_demo_dispose (GObject *object)
{
  stop (TOTE_DEMO (object));

  G_OBJECT_CLASS (tote_demo_parent_class)->dispose (object);
}

static void
tote_demo_class_init (ToteDemoClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = tote_demo_dispose;
}

static void
tote_demo_init (ToteDemo *self)
{
  self->n_orders = 1;
}

/**
 * tote_demo_new:
 *
 * Returns: (transfer full): a demo that has not been started
 */
ToteDemo *
tote_demo_new (void)
{
  return g_object_new (TOTE_TYPE_DEMO, NULL);
}

/**
 * tote_demo_set_n_orders:
 * @n_orders: how many there are to be, one unless set; so many then come again and again
 *
 * To be called before it is started.
 */
void
tote_demo_set_n_orders (ToteDemo *self, guint n_orders)
{
  g_return_if_fail (TOTE_IS_DEMO (self));

  self->n_orders = n_orders;
}

/**
 * tote_demo_start_async:
 * @story: what is to happen, a word tote-sandbox knows
 * @speed: how many times as fast as in life
 * @cancellable: (nullable): stops waiting
 * @callback: called when there is an order to follow
 * @user_data: for @callback
 */
void
tote_demo_start_async (ToteDemo *self, const char *story, double speed, GCancellable *cancellable,
                       GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  g_autoptr (GError) error = NULL;

  g_return_if_fail (TOTE_IS_DEMO (self));
  g_return_if_fail (self->process == NULL);

  g_task_set_source_tag (task, tote_demo_start_async);
  self->process = spawn (story, speed, self->n_orders, &error);
  if (self->process == NULL) {
    g_task_return_error (task, g_steal_pointer (&error));
    return;
  }

  self->lines = g_data_input_stream_new (g_subprocess_get_stdout_pipe (self->process));
  g_data_input_stream_read_line_async (self->lines, G_PRIORITY_DEFAULT, cancellable, on_line,
                                       g_steal_pointer (&task));
}

/**
 * tote_demo_start_finish:
 * @result: what the callback got
 * @error: return location for why there is no demo
 *
 * Returns: whether there is an order to follow
 */
gboolean
tote_demo_start_finish (ToteDemo *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static const char *
get_text (ToteDemo *self, const char *name)
{
  g_return_val_if_fail (TOTE_IS_DEMO (self), NULL);

  return self->root != NULL ? json_object_get_string_member_with_default (
                                  json_node_get_object (self->root), name, NULL)
                            : NULL;
}

/**
 * tote_demo_get_url:
 *
 * Returns: (nullable): the base address of its server, once it is started
 */
const char *
tote_demo_get_url (ToteDemo *self)
{
  return get_text (self, "url");
}

/**
 * tote_demo_get_broker:
 *
 * Returns: (nullable): the base address of its broker, once it is started
 */
const char *
tote_demo_get_broker (ToteDemo *self)
{
  return get_text (self, "broker");
}

/**
 * tote_demo_get_kiosk_key:
 *
 * Returns: (nullable): what a store display proves itself with at that broker
 */
const char *
tote_demo_get_kiosk_key (ToteDemo *self)
{
  return get_text (self, "kiosk_key");
}

/**
 * tote_demo_get_n_orders:
 *
 * Returns: how many orders there are to follow
 */
guint
tote_demo_get_n_orders (ToteDemo *self)
{
  guint n = 0;

  g_return_val_if_fail (TOTE_IS_DEMO (self), 0);

  while (get_order (self, n) != NULL)
    n++;

  return n;
}

/**
 * tote_demo_get_order_id:
 * @position: which order
 *
 * Returns: (nullable): its id
 */
const char *
tote_demo_get_order_id (ToteDemo *self, guint position)
{
  JsonObject *order;

  g_return_val_if_fail (TOTE_IS_DEMO (self), NULL);

  order = get_order (self, position);

  return order != NULL ? json_object_get_string_member_with_default (order, "id", NULL) : NULL;
}

/**
 * tote_demo_get_token:
 * @position: which order
 *
 * Returns: (nullable): what opens it
 */
const char *
tote_demo_get_token (ToteDemo *self, guint position)
{
  JsonObject *order;

  g_return_val_if_fail (TOTE_IS_DEMO (self), NULL);

  order = get_order (self, position);

  return order != NULL ? json_object_get_string_member_with_default (order, "token", NULL) : NULL;
}
