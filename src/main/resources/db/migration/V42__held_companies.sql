-- Since when nothing happens by itself in a company (docs/guides/company-settings.md); null: it is not held. What looks for due work of
-- all companies leaves those out that have it. Whoever copies a company from elsewhere inserts its row with held_since = now().
ALTER TABLE company ADD COLUMN held_since timestamptz;

-- Of a recurring invoice nothing comes for days of its series before this one: they were passed over. Null: none was.
ALTER TABLE recurring_invoice ADD COLUMN resumes_on date;
