/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-config.h"

#include "tote-access.h"

#include <gtk/gtk.h>

#define RESULT "Refund asked for: Cantaloupe."

/* Two places in a window, and where the result was told, in order. */
typedef struct {
  GtkWidget *window;
  GtkWidget *box;
  GtkWidget *first;
  GtkWidget *second;
  gulong hook;
  GPtrArray *told; /* of what is compared only */
} Fixture;

/* What a screen reader is told of is an event. */
static gboolean
on_event (GSignalInvocationHint *hint, guint n_values, const GValue *values, gpointer user_data)
{
  Fixture *fixture = user_data;
  GtkAccessible *accessible =
      gtk_at_context_get_accessible (GTK_AT_CONTEXT (g_value_get_object (&values[0])));
  g_autofree char *differs =
      gtk_test_accessible_check_property (accessible, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, RESULT);

  if (differs == NULL)
    g_ptr_array_add (fixture->told, accessible);

  return G_SOURCE_CONTINUE;
}

static guint
get_signal (void)
{
  return g_signal_lookup ("state-change", GTK_TYPE_AT_CONTEXT);
}

static void
settle (Fixture *fixture)
{
  while (tote_access_is_telling (fixture->box))
    g_main_context_iteration (NULL, TRUE);
}

/* What is told waits until a screen reader has come to the window. */
static void
set_up (Fixture *fixture, gconstpointer unused)
{
  fixture->window = gtk_window_new ();
  fixture->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  fixture->first = gtk_button_new ();
  fixture->second = gtk_button_new ();
  fixture->told = g_ptr_array_new ();
  gtk_window_set_child (GTK_WINDOW (fixture->window), fixture->box);
  gtk_box_append (GTK_BOX (fixture->box), fixture->first);
  gtk_box_append (GTK_BOX (fixture->box), fixture->second);
  gtk_window_present (GTK_WINDOW (fixture->window));
  gtk_widget_grab_focus (fixture->first);
  while (!gtk_widget_has_focus (fixture->first))
    g_main_context_iteration (NULL, TRUE);
  tote_access_announce (fixture->box, "Out for delivery");
  settle (fixture);
  fixture->hook = g_signal_add_emission_hook (get_signal (), 0, on_event, fixture, NULL);
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  g_signal_remove_emission_hook (get_signal (), fixture->hook);
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  g_ptr_array_unref (fixture->told);
}

static void
wait_until_told (Fixture *fixture)
{
  while (fixture->told->len == 0)
    g_main_context_iteration (NULL, TRUE);
}

static void
go_on (Fixture *fixture)
{
  gtk_widget_grab_focus (fixture->second);
  gtk_box_remove (GTK_BOX (fixture->box), fixture->first);
}

static void
assert_told (Fixture *fixture, gpointer first, gpointer second)
{
  g_assert_cmpuint (fixture->told->len, ==, second != NULL ? 2 : 1);
  g_assert_true (fixture->told->pdata[0] == first);
  g_assert_true (second == NULL || fixture->told->pdata[1] == second);
}

/* Who goes on has heard it: a screen reader says one thing after the other. */
static void
test_left (Fixture *fixture, gconstpointer unused)
{
  tote_access_announce (fixture->box, RESULT);
  wait_until_told (fixture);
  gtk_widget_grab_focus (fixture->second);
  settle (fixture);
  assert_told (fixture, fixture->first, NULL);
}

/* Of what is gone by the time that a screen reader looks at it nothing is said. */
static void
test_gone (Fixture *fixture, gconstpointer unused)
{
  gpointer first = fixture->first;

  tote_access_announce (fixture->box, RESULT);
  wait_until_told (fixture);
  go_on (fixture);
  settle (fixture);
  assert_told (fixture, first, fixture->second);
}

static gboolean
count (gpointer n)
{
  return ++*(guint *) n < 5;
}

/* As often as is more than enough where the focus stays. */
static void
look (void)
{
  guint n = 0;

  g_timeout_add (100, count, &n);
  while (n < 5)
    g_main_context_iteration (NULL, TRUE);
}

/* Of what is known to go nothing is told before it has, but what is about it. */
static void
test_passing (Fixture *fixture, gconstpointer unused)
{
  tote_access_set_passing (fixture->first, TRUE);
  tote_access_announce (fixture->box, RESULT);
  look ();
  g_assert_cmpuint (fixture->told->len, ==, 0);
  go_on (fixture);
  settle (fixture);
  assert_told (fixture, fixture->second, NULL);
}

static void
test_passing_itself (Fixture *fixture, gconstpointer unused)
{
  tote_access_set_passing (fixture->first, TRUE);
  tote_access_announce (fixture->first, RESULT);
  look ();
  assert_told (fixture, fixture->first, NULL);
}

/* What does not go after all does not keep it to itself. */
static void
test_passing_stays (Fixture *fixture, gconstpointer unused)
{
  tote_access_set_passing (fixture->first, TRUE);
  tote_access_announce (fixture->box, RESULT);
  settle (fixture);
  assert_told (fixture, fixture->first, NULL);
}

#define ADD(path, test) g_test_add (path, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  gtk_init ();

  if (GTK_CHECK_VERSION (4, 14, 0)) {
    g_test_message ("here a screen reader is told by the window");
  } else {
    ADD ("/access/left", test_left);
    ADD ("/access/gone", test_gone);
    ADD ("/access/passing", test_passing);
    ADD ("/access/passing/itself", test_passing_itself);
    ADD ("/access/passing/stays", test_passing_stays);
  }

  return g_test_run ();
}
