/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "figures/bw-deck.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

static void
free_number (BwSlideNumber *number)
{
  g_free (number->value);
  g_free (number->label);
  g_free (number->change);
  g_free (number);
}

static void
free_line (BwSlideLine *line)
{
  g_free (line->text);
  g_free (line->detail);
  g_free (line->mark);
  g_free (line);
}

static void
free_list (BwSlideList *list)
{
  g_free (list->title);
  g_ptr_array_unref (list->lines);
  g_free (list);
}

static void
free_check (BwDeckCheck *check)
{
  g_free (check->id);
  g_free (check->text);
  g_free (check->slide_key);
  g_free (check);
}

/* Slides -------------------------------------------------------------------------------------- */

/**
 * bw_slide_new:
 * @kind: what it is about
 * @key: what a person's choices for it are kept under
 *
 * Returns: (transfer full): a slide with nothing on it
 */
BwSlide *
bw_slide_new (BwSlideKind kind, const char *key)
{
  BwSlide *slide = g_new0 (BwSlide, 1);

  slide->kind = kind;
  slide->key = g_strdup (key);
  slide->numbers = g_ptr_array_new_with_free_func ((GDestroyNotify) free_number);
  slide->lists = g_ptr_array_new_with_free_func ((GDestroyNotify) free_list);
  slide->minutes = 1;
  slide->place = BW_SLIDE_OWN;
  return slide;
}

void
bw_slide_free (BwSlide *slide)
{
  if (slide == NULL)
    return;
  g_free (slide->key);
  g_free (slide->kicker);
  g_free (slide->title);
  g_free (slide->annotation);
  g_free (slide->missing);
  g_ptr_array_unref (slide->numbers);
  g_ptr_array_unref (slide->lists);
  g_free (slide->text);
  bw_series_figure_free (slide->series);
  bw_distribution_figure_free (slide->distribution);
  bw_quadrants_figure_free (slide->quadrants);
  bw_tiers_figure_free (slide->tiers);
  g_clear_pointer (&slide->picture, g_bytes_unref);
  g_free (slide->source);
  g_free (slide->notes);
  g_free (slide->proposed_title);
  g_free (slide->proposed_notes);
  g_free (slide);
}

/**
 * bw_slide_add_list:
 * @slide: a slide
 * @title: (nullable): the heading
 *
 * Returns: (transfer none): a list without lines, beside those that the slide has
 */
BwSlideList *
bw_slide_add_list (BwSlide *slide, const char *title)
{
  BwSlideList *list = g_new0 (BwSlideList, 1);

  list->title = g_strdup (title);
  list->lines = g_ptr_array_new_with_free_func ((GDestroyNotify) free_line);
  g_ptr_array_add (slide->lists, list);
  return list;
}

/**
 * bw_slide_list_add:
 * @list: a list
 * @text: the entry
 * @detail: (nullable): a second line
 * @mark: (nullable): a word set before it
 */
void
bw_slide_list_add (BwSlideList *list, const char *text, const char *detail, const char *mark)
{
  BwSlideLine *line = g_new0 (BwSlideLine, 1);

  line->text = g_strdup (text);
  line->detail = g_strdup (detail);
  line->mark = g_strdup (mark);
  g_ptr_array_add (list->lines, line);
}

/**
 * bw_slide_add_number:
 * @slide: a slide
 * @value: with its unit
 * @label: what it is
 * @change: (nullable): since when it changed by how much
 */
void
bw_slide_add_number (BwSlide *slide, const char *value, const char *label, const char *change)
{
  BwSlideNumber *number = g_new0 (BwSlideNumber, 1);

  number->value = g_strdup (value);
  number->label = g_strdup (label);
  number->change = g_strdup (change);
  g_ptr_array_add (slide->numbers, number);
}

/* The deck ------------------------------------------------------------------------------------ */

/* The language of the catalogue in use, which says so in its head; English without one. */
static char *
find_language (void)
{
  static const char *const head = "";
  const char *line = strstr (gettext (head), "\nLanguage: ");
  char *language;

  if (line == NULL)
    return g_strdup ("en");
  line += strlen ("\nLanguage: ");
  language = g_strndup (line, strcspn (line, "\n.@ "));
  if (*language == '\0')
    {
      g_free (language);
      return g_strdup ("en");
    }
  return g_strdelimit (language, "_", '-');
}

/**
 * bw_deck_new:
 *
 * Returns: (transfer full): a deck without slides, in the language of the user
 */
BwDeck *
bw_deck_new (void)
{
  BwDeck *deck = g_new0 (BwDeck, 1);

  deck->language = find_language ();
  deck->as_of = BW_DATE_NONE;
  deck->last_held = BW_DATE_NONE;
  deck->slides = g_ptr_array_new_with_free_func ((GDestroyNotify) bw_slide_free);
  deck->checks = g_ptr_array_new_with_free_func ((GDestroyNotify) free_check);
  return deck;
}

void
bw_deck_free (BwDeck *deck)
{
  if (deck == NULL)
    return;
  g_free (deck->account_id);
  g_free (deck->title);
  g_free (deck->subject);
  g_free (deck->footer);
  g_free (deck->company_name);
  g_free (deck->currency);
  g_free (deck->language);
  g_ptr_array_unref (deck->slides);
  g_ptr_array_unref (deck->checks);
  bw_review_free (deck->review);
  g_free (deck);
}

/**
 * bw_deck_add:
 * @deck: a deck over which no choices were laid yet
 * @slide: (transfer full): a slide that is ready; what it says is from now on what is proposed
 *
 * Puts the slide behind those that are there.
 */
void
bw_deck_add (BwDeck *deck, BwSlide *slide)
{
  slide->place = deck->slides->len;
  slide->proposed_title = g_strdup (slide->title);
  slide->proposed_notes = g_strdup (slide->notes);
  slide->proposed_minutes = slide->minutes;
  slide->proposed_hidden = slide->hidden;
  g_ptr_array_add (deck->slides, slide);
}

/**
 * bw_deck_add_check:
 * @deck: a deck
 * @id: "sponsor", "baseline:METRIC"
 * @slide_key: (nullable): the slide that lacks it
 * @met: whether it is there
 * @text: what to look at, or that it is there
 *
 * Those that are not met come before those that are, in the order in which they were added.
 */
void
bw_deck_add_check (BwDeck *deck, const char *id, const char *slide_key, gboolean met,
                   const char *text)
{
  BwDeckCheck *check = g_new0 (BwDeckCheck, 1);
  guint place = 0;

  check->id = g_strdup (id);
  check->text = g_strdup (text);
  check->slide_key = g_strdup (slide_key);
  check->met = met;
  while (place < deck->checks->len
         && (met || !((BwDeckCheck *) deck->checks->pdata[place])->met))
    place++;
  g_ptr_array_insert (deck->checks, place, check);
}

static gboolean
find_place (GPtrArray *slides, const char *key, guint *place)
{
  for (guint i = 0; i < slides->len; i++)
    {
      if (g_str_equal (((const BwSlide *) slides->pdata[i])->key, key))
        {
          *place = i;
          return TRUE;
        }
    }
  return FALSE;
}

/**
 * bw_deck_find:
 * @deck: a deck
 * @key: of a slide
 *
 * Returns: (transfer none) (nullable): the slide, a hidden one too
 */
const BwSlide *
bw_deck_find (const BwDeck *deck, const char *key)
{
  guint place;

  return find_place (deck->slides, key, &place) ? deck->slides->pdata[place] : NULL;
}

/**
 * bw_deck_list_shown:
 * @deck: a deck, which must outlive the list
 *
 * Returns: (transfer container) (element-type BwSlide): the slides that are not hidden, in order
 */
GPtrArray *
bw_deck_list_shown (const BwDeck *deck)
{
  GPtrArray *shown = g_ptr_array_new ();

  for (guint i = 0; i < deck->slides->len; i++)
    {
      if (!((const BwSlide *) deck->slides->pdata[i])->hidden)
        g_ptr_array_add (shown, deck->slides->pdata[i]);
    }
  return shown;
}

/* Choices ------------------------------------------------------------------------------------- */

static int
compare_places (const void *a, const void *b)
{
  const BwSlide *slide_a = *(BwSlide *const *) a, *slide_b = *(BwSlide *const *) b;

  return (slide_a->place > slide_b->place) - (slide_a->place < slide_b->place);
}

/* Makes the deck what was proposed again. */
static void
take_back (BwDeck *deck)
{
  for (guint i = deck->slides->len; i > 0; i--)
    {
      BwSlide *slide = deck->slides->pdata[i - 1];

      if (slide->place == BW_SLIDE_OWN)
        {
          g_ptr_array_remove_index (deck->slides, i - 1);
          continue;
        }
      g_set_str (&slide->title, slide->proposed_title);
      g_set_str (&slide->notes, slide->proposed_notes);
      g_clear_pointer (&slide->annotation, g_free);
      slide->minutes = slide->proposed_minutes;
      slide->hidden = slide->proposed_hidden;
    }
  g_ptr_array_sort (deck->slides, compare_places);
  g_clear_pointer (&deck->review, bw_review_free);
}

static void
choose (BwSlide *slide, const BwReviewSlide *choice)
{
  if (choice->title != NULL)
    g_set_str (&slide->title, choice->title);
  if (choice->notes != NULL)
    g_set_str (&slide->notes, choice->notes);
  g_set_str (&slide->annotation, choice->annotation);
  if (!isnan (choice->minutes))
    slide->minutes = choice->minutes;
  slide->hidden = choice->hidden;
}

static BwSlide *
make_own (const BwReviewSlide *choice)
{
  BwSlide *slide
    = bw_slide_new (choice->picture != NULL ? BW_SLIDE_PICTURE : BW_SLIDE_TEXT, choice->key);

  slide->title = g_strdup (_("Without a title"));
  slide->text = g_strdup (choice->text);
  slide->picture = choice->picture != NULL ? g_bytes_ref (choice->picture) : NULL;
  slide->proposed_title = g_strdup (slide->title);
  slide->proposed_minutes = slide->minutes;
  choose (slide, choice);
  return slide;
}

/**
 * bw_deck_apply_review:
 * @deck: a deck
 * @review: (nullable): what a person chose; %NULL for nothing
 *
 * Lays the choices over what is proposed, in the place of any that lay there: the same choices
 * give the same deck whatever was chosen before. A slide that is proposed and was not chosen about
 * goes behind the one that it is proposed behind. Choices for a slide that is not proposed show
 * nothing and are kept for bw_deck_make_review().
 */
void
bw_deck_apply_review (BwDeck *deck, const BwReview *review)
{
  g_autoptr (BwReview) copy = review != NULL ? bw_review_copy (review) : NULL;
  g_autoptr (GPtrArray) proposed = NULL;
  g_autoptr (GHashTable) known = g_hash_table_new (g_str_hash, g_str_equal);
  GPtrArray *ordered;

  take_back (deck);
  if (copy == NULL)
    return;

  ordered = g_ptr_array_new_with_free_func ((GDestroyNotify) bw_slide_free);
  proposed = g_ptr_array_copy (deck->slides, NULL, NULL);
  g_ptr_array_set_free_func (proposed, NULL);
  for (guint i = 0; i < proposed->len; i++)
    g_hash_table_insert (known, ((BwSlide *) proposed->pdata[i])->key, proposed->pdata[i]);
  for (guint i = 0; i < copy->slides->len; i++)
    {
      const BwReviewSlide *choice = copy->slides->pdata[i];
      BwSlide *slide = g_hash_table_lookup (known, choice->key);
      guint place;

      if (find_place (ordered, choice->key, &place))
        continue;
      if (slide != NULL)
        choose (slide, choice);
      else if (bw_review_is_own_key (choice->key))
        slide = make_own (choice);
      else
        continue;
      g_ptr_array_add (ordered, slide);
    }
  for (guint i = 0; i < proposed->len; i++)
    {
      BwSlide *slide = proposed->pdata[i];
      guint place, before;

      if (find_place (ordered, slide->key, &place))
        continue;
      if (i > 0 && find_place (ordered, ((BwSlide *) proposed->pdata[i - 1])->key, &before))
        g_ptr_array_insert (ordered, before + 1, slide);
      else
        g_ptr_array_insert (ordered, 0, slide);
    }

  /* The slides have moved to the new list, which frees them from now on. */
  g_ptr_array_set_free_func (deck->slides, NULL);
  g_ptr_array_unref (deck->slides);
  deck->slides = ordered;
  deck->review = g_steal_pointer (&copy);
}

/* Puts what was kept for a slide that is not shown behind what it stood behind. */
static void
keep_choice (BwReview *review, const BwReviewSlide *choice, const char *behind)
{
  guint place = 0;

  for (guint i = 0; behind != NULL && i < review->slides->len; i++)
    {
      if (g_str_equal (((const BwReviewSlide *) review->slides->pdata[i])->key, behind))
        place = i + 1;
    }
  g_ptr_array_insert (review->slides, place, bw_review_slide_copy (choice));
}

/**
 * bw_deck_make_review:
 * @deck: a deck
 *
 * Returns: (transfer full): the choices that make the deck of what is proposed, with those that
 *   were kept for slides which are not proposed now: laid over the same proposal by
 *   bw_deck_apply_review() they give this deck
 */
BwReview *
bw_deck_make_review (const BwDeck *deck)
{
  BwReview *review = bw_review_new (deck->account_id);
  const char *behind = NULL;

  review->last_held = deck->last_held;
  for (guint i = 0; i < deck->slides->len; i++)
    {
      const BwSlide *slide = deck->slides->pdata[i];
      BwReviewSlide *choice = bw_review_add (review, slide->key);

      if (g_strcmp0 (slide->title, slide->proposed_title) != 0)
        choice->title = g_strdup (slide->title);
      if (g_strcmp0 (slide->notes, slide->proposed_notes) != 0)
        choice->notes = g_strdup (slide->notes);
      if (slide->minutes != slide->proposed_minutes)
        choice->minutes = slide->minutes;
      choice->annotation = g_strdup (slide->annotation);
      choice->hidden = slide->hidden;
      if (slide->place == BW_SLIDE_OWN)
        {
          choice->text = g_strdup (slide->text);
          choice->picture = slide->picture != NULL ? g_bytes_ref (slide->picture) : NULL;
        }
    }
  for (guint i = 0; deck->review != NULL && i < deck->review->slides->len; i++)
    {
      const BwReviewSlide *choice = deck->review->slides->pdata[i];

      if (bw_review_find (review, choice->key) == NULL
          && !bw_review_is_own_key (choice->key))
        keep_choice (review, choice, behind);
      behind = choice->key;
    }
  return review;
}
