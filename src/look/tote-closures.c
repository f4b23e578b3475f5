/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-config.h"

#include "tote-closures.h"

#include "tote-brand.h"
#include "tote-failure.h"
#include "tote-phone.h"

/**
 * tote_closures_bind:
 * @widget_class: a class that has its template already
 *
 * Lets the template name the functions below: “has_text”, “is_some” and so on.
 */
void
tote_closures_bind (GtkWidgetClass *widget_class)
{
  static const struct {
    const char *name;
    GCallback callback;
  } closures[] = {
    { "has_text", G_CALLBACK (tote_closures_has_text) },
    { "or_empty", G_CALLBACK (tote_closures_or_empty) },
    { "is_some", G_CALLBACK (tote_closures_is_some) },
    { "is_either", G_CALLBACK (tote_closures_is_either) },
    { "is_signed_out", G_CALLBACK (tote_closures_is_signed_out) },
    { "is_locked", G_CALLBACK (tote_closures_is_locked) },
    { "may_pass", G_CALLBACK (tote_closures_may_pass) },
    { "is_set", G_CALLBACK (tote_closures_is_set) },
    { "is_unset", G_CALLBACK (tote_closures_is_unset) },
    { "is_free", G_CALLBACK (tote_closures_is_free) },
    { "is_offered", G_CALLBACK (tote_closures_is_offered) },
    { "is_pickup", G_CALLBACK (tote_closures_is_pickup) },
    { "is_delivered", G_CALLBACK (tote_closures_is_delivered) },
    { "is_callable", G_CALLBACK (tote_closures_is_callable) },
    { "address_text", G_CALLBACK (tote_closures_address) },
  };

  for (guint i = 0; i < G_N_ELEMENTS (closures); i++)
    gtk_widget_class_bind_template_callback_full (widget_class, closures[i].name,
                                                  closures[i].callback);
}

/**
 * tote_closures_has_text:
 * @text: (nullable): a text
 *
 * Returns: whether there is anything to read
 */
gboolean
tote_closures_has_text (gpointer unused, const char *text)
{
  return text != NULL && *text != '\0';
}

/**
 * tote_closures_or_empty:
 * @text: (nullable): a text
 *
 * Returns: (transfer full): the same for a label, which cannot have none
 */
char *
tote_closures_or_empty (gpointer unused, const char *text)
{
  return g_strdup (text != NULL ? text : "");
}

/**
 * tote_closures_is_some:
 * @n: how many
 *
 * Returns: whether there is at least one
 */
gboolean
tote_closures_is_some (gpointer unused, guint n)
{
  return n > 0;
}

/**
 * tote_closures_is_either:
 *
 * Returns: whether one of the two is so. For what a revealer holds: as long as it is neither
 *   revealed nor on its way, it need not be measured
 */
gboolean
tote_closures_is_either (gpointer unused, gboolean one, gboolean other)
{
  return one || other;
}

/**
 * tote_closures_is_signed_out:
 * @failure: (nullable): why the order cannot be followed now
 *
 * Returns: whether nothing can be sent before the customer has found a way in
 */
gboolean
tote_closures_is_signed_out (gpointer unused, const GError *failure)
{
  return tote_failure_is_locked_out (failure);
}

/**
 * tote_closures_is_locked:
 * @failure: (nullable): why the order cannot be followed now
 *
 * Returns: whether the way in is kept where only the customer can open it
 */
gboolean
tote_closures_is_locked (gpointer unused, const GError *failure)
{
  return g_error_matches (failure, TOTE_CONNECT_ERROR, TOTE_CONNECT_ERROR_LOCKED);
}

/**
 * tote_closures_may_pass:
 * @failure: (nullable): why the order cannot be followed now
 *
 * Returns: whether asking again can help
 */
gboolean
tote_closures_may_pass (gpointer unused, const GError *failure)
{
  return tote_failure_may_pass (failure);
}

/**
 * tote_closures_is_set:
 * @value: (nullable): an object or a boxed value
 *
 * Returns: whether there is one
 */
gboolean
tote_closures_is_set (gpointer unused, gpointer value)
{
  return value != NULL;
}

/**
 * tote_closures_is_unset:
 * @value: (nullable): an object or a boxed value
 *
 * Returns: whether there is none
 */
gboolean
tote_closures_is_unset (gpointer unused, gpointer value)
{
  return value == NULL;
}

/**
 * tote_closures_is_free:
 * @send_state: how far a wish has come
 *
 * Returns: whether nothing of the kind is on its way to the store
 */
gboolean
tote_closures_is_free (gpointer unused, ToteSendState send_state)
{
  return send_state != TOTE_SEND_STATE_SENDING;
}

/**
 * tote_closures_is_offered:
 * @availability: of a part of the order
 *
 * Returns: whether it has a place on the screen: not when the store has switched it off
 */
gboolean
tote_closures_is_offered (gpointer unused, ToteAvailability availability)
{
  return availability != TOTE_AVAILABILITY_OFF;
}

/**
 * tote_closures_is_pickup:
 * @fulfillment: of the order
 * @ended: whether the order has come to its end
 *
 * Returns: whether the order is still to be collected
 */
gboolean
tote_closures_is_pickup (gpointer unused, ToteFulfillment fulfillment, gboolean ended)
{
  return fulfillment == TOTE_FULFILLMENT_PICKUP && !ended;
}

/**
 * tote_closures_is_delivered:
 * @stage: of the order
 *
 * Returns: whether the customer has it
 */
gboolean
tote_closures_is_delivered (gpointer unused, ToteStage stage)
{
  return stage == TOTE_STAGE_DELIVERED;
}

/**
 * tote_closures_is_callable:
 * @number: (nullable): a telephone number as somebody wrote it
 *
 * Returns: whether it can be dialled here; a display in a store calls nobody
 */
gboolean
tote_closures_is_callable (gpointer unused, const char *number)
{
  g_autofree char *uri = tote_phone_to_uri (number);

  return uri != NULL && !tote_brand_get_locked (tote_brand_get_default ());
}

/**
 * tote_closures_address:
 * @handling: (nullable): of the order
 *
 * Returns: (transfer full): the address on one line, empty when it is not known
 */
char *
tote_closures_address (gpointer unused, ToteHandling *handling)
{
  return g_strdup (handling != NULL ? tote_handling_get_address (handling) : "");
}
