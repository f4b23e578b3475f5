/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-config.h"

#include "tote-outbox-notes.h"

#include <glib/gi18n-lib.h>

/**
 * ToteOutboxNotes: how far the customer's wishes to the store have come, one line each, with a way
 * to try again what could not be sent. Decisions and messages are told where they were made.
 *
 * Property: "tracker".
 */
struct _ToteOutboxNotes {
  GtkWidget parent_instance;

  GtkWidget *box;

  ToteTracker *tracker; /* (owned) (nullable) */
  GListModel *outbox;   /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (ToteOutboxNotes, tote_outbox_notes, GTK_TYPE_WIDGET)

typedef enum {
  PROP_TRACKER = 1,
} ToteOutboxNotesProperty;

static GParamSpec *props[PROP_TRACKER + 1];

static const char *
sending_text (ToteWishKind kind)
{
  switch (kind) {
  case TOTE_WISH_ARRIVAL:
    return _ ("Telling the store that you are here…");
  case TOTE_WISH_SCHEDULE:
    return _ ("Telling the store when you come…");
  case TOTE_WISH_VEHICLE:
    return _ ("Telling the store about your car…");
  case TOTE_WISH_DELEGATE:
    return _ ("Telling the store who comes…");
  case TOTE_WISH_RATING:
    return _ ("Sending your rating…");
  case TOTE_WISH_DECISION:
  case TOTE_WISH_MESSAGE:
  case TOTE_WISH_MARK_READ:
  default:
    return NULL;
  }
}

static const char *
sent_text (ToteWishKind kind)
{
  switch (kind) {
  case TOTE_WISH_ARRIVAL:
    return _ ("The store knows that you are here.");
  case TOTE_WISH_SCHEDULE:
    return _ ("The store knows when you come.");
  case TOTE_WISH_VEHICLE:
    return _ ("The store knows your car.");
  case TOTE_WISH_DELEGATE:
    return _ ("The store knows who comes.");
  case TOTE_WISH_RATING:
    return _ ("Thank you for your rating.");
  case TOTE_WISH_DECISION:
  case TOTE_WISH_MESSAGE:
  case TOTE_WISH_MARK_READ:
  default:
    return "";
  }
}

static char *
describe (ToteOutboxEntry *entry)
{
  ToteWishKind kind = tote_wish_get_kind (tote_outbox_entry_get_wish (entry));
  const char *reason = tote_outbox_entry_get_reason (entry);

  switch (tote_outbox_entry_get_delivery (entry)) {
  case TOTE_DELIVERY_SENT:
  case TOTE_DELIVERY_READ:
    return g_strdup (sent_text (kind));
  case TOTE_DELIVERY_FAILED:
    if (reason == NULL || *reason == '\0')
      return g_strdup (_ ("That could not be sent."));
    /* Translators: why, in the server's words. */
    return g_strdup_printf (_ ("That could not be sent: %s"), reason);
  case TOTE_DELIVERY_NONE:
  case TOTE_DELIVERY_SENDING:
  default:
    return g_strdup (sending_text (kind));
  }
}

static void
on_retry (GtkButton *button, ToteOutboxEntry *entry)
{
  ToteOutboxNotes *self =
      TOTE_OUTBOX_NOTES (gtk_widget_get_ancestor (GTK_WIDGET (button), TOTE_TYPE_OUTBOX_NOTES));

  tote_tracker_retry (self->tracker, tote_wish_get_key (tote_outbox_entry_get_wish (entry)));
}

static void
show_entry (ToteOutboxEntry *entry, GParamSpec *pspec, GtkWidget *note)
{
  GtkWidget *label = gtk_widget_get_first_child (note);
  g_autofree char *text = describe (entry);

  gtk_label_set_label (GTK_LABEL (label), text);
  gtk_widget_set_visible (gtk_widget_get_last_child (note),
                          tote_outbox_entry_get_delivery (entry) == TOTE_DELIVERY_FAILED);
}

static GtkWidget *
make_note (ToteOutboxEntry *entry)
{
  GtkWidget *note = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *label = gtk_label_new (NULL);
  GtkWidget *button = gtk_button_new_with_label (_ ("Try again"));

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_add_css_class (label, "caption");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (note), label);
  gtk_box_append (GTK_BOX (note), button);

  g_signal_connect_object (button, "clicked", G_CALLBACK (on_retry), entry, G_CONNECT_DEFAULT);
  g_signal_connect_object (entry, "notify", G_CALLBACK (show_entry), note, G_CONNECT_DEFAULT);
  show_entry (entry, NULL, note);

  return note;
}

/* Wishes are few, so the notes are made anew when one comes or goes. */
static void
fill (ToteOutboxNotes *self)
{
  guint n = g_list_model_get_n_items (self->outbox);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (self->box)) != NULL)
    gtk_box_remove (GTK_BOX (self->box), child);

  for (guint i = 0; i < n; i++) {
    g_autoptr (ToteOutboxEntry) entry = g_list_model_get_item (self->outbox, i);

    if (sending_text (tote_wish_get_kind (tote_outbox_entry_get_wish (entry))) != NULL)
      gtk_box_append (GTK_BOX (self->box), make_note (entry));
  }

  gtk_widget_set_visible (GTK_WIDGET (self), gtk_widget_get_first_child (self->box) != NULL);
}

static void
set_tracker (ToteOutboxNotes *self, ToteTracker *tracker)
{
  if (tracker == NULL || self->tracker != NULL)
    return;

  self->tracker = g_object_ref (tracker);
  self->outbox = g_object_ref (tote_tracker_get_outbox (tracker));
  g_signal_connect_object (self->outbox, "items-changed", G_CALLBACK (fill), self,
                           G_CONNECT_SWAPPED);
  fill (self);
}

static void
tote_outbox_notes_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch ((ToteOutboxNotesProperty) id) {
  case PROP_TRACKER:
    g_value_set_object (value, TOTE_OUTBOX_NOTES (object)->tracker);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
tote_outbox_notes_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  switch ((ToteOutboxNotesProperty) id) {
  case PROP_TRACKER:
    set_tracker (TOTE_OUTBOX_NOTES (object), g_value_get_object (value));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
tote_outbox_notes_dispose (GObject *object)
{
  ToteOutboxNotes *self = TOTE_OUTBOX_NOTES (object);

  g_clear_object (&self->outbox);
  g_clear_object (&self->tracker);
  g_clear_pointer (&self->box, gtk_widget_unparent);

  G_OBJECT_CLASS (tote_outbox_notes_parent_class)->dispose (object);
}

static void
tote_outbox_notes_class_init (ToteOutboxNotesClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = tote_outbox_notes_get_property;
  object_class->set_property = tote_outbox_notes_set_property;
  object_class->dispose = tote_outbox_notes_dispose;

  props[PROP_TRACKER] = g_param_spec_object ("tracker", NULL, NULL, TOTE_TYPE_TRACKER,
                                             G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "outboxnotes");
}

static void
tote_outbox_notes_init (ToteOutboxNotes *self)
{
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}
