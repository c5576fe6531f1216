-- What users paid for the company, and the miles that they drove for it.
CREATE SEQUENCE expense_id START 1001;

CREATE TABLE expense (
    company_id              bigint NOT NULL,
    id                      bigint NOT NULL DEFAULT nextval('expense_id'),
    user_id                 bigint NOT NULL,
    category                text NOT NULL,
    dated_on                date NOT NULL,
    description             text NOT NULL,
    receipt_reference       text,
    currency                text NOT NULL,
    -- Negative: what the company owes its user.
    gross_value             numeric NOT NULL,
    native_gross_value      numeric NOT NULL,
    sales_tax_is_auto       boolean NOT NULL,
    sales_tax_status        text NOT NULL CHECK (sales_tax_status IN ('TAXABLE', 'EXEMPT', 'OUT_OF_SCOPE')),
    sales_tax_rate          numeric CHECK (sales_tax_rate BETWEEN 0 AND 100),
    manual_sales_tax_amount numeric CHECK (manual_sales_tax_amount >= 0),
    sales_tax_value         numeric NOT NULL,
    native_sales_tax_value  numeric NOT NULL,
    second_sales_tax_status text CHECK (second_sales_tax_status IN ('TAXABLE', 'EXEMPT', 'OUT_OF_SCOPE')),
    second_sales_tax_rate   numeric CHECK (second_sales_tax_rate BETWEEN 0 AND 100),
    second_sales_tax_value  numeric,
    ec_status               text,
    project_id              bigint,
    rebill_type             text CHECK (rebill_type IN ('cost', 'markup', 'price')),
    rebill_factor           numeric CHECK (rebill_factor >= 0),
    property_id             bigint,
    stock_item_id           bigint,
    stock_altering_quantity numeric,
    recurring               text,
    next_recurs_on          date,
    recurring_end_date      date,
    mileage                 numeric CHECK (mileage > 0),
    vehicle_type            text CHECK (vehicle_type IN ('Car', 'Motorcycle', 'Bicycle')),
    engine_type             text,
    engine_size             text,
    reclaim_mileage         boolean,
    initial_rate_mileage    numeric CHECK (initial_rate_mileage >= 0),
    rebill_mileage_rate     numeric CHECK (rebill_mileage_rate >= 0),
    have_vat_receipt        boolean,
    rebilled_on_invoice_id  bigint,
    rebilled_on_item_id     bigint,
    created_at              timestamptz NOT NULL,
    updated_at              timestamptz NOT NULL,
    PRIMARY KEY (company_id, id),
    FOREIGN KEY (company_id, user_id) REFERENCES users,
    FOREIGN KEY (company_id, project_id) REFERENCES project,
    FOREIGN KEY (company_id, property_id) REFERENCES property,
    FOREIGN KEY (company_id, stock_item_id) REFERENCES stock_item,
    FOREIGN KEY (company_id, rebilled_on_invoice_id) REFERENCES document,
    CHECK (rebill_type IS NULL OR project_id IS NOT NULL),
    CHECK (num_nulls(mileage, vehicle_type, reclaim_mileage, initial_rate_mileage, have_vat_receipt) IN (0, 5)),
    CHECK ((stock_item_id IS NULL) = (stock_altering_quantity IS NULL)),
    CHECK (num_nulls(rebilled_on_invoice_id, rebilled_on_item_id) IN (0, 2))
);
CREATE INDEX expense_dated ON expense (company_id, dated_on, id);
CREATE INDEX expense_user ON expense (company_id, user_id, dated_on, id);
CREATE INDEX expense_updated ON expense (company_id, updated_at, id);
CREATE INDEX expense_project ON expense (company_id, project_id, id) WHERE project_id IS NOT NULL;
CREATE INDEX expense_property ON expense (company_id, property_id) WHERE property_id IS NOT NULL;
CREATE INDEX expense_stock ON expense (company_id, stock_item_id) WHERE stock_item_id IS NOT NULL;
CREATE INDEX expense_invoice ON expense (company_id, rebilled_on_invoice_id) WHERE rebilled_on_invoice_id IS NOT NULL;

SELECT wall_off('expense');
