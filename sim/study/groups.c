/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Disruptions, factors and correlations → groups. */
#include "study/groups.h"

#include "base/memory.h"

#include <string.h>

/* The first factor of the chain that each factor is linked in, into heads: itself, where no
 * correlation names it. */
static void find_heads(const sk_scenario *scenario, int *heads) {
    for (int i = 0; i < scenario->factor_count; i++) {
        heads[i] = i;
    }
    for (int c = 0; c < scenario->correlation_count; c++) {
        const int a = heads[scenario->correlations[c].a], b = heads[scenario->correlations[c].b];
        const int kept = a < b ? a : b, given_up = a < b ? b : a;
        for (int i = 0; i < scenario->factor_count; i++) {
            heads[i] = heads[i] == given_up ? kept : heads[i];
        }
    }
}

static const ski_element *member(const sk_scenario *scenario, const ski_group *group, int index) {
    const int cause = group->members[index];
    return group->kind == SKI_GROUP_DISRUPTION ? &scenario->disruptions[cause].element
                                               : &scenario->factors[cause].element;
}

/* Adds the names (or titles) of all members. */
static sk_status name_group(const sk_scenario *scenario, ski_group *group, ski_arena *arena) {
    sk_status st = SK_OK;
    for (int i = 0; i < group->member_count; i++) {
        const ski_element *element = member(scenario, group, i);
        const char *title = element->title == NULL ? element->name : element->title;
        if (i == 0) {
            group->name = element->name;
            group->title = title;
            continue;
        }
        SK_CHECK_MEMORY(group->name = ski_arena_printf(arena, "%s+%s", group->name, element->name));
        SK_CHECK_MEMORY(group->title = ski_arena_printf(arena, "%s + %s", group->title, title));
    }
done:
    return st;
}

sk_status ski_groups_build(ski_groups *out, const sk_scenario *scenario, ski_arena *arena) {
    sk_status st = SK_OK;
    const int most = scenario->disruption_count + scenario->factor_count;
    ski_group *groups = SKI_NEW(arena, ski_group, most);
    int *members = SKI_NEW(arena, int, most), *heads = SKI_NEW(arena, int, scenario->factor_count);
    int used = 0;
    SK_CHECK_MEMORY(groups);
    SK_CHECK_MEMORY(members);
    SK_CHECK_MEMORY(heads);
    *out = (ski_groups){.factor_count = scenario->factor_count,
                        .disruption_count = scenario->disruption_count,
                        .groups = groups};
    for (int i = 0; i < scenario->disruption_count; i++) {
        members[used] = i;
        groups[out->count++] = (ski_group){.member_count = 1, .members = &members[used++]};
    }
    find_heads(scenario, heads);
    for (int head = 0; head < scenario->factor_count; head++) {
        ski_group group = {.members = &members[used]};
        for (int i = head; i < scenario->factor_count; i++) {
            if (heads[i] == head) {
                members[used++] = i;
                group.member_count++;
            }
        }
        if (group.member_count > 0) {
            group.kind = group.member_count == 1 ? SKI_GROUP_FACTOR : SKI_GROUP_FACTORS;
            groups[out->count++] = group;
        }
    }
    for (int g = 0; g < out->count; g++) {
        SK_TRY(name_group(scenario, &groups[g], arena));
    }
done:
    return st;
}

void ski_group_set(const ski_groups *groups, int group, ski_cause_state state,
                   unsigned char *states) {
    const ski_group *of = &groups->groups[group];
    unsigned char *to = of->kind == SKI_GROUP_DISRUPTION ? states + groups->factor_count : states;
    for (int i = 0; i < of->member_count; i++) {
        to[of->members[i]] = (unsigned char)state;
    }
}
