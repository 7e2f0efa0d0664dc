using Foray.Sdk.Diagnostics;
using Foray.Stations.Programs.HandOff;
using Microsoft.Data.Sqlite;

namespace Foray.Stations.Programs.Keeping;

/// <summary>Diagnostics for what can happen to stored programs.</summary>
internal static class KeepingErrors
{
    private const int Error = 1;
    private const int Damage = 11;
    private const int Constraint = 19;
    private const int Misuse = 21;
    private const int NotADatabase = 26;

    public static DiagnosticException Newer(string what, long version, long known) => new(Diagnostic.Error(
        HandOffCodes.Newer, $"{what} has format version {version}, and this Foray reads only version {known}", "use the newer Foray that wrote it"));

    public static DiagnosticException Damaged(string what, string reason, Exception? cause = null) => new(
        Diagnostic.Error(HandOffCodes.Damaged, $"{what} cannot be read: {reason}", "restore it from a copy, or move it away to begin anew; it has not been changed"), cause);

    /// <summary>Explains a failure of SQLite; null where Foray is at fault.</summary>
    public static DiagnosticException? Explain(string path, SqliteException failure) => failure.SqliteErrorCode switch
    {
        Error or Constraint or Misuse => null,
        Damage => Damaged($"'{path}'", "it is damaged", failure),
        NotADatabase => Damaged($"'{path}'", "it is no database", failure),
        _ => new DiagnosticException(
            Diagnostic.Error(HandOffCodes.CannotKeep, $"cannot use '{path}': {Reason(failure)}", "see that its folder is there, is writable for this user, and has space left"), failure),
    };

    private static string Reason(SqliteException failure) => failure.SqliteErrorCode switch
    {
        5 => "another process is using it",
        8 => "it cannot be written",
        10 => "it cannot be read or written",
        13 => "no space is left on its disk",
        14 => "it cannot be opened",
        _ => failure.Message,
    };
}
