-- An outbox of version 1 with an edit in every state, as its program wrote it. It never changes; a new
-- version of the tables gets a file of its own.
PRAGMA application_id = 1115115362;
CREATE TABLE edits (  seq INTEGER PRIMARY KEY AUTOINCREMENT,  id TEXT NOT NULL,  relation TEXT NOT NULL,  record TEXT NOT NULL,  account TEXT,  kind TEXT NOT NULL,  changes TEXT NOT NULL,  base TEXT,  base_version INTEGER NOT NULL,  created_at INTEGER NOT NULL,  state TEXT NOT NULL,  attempts INTEGER NOT NULL,  server TEXT,  server_version INTEGER NOT NULL,  reason TEXT,  sent_at INTEGER,  mark TEXT NOT NULL) STRICT;
CREATE UNIQUE INDEX edits_id ON edits (id);
CREATE INDEX edits_record ON edits (relation, record, seq);
INSERT INTO edits VALUES (1, 'e-1', 'notes', 'n-1', 'north-1', 'insert', '{"account_id":"north-1","text":"first \"call\""}', NULL, 0, 1700000000000001, 'sent', 1, '{"id":"n-1","account_id":"north-1","text":"first \"call\"","version":1}', 1, NULL, 1700000000000001, '0afb96da30f55449a6195b543addb160');
INSERT INTO edits VALUES (2, 'e-2', 'notes', 'n-1', 'north-1', 'update', '{"text":"second"}', '{"id":"n-1","account_id":"north-1","text":"first","version":1}', 1, 1700000000000002, 'conflict', 2, '{"id":"n-1","account_id":"north-1","text":"theirs","version":2}', 2, 'Somebody else has changed the record.', NULL, 'febb0b9fc43c2ba406717dd35c592da5');
INSERT INTO edits VALUES (3, 'e-3', 'plays', 'y-1', 'north-1', 'update', '{"due_on":null,"status":"done"}', '{"id":"y-1","account_id":"north-1","due_on":"2025-01-01","status":"open","version":4}', 4, 1700000000000003, 'refused', 1, NULL, 0, 'not yours', NULL, '1ccd59f2beeb355b51f6823a4103e43f');
INSERT INTO edits VALUES (5, 'e-5', 'risks', 'k-1', 'south-1', 'delete', '{}', '{"id":"k-1","account_id":"south-1","version":7}', 7, 1700000000000005, 'waiting', 0, NULL, 0, NULL, NULL, '38e3b2c89367cd0b2b0044f7524a8a4d');
INSERT INTO edits VALUES (6, 'e-6', 'notes', 'n-2', 'south-1', 'insert', '{"account_id":"south-1","text":"מכירה 🎉 <b>&amp;</b>"}', NULL, 0, 1700000000000006, 'sending', 3, NULL, 0, NULL, NULL, 'bdf26c6fcce4a6bdf7fc354aa1ba035d');
PRAGMA user_version = 1;
