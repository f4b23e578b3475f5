/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-guard.h"

#include "tote-scanner.h"

struct _ToteGuard {
  GObject parent_instance;

  GtkWindow *window;    /* the one that owns the guard's controllers, and so outlives them */
  ToteScanner *scanner; /* (owned) */
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

/**
 * tote_guard_lets_through:
 *
 * Returns: whether a key belongs to typing or to moving about
 */
gboolean
tote_guard_lets_through (guint keyval, GdkModifierType state)
{
  const GdkModifierType leaving =
      GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK | GDK_HYPER_MASK | GDK_META_MASK;

  if ((state & leaving) != 0)
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

  g_signal_emit (self, signals[SIGNAL_TOUCHED], 0);

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
  GtkWidget *focus = gtk_window_get_focus (self->window);
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

static gboolean
on_event (ToteGuard *self, GdkEvent *event)
{
  switch ((int) gdk_event_get_event_type (event)) {
  case GDK_BUTTON_PRESS:
  case GDK_TOUCH_BEGIN:
    g_signal_emit (self, signals[SIGNAL_HELD], 0, TRUE);
    break;
  case GDK_BUTTON_RELEASE:
  case GDK_TOUCH_END:
  case GDK_TOUCH_CANCEL:
    g_signal_emit (self, signals[SIGNAL_HELD], 0, FALSE);
    break;
  case GDK_SCROLL:
  case GDK_TOUCH_UPDATE:
    g_signal_emit (self, signals[SIGNAL_TOUCHED], 0);
    break;
  default:
    break;
  }

  return GDK_EVENT_PROPAGATE;
}

static void
add_controller (ToteGuard *self, GtkEventController *controller)
{
  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
  gtk_widget_add_controller (GTK_WIDGET (self->window), controller);
}

static void
watch (ToteGuard *self)
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

  add_controller (self, all);
  add_controller (self, keys);
  add_controller (self, GTK_EVENT_CONTROLLER (others));
}

static void
tote_guard_finalize (GObject *object)
{
  g_object_unref (TOTE_GUARD (object)->scanner);

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
}

/**
 * tote_guard_new:
 * @window: the one on the display, which keeps the guard
 * @clock: what a scanner's speed is measured by
 *
 * Returns: (transfer full): its guard
 */
ToteGuard *
tote_guard_new (GtkWindow *window, ToteClock *clock)
{
  ToteGuard *self;

  g_return_val_if_fail (GTK_IS_WINDOW (window), NULL);

  self = g_object_new (TOTE_TYPE_GUARD, NULL);
  self->window = window;
  self->scanner = tote_scanner_new (clock);
  g_signal_connect_object (self->scanner, "scanned", G_CALLBACK (on_scanned), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->scanner, "typed", G_CALLBACK (on_typed), self, G_CONNECT_SWAPPED);
  watch (self);

  return self;
}
