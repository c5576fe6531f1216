-- How a company's documents look: what is not there is built in.
CREATE TABLE document_design (
    company_id  bigint PRIMARY KEY REFERENCES company,
    -- HTML in Mustache, and CSS.
    template    text,
    stylesheet  text,
    logo        bytea,
    logo_type   text CHECK (logo_type IN ('image/png', 'image/jpeg')),
    -- In pixels.
    logo_width  integer CHECK (logo_width > 0),
    logo_height integer CHECK (logo_height > 0),
    updated_at  timestamptz NOT NULL,
    CHECK (num_nulls(logo, logo_type, logo_width, logo_height) IN (0, 4)),
    CHECK (num_nonnulls(template, stylesheet, logo) > 0)
);

SELECT wall_off('document_design');
