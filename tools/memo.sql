-- SPDX-License-Identifier: GPL-3.0-or-later
-- Documents of the studies, in the folder this runs in → the fields of docs/policy-memo.template.md: name <tab> text.
-- A sentence with a verdict in it is made here, from the numbers; the template has none that could turn false.

CREATE TABLE doc (name TEXT PRIMARY KEY, json TEXT);
INSERT INTO doc
    SELECT name, CAST(readfile(name || '/summary.json') AS TEXT)
      FROM (SELECT 'run' AS name UNION VALUES ('compare'), ('stress'), ('sensitivity'), ('risk'))
    UNION ALL
    SELECT policy, CAST(readfile('plan-' || policy || '.json') AS TEXT)
      FROM (SELECT 'chirchik_expansion' AS policy UNION VALUES ('chirchik_1500'), ('chirchik_1500_with_ore'));
CREATE TABLE value (path TEXT PRIMARY KEY, value TEXT);
.import values.tsv value
CREATE VIEW number AS SELECT path, CAST(value AS REAL) AS value FROM value;
CREATE TABLE given (name TEXT PRIMARY KEY, value TEXT);
.import given.tsv given

-- ---- what the documents say ----

CREATE VIEW horizon AS
    SELECT json ->> '$.scenario.periods' AS periods, json ->> '$.scenario.start' AS start,
           (json ->> '$.scenario.periods') / 12.0 AS years, json ->> '$.confidence' AS confidence,
           json ->> '$.seed' AS seed, json ->> '$.tail' AS tail
      FROM doc WHERE name = 'run';

-- Korea's demands by metal; what Chirchik sells elsewhere is not Korea's.
CREATE TABLE need AS
    SELECT d.key AS name,
           CASE WHEN d.key IN ('fab_wf6', 'fab_w_targets', 'hardmetal', 'w_steel') THEN 'W' ELSE 'Mo' END AS metal,
           d.value ->> '$.critical' AS critical,
           (d.value ->> '$.metrics.demand_t.mean') AS demand_t,
           (d.value ->> '$.metrics.shortage_t.mean') AS shortage_t,
           p.value ->> '$.demand_t' AS plan_t
      FROM doc, json_each(doc.json, '$.demands') d, json_each(doc.json, '$.plan.demands') p
     WHERE doc.name = 'run' AND p.key = d.key AND d.key <> 'chirchik_others';

CREATE TABLE option AS
    SELECT p.key AS place, p.value ->> '$.name' AS name, p.value ->> '$.title' AS title,
           p.value ->> '$.own_cost_usd' AS own_usd,
           p.value ->> '$.usd_per_tonne_avoided.spend_usd' AS spend_usd,
           p.value ->> '$.usd_per_tonne_avoided.spend_ci[0]' AS spend_lo,
           p.value ->> '$.usd_per_tonne_avoided.spend_ci[1]' AS spend_hi,
           p.value ->> '$.usd_per_tonne_avoided.avoided_t' AS avoided_t,
           p.value ->> '$.usd_per_tonne_avoided.avoided_ci[0]' AS avoided_lo,
           p.value ->> '$.usd_per_tonne_avoided.avoided_ci[1]' AS avoided_hi,
           p.value ->> '$.metrics.shortage_critical_t.mean' AS critical_t,
           p.value ->> '$.metrics.shortage_critical_t.ci[0]' AS critical_lo,
           p.value ->> '$.metrics.shortage_critical_t.ci[1]' AS critical_hi,
           p.value ->> '$.usd_per_tonne_avoided.value' AS ratio_usd,
           p.value ->> '$.usd_per_tonne_avoided.ci[0]' AS ratio_lo, p.value ->> '$.usd_per_tonne_avoided.ci[1]' AS ratio_hi,
           p.value ->> '$.usd_per_tonne_avoided.verdict' AS verdict,
           EXISTS (SELECT 1 FROM json_each(doc.json, '$.ranking.may_be_best') b WHERE b.value = p.value ->> '$.name') AS best
      FROM doc, json_each(doc.json, '$.policies') p WHERE doc.name = 'compare';

CREATE TABLE outage AS
    SELECT t.value ->> '$.name' AS name, coalesce(t.value ->> '$.title', t.value ->> '$.name') AS title,
           t.value ->> '$.time_to_survive_days' AS days, t.value ->> '$.survives_horizon' AS survives,
           o.value ->> '$.days' AS outage_days, o.value ->> '$.shortage_critical_t' AS shortage_t
      FROM doc, json_each(doc.json, '$.targets') t, json_each(t.value, '$.outages') o WHERE doc.name = 'stress';

CREATE TABLE cause AS
    SELECT i.value ->> '$.name' AS name, coalesce(i.value ->> '$.title', i.value ->> '$.name') AS title,
           i.value ->> '$.shapley_t' AS share_t, i.value ->> '$.shapley_ci[0]' AS share_lo, i.value ->> '$.shapley_ci[1]' AS share_hi
      FROM doc, json_each(doc.json, '$.inputs') i WHERE doc.name = 'sensitivity';

CREATE TABLE dependence AS
    SELECT d.key AS place, d.value ->> '$.name' AS name, coalesce(d.value ->> '$.title', d.value ->> '$.name') AS title,
           d.value ->> '$.extraction.hhi' AS mined_hhi, d.value ->> '$.extraction.largest.country' AS mined_country,
           d.value ->> '$.extraction.largest.share' AS mined_share,
           d.value ->> '$.processing.hhi' AS made_hhi, d.value ->> '$.processing.largest.country' AS made_country,
           d.value ->> '$.processing.largest.share' AS made_share,
           d.value ->> '$.import_dependence' AS imported, d.value ->> '$.n_minus_1' AS n_minus_1
      FROM doc, json_each(doc.json, '$.policies') p, json_each(p.value, '$.demands') d
     WHERE doc.name = 'risk' AND p.value ->> '$.name' = 'baseline';

-- ---- numbers → text: 'x (lo to hi)' ----

-- kind: t tonnes, m million USD (of USD), p percent (of a share), d days, i index, n whole number.
CREATE TABLE raw (key TEXT PRIMARY KEY, kind TEXT, x REAL, lo REAL, hi REAL);
INSERT INTO raw SELECT 'own:' || name, 'm', own_usd, NULL, NULL FROM option;
INSERT INTO raw SELECT 'spend:' || name, 'm', spend_usd, spend_lo, spend_hi FROM option;
INSERT INTO raw SELECT 'avoided:' || name, 't', avoided_t, avoided_lo, avoided_hi FROM option;
INSERT INTO raw SELECT 'ratio:' || name, 'm', ratio_usd, ratio_lo, ratio_hi FROM option;
INSERT INTO raw SELECT 'critical:' || name, 't', critical_t, critical_lo, critical_hi FROM option;
INSERT INTO raw SELECT DISTINCT 'survive:' || name, 'd', days, NULL, NULL FROM outage;
INSERT INTO raw SELECT 'outage:' || outage_days || ':' || name, 't', shortage_t, NULL, NULL FROM outage;
INSERT INTO raw SELECT 'cause:' || name, 't', share_t, share_lo, share_hi FROM cause;
INSERT INTO raw SELECT 'mined_hhi:' || name, 'i', mined_hhi, NULL, NULL FROM dependence;
INSERT INTO raw SELECT 'mined_share:' || name, 'p', mined_share, NULL, NULL FROM dependence;
INSERT INTO raw SELECT 'made_hhi:' || name, 'i', made_hhi, NULL, NULL FROM dependence;
INSERT INTO raw SELECT 'made_share:' || name, 'p', made_share, NULL, NULL FROM dependence;
INSERT INTO raw SELECT 'imported:' || name, 'p', imported, NULL, NULL FROM dependence;
INSERT INTO raw SELECT 'n_minus_1:' || name, 'p', n_minus_1, NULL, NULL FROM dependence;
INSERT INTO raw SELECT 'ceiling_mo', 'p', n.value * h.years / (SELECT sum(plan_t) FROM need WHERE metal = 'Mo'), NULL, NULL
    FROM number n, horizon h WHERE n.path = 'sources.almalyk_mo.capacity_tpy';
INSERT INTO raw SELECT 'ceiling_w_ore', 'p', n.value * h.years / (SELECT sum(plan_t) FROM need WHERE metal = 'W'), NULL, NULL
    FROM number n, horizon h WHERE n.path = 'sources.ingichka_w.capacity_tpy';
INSERT INTO raw SELECT 'ceiling_w_line', 'p', n.value * h.years / (SELECT sum(plan_t) FROM need WHERE metal = 'W'), NULL, NULL
    FROM number n, horizon h WHERE n.path = 'processes.chirchik_w.capacity_tpy';
-- What Chirchik makes and does not sell to others.
INSERT INTO raw SELECT 'uz_share_mo', 'p', ((json ->> '$.plan.processes.chirchik_mo.throughput_t') - (json ->> '$.plan.demands.chirchik_others.served_t')) /
           (SELECT sum(plan_t) FROM need WHERE metal = 'Mo'), NULL, NULL FROM doc WHERE name = 'run';
INSERT INTO raw SELECT 'others_short', 't', json ->> '$.demands.chirchik_others.shortage_tpy.mean',
           json ->> '$.demands.chirchik_others.shortage_tpy.ci[0]', json ->> '$.demands.chirchik_others.shortage_tpy.ci[1]'
    FROM doc WHERE name = 'run';
INSERT INTO raw SELECT 'any', 'p', json ->> '$.probability.any_shortage_critical.value', json ->> '$.probability.any_shortage_critical.ci[0]',
           json ->> '$.probability.any_shortage_critical.ci[1]' FROM doc WHERE name = 'run';
INSERT INTO raw SELECT 'critical', 't', json ->> '$.metrics.shortage_critical_t.mean', json ->> '$.metrics.shortage_critical_t.ci[0]',
           json ->> '$.metrics.shortage_critical_t.ci[1]' FROM doc WHERE name = 'run';
INSERT INTO raw SELECT 'sangdong', 'n', json ->> '$.plan.sources.sangdong_w.purchased_t', NULL, NULL FROM doc WHERE name = 'run';
INSERT INTO raw SELECT 'needed', 'n', sum(demand_t), NULL, NULL FROM need WHERE critical;
INSERT INTO raw SELECT 'w_part', 'p', sum(CASE WHEN metal = 'W' THEN shortage_t ELSE 0 END) / nullif(sum(shortage_t), 0), NULL, NULL
    FROM need WHERE critical;
INSERT INTO raw SELECT 'all', 't', json ->> '$.attribution.all_t', NULL, NULL FROM doc WHERE name = 'sensitivity';
INSERT INTO raw SELECT 'none', 't', json ->> '$.attribution.none_t', NULL, NULL FROM doc WHERE name = 'sensitivity';
INSERT INTO raw SELECT 'metal:' || name, 'n', json ->> '$.processes.chirchik_mo.throughput_t', NULL, NULL
    FROM doc WHERE name LIKE 'chirchik_%';
INSERT INTO raw SELECT 'stock_w_days', 'n', 365 * h.years * sum(n.value) / (SELECT sum(plan_t) FROM need WHERE metal = 'W'), NULL, NULL
    FROM number n, horizon h WHERE n.path LIKE 'stocks.public_w_%.initial_t';
INSERT INTO raw SELECT 'stock_mo_days', 'n', 365 * h.years * sum(n.value) / (SELECT sum(plan_t) FROM need WHERE metal = 'Mo'), NULL, NULL
    FROM number n, horizon h WHERE n.path LIKE 'stocks.public_mo_%.initial_t';

CREATE VIEW part AS
    SELECT key, kind, 'x' AS part, x AS v, max(abs(x), abs(coalesce(lo, 0)), abs(coalesce(hi, 0))) AS size FROM raw
    UNION ALL SELECT key, kind, 'lo', lo, max(abs(x), abs(coalesce(lo, 0)), abs(coalesce(hi, 0))) FROM raw
    UNION ALL SELECT key, kind, 'hi', hi, max(abs(x), abs(coalesce(lo, 0)), abs(coalesce(hi, 0))) FROM raw;
-- Adding 0.0 to what is rounded turns -0 into 0.
CREATE TABLE worded AS
    SELECT key, part,
           CASE WHEN v IS NULL THEN NULL
                WHEN kind = 'n' THEN printf('%,d', CAST(round(v) AS INTEGER))
                WHEN kind = 'd' THEN printf('%,d', CAST(round(v) AS INTEGER))
                WHEN kind = 'i' THEN printf('%.2f', round(v, 2) + 0.0)
                WHEN kind = 'p' THEN CASE WHEN size < 0.1 THEN printf('%.1f', round(100 * v, 1) + 0.0)
                                          ELSE printf('%.0f', round(100 * v) + 0.0) END
                WHEN kind = 'm' THEN CASE WHEN size < 1e7 THEN printf('%.1f', round(v / 1e6, 1) + 0.0)
                                          ELSE printf('%,d', CAST(round(v / 1e6) AS INTEGER)) END
                WHEN size < 10 THEN printf('%.2f', round(v, 2) + 0.0)
                WHEN size < 100 THEN printf('%.1f', round(v, 1) + 0.0)
                ELSE printf('%,d', CAST(round(v) AS INTEGER)) END AS text
      FROM part;
CREATE INDEX worded_key ON worded (key, part);
CREATE TABLE t (key TEXT PRIMARY KEY, text TEXT);
INSERT INTO t
    SELECT x.key AS key, x.text || coalesce(' (' || lo.text || ' to ' || hi.text || ')', '') AS text
      FROM worded x JOIN worded lo ON lo.key = x.key AND lo.part = 'lo' JOIN worded hi ON hi.key = x.key AND hi.part = 'hi'
     WHERE x.part = 'x';

-- ---- words for verdicts ----

-- A difference below 0.005 t is none: it is what the solver rounds, or what nobody would read.
CREATE VIEW judged AS
    SELECT *, avoided_lo >= 0.005 AS sure, avoided_hi <= -0.005 AS harmful, spend_hi < 0 AS saves,
           max(abs(avoided_t), abs(avoided_lo), abs(avoided_hi)) < 0.005 AS idle
      FROM option WHERE name <> 'baseline';

-- What an option avoids, as far as these worlds tell.
CREATE VIEW effect AS
    SELECT o.name AS name,
           CASE WHEN idle THEN 'nothing in the worlds drawn'
                WHEN sure THEN s.text || ' t'
                WHEN harmful THEN s.text || ' t, which is to say that it does harm'
                ELSE s.text || ' t, which cannot be told from nothing' END AS avoids
      FROM judged o JOIN t s ON s.key = 'avoided:' || o.name;
-- Options that somebody can choose.
CREATE VIEW lever AS SELECT * FROM judged WHERE name <> 'baseline' AND name NOT LIKE 'sangdong_%';

-- A list in a sentence: 'a, b and c'.
CREATE TABLE listed (list TEXT, place INTEGER, item TEXT);
INSERT INTO listed SELECT 'sure', row_number() OVER (ORDER BY avoided_t DESC), '"' || title || '"' FROM lever WHERE sure;
INSERT INTO listed SELECT 'saving', row_number() OVER (ORDER BY spend_usd), '"' || title || '"' FROM lever WHERE sure AND saves;
INSERT INTO listed SELECT 'best', row_number() OVER (ORDER BY place), CASE name WHEN 'baseline' THEN 'doing nothing' ELSE '"' || title || '"' END
    FROM option WHERE best;
INSERT INTO listed SELECT 'idle', row_number() OVER (ORDER BY place), '"' || title || '"' FROM judged WHERE idle;
INSERT INTO listed SELECT 'harmful', row_number() OVER (ORDER BY place), '"' || title || '"' FROM judged WHERE harmful;
CREATE VIEW told AS
    SELECT list, max(place) AS items,
           group_concat(CASE WHEN place = 1 THEN item WHEN place = last THEN ' and ' || item ELSE ', ' || item END, '') AS text
      FROM (SELECT list, place, item, max(place) OVER (PARTITION BY list) AS last FROM listed ORDER BY list, place)
     GROUP BY list;
CREATE VIEW said AS SELECT l.list AS list, coalesce(t.items, 0) AS items, coalesce(t.text, '') AS text
    FROM (SELECT 'sure' AS list UNION VALUES ('saving'), ('best'), ('idle'), ('harmful')) l LEFT JOIN told t ON t.list = l.list;

-- ---- the fields ----

CREATE TABLE field (name TEXT PRIMARY KEY, text TEXT);

INSERT INTO field SELECT name, value FROM given WHERE name IN ('samples', 'scenario');
INSERT INTO field SELECT 'confidence', printf('%g %%', 100 * confidence) FROM horizon;
INSERT INTO field SELECT 'years', printf('%g', years) FROM horizon;
INSERT INTO field SELECT 'period', substr(start, 1, 4) || ' to ' || strftime('%Y', start, '+' || (periods - 1) || ' months') FROM horizon;
INSERT INTO field SELECT 'end', strftime('%Y', start, '+' || (periods - 1) || ' months') FROM horizon;
INSERT INTO field SELECT key, text FROM t WHERE key IN
    ('ceiling_mo', 'ceiling_w_ore', 'ceiling_w_line', 'uz_share_mo', 'others_short', 'stock_w_days', 'stock_mo_days');

INSERT INTO field SELECT 'few_note',
    'Critical shortage is rare: ' || CAST(round((json ->> '$.probability.any_shortage_critical.value') * (json ->> '$.samples')) AS INTEGER) ||
    ' of the ' || (json ->> '$.samples') || ' worlds have any' ||
    CASE WHEN json ->> '$.metrics.shortage_critical_t.few_events'
         THEN ', too few for the intervals around it to be as wide as they should be.' ELSE '.' END
    FROM doc WHERE name = 'run';

INSERT INTO field SELECT 'answer_risk',
    CASE WHEN (SELECT x FROM raw WHERE key = 'critical') = 0
         THEN 'As things stand no critical need went short in any of the worlds drawn; in how many it may is ' ||
              (SELECT text FROM t WHERE key = 'any') || ' %.'
         ELSE 'As things stand some critical need goes short at some time in ' || (SELECT text FROM t WHERE key = 'any') ||
              ' % of worlds, by ' || (SELECT text FROM t WHERE key = 'critical') || ' t on average over all worlds, of ' ||
              (SELECT text FROM t WHERE key = 'needed') || ' t needed; ' || (SELECT text FROM t WHERE key = 'w_part') ||
              ' % of what is missing is tungsten.' END;
INSERT INTO field SELECT 'answer_options',
    CASE WHEN (SELECT items FROM said WHERE list = 'sure') = 0
         THEN 'Of none of the ' || (SELECT count(*) FROM lever) || ' options can it be said, with these worlds, that it avoids any of that.'
         ELSE 'Taken one by one, ' || (SELECT items FROM said WHERE list = 'sure') || ' of ' || (SELECT count(*) FROM lever) ||
              ' options avoid' ||
              CASE (SELECT items FROM said WHERE list = 'sure') WHEN 1 THEN 's' ELSE '' END || ' some of it beyond chance, most of all ' || (SELECT item FROM listed WHERE list = 'sure' AND place = 1) || ' (' ||
              (SELECT t.text FROM t, lever o WHERE t.key = 'avoided:' || o.name AND o.sure ORDER BY o.avoided_t DESC LIMIT 1) ||
              ' t); ' ||
              CASE (SELECT items FROM said WHERE list = 'saving') WHEN 0 THEN 'none of these saves money beyond chance.'
                   ELSE 'of these ' || (SELECT text FROM said WHERE list = 'saving') || ' also leave' ||
                        CASE (SELECT items FROM said WHERE list = 'saving') WHEN 1 THEN 's' ELSE '' END || ' less spent in the end.' END END;
INSERT INTO field SELECT 'answer_uzbekistan',
    'All that Uzbekistan could add at once, at ' || (SELECT text FROM t WHERE key = 'own:uz_package') || ' million USD, avoids ' ||
    (SELECT avoids FROM effect WHERE name = 'uz_package') || '; its molybdenum by itself, with all the ore it needs, avoids ' ||
    (SELECT avoids FROM effect WHERE name = 'chirchik_1500_with_ore') || ', and its tungsten mines, if they come, ' ||
    (SELECT avoids FROM effect WHERE name = 'uz_tungsten') || '.';

CREATE TABLE verdict (name TEXT PRIMARY KEY, words TEXT);
INSERT INTO verdict VALUES ('changes_nothing', 'changes nothing'), ('no_shortage', 'nothing to avoid'), ('not_distinguishable', 'not told apart'),
    ('more_shortage', 'more is missing'), ('dominates', 'spends no more');

-- One line an option: what is typed is only the head.
INSERT INTO field SELECT 'table_options',
    '| option | own cost, M USD | more spent, M USD | avoided, t | M USD per t avoided | may be best |' || char(30) ||
    '|---|--:|--:|--:|--:|---|' || char(30) || group_concat(line, char(30))
  FROM (SELECT '| ' || o.title || ' | ' || own.text || ' | ' || spend.text || ' | ' || avoided.text || ' | ' ||
               CASE WHEN o.ratio_lo < 0 THEN 'at most ' || (SELECT text FROM worded WHERE key = 'ratio:' || o.name AND part = 'hi')
                    ELSE coalesce(ratio.text, v.words, '-') END || ' | ' || CASE WHEN o.best THEN 'yes' ELSE 'no' END || ' |' AS line
          FROM option o JOIN t own ON own.key = 'own:' || o.name JOIN t spend ON spend.key = 'spend:' || o.name
          JOIN t avoided ON avoided.key = 'avoided:' || o.name LEFT JOIN t ratio ON ratio.key = 'ratio:' || o.name
          LEFT JOIN verdict v ON v.name = o.verdict
         WHERE o.name <> 'baseline' ORDER BY o.place);

INSERT INTO field SELECT 'note_best',
    'Best by cost, with what is missing counted at its value, may be ' ||
    (SELECT CASE WHEN items > 4 THEN items || ' of the ' || (SELECT count(*) FROM option) || CASE WHEN (SELECT best FROM option WHERE name = 'baseline')
                 THEN ', doing nothing among them' ELSE '; doing nothing is not among them' END ELSE text END || '.' FROM said WHERE list = 'best') ||
    ' That cost counts what Chirchik''s other buyers lose as well as what Korea does, so options that spare them look better than they are for Korea.';
INSERT INTO field SELECT 'note_money',
    (SELECT CASE items WHEN 0 THEN 'No option avoids shortage and saves money beyond chance.'
                       ELSE 'These avoid shortage and save money beyond chance: ' || text || '.' END FROM said WHERE list = 'saving');
INSERT INTO field SELECT 'note_doubt',
    (SELECT CASE items WHEN 0 THEN 'Each option changes critical shortage.'
                       WHEN 1 THEN 'In the worlds drawn ' || text || ' changes it by less than 0.005 t.'
                       ELSE 'In the worlds drawn ' || CASE WHEN items > 6 THEN items || ' options' ELSE text END ||
                            ' change it by less than 0.005 t.' END FROM said WHERE list = 'idle') ||
    (SELECT CASE items WHEN 0 THEN '' ELSE ' These make it worse beyond chance: ' || text || '.' END FROM said WHERE list = 'harmful');

INSERT INTO field SELECT 'stock_gain',
    'The 100 days of public stock cost ' || own.text || ' million USD to buy, and change what is spent in the end by ' || spend.text ||
    ' million: what is left of the metal is credited at the price of that day, which is high where a licence regime has made ' ||
    'tungsten dear. That part is a gain on paper, as long as nobody sells.'
    FROM t own, t spend WHERE own.key = 'own:stockpile_100' AND spend.key = 'spend:stockpile_100';
INSERT INTO field SELECT 'which_metal',
    'The same 100 days in tungsten alone cost ' || (SELECT text FROM t WHERE key = 'own:stockpile_w_100') || ' million USD in place of ' ||
    (SELECT text FROM t WHERE key = 'own:stockpile_100') || ' and avoid ' || (SELECT avoids FROM effect WHERE name = 'stockpile_w_100') ||
    '; with molybdenum, ' || (SELECT avoids FROM effect WHERE name = 'stockpile_100') || '.';
-- What the mine's date changes is told from the option's side: less missing, or more.
INSERT INTO field SELECT 'sangdong', 'If it keeps its ramp, that avoids ' || (SELECT avoids FROM effect WHERE name = 'sangdong_on_time') ||
    '; if it comes two years late, that avoids ' || (SELECT avoids FROM effect WHERE name = 'sangdong_late') || '. By the plan Korea takes ' ||
    (SELECT text FROM t WHERE key = 'sangdong') || ' t of its tungsten in these years.';
INSERT INTO field SELECT 'chirchik_ore',
    'With room for 1,000 t a year from 2026 it makes ' || (SELECT text FROM t WHERE key = 'metal:chirchik_expansion') ||
    ' t of molybdenum metal in all by the plan, with room for 1,500 t on today''s ore ' || (SELECT text FROM t WHERE key = 'metal:chirchik_1500') ||
    ' t, with the ore besides ' || (SELECT text FROM t WHERE key = 'metal:chirchik_1500_with_ore') || ' t; the money they cost by themselves is ' ||
    (SELECT text FROM t WHERE key = 'own:chirchik_expansion') || ', ' || (SELECT text FROM t WHERE key = 'own:chirchik_1500') || ' and ' ||
    (SELECT text FROM t WHERE key = 'own:chirchik_1500_with_ore') || ' million USD.';
INSERT INTO field SELECT 'chirchik_critical',
    'the 1,000 t avoid ' || (SELECT avoids FROM effect WHERE name = 'chirchik_expansion') || ', the 1,500 t ' ||
    (SELECT avoids FROM effect WHERE name = 'chirchik_1500') || ', with their ore ' || (SELECT avoids FROM effect WHERE name = 'chirchik_1500_with_ore') ||
    ', and metal bought away from others ' || (SELECT avoids FROM effect WHERE name = 'uz_offtake') || '.';
INSERT INTO field SELECT 'unknown_powder',
    'With 1,000 t a year more, for ' || (SELECT text FROM t WHERE key = 'own:korean_powder_line') || ' million USD, it avoids ' ||
    (SELECT avoids FROM effect WHERE name = 'korean_powder_line') || '. Asking the makers costs next to nothing.';

CREATE VIEW target AS SELECT name, title, days, survives, max(shortage_t) AS worst_t FROM outage GROUP BY name;
INSERT INTO field SELECT 'table_stress',
    '| out | survived for, days | short after 90 days out, t | after 365 days, t |' || char(30) || '|---|--:|--:|--:|' || char(30) ||
    coalesce(group_concat(line, char(30)), '| nothing that breaks it | - | - | - |')
  FROM (SELECT '| ' || g.title || ' | ' || d.text || ' | ' || coalesce(a.text, '-') || ' | ' || coalesce(b.text, '-') || ' |' AS line
          FROM target g JOIN t d ON d.key = 'survive:' || g.name LEFT JOIN t a ON a.key = 'outage:90:' || g.name
          LEFT JOIN t b ON b.key = 'outage:365:' || g.name
         WHERE NOT g.survives ORDER BY g.days, g.worst_t DESC LIMIT 8);
INSERT INTO field SELECT 'stress_rest',
    'Tried were ' || (SELECT count(*) FROM target) || ' sellers, plants, ways over a border, straits and whole countries; ' || (SELECT count(*) FROM target WHERE survives) ||
    ' can be missing for the whole horizon without any critical need going short.' ||
    CASE WHEN (SELECT count(*) FROM target WHERE NOT survives) > 8 THEN ' The table has the eight that are missed first.' ELSE '' END;

INSERT INTO field SELECT 'stress_uzbekistan',
    'Without all of Uzbekistan, from the first day on, ' ||
    CASE WHEN survives THEN 'no critical need goes short for as long as the horizon lasts.'
         ELSE 'every critical need is met for ' || (SELECT text FROM t WHERE key = 'survive:country:UZ') || ' days and no longer.' END
    FROM target WHERE name = 'country:UZ';
INSERT INTO field SELECT 'attribution',
    'With every cause at work ' || a.text || ' t of critical need are missing on average of ' || (json ->> '$.attribution.worlds') ||
    ' worlds, with none of them ' || n.text || ' t, which is built into the chain. The difference, shared out among the causes so that ' ||
    'the shares add up (Shapley; below 0: the cause spares shortage); ' || (json ->> '$.attribution.short_worlds') ||
    ' of the worlds are short at all' || CASE WHEN json ->> '$.attribution.few_events' THEN ', so the shares are rough:' ELSE ':' END
    FROM t a, t n, doc WHERE a.key = 'all' AND n.key = 'none' AND name = 'sensitivity';
INSERT INTO field SELECT 'table_causes',
    '| cause | its share of what is missing, t |' || char(30) || '|---|--:|' || char(30) || group_concat(line, char(30))
  FROM (SELECT '| ' || c.title || ' | ' || t.text || ' |' AS line FROM cause c JOIN t ON t.key = 'cause:' || c.name
         ORDER BY abs(c.share_t) DESC, c.name LIMIT 6);

INSERT INTO field SELECT 'table_risk',
    '| need | mined: concentration, largest | refined: concentration, largest | imported, % | left without the largest supplier, % |' || char(30) ||
    '|---|---|---|--:|--:|' || char(30) || group_concat(line, char(30))
  FROM (SELECT '| ' || d.title || ' | ' || mh.text || ', ' || coalesce(d.mined_country || ' ' || ms.text || ' %', '-') || ' | ' ||
               coalesce(ph.text || ', ' || d.made_country || ' ' || ps.text || ' %', '-') || ' | ' || coalesce(i.text, '-') || ' | ' ||
               coalesce(n.text, '-') || ' |' AS line
          FROM dependence d JOIN need ON need.name = d.name AND need.critical
          JOIN t mh ON mh.key = 'mined_hhi:' || d.name LEFT JOIN t ms ON ms.key = 'mined_share:' || d.name
          LEFT JOIN t ph ON ph.key = 'made_hhi:' || d.name LEFT JOIN t ps ON ps.key = 'made_share:' || d.name
          LEFT JOIN t i ON i.key = 'imported:' || d.name LEFT JOIN t n ON n.key = 'n_minus_1:' || d.name
         ORDER BY d.place);

INSERT INTO field SELECT 'versions',
    'skarn ' || coalesce(json ->> '$.provenance.version', '?') || ', seed ' || (json ->> '$.seed') || ', ' ||
    (SELECT value FROM given WHERE name = 'samples') || ' worlds (' || (SELECT value FROM given WHERE name = 'few') ||
    ' for the sensitivity study), ' || (json ->> '$.failed_samples') || ' of them failed. The commands:'
    FROM doc WHERE name = 'run';

SELECT name, text FROM field ORDER BY name;
