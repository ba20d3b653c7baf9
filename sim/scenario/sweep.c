/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rules of the sweep section: what a parameter may set and to what, and how many points there are.
 */
#include "base/text.h"
#include "scenario/path.h"
#include "scenario/rules.h"

#include <stdlib.h>
#include <string.h>

/* ---- what a path may mean ---- */

/* The paths of one parameter, looked at one by one. */
typedef struct {
    const ski_sweep *sweep;
    const ski_sweep_parameter *parameter;
    const char *wrong; /* NULL: nothing so far */
    int twice;         /* the parameter that sets one of them already, from 1; 0: none */
} looked_at;

/* Whether a number may stand there. */
static bool takes_number(const ski_leaf *leaf) {
    switch (leaf->key->kind) {
    case SKI_KEY_NUMBER:
    case SKI_KEY_INTEGER:
    case SKI_KEY_SCHED:
    case SKI_KEY_DIST:
    case SKI_KEY_ANY:
        return true;
    case SKI_KEY_PARTS: /* the share of a material, not the whole group */
        return leaf->entry != NULL && leaf->entry->kind == SKI_ENTRY_NUMBER;
    default:
        return false;
    }
}

/* Points are compared with one another in the same worlds over one horizon, at one level. */
static const char *why_not(const ski_leaf *leaf) {
    static const char *const of_simulation[] = {"lookahead_periods", "secure_fill", NULL};
    if (leaf->section == SKI_SWEEP || leaf->section == SKI_STRESS ||
        leaf->section == SKI_COUNTRIES) {
        return "no sample hangs on it: it cannot be swept";
    }
    if (leaf->section == SKI_SCENARIO && strcmp(leaf->key->name, "periods") == 0) {
        return "the horizon cannot be swept";
    }
    if (leaf->section == SKI_SIMULATION && ski_word_index(of_simulation, leaf->key->name) < 0) {
        return "points have the same worlds and statistics: of the simulation only "
               "lookahead_periods and secure_fill can be swept";
    }
    return takes_number(leaf) ? NULL : "takes no number";
}

static sk_status look_at(void *context, const ski_leaf *leaf, const ski_path *path) {
    looked_at *at = context;
    char text[SKI_PATH_TEXT];
    const ski_sweep_parameter *first = at->sweep->parameters;
    ski_path_text(text, path);
    at->wrong = at->wrong == NULL ? why_not(leaf) : at->wrong;
    for (int i = 0; at->twice == 0 && &first[i] < at->parameter; i++) {
        if (first[i].path != NULL && ski_glob_matches(first[i].path, text)) {
            at->twice = i + 1;
        }
    }
    return SK_OK;
}

static sk_status check_path(ski_reader *reader, const ski_path *path, const ski_entry *entry,
                            const ski_sweep_parameter *parameter) {
    const ski_path here = {path, "path", 0};
    const ski_where at = ski_blame(entry, "path");
    looked_at looked = {&reader->scenario->sweep, parameter, NULL, 0};
    const ski_match match = {reader, false, look_at, &looked};
    int count = 0;
    sk_status st = SK_OK;
    SK_TRY(ski_match_path(&match, parameter->path, &count));
    if (count == 0) {
        st = ski_explain_path(&match, parameter->path, at, &here);
    } else if (looked.wrong != NULL) {
        ski_wrong(reader, at, &here, "%s (got \"%s\")", looked.wrong, parameter->path);
    } else if (looked.twice > 0) {
        ski_wrong(reader, at, &here, "sets what sweep.parameters.%d sets (got \"%s\" after \"%s\")",
                  looked.twice, parameter->path, looked.sweep->parameters[looked.twice - 1].path);
    }
done:
    return st;
}

/* ---- values ---- */

static int by_value(const void *a, const void *b) {
    const double one = *(const double *)a, other = *(const double *)b;
    return one < other ? -1 : one > other;
}

/* Two points with the same values would be two names of one thing. */
static sk_status check_values(ski_reader *reader, const ski_path *path, const ski_entry *entry,
                              const ski_sweep_parameter *parameter) {
    sk_status st = SK_OK;
    char got[SKI_NUMBER_TEXT];
    double *sorted = ski_alloc(parameter->value_count, sizeof *sorted);
    SK_CHECK_MEMORY(sorted);
    memcpy(sorted, parameter->values, (size_t)parameter->value_count * sizeof *sorted);
    qsort(sorted, (size_t)parameter->value_count, sizeof *sorted, by_value);
    for (int i = 1; i < parameter->value_count; i++) {
        if (sorted[i] == sorted[i - 1]) {
            ski_wrong(reader, ski_blame(entry, "values"), &(ski_path){path, "values", 0},
                      "given twice (got %s)", ski_number_text(got, sorted[i]));
            break;
        }
    }
done:
    free(sorted);
    return st;
}

static void check_range(ski_reader *reader, const ski_path *path, const ski_entry *entry,
                        const ski_sweep_parameter *parameter) {
    char from[SKI_NUMBER_TEXT], to[SKI_NUMBER_TEXT];
    if (isnan(parameter->from) || isnan(parameter->to) || !ski_knows(entry, "from to scale")) {
        return;
    }
    if (parameter->from >= parameter->to) {
        ski_wrong(reader, ski_blame(entry, "to from"), &(ski_path){path, "to", 0},
                  "not above from (got %s; allowed more than %s)",
                  ski_number_text(to, parameter->to), ski_number_text(from, parameter->from));
    } else if (parameter->is_log && parameter->from <= 0) {
        ski_wrong(reader, ski_blame(entry, "from scale"), &(ski_path){path, "from", 0},
                  "has no logarithm (got %s; allowed above 0 with scale \"log\")",
                  ski_number_text(from, parameter->from));
    }
}

sk_status ski_rule_sweep_parameter(ski_reader *reader, const ski_path *path, const ski_entry *entry,
                                   void *item) {
    const ski_sweep_parameter *parameter = item;
    const bool has_range =
        ski_entry_child(entry, "from") != NULL || ski_entry_child(entry, "to") != NULL;
    sk_status st = SK_OK;
    if (parameter->path != NULL && ski_knows(entry, "path")) {
        SK_TRY(check_path(reader, path, entry, parameter));
    }
    if (ski_entry_child(entry, "values") == NULL && !has_range &&
        ski_knows(entry, "values from to")) {
        ski_wrong(reader, entry->at, path, "neither values nor from and to (allowed one of them)");
    }
    check_range(reader, path, entry, parameter);
    if (parameter->value_count > 1 && ski_knows(entry, "values")) {
        SK_TRY(check_values(reader, path, entry, parameter));
    }
done:
    return st;
}

/* ---- the design ---- */

static const char *design_name(const ski_sweep *sweep) {
    return sweep->design == SKI_SWEEP_LHS ? "lhs" : "sobol";
}

/* Other designs spread points of their own over a range. */
static void check_points_of_ranges(ski_reader *reader, const ski_path *path, const ski_entry *list,
                                   const ski_sweep *sweep) {
    const ski_entry *entry = list->first;
    for (int i = 0; i < sweep->parameter_count; i++, entry = entry->next) {
        const ski_path item = {path, NULL, i + 1};
        if (entry->kind == SKI_ENTRY_GROUP && ski_entry_child(entry, "from") != NULL &&
            ski_entry_child(entry, "points") == NULL && ski_knows(entry, "from points")) {
            ski_wrong(reader, entry->at, &(ski_path){&item, "points", 0},
                      "missing (required of a range in a grid: an integer, 2 or more)");
        }
    }
}

static void check_points(ski_reader *reader, const ski_path *path, const ski_entry *entry,
                         const ski_sweep *sweep) {
    const ski_path here = {path, "points", 0};
    if (sweep->design == SKI_SWEEP_GRID && sweep->points > 0) {
        ski_wrong(reader, ski_blame(entry, "points design"), &here,
                  "does not go with design = \"grid\", whose points are those of the parameters");
    } else if (sweep->design != SKI_SWEEP_GRID && ski_entry_child(entry, "points") == NULL) {
        ski_wrong(reader, ski_blame(entry, "design"), &here,
                  "missing (required with design = \"%s\": an integer, 1 or more)",
                  design_name(sweep));
    }
}

/* How many points a grid has; more than a double tells apart is too many in any case. */
static double grid_points(const ski_sweep *sweep) {
    double count = 1;
    for (int i = 0; i < sweep->parameter_count; i++) {
        const ski_sweep_parameter *parameter = &sweep->parameters[i];
        count *= parameter->value_count > 0 ? parameter->value_count : parameter->points;
    }
    return count;
}

static void check_size(ski_reader *reader, const ski_path *path, const ski_entry *entry,
                       const ski_sweep *sweep) {
    const ski_path here = {path, "parameters", 0};
    if (sweep->design == SKI_SWEEP_GRID && grid_points(sweep) > SKI_SWEEP_POINTS_MOST) {
        ski_wrong(reader, ski_blame(entry, "parameters"), &here,
                  "too many points in all (got %.0f; allowed %d)", grid_points(sweep),
                  SKI_SWEEP_POINTS_MOST);
    }
    if (sweep->design == SKI_SWEEP_SOBOL && sweep->parameter_count > SKI_SWEEP_SOBOL_MOST) {
        ski_wrong(reader, ski_blame(entry, "parameters design"), &here,
                  "too many for a Sobol' set (got %d; allowed %d, or design \"lhs\")",
                  sweep->parameter_count, SKI_SWEEP_SOBOL_MOST);
    }
}

/* A design of worlds needs as many in a sweep as anywhere. */
static void check_samples(ski_reader *reader, const ski_path *path, const ski_entry *entry,
                          const ski_sweep *sweep) {
    const char *sampling = reader->scenario->simulation.sampling;
    const bool is_random = sampling == NULL || strcmp(sampling, "random") == 0;
    if (sweep->samples > 0 && !is_random && sweep->samples < SKI_DESIGN_SAMPLES_LEAST) {
        ski_wrong(reader, ski_blame(entry, "samples"), &(ski_path){path, "samples", 0},
                  "too few for sampling \"%s\" (got %d; allowed %d or more, or sampling "
                  "\"random\")",
                  sampling, sweep->samples, SKI_DESIGN_SAMPLES_LEAST);
    }
}

sk_status ski_rule_sweep(ski_reader *reader, const ski_path *path, const ski_entry *entry,
                         void *item) {
    static const int no_policy = -1;
    ski_sweep *sweep = item;
    const ski_entry *list = ski_entry_child(entry, "parameters");
    const int wrong_before = reader->wrong;
    if (ski_entry_child(entry, "policies") == NULL) {
        sweep->policies = &no_policy;
        sweep->policy_count = 1;
    }
    sweep->point_count = 0;
    if (sweep->parameter_count == 0 || !ski_knows(entry, "design points")) {
        return SK_OK;
    }
    if (sweep->design == SKI_SWEEP_GRID) {
        check_points_of_ranges(reader, &(ski_path){path, "parameters", 0}, list, sweep);
    }
    check_points(reader, path, entry, sweep);
    check_size(reader, path, entry, sweep);
    check_samples(reader, path, entry, sweep);
    if (reader->wrong == wrong_before) {
        sweep->point_count =
            sweep->design == SKI_SWEEP_GRID ? (int)grid_points(sweep) : sweep->points;
    }
    return SK_OK;
}

/* ---- policies ---- */

/* Policies' names, each once, and "baseline", which is -1. */
sk_status ski_read_options(ski_reader *reader, const ski_path *path, const ski_key *key,
                           ski_entry *entry, void *item) {
    const ski_names *known = &reader->names[SKI_POLICIES];
    const int count = ski_entry_count(entry);
    if (entry->kind != SKI_ENTRY_LIST || count == 0) {
        ski_wrong_type(reader, path, key, entry);
        return SK_OK;
    }
    int *policies = SKI_NEW(reader->arena, int, count);
    const char **names = SKI_NEW(reader->arena, const char *, known->count + 1);
    if (policies == NULL || names == NULL) {
        return SK_ERR_MEMORY;
    }
    names[0] = "baseline";
    memcpy(names + 1, known->names, (size_t)known->count * sizeof *names);
    const ski_entry *child = entry->first;
    for (int i = 0; i < count; i++, child = child->next) {
        const ski_path here = {path, NULL, i + 1};
        policies[i] = -1;
        if (!ski_is_new_text(reader, &here, entry, child) || strcmp(child->text, names[0]) == 0) {
            continue;
        }
        policies[i] = ski_names_find(known, child->text);
        if (policies[i] < 0 && !reader->broken[SKI_POLICIES]) {
            ski_wrong_name(reader, child->at, &here, "no such policy", child->text, names,
                           known->count + 1);
        }
    }
    *(const int **)((char *)item + key->offset) = policies;
    *(int *)((char *)item + key->count_offset) = count;
    return SK_OK;
}
