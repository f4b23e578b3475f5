/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-names.h"

#include "tote-scan.h"

static const struct {
  const char *raw;
  const char *clean;
} cases[] = {
  { "2041187", "2041187" },
  { "*2041187*", "2041187" },     /* start and stop of Code 39 */
  { "]C02041187", "2041187" },    /* AIM: Code 128 */
  { "]A02041187", "2041187" },    /* AIM: Code 39 */
  { "]C14002041187", "2041187" }, /* GS1-128, order number */
  { "]d2400MKT-0871\x1d"
    "21A7",
    "MKT-0871" },                   /* GS1 DataMatrix, another element follows */
  { "]Q3(400)2041187", "2041187" }, /* GS1 QR, readable */
  { "~2041187", "2041187" },        /* a prefix */
  { "2041187;", "2041187" },        /* a suffix */
  { "  2041187  ", "2041187" },
  { "*", "" },
  { "]C1", "" },
  { "", "" },
  { "MKT-2026-000871", "MKT-2026-000871" },
  { TOTE_LINK_SCHEME ":track?order=A-1&code=c_x", TOTE_LINK_SCHEME ":track?order=A-1&code=c_x" },
};

static void
test_clean (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *clean = tote_scan_clean (cases[i].raw);

    g_assert_cmpstr (clean, ==, cases[i].clean);
  }
}

static void
test_link (void)
{
  g_autofree char *order_id = NULL;
  g_autofree char *code =
      tote_scan_find_code (TOTE_LINK_SCHEME ":track?order=A%2D1&code=c_x", &order_id);

  g_assert_cmpstr (code, ==, "c_x");
  g_assert_cmpstr (order_id, ==, "A-1");
}

static void
test_no_link (void)
{
  static const char *const texts[] = { "2041187",
                                       TOTE_LINK_SCHEME ":track",
                                       TOTE_LINK_SCHEME ":track?order=1",
                                       TOTE_LINK_SCHEME ":track?code=1",
                                       TOTE_LINK_SCHEME ":track?order=&code=",
                                       "mailto:x?order=1&code=2",
                                       TOTE_LINK_SCHEME ":?%zz" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    g_assert_null (tote_scan_find_code (texts[i], NULL));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/kiosk/scan/clean", test_clean);
  g_test_add_func ("/kiosk/scan/link", test_link);
  g_test_add_func ("/kiosk/scan/no-link", test_no_link);

  return g_test_run ();
}
