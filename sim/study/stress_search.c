/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a target's runs have shown → the next ones, until its time to survive is known to the day
 * and its stocks to SKI_STOCK_TOL. */
#include "study/stress_search.h"

#include "base/tolerances.h"

#include <math.h>
#include <string.h>

sk_status ski_stress_search_begin(ski_stress_search *search, const ski_stress *stress, int target,
                                  const int *reserve_of, int reserve_count, ski_arena *arena) {
    sk_status st = SK_OK;
    const int outages = stress->outage_count, most = outages > 3 ? outages : 3;
    *search = (ski_stress_search){.stress = stress,
                                  .target = target,
                                  .not_whole = -1,
                                  .horizon = (int)ceil(stress->horizon_days - SKI_ORDER_TOL),
                                  .stock_days = NAN,
                                  .reserve_of = reserve_of,
                                  .reserve_count = reserve_count,
                                  .too_little_t = -1};
    SK_CHECK_MEMORY(search->outages = SKI_NEW(arena, double *, outages));
    SK_CHECK_MEMORY(search->asks = SKI_NEW(arena, ski_stress_ask, most));
    SK_CHECK_MEMORY(search->now_t = SKI_NEW(arena, double, reserve_count));
    SK_CHECK_MEMORY(search->tried_t = SKI_NEW(arena, double, reserve_count));
    SK_CHECK_MEMORY(search->less_t = SKI_NEW(arena, double, reserve_count));
    SK_CHECK_MEMORY(search->verified = SKI_NEW(arena, bool, reserve_count));
done:
    return st;
}

static bool is_whole(const double *outcome) {
    return outcome[SKI_STRESS_IS_SHORT] == 0;
}

static void ask(ski_stress_search *search, double days, const double *reserve_t) {
    search->asks[search->ask_count++] = (ski_stress_ask){search->target, days, reserve_t};
}

/* ---- time to survive ---- */

/* Takes what an outage showed; of outages that contradict one another the shorter count. */
static void note_survival(ski_stress_search *search, double days, bool whole) {
    const int least = (int)fmin(floor(days + SKI_ORDER_TOL), search->horizon);
    const int most = (int)fmin(ceil(days - SKI_ORDER_TOL), search->horizon);
    if (!whole && (search->not_whole < 0 || most < search->not_whole)) {
        search->not_whole = most;
        search->whole = search->whole < most ? search->whole : most - 1;
    } else if (whole && least > search->whole &&
               (search->not_whole < 0 || least < search->not_whole)) {
        search->whole = least;
    }
    search->survives = search->not_whole < 0 && search->whole >= search->horizon;
}

static void ask_survival(ski_stress_search *search) {
    if (search->survives) {
        return;
    }
    if (search->not_whole < 0) {
        ask(search, search->horizon, NULL);
    } else if (search->not_whole - search->whole > 1) {
        const int middle = search->whole + (search->not_whole - search->whole) / 2;
        ask(search, middle, NULL);
    }
}

/* ---- stock to ride it out ---- */

/* A reserve of less than this is none: no period is short by it. */
static double nothing_t(const ski_stress_search *search, int reserve) {
    const ski_stress *stress = search->stress;
    return SKI_SHORT_SHARE * stress->reserve_most_t[search->reserve_of[reserve]] /
           stress->scenario->periods;
}

static void take_ample(ski_stress_search *search) {
    for (int i = 0; i < search->reserve_count; i++) {
        search->now_t[i] = search->stress->reserve_most_t[search->reserve_of[i]];
    }
}

/* Which outage the stock is for, once all are known. */
static void begin_stock(ski_stress_search *search) {
    const ski_stress *stress = search->stress;
    int longest = stress->outage_count - 1;
    while (longest >= 0 && is_whole(search->outages[longest])) {
        longest--;
    }
    search->stock_days = stress->outage_days[longest < 0 ? stress->outage_count - 1 : longest];
    search->phase = longest < 0 ? SKI_STOCK_DONE : SKI_STOCK_SIZE;
    if (longest >= 0) {
        take_ample(search);
    }
}

/* With more than enough: what was drawn is what is to be verified. Where even that leaves somebody
 * short, a shortage costs nothing, and no stock helps. */
static void take_size(ski_stress_search *search, const double *outcome) {
    if (!is_whole(outcome)) {
        search->stock_days = NAN;
        search->phase = SKI_STOCK_DONE;
        return;
    }
    for (int i = 0; i < search->reserve_count; i++) {
        const double drawn_t = ski_stress_of(outcome, search->reserve_of[i], SKI_STRESS_RESERVE_T);
        search->tried_t[i] = drawn_t > nothing_t(search, i) ? drawn_t : 0;
        search->less_t[i] = search->tried_t[i] * (1 - SKI_STOCK_TOL);
    }
    search->phase = SKI_STOCK_VERIFY;
}

static void take_enough(ski_stress_search *search, const double *outcome) {
    search->is_enough = is_whole(outcome);
    if (search->is_enough) {
        memcpy(search->now_t, search->tried_t,
               (size_t)search->reserve_count * sizeof *search->now_t);
    }
}

/* A demand that goes short with less of its reserve needs all of it. */
static void take_less(ski_stress_search *search, const double *outcome) {
    bool all = search->is_enough;
    for (int i = 0; i < search->reserve_count; i++) {
        const int demand = search->reserve_of[i];
        search->verified[i] =
            search->is_enough && (search->now_t[i] == 0 ||
                                  ski_stress_of(outcome, demand, SKI_STRESS_DEMAND_PERIODS) > 0);
        all = all && search->verified[i];
    }
    search->phase = all ? SKI_STOCK_DONE : SKI_STOCK_BISECT;
}

/* The reserve at hand is known well enough: on to the next that is not. */
static bool is_known(const ski_stress_search *search) {
    const double enough_t = search->now_t[search->at];
    return search->verified[search->at] || enough_t == 0 ||
           (search->too_little_t >= 0 &&
            enough_t - search->too_little_t <=
                fmax(SKI_STOCK_TOL * enough_t, nothing_t(search, search->at)));
}

static void ask_bisection(ski_stress_search *search) {
    while (search->at < search->reserve_count && is_known(search)) {
        search->verified[search->at++] = true;
        search->too_little_t = -1;
    }
    if (search->at == search->reserve_count) {
        search->phase = SKI_STOCK_DONE;
        return;
    }
    const int at = search->at;
    memcpy(search->tried_t, search->now_t, (size_t)search->reserve_count * sizeof *search->now_t);
    search->tried_t[at] =
        search->too_little_t < 0 ? 0 : (search->too_little_t + search->now_t[at]) / 2;
    ask(search, search->stock_days, search->tried_t);
}

static void take_bisection(ski_stress_search *search, const double *outcome) {
    const int at = search->at;
    if (is_whole(outcome)) {
        search->now_t[at] = search->tried_t[at];
    } else {
        search->too_little_t = search->tried_t[at];
    }
}

static void ask_stock(ski_stress_search *search) {
    switch (search->phase) {
    case SKI_STOCK_SIZE:
        ask(search, search->stock_days, search->now_t);
        break;
    case SKI_STOCK_VERIFY:
        ask(search, search->stock_days, search->tried_t);
        ask(search, search->stock_days, search->less_t);
        break;
    case SKI_STOCK_BISECT:
        ask_bisection(search);
        break;
    case SKI_STOCK_OPEN:
    case SKI_STOCK_DONE:
        break;
    }
}

static void take_stock(ski_stress_search *search, int index, const double *outcome) {
    switch (search->phase) {
    case SKI_STOCK_SIZE:
        take_size(search, outcome);
        break;
    case SKI_STOCK_VERIFY:
        if (search->asks[index].reserve_t == search->tried_t) {
            take_enough(search, outcome);
        } else {
            take_less(search, outcome);
        }
        break;
    case SKI_STOCK_BISECT:
        take_bisection(search, outcome);
        break;
    case SKI_STOCK_OPEN:
    case SKI_STOCK_DONE:
        break;
    }
}

/* ---- all of it ---- */

void ski_stress_search_ask(ski_stress_search *search) {
    const ski_stress *stress = search->stress;
    search->ask_count = 0;
    if (search->failure != NULL) {
        return;
    }
    if (!search->has_outages) {
        for (int i = 0; i < stress->outage_count; i++) {
            ask(search, stress->outage_days[i], NULL);
        }
    } else if (!stress->is_short) {
        ask_survival(search);
        ask_stock(search);
    }
}

sk_status ski_stress_search_tell(ski_stress_search *search, int index, double *outcome,
                                 const char *failure) {
    const ski_stress_ask *asked = &search->asks[index];
    if (outcome == NULL) {
        search->failure = search->failure == NULL ? strdup(failure) : search->failure;
        return search->failure == NULL ? SK_ERR_MEMORY : SK_OK;
    }
    if (asked->reserve_t != NULL) {
        take_stock(search, index, outcome);
        return SK_OK;
    }
    note_survival(search, asked->days, is_whole(outcome));
    if (!search->has_outages) {
        search->outages[index] = outcome;
        search->has_outages = index == search->stress->outage_count - 1;
        if (search->has_outages && search->failure == NULL && !search->stress->is_short) {
            begin_stock(search);
        }
    }
    return SK_OK;
}
