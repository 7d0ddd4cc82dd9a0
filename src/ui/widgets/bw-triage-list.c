/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bw-triage-list.h"

#include <gtk/gtk.h>

/**
 * BwTriageItem:
 *
 * A place in a queue, made when it comes into sight and freed when it leaves.
 */
struct _BwTriageItem {
  GObject        parent_instance;

  BwTriageQueue *queue;
  guint          position;
};

G_DEFINE_FINAL_TYPE (BwTriageItem, bw_triage_item, G_TYPE_OBJECT)

/**
 * BwTriageList:
 *
 * A list model over a queue, whose sections are the groups. It does not change once it is made.
 */
struct _BwTriageList {
  GObject        parent_instance;

  BwTriageQueue *queue;
};

static GType
get_item_type (GListModel *model)
{
  return BW_TYPE_TRIAGE_ITEM;
}

static guint
get_n_items (GListModel *model)
{
  return BW_TRIAGE_LIST (model)->queue->figure->n;
}

static gpointer
get_item (GListModel *model, guint position)
{
  BwTriageList *self = BW_TRIAGE_LIST (model);
  BwTriageItem *item;

  if (position >= self->queue->figure->n)
    return NULL;
  item = g_object_new (BW_TYPE_TRIAGE_ITEM, NULL);
  item->queue = bw_triage_queue_ref (self->queue);
  item->position = position;
  return item;
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

/* The group that @position is in. */
static guint
find_group (const BwTriageQueue *queue, guint position)
{
  guint low = 0, high = queue->groups->len;

  while (high - low > 1)
    {
      guint middle = low + (high - low) / 2;

      if (queue->starts[middle] <= position)
        low = middle;
      else
        high = middle;
    }
  return low;
}

static void
get_section (GtkSectionModel *model, guint position, guint *start, guint *end)
{
  const BwTriageQueue *queue = BW_TRIAGE_LIST (model)->queue;
  guint group;

  if (queue->groups == NULL || position >= queue->figure->n)
    {
      *start = position < queue->figure->n ? 0 : queue->figure->n;
      *end = position < queue->figure->n ? queue->figure->n : G_MAXUINT;
      return;
    }
  group = find_group (queue, position);
  *start = queue->starts[group];
  *end = queue->starts[group + 1];
}

static void
section_model_init (GtkSectionModelInterface *iface)
{
  iface->get_section = get_section;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (BwTriageList, bw_triage_list, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init)
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_SECTION_MODEL, section_model_init))

static void
bw_triage_item_finalize (GObject *object)
{
  g_clear_pointer (&BW_TRIAGE_ITEM (object)->queue, bw_triage_queue_unref);
  G_OBJECT_CLASS (bw_triage_item_parent_class)->finalize (object);
}

static void
bw_triage_item_class_init (BwTriageItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = bw_triage_item_finalize;
}

static void
bw_triage_item_init (BwTriageItem *self)
{
}

static void
bw_triage_list_finalize (GObject *object)
{
  g_clear_pointer (&BW_TRIAGE_LIST (object)->queue, bw_triage_queue_unref);
  G_OBJECT_CLASS (bw_triage_list_parent_class)->finalize (object);
}

static void
bw_triage_list_class_init (BwTriageListClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = bw_triage_list_finalize;
}

static void
bw_triage_list_init (BwTriageList *self)
{
}

/**
 * bw_triage_queue_new:
 * @figure: (transfer full): the queue
 *
 * Returns: (transfer full): its rows in the order of the groups
 */
BwTriageQueue *
bw_triage_queue_new (BwTriageFigure *figure, BwTriageGrouping grouping)
{
  BwTriageQueue *queue = g_atomic_rc_box_new0 (BwTriageQueue);

  queue->figure = figure;
  if (grouping == BW_TRIAGE_BY_NONE)
    return queue;
  queue->groups = bw_triage_figure_group (figure, grouping);
  queue->starts = g_new0 (guint, queue->groups->len + 1);
  for (guint i = 0; i < queue->groups->len; i++)
    {
      const BwTriageGroup *group = g_ptr_array_index (queue->groups, i);

      queue->starts[i + 1] = queue->starts[i] + group->n;
    }
  return queue;
}

BwTriageQueue *
bw_triage_queue_ref (BwTriageQueue *queue)
{
  return g_atomic_rc_box_acquire (queue);
}

static void
queue_clear (BwTriageQueue *queue)
{
  g_clear_pointer (&queue->groups, g_ptr_array_unref);
  g_free (queue->starts);
  bw_triage_figure_free (queue->figure);
}

void
bw_triage_queue_unref (BwTriageQueue *queue)
{
  g_atomic_rc_box_release_full (queue, (GDestroyNotify) queue_clear);
}

/**
 * bw_triage_queue_at:
 * @position: less than the figure's n
 *
 * Returns: (transfer none): the row that is listed there
 */
const BwTriageRow *
bw_triage_queue_at (const BwTriageQueue *queue, guint position)
{
  const BwTriageGroup *group;
  guint i;

  if (queue->groups == NULL)
    return &queue->figure->rows[position];
  i = find_group (queue, position);
  group = g_ptr_array_index (queue->groups, i);
  return &queue->figure->rows[group->places[position - queue->starts[i]]];
}

const char *
bw_triage_queue_id (const BwTriageQueue *queue, guint position)
{
  return bw_snapshot_id (queue->figure->snapshot, bw_triage_queue_at (queue, position)->row);
}

/**
 * bw_triage_queue_find:
 *
 * Returns: where the account is listed, #BW_INDEX_NONE when it is not in the queue
 */
guint
bw_triage_queue_find (const BwTriageQueue *queue, const char *account_id)
{
  const BwSnapshot *snapshot = queue->figure->snapshot;
  guint32 account = bw_account_table_find_account (snapshot->table, account_id);

  for (guint i = 0; account != BW_INDEX_NONE && i < queue->figure->n; i++)
    if (snapshot->account[bw_triage_queue_at (queue, i)->row] == account)
      return i;
  return BW_INDEX_NONE;
}

const BwTriageQueue *
bw_triage_item_get_queue (BwTriageItem *self)
{
  return self->queue;
}

guint
bw_triage_item_get_position (BwTriageItem *self)
{
  return self->position;
}

/**
 * bw_triage_list_new:
 *
 * Returns: (transfer full): a model of the accounts in @queue
 */
BwTriageList *
bw_triage_list_new (BwTriageQueue *queue)
{
  BwTriageList *self = g_object_new (BW_TYPE_TRIAGE_LIST, NULL);

  self->queue = bw_triage_queue_ref (queue);
  return self;
}
