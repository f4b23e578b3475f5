/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-vehicle.h"

/* What the customer comes with to pick an order up (contract 3.8). Never changes. */
struct _ToteVehicle {
  GObject parent_instance;

  char *model;         /* (owned) (nullable) */
  char *vehicle_type;  /* (owned) (nullable) a lower-case word of the contract */
  char *license_plate; /* (owned) (nullable) */
  char *color;         /* (owned) (nullable) a lower-case word of the contract */
};

G_DEFINE_FINAL_TYPE (ToteVehicle, tote_vehicle, G_TYPE_OBJECT)

static void
tote_vehicle_finalize (GObject *object)
{
  ToteVehicle *self = TOTE_VEHICLE (object);

  g_free (self->model);
  g_free (self->vehicle_type);
  g_free (self->license_plate);
  g_free (self->color);

  G_OBJECT_CLASS (tote_vehicle_parent_class)->finalize (object);
}

static void
tote_vehicle_class_init (ToteVehicleClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = tote_vehicle_finalize;
}

static void
tote_vehicle_init (ToteVehicle *self)
{
}

/**
 * tote_vehicle_new:
 * @model: (nullable): make and model
 * @vehicle_type: (nullable): kind of vehicle, a word of the contract
 * @license_plate: (nullable): its plate
 * @color: (nullable): its colour, a word of the contract
 *
 * Returns: (transfer full): a vehicle
 */
ToteVehicle *
tote_vehicle_new (const char *model, const char *vehicle_type, const char *license_plate,
                  const char *color)
{
  ToteVehicle *self = g_object_new (TOTE_TYPE_VEHICLE, NULL);

  self->model = g_strdup (model);
  self->vehicle_type = g_strdup (vehicle_type);
  self->license_plate = g_strdup (license_plate);
  self->color = g_strdup (color);
  return self;
}

/**
 * tote_vehicle_get_model:
 *
 * Returns: (nullable): make and model
 */
const char *
tote_vehicle_get_model (ToteVehicle *self)
{
  g_return_val_if_fail (TOTE_IS_VEHICLE (self), NULL);
  return self->model;
}

/**
 * tote_vehicle_get_vehicle_type:
 *
 * Returns: (nullable): the server’s word for what kind it is
 */
const char *
tote_vehicle_get_vehicle_type (ToteVehicle *self)
{
  g_return_val_if_fail (TOTE_IS_VEHICLE (self), NULL);
  return self->vehicle_type;
}

/**
 * tote_vehicle_get_license_plate:
 *
 * Returns: (nullable): what the plate says
 */
const char *
tote_vehicle_get_license_plate (ToteVehicle *self)
{
  g_return_val_if_fail (TOTE_IS_VEHICLE (self), NULL);
  return self->license_plate;
}

/**
 * tote_vehicle_get_color:
 *
 * Returns: (nullable): its colour, in the server’s word
 */
const char *
tote_vehicle_get_color (ToteVehicle *self)
{
  g_return_val_if_fail (TOTE_IS_VEHICLE (self), NULL);
  return self->color;
}

/**
 * tote_vehicle_equal:
 * @a: (nullable): a vehicle
 * @b: (nullable): another
 *
 * Returns: whether both say the same; two %NULL are equal
 */
gboolean
tote_vehicle_equal (ToteVehicle *a, ToteVehicle *b)
{
  if (a == NULL || b == NULL)
    return a == b;
  return g_strcmp0 (a->model, b->model) == 0 && g_strcmp0 (a->vehicle_type, b->vehicle_type) == 0 &&
         g_strcmp0 (a->license_plate, b->license_plate) == 0 && g_strcmp0 (a->color, b->color) == 0;
}
