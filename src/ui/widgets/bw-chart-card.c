/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bw-chart-card.h"

#include <glib/gi18n.h>
#include <math.h>

#include "ui/dialogs/bw-rule-dialog.h"
#include "ui/dialogs/bw-table-dialog.h"
#include "ui/widgets/bw-sentence.h"

/**
 * BwChartCard:
 *
 * A chart below the sentence that says what it shows, with a menu for what else can be done with
 * it: the same data as a table, how it is computed, pictures of it, and its page.
 */
struct _BwChartCard {
  AdwBin            parent_instance;

  GtkLabel         *title_label;
  GtkLabel         *subtitle_label;
  GtkWidget        *open_button;
  AdwBin           *tools;
  GtkLabel         *note_label;
  BwChartView      *view;
  GtkMenuButton    *menu_button;
  GMenu            *menu;

  const BwFigure   *figure;  /* (nullable): borrowed, as the chart is. */
  char             *page;    /* (nullable) */
  BwTableFunc       table;
  gpointer          table_data;
};

/* A title is never set narrower than this. */
#define FEWEST_CHARS 12

/* How wide a chart is, before it has been laid out, on a narrow page and on others. */
#define NARROW_WIDTH 320
#define USUAL_WIDTH 560

G_DEFINE_FINAL_TYPE (BwChartCard, bw_chart_card, ADW_TYPE_BIN)

enum {
  PROP_0,
  PROP_PAGE,
  PROP_VIEW,
  N_PROPS
};

static GParamSpec *props[N_PROPS];

static void
on_table (GtkWidget *widget, const char *name, GVariant *parameter)
{
  BwChartCard *self = BW_CHART_CARD (widget);

  if (self->figure)
    bw_table_show (widget, self->figure->title, self->table, self->table_data);
}

static void
on_rule (GtkWidget *widget, const char *name, GVariant *parameter)
{
  BwChartCard *self = BW_CHART_CARD (widget);

  if (self->figure)
    bw_rule_show (widget, self->figure);
}

static void
on_view_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  BwChartCard *self = BW_CHART_CARD (widget);
  /* The chart has the same actions under a prefix of its own. */
  g_autofree char *action = g_strconcat ("chart.", name + strlen ("card."), NULL);

  gtk_widget_activate_action_variant (GTK_WIDGET (self->view), action, NULL);
}

/* The menu is put together when it is first opened: a page has several cards, and its first frame
 * does not wait for menus. */
static void
create_menu (GtkMenuButton *button, gpointer data)
{
  BwChartCard *self = data;

  if (gtk_menu_button_get_menu_model (button) == NULL)
    gtk_menu_button_set_menu_model (button, G_MENU_MODEL (self->menu));
}

static void
bw_chart_card_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  BwChartCard *self = BW_CHART_CARD (object);

  switch (id)
    {
    case PROP_PAGE:
      g_value_set_string (value, self->page);
      break;
    case PROP_VIEW:
      g_value_set_object (value, self->view);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
bw_chart_card_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  BwChartCard *self = BW_CHART_CARD (object);

  switch (id)
    {
    case PROP_PAGE:
      g_set_str (&self->page, g_value_get_string (value));
      gtk_widget_set_can_target (self->open_button, self->page != NULL);
      gtk_widget_set_focusable (self->open_button, self->page != NULL);
      gtk_widget_set_tooltip_text (self->open_button, self->page ? _("Open This Page") : NULL);
      if (self->page)
        {
          g_autoptr (GMenu) section = g_menu_new ();
          g_autoptr (GMenuItem) item = g_menu_item_new (_("_Open Page"), NULL);

          g_menu_item_set_action_and_target (item, "win.page", "s", self->page);
          g_menu_append_item (section, item);
          g_menu_prepend_section (self->menu, NULL, G_MENU_MODEL (section));
          gtk_actionable_set_action_target (GTK_ACTIONABLE (self->open_button), "s", self->page);
          gtk_actionable_set_action_name (GTK_ACTIONABLE (self->open_button), "win.page");
        }
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
bw_chart_card_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), BW_TYPE_CHART_CARD);
  G_OBJECT_CLASS (bw_chart_card_parent_class)->dispose (object);
}

static void
bw_chart_card_finalize (GObject *object)
{
  g_free (BW_CHART_CARD (object)->page);
  G_OBJECT_CLASS (bw_chart_card_parent_class)->finalize (object);
}

static void
bw_chart_card_class_init (BwChartCardClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = bw_chart_card_get_property;
  object_class->set_property = bw_chart_card_set_property;
  object_class->dispose = bw_chart_card_dispose;
  object_class->finalize = bw_chart_card_finalize;

  props[PROP_PAGE] = g_param_spec_string ("page", NULL, NULL, NULL,
                                          G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY
                                            | G_PARAM_STATIC_STRINGS);
  props[PROP_VIEW] = g_param_spec_object ("view", NULL, NULL, BW_TYPE_CHART_VIEW,
                                          G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);

  g_type_ensure (BW_TYPE_CHART_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class, BW_RESOURCES "bw-chart-card.ui");
  gtk_widget_class_bind_template_child (widget_class, BwChartCard, title_label);
  gtk_widget_class_bind_template_child (widget_class, BwChartCard, subtitle_label);
  gtk_widget_class_bind_template_child (widget_class, BwChartCard, open_button);
  gtk_widget_class_bind_template_child (widget_class, BwChartCard, view);
  gtk_widget_class_bind_template_child (widget_class, BwChartCard, tools);
  gtk_widget_class_bind_template_child (widget_class, BwChartCard, note_label);
  gtk_widget_class_bind_template_child (widget_class, BwChartCard, menu_button);
  gtk_widget_class_bind_template_child (widget_class, BwChartCard, menu);
  gtk_widget_class_install_action (widget_class, "card.table", NULL, on_table);
  gtk_widget_class_install_action (widget_class, "card.rule", NULL, on_rule);
  gtk_widget_class_install_action (widget_class, "card.copy", NULL, on_view_action);
  gtk_widget_class_install_action (widget_class, "card.save", NULL, on_view_action);
  gtk_widget_class_install_action (widget_class, "card.print", NULL, on_view_action);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
bw_chart_card_init (BwChartCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_menu_button_set_create_popup_func (self->menu_button, create_menu, self, NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "card.table", FALSE);
}

/**
 * bw_chart_card_new:
 * @page: (nullable): the page that the card opens into
 */
GtkWidget *
bw_chart_card_new (const char *page)
{
  return g_object_new (BW_TYPE_CHART_CARD, "page", page, NULL);
}

/**
 * bw_chart_card_set:
 * @figure: what the chart shows: its title, its subtitle and its rule
 * @chart: (nullable): %NULL when there is too little to draw, which bw_chart_card_set_note() says
 * @currency: (nullable): for the money in labels
 *
 * Shows @chart. Both @figure and @chart are borrowed until the next call, as show() of a page
 * guarantees.
 */
void
bw_chart_card_set (BwChartCard *self, const BwFigure *figure, BwChart *chart, const char *currency)
{
  self->figure = figure;
  bw_label_set_sentence (self->title_label, figure->title, FEWEST_CHARS);
  bw_label_set_sentence (self->subtitle_label, figure->subtitle ? figure->subtitle : "",
                         FEWEST_CHARS);
  gtk_widget_set_visible (GTK_WIDGET (self->subtitle_label), figure->subtitle != NULL);
  bw_chart_view_set_words (self->view, figure->title, figure->subtitle);
  bw_chart_view_set_currency (self->view, currency);
  bw_chart_view_set_chart (self->view, chart);
  gtk_widget_set_visible (GTK_WIDGET (self->view), chart != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->note_label), chart == NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "card.copy", chart != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "card.save", chart != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "card.print", chart != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "card.rule", figure->rule != NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  figure->title, -1);
}

/**
 * bw_chart_card_fit:
 * @narrow: whether the page is
 *
 * Makes a chart of rows as high as it needs to be for all of them; of another it changes nothing.
 */
void
bw_chart_card_fit (BwChartCard *self, gboolean narrow)
{
  BwChart *chart = bw_chart_view_get_chart (self->view);
  BwChartStyle style;
  double height = NAN;

  bw_chart_view_get_style (self->view, &style);
  if (chart)
    height = bw_chart_height (chart, &style, narrow ? NARROW_WIDTH : USUAL_WIDTH);
  gtk_widget_set_size_request (GTK_WIDGET (self->view), -1, isnan (height) ? -1 : (int) height);
}

/**
 * bw_chart_card_set_table:
 * @func: makes the table when it is asked for
 */
void
bw_chart_card_set_table (BwChartCard *self, BwTableFunc func, gpointer data)
{
  self->table = func;
  self->table_data = data;
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "card.table", func != NULL);
}

/**
 * bw_chart_card_set_note:
 * @note: what stands in the place of a chart that there is too little for
 */
void
bw_chart_card_set_note (BwChartCard *self, const char *note)
{
  gtk_label_set_text (self->note_label, note);
}

/**
 * bw_chart_card_add_item:
 * @label: with a mnemonic
 * @action: a detailed action that the card's page has
 *
 * Adds something that can be done with this chart alone to the top of the menu.
 */
void
bw_chart_card_add_item (BwChartCard *self, const char *label, const char *action)
{
  g_autoptr (GMenu) section = g_menu_new ();

  g_menu_append (section, label, action);
  g_menu_prepend_section (self->menu, NULL, G_MENU_MODEL (section));
}

/**
 * bw_chart_card_set_tools:
 * @tools: what stands between the title and the chart to work on it with
 */
void
bw_chart_card_set_tools (BwChartCard *self, GtkWidget *tools)
{
  adw_bin_set_child (self->tools, tools);
  gtk_widget_set_visible (GTK_WIDGET (self->tools), tools != NULL);
}

BwChartView *
bw_chart_card_get_view (BwChartCard *self)
{
  return self->view;
}
