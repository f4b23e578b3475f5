/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tote-config.h"
#include "tote-names.h"

#include "tote-link.h"

#include <string.h>

/* How links come out of mail programs and browsers, and what people paste instead of them. */

typedef struct {
  const char *name;
  const char *text;
} Shape;

#define ORDER "0b1c-77"
#define CODE "aZ09_x-7QkL"
#define LONG_CODE "k3Jw9_pQ2mXv7-Lr0TbYc5NzSd8HfGu1EaWoKiMj4CtVqRyP6BnUxDlZsOgAhFeI"

/* In the texts below a link begins with “tote”; this one has what it begins with in this build. */
static char *
of_this_build (const char *text)
{
  g_autoptr (GString) spelled = g_string_new (text);
  g_autofree char *capitals = g_ascii_strup (TOTE_LINK_SCHEME, -1);
  g_autofree char *name = g_strdup (TOTE_LINK_SCHEME);

  name[0] = g_ascii_toupper (name[0]);
  g_string_replace (spelled, "tote", TOTE_LINK_SCHEME, 0);
  g_string_replace (spelled, "Tote", name, 0);
  g_string_replace (spelled, "TOTE", capitals, 0);

  return g_strdup (spelled->str);
}

/* What is found in a text that says “tote”. */
static ToteLink *
find (const char *text, GError **error)
{
  g_autofree char *spelled = of_this_build (text);

  return tote_link_find (spelled, error);
}

/* Each leads to the order with the code. */
static const Shape shapes[] = {
  { "plain", "tote:track?order=" ORDER "&code=" CODE },
  { "capitals", "TOTE:Track?Order=" ORDER "&CODE=" CODE },
  { "authority", "tote://track/?order=" ORDER "&code=" CODE },
  { "message", "Hello,\r\n\r\nyour order is on its way: tote:track?order=" ORDER "&code=" CODE
               ".\r\nThank you for shopping with us!\r\n" },
  { "brackets",
    "Follow it in Tote <tote:track?order=" ORDER "\n  &code=aZ09_\n  x-7QkL>, any time." },
  { "html", "<p><a href=\"tote:track?order=" ORDER "&amp;code=" CODE "\">tote:track?order=" ORDER
            "</a></p>" },
  { "spelled-twice", "tote:track?order=" ORDER "&amp;amp;code=" CODE },
  { "quoted-printable", "<a href=3D\"tote:track?order=3D" ORDER "&co=\nde=3D" CODE "\">" },
  { "folded", "> tote:track?order=" ORDER "\n> &code=" CODE "\n> \n> Good bye" },
  { "folded-code",
    "tote:track?order=" ORDER "&code=k3Jw9_pQ2mXv7-Lr0TbYc5NzSd8HfGu1EaWoKiMj4C\ntVqRyP6BnUxDlZsOg"
    "AhFeI\n\nGood bye" },
  { "blanks", " Tote : track ?order= " ORDER " &code= " CODE " \n" },
  { "filter",
    "https://safe.example/?url=tote%3Atrack%3Forder%3D" ORDER "%26code%3D" CODE "&data=05%7C01" },
  { "invisible", "\ufefftote:\u200btrack?order=" ORDER "\u00ad&code=" CODE "\u00a0(new)" },
  { "markdown", "[Open in Tote](tote:track?order=" ORDER "&code=" CODE ")!" },
  { "more", "tote:track?lang=de&order=" ORDER "&utm_source=mail&code=" CODE "#top" },
  { "prose", "Note: get Tote: it is nice. tote:track?code=" CODE ";order=" ORDER ", or call us" },
};

static void
test_shape (gconstpointer data)
{
  const Shape *shape = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (ToteLink) link = find (shape->text, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (link->order_id, ==, ORDER);
  g_assert_cmpstr (link->code, ==, g_str_equal (shape->name, "folded-code") ? LONG_CODE : CODE);
}

static const struct {
  const char *text;
  ToteLinkError code;
} mistakes[] = {
  { "", TOTE_LINK_ERROR_EMPTY },
  { " \n\u00a0\u200b\n", TOTE_LINK_ERROR_EMPTY },
  { "Your order is on its way.", TOTE_LINK_ERROR_NONE },
  { "Note: your tote bag", TOTE_LINK_ERROR_NONE },
  { "footnote:track?order=1", TOTE_LINK_ERROR_NONE },
  { "Get Tote: it is nice", TOTE_LINK_ERROR_NONE },
  { "https://shop.example.com/orders/1?code=2", TOTE_LINK_ERROR_WEB },
  { "tote:", TOTE_LINK_ERROR_OTHER },
  { "tote:settings?order=1", TOTE_LINK_ERROR_OTHER },
  { "tote:tracking?order=1", TOTE_LINK_ERROR_OTHER },
  { "tote:track", TOTE_LINK_ERROR_NO_ORDER },
  { "tote:track?order=&code=2", TOTE_LINK_ERROR_NO_ORDER },
  { "tote:track?code=2", TOTE_LINK_ERROR_NO_ORDER },
  { "tote:track?order=%zz&code=2", TOTE_LINK_ERROR_DAMAGED },
  { "tote:track?order=a%20b&code=2", TOTE_LINK_ERROR_DAMAGED },
  { "tote:track?order=1&code=%00", TOTE_LINK_ERROR_DAMAGED },
  { "tote:track?order=1&code=a%0d%0ab", TOTE_LINK_ERROR_DAMAGED },
  { "tote:track?order=1&order=2&code=3", TOTE_LINK_ERROR_DAMAGED },
  { "tote:track?order=1&code=2 tote:track?order=3&code=4", TOTE_LINK_ERROR_SEVERAL },
  { "tote:track?order=1&code=2 tote:track?order=1&code=4", TOTE_LINK_ERROR_SEVERAL },
};

static void
test_mistakes (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (mistakes); i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (ToteLink) link = find (mistakes[i].text, &error);

    g_test_message ("%s", mistakes[i].text);
    g_assert_null (link);
    g_assert_error (error, TOTE_LINK_ERROR, (int) mistakes[i].code);
    for (guint j = 0; j < i; j++)
      if (mistakes[j].code != mistakes[i].code) {
        g_autoptr (GError) other = NULL;

        g_assert_null (find (mistakes[j].text, &other));
        g_assert_cmpstr (error->message, !=, other->message);
      }
  }
}

static void
test_long (void)
{
  g_autofree char *text = g_strnfill (300 * 1024, 'x');
  g_autofree char *order = g_strnfill (300, '1');
  g_autofree char *link = g_strconcat ("tote:track?code=2&order=", order, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_null (find (text, &error));
  g_assert_error (error, TOTE_LINK_ERROR, TOTE_LINK_ERROR_LONG);
  g_clear_error (&error);
  g_assert_null (find (link, &error));
  g_assert_error (error, TOTE_LINK_ERROR, TOTE_LINK_ERROR_DAMAGED);
}

/* Whoever sends as much as may be sent is not waited for. */
static void
test_much (void)
{
  static const char *const pieces[] = {
    "tote:",      "<tote:", "&amp;", "tote%3a", "tote: track?order=", "tote:track?order=1\n",
    "\"tote:\n> "
  };

  for (guint i = 0; i < G_N_ELEMENTS (pieces); i++) {
    g_autoptr (GString) text = g_string_new (NULL);
    g_autoptr (ToteLink) link = NULL;

    while (text->len + strlen (pieces[i]) < 64 * 1024)
      g_string_append (text, pieces[i]);
    link = find (text->str, NULL);
    g_assert_true (link == NULL || link->code == NULL);
  }
}

/* Without a code a link still leads to an order that is known already. */
static void
test_no_code (void)
{
  g_autoptr (ToteLink) link = find ("tote:track?order=3D4F&code=", NULL);

  g_assert_nonnull (link);
  g_assert_cmpstr (link->order_id, ==, "3D4F");
  g_assert_null (link->code);
}

/* What follows a whole link is not taken for the rest of it. */
static void
test_what_follows (void)
{
  static const char *const endings[] = {
    "\nThanks", "\n\nSee you2morrow", " 1234", "\n1234", ")", "?", "\n-- \nBelt Line Market 12",
  };

  for (guint i = 0; i < G_N_ELEMENTS (endings); i++) {
    g_autofree char *text = g_strconcat ("tote:track?order=" ORDER "&code=" CODE, endings[i], NULL);
    g_autoptr (ToteLink) link = find (text, NULL);

    g_assert_nonnull (link);
    g_assert_cmpstr (link->code, ==, CODE);
  }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (shapes); i++) {
    g_autofree char *path = g_strconcat ("/link/shape/", shapes[i].name, NULL);

    g_test_add_data_func (path, &shapes[i], test_shape);
  }
  g_test_add_func ("/link/mistakes", test_mistakes);
  g_test_add_func ("/link/long", test_long);
  g_test_add_func ("/link/much", test_much);
  g_test_add_func ("/link/no-code", test_no_code);
  g_test_add_func ("/link/what-follows", test_what_follows);

  return g_test_run ();
}
