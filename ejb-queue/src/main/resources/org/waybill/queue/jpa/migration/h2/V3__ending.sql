-- What an expansion ended in: nothing for an address, else user:|command, server:|command, user:/file or server:/file.

ALTER TABLE envelope ADD ending VARCHAR(2100) DEFAULT '' NOT NULL;
