/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-config.h"

#include "tote-panes.h"

#include "tote-css-class.h"
#include "tote-frame.h"
#include "tote-text-scale.h"

/* Widths in pixels at which the mode changes, and those of the columns. Text at 200 % widens the
 * columns, so they are counted in the width of the font at its usual size. */
#define MEDIUM_FROM 680
#define WIDE_FROM 1000
#define ORDER_WIDTH 386
#define ORDER_WIDTH_MAX 580
#define CHAT_WIDTH 286
#define CHAT_WIDTH_MAX 460
#define STRIP_FROM_HEIGHT 560

/**
 * TotePanes: lays out the order column, the map and the chat side by side, the chat in the map's
 * place, or one at a time, by the width it gets. It measures as small as the smallest of them.
 *
 * Properties: "order", "map", "chat" (the children), "narrow" (whether one pane shows at a
 * time), "pane" (the one in front when narrow),
 * "chat-shown" (whether the chat column is open when there is room), "strip" (whether the map
 * is no more than a strip on top of the order), "map-wanted", "chat-wanted"
 * (whether there is one at all).
 */
struct _TotePanes {
  GtkWidget parent_instance;

  GtkWidget *children[TOTE_N_PANES]; /* (owned) */
  TotePanesMode mode;
  TotePanesMode next_mode;
  gboolean high; /* enough for a strip of the map */
  gboolean next_high;
  TotePane pane;
  gboolean chat_shown;
  gboolean map_wanted;
  gboolean chat_wanted;
};

typedef enum {
  PROP_ORDER = 1,
  PROP_MAP,
  PROP_CHAT,
  PROP_NARROW,
  PROP_STRIP,
  PROP_PANE,
  PROP_CHAT_SHOWN,
  PROP_MAP_WANTED,
  PROP_CHAT_WANTED,
} TotePanesProperty;

static GParamSpec *props[PROP_CHAT_WANTED + 1];

G_DEFINE_FINAL_TYPE (TotePanes, tote_panes, GTK_TYPE_WIDGET)

static void
notify (TotePanes *self, TotePanesProperty property)
{
  g_object_notify_by_pspec (G_OBJECT (self), props[property]);
}

static gboolean
is_wanted (TotePanes *self, TotePane pane)
{
  return pane == TOTE_PANE_ORDER || (pane == TOTE_PANE_MAP ? self->map_wanted : self->chat_wanted);
}

static gboolean
is_shown (TotePanes *self, TotePane pane)
{
  if (self->mode == TOTE_PANES_NARROW)
    return pane == self->pane || (pane == TOTE_PANE_MAP && self->map_wanted &&
                                  self->pane == TOTE_PANE_ORDER && self->high);
  if (pane == TOTE_PANE_CHAT)
    return self->chat_wanted && (self->chat_shown || !self->map_wanted);
  if (pane == TOTE_PANE_MAP)
    return self->map_wanted && (self->mode == TOTE_PANES_WIDE || !is_shown (self, TOTE_PANE_CHAT));

  return TRUE;
}

static void
show_children (TotePanes *self)
{
  for (guint i = 0; i < TOTE_N_PANES; i++)
    if (self->children[i] != NULL)
      gtk_widget_set_child_visible (self->children[i], is_shown (self, (TotePane) i));

  gtk_widget_queue_resize (GTK_WIDGET (self));
}

/* Children change with the mode, which must not happen inside an allocation. Right after it is
 * early enough: what was asked for then is laid out before the frame is drawn. */
static void
turn_mode (GtkWidget *widget)
{
  TotePanes *self = TOTE_PANES (widget);
  TotePanesMode before = self->mode;

  if (self->next_mode == self->mode && self->next_high == self->high)
    return;

  self->mode = self->next_mode;
  self->high = self->next_high;

  if (before != self->mode)
    self->chat_shown = self->mode == TOTE_PANES_WIDE;

  show_children (self);

  if (before != self->mode) {
    tote_css_class_set (GTK_WIDGET (self), "narrow", self->mode == TOTE_PANES_NARROW);
    notify (self, PROP_NARROW);
    notify (self, PROP_CHAT_SHOWN);
    notify (self, PROP_STRIP);
  }
}

static TotePanesMode
choose_mode (int width)
{
  double scale = tote_text_scale_get ();

  if (width < MEDIUM_FROM * scale)
    return TOTE_PANES_NARROW;

  return width < WIDE_FROM * scale ? TOTE_PANES_MEDIUM : TOTE_PANES_WIDE;
}

static void
allocate_at (TotePanes *self, TotePane pane, int x, int y, int width, int height)
{
  GtkWidget *child = self->children[pane];
  int least = 0;

  if (child == NULL || !gtk_widget_should_layout (child))
    return;

  if (gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL)
    x = gtk_widget_get_width (GTK_WIDGET (self)) - x - width;

  gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
  width = MAX (width, least);
  gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, width, &least, NULL, NULL, NULL);

  /* In a very low window the chat loses its head, not the place to write. */
  if (pane == TOTE_PANE_CHAT)
    y = MIN (0, height - least);
  height = MAX (height, least);

  gtk_widget_size_allocate (child, &(GtkAllocation){ x, y, width, height }, -1);
}

static void
allocate_narrow (TotePanes *self, int width, int height)
{
  int strip = 0;

  if (self->pane == TOTE_PANE_ORDER && is_shown (self, TOTE_PANE_MAP))
    strip = MIN (height / 4, 210);

  allocate_at (self, TOTE_PANE_ORDER, 0, strip, width, height - strip);
  allocate_at (self, TOTE_PANE_MAP, 0, 0, width, strip > 0 ? strip : height);
  allocate_at (self, TOTE_PANE_CHAT, 0, 0, width, height);
}

/* A column takes a tenth of what there is beyond the least of the wide mode. */
static int
column_width (int width, int least, int most)
{
  double scale = tote_text_scale_get ();

  return (int) (CLAMP (least + (width / scale - WIDE_FROM) / 10, least, most) * scale);
}

static void
allocate_beside (TotePanes *self, int width, int height)
{
  int order = MIN (column_width (width, ORDER_WIDTH, ORDER_WIDTH_MAX), width / 2);
  int chat = MIN (column_width (width, CHAT_WIDTH, CHAT_WIDTH_MAX), width - order);

  /* With no map the order column takes what is left; a chat in the map's place takes all of it. */
  if (!is_shown (self, TOTE_PANE_CHAT))
    chat = 0;
  else if (self->map_wanted && !is_shown (self, TOTE_PANE_MAP))
    chat = width - order;
  if (!self->map_wanted)
    order = width - chat;

  allocate_at (self, TOTE_PANE_ORDER, 0, 0, order, height);
  allocate_at (self, TOTE_PANE_MAP, order, 0, width - order - chat, height);
  allocate_at (self, TOTE_PANE_CHAT, width - chat, 0, chat, height);
}

static void
tote_panes_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  TotePanes *self = TOTE_PANES (widget);

  self->next_mode = choose_mode (width);
  self->next_high = height >= STRIP_FROM_HEIGHT;
  if (self->mode == TOTE_PANES_NARROW)
    allocate_narrow (self, width, height);
  else
    allocate_beside (self, width, height);
}

static void
tote_panes_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum,
                    int *natural, int *minimum_baseline, int *natural_baseline)
{
  TotePanes *self = TOTE_PANES (widget);

  *minimum = 0;
  *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? 1180 : 760;

  /* The narrow mode shows one pane at a time, so the widest alone counts; the height of a pane is
   * what its scrolled part gives in to. */
  for (guint i = 0; i < TOTE_N_PANES && orientation == GTK_ORIENTATION_HORIZONTAL; i++) {
    int least = 0;

    if (self->children[i] == NULL || !gtk_widget_get_visible (self->children[i]))
      continue;

    gtk_widget_measure (self->children[i], orientation, -1, &least, NULL, NULL, NULL);
    *minimum = MAX (*minimum, least);
  }

  *natural = MAX (*natural, *minimum);
}

static GtkSizeRequestMode
tote_panes_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_CONSTANT_SIZE;
}

static void
set_child (TotePanes *self, TotePane pane, GtkWidget *child)
{
  g_clear_pointer (&self->children[pane], gtk_widget_unparent);
  self->children[pane] = child;

  if (child != NULL)
    gtk_widget_set_parent (child, GTK_WIDGET (self));

  show_children (self);
}

static void
tote_panes_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  TotePanes *self = TOTE_PANES (object);

  switch ((TotePanesProperty) id) {
  case PROP_ORDER:
  case PROP_MAP:
  case PROP_CHAT:
    g_value_set_object (value, self->children[id - PROP_ORDER]);
    break;
  case PROP_NARROW:
    g_value_set_boolean (value, self->mode == TOTE_PANES_NARROW);
    break;
  case PROP_STRIP:
    g_value_set_boolean (value, self->mode == TOTE_PANES_NARROW && self->pane == TOTE_PANE_ORDER);
    break;
  case PROP_PANE:
    g_value_set_int (value, (int) self->pane);
    break;
  case PROP_CHAT_SHOWN:
    g_value_set_boolean (value, self->chat_shown);
    break;
  case PROP_MAP_WANTED:
    g_value_set_boolean (value, self->map_wanted);
    break;
  case PROP_CHAT_WANTED:
    g_value_set_boolean (value, self->chat_wanted);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
set_wanted (TotePanes *self, gboolean *wanted, gboolean value, TotePanesProperty property)
{
  if (*wanted == value)
    return;

  *wanted = value;
  show_children (self);
  notify (self, property);
  if (!is_wanted (self, self->pane))
    tote_panes_set_pane (self, TOTE_PANE_ORDER);
}

static void
tote_panes_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  TotePanes *self = TOTE_PANES (object);

  switch ((TotePanesProperty) id) {
  case PROP_ORDER:
  case PROP_MAP:
  case PROP_CHAT:
    set_child (self, (TotePane) (id - PROP_ORDER), g_value_get_object (value));
    break;
  case PROP_PANE:
    tote_panes_set_pane (self, (TotePane) g_value_get_int (value));
    break;
  case PROP_CHAT_SHOWN:
    tote_panes_set_chat_shown (self, g_value_get_boolean (value));
    break;
  case PROP_MAP_WANTED:
    set_wanted (self, &self->map_wanted, g_value_get_boolean (value), PROP_MAP_WANTED);
    break;
  case PROP_CHAT_WANTED:
    set_wanted (self, &self->chat_wanted, g_value_get_boolean (value), PROP_CHAT_WANTED);
    break;
  case PROP_NARROW:
  case PROP_STRIP:
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
tote_panes_dispose (GObject *object)
{
  TotePanes *self = TOTE_PANES (object);

  for (guint i = 0; i < TOTE_N_PANES; i++)
    g_clear_pointer (&self->children[i], gtk_widget_unparent);

  G_OBJECT_CLASS (tote_panes_parent_class)->dispose (object);
}

static void
tote_panes_class_init (TotePanesClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags read = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;
  const GParamFlags both = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = tote_panes_get_property;
  object_class->set_property = tote_panes_set_property;
  object_class->dispose = tote_panes_dispose;

  widget_class->measure = tote_panes_measure;
  widget_class->size_allocate = tote_panes_size_allocate;
  widget_class->get_request_mode = tote_panes_get_request_mode;

  props[PROP_ORDER] = g_param_spec_object ("order", NULL, NULL, GTK_TYPE_WIDGET, both);
  props[PROP_MAP] = g_param_spec_object ("map", NULL, NULL, GTK_TYPE_WIDGET, both);
  props[PROP_CHAT] = g_param_spec_object ("chat", NULL, NULL, GTK_TYPE_WIDGET, both);
  props[PROP_NARROW] = g_param_spec_boolean ("narrow", NULL, NULL, FALSE, read);
  props[PROP_STRIP] = g_param_spec_boolean ("strip", NULL, NULL, FALSE, read);
  props[PROP_PANE] = g_param_spec_int ("pane", NULL, NULL, 0, TOTE_N_PANES - 1, 0, both);
  props[PROP_CHAT_SHOWN] = g_param_spec_boolean ("chat-shown", NULL, NULL, TRUE, both);
  props[PROP_MAP_WANTED] = g_param_spec_boolean ("map-wanted", NULL, NULL, TRUE, both);
  props[PROP_CHAT_WANTED] = g_param_spec_boolean ("chat-wanted", NULL, NULL, TRUE, both);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);

  gtk_widget_class_set_css_name (widget_class, "panes");
}

static void
tote_panes_init (TotePanes *self)
{
  self->mode = self->next_mode = TOTE_PANES_WIDE;
  self->chat_shown = TRUE;
  self->map_wanted = TRUE;
  self->chat_wanted = TRUE;
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  tote_each_layout_then (GTK_WIDGET (self), turn_mode);
}

/**
 * tote_panes_get_mode:
 *
 * Returns: how the panes stand now
 */
TotePanesMode
tote_panes_get_mode (TotePanes *self)
{
  g_return_val_if_fail (TOTE_IS_PANES (self), TOTE_PANES_WIDE);

  return self->mode;
}

/**
 * tote_panes_get_child:
 * @pane: which one
 *
 * Returns: (transfer none) (nullable): the widget of that pane
 */
GtkWidget *
tote_panes_get_child (TotePanes *self, TotePane pane)
{
  g_return_val_if_fail (TOTE_IS_PANES (self), NULL);

  return self->children[pane];
}

/**
 * tote_panes_get_pane:
 *
 * Returns: the pane in front when narrow
 */
TotePane
tote_panes_get_pane (TotePanes *self)
{
  g_return_val_if_fail (TOTE_IS_PANES (self), TOTE_PANE_ORDER);

  return self->pane;
}

/**
 * tote_panes_set_pane:
 * @pane: the pane to bring to the front; it matters only when narrow
 */
void
tote_panes_set_pane (TotePanes *self, TotePane pane)
{
  g_return_if_fail (TOTE_IS_PANES (self));

  if (self->pane == pane || !is_wanted (self, pane))
    return;

  self->pane = pane;
  show_children (self);
  notify (self, PROP_PANE);
  notify (self, PROP_STRIP);
}

/**
 * tote_panes_get_chat_shown:
 *
 * Returns: whether the chat column is open where there is room for one
 */
gboolean
tote_panes_get_chat_shown (TotePanes *self)
{
  g_return_val_if_fail (TOTE_IS_PANES (self), FALSE);

  return self->chat_shown;
}

/**
 * tote_panes_set_chat_shown:
 * @chat_shown: whether to open the chat column
 */
void
tote_panes_set_chat_shown (TotePanes *self, gboolean chat_shown)
{
  g_return_if_fail (TOTE_IS_PANES (self));

  chat_shown = !!chat_shown;
  if (self->chat_shown == chat_shown)
    return;

  self->chat_shown = chat_shown;
  show_children (self);
  notify (self, PROP_CHAT_SHOWN);
}

/**
 * tote_panes_place:
 *
 * Gives its children their places at once, as the next frame would: for what has just come and asks
 * for more once it knows its size.
 */
void
tote_panes_place (TotePanes *self)
{
  GtkWidget *widget = GTK_WIDGET (self);

  g_return_if_fail (TOTE_IS_PANES (self));

  if (gtk_widget_get_mapped (widget))
    tote_panes_size_allocate (widget, gtk_widget_get_width (widget), gtk_widget_get_height (widget),
                              -1);
}
