/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-config.h"
#include "tote-names.h"

#include "tote-search.h"

#include "tote-brand.h"
#include "tote-notifier.h"
#include "tote-recall.h"
#include "tote-words.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define INTERFACE "org.gnome.Shell.SearchProvider2"

struct _ToteSearch {
  GObject parent_instance;

  GApplication *application;   /* whose part this is */
  ToteOrderBook *book;         /* (owned) */
  GDBusConnection *connection; /* (owned) (nullable): while it is exported */
  guint object;
};

G_DEFINE_FINAL_TYPE (ToteSearch, tote_search, G_TYPE_OBJECT)

static const char interface_xml[] = "<node><interface name='" INTERFACE "'>"
                                    "<method name='GetInitialResultSet'>"
                                    "<arg type='as' name='terms' direction='in'/>"
                                    "<arg type='as' name='results' direction='out'/>"
                                    "</method>"
                                    "<method name='GetSubsearchResultSet'>"
                                    "<arg type='as' name='previous_results' direction='in'/>"
                                    "<arg type='as' name='terms' direction='in'/>"
                                    "<arg type='as' name='results' direction='out'/>"
                                    "</method>"
                                    "<method name='GetResultMetas'>"
                                    "<arg type='as' name='identifiers' direction='in'/>"
                                    "<arg type='aa{sv}' name='metas' direction='out'/>"
                                    "</method>"
                                    "<method name='ActivateResult'>"
                                    "<arg type='s' name='identifier' direction='in'/>"
                                    "<arg type='as' name='terms' direction='in'/>"
                                    "<arg type='u' name='timestamp' direction='in'/>"
                                    "</method>"
                                    "<method name='LaunchSearch'>"
                                    "<arg type='as' name='terms' direction='in'/>"
                                    "<arg type='u' name='timestamp' direction='in'/>"
                                    "</method>"
                                    "</interface></node>";

/* What identifies a result: the order's server and id, as text. */
#define RESULT "(ss)"

/* An order, and what is known of it. */
typedef struct {
  char *id; /* of the result: a RESULT */
  ToteOrder *order;
  gint64 seen_at;
  gboolean ended;
} Found;

static void
found_free (gpointer data)
{
  Found *found = data;

  g_free (found->id);
  g_object_unref (found->order);
  g_free (found);
}

/* A call, while the archive is read for it. */
typedef struct {
  GApplication *application;         /* (owned), and held */
  GDBusMethodInvocation *invocation; /* (owned) (nullable): once it is answered */
  GVariant *wanted;                  /* (owned): terms or identifiers, “as” */
} Call;

static void
call_free (Call *call)
{
  g_application_release (call->application);
  g_object_unref (call->application);
  g_clear_object (&call->invocation);
  g_variant_unref (call->wanted);
  g_free (call);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Call, call_free)

static void
add_product (GString *text, ToteProduct *product)
{
  if (product != NULL && tote_product_get_name (product) != NULL)
    g_string_append_printf (text, "%s\n", tote_product_get_name (product));
}

/* Returns: (transfer full): all that an order is found by */
static char *
describe (ToteOrder *order)
{
  GListModel *items = G_LIST_MODEL (tote_order_get_items (order));
  g_autofree char *number = tote_words_number (tote_order_get_id (order));
  GString *text = g_string_new (NULL);

  /* Translators: what people type to find an order of theirs; with blanks between the words. */
  g_string_append_printf (text, "groceries grocery order delivery pickup shopping food\n%s\n",
                          _ ("groceries grocery order delivery pickup shopping food"));
  g_string_append_printf (text, "%s\n%s\n%s\n", tote_brand_get_name (tote_brand_get_default ()),
                          tote_order_get_id (order), number);
  for (guint i = 0; i < g_list_model_get_n_items (items); i++) {
    g_autoptr (ToteItem) item = g_list_model_get_item (items, i);

    add_product (text, tote_item_get_product (item));
    add_product (text, tote_item_get_replacement (item));
  }

  return g_string_free (text, FALSE);
}

static Found *
found_new (const ToteOrderRecord *record)
{
  Found *found = g_new (Found, 1);
  g_autoptr (GVariant) key =
      g_variant_ref_sink (g_variant_new (RESULT, record->key->base, record->key->id));

  *found = (Found){
    .id = g_variant_print (key, FALSE),
    .order = tote_recall_order (record),
    .seen_at = tote_recall_get_seen (record),
    .ended = record->ended_at != 0,
  };

  return found;
}

/* What is under way is looked for more often than what is over. */
static int
compare (gconstpointer a, gconstpointer b)
{
  const Found *one = *(const Found *const *) a;
  const Found *other = *(const Found *const *) b;

  return one->ended - other->ended;
}

/* Returns: (transfer full) (element-type Found): all there is, the likeliest first */
static GPtrArray *
find_all (const GPtrArray *records)
{
  GPtrArray *all = g_ptr_array_new_with_free_func (found_free);

  for (guint i = 0; records != NULL && i < records->len; i++)
    g_ptr_array_add (all, found_new (records->pdata[i]));
  g_ptr_array_sort (all, compare); /* keeps the order of those that are the same */

  return all;
}

static GVariant *
answer_search (const GPtrArray *all, GVariant *terms)
{
  g_autofree const char **words = g_variant_get_strv (terms, NULL);
  g_autofree char *typed = g_strjoinv (" ", (char **) words);
  g_auto (GStrv) tokens = g_str_tokenize_and_fold (typed, NULL, NULL);
  g_auto (GVariantBuilder) ids = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("as"));

  for (guint i = 0; tokens[0] != NULL && i < all->len; i++) {
    const Found *found = all->pdata[i];
    g_autofree char *text = describe (found->order);

    if (g_str_match_string (typed, text, TRUE))
      g_variant_builder_add (&ids, "s", found->id);
  }

  return g_variant_new ("(as)", &ids);
}

/* Returns: (transfer full) (nullable): where it stands, and since when that is known */
static char *
describe_state (const Found *found)
{
  GTimeZone *zone = tote_order_get_time_zone (found->order);
  g_autoptr (GDateTime) today =
      zone != NULL ? g_date_time_new_now (zone) : g_date_time_new_now_local ();

  if (tote_order_get_state (found->order) == NULL || found->seen_at == 0)
    return NULL;

  return tote_words_as_of (tote_order_get_headline (found->order),
                           tote_order_get_ended (found->order) ? 0 : found->seen_at, today);
}

static GVariant *
build_meta (const Found *found)
{
  GVariantDict meta = G_VARIANT_DICT_INIT (NULL);
  g_autofree char *name = tote_words_order (tote_brand_get_name (tote_brand_get_default ()),
                                            tote_order_get_id (found->order));
  g_autofree char *state = describe_state (found);

  g_variant_dict_insert (&meta, "id", "s", found->id);
  g_variant_dict_insert (&meta, "name", "s", name);
  g_variant_dict_insert (&meta, "gicon", "s", TOTE_APP_ID);
  if (state != NULL)
    g_variant_dict_insert (&meta, "description", "s", state);

  return g_variant_dict_end (&meta);
}

/* What is not there any more is left out. */
static GVariant *
answer_metas (const GPtrArray *all, GVariant *ids)
{
  g_autofree const char **wanted = g_variant_get_strv (ids, NULL);
  g_auto (GVariantBuilder) metas = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("aa{sv}"));

  for (guint i = 0; wanted[i] != NULL; i++) {
    for (guint j = 0; j < all->len; j++) {
      const Found *found = all->pdata[j];

      if (strcmp (found->id, wanted[i]) == 0)
        g_variant_builder_add_value (&metas, build_meta (found));
    }
  }

  return g_variant_new ("(aa{sv})", &metas);
}

static void
on_loaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Call) call = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) records =
      tote_archive_load_all_finish (TOTE_ARCHIVE (source), result, &error);
  g_autoptr (GPtrArray) all = find_all (records);
  const char *method = g_dbus_method_invocation_get_method_name (call->invocation);
  GVariant *answer = strcmp (method, "GetResultMetas") == 0 ? answer_metas (all, call->wanted)
                                                            : answer_search (all, call->wanted);

  if (error != NULL)
    g_debug ("Nothing can be searched: %s", error->message);
  g_dbus_method_invocation_return_value (g_steal_pointer (&call->invocation), answer);
}

/* invocation, wanted: (transfer full) */
static void
load (ToteSearch *self, GDBusMethodInvocation *invocation, GVariant *wanted)
{
  Call *call = g_new (Call, 1);

  *call = (Call){
    .application = g_object_ref (self->application),
    .invocation = invocation,
    .wanted = wanted,
  };
  g_application_hold (self->application);
  tote_archive_load_all_async (tote_order_book_get_archive (self->book), NULL, on_loaded, call);
}

/* An identifier that makes no sense leads to the program. */
static void
activate (ToteSearch *self, GVariant *parameters)
{
  g_autoptr (GVariant) id = g_variant_get_child_value (parameters, 0);
  g_autoptr (GVariant) order =
      g_variant_parse (G_VARIANT_TYPE (RESULT), g_variant_get_string (id, NULL), NULL, NULL, NULL);
  const char *base, *order_id;

  if (order == NULL) {
    g_application_activate (self->application);
    return;
  }

  g_variant_get (order, "(&s&s)", &base, &order_id);
  g_action_group_activate_action (G_ACTION_GROUP (self->application), "open-order",
                                  g_variant_new (TOTE_NOTIFIER_PLACE, base, order_id, ""));
}

static void
on_method_call (GDBusConnection *connection, const char *sender, const char *path,
                const char *interface, const char *method, GVariant *parameters,
                GDBusMethodInvocation *invocation, gpointer user_data)
{
  ToteSearch *self = user_data;

  if (strcmp (method, "GetInitialResultSet") == 0 || strcmp (method, "GetResultMetas") == 0) {
    load (self, invocation, g_variant_get_child_value (parameters, 0));
    return;
  }
  if (strcmp (method, "GetSubsearchResultSet") == 0) {
    load (self, invocation, g_variant_get_child_value (parameters, 1));
    return;
  }

  if (strcmp (method, "ActivateResult") == 0)
    activate (self, parameters);
  else
    g_application_activate (self->application);
  g_dbus_method_invocation_return_value (invocation, NULL);
}

static const GDBusInterfaceVTable vtable = { .method_call = on_method_call };

static void
tote_search_dispose (GObject *object)
{
  ToteSearch *self = TOTE_SEARCH (object);

  tote_search_unexport (self);
  g_clear_object (&self->book);

  G_OBJECT_CLASS (tote_search_parent_class)->dispose (object);
}

static void
tote_search_class_init (ToteSearchClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = tote_search_dispose;
}

static void
tote_search_init (ToteSearch *self)
{
}

/**
 * tote_search_new:
 * @application: (transfer none): outlives this
 * @book: whose orders are found
 *
 * Returns: (transfer full): a search that nobody can ask yet
 */
ToteSearch *
tote_search_new (GApplication *application, ToteOrderBook *book)
{
  ToteSearch *self;

  g_return_val_if_fail (G_IS_APPLICATION (application), NULL);
  g_return_val_if_fail (TOTE_IS_ORDER_BOOK (book), NULL);

  self = g_object_new (TOTE_TYPE_SEARCH, NULL);
  self->application = application;
  self->book = g_object_ref (book);

  return self;
}

/**
 * tote_search_export:
 * @path: the object's
 *
 * Returns: whether it can be asked now
 */
gboolean
tote_search_export (ToteSearch *self, GDBusConnection *connection, const char *path, GError **error)
{
  g_autoptr (GDBusNodeInfo) info = NULL;

  g_return_val_if_fail (TOTE_IS_SEARCH (self), FALSE);
  g_return_val_if_fail (self->object == 0, FALSE);

  info = g_dbus_node_info_new_for_xml (interface_xml, error);
  if (info == NULL)
    return FALSE;

  self->object = g_dbus_connection_register_object (connection, path, info->interfaces[0], &vtable,
                                                    self, NULL, error);
  if (self->object != 0)
    self->connection = g_object_ref (connection);

  return self->object != 0;
}

/**
 * tote_search_unexport:
 *
 * Nobody can ask any more.
 */
void
tote_search_unexport (ToteSearch *self)
{
  g_return_if_fail (TOTE_IS_SEARCH (self));

  if (self->object != 0)
    g_dbus_connection_unregister_object (self->connection, self->object);
  self->object = 0;
  g_clear_object (&self->connection);
}
