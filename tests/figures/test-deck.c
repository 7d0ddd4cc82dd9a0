/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <math.h>

#include "figures/bw-deck.h"

/* Choices ------------------------------------------------------------------------------------- */

#define N_PROPOSED 6

static const char *const proposed_keys[N_PROPOSED] = { "cover",        "people",   "success",
                                                       "value:hours", "adoption", "next" };

static BwDeck *
propose (void)
{
  BwDeck *deck = bw_deck_new ();

  deck->account_id = g_strdup ("a1");
  for (guint i = 0; i < N_PROPOSED; i++)
    {
      BwSlide *slide = bw_slide_new (BW_SLIDE_PEOPLE, proposed_keys[i]);

      slide->title = g_strdup_printf ("Title of %s", proposed_keys[i]);
      slide->notes = i % 2 == 0 ? g_strdup_printf ("Notes of %s", proposed_keys[i]) : NULL;
      slide->minutes = i + 1;
      bw_deck_add (deck, slide);
    }
  return deck;
}

/* Everything that choices can change, in one text. */
static char *
describe_deck (const BwDeck *deck)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < deck->slides->len; i++)
    {
      const BwSlide *slide = deck->slides->pdata[i];

      g_string_append_printf (text, "%s|%s|%s|%s|%s|%g|%d|%d|%zu\n", slide->key, slide->title,
                              slide->annotation, slide->notes, slide->text, slide->minutes,
                              slide->hidden, slide->kind,
                              slide->picture != NULL ? g_bytes_get_size (slide->picture) : 0);
    }
  return g_string_free (text, FALSE);
}

static char *
describe_review (const BwReview *review)
{
  GString *text = g_string_new (review->account_id);

  g_string_append_printf (text, " %d\n", review->last_held);
  for (guint i = 0; i < review->slides->len; i++)
    {
      const BwReviewSlide *slide = review->slides->pdata[i];

      g_string_append_printf (text, "%s|%s|%s|%s|%s|%g|%d|%zu\n", slide->key, slide->title,
                              slide->annotation, slide->notes, slide->text, slide->minutes,
                              slide->hidden,
                              slide->picture != NULL ? g_bytes_get_size (slide->picture) : 0);
    }
  return g_string_free (text, FALSE);
}

static char *
list_keys (const BwDeck *deck, gboolean shown)
{
  g_autoptr (GPtrArray) slides
    = shown ? bw_deck_list_shown (deck) : g_ptr_array_copy (deck->slides, NULL, NULL);
  g_autoptr (GPtrArray) keys = g_ptr_array_new ();

  g_ptr_array_set_free_func (slides, NULL);
  for (guint i = 0; i < slides->len; i++)
    g_ptr_array_add (keys, ((BwSlide *) slides->pdata[i])->key);
  g_ptr_array_add (keys, NULL);
  return g_strjoinv (" ", (char **) keys->pdata);
}

static void
assert_keys (const BwDeck *deck, gboolean shown, const char *expected)
{
  g_autofree char *keys = list_keys (deck, shown);

  g_assert_cmpstr (keys, ==, expected);
}

static void
test_order (void)
{
  g_autoptr (BwDeck) deck = propose ();
  g_autoptr (BwReview) review = bw_review_new ("a1");

  bw_deck_apply_review (deck, review);
  assert_keys (deck, FALSE, "cover people success value:hours adoption next");

  /* Who was not chosen about goes behind what it is proposed behind. */
  bw_review_add (review, "next");
  bw_review_add (review, "value:gone");
  bw_review_add (review, "people")->hidden = TRUE;
  bw_review_add (review, "cover");
  bw_deck_apply_review (deck, review);
  assert_keys (deck, FALSE, "next people success value:hours adoption cover");
  assert_keys (deck, TRUE, "next success value:hours adoption cover");

  bw_deck_apply_review (deck, NULL);
  assert_keys (deck, TRUE, "cover people success value:hours adoption next");
}

static void
test_words (void)
{
  g_autoptr (BwDeck) deck = propose ();
  g_autoptr (BwReview) review = bw_review_new ("a1");
  BwReviewSlide *choice = bw_review_add (review, "success");
  const BwSlide *slide;

  choice->title = g_strdup ("Ours");
  choice->annotation = g_strdup ("As agreed");
  choice->minutes = 9;
  choice = bw_review_add (review, "own:1");
  choice->title = g_strdup ("A word of thanks");
  choice->text = g_strdup ("Thank you");
  choice = bw_review_add (review, "own:2");
  choice->picture = g_bytes_new_static ("png", 3);
  bw_deck_apply_review (deck, review);

  slide = bw_deck_find (deck, "success");
  g_assert_cmpstr (slide->title, ==, "Ours");
  g_assert_cmpstr (slide->proposed_title, ==, "Title of success");
  g_assert_cmpstr (slide->annotation, ==, "As agreed");
  g_assert_cmpstr (slide->notes, ==, "Notes of success");
  g_assert_cmpfloat (slide->minutes, ==, 9);
  slide = bw_deck_find (deck, "own:1");
  g_assert_cmpint (slide->kind, ==, BW_SLIDE_TEXT);
  g_assert_cmpstr (slide->title, ==, "A word of thanks");
  g_assert_cmpstr (slide->text, ==, "Thank you");
  slide = bw_deck_find (deck, "own:2");
  g_assert_cmpint (slide->kind, ==, BW_SLIDE_PICTURE);
  g_assert_cmpuint (g_bytes_get_size (slide->picture), ==, 3);
  g_assert_null (bw_deck_find (deck, "own:3"));

  /* Everything can be taken back. */
  bw_deck_apply_review (deck, NULL);
  g_assert_null (bw_deck_find (deck, "own:1"));
  slide = bw_deck_find (deck, "success");
  g_assert_cmpstr (slide->title, ==, "Title of success");
  g_assert_null (slide->annotation);
  g_assert_cmpfloat (slide->minutes, ==, 3);
}

/* Choices about some slides, in some order, as a person or an earlier version may have left them. */
static BwReview *
make_random (GRand *random)
{
  static const char *const keys[] = { "cover",       "people",     "success", "value:hours",
                                      "adoption",    "next",       "changes", "value:gone",
                                      "own:1",       "own:2" };
  BwReview *review = bw_review_new ("a1");
  guint n = g_rand_int_range (random, 0, 12);

  review->last_held = g_rand_boolean (random) ? 20000 : BW_DATE_NONE;
  for (guint i = 0; i < n; i++)
    {
      const char *key = keys[g_rand_int_range (random, 0, G_N_ELEMENTS (keys))];
      BwReviewSlide *choice;

      if (bw_review_find (review, key) != NULL)
        continue;
      choice = bw_review_add (review, key);
      choice->title = g_rand_boolean (random) ? g_strdup_printf ("Chosen %u", i) : NULL;
      choice->annotation = g_rand_boolean (random) ? g_strdup_printf ("Added %u", i) : NULL;
      choice->notes = g_rand_boolean (random) ? g_strdup_printf ("Told %u", i) : NULL;
      choice->minutes = g_rand_boolean (random) ? 20 + i : NAN;
      choice->hidden = g_rand_boolean (random);
      if (bw_review_is_own_key (key))
        {
          choice->text = g_strdup ("Text");
          choice->picture = g_rand_boolean (random) ? g_bytes_new_static ("png", 3) : NULL;
        }
    }
  return review;
}

/* Laid over the same proposal, what is made of a deck gives that deck, keeps what is not proposed,
 * and is what is made of it again. */
static void
test_round_trip (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (7);

  for (guint i = 0; i < 2000; i++)
    {
      g_autoptr (BwReview) before = make_random (random);
      g_autoptr (BwReview) other = make_random (random);
      g_autoptr (BwDeck) deck = propose ();
      g_autoptr (BwDeck) again = propose ();
      g_autoptr (BwReview) made = NULL, made_again = NULL;
      g_autofree char *first = NULL, *second = NULL, *twice = NULL;
      g_autofree char *review_first = NULL, *review_second = NULL;

      deck->last_held = again->last_held = before->last_held;
      bw_deck_apply_review (deck, before);
      first = describe_deck (deck);
      bw_deck_apply_review (deck, before);
      twice = describe_deck (deck);
      g_assert_cmpstr (first, ==, twice);

      made = bw_deck_make_review (deck);
      for (guint j = 0; j < before->slides->len; j++)
        g_assert_nonnull (bw_review_find (made, ((BwReviewSlide *) before->slides->pdata[j])->key));
      /* Whatever was chosen before. */
      bw_deck_apply_review (again, other);
      bw_deck_apply_review (again, made);
      second = describe_deck (again);
      g_assert_cmpstr (first, ==, second);

      made_again = bw_deck_make_review (again);
      review_first = describe_review (made);
      review_second = describe_review (made_again);
      g_assert_cmpstr (review_first, ==, review_second);
    }
}

static void
test_checks (void)
{
  g_autoptr (BwDeck) deck = bw_deck_new ();
  static const char *const expected[] = { "b", "d", "a", "c" };

  bw_deck_add_check (deck, "a", NULL, TRUE, "A");
  bw_deck_add_check (deck, "b", "next", FALSE, "B");
  bw_deck_add_check (deck, "c", NULL, TRUE, "C");
  bw_deck_add_check (deck, "d", NULL, FALSE, "D");
  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    g_assert_cmpstr (((BwDeckCheck *) deck->checks->pdata[i])->id, ==, expected[i]);
  g_assert_cmpstr (deck->language, ==, "en");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/deck/order", test_order);
  g_test_add_func ("/deck/words", test_words);
  g_test_add_func ("/deck/round-trip", test_round_trip);
  g_test_add_func ("/deck/checks", test_checks);
  return g_test_run ();
}
