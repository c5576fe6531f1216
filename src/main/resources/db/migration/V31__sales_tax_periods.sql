-- What a company outside of the United Kingdom says of its sales tax from a day on; docs/reference/api.md tells which documents it is for.
CREATE SEQUENCE sales_tax_period_id START 1001;

CREATE TABLE sales_tax_period (
    company_id                    bigint NOT NULL REFERENCES company,
    id                            bigint NOT NULL DEFAULT nextval('sales_tax_period_id'),
    effective_date                date NOT NULL,
    sales_tax_name                text NOT NULL,
    sales_tax_registration_status text NOT NULL CHECK (sales_tax_registration_status IN ('Not Registered', 'Registered')),
    sales_tax_registration_number text,
    sales_tax_rate_1              numeric(9, 6) NOT NULL CHECK (sales_tax_rate_1 BETWEEN 0 AND 100),
    sales_tax_rate_2              numeric(9, 6) CHECK (sales_tax_rate_2 BETWEEN 0 AND 100),
    sales_tax_rate_3              numeric(9, 6) CHECK (sales_tax_rate_3 BETWEEN 0 AND 100),
    sales_tax_is_value_added      boolean NOT NULL,
    second_sales_tax_name         text,
    second_sales_tax_rate_1       numeric(9, 6) CHECK (second_sales_tax_rate_1 BETWEEN 0 AND 100),
    second_sales_tax_rate_2       numeric(9, 6) CHECK (second_sales_tax_rate_2 BETWEEN 0 AND 100),
    second_sales_tax_rate_3       numeric(9, 6) CHECK (second_sales_tax_rate_3 BETWEEN 0 AND 100),
    second_sales_tax_is_compound  boolean NOT NULL,
    created_at                    timestamptz NOT NULL,
    updated_at                    timestamptz NOT NULL,
    PRIMARY KEY (company_id, id)
);
-- A period ends where the next one begins, so no two begin on one day.
CREATE UNIQUE INDEX sales_tax_period_effective ON sales_tax_period (company_id, effective_date);

SELECT wall_off('sales_tax_period');
