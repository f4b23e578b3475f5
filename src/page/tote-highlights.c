/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-config.h"

#include "tote-highlights.h"

#include "tote-access.h"
#include "tote-order-enums.h"
#include "tote-wrap-layout.h"

#include <glib/gi18n-lib.h>

/* Bits of a mask of ToteFulfillment. */
#define FITS(fulfillment) (1u << (fulfillment))
#define DRIVEN (FITS (TOTE_FULFILLMENT_DELIVERY) | FITS (TOTE_FULFILLMENT_LAST_MILE))
#define COLLECTED FITS (TOTE_FULFILLMENT_PICKUP)
#define ANY (FITS (TOTE_FULFILLMENT_UNKNOWN) | DRIVEN | COLLECTED)
#define SHOPPED (ANY & ~FITS (TOTE_FULFILLMENT_LAST_MILE))

/* Contract 3.9. Nobody shops, replaces or chats for a last mile order. */
static const struct {
  const char *word;
  const char *label;
  guint fits;
} highlights[] = {
  { "QUALITY_ITEMS", N_ ("Good i_tems"), ANY },
  { "GOOD_REPLACEMENTS", N_ ("Good r_eplacements"), SHOPPED },
  { "HELPFUL_CHAT", N_ ("_Helpful chat"), SHOPPED },
  { "SMART_BAGGING", N_ ("Smart _bagging"), ANY },
  { "EXTRA_EFFORT", N_ ("E_xtra effort"), ANY },
  { "SMOOTH_DELIVERY", N_ ("Smooth deli_very"), DRIVEN },
  { "FAST_PICKUP", N_ ("Fast _pickup"), COLLECTED },
  { "CLEAR_PICKUP_INSTRUCTIONS", N_ ("Clear i_nstructions"), COLLECTED },
  { "EASY_PARKING", N_ ("Easy par_king"), COLLECTED },
  { "SMOOTH_HANDOFF", N_ ("Smooth h_andoff"), COLLECTED },
};

struct _ToteHighlights {
  GtkWidget parent_instance;

  GtkToggleButton *chips[G_N_ELEMENTS (highlights)];
  ToteFulfillment fulfillment;
};

G_DEFINE_FINAL_TYPE (ToteHighlights, tote_highlights, GTK_TYPE_WIDGET)

typedef enum {
  PROP_FULFILLMENT = 1,
} ToteHighlightsProperty;

static GParamSpec *props[PROP_FULFILLMENT + 1];

enum {
  CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
on_toggled (ToteHighlights *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
show_fitting (ToteHighlights *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (highlights); i++)
    gtk_widget_set_visible (GTK_WIDGET (self->chips[i]),
                            (highlights[i].fits & FITS (self->fulfillment)) != 0);
}

static void
set_fulfillment (ToteHighlights *self, ToteFulfillment fulfillment)
{
  if (self->fulfillment == fulfillment)
    return;

  self->fulfillment = fulfillment;
  show_fitting (self);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_FULFILLMENT]);
}

static void
tote_highlights_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch ((ToteHighlightsProperty) id) {
  case PROP_FULFILLMENT:
    g_value_set_enum (value, TOTE_HIGHLIGHTS (object)->fulfillment);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
tote_highlights_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  switch ((ToteHighlightsProperty) id) {
  case PROP_FULFILLMENT:
    set_fulfillment (TOTE_HIGHLIGHTS (object), (ToteFulfillment) g_value_get_enum (value));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
tote_highlights_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (tote_highlights_parent_class)->dispose (object);
}

static void
tote_highlights_class_init (ToteHighlightsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = tote_highlights_get_property;
  object_class->set_property = tote_highlights_set_property;
  object_class->dispose = tote_highlights_dispose;

  props[PROP_FULFILLMENT] =
      g_param_spec_enum ("fulfillment", NULL, NULL, TOTE_TYPE_FULFILLMENT, TOTE_FULFILLMENT_UNKNOWN,
                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);

  signals[CHANGED] = g_signal_new ("changed", TOTE_TYPE_HIGHLIGHTS, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_layout_manager_type (widget_class, TOTE_TYPE_WRAP_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "highlights");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

/* A mark tells that one is chosen, not its colour alone. */
static GtkWidget *
make_chip (const char *label)
{
  GtkWidget *chip = gtk_toggle_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *words = gtk_label_new_with_mnemonic (label);
  GtkWidget *mark =
      g_object_new (GTK_TYPE_IMAGE, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION,
                    "icon-name", "tote-check-symbolic", NULL);

  g_object_bind_property (chip, "active", mark, "visible", G_BINDING_SYNC_CREATE);
  gtk_box_append (GTK_BOX (box), mark);
  gtk_label_set_wrap (GTK_LABEL (words), TRUE);
  gtk_label_set_natural_wrap_mode (GTK_LABEL (words), GTK_NATURAL_WRAP_NONE);
  gtk_box_append (GTK_BOX (box), words);
  gtk_button_set_child (GTK_BUTTON (chip), box);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (chip), GTK_ACCESSIBLE_RELATION_LABELLED_BY, words,
                                  NULL, -1);
  gtk_widget_add_css_class (chip, "text-button");
  gtk_widget_add_css_class (chip, "chip");

  return chip;
}

static void
tote_highlights_init (ToteHighlights *self)
{
  g_object_set (gtk_widget_get_layout_manager (GTK_WIDGET (self)), "spacing", 8, "line-spacing", 8,
                NULL);

  for (guint i = 0; i < G_N_ELEMENTS (highlights); i++) {
    GtkWidget *chip = make_chip (_ (highlights[i].label));

    gtk_widget_set_parent (chip, GTK_WIDGET (self));
    g_signal_connect_swapped (chip, "toggled", G_CALLBACK (on_toggled), self);
    self->chips[i] = GTK_TOGGLE_BUTTON (chip);
    /* Translators: read aloud: something that can be chosen is. */
    tote_access_tell_toggled (self->chips[i], _ ("chosen"));
  }
  show_fitting (self);
}

/**
 * tote_highlights_dup_chosen:
 *
 * Returns: (transfer full): the contract’s words of those that are chosen
 */
char **
tote_highlights_dup_chosen (ToteHighlights *self)
{
  g_autoptr (GStrvBuilder) words = g_strv_builder_new ();

  g_return_val_if_fail (TOTE_IS_HIGHLIGHTS (self), NULL);

  for (guint i = 0; i < G_N_ELEMENTS (highlights); i++)
    if (gtk_widget_get_visible (GTK_WIDGET (self->chips[i])) &&
        gtk_toggle_button_get_active (self->chips[i]))
      g_strv_builder_add (words, highlights[i].word);
  return g_strv_builder_end (words);
}

/**
 * tote_highlights_set_chosen:
 * @words: words of the contract; others are skipped
 */
void
tote_highlights_set_chosen (ToteHighlights *self, const char *const *words)
{
  g_return_if_fail (TOTE_IS_HIGHLIGHTS (self));

  for (guint i = 0; i < G_N_ELEMENTS (highlights); i++)
    gtk_toggle_button_set_active (self->chips[i], g_strv_contains (words, highlights[i].word));
}
