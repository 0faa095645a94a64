-- How a session came into being. What was begun with a link of a mail ends with a new password and never opens the
-- portal; what was begun with a mailed one-time password has to choose a new one before it does.
ALTER TABLE session
    ADD COLUMN entered_by text NOT NULL DEFAULT 'password' CHECK (entered_by IN ('password', 'one_time', 'link')),
    ADD CONSTRAINT session_link_opens_nothing CHECK (entered_by <> 'link' OR state <> 'full');
