using System.Runtime.InteropServices;
using Foray.Sdk.Diagnostics;

namespace Foray.Storage;

/// <summary>Diagnostics for what can happen to files.</summary>
internal static class StorageErrors
{
    private const int NoSpace = 28;
    private static readonly int QuotaExceeded = OperatingSystem.IsMacOS() ? 69 : 122;

    /// <summary>Whether the system, not Foray, is at fault.</summary>
    public static bool IsEnvironmental(Exception exception) => exception is IOException or UnauthorizedAccessException;

    public static bool IsFull(Exception exception) => exception is IOException && (exception.HResult == NoSpace || exception.HResult == QuotaExceeded);

    public static DiagnosticException CannotWrite(string path, Exception cause) => IsFull(cause)
        ? CannotWrite(path, "no space left on device", "free some space on it, then run the command again", cause)
        : CannotWrite(path, Reason(cause), "make its folder writable for this user", cause);

    public static DiagnosticException Damaged(string path, int line, string reason) => new(Diagnostic.Error(
        "FORAY312",
        new Place(path, line, 0),
        $"the journal is damaged: {reason}",
        "restore the file from a copy, or move it away to begin anew; it has not been changed"));

    public static DiagnosticException NewerVersion(string path, string version) => new(Diagnostic.Error(
        "FORAY313",
        new Place(path, 1, 0),
        $"the journal has format version {version}, and this Foray reads only version {JournalFormat.Version}",
        "use the newer Foray that wrote it"));

    public static DiagnosticException DamagedLog(string path, long position, string reason) => new(Diagnostic.Error(
        "FORAY312",
        new Place(path, 0, 0),
        $"the log is damaged at byte {position}: {reason}",
        "restore the file from a copy, or move the log's folder away to begin anew; it has not been changed"));

    public static DiagnosticException NewerLog(string path, int version) => new(Diagnostic.Error(
        "FORAY313",
        new Place(path, 0, 0),
        $"the log has format version {version}, and this Foray reads only version {Logs.LogFormat.Version}",
        "use the newer Foray that wrote it"));

    public static DiagnosticException LogIsHeld(string folder, int holder) => new(Diagnostic.Error(
        "FORAY314",
        $"another process{(holder > 0 ? $" ({holder})" : "")} has the log '{folder}'",
        "end that process, or use another folder"));

    public static DiagnosticException CannotLock(string path, int error) => new(Diagnostic.Error(
        "FORAY314",
        $"cannot lock '{path}': {Marshal.GetPInvokeErrorMessage(error)}",
        "put the folder on a file system that has locks, and make it writable for this user"));

    public static DiagnosticException CannotRead(string path, Exception cause) => new(
        Diagnostic.Error("FORAY315", $"cannot read '{path}': {Reason(cause)}", "make the file readable for this user"), cause);

    private static DiagnosticException CannotWrite(string path, string reason, string remedy, Exception cause) =>
        new(Diagnostic.Error("FORAY311", $"cannot write '{path}': {reason}", remedy), cause);

    private static string Reason(Exception cause) => cause switch
    {
        UnauthorizedAccessException => "permission denied",
        DirectoryNotFoundException => "its folder does not exist",
        _ => cause.Message,
    };
}
