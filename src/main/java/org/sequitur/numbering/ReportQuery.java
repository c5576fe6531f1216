package org.sequitur.numbering;

/**
 * The statement that makes the reference report. It goes through the company's documents once and never sorts them: the numbers
 * of each run are gathered in blocks of fifty, as bits, so what is complete costs one row for fifty documents, and only the
 * borders of what is not complete are looked at one by one.
 */
final class ReportQuery {

    /** Numbers in a block: a divisor of 10^18, so that long numbers fall into blocks by their last digits, and fewer than 63. */
    private static final String BLOCK = "50";

    private static final String COMPLETE = Long.toString((1L << 50) - 1);

    /** The documents of each sequence by blocks; block -1 holds those that end in no digit. */
    private static final String BUCKETS = """
            bucket AS MATERIALIZED (
                SELECT scope, owner_id, stem, high, block, count(*) AS documents,
                       bit_or(CAST(1 AS bigint) << place) AS mask, min(id) AS first_id, max(id) AS last_id,
                       min(width) AS least_width, max(width) AS most_width
                FROM (SELECT *, low / :block AS block, CAST(low % :block AS integer) AS place
                      FROM (:parted) AS parted) AS placed
                GROUP BY scope, owner_id, stem, high, block
            ), numbered AS MATERIALIZED (
                SELECT bucket.*, block * :block
                           + CASE high WHEN '' THEN 0 ELSE CAST(high || repeat('0', 18) AS numeric) END AS base
                FROM bucket WHERE block >= 0
            ), held AS MATERIALIZED (
                SELECT stem, base, bit_or(mask) AS mask, sum(documents) AS documents,
                       min(least_width) AS least_width, max(most_width) AS most_width,
                       CASE count(*) WHEN 1 THEN min(scope) END AS scope, min(owner_id) AS owner_id
                FROM numbered GROUP BY stem, base
            )""";

    /**
     * A reference in its parts: the stem, the digits before the last eighteen, and those. The inner query is kept apart so that
     * the digits are counted once for each row; of bytes they are counted faster than of characters.
     */
    private static final String PARTED = """
            SELECT id, scope, owner_id, reference, width, left(reference, -width) COLLATE "C" AS stem,
                   CASE WHEN width > 18 THEN ltrim(left(right(reference, width), -18), '0') ELSE '' END AS high,
                   CASE width WHEN 0 THEN -:block ELSE CAST(right(reference, least(width, 18)) AS bigint) END AS low
            FROM (SELECT id, :sequence, reference,
                         octet_length(reference) - octet_length(rtrim(
                             convert_to(reference, (SELECT getdatabaseencoding())), CAST('0123456789' AS bytea))) AS width
                  FROM document WHERE company_id = :company OFFSET 0) AS measured
            OFFSET 0""";

    /** The sequence that a document is in; what was issued is in its strict series. */
    private static final String SEQUENCE = """
            CASE WHEN series_id IS NULL THEN sequence_scope ELSE 'series' END AS scope,
            coalesce(series_id, sequence_owner_id) AS owner_id""";

    /** Of each number that anything happened to: the last event by which it was left, and what last placed a document there. */
    private static final String EVENTS = """
            event AS (
                SELECT id, reference_stem(reference) COLLATE "C" AS stem, reference_number(reference) AS number,
                       kind IN ('changed', 'deleted', 'issued') AS is_left
                FROM reference_event WHERE company_id = :company
            ), told AS (
                SELECT *, max(id) FILTER (WHERE is_left) OVER (PARTITION BY stem, number) AS left_id FROM event
            ), explained AS MATERIALIZED (
                SELECT stem, number, max(left_id) AS left_id, max(id) FILTER (WHERE NOT is_left) AS placed_id,
                       max(id) FILTER (WHERE NOT is_left AND id < left_id) AS placed_before_id
                FROM told GROUP BY stem, number
            )""";

    /**
     * Blocks with the numbers that documents have and those that any ever had; the greatest before each that any ever had, and the
     * least after it that one has.
     */
    private static final String COAST = """
            abandoned AS (
                SELECT stem, number - number % :block AS base,
                       bit_or(CAST(1 AS bigint) << CAST(number % :block AS integer)) AS mask
                FROM explained WHERE left_id IS NOT NULL
                GROUP BY stem, number - number % :block
            ), sounded AS (
                SELECT coalesce(held.stem, abandoned.stem) AS stem, coalesce(held.base, abandoned.base) AS base,
                       coalesce(held.mask, 0) AS held, coalesce(held.mask, 0) | coalesce(abandoned.mask, 0) AS ever,
                       least_width, most_width, scope, owner_id
                FROM held FULL JOIN abandoned ON abandoned.stem = held.stem AND abandoned.base = held.base
            ), coast AS MATERIALIZED (
                SELECT *, lag(base + :highest(ever)) OVER (PARTITION BY stem ORDER BY base) AS before,
                       min(CASE WHEN held <> 0 THEN base + :lowest(held) END) OVER (
                           PARTITION BY stem ORDER BY base DESC ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS onward
                FROM sounded
            )""";

    /** A number that documents left and none has is missing by itself; what nobody ever had is missing between two others. */
    private static final String GAPS = """
            shore AS (
                SELECT stem, base + place AS number, held, onward, place,
                       CASE below WHEN 0 THEN before ELSE base + :highest(below) END AS before
                FROM coast
                CROSS JOIN LATERAL (
                    SELECT 0 AS place, CAST(0 AS bigint) AS below WHERE ever = :complete
                    UNION ALL
                    SELECT place, ever & ((CAST(1 AS bigint) << place) - 1) FROM generate_series(0, :block - 1) AS place
                    WHERE ever <> :complete AND ((ever & ~(ever << 1)) >> place) & 1 = 1) AS starts
                WHERE below <> 0 OR base + place - before > 1
            ), missing AS (
                SELECT explained.stem, number AS least, number AS most, left_id AS event_id, CAST(NULL AS numeric) AS before,
                       CAST(NULL AS bigint) AS before_left_id, :follower AS follower
                FROM explained
                JOIN coast ON coast.stem = explained.stem AND base = number - number % :block
                CROSS JOIN LATERAL (SELECT CAST(number % :block AS integer) AS place OFFSET 0) AS placed
                WHERE left_id IS NOT NULL AND (held >> place) & 1 = 0 AND :follower IS NOT NULL
                UNION ALL
                SELECT shore.stem, before + 1, shore.number - 1,
                       CASE (held >> place) & 1 WHEN 1 THEN explained.placed_id ELSE explained.placed_before_id END,
                       before, earlier.left_id, :follower
                FROM (SELECT *, number - place AS base FROM shore) AS shore
                LEFT JOIN explained ON explained.stem = shore.stem AND explained.number = shore.number
                LEFT JOIN explained AS earlier ON earlier.stem = shore.stem AND earlier.number = before
                WHERE :follower IS NOT NULL
            ), gap AS (
                SELECT coalesce(following.scope, found.scope) AS scope,
                       CASE WHEN following.scope IS NULL THEN found.owner_id ELSE following.owner_id END AS owner_id,
                       missing.stem, least, most, event.kind AS cause, event.reference, event.document_id, event.user_id,
                       event.happened_at,
                       CASE WHEN missing.before IS NULL THEN :widthOf(event.reference)
                            WHEN (preceding.held >> CAST(missing.before % :block AS integer)) & 1 = 0 THEN :widthOf(earlier.reference)
                            WHEN preceding.least_width = preceding.most_width THEN preceding.most_width
                            ELSE (SELECT max(:widthOf(d.reference)) FROM document d
                                  WHERE d.company_id = :company
                                      AND d.reference = ANY (:textsOf(preceding, missing.before))) END AS width
                FROM missing
                LEFT JOIN reference_event event ON event.company_id = :company AND event.id = event_id
                LEFT JOIN reference_event earlier ON earlier.company_id = :company AND earlier.id = before_left_id
                LEFT JOIN coast AS following
                    ON following.stem = missing.stem AND following.base = follower - follower % :block
                LEFT JOIN coast AS preceding
                    ON preceding.stem = missing.stem AND preceding.base = missing.before - missing.before % :block
                LEFT JOIN LATERAL (
                    SELECT :sequence FROM document d
                    WHERE following.scope IS NULL AND d.company_id = :company
                        AND d.reference = ANY (:textsOf(following, follower))
                    ORDER BY id LIMIT 1) AS found ON true
            )""";

    private static final String SEQUENCES = """
            sequence AS (
                SELECT scope, owner_id, sum(documents) AS documents,
                       sum(documents) FILTER (WHERE block < 0) AS unnumbered,
                       min(first_id) FILTER (WHERE block >= 0) AS first_id, max(last_id) FILTER (WHERE block >= 0) AS last_id
                FROM bucket GROUP BY scope, owner_id
            ), run AS (
                SELECT scope, owner_id, stem, sum(documents) AS documents,
                       min(ARRAY[base + :lowest(mask), least_width, most_width]) AS first,
                       max(ARRAY[base + :highest(mask),
                                 least_width, most_width]) AS last
                FROM numbered GROUP BY scope, owner_id, stem
            )""";

    /** Looked for in the table itself, among the documents of blocks that hold more documents than numbers. */
    private static final String DUPLICATES = """
            suspect AS MATERIALIZED (
                SELECT stem, high, block FROM bucket GROUP BY stem, high, block
                HAVING sum(documents) > CASE WHEN block < 0 THEN 1 ELSE bit_count(CAST(bit_or(mask) AS bit(64))) END
            ), duplicate AS (
                SELECT reference, count(*) AS documents, min(id) AS document_id
                FROM (SELECT *, low / :block AS block FROM (:parted) AS parted) AS placed
                JOIN suspect USING (stem, high, block)
                WHERE EXISTS (SELECT FROM suspect)
                GROUP BY reference HAVING count(*) > 1
            )""";

    private static final String ROWS = """
            SELECT 'sequence' AS record, 1 AS place, CASE scope WHEN 'global' THEN '' ELSE scope END COLLATE "C" AS sort_text,
                   CAST(sequence.owner_id AS numeric) AS sort_number, scope, owner_id, first.reference AS first_reference,
                   last.reference AS last_reference, documents, unnumbered, CAST(NULL AS text) AS cause,
                   CAST(NULL AS text) AS reference, CAST(NULL AS bigint) AS document_id, CAST(NULL AS bigint) AS user_id,
                   CAST(NULL AS text) AS user_name, CAST(NULL AS timestamptz) AS happened_at
            FROM sequence
            LEFT JOIN document first ON first.company_id = :company AND first.id = first_id
            LEFT JOIN document last ON last.company_id = :company AND last.id = last_id
            UNION ALL
            SELECT 'run', 2, stem, first[1], scope, owner_id, :numberedText(first), :numberedText(last), documents,
                   NULL, NULL, NULL, NULL, NULL, NULL, NULL
            FROM run
            UNION ALL
            SELECT 'gap', 3, stem, least, scope, owner_id, stem || :padded(least), stem || :padded(most), most - least + 1,
                   NULL, coalesce(cause, 'unknown'), gap.reference, document_id, gap.user_id,
                   users.first_name || ' ' || users.last_name, happened_at
            FROM gap LEFT JOIN users ON users.company_id = :company AND users.id = gap.user_id
            UNION ALL
            SELECT 'duplicate', 4, reference COLLATE "C", 0, NULL, NULL, NULL, NULL, documents,
                   NULL, NULL, reference, document_id, NULL, NULL, NULL
            FROM duplicate
            ORDER BY place, sort_text, sort_number, scope, owner_id
            """;

    /** The text of a number of a run, which may have been written in several widths; then the widest. */
    private static final String NUMBERED_TEXT = """
            CASE WHEN $1[2] = $1[3] THEN stem || lpad(CAST($1[1] AS text), CAST($1[2] AS integer), '0')
                 ELSE (SELECT d.reference
                       FROM (SELECT company_id, reference, :sequence FROM document) AS d
                       WHERE d.company_id = :company AND d.scope = run.scope AND d.owner_id = run.owner_id
                           AND d.reference = ANY (ARRAY(
                               SELECT (stem || lpad(CAST($1[1] AS text), greatest(width, length(CAST($1[1] AS text))), '0'))
                                   COLLATE "default"
                               FROM generate_series(CAST($1[2] AS integer), CAST($1[3] AS integer)) AS width))
                       ORDER BY length(d.reference) DESC LIMIT 1) END""";

    private static final String TEXTS = """
            ARRAY(SELECT ($1.stem || lpad(CAST($2 AS text), greatest(width, length(CAST($2 AS text))), '0')) COLLATE "default"
                  FROM generate_series($1.least_width, $1.most_width) AS width)""";

    /** The places of the lowest and the highest bit of a block, which must have one. */
    private static final String LOWEST = "bit_count(CAST(($1 & -$1) - 1 AS bit(64)))";

    private static final String HIGHEST = "(length(ltrim(CAST(CAST($1 AS bit(50)) AS text), '0')) - 1)";

    /** The least number that a document has, from a place of a block on. */
    private static final String FOLLOWER =
            "CASE WHEN held >> place <> 0 THEN base + place + :lowest((held >> place)) ELSE onward END";

    private static final String WIDTH = "(octet_length($1) - octet_length(rtrim($1, '0123456789')))";

    private static final String PADDED = "lpad(CAST($1 AS text), greatest(width, length(CAST($1 AS text))), '0')";

    private static final String STATEMENT =
            "WITH " + String.join(", ", BUCKETS, EVENTS, COAST, GAPS, SEQUENCES, DUPLICATES) + " " + ROWS;

    private ReportQuery() {}

    /** The statement for a company, whose number stands in it: PostgreSQL plans for a company of that size. */
    static String of(long companyId) {
        return STATEMENT
                .replace(":parted", PARTED)
                .replaceAll(":numberedText\\((\\w+)\\)", NUMBERED_TEXT)
                .replaceAll(":textsOf\\((\\w+), ([\\w.]+)\\)", TEXTS)
                .replaceAll(":widthOf\\(([\\w.]+)\\)", WIDTH)
                .replaceAll(":padded\\((\\w+)\\)", PADDED)
                .replace(":follower", FOLLOWER)
                .replaceAll(":lowest\\((\\w+|\\([\\w >]+\\))\\)", LOWEST)
                .replaceAll(":highest\\((\\w+)\\)", HIGHEST)
                .replace(":sequence", SEQUENCE)
                .replace(":complete", COMPLETE)
                .replace(":block", BLOCK)
                .replace(":company", Long.toString(companyId));
    }
}
