/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A thing the store sells. Owned by its catalog. */
typedef struct {
  char *name;
  char *picture; /* the picture's name, without folder and ending */
  char *upc;
  char *rrc;
  double usual;       /* the quantity an order has of it */
  gboolean by_weight; /* pounds instead of pieces */
} ToteSandboxProduct;

typedef struct _ToteSandboxCatalog ToteSandboxCatalog;

ToteSandboxCatalog *tote_sandbox_catalog_new (void);
void tote_sandbox_catalog_free (ToteSandboxCatalog *self);

const ToteSandboxProduct *tote_sandbox_catalog_get (ToteSandboxCatalog *self, guint position);
const ToteSandboxProduct *tote_sandbox_catalog_get_replacement (ToteSandboxCatalog *self,
                                                                guint position);
const ToteSandboxProduct *tote_sandbox_catalog_resolve (ToteSandboxCatalog *self, const char *upc,
                                                        const char *rrc);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ToteSandboxCatalog, tote_sandbox_catalog_free)

G_END_DECLS
