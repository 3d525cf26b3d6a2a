-- Tables that are edited in the console: the sources db: and secret: of the configuration.

CREATE TABLE table_entry (
    table_name  VARCHAR(64)    NOT NULL,
    lookup_key  VARCHAR(1024)  NOT NULL, -- the key in lower case
    entry_key   VARCHAR(512)   NOT NULL, -- as it was written
    entry_value VARCHAR(16000) NOT NULL, -- empty: an entry of a list, whose value is its key
    position    BIGINT         NOT NULL,
    PRIMARY KEY (table_name, lookup_key)
);
CREATE INDEX table_entry_position ON table_entry (table_name, position);

CREATE TABLE secret_entry (
    set_name VARCHAR(64)   NOT NULL,
    label    VARCHAR(255)  NOT NULL, -- in lower case
    sealed   VARCHAR(8000) NOT NULL, -- user:password, encrypted
    PRIMARY KEY (set_name, label)
);
