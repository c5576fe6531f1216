-- A document's contact is of its company, and that key is checked; to check the company again cost a tenth of each insert.
ALTER TABLE document DROP CONSTRAINT document_company_id_fkey;
