/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-sandbox-catalog.h"

#include <string.h>

/*
 * What the store sells. The tutorial's order comes first, then as many made-up goods as anybody
 * asks for, always the same ones. Product codes are resolved as a catalogue does: the codes of
 * known goods give these, any other well-formed code gives a product of its own, and codes that
 * begin with 999 or are malformed are not for sale.
 */
struct _ToteSandboxCatalog {
  GHashTable *products; /* (owned): by "upc:…" or "rrc:…"; the values are owned by goods */
  GPtrArray *goods;     /* (owned): ToteSandboxProduct, in the order made */
  GPtrArray *numbered;  /* (owned): borrowed from goods, the made-up ones by number */
};

typedef struct {
  const char *name;
  const char *picture;
  double usual;
  gboolean by_weight;
} Offer;

/* The order of the tutorial: five to be found, one to be replaced, one to be refunded. */
static const Offer shelf[] = {
  { "Organic Bananas", "banana", 10, FALSE },       { "Cantaloupe", "melon", 1, FALSE },
  { "Whole Milk, 1 gal", "milk", 2, FALSE },        { "Sourdough Loaf", "bread", 1, FALSE },
  { "Large Eggs, dozen", "eggs", 1, FALSE },        { "Vine Tomatoes", "tomato", 2.5, TRUE },
  { "Blueberries, pint", "blueberries", 1, FALSE },
};

static const Offer substitutes[] = {
  { "Baby Bananas", "banana", 10, FALSE },           { "Honeydew Melon", "melon", 1, FALSE },
  { "Reduced Fat Milk, 1 gal", "milk", 2, FALSE },   { "Rustic Baguette", "baguette", 1, FALSE },
  { "Brown Eggs, dozen", "eggs", 1, FALSE },         { "Roma Tomatoes", "tomato", 2.5, TRUE },
  { "Blackberries, pint", "blueberries", 1, FALSE },
};

static const Offer more[] = {
  { "Ground Coffee, 12 oz", "coffee", 1, FALSE },
  { "Rolled Oats", "bag", 1, FALSE },
  { "Roma Tomatoes", "tomato", 1.5, TRUE },
  { "Wheat Bread", "bread", 1, FALSE },
  { "Honeydew Melon", "melon", 1, FALSE },
  { "Brown Rice", "bag", 2, FALSE },
  { "Oat Milk", "milk", 1, FALSE },
  { "French Baguette", "baguette", 2, FALSE },
  { "Brown Eggs", "eggs", 1, FALSE },
  { "Wild Blueberries", "blueberries", 0.75, TRUE },
  { "Whole Beans", "coffee", 1, FALSE },
  { "Plantains", "banana", 4, FALSE },
  { "Penne", "bag", 3, FALSE },
};

static const char *const brands[] = { "Belt Line",  "Maple Grove", "Blue Heron", "Sunny Acre",
                                      "Stone Mill", "North Field", "Old Orchard" };

static void
product_free (gpointer data)
{
  ToteSandboxProduct *product = data;

  g_free (product->name);
  g_free (product->picture);
  g_free (product->upc);
  g_free (product->rrc);
  g_free (product);
}

/* Takes the name, and the codes; a code may be NULL. */
static ToteSandboxProduct *
add_product (ToteSandboxCatalog *self, char *name, const Offer *offer, char *upc, char *rrc)
{
  ToteSandboxProduct *product = g_new0 (ToteSandboxProduct, 1);

  product->name = name;
  product->picture = g_strdup (offer->picture);
  product->usual = offer->usual;
  product->by_weight = offer->by_weight;
  product->upc = upc;
  product->rrc = rrc;
  g_ptr_array_add (self->goods, product);
  if (upc != NULL)
    g_hash_table_insert (self->products, g_strconcat ("upc:", upc, NULL), product);
  if (rrc != NULL)
    g_hash_table_insert (self->products, g_strconcat ("rrc:", rrc, NULL), product);
  return product;
}

static void
add_numbered (ToteSandboxCatalog *self, const char *brand, const Offer *offer)
{
  guint number = self->numbered->len;
  g_autofree char *name =
      brand == NULL ? g_strdup (offer->name) : g_strdup_printf ("%s %s", brand, offer->name);
  guint round = number / (G_N_ELEMENTS (more) * G_N_ELEMENTS (brands));

  /* Once all names are used up they come again in another size. */
  if (brand != NULL && round > 0) {
    g_autofree char *plain = g_steal_pointer (&name);

    name = g_strdup_printf ("%s, size %u", plain, round + 1);
  }

  g_ptr_array_add (self->numbered, add_product (self, g_steal_pointer (&name), offer,
                                                g_strdup_printf ("000412%08u", number),
                                                g_strdup_printf ("55%06u", number)));
}

static gboolean
is_code (const char *code, gsize shortest, gsize longest)
{
  gsize length = strlen (code);

  return length >= shortest && length <= longest && strspn (code, "0123456789") == length &&
         !g_str_has_prefix (code, "999");
}

/**
 * tote_sandbox_catalog_new:
 *
 * Returns: (transfer full): a catalog
 */
ToteSandboxCatalog *
tote_sandbox_catalog_new (void)
{
  ToteSandboxCatalog *self = g_new0 (ToteSandboxCatalog, 1);

  self->products = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->goods = g_ptr_array_new_with_free_func (product_free);
  self->numbered = g_ptr_array_new ();
  for (guint i = 0; i < G_N_ELEMENTS (shelf); i++)
    add_numbered (self, NULL, &shelf[i]);
  return self;
}

/**
 * tote_sandbox_catalog_free:
 * @self: (transfer full): the catalog, with all its products
 */
void
tote_sandbox_catalog_free (ToteSandboxCatalog *self)
{
  g_hash_table_unref (self->products);
  g_ptr_array_unref (self->numbered);
  g_ptr_array_unref (self->goods);
  g_free (self);
}

/**
 * tote_sandbox_catalog_get:
 * @position: a line's place in an order
 *
 * Returns: (transfer none): what stands in that line
 */
const ToteSandboxProduct *
tote_sandbox_catalog_get (ToteSandboxCatalog *self, guint position)
{
  while (self->numbered->len <= position) {
    guint number = self->numbered->len;
    guint brand = (number / G_N_ELEMENTS (more) + number) % G_N_ELEMENTS (brands);

    add_numbered (self, brands[brand], &more[number % G_N_ELEMENTS (more)]);
  }
  return self->numbered->pdata[position];
}

/**
 * tote_sandbox_catalog_get_replacement:
 * @position: a line's place in an order
 *
 * Returns: (transfer none): what the shopper offers when that line's product is out
 */
const ToteSandboxProduct *
tote_sandbox_catalog_get_replacement (ToteSandboxCatalog *self, guint position)
{
  g_autofree char *rrc = g_strdup_printf ("66%06u", position);
  g_autofree char *key = g_strconcat ("rrc:", rrc, NULL);
  const ToteSandboxProduct *known = g_hash_table_lookup (self->products, key);
  const ToteSandboxProduct *original;

  if (known != NULL)
    return known;

  if (position < G_N_ELEMENTS (substitutes))
    return add_product (self, g_strdup (substitutes[position].name), &substitutes[position], NULL,
                        g_steal_pointer (&rrc));

  original = tote_sandbox_catalog_get (self, position);
  return add_product (self, g_strdup_printf ("%s, another brand", original->name),
                      &(Offer){ NULL, original->picture, original->usual, original->by_weight },
                      NULL, g_steal_pointer (&rrc));
}

/**
 * tote_sandbox_catalog_resolve:
 * @upc: (nullable): a universal product code
 * @rrc: (nullable): a code of the retailer's
 *
 * Returns: (transfer none) (nullable): the product of that code, or %NULL when it is not for sale
 */
const ToteSandboxProduct *
tote_sandbox_catalog_resolve (ToteSandboxCatalog *self, const char *upc, const char *rrc)
{
  const char *code = upc != NULL ? upc : rrc;
  g_autofree char *key = g_strconcat (upc != NULL ? "upc:" : "rrc:", code, NULL);
  const ToteSandboxProduct *known = g_hash_table_lookup (self->products, key);

  if (known != NULL)
    return known;
  if (code == NULL || (upc != NULL ? !is_code (upc, 8, 14) : !is_code (rrc, 3, 12)))
    return NULL;

  return add_product (self, g_strdup_printf ("Item %s", code + strlen (code) - 3),
                      &(Offer){ NULL, "bag", 1, FALSE }, g_strdup (upc), g_strdup (rrc));
}
