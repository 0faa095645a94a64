-- What an operator paused: kinds of record whose schedules do not run, and 'outbound', what people wrote. Kept here, so
-- that every node keeps to it and a restart does not forget it.
CREATE TABLE sync_pause (
    kind      text PRIMARY KEY,
    why       text NOT NULL CHECK (why <> ''),
    paused_at timestamptz NOT NULL
);
-- When an operator last said to go on: failures before it no longer count. At most one row.
CREATE TABLE sync_resume (
    only_row   boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    resumed_at timestamptz NOT NULL
);
GRANT SELECT, INSERT, UPDATE, DELETE ON sync_pause, sync_resume TO :app;
