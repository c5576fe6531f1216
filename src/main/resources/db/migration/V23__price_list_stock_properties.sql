-- What is kept in stock and sold by the piece.
CREATE SEQUENCE stock_item_id START 1001;

CREATE TABLE stock_item (
    company_id            bigint NOT NULL REFERENCES company,
    id                    bigint NOT NULL DEFAULT nextval('stock_item_id'),
    description           text NOT NULL,
    opening_quantity      numeric NOT NULL,
    opening_balance       numeric(20, 2) NOT NULL,
    cost_of_sale_category text NOT NULL,
    created_at            timestamptz NOT NULL,
    updated_at            timestamptz NOT NULL,
    PRIMARY KEY (company_id, id)
);
CREATE INDEX stock_item_created ON stock_item (company_id, created_at, id);

SELECT wall_off('stock_item');

-- Lines that a user keeps to put them onto documents.
CREATE SEQUENCE price_list_item_id START 1001;

CREATE TABLE price_list_item (
    company_id            bigint NOT NULL REFERENCES company,
    id                    bigint NOT NULL DEFAULT nextval('price_list_item_id'),
    code                  text NOT NULL CHECK (code <> '' AND length(code) <= 100),
    item_type             text NOT NULL,
    description           text NOT NULL,
    quantity              numeric NOT NULL,
    price                 numeric NOT NULL,
    vat_status            text NOT NULL CHECK (vat_status IN ('out_of_scope', 'reduced', 'standard', 'zero')),
    sales_tax_rate        numeric(9, 6) NOT NULL,
    second_sales_tax_rate numeric(9, 6) NOT NULL,
    category              text NOT NULL,
    stock_item_id         bigint,
    created_at            timestamptz NOT NULL,
    updated_at            timestamptz NOT NULL,
    PRIMARY KEY (company_id, id),
    UNIQUE (company_id, code),
    FOREIGN KEY (company_id, stock_item_id) REFERENCES stock_item,
    CHECK ((stock_item_id IS NOT NULL) = (item_type = 'Stock'))
);
CREATE INDEX price_list_item_created ON price_list_item (company_id, created_at, id);
CREATE INDEX price_list_item_stock ON price_list_item (company_id, stock_item_id) WHERE stock_item_id IS NOT NULL;

SELECT wall_off('price_list_item');

-- What a landlord lets.
CREATE SEQUENCE property_id START 1001;

CREATE TABLE property (
    company_id bigint NOT NULL REFERENCES company,
    id         bigint NOT NULL DEFAULT nextval('property_id'),
    address1   text NOT NULL,
    address2   text,
    address3   text,
    town       text,
    region     text,
    postcode   text,
    country    text NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    PRIMARY KEY (company_id, id)
);

SELECT wall_off('property');
