/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bw-work-card.h"

#include <glib/gi18n.h>

/* Lines that are shown at first; the others are a click away. */
#define FIRST_LINES 4

/* A line of the card shows the beginning of a text; all of it is in the dialog. */
#define MOST_CHARACTERS 280

/**
 * BwWorkCard:
 *
 * A card of the account page with a part of the team's work: a title, what can be done about it,
 * and a line for each record, which opens it. A record that the backend has not got says so.
 */
struct _BwWorkCard {
  AdwBin      parent_instance;

  GtkLabel   *title;
  GtkBox     *head;
  GtkBox     *texts;
  GtkListBox *lines;
  GtkWidget  *more;
  guint       n_lines;
};

G_DEFINE_FINAL_TYPE (BwWorkCard, bw_work_card, ADW_TYPE_BIN)

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

/* A megabyte in a label would be laid out whole. */
static char *
shorten (const char *text)
{
  const char *end = text;
  guint n = 0;

  while (*end != '\0' && n < MOST_CHARACTERS)
    {
      end = g_utf8_next_char (end);
      n++;
    }
  return *end == '\0' ? g_strdup (text)
                      : g_strdup_printf ("%.*s…", (int) (end - text), text);
}

static GtkWidget *
create_mark (const BwWorkLine *line)
{
  const char *text, *says;
  GtkWidget *mark;

  switch (line->state)
    {
    case BW_EDIT_CONFLICT:
      text = C_("edit", "conflict");
      says = _("Somebody else has changed this too. Choose which holds in the list of edits.");
      break;

    case BW_EDIT_REFUSED:
      text = C_("edit", "refused");
      says = _("The backend does not take this. The list of edits says why.");
      break;

    case BW_EDIT_WAITING:
    case BW_EDIT_SENDING:
    case BW_EDIT_SENT:
    default:
      text = C_("edit", "unsent");
      says = _("This is kept on this computer and goes to the backend when it can be reached.");
      break;
    }
  mark = gtk_label_new (text);
  gtk_widget_add_css_class (mark, "caption");
  gtk_widget_add_css_class (mark, "bw-unsent");
  gtk_widget_set_valign (mark, GTK_ALIGN_START);
  gtk_widget_set_tooltip_text (mark, says);
  if (line->state == BW_EDIT_CONFLICT || line->state == BW_EDIT_REFUSED)
    gtk_widget_add_css_class (mark, "warning");
  return mark;
}

static void
on_row_activated (GtkListBox *list, GtkListBoxRow *row, BwWorkCard *self)
{
  const char *action = g_object_get_data (G_OBJECT (row), "bw-action");
  const char *target = g_object_get_data (G_OBJECT (row), "bw-target");

  if (action)
    gtk_widget_activate_action (GTK_WIDGET (self), action, target ? "s" : NULL, target);
}

static void
on_more (GtkButton *button, BwWorkCard *self)
{
  GtkListBoxRow *row;

  gtk_widget_set_visible (self->more, FALSE);
  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->lines, i)); i++)
    gtk_widget_set_visible (GTK_WIDGET (row), TRUE);
  row = gtk_list_box_get_row_at_index (self->lines, FIRST_LINES);
  if (row)
    gtk_widget_grab_focus (GTK_WIDGET (row));
}

static void
bw_work_card_class_init (BwWorkCardClass *klass)
{
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
bw_work_card_init (BwWorkCard *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  self->title = g_object_new (GTK_TYPE_LABEL, "accessible-role", GTK_ACCESSIBLE_ROLE_HEADING,
                              "xalign", 0.0, "wrap", TRUE, "hexpand", TRUE, NULL);
  gtk_widget_add_css_class (GTK_WIDGET (self->title), "heading");
  self->head = GTK_BOX (gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 3));
  gtk_box_append (self->head, GTK_WIDGET (self->title));
  self->texts = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 3));
  self->lines = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->lines, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (self->lines), "bw-work-lines");
  g_signal_connect (self->lines, "row-activated", G_CALLBACK (on_row_activated), self);
  self->more = gtk_button_new ();
  gtk_widget_set_halign (self->more, GTK_ALIGN_START);
  gtk_widget_set_visible (self->more, FALSE);
  gtk_widget_add_css_class (self->more, "bw-chip");
  g_signal_connect (self->more, "clicked", G_CALLBACK (on_more), self);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->head));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->texts));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->lines));
  gtk_box_append (GTK_BOX (box), self->more);
  adw_bin_set_child (ADW_BIN (self), box);
  gtk_widget_add_css_class (GTK_WIDGET (self), "card");
  gtk_widget_add_css_class (GTK_WIDGET (self), "bw-account-card");
}

GtkWidget *
bw_work_card_new (void)
{
  return g_object_new (BW_TYPE_WORK_CARD, NULL);
}

void
bw_work_card_set_title (BwWorkCard *self, const char *title)
{
  gtk_label_set_label (self->title, title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
}

/**
 * bw_work_card_add_button:
 * @tooltip: what it does, in words
 * @target: (nullable): the action's parameter, a text
 */
void
bw_work_card_add_button (BwWorkCard *self, const char *icon, const char *tooltip,
                         const char *action, const char *target)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "circular");
  gtk_widget_set_valign (button, GTK_ALIGN_START);
  gtk_widget_set_tooltip_text (button, tooltip);
  if (target)
    gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", target);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_box_append (self->head, button);
}

/* Takes away the lines and the text. */
void
bw_work_card_clear (BwWorkCard *self)
{
  GtkWidget *child;

  gtk_list_box_remove_all (self->lines);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->texts))))
    gtk_box_remove (self->texts, child);
  gtk_widget_set_visible (self->more, FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->lines), FALSE);
  self->n_lines = 0;
}

void
bw_work_card_add_line (BwWorkCard *self, const BwWorkCardLine *line)
{
  g_autofree char *text = shorten (line->text);
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *label = create_label (text, NULL);

  if (line->icon)
    {
      GtkWidget *icon = gtk_image_new_from_icon_name (line->icon);

      gtk_widget_set_valign (icon, GTK_ALIGN_START);
      if (line->says)
        {
          gtk_widget_set_tooltip_text (icon, line->says);
          gtk_accessible_update_property (GTK_ACCESSIBLE (icon), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                          line->says, -1);
        }
      if (line->style)
        gtk_widget_add_css_class (icon, line->style);
      gtk_box_append (GTK_BOX (box), icon);
    }
  gtk_widget_set_hexpand (words, TRUE);
  gtk_label_set_lines (GTK_LABEL (label), 4);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_box_append (GTK_BOX (words), label);
  if (line->detail)
    {
      GtkWidget *detail = create_label (line->detail, "caption");

      gtk_widget_add_css_class (detail, "dimmed");
      gtk_box_append (GTK_BOX (words), detail);
    }
  gtk_box_append (GTK_BOX (box), words);
  if (line->line && line->line->unsent)
    gtk_box_append (GTK_BOX (box), create_mark (line->line));
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), line->action != NULL);
  gtk_widget_set_focusable (row, line->action != NULL);
  g_object_set_data (G_OBJECT (row), "bw-action", (gpointer) line->action);
  g_object_set_data_full (G_OBJECT (row), "bw-target", g_strdup (line->target), g_free);
  gtk_list_box_append (self->lines, row);
  gtk_widget_set_visible (GTK_WIDGET (self->lines), TRUE);
  self->n_lines++;
  /* One line more takes no more room than the button that would show it. */
  if (self->n_lines > FIRST_LINES + 1)
    {
      g_autofree char *says = g_strdup_printf (ngettext ("Show %u More", "Show %u More",
                                                         self->n_lines - FIRST_LINES),
                                               self->n_lines - FIRST_LINES);

      for (guint i = FIRST_LINES; i < self->n_lines; i++)
        gtk_widget_set_visible (
          GTK_WIDGET (gtk_list_box_get_row_at_index (self->lines, (int) i)), FALSE);
      gtk_button_set_label (GTK_BUTTON (self->more), says);
      gtk_widget_set_visible (self->more, TRUE);
    }
}

/* A sentence above the lines. */
void
bw_work_card_add_text (BwWorkCard *self, const char *text)
{
  gtk_box_append (self->texts, create_label (text, "dimmed"));
}

/**
 * bw_work_card_dup_focus:
 *
 * Returns: (transfer full) (nullable): the target of the line that has the focus, "" where its
 *   action has none; %NULL when no line has it
 */
char *
bw_work_card_dup_focus (BwWorkCard *self)
{
  GtkWidget *row = gtk_widget_get_focus_child (GTK_WIDGET (self->lines));
  const char *target;

  if (row == NULL || !gtk_widget_has_focus (row))
    return NULL;
  target = g_object_get_data (G_OBJECT (row), "bw-target");
  return g_strdup (target ? target : "");
}

/* Gives the focus back to the line of the same target after the lines were made anew. */
void
bw_work_card_set_focus (BwWorkCard *self, const char *target)
{
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->lines, i)); i++)
    {
      const char *here = g_object_get_data (G_OBJECT (row), "bw-target");

      if (g_str_equal (here ? here : "", target) && gtk_widget_get_visible (GTK_WIDGET (row)))
        {
          gtk_widget_grab_focus (GTK_WIDGET (row));
          return;
        }
    }
}
