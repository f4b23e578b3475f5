/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-sandbox-platform.h"

#include "tote-sandbox-scenario.h"
#include "tote-sandbox-simulation.h"

/* The order the tutorial follows, and where it goes. */
#define TUTORIAL_ORDER "a3e30880-10b5-445e-a525-7dae3e2e15b3"
#define POSTAL_CODE "62234"
#define TUTORIAL_ITEMS 7
#define SLOT (2 * G_TIME_SPAN_HOUR)

/* Further orders of the first moment started earlier, so that a board shows every stage. */
#define STAGGER 137
#define STAGGER_SPAN 1700

/* Who looks at an order that is over finds it until so many times as many are there. */
#define KEPT 4

static gpointer
new_key (gint64 number)
{
  return g_memdup2 (&number, sizeof number);
}

static void
free_order (gpointer data)
{
  tote_sandbox_order_free (data);
}

static void
free_batch (gpointer data)
{
  ToteSandboxBatch *batch = data;

  g_ptr_array_unref (batch->orders);
  g_free (batch);
}

static char *
make_order_id (ToteSandboxPlatform *self, gboolean dispatch)
{
  guint number = self->n_placed;
  g_autoptr (GRand) rand = g_rand_new_with_seed (self->seed * 7919 + number);
  guint32 a = g_rand_int (rand), b = g_rand_int (rand), c = g_rand_int (rand),
          d = g_rand_int (rand);

  if (dispatch)
    return g_strdup_printf ("DSP-%05u", 77120 + number);
  if (number == 0)
    return g_strdup (TUTORIAL_ORDER);
  return g_strdup_printf ("%08x-%04x-4%03x-a%03x-%04x%08x", a, b >> 16, b & 0xfff, c >> 20,
                          c & 0xffff, d);
}

static ToteSandboxFulfillment
get_type (ToteSandboxStory story)
{
  if (story == TOTE_SANDBOX_STORY_PICKUP)
    return TOTE_SANDBOX_FULFILLMENT_PICKUP;

  return story == TOTE_SANDBOX_STORY_LAST_MILE || story == TOTE_SANDBOX_STORY_DISPATCH
             ? TOTE_SANDBOX_FULFILLMENT_LAST_MILE
             : TOTE_SANDBOX_FULFILLMENT_DELIVERY;
}

/* Slots start on the half hour; this one has just begun. */
static void
set_slot (ToteSandboxOrder *order)
{
  order->window_starts_at = order->created_at - order->created_at % (30 * G_TIME_SPAN_MINUTE);
  order->window_ends_at = order->window_starts_at + SLOT;
}

static void
fill (ToteSandboxPlatform *self, ToteSandboxOrder *order, guint items)
{
  /* The retailer never sends the items of these orders to the platform. */
  if (order->type == TOTE_SANDBOX_FULFILLMENT_LAST_MILE)
    return;

  for (guint i = 0; i < (items > 0 ? items : TUTORIAL_ITEMS); i++) {
    const ToteSandboxProduct *product = tote_sandbox_catalog_get (self->catalog, i);

    tote_sandbox_order_add_line (order, NULL, product, product->usual);
  }
}

static ToteSandboxOrder *
place_at (ToteSandboxPlatform *self, ToteSandboxStory story, guint items, gint64 start)
{
  g_autofree char *id = make_order_id (self, story == TOTE_SANDBOX_STORY_DISPATCH);
  g_autofree char *user = g_strdup_printf ("customer-%u", self->n_placed + 1);
  ToteSandboxOrder *order = tote_sandbox_platform_add_order (self, id, user, get_type (story));

  order->dispatch = story == TOTE_SANDBOX_STORY_DISPATCH;
  order->created_at = tote_sandbox_clock_to_wall (self->clock, start);
  set_slot (order);
  order->last_stamp = order->created_at;
  fill (self, order, items);
  tote_sandbox_scenario_write (order, story, start, self->seed + self->n_placed);
  return order;
}

static JsonObject *
describe_order (ToteSandboxPlatform *self, ToteSandboxOrder *order)
{
  g_autofree char *token = tote_sandbox_platform_mint_token (self, order);
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "id", order->id);
  json_object_set_string_member (object, "fulfillment_type",
                                 tote_sandbox_order_get_type_word (order));
  json_object_set_string_member (object, "token", token);
  json_object_set_string_member (object, "number", order->number);
  json_object_set_string_member (object, "postal_code", order->postal_code);
  json_object_set_string_member (object, "user_id", order->user_id);
  return object;
}

/**
 * tote_sandbox_platform_new:
 * @options: how it is to behave
 *
 * Returns: (transfer full): a platform with the orders asked for
 */
ToteSandboxPlatform *
tote_sandbox_platform_new (const ToteSandboxOptions *options)
{
  ToteSandboxPlatform *self = g_new0 (ToteSandboxPlatform, 1);
  gint64 now;

  self->dialect = options->dialect;
  self->extra_members = options->extra_members;
  self->story = options->story;
  self->items = options->items;
  self->n_lasting = options->endless ? options->orders : 0;
  self->broker_lifetime = TOTE_SANDBOX_TOKEN_LIFETIME;
  self->seed = options->seed;
  self->clock = options->clock != NULL ? g_object_ref (options->clock)
                                       : tote_sandbox_clock_new (options->speed);
  self->catalog = tote_sandbox_catalog_new ();
  self->auth = tote_sandbox_auth_new ();
  self->faults = tote_sandbox_faults_new (NULL, self->seed, NULL);
  self->orders = g_ptr_array_new_with_free_func (free_order);
  self->orders_by_id = g_hash_table_new (g_str_hash, g_str_equal);
  self->users =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) json_object_unref);
  self->shoppers = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  self->phones = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->batches = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, free_batch);
  self->next_number = 656178546;
  g_hash_table_add (self->shoppers, new_key (TOTE_SANDBOX_SHOPPER_ID));

  now = tote_sandbox_clock_get_now (self->clock);
  for (guint i = 0; i < options->orders; i++)
    place_at (self, options->story, options->items,
              now - (gint64) (i * STAGGER % STAGGER_SPAN) * G_TIME_SPAN_SECOND);
  return self;
}

/**
 * tote_sandbox_platform_free:
 * @self: (transfer full): the platform
 */
void
tote_sandbox_platform_free (ToteSandboxPlatform *self)
{
  g_hash_table_unref (self->batches);
  g_hash_table_unref (self->orders_by_id);
  g_ptr_array_unref (self->orders);
  g_hash_table_unref (self->users);
  g_hash_table_unref (self->shoppers);
  g_hash_table_unref (self->phones);
  tote_sandbox_auth_free (self->auth);
  tote_sandbox_faults_free (self->faults);
  tote_sandbox_catalog_free (self->catalog);
  g_object_unref (self->clock);
  g_free (self->url);
  g_free (self);
}

/**
 * tote_sandbox_platform_place:
 * @story: what is to happen to the order
 * @items: how many items it has; 0 for the tutorial's
 *
 * Returns: (transfer none): an order placed now
 */
ToteSandboxOrder *
tote_sandbox_platform_place (ToteSandboxPlatform *self, ToteSandboxStory story, guint items)
{
  return place_at (self, story, items, tote_sandbox_clock_get_now (self->clock));
}

static guint
count_under_way (ToteSandboxPlatform *self)
{
  guint n = 0;

  for (guint i = 0; i < self->orders->len; i++) {
    const ToteSandboxOrder *order = self->orders->pdata[i];

    if (!tote_sandbox_order_is_over (tote_sandbox_platform_get_order (self, order->id)))
      n++;
  }
  return n;
}

/**
 * tote_sandbox_platform_go_on:
 *
 * Where there is no end, new orders take the place of those that are over, and the oldest of these
 * are forgotten.
 */
void
tote_sandbox_platform_go_on (ToteSandboxPlatform *self)
{
  for (guint n = count_under_way (self); n < self->n_lasting; n++)
    tote_sandbox_platform_place (self, self->story, self->items);

  while (self->n_lasting > 0 && self->orders->len > KEPT * self->n_lasting) {
    ToteSandboxOrder *oldest = self->orders->pdata[0];

    if (!tote_sandbox_order_is_over (oldest))
      return;
    g_hash_table_remove (self->orders_by_id, oldest->id);
    g_ptr_array_remove_index (self->orders, 0);
  }
}

/**
 * tote_sandbox_platform_add_order:
 * @id: an id no order has yet
 * @user_id: the customer
 * @type: how it comes to the customer
 *
 * Returns: (transfer none): an order placed now, with nothing in it and no story
 */
ToteSandboxOrder *
tote_sandbox_platform_add_order (ToteSandboxPlatform *self, const char *id, const char *user_id,
                                 ToteSandboxFulfillment type)
{
  guint number = self->n_placed++;
  ToteSandboxOrder *order =
      tote_sandbox_order_new (id, user_id, G_GINT64_CONSTANT (90877123455001) + number, type);

  order->number = g_strdup_printf ("%u", 2041187 + number * 101);
  order->postal_code = g_strdup (POSTAL_CODE);
  order->created_at = tote_sandbox_clock_get_wall (self->clock);
  set_slot (order);
  order->last_stamp = order->created_at;
  g_ptr_array_add (self->orders, order);
  g_hash_table_insert (self->orders_by_id, order->id, order);
  return order;
}

/**
 * tote_sandbox_platform_get_order:
 * @id: (nullable): an order's id; %NULL for the first order
 *
 * Returns: (transfer none) (nullable): the order as it stands now
 */
ToteSandboxOrder *
tote_sandbox_platform_get_order (ToteSandboxPlatform *self, const char *id)
{
  ToteSandboxOrder *order = NULL;

  if (id != NULL)
    order = g_hash_table_lookup (self->orders_by_id, id);
  else if (self->orders->len > 0)
    order = self->orders->pdata[0];

  if (order != NULL)
    tote_sandbox_simulation_catch_up (order, self->catalog, self->clock);
  return order;
}

/**
 * tote_sandbox_platform_add_shopper:
 * @phone: (nullable): a telephone number no other shopper has
 *
 * Returns: the number of a new shopper
 */
gint64
tote_sandbox_platform_add_shopper (ToteSandboxPlatform *self, const char *phone)
{
  gint64 id = TOTE_SANDBOX_SHOPPER_ID + g_hash_table_size (self->shoppers);

  g_hash_table_add (self->shoppers, new_key (id));
  if (phone != NULL)
    g_hash_table_add (self->phones, g_strdup (phone));
  return id;
}

/**
 * tote_sandbox_platform_add_batch:
 * @type: a static word
 * @shopper_id: who does the work
 *
 * Returns: (transfer none): a batch without orders
 */
ToteSandboxBatch *
tote_sandbox_platform_add_batch (ToteSandboxPlatform *self, const char *type, gint64 shopper_id)
{
  ToteSandboxBatch *batch = g_new0 (ToteSandboxBatch, 1);

  batch->id = self->next_number++;
  batch->type = type;
  batch->state = "brand_new";
  batch->shopper_id = shopper_id;
  batch->orders = g_ptr_array_new ();
  g_hash_table_insert (self->batches, new_key (batch->id), batch);
  return batch;
}

/**
 * tote_sandbox_platform_get_batch:
 * @id: a batch's number
 *
 * Returns: (transfer none) (nullable): the batch
 */
ToteSandboxBatch *
tote_sandbox_platform_get_batch (ToteSandboxPlatform *self, gint64 id)
{
  return g_hash_table_lookup (self->batches, &id);
}

/**
 * tote_sandbox_platform_mint_token:
 * @order: an order
 *
 * Returns: (transfer full): a token of the order's customer, for following and for rating
 */
char *
tote_sandbox_platform_mint_token (ToteSandboxPlatform *self, ToteSandboxOrder *order)
{
  const ToteSandboxToken *token =
      tote_sandbox_auth_mint (self->auth, order->user_id, TOTE_SANDBOX_SCOPE_USER);

  return g_strdup (token->text);
}

/**
 * tote_sandbox_platform_describe:
 *
 * Returns: (transfer full): the line that tells a program how to get in (design 1), without a
 *   line break
 */
char *
tote_sandbox_platform_describe (ToteSandboxPlatform *self)
{
  g_autoptr (JsonNode) root = json_node_new (JSON_NODE_OBJECT);
  g_autofree char *broker = g_strconcat (self->url, "/broker", NULL);
  g_autofree char *tiles = g_strconcat (self->url, "/tiles/{z}/{x}/{y}.png", NULL);
  JsonObject *object = json_object_new ();
  JsonArray *orders = json_array_new ();

  for (guint i = 0; i < self->orders->len; i++)
    json_array_add_object_element (orders, describe_order (self, self->orders->pdata[i]));

  json_object_set_string_member (object, "url", self->url);
  json_object_set_string_member (object, "client_id", tote_sandbox_auth_get_client_id (self->auth));
  json_object_set_string_member (object, "client_secret",
                                 tote_sandbox_auth_get_client_secret (self->auth));
  json_object_set_array_member (object, "orders", orders);
  json_object_set_string_member (object, "broker", broker);
  json_object_set_string_member (object, "kiosk_key", tote_sandbox_auth_get_kiosk_key (self->auth));
  json_object_set_string_member (object, "tiles", tiles);
  json_node_take_object (root, object);
  return json_to_string (root, FALSE);
}
