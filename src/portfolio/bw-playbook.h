/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "portfolio/bw-snapshot.h"

G_BEGIN_DECLS

/**
 * BwApplies:
 * @BW_APPLIES_NO: the rule does not hold for the account
 * @BW_APPLIES_YES: it holds
 * @BW_APPLIES_UNKNOWN: it cannot be said: a figure that it names is not known of the account
 * @BW_APPLIES_UNREADABLE: there is no rule, or it cannot be understood
 */
typedef enum {
  BW_APPLIES_NO,
  BW_APPLIES_YES,
  BW_APPLIES_UNKNOWN,
  BW_APPLIES_UNREADABLE,
} BwApplies;

/**
 * BwRuleFacts:
 * @snapshot: the portfolio of the date
 * @row: the account's row
 * @causes: (array zero-terminated=1) (nullable): the causes of its risks that are open
 * @categories: (array zero-terminated=1) (nullable): their categories
 */
typedef struct {
  const BwSnapshot  *snapshot;
  guint32            row;
  const char *const *causes;
  const char *const *categories;
} BwRuleFacts;

BwApplies   bw_playbook_rule_applies (const char *rule, const BwRuleFacts *facts);
char      **bw_playbook_read_steps   (const char *json);
GArray     *bw_steps_done_read       (const char *text);
char       *bw_steps_done_write      (GArray *days);

G_END_DECLS
