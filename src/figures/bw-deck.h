/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "figures/bw-distribution-figure.h"
#include "figures/bw-quadrants-figure.h"
#include "figures/bw-series-figure.h"
#include "figures/bw-tiers-figure.h"
#include "store/bw-review.h"

G_BEGIN_DECLS

/* What a slide is about. Those of an account, those of a portfolio, and a person's own. */
typedef enum {
  BW_SLIDE_COVER,
  BW_SLIDE_PEOPLE,     /* Who is who, theirs and ours. */
  BW_SLIDE_SUCCESS,    /* What success means to the customer, and how it is measured. */
  BW_SLIDE_VALUE,      /* One success metric. */
  BW_SLIDE_ADOPTION,
  BW_SLIDE_FEEDBACK,   /* What they asked of us, and what we did. */
  BW_SLIDE_ACTIONS,    /* Objectives into actions. */
  BW_SLIDE_NEXT,
  BW_SLIDE_CHANGES,    /* What changed since the last review. */
  BW_SLIDE_KEY_FIGURES,
  BW_SLIDE_CURVE,
  BW_SLIDE_QUADRANTS,
  BW_SLIDE_TIERS,
  BW_SLIDE_CAPACITY,
  BW_SLIDE_RETENTION,
  BW_SLIDE_DECISIONS,  /* Accounts that need one. */
  BW_SLIDE_TEXT,
  BW_SLIDE_PICTURE,
} BwSlideKind;

/* A large number with what it is. */
typedef struct {
  char *value;
  char *label;
  char *change; /* (nullable) */
} BwSlideNumber;

/* An entry of a list: "Léa Fournier", "VP Operations · sponsor". */
typedef struct {
  char *text;
  char *detail; /* (nullable): a second line in dim text. */
  char *mark;   /* (nullable): a word set before it: "done", "due 3 March". */
} BwSlideLine;

/* A list under its heading; slides have one, two or three beside each other. */
typedef struct {
  char      *title; /* (nullable) */
  GPtrArray *lines; /* (element-type BwSlideLine) */
} BwSlideList;

/**
 * BwSlide:
 * @key: what a person's choices for the slide are kept under: "people", "value:METRIC", and for
 *   slides of their own "own:" and a UUID
 * @kicker: (nullable): what the slide is about, small, above the title
 * @title: the finding: one sentence; what was chosen instead of it, if anything
 * @annotation: (nullable): what the presenter added, shown under the title
 * @missing: (nullable): said in the place of a body where there is nothing to show
 * @numbers: (element-type BwSlideNumber)
 * @lists: (element-type BwSlideList)
 * @text: (nullable): paragraphs
 * @series: (nullable): the chart of the slide, like the three that follow; at most one is set
 * @picture: (nullable): contents of a PNG file
 * @source: (nullable): where the data comes from
 * @notes: (nullable): for the presenter alone; never on a slide
 * @minutes: time planned
 * @proposed_title: (nullable): what @title, @notes, @minutes and @hidden were before a person's
 *   choices were laid over them, for who takes a choice back
 * @place: among the slides that are proposed; %BW_SLIDE_OWN for a person's own
 *
 * One slide of a deck. It knows what is said and nothing of how it looks. What stands on it is
 * meant for the eyes of the customer: no health score, no tier, no revenue, no risk, nobody else's
 * name. Peers are aggregates of at least `policy.min_group` accounts.
 */
typedef struct {
  BwSlideKind           kind;
  char                 *key;
  char                 *kicker;
  char                 *title;
  char                 *annotation;
  char                 *missing;
  GPtrArray            *numbers;
  GPtrArray            *lists;
  char                 *text;
  BwSeriesFigure       *series;
  BwDistributionFigure *distribution;
  BwQuadrantsFigure    *quadrants;
  BwTiersFigure        *tiers;
  GBytes               *picture;
  char                 *source;
  char                 *notes;
  double                minutes;
  gboolean              hidden;
  char                 *proposed_title;
  char                 *proposed_notes;
  double                proposed_minutes;
  gboolean              proposed_hidden;
  guint                 place;
} BwSlide;

#define BW_SLIDE_OWN G_MAXUINT

/* Something to be looked at before one goes into the meeting. */
typedef struct {
  char     *id;        /* "sponsor", "baseline:METRIC", "stale:METRIC", "next", … */
  char     *text;      /* "No sponsor is known: who decides about the renewal?" */
  char     *slide_key; /* (nullable): the slide that lacks it. */
  gboolean  met;
} BwDeckCheck;

/**
 * BwDeck:
 * @account_id: (nullable): %NULL for the review of a portfolio
 * @title: "Aurelia Logistics · business review"
 * @subject: the customer's name, or the company's own
 * @footer: stands on every slide: "Aurelia Logistics · business review, November 2026"
 * @language: of the texts, as a BCP 47 tag: "de"
 * @last_held: the day of the last review, %BW_DATE_NONE when none was held
 * @slides: (element-type BwSlide): in order, the hidden ones too
 * @review: (nullable): the choices that were laid over it, those for slides that are no longer
 *   proposed among them
 * @checks: (element-type BwDeckCheck): what is missing first
 *
 * A business review: what is said, slide by slide.
 */
typedef struct {
  char      *account_id;
  char      *title;
  char      *subject;
  char      *footer;
  char      *company_name;
  char      *currency;
  char      *language;
  BwDate     as_of;
  BwDate     last_held;
  GPtrArray *slides;
  GPtrArray *checks;
  BwReview  *review;
} BwDeck;

/**
 * BwDeckRequest:
 * @account_id: (nullable): %NULL for the review of the portfolio
 * @bucket: of the charts
 * @peers: whom the account is compared with
 * @review: (nullable): a person's choices, laid over what is proposed
 * @before: (nullable): the portfolio of the day of the last review
 */
typedef struct {
  const char     *account_id;
  BwBucket        bucket;
  BwPeers         peers;
  const BwReview *review;
  BwSnapshot     *before;
} BwDeckRequest;

BwSlide     *bw_slide_new         (BwSlideKind kind, const char *key);
void         bw_slide_free        (BwSlide *slide);
BwSlideList *bw_slide_add_list    (BwSlide *slide, const char *title);
void         bw_slide_list_add    (BwSlideList *list, const char *text, const char *detail,
                                   const char *mark);
void         bw_slide_add_number  (BwSlide *slide, const char *value, const char *label,
                                   const char *change);

BwDeck      *bw_deck_new          (void);
void         bw_deck_add          (BwDeck *deck, BwSlide *slide);
BwDeck      *bw_deck_compute      (const BwFigureScope *scope, const BwDeckRequest *request,
                                   GError **error);
void         bw_deck_add_check    (BwDeck *deck, const char *id, const char *slide_key, gboolean met,
                                   const char *text);
void         bw_deck_apply_review (BwDeck *deck, const BwReview *review);
BwReview    *bw_deck_make_review  (const BwDeck *deck);
const BwSlide *bw_deck_find       (const BwDeck *deck, const char *key);
GPtrArray   *bw_deck_list_shown   (const BwDeck *deck);
void         bw_deck_free         (BwDeck *deck);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwSlide, bw_slide_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwDeck, bw_deck_free)

G_END_DECLS
