/** Times are milliseconds since 1970; `visible_at` 0 is "at once", whatever the clock says after a restart. */
export const SCHEMA = `
  create table if not exists queues (
    name text primary key,
    settings text not null,
    created_at integer not null
  );
  create table if not exists messages (
    sequence integer primary key autoincrement,
    queue text not null,
    message_id text not null,
    body text not null,
    attributes text not null,
    system_attributes text not null,
    group_id text,
    deduplication_id text,
    source_queue text,
    sent_at integer not null,
    visible_at integer not null,
    receive_count integer not null default 0,
    first_received_at integer,
    -- Set from the first receive on; in flight while visible_at lies ahead.
    receipt text,
    -- The receiver has given it back for later with ChangeMessageVisibility.
    given_back integer not null default 0
  );
  create index if not exists messages_of_queue on messages (queue, sequence);
  create index if not exists messages_of_group on messages (queue, group_id, visible_at);
  create table if not exists deduplication (
    queue text not null,
    deduplication_id text not null,
    message_id text not null,
    sequence integer not null,
    sent_at integer not null,
    primary key (queue, deduplication_id)
  );
`;
