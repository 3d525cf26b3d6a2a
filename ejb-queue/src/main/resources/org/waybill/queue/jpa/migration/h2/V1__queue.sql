-- Times are milliseconds since 1970-01-01T00:00Z. Message ids are 64 bits whose order is the order of time.
-- envelope has no foreign key to message: both are written in one transaction, and the check would cost every insert.

CREATE TABLE message (
    id          BIGINT        NOT NULL PRIMARY KEY,
    sender      VARCHAR(512)  NOT NULL, -- empty: the null path
    origin      VARCHAR(2000) NOT NULL,
    received_at BIGINT        NOT NULL,
    segment     BIGINT        NOT NULL,
    body_offset BIGINT        NOT NULL,
    body_length BIGINT        NOT NULL,
    checksum    INTEGER       NOT NULL
);
CREATE INDEX message_segment ON message (segment);

CREATE TABLE envelope (
    message_id     BIGINT        NOT NULL,
    number         INTEGER       NOT NULL,
    recipient      VARCHAR(512)  NOT NULL,
    destination    VARCHAR(512)  NOT NULL,
    local_user     VARCHAR(255)  NOT NULL,
    action         VARCHAR(64)   NOT NULL, -- the name only
    state          VARCHAR(8)    NOT NULL, -- QUEUED, LEASED, HELD
    hold_reason    VARCHAR(2000) NOT NULL,
    unknown_action BOOLEAN       NOT NULL, -- HELD only until its action's name is defined
    attempts       INTEGER       NOT NULL,
    created        BIGINT        NOT NULL,
    due            BIGINT        NOT NULL,
    last_result    VARCHAR(2000) NOT NULL,
    lease_token    BIGINT        NOT NULL, -- 0 unless LEASED
    lease_owner    VARCHAR(255)  NOT NULL,
    lease_until    BIGINT        NOT NULL,
    PRIMARY KEY (message_id, number)
);
CREATE INDEX envelope_due ON envelope (state, due, message_id); -- all that a claim looks for
CREATE INDEX envelope_action ON envelope (action, state);

-- The history, denormalised: it outlives the envelope.
CREATE SEQUENCE attempt_id START WITH 500 INCREMENT BY 500; -- JPA takes 500 ids at a time, up to the value it gets
CREATE TABLE attempt (
    id          BIGINT        NOT NULL PRIMARY KEY,
    message_id  BIGINT        NOT NULL,
    envelope    INTEGER       NOT NULL,
    sender      VARCHAR(512)  NOT NULL,
    recipient   VARCHAR(512)  NOT NULL,
    action      VARCHAR(64)   NOT NULL,
    number      INTEGER       NOT NULL,
    started_at  BIGINT        NOT NULL,
    duration_ms BIGINT        NOT NULL,
    revision    BIGINT        NOT NULL,
    target      VARCHAR(2000) NOT NULL,
    result      VARCHAR(16)   NOT NULL,
    reply       VARCHAR(2000) NOT NULL,
    error       BOOLEAN       NOT NULL  -- for the list of the last errors
);
CREATE INDEX attempt_message ON attempt (message_id);
CREATE INDEX attempt_started ON attempt (started_at);
CREATE INDEX attempt_errors ON attempt (error DESC, id DESC);

CREATE TABLE configuration_revision (
    number  BIGINT         NOT NULL PRIMARY KEY,
    parent  BIGINT         NOT NULL, -- 0: none
    created BIGINT         NOT NULL,
    author  VARCHAR(255)   NOT NULL,
    remark  VARCHAR(2000)  NOT NULL,
    content CLOB           NOT NULL,
    active  BOOLEAN        NOT NULL
);

-- One row: the hash of the configuration file that was imported last.
CREATE TABLE configuration_import (
    id   INTEGER      NOT NULL PRIMARY KEY,
    hash VARCHAR(128) NOT NULL
);

CREATE TABLE admin_user (
    name          VARCHAR(64)  NOT NULL PRIMARY KEY,
    password_hash VARCHAR(255) NOT NULL,
    role          VARCHAR(32)  NOT NULL
);
