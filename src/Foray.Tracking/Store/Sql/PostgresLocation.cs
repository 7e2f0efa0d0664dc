using System.Text.RegularExpressions;

namespace Foray.Tracking.Store.Sql;

/// <summary>Where a store is in PostgreSQL: <c>postgresql://[user@]host[:port]/database[?schema=name][&amp;host=folder of sockets]</c>, as libpq reads it.</summary>
/// <param name="Url">The location as it was given.</param>
/// <param name="Host">Name of the server, or the folder of its socket.</param>
/// <param name="Port">Its port. Default: 5432.</param>
/// <param name="User">The user; null for the one of the process.</param>
/// <param name="Database">The database.</param>
/// <param name="Schema">The schema in it. Default: foray.</param>
internal sealed partial record PostgresLocation(string Url, string Host, int Port, string? User, string Database, string Schema)
{
    private const int DefaultPort = 5432;
    private const string DefaultSchema = "foray";
    private const string Form = "write postgresql://user@host/database, with ?schema=NAME behind it where several stores share the database";

    /// <summary>Reads a location.</summary>
    /// <exception cref="Sdk.Diagnostics.DiagnosticException">It has another form, or holds a password (FORAY305).</exception>
    public static PostgresLocation Parse(string url)
    {
        // The authority ends at the first of these; a password may hold anything else. No message shows what might be one.
        var authority = url[(url.IndexOf("://", StringComparison.Ordinal) + 3)..].Split('/', '?', '#')[0];
        if (authority.LastIndexOf('@') is > 0 and var at && authority[..at].Contains(':', StringComparison.Ordinal))
            throw StoreErrors.BadLocation("the address of the tracking store holds a password", "leave it out, and put it into the environment variable PGPASSWORD or the file ~/.pgpass");
        if (UrlPattern().Match(url) is not { Success: true } match)
            throw StoreErrors.BadLocation("the address of the tracking store is not one of PostgreSQL", Form);

        var query = ReadQuery(match.Groups["query"].Value);
        var host = query.GetValueOrDefault("host") ?? Part(match, "host") ?? "localhost";
        var schema = query.GetValueOrDefault("schema") ?? DefaultSchema;
        if (!SchemaPattern().IsMatch(schema))
            throw StoreErrors.BadLocation("the schema of the tracking store has a name that is not allowed", "use at most 63 lower-case letters, digits and '_', a letter first");
        var port = match.Groups["port"].Success ? int.Parse(match.Groups["port"].ValueSpan, provider: null) : DefaultPort;
        return new PostgresLocation(url, host, port, Part(match, "user"), Part(match, "database")!, schema);
    }

    private static string? Part(Match match, string name) =>
        match.Groups[name] is { Success: true, Length: > 0 } group ? Uri.UnescapeDataString(group.Value) : null;

    private static Dictionary<string, string> ReadQuery(string query)
    {
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var pair in query.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var (key, value) = pair.Split('=', 2) is [var left, var right] ? (left, right) : (pair, "");
            if (key is not ("host" or "schema"))
                throw StoreErrors.BadLocation("the address of the tracking store has a setting that is not known", "only 'schema' and 'host' can stand behind '?'; a password belongs into PGPASSWORD or ~/.pgpass");
            found[key] = Uri.UnescapeDataString(value);
        }

        return found;
    }

    [GeneratedRegex(@"^postgres(?:ql)?://(?:(?<user>[^:@/?#]*)@)?(?<host>[^:@/?#\[\]]*|\[[0-9a-fA-F:.]+\])(?::(?<port>[0-9]{1,5}))?/(?<database>[^/?#]+)(?:\?(?<query>[^#]*))?\z")]
    private static partial Regex UrlPattern();

    [GeneratedRegex(@"^[a-z][a-z0-9_]{0,62}\z")]
    private static partial Regex SchemaPattern();
}
