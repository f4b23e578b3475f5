/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-config.h"

#include "tote-keyboard.h"

#include "tote-access.h"
#include "tote-key-rows.h"
#include "tote-scroll.h"

#include <glib/gi18n-lib.h>

/* Where there is room a key is wider than it has to be. */
#define WIDER 1.45

struct _ToteKeyboard {
  AdwBin parent_instance;

  GtkWidget *box;
  GtkStack *sets;         /* of rows: letters, capitals, signs */
  GtkToggleButton *shift; /* capitals, for one letter; Latin letters where there are none */
  GtkToggleButton *signs;
  GtkWidget *target; /* (nullable): weak; the text that is written in */
  GtkRoot *root;     /* (nullable): while in one */
  guint reveal;      /* tick callback, 0 for none */
  gboolean laid_out; /* since it came to the screen */
  gboolean capitals; /* the language has them */
  gboolean held;     /* a finger is on the screen */
};

G_DEFINE_FINAL_TYPE (ToteKeyboard, tote_keyboard, ADW_TYPE_BIN)

static gboolean
is_text (GtkWidget *widget)
{
  return (GTK_IS_TEXT (widget) && gtk_editable_get_editable (GTK_EDITABLE (widget))) ||
         (GTK_IS_TEXT_VIEW (widget) && gtk_text_view_get_editable (GTK_TEXT_VIEW (widget)));
}

/* What took its place from below must not hide what is written in. */
static gboolean
on_tick (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  ToteKeyboard *self = TOTE_KEYBOARD (widget);
  GtkWidget *scroller;

  if (!self->laid_out) {
    self->laid_out = TRUE; /* with the frame that this is the beginning of */
    return G_SOURCE_CONTINUE;
  }

  self->reveal = 0;
  scroller = self->target != NULL ? gtk_widget_get_ancestor (self->target, GTK_TYPE_SCROLLED_WINDOW)
                                  : NULL;
  if (scroller != NULL)
    tote_scroll_to (GTK_SCROLLABLE (gtk_scrolled_window_get_child (GTK_SCROLLED_WINDOW (scroller))),
                    self->target);

  return G_SOURCE_REMOVE;
}

static void
show_for (ToteKeyboard *self, GtkWidget *target)
{
  g_set_weak_pointer (&self->target, target);
  gtk_widget_set_visible (GTK_WIDGET (self), target != NULL);
  if (target == NULL || self->reveal != 0)
    return;

  self->laid_out = FALSE;
  self->reveal = gtk_widget_add_tick_callback (GTK_WIDGET (self), on_tick, NULL, NULL);
}

/* Whoever moves about by keys may stand on one of these meanwhile. What comes or goes moves the
 * page: not under a finger, or what it pressed is elsewhere when it lets go. */
static void
on_focus_changed (ToteKeyboard *self)
{
  GtkWidget *focus;

  if (self->held)
    return;

  focus = gtk_root_get_focus (self->root);
  if (focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self)))
    return;

  show_for (self, focus != NULL && is_text (focus) ? focus : NULL);
}

static void
show_set (ToteKeyboard *self)
{
  const gboolean capitals = gtk_toggle_button_get_active (self->shift);

  gtk_stack_set_visible_child_name (self->sets, gtk_toggle_button_get_active (self->signs) ? "signs"
                                                : capitals ? "capitals"
                                                           : "letters");
}

static void
write_text (ToteKeyboard *self, const char *text)
{
  if (self->target != NULL)
    g_signal_emit_by_name (self->target, "insert-at-cursor", text);
}

static void
press (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ToteKeyboard *self = TOTE_KEYBOARD (widget);

  write_text (self, g_variant_get_string (parameter, NULL));
  if (self->capitals)
    gtk_toggle_button_set_active (self->shift, FALSE);
}

static void
erase (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ToteKeyboard *self = TOTE_KEYBOARD (widget);

  if (self->target != NULL)
    g_signal_emit_by_name (self->target, "backspace");
}

/* The text has the focus no more, so that a touch brings the keys again. */
static void
hide (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gtk_root_set_focus (TOTE_KEYBOARD (widget)->root, NULL);
}

static GtkWidget *
key_add (GtkWidget *row, GtkWidget *key)
{
  gtk_widget_add_css_class (key, "key");
  gtk_widget_set_focus_on_click (key, FALSE);
  gtk_widget_set_hexpand (key, TRUE);
  gtk_box_append (GTK_BOX (row), key);

  return key;
}

static void
add_writing_key (GtkWidget *row, const char *label, const char *text)
{
  GtkWidget *key = key_add (row, gtk_button_new_with_label (label));

  gtk_actionable_set_action_name (GTK_ACTIONABLE (key), "keys.press");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (key), "s", text);
}

static void
add_icon_key (GtkWidget *row, const char *icon, const char *action, const char *name)
{
  GtkWidget *key = key_add (row, gtk_button_new_from_icon_name (icon));

  gtk_actionable_set_action_name (GTK_ACTIONABLE (key), action);
  gtk_accessible_reset_relation (GTK_ACCESSIBLE (key), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
  gtk_accessible_update_property (GTK_ACCESSIBLE (key), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

/* As on a keyboard, whichever way the language is read. */
static GtkWidget *
row_new (void)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  gtk_widget_set_direction (row, GTK_TEXT_DIR_LTR);
  gtk_box_set_homogeneous (GTK_BOX (row), TRUE);
  gtk_widget_add_css_class (row, "keys");

  return row;
}

static void
add_set (ToteKeyboard *self, const char *name, const char *const *rows, gboolean capitals)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  gtk_widget_add_css_class (box, "keys");
  for (guint i = 0; rows[i] != NULL; i++) {
    GtkWidget *row = row_new ();

    for (const char *c = rows[i]; *c != '\0'; c = g_utf8_next_char (c)) {
      const gunichar letter = g_utf8_get_char (c);
      char text[7] = "";

      g_unichar_to_utf8 (capitals ? g_unichar_toupper (letter) : letter, text);
      add_writing_key (row, text, text);
    }
    gtk_box_append (GTK_BOX (box), row);
  }
  gtk_stack_add_named (self->sets, box, name);
}

static GtkToggleButton *
add_toggle (ToteKeyboard *self, GtkWidget *row, const char *label)
{
  GtkWidget *toggle = key_add (row, gtk_toggle_button_new_with_label (label));

  g_signal_connect_object (toggle, "toggled", G_CALLBACK (show_set), self, G_CONNECT_SWAPPED);
  tote_access_tell_toggled (GTK_TOGGLE_BUTTON (toggle), _ ("chosen"));

  return GTK_TOGGLE_BUTTON (toggle);
}

static void
add_last_row (ToteKeyboard *self)
{
  GtkWidget *row = row_new ();

  self->shift = add_toggle (self, row, _ ("ABC"));
  self->signs = add_toggle (self, row, "123");
  /* Translators: the wide key of a keyboard. */
  add_writing_key (row, C_ ("key", "Space"), " ");
  add_icon_key (row, "edit-clear-symbolic", "keys.erase", _ ("Erase the last character"));
  add_icon_key (row, "go-down-symbolic", "keys.hide", _ ("Hide the keys"));
  gtk_box_append (GTK_BOX (self->box), row);
}

static void
tote_keyboard_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum,
                       int *natural, int *minimum_baseline, int *natural_baseline)
{
  ToteKeyboard *self = TOTE_KEYBOARD (widget);

  gtk_widget_measure (self->box, orientation, -1, minimum, natural, NULL, NULL);
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    *natural = (int) (WIDER * *natural);
}

static void
tote_keyboard_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  ToteKeyboard *self = TOTE_KEYBOARD (widget);
  int keys;

  tote_keyboard_measure (widget, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &keys, NULL, NULL);
  keys = MIN (keys, width);
  gtk_widget_size_allocate (self->box, &(GtkAllocation){ (width - keys) / 2, 0, keys, height },
                            baseline);
}

/* By hand, as the order’s view does it. */
static void
tote_keyboard_root (GtkWidget *widget)
{
  ToteKeyboard *self = TOTE_KEYBOARD (widget);

  GTK_WIDGET_CLASS (tote_keyboard_parent_class)->root (widget);
  self->root = gtk_widget_get_root (widget);
  g_signal_connect_object (self->root, "notify::focus-widget", G_CALLBACK (on_focus_changed), self,
                           G_CONNECT_SWAPPED);
}

static void
tote_keyboard_unroot (GtkWidget *widget)
{
  ToteKeyboard *self = TOTE_KEYBOARD (widget);

  g_signal_handlers_disconnect_by_func (self->root, on_focus_changed, self);
  self->root = NULL;
  GTK_WIDGET_CLASS (tote_keyboard_parent_class)->unroot (widget);
}

static void
tote_keyboard_dispose (GObject *object)
{
  ToteKeyboard *self = TOTE_KEYBOARD (object);

  g_clear_weak_pointer (&self->target);

  G_OBJECT_CLASS (tote_keyboard_parent_class)->dispose (object);
}

static void
tote_keyboard_class_init (ToteKeyboardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = tote_keyboard_dispose;
  widget_class->measure = tote_keyboard_measure;
  widget_class->size_allocate = tote_keyboard_size_allocate;
  widget_class->root = tote_keyboard_root;
  widget_class->unroot = tote_keyboard_unroot;

  gtk_widget_class_install_action (widget_class, "keys.press", "s", press);
  gtk_widget_class_install_action (widget_class, "keys.erase", NULL, erase);
  gtk_widget_class_install_action (widget_class, "keys.hide", NULL, hide);
  gtk_widget_class_set_css_name (widget_class, "keyboard");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
tote_keyboard_init (ToteKeyboard *self)
{
  const char *const *letters = tote_key_rows_get_letters (g_get_language_names ());
  const char *const *latin = tote_key_rows_get_letters ((const char *const[]){ NULL });

  gtk_widget_set_layout_manager (GTK_WIDGET (self), NULL); /* it lays out itself */
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  adw_bin_set_child (ADW_BIN (self), self->box);
  self->sets = GTK_STACK (gtk_stack_new ());
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->sets));
  add_set (self, "letters", letters, FALSE);
  self->capitals = g_unichar_islower (g_utf8_get_char (letters[0]));
  add_set (self, "capitals", self->capitals ? letters : latin, self->capitals);
  add_set (self, "signs", tote_key_rows_get_signs (), FALSE);
  add_last_row (self);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Keys"),
                                  -1);
}

/**
 * tote_keyboard_new:
 *
 * Returns: (transfer floating): keys that are not on the screen yet
 */
GtkWidget *
tote_keyboard_new (void)
{
  return g_object_new (TOTE_TYPE_KEYBOARD, NULL);
}

/**
 * tote_keyboard_set_held:
 * @held: whether a finger or a button is down: until it is not, the keys neither come nor go
 */
void
tote_keyboard_set_held (ToteKeyboard *self, gboolean held)
{
  g_return_if_fail (TOTE_IS_KEYBOARD (self));

  self->held = held;
  if (self->root != NULL)
    on_focus_changed (self);
}
