-- Adds what a charge line's unit costs without a contract, so that a discount can be shown. NULL where
-- there is no unit price, and in rows that were loaded before there was this column: the journal has the
-- price, and a ledger database that is deleted and built again has it too.
ALTER TABLE charge_line ADD COLUMN list_unit_price DECIMAL(38, 12);
