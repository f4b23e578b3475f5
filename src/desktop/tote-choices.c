/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-config.h"

#include "tote-choices.h"

#include "tote-brand.h"
#include "tote-distance.h"

/* In days, by the positions of the setting's choices. */
static const int forget_days[] = { 0, 1, 7, 30 };

static void
apply_forget_after (GSettings *settings, const char *key, ToteOrderBook *book)
{
  int choice = g_settings_get_enum (settings, "forget-after");

  tote_order_book_set_forget_after (book, forget_days[choice] * G_TIME_SPAN_DAY);
}

static void
apply_distance_unit (GSettings *settings, const char *key, ToteOrderBook *book)
{
  GListModel *orders = G_LIST_MODEL (tote_order_book_get_orders (book));

  tote_distance_choose_unit ((ToteDistanceUnit) g_settings_get_enum (settings, "distance-unit"));
  for (guint i = 0; i < g_list_model_get_n_items (orders); i++) {
    g_autoptr (GObject) tracker = g_list_model_get_item (orders, i);

    g_object_notify (tracker, "distance");
  }
}

static void
apply_map_look (GSettings *settings, const char *key, ToteOrderBook *book)
{
  tote_brand_set_map_look (tote_brand_get_default (),
                           (ToteMapLook) g_settings_get_enum (settings, "map-look"));
}

/**
 * tote_choices_follow:
 *
 * Lets what is chosen in @settings count, now and whenever it changes, as long as @book is there.
 */
void
tote_choices_follow (GSettings *settings, ToteOrderBook *book)
{
  static const struct {
    const char *signal;
    void (*apply) (GSettings *settings, const char *key, ToteOrderBook *book);
  } choices[] = {
    { "changed::forget-after", apply_forget_after },
    { "changed::distance-unit", apply_distance_unit },
    { "changed::map-look", apply_map_look },
  };

  g_return_if_fail (G_IS_SETTINGS (settings));
  g_return_if_fail (TOTE_IS_ORDER_BOOK (book));

  for (guint i = 0; i < G_N_ELEMENTS (choices); i++) {
    g_signal_connect_object (settings, choices[i].signal, G_CALLBACK (choices[i].apply), book, 0);
    choices[i].apply (settings, NULL, book);
  }
}
