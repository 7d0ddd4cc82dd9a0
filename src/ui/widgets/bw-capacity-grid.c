/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bw-capacity-grid.h"

#include <glib/gi18n.h>
#include <math.h>

#include "model/bw-money.h"

/**
 * BwCapacityGrid:
 *
 * What each tier needs and what there is, line by line: time, accounts, people, money. The heading
 * of a tier is a button.
 */
struct _BwCapacityGrid {
  GtkWidget parent_instance;

  GtkGrid  *grid;
  GtkLabel *cells[16][BW_N_TIERS];
};

G_DEFINE_FINAL_TYPE (BwCapacityGrid, bw_capacity_grid, GTK_TYPE_WIDGET)

enum {
  SIGNAL_TIER_ACTIVATED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static const char *const titles[] = {
  N_("Accounts"),
  N_("Hours a year for each"),
  N_("Hours needed"),
  N_("Hours there are"),
  N_("Accounts that can be served"),
  N_("Too few or to spare: accounts"),
  N_("Too few or to spare: hours"),
  N_("Too few or to spare: people"),
  N_("CSMs at work here"),
  N_("Accounts for each CSM"),
  N_("ARR for each CSM"),
  N_("Cost of the service a year"),
  N_("Cost as a share of ARR"),
};

static char *
number (double value, int decimals)
{
  return isfinite (value) ? bw_number_format (value, decimals) : g_strdup ("–");
}

/* With its sign, since it is a difference. */
static char *
signed_number (double value, int decimals)
{
  g_autofree char *size = NULL;
  double least = 0.5 * pow (10, -decimals);

  if (!isfinite (value))
    return g_strdup ("–");
  size = bw_number_format (fabs (value), decimals);
  return bw_difference_format (fabs (value) < least ? 0 : value, size);
}

static char *
cell_text (const BwTierTotal *total, guint row, const char *currency)
{
  switch (row)
    {
    case 0:
      return number (total->accounts, 0);
    case 1:
      return number (total->hours_per_account, 1);
    case 2:
      return number (total->hours_needed, 0);
    case 3:
      return number (total->hours_available, 0);
    case 4:
      return number (floor (total->capacity_accounts), 0);
    case 5:
      return signed_number (floor (total->gap_accounts), 0);
    case 6:
      return signed_number (total->gap_hours, 0);
    case 7:
      return signed_number (total->gap_people, 1);
    case 8:
      return number (total->csms, 1);
    case 9:
      return number (total->accounts_per_csm, 0);
    case 10:
      return isfinite (total->arr_per_csm)
               ? bw_money_format_short ((BwMoney) total->arr_per_csm, currency)
               : g_strdup ("–");
    case 11:
      return total->service_cost == BW_MONEY_NONE
               ? g_strdup ("–")
               : bw_money_format_short (total->service_cost, currency);
    case 12:
    default:
      return isnan (total->service_cost_share) ? g_strdup ("–")
                                               : bw_share_format (total->service_cost_share, 1);
    }
}

static gboolean
is_too_few (const BwTierTotal *total, guint row)
{
  return (row == 5 && floor (total->gap_accounts) <= -0.5)
         || (row == 6 && total->gap_hours <= -0.5) || (row == 7 && total->gap_people <= -0.05);
}

static void
on_tier (GtkButton *button, BwCapacityGrid *self)
{
  g_signal_emit (self, signals[SIGNAL_TIER_ACTIVATED], 0,
                 GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "tier")));
}

static void
bw_capacity_grid_dispose (GObject *object)
{
  BwCapacityGrid *self = BW_CAPACITY_GRID (object);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))))
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (bw_capacity_grid_parent_class)->dispose (object);
}

static void
bw_capacity_grid_class_init (BwCapacityGridClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = bw_capacity_grid_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_GROUP);

  /**
   * BwCapacityGrid::tier-activated:
   * @tier: a #BwTier
   */
  signals[SIGNAL_TIER_ACTIVATED] =
    g_signal_new ("tier-activated", BW_TYPE_CAPACITY_GRID, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, G_TYPE_UINT);
}

static void
bw_capacity_grid_init (BwCapacityGrid *self)
{
  self->grid = GTK_GRID (gtk_grid_new ());
  gtk_grid_set_column_spacing (self->grid, 12);
  gtk_grid_set_row_spacing (self->grid, 6);
  gtk_widget_add_css_class (GTK_WIDGET (self), "bw-capacity-grid");
  gtk_widget_set_parent (GTK_WIDGET (self->grid), GTK_WIDGET (self));
  for (BwTier tier = 0; tier < BW_N_TIERS; tier++)
    {
      GtkWidget *button = gtk_button_new_with_label (bw_tier_title (tier));

      gtk_widget_add_css_class (button, "flat");
      gtk_widget_add_css_class (button, "bw-grid-heading");
      gtk_widget_set_halign (button, GTK_ALIGN_END);
      /* With large text on a phone there is room for the numbers, and for the first of the name. */
      gtk_button_set_can_shrink (GTK_BUTTON (button), TRUE);
      gtk_widget_set_tooltip_text (button, _("Show the Accounts of This Tier"));
      g_object_set_data (G_OBJECT (button), "tier", GUINT_TO_POINTER (tier));
      g_signal_connect (button, "clicked", G_CALLBACK (on_tier), self);
      gtk_grid_attach (self->grid, button, 1 + (int) tier, 0, 1, 1);
    }
  for (guint row = 0; row < G_N_ELEMENTS (titles); row++)
    {
      GtkWidget *title = gtk_label_new (_(titles[row]));

      gtk_label_set_xalign (GTK_LABEL (title), 0);
      gtk_label_set_wrap (GTK_LABEL (title), TRUE);
      gtk_label_set_wrap_mode (GTK_LABEL (title), PANGO_WRAP_WORD_CHAR);
      gtk_label_set_width_chars (GTK_LABEL (title), 6);
      gtk_label_set_natural_wrap_mode (GTK_LABEL (title), GTK_NATURAL_WRAP_NONE);
      gtk_widget_set_hexpand (title, TRUE);
      gtk_widget_add_css_class (title, "dimmed");
      gtk_grid_attach (self->grid, title, 0, 1 + (int) row, 1, 1);
      for (BwTier tier = 0; tier < BW_N_TIERS; tier++)
        {
          GtkWidget *cell = gtk_label_new (NULL);

          gtk_label_set_xalign (GTK_LABEL (cell), 1);
          gtk_widget_add_css_class (cell, "numeric");
          gtk_grid_attach (self->grid, cell, 1 + (int) tier, 1 + (int) row, 1, 1);
          self->cells[row][tier] = GTK_LABEL (cell);
        }
    }
}

GtkWidget *
bw_capacity_grid_new (void)
{
  return g_object_new (BW_TYPE_CAPACITY_GRID, NULL);
}

/**
 * bw_capacity_grid_set:
 * @tiers: what to show; nothing of it is kept
 */
void
bw_capacity_grid_set (BwCapacityGrid *self, const BwTiers *tiers, const char *currency)
{
  for (guint row = 0; row < G_N_ELEMENTS (titles); row++)
    for (BwTier tier = 0; tier < BW_N_TIERS; tier++)
      {
        g_autofree char *text = cell_text (&tiers->totals[tier], row, currency);
        g_autofree char *spoken = g_strdup_printf ("%s, %s: %s", bw_tier_title (tier),
                                                   _(titles[row]), text);
        GtkWidget *cell = GTK_WIDGET (self->cells[row][tier]);

        gtk_label_set_text (self->cells[row][tier], text);
        gtk_accessible_update_property (GTK_ACCESSIBLE (cell), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                        spoken, -1);
        gtk_widget_remove_css_class (cell, "bw-worse");
        if (is_too_few (&tiers->totals[tier], row))
          gtk_widget_add_css_class (cell, "bw-worse");
      }
}

/**
 * bw_capacity_describe:
 * @tiers: the tiers of a portfolio
 *
 * Returns: (transfer full): how many full CSMs there are more or fewer than needed, in a sentence
 */
char *
bw_capacity_describe (const BwTiers *tiers)
{
  g_autofree char *size = NULL;
  double people = 0, needed = 0;

  for (BwTier tier = 0; tier < BW_N_TIERS; tier++)
    {
      people += tiers->totals[tier].gap_people;
      needed += tiers->totals[tier].hours_needed;
    }
  if (!(needed > 0))
    return g_strdup (_("No service takes time, so no CSM is needed."));
  if (!isfinite (people))
    return g_strdup (_("No CSM is known, so nobody can say whether there are enough."));
  size = bw_number_format (fabs (people), 1);
  if (fabs (people) < 0.05)
    return g_strdup (_("There are just as many CSMs as the work needs."));
  if (people < 0)
    /* Translators: a number of people with a decimal, such as "2.4". */
    return g_strdup_printf (_("There are %s CSMs too few for the work."), size);
  return g_strdup_printf (_("There are %s CSMs more than the work needs."), size);
}
