/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-config.h"
#include "tote-names.h"

#include "tote-add-order.h"
#include "tote-link-dialog.h"
#include "tote-brand.h"
#include "tote-manual-clock.h"
#include "tote-recent-stores.h"
#include "tote-session.h"
#include "tote-settings.h"
#include "tote-stage-set.h"

#include <json-glib/json-glib.h>
#include <string.h>

/* The window where a customer comes in: against the sandbox and its broker, with no secret service.
 */

typedef struct {
  ToteSandboxOptions *options;
  ToteSandboxServer *server;
  SoupSession *session;
  ToteOrderBook *book;
  ToteDoor *door;
  ToteWindow *window;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (ToteSignIn) sign_in = NULL;
  g_autofree char *broker = NULL;
  g_autoptr (GError) error = NULL;
  const char *server;

  fixture->options = tote_sandbox_options_new ();
  fixture->server = tote_sandbox_server_new (fixture->options);
  tote_sandbox_server_start (fixture->server, &error);
  g_assert_no_error (error);
  server = tote_sandbox_server_get_uri (fixture->server);
  broker = g_strconcat (server, "/broker", NULL);

  fixture->session = tote_session_new ();
  sign_in = tote_sign_in_new (fixture->session, tote_clock_get_default ());
  fixture->book = tote_order_book_new (tote_clock_get_default (), fixture->session);
  tote_order_book_set_pace (fixture->book, 0.05);
  fixture->door = tote_door_new (fixture->book, sign_in);
  tote_door_set_store (fixture->door, server, broker);

  fixture->window =
      tote_window_new (NULL, tote_order_book_get_orders (fixture->book), fixture->door);
  g_signal_connect_swapped (fixture->door, "entered", G_CALLBACK (tote_window_show_order),
                            fixture->window);
  gtk_window_present (GTK_WINDOW (fixture->window));
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  g_signal_handlers_disconnect_by_data (fixture->door, fixture->window);
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  tote_order_book_close (fixture->book);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_object_unref (fixture->door);
  g_object_unref (fixture->book);
  g_object_unref (fixture->session);
  tote_sandbox_server_stop (fixture->server);
  g_object_unref (fixture->server);
  tote_sandbox_options_free (fixture->options);
}

static void
on_answer (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(GBytes **) user_data = soup_session_send_and_read_finish (SOUP_SESSION (source), result, NULL);
}

/* A link with a fresh code to the order of the sandbox. */
static char *
mint_link (Fixture *fixture)
{
  g_autofree char *url =
      g_strconcat (tote_sandbox_server_get_uri (fixture->server), "/sandbox/code", NULL);
  g_autofree char *json = g_strdup_printf ("{\"order_id\": \"%s\"}",
                                           tote_sandbox_server_get_order_id (fixture->server, 0));
  g_autoptr (SoupMessage) message = soup_message_new ("POST", url);
  g_autoptr (GBytes) body = g_bytes_new (json, strlen (json));
  g_autoptr (GBytes) answer = NULL;
  g_autoptr (JsonParser) parser = json_parser_new ();

  soup_message_set_request_body_from_bytes (message, "application/json", body);
  soup_session_send_and_read_async (fixture->session, message, G_PRIORITY_DEFAULT, NULL, on_answer,
                                    &answer);
  while (answer == NULL)
    g_main_context_iteration (NULL, TRUE);
  json_parser_load_from_data (parser, g_bytes_get_data (answer, NULL),
                              (gssize) g_bytes_get_size (answer), NULL);

  return g_strdup (
      json_object_get_string_member (json_node_get_object (json_parser_get_root (parser)), "uri"));
}

static GtkWidget *
find (GtkWidget *root, GType type)
{
  return tote_stage_set_find (root, type, 0);
}

/* The window that stands over the one of the test. */
static GtkWidget *
get_dialog (Fixture *fixture)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++) {
    g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

    if (gtk_window_get_transient_for (GTK_WINDOW (window)) == GTK_WINDOW (fixture->window) &&
        gtk_widget_get_mapped (window))
      return window;
  }

  return NULL;
}

typedef struct {
  Fixture *fixture;
  const char *text;
  gboolean in_dialog;
} Sight;

static gboolean
is_seen (gpointer user_data)
{
  Sight *sight = user_data;
  GtkWidget *root =
      sight->in_dialog ? get_dialog (sight->fixture) : GTK_WIDGET (sight->fixture->window);

  return root != NULL && tote_stage_set_shows (root, sight->text);
}

static void
wait_to_see (Fixture *fixture, const char *text, gboolean in_dialog)
{
  Sight sight = { fixture, text, in_dialog };

  g_test_message ("%s", text);
  tote_stage_set_wait (is_seen, &sight);
}

static void
type_link (GtkWidget *root, const char *text)
{
  GtkWidget *entry = find (find (root, TOTE_TYPE_ADD_ORDER), GTK_TYPE_ENTRY);

  gtk_editable_set_text (GTK_EDITABLE (entry), text);
  g_signal_emit_by_name (entry, "activate");
}

static void
enter (Fixture *fixture)
{
  g_autofree char *link = mint_link (fixture);
  g_autofree char *mail = g_strconcat ("Hello!\n\n<", link, ">\n\nYour store", NULL);

  wait_to_see (fixture, "Follow your groceries", FALSE);
  type_link (GTK_WIDGET (fixture->window), mail);
  wait_to_see (fixture, "We got your order", FALSE);
  g_assert_nonnull (tote_window_get_view (fixture->window));
}

/* Each mistake has its sentence, on the page where it was made, and the next try may be right. */
static void
test_first_run (Fixture *fixture, gconstpointer unused)
{
  wait_to_see (fixture, "Follow your groceries", FALSE);
  g_assert_cmpstr (gtk_window_get_title (GTK_WINDOW (fixture->window)), ==, "Tote");
  type_link (GTK_WIDGET (fixture->window), "https://shop.example.com");
  wait_to_see (fixture, "for the web browser", FALSE);
  type_link (GTK_WIDGET (fixture->window), TOTE_LINK_SCHEME ":track?order=1&code=nonsense");
  wait_to_see (fixture, "was used before, or is too old", FALSE);
  g_assert_null (get_dialog (fixture));
  enter (fixture);
}

static gboolean
is_placed (gpointer widget)
{
  return gtk_widget_get_height (widget) > 0;
}

/* A dialog is as high as what it holds. */
static void
assert_fits (GtkWidget *dialog)
{
  GtkWidget *form = find (dialog, TOTE_TYPE_ADD_ORDER);
  int height;

  tote_stage_set_wait (is_placed, form);
  gtk_widget_measure (form, GTK_ORIENTATION_VERTICAL, gtk_widget_get_width (form), NULL, &height,
                      NULL, NULL);
  g_assert_cmpint (gtk_widget_get_height (form), ==, height);
}

static void
type_receipt (GtkWidget *root, const char *number, const char *postal_code)
{
  GtkWidget *form = find (root, TOTE_TYPE_ADD_ORDER);
  GtkWidget *last = tote_stage_set_find (form, GTK_TYPE_ENTRY, 2);

  gtk_editable_set_text (GTK_EDITABLE (tote_stage_set_find (form, GTK_TYPE_ENTRY, 1)), number);
  gtk_editable_set_text (GTK_EDITABLE (last), postal_code);
  g_signal_emit_by_name (last, "activate");
}

/* By what stands on the receipt: what is wrong is said, and the next try may be right. */
static void
test_look_up (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *json = tote_sandbox_server_describe (fixture->server);
  g_autoptr (JsonNode) node = json_from_string (json, NULL);
  JsonArray *orders = json_object_get_array_member (json_node_get_object (node), "orders");
  JsonObject *order = json_array_get_object_element (orders, 0);
  const char *number = json_object_get_string_member (order, "number");

  wait_to_see (fixture, "what stands on your receipt", FALSE);
  type_receipt (GTK_WIDGET (fixture->window), number, "00000");
  wait_to_see (fixture, "knows no order with this number", FALSE);
  g_assert_null (tote_window_get_view (fixture->window));
  type_receipt (GTK_WIDGET (fixture->window), number,
                json_object_get_string_member (order, "postal_code"));
  wait_to_see (fixture, "We got your order", FALSE);
}

static gboolean
is_in_sight (GtkWidget *widget, GtkWidget *form)
{
  GtkWidget *scrolled = gtk_widget_get_ancestor (form, GTK_TYPE_SCROLLED_WINDOW);
  graphene_rect_t bounds;

  return gtk_widget_get_mapped (widget) && gtk_widget_compute_bounds (widget, scrolled, &bounds) &&
         bounds.size.height > 0 && bounds.origin.y >= -1 &&
         bounds.origin.y + bounds.size.height <= (float) gtk_widget_get_height (scrolled) + 1;
}

/* What is wrong with what stands on the receipt, and the field that the person is in. */
static gboolean
is_told_there (gpointer form)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (gtk_widget_get_root (form)));
  GtkWidget *label;
  guint n = 0;

  for (guint i = 0; (label = tote_stage_set_find (form, GTK_TYPE_LABEL, i)) != NULL; i++)
    if (gtk_widget_has_css_class (label, "problem") && gtk_widget_get_mapped (label) &&
        is_in_sight (label, form))
      n++;

  return n == 1 && focus != NULL && gtk_widget_is_ancestor (focus, form) &&
         is_in_sight (focus, form);
}

static void
mistake (Fixture *fixture, GtkWidget *root, guint entry)
{
  GtkWidget *form = find (root, TOTE_TYPE_ADD_ORDER);

  gtk_widget_grab_focus (tote_stage_set_find (form, GTK_TYPE_ENTRY, entry));
  if (entry == 0)
    type_link (root, "https://shop.example.com");
  else
    type_receipt (root, "1", "00000");
  tote_stage_set_wait (is_told_there, form);
}

/* Where little of the form is in sight, a mistake is told where it was made: of a link and of a
 * receipt by turns, on the page and in the dialog. */
static void
test_told_there (Fixture *fixture, gconstpointer unused)
{
  wait_to_see (fixture, "Follow your groceries", FALSE);
  g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", 2 * 96 * 1024, NULL);
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 360, 480);
  for (guint entry = 0; entry < 3; entry++)
    mistake (fixture, GTK_WIDGET (fixture->window), entry);

  enter (fixture);
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.add-order", NULL);
  wait_to_see (fixture, "Link to your order", TRUE);
  gtk_window_set_default_size (GTK_WINDOW (get_dialog (fixture)), 360, 480);
  for (guint entry = 0; entry < 3; entry++)
    mistake (fixture, get_dialog (fixture), entry);
  gtk_window_close (GTK_WINDOW (get_dialog (fixture)));
  g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", 96 * 1024, NULL);
}

/* Nothing of it is out of sight. */
static gboolean
is_whole (gpointer dialog)
{
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (
      GTK_SCROLLED_WINDOW (find (dialog, GTK_TYPE_SCROLLED_WINDOW)));

  return gtk_adjustment_get_upper (adjustment) <= gtk_adjustment_get_page_size (adjustment);
}

/* Where the form is on the page there is no dialog with another one. */
static void
test_add_order (Fixture *fixture, gconstpointer unused)
{
  GtkWidget *entry;

  wait_to_see (fixture, "Follow your groceries", FALSE);
  entry = find (find (GTK_WIDGET (fixture->window), TOTE_TYPE_ADD_ORDER), GTK_TYPE_TEXT);
  gtk_window_set_focus (GTK_WINDOW (fixture->window), NULL);
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.add-order", NULL);
  g_assert_null (get_dialog (fixture));
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (fixture->window)) == entry);

  enter (fixture);
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.add-order", NULL);
  wait_to_see (fixture, "Link to your order", TRUE);
  assert_fits (get_dialog (fixture));

  /* Then, too, when there is more to say, again and again. */
  for (guint i = 0; i < 4; i++) {
    type_link (get_dialog (fixture), i % 2 == 0 ? "https://shop.example.com"
                                                : TOTE_LINK_SCHEME ":track?order=1&code=nonsense");
    wait_to_see (fixture, i % 2 == 0 ? "for the web browser" : "was used before", TRUE);
    tote_stage_set_wait (is_whole, get_dialog (fixture));
  }
  gtk_window_close (GTK_WINDOW (get_dialog (fixture)));
}

/* Whoever wants to sign in again is not asked for another order. */
static void
test_sign_in (Fixture *fixture, gconstpointer unused)
{
  ToteOrderView *view;

  enter (fixture);
  view = tote_window_get_view (fixture->window);
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.sign-in", NULL);
  wait_to_see (fixture, "Link to your order", TRUE);
  g_assert_cmpstr (gtk_window_get_title (GTK_WINDOW (get_dialog (fixture))), ==, "Sign In");
  type_link (get_dialog (fixture), "nonsense");
  wait_to_see (fixture, "no link to an order", TRUE);
  gtk_window_close (GTK_WINDOW (get_dialog (fixture)));
  g_assert_true (tote_window_get_view (fixture->window) == view);
}

/* broker: (nullable). */
static GFile *
write_profile (const char *name, const char *store, const char *broker)
{
  g_autofree char *path = g_build_filename (g_get_user_cache_dir (), name, NULL);
  g_autofree char *text =
      g_strdup_printf ("[Retailer]\nName=%s\n[Connect]\n"
                       "Server=https://connect.example.com\n%s%s\n",
                       store, broker != NULL ? "Broker=" : "", broker != NULL ? broker : "");
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, text, -1, &error);
  g_assert_no_error (error);
  return g_file_new_for_path (path);
}

static char *
list_stores (GSettings *settings, const char *current)
{
  g_autoptr (GPtrArray) stores = tote_recent_stores_list (settings, current);
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; i < stores->len; i++)
    g_string_append_printf (names, "%s|", ((ToteRecentStore *) stores->pdata[i])->name);

  return g_strdup (names->str);
}

/* The latest first, each once, and none that is gone, spoilt, or lets nobody in. */
static void
test_recent_stores (Fixture *fixture, gconstpointer unused)
{
  static const char broker[] = "https://shop.example.com/tote";
  g_autoptr (GSettings) settings = tote_settings_new ();
  g_autoptr (GFile) corner = write_profile ("corner.ini", "Corner Market", broker);
  g_autoptr (GFile) farm = write_profile ("farm.ini", "Farm & Field", broker);
  g_autoptr (GFile) closed = write_profile ("closed.ini", "Closed", NULL);
  g_autoptr (GFile) gone = g_file_new_for_path ("/nonexistent/profile.ini");
  g_autoptr (GFile) nameless = g_file_new_for_uri ("https://example.com/profile.ini");
  GFile *const files[] = { corner, gone, farm, closed, corner, nameless };
  g_autofree char *all = NULL;
  g_autofree char *others = NULL;
  g_autofree char *none = list_stores (NULL, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    tote_recent_stores_add (settings, files[i]);
  all = list_stores (settings, NULL);
  others = list_stores (settings, "Corner Market");
  g_assert_cmpstr (all, ==, "Corner Market|Farm & Field|");
  g_assert_cmpstr (others, ==, "Farm & Field|");
  g_assert_cmpstr (none, ==, "");

  /* On the page as well, once another profile is looked at. */
  g_object_notify (G_OBJECT (tote_brand_get_default ()), "profile");
  wait_to_see (fixture, "Stores you were at before", FALSE);
  wait_to_see (fixture, "Farm & Field", FALSE);
  g_settings_reset (settings, "recent-stores");
}

static char *
dup_title (Fixture *fixture)
{
  return g_strdup (gtk_window_get_title (GTK_WINDOW (fixture->window)));
}

static void
assert_undisturbed (Fixture *fixture, ToteOrderView *view, const char *title)
{
  g_assert_true (tote_window_get_view (fixture->window) == view);
  g_assert_cmpstr (gtk_window_get_title (GTK_WINDOW (fixture->window)), ==, title);
}

/* A link to another order asks; whatever becomes of it, the order that is followed stays. */
static void
test_question (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *title = NULL;
  ToteOrderView *view;

  enter (fixture);
  view = tote_window_get_view (fixture->window);
  title = dup_title (fixture);

  tote_door_receive (fixture->door, TOTE_LINK_SCHEME ":track?order=nope-123&code=nonsense");
  wait_to_see (fixture, "Open another order?", TRUE);
  wait_to_see (fixture, "Order 123", TRUE);
  assert_undisturbed (fixture, view, title);
  g_assert_true (TOTE_IS_LINK_DIALOG (get_dialog (fixture)));

  tote_door_accept (fixture->door);
  wait_to_see (fixture, "was used before, or is too old", TRUE);
  wait_to_see (fixture, "Close", TRUE);
  assert_undisturbed (fixture, view, title);

  gtk_window_close (GTK_WINDOW (get_dialog (fixture)));
  g_assert_null (tote_door_get_question (fixture->door));
  g_assert_null (tote_door_get_problem (fixture->door));
}

/* What cannot be followed at all is said beside the order, where another link can be put in. */
static void
test_failing_link (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *title = NULL;
  ToteOrderView *view;

  enter (fixture);
  view = tote_window_get_view (fixture->window);
  title = dup_title (fixture);
  tote_door_receive (fixture->door, TOTE_LINK_SCHEME ":track");
  wait_to_see (fixture, "does not say which order", TRUE);
  assert_undisturbed (fixture, view, title);

  type_link (get_dialog (fixture), "nonsense");
  wait_to_see (fixture, "no link to an order", TRUE);
  gtk_window_close (GTK_WINDOW (get_dialog (fixture)));
  g_assert_null (get_dialog (fixture));
  assert_undisturbed (fixture, view, title);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  tote_stage_set_init_toolkit ();

#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)
  ADD ("/let-in/first-run", test_first_run);
  ADD ("/let-in/look-up", test_look_up);
  ADD ("/let-in/told-there", test_told_there);
  ADD ("/let-in/add-order", test_add_order);
  ADD ("/let-in/sign-in", test_sign_in);
  ADD ("/let-in/recent-stores", test_recent_stores);
  ADD ("/let-in/question", test_question);
  ADD ("/let-in/failing-link", test_failing_link);
#undef ADD

  return g_test_run ();
}
