/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bw-what-if.h"

#include <glib/gi18n.h>
#include <math.h>

/**
 * BwWhatIf:
 *
 * Sliders for what could be done about capacity: fewer or more hours for the accounts of a tier,
 * another share of the CSMs' hours spent on accounts, more CSMs. It only asks; the page
 * computes.
 */

typedef enum {
  SLIDER_TOP,
  SLIDER_LEVERAGED,
  SLIDER_SCALABLE,
  SLIDER_UTILISATION,
  SLIDER_CSMS,
  N_SLIDERS
} Slider;

struct _BwWhatIf {
  AdwBin    parent_instance;

  GtkLabel *summary;
  GtkWidget *reset;
  GtkScale *scales[N_SLIDERS];
  GtkLabel *values[N_SLIDERS];

  double    hours[BW_N_TIERS]; /* A year for each account, as the policy has it. */
  double    utilisation;
  gboolean  is_setting;
};

G_DEFINE_FINAL_TYPE (BwWhatIf, bw_what_if, ADW_TYPE_BIN)

enum {
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static const struct {
  const char *title;
  double      least;
  double      most;
  double      step;
  double      start;
} sliders[N_SLIDERS] = {
  [SLIDER_TOP] = { N_("Hours for a top account"), 0.25, 3, 0.05, 1 },
  [SLIDER_LEVERAGED] = { N_("Hours for a leveraged account"), 0.25, 3, 0.05, 1 },
  [SLIDER_SCALABLE] = { N_("Hours for a scalable account"), 0.25, 3, 0.05, 1 },
  [SLIDER_UTILISATION] = { N_("Share of hours spent on accounts"), 0.2, 1, 0.01, 0.7 },
  [SLIDER_CSMS] = { N_("More CSMs"), 0, 40, 1, 0 },
};

static double
get (BwWhatIf *self, Slider slider)
{
  return gtk_range_get_value (GTK_RANGE (self->scales[slider]));
}

static char *
format (BwWhatIf *self, Slider slider)
{
  double value = get (self, slider);
  g_autofree char *hours = NULL;
  g_autofree char *share = NULL;

  if (slider == SLIDER_UTILISATION)
    return bw_share_format (value, 0);
  if (slider == SLIDER_CSMS)
    {
      if (fabs (value) < 0.5)
        return g_strdup (_("none"));
      return g_strdup_printf ("%+.0f", value);
    }
  hours = bw_number_format (self->hours[slider] * value, 1);
  share = bw_share_format (value, 0);
  /* Translators: hours a year, and how much of today's hours that is, as in "41.5 h · 120 %". */
  return g_strdup_printf (_("%s h · %s"), hours, share);
}

static double
start_of (BwWhatIf *self, Slider slider)
{
  return slider == SLIDER_UTILISATION ? self->utilisation : sliders[slider].start;
}

static void
show_values (BwWhatIf *self)
{
  gboolean moved = FALSE;

  for (Slider i = 0; i < N_SLIDERS; i++)
    {
      g_autofree char *text = format (self, i);

      gtk_label_set_text (self->values[i], text);
      gtk_accessible_update_property (GTK_ACCESSIBLE (self->scales[i]),
                                      GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT, text, -1);
      moved = moved || fabs (get (self, i) - start_of (self, i)) > sliders[i].step / 2;
    }
  gtk_widget_set_sensitive (self->reset, moved);
}

static void
on_value (BwWhatIf *self)
{
  show_values (self);
  if (!self->is_setting)
    g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
add_slider (BwWhatIf *self, GtkBox *box, Slider slider)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *title = gtk_label_new (_(sliders[slider].title));
  GtkWidget *value = gtk_label_new (NULL);
  GtkWidget *scale = gtk_scale_new_with_range (GTK_ORIENTATION_HORIZONTAL, sliders[slider].least,
                                               sliders[slider].most, sliders[slider].step);

  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_label_set_wrap (GTK_LABEL (title), TRUE);
  gtk_widget_set_hexpand (title, TRUE);
  gtk_label_set_xalign (GTK_LABEL (value), 1);
  gtk_widget_add_css_class (value, "numeric");
  gtk_box_append (GTK_BOX (line), title);
  gtk_box_append (GTK_BOX (line), value);
  gtk_range_set_value (GTK_RANGE (scale), sliders[slider].start);
  gtk_range_set_round_digits (GTK_RANGE (scale), 2);
  if (slider != SLIDER_UTILISATION)
    gtk_scale_add_mark (GTK_SCALE (scale), sliders[slider].start, GTK_POS_BOTTOM, NULL);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (scale), GTK_ACCESSIBLE_RELATION_LABELLED_BY,
                                  title, NULL, -1);
  g_signal_connect_swapped (scale, "value-changed", G_CALLBACK (on_value), self);
  gtk_box_append (box, line);
  gtk_box_append (box, scale);
  self->scales[slider] = GTK_SCALE (scale);
  self->values[slider] = GTK_LABEL (value);
}

static void
bw_what_if_class_init (BwWhatIfClass *klass)
{
  /**
   * BwWhatIf::changed:
   *
   * A person has moved a slider, or put them all back.
   */
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", BW_TYPE_WHAT_IF, G_SIGNAL_RUN_LAST, 0, NULL,
                                          NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
bw_what_if_init (BwWhatIf *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *title = gtk_label_new (_("What If"));
  GtkWidget *summary = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_widget_set_hexpand (title, TRUE);
  gtk_widget_add_css_class (title, "heading");
  self->reset = gtk_button_new_with_mnemonic (_("_Reset"));
  gtk_widget_add_css_class (self->reset, "flat");
  g_signal_connect_swapped (self->reset, "clicked", G_CALLBACK (bw_what_if_reset), self);
  gtk_box_append (GTK_BOX (head), title);
  gtk_box_append (GTK_BOX (head), self->reset);
  gtk_box_append (GTK_BOX (box), head);

  self->summary = GTK_LABEL (summary);
  gtk_label_set_xalign (self->summary, 0);
  gtk_label_set_wrap (self->summary, TRUE);
  gtk_label_set_natural_wrap_mode (self->summary, GTK_NATURAL_WRAP_NONE);
  gtk_widget_set_margin_bottom (summary, 6);
  g_object_set (summary, "accessible-role", GTK_ACCESSIBLE_ROLE_STATUS, NULL);
  gtk_box_append (GTK_BOX (box), summary);
  self->utilisation = sliders[SLIDER_UTILISATION].start;
  for (Slider i = 0; i < N_SLIDERS; i++)
    add_slider (self, GTK_BOX (box), i);
  show_values (self);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("What If"), -1);
  gtk_widget_add_css_class (GTK_WIDGET (self), "card");
  gtk_widget_add_css_class (GTK_WIDGET (self), "bw-chart-card");
  adw_bin_set_child (ADW_BIN (self), box);
}

GtkWidget *
bw_what_if_new (void)
{
  return g_object_new (BW_TYPE_WHAT_IF, NULL);
}

/**
 * bw_what_if_set_base:
 * @base: the tiers as they are
 * @utilisation: of the policy; the slider follows it as long as nobody has moved it
 */
void
bw_what_if_set_base (BwWhatIf *self, const BwTiers *base, double utilisation)
{
  gboolean moved = fabs (get (self, SLIDER_UTILISATION) - self->utilisation) > 0.005;

  for (BwTier tier = 0; tier < BW_N_TIERS; tier++)
    self->hours[tier] = base->totals[tier].hours_per_account;
  self->utilisation = utilisation;
  self->is_setting = TRUE;
  if (!moved)
    gtk_range_set_value (GTK_RANGE (self->scales[SLIDER_UTILISATION]), utilisation);
  self->is_setting = FALSE;
  show_values (self);
}

/**
 * bw_what_if_set_summary:
 * @text: what comes of it, in a sentence
 */
void
bw_what_if_set_summary (BwWhatIf *self, const char *text)
{
  gtk_label_set_text (self->summary, text);
}

/**
 * bw_what_if_get:
 * @what_if: (out): what the sliders say
 *
 * Returns: whether any of them has been moved
 */
gboolean
bw_what_if_get (BwWhatIf *self, BwTiersWhatIf *what_if)
{
  for (BwTier tier = 0; tier < BW_N_TIERS; tier++)
    what_if->hours_factor[tier] = get (self, (Slider) tier);
  what_if->utilisation = fabs (get (self, SLIDER_UTILISATION) - self->utilisation) > 0.005
                           ? get (self, SLIDER_UTILISATION)
                           : NAN;
  what_if->extra_csms = round (get (self, SLIDER_CSMS));
  return gtk_widget_get_sensitive (self->reset);
}

/**
 * bw_what_if_reset:
 *
 * Puts every slider back to what is.
 */
void
bw_what_if_reset (BwWhatIf *self)
{
  self->is_setting = TRUE;
  for (Slider i = 0; i < N_SLIDERS; i++)
    gtk_range_set_value (GTK_RANGE (self->scales[i]), start_of (self, i));
  self->is_setting = FALSE;
  show_values (self);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}
