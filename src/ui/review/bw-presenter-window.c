/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bw-presenter-window.h"

#include <glib/gi18n.h>
#include <math.h>

/**
 * BwPresenterWindow:
 *
 * What the presenter sees beside the audience: the slide and the next one, the notes, the time.
 */
struct _BwPresenterWindow {
  AdwWindow          parent_instance;

  BwPresentation    *presentation;
  GSettings         *settings;

  AdwWindowTitle    *title_widget;
  GtkMenuButton     *menu_button;
  AdwBin            *view_bin;
  BwSlideView       *view;
  GtkLabel          *state_label;
  GtkLabel          *elapsed_label;
  GtkLabel          *lag_label;
  GtkLabel          *clock_label;
  GtkLabel          *next_label;
  BwSlideView       *next_view;
  GtkLabel          *notes_heading;
  GtkScrolledWindow *notes_scroll;
  GtkLabel          *notes_label;
  GtkButton         *bucket_button;

  guint              tick_source;
};

G_DEFINE_FINAL_TYPE (BwPresenterWindow, bw_presenter_window, ADW_TYPE_WINDOW)

#define NOTES_SETTING "presenter-notes-scale"
#define NOTES_STEP 1.2
#define SMALLEST_NOTES 0.7
#define LARGEST_NOTES 4.0

/* How much of the notes in sight one press of a key scrolls by. */
#define SCROLL_SHARE 0.25

/* "7:05", or "1:07:05". */
static char *
format_duration (double seconds)
{
  int whole = (int) fabs (seconds);

  if (whole >= 3600)
    return g_strdup_printf ("%d:%02d:%02d", whole / 3600, whole / 60 % 60, whole % 60);
  return g_strdup_printf ("%d:%02d", whole / 60, whole % 60);
}

static void
show_time (BwPresenterWindow *self)
{
  double elapsed = bw_presentation_get_elapsed (self->presentation);
  double planned = bw_presentation_get_planned (self->presentation);
  double lag = bw_presentation_get_lag (self->presentation, elapsed);
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  /* Translators: the time of day on the clock of the presenter, as strftime takes it. */
  g_autofree char *clock = g_date_time_format (now, C_("clock", "%H:%M"));
  g_autofree char *passed = format_duration (elapsed);
  g_autofree char *all = format_duration (planned);
  g_autofree char *by = format_duration (lag);
  g_autofree char *text = NULL;
  g_autofree char *lag_text = NULL;

  gtk_label_set_label (self->clock_label, clock);
  if (planned > 0)
    {
      /* Translators: minutes that have passed and minutes planned, as in "7:05 of 30:00". */
      text = g_strdup_printf (_("%1$s of %2$s"), passed, all);
      if (lag > 0)
        /* Translators: how far somebody is behind the time planned: "1:20 behind". */
        lag_text = g_strdup_printf (_("%s behind"), by);
      else if (lag < 0)
        /* Translators: how far somebody is ahead of the time planned: "1:20 ahead". */
        lag_text = g_strdup_printf (_("%s ahead"), by);
      else
        lag_text = g_strdup (_("on time"));
    }
  gtk_label_set_label (self->elapsed_label, text ? text : passed);
  gtk_label_set_label (self->lag_label, lag_text ? lag_text : "");
  if (lag > 0)
    gtk_widget_add_css_class (GTK_WIDGET (self->lag_label), "warning");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->lag_label), "warning");
}

static gboolean
on_tick (gpointer data)
{
  show_time (data);
  return G_SOURCE_CONTINUE;
}

static void
show_notes (BwPresenterWindow *self, const BwSlide *slide)
{
  gboolean any = slide->notes && *slide->notes;

  gtk_label_set_label (self->notes_label, any ? slide->notes : _("No notes for this slide"));
  if (any)
    gtk_widget_remove_css_class (GTK_WIDGET (self->notes_label), "dimmed");
  else
    gtk_widget_add_css_class (GTK_WIDGET (self->notes_label), "dimmed");
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->notes_scroll), 0);
}

static void
show_next (BwPresenterWindow *self, guint place)
{
  const BwDeck *deck = bw_presentation_get_deck (self->presentation);
  const BwSlide *next = bw_presentation_get_slide (self->presentation, place + 1);
  g_autofree char *text = NULL;

  bw_slide_view_set_slide (self->next_view, deck, next, place + 2);
  gtk_widget_set_visible (GTK_WIDGET (self->next_view), next != NULL);
  if (next == NULL)
    text = g_strdup (_("This is the last slide"));
  else
    /* Translators: the title of the slide that comes next. */
    text = g_strdup_printf (_("Next: %s"), next->title ? next->title : "");
  gtk_label_set_label (self->next_label, text);
}

static void
show_slide (BwPresenterWindow *self)
{
  guint place = bw_presentation_get_place (self->presentation);
  guint n = bw_presentation_get_n_slides (self->presentation);
  const BwDeck *deck = bw_presentation_get_deck (self->presentation);
  const BwSlide *slide = bw_presentation_get_slide (self->presentation, place);
  /* Translators: "Slide 3 of 12". */
  g_autofree char *text = g_strdup_printf (_("Slide %1$u of %2$u"), place + 1, n);

  adw_window_title_set_subtitle (self->title_widget, text);
  bw_slide_view_set_slide (self->view, deck, slide, place + 1);
  for (int step = 1; step >= -1; step -= 2)
    {
      guint other = place + (guint) step;
      const BwSlide *near = bw_presentation_get_slide (self->presentation, other);

      if (near)
        bw_slide_view_prepare (self->view, G_OBJECT (self->presentation), deck, near, other + 1);
    }
  show_next (self, place);
}

static char *
describe_state (BwPresenterWindow *self)
{
  guint typed = bw_presentation_get_typed (self->presentation);

  if (typed > 0)
    /* Translators: the number of a slide that was typed. */
    return g_strdup_printf (_("Enter goes to slide %u"), typed);
  if (bw_presentation_get_screen (self->presentation) == BW_SCREEN_BLACK)
    return g_strdup (_("The audience sees a black screen"));
  if (bw_presentation_get_screen (self->presentation) == BW_SCREEN_WHITE)
    return g_strdup (_("The audience sees a white screen"));
  if (bw_presentation_is_computing (self->presentation))
    return g_strdup (_("The chart is being made anew…"));
  return NULL;
}

static void
show_state (BwPresenterWindow *self)
{
  static const char *const buckets[] = { N_("Weeks"), N_("Months"), N_("Quarters") };
  g_autofree char *state = describe_state (self);

  gtk_label_set_label (self->state_label, state ? state : "");
  gtk_widget_set_visible (GTK_WIDGET (self->state_label), state != NULL);
  gtk_button_set_label (self->bucket_button,
                        _(buckets[bw_presentation_get_bucket (self->presentation)]));
}

static void
on_changed (BwPresentation *presentation, guint changes, BwPresenterWindow *self)
{
  guint place = bw_presentation_get_place (presentation);
  double across, down;

  if (changes & (BW_PRESENTATION_SLIDE | BW_PRESENTATION_CHART))
    show_slide (self);
  if (changes & BW_PRESENTATION_SLIDE)
    {
      show_notes (self, bw_presentation_get_slide (presentation, place));
      show_time (self);
    }
  if (changes & BW_PRESENTATION_STATE)
    show_state (self);
  if (changes & BW_PRESENTATION_LASER)
    {
      bw_presentation_get_laser (presentation, &across, &down);
      bw_slide_view_set_laser (self->view, across, down);
      gtk_widget_set_cursor_from_name (GTK_WIDGET (self->view), isnan (across) ? NULL : "none");
    }
}

static void
on_motion (GtkEventControllerMotion *motion, double x, double y, BwPresenterWindow *self)
{
  double across, down;

  if (bw_slide_view_locate (self->view, x, y, &across, &down))
    bw_presentation_move_laser (self->presentation, across, down);
  else
    bw_presentation_move_laser (self->presentation, NAN, NAN);
}

static void
on_leave (GtkEventControllerMotion *motion, BwPresenterWindow *self)
{
  bw_presentation_move_laser (self->presentation, NAN, NAN);
}

static void
show_notes_scale (BwPresenterWindow *self)
{
  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();

  pango_attr_list_insert (attributes,
                          pango_attr_scale_new (g_settings_get_double (self->settings,
                                                                       NOTES_SETTING)));
  gtk_label_set_attributes (self->notes_label, attributes);
}

static void
bw_presenter_window_dispose (GObject *object)
{
  BwPresenterWindow *self = BW_PRESENTER_WINDOW (object);

  g_clear_handle_id (&self->tick_source, g_source_remove);
  if (self->view)
    bw_slide_view_set_slide (self->view, NULL, NULL, 0);
  if (self->next_view)
    bw_slide_view_set_slide (self->next_view, NULL, NULL, 0);
  self->view = NULL;
  gtk_widget_dispose_template (GTK_WIDGET (self), BW_TYPE_PRESENTER_WINDOW);
  g_clear_object (&self->settings);
  g_clear_object (&self->presentation);
  G_OBJECT_CLASS (bw_presenter_window_parent_class)->dispose (object);
}

static void
bw_presenter_window_class_init (BwPresenterWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bw_presenter_window_dispose;

  g_type_ensure (BW_TYPE_SLIDE_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               BW_RESOURCES "bw-presenter-window.ui");
  gtk_widget_class_bind_template_child (widget_class, BwPresenterWindow, title_widget);
  gtk_widget_class_bind_template_child (widget_class, BwPresenterWindow, menu_button);
  gtk_widget_class_bind_template_child (widget_class, BwPresenterWindow, view_bin);
  gtk_widget_class_bind_template_child (widget_class, BwPresenterWindow, state_label);
  gtk_widget_class_bind_template_child (widget_class, BwPresenterWindow, elapsed_label);
  gtk_widget_class_bind_template_child (widget_class, BwPresenterWindow, lag_label);
  gtk_widget_class_bind_template_child (widget_class, BwPresenterWindow, clock_label);
  gtk_widget_class_bind_template_child (widget_class, BwPresenterWindow, next_label);
  gtk_widget_class_bind_template_child (widget_class, BwPresenterWindow, next_view);
  gtk_widget_class_bind_template_child (widget_class, BwPresenterWindow, notes_heading);
  gtk_widget_class_bind_template_child (widget_class, BwPresenterWindow, notes_scroll);
  gtk_widget_class_bind_template_child (widget_class, BwPresenterWindow, notes_label);
  gtk_widget_class_bind_template_child (widget_class, BwPresenterWindow, bucket_button);
}

static void
bw_presenter_window_init (BwPresenterWindow *self)
{
  GtkEventController *motion = gtk_event_controller_motion_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  self->view = BW_SLIDE_VIEW (bw_slide_view_new ());
  bw_slide_view_set_live (self->view, TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->view), "bw-framed");
  adw_bin_set_child (self->view_bin, GTK_WIDGET (self->view));
  gtk_accessible_update_relation (GTK_ACCESSIBLE (self->notes_scroll),
                                  GTK_ACCESSIBLE_RELATION_LABELLED_BY, self->notes_heading, NULL,
                                  -1);
  gtk_event_controller_set_propagation_phase (motion, GTK_PHASE_CAPTURE);
  g_signal_connect (motion, "motion", G_CALLBACK (on_motion), self);
  g_signal_connect (motion, "leave", G_CALLBACK (on_leave), self);
  gtk_widget_add_controller (GTK_WIDGET (self->view), motion);
  self->tick_source = g_timeout_add_seconds (1, on_tick, self);
}

/**
 * bw_presenter_window_new:
 * @presentation: what the window follows
 * @settings: where the size of the notes is kept
 *
 * Returns: (transfer full): a window that needs its look before it is shown
 */
GtkWindow *
bw_presenter_window_new (BwPresentation *presentation, GSettings *settings)
{
  const char *title = bw_presentation_get_title (presentation);
  BwPresenterWindow *self = g_object_new (BW_TYPE_PRESENTER_WINDOW, "title", title, NULL);

  self->presentation = g_object_ref (presentation);
  self->settings = g_object_ref (settings);
  adw_window_title_set_title (self->title_widget, title);
  show_notes_scale (self);
  g_signal_connect_object (presentation, "changed", G_CALLBACK (on_changed), self, 0);
  return GTK_WINDOW (self);
}

/**
 * bw_presenter_window_get_view:
 *
 * Returns: (transfer none): the view of the slide that the audience sees
 */
BwSlideView *
bw_presenter_window_get_view (BwPresenterWindow *self)
{
  return self->view;
}

/**
 * bw_presenter_window_set_look:
 *
 * Shows the slides with that theme and form.
 */
void
bw_presenter_window_set_look (BwPresenterWindow *self, const BwSlideTheme *theme, BwSlideSize size)
{
  bw_slide_view_set_look (self->view, theme, size);
  bw_slide_view_set_look (self->next_view, theme, size);
  on_changed (self->presentation, BW_PRESENTATION_ALL, self);
}

void
bw_presenter_window_set_menu (BwPresenterWindow *self, GMenuModel *menu)
{
  gtk_menu_button_set_menu_model (self->menu_button, menu);
}

/**
 * bw_presenter_window_scroll_notes:
 * @steps: how far to go down, negative to go up
 */
void
bw_presenter_window_scroll_notes (BwPresenterWindow *self, int steps)
{
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (self->notes_scroll);
  double step = gtk_adjustment_get_page_size (adjustment) * SCROLL_SHARE;

  gtk_adjustment_set_value (adjustment, gtk_adjustment_get_value (adjustment) + steps * step);
}

/**
 * bw_presenter_window_resize_notes:
 * @steps: how much larger the text becomes, negative for smaller; it is remembered
 */
void
bw_presenter_window_resize_notes (BwPresenterWindow *self, int steps)
{
  double scale = g_settings_get_double (self->settings, NOTES_SETTING) * pow (NOTES_STEP, steps);

  g_settings_set_double (self->settings, NOTES_SETTING,
                         CLAMP (scale, SMALLEST_NOTES, LARGEST_NOTES));
  show_notes_scale (self);
}
