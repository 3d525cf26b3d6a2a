-- Until when senders have been told that their mail waits: they are told once, however often it is tried. So far that was
-- read from the due time.

ALTER TABLE envelope ADD warned BIGINT DEFAULT 0 NOT NULL; -- ms since 1970
UPDATE envelope SET warned = due;
