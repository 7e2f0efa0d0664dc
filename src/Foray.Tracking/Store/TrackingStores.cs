using Foray.Tracking.Artifacts;
using Foray.Tracking.Store.Sql;

namespace Foray.Tracking.Store;

/// <summary>
/// Opens stores. A location is a folder, as a path or as <c>sqlite:PATH</c>, in which <c>tracking.db</c> and <c>artifacts/</c> lie;
/// or <c>postgresql://[user@]host[:port]/database[?schema=NAME]</c> (schema: foray, where it is not given), with the password in <c>PGPASSWORD</c> or <c>~/.pgpass</c>.
/// </summary>
public static class TrackingStores
{
    private const string SqlitePrefix = "sqlite:";

    /// <summary>Opens a store, and creates it where there is none.</summary>
    /// <exception cref="Sdk.Diagnostics.DiagnosticException">
    /// It cannot be reached (FORAY304), the location is not understood or holds a password (FORAY305), something that Foray did not make is there (FORAY306), or a newer Foray has changed it (FORAY307).
    /// </exception>
    public static Task<ITrackingStore> OpenAsync(string location, CancellationToken cancellationToken) =>
        OpenAsync(location, create: true, StoreSchema.Migrations, TimeProvider.System, cancellationToken);

    /// <summary>Opens a store that there is; where there is none, that is an error (FORAY304), and nothing is created.</summary>
    /// <inheritdoc cref="OpenAsync(string, CancellationToken)" path="/exception"/>
    public static Task<ITrackingStore> OpenExistingAsync(string location, CancellationToken cancellationToken) =>
        OpenAsync(location, create: false, StoreSchema.Migrations, TimeProvider.System, cancellationToken);

    internal static async Task<ITrackingStore> OpenAsync(
        string location, bool create, IReadOnlyList<Migration> migrations, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (IsPostgres(location))
        {
            var engine = new PostgresEngine(PostgresLocation.Parse(location));
            return await SqlStore.OpenAsync(engine, work => new DatabaseContents(work), migrations, create, clock, cancellationToken);
        }

        var folder = FolderOf(location);
        var contents = new FolderContents(folder, clock);
        return await SqlStore.OpenAsync(OpenFolder(folder, create), _ => contents, migrations, create, clock, cancellationToken);
    }

    private static bool IsPostgres(string location) =>
        location.StartsWith("postgresql://", StringComparison.Ordinal) || location.StartsWith("postgres://", StringComparison.Ordinal);

    private static string FolderOf(string location)
    {
        var path = location.StartsWith(SqlitePrefix, StringComparison.Ordinal) ? location[SqlitePrefix.Length..] : location;
        if (path.Length == 0 || path.Contains('\0', StringComparison.Ordinal))
            throw StoreErrors.BadLocation("the location of the tracking store is empty", "name a folder, or a database as postgresql://user@host/database");
        // What is shown might hold a password; the scheme cannot.
        if (path == location && path.IndexOf("://", StringComparison.Ordinal) is >= 0 and var scheme)
            throw StoreErrors.BadLocation(
                $"a tracking store cannot be at an address that begins with '{path[..scheme]}://'", "name a folder, or a database as postgresql://user@host/database");
        return Path.GetFullPath(path);
    }

    private static SqliteEngine OpenFolder(string folder, bool create)
    {
        if (File.Exists(folder))
            throw StoreErrors.NotOurs(folder, "it is a file, and a store is a folder");
        if (Directory.Exists(Path.Combine(folder, SqliteEngine.FileName)))
            throw StoreErrors.NotOurs(folder, $"its {SqliteEngine.FileName} is a folder");
        if (!create && !File.Exists(Path.Combine(folder, SqliteEngine.FileName)))
            throw StoreErrors.NoStore(folder);
        try
        {
            if (create)
                Directory.CreateDirectory(folder);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw StoreErrors.Unusable(folder, exception.Message, "make the folder that it is to be in writable for this user", exception);
        }

        return new SqliteEngine(folder, create);
    }
}
