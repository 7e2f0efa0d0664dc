using System.Data;
using System.Data.Common;
using System.Text;
using System.Text.Json;
using Foray.Sdk.Diagnostics;
using Microsoft.Data.Sqlite;

namespace Foray.Tracking.Store.Sql;

/// <summary>A store in one file, with write-ahead logging: readers and the one writer do not wait for each other.</summary>
internal sealed class SqliteEngine : StoreEngine
{
    /// <summary>Name of the file in the store's folder.</summary>
    public const string FileName = "tracking.db";

    /// <summary>Written into the file's header, so that it is known as ours: the letters "Fory".</summary>
    private const long ApplicationId = 0x466F7279;

    /// <summary>How long SQLite waits for a lock before the cancellation is looked at again.</summary>
    private const int PatienceInSeconds = 1;

    /// <summary>Readers wait only while a log is recovered or removed.</summary>
    private const int ReadersPatienceInSeconds = 60;

    private const int MostAttempts = 120;
    private const int Error = 1;
    private const int Busy = 5;
    private const int Constraint = 19;
    private const int Misuse = 21;
    private const int NotADatabase = 26;

    private readonly string _connection;

    public SqliteEngine(string folder, bool create)
    {
        Location = folder;
        _connection = new SqliteConnectionStringBuilder
        {
            DataSource = Path.Combine(folder, FileName),
            Mode = create ? SqliteOpenMode.ReadWriteCreate : SqliteOpenMode.ReadWrite,
            Pooling = false,
            ForeignKeys = false,
            DefaultTimeout = ReadersPatienceInSeconds,
        }.ToString();
    }

    public override string Location { get; }

    public override string? Translate(SchemaStatement statement) => statement.PostgresOnly
        ? null
        : new StringBuilder(statement.Sql).Replace("{identity}", "integer primary key").Replace("{text}", "text").Replace("{bytes}", "blob").Replace("{clustered}", "without rowid").ToString();

    public override async Task<DbConnection> OpenAsync(CancellationToken cancellationToken)
    {
        var connection = new SqliteConnection(_connection);
        try
        {
            await connection.OpenAsync(cancellationToken);
            // Full: what is acknowledged has to survive a power failure, because the spool then forgets it.
            await RunAsync(connection, "pragma busy_timeout = 1000; pragma synchronous = full; pragma cache_size = -16000; pragma mmap_size = 1073741824", cancellationToken);
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
        try
        {
            // One statement, because another process may be creating the store.
            switch (await session.ListAsync(
                "select application_id, (select count(*) from sqlite_master) from pragma_application_id", row => (Id: row.GetInt64(0), Tables: row.GetInt64(1))))
            {
                case [{ Id: ApplicationId }]:
                    return StoreGround.Store;
                case [{ Id: 0, Tables: 0 }]:
                    return StoreGround.Empty;
            }
        }
        catch (SqliteException exception) when (exception.SqliteErrorCode == NotADatabase)
        {
            throw StoreErrors.NotOurs(Location, $"its {FileName} is no database");
        }

        throw StoreErrors.NotOurs(Location, $"its {FileName} is a database of another program");
    }

    public override Task PrepareAsync(SqlSession session) => session.ExecuteAsync($"pragma application_id = {ApplicationId}");

    /// <summary>Switches an empty file to write-ahead logging, which it keeps, and to pages that hold three chunks: one of 8 KiB holds one, and leaves a third of itself empty.</summary>
    public static Task UseLogAsync(SqlSession session) => RetryAsync(
        () => RunAsync((SqliteConnection)session.Connection, "pragma page_size = 16384; pragma journal_mode = wal", session.Cancelled), session.Cancelled);

    public override Task<DbTransaction> BeginReadAsync(DbConnection connection, CancellationToken cancellationToken) =>
        Task.FromResult<DbTransaction>(((SqliteConnection)connection).BeginTransaction(IsolationLevel.Serializable, deferred: true));

    public override Task<DbTransaction> BeginWriteAsync(DbConnection connection, CancellationToken cancellationToken) =>
        RetryAsync(() => Task.Run(() => BeginWrite((SqliteConnection)connection), cancellationToken), cancellationToken);

    public override string IsAmong(string column, string parameter) => $"{column} in (select value from json_each({parameter}))";

    public override object List<T>(IReadOnlyList<T> values) => JsonSerializer.Serialize(values);

    public override string IsLike(string column, string parameter) => $"{column} glob {parameter}";

    public override string Pattern(string pattern)
    {
        var glob = new StringBuilder();
        for (var i = 0; i < pattern.Length; i++)
        {
            var escaped = pattern[i] == '\\' && i + 1 < pattern.Length;
            if (escaped)
                i++;
            glob.Append(pattern[i] switch
            {
                '%' when !escaped => "*",
                '_' when !escaped => "?",
                '*' or '?' or '[' => $"[{pattern[i]}]",
                var other => other.ToString(),
            });
        }

        return glob.ToString();
    }

    public override DiagnosticException? Explain(Exception failure) => failure switch
    {
        SqliteException { SqliteErrorCode: Error or Constraint or Misuse } => null,
        SqliteException { SqliteErrorCode: Busy } => StoreErrors.Unusable(
            Location, "another process has been changing it for two minutes", "wait until it has ended", failure),
        SqliteException exception => StoreErrors.Unusable(
            Location, Reason(exception), "see that the folder is there, is writable for this user, and has space left", failure),
        IOException or UnauthorizedAccessException => StoreErrors.Unusable(
            Location, failure.Message, "see that the folder is there, is writable for this user, and has space left", failure),
        _ => null,
    };

    private static DbTransaction BeginWrite(SqliteConnection connection)
    {
        connection.DefaultTimeout = PatienceInSeconds;
        try
        {
            return connection.BeginTransaction(IsolationLevel.Serializable, deferred: false);
        }
        finally
        {
            connection.DefaultTimeout = ReadersPatienceInSeconds;
        }
    }

    private static string Reason(SqliteException exception) => exception.SqliteErrorCode switch
    {
        8 => "it cannot be written",
        10 => "its file cannot be read or written",
        11 => "its file is damaged",
        13 => "no space is left on its disk",
        14 => "its file cannot be opened",
        NotADatabase => "its file is no database",
        _ => exception.Message,
    };

    private static async Task RunAsync(SqliteConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static Task RetryAsync(Func<Task> work, CancellationToken cancellationToken) => RetryAsync(
        async () =>
        {
            await work();
            return true;
        },
        cancellationToken);

    /// <summary>SQLite itself waits for the lock in each attempt.</summary>
    private static async Task<T> RetryAsync<T>(Func<Task<T>> work, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                return await work();
            }
            catch (SqliteException exception) when (exception.SqliteErrorCode == Busy && attempt < MostAttempts)
            {
                await Task.Yield();
            }
        }
    }
}
