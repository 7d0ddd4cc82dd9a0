/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bw-account-card.h"

#include <glib/gi18n.h>
#include <math.h>

#include "figures/bw-metric-accounts-figure.h"
#include "ui/widgets/bw-mini-chart.h"

/* So many events say what has been going on; the others are a click away. */
#define FIRST_EVENTS 10

/**
 * BwAccountCard:
 *
 * A card of the account page that says something in words: a title, and lines below it. A card
 * with nothing to say is not shown.
 */
struct _BwAccountCard {
  AdwBin     parent_instance;

  GtkLabel  *title;
  GtkBox    *head;  /* The title, and the button that says how it is computed. */
  GtkBox    *lines;
};

G_DEFINE_FINAL_TYPE (BwAccountCard, bw_account_card, ADW_TYPE_BIN)

enum {
  PROP_0,
  PROP_TITLE,
  N_PROPS
};

static GParamSpec *props[N_PROPS];

static void
clear (BwAccountCard *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->lines))))
    gtk_box_remove (self->lines, child);
}

static void
set_title (BwAccountCard *self, const char *title)
{
  gtk_label_set_label (self->title, title ? title : "");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  title ? title : "", -1);
}

static GtkWidget *
create_label (const char *text, const char *style)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_natural_wrap_mode (GTK_LABEL (label), GTK_NATURAL_WRAP_NONE);
  if (style)
    gtk_widget_add_css_class (label, style);
  return label;
}

/* A line of a list: something short at its start, and what it says. */
static GtkWidget *
append_line (BwAccountCard *self, GtkWidget *start, GtkWidget *text)
{
  GtkWidget *line = g_object_new (GTK_TYPE_BOX, "accessible-role", GTK_ACCESSIBLE_ROLE_LIST_ITEM,
                                  "spacing", 9, NULL);

  if (start)
    {
      gtk_widget_set_valign (start, GTK_ALIGN_START);
      gtk_box_append (GTK_BOX (line), start);
    }
  gtk_widget_set_hexpand (text, TRUE);
  gtk_box_append (GTK_BOX (line), text);
  gtk_box_append (self->lines, line);
  return line;
}

static GtkWidget *
create_icon (const char *name, const char *says, const char *style)
{
  GtkWidget *icon = gtk_image_new_from_icon_name (name);

  gtk_widget_set_tooltip_text (icon, says);
  gtk_accessible_update_property (GTK_ACCESSIBLE (icon), GTK_ACCESSIBLE_PROPERTY_LABEL, says, -1);
  if (style)
    gtk_widget_add_css_class (icon, style);
  return icon;
}

static void
append_heading (BwAccountCard *self, const char *title, double score)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *label = create_label (title, "caption-heading");

  gtk_widget_add_css_class (line, "bw-score-heading");
  gtk_widget_set_hexpand (label, TRUE);
  gtk_box_append (GTK_BOX (line), label);
  if (!isnan (score))
    {
      g_autofree char *number = bw_number_format (score, 0);
      GtkWidget *value = create_label (number, "caption-heading");

      gtk_widget_add_css_class (value, "numeric");
      gtk_box_append (GTK_BOX (line), value);
    }
  gtk_box_append (self->lines, line);
}

static char *
describe_score (const BwScorecardLine *line)
{
  switch (line->freshness)
    {
    case BW_FRESHNESS_STALE:
      return g_strdup (C_("reading", "stale"));
    case BW_FRESHNESS_MISSING:
      return g_strdup (C_("reading", "none"));
    case BW_FRESHNESS_FRESH:
    default:
      return bw_number_format (line->score, 0);
    }
}

static GtkWidget *
create_score (const BwScorecardLine *line, const BwPolicy *policy, GtkSizeGroup *titles)
{
  GtkWidget *box = g_object_new (GTK_TYPE_BOX, "accessible-role", GTK_ACCESSIBLE_ROLE_LIST_ITEM,
                                 "spacing", 9, NULL);
  GtkWidget *title = create_label (line->title, NULL);
  GtkWidget *bar = bw_mini_chart_new (48, 16);
  g_autofree char *text = describe_score (line);
  GtkWidget *score = create_label (text, "numeric");
  double change = line->score - line->compared_score;
  GtkWidget *moved = create_label ("", "caption");

  gtk_size_group_add_widget (titles, title);
  bw_mini_chart_set_score (BW_MINI_CHART (bar), line->score, bw_score_role (policy, line->score),
                           line->freshness == BW_FRESHNESS_STALE);
  gtk_widget_set_hexpand (bar, TRUE);
  gtk_label_set_xalign (GTK_LABEL (score), 1);
  gtk_label_set_width_chars (GTK_LABEL (score), 4);
  gtk_label_set_wrap (GTK_LABEL (score), FALSE);
  gtk_label_set_xalign (GTK_LABEL (moved), 1);
  gtk_label_set_width_chars (GTK_LABEL (moved), 4);
  gtk_label_set_wrap (GTK_LABEL (moved), FALSE);
  gtk_widget_add_css_class (moved, "dimmed");
  gtk_widget_add_css_class (moved, "numeric");
  if (!isnan (change) && fabs (change) >= 0.5)
    {
      g_autofree char *number = bw_number_format (fabs (change), 0);
      g_autofree char *signed_number = g_strconcat (change > 0 ? "▲ " : "▼ ", number, NULL);
      g_autofree char *says
        = change > 0 ? g_strdup_printf (_("%s higher than on the day compared with"), number)
                     : g_strdup_printf (_("%s lower than on the day compared with"), number);

      gtk_label_set_label (GTK_LABEL (moved), signed_number);
      gtk_widget_set_tooltip_text (moved, says);
      gtk_accessible_update_property (GTK_ACCESSIBLE (moved), GTK_ACCESSIBLE_PROPERTY_LABEL, says,
                                      -1);
    }
  if (line->freshness != BW_FRESHNESS_FRESH)
    gtk_widget_add_css_class (score, "dimmed");
  if (line->note)
    gtk_widget_set_tooltip_text (box, line->note);
  gtk_box_append (GTK_BOX (box), title);
  gtk_box_append (GTK_BOX (box), bar);
  gtk_box_append (GTK_BOX (box), score);
  gtk_box_append (GTK_BOX (box), moved);
  return box;
}

/* A target without a status has a plan, and nothing measured to hold against it. */
static const char *
plan_status_title (BwPlanStatus status)
{
  return status == BW_PLAN_NONE ? C_("target", "not measured yet") : bw_plan_status_title (status);
}

static char *
describe_target (const BwPlanTargetLine *target, const BwMetric *metric, BwDate as_of)
{
  g_autofree char *value = bw_metric_format (metric, target->target_value);
  g_autofree char *last = bw_metric_format (metric, target->last);
  g_autofree char *due = bw_date_format_short (target->due_on, as_of);

  if (isnan (target->last))
    /* Translators: a metric, how its target goes, the value to reach and by when. */
    return g_strdup_printf (_("%1$s: %2$s, %3$s by %4$s"), target->metric_name,
                            plan_status_title (target->status), value, due);
  /* Translators: a metric, how its target goes, its last value, the value to reach, by when. */
  return g_strdup_printf (_("%1$s: %2$s, now %3$s, %4$s by %5$s"), target->metric_name,
                          plan_status_title (target->status), last, value, due);
}

static void
on_more (GtkButton *button, BwAccountCard *self)
{
  for (GtkWidget *line = gtk_widget_get_first_child (GTK_WIDGET (self->lines)); line;
       line = gtk_widget_get_next_sibling (line))
    gtk_widget_set_visible (line, TRUE);
  gtk_widget_set_visible (GTK_WIDGET (button), FALSE);
}

static void
bw_account_card_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_TITLE)
    g_value_set_string (value, gtk_label_get_label (BW_ACCOUNT_CARD (object)->title));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
bw_account_card_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  if (id == PROP_TITLE)
    set_title (BW_ACCOUNT_CARD (object), g_value_get_string (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
bw_account_card_class_init (BwAccountCardClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = bw_account_card_get_property;
  object_class->set_property = bw_account_card_set_property;
  props[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, "",
                                           G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
bw_account_card_init (BwAccountCard *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 9);

  self->title = g_object_new (GTK_TYPE_LABEL, "accessible-role", GTK_ACCESSIBLE_ROLE_HEADING,
                              "xalign", 0.0, "wrap", TRUE, "hexpand", TRUE, NULL);
  gtk_label_set_natural_wrap_mode (self->title, GTK_NATURAL_WRAP_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (self->title), "heading");
  self->head = GTK_BOX (gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6));
  gtk_box_append (self->head, GTK_WIDGET (self->title));
  self->lines = g_object_new (GTK_TYPE_BOX, "accessible-role", GTK_ACCESSIBLE_ROLE_LIST,
                              "orientation", GTK_ORIENTATION_VERTICAL, "spacing", 6, NULL);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->head));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->lines));
  adw_bin_set_child (ADW_BIN (self), box);
  gtk_widget_add_css_class (GTK_WIDGET (self), "card");
  gtk_widget_add_css_class (GTK_WIDGET (self), "bw-account-card");
}

/**
 * bw_account_card_show_reasons:
 *
 * Says why the account needs attention; nothing is shown of one that does not.
 */
void
bw_account_card_show_reasons (BwAccountCard *self, const BwAccountFigure *figure)
{
  clear (self);
  for (guint i = 0; figure->reasons[i]; i++)
    append_line (self, create_icon ("dialog-warning-symbolic", _("Reason"), "warning"),
                 create_label (figure->reasons[i], NULL));
  gtk_widget_set_visible (GTK_WIDGET (self), figure->reasons[0] != NULL);
}

/**
 * bw_account_card_show_scorecard:
 *
 * Shows every dimension that is measured, in the two scorecards that the index is made of, then
 * those that count for neither.
 */
void
bw_account_card_show_scorecard (BwAccountCard *self, const BwAccountFigure *figure,
                                const BwPolicy *policy)
{
  static const BwScorecard order[] = { BW_SCORECARD_OUTCOME, BW_SCORECARD_EXPERIENCE,
                                       BW_SCORECARD_NONE };
  g_autoptr (GtkSizeGroup) titles = gtk_size_group_new (GTK_SIZE_GROUP_HORIZONTAL);
  GtkWidget *rule = gtk_widget_get_last_child (GTK_WIDGET (self->head));

  clear (self);
  set_title (self, figure->head.title);
  if (rule == GTK_WIDGET (self->title))
    {
      rule = gtk_button_new_from_icon_name ("help-about-symbolic");
      gtk_widget_add_css_class (rule, "flat");
      gtk_widget_add_css_class (rule, "circular");
      gtk_widget_set_valign (rule, GTK_ALIGN_START);
      gtk_widget_set_tooltip_text (rule, _("How Is This Computed?"));
      gtk_actionable_set_action_name (GTK_ACTIONABLE (rule), "account.rule");
      gtk_box_append (self->head, rule);
    }
  if (figure->index_sentence)
    {
      GtkWidget *line = adw_wrap_box_new ();

      adw_wrap_box_set_child_spacing (ADW_WRAP_BOX (line), 6);
      adw_wrap_box_append (ADW_WRAP_BOX (line), create_label (figure->index_sentence, "dimmed"));
      {
        GtkWidget *why = gtk_button_new_with_mnemonic (figure->n_why > 0 ? _("_Why It Moved")
                                                                         : _("_Health"));

        gtk_widget_add_css_class (why, "bw-chip");
        gtk_actionable_set_action_name (GTK_ACTIONABLE (why), "account.health");
        adw_wrap_box_append (ADW_WRAP_BOX (line), why);
      }
      gtk_box_append (self->lines, line);
    }
  for (guint i = 0; i < G_N_ELEMENTS (order); i++)
    {
      gboolean any = FALSE;

      for (guint j = 0; j < figure->n_lines; j++)
        {
          if (figure->lines[j].scorecard != order[i])
            continue;
          if (!any && order[i] == BW_SCORECARD_OUTCOME)
            append_heading (self, _("Outcome"), figure->health.outcome);
          else if (!any && order[i] == BW_SCORECARD_EXPERIENCE)
            append_heading (self, _("Experience"), figure->health.experience);
          else if (!any)
            append_heading (self, _("Not part of the index"), NAN);
          any = TRUE;
          gtk_box_append (self->lines, create_score (&figure->lines[j], policy, titles));
        }
    }
  gtk_widget_set_visible (GTK_WIDGET (self), figure->n_lines > 0);
}

/**
 * bw_account_card_show_plan:
 *
 * Shows the six parts of a success plan, which of them it lacks, and how its targets go. That
 * there is no plan is shown too.
 */
void
bw_account_card_show_plan (BwAccountCard *self, const BwAccountFigure *figure,
                           const BwAccountTable *table)
{
  clear (self);
  set_title (self, figure->plan_title);
  gtk_widget_set_visible (GTK_WIDGET (self), figure->plan_title != NULL);
  if (figure->plan_detail)
    gtk_box_append (self->lines, create_label (figure->plan_detail, "dimmed"));
  if (!figure->has_plan)
    return;
  if (figure->plan_purpose)
    gtk_box_append (self->lines, create_label (figure->plan_purpose, NULL));
  for (guint i = 0; i < figure->n_targets; i++)
    {
      const BwPlanTargetLine *target = &figure->targets[i];
      gboolean behind = target->status == BW_PLAN_BEHIND;
      g_autofree char *text
        = describe_target (target, bw_account_table_find_metric (table, target->metric_key),
                           figure->as_of);

      append_line (self,
                   create_icon (behind ? "dialog-warning-symbolic" : "object-select-symbolic",
                                plan_status_title (target->status), behind ? "warning" : NULL),
                   create_label (text, NULL));
    }
  if (figure->plan_next)
    {
      /* Translators: what comes after the present success plan. */
      g_autofree char *next = g_strdup_printf (_("Next: %s"), figure->plan_next);

      gtk_box_append (self->lines, create_label (next, NULL));
    }
}

/* A line that says what a list leaves out. */
static GtkWidget *
append_remark (BwAccountCard *self, const char *text)
{
  GtkWidget *remark = create_label (text, "dimmed");

  gtk_box_append (self->lines, remark);
  return remark;
}

/**
 * bw_account_card_show_timeline:
 *
 * Shows what has happened, the latest first; what lies further back after a click. What it leaves
 * out is counted: above, what is dated after the day, and below, what is older than all of it.
 */
void
bw_account_card_show_timeline (BwAccountCard *self, const BwAccountFigure *figure)
{
  clear (self);
  if (figure->n_timeline_later > 0)
    {
      g_autofree char *day = bw_date_format_long (figure->as_of);
      g_autofree char *text
        = g_strdup_printf (ngettext ("%u entry is not shown, since it is dated after %s",
                                     "%u entries are not shown, since they are dated after %s",
                                     figure->n_timeline_later),
                           figure->n_timeline_later, day);

      append_remark (self, text);
    }
  for (guint i = 0; i < figure->n_timeline; i++)
    {
      const BwTimelineLine *event = &figure->timeline[i];
      g_autofree char *day = bw_date_format_short (event->date, figure->as_of);
      GtkWidget *date = create_label (day, "dimmed");
      GtkWidget *line;

      gtk_widget_add_css_class (date, "numeric");
      gtk_label_set_width_chars (GTK_LABEL (date), 7);
      gtk_label_set_wrap (GTK_LABEL (date), FALSE);
      line = append_line (self, date, create_label (event->text, NULL));
      gtk_widget_set_visible (line, i < FIRST_EVENTS);
    }
  if (figure->n_timeline_older > 0)
    {
      g_autofree char *text
        = g_strdup_printf (ngettext ("%u older entry is not shown",
                                     "%u older entries are not shown", figure->n_timeline_older),
                           figure->n_timeline_older);

      gtk_widget_set_visible (append_remark (self, text), figure->n_timeline <= FIRST_EVENTS);
    }
  if (figure->n_timeline > FIRST_EVENTS)
    {
      g_autofree char *text = g_strdup_printf (ngettext ("Show %u _Earlier", "Show %u _Earlier",
                                                         figure->n_timeline - FIRST_EVENTS),
                                               figure->n_timeline - FIRST_EVENTS);
      GtkWidget *more = gtk_button_new_with_mnemonic (text);

      gtk_widget_set_halign (more, GTK_ALIGN_START);
      gtk_widget_add_css_class (more, "bw-chip");
      g_signal_connect (more, "clicked", G_CALLBACK (on_more), self);
      gtk_box_append (self->lines, more);
    }
  gtk_widget_set_visible (GTK_WIDGET (self),
                          figure->n_timeline > 0 || figure->n_timeline_later > 0);
}

/**
 * bw_account_card_show_moments:
 *
 * Shows the moments of truth: those done, due, overdue, and those still to come.
 */
void
bw_account_card_show_moments (BwAccountCard *self, const BwAccountFigure *figure)
{
  clear (self);
  for (guint i = 0; i < figure->n_moments; i++)
    {
      const BwMomentLine *moment = &figure->moments[i];
      GtkWidget *icon, *text;

      switch (moment->status)
        {
        case BW_MOMENT_DONE:
          icon = create_icon ("object-select-symbolic", C_("moment", "Done"), "success");
          break;
        case BW_MOMENT_OVERDUE:
          icon = create_icon ("dialog-warning-symbolic", C_("moment", "Overdue"), "warning");
          break;
        case BW_MOMENT_DUE:
          icon = create_icon ("alarm-symbolic", C_("moment", "Due"), NULL);
          break;
        case BW_MOMENT_NOT_DUE:
        default:
          icon = create_icon ("radio-symbolic", C_("moment", "Not yet due"), "dimmed");
          break;
        }
      text = create_label (moment->text ? moment->text : moment->title,
                           moment->status == BW_MOMENT_NOT_DUE ? "dimmed" : NULL);
      append_line (self, icon, text);
    }
  gtk_widget_set_visible (GTK_WIDGET (self), figure->n_moments > 0);
}

static char *
describe_contact (const BwContactLine *contact, BwDate as_of)
{
  g_autofree char *left = NULL;

  if (contact->left_on != BW_DATE_NONE && contact->left_on <= as_of)
    {
      left = bw_date_format_short (contact->left_on, as_of);
      /* Translators: a role, a name, a position, and the day on which that person left. */
      return g_strdup_printf (_("%1$s: %2$s, %3$s, left on %4$s"), contact->role_title,
                              contact->name, contact->title ? contact->title : "–", left);
    }
  if (contact->title == NULL)
    /* Translators: a role and a name, as in "Sponsor: Léa Fournier". */
    return g_strdup_printf (_("%1$s: %2$s"), contact->role_title, contact->name);
  if (contact->influence <= 0)
    /* Translators: a role, a name and a position. */
    return g_strdup_printf (_("%1$s: %2$s, %3$s"), contact->role_title, contact->name,
                            contact->title);
  /* Translators: a role, a name, a position, and an influence from 1 to 5. */
  return g_strdup_printf (_("%1$s: %2$s, %3$s, influence %4$d of 5"), contact->role_title,
                          contact->name, contact->title, contact->influence);
}

/**
 * bw_account_card_show_people:
 *
 * Shows who is who at the customer; those who have left are dimmed.
 */
void
bw_account_card_show_people (BwAccountCard *self, const BwAccountFigure *figure)
{
  clear (self);
  for (guint i = 0; i < figure->n_contacts; i++)
    {
      const BwContactLine *contact = &figure->contacts[i];
      gboolean gone = contact->left_on != BW_DATE_NONE && contact->left_on <= figure->as_of;
      g_autofree char *text = describe_contact (contact, figure->as_of);

      append_line (self,
                   create_icon ("avatar-default-symbolic", contact->role_title, "dimmed"),
                   create_label (text, gone ? "dimmed" : NULL));
    }
  gtk_widget_set_visible (GTK_WIDGET (self), figure->n_contacts > 0);
}
