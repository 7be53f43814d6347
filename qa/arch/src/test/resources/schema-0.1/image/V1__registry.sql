-- The registry's metadata. Bytes of blobs are files on the volume; bytes of manifests are here.
-- Every name is <project>/<path>, so a repository row says whose everything below it is.

create table repository (
    id         text primary key,
    name       text not null unique,
    project    text not null check (project <> '*' and name like project || '/%'),
    created_at timestamptz not null,
    updated_at timestamptz not null
);
create index repository_project on repository (project, id);

-- One row per content; a file of its own per row, so that a digest uploaded again after its removal never shares a path
-- with the file that is being unlinked. touched_at moves with each sign of interest: it keeps collection away from pushes.
create table blob (
    digest     text primary key,
    size_bytes bigint not null check (size_bytes >= 0),
    path       text not null unique,
    created_at timestamptz not null,
    touched_at timestamptz not null
);
create index blob_touched on blob (touched_at);

-- Which repository may serve which blob: knowing a digest is not a right to read it.
create table repository_blob (
    repository_id text not null references repository,
    digest        text not null references blob,
    created_at    timestamptz not null,
    primary key (repository_id, digest)
);
create index repository_blob_digest on repository_blob (digest);

create table manifest (
    repository_id    text not null references repository,
    digest           text not null,
    media_type       text not null,
    content          bytea not null,
    image_size_bytes bigint not null,
    artifact_type    text,
    annotations      jsonb,
    subject          text,
    created_at       timestamptz not null,
    pushed_at        timestamptz not null,
    primary key (repository_id, digest)
);
create index manifest_subject on manifest (repository_id, subject, digest) where subject is not null;

-- A blob that a manifest names cannot be unlinked, a child that an index names cannot be deleted: the keys below say no.
create table manifest_blob (
    repository_id text not null,
    manifest      text not null,
    digest        text not null,
    primary key (repository_id, manifest, digest),
    foreign key (repository_id, manifest) references manifest (repository_id, digest) on delete cascade,
    foreign key (repository_id, digest) references repository_blob (repository_id, digest)
);
create index manifest_blob_digest on manifest_blob (repository_id, digest);

create table manifest_child (
    repository_id text not null,
    manifest      text not null,
    child         text not null,
    primary key (repository_id, manifest, child),
    foreign key (repository_id, manifest) references manifest (repository_id, digest) on delete cascade,
    foreign key (repository_id, child) references manifest (repository_id, digest)
);
create index manifest_child_child on manifest_child (repository_id, child);

-- Tags sort as bytes, whatever the database's locale is.
create table tag (
    repository_id text not null,
    name          text collate "C" not null,
    digest        text not null,
    created_at    timestamptz not null,
    updated_at    timestamptz not null,
    primary key (repository_id, name),
    foreign key (repository_id, digest) references manifest (repository_id, digest)
);
create index tag_digest on tag (repository_id, digest);

-- offset_bytes is what the client was told; the file may be longer after a crash and is cut back to it.
create table upload (
    id           uuid primary key,
    repository   text not null,
    path         text not null unique,
    algorithm    text not null,
    offset_bytes bigint not null,
    started_at   timestamptz not null,
    touched_at   timestamptz not null
);
create index upload_touched on upload (touched_at);

-- The key pair that signs registry tokens. One row: the first process to insert it wins.
create table signing_key (
    id          smallint primary key check (id = 1),
    private_key bytea not null,
    public_key  bytea not null,
    created_at  timestamptz not null
);
