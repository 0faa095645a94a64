-- The codes of a session are asked for at every sign-in, and go with it; devices are taken out of sessions when they go.
CREATE INDEX code_session ON code (session_id, sent_at DESC);
CREATE INDEX session_device ON session (device_id) WHERE device_id IS NOT NULL;
