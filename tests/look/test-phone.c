/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-phone.h"

static void
test_numbers (void)
{
  static const struct {
    const char *number;
    const char *uri;
  } cases[] = {
    { "+1 (555) 010-0123", "tel:+15550100123" },
    { "555.010.0123", "tel:5550100123" },
    { "555–010\302\2400123", "tel:5550100123" },
    { "(555) 010-0142 ext. 22", "tel:5550100142;ext=22" },
    { "+1 555 010 0142 x22", "tel:+15550100142;ext=22" },
    { "555-010-0142 (Ext: 7)", "tel:5550100142;ext=7" },
    { "555-010-0142 extension 7", "tel:5550100142;ext=7" },
    { "555-010-0142 #7", "tel:5550100142;ext=7" },
    { "+15550100142;ext=7", "tel:+15550100142;ext=7" },
    { "555-010-0142 ext.", NULL },
    { "555-010-0142 ext. 22 or 23", NULL },
    { "***-***-0123", NULL },
    { "+1555;phone-context=evil", NULL },
    { "1+555", NULL },
    { "x22", NULL },
    { "+", NULL },
    { "", NULL },
    { NULL, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *uri = tote_phone_to_uri (cases[i].number);

    g_assert_cmpstr (uri, ==, cases[i].uri);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/phone/numbers", test_numbers);

  return g_test_run ();
}
