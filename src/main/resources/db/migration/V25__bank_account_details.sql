-- What a customer needs to pay into an account, and what the API says of one.
ALTER TABLE bank_account
    ADD COLUMN bank_name           text,
    ADD COLUMN account_number      text,
    ADD COLUMN sort_code           text,
    ADD COLUMN secondary_sort_code text,
    ADD COLUMN iban                text,
    ADD COLUMN bic                 text,
    ADD COLUMN email               text,
    ADD COLUMN is_personal         boolean NOT NULL DEFAULT false,
    ADD COLUMN status              text NOT NULL DEFAULT 'active' CHECK (status IN ('active', 'hidden')),
    ADD COLUMN opening_balance     numeric(20, 2) NOT NULL DEFAULT 0;
