/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define TOTE_TYPE_APPLICATION (tote_application_get_type ())
G_DECLARE_FINAL_TYPE (ToteApplication, tote_application, TOTE, APPLICATION, AdwApplication)

ToteApplication *tote_application_new (void);

G_END_DECLS
