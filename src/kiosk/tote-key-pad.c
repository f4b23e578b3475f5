/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-config.h"

#include "tote-key-pad.h"

#include "tote-access.h"

#include <glib/gi18n-lib.h>

#define DIGIT_COLUMNS 3
#define LETTER_COLUMNS 6

struct _ToteKeyPad {
  AdwBin parent_instance;

  GtkWidget *box;
  GtkGrid *letters;
  GtkWidget *alphabet; /* the key that brings the letters */
};

G_DEFINE_FINAL_TYPE (ToteKeyPad, tote_key_pad, ADW_TYPE_BIN)

typedef enum {
  SIGNAL_TYPED,
  SIGNAL_ERASED,
} ToteKeyPadSignal;

static guint signals[SIGNAL_ERASED + 1];

static void
press (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_signal_emit (widget, signals[SIGNAL_TYPED], 0, (guint) g_variant_get_int32 (parameter));
}

static void
erase (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_signal_emit (widget, signals[SIGNAL_ERASED], 0);
}

/* For a finger, which leaves the focus where Enter means the field. */
static GtkWidget *
make_key (GtkWidget *button)
{
  gtk_widget_add_css_class (button, "key");
  gtk_widget_set_focus_on_click (button, FALSE);

  return button;
}

static GtkWidget *
key_new (char c)
{
  const char text[] = { c, '\0' };
  GtkWidget *key = make_key (gtk_button_new_with_label (text));

  gtk_actionable_set_action_name (GTK_ACTIONABLE (key), "pad.press");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (key), "i", (int) c);

  return key;
}

static GtkWidget *
erase_key_new (void)
{
  GtkWidget *key = make_key (gtk_button_new_from_icon_name ("edit-clear-symbolic"));

  gtk_actionable_set_action_name (GTK_ACTIONABLE (key), "pad.erase");
  gtk_accessible_reset_relation (GTK_ACCESSIBLE (key), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
  gtk_accessible_update_property (GTK_ACCESSIBLE (key), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Erase the last character"), -1);

  return key;
}

/* As on a keyboard or a telephone, whichever way the language is read. */
static GtkGrid *
grid_new (void)
{
  GtkGrid *grid = GTK_GRID (gtk_grid_new ());

  gtk_widget_set_direction (GTK_WIDGET (grid), GTK_TEXT_DIR_LTR);
  gtk_grid_set_row_homogeneous (grid, TRUE);
  gtk_grid_set_column_homogeneous (grid, TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (grid), "keys");

  return grid;
}

static GtkWidget *
alphabet_key_new (void)
{
  /* Translators: the key that brings the letters to the screen. */
  GtkWidget *key = make_key (gtk_toggle_button_new_with_label (_ ("ABC")));

  tote_access_tell_toggled (GTK_TOGGLE_BUTTON (key), _ ("chosen"));

  return key;
}

static GtkGrid *
digits_new (GtkWidget *alphabet)
{
  GtkGrid *grid = grid_new ();

  for (int i = 0; i < 9; i++)
    gtk_grid_attach (grid, key_new ((char) ('1' + i)), i % DIGIT_COLUMNS, i / DIGIT_COLUMNS, 1, 1);
  gtk_grid_attach (grid, alphabet, 0, 3, 1, 1);
  gtk_grid_attach (grid, key_new ('0'), 1, 3, 1, 1);
  gtk_grid_attach (grid, erase_key_new (), 2, 3, 1, 1);

  return grid;
}

static GtkGrid *
letters_new (void)
{
  GtkGrid *grid = grid_new ();

  for (int i = 0; i < 26; i++)
    gtk_grid_attach (grid, key_new ((char) ('A' + i)), i % LETTER_COLUMNS, i / LETTER_COLUMNS, 1,
                     1);
  gtk_grid_attach (grid, key_new ('-'), 26 % LETTER_COLUMNS, 26 / LETTER_COLUMNS, 1, 1);

  return grid;
}

static void
tote_key_pad_class_init (ToteKeyPadClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  signals[SIGNAL_TYPED] = g_signal_new ("typed", TOTE_TYPE_KEY_PAD, G_SIGNAL_RUN_LAST, 0, NULL,
                                        NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
  signals[SIGNAL_ERASED] = g_signal_new ("erased", TOTE_TYPE_KEY_PAD, G_SIGNAL_RUN_LAST, 0, NULL,
                                         NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_install_action (widget_class, "pad.press", "i", press);
  gtk_widget_class_install_action (widget_class, "pad.erase", NULL, erase);
  gtk_widget_class_set_css_name (widget_class, "keypad");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
tote_key_pad_init (ToteKeyPad *self)
{
  self->box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  gtk_widget_set_halign (self->box, GTK_ALIGN_CENTER);
  adw_bin_set_child (ADW_BIN (self), self->box);
  self->alphabet = alphabet_key_new ();
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (digits_new (self->alphabet)));
  self->letters = letters_new ();
  g_object_bind_property (self->alphabet, "active", self->letters, "visible",
                          G_BINDING_SYNC_CREATE);
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->letters));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Keys"),
                                  -1);
}

/**
 * tote_key_pad_set_letters:
 * @letters: whether letters can stand in what is typed
 * @wanted: whether they are there from the beginning
 *
 * Where no letter can stand there is no key for one.
 */
void
tote_key_pad_set_letters (ToteKeyPad *self, gboolean letters, gboolean wanted)
{
  g_return_if_fail (TOTE_IS_KEY_PAD (self));

  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->alphabet), letters && wanted);
  gtk_widget_set_sensitive (self->alphabet, letters);
}
