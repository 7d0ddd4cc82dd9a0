/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bw-triage-preview.h"

#include <glib/gi18n.h>

#include "ui/widgets/bw-sentence.h"
#include "ui/widgets/bw-triage-line.h"

/**
 * BwTriagePreview:
 *
 * The account of the queue that is chosen: why it is there, down to the rows that say so, what is
 * at stake and how its place came about. Of several chosen accounts their sum.
 */
struct _BwTriagePreview {
  AdwBin               parent_instance;

  GtkStack            *stack;
  GtkScrolledWindow   *scroller;
  GtkLabel            *name;
  GtkLabel            *facts;
  GtkWidget           *back;
  GtkWidget           *open;
  GtkWidget           *play;
  GtkWidget           *note;
  GtkWidget           *reasons_group;
  GtkListBox          *reasons;
  GtkWidget           *order_group;
  AdwActionRow        *order;

  char                *account_id; /* (nullable): the account that is shown. */
  char                *reasons_of; /* (nullable): whose reasons are listed, */
  GPtrArray           *shown;      /* (nullable): which those are, */
  BwDate               as_of;      /* and on which day. */
};

G_DEFINE_FINAL_TYPE (BwTriagePreview, bw_triage_preview, ADW_TYPE_BIN)

static void
bw_triage_preview_dispose (GObject *object)
{
  BwTriagePreview *self = BW_TRIAGE_PREVIEW (object);

  g_clear_pointer (&self->account_id, g_free);
  g_clear_pointer (&self->reasons_of, g_free);
  g_clear_pointer (&self->shown, g_ptr_array_unref);
  G_OBJECT_CLASS (bw_triage_preview_parent_class)->dispose (object);
}

static void
bw_triage_preview_class_init (BwTriagePreviewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bw_triage_preview_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               BW_RESOURCES "bw-triage-preview.ui");
  gtk_widget_class_bind_template_child (widget_class, BwTriagePreview, stack);
  gtk_widget_class_bind_template_child (widget_class, BwTriagePreview, scroller);
  gtk_widget_class_bind_template_child (widget_class, BwTriagePreview, name);
  gtk_widget_class_bind_template_child (widget_class, BwTriagePreview, facts);
  gtk_widget_class_bind_template_child (widget_class, BwTriagePreview, back);
  gtk_widget_class_bind_template_child (widget_class, BwTriagePreview, open);
  gtk_widget_class_bind_template_child (widget_class, BwTriagePreview, play);
  gtk_widget_class_bind_template_child (widget_class, BwTriagePreview, note);
  gtk_widget_class_bind_template_child (widget_class, BwTriagePreview, reasons_group);
  gtk_widget_class_bind_template_child (widget_class, BwTriagePreview, reasons);
  gtk_widget_class_bind_template_child (widget_class, BwTriagePreview, order_group);
  gtk_widget_class_bind_template_child (widget_class, BwTriagePreview, order);
}

static void
bw_triage_preview_init (BwTriagePreview *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* What it counts for and since when. */
static char *
describe_reason (const BwTriageReason *reason, BwDate as_of)
{
  g_autoptr (GString) text = g_string_new (NULL);

  /* Translators: how much a reason counts, as in "counts 25 %". */
  g_string_append_printf (text, _("counts %.0f %%"), 100 * reason->weight);
  if (reason->since != BW_DATE_NONE)
    {
      g_autofree char *day = bw_date_format_short (reason->since, as_of);
      g_autofree char *since = NULL;

      /* Translators: %s is a date. */
      since = g_strdup_printf (_("since %s"), day);
      g_string_append_printf (text, " · %s", since);
    }
  if (reason->by_risk)
    g_string_append_printf (text, " · %s", _("from the risk register"));
  return g_string_free_and_steal (g_steal_pointer (&text));
}

/* A row of the data; the page of its account has what is around it. */
static GtkWidget *
make_evidence (const BwTriageEvidence *evidence, BwDate as_of)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *day = evidence->date != BW_DATE_NONE
                           ? bw_date_format_short (evidence->date, as_of)
                           : NULL;
  g_autofree char *from = g_strdup_printf ("%s%s%s · %s", day ? day : "", day ? " · " : "",
                                           evidence->relation, evidence->id);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row),
                                 evidence->text ? evidence->text : evidence->id);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), from);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "triage.open");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                             gtk_image_new_from_icon_name ("go-next-symbolic"));
  return row;
}

/* The rows that a reason rests on are made when somebody asks for them. */
static void
on_expanded (AdwExpanderRow *row, GParamSpec *pspec, BwTriagePreview *self)
{
  guint i = (guint) gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (row));
  const BwTriageReason *reason = g_ptr_array_index (self->shown, i);

  if (g_object_get_data (G_OBJECT (row), "opened") != NULL)
    return;
  g_object_set_data (G_OBJECT (row), "opened", row);
  for (i = 0; i < reason->evidence->len; i++)
    adw_expander_row_add_row (row, make_evidence (g_ptr_array_index (reason->evidence, i),
                                                  self->as_of));
}

/* A reason out of a figure rests on no rows. */
static GtkWidget *
make_reason (BwTriagePreview *self, const BwTriageReason *reason, BwDate as_of)
{
  gboolean opens = reason->evidence && reason->evidence->len > 0;
  GtkWidget *row = opens ? adw_expander_row_new () : adw_action_row_new ();
  g_autofree char *detail = describe_reason (reason, as_of);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), reason->text);
  g_object_set (row, "title-lines", 0, "subtitle", detail, NULL);
  if (opens)
    g_signal_connect_object (row, "notify::expanded", G_CALLBACK (on_expanded), self, 0);
  return row;
}

/* Whether two reasons are the same in all that is shown of them. */
static gboolean
same_reason (const BwTriageReason *one, const BwTriageReason *other)
{
  guint n = one->evidence ? one->evidence->len : 0;

  if (one->reason != other->reason || one->weight != other->weight || one->since != other->since
      || one->by_risk != other->by_risk || !g_str_equal (one->text, other->text)
      || n != (other->evidence ? other->evidence->len : 0))
    return FALSE;
  for (guint i = 0; i < n; i++)
    {
      const BwTriageEvidence *a = one->evidence->pdata[i], *b = other->evidence->pdata[i];

      if (a->date != b->date || g_strcmp0 (a->id, b->id) != 0 || g_strcmp0 (a->text, b->text) != 0
          || g_strcmp0 (a->relation, b->relation) != 0)
        return FALSE;
    }
  return TRUE;
}

static gboolean
same_reasons (GPtrArray *some, GPtrArray *others)
{
  if (some->len != others->len)
    return FALSE;
  for (guint i = 0; i < some->len; i++)
    {
      if (!same_reason (some->pdata[i], others->pdata[i]))
        return FALSE;
    }
  return TRUE;
}

/* The reasons, a #BwReason each, whose rows somebody has opened. */
static GArray *
list_opened (BwTriagePreview *self)
{
  GArray *opened = g_array_new (FALSE, FALSE, sizeof (BwReason));

  for (guint i = 0; self->shown && i < self->shown->len; i++)
    {
      GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->reasons, (int) i);

      if (ADW_IS_EXPANDER_ROW (row) && adw_expander_row_get_expanded (ADW_EXPANDER_ROW (row)))
        g_array_append_val (opened, ((BwTriageReason *) self->shown->pdata[i])->reason);
    }
  return opened;
}

/* Whoever reads the rows of a reason goes on reading when something else has changed. */
static void
open_again (BwTriagePreview *self, GArray *opened)
{
  for (guint i = 0; i < self->shown->len; i++)
    {
      const BwTriageReason *reason = self->shown->pdata[i];
      GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->reasons, (int) i);

      for (guint j = 0; ADW_IS_EXPANDER_ROW (row) && j < opened->len; j++)
        {
          if (g_array_index (opened, BwReason, j) == reason->reason)
            adw_expander_row_set_expanded (ADW_EXPANDER_ROW (row), TRUE);
        }
    }
}

static char *
describe_facts (const BwTriageFigure *figure, const BwTriageRow *row)
{
  BwMoney arr = figure->snapshot->arr[row->row];
  g_autofree char *money = arr != BW_MONEY_NONE ? bw_money_format (arr, figure->currency)
                                                : g_strdup (_("unknown"));
  g_autofree char *detail = bw_triage_row_detail (figure, row);

  /* Translators: an amount of money, a tier, then who looks after the account and what is next. */
  return g_strdup_printf (_("%s ARR · %s tier · %s"), money,
                          bw_tier_title (figure->snapshot->tier[row->row]), detail);
}

static char *
describe_order (const BwTriageFigure *figure, const BwTriageRow *row)
{
  BwMoney arr = figure->snapshot->arr[row->row];
  g_autofree char *money = NULL;
  g_autofree char *loss = NULL;

  if (arr == BW_MONEY_NONE || arr <= 0)
    return g_strdup_printf (_("Risk %.0f %%. No ARR is at stake, so it stands behind those that "
                              "have some."), 100 * row->risk);
  money = bw_money_format_short (arr, figure->currency);
  loss = bw_money_format_short (row->loss, figure->currency);
  /* Translators: ARR, risk and what comes of it, as in "€120 k ARR × 43 % risk = €52 k". */
  return g_strdup_printf (_("%s ARR × %.0f %% risk = %s expected to be lost"), money,
                          100 * row->risk, loss);
}

static void
show_one (BwTriagePreview *self, gboolean one)
{
  gtk_widget_set_visible (self->open, one);
  gtk_widget_set_visible (self->play, one);
  gtk_widget_set_visible (self->note, one);
  gtk_widget_set_visible (self->reasons_group, one);
  gtk_stack_set_visible_child_name (self->stack, "account");
}

/**
 * bw_triage_preview_show:
 * @position: of the account in @queue
 *
 * Shows what is at stake; why, bw_triage_preview_show_reasons() says when its rows have been read.
 */
void
bw_triage_preview_show (BwTriagePreview *self, const BwTriageQueue *queue, guint position)
{
  const BwTriageFigure *figure = queue->figure;
  const BwTriageRow *row = bw_triage_queue_at (queue, position);
  const char *id = bw_triage_queue_id (queue, position);
  g_autofree char *facts = describe_facts (figure, row);
  g_autofree char *order = describe_order (figure, row);
  g_autofree char *place = g_strdup_printf (
    _("Number %'u of %'u; of equal losses the one with fewer days left comes first"),
    (guint) (row - figure->rows) + 1, figure->n);

  show_one (self, TRUE);
  gtk_label_set_label (self->name, bw_snapshot_name (figure->snapshot, row->row));
  gtk_label_set_label (self->facts, facts);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->order), order);
  adw_action_row_set_subtitle (self->order, place);
  bw_sentences_ease (GTK_WIDGET (self));
  if (g_set_str (&self->account_id, id))
    {
      /* Those of the account before are not this one's; making rows anew is too slow for a key. */
      gtk_widget_set_opacity (GTK_WIDGET (self->reasons), 0);
      gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scroller), 0);
    }
}

/**
 * bw_triage_preview_show_reasons:
 * @reasons: (element-type BwTriageReason): of the account that is shown, with the rows that each
 *   rests on
 */
void
bw_triage_preview_show_reasons (BwTriagePreview *self, GPtrArray *reasons, BwDate as_of)
{
  gboolean same_account = g_strcmp0 (self->reasons_of, self->account_id) == 0;
  g_autoptr (GArray) opened = NULL;

  gtk_widget_set_opacity (GTK_WIDGET (self->reasons), 1);
  if (same_account && self->shown && self->as_of == as_of && same_reasons (self->shown, reasons))
    return;
  opened = same_account ? list_opened (self) : NULL;
  gtk_list_box_remove_all (self->reasons);
  g_ptr_array_ref (reasons);
  g_clear_pointer (&self->shown, g_ptr_array_unref);
  self->shown = reasons;
  self->as_of = as_of;
  g_set_str (&self->reasons_of, self->account_id);
  for (guint i = 0; i < reasons->len; i++)
    gtk_list_box_append (self->reasons, make_reason (self, g_ptr_array_index (reasons, i), as_of));
  if (opened)
    open_again (self, opened);
  bw_sentences_ease (GTK_WIDGET (self->reasons));
  gtk_widget_set_opacity (GTK_WIDGET (self->reasons), 1);
}

/* Whether it lies over the queue, which there is a button to come back to then. */
void
bw_triage_preview_set_narrow (BwTriagePreview *self, gboolean narrow)
{
  gtk_widget_set_visible (self->back, narrow);
}

/**
 * bw_triage_preview_show_many:
 * @chosen: positions in @queue, more than one
 */
void
bw_triage_preview_show_many (BwTriagePreview *self, const BwTriageQueue *queue, GtkBitset *chosen)
{
  const BwTriageFigure *figure = queue->figure;
  guint n = (guint) gtk_bitset_get_size (chosen);
  BwMoney arr = 0, loss = 0;
  g_autofree char *name = NULL;
  g_autofree char *facts = NULL;
  g_autofree char *arr_text = NULL;
  g_autofree char *loss_text = NULL;
  g_autofree char *sum = NULL;

  for (guint i = 0; i < n; i++)
    {
      const BwTriageRow *row = bw_triage_queue_at (queue, gtk_bitset_get_nth (chosen, i));

      if (figure->snapshot->arr[row->row] != BW_MONEY_NONE)
        bw_money_add (arr, figure->snapshot->arr[row->row], &arr);
      if (row->loss > 0)
        bw_money_add (loss, row->loss, &loss);
    }
  arr_text = bw_money_format_short (arr, figure->currency);
  loss_text = bw_money_format_short (loss, figure->currency);
  sum = g_strdup_printf (_("%s expected to be lost, all together"), loss_text);
  name = g_strdup_printf (ngettext ("%'u Account Chosen", "%'u Accounts Chosen", n), n);
  facts = g_strdup_printf (_("%s ARR"), arr_text);
  show_one (self, FALSE);
  gtk_label_set_label (self->name, name);
  gtk_label_set_label (self->facts, facts);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->order), sum);
  adw_action_row_set_subtitle (self->order, "");
  g_clear_pointer (&self->account_id, g_free);
}

void
bw_triage_preview_show_nothing (BwTriagePreview *self)
{
  g_clear_pointer (&self->account_id, g_free);
  gtk_stack_set_visible_child_name (self->stack, "nothing");
}
