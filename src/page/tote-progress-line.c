/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-config.h"

#include "tote-progress-line.h"

#include "tote-css-class.h"
#include "tote-order-enums.h"

#include <glib/gi18n-lib.h>

struct _ToteProgressLine {
  GtkWidget parent_instance;

  GtkWidget *bars[TOTE_N_STEPS - 1];
  GtkWidget *dots[TOTE_N_STEPS];
  GtkWidget *labels[TOTE_N_STEPS];
  int step;
  gboolean complete;
  ToteFulfillment fulfillment;
  char *label; /* (owned): what is read aloud */
};

G_DEFINE_FINAL_TYPE (ToteProgressLine, tote_progress_line, GTK_TYPE_WIDGET)

typedef enum {
  PROP_STEP = 1,
  PROP_COMPLETE,
  PROP_FULFILLMENT,
  PROP_LABEL,
} ToteProgressLineProperty;

static GParamSpec *props[PROP_LABEL + 1];

#define LABEL_GAP 6
#define COLUMN_GAP 4

static gboolean
is_done (ToteProgressLine *self, int step)
{
  return self->complete || step < self->step;
}

static void
describe (ToteProgressLine *self)
{
  char *text;

  if (self->step < 0)
    text = g_strdup (_ ("Progress not known"));
  else if (self->complete)
    /* Translators: read aloud, such as “Step 5 of 5, done: Delivered”. */
    text = g_strdup_printf (_ ("Step %d of %d, done: %s"), TOTE_N_STEPS, TOTE_N_STEPS,
                            tote_step_get_label (self->fulfillment, TOTE_N_STEPS - 1));
  else
    /* Translators: read aloud, such as “Step 2 of 5: Shopping”. */
    text = g_strdup_printf (_ ("Step %d of %d: %s"), self->step + 1, TOTE_N_STEPS,
                            tote_step_get_label (self->fulfillment, (guint) self->step));

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, text,
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_NOW, (double) self->step + 1,
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_MIN, 0.0,
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_MAX, (double) TOTE_N_STEPS,
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT, text, -1);
  g_free (self->label);
  self->label = text;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_LABEL]);
}

static void
update (ToteProgressLine *self)
{
  for (int i = 0; i < TOTE_N_STEPS; i++) {
    gboolean done = is_done (self, i);
    gboolean current = !self->complete && i == self->step;

    gtk_label_set_label (GTK_LABEL (self->labels[i]),
                         tote_step_get_label (self->fulfillment, (guint) i));
    tote_css_class_set (self->labels[i], "current", current);
    tote_css_class_set (self->labels[i], "caption", !current);
    tote_css_class_set (self->labels[i], "caption-heading", current);
    tote_css_class_set (self->dots[i], "current", current);
    tote_css_class_set (self->dots[i], "done", done);
    gtk_image_set_from_icon_name (GTK_IMAGE (self->dots[i]), done ? "tote-check-symbolic" : NULL);

    if (i < TOTE_N_STEPS - 1)
      tote_css_class_set (self->bars[i], "done", self->complete || i < self->step);
  }

  describe (self);
}

static int
natural_height (GtkWidget *child, int width)
{
  int natural;

  gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, width, NULL, &natural, NULL, NULL);

  return natural;
}

static int
column_width (int width)
{
  return (width - COLUMN_GAP * (TOTE_N_STEPS - 1)) / TOTE_N_STEPS;
}

static int
row_width (int column)
{
  return column * TOTE_N_STEPS + COLUMN_GAP * (TOTE_N_STEPS - 1);
}

/* The widest word and the widest name of a step. */
static void
measure_names (ToteProgressLine *self, int *least, int *wished)
{
  *least = *wished = 0;
  for (int i = 0; i < TOTE_N_STEPS; i++) {
    int a, b;

    gtk_widget_measure (self->labels[i], GTK_ORIENTATION_HORIZONTAL, -1, &a, &b, NULL, NULL);
    *least = MAX (*least, a);
    *wished = MAX (*wished, b);
  }
}

/* Whether all names stand under their dots, in two lines at most. */
static gboolean
has_room_for_names (ToteProgressLine *self, int width)
{
  int column = column_width (width);
  int least, wished;

  measure_names (self, &least, &wished);
  if (column < least)
    return FALSE;

  for (int i = 0; i < TOTE_N_STEPS; i++)
    if (natural_height (self->labels[i], column) > 2 * natural_height (self->labels[i], wished))
      return FALSE;

  return TRUE;
}

/* The step that keeps its name where there is room for one: the last that was reached. */
static GtkWidget *
get_named (ToteProgressLine *self)
{
  return self->labels[self->complete ? TOTE_N_STEPS - 1 : CLAMP (self->step, 0, TOTE_N_STEPS - 1)];
}

static int
names_height (ToteProgressLine *self, int width)
{
  int height = 0;

  if (!has_room_for_names (self, width))
    return self->step < 0 ? 0 : natural_height (get_named (self), width);

  for (int i = 0; i < TOTE_N_STEPS; i++)
    height = MAX (height, natural_height (self->labels[i], column_width (width)));

  return height;
}

static GtkSizeRequestMode
tote_progress_line_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
tote_progress_line_measure (GtkWidget *widget, GtkOrientation orientation, int for_size,
                            int *minimum, int *natural, int *minimum_baseline,
                            int *natural_baseline)
{
  ToteProgressLine *self = TOTE_PROGRESS_LINE (widget);
  int dot = natural_height (self->dots[0], -1);
  int least, wished;

  measure_names (self, &least, &wished);
  if (orientation == GTK_ORIENTATION_HORIZONTAL) {
    *minimum = MAX (row_width (dot), least);
    *natural = MAX (row_width (wished), *minimum);
  } else
    *minimum = *natural =
        dot + LABEL_GAP + names_height (self, for_size < 0 ? row_width (wished) : for_size);
}

static void
allocate (ToteProgressLine *self, GtkWidget *child, int x, int y, int width, int height)
{
  if (gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL)
    x = gtk_widget_get_width (GTK_WIDGET (self)) - x - width;

  gtk_widget_size_allocate (child, &(GtkAllocation){ x, y, width, height }, -1);
}

/* Under its dot, as far as the ends of the line let it. */
static void
allocate_alone (ToteProgressLine *self, GtkWidget *label, int middle, int y, int width)
{
  int wished;

  gtk_widget_measure (label, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &wished, NULL, NULL);
  wished = MIN (wished, width);
  allocate (self, label, CLAMP (middle - wished / 2, 0, width - wished), y, wished,
            natural_height (label, wished));
}

static void
allocate_names (ToteProgressLine *self, int y, int width)
{
  gboolean all = has_room_for_names (self, width);
  int column = column_width (width);

  for (int i = 0; i < TOTE_N_STEPS; i++) {
    GtkWidget *label = self->labels[i];
    int x = i * (column + COLUMN_GAP);

    gtk_widget_set_child_visible (label, all || (label == get_named (self) && self->step >= 0));
    if (all)
      allocate (self, label, x, y, column, natural_height (label, column));
    else
      allocate_alone (self, label, x + column / 2, y, width);
  }
}

static void
tote_progress_line_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  ToteProgressLine *self = TOTE_PROGRESS_LINE (widget);
  int column = column_width (width);
  int dot = natural_height (self->dots[0], -1);

  for (int i = 0; i < TOTE_N_STEPS; i++) {
    int middle = i * (column + COLUMN_GAP) + column / 2;

    allocate (self, self->dots[i], middle - dot / 2, 0, dot, dot);
    if (i < TOTE_N_STEPS - 1) {
      int bar = natural_height (self->bars[i], -1);

      allocate (self, self->bars[i], middle + dot / 2, (dot - bar) / 2, column + COLUMN_GAP - dot,
                bar);
    }
  }

  allocate_names (self, dot + LABEL_GAP, width);
}

static void
tote_progress_line_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  ToteProgressLine *self = TOTE_PROGRESS_LINE (object);

  switch ((ToteProgressLineProperty) id) {
  case PROP_STEP:
    g_value_set_int (value, self->step);
    break;
  case PROP_COMPLETE:
    g_value_set_boolean (value, self->complete);
    break;
  case PROP_FULFILLMENT:
    g_value_set_enum (value, (int) self->fulfillment);
    break;
  case PROP_LABEL:
    g_value_set_string (value, self->label);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
set_complete (ToteProgressLine *self, gboolean complete)
{
  if (self->complete == complete)
    return;

  self->complete = complete;
  update (self);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_COMPLETE]);
}

static void
set_step (ToteProgressLine *self, int step)
{
  if (self->step == step)
    return;

  self->step = step;
  update (self);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_STEP]);
}

static void
set_fulfillment (ToteProgressLine *self, ToteFulfillment fulfillment)
{
  if (self->fulfillment == fulfillment)
    return;

  self->fulfillment = fulfillment;
  update (self);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_FULFILLMENT]);
}

static void
tote_progress_line_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  ToteProgressLine *self = TOTE_PROGRESS_LINE (object);

  switch ((ToteProgressLineProperty) id) {
  case PROP_STEP:
    set_step (self, g_value_get_int (value));
    break;
  case PROP_COMPLETE:
    set_complete (self, g_value_get_boolean (value));
    break;
  case PROP_FULFILLMENT:
    set_fulfillment (self, (ToteFulfillment) g_value_get_enum (value));
    break;
  case PROP_LABEL:
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
tote_progress_line_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (tote_progress_line_parent_class)->dispose (object);
}

static void
tote_progress_line_finalize (GObject *object)
{
  g_free (TOTE_PROGRESS_LINE (object)->label);

  G_OBJECT_CLASS (tote_progress_line_parent_class)->finalize (object);
}

static void
tote_progress_line_class_init (ToteProgressLineClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags both = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = tote_progress_line_get_property;
  object_class->set_property = tote_progress_line_set_property;
  object_class->dispose = tote_progress_line_dispose;
  object_class->finalize = tote_progress_line_finalize;

  widget_class->get_request_mode = tote_progress_line_get_request_mode;
  widget_class->measure = tote_progress_line_measure;
  widget_class->size_allocate = tote_progress_line_size_allocate;

  props[PROP_STEP] = g_param_spec_int ("step", NULL, NULL, -1, TOTE_N_STEPS, 0, both);
  props[PROP_COMPLETE] = g_param_spec_boolean ("complete", NULL, NULL, FALSE, both);
  props[PROP_FULFILLMENT] = g_param_spec_enum ("fulfillment", NULL, NULL, TOTE_TYPE_FULFILLMENT,
                                               TOTE_FULFILLMENT_UNKNOWN, both);
  props[PROP_LABEL] =
      g_param_spec_string ("label", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);

  gtk_widget_class_set_css_name (widget_class, "progressline");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PROGRESS_BAR);
}

static GtkWidget *
add_child (ToteProgressLine *self, GtkWidget *child, const char *css_class)
{
  gtk_widget_add_css_class (child, css_class);
  gtk_widget_set_parent (child, GTK_WIDGET (self));

  return child;
}

static GtkWidget *
make_label (void)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD);
  gtk_label_set_justify (GTK_LABEL (label), GTK_JUSTIFY_CENTER);
  gtk_label_set_yalign (GTK_LABEL (label), 0);

  return label;
}

/* The line says itself how far it goes. */
static GtkWidget *
make_dot (void)
{
  return g_object_new (GTK_TYPE_IMAGE, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
}

static void
tote_progress_line_init (ToteProgressLine *self)
{
  for (guint i = 0; i < TOTE_N_STEPS; i++) {
    if (i < TOTE_N_STEPS - 1)
      self->bars[i] = add_child (self, gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0), "bar");
    self->dots[i] = add_child (self, make_dot (), "dot");
    self->labels[i] = add_child (self, make_label (), "step");
  }

  update (self);
}
