/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "figures/bw-triage-figure.h"

G_BEGIN_DECLS

/* What the customer says of the renewal, the worst first. */
typedef enum {
  BW_LIKELIHOOD_NOT_LIKELY,
  BW_LIKELIHOOD_UNSURE,
  BW_LIKELIHOOD_NO_ANSWER,
  BW_LIKELIHOOD_NOT_ASKED, /* Or asked so lately that the answer may still come. */
  BW_LIKELIHOOD_LIKELY,
  BW_N_LIKELIHOODS
} BwLikelihood;

/* What may be counted on. Every renewal is in one of them. */
typedef enum {
  BW_FORECAST_COMMITTED, /* The customer says likely, and the risk is below 50 %. */
  BW_FORECAST_LIKELY,    /* Not asked, and the risk is below it. */
  BW_FORECAST_AT_RISK,   /* Not likely, unsure, no answer, or a risk from it on. */
  BW_FORECAST_UNKNOWN,   /* Not asked, and there is no success index either. */
  BW_N_FORECASTS
} BwForecast;

typedef struct {
  guint32      row;         /* Of the snapshot. */
  BwDate       renewal_on;
  int          days_left;
  BwMoney      arr;
  BwLikelihood likelihood;
  BwDate       asked_on;    /* BW_DATE_NONE when it was not asked. */
  double       risk;        /* 0..1, that of the triage queue. */
  BwMoney      loss;        /* ARR times risk. */
  BwForecast   forecast;
} BwRenewal;

typedef struct {
  guint   accounts;
  BwMoney arr;
} BwRenewalTotal;

/* The renewals of a month stand together in BwRenewalsFigure.renewals. */
typedef struct {
  BwDate         month;     /* Its first day. */
  guint          first;
  guint          n;
  BwMoney        arr;
  BwRenewalTotal forecast[BW_N_FORECASTS];
} BwRenewalMonth;

/**
 * BwRenewalsFigure:
 * @renewals: by month, then by likelihood with the worst first, then by ARR
 * @months: those with a renewal, the next one first
 * @past: active accounts whose renewal date has passed, which are in no month
 *
 * The contracts that end within policy.renewal_days of the day, and what may be counted on.
 */
typedef struct {
  BwFigure        head;
  BwDate          as_of;
  char           *currency;
  BwSnapshot     *snapshot;
  guint           whole;       /* Accounts that pass the filter. */
  guint           n;
  BwRenewal      *renewals;
  BwMoney         arr;
  BwMoney         loss;
  BwRenewalTotal  forecast[BW_N_FORECASTS];
  guint           n_months;
  BwRenewalMonth *months;
  guint           n_past;
  guint32        *past;        /* Rows. */
  BwMoney         past_arr;
  guint           n_undated;   /* Without a renewal date. */
} BwRenewalsFigure;

BwRenewalsFigure *bw_renewals_figure_compute  (const BwFigureScope *scope,
                                               GCancellable *cancellable, GError **error);
BwSelection      *bw_renewals_figure_forecast (const BwRenewalsFigure *figure,
                                               BwForecast forecast);
BwSelection      *bw_renewals_figure_select   (const BwRenewalsFigure *figure, guint month,
                                               BwForecast forecast);
void              bw_renewals_figure_free     (BwRenewalsFigure *figure);
const char       *bw_likelihood_word          (BwLikelihood likelihood);
const char       *bw_likelihood_title         (BwLikelihood likelihood);
const char       *bw_forecast_word            (BwForecast forecast);
const char       *bw_forecast_title           (BwForecast forecast);
const char       *bw_forecast_definition      (BwForecast forecast);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwRenewalsFigure, bw_renewals_figure_free)

G_END_DECLS
