-- Lines of what is kept in stock. No foreign key: every line would pay for its check. Whoever deletes a stock item holds the register,
-- as does whoever writes a line.
ALTER TABLE document_item ADD COLUMN stock_item_id bigint;
ALTER TABLE recurring_invoice_item ADD COLUMN stock_item_id bigint;
CREATE INDEX document_item_stock ON document_item (company_id, stock_item_id) WHERE stock_item_id IS NOT NULL;
CREATE INDEX recurring_invoice_item_stock ON recurring_invoice_item (company_id, stock_item_id) WHERE stock_item_id IS NOT NULL;

-- Which of a landlord's properties a document is about.
ALTER TABLE document
    ADD COLUMN property_id bigint,
    ADD FOREIGN KEY (company_id, property_id) REFERENCES property;
ALTER TABLE recurring_invoice
    ADD COLUMN property_id bigint,
    ADD FOREIGN KEY (company_id, property_id) REFERENCES property;
CREATE INDEX document_property ON document (company_id, property_id) WHERE property_id IS NOT NULL;
CREATE INDEX recurring_invoice_property ON recurring_invoice (company_id, property_id) WHERE property_id IS NOT NULL;
