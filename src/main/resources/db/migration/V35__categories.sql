-- What a company adds to the chart of accounts that every company of its type has. The chart itself is part of the program.
CREATE TABLE category (
    company_id          bigint NOT NULL REFERENCES company,
    nominal_code        text NOT NULL CHECK (nominal_code ~ '^[0-9]{3}$'),
    category_group      text NOT NULL CHECK (category_group IN (
        'income', 'cost_of_sales', 'admin_expenses', 'current_assets', 'liabilities', 'equities')),
    description         text NOT NULL CHECK (description <> ''),
    tax_reporting_name  text,
    allowable_for_tax   boolean,
    auto_sales_tax_rate text CHECK (auto_sales_tax_rate IN (
        'Outside of the scope of VAT', 'Zero rate', 'Reduced rate', 'Standard rate', 'Exempt')),
    created_at          timestamptz NOT NULL,
    updated_at          timestamptz NOT NULL,
    PRIMARY KEY (company_id, nominal_code)
);

SELECT wall_off('category');

-- Whether anything is booked to a category that a company added. Nearly every line is of the standard one, and costs nothing here.
CREATE INDEX document_item_category ON document_item (company_id, category) WHERE category <> '001';
CREATE INDEX recurring_invoice_item_category ON recurring_invoice_item (company_id, category) WHERE category <> '001';
CREATE INDEX estimate_item_category ON estimate_item (company_id, category) WHERE category <> '001';

-- What has an account of its own below one of the chart, such as 750-2: a small number, and never another one.
ALTER TABLE bank_account ADD COLUMN sub_account integer;
ALTER TABLE users ADD COLUMN sub_account integer;
ALTER TABLE stock_item ADD COLUMN sub_account integer;

UPDATE bank_account SET sub_account = numbered.place
FROM (SELECT company_id, id, row_number() OVER (PARTITION BY company_id ORDER BY id) AS place FROM bank_account) AS numbered
WHERE bank_account.company_id = numbered.company_id AND bank_account.id = numbered.id;
UPDATE users SET sub_account = numbered.place
FROM (SELECT company_id, id, row_number() OVER (PARTITION BY company_id ORDER BY id) AS place FROM users) AS numbered
WHERE users.company_id = numbered.company_id AND users.id = numbered.id;
UPDATE stock_item SET sub_account = numbered.place
FROM (SELECT company_id, id, row_number() OVER (PARTITION BY company_id ORDER BY id) AS place FROM stock_item) AS numbered
WHERE stock_item.company_id = numbered.company_id AND stock_item.id = numbered.id;

-- The register orders those that come at once. It is the first lock of all, and none of these is written with another in hand.
CREATE FUNCTION give_sub_account() RETURNS trigger LANGUAGE plpgsql AS $function$
BEGIN
    PERFORM FROM document_register WHERE company_id = NEW.company_id FOR UPDATE;
    EXECUTE format('SELECT coalesce(max(sub_account), 0) + 1 FROM %I WHERE company_id = $1', TG_TABLE_NAME)
        INTO NEW.sub_account USING NEW.company_id;
    RETURN NEW;
END
$function$;
CREATE TRIGGER give_sub_account BEFORE INSERT ON bank_account FOR EACH ROW EXECUTE FUNCTION give_sub_account();
CREATE TRIGGER give_sub_account BEFORE INSERT ON users FOR EACH ROW EXECUTE FUNCTION give_sub_account();
CREATE TRIGGER give_sub_account BEFORE INSERT ON stock_item FOR EACH ROW EXECUTE FUNCTION give_sub_account();

ALTER TABLE bank_account ALTER COLUMN sub_account SET NOT NULL;
ALTER TABLE users ALTER COLUMN sub_account SET NOT NULL;
ALTER TABLE stock_item ALTER COLUMN sub_account SET NOT NULL;
CREATE UNIQUE INDEX bank_account_sub_account ON bank_account (company_id, sub_account);
CREATE UNIQUE INDEX users_sub_account ON users (company_id, sub_account);
CREATE UNIQUE INDEX stock_item_sub_account ON stock_item (company_id, sub_account);
