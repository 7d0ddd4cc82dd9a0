/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bw-slide-view.h"

#include <math.h>

#include "ui/review/bw-drawing.h"
#include "ui/review/bw-slide-image.h"
#include "ui/widgets/bw-image-node.h"

/**
 * BwSlideView:
 *
 * Shows one slide of a deck as large as there is room for. The slide is drawn into an image once;
 * a live chart lies over its place, in the points of the slide, so that it looks the same at any
 * size. Slides that are likely to come next can be drawn ahead, on a worker thread.
 */
struct _BwSlideView {
  GtkWidget       parent_instance;

  BwSlideRequest  request;     /* @slide is %NULL while nothing is shown; @theme is owned. */
  double          laser_across;
  double          laser_down;

  BwChartView    *chart_view;  /* (nullable): of a live view. */
  BwSlideChart   *chart;       /* (nullable): what it shows. */
  BwSlideView    *twin;        /* (nullable): shows the same slide; not owned. */
  gboolean        follows;     /* At this moment. */
  BwSlideImage   *image;       /* (nullable): of the slide that is shown. */
  GskRenderNode  *node;        /* (nullable): what @image was wrapped into. */
  graphene_rect_t area;        /* Of the slide in the widget. */
  double          points;      /* Units of the widget a point. */
  guint           n_draws;

  GObject        *owner;       /* (nullable): keeps what is drawn ahead and what is shown alive. */
  GPtrArray      *wanted;      /* (element-type Prepared): what may be shown next. */
  GdkFrameClock  *clock;       /* (nullable): drawing ahead begins when its frame is painted. */
  GPtrArray      *jobs;        /* (element-type GTask): under way. */
  GPtrArray      *prepared;    /* (element-type Prepared): drawn ahead. */
  GPtrArray      *outdated;    /* (element-type BwSlideImage): to be freed by who draws next. */
};

G_DEFINE_FINAL_TYPE (BwSlideView, bw_slide_view, GTK_TYPE_WIDGET)

/* What is drawn ahead and not shown is forgotten when there is more: the slides on either side, and
 * those that were on either side before. */
#define MOST_PREPARED 4

static void draw_ahead_soon (BwSlideView *self);

#define MINIMUM_WIDTH 96
#define NATURAL_WIDTH 360

/* With this style class a line of this strength is around the slide. */
#define FRAMED "bw-framed"
#define FRAME_ALPHA 0.2F

/* Of the width of the slide. */
#define LASER_RADIUS 0.014

/* A slide to be drawn ahead. The owner keeps deck and slide alive. */
typedef struct {
  GObject        *owner;
  BwSlideRequest  request;  /* Its theme is owned, and %NULL while nothing is drawn. */
  double          scale;
  BwSlideImage   *image;    /* (nullable): until it is drawn. */
  GPtrArray      *outdated; /* (nullable) (element-type BwSlideImage): to be freed first. */
} Prepared;

static void
prepared_free (Prepared *prepared)
{
  g_object_unref (prepared->owner);
  bw_slide_theme_free ((BwSlideTheme *) prepared->request.theme);
  g_clear_pointer (&prepared->image, bw_slide_image_free);
  g_clear_pointer (&prepared->outdated, g_ptr_array_unref);
  g_free (prepared);
}

static GPtrArray *
new_images (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) bw_slide_image_free);
}

static double
pixels_a_point (BwSlideView *self)
{
  GtkNative *native = gtk_widget_get_native (GTK_WIDGET (self));
  GdkSurface *surface = native ? gtk_native_get_surface (native) : NULL;

  return self->points * (surface ? gdk_surface_get_scale (surface) : 1);
}

static void on_after_paint (GdkFrameClock *clock, BwSlideView *self);

static void
stop_waiting (BwSlideView *self)
{
  if (self->clock)
    g_signal_handlers_disconnect_by_func (self->clock, on_after_paint, self);
  g_clear_object (&self->clock);
}

/* What is under way is let go of when it comes. */
static void
forget_prepared (BwSlideView *self)
{
  stop_waiting (self);
  g_clear_object (&self->owner);
  g_ptr_array_set_size (self->wanted, 0);
  g_ptr_array_set_size (self->jobs, 0);
  g_ptr_array_set_size (self->prepared, 0);
  g_ptr_array_set_size (self->outdated, 0);
}

/* Giving back the memory of an image takes as long as putting up half of one: that is left to the
 * worker thread, and is not done in the frame that shows another slide. */
static void
keep (BwSlideView *self, Prepared *prepared)
{
  if (self->prepared->len == MOST_PREPARED)
    {
      Prepared *oldest = self->prepared->pdata[0];

      if (oldest->image)
        g_ptr_array_add (self->outdated, g_steal_pointer (&oldest->image));
      g_ptr_array_remove_index (self->prepared, 0);
    }
  g_ptr_array_add (self->prepared, prepared);
}

/* The slide that is left is likely to be the next one when somebody goes back. */
static void
put_aside (BwSlideView *self)
{
  Prepared *prepared;

  if (self->owner == NULL || self->image == NULL || self->image->picture == NULL)
    return;
  prepared = g_new0 (Prepared, 1);
  prepared->owner = g_object_ref (self->owner);
  prepared->request = self->request;
  prepared->request.theme = NULL;
  prepared->scale = self->image->scale;
  prepared->image = g_steal_pointer (&self->image);
  keep (self, prepared);
}

static void
forget_image (BwSlideView *self)
{
  g_clear_pointer (&self->image, bw_slide_image_free);
  g_clear_pointer (&self->node, gsk_render_node_unref);
}

static const BwSlideImage *
need_layout (BwSlideView *self)
{
  if (self->image == NULL && self->request.slide)
    self->image = bw_slide_image_new (&self->request);
  return self->image;
}

/* The chart that was drawn ahead, when it is what would be drawn now. */
static cairo_surface_t *
take_kept_chart (const BwChartStyle *style, int width, int height, gpointer data)
{
  BwSlideView *self = data;
  cairo_rectangle_int_t area;

  if (self->image == NULL || self->image->chart == NULL || self->image->scale != style->scale
      || !bw_slide_image_chart_area (self->image, &self->request, &area) || area.width != width
      || area.height != height || bw_chart_is_zoomed (self->chart->chart))
    return NULL;
  return cairo_surface_reference (self->image->chart);
}

static void
on_restyle (BwChartView *view, BwChartStyle *style, gpointer data)
{
  BwSlideView *self = data;

  if (need_layout (self))
    bw_slide_image_style (self->image, &self->request, pixels_a_point (self), style);
}

/* Either of two views of a live chart does as the other does. */
static void
on_seen (BwChartView *view, BwSlideView *self)
{
  BwSlideView *twin = self->twin;

  if (twin == NULL || self->follows || self->chart == NULL || twin->chart == NULL
      || self->request.slide != twin->request.slide)
    return;
  twin->follows = TRUE;
  bw_chart_view_follow (twin->chart_view, view);
  twin->follows = FALSE;
}

static void
free_chart (BwSlideChart *chart)
{
  bw_slide_chart_clear (chart);
  g_free (chart);
}

/* Puts up the chart of the slide; with @stays it is of the same slide as before, and keeps the part
 * in sight. */
static void
fill_chart (BwSlideView *self, gboolean stays)
{
  BwSlideChart *old = g_steal_pointer (&self->chart);
  cairo_rectangle_int_t area;
  gboolean any = self->request.slide && need_layout (self)
                 && bw_slide_image_chart_area (self->image, &self->request, &area);

  if (self->chart_view == NULL)
    return;
  if (any)
    {
      self->chart = g_new0 (BwSlideChart, 1);
      bw_slide_chart_init (self->chart, self->request.slide);
    }
  if (!stays || !any)
    bw_chart_view_set_chart (self->chart_view, NULL);
  if (any)
    {
      bw_chart_view_set_words (self->chart_view, self->request.slide->title,
                               self->image->layout->alternative);
      bw_chart_view_set_chart (self->chart_view, self->chart->chart);
      bw_chart_view_set_kept (self->chart_view, take_kept_chart, self);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->chart_view), any);
  g_clear_pointer (&old, free_chart);
}

static void
update_words (BwSlideView *self)
{
  g_autofree char *text = NULL;

  if (self->request.slide == NULL)
    return;
  text = bw_slide_view_describe (self);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  self->request.slide->title ? self->request.slide->title : "",
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text, -1);
}

/* Drawing -------------------------------------------------------------------------------------- */

static GskRenderNode *
need_node (BwSlideView *self)
{
  double scale = pixels_a_point (self);

  need_layout (self);
  if (self->image->scale != scale || self->image->picture == NULL)
    {
      g_clear_pointer (&self->node, gsk_render_node_unref);
      bw_slide_image_draw (self->image, &self->request, scale);
      self->n_draws++;
    }
  if (self->node == NULL)
    self->node = bw_image_node_new (GTK_WIDGET (self),
                                    cairo_surface_reference (self->image->picture),
                                    scale / self->points);
  return self->node;
}

/* Around the slide itself, which has the ground of the window as often as not. */
static void
snapshot_frame (BwSlideView *self, GtkSnapshot *snapshot)
{
  static const float widths[] = { 1, 1, 1, 1 };
  GskRoundedRect outline;
  GdkRGBA color;

  gtk_widget_get_color (GTK_WIDGET (self), &color);
  color.alpha *= FRAME_ALPHA;
  gsk_rounded_rect_init_from_rect (&outline, &self->area, 0);
  gtk_snapshot_append_border (snapshot, &outline, widths,
                              (GdkRGBA[]) { color, color, color, color });
}

static void
snapshot_laser (BwSlideView *self, GtkSnapshot *snapshot)
{
  static const GskColorStop stops[] = {
    { 0, { 1, 0.25F, 0.2F, 1 } },
    { 0.4F, { 0.93F, 0.05F, 0.05F, 1 } },
    { 0.55F, { 0.93F, 0.05F, 0.05F, 0.4F } },
    { 1, { 0.93F, 0.05F, 0.05F, 0 } },
  };
  float radius = (float) MAX (6, LASER_RADIUS * self->area.size.width);
  graphene_point_t at
    = GRAPHENE_POINT_INIT ((float) (self->area.origin.x + self->laser_across * self->area.size.width),
                           (float) (self->area.origin.y + self->laser_down * self->area.size.height));

  gtk_snapshot_append_radial_gradient (snapshot,
                                       &GRAPHENE_RECT_INIT (at.x - radius, at.y - radius,
                                                            2 * radius, 2 * radius),
                                       &at, radius, radius, 0, 1, stops, G_N_ELEMENTS (stops));
}

static void
bw_slide_view_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  BwSlideView *self = BW_SLIDE_VIEW (widget);

  if (self->request.slide == NULL || self->points <= 0)
    return;
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &self->area.origin);
  gtk_snapshot_append_node (snapshot, need_node (self));
  gtk_snapshot_restore (snapshot);
  if (self->chart_view)
    gtk_widget_snapshot_child (widget, GTK_WIDGET (self->chart_view), snapshot);
  if (gtk_widget_has_css_class (widget, FRAMED))
    snapshot_frame (self, snapshot);
  if (!isnan (self->laser_across))
    snapshot_laser (self, snapshot);
}

/* Layout --------------------------------------------------------------------------------------- */

static void
bw_slide_view_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum,
                       int *natural, int *minimum_baseline, int *natural_baseline)
{
  BwSlideView *self = BW_SLIDE_VIEW (widget);
  double width, height;

  bw_slide_size_get (self->request.size, &width, &height);
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = MINIMUM_WIDTH;
      *natural = for_size < 0 ? NATURAL_WIDTH
                              : MAX (MINIMUM_WIDTH, (int) floor (for_size * width / height));
    }
  else
    {
      *minimum = (int) ceil (MINIMUM_WIDTH * height / width);
      *natural = (int) ceil ((for_size < 0 ? NATURAL_WIDTH : for_size) * height / width);
      *natural = MAX (*minimum, *natural);
    }
}

static GtkSizeRequestMode
bw_slide_view_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
place_chart (BwSlideView *self)
{
  GtkWidget *child = GTK_WIDGET (self->chart_view);
  cairo_rectangle_int_t area;
  GtkRequisition least;
  GskTransform *transform;

  if (!gtk_widget_should_layout (child) || need_layout (self) == NULL
      || !bw_slide_image_chart_area (self->image, &self->request, &area))
    return;
  gtk_widget_get_preferred_size (child, &least, NULL);
  transform = gsk_transform_translate (
    NULL, &GRAPHENE_POINT_INIT (self->area.origin.x + (float) (area.x * self->points),
                                self->area.origin.y + (float) (area.y * self->points)));
  transform = gsk_transform_scale (transform, (float) self->points, (float) self->points);
  gtk_widget_allocate (child, MAX (area.width, least.width), MAX (area.height, least.height), -1,
                       transform);
}

static void
bw_slide_view_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  BwSlideView *self = BW_SLIDE_VIEW (widget);
  double page_width, page_height, shown_width, shown_height;

  bw_slide_size_get (self->request.size, &page_width, &page_height);
  shown_width = MIN (width, floor (height * page_width / page_height));
  shown_height = shown_width * page_height / page_width;
  self->points = shown_width / page_width;
  self->area = GRAPHENE_RECT_INIT ((float) floor ((width - shown_width) / 2),
                                   (float) floor ((height - shown_height) / 2),
                                   (float) shown_width, (float) shown_height);
  if (self->chart_view)
    place_chart (self);
  draw_ahead_soon (self);
}

static void
bw_slide_view_unrealize (GtkWidget *widget)
{
  stop_waiting (BW_SLIDE_VIEW (widget));
  GTK_WIDGET_CLASS (bw_slide_view_parent_class)->unrealize (widget);
}

static void
bw_slide_view_dispose (GObject *object)
{
  BwSlideView *self = BW_SLIDE_VIEW (object);

  bw_slide_view_set_slide (self, NULL, NULL, 0);
  forget_prepared (self);
  bw_slide_view_set_twin (self, NULL);
  if (self->chart_view)
    gtk_widget_unparent (GTK_WIDGET (self->chart_view));
  self->chart_view = NULL;
  G_OBJECT_CLASS (bw_slide_view_parent_class)->dispose (object);
}

static void
bw_slide_view_finalize (GObject *object)
{
  BwSlideView *self = BW_SLIDE_VIEW (object);

  g_ptr_array_unref (self->wanted);
  g_ptr_array_unref (self->jobs);
  g_ptr_array_unref (self->prepared);
  g_ptr_array_unref (self->outdated);
  bw_slide_theme_free ((BwSlideTheme *) self->request.theme);
  G_OBJECT_CLASS (bw_slide_view_parent_class)->finalize (object);
}

static void
bw_slide_view_class_init (BwSlideViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bw_slide_view_dispose;
  G_OBJECT_CLASS (klass)->finalize = bw_slide_view_finalize;
  widget_class->unrealize = bw_slide_view_unrealize;
  widget_class->snapshot = bw_slide_view_snapshot;
  widget_class->measure = bw_slide_view_measure;
  widget_class->get_request_mode = bw_slide_view_get_request_mode;
  widget_class->size_allocate = bw_slide_view_size_allocate;
  gtk_widget_class_set_css_name (widget_class, "bw-slide-view");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
bw_slide_view_init (BwSlideView *self)
{
  self->laser_across = NAN;
  self->laser_down = NAN;
  self->wanted = g_ptr_array_new_with_free_func ((GDestroyNotify) prepared_free);
  self->jobs = g_ptr_array_new ();
  self->prepared = g_ptr_array_new_with_free_func ((GDestroyNotify) prepared_free);
  self->outdated = new_images ();
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
}

GtkWidget *
bw_slide_view_new (void)
{
  return g_object_new (BW_TYPE_SLIDE_VIEW, NULL);
}

/* Drawing ahead -------------------------------------------------------------------------------- */

static gboolean
is_of (const Prepared *prepared, const BwSlide *slide, guint number)
{
  return prepared->request.slide == slide && prepared->request.number == number;
}

static int
find_prepared (BwSlideView *self, const BwSlide *slide, guint number)
{
  for (guint i = 0; i < self->prepared->len; i++)
    if (is_of (self->prepared->pdata[i], slide, number))
      return (int) i;
  return -1;
}

static void
draw_ahead (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Prepared *prepared = data;

  g_clear_pointer (&prepared->outdated, g_ptr_array_unref);
  if (bw_drawing_begin ())
    {
      prepared->image = bw_slide_image_new (&prepared->request);
      bw_slide_image_draw (prepared->image, &prepared->request, prepared->scale);
      bw_drawing_end ();
    }
  g_task_return_boolean (task, TRUE);
}

static void
on_drawn_ahead (GObject *source, GAsyncResult *result, gpointer data)
{
  BwSlideView *self = BW_SLIDE_VIEW (source);
  Prepared *job = g_task_get_task_data (G_TASK (result));
  Prepared *prepared;

  /* The look has changed meanwhile, or nothing is shown any more. */
  if (!g_ptr_array_remove (self->jobs, result))
    return;
  prepared = g_new0 (Prepared, 1);
  *prepared = *job;
  g_object_ref (prepared->owner);
  job->image = NULL;
  job->request.theme = NULL;
  keep (self, prepared);
}

static gboolean
is_under_way (BwSlideView *self, const BwSlide *slide, guint number)
{
  for (guint i = 0; i < self->jobs->len; i++)
    if (is_of (g_task_get_task_data (self->jobs->pdata[i]), slide, number))
      return TRUE;
  return FALSE;
}

/* Takes what was drawn ahead of the slide that is to be shown now. */
static void
take_prepared (BwSlideView *self)
{
  int i = find_prepared (self, self->request.slide, self->request.number);

  if (i < 0)
    return;
  self->image = g_steal_pointer (&((Prepared *) self->prepared->pdata[i])->image);
  g_ptr_array_remove_index (self->prepared, (guint) i);
}

static void
start_drawing (BwSlideView *self, const Prepared *wanted)
{
  g_autoptr (GTask) task = NULL;
  Prepared *job;
  const BwSlide *slide = wanted->request.slide;
  guint number = wanted->request.number;
  double scale = pixels_a_point (self);
  int i = find_prepared (self, slide, number);

  if (is_under_way (self, slide, number)
      || (i >= 0 && ((Prepared *) self->prepared->pdata[i])->scale == scale))
    return;
  if (i >= 0)
    g_ptr_array_remove_index (self->prepared, (guint) i);
  job = g_new0 (Prepared, 1);
  job->owner = g_object_ref (wanted->owner);
  job->request = self->request;
  job->request.deck = wanted->request.deck;
  job->request.slide = slide;
  job->request.number = number;
  job->request.theme = bw_slide_theme_copy (self->request.theme);
  job->scale = scale;
  job->outdated = g_steal_pointer (&self->outdated);
  self->outdated = new_images ();
  task = g_task_new (self, NULL, on_drawn_ahead, NULL);
  g_task_set_source_tag (task, start_drawing);
  g_task_set_task_data (task, job, (GDestroyNotify) prepared_free);
  g_ptr_array_add (self->jobs, task);
  g_task_run_in_thread (task, draw_ahead);
}

static void
on_after_paint (GdkFrameClock *clock, BwSlideView *self)
{
  stop_waiting (self);
  for (guint i = 0; i < self->wanted->len; i++)
    start_drawing (self, self->wanted->pdata[i]);
}

/* The slide that is shown comes first: what is drawn ahead would take processor and memory from the
 * frame that puts it up. Nothing is drawn for a size that is not known yet. */
static void
draw_ahead_soon (BwSlideView *self)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (GTK_WIDGET (self));

  if (self->clock || clock == NULL || self->points <= 0 || self->wanted->len == 0)
    return;
  self->clock = g_object_ref (clock);
  g_signal_connect (clock, "after-paint", G_CALLBACK (on_after_paint), self);
  gdk_frame_clock_request_phase (clock, GDK_FRAME_CLOCK_PHASE_AFTER_PAINT);
}

/**
 * bw_slide_view_prepare:
 * @owner: keeps @deck, @slide and what is shown alive and as they are for as long as it is referred
 *   to
 * @slide: a slide that may be shown next
 * @number: of the slide, from 1
 *
 * Has the slide drawn on a worker thread, so that showing it takes no longer than a frame. It is
 * drawn anew when the view gets another size, until another slide is shown.
 */
void
bw_slide_view_prepare (BwSlideView *self, GObject *owner, const BwDeck *deck, const BwSlide *slide,
                       guint number)
{
  Prepared *wanted = g_new0 (Prepared, 1);

  g_return_if_fail (self->request.theme != NULL);
  g_set_object (&self->owner, owner);
  wanted->owner = g_object_ref (owner);
  wanted->request.deck = deck;
  wanted->request.slide = slide;
  wanted->request.number = number;
  g_ptr_array_add (self->wanted, wanted);
  draw_ahead_soon (self);
}

/**
 * bw_slide_view_is_prepared:
 *
 * Returns: whether all that was to be drawn ahead has been
 */
gboolean
bw_slide_view_is_prepared (BwSlideView *self)
{
  return self->jobs->len == 0 && self->clock == NULL;
}

/* What is shown -------------------------------------------------------------------------------- */

/**
 * bw_slide_view_set_look:
 * @theme: how the slides look; it is copied
 * @size: which form they have
 */
void
bw_slide_view_set_look (BwSlideView *self, const BwSlideTheme *theme, BwSlideSize size)
{
  bw_slide_theme_free ((BwSlideTheme *) self->request.theme);
  self->request.theme = bw_slide_theme_copy (theme);
  self->request.size = size;
  forget_prepared (self);
  forget_image (self);
  if (self->chart_view)
    bw_chart_view_redraw (self->chart_view);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

/**
 * bw_slide_view_set_live:
 * @live: whether the chart of a slide answers to pointer and keys
 */
void
bw_slide_view_set_live (BwSlideView *self, gboolean live)
{
  if (self->request.live == live)
    return;
  self->request.live = live;
  if (live)
    {
      self->chart_view = BW_CHART_VIEW (bw_chart_view_new ());
      bw_chart_view_set_detail (self->chart_view, BW_CHART_SLIDE);
      bw_chart_view_set_restyle (self->chart_view, on_restyle, self);
      g_signal_connect (self->chart_view, "seen", G_CALLBACK (on_seen), self);
      gtk_widget_set_parent (GTK_WIDGET (self->chart_view), GTK_WIDGET (self));
    }
  forget_image (self);
  fill_chart (self, FALSE);
  if (!live)
    {
      gtk_widget_unparent (GTK_WIDGET (self->chart_view));
      self->chart_view = NULL;
      g_clear_pointer (&self->chart, free_chart);
    }
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

/**
 * bw_slide_view_set_slide:
 * @deck: (nullable): what the slide is of, or %NULL to show nothing
 * @slide: (nullable): what to show
 * @number: of the slide, from 1
 *
 * Deck and slide are borrowed until the next call, and are not to change until then: who has changed
 * the slide that is shown calls this again. Needs the look to be set. Forgets what was to be drawn
 * ahead, but not what has been.
 */
void
bw_slide_view_set_slide (BwSlideView *self, const BwDeck *deck, const BwSlide *slide, guint number)
{
  gboolean stays = slide && self->request.slide && self->request.number == number
                   && g_strcmp0 (self->request.slide->key, slide->key) == 0;

  g_return_if_fail (slide == NULL || self->request.theme != NULL);
  put_aside (self);
  self->request.deck = deck;
  self->request.slide = slide;
  self->request.number = number;
  forget_image (self);
  g_ptr_array_set_size (self->wanted, 0);
  if (slide)
    take_prepared (self);
  fill_chart (self, stays);
  if (slide)
    update_words (self);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * bw_slide_view_set_twin:
 * @twin: (nullable): a live view of the same slides
 *
 * What pointer and keys do with the chart of either is seen in both.
 */
void
bw_slide_view_set_twin (BwSlideView *self, BwSlideView *twin)
{
  if (self->twin)
    self->twin->twin = NULL;
  self->twin = twin;
  if (twin)
    {
      if (twin->twin)
        twin->twin->twin = NULL;
      twin->twin = self;
    }
}

/**
 * bw_slide_view_get_chart:
 *
 * Returns: (nullable) (transfer none): the live chart, %NULL when the slide has none
 */
BwChartView *
bw_slide_view_get_chart (BwSlideView *self)
{
  return self->chart ? self->chart_view : NULL;
}

/**
 * bw_slide_view_describe:
 *
 * Returns: (transfer full): what stands on the slide below its title, and what its chart shows
 */
char *
bw_slide_view_describe (BwSlideView *self)
{
  return need_layout (self) ? bw_slide_image_describe (self->image) : g_strdup ("");
}

/**
 * bw_slide_view_locate:
 * @x: a place in the widget
 * @across: (out): where it is on the slide, as part of its width
 * @down: (out): and of its height
 *
 * Returns: whether the place is on the slide
 */
gboolean
bw_slide_view_locate (BwSlideView *self, double x, double y, double *across, double *down)
{
  if (self->points <= 0)
    return FALSE;
  *across = (x - self->area.origin.x) / self->area.size.width;
  *down = (y - self->area.origin.y) / self->area.size.height;
  return *across >= 0 && *across <= 1 && *down >= 0 && *down <= 1;
}

/**
 * bw_slide_view_set_laser:
 * @across: where the spot of the laser pointer is, as part of the width of the slide; NaN for
 *   nowhere
 * @down: and of its height
 */
void
bw_slide_view_set_laser (BwSlideView *self, double across, double down)
{
  self->laser_across = across;
  self->laser_down = down;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * bw_slide_view_get_n_draws:
 *
 * Returns: how many slides had to be drawn when they were shown, since nobody had drawn them ahead
 */
guint
bw_slide_view_get_n_draws (BwSlideView *self)
{
  return self->n_draws;
}
