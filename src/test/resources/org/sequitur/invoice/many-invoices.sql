-- Puts many invoices of one company into an empty company of a database, as five years of business would leave them:
--
--   psql -v ON_ERROR_STOP=1 -c 'SET fill.company = 1001' -c 'SET fill.invoices = 5000000' -f many-invoices.sql
--
-- Ids follow the order of creation, dates mostly do. Most old invoices are paid, most new ones are not; some drafts were
-- forgotten years ago. Every fiftieth contact counts its own invoices, a tenth of the invoices belongs to a project.
-- For a superuser it is faster: the foreign keys are right by construction and are not checked row by row.

SELECT set_config('session_replication_role', 'replica', false)
FROM pg_roles WHERE rolname = current_user AND rolsuper;
SET synchronous_commit = off;
SELECT setseed(0.25);

CREATE TEMPORARY TABLE fill AS
SELECT current_setting('fill.company')::bigint AS company,
       current_setting('fill.invoices')::bigint AS invoices,
       coalesce(current_setting('fill.contacts', true), '2000')::bigint AS contacts,
       coalesce(current_setting('fill.days', true), '1826')::integer AS days,
       (SELECT last_value FROM contact_id) AS first_contact,
       (SELECT last_value FROM project_id) AS first_project,
       (SELECT last_value FROM document_id) AS first_document,
       (SELECT last_value + 1 FROM document_item_block) * 100 AS first_item,
       (SELECT id FROM bank_account
        WHERE company_id = current_setting('fill.company')::bigint AND is_primary) AS bank_account;

INSERT INTO contact (company_id, id, organisation_name, sort_name, uses_contact_invoice_sequence, created_at, updated_at)
SELECT company, first_contact + i, 'Customer ' || i, 'customer ' || i, i % 50 = 0,
       now() - make_interval(days => days + 1), now() - make_interval(days => days + 1)
FROM fill, generate_series(1, contacts) AS i;

INSERT INTO project (company_id, id, contact_id, name, status, currency, budget_units, created_at, updated_at)
SELECT company, first_project + i, first_contact + i, 'Project ' || i,
       CASE WHEN i % 3 = 0 THEN 'Completed' ELSE 'Active' END, 'GBP', 'Hours',
       now() - make_interval(days => days + 1), now() - make_interval(days => days + 1)
FROM fill, generate_series(1, contacts / 4) AS i;

INSERT INTO document (
    company_id, id, kind, state, reference, sequence_scope, sequence_owner_id, contact_id, project_id, bank_account_id,
    dated_on, payment_terms_in_days, due_on, currency, exchange_rate, net_value, sales_tax_value,
    second_sales_tax_value, total_value, paid_value, paid_on, written_off_date, involves_sales_tax, comments,
    send_reminder_emails, send_thank_you_emails, created_at, updated_at)
SELECT company, first_document + i, 'invoice', state,
       CASE WHEN own_sequence THEN 'C' || customer || '-' || lpad(i::text, 7, '0') ELSE lpad(i::text, greatest(3, length(i::text)), '0') END,
       CASE WHEN own_sequence THEN 'contact' ELSE 'global' END,
       CASE WHEN own_sequence THEN first_contact + customer ELSE 0 END,
       first_contact + customer,
       CASE WHEN customer <= contacts / 4 AND r3 < 0.4 THEN first_project + customer END,
       bank_account, dated_on, terms, dated_on + terms, 'GBP', 1, total, 0, 0, total,
       CASE WHEN is_paid THEN total ELSE 0 END,
       CASE WHEN is_paid THEN least(dated_on + terms, current_date) END,
       CASE WHEN state = 'cancelled' THEN least(dated_on + terms + 90, current_date) END,
       false, CASE WHEN r3 < 0.1 THEN 'Thank you for your business.' END,
       r2 < 0.3, r1 < 0.1,
       created_at,
       least(now() - interval '1 minute',
             created_at + CASE WHEN is_paid THEN make_interval(days => terms) ELSE interval '1 hour' * r3 END)
FROM (
    SELECT stated.*, state = 'sent' AND CASE WHEN age > 90 THEN r2 < 0.98 ELSE r2 < 0.4 END AS is_paid
    FROM (
        SELECT drawn.*,
               CASE WHEN age < 14 THEN CASE WHEN r1 < 0.6 THEN 'draft' WHEN r1 < 0.62 THEN 'scheduled' ELSE 'sent' END
                    WHEN r1 < 0.001 THEN 'draft' WHEN r1 < 0.006 THEN 'cancelled' ELSE 'sent' END AS state,
               customer % 50 = 0 AS own_sequence,
               created_at::date - CASE WHEN r2 < 0.05 THEN (r1 * 60)::integer ELSE 0 END AS dated_on
        FROM (
            SELECT fill.*, i, random() AS r1, random() AS r2, random() AS r3,
                   (days - i * days / invoices) AS age,
                   1 + (random() * (contacts - 1))::bigint AS customer,
                   (ARRAY [0, 7, 14, 30, 30, 30, 60])[1 + (random() * 6)::integer] AS terms,
                   round((10 + random() * 5000)::numeric, 2) AS total,
                   now() - interval '2 minutes' - make_interval(secs => (invoices - i) * (days * 86400.0 / invoices))
                       AS created_at
            FROM fill, generate_series(1, fill.invoices) AS i
        ) AS drawn
    ) AS stated
) AS told;

INSERT INTO document_item (company_id, id, document_id, position, item_type, quantity, description, price)
SELECT company, first_item + i, first_document + i, 1, 'Hours', 1, 'Work on item ' || i, 100
FROM fill, generate_series(1, fill.invoices) AS i;

INSERT INTO reference_sequence (company_id, scope, owner_id, last_reference, last_document_id)
SELECT DISTINCT ON (d.sequence_scope, d.sequence_owner_id)
       d.company_id, d.sequence_scope, d.sequence_owner_id, d.reference, d.id
FROM fill JOIN document d ON d.company_id = fill.company AND d.id > fill.first_document
ORDER BY d.sequence_scope, d.sequence_owner_id, d.id DESC
ON CONFLICT (company_id, scope, owner_id)
DO UPDATE SET last_reference = EXCLUDED.last_reference, last_document_id = EXCLUDED.last_document_id;

SELECT setval('contact_id', first_contact + contacts), setval('project_id', first_project + contacts / 4),
       setval('document_id', first_document + invoices), setval('document_item_block', (first_item + invoices) / 100 + 1)
FROM fill;

SELECT recount_documents(company) FROM fill;
DROP TABLE fill;

SELECT set_config('session_replication_role', 'origin', false)
FROM pg_roles WHERE rolname = current_user AND rolsuper;
RESET synchronous_commit;
VACUUM ANALYZE;
