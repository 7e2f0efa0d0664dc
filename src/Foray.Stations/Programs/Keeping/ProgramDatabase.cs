using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Foray.Stations.Programs.Keeping;

/// <summary>A SQLite file of a station. Each piece of work on it is one transaction; what has returned survives a power failure.</summary>
internal sealed class ProgramDatabase : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1);
    private readonly SqliteConnection _connection;
    private readonly string _path;

    private ProgramDatabase(string path) => (_path, _connection) = (path, new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false, DefaultTimeout = 5 }.ToString()));

    /// <summary>Opens a file, and makes it where there is none.</summary>
    /// <param name="path">The file, in a folder that exists; <c>:memory:</c> for none.</param>
    /// <param name="kind">Number in the file's header that says what it is.</param>
    /// <param name="versions">What makes each version of its tables of the one before, from version 1. What was released is never changed.</param>
    /// <exception cref="Sdk.Diagnostics.DiagnosticException">It is something else or damaged (FORAY295), of a newer version (FORAY290), or cannot be used (FORAY527).</exception>
    public static ProgramDatabase Open(string path, int kind, IReadOnlyList<string> versions)
    {
        var database = new ProgramDatabase(path);
        try
        {
            database.Explained(() => database.Prepare(kind, versions));
            return database;
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    /// <summary>Does work in a transaction of its own.</summary>
    /// <exception cref="Sdk.Diagnostics.DiagnosticException">The file cannot be read or written (FORAY527), or is damaged (FORAY295).</exception>
    public async Task<T> DoAsync<T>(Func<Statements, T> work, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            return Explained(() =>
            {
                using var transaction = _connection.BeginTransaction(deferred: false);
                var result = work(new Statements(_connection));
                transaction.Commit();
                return result;
            });
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Closes the file.</summary>
    public void Dispose()
    {
        _connection.Dispose();
        _turn.Dispose();
    }

    private int Prepare(int kind, IReadOnlyList<string> versions)
    {
        _connection.Open();
        var statements = new Statements(_connection);
        Examine(statements, kind);
        // Full: a receipt that was given must outlast a power failure.
        statements.Execute("pragma journal_mode = wal; pragma synchronous = full; pragma busy_timeout = 5000");

        using var transaction = _connection.BeginTransaction(deferred: false);
        var version = Number(statements, "user_version");
        if (version > versions.Count)
            throw KeepingErrors.Newer($"'{_path}'", version, versions.Count);
        for (; version < versions.Count; version++)
            statements.Execute(versions[(int)version]);
        statements.Execute(string.Create(CultureInfo.InvariantCulture, $"pragma application_id = {kind}; pragma user_version = {version}"));
        transaction.Commit();
        return versions.Count;
    }

    private void Examine(Statements statements, int kind)
    {
        var found = Number(statements, "application_id");
        if (found != kind && (found != 0 || statements.Find("select count(*) from sqlite_master", row => row.GetInt64(0)) > 0))
            throw KeepingErrors.Damaged($"'{_path}'", "it is a database of another program");
    }

    private static long Number(Statements statements, string pragma) => statements.Find($"select {pragma} from pragma_{pragma}", row => row.GetInt64(0));

    private T Explained<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (SqliteException failure) when (KeepingErrors.Explain(_path, failure) is { } explained)
        {
            throw explained;
        }
    }
}
