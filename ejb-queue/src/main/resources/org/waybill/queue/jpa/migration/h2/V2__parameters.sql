-- What stood behind the paths of MAIL FROM and RCPT TO. The defaults are for the rows that are there: they mean that
-- nothing was said. One statement for each table, since each one copies it.

ALTER TABLE message ADD (
    body_type   VARCHAR(16)  DEFAULT 'SEVEN_BIT' NOT NULL, -- SEVEN_BIT, EIGHT_BIT_MIME, BINARY_MIME
    smtp_utf8   BOOLEAN      DEFAULT FALSE       NOT NULL,
    require_tls BOOLEAN      DEFAULT FALSE       NOT NULL,
    returned    VARCHAR(8)   DEFAULT 'UNSAID'    NOT NULL, -- UNSAID, FULL, HDRS
    envelope_id VARCHAR(100) DEFAULT ''          NOT NULL
);

ALTER TABLE envelope ADD (
    notifications      SMALLINT     DEFAULT 0  NOT NULL, -- 1 NEVER, 2 SUCCESS, 4 FAILURE, 8 DELAY; 0: not said
    original_recipient VARCHAR(500) DEFAULT '' NOT NULL
);
