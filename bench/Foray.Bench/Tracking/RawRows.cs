using Microsoft.Data.Sqlite;

namespace Foray.Bench.Tracking;

/// <summary>Points as plain rows of an SQLite database: inserted with a prepared statement, 10,000 in a transaction, with a write-ahead log that is brought to the disk with each, as the store's is.</summary>
internal sealed class RawRows : IDisposable
{
    private const int PerTransaction = 10_000;

    private const string Columns = "run integer not null, metric integer not null, step integer not null, time integer not null, value real not null";

    private static readonly string[] Parameters = ["$run", "$metric", "$step", "$time", "$value"];

    private readonly SqliteConnection _connection;

    private RawRows(string table)
    {
        _connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = BenchFolder.New("rows"), Pooling = false }.ToString());
        _connection.Open();
        Execute("pragma journal_mode = wal; pragma synchronous = full");
        Execute($"create table points {table}");
    }

    public static RawRows WithoutKey() => new($"({Columns})");

    public static RawRows WithKey() => new($"({Columns}, primary key (metric, run, step)) without rowid");

    public void Insert(IEnumerable<(int Run, int Metric, long Step, double Value)> points)
    {
        using var insert = _connection.CreateCommand();
        insert.CommandText = "insert into points values ($run, $metric, $step, $time, $value)";
        SqliteParameter[] parameters = [.. Parameters.Select(name => insert.Parameters.AddWithValue(name, 0L))];
        insert.Prepare();
        foreach (var some in points.Chunk(PerTransaction))
        {
            using var transaction = _connection.BeginTransaction();
            insert.Transaction = transaction;
            foreach (var (run, metric, step, value) in some)
            {
                (parameters[0].Value, parameters[1].Value, parameters[2].Value, parameters[3].Value, parameters[4].Value) = (run, metric, step, step, value);
                insert.ExecuteNonQuery();
            }

            transaction.Commit();
        }
    }

    /// <summary>Reads rows of numbers.</summary>
    /// <returns>How many there are.</returns>
    public long Read(string query, Action<SqliteDataReader> read)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = query;
        using var reader = command.ExecuteReader();
        var count = 0L;
        for (; reader.Read(); count++)
            read(reader);
        return count;
    }

    public void Dispose() => _connection.Dispose();

    private void Execute(string sql)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
