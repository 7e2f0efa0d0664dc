using Foray.Sdk.Diagnostics;
using Foray.Stations.Programs.Ledger;
using Microsoft.Data.Sqlite;

namespace Foray.Stations.Tests.Programs.Ledger;

public sealed class SqliteLedgerTests : LedgerSuite, IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("foray-ledger-");
    private readonly List<SqliteLedger> _open = [];

    public void Dispose()
    {
        _open.ForEach(ledger => ledger.Dispose());
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task What_was_written_is_there_when_it_is_opened_again()
    {
        var path = Path.Combine(_folder.FullName, "ledger.db");
        using (var ledger = SqliteLedger.Open(path))
            await ledger.TryAddAsync("p", new LedgerEntry(7, "a"), Token);
        using var again = SqliteLedger.Open(path);
        Assert.Equal(new LedgerEntry(7, "a"), await again.FindAsync("p", Token));
    }

    [Fact]
    public void A_newer_ledger_is_refused()
    {
        var path = Path.Combine(_folder.FullName, "ledger.db");
        SqliteLedger.Open(path).Dispose();
        Execute(path, "pragma user_version = 2");
        Assert.Equal("FORAY290", CodeOf(() => SqliteLedger.Open(path)));
    }

    [Fact]
    public void A_database_of_another_program_is_refused_and_left_as_it_is()
    {
        var path = Path.Combine(_folder.FullName, "ledger.db");
        Execute(path, "create table notes (body text)");
        var before = File.ReadAllBytes(path);
        Assert.Equal("FORAY295", CodeOf(() => SqliteLedger.Open(path)));
        Assert.Equal(before, File.ReadAllBytes(path));
    }

    [Fact]
    public void A_file_that_is_no_database_is_refused()
    {
        var path = Path.Combine(_folder.FullName, "ledger.db");
        File.WriteAllText(path, new string('x', 5000));
        Assert.Equal("FORAY295", CodeOf(() => SqliteLedger.Open(path)));
    }

    [Fact]
    public void A_folder_that_is_not_there_is_told() => Assert.Equal("FORAY527", CodeOf(() => SqliteLedger.Open(Path.Combine(_folder.FullName, "none", "ledger.db"))));

    private protected override Task<IProgramLedger> OpenAsync()
    {
        _open.Add(SqliteLedger.Open(Path.Combine(_folder.FullName, $"{_open.Count}.db")));
        return Task.FromResult<IProgramLedger>(_open[^1]);
    }

    private static string CodeOf(Action action) => Assert.Single(Assert.Throws<DiagnosticException>(action).Diagnostics).Code;

    private static void Execute(string path, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
