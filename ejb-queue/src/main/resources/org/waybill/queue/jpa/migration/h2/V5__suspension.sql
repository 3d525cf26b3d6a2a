-- Mail that is not to be sent for a while: orders of administrators, few rows.

CREATE SEQUENCE suspension_id START WITH 1 INCREMENT BY 1;
CREATE TABLE suspension (
    id      BIGINT        NOT NULL PRIMARY KEY,
    kind    VARCHAR(8)    NOT NULL, -- ACTION, ROUTE, DOMAIN, SENDER
    subject VARCHAR(512)  NOT NULL, -- the action's name, the route as shown, the domain or the address
    reason  VARCHAR(2000) NOT NULL,
    author  VARCHAR(255)  NOT NULL,
    started BIGINT        NOT NULL,
    ends    BIGINT        NOT NULL  -- 9223372036854775807: when somebody ends it
);
