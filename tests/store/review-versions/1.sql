-- What was prepared for the reviews of two accounts and of the portfolio, in a file of version 1, as its
-- program wrote it. It never changes; a new version of the tables gets a file of its own.
PRAGMA application_id = 1115116150;
CREATE TABLE reviews (account TEXT PRIMARY KEY, last_held INTEGER) STRICT, WITHOUT ROWID;
CREATE TABLE slides (  account TEXT NOT NULL,  position INTEGER NOT NULL,  key TEXT NOT NULL,  hidden INTEGER NOT NULL,  minutes REAL,  picture TEXT,  title TEXT,  annotation TEXT,  notes TEXT,  text TEXT,  PRIMARY KEY (account, position),  UNIQUE (account, key)) STRICT, WITHOUT ROWID;
CREATE TABLE pictures (digest TEXT PRIMARY KEY, content BLOB NOT NULL) STRICT;
INSERT INTO reviews VALUES ('', NULL);
INSERT INTO reviews VALUES ('north-1', 20686);
INSERT INTO reviews VALUES ('south-1', NULL);
INSERT INTO slides VALUES ('', 0, 'curve', 1, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO slides VALUES ('north-1', 0, 'value:delivery', 0, 2.5, NULL, 'Delivered "in time" &', NULL, 'Ask who measured it.', NULL);
INSERT INTO slides VALUES ('north-1', 1, 'cover', 1, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO slides VALUES ('north-1', 2, 'own:6f1c2f0e-7b0e-4f0e-9a53-0d6f5f6f2f10', 0, 0.0, '342d0a21c919cbeb40a66204e35a514c70a10ad7a02573a5f770109f6a7d160e', 'מכירה 🎉', '', NULL, 'One' || char(10) || char(10) || 'Two');
INSERT INTO slides VALUES ('south-1', 0, 'own:0b8c7a3e-2d3f-4f4e-8d0b-3f2d7e1c9a55', 0, NULL, '342d0a21c919cbeb40a66204e35a514c70a10ad7a02573a5f770109f6a7d160e', NULL, NULL, NULL, NULL);
INSERT INTO pictures VALUES ('342d0a21c919cbeb40a66204e35a514c70a10ad7a02573a5f770109f6a7d160e', x'89504e470d0a1a0a00ff7f80');
PRAGMA user_version = 1;
