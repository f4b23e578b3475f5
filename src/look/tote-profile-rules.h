/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What may stand in a retailer’s profile, key by key (design 5). */

gboolean tote_profile_rules_know_group (const char *group);
gboolean tote_profile_rules_check (const char *folder, const char *group, const char *key,
                                   char **value, const char **why);

G_END_DECLS
