/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bw-review-draft.h"

#include <math.h>

/* So many changes can be undone. */
#define MOST_STEPS 200

/**
 * BwReviewDraft:
 *
 * A deck that a person works on. Every change is made to the choices and laid over what is
 * proposed anew, so that undoing is laying over the choices of before. What is typed into one field
 * without touching anything else is one change.
 */
struct _BwReviewDraft {
  GObject    parent_instance;

  BwDeck    *deck;   /* (nullable): not owned. */
  GPtrArray *undo;   /* (element-type BwReview) */
  GPtrArray *redo;   /* (element-type BwReview) */
  char      *typing; /* (nullable): the field that was changed last, with its slide. */
};

G_DEFINE_FINAL_TYPE (BwReviewDraft, bw_review_draft, G_TYPE_OBJECT)

enum {
  SIGNAL_CHANGING,
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* The choices as they are, to be changed. They can be gone back to, unless the change goes on with
 * the one before, which is what @typing is for. */
static BwReview *
begin (BwReviewDraft *self, const char *typing)
{
  if (typing == NULL || g_strcmp0 (typing, self->typing) != 0)
    {
      g_ptr_array_add (self->undo, bw_deck_make_review (self->deck));
      if (self->undo->len > MOST_STEPS)
        g_ptr_array_remove_index (self->undo, 0);
    }
  g_ptr_array_set_size (self->redo, 0);
  g_set_str (&self->typing, typing);
  return bw_deck_make_review (self->deck);
}

static void
end (BwReviewDraft *self, const BwReview *review)
{
  g_signal_emit (self, signals[SIGNAL_CHANGING], 0);
  bw_deck_apply_review (self->deck, review);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static BwReview *
begin_field (BwReviewDraft *self, const char *key, const char *field)
{
  g_autofree char *typing = g_strconcat (field, " ", key, NULL);

  return begin (self, typing);
}

static guint
place_of (const BwReview *review, const char *key)
{
  for (guint i = 0; i < review->slides->len; i++)
    {
      if (g_strcmp0 (((const BwReviewSlide *) review->slides->pdata[i])->key, key) == 0)
        return i;
    }
  return review->slides->len;
}

static void
bw_review_draft_finalize (GObject *object)
{
  BwReviewDraft *self = BW_REVIEW_DRAFT (object);

  g_ptr_array_unref (self->undo);
  g_ptr_array_unref (self->redo);
  g_free (self->typing);
  G_OBJECT_CLASS (bw_review_draft_parent_class)->finalize (object);
}

static void
bw_review_draft_class_init (BwReviewDraftClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = bw_review_draft_finalize;

  /**
   * BwReviewDraft::changing:
   *
   * The slides are about to change, and those of the person's own are made anew: who borrows one of
   * them lets go of it now.
   */
  signals[SIGNAL_CHANGING] = g_signal_new ("changing", BW_TYPE_REVIEW_DRAFT, G_SIGNAL_RUN_LAST, 0,
                                           NULL, NULL, NULL, G_TYPE_NONE, 0);

  /**
   * BwReviewDraft::changed:
   *
   * The person has changed something.
   */
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", BW_TYPE_REVIEW_DRAFT, G_SIGNAL_RUN_LAST, 0,
                                          NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
bw_review_draft_init (BwReviewDraft *self)
{
  self->undo = g_ptr_array_new_with_free_func ((GDestroyNotify) bw_review_free);
  self->redo = g_ptr_array_new_with_free_func ((GDestroyNotify) bw_review_free);
}

BwReviewDraft *
bw_review_draft_new (void)
{
  return g_object_new (BW_TYPE_REVIEW_DRAFT, NULL);
}

/**
 * bw_review_draft_set_deck:
 * @deck: (nullable): a deck of the same review, which outlives the draft or the next one set
 *
 * Goes on with newer figures: what was chosen meanwhile is laid over them.
 */
void
bw_review_draft_set_deck (BwReviewDraft *self, BwDeck *deck)
{
  if (self->deck && deck && self->deck != deck)
    {
      g_autoptr (BwReview) review = bw_deck_make_review (self->deck);

      bw_deck_apply_review (deck, review);
    }
  self->deck = deck;
}

/**
 * bw_review_draft_clear:
 *
 * Forgets the deck and all that could be undone, to go on with another review.
 */
void
bw_review_draft_clear (BwReviewDraft *self)
{
  self->deck = NULL;
  g_ptr_array_set_size (self->undo, 0);
  g_ptr_array_set_size (self->redo, 0);
  g_clear_pointer (&self->typing, g_free);
}

const BwDeck *
bw_review_draft_get_deck (BwReviewDraft *self)
{
  return self->deck;
}

/**
 * bw_review_draft_make_review:
 *
 * Returns: (transfer full) (nullable): all that is chosen; %NULL while there is no deck
 */
BwReview *
bw_review_draft_make_review (BwReviewDraft *self)
{
  return self->deck ? bw_deck_make_review (self->deck) : NULL;
}

/**
 * bw_review_draft_set_text:
 * @key: of a slide
 * @text: what it says from now on. An empty title is the proposed one again.
 */
void
bw_review_draft_set_text (BwReviewDraft *self, const char *key, BwDraftField field,
                          const char *text)
{
  static const char *const names[] = { "title", "annotation", "notes", "text" };
  const BwSlide *slide = bw_deck_find (self->deck, key);
  g_autoptr (BwReview) review = NULL;
  BwReviewSlide *choice;

  g_return_if_fail (slide != NULL);
  review = begin_field (self, key, names[field]);
  choice = bw_review_add (review, key);
  switch (field)
    {
    case BW_DRAFT_TITLE:
      g_set_str (&choice->title,
                 *text && g_strcmp0 (text, slide->proposed_title) != 0 ? text : NULL);
      break;

    case BW_DRAFT_ANNOTATION:
      g_set_str (&choice->annotation, *text ? text : NULL);
      break;

    case BW_DRAFT_NOTES:
      g_set_str (&choice->notes, g_strcmp0 (text, slide->proposed_notes ? slide->proposed_notes
                                                                        : "") != 0 ? text : NULL);
      break;

    case BW_DRAFT_TEXT:
    default:
      g_set_str (&choice->text, *text ? text : NULL);
      break;
    }
  end (self, review);
}

/**
 * bw_review_draft_set_minutes:
 * @minutes: planned for the slide
 */
void
bw_review_draft_set_minutes (BwReviewDraft *self, const char *key, double minutes)
{
  g_autoptr (BwReview) review = begin_field (self, key, "minutes");

  bw_review_add (review, key)->minutes = minutes;
  end (self, review);
}

void
bw_review_draft_set_hidden (BwReviewDraft *self, const char *key, gboolean hidden)
{
  g_autoptr (BwReview) review = begin (self, NULL);

  bw_review_add (review, key)->hidden = hidden;
  end (self, review);
}

/**
 * bw_review_draft_reset:
 *
 * Takes title, notes and minutes of the slide as they are proposed.
 */
void
bw_review_draft_reset (BwReviewDraft *self, const char *key)
{
  g_autoptr (BwReview) review = begin (self, NULL);
  BwReviewSlide *choice = bw_review_add (review, key);

  g_clear_pointer (&choice->title, g_free);
  g_clear_pointer (&choice->notes, g_free);
  choice->minutes = NAN;
  end (self, review);
}

/**
 * bw_review_draft_move:
 * @place: among all slides, once the slide is taken out from where it was
 */
void
bw_review_draft_move (BwReviewDraft *self, const char *key, guint place)
{
  g_autoptr (BwReview) review = NULL;
  const BwSlide *behind;
  GPtrArray *others;
  guint from;

  g_return_if_fail (bw_deck_find (self->deck, key) != NULL);
  review = begin (self, NULL);
  /* The choices hold slides too that are not shown now, so that places among them are not those
   * among the slides. */
  others = g_ptr_array_new ();
  for (guint i = 0; i < self->deck->slides->len; i++)
    {
      const BwSlide *slide = self->deck->slides->pdata[i];

      if (!g_str_equal (slide->key, key))
        g_ptr_array_add (others, (gpointer) slide);
    }
  place = MIN (place, others->len);
  behind = place > 0 ? others->pdata[place - 1] : NULL;
  g_ptr_array_unref (others);

  from = place_of (review, key);
  {
    BwReviewSlide *choice = g_ptr_array_steal_index (review->slides, from);

    g_ptr_array_insert (review->slides, behind ? place_of (review, behind->key) + 1 : 0, choice);
  }
  end (self, review);
}

/**
 * bw_review_draft_add:
 * @behind: (nullable): the key of the slide that it goes behind
 * @title: (nullable): of the slide
 * @picture: (nullable): a PNG file for a slide with a picture
 *
 * Adds a slide of the person's own.
 *
 * Returns: (transfer full): its key
 */
char *
bw_review_draft_add (BwReviewDraft *self, const char *behind, const char *title, GBytes *picture)
{
  g_autoptr (BwReview) review = begin (self, NULL);
  char *key = bw_review_make_own_key ();
  BwReviewSlide *choice = bw_review_add (review, key);
  guint place = behind ? MIN (place_of (review, behind) + 1, review->slides->len - 1)
                       : review->slides->len - 1;

  choice->title = g_strdup (title);
  choice->picture = picture ? g_bytes_ref (picture) : NULL;
  choice = g_ptr_array_steal_index (review->slides, review->slides->len - 1);
  g_ptr_array_insert (review->slides, place, choice);
  end (self, review);
  return key;
}

/**
 * bw_review_draft_delete:
 * @key: of a slide of the person's own; one that is proposed can only be hidden
 */
void
bw_review_draft_delete (BwReviewDraft *self, const char *key)
{
  g_autoptr (BwReview) review = NULL;

  g_return_if_fail (bw_review_is_own_key (key));
  review = begin (self, NULL);
  g_ptr_array_remove_index (review->slides, place_of (review, key));
  end (self, review);
}

gboolean
bw_review_draft_can_undo (BwReviewDraft *self)
{
  return self->deck && self->undo->len > 0;
}

gboolean
bw_review_draft_can_redo (BwReviewDraft *self)
{
  return self->deck && self->redo->len > 0;
}

static void
go (BwReviewDraft *self, GPtrArray *from, GPtrArray *to)
{
  g_autoptr (BwReview) review = NULL;

  if (self->deck == NULL || from->len == 0)
    return;
  review = g_ptr_array_steal_index (from, from->len - 1);
  g_ptr_array_add (to, bw_deck_make_review (self->deck));
  g_clear_pointer (&self->typing, g_free);
  end (self, review);
}

void
bw_review_draft_undo (BwReviewDraft *self)
{
  go (self, self->undo, self->redo);
}

void
bw_review_draft_redo (BwReviewDraft *self)
{
  go (self, self->redo, self->undo);
}
