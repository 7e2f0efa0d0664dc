using System.Data.Common;

namespace Foray.Tracking.Store.Sql;

/// <summary>A connection with its prepared statements, used by one operation at a time. A reader has to be closed before the same statement runs again.</summary>
internal sealed class SqlSession(DbConnection connection, StoreEngine engine) : IAsyncDisposable
{
    private readonly Dictionary<string, DbCommand> _commands = new(StringComparer.Ordinal);

    public StoreEngine Engine => engine;

    public DbConnection Connection => connection;

    /// <summary>The transaction that statements run in; null for none.</summary>
    public DbTransaction? Transaction { get; set; }

    /// <summary>Ends the operation at hand.</summary>
    public CancellationToken Cancelled { get; set; }

    /// <summary>Runs a statement.</summary>
    /// <returns>Number of rows that it changed.</returns>
    public Task<int> ExecuteAsync(string sql, params (string Name, object? Value)[] parameters) =>
        Command(sql, parameters).ExecuteNonQueryAsync(Cancelled);

    /// <summary>The first column of the first row; null where there is none, or it is null.</summary>
    public async Task<object?> FindAsync(string sql, params (string Name, object? Value)[] parameters)
    {
        var value = await Command(sql, parameters).ExecuteScalarAsync(Cancelled);
        return value is DBNull ? null : value;
    }

    /// <summary>Runs a query.</summary>
    public Task<DbDataReader> ReadAsync(string sql, params (string Name, object? Value)[] parameters) =>
        Command(sql, parameters).ExecuteReaderAsync(Cancelled);

    /// <summary>All rows of a query.</summary>
    public async Task<List<T>> ListAsync<T>(string sql, Func<DbDataReader, T> read, params (string Name, object? Value)[] parameters)
    {
        var rows = new List<T>();
        await using var reader = await ReadAsync(sql, parameters);
        while (await reader.ReadAsync(Cancelled))
            rows.Add(read(reader));
        return rows;
    }

    /// <summary>Forgets a statement that will not come again.</summary>
    public void Forget(string sql)
    {
        if (_commands.Remove(sql, out var command))
            command.Dispose();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var command in _commands.Values)
            await command.DisposeAsync();
        if (Transaction is not null)
            await Transaction.DisposeAsync();
        await connection.DisposeAsync();
    }

    private DbCommand Command(string sql, (string Name, object? Value)[] parameters)
    {
        if (!_commands.TryGetValue(sql, out var command))
        {
            command = connection.CreateCommand();
            command.CommandText = sql;
            foreach (var (name, _) in parameters)
            {
                var parameter = command.CreateParameter();
                parameter.ParameterName = name;
                command.Parameters.Add(parameter);
            }

            _commands.Add(sql, command);
        }

        command.Transaction = Transaction;
        for (var i = 0; i < parameters.Length; i++)
            command.Parameters[i].Value = SqlValue.Of(parameters[i].Value);
        return command;
    }
}
