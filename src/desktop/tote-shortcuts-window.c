/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-config.h"

#include "tote-shortcuts-window.h"

#include "tote-access.h"
#include "tote-spoken.h"

#include <string.h>

struct _ToteShortcutsWindow {
  AdwWindow parent_instance;

  GtkWidget *first;
};

G_DEFINE_FINAL_TYPE (ToteShortcutsWindow, tote_shortcuts_window, ADW_TYPE_WINDOW)

static void
add_keys (GString *spoken, const char *accelerators)
{
  g_auto (GStrv) each = g_strsplit (accelerators, " ", -1);

  for (guint i = 0; each[i] != NULL; i++) {
    GdkModifierType modifiers;
    guint key;
    g_autofree char *label = NULL;

    if (!gtk_accelerator_parse (each[i], &key, &modifiers))
      continue;
    label = gtk_accelerator_get_label (key, modifiers);
    tote_spoken_add (spoken, label);
  }
}

static void
name_row (GtkWidget *keys)
{
  GtkWidget *row = gtk_widget_get_ancestor (keys, ADW_TYPE_ACTION_ROW);
  g_autofree char *title = tote_spoken_dup_title (row);
  g_autoptr (GString) spoken = g_string_new (title);
  g_autofree char *accelerators = NULL;

  g_object_get (keys, "accelerator", &accelerators, NULL);
  add_keys (spoken, accelerators);
  tote_access_name_row (row, spoken->str);
}

/* What is drawn of the keys says nothing to a screen reader. By its name: since GTK 4.18 the class
 * is on its way out. */
static void
name_rows (GtkWidget *widget)
{
  if (strcmp (G_OBJECT_TYPE_NAME (widget), "GtkShortcutLabel") == 0) {
    name_row (widget);
    return;
  }

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    name_rows (child);
}

static void
tote_shortcuts_window_class_init (ToteShortcutsWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               TOTE_GRESOURCE_PREFIX "/tote-shortcuts-window.ui");
  gtk_widget_class_bind_template_child (widget_class, ToteShortcutsWindow, first);
}

static void
tote_shortcuts_window_init (ToteShortcutsWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  /* What a row is comes before its name and the focus. */
  tote_access_tell_window (GTK_WINDOW (self));
  name_rows (GTK_WIDGET (self));
  gtk_window_set_focus (GTK_WINDOW (self), self->first);
}

/**
 * tote_shortcuts_window_new:
 * @parent: (nullable): the window it stands over
 *
 * Returns: (transfer none): a window, to be presented
 */
GtkWidget *
tote_shortcuts_window_new (GtkWindow *parent)
{
  return g_object_new (TOTE_TYPE_SHORTCUTS_WINDOW, "transient-for", parent, NULL);
}
