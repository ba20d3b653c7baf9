/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Network → program template: a boxed linear program whose columns and rows know what they stand
 * for. One function per equation of docs/model.md; a table of values (base, world or forecast)
 * patches bounds, costs and a few coefficients. */
#ifndef SKI_OPTIMIZER_PROGRAM_H
#define SKI_OPTIMIZER_PROGRAM_H

#include "network/network.h"

/* Cost lines of the objective, in the order they are reported; their sum less TERMINAL_VALUE is the
 * objective. */
typedef enum {
    SKI_PROCUREMENT,
    SKI_PROCESSING,
    SKI_TRANSPORT,
    SKI_TARIFFS,
    SKI_HOLDING,
    SKI_BELOW_TARGET,
    SKI_LIMITS_LINE,
    SKI_SUBSTITUTION,
    SKI_BACKLOG,
    SKI_SHORTAGE,
    SKI_TERMINAL_VALUE,
    SKI_COST_LINES
} ski_cost_line;

/* Name of a line as in outputs.md ("below_target"). */
const char *ski_cost_line_name(ski_cost_line line);

/* Where each variable of model.md §1 stands among the columns: column = first[element] + period,
 * and -1 where an element has no such variable. This layout is also that of the ledger: what was
 * carried out is a vector of column_count numbers, whichever rule carried it out. */
typedef struct {
    int periods;
    int group_count;  /* of variables by period: column = group * periods + period; the single
                         columns of credits come after them */
    const int *buy;   /* [blocks] first column of each, the periods follow */
    const int *run;   /* [processes] */
    const int *ship;  /* [lanes] */
    const int *stock; /* [stocks] end stock h */
    const int *stock_discard; /* [stocks] v */
    const int *below;         /* [stocks] below target g; -1: no target */
    const int *serve;         /* [demands] u */
    const int *substitute; /* [demands] of its first alternative, the others follow: + alternative *
                              periods */
    const int *shortage;   /* [demands] of its first tier (or the only value), the others follow: +
                              tier * periods */
    const int *wait;       /* [demands] b; -1: no backlog */
    const int *excess;     /* [limits] e */
    const int *discard;    /* [nodes] */
    const int *credit;     /* [nodes] single column w; -1: no credit there */
} ski_layout;

/* Row kinds, for names and for telling what a marginal value is of. A balance row counts what comes
 * in as positive, so that its dual is what one more tonne is worth (>= 0); of an upper limit that
 * is minus the dual. */
typedef enum {
    SKI_ROW_BALANCE,  /* node */
    SKI_ROW_MINIMUM,  /* source, over its blocks */
    SKI_ROW_CAPACITY, /* route, over its materials */
    SKI_ROW_PASSAGE,  /* chokepoint */
    SKI_ROW_DEMAND,   /* demand */
    SKI_ROW_RELEASE,  /* stock */
    SKI_ROW_REFILL,   /* stock */
    SKI_ROW_TARGET,   /* stock */
    SKI_ROW_LIMIT,    /* limit */
    SKI_ROW_CREDIT    /* node, no period */
} ski_row_kind;

typedef struct {
    ski_row_kind kind;
    int element, period;
} ski_row;

/* What a column is: kind (as in the layout), element and period. */
typedef enum {
    SKI_BUY,
    SKI_RUN,
    SKI_SHIP,
    SKI_STOCK,
    SKI_STOCK_DISCARD,
    SKI_BELOW,
    SKI_SERVE,
    SKI_SUBSTITUTE,
    SKI_SHORT,
    SKI_WAIT,
    SKI_EXCESS,
    SKI_DISCARD,
    SKI_CREDIT /* stands for the end of the last period */
} ski_column_kind;

typedef struct {
    ski_column_kind kind;
    int element, item, period; /* item: alternative or tier (0-based), else 0 */
} ski_column;

/* How much the tie-breaking ranks order: what there is room for, most first: who
 * goes short. */
typedef enum {
    SKI_RANK_ALL, /* and when (earlier periods are served), and equal flows in scenario order */
    SKI_RANK_NO_PERIODS, /* and equal flows in scenario order */
    SKI_RANK_DEMANDS,
    SKI_RANK_NONE /* not even who goes short */
} ski_rank_level;

/* What a program begins with, and how much of it is settled already. */
typedef struct {
    int first_period;         /* of the program within the horizon */
    const double *stock_t;    /* [stocks] held at the end of the period before */
    const double *waiting_t;  /* [demands] waiting at the end of the period before; NULL: none */
    int arrival_periods;      /* in which something may arrive of what left before */
    int arrival_stride;       /* of the next */
    const double *arrivals_t; /* arrives at a node in a period: [node * arrival_stride + period] */
    int settled_periods;      /* the first so many are carried out: their flows stand */
    const double *settled_t;  /* [column_count] flows of those; NULL when none is settled */
    bool is_credited;         /* what is left at the end counts */
} ski_start;

/* The template, or a patched copy of its numbers: lower, upper, cost, row bounds and matrix values
 * move; the rest not. */
typedef struct ski_program {
    ski_arena *arena;
    const sk_network *network;
    ski_layout layout;
    int column_count, row_count, entry_count;
    double *lower, *upper,
        *cost;         /* [column_count] USD discounted; cost without tie-breaking ranks */
    double *rank_cost; /* [column_count] cost of ties, added for the solver only */
    double *row_lower, *row_upper; /* [row_count]; ±inf where free */
    double *row_constant; /* [row_count] what the start brings into a row, within its bounds */
    ski_start start;
    int *column_start;   /* [column_count + 1] compressed columns */
    int *entry_row;      /* [entry_count] ascending within a column */
    double *entry_value; /* [entry_count] */
    ski_column *columns; /* [column_count] */
    ski_row *rows;       /* [row_count] */
    bool *boxed;         /* [column_count] upper is the derived box, not a limit of the scenario */
    double box_t;        /* the box the bounds stand on now */
    ski_rank_level rank_level;
    double rank_step_usd_per_t;  /* that who goes short was ranked by */
    struct ski_patches *patches; /* what each quantity moves (program's own) */
} ski_program;

/* Builds the template with the network's base values. Free with ski_program_free(). */
sk_status ski_program_build(ski_program **out, const sk_network *network, sk_error *error);
void ski_program_free(ski_program *program);

/* Sets the rank costs anew, ordering as much as there is room for: SKI_RANK_MOST of the objective,
 * and less than shortage values differ by. Building the template judges that by the values alone;
 * given the flows of the base optimum [column_count] it is judged by their cost too, alone, with
 * any one demand not served at all, and with none served. *changed (may be NULL): the base optimum
 * has to be found again. Before any copy. */
sk_status ski_program_rank(ski_program *program, const double *flows, bool *changed);

/* What one patch changed, for the solver: lists of column, row and entry numbers (each at most
 * once). */
typedef struct {
    int column_bound_count, column_cost_count, row_count, entry_count;
    int *column_bounds, *column_costs, *rows,
        *entries; /* allocated once at their largest, in ski_changes_new() */
} ski_changes;

sk_status ski_changes_new(ski_changes **out, const ski_program *program);
void ski_changes_free(ski_changes *changes);

/* A private copy of the numbers that move, one per worker. It shares the rest with the template,
 * which outlives it. */
sk_status ski_program_copy(ski_program **out, const ski_program *program);

/* Sets the numbers of `program` that depend on the quantities listed from the table `values`, which
 * holds base values elsewhere; what differs from before is listed in `changes`. A quantity that is
 * not finite (but a limit that the base misses) is SK_ERR_INTERNAL with its path, and nothing is
 * taken over. So is, with its name, a number worked out from them that is not finite or leaves no
 * room, but the rest is taken over: give `changes` to the solver also then, so that both stay
 * alike. Allocates nothing. */
sk_status ski_program_patch(ski_program *program, const double *values, const int *quantities,
                            int quantity_count, ski_changes *changes, sk_error *error);

/* The same, with the program moved to another start (what it points to outlives its use): rows that
 * the start brings something into, settled periods, the credit. */
sk_status ski_program_move(ski_program *program, const ski_start *start, const double *values,
                           const int *quantities, int quantity_count, ski_changes *changes,
                           sk_error *error);

/* Names, legal in MPS and LP files alike, into text[size]: `buy.almalyk_mo.2025_03`,
 * `balance.chirchik.mo_oxide.2025_03`. */
void ski_column_name(const ski_program *program, int column, char *text, int size);
void ski_row_name(const ski_program *program, int row, char *text, int size);

/* What a column is. */
ski_column ski_column_of(const ski_program *program, int column);

/* Cost lines of a vector in the layout, USD discounted, at the prices of `values`, without ranks;
 * lines[SKI_COST_LINES]. Accounts from the network and the table, independently of the program's
 * cost vector. */
void ski_cost_lines(const sk_network *network, const ski_layout *layout, const double *values,
                    const double *flows, double lines[SKI_COST_LINES]);

#endif
