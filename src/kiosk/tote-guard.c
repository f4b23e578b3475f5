/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-guard.h"

#include "tote-scanner.h"

struct _ToteGuard {
  GObject parent_instance;

  GtkWindow *window;    /* (nullable): weak; where the last key was pressed */
  ToteScanner *scanner; /* (owned) */
  GHashTable *fingers;  /* (owned): the sequences of those that are down, NULL for a button */
  gulong hook;          /* on whatever comes to the screen */
};

G_DEFINE_FINAL_TYPE (ToteGuard, tote_guard, G_TYPE_OBJECT)

typedef enum {
  SIGNAL_SCANNED,
  SIGNAL_TYPED,
  SIGNAL_TOUCHED,
  SIGNAL_HELD,
} ToteGuardSignal;

static guint signals[SIGNAL_HELD + 1];

static const guint through[] = {
  GDK_KEY_Tab,       GDK_KEY_ISO_Left_Tab, GDK_KEY_KP_Tab,
  GDK_KEY_Return,    GDK_KEY_KP_Enter,     GDK_KEY_ISO_Enter,
  GDK_KEY_Escape,    GDK_KEY_BackSpace,    GDK_KEY_Delete,
  GDK_KEY_KP_Delete, GDK_KEY_Up,           GDK_KEY_Down,
  GDK_KEY_Left,      GDK_KEY_Right,        GDK_KEY_KP_Up,
  GDK_KEY_KP_Down,   GDK_KEY_KP_Left,      GDK_KEY_KP_Right,
  GDK_KEY_Home,      GDK_KEY_End,          GDK_KEY_Page_Up,
  GDK_KEY_Page_Down, GDK_KEY_Shift_L,      GDK_KEY_Shift_R,
  GDK_KEY_Caps_Lock, GDK_KEY_Num_Lock,     GDK_KEY_ISO_Level3_Shift,
  GDK_KEY_Multi_key,
};

/* With these nothing is typed; control is how a scanner says some of its signs. */
#define LEAVING_MASK (GDK_ALT_MASK | GDK_SUPER_MASK | GDK_HYPER_MASK | GDK_META_MASK)

/**
 * tote_guard_lets_through:
 *
 * Returns: whether a key belongs to typing or to moving about
 *
 * For tests: the table of keys, without making each key event.
 */
gboolean
tote_guard_lets_through (guint keyval, GdkModifierType state)
{
  if ((state & (LEAVING_MASK | GDK_CONTROL_MASK)) != 0)
    return FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (through); i++)
    if (keyval == through[i])
      return TRUE;

  return gdk_keyval_to_unicode (keyval) != 0 ||
         (keyval >= GDK_KEY_dead_grave && keyval <= GDK_KEY_dead_greek);
}

static gboolean
on_key_pressed (ToteGuard *self, guint keyval, guint keycode, GdkModifierType state,
                GtkEventController *controller)
{
  const guint32 character = gdk_keyval_to_unicode (keyval);
  const ToteKey key = {
    .code = keycode,
    .character = g_unichar_isprint (character) ? character : 0,
    .time = gtk_event_controller_get_current_event_time (controller),
    .shift = (state & GDK_SHIFT_MASK) != 0,
    .control = (state & GDK_CONTROL_MASK) != 0,
  };

  g_set_weak_pointer (&self->window, GTK_WINDOW (gtk_event_controller_get_widget (controller)));
  g_signal_emit (self, signals[SIGNAL_TOUCHED], 0);
  if ((state & LEAVING_MASK) != 0)
    return GDK_EVENT_STOP;

  return tote_scanner_press (self->scanner, &key) || !tote_guard_lets_through (keyval, state);
}

static void
on_key_released (ToteGuard *self, guint keyval, guint keycode)
{
  tote_scanner_release (self->scanner, keycode);
}

static void
on_scanned (ToteGuard *self, const char *text)
{
  g_signal_emit (self, signals[SIGNAL_SCANNED], 0, text);
}

/* What was held back for a moment goes where it would have gone. */
static void
on_typed (ToteGuard *self, guint character)
{
  GtkWidget *focus = self->window != NULL ? gtk_window_get_focus (self->window) : NULL;
  char text[7] = "";

  g_unichar_to_utf8 (character, text);
  if (GTK_IS_TEXT (focus) || GTK_IS_TEXT_VIEW (focus))
    g_signal_emit_by_name (focus, "insert-at-cursor", text);
  else if (character == ' ' && focus != NULL)
    gtk_widget_activate (focus);
  else
    g_signal_emit (self, signals[SIGNAL_TYPED], 0, character);
}

/* The other buttons open menus and paste. */
static void
on_other_button (GtkGestureSingle *gesture)
{
  if (gtk_gesture_single_get_current_button (gesture) > GDK_BUTTON_PRIMARY)
    gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  else
    gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_DENIED);
}

/* Somebody who has lifted one of two fingers still touches. A finger whose end got lost comes back
 * under the same name. */
static void
hold (ToteGuard *self, GdkEvent *event, gboolean down)
{
  GdkEventSequence *finger = gdk_event_get_event_sequence (event);

  if (down)
    g_hash_table_add (self->fingers, finger);
  else
    g_hash_table_remove (self->fingers, finger);

  g_signal_emit (self, signals[SIGNAL_HELD], 0, g_hash_table_size (self->fingers) > 0);
}

static gboolean
on_event (ToteGuard *self, GdkEvent *event)
{
  switch ((int) gdk_event_get_event_type (event)) {
  case GDK_BUTTON_PRESS:
  case GDK_TOUCH_BEGIN:
    hold (self, event, TRUE);
    break;
  case GDK_BUTTON_RELEASE:
  case GDK_TOUCH_END:
  case GDK_TOUCH_CANCEL:
    hold (self, event, FALSE);
    break;
  case GDK_SCROLL:
  case GDK_TOUCH_UPDATE:
    g_signal_emit (self, signals[SIGNAL_TOUCHED], 0);
    break;
  case GDK_DRAG_MOTION:
  case GDK_DROP_START:
    return GDK_EVENT_STOP; /* nothing is dropped anywhere */
  default:
    break;
  }

  return GDK_EVENT_PROPAGATE;
}

static void
add_controller (GtkWidget *window, GtkEventController *controller)
{
  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
  gtk_widget_add_controller (window, controller);
}

static void
watch (ToteGuard *self, GtkWidget *window)
{
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkEventController *all = gtk_event_controller_legacy_new ();
  GtkGesture *others = gtk_gesture_click_new ();

  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (on_key_pressed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (keys, "key-released", G_CALLBACK (on_key_released), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (all, "event", G_CALLBACK (on_event), self, G_CONNECT_SWAPPED);
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (others), 0);
  g_signal_connect (others, "pressed", G_CALLBACK (on_other_button), NULL);

  add_controller (window, all);
  add_controller (window, keys);
  add_controller (window, GTK_EVENT_CONTROLLER (others));
}

/* A dialog is a window of its own. */
static void
on_windows_changed (ToteGuard *self, guint position, guint removed, guint added,
                    GListModel *windows)
{
  for (guint i = position; i < position + added; i++) {
    g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

    watch (self, window);
  }
}

/* What a text of GTK's own brings up: to a finger that marks something, to a key or a button that
 * asks for a menu or for symbols. There is no property to do without. */
static gboolean
is_of_a_text (GtkWidget *widget)
{
  return GTK_IS_POPOVER (widget) && (gtk_widget_has_css_class (widget, "touch-selection") ||
                                     gtk_widget_has_css_class (widget, "context-menu") ||
                                     gtk_widget_has_css_class (widget, "magnifier") ||
                                     gtk_widget_has_css_class (widget, "emoji-picker"));
}

static gboolean
on_mapped (GSignalInvocationHint *hint, guint n_values, const GValue *values, gpointer user_data)
{
  GtkWidget *widget = g_value_get_object (values);

  if (is_of_a_text (widget))
    gtk_popover_popdown (GTK_POPOVER (widget));
  else if (g_str_equal (gtk_widget_get_css_name (widget), "cursor-handle"))
    gtk_widget_set_visible (widget, FALSE); /* what a finger drags a mark by */

  return TRUE;
}

static void
tote_guard_finalize (GObject *object)
{
  ToteGuard *self = TOTE_GUARD (object);

  g_signal_remove_emission_hook (g_signal_lookup ("map", GTK_TYPE_WIDGET), self->hook);
  g_clear_weak_pointer (&self->window);
  g_object_unref (self->scanner);
  g_hash_table_unref (self->fingers);

  G_OBJECT_CLASS (tote_guard_parent_class)->finalize (object);
}

static void
tote_guard_class_init (ToteGuardClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = tote_guard_finalize;

  signals[SIGNAL_SCANNED] =
      g_signal_new ("scanned", TOTE_TYPE_GUARD, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                    1, G_TYPE_STRING | G_SIGNAL_TYPE_STATIC_SCOPE);
  signals[SIGNAL_TYPED] = g_signal_new ("typed", TOTE_TYPE_GUARD, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                        NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
  signals[SIGNAL_TOUCHED] = g_signal_new ("touched", TOTE_TYPE_GUARD, G_SIGNAL_RUN_LAST, 0, NULL,
                                          NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_HELD] = g_signal_new ("held", TOTE_TYPE_GUARD, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                       NULL, G_TYPE_NONE, 1, G_TYPE_BOOLEAN);
}

static void
tote_guard_init (ToteGuard *self)
{
  self->fingers = g_hash_table_new (NULL, NULL);
}

/**
 * tote_guard_new:
 * @clock: what a scanner's speed is measured by
 *
 * Returns: (transfer full): the guard of all windows there are and will be
 */
ToteGuard *
tote_guard_new (ToteClock *clock)
{
  GListModel *windows = gtk_window_get_toplevels ();
  g_autoptr (GTypeClass) widget_class = g_type_class_ref (GTK_TYPE_WIDGET);
  ToteGuard *self = g_object_new (TOTE_TYPE_GUARD, NULL);

  self->hook = g_signal_add_emission_hook (g_signal_lookup ("map", GTK_TYPE_WIDGET), 0, on_mapped,
                                           NULL, NULL);
  self->scanner = tote_scanner_new (clock);
  g_signal_connect_object (self->scanner, "scanned", G_CALLBACK (on_scanned), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->scanner, "typed", G_CALLBACK (on_typed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (windows, "items-changed", G_CALLBACK (on_windows_changed), self,
                           G_CONNECT_SWAPPED);
  on_windows_changed (self, 0, 0, g_list_model_get_n_items (windows), windows);

  return self;
}
