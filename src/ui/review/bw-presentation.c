/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bw-presentation.h"

#include <math.h>

#include "store/bw-mirror-edits.h"

/**
 * BwPresentation:
 *
 * A deck being presented: which slide is shown, what lies over it, how its chart is cut, and the
 * time. It knows no windows; those follow its signal.
 *
 * The deck stays as it was prepared. A slide with a series is made anew on a worker thread, from the
 * snapshot that was open at the start, when somebody wants other buckets or no peers; it takes the
 * place of the one before when it is there.
 */
struct _BwPresentation {
  GObject       parent_instance;

  BwDeck       *deck;
  GPtrArray    *shown;       /* (element-type BwSlide): of @deck. */
  BwSnapshot   *snapshot;    /* (nullable): that the deck was made from. */
  char         *mirror_path; /* (nullable) */
  char         *outbox_path; /* (nullable) */

  GPtrArray    *current;     /* (element-type BwSlide): as they are shown now, borrowed. */
  GPtrArray    *made;        /* (element-type BwDeck): whose slides took the place of others. */
  GArray       *cuts;        /* (element-type Cut): what is wanted of the chart of each. */
  GCancellable *computing;   /* (nullable): of the chart of slide @computed. */
  guint         computed;

  guint         place;
  BwScreen      screen;
  gboolean      laser;
  double        across;
  double        down;
  guint         typed;
  gint64        begun;       /* Monotonic, microseconds. */
};

G_DEFINE_FINAL_TYPE (BwPresentation, bw_presentation, G_TYPE_OBJECT)

enum {
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

#define MOST_TYPED 9999

/* How the chart of a slide is cut. */
typedef struct {
  BwBucket bucket;
  BwPeers  peers;
} Cut;

/* A slide to be made on the worker. */
typedef struct {
  BwSnapshot     *snapshot;
  char           *mirror_path;
  char           *outbox_path;
  const BwDeck   *deck;       /* Kept alive by the task. */
  guint           place;
  Cut             cut;
} Job;

static void
job_free (Job *job)
{
  bw_snapshot_unref (job->snapshot);
  g_free (job->mirror_path);
  g_free (job->outbox_path);
  g_free (job);
}

static void
changed (BwPresentation *self, BwPresentationChange changes)
{
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0, (guint) changes);
}

/* The chart of the slide ----------------------------------------------------------------------- */

/* The same slide of the same review, out of the same call. */
static BwDeck *
compute_deck (const Job *job, GError **error)
{
  g_autoptr (BwMirror) mirror = bw_mirror_open (job->mirror_path, BW_MIRROR_READ_ONLY, error);
  BwFigureScope scope = { .snapshot = job->snapshot, .mirror = mirror };
  BwDeckRequest request = {
    .account_id = job->deck->account_id,
    .bucket = job->cut.bucket,
    .peers = job->cut.peers,
    .review = job->deck->review,
  };

  if (mirror == NULL || !bw_mirror_show_edits (mirror, job->outbox_path, error))
    return NULL;
  return bw_deck_compute (&scope, &request, error);
}

static void
run_job (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;
  BwDeck *deck = compute_deck (data, &error);

  if (deck)
    g_task_return_pointer (task, deck, (GDestroyNotify) bw_deck_free);
  else
    g_task_return_error (task, error);
}

static Cut
cut_of (const BwSlide *slide)
{
  const BwSeriesFigure *series = slide->series;

  return (Cut) {
    .bucket = series && series->result ? series->result->bucket : BW_BUCKET_MONTH,
    .peers = series && series->n_peers > 0 ? series->peers_by : BW_PEERS_NONE,
  };
}

static gboolean
same_cut (Cut a, Cut b)
{
  return a.bucket == b.bucket && a.peers == b.peers;
}

static void
show_slide (BwPresentation *self, guint place, gpointer slide)
{
  self->current->pdata[place] = slide;
  changed (self, place == self->place ? BW_PRESENTATION_CHART | BW_PRESENTATION_STATE
                                      : BW_PRESENTATION_STATE);
}

static void
on_computed (GObject *source, GAsyncResult *result, gpointer data)
{
  BwPresentation *self = BW_PRESENTATION (source);
  const Job *job = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;
  g_autoptr (BwDeck) deck = g_task_propagate_pointer (G_TASK (result), &error);
  const BwSlide *slide = self->shown->pdata[job->place];
  Cut *wanted = &g_array_index (self->cuts, Cut, job->place);

  /* Somebody has changed their mind meanwhile, or the presentation is over. */
  if (g_task_get_cancellable (G_TASK (result)) != self->computing)
    return;
  g_clear_object (&self->computing);
  slide = deck ? bw_deck_find (deck, slide->key) : NULL;
  if (slide == NULL || slide->series == NULL)
    {
      if (error)
        g_message ("The chart stays as it is: %s", error->message);
      *wanted = cut_of (self->current->pdata[job->place]);
      changed (self, BW_PRESENTATION_STATE);
      return;
    }
  /* Peers that are too few are not shown, whatever was asked for. */
  *wanted = cut_of (slide);
  g_ptr_array_add (self->made, g_steal_pointer (&deck));
  show_slide (self, job->place, (gpointer) slide);
}

static void
give_up_computing (BwPresentation *self)
{
  if (self->computing)
    g_cancellable_cancel (self->computing);
  g_clear_object (&self->computing);
}

static void
compute (BwPresentation *self, guint place)
{
  Cut cut = g_array_index (self->cuts, Cut, place);
  g_autoptr (GTask) task = NULL;
  Job *job;

  give_up_computing (self);
  if (self->computed != place)
    g_array_index (self->cuts, Cut, self->computed) = cut_of (self->current->pdata[self->computed]);
  self->computed = place;
  if (same_cut (cut, cut_of (self->shown->pdata[place])))
    {
      show_slide (self, place, self->shown->pdata[place]);
      return;
    }
  job = g_new0 (Job, 1);
  job->snapshot = bw_snapshot_ref (self->snapshot);
  job->mirror_path = g_strdup (self->mirror_path);
  job->outbox_path = g_strdup (self->outbox_path);
  job->deck = self->deck;
  job->place = place;
  job->cut = cut;
  self->computing = g_cancellable_new ();
  task = g_task_new (self, self->computing, on_computed, NULL);
  g_task_set_source_tag (task, compute);
  g_task_set_task_data (task, job, (GDestroyNotify) job_free);
  g_task_run_in_thread (task, run_job);
  changed (self, BW_PRESENTATION_STATE);
}

static void
bw_presentation_dispose (GObject *object)
{
  give_up_computing (BW_PRESENTATION (object));
  G_OBJECT_CLASS (bw_presentation_parent_class)->dispose (object);
}

static void
bw_presentation_finalize (GObject *object)
{
  BwPresentation *self = BW_PRESENTATION (object);

  g_clear_pointer (&self->made, g_ptr_array_unref);
  g_clear_pointer (&self->current, g_ptr_array_unref);
  g_clear_pointer (&self->shown, g_ptr_array_unref);
  g_clear_pointer (&self->deck, bw_deck_free);
  g_clear_pointer (&self->snapshot, bw_snapshot_unref);
  g_clear_pointer (&self->cuts, g_array_unref);
  g_free (self->mirror_path);
  g_free (self->outbox_path);
  G_OBJECT_CLASS (bw_presentation_parent_class)->finalize (object);
}

static void
bw_presentation_class_init (BwPresentationClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = bw_presentation_dispose;
  G_OBJECT_CLASS (klass)->finalize = bw_presentation_finalize;

  /**
   * BwPresentation::changed:
   * @changes: a set of #BwPresentationChange
   */
  signals[SIGNAL_CHANGED] =
    g_signal_new ("changed", BW_TYPE_PRESENTATION, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, G_TYPE_UINT);
}

static void
bw_presentation_init (BwPresentation *self)
{
  self->made = g_ptr_array_new_with_free_func ((GDestroyNotify) bw_deck_free);
  self->current = g_ptr_array_new ();
  self->cuts = g_array_new (FALSE, FALSE, sizeof (Cut));
  self->across = NAN;
  self->down = NAN;
  self->begun = g_get_monotonic_time ();
}

/**
 * bw_presentation_new:
 * @session: where series are read from when they are cut anew
 * @deck: (transfer full): what is presented; at least one of its slides is not hidden
 * @first: which of the shown slides is shown first, from 0
 */
BwPresentation *
bw_presentation_new (BwSession *session, BwDeck *deck, guint first)
{
  BwPresentation *self = g_object_new (BW_TYPE_PRESENTATION, NULL);
  BwSnapshot *snapshot = bw_session_get_snapshot (session);
  const BwPortfolioInfo *info = bw_session_get_info (session);

  self->deck = deck;
  self->shown = bw_deck_list_shown (deck);
  for (guint i = 0; i < self->shown->len; i++)
    {
      Cut cut = cut_of (self->shown->pdata[i]);

      g_ptr_array_add (self->current, self->shown->pdata[i]);
      g_array_append_val (self->cuts, cut);
    }
  self->place = MIN (first, MAX (self->shown->len, 1) - 1);
  /* The figures of another day would be other figures. */
  if (snapshot && info && snapshot->as_of == deck->as_of)
    {
      self->snapshot = bw_snapshot_ref (snapshot);
      self->mirror_path = g_strdup (info->mirror_path);
      self->outbox_path = g_strdup (info->outbox_path);
    }
  return self;
}

const char *
bw_presentation_get_title (BwPresentation *self)
{
  return self->deck->title ? self->deck->title : "";
}

guint
bw_presentation_get_n_slides (BwPresentation *self)
{
  return self->shown->len;
}

/**
 * bw_presentation_get_slide:
 * @place: of a shown slide, from 0
 *
 * Returns: (nullable) (transfer none): the slide as it is shown now; it lives as long as the
 *   presentation; %NULL behind the last
 */
const BwSlide *
bw_presentation_get_slide (BwPresentation *self, guint place)
{
  return place < self->current->len ? self->current->pdata[place] : NULL;
}

const BwDeck *
bw_presentation_get_deck (BwPresentation *self)
{
  return self->deck;
}

guint
bw_presentation_get_place (BwPresentation *self)
{
  return self->place;
}

/**
 * bw_presentation_go_to:
 * @place: of a shown slide, from 0; beyond the last it is the last
 *
 * A black or white screen shows the slide again.
 */
void
bw_presentation_go_to (BwPresentation *self, guint place)
{
  BwPresentationChange changes = 0;

  place = MIN (place, MAX (self->shown->len, 1) - 1);
  if (self->typed > 0 || self->screen != BW_SCREEN_SLIDE)
    changes |= BW_PRESENTATION_STATE;
  self->typed = 0;
  self->screen = BW_SCREEN_SLIDE;
  if (place != self->place)
    changes |= BW_PRESENTATION_SLIDE | BW_PRESENTATION_STATE;
  self->place = place;
  if (changes)
    changed (self, changes);
}

/**
 * bw_presentation_step:
 * @steps: how many slides on, negative to go back
 *
 * From a black or white screen the first step leads back to the slide.
 */
void
bw_presentation_step (BwPresentation *self, int steps)
{
  int place = (int) self->place + (self->screen == BW_SCREEN_SLIDE ? steps : 0);

  bw_presentation_go_to (self, (guint) MAX (place, 0));
}

BwScreen
bw_presentation_get_screen (BwPresentation *self)
{
  return self->screen;
}

void
bw_presentation_set_screen (BwPresentation *self, BwScreen screen)
{
  if (self->screen == screen)
    return;
  self->screen = screen;
  changed (self, BW_PRESENTATION_STATE);
}

/**
 * bw_presentation_get_laser:
 * @across: (out) (optional): where its spot is, as part of the width of the slide; NaN for nowhere
 * @down: (out) (optional): and of its height
 *
 * Returns: whether the laser pointer is on
 */
gboolean
bw_presentation_get_laser (BwPresentation *self, double *across, double *down)
{
  if (across)
    *across = self->laser ? self->across : NAN;
  if (down)
    *down = self->laser ? self->down : NAN;
  return self->laser;
}

void
bw_presentation_set_laser (BwPresentation *self, gboolean laser)
{
  if (self->laser == laser)
    return;
  self->laser = laser;
  changed (self, BW_PRESENTATION_STATE | BW_PRESENTATION_LASER);
}

/**
 * bw_presentation_move_laser:
 *
 * Moves the spot, which is seen while the laser pointer is on.
 */
void
bw_presentation_move_laser (BwPresentation *self, double across, double down)
{
  self->across = across;
  self->down = down;
  if (self->laser)
    changed (self, BW_PRESENTATION_LASER);
}

/**
 * bw_presentation_type:
 * @digit: 0 to 9
 *
 * Adds to the number of the slide that somebody is typing.
 */
void
bw_presentation_type (BwPresentation *self, int digit)
{
  guint typed = self->typed * 10 + (guint) digit;

  if (typed == self->typed || typed > MOST_TYPED)
    return;
  self->typed = typed;
  changed (self, BW_PRESENTATION_STATE);
}

/**
 * bw_presentation_get_typed:
 *
 * Returns: the number that somebody is typing, 0 for none
 */
guint
bw_presentation_get_typed (BwPresentation *self)
{
  return self->typed;
}

void
bw_presentation_clear_typed (BwPresentation *self)
{
  if (self->typed == 0)
    return;
  self->typed = 0;
  changed (self, BW_PRESENTATION_STATE);
}

/**
 * bw_presentation_back_out:
 *
 * Takes back the number being typed, the black or white screen or the laser pointer, one at a time.
 *
 * Returns: whether there was any
 */
gboolean
bw_presentation_back_out (BwPresentation *self)
{
  if (self->typed > 0)
    bw_presentation_clear_typed (self);
  else if (self->screen != BW_SCREEN_SLIDE)
    bw_presentation_set_screen (self, BW_SCREEN_SLIDE);
  else if (self->laser)
    bw_presentation_set_laser (self, FALSE);
  else
    return FALSE;
  return TRUE;
}

/**
 * bw_presentation_can_rebucket:
 *
 * Returns: whether the chart of the slide can be cut by other buckets, and shown without peers
 */
gboolean
bw_presentation_can_rebucket (BwPresentation *self)
{
  const BwSlide *slide = bw_presentation_get_slide (self, self->place);

  return slide && self->snapshot && self->deck->account_id && slide->series
         && slide->series->result && slide->series->result->n_points > 0;
}

static void
cut_anew (BwPresentation *self, Cut cut)
{
  Cut *wanted;

  if (!bw_presentation_can_rebucket (self))
    return;
  wanted = &g_array_index (self->cuts, Cut, self->place);
  if (same_cut (*wanted, cut))
    return;
  *wanted = cut;
  compute (self, self->place);
}

/**
 * bw_presentation_get_bucket:
 *
 * Returns: the bucket that is wanted for the chart of the slide; the chart follows soon
 */
BwBucket
bw_presentation_get_bucket (BwPresentation *self)
{
  return self->shown->len > 0 ? g_array_index (self->cuts, Cut, self->place).bucket
                              : BW_BUCKET_MONTH;
}

void
bw_presentation_set_bucket (BwPresentation *self, BwBucket bucket)
{
  Cut cut = { .bucket = bucket };

  if (self->shown->len == 0)
    return;
  cut.peers = g_array_index (self->cuts, Cut, self->place).peers;
  cut_anew (self, cut);
}

/**
 * bw_presentation_get_peers:
 *
 * Returns: whether the chart of the slide is to show peers
 */
gboolean
bw_presentation_get_peers (BwPresentation *self)
{
  return self->shown->len > 0
         && g_array_index (self->cuts, Cut, self->place).peers != BW_PEERS_NONE;
}

/**
 * bw_presentation_set_peers:
 * @peers: whether to show them: those that the deck was prepared with, else those of the industry
 */
void
bw_presentation_set_peers (BwPresentation *self, gboolean peers)
{
  Cut cut = { .bucket = bw_presentation_get_bucket (self) };
  BwPeers prepared;

  if (self->shown->len == 0)
    return;
  prepared = cut_of (self->shown->pdata[self->place]).peers;
  if (peers)
    cut.peers = prepared != BW_PEERS_NONE ? prepared : BW_PEERS_INDUSTRY;
  cut_anew (self, cut);
}

gboolean
bw_presentation_is_computing (BwPresentation *self)
{
  return self->computing != NULL;
}

/* Time ----------------------------------------------------------------------------------------- */

/**
 * bw_presentation_get_elapsed:
 *
 * Returns: seconds since the beginning
 */
double
bw_presentation_get_elapsed (BwPresentation *self)
{
  return (double) (g_get_monotonic_time () - self->begun) / G_USEC_PER_SEC;
}

/* Seconds planned for the shown slides before @place. */
static double
planned_before (BwPresentation *self, guint place)
{
  double minutes = 0;

  for (guint i = 0; i < MIN (place, self->shown->len); i++)
    {
      double planned = ((const BwSlide *) self->shown->pdata[i])->minutes;

      if (planned > 0)
        minutes += planned;
    }
  return minutes * 60;
}

/**
 * bw_presentation_get_planned:
 *
 * Returns: seconds planned for all slides that are shown, 0 when nothing was planned
 */
double
bw_presentation_get_planned (BwPresentation *self)
{
  return planned_before (self, self->shown->len);
}

/**
 * bw_presentation_get_lag:
 * @elapsed: seconds since the beginning
 *
 * Returns: how many seconds behind the plan that is, negative when ahead of it; 0 while @elapsed is
 *   within the time planned for the slide that is shown
 */
double
bw_presentation_get_lag (BwPresentation *self, double elapsed)
{
  double from = planned_before (self, self->place);
  double to = planned_before (self, self->place + 1);

  if (elapsed > to)
    return elapsed - to;
  return elapsed < from ? elapsed - from : 0;
}
