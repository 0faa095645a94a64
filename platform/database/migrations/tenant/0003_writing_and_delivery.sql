-- What people write in the portal, what must go out, and photos and files.

CREATE TABLE conversation (
    id             uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    client_id      uuid NOT NULL REFERENCES client ON DELETE CASCADE,
    source_id      text UNIQUE,
    subject        text NOT NULL DEFAULT '',
    with_staff     boolean NOT NULL DEFAULT false,
    -- Came from the care-record system, which names no readers: everybody with the right to messages at this client
    -- reads it. One that is started here is read by its members only.
    for_circle     boolean NOT NULL DEFAULT false,
    started_by     uuid,
    last_message_at timestamptz NOT NULL,
    created_at     timestamptz NOT NULL
);
CREATE INDEX conversation_list ON conversation (client_id, last_message_at DESC, id DESC);

-- Who takes part; in a conversation for the circle also who read how far.
CREATE TABLE conversation_member (
    conversation_id     uuid NOT NULL REFERENCES conversation ON DELETE CASCADE,
    account_id          uuid REFERENCES account ON DELETE CASCADE,
    care_team_member_id uuid REFERENCES care_team_member ON DELETE SET NULL,
    name                text NOT NULL DEFAULT '',
    read_until          timestamptz,
    CHECK (account_id IS NULL OR care_team_member_id IS NULL)
);
CREATE UNIQUE INDEX conversation_member_account ON conversation_member (conversation_id, account_id) WHERE account_id IS NOT NULL;
CREATE INDEX conversation_member_of ON conversation_member (account_id);

CREATE TABLE message (
    id              uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    source_id       text UNIQUE,
    source_version  text NOT NULL DEFAULT '',
    changed_at      timestamptz,
    client_id       uuid NOT NULL REFERENCES client ON DELETE CASCADE,
    conversation_id uuid NOT NULL REFERENCES conversation ON DELETE CASCADE,
    in_reply_to     uuid,
    author_account  uuid REFERENCES account ON DELETE SET NULL,
    author_name     text NOT NULL DEFAULT '',
    author_role     text NOT NULL DEFAULT '',
    author_is_staff boolean NOT NULL DEFAULT false,
    body            text NOT NULL,
    sent_at         timestamptz NOT NULL,
    state           text NOT NULL DEFAULT 'received' CHECK (state IN ('draft', 'queued', 'delivered', 'read', 'received', 'failed', 'in_doubt')),
    run_id          uuid,
    created_at      timestamptz NOT NULL,
    updated_at      timestamptz NOT NULL
);
CREATE INDEX message_thread ON message (conversation_id, sent_at DESC, id DESC);
CREATE INDEX message_client ON message (client_id, sent_at DESC);

CREATE TABLE pinboard_post (
    id             uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    source_id      text UNIQUE,
    source_version text NOT NULL DEFAULT '',
    changed_at     timestamptz,
    client_id      uuid NOT NULL REFERENCES client ON DELETE CASCADE,
    author_account uuid REFERENCES account ON DELETE SET NULL,
    author_name    text NOT NULL DEFAULT '',
    body           text NOT NULL,
    in_reply_to    uuid REFERENCES pinboard_post ON DELETE CASCADE,
    posted_at      timestamptz NOT NULL,
    edited_at      timestamptz,
    deleted_at     timestamptz,
    reported_at    timestamptz,
    run_id         uuid,
    created_at     timestamptz NOT NULL,
    updated_at     timestamptz NOT NULL
);
CREATE INDEX pinboard_post_list ON pinboard_post (client_id, posted_at DESC, id DESC) WHERE in_reply_to IS NULL;
CREATE INDEX pinboard_post_replies ON pinboard_post (in_reply_to, posted_at) WHERE in_reply_to IS NOT NULL;

CREATE TABLE file (
    id           uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    client_id    uuid REFERENCES client ON DELETE CASCADE,
    account_id   uuid REFERENCES account ON DELETE SET NULL,
    purpose      text NOT NULL CHECK (purpose IN ('profile_photo', 'client_photo', 'pinboard_photo', 'attachment', 'export')),
    parent_id    uuid,
    name         text NOT NULL DEFAULT '',
    content_type text NOT NULL,
    bytes        bigint NOT NULL,
    content      bytea NOT NULL,
    thumbnail    bytea,
    created_at   timestamptz NOT NULL
);
CREATE INDEX file_parent ON file (parent_id) WHERE parent_id IS NOT NULL;
CREATE INDEX file_account ON file (account_id);

-- What someone should be told in the portal: a new plan version, a changed report, changed rights, a new device.
CREATE TABLE notice (
    id         uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    client_id  uuid REFERENCES client ON DELETE CASCADE,
    account_id uuid REFERENCES account ON DELETE CASCADE,
    kind       text NOT NULL,
    object_id  uuid,
    detail     jsonb NOT NULL DEFAULT '{}',
    created_at timestamptz NOT NULL
);
CREATE INDEX notice_client ON notice (client_id, created_at DESC);
CREATE INDEX notice_account ON notice (account_id, created_at DESC);

CREATE TABLE notice_seen (
    notice_id  uuid NOT NULL REFERENCES notice ON DELETE CASCADE,
    account_id uuid NOT NULL REFERENCES account ON DELETE CASCADE,
    seen_at    timestamptz NOT NULL,
    PRIMARY KEY (notice_id, account_id)
);

-- SMS and mail on their way, written in the transaction of what caused them. After sending, the text is emptied.
-- queued -> sending -> sent | queued (retry) | abandoned (after the tries or the time of the settings)
CREATE TABLE outbox (
    id           uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    channel      text NOT NULL CHECK (channel IN ('sms', 'mail')),
    purpose      text NOT NULL,
    account_id   uuid REFERENCES account ON DELETE SET NULL,
    recipient    text NOT NULL,
    subject      text NOT NULL DEFAULT '',
    body         text NOT NULL,
    html         text NOT NULL DEFAULT '',
    state        text NOT NULL DEFAULT 'queued' CHECK (state IN ('queued', 'sending', 'sent', 'delivered', 'failed', 'abandoned')),
    tries        integer NOT NULL DEFAULT 0,
    next_try_at  timestamptz NOT NULL,
    gateway      text NOT NULL DEFAULT '',
    gateway_ref  text NOT NULL DEFAULT '',
    last_answer  text NOT NULL DEFAULT '',
    useful_until timestamptz,
    created_at   timestamptz NOT NULL,
    sent_at      timestamptz,
    delivered_at timestamptz
);
CREATE INDEX outbox_waiting ON outbox (next_try_at) WHERE state IN ('queued', 'sending');
CREATE INDEX outbox_recipient ON outbox (recipient, created_at DESC);
-- How many text messages went out in the last hour: the tenant's cap is counted before every one.
CREATE INDEX outbox_sms_sent ON outbox (sent_at) WHERE channel = 'sms';

-- Written in the portal, to be received by the care-record system, in order.
CREATE TABLE change (
    id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    idempotency_key uuid NOT NULL UNIQUE,
    client_id       uuid REFERENCES client ON DELETE CASCADE,
    account_id      uuid REFERENCES account ON DELETE SET NULL,
    kind            text NOT NULL,
    object_id       uuid NOT NULL,
    action          text NOT NULL CHECK (action IN ('create', 'update', 'delete')),
    payload         jsonb NOT NULL,
    state           text NOT NULL DEFAULT 'queued' CHECK (state IN ('queued', 'sending', 'done', 'conflict', 'set_aside')),
    tries           integer NOT NULL DEFAULT 0,
    next_try_at     timestamptz NOT NULL,
    answer          text NOT NULL DEFAULT '',
    created_at      timestamptz NOT NULL,
    done_at         timestamptz
);
CREATE INDEX change_waiting ON change (id) WHERE state IN ('queued', 'sending');
CREATE INDEX change_object ON change (object_id);

-- Downloads being made or ready.
CREATE TABLE export (
    id          uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    account_id  uuid NOT NULL REFERENCES account ON DELETE CASCADE,
    client_id   uuid NOT NULL REFERENCES client ON DELETE CASCADE,
    state       text NOT NULL CHECK (state IN ('queued', 'making', 'ready', 'fetched', 'failed', 'expired')),
    progress_percent integer NOT NULL DEFAULT 0,
    file_id     uuid,
    created_at  timestamptz NOT NULL,
    ready_at    timestamptz,
    expires_at  timestamptz
);

-- Private iCalendar links.
CREATE TABLE calendar_link (
    token_hash  text PRIMARY KEY,
    account_id  uuid NOT NULL REFERENCES account ON DELETE CASCADE,
    client_id   uuid NOT NULL REFERENCES client ON DELETE CASCADE,
    with_titles boolean NOT NULL DEFAULT false,
    created_at  timestamptz NOT NULL,
    last_used_at timestamptz,
    revoked_at  timestamptz
);
