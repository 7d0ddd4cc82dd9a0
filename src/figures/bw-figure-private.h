/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "figures/bw-figure.h"

G_BEGIN_DECLS

/* For the figures of this folder alone. */
BwRule      *bw_rule_new               (const char *definition);
void         bw_rule_add_take          (char ***list, char *sentence);
void         bw_rule_add               (char ***list, const char *sentence);
void         bw_rule_add_policy_number (BwRule *rule, const char *key, double value);
void         bw_rule_add_filter        (BwRule *rule, guint shown, guint whole);
BwSelection *bw_scope_select           (const BwFigureScope *scope);
char        *bw_date_format_month      (BwDate date, BwDate beside);
BwMoney      bw_money_plus             (BwMoney sum, BwMoney amount);

G_END_DECLS
