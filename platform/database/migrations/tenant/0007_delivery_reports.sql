-- What providers tell after they took a text message over, and when to ask those that don't tell.
ALTER TABLE outbox DROP CONSTRAINT outbox_state_check;
ALTER TABLE outbox ADD CONSTRAINT outbox_state_check
    CHECK (state IN ('queued', 'sending', 'sent', 'delivered', 'undelivered', 'failed', 'abandoned'));
ALTER TABLE outbox ADD COLUMN report_due_at timestamptz;
ALTER TABLE outbox ADD COLUMN report_asks integer NOT NULL DEFAULT 0;
CREATE INDEX outbox_report_due ON outbox (report_due_at) WHERE report_due_at IS NOT NULL;

-- Of the last codes of the organisation how many were filled in: looked at whenever one is sent.
CREATE INDEX code_latest ON code (sent_at DESC);
