/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-config.h"

#include "tote-look-up-page.h"

#include "tote-access.h"
#include "tote-key-pad.h"
#include "tote-store-head.h"

#include <glib/gi18n-lib.h>

/* Longer than any order number or postal code. */
#define LENGTH_MAX 24

struct _ToteLookUpPage {
  AdwBin parent_instance;

  ToteStoreHead *head;
  GtkWidget *box;
  GtkToggleButton *number_field;
  GtkToggleButton *postal_field;
  GtkWidget *number_name;
  GtkWidget *postal_name;
  GtkLabel *number_text;
  GtkLabel *postal_text;
  GtkLabel *trouble;
  ToteKeyPad *pad;
  GtkWidget *back;
  GtkWidget *find;

  ToteLookUp *look_up; /* (owned) */
  GString *number;     /* (owned) */
  GString *postal;     /* (owned) */
  gboolean letters;
  guint tick; /* while a pause is counted down, 0 for none */
};

G_DEFINE_FINAL_TYPE (ToteLookUpPage, tote_look_up_page, ADW_TYPE_BIN)

typedef enum {
  PROP_EMPTY = 1,
} ToteLookUpPageProperty;

static GParamSpec *props[PROP_EMPTY + 1];

static gboolean
is_at_postal (ToteLookUpPage *self)
{
  return gtk_toggle_button_get_active (self->postal_field);
}

/* Returns: (transfer full): what is in a field as it is read aloud, character by character. */
static char *
spell (GtkWidget *name, const char *text)
{
  GString *spelt = g_string_new (gtk_label_get_label (GTK_LABEL (name)));

  for (const char *c = text; *c != '\0'; c = g_utf8_next_char (c)) {
    g_string_append_c (spelt, ' ');
    g_string_append_unichar (spelt, g_utf8_get_char (c));
  }

  return g_string_free (spelt, FALSE);
}

/* With the field where the focus is there; who presses keys on the screen hears it by itself. */
static void
name_field (ToteLookUpPage *self, GtkToggleButton *field, GtkWidget *name, const char *text)
{
  g_autofree char *spelt = spell (name, text);

  gtk_accessible_update_property (GTK_ACCESSIBLE (field), GTK_ACCESSIBLE_PROPERTY_LABEL, spelt, -1);
  if (gtk_toggle_button_get_active (field) && !gtk_widget_has_focus (GTK_WIDGET (field)))
    tote_access_announce (GTK_WIDGET (self), spelt);
}

static void
show_fields (ToteLookUpPage *self)
{
  gtk_label_set_label (self->number_text, self->number->str);
  gtk_label_set_label (self->postal_text, self->postal->str);
  name_field (self, self->number_field, self->number_name, self->number->str);
  name_field (self, self->postal_field, self->postal_name, self->postal->str);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_EMPTY]);
}

static void
show_find (ToteLookUpPage *self)
{
  gtk_widget_set_sensitive (self->find,
                            !tote_look_up_get_busy (self->look_up) &&
                                tote_look_up_get_trouble (self->look_up) != TOTE_LOOK_UP_PAUSED);
}

static char *
format_trouble (ToteLookUpPage *self)
{
  const guint seconds = tote_look_up_get_wait_seconds (self->look_up);

  switch (tote_look_up_get_trouble (self->look_up)) {
  case TOTE_LOOK_UP_NOT_FOUND:
    return g_strdup (_ ("No order was found with this number and postal code. Check both, or ask "
                        "at the counter."));
  case TOTE_LOOK_UP_PAUSED:
    return g_strdup_printf (ngettext ("Those were many tries. You can go on in %u second.",
                                      "Those were many tries. You can go on in %u seconds.",
                                      seconds),
                            seconds);
  case TOTE_LOOK_UP_UNREACHABLE:
    return g_strdup (_ ("The store’s server cannot be reached right now. Please ask at the "
                        "counter."));
  case TOTE_LOOK_UP_NO_TROUBLE:
  default:
    return g_strdup ("");
  }
}

static void
show_trouble (ToteLookUpPage *self)
{
  g_autofree char *text = format_trouble (self);

  gtk_label_set_label (self->trouble, text);
  show_find (self);
}

static gboolean
on_tick (gpointer user_data)
{
  ToteLookUpPage *self = user_data;

  show_trouble (self);
  if (tote_look_up_get_trouble (self->look_up) == TOTE_LOOK_UP_PAUSED)
    return G_SOURCE_CONTINUE;

  self->tick = 0;
  return G_SOURCE_REMOVE;
}

static void
on_trouble (ToteLookUpPage *self)
{
  show_trouble (self);
  tote_access_announce (GTK_WIDGET (self), gtk_label_get_label (self->trouble));
  if (tote_look_up_get_trouble (self->look_up) == TOTE_LOOK_UP_PAUSED && self->tick == 0)
    self->tick = g_timeout_add_seconds (1, on_tick, self);
}

static void
on_field_chosen (ToteLookUpPage *self)
{
  const gboolean postal = is_at_postal (self);

  tote_key_pad_set_letters (self->pad, self->letters || !postal, postal);
}

/* Who goes from field to field by Tab types where they are. */
static void
on_field_focused (GtkToggleButton *field)
{
  if (gtk_widget_has_focus (GTK_WIDGET (field)))
    gtk_toggle_button_set_active (field, TRUE);
}

static void
choose (GtkToggleButton *field)
{
  gtk_toggle_button_set_active (field, TRUE); /* not on the screen yet it gets no focus */
  gtk_widget_grab_focus (GTK_WIDGET (field));
}

static void
erase (ToteLookUpPage *self)
{
  GString *text = is_at_postal (self) ? self->postal : self->number;

  if (text->len == 0)
    return;

  g_string_truncate (text, (gsize) (g_utf8_prev_char (text->str + text->len) - text->str));
  tote_look_up_clear (self->look_up);
  show_fields (self);
}

/* On to the field that is still empty, or the order is looked for. */
static void
enter (ToteLookUpPage *self)
{
  if (self->number->len == 0)
    choose (self->number_field);
  else if (self->postal->len == 0)
    choose (self->postal_field);
  else
    tote_look_up_find (self->look_up, self->number->str, self->postal->str);
}

/* In a field Enter goes on; on a key it presses that key, as for whoever moves about by arrows. */
static gboolean
on_key_pressed (ToteLookUpPage *self, guint keyval)
{
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (self)));
  const gboolean in_field =
      focus == GTK_WIDGET (self->number_field) || focus == GTK_WIDGET (self->postal_field);

  if (keyval == GDK_KEY_BackSpace)
    erase (self);
  else if (in_field && (keyval == GDK_KEY_Return || keyval == GDK_KEY_KP_Enter))
    enter (self);
  else
    return GDK_EVENT_PROPAGATE;

  return GDK_EVENT_STOP;
}

static void
watch_keys (ToteLookUpPage *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (on_key_pressed), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}

static void
tote_look_up_page_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch ((ToteLookUpPageProperty) id) {
  case PROP_EMPTY:
    g_value_set_boolean (value, tote_look_up_page_get_empty (TOTE_LOOK_UP_PAGE (object)));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static gboolean
tote_look_up_page_grab_focus (GtkWidget *widget)
{
  ToteLookUpPage *self = TOTE_LOOK_UP_PAGE (widget);

  return gtk_widget_grab_focus (
      GTK_WIDGET (is_at_postal (self) ? self->postal_field : self->number_field));
}

/* On the way from one to the next nothing is chosen but that: with what takes the focus when it is
 * given to the page as a whole, GTK would never get out of it backwards. */
static gboolean
tote_look_up_page_focus (GtkWidget *widget, GtkDirectionType direction)
{
  return gtk_widget_child_focus (adw_bin_get_child (ADW_BIN (widget)), direction);
}

static void
tote_look_up_page_dispose (GObject *object)
{
  ToteLookUpPage *self = TOTE_LOOK_UP_PAGE (object);

  g_clear_handle_id (&self->tick, g_source_remove);
  g_clear_object (&self->look_up);

  G_OBJECT_CLASS (tote_look_up_page_parent_class)->dispose (object);
}

static void
tote_look_up_page_finalize (GObject *object)
{
  ToteLookUpPage *self = TOTE_LOOK_UP_PAGE (object);

  g_string_free (self->number, TRUE);
  g_string_free (self->postal, TRUE);

  G_OBJECT_CLASS (tote_look_up_page_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  g_type_ensure (TOTE_TYPE_KEY_PAD);
  g_type_ensure (TOTE_TYPE_STORE_HEAD);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               TOTE_GRESOURCE_PREFIX "/tote-look-up-page.ui");
  gtk_widget_class_bind_template_child (widget_class, ToteLookUpPage, head);
  gtk_widget_class_bind_template_child (widget_class, ToteLookUpPage, box);
  gtk_widget_class_bind_template_child (widget_class, ToteLookUpPage, number_field);
  gtk_widget_class_bind_template_child (widget_class, ToteLookUpPage, postal_field);
  gtk_widget_class_bind_template_child (widget_class, ToteLookUpPage, number_name);
  gtk_widget_class_bind_template_child (widget_class, ToteLookUpPage, postal_name);
  gtk_widget_class_bind_template_child (widget_class, ToteLookUpPage, number_text);
  gtk_widget_class_bind_template_child (widget_class, ToteLookUpPage, postal_text);
  gtk_widget_class_bind_template_child (widget_class, ToteLookUpPage, trouble);
  gtk_widget_class_bind_template_child (widget_class, ToteLookUpPage, pad);
  gtk_widget_class_bind_template_child (widget_class, ToteLookUpPage, back);
  gtk_widget_class_bind_template_child (widget_class, ToteLookUpPage, find);
  gtk_widget_class_bind_template_callback (widget_class, on_field_chosen);
  gtk_widget_class_bind_template_callback (widget_class, on_field_focused);
  gtk_widget_class_bind_template_callback (widget_class, tote_look_up_page_type);
  gtk_widget_class_bind_template_callback (widget_class, erase);
  gtk_widget_class_bind_template_callback (widget_class, enter);
}

static void
tote_look_up_page_class_init (ToteLookUpPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = tote_look_up_page_get_property;
  object_class->dispose = tote_look_up_page_dispose;
  object_class->finalize = tote_look_up_page_finalize;
  widget_class->grab_focus = tote_look_up_page_grab_focus;
  widget_class->focus = tote_look_up_page_focus;

  props[PROP_EMPTY] =
      g_param_spec_boolean ("empty", NULL, NULL, TRUE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);

  bind_template (widget_class);
  gtk_widget_class_set_css_name (widget_class, "lookuppage");
}

static void
tote_look_up_page_init (ToteLookUpPage *self)
{
  self->number = g_string_new (NULL);
  self->postal = g_string_new (NULL);
  gtk_widget_init_template (GTK_WIDGET (self));
  watch_keys (self);
}

/**
 * tote_look_up_page_new:
 * @look_up: what finds the order
 * @letters: whether the country's postal codes have letters
 * @demo: whether it is said that everything is made up
 *
 * Returns: (transfer floating): an empty page
 */
GtkWidget *
tote_look_up_page_new (ToteLookUp *look_up, gboolean letters, gboolean demo)
{
  ToteLookUpPage *self;

  g_return_val_if_fail (TOTE_IS_LOOK_UP (look_up), NULL);

  self = g_object_new (TOTE_TYPE_LOOK_UP_PAGE, NULL);
  self->look_up = g_object_ref (look_up);
  self->letters = letters;
  g_object_set (self->head, "demo", demo, NULL);
  g_signal_connect_object (look_up, "notify::trouble", G_CALLBACK (on_trouble), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (look_up, "notify::busy", G_CALLBACK (show_find), self,
                           G_CONNECT_SWAPPED);
  on_field_chosen (self);
  show_fields (self);
  on_trouble (self);

  return GTK_WIDGET (self);
}

/**
 * tote_look_up_page_type:
 * @character: what was typed, anywhere
 *
 * Adds it to the field that is chosen.
 */
void
tote_look_up_page_type (ToteLookUpPage *self, guint character)
{
  GString *text;

  g_return_if_fail (TOTE_IS_LOOK_UP_PAGE (self));

  text = is_at_postal (self) ? self->postal : self->number;
  if (!g_unichar_isgraph (character) || text->len >= LENGTH_MAX)
    return;

  g_string_append_unichar (text, g_unichar_toupper (character));
  tote_look_up_clear (self->look_up);
  show_fields (self);
}

/**
 * tote_look_up_page_set_number:
 * @number: from a code that was scanned
 *
 * The postal code is still to be typed.
 */
void
tote_look_up_page_set_number (ToteLookUpPage *self, const char *number)
{
  g_return_if_fail (TOTE_IS_LOOK_UP_PAGE (self));
  g_return_if_fail (number != NULL);

  g_string_assign (self->number, number);
  g_string_truncate (self->postal, 0);
  choose (self->postal_field);
  show_fields (self);
}

/**
 * tote_look_up_page_set_low:
 * @low: whether everything is at the bottom, for who sits or cannot reach up
 */
void
tote_look_up_page_set_low (ToteLookUpPage *self, gboolean low)
{
  g_return_if_fail (TOTE_IS_LOOK_UP_PAGE (self));

  gtk_widget_set_valign (self->box, low ? GTK_ALIGN_END : GTK_ALIGN_CENTER);
}

/**
 * tote_look_up_page_set_back:
 * @back: whether there is a board to go back to
 */
void
tote_look_up_page_set_back (ToteLookUpPage *self, gboolean back)
{
  g_return_if_fail (TOTE_IS_LOOK_UP_PAGE (self));

  gtk_button_set_label (GTK_BUTTON (self->back), back ? _ ("Back") : _ ("Clear"));
}

/**
 * tote_look_up_page_get_empty:
 *
 * Returns: whether nothing is typed
 */
gboolean
tote_look_up_page_get_empty (ToteLookUpPage *self)
{
  g_return_val_if_fail (TOTE_IS_LOOK_UP_PAGE (self), TRUE);

  return self->number->len == 0 && self->postal->len == 0;
}
