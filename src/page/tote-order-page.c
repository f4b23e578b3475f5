/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-config.h"

#include "tote-order-page.h"

#include "tote-access.h"
#include "tote-compat.h"
#include "tote-focus-keeper.h"
#include "tote-frame.h"
#include "tote-item-dialog.h"
#include "tote-item-row.h"
#include "tote-item-sections.h"
#include "tote-order-head.h"
#include "tote-property.h"
#include "tote-seen-marker.h"
#include "tote-skeleton.h"
#include "tote-spoken.h"
#include "tote-text-scale.h"

#include <glib/gi18n-lib.h>

/* Items whose pictures are asked for ahead of their rows: what a large window shows of them. */
#define N_EXPECTED 8

struct _ToteOrderPage {
  TotePart parent_instance;

  GtkWidget *content;
  GtkWidget *search_bar;
  GtkWidget *search_entry;
  GtkWidget *skeleton;
  GtkWidget *clamp;
  GtkListView *list;

  GtkWidget *head;             /* (owned) */
  GListStore *above;           /* (owned): the head, unless something is searched for */
  ToteSeenMarker *seen_marker; /* (owned) (nullable) */
  ToteFocusKeeper *keeper;     /* (owned) (nullable): while in a window */
  ToteItemSections *sections;  /* (owned) (nullable) */
  char *position_text;         /* (owned) (nullable) */
  gboolean narrow;
  gboolean searching;
  gboolean fruitless;
  gboolean drawn;    /* whether there was a frame */
  gboolean was_away; /* whether the head was ever out of the list */
  gboolean in_rows;  /* whether the Tab key left the list from below the head */
};

G_DEFINE_FINAL_TYPE (ToteOrderPage, tote_order_page, TOTE_TYPE_PART)

typedef enum {
  PROP_POSITION_TEXT = 1,
  PROP_NARROW,
  PROP_SEARCHING,
  PROP_FRUITLESS,
} ToteOrderPageProperty;

static GParamSpec *props[PROP_FRUITLESS + 1];

static gboolean
has_words (ToteOrderPage *self)
{
  return *gtk_editable_get_text (GTK_EDITABLE (self->search_entry)) != '\0';
}

static void
update_fruitless (ToteOrderPage *self)
{
  gboolean fruitless =
      has_words (self) && g_list_model_get_n_items (G_LIST_MODEL (self->sections)) == 0;

  tote_property_set_flag (self, &self->fruitless, fruitless, props[PROP_FRUITLESS]);
}

/* Those that are likely in sight. */
static void
expect_pictures (ToteOrderPage *self)
{
  for (guint i = 0; i < N_EXPECTED; i++) {
    g_autoptr (ToteItemEntry) entry = g_list_model_get_item (G_LIST_MODEL (self->sections), i);

    if (entry != NULL)
      tote_item_row_expect (GTK_WIDGET (self->list), entry);
  }
}

static void
on_sections_changed (ToteOrderPage *self, guint position, guint removed, guint added)
{
  update_fruitless (self);
  if (self->drawn && removed == 0 &&
      added == g_list_model_get_n_items (G_LIST_MODEL (self->sections)))
    expect_pictures (self);
}

static void
on_search_changed (ToteOrderPage *self)
{
  gboolean with_head = g_list_model_get_n_items (G_LIST_MODEL (self->above)) > 0;

  if (self->sections == NULL)
    return;

  tote_item_sections_set_search (self->sections,
                                 gtk_editable_get_text (GTK_EDITABLE (self->search_entry)));
  if (with_head && has_words (self))
    g_list_store_remove_all (self->above);
  else if (!with_head && !has_words (self)) {
    g_list_store_append (self->above, self->head);
    gtk_widget_activate_action (GTK_WIDGET (self->list), "list.scroll-to-item", "u", 0);
  }

  update_fruitless (self);
}

/* Those who do not see the list get shorter. */
static void
tell_hits (ToteOrderPage *self)
{
  g_autofree char *text = NULL;
  guint n = 0;

  if (self->sections == NULL || !has_words (self))
    return;

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->sections)); i++) {
    g_autoptr (ToteItemEntry) entry = g_list_model_get_item (G_LIST_MODEL (self->sections), i);

    n += tote_item_entry_get_item (entry) != NULL;
  }

  /* Translators: read aloud: how many items a search has found. */
  text = n > 0 ? g_strdup_printf (ngettext ("%u found", "%u found", n), n)
               : g_strdup (_ ("Nothing found"));
  tote_access_announce (GTK_WIDGET (self), text);
}

static void
on_ask (ToteOrderPage *self, const char *text)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "view.ask", "s", text);
}

static void
on_activate (ToteOrderPage *self, guint position)
{
  GListModel *rows = G_LIST_MODEL (gtk_list_view_get_model (self->list));
  g_autoptr (GObject) row = g_list_model_get_item (rows, position);
  ToteItem *item =
      TOTE_IS_ITEM_ENTRY (row) ? tote_item_entry_get_item (TOTE_ITEM_ENTRY (row)) : NULL;
  GtkWidget *dialog;

  if (item == NULL)
    return;

  dialog = tote_item_dialog_new (GTK_WIDGET (self), tote_part_get_tracker (TOTE_PART (self)), item);
  g_signal_connect_object (dialog, "ask", G_CALLBACK (on_ask), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
on_bind (ToteOrderPage *self, GtkListItem *list_item)
{
  GObject *row = gtk_list_item_get_item (list_item);

  if (row == G_OBJECT (self->head)) {
    gtk_list_item_set_activatable (list_item, FALSE);
    gtk_list_item_set_child (list_item, self->head);
    tote_access_tell_row (gtk_widget_get_parent (self->head));
    /* Or each click would take the focus to the row, from the text it was clicked into. */
    gtk_widget_set_focus_on_click (gtk_widget_get_parent (self->head), FALSE);
    tote_order_head_name_place (TOTE_ORDER_HEAD (self->head), gtk_widget_get_parent (self->head));
    if (self->was_away)
      tote_compat_renew_actions (self->head);
    return;
  }

  gtk_list_item_set_activatable (list_item,
                                 tote_item_entry_get_item (TOTE_ITEM_ENTRY (row)) != NULL);

  /* Only rows of items are made anew; a recycled one keeps its widget. */
  if (!TOTE_IS_ITEM_ROW (gtk_list_item_get_child (list_item)))
    gtk_list_item_set_child (list_item, tote_item_row_new (tote_part_get_order (TOTE_PART (self))));
  tote_access_tell_row (gtk_widget_get_parent (gtk_list_item_get_child (list_item)));
  tote_item_row_set_entry (TOTE_ITEM_ROW (gtk_list_item_get_child (list_item)),
                           TOTE_ITEM_ENTRY (row));
}

static void
on_unbind (ToteOrderPage *self, GtkListItem *list_item)
{
  GtkWidget *child = gtk_list_item_get_child (list_item);

  if (child == self->head) {
    gtk_widget_set_focus_on_click (gtk_widget_get_parent (child), TRUE);
    tote_spoken_end (gtk_widget_get_parent (child));
    gtk_list_item_set_child (list_item, NULL);
    self->was_away = TRUE;
  } else if (child != NULL)
    tote_item_row_set_entry (TOTE_ITEM_ROW (child), NULL);
}

static void
on_setup (ToteOrderPage *self, GtkListItem *list_item)
{
  gtk_list_item_set_activatable (list_item, FALSE);
}

/* The list holds on to the row that had the keyboard last, wherever that is in sight. Who looks at
 * the top goes on looking there, whatever grows above that row. */
static void
stay_at_top (ToteOrderPage *self)
{
  GtkAdjustment *adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self->list));

  if (gtk_adjustment_get_value (adjustment) == 0 &&
      g_list_model_get_n_items (G_LIST_MODEL (self->above)) > 0)
    gtk_widget_activate_action (GTK_WIDGET (self->list), "list.scroll-to-item", "u", 0);
}

static void
fill_list (ToteOrderPage *self)
{
  GListStore *parts = g_list_store_new (G_TYPE_LIST_MODEL);
  g_autoptr (GtkNoSelection) rows = NULL;

  g_list_store_append (parts, self->above);
  g_list_store_append (parts, self->sections);
  rows = gtk_no_selection_new (G_LIST_MODEL (gtk_flatten_list_model_new (G_LIST_MODEL (parts))));
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (rows));
  g_signal_connect_object (rows, "items-changed", G_CALLBACK (stay_at_top), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
}

static void
tote_order_page_track (TotePart *part, ToteTracker *tracker)
{
  ToteOrderPage *self = TOTE_ORDER_PAGE (part);

  gtk_list_view_set_model (self->list, NULL);
  g_clear_object (&self->seen_marker);
  g_clear_object (&self->sections);
  g_list_store_remove_all (self->above);
  g_object_set (self->head, "tracker", tracker, NULL);
  if (tracker == NULL)
    return;

  self->sections = tote_item_sections_new (tote_order_get_items (tote_part_get_order (part)));
  g_signal_connect_object (self->sections, "items-changed", G_CALLBACK (on_sections_changed), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  g_list_store_append (self->above, self->head);
  fill_list (self);
  self->seen_marker = tote_seen_marker_new (tracker, GTK_WIDGET (self->list));
}

static void
set_searching (ToteOrderPage *self, gboolean searching)
{
  tote_property_set_flag (self, &self->searching, searching, props[PROP_SEARCHING]);
}

static gboolean
is_in (GtkWidget *widget)
{
  return (gtk_widget_get_state_flags (widget) & GTK_STATE_FLAG_FOCUS_WITHIN) != 0;
}

/* The keyboard stays with the order, not with a button that came before it by chance. */
static void
close_search (ToteOrderPage *self)
{
  gboolean had_focus = is_in (GTK_WIDGET (self));

  set_searching (self, FALSE);
  if (had_focus)
    gtk_widget_child_focus (GTK_WIDGET (self->list), GTK_DIR_TAB_FORWARD);
}

static gboolean
leave_search (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  ToteOrderPage *self = TOTE_ORDER_PAGE (widget);

  if (!self->searching)
    return GDK_EVENT_PROPAGATE;

  close_search (self);
  return GDK_EVENT_STOP;
}

static GtkWidget *
get_row_below_head (ToteOrderPage *self)
{
  GtkWidget *place = gtk_widget_get_parent (self->head);

  return place != NULL ? gtk_widget_get_next_sibling (place) : NULL;
}

/* A head that has just come back into the list can be entered only once it was laid out. */
static gboolean
enter_end_of_head (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  ToteOrderPage *self = TOTE_ORDER_PAGE (widget);
  GtkWidget *place = gtk_widget_get_parent (self->head);
  GtkRoot *root = gtk_widget_get_root (widget);
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  if (place == NULL || (focus != NULL && focus != place))
    return G_SOURCE_REMOVE;
  if (!gtk_widget_get_mapped (self->head))
    return G_SOURCE_CONTINUE;

  gtk_widget_child_focus (self->head, GTK_DIR_TAB_BACKWARD);
  return G_SOURCE_REMOVE;
}

/* Forward it comes first to the head as a whole, whose words a screen reader says, then to what can
 * be done there. */
static gboolean
enter_head (ToteOrderPage *self, GtkDirectionType direction)
{
  if (g_list_model_get_n_items (G_LIST_MODEL (self->above)) == 0)
    return FALSE;

  if (gtk_widget_get_parent (self->head) == NULL)
    gtk_widget_activate_action (GTK_WIDGET (self->list), "list.scroll-to-item", "u", 0);

  if (direction == GTK_DIR_TAB_BACKWARD) {
    if (gtk_widget_child_focus (self->head, direction))
      return TRUE;
    gtk_widget_add_tick_callback (GTK_WIDGET (self), enter_end_of_head, NULL, NULL);
  }

  return gtk_widget_get_parent (self->head) != NULL &&
         gtk_widget_grab_focus (gtk_widget_get_parent (self->head));
}

/* The list lets the Tab key stop at each of its rows. Here it stops at what can be done in the
 * head and once in the rows, which the arrow keys go through. */
static gboolean
move_on (ToteOrderPage *self, GtkWidget *row, GtkDirectionType direction)
{
  gboolean in_head = gtk_widget_get_parent (self->head) == row;
  GtkWidget *below = get_row_below_head (self);

  if (in_head && gtk_widget_is_focus (row)) {
    if (direction == GTK_DIR_TAB_FORWARD && gtk_widget_child_focus (self->head, direction))
      return TRUE;
  } else if (gtk_widget_child_focus (row, direction))
    return TRUE;
  else if (in_head && direction == GTK_DIR_TAB_BACKWARD)
    return gtk_widget_grab_focus (row);

  self->in_rows = !in_head;
  if (direction == GTK_DIR_TAB_FORWARD)
    return in_head && below != NULL && gtk_widget_child_focus (below, direction);

  return (!in_head && enter_head (self, direction)) ||
         gtk_widget_child_focus (self->search_bar, direction);
}

/* The head as a whole, whose words a screen reader says: nothing there is pressed by accident. */
static gboolean
tote_order_page_grab_focus (GtkWidget *widget)
{
  ToteOrderPage *self = TOTE_ORDER_PAGE (widget);
  GtkWidget *place;

  if (gtk_widget_get_visible (self->skeleton))
    return gtk_widget_grab_focus (self->skeleton);
  if (g_list_model_get_n_items (G_LIST_MODEL (self->above)) > 0)
    gtk_widget_activate_action (GTK_WIDGET (self->list), "list.scroll-to-item", "u", 0);

  place = gtk_widget_get_parent (self->head);

  return gtk_widget_grab_focus (place != NULL ? place : GTK_WIDGET (self->list));
}

static gboolean
tote_order_page_focus (GtkWidget *widget, GtkDirectionType direction)
{
  ToteOrderPage *self = TOTE_ORDER_PAGE (widget);
  GtkWidget *row = gtk_widget_get_focus_child (GTK_WIDGET (self->list));
  GtkWidget *below = get_row_below_head (self);

  if (direction != GTK_DIR_TAB_FORWARD && direction != GTK_DIR_TAB_BACKWARD)
    return gtk_widget_child_focus (self->content, direction);
  if (row != NULL)
    return move_on (self, row, direction);

  /* The list would go on where it was left, and from above that skips the head. */
  if (direction == GTK_DIR_TAB_FORWARD)
    return gtk_widget_child_focus (self->search_bar, direction) || enter_head (self, direction) ||
           gtk_widget_child_focus (GTK_WIDGET (self->list), direction);

  return (gtk_widget_get_focus_child (widget) == NULL && !self->in_rows && below != NULL &&
          gtk_widget_child_focus (below, direction)) ||
         gtk_widget_child_focus (self->content, direction);
}

static void
tote_order_page_root (GtkWidget *widget)
{
  ToteOrderPage *self = TOTE_ORDER_PAGE (widget);
  GtkRoot *root = gtk_widget_get_root (widget);

  GTK_WIDGET_CLASS (tote_order_page_parent_class)->root (widget);

  if (GTK_IS_WINDOW (root))
    self->keeper = tote_focus_keeper_new (GTK_WINDOW (root), widget, self->list, self->head);
}

static void
tote_order_page_unroot (GtkWidget *widget)
{
  g_clear_object (&TOTE_ORDER_PAGE (widget)->keeper);

  GTK_WIDGET_CLASS (tote_order_page_parent_class)->unroot (widget);
}

static void
tote_order_page_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  ToteOrderPage *self = TOTE_ORDER_PAGE (object);

  switch ((ToteOrderPageProperty) id) {
  case PROP_POSITION_TEXT:
    g_value_set_string (value, self->position_text);
    break;
  case PROP_NARROW:
    g_value_set_boolean (value, self->narrow);
    break;
  case PROP_SEARCHING:
    g_value_set_boolean (value, self->searching);
    break;
  case PROP_FRUITLESS:
    g_value_set_boolean (value, self->fruitless);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
tote_order_page_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  ToteOrderPage *self = TOTE_ORDER_PAGE (object);

  switch ((ToteOrderPageProperty) id) {
  case PROP_POSITION_TEXT:
    g_free (self->position_text);
    self->position_text = g_value_dup_string (value);
    break;
  case PROP_NARROW:
    self->narrow = g_value_get_boolean (value);
    break;
  case PROP_SEARCHING:
    set_searching (self, g_value_get_boolean (value));
    break;
  case PROP_FRUITLESS:
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
tote_order_page_finalize (GObject *object)
{
  ToteOrderPage *self = TOTE_ORDER_PAGE (object);

  g_object_unref (self->above);
  g_object_unref (self->head);
  g_free (self->position_text);

  G_OBJECT_CLASS (tote_order_page_parent_class)->finalize (object);
}

static void
tote_order_page_class_init (ToteOrderPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags both = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = tote_order_page_get_property;
  object_class->set_property = tote_order_page_set_property;
  object_class->finalize = tote_order_page_finalize;
  TOTE_PART_CLASS (klass)->track = tote_order_page_track;

  widget_class->grab_focus = tote_order_page_grab_focus;
  widget_class->focus = tote_order_page_focus;
  widget_class->root = tote_order_page_root;
  widget_class->unroot = tote_order_page_unroot;

  props[PROP_POSITION_TEXT] = g_param_spec_string ("position-text", NULL, NULL, NULL, both);
  props[PROP_NARROW] = g_param_spec_boolean ("narrow", NULL, NULL, FALSE, both);
  props[PROP_SEARCHING] =
      g_param_spec_boolean ("searching", NULL, NULL, FALSE, both | G_PARAM_EXPLICIT_NOTIFY);
  props[PROP_FRUITLESS] = g_param_spec_boolean ("fruitless", NULL, NULL, FALSE,
                                                G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);

  g_type_ensure (TOTE_TYPE_SKELETON);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               TOTE_GRESOURCE_PREFIX "/tote-order-page.ui");
  gtk_widget_class_bind_template_child (widget_class, ToteOrderPage, content);
  gtk_widget_class_bind_template_child (widget_class, ToteOrderPage, search_bar);
  gtk_widget_class_bind_template_child (widget_class, ToteOrderPage, search_entry);
  gtk_widget_class_bind_template_child (widget_class, ToteOrderPage, skeleton);
  gtk_widget_class_bind_template_child (widget_class, ToteOrderPage, clamp);
  gtk_widget_class_bind_template_child (widget_class, ToteOrderPage, list);
  gtk_widget_class_bind_template_callback (widget_class, on_search_changed);
  gtk_widget_class_bind_template_callback (widget_class, tell_hits);
  gtk_widget_class_bind_template_callback (widget_class, on_setup);
  gtk_widget_class_bind_template_callback (widget_class, on_activate);
  gtk_widget_class_bind_template_callback (widget_class, on_bind);
  gtk_widget_class_bind_template_callback (widget_class, on_unbind);

  gtk_widget_class_add_binding (widget_class, GDK_KEY_Escape, 0, leave_search, NULL);
  gtk_widget_class_set_css_name (widget_class, "orderpage");
}

/* While the bar slides in, its entry is not there yet, and what is typed in that instant would be
 * lost. */
static void
open_at_once (GtkWidget *search_bar)
{
  GtkWidget *revealer = gtk_widget_get_first_child (search_bar);

  if (GTK_IS_REVEALER (revealer))
    gtk_revealer_set_transition_duration (GTK_REVEALER (revealer), 0);
}

/* How the order stands is what one opens it for: it is on the screen a frame before its items. */
static gboolean
fill_rows (GtkWidget *widget)
{
  ToteOrderPage *self = TOTE_ORDER_PAGE (widget);

  self->drawn = TRUE;
  if (self->sections != NULL)
    expect_pictures (self);
  tote_lazy_row_fill_in_sight (self->list);

  return G_SOURCE_REMOVE;
}

static void
tote_order_page_init (ToteOrderPage *self)
{
  self->above = g_list_store_new (GTK_TYPE_WIDGET);
  gtk_widget_init_template (GTK_WIDGET (self));

  self->head = g_object_ref_sink (g_object_new (TOTE_TYPE_ORDER_HEAD, NULL));
  g_object_bind_property (self, "position-text", self->head, "position-text",
                          G_BINDING_SYNC_CREATE);
  g_object_bind_property (self, "narrow", self->head, "narrow", G_BINDING_SYNC_CREATE);
  tote_text_scale_bind_column (self->clamp);
  tote_first_frame_then (GTK_WIDGET (self), fill_rows);
  open_at_once (self->search_bar);
  gtk_search_bar_connect_entry (GTK_SEARCH_BAR (self->search_bar),
                                GTK_EDITABLE (self->search_entry));
}

/**
 * tote_order_page_focus_question:
 * @item_id: of an item
 *
 * Takes the keyboard to the question about the item, and the page with it.
 *
 * Returns: whether there is one, and it is there already
 */
gboolean
tote_order_page_focus_question (ToteOrderPage *self, const char *item_id)
{
  g_return_val_if_fail (TOTE_IS_ORDER_PAGE (self), FALSE);

  set_searching (self, FALSE);
  if (g_list_model_get_n_items (G_LIST_MODEL (self->above)) > 0)
    gtk_widget_activate_action (GTK_WIDGET (self->list), "list.scroll-to-item", "u", 0);

  return gtk_widget_get_parent (self->head) != NULL &&
         tote_order_head_focus_question (TOTE_ORDER_HEAD (self->head), item_id);
}

/**
 * tote_order_page_toggle_search:
 *
 * Opens the search and takes the keyboard there, or closes it when the keyboard is there.
 */
void
tote_order_page_toggle_search (ToteOrderPage *self)
{
  g_return_if_fail (TOTE_IS_ORDER_PAGE (self));

  if (self->searching && is_in (self->search_entry)) {
    close_search (self);
    return;
  }

  set_searching (self, TRUE);
  gtk_widget_grab_focus (self->search_entry);
  tote_access_tell_focus (GTK_WIDGET (self));
}
