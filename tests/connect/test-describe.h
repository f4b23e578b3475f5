/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tote-response.h"

G_BEGIN_DECLS

char *test_describe (ToteResponse *answer);
void test_assert_describes (ToteResource resource, const char *json, const char *expected);

G_END_DECLS
