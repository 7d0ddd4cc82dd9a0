/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "analytics/bw-custody.h"
#include "charts/bw-chart.h"

G_BEGIN_DECLS

/* So many of the largest accounts can be gone through by keyboard. */
#define BW_ROLES_LARGEST 100

/**
 * BwRolesInput:
 * @name: (nullable): the name of the account at an index of the arrays
 *
 * Arrays of @n accounts; complexities are 0..1, NaN where one is not known and nothing is drawn.
 */
typedef struct {
  gsize          n;
  const double  *service;
  const double  *transaction;
  const BwMoney *arr;
  const guint8  *seller;   /* BwSeller */
  const double  *shift;    /* How far the borders move for each. */
  const char  *(*name) (gsize index, gpointer data);
  gpointer       name_data;
} BwRolesInput;

/**
 * BwRolesChart:
 *
 * Complexity of the service across, of the transaction up, a mark an account with an area by ARR
 * and a shape by who sells to it. The borders are those of an account of median ARR, and ghosts of
 * them those of the largest and the smallest. Items: the four who sell, then the largest accounts.
 */
typedef struct {
  BwChart             parent;
  const BwRolesInput *input;
  double              service_border;
  double              transaction_border;
  double              most_shift;

  BwMoney             largest_arr; /* Made by init from the input. */
  guint               n_sellers[BW_N_SELLERS];
  BwMoney             arr[BW_N_SELLERS];
  guint               n_largest;
  guint32             largest[BW_ROLES_LARGEST];
} BwRolesChart;

void bw_roles_chart_init (BwRolesChart *chart, const BwRolesInput *input, const BwPolicy *policy);

G_END_DECLS
