/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-config.h"

#include "tote-door.h"

#include "tote-failure.h"
#include "tote-property.h"

struct _ToteDoor {
  GObject parent_instance;

  ToteOrderBook *book;       /* (owned) */
  ToteSignIn *sign_in;       /* (owned) */
  GCancellable *cancellable; /* (owned): of the attempt under way, or the last one */
  char *server;              /* (owned) (nullable): of the store that is set up */
  char *broker;              /* (owned) (nullable) */
  ToteLink *waiting;         /* (owned) (nullable): for the customer’s word */
  ToteLink *spare;           /* (owned) (nullable): to an order that is open, as far as is known */
  GSignalGroup *spared;      /* (owned): of what follows that order */
  char *problem;             /* (owned) (nullable) */
  gboolean busy;
  gboolean by_number;
  gboolean from_elsewhere; /* what is under way was not typed here */
  gboolean no_lookup;      /* a 401 said that there is none; until the next time somebody comes to
                              the door, since whoever stands between may have said it */
};

G_DEFINE_FINAL_TYPE (ToteDoor, tote_door, G_TYPE_OBJECT)

typedef enum {
  PROP_QUESTION = 1,
  PROP_BUSY,
  PROP_PROBLEM,
  PROP_LOOKUP,
  PROP_BY_NUMBER,
} ToteDoorProperty;

static GParamSpec *props[PROP_BY_NUMBER + 1];

enum {
  ENTERED,
  ASKED,
  FAILED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
notify (ToteDoor *self, ToteDoorProperty property)
{
  g_object_notify_by_pspec (G_OBJECT (self), props[property]);
}

static void
set_busy (ToteDoor *self, gboolean busy)
{
  tote_property_set_flag (self, &self->busy, busy, props[PROP_BUSY]);
}

static void
set_by_number (ToteDoor *self, gboolean by_number)
{
  tote_property_set_flag (self, &self->by_number, by_number, props[PROP_BY_NUMBER]);
}

static void
set_problem (ToteDoor *self, const char *problem)
{
  tote_property_set_text (self, &self->problem, problem, props[PROP_PROBLEM]);
}

static void
drop_question (ToteDoor *self)
{
  if (self->waiting == NULL)
    return;

  g_clear_pointer (&self->waiting, tote_link_free);
  notify (self, PROP_QUESTION);
}

static void
fail (ToteDoor *self, const GError *error)
{
  if (g_error_matches (error, TOTE_SIGN_IN_ERROR, TOTE_SIGN_IN_ERROR_NO_LOOKUP)) {
    self->no_lookup = TRUE;
    notify (self, PROP_LOOKUP);
    set_by_number (self, FALSE);
  }

  set_problem (self, error->message);
  if (self->from_elsewhere)
    g_signal_emit (self, signals[FAILED], 0);
}

static void
drop_spare (ToteDoor *self)
{
  g_signal_group_set_target (self->spared, NULL);
  g_clear_pointer (&self->spare, tote_link_free);
}

static void
enter (ToteDoor *self, ToteTracker *tracker)
{
  set_problem (self, NULL);
  drop_question (self);
  g_signal_emit (self, signals[ENTERED], 0, tracker);
}

static void
on_signed_in (GObject *source, GAsyncResult *result, gpointer user_data)
{
  ToteDoor *self = user_data; /* maybe gone: no use before the check */
  g_autoptr (GError) error = NULL;
  g_autoptr (ToteBrokerTokens) tokens = tote_sign_in_finish (TOTE_SIGN_IN (source), result, &error);
  ToteTracker *tracker = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  set_busy (self, FALSE);
  if (tokens != NULL)
    tracker = tote_order_book_sign_in (self->book, self->server, self->broker, tokens, &error);

  if (tracker != NULL)
    enter (self, tracker);
  else
    fail (self, error);
}

static GCancellable *
begin (ToteDoor *self)
{
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  set_problem (self, NULL);
  set_busy (self, TRUE);

  return self->cancellable;
}

static void
sign_in (ToteDoor *self, const ToteLink *link)
{
  set_by_number (self, FALSE);
  tote_sign_in_by_link_async (self->sign_in, self->server != NULL ? self->broker : NULL, link,
                              begin (self), on_signed_in, self);
}

/* Whether a link has to be used, since what opened its order before does not any more. One with
 * nothing to sign in with has no say while a keyring is to be unlocked. */
static gboolean
is_needed (const ToteLink *link, ToteTracker *tracker)
{
  const GError *failure = tote_tracker_get_failure (tracker);

  return tote_failure_is_locked_out (failure) &&
         (link->code != NULL ||
          !g_error_matches (failure, TOTE_CONNECT_ERROR, TOTE_CONNECT_ERROR_LOCKED));
}

/* An order of an earlier run is on the screen before it is known whether its sign-in is still good.
 * The link that led to it is used if it turns out not to be, and then nobody is at the door any
 * more to read what came of it. */
static void
on_spared_failed (ToteTracker *tracker, GParamSpec *pspec, ToteDoor *self)
{
  g_autoptr (ToteLink) link = NULL;

  if (self->busy || !is_needed (self->spare, tracker))
    return;

  link = g_steal_pointer (&self->spare);
  drop_spare (self);
  self->from_elsewhere = TRUE;
  sign_in (self, link);
}

/* link: (transfer full). */
static void
spare (ToteDoor *self, ToteTracker *tracker, ToteLink *link)
{
  drop_spare (self);
  if (tote_tracker_get_answered (tracker)) {
    tote_link_free (link);
    return;
  }

  self->spare = link;
  g_signal_group_set_target (self->spared, tracker);
}

static gboolean
has_orders (ToteDoor *self)
{
  return g_list_model_get_n_items (G_LIST_MODEL (tote_order_book_get_orders (self->book))) > 0;
}

static void
ask (ToteDoor *self, ToteLink *link)
{
  self->waiting = link;
  set_problem (self, NULL);
  notify (self, PROP_QUESTION);
  g_signal_emit (self, signals[ASKED], 0);
}

static void
take_text (ToteDoor *self, const char *text, gboolean from_elsewhere)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ToteLink) link = NULL;
  ToteTracker *known;
  gboolean needed;

  if (self->busy || (from_elsewhere && self->waiting != NULL))
    return;

  self->from_elsewhere = from_elsewhere;
  link = tote_link_find (text, &error);
  if (link == NULL) {
    set_by_number (self, FALSE);
    fail (self, error);
    return;
  }

  known =
      self->server != NULL ? tote_order_book_find (self->book, self->server, link->order_id) : NULL;
  needed = known == NULL || is_needed (link, known);
  if (known != NULL && (!needed || (link->code == NULL && from_elsewhere)))
    enter (self, known);

  if (!needed)
    spare (self, known, g_steal_pointer (&link));
  else if (from_elsewhere && known == NULL && has_orders (self))
    ask (self, g_steal_pointer (&link));
  else
    sign_in (self, link);
}

static void
tote_door_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  ToteDoor *self = TOTE_DOOR (object);

  switch ((ToteDoorProperty) id) {
  case PROP_QUESTION:
    g_value_set_string (value, tote_door_get_question (self));
    break;
  case PROP_BUSY:
    g_value_set_boolean (value, self->busy);
    break;
  case PROP_PROBLEM:
    g_value_set_string (value, self->problem);
    break;
  case PROP_LOOKUP:
    g_value_set_boolean (value, self->server != NULL && self->broker != NULL && !self->no_lookup);
    break;
  case PROP_BY_NUMBER:
    g_value_set_boolean (value, self->by_number);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
tote_door_dispose (GObject *object)
{
  ToteDoor *self = TOTE_DOOR (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->spared);
  g_clear_object (&self->sign_in);
  g_clear_object (&self->book);

  G_OBJECT_CLASS (tote_door_parent_class)->dispose (object);
}

static void
tote_door_finalize (GObject *object)
{
  ToteDoor *self = TOTE_DOOR (object);

  g_clear_pointer (&self->waiting, tote_link_free);
  g_clear_pointer (&self->spare, tote_link_free);
  g_free (self->server);
  g_free (self->broker);
  g_free (self->problem);

  G_OBJECT_CLASS (tote_door_parent_class)->finalize (object);
}

static void
tote_door_class_init (ToteDoorClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags read = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = tote_door_get_property;
  object_class->dispose = tote_door_dispose;
  object_class->finalize = tote_door_finalize;

  props[PROP_QUESTION] = g_param_spec_string ("question", NULL, NULL, NULL, read);
  props[PROP_BUSY] = g_param_spec_boolean ("busy", NULL, NULL, FALSE, read);
  props[PROP_PROBLEM] = g_param_spec_string ("problem", NULL, NULL, NULL, read);
  props[PROP_LOOKUP] = g_param_spec_boolean ("lookup", NULL, NULL, FALSE, read);
  props[PROP_BY_NUMBER] = g_param_spec_boolean ("by-number", NULL, NULL, FALSE, read);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (props), props);

  signals[ENTERED] = g_signal_new ("entered", TOTE_TYPE_DOOR, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 1, TOTE_TYPE_TRACKER);
  signals[ASKED] = g_signal_new ("asked", TOTE_TYPE_DOOR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 0);
  signals[FAILED] = g_signal_new ("failed", TOTE_TYPE_DOOR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 0);
}

static void
tote_door_init (ToteDoor *self)
{
  self->spared = g_signal_group_new (TOTE_TYPE_TRACKER);
  g_signal_group_connect (self->spared, "notify::failure", G_CALLBACK (on_spared_failed), self);
  g_signal_group_connect_swapped (self->spared, "notify::answered", G_CALLBACK (drop_spare), self);
}

/**
 * tote_door_new:
 * @book: what the customer comes in to
 *
 * Returns: (transfer full): a door, of no store yet
 */
ToteDoor *
tote_door_new (ToteOrderBook *book, ToteSignIn *sign_in)
{
  ToteDoor *self;

  g_return_val_if_fail (TOTE_IS_ORDER_BOOK (book), NULL);
  g_return_val_if_fail (TOTE_IS_SIGN_IN (sign_in), NULL);

  self = g_object_new (TOTE_TYPE_DOOR, NULL);
  self->book = g_object_ref (book);
  self->sign_in = g_object_ref (sign_in);

  return self;
}

/**
 * tote_door_set_store:
 * @server: (nullable): of the store that is set up
 * @broker: (nullable): who lets in there
 */
void
tote_door_set_store (ToteDoor *self, const char *server, const char *broker)
{
  g_return_if_fail (TOTE_IS_DOOR (self));

  g_free (self->server);
  self->server = g_strdup (server);
  g_free (self->broker);
  self->broker = g_strdup (broker);
  self->no_lookup = FALSE;
  notify (self, PROP_LOOKUP);
}

/**
 * tote_door_receive:
 * @text: a link that came from another program
 */
void
tote_door_receive (ToteDoor *self, const char *text)
{
  g_return_if_fail (TOTE_IS_DOOR (self));
  g_return_if_fail (text != NULL);

  take_text (self, text, TRUE);
}

/**
 * tote_door_open_text:
 * @text: a link, or a text that holds one, which the customer put in here
 */
void
tote_door_open_text (ToteDoor *self, const char *text)
{
  g_return_if_fail (TOTE_IS_DOOR (self));
  g_return_if_fail (text != NULL);

  take_text (self, text, FALSE);
}

/**
 * tote_door_look_up:
 *
 * Opens the order that both describe.
 */
void
tote_door_look_up (ToteDoor *self, const char *number, const char *postal_code)
{
  g_return_if_fail (TOTE_IS_DOOR (self));
  g_return_if_fail (number != NULL && postal_code != NULL);

  if (self->busy)
    return;

  self->from_elsewhere = FALSE;
  begin (self);
  set_by_number (self, TRUE);
  tote_sign_in_by_number_async (self->sign_in, self->server != NULL ? self->broker : NULL, number,
                                postal_code, self->cancellable, on_signed_in, self);
}

/**
 * tote_door_accept:
 *
 * The customer wants the order of the question to be opened.
 */
void
tote_door_accept (ToteDoor *self)
{
  g_return_if_fail (TOTE_IS_DOOR (self));

  if (self->waiting == NULL || self->busy)
    return;

  self->from_elsewhere = FALSE;
  sign_in (self, self->waiting);
}

/**
 * tote_door_dismiss:
 *
 * Nothing is to be opened: what is under way ends, and neither question nor problem is left.
 */
void
tote_door_dismiss (ToteDoor *self)
{
  g_return_if_fail (TOTE_IS_DOOR (self));

  self->no_lookup = FALSE;
  notify (self, PROP_LOOKUP);

  if (self->busy)
    g_cancellable_cancel (self->cancellable);
  set_busy (self, FALSE);
  set_problem (self, NULL);
  drop_question (self);
}

/**
 * tote_door_get_question:
 *
 * Returns: (nullable): the order that a link asks to open
 */
const char *
tote_door_get_question (ToteDoor *self)
{
  g_return_val_if_fail (TOTE_IS_DOOR (self), NULL);

  return self->waiting != NULL ? self->waiting->order_id : NULL;
}

/**
 * tote_door_get_problem:
 *
 * Returns: (nullable): a sentence on what went wrong last
 */
const char *
tote_door_get_problem (ToteDoor *self)
{
  g_return_val_if_fail (TOTE_IS_DOOR (self), NULL);

  return self->problem;
}

/**
 * tote_door_get_busy:
 *
 * Returns: whether an answer of the store is waited for
 */
gboolean
tote_door_get_busy (ToteDoor *self)
{
  g_return_val_if_fail (TOTE_IS_DOOR (self), FALSE);

  return self->busy;
}
