/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-config.h"

#include "tote-comfort.h"

#include "tote-access.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

struct _ToteComfort {
  AdwBin parent_instance;

  GtkWidget *box;
  GtkWidget *low;
  GtkWidget *contrast; /* this and a language start the display anew */
  GtkWidget *spoken;
  gboolean fixed;
  gboolean upright;
};

G_DEFINE_FINAL_TYPE (ToteComfort, tote_comfort, ADW_TYPE_BIN)

/* In their own words, whatever language is on the screen. */
static const struct {
  const char *code;
  const char *name;
} languages[] = {
  { "en", "English" },  { "fr", "Français" },  { "es", "Español" }, { "de", "Deutsch" },
  { "it", "Italiano" }, { "pt", "Português" }, { "pl", "Polski" },  { "ru", "Русский" },
  { "zh_CN", "中文" },  { "ar", "العربية" },
};

/* The texts are written in English; of others there must be a translation. */
static gboolean
is_there (const char *code)
{
  const char *folder = bindtextdomain (GETTEXT_PACKAGE, NULL);
  g_autofree char *path =
      g_build_filename (folder, code, "LC_MESSAGES", GETTEXT_PACKAGE ".mo", NULL);

  return g_str_equal (code, "en") || g_file_test (path, G_FILE_TEST_EXISTS);
}

static GtkWidget *
toggle_new (const char *label, const char *action)
{
  GtkWidget *button = gtk_toggle_button_new_with_label (label);

  gtk_widget_set_focus_on_click (button, FALSE);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  tote_access_tell_toggled (GTK_TOGGLE_BUTTON (button), _ ("chosen"));

  return button;
}

static void
add_languages (GtkBox *box)
{
  for (guint i = 0; i < G_N_ELEMENTS (languages); i++) {
    GtkWidget *button;

    if (!is_there (languages[i].code))
      continue;

    button = gtk_button_new_with_label (languages[i].name);
    gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "kiosk.language");
    gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", languages[i].code);
    gtk_box_append (box, button);
  }
}

/* A language alone is no choice. An upright screen has no room for all of it beside each other, and
 * what is pressed there is low from the beginning, but for what is over an order. */
static void
show_what_is_of_use (ToteComfort *self)
{
  GtkWidget *first = gtk_widget_get_first_child (self->spoken);

  gtk_widget_set_visible (self->low, self->fixed || !self->upright);
  gtk_widget_set_visible (self->contrast, !self->fixed);
  gtk_widget_set_visible (self->spoken,
                          !self->fixed && gtk_widget_get_next_sibling (first) != NULL);
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->box), self->upright
                                                                  ? GTK_ORIENTATION_VERTICAL
                                                                  : GTK_ORIENTATION_HORIZONTAL);
}

static void
tote_comfort_class_init (ToteComfortClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_css_name (widget_class, "comfort");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_TOOLBAR);
}

static void
tote_comfort_init (ToteComfort *self)
{
  GtkWidget *looks = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  self->box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  gtk_widget_set_halign (self->box, GTK_ALIGN_CENTER);
  adw_bin_set_child (ADW_BIN (self), self->box);
  gtk_widget_set_halign (looks, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (self->box), looks);
  gtk_box_append (GTK_BOX (looks), toggle_new (_ ("Larger text"), "kiosk.large"));
  self->low = toggle_new (_ ("Lower down"), "kiosk.low");
  gtk_box_append (GTK_BOX (looks), self->low);
  self->contrast = toggle_new (_ ("More contrast"), "kiosk.contrast");
  gtk_box_append (GTK_BOX (looks), self->contrast);

  self->spoken = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  gtk_box_append (GTK_BOX (self->box), self->spoken);
  add_languages (GTK_BOX (self->spoken));
  show_what_is_of_use (self);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("How the display looks"), -1);
}

/**
 * tote_comfort_set_fixed:
 * @fixed: whether only what keeps the order open is offered
 */
void
tote_comfort_set_fixed (ToteComfort *self, gboolean fixed)
{
  g_return_if_fail (TOTE_IS_COMFORT (self));

  self->fixed = fixed;
  show_what_is_of_use (self);
}

/**
 * tote_comfort_set_upright:
 * @upright: whether the screen is taller than wide
 */
void
tote_comfort_set_upright (ToteComfort *self, gboolean upright)
{
  g_return_if_fail (TOTE_IS_COMFORT (self));

  self->upright = upright;
  show_what_is_of_use (self);
}
