-- The version that the receipt of a change gave: what the source delivers after that is its echo of our change until the
-- version is another. Then the care-record system changed the thing itself.
ALTER TABLE change ADD COLUMN source_version text NOT NULL DEFAULT '';
