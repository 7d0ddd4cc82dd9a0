/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "store/bw-review.h"

#include <math.h>

/* What the keys of a person's own slides begin with. */
#define OWN_PREFIX "own:"

/**
 * bw_review_new:
 * @account_id: (nullable): whose review; %NULL or "" for that of the portfolio
 *
 * Returns: (transfer full): a review that was never held and for which nothing was chosen
 */
BwReview *
bw_review_new (const char *account_id)
{
  BwReview *review = g_new0 (BwReview, 1);

  review->account_id = g_strdup (account_id != NULL ? account_id : "");
  review->last_held = BW_DATE_NONE;
  review->slides = g_ptr_array_new_with_free_func ((GDestroyNotify) bw_review_slide_free);
  return review;
}

/**
 * bw_review_copy:
 * @review: a review
 *
 * Returns: (transfer full): a copy that shares nothing but the contents of pictures
 */
BwReview *
bw_review_copy (const BwReview *review)
{
  BwReview *copy = bw_review_new (review->account_id);

  copy->last_held = review->last_held;
  for (guint i = 0; i < review->slides->len; i++)
    g_ptr_array_add (copy->slides, bw_review_slide_copy (review->slides->pdata[i]));
  return copy;
}

/**
 * bw_review_find:
 * @review: a review
 * @key: of a slide
 *
 * Returns: (transfer none) (nullable): what was chosen for that slide, %NULL when nothing was
 */
BwReviewSlide *
bw_review_find (const BwReview *review, const char *key)
{
  for (guint i = 0; i < review->slides->len; i++)
    {
      BwReviewSlide *slide = review->slides->pdata[i];

      if (g_str_equal (slide->key, key))
        return slide;
    }
  return NULL;
}

/**
 * bw_review_add:
 * @review: a review
 * @key: of a slide
 *
 * Returns: (transfer none): what was chosen for that slide; it is added behind the others, with
 *   everything as proposed, when nothing was
 */
BwReviewSlide *
bw_review_add (BwReview *review, const char *key)
{
  BwReviewSlide *slide = bw_review_find (review, key);

  if (slide != NULL)
    return slide;
  slide = g_new0 (BwReviewSlide, 1);
  slide->key = g_strdup (key);
  slide->minutes = NAN;
  g_ptr_array_add (review->slides, slide);
  return slide;
}

/**
 * bw_review_make_own_key:
 *
 * Returns: (transfer full): a key that no slide has, for one that a person adds
 */
char *
bw_review_make_own_key (void)
{
  g_autofree char *uuid = g_uuid_string_random ();

  return g_strconcat (OWN_PREFIX, uuid, NULL);
}

/**
 * bw_review_is_own_key:
 * @key: of a slide
 *
 * Returns: whether a person has added the slide
 */
gboolean
bw_review_is_own_key (const char *key)
{
  return g_str_has_prefix (key, OWN_PREFIX);
}

/**
 * bw_review_free:
 * @review: (transfer full) (nullable): a review
 */
void
bw_review_free (BwReview *review)
{
  if (review == NULL)
    return;
  g_free (review->account_id);
  g_ptr_array_unref (review->slides);
  g_free (review);
}

/**
 * bw_review_slide_copy:
 * @slide: what was chosen for a slide
 *
 * Returns: (transfer full): a copy
 */
BwReviewSlide *
bw_review_slide_copy (const BwReviewSlide *slide)
{
  BwReviewSlide *copy = g_new0 (BwReviewSlide, 1);

  *copy = *slide;
  copy->key = g_strdup (slide->key);
  copy->title = g_strdup (slide->title);
  copy->annotation = g_strdup (slide->annotation);
  copy->notes = g_strdup (slide->notes);
  copy->text = g_strdup (slide->text);
  copy->picture = slide->picture != NULL ? g_bytes_ref (slide->picture) : NULL;
  return copy;
}

/**
 * bw_review_slide_free:
 * @slide: (transfer full) (nullable): what was chosen for a slide
 */
void
bw_review_slide_free (BwReviewSlide *slide)
{
  if (slide == NULL)
    return;
  g_free (slide->key);
  g_free (slide->title);
  g_free (slide->annotation);
  g_free (slide->notes);
  g_free (slide->text);
  g_clear_pointer (&slide->picture, g_bytes_unref);
  g_free (slide);
}
