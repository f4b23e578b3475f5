/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-config.h"

#include "panels-support.h"

#include <string.h>

/* Without gtk_test_init(), which wants a locale that is not everywhere. */
void
panels_init (int *argc, char ***argv)
{
  g_autoptr (GtkCssProvider) provider = NULL;

  g_test_init (argc, argv, NULL);
  adw_init ();

  provider = gtk_css_provider_new ();
  gtk_css_provider_load_from_resource (provider, TOTE_GRESOURCE_PREFIX "/page.css");
  gtk_style_context_add_provider_for_display (gdk_display_get_default (),
                                              GTK_STYLE_PROVIDER (provider),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
}

ToteTracker *
panels_new_tracker (const char *state, const char *fulfillment, const char *category)
{
  g_autoptr (GDateTime) from = g_date_time_new_from_iso8601 ("2026-03-14T18:30:00Z", NULL);
  g_autoptr (GDateTime) to = g_date_time_new_from_iso8601 ("2026-03-14T20:30:00Z", NULL);
  g_autoptr (ToteOrder) order = g_object_new (
      TOTE_TYPE_ORDER, "id", "MKT-2026-0015e3", "state", state, "fulfillment-word", fulfillment,
      "pickup-category", category, "window-starts-at", from, "window-ends-at", to, NULL);

  return fake_tracker_new (order);
}

void
panels_set_state (ToteTracker *tracker, const char *state)
{
  tote_order_set_state (tote_tracker_get_order (tracker), state);
}

void
panels_set_handling (ToteTracker *tracker, const char *first_property, ...)
{
  g_autoptr (ToteHandling) handling = NULL;
  va_list properties;

  va_start (properties, first_property);
  handling = TOTE_HANDLING (g_object_new_valist (TOTE_TYPE_HANDLING, first_property, properties));
  va_end (properties);
  tote_order_update_handling (tote_tracker_get_order (tracker), handling);
}

typedef gboolean (*Match) (GtkWidget *widget, gconstpointer wanted);

static GtkWidget *
search (GtkWidget *root, Match match, gconstpointer wanted, guint *nth)
{
  if (match (root, wanted) && (*nth)-- == 0)
    return root;

  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child)) {
    GtkWidget *found = search (child, match, wanted, nth);

    if (found != NULL)
      return found;
  }
  return NULL;
}

static gboolean
match_type (GtkWidget *widget, gconstpointer wanted)
{
  return G_TYPE_CHECK_INSTANCE_TYPE (widget, *(const GType *) wanted);
}

/* text: (transfer full). */
static char *
strip_access_key (char *text)
{
  char *mark = strchr (text, '_');

  if (mark != NULL)
    memmove (mark, mark + 1, strlen (mark));

  return text;
}

/* By what is read on it, beside a mark or alone. */
static gboolean
match_button (GtkWidget *widget, gconstpointer wanted)
{
  GtkWidget *label = GTK_IS_BUTTON (widget) ? panels_find (widget, GTK_TYPE_LABEL, 0) : NULL;

  return label != NULL && g_strcmp0 (gtk_label_get_text (GTK_LABEL (label)), wanted) == 0;
}

static gboolean
match_row (GtkWidget *widget, gconstpointer wanted)
{
  g_autofree char *title = NULL;

  if (!ADW_IS_PREFERENCES_ROW (widget))
    return FALSE;

  title = g_strdup (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (widget)));
  if (adw_preferences_row_get_use_underline (ADW_PREFERENCES_ROW (widget)))
    title = strip_access_key (title);

  return g_strcmp0 (title, wanted) == 0;
}

GtkWidget *
panels_find (GtkWidget *root, GType type, guint nth)
{
  return search (root, match_type, &type, &nth);
}

GtkWidget *
panels_find_button (GtkWidget *root, const char *label)
{
  guint nth = 0;
  GtkWidget *hidden = NULL;
  GtkWidget *found;

  /* “Try again” is in every form: the one that is shown counts. */
  for (guint i = 0; (nth = i, found = search (root, match_button, label, &nth)) != NULL; i++) {
    if (panels_is_shown (root, found))
      return found;
    hidden = found;
  }
  return hidden;
}

GtkWidget *
panels_find_row (GtkWidget *root, const char *title)
{
  guint nth = 0;

  return search (root, match_row, title, &nth);
}

/* Whether nothing from @widget up to @root hides it. */
gboolean
panels_is_shown (GtkWidget *root, GtkWidget *widget)
{
  for (GtkWidget *at = widget; at != NULL; at = gtk_widget_get_parent (at)) {
    if (!gtk_widget_get_visible (at))
      return FALSE;
    if (at == root)
      return TRUE;
  }
  return FALSE;
}

gboolean
panels_says (GtkWidget *root, const char *text)
{
  GtkWidget *label;

  for (guint i = 0; (label = panels_find (root, GTK_TYPE_LABEL, i)) != NULL; i++)
    if (panels_is_shown (root, label) &&
        strstr (gtk_label_get_text (GTK_LABEL (label)), text) != NULL)
      return TRUE;
  return FALSE;
}

/* Whether a button is there and can be pressed. */
gboolean
panels_offers (GtkWidget *root, const char *label)
{
  GtkWidget *button = panels_find_button (root, label);

  return button != NULL && panels_is_shown (root, button) && gtk_widget_is_sensitive (button);
}

void
panels_click (GtkWidget *root, const char *label)
{
  g_assert_true (panels_offers (root, label));
  g_signal_emit_by_name (panels_find_button (root, label), "clicked");
}

void
panels_type (GtkWidget *root, const char *row_title, const char *text)
{
  GtkWidget *row = panels_find_row (root, row_title);

  g_assert_nonnull (row);
  gtk_editable_set_text (GTK_EDITABLE (row), text);
}
