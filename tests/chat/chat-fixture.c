/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-config.h"

#include "chat-fixture.h"

#include "frames.h"
#include "tote-chat-composer.h"
#include "tote-chat-pane.h"

#include <adwaita.h>

/* The platform, the program's resources and its style. */
void
chat_fixture_init (int *argc, char ***argv)
{
  g_autoptr (GtkCssProvider) provider = NULL;

  g_test_init (argc, argv, NULL);
  adw_init ();
  provider = gtk_css_provider_new ();
  gtk_css_provider_load_from_resource (provider, TOTE_GRESOURCE_PREFIX "/chat.css");
  gtk_style_context_add_provider_for_display (gdk_display_get_default (),
                                              GTK_STYLE_PROVIDER (provider),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
}

/* The first widget below that has this id, or, without an id, is of this type. */
GtkWidget *
chat_fixture_find (GtkWidget *widget, const char *id, GType type)
{
  const char *own = gtk_buildable_get_buildable_id (GTK_BUILDABLE (widget));

  if (id != NULL ? g_strcmp0 (own, id) == 0 : g_type_is_a (G_OBJECT_TYPE (widget), type))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child)) {
    GtkWidget *found = chat_fixture_find (child, id, type);

    if (found != NULL)
      return found;
  }
  return NULL;
}

guint
chat_fixture_count (GtkWidget *widget, GType type)
{
  guint n = g_type_is_a (G_OBJECT_TYPE (widget), type);

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    n += chat_fixture_count (child, type);
  return n;
}

void
chat_fixture_add (ChatFixture *fixture, ToteSender from, const char *body, gboolean read)
{
  guint n = fixture->fresh->len;
  g_autofree char *id = g_strdup_printf ("%u", 1000 + n);
  g_autoptr (GDateTime) created_at = g_date_time_new_from_unix_utc (START + 30 * (gint64) n);
  ToteMessage *message = tote_message_new (id, from, body, created_at);

  tote_message_set_read (message, read, created_at);
  g_ptr_array_add (fixture->fresh, message);
}

void
chat_fixture_merge (ChatFixture *fixture)
{
  tote_message_list_merge (fixture->messages, fixture->fresh);
}

void
chat_fixture_set_up (ChatFixture *fixture, gconstpointer unused)
{
  ToteOrder *order;

  fixture->tracker = fake_tracker_new (NULL);
  fake_tracker_set_now (fixture->tracker, START * (gint64) G_USEC_PER_SEC);
  fake_tracker_set_chat (fixture->tracker, TOTE_AVAILABILITY_YES);
  order = tote_tracker_get_order (fixture->tracker);
  tote_order_set_chat_shopper (order, "Amida", NULL);
  tote_order_set_state (order, "picking");
  fixture->messages = tote_order_get_messages (order);
  fixture->fresh = g_ptr_array_new_with_free_func (g_object_unref);

  fixture->window = gtk_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 330, 640);
  fixture->pane =
      g_object_ref_sink (g_object_new (TOTE_TYPE_CHAT_PANE, "tracker", fixture->tracker, NULL));
  gtk_window_set_child (GTK_WINDOW (fixture->window), fixture->pane);
  fixture->entry = chat_fixture_find (fixture->pane, "entry", G_TYPE_NONE);
  fixture->view = chat_fixture_find (fixture->pane, "view", G_TYPE_NONE);
}

/* Nobody holds on to the pane, nor through it to the tracker. */
void
chat_fixture_tear_down (ChatFixture *fixture, gconstpointer unused)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  g_assert_false (tote_tracker_get_chat_open (fixture->tracker));
  frames_run_what_is_due ();
  g_assert_finalize_object (fixture->pane);
  g_ptr_array_unref (fixture->fresh);
  g_assert_finalize_object (fixture->tracker);
}

void
chat_fixture_show (ChatFixture *fixture)
{
  gtk_window_present (GTK_WINDOW (fixture->window));
  WAIT_FOR (gtk_window_is_active (GTK_WINDOW (fixture->window)) &&
            gtk_widget_get_mapped (fixture->pane));
  frames_pass (fixture->window);
}

void
chat_fixture_write (ChatFixture *fixture, const char *text)
{
  tote_chat_composer_set_text (TOTE_CHAT_COMPOSER (fixture->entry), text);
}

void
chat_fixture_assert_written (ChatFixture *fixture, const char *expected)
{
  g_autofree char *text = tote_chat_composer_dup_text (TOTE_CHAT_COMPOSER (fixture->entry));

  g_assert_cmpstr (text, ==, expected);
}

GtkWidget *
chat_fixture_get_text_view (ChatFixture *fixture)
{
  return chat_fixture_find (fixture->entry, NULL, GTK_TYPE_TEXT_VIEW);
}

/* Returns whether the key was taken for sending. */
gboolean
chat_fixture_press_on (GtkWidget *widget, guint keyval, GdkModifierType state)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);
  gboolean taken = FALSE;

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++) {
    g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

    if (GTK_IS_EVENT_CONTROLLER_KEY (controller) &&
        gtk_event_controller_get_propagation_phase (controller) == GTK_PHASE_CAPTURE)
      g_signal_emit_by_name (controller, "key-pressed", keyval, 0, state, &taken);
  }
  return taken;
}

gboolean
chat_fixture_press (ChatFixture *fixture, guint keyval, GdkModifierType state)
{
  return chat_fixture_press_on (chat_fixture_get_text_view (fixture), keyval, state);
}

ToteChatBubble *
chat_fixture_get_bubble (ChatFixture *fixture)
{
  GtkWidget *bubble = NULL;

  WAIT_FOR ((bubble = chat_fixture_find (fixture->pane, NULL, TOTE_TYPE_CHAT_BUBBLE)) != NULL);
  WAIT_FOR (gtk_widget_get_first_child (bubble) != NULL);
  return TOTE_CHAT_BUBBLE (bubble);
}
