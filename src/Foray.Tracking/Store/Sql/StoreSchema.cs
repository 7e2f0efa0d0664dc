namespace Foray.Tracking.Store.Sql;

/// <summary>The tables of a store. They are described in docs/reference/tracking-store.md.</summary>
internal static class StoreSchema
{
    /// <summary>All migrations, in order, without gaps. What was released is never changed: a new version adds one.</summary>
    public static IReadOnlyList<Migration> Migrations { get; } =
    [
        new Migration(1,
        [
            "create table store (version bigint not null)",
            "insert into store (version) values (0)",
            """
            create table experiments (
                id {identity}, name {text} not null unique, lifecycle bigint not null, created bigint not null, changed bigint not null)
            """,
            """
            create table runs (
                id {identity}, run {text} not null unique, experiment bigint not null references experiments (id), name {text} not null,
                parent {text}, state {text} not null, started bigint not null, ended bigint, lifecycle bigint not null)
            """,
            "create index runs_experiment on runs (experiment, started)",
            "create index runs_parent on runs (parent)",
            """
            create table params (
                run bigint not null references runs (id), key {text} not null, value {text} not null, number double precision, primary key (run, key)) {clustered}
            """,
            """
            create table tags (
                run bigint not null references runs (id), key {text} not null, value {text} not null, number double precision, primary key (run, key)) {clustered}
            """,
            """
            create table series (
                id {identity}, run bigint not null references runs (id), name {text} not null, type {text} not null, source {text} not null,
                points bigint not null, nans bigint not null, stepless bigint not null, min_step bigint not null, max_step bigint not null, last_step bigint not null,
                min_time bigint not null, max_time bigint not null, last_time bigint not null,
                min_value double precision, max_value double precision, first_value double precision, last_value double precision, sum_value double precision,
                unique (run, name))
            """,
            "create table chunks (series bigint not null, number bigint not null, points {bytes} not null, primary key (series, number))",
            "create table tails (series bigint not null, start bigint not null, points {bytes} not null, primary key (series, start)) {clustered}",
            """
            create table pyramid (
                series bigint not null, level bigint not null, number bigint not null, children {bytes} not null, primary key (series, level, number))
            """,
            """
            create table records (
                id {identity}, run bigint not null references runs (id), name {text} not null, type {text} not null, source {text} not null, sequence bigint not null,
                time bigint not null, step bigint, number double precision, body {text}, numbers {bytes}, shape {text} not null,
                content {bytes}, media_type {text}, tags {text} not null)
            """,
            "create index records_run on records (run, name, id)",
            """
            create table artifacts (
                run bigint not null references runs (id), path {text} not null, hash {text} not null, size bigint not null, location {text}, primary key (run, path)) {clustered}
            """,
            "create table origins (name {text} primary key, position bigint not null) {clustered}",
            new SchemaStatement("create table contents (hash {text} primary key, size bigint not null)", PostgresOnly: true),
            new SchemaStatement("create table parts (hash {text} not null references contents (hash), number bigint not null, content bytea not null, primary key (hash, number))", PostgresOnly: true),
            // Numbers do not get shorter by what PostgreSQL does to long values, only slower.
            new SchemaStatement("alter table chunks alter column points set storage external", PostgresOnly: true),
            new SchemaStatement("alter table pyramid alter column children set storage external", PostgresOnly: true),
        ]),
    ];
}
