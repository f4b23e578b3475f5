/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-config.h"

#include "tote-chat-view.h"

#include "tote-access.h"
#include "tote-chat-bubble.h"
#include "tote-closures.h"
#include "tote-property.h"

#include <glib/gi18n-lib.h>

/* This near to the end still counts as being there, in pixels. */
#define END_SLACK 24

struct _ToteChatView {
  GtkWidget parent_instance;

  GtkWidget *overlay;
  GtkScrolledWindow *scroller;
  GtkListView *list;
  GtkNoSelection *entries;
  GtkWidget *away;

  char *shopper;       /* (owned) (nullable) */
  gboolean signed_out; /* what is sent waits */
  gboolean following;
  guint n_below;
  guint settle_id; /* tick callback that goes to the end, 0 for none */

  /* Of the adjustment when it was last looked at: a change of these is no person scrolling. */
  double upper;
  double page;
};

G_DEFINE_FINAL_TYPE (ToteChatView, tote_chat_view, GTK_TYPE_WIDGET)

typedef enum {
  PROP_ENTRIES = 1,
  PROP_SHOPPER,
  PROP_SIGNED_OUT,
  PROP_FOLLOWING,
  PROP_N_BELOW,
} ToteChatViewProperty;

static GParamSpec *props[PROP_N_BELOW + 1];

static gboolean
is_away (ToteChatView *self, gboolean following)
{
  return !following;
}

/* Where a scrollbar lies over what is scrolled, it shines up with each new message and fades for
 * some hundred frames. Nobody asked for it: it is there for the pointer, and for who has gone back.
 */
static GtkPolicyType
choose_scrollbar (ToteChatView *self, gboolean following, gboolean contains_pointer)
{
  gboolean overlay;

  g_object_get (gtk_settings_get_default (), "gtk-overlay-scrolling", &overlay, NULL);

  return overlay && following && !contains_pointer ? GTK_POLICY_EXTERNAL : GTK_POLICY_AUTOMATIC;
}

static char *
below_text (ToteChatView *self, guint n)
{
  return g_strdup_printf (ngettext ("%u new message", "%u new messages", n), n);
}

static void
set_n_below (ToteChatView *self, guint n_below)
{
  if (self->n_below == n_below)
    return;

  self->n_below = n_below;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_N_BELOW]);
}

static void
set_following (ToteChatView *self, gboolean following)
{
  if (following)
    set_n_below (self, 0);
  tote_property_set_flag (self, &self->following, following, props[PROP_FOLLOWING]);
}

static GtkAdjustment *
get_adjustment (ToteChatView *self)
{
  return gtk_scrolled_window_get_vadjustment (self->scroller);
}

static guint
count (ToteChatView *self)
{
  return g_list_model_get_n_items (G_LIST_MODEL (self->entries));
}

static void
scroll_to_newest (ToteChatView *self)
{
  if (count (self) > 0)
    gtk_widget_activate_action (GTK_WIDGET (self->list), "list.scroll-to-item", "u",
                                count (self) - 1);
}

static gboolean
settle (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  ToteChatView *self = TOTE_CHAT_VIEW (widget);

  self->settle_id = 0;
  if (self->following)
    scroll_to_newest (self);
  return G_SOURCE_REMOVE;
}

/* The list learns how high its rows are while it is laid out; to scroll in the middle of that
 * would be overruled, so it waits for the next frame. */
static void
settle_soon (ToteChatView *self)
{
  if (self->settle_id == 0)
    self->settle_id = gtk_widget_add_tick_callback (GTK_WIDGET (self), settle, NULL, NULL);
}

static void
on_extent_changed (ToteChatView *self)
{
  if (self->following)
    settle_soon (self);
}

static void
on_value_changed (ToteChatView *self, GtkAdjustment *adjustment)
{
  double upper = gtk_adjustment_get_upper (adjustment);
  double page = gtk_adjustment_get_page_size (adjustment);
  gboolean moved_by_layout = upper != self->upper || page != self->page;

  self->upper = upper;
  self->page = page;
  if (gtk_adjustment_get_value (adjustment) >= upper - page - END_SLACK)
    set_following (self, TRUE);
  else if (!moved_by_layout)
    set_following (self, FALSE);
}

static ToteSender
get_sender (ToteChatView *self, guint position)
{
  g_autoptr (ToteChatEntry) entry = g_list_model_get_item (G_LIST_MODEL (self->entries), position);

  return tote_message_get_from (tote_chat_entry_get_message (entry));
}

/* Who writes wants to see it; who reads further up is told how much came. */
static void
on_entries_changed (ToteChatView *self, guint position, guint removed, guint added)
{
  guint n = count (self);
  guint n_came = 0;

  if (position + added == n && added > 0 && get_sender (self, n - 1) == TOTE_SENDER_CUSTOMER)
    set_following (self, TRUE);
  for (guint i = position; !self->following && removed == 0 && i < position + added; i++)
    n_came += get_sender (self, i) == TOTE_SENDER_SHOPPER;

  set_n_below (self, self->n_below + n_came);
  on_extent_changed (self);
}

static void
on_setup (ToteChatView *self, GtkListItem *item)
{
  GtkWidget *bubble = tote_chat_bubble_new ();

  g_object_bind_property (self, "shopper", bubble, "shopper", G_BINDING_SYNC_CREATE);
  g_object_bind_property (self, "signed-out", bubble, "signed-out", G_BINDING_SYNC_CREATE);
  gtk_list_item_set_activatable (item, FALSE);
  gtk_list_item_set_child (item, bubble);
}

static void
on_bind (ToteChatView *self, GtkListItem *item)
{
  GtkWidget *bubble = gtk_list_item_get_child (item);

  tote_access_tell_row (gtk_widget_get_parent (bubble));
  tote_chat_bubble_set_entry (TOTE_CHAT_BUBBLE (bubble), gtk_list_item_get_item (item));
}

static void
on_unbind (ToteChatView *self, GtkListItem *item)
{
  tote_chat_bubble_set_entry (TOTE_CHAT_BUBBLE (gtk_list_item_get_child (item)), NULL);
}

/* The focus is on the list's widget around a bubble, or on something in the bubble. */
static ToteChatBubble *
get_focused (GtkWidget *widget)
{
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (widget));
  GtkWidget *bubble;

  if (focus == NULL)
    return NULL;
  bubble = gtk_widget_get_ancestor (focus, TOTE_TYPE_CHAT_BUBBLE);
  if (bubble == NULL)
    bubble = gtk_widget_get_first_child (focus);
  return TOTE_IS_CHAT_BUBBLE (bubble) ? TOTE_CHAT_BUBBLE (bubble) : NULL;
}

/* The one that something is selected in: there is never more than one. */
static ToteChatBubble *
get_selected (ToteChatView *self)
{
  for (GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->list)); row != NULL;
       row = gtk_widget_get_next_sibling (row)) {
    GtkWidget *bubble = gtk_widget_get_first_child (row);

    if (TOTE_IS_CHAT_BUBBLE (bubble) && tote_chat_bubble_get_selected (TOTE_CHAT_BUBBLE (bubble)))
      return TOTE_CHAT_BUBBLE (bubble);
  }
  return NULL;
}

static void
rest_all (ToteChatView *self)
{
  for (GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->list)); row != NULL;
       row = gtk_widget_get_next_sibling (row)) {
    GtkWidget *bubble = gtk_widget_get_first_child (row);

    if (TOTE_IS_CHAT_BUBBLE (bubble))
      tote_chat_bubble_rest (TOTE_CHAT_BUBBLE (bubble));
  }
}

static gboolean
leads_away (guint keyval)
{
  return keyval == GDK_KEY_Home || keyval == GDK_KEY_KP_Home || keyval == GDK_KEY_Page_Up ||
         keyval == GDK_KEY_KP_Page_Up;
}

/* Shift with an arrow, on a message that has the focus, begins to select from its text. The list
 * would take these keys as its own. A key that leads away from the newest is obeyed by the list in
 * its next layout; while more messages come, that could not be told from what these have moved. */
static gboolean
on_key_pressed (ToteChatView *self, guint keyval, guint keycode, GdkModifierType state)
{
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (self)));
  GtkWidget *bubble = focus != NULL ? gtk_widget_get_first_child (focus) : NULL;
  gboolean right = keyval == GDK_KEY_Right || keyval == GDK_KEY_KP_Right;
  gboolean left = keyval == GDK_KEY_Left || keyval == GDK_KEY_KP_Left;

  if (!TOTE_IS_CHAT_BUBBLE (bubble))
    return GDK_EVENT_PROPAGATE;
  if (leads_away (keyval) && self->upper > self->page)
    set_following (self, FALSE);
  if ((state & GDK_SHIFT_MASK) == 0 || !(right || left))
    return GDK_EVENT_PROPAGATE;

  tote_chat_bubble_select (TOTE_CHAT_BUBBLE (bubble), right, (state & GDK_CONTROL_MASK) != 0);
  return GDK_EVENT_STOP;
}

/* What is highlighted, or else the message that has the focus. */
static void
copy (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ToteChatBubble *bubble = get_selected (TOTE_CHAT_VIEW (widget));

  if (bubble == NULL)
    bubble = get_focused (widget);
  if (bubble != NULL)
    tote_chat_bubble_copy (bubble);
}

/* Goes to the newest message and stays with it. */
static void
stay_at_newest (ToteChatView *self)
{
  set_following (self, TRUE);
  settle_soon (self);
}

static void
follow (GtkWidget *widget, const char *name, GVariant *parameter)
{
  stay_at_newest (TOTE_CHAT_VIEW (widget));
}

/* The Tab key stops once in the whole conversation: at the newest message while it is followed,
 * else where it was left. Rows are reached with the arrow keys. */
static gboolean
enter_list (ToteChatView *self, GtkDirectionType direction)
{
  GtkWidget *newest = gtk_widget_get_last_child (GTK_WIDGET (self->list));

  if (self->following && newest != NULL && gtk_widget_child_focus (newest, direction))
    return TRUE;

  return gtk_widget_child_focus (GTK_WIDGET (self->scroller), direction);
}

static gboolean
tote_chat_view_focus (GtkWidget *widget, GtkDirectionType direction)
{
  ToteChatView *self = TOTE_CHAT_VIEW (widget);
  GtkWidget *row = gtk_widget_get_focus_child (GTK_WIDGET (self->list));
  GtkWidget *from = gtk_widget_get_focus_child (self->overlay);

  if (direction != GTK_DIR_TAB_FORWARD && direction != GTK_DIR_TAB_BACKWARD)
    return gtk_widget_child_focus (self->overlay, direction);

  rest_all (self);
  if (row != NULL && gtk_widget_child_focus (row, direction))
    return TRUE;
  if (direction == GTK_DIR_TAB_FORWARD)
    return (from == NULL && enter_list (self, direction)) ||
           gtk_widget_child_focus (self->away, direction);

  return (from == NULL && gtk_widget_child_focus (self->away, direction)) ||
         (row == NULL && enter_list (self, direction));
}

/* Elsewhere the keys copy something else: what looks selected here would not be what is copied. */
static void
tote_chat_view_set_focus_child (GtkWidget *widget, GtkWidget *child)
{
  GTK_WIDGET_CLASS (tote_chat_view_parent_class)->set_focus_child (widget, child);

  if (child == NULL)
    rest_all (TOTE_CHAT_VIEW (widget));
}

static void
tote_chat_view_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  ToteChatView *self = TOTE_CHAT_VIEW (object);

  switch ((ToteChatViewProperty) id) {
  case PROP_ENTRIES:
    g_value_set_object (value, gtk_no_selection_get_model (self->entries));
    break;
  case PROP_SHOPPER:
    g_value_set_string (value, self->shopper);
    break;
  case PROP_SIGNED_OUT:
    g_value_set_boolean (value, self->signed_out);
    break;
  case PROP_FOLLOWING:
    g_value_set_boolean (value, self->following);
    break;
  case PROP_N_BELOW:
    g_value_set_uint (value, self->n_below);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
tote_chat_view_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  ToteChatView *self = TOTE_CHAT_VIEW (object);

  switch ((ToteChatViewProperty) id) {
  case PROP_ENTRIES:
    tote_chat_view_set_entries (self, g_value_get_object (value));
    break;
  case PROP_SHOPPER:
    g_free (self->shopper);
    self->shopper = g_value_dup_string (value);
    break;
  case PROP_SIGNED_OUT:
    self->signed_out = g_value_get_boolean (value);
    break;
  case PROP_FOLLOWING:
  case PROP_N_BELOW:
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
tote_chat_view_dispose (GObject *object)
{
  ToteChatView *self = TOTE_CHAT_VIEW (object);

  tote_chat_view_set_entries (self, NULL);
  if (self->settle_id != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->settle_id);
  self->settle_id = 0;
  g_clear_pointer (&self->overlay, gtk_widget_unparent);

  G_OBJECT_CLASS (tote_chat_view_parent_class)->dispose (object);
}

static void
tote_chat_view_finalize (GObject *object)
{
  g_free (TOTE_CHAT_VIEW (object)->shopper);

  G_OBJECT_CLASS (tote_chat_view_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class,
                                               TOTE_GRESOURCE_PREFIX "/tote-chat-view.ui");
  tote_closures_bind (widget_class);
  gtk_widget_class_bind_template_child (widget_class, ToteChatView, overlay);
  gtk_widget_class_bind_template_child (widget_class, ToteChatView, list);
  gtk_widget_class_bind_template_child (widget_class, ToteChatView, entries);
  gtk_widget_class_bind_template_child (widget_class, ToteChatView, away);
  gtk_widget_class_bind_template_child (widget_class, ToteChatView, scroller);
  gtk_widget_class_bind_template_callback (widget_class, below_text);
  gtk_widget_class_bind_template_callback (widget_class, choose_scrollbar);
  gtk_widget_class_bind_template_callback (widget_class, is_away);
  gtk_widget_class_bind_template_callback (widget_class, on_bind);
  gtk_widget_class_bind_template_callback (widget_class, on_key_pressed);
  gtk_widget_class_bind_template_callback (widget_class, on_entries_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_setup);
  gtk_widget_class_bind_template_callback (widget_class, on_unbind);
}

static void
tote_chat_view_class_init (ToteChatViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags read = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;
  const GParamFlags both = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = tote_chat_view_get_property;
  object_class->set_property = tote_chat_view_set_property;
  object_class->dispose = tote_chat_view_dispose;
  object_class->finalize = tote_chat_view_finalize;

  widget_class->focus = tote_chat_view_focus;
  widget_class->set_focus_child = tote_chat_view_set_focus_child;

  props[PROP_ENTRIES] = g_param_spec_object ("entries", NULL, NULL, TOTE_TYPE_CHAT_ENTRIES,
                                             both | G_PARAM_EXPLICIT_NOTIFY);
  props[PROP_SHOPPER] = g_param_spec_string ("shopper", NULL, NULL, NULL, both);
  props[PROP_SIGNED_OUT] = g_param_spec_boolean ("signed-out", NULL, NULL, FALSE, both);
  props[PROP_FOLLOWING] = g_param_spec_boolean ("following", NULL, NULL, TRUE, read);
  props[PROP_N_BELOW] = g_param_spec_uint ("n-below", NULL, NULL, 0, G_MAXUINT, 0, read);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);

  gtk_widget_class_install_action (widget_class, "chat-view.copy", NULL, copy);
  gtk_widget_class_install_action (widget_class, "chat-view.follow", NULL, follow);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_c, GDK_CONTROL_MASK, "chat-view.copy",
                                       NULL);

  bind_template (widget_class);
  gtk_widget_class_set_css_name (widget_class, "chatview");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_LOG);
}

static void
tote_chat_view_init (ToteChatView *self)
{
  self->following = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  tote_lazy_row_fill_in_sight (self->list);
  g_signal_connect_object (get_adjustment (self), "changed", G_CALLBACK (on_extent_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (get_adjustment (self), "value-changed", G_CALLBACK (on_value_changed),
                           self, G_CONNECT_SWAPPED);
}

/**
 * tote_chat_view_set_entries:
 * @entries: (nullable): the conversation
 */
void
tote_chat_view_set_entries (ToteChatView *self, ToteChatEntries *entries)
{
  g_return_if_fail (TOTE_IS_CHAT_VIEW (self));

  if (gtk_no_selection_get_model (self->entries) == (GListModel *) entries)
    return;

  gtk_no_selection_set_model (self->entries, (GListModel *) entries);
  stay_at_newest (self);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_ENTRIES]);
}

/**
 * tote_chat_view_get_following:
 *
 * Returns: whether it stays at the newest message
 */
gboolean
tote_chat_view_get_following (ToteChatView *self)
{
  g_return_val_if_fail (TOTE_IS_CHAT_VIEW (self), FALSE);
  return self->following;
}

/**
 * tote_chat_view_focus_newest:
 *
 * Follows the newest message and takes the focus there.
 *
 * Returns: whether there is one
 */
gboolean
tote_chat_view_focus_newest (ToteChatView *self)
{
  g_return_val_if_fail (TOTE_IS_CHAT_VIEW (self), FALSE);

  if (count (self) == 0)
    return FALSE;

  stay_at_newest (self);
  scroll_to_newest (self);

  return gtk_widget_grab_focus (gtk_widget_get_last_child (GTK_WIDGET (self->list)));
}
