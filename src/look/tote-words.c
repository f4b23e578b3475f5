/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-config.h"

#include "tote-words.h"

#include "tote-connect-error.h"
#include "tote-direction.h"
#include "tote-distance.h"
#include "tote-failure.h"
#include "tote-text.h"
#include "tote-time-words.h"
#include "tote-time.h"

#include <glib/gi18n-lib.h>
#include <pango/pango.h>

/* How much of an order’s id people can tell apart at a glance. */
#define NUMBER_LENGTH 4

/* Nearer than a position can tell, in metres. */
#define AT_DOOR 25

/**
 * tote_words_age:
 * @age_us: how old something is, in microseconds; a negative age counts as none
 *
 * The steps widen with the age, so that a label changes only now and then.
 *
 * Returns: (transfer full): “4 s ago”, “2 min ago”, …
 */
char *
tote_words_age (gint64 age_us)
{
  gint64 seconds = MAX (age_us, 0) / G_USEC_PER_SEC;
  int minutes = (int) MIN (seconds / 60, 24 * 60);

  if (seconds < 1)
    return g_strdup (_ ("just now"));

  if (seconds < 60)
    /* Translators: seconds, abbreviated. */
    return g_strdup_printf (_ ("%d s ago"), (int) (seconds < 15 ? seconds : seconds / 5 * 5));

  if (minutes < 60)
    /* Translators: minutes, abbreviated. */
    return g_strdup_printf (_ ("%d min ago"), minutes);

  /* Translators: hours, abbreviated. */
  return g_strdup_printf (_ ("%d h ago"), minutes / 60);
}

/**
 * tote_words_left:
 * @minutes: not negative
 *
 * Returns: (transfer full): “1 h 20 min left”, “2 h left”, “45 min left”: what is left of a slot
 */
char *
tote_words_left (int minutes)
{
  if (minutes < 60)
    /* Translators: minutes, abbreviated, until a time slot ends. */
    return g_strdup_printf (_ ("%d min left"), minutes);
  if (minutes % 60 == 0)
    /* Translators: hours, abbreviated, until a time slot ends. */
    return g_strdup_printf (_ ("%d h left"), minutes / 60);

  /* Translators: hours and minutes, abbreviated, until a time slot ends. */
  return g_strdup_printf (_ ("%d h %d min left"), minutes / 60, minutes % 60);
}

/**
 * tote_words_is_at_door:
 * @metres: how far the shopper is
 *
 * Returns: whether that is nearer than a position can tell
 */
gboolean
tote_words_is_at_door (double metres)
{
  return metres >= 0 && metres < AT_DOOR;
}

/**
 * tote_words_away:
 * @metres: how far the shopper is, not negative
 *
 * Returns: (transfer full): “2.1 mi away”, “At the door”
 */
char *
tote_words_away (double metres)
{
  g_autofree char *distance = tote_distance_format (metres);

  if (tote_words_is_at_door (metres))
    return g_strdup (_ ("At the door"));

  /* Translators: how far the shopper is. */
  return g_strdup_printf (_ ("%s away"), distance);
}

/* As many letters of what the customer wrote as are read at a glance. */
#define WISHES_MAX 200

static void
add_text (GPtrArray *parts, const char *text)
{
  if (text != NULL && *text != '\0')
    g_ptr_array_add (parts, g_strdelimit (g_strdup (text), "\n\r\v\f", ' '));
}

static char *
join (GPtrArray *parts)
{
  g_ptr_array_add (parts, NULL);

  return tote_direction_join ((const char *const *) parts->pdata);
}

/* Forty lines of instructions are one here, and cut; the card for the door has them as they are. */
static void
add_wish (GPtrArray *parts, const char *text, glong *room)
{
  g_autofree char *wish = *room > 0 ? tote_text_cut (g_strdup (text), *room) : NULL;

  add_text (parts, wish);
  if (wish != NULL)
    *room -= g_utf8_strlen (wish, -1);
}

/**
 * tote_words_product:
 * @product: (nullable): something on the order
 *
 * Returns: its name, or words that stand in where it has none
 */
const char *
tote_words_product (ToteProduct *product)
{
  const char *name = product != NULL ? tote_product_get_name (product) : NULL;

  return name != NULL && *name != '\0' ? name : _ ("Item without a name");
}

/* Before and without shopping, what was not picked is no “Still shopping”. */
static gboolean
is_being_shopped (ToteStage stage)
{
  return stage == TOTE_STAGE_SHOPPING || stage == TOTE_STAGE_REVIEW || stage == TOTE_STAGE_UNKNOWN;
}

/**
 * tote_words_group:
 * @group: what became of items
 * @stage: of their order
 *
 * Returns: (transfer full): what stands over a list of them
 */
char *
tote_words_group (ToteItemGroup group, ToteStage stage)
{
  switch (group) {
  case TOTE_ITEM_GROUP_FOUND:
    return g_strdup (C_ ("list of items", "Found"));
  case TOTE_ITEM_GROUP_REPLACED:
    return g_strdup (C_ ("list of items", "Replaced"));
  case TOTE_ITEM_GROUP_REFUNDED:
    return g_strdup (C_ ("list of items", "Refunded"));
  case TOTE_ITEM_GROUP_SHOPPING:
  default:
    return g_strdup (is_being_shopped (stage) ? _ ("Still shopping") : _ ("Your items"));
  }
}

/* Who has the order, or is being handed it, reads no more of how it was to come. */
static gboolean
is_to_come (ToteStage stage)
{
  return !tote_stage_is_final (stage) && stage != TOTE_STAGE_HANDING_OVER;
}

/**
 * tote_words_id_check:
 * @fulfillment: of an order with alcohol in it
 *
 * Returns: where the ID of whoever takes it is checked
 */
const char *
tote_words_id_check (ToteFulfillment fulfillment)
{
  return fulfillment == TOTE_FULFILLMENT_PICKUP ? _ ("ID checked when you collect it")
                                                : _ ("ID checked at the door");
}

/* What is done at a door is not done for who comes to the store. Alcohol rules out leaving the
 * order unattended (contract 3.4). */
static void
add_hand_over (GPtrArray *parts, ToteHandling *handling, ToteFulfillment fulfillment)
{
  gboolean at_door = fulfillment != TOTE_FULFILLMENT_PICKUP;

  if (tote_handling_get_alcoholic (handling))
    add_text (parts, tote_words_id_check (fulfillment));
  else if (at_door && tote_handling_get_leave_unattended (handling))
    add_text (parts, _ ("Left at the door"));

  if (at_door && tote_handling_get_certified_delivery (handling))
    add_text (parts, _ ("Signature needed"));
}

/**
 * tote_words_drop_off:
 * @handling: (nullable): what the customer asked for
 * @stage: of the order
 * @fulfillment: of the order
 *
 * Returns: (transfer full): that in one line, or nothing, as once it is past its time
 */
char *
tote_words_drop_off (ToteHandling *handling, ToteStage stage, ToteFulfillment fulfillment)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);
  glong room = WISHES_MAX;

  if (handling == NULL || !is_to_come (stage))
    return g_strdup ("");

  add_wish (parts, tote_handling_get_dropoff_location (handling), &room);
  add_wish (parts, tote_handling_get_instructions (handling), &room);
  add_wish (parts, tote_handling_get_notes (handling), &room);
  add_hand_over (parts, handling, fulfillment);

  return join (parts);
}

static const struct {
  ToteConnectError code;
  const char *icon;
  const char *title;
  const char *text;
} failures[] = {
  { TOTE_CONNECT_ERROR_CERTIFICATE, "dialog-warning-symbolic", N_ ("The connection is not safe"),
    N_ ("The server’s certificate is not valid, so nothing was sent. Tell your store about it.") },
  { TOTE_CONNECT_ERROR_UNAUTHORISED, "dialog-password-symbolic", N_ ("You are signed out"),
    N_ ("Get a new link to your order from the store’s site or message, and you are back in.") },
  { TOTE_CONNECT_ERROR_NO_TOKEN, "dialog-password-symbolic", N_ ("You are signed out"),
    N_ ("Get a new link to your order from the store’s site or message, and you are back in.") },
  { TOTE_CONNECT_ERROR_LOCKED, "dialog-password-symbolic", N_ ("Your sign-in is locked"),
    N_ ("Unlock your passwords, and the order goes on by itself.") },
  { TOTE_CONNECT_ERROR_FORBIDDEN, "dialog-password-symbolic", N_ ("This order is not yours to see"),
    N_ ("Get a new link to your order from the store’s site or message.") },
  { TOTE_CONNECT_ERROR_NOT_FOUND, "edit-find-symbolic", N_ ("No such order"),
    N_ ("The store does not know this order. Check the link, or ask the store.") },
  { TOTE_CONNECT_ERROR_NOT_OFFERED, "edit-find-symbolic", N_ ("Not offered here"),
    N_ ("This server does not tell how orders come along. Ask the store.") },
  { TOTE_CONNECT_ERROR_REFUSED, "dialog-warning-symbolic", N_ ("The store refused"),
    N_ ("The store’s server did not accept the request. It will be asked again.") },
  { TOTE_CONNECT_ERROR_BUSY, "dialog-error-symbolic", N_ ("The store is busy"),
    N_ ("The store’s server asks for patience. It will be asked again soon.") },
  { TOTE_CONNECT_ERROR_SERVER, "dialog-error-symbolic", N_ ("The store has a problem"),
    N_ ("The store’s server is in trouble. It will be asked again soon.") },
  { TOTE_CONNECT_ERROR_MALFORMED, "dialog-error-symbolic", N_ ("The answer made no sense"),
    N_ ("The server answered with something else than an order. It will be asked again.") },
  { TOTE_CONNECT_ERROR_TOO_LARGE, "dialog-error-symbolic", N_ ("The answer was too large"),
    N_ ("The server answered with more than an order can be. It will be asked again.") },
  { TOTE_CONNECT_ERROR_REDIRECTED, "dialog-error-symbolic", N_ ("The server has moved"),
    N_ ("The server points somewhere else, which is not followed for your safety.") },
};

/* Where it is known what stands in the way, that is said. */
static const struct {
  ToteObstacle obstacle;
  const char *title;
  const char *text;
} obstacles[] = {
  { TOTE_OBSTACLE_PROXY, N_ ("The network lets nothing pass"),
    N_ ("A proxy between here and the store refuses the connection. The store will be asked again "
        "by itself.") },
  { TOTE_OBSTACLE_UNKNOWN_CA, N_ ("The connection is not safe"),
    N_ ("Nobody this computer trusts vouches for the server’s certificate, so nothing was sent. "
        "Tell your store about it.") },
  { TOTE_OBSTACLE_WRONG_NAME, N_ ("The connection is not safe"),
    N_ ("The server’s certificate is made out to another name, so nothing was sent. Tell your "
        "store about it.") },
  { TOTE_OBSTACLE_EXPIRED, N_ ("The connection is not safe"),
    N_ ("The server’s certificate has expired, so nothing was sent. Tell your store about it.") },
  { TOTE_OBSTACLE_CLOCK, N_ ("Check the date and time"),
    N_ ("The server’s certificate is not valid at the date this computer shows. Set the clock "
        "right; if it is right, tell your store.") },
  { TOTE_OBSTACLE_OLD_TLS, N_ ("The connection is not safe"),
    N_ ("The server’s encryption is too old to be safe, so nothing was sent. Tell your store "
        "about it.") },
};

static int
find_obstacle (const GError *error)
{
  for (guint i = 0; i < G_N_ELEMENTS (obstacles); i++)
    if (tote_connect_error_get_obstacle (error) == obstacles[i].obstacle)
      return (int) i;

  return -1;
}

static int
find_failure (const GError *error)
{
  for (guint i = 0; error != NULL && i < G_N_ELEMENTS (failures); i++)
    if (g_error_matches (error, TOTE_CONNECT_ERROR, (int) failures[i].code))
      return (int) i;

  return -1;
}

/**
 * tote_words_sending:
 * @failure: (nullable): why the order cannot be followed now
 *
 * Returns: (nullable): why what the customer wants does not leave yet; %NULL when it does
 */
const char *
tote_words_sending (const GError *failure)
{
  return tote_failure_is_locked_out (failure) ? _ ("Will be sent when you are signed in") : NULL;
}

/**
 * tote_words_number:
 * @order_id: what the server calls an order
 *
 * Returns: (transfer full): “Order 0871”: as much of it as tells it from others
 */
char *
tote_words_number (const char *order_id)
{
  glong length = g_utf8_strlen (order_id, -1);
  const char *end = g_utf8_offset_to_pointer (order_id, MAX (length - NUMBER_LENGTH, 0));

  /* What parts two groups of an id is not the beginning of one. */
  while (*end != '\0' && !g_unichar_isalnum (g_utf8_get_char (end)))
    end = g_utf8_next_char (end);

  /* Translators: the last characters of the order's number. */
  return g_strdup_printf (_ ("Order %s"), end);
}

/**
 * tote_words_order:
 * @store: (nullable): its name
 * @order_id: (nullable): what the server calls an order
 *
 * Returns: (transfer full): “Belt Line Market · Order 0871”, or as much of it as there is
 */
char *
tote_words_order (const char *store, const char *order_id)
{
  g_autofree char *number =
      order_id != NULL && *order_id != '\0' ? tote_words_number (order_id) : NULL;

  if (number == NULL)
    return g_strdup (store != NULL ? store : "");

  return store != NULL && *store != '\0'
             ? tote_direction_join ((const char *[]){ store, number, NULL })
             : g_steal_pointer (&number);
}

/**
 * tote_words_failure_title:
 * @error: (nullable): why the order cannot be followed
 *
 * Returns: (transfer full): that, in a few words
 */
char *
tote_words_failure_title (const GError *error)
{
  const char *proxy = tote_connect_error_get_proxy (error);
  int obstacle = find_obstacle (error);
  int i = find_failure (error);

  if (proxy != NULL)
    /* Translators: a host and its port, such as “proxy.example:3128”. */
    return g_strdup_printf (_ ("The proxy %s lets nothing pass"), proxy);
  if (obstacle >= 0)
    return g_strdup (_ (obstacles[obstacle].title));

  return g_strdup (i < 0 ? _ ("Cannot reach the store") : _ (failures[i].title));
}

/**
 * tote_words_failure:
 * @error: (nullable): why the order cannot be followed
 *
 * Returns: (transfer full): a sentence that says what to do
 */
char *
tote_words_failure (const GError *error)
{
  int obstacle = find_obstacle (error);
  int i = find_failure (error);

  if (obstacle >= 0)
    return g_strdup (_ (obstacles[obstacle].text));

  return g_strdup (i < 0 ? _ ("Check your network. The store will be asked again by itself.")
                         : _ (failures[i].text));
}

/**
 * tote_words_asks_again:
 * @at: real µs at which the order is asked for again, 0 for soon
 *
 * Returns: (transfer full) (nullable): that, without a full stop; %NULL if it is soon
 */
char *
tote_words_asks_again (gint64 at, GDateTime *today)
{
  g_autoptr (GDateTime) time = at != 0 ? tote_time_from_us (at) : NULL;
  g_autofree char *when = time != NULL ? tote_time_words_at (time, today) : NULL;

  /* Translators: when, such as “at 1:41 PM”. */
  return when != NULL ? g_strdup_printf (_ ("Asked again %s"), when) : NULL;
}

/**
 * tote_words_as_of:
 * @what: what is so, or was
 * @at: real µs of when that was known last, 0 for now or never
 *
 * Returns: (transfer full): @what, and from when it is
 */
char *
tote_words_as_of (const char *what, gint64 at, GDateTime *today)
{
  g_autoptr (GDateTime) time = at != 0 ? tote_time_from_us (at) : NULL;
  g_autofree char *since = time != NULL ? tote_time_words_since (time, today) : NULL;

  /* Translators: what is so, such as “Shopping” or “No connection”, and when that was last known.
   */
  return since != NULL ? g_strdup_printf (_ ("%s · as of %s"), what, since) : g_strdup (what);
}

/**
 * tote_words_failure_icon:
 * @error: (nullable): why the order cannot be followed
 *
 * Returns: the name of a symbolic icon
 */
const char *
tote_words_failure_icon (const GError *error)
{
  int i = find_failure (error);

  return i < 0 ? "tote-offline-symbolic" : failures[i].icon;
}

/**
 * tote_words_progress:
 * @n_done: how many items have been dealt with
 * @n_items: of how many
 *
 * Returns: (transfer full): “5 of 7 items done”
 */
char *
tote_words_progress (guint n_done, guint n_items)
{
  return g_strdup_printf (ngettext ("%u of %u item done", "%u of %u items done", n_items), n_done,
                          n_items);
}

/**
 * tote_words_ended:
 * @stage: how an order ended
 * @fulfillment: how it was to come
 * @time: (nullable): when, such as “at 1:41 PM” or “yesterday at 1:41 PM”
 *
 * Returns: (transfer full): “Delivered at 1:41 PM”; empty when the time is not known
 */
char *
tote_words_ended (ToteStage stage, ToteFulfillment fulfillment, const char *time)
{
  if (time == NULL)
    return g_strdup ("");
  if (stage == TOTE_STAGE_CANCELED)
    /* Translators: when, such as “at 1:41 PM” or “yesterday at 1:41 PM”. */
    return g_strdup_printf (_ ("Canceled %s"), time);
  if (fulfillment == TOTE_FULFILLMENT_PICKUP)
    /* Translators: when, such as “at 1:41 PM” or “yesterday at 1:41 PM”. */
    return g_strdup_printf (_ ("Picked up %s"), time);

  /* Translators: when, such as “at 1:41 PM” or “yesterday at 1:41 PM”. */
  return g_strdup_printf (_ ("Delivered %s"), time);
}

/**
 * tote_words_initial:
 * @name: (nullable): of a thing, a store or a person
 *
 * Returns: (transfer full): the first character as people see it, in capitals: a letter with its
 *   marks, a flag, an emoji with all that is joined to it; empty without a name
 */
char *
tote_words_initial (const char *name)
{
  int n = name != NULL ? (int) g_utf8_strlen (name, -1) : 0;
  g_autofree PangoLogAttr *attrs = g_new0 (PangoLogAttr, n + 1);
  g_autofree char *first = NULL;
  int end = 1;

  if (n == 0)
    return g_strdup (""); /* NOLINT: attrs is freed by g_autofree */

  pango_get_log_attrs (name, -1, -1, pango_language_get_default (), attrs, n + 1);
  while (end < n && !attrs[end].is_cursor_position)
    end++;

  first = g_utf8_substring (name, 0, end);
  return g_utf8_strup (first, -1);
}

/**
 * tote_words_silence:
 * @bought: whether an unanswered replacement is bought
 *
 * Returns: (transfer full): what becomes of a question that the customer leaves unanswered
 */
char *
tote_words_silence (gboolean bought)
{
  return g_strdup (bought ? _ ("If you do not answer before checkout, the replacement is bought.")
                          : _ ("If you do not answer before checkout, you get a refund."));
}

/* Who packed is not who drives: bags that wait for a driver are nobody’s, and the driver of an
 * order that the store packs has none of it before they were handed over. */
static const char *
get_packed (const char *state, ToteFulfillment fulfillment)
{
  gboolean handed_over = g_strcmp0 (state, "bags_verified") == 0;
  gboolean with_shopper = g_strcmp0 (state, "checkout") == 0 || handed_over ||
                          g_strcmp0 (state, "bags_check") == 0 ||
                          g_strcmp0 (state, "bags_checked") == 0;

  if (fulfillment == TOTE_FULFILLMENT_LAST_MILE)
    /* Translators: the first name of the driver. */
    return handed_over ? N_ ("%s has your order") : N_ ("%s will bring your order");
  if (fulfillment == TOTE_FULFILLMENT_PICKUP || !with_shopper)
    return N_ ("%s shopped for you");

  /* Translators: the first name of the shopper. */
  return N_ ("%s has your order");
}

/* Sentences with the first name of the shopper or driver. Who drives a last mile order has not
 * shopped for it, wherever it stands. */
static const char *
get_doing (const char *state, ToteStage stage, ToteFulfillment fulfillment)
{
  gboolean driven = fulfillment == TOTE_FULFILLMENT_LAST_MILE;

  switch (stage) {
  case TOTE_STAGE_RECEIVED:
    return driven ? N_ ("%s will bring your order") : N_ ("%s will shop for you");
  case TOTE_STAGE_SHOPPING:
  case TOTE_STAGE_REVIEW:
    return driven ? N_ ("%s will bring your order") : N_ ("%s is shopping for you");
  case TOTE_STAGE_PACKED:
    return get_packed (state, fulfillment);
  case TOTE_STAGE_DELIVERING:
    return N_ ("%s is on the way");
  case TOTE_STAGE_DELIVERED:
    return fulfillment == TOTE_FULFILLMENT_PICKUP ? N_ ("%s shopped for you")
                                                  : N_ ("%s brought your order");
  case TOTE_STAGE_READY:
  case TOTE_STAGE_HANDING_OVER:
    return driven ? N_ ("%s will bring your order") : N_ ("%s shopped for you");
  case TOTE_STAGE_CANCELED:
  case TOTE_STAGE_UNKNOWN:
  default:
    return "%s";
  }
}

/**
 * tote_words_doing:
 * @name: the first name of the shopper or driver
 * @state: (nullable): the server’s word for where the order stands
 * @stage: what it means
 * @fulfillment: of the order
 *
 * Returns: (transfer full): what they are doing, in agreement with the headline and its detail
 */
char *
tote_words_doing (const char *name, const char *state, ToteStage stage, ToteFulfillment fulfillment)
{
  /* The name is foreign text, so it must not be taken for a format. */
  GString *text = g_string_new (_ (get_doing (state, stage, fulfillment)));

  g_string_replace (text, "%s", name, 1);
  return g_string_free (text, FALSE);
}
