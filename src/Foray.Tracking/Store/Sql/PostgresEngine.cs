using System.Data;
using System.Data.Common;
using System.Text;
using Foray.Sdk.Diagnostics;
using Npgsql;

namespace Foray.Tracking.Store.Sql;

/// <summary>A store in a schema of a PostgreSQL database, for teams.</summary>
internal sealed class PostgresEngine : StoreEngine
{
    private const int PatienceInSeconds = 120;

    private readonly string _connection;
    private readonly string _schema;

    public PostgresEngine(PostgresLocation location)
    {
        (Location, _schema) = (location.Url, location.Schema);
        _connection = new NpgsqlConnectionStringBuilder
        {
            Host = location.Host,
            Port = location.Port,
            Username = location.User,
            Database = location.Database,
            SearchPath = location.Schema,
            ApplicationName = "foray",
            Pooling = false,
            MaxAutoPrepare = 64,
            AutoPrepareMinUsages = 2,
            CommandTimeout = PatienceInSeconds,
        }.ToString();
    }

    public override string Location { get; }

    public override string? Translate(SchemaStatement statement) =>
        new StringBuilder(statement.Sql).Replace("{identity}", "bigint generated always as identity primary key").Replace("{text}", "text collate \"C\"").Replace("{bytes}", "bytea").Replace("{clustered}", "").ToString();

    public override async Task<DbConnection> OpenAsync(CancellationToken cancellationToken)
    {
        var connection = new NpgsqlConnection(_connection);
        try
        {
            await connection.OpenAsync(cancellationToken);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    public override async Task<StoreGround> ExamineAsync(SqlSession session)
    {
        var tables = await session.ListAsync(
            "select tablename::text from pg_tables where schemaname = @schema", reader => reader.GetString(0), ("@schema", _schema));
        if (tables.Count == 0)
            return StoreGround.Empty;
        return tables.Contains("store") && tables.Contains("origins")
            ? StoreGround.Store
            : throw StoreErrors.NotOurs(Location, $"the schema '{_schema}' has tables of another program");
    }

    /// <summary>A schema that there is already may have been made for a user who may make none.</summary>
    public override async Task PrepareAsync(SqlSession session)
    {
        if (await session.FindAsync("select 1::bigint from pg_namespace where nspname = @schema", ("@schema", _schema)) is null)
            await session.ExecuteAsync($"create schema {_schema}");
    }

    public override async Task<DbTransaction> BeginReadAsync(DbConnection connection, CancellationToken cancellationToken) =>
        await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);

    public override async Task<DbTransaction> BeginWriteAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        var transaction = await connection.BeginTransactionAsync(IsolationLevel.ReadCommitted, cancellationToken);
        await using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = $"select pg_advisory_xact_lock(hashtext('foray tracking'), hashtext('{_schema}'))";
        await command.ExecuteNonQueryAsync(cancellationToken);
        return transaction;
    }

    public override string IsAmong(string column, string parameter) => $"{column} = any({parameter})";

    public override object List<T>(IReadOnlyList<T> values) => values.ToArray();

    public override string IsLike(string column, string parameter) => $"{column} like {parameter}";

    public override string Pattern(string pattern)
    {
        // A backslash at the end stands for itself; PostgreSQL refuses it.
        var backslashes = pattern.Length - pattern.TrimEnd('\\').Length;
        return backslashes % 2 == 1 ? pattern + "\\" : pattern;
    }

    public override DiagnosticException? Explain(Exception failure) => failure switch
    {
        // Classes 22, 23 and 42 of the SQL standard: values, constraints, statements.
        PostgresException { SqlState: ['2', '2' or '3', ..] or ['4', '2', not '5', ..] } => null,
        PostgresException exception => StoreErrors.Unusable(Location, exception.MessageText, "see that the database exists, and that the user may use it", failure),
        NpgsqlException { InnerException: TimeoutException } => StoreErrors.Unusable(Location, "the server did not answer for two minutes", "see that it is not overloaded", failure),
        NpgsqlException => StoreErrors.Unusable(
            Location, failure.Message, "see that the server runs and can be reached; it takes the password from PGPASSWORD or ~/.pgpass", failure),
        _ => null,
    };
}
