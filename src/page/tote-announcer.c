/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-config.h"

#include "tote-announcer.h"

#include "tote-access.h"
#include "tote-brand.h"
#include "tote-closures.h"
#include "tote-outcome.h"
#include "tote-waiting.h"
#include "tote-words.h"

#include <glib/gi18n-lib.h>

/* How often the focus is found where it was, TOTE_ANNOUNCER_DELAY_US apart, after it has moved. A
 * screen reader that hears of the new place reads the title as well, and takes it for one it has
 * said: on a loaded machine it comes to that a second late or two. */
#define STILL_LOOKS 3

struct _ToteAnnouncer {
  GObject parent_instance;

  ToteTracker *tracker; /* (owned) */
  GtkWidget *widget;    /* (unowned): outlives this, says things aloud */
  char *title;          /* (owned) */
  char *words;          /* (owned) (nullable): the title but for the messages to read */
  char *spoken;         /* (owned) (nullable) */
  guint n_unread;       /* messages, when that was last looked at */
  guint n_items;        /* when they were first heard of */
  guint n_done;         /* of them, when that was last told */
  guint flush_id;       /* timer that tells what has changed, 0 for none */
  guint sending_id;     /* timer that tells what has not been answered, 0 for none */
  gpointer focus;       /* (nullable): what had it when that was looked at; only compared */
  guint n_looks_left;   /* until it has been there for long enough */
};

G_DEFINE_FINAL_TYPE (ToteAnnouncer, tote_announcer, G_TYPE_OBJECT)

typedef enum {
  PROP_TITLE = 1,
  PROP_SPOKEN,
} ToteAnnouncerProperty;

static GParamSpec *props[PROP_SPOKEN + 1];

static gboolean
is_late (ToteAnnouncer *self)
{
  return tote_tracker_get_late (self->tracker) == TOTE_LATENESS_PAST;
}

/* The same rule as the banner’s. */
static gboolean
is_cut_off (ToteAnnouncer *self)
{
  return !tote_tracker_get_ended (self->tracker) &&
         (!tote_tracker_get_online (self->tracker) ||
          tote_tracker_get_failure (self->tracker) != NULL);
}

static char *
state_words (ToteAnnouncer *self)
{
  ToteOrder *order = tote_tracker_get_order (self->tracker);
  const char *headline = tote_order_get_headline (order);
  const GError *failure = tote_tracker_get_failure (self->tracker);

  if (!tote_tracker_get_loaded (self->tracker))
    return failure != NULL ? tote_words_failure_title (failure)
                           : g_strdup (_ ("Loading your order"));
  if (is_cut_off (self))
    return tote_words_failure_title (failure);
  if (!is_late (self))
    return g_strdup (headline);

  return g_strdup_printf (tote_order_get_fulfillment (order) == TOTE_FULFILLMENT_PICKUP
                              /* Translators: the order's headline, after the time slot. */
                              ? _ ("Your time slot has ended: %s")
                              /* Translators: the order's headline, after the time slot. */
                              : _ ("Running late: %s"),
                          headline);
}

static gboolean
is_active (ToteAnnouncer *self)
{
  GtkRoot *root = gtk_widget_get_root (self->widget);

  return GTK_IS_WINDOW (root) && gtk_window_is_active (GTK_WINDOW (root));
}

/* A message that comes while the customer reads the chat is no news there. */
static guint
count_unread (ToteAnnouncer *self)
{
  if (tote_tracker_get_chat_open (self->tracker) && is_active (self))
    return 0;

  return tote_message_list_get_n_unread (
      tote_order_get_messages (tote_tracker_get_order (self->tracker)));
}

static char *
build_title (ToteAnnouncer *self, guint n_unread)
{
  ToteItemList *items = tote_order_get_items (tote_tracker_get_order (self->tracker));
  const char *name = tote_brand_get_name (tote_brand_get_default ());
  g_autofree char *words = state_words (self);
  g_autofree char *title = NULL;

  /* Translators: the order's headline, the retailer's name. */
  title = g_strdup_printf (_ ("%s – %s"), words, name);
  if (!tote_tracker_get_loaded (self->tracker))
    return g_steal_pointer (&title);

  return tote_waiting_title (tote_item_list_get_n_questions (items), n_unread, title);
}

/* That the customer has read what was new is no news to the customer, who would hear the headline
 * again for it: the title says so with what comes next, or once the window is left. */
static gboolean
is_only_read (ToteAnnouncer *self, const char *words, guint n_unread)
{
  return is_active (self) && n_unread <= self->n_unread && g_strcmp0 (words, self->words) == 0;
}

static gboolean
update_title (ToteAnnouncer *self)
{
  guint n_unread = count_unread (self);
  g_autofree char *words = build_title (self, 0);
  g_autofree char *title = build_title (self, n_unread);
  gboolean told = is_only_read (self, words, n_unread) || g_strcmp0 (title, self->title) == 0;

  self->n_unread = n_unread;
  if (told)
    return FALSE;

  g_free (self->words);
  self->words = g_steal_pointer (&words);
  g_free (self->title);
  self->title = g_steal_pointer (&title);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_TITLE]);

  return TRUE;
}

static void
speak (ToteAnnouncer *self, char *text)
{
  g_free (self->spoken);
  self->spoken = text;
  tote_access_announce (self->widget, text);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_SPOKEN]);
}

static guint
count_done (ToteItemList *items)
{
  return g_list_model_get_n_items (G_LIST_MODEL (items)) -
         tote_item_list_get_count (items, TOTE_ITEM_GROUP_SHOPPING);
}

/* However many items have changed at once, the count of what is done says it. */
static void
tell_of_items (ToteAnnouncer *self, gboolean told)
{
  ToteOrder *order = tote_tracker_get_order (self->tracker);
  ToteItemList *items = tote_order_get_items (order);
  guint n_items = g_list_model_get_n_items (G_LIST_MODEL (items));
  guint n_done = count_done (items);
  gboolean more = n_done > self->n_done;

  self->n_done = n_done;
  if (more && !told && tote_order_get_stage (order) == TOTE_STAGE_SHOPPING)
    speak (self, tote_words_progress (n_done, n_items));
}

static gpointer
get_focus (ToteAnnouncer *self)
{
  GtkRoot *root = gtk_widget_get_root (self->widget);

  return root != NULL ? gtk_root_get_focus (root) : NULL;
}

static gboolean
is_still (ToteAnnouncer *self)
{
  gpointer focus = get_focus (self);

  if (self->focus != focus)
    self->n_looks_left = STILL_LOOKS;
  else if (self->n_looks_left > 0)
    self->n_looks_left--;
  self->focus = focus;

  return self->n_looks_left == 0;
}

static void flush_later (ToteAnnouncer *self);

/* What became of an answer, and what somebody wrote, is heard before what follows from it. */
static gboolean
flush (gpointer user_data)
{
  ToteAnnouncer *self = user_data;

  self->flush_id = 0;
  if (!is_still (self) || tote_access_is_telling (self->widget))
    flush_later (self);
  else
    tell_of_items (self, update_title (self));

  return G_SOURCE_REMOVE;
}

static void
flush_later (ToteAnnouncer *self)
{
  self->flush_id = tote_clock_add_timer (tote_tracker_get_clock (self->tracker),
                                         TOTE_ANNOUNCER_DELAY_US, flush, self);
}

/* Before there is an order, nothing else is said. */
static void
changed (ToteAnnouncer *self)
{
  if (!tote_tracker_get_loaded (self->tracker)) {
    update_title (self);
    return;
  }
  if (self->flush_id != 0)
    return;

  self->focus = get_focus (self);
  self->n_looks_left = 0;
  flush_later (self);
}

static void
take_down_items (ToteAnnouncer *self)
{
  ToteItemList *items = tote_order_get_items (tote_tracker_get_order (self->tracker));

  self->n_items = g_list_model_get_n_items (G_LIST_MODEL (items));
  self->n_done = count_done (items);
}

/* What is done when the items are first heard of stands at the head of the page. */
static void
on_items_changed (ToteAnnouncer *self)
{
  if (self->n_items == 0)
    take_down_items (self);
  changed (self);
}

static void
on_received (ToteAnnouncer *self, ToteMessage *message)
{
  const char *shopper = tote_order_get_shopper_name (tote_tracker_get_order (self->tracker));

  /* Translators: a name, then what they wrote. */
  speak (self,
         g_strdup_printf (_ ("%s: %s"),
                          tote_closures_has_text (self, shopper) ? shopper : _ ("Your shopper"),
                          tote_message_get_body (message)));
}

/* An answer or a form tells where it was given that it is on its way; a message was left. */
static gboolean
is_unanswered (ToteOutboxEntry *entry)
{
  return tote_wish_get_kind (tote_outbox_entry_get_wish (entry)) == TOTE_WISH_MESSAGE &&
         tote_outbox_entry_get_send_state (entry) == TOTE_SEND_STATE_SENDING;
}

/* However many wait, that is told once, in the words of their bubbles. */
static gboolean
tell_of_sending (gpointer user_data)
{
  ToteAnnouncer *self = user_data;
  GListModel *outbox = tote_tracker_get_outbox (self->tracker);
  const char *waiting = tote_words_sending (tote_tracker_get_failure (self->tracker));
  gboolean unanswered = FALSE;

  self->sending_id = 0;
  for (guint i = 0; i < g_list_model_get_n_items (outbox) && !unanswered; i++) {
    g_autoptr (ToteOutboxEntry) entry = g_list_model_get_item (outbox, i);

    unanswered = is_unanswered (entry);
  }
  if (unanswered)
    speak (self, g_strdup (waiting != NULL ? waiting : _ ("Sending…")));

  return G_SOURCE_REMOVE;
}

static void
expect_answer (ToteAnnouncer *self)
{
  ToteClock *clock = tote_tracker_get_clock (self->tracker);

  tote_clock_clear_timer (clock, &self->sending_id);
  self->sending_id =
      tote_clock_add_timer (clock, TOTE_ANNOUNCER_PATIENCE_US, tell_of_sending, self);
}

static void
on_send_state (ToteAnnouncer *self, GParamSpec *pspec, ToteOutboxEntry *entry)
{
  char *text = tote_outcome_describe (entry, tote_tracker_get_order (self->tracker));

  if (text != NULL)
    speak (self, text);
  else if (is_unanswered (entry))
    expect_answer (self);
}

static void
on_outbox_changed (ToteAnnouncer *self, guint position, guint removed, guint added,
                   GListModel *outbox)
{
  for (guint i = position; i < position + added; i++) {
    g_autoptr (ToteOutboxEntry) entry = g_list_model_get_item (outbox, i);

    g_signal_handlers_disconnect_by_func (entry, on_send_state, self);
    g_signal_connect_object (entry, "notify::send-state", G_CALLBACK (on_send_state), self,
                             G_CONNECT_SWAPPED);
    if (is_unanswered (entry))
      expect_answer (self);
  }
}

static void
listen (ToteAnnouncer *self, gpointer object, const char *signal)
{
  g_signal_connect_object (object, signal, G_CALLBACK (changed), self, G_CONNECT_SWAPPED);
}

static void
watch (ToteAnnouncer *self)
{
  ToteOrder *order = tote_tracker_get_order (self->tracker);
  ToteItemList *items = tote_order_get_items (order);
  GListModel *outbox = tote_tracker_get_outbox (self->tracker);

  g_signal_connect_object (self->tracker, "notify::loaded", G_CALLBACK (update_title), self,
                           G_CONNECT_SWAPPED);
  listen (self, self->tracker, "notify::online");
  listen (self, self->tracker, "notify::failure");
  listen (self, self->tracker, "notify::late");
  listen (self, self->tracker, "notify::ended");
  listen (self, order, "notify::headline");
  listen (self, items, "notify::n-questions");
  g_signal_connect_object (items, "notify::n-shopping", G_CALLBACK (on_items_changed), self,
                           G_CONNECT_SWAPPED);
  listen (self, tote_order_get_messages (order), "notify::n-unread");
  listen (self, tote_brand_get_default (), "notify::name");

  g_signal_connect_object (tote_order_get_messages (order), "received", G_CALLBACK (on_received),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (outbox, "items-changed", G_CALLBACK (on_outbox_changed), self,
                           G_CONNECT_SWAPPED);
  on_outbox_changed (self, 0, 0, g_list_model_get_n_items (outbox), outbox);

  take_down_items (self);
  update_title (self);
}

static void
tote_announcer_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch ((ToteAnnouncerProperty) id) {
  case PROP_TITLE:
    g_value_set_string (value, TOTE_ANNOUNCER (object)->title);
    break;
  case PROP_SPOKEN:
    g_value_set_string (value, TOTE_ANNOUNCER (object)->spoken);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
tote_announcer_finalize (GObject *object)
{
  ToteAnnouncer *self = TOTE_ANNOUNCER (object);

  tote_clock_clear_timer (tote_tracker_get_clock (self->tracker), &self->flush_id);
  tote_clock_clear_timer (tote_tracker_get_clock (self->tracker), &self->sending_id);
  g_object_unref (self->tracker);
  g_free (self->title);
  g_free (self->words);
  g_free (self->spoken);

  G_OBJECT_CLASS (tote_announcer_parent_class)->finalize (object);
}

static void
tote_announcer_class_init (ToteAnnouncerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = tote_announcer_get_property;
  object_class->finalize = tote_announcer_finalize;

  props[PROP_TITLE] =
      g_param_spec_string ("title", NULL, NULL, "", G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  props[PROP_SPOKEN] =
      g_param_spec_string ("spoken", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);
}

static void
tote_announcer_init (ToteAnnouncer *self)
{
}

/**
 * tote_announcer_new:
 * @tracker: follows the order
 * @widget: the order's page, which owns the announcer
 *
 * Returns: (transfer full): a announcer
 */
ToteAnnouncer *
tote_announcer_new (ToteTracker *tracker, GtkWidget *widget)
{
  ToteAnnouncer *self = g_object_new (TOTE_TYPE_ANNOUNCER, NULL);

  self->tracker = g_object_ref (tracker);
  self->widget = widget;
  watch (self);

  return self;
}

/**
 * tote_announcer_turn_away:
 *
 * The window is not the active one any more: its title says what is so, whoever has heard it.
 */
void
tote_announcer_turn_away (ToteAnnouncer *self)
{
  g_return_if_fail (TOTE_IS_ANNOUNCER (self));

  update_title (self);
}

/**
 * tote_announcer_get_title:
 *
 * Returns: the title for the window
 */
const char *
tote_announcer_get_title (ToteAnnouncer *self)
{
  g_return_val_if_fail (TOTE_IS_ANNOUNCER (self), NULL);

  return self->title;
}
