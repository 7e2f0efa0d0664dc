using Foray.Sdk.Diagnostics;

namespace Foray.Tracking.Spool;

/// <summary>Diagnostics for what can happen to spools.</summary>
internal static class SpoolErrors
{
    public static bool IsEnvironmental(Exception exception) => exception is IOException or UnauthorizedAccessException;

    public static DiagnosticException LimitReached(string folder, long most) => new(Diagnostic.Error(
        "FORAY316",
        $"the spool '{folder}' has reached its limit of {most} bytes",
        "see why what it holds is not delivered, or give it a higher limit"));

    public static DiagnosticException CannotWrite(string path, Exception cause) => new(
        Diagnostic.Error("FORAY316", $"cannot write '{path}': {cause.Message}", "free some space, and make the folder writable for this user"), cause);

    public static DiagnosticException NewerVersion(string path, uint version) => new(Diagnostic.Error(
        "FORAY317",
        new Place(path, 0, 0),
        $"the spool has format version {version}, and this Foray reads only version {SpoolFormat.Version}",
        "use the newer Foray that wrote it"));

    public static Diagnostic Damage(string path, string reason) => Diagnostic.Error(
        "FORAY318",
        new Place(path, 0, 0),
        $"the spool is damaged: {reason}",
        "restore the file from a copy; the rest of the spool is read without it");

    public static DiagnosticException Damaged(string path, string reason) => new(Damage(path, reason));

    public static DiagnosticException CannotRead(string path, Exception cause) => new(
        Diagnostic.Error("FORAY319", $"cannot read '{path}': {cause.Message}", "make the file readable for this user"), cause);
}
