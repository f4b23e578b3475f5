/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-remarks.h"

#include "tote-access.h"

#include <string.h>

struct _ToteRemarks {
  GObject parent_instance;

  AdwToastOverlay *overlay; /* of the window that owns this */
  AdwToast *passing;        /* (nullable): what was said in passing last, while it is there */
};

G_DEFINE_FINAL_TYPE (ToteRemarks, tote_remarks, G_TYPE_OBJECT)

static int
get_natural_width (GtkWidget *widget)
{
  int width;

  gtk_widget_measure (widget, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &width, NULL, NULL);

  return width;
}

/* The overlay asks for no height at a width: what it says in its lines is as wide as these. */
static void
fit_words (gpointer label)
{
  GtkWidget *overlay = gtk_widget_get_ancestor (label, ADW_TYPE_TOAST_OVERLAY);
  GtkWidget *toast = label;
  PangoFontMetrics *metrics;
  int room, letter;

  if (overlay == NULL)
    return;

  while (gtk_widget_get_parent (toast) != overlay)
    toast = gtk_widget_get_parent (toast);
  room = gtk_widget_get_width (overlay) - get_natural_width (toast) + get_natural_width (label);
  metrics = pango_context_get_metrics (gtk_widget_get_pango_context (label), NULL, NULL);
  letter = MAX (pango_font_metrics_get_approximate_char_width (metrics),
                pango_font_metrics_get_approximate_digit_width (metrics));
  gtk_label_set_max_width_chars (label, MAX (room * PANGO_SCALE / MAX (letter, 1), 1));
  pango_font_metrics_unref (metrics);
}

static gboolean
fit_words_once (gpointer label)
{
  fit_words (label);

  return G_SOURCE_REMOVE;
}

/* Not in the middle of making room for it. */
static void
fit_words_soon (GtkWidget *label)
{
  g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, fit_words_once, g_object_ref (label), g_object_unref);
}

/* The next in the queue comes when one goes. */
static void
on_dismissed (ToteRemarks *self, AdwToast *toast)
{
  if (self->passing == toast)
    g_clear_weak_pointer (&self->passing);
  tote_access_name_toasts (GTK_WIDGET (self->overlay));
}

/* By itself a toast says no more than fits into one line of the window. */
static AdwToast *
toast_new (ToteRemarks *self, const char *text)
{
  GtkWidget *label = gtk_label_new (text);
  AdwToast *toast = adw_toast_new ("");

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "heading");
  g_signal_connect (label, "map", G_CALLBACK (fit_words), NULL);
  g_signal_connect_object (gtk_widget_get_root (GTK_WIDGET (self->overlay)),
                           "notify::default-width", G_CALLBACK (fit_words_soon), label,
                           G_CONNECT_SWAPPED);
  adw_toast_set_custom_title (toast, label);
  g_signal_connect_object (toast, "dismissed", G_CALLBACK (on_dismissed), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);

  return toast;
}

static gboolean
says (AdwToast *toast, const char *text)
{
  return strcmp (gtk_label_get_text (GTK_LABEL (adw_toast_get_custom_title (toast))), text) == 0;
}

/* toast: (transfer full). */
static void
show (ToteRemarks *self, AdwToast *toast, const char *text)
{
  adw_toast_overlay_add_toast (self->overlay, toast);
  tote_access_name_toasts (GTK_WIDGET (self->overlay));
  tote_access_announce (GTK_WIDGET (self->overlay), text);
}

static void
tote_remarks_dispose (GObject *object)
{
  g_clear_weak_pointer (&TOTE_REMARKS (object)->passing);

  G_OBJECT_CLASS (tote_remarks_parent_class)->dispose (object);
}

static void
tote_remarks_class_init (ToteRemarksClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = tote_remarks_dispose;
}

static void
tote_remarks_init (ToteRemarks *self)
{
}

/**
 * tote_remarks_new:
 * @overlay: in a window, which outlives this
 *
 * Returns: (transfer full): says nothing yet
 */
ToteRemarks *
tote_remarks_new (AdwToastOverlay *overlay)
{
  ToteRemarks *self;

  g_return_val_if_fail (ADW_IS_TOAST_OVERLAY (overlay), NULL);

  self = g_object_new (TOTE_TYPE_REMARKS, NULL);
  self->overlay = overlay;

  return self;
}

/**
 * tote_remarks_pass:
 * @text: what to say in passing, now, before what stays
 */
void
tote_remarks_pass (ToteRemarks *self, const char *text)
{
  AdwToast *toast;

  g_return_if_fail (TOTE_IS_REMARKS (self));

  /* A key held down says it once, not once for each press, long after. */
  if (self->passing != NULL && says (self->passing, text))
    return;

  toast = toast_new (self, text);
  adw_toast_set_priority (toast, ADW_TOAST_PRIORITY_HIGH);
  g_set_weak_pointer (&self->passing, toast);
  show (self, toast, text);
}

/**
 * tote_remarks_keep:
 * @text: what must not be missed: it stays until it is closed
 */
void
tote_remarks_keep (ToteRemarks *self, const char *text)
{
  g_return_if_fail (TOTE_IS_REMARKS (self));

  tote_remarks_offer (self, text, NULL, NULL);
}

/**
 * tote_remarks_offer:
 * @text: what must not be missed: it stays until it is closed
 * @label: (nullable): what can be done about it
 * @action: (nullable): does it
 */
void
tote_remarks_offer (ToteRemarks *self, const char *text, const char *label, const char *action)
{
  AdwToast *toast;

  g_return_if_fail (TOTE_IS_REMARKS (self));

  toast = toast_new (self, text);
  adw_toast_set_timeout (toast, 0);
  adw_toast_set_button_label (toast, label);
  adw_toast_set_action_name (toast, action);
  show (self, toast, text);
}
