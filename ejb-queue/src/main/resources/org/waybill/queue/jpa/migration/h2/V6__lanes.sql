-- What lanes are told apart by, so that one of them finds its mail however much there is of others. Domains that are not
-- ASCII get a name that no lane has until their mail has left; it is found by its due time.

ALTER TABLE envelope ADD domain VARCHAR(255) DEFAULT '' NOT NULL; -- of the destination, in lower case and ASCII
UPDATE envelope SET domain = LOWER(SUBSTRING(destination, LOCATE('@', destination, -1) + 1))
    WHERE LOCATE('@', destination) > 0;
DROP INDEX envelope_action;
CREATE INDEX envelope_lane ON envelope (action, state, domain, due);
