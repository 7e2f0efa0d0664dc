using Foray.Sdk.Diagnostics;

namespace Foray.Tracking.Runs;

/// <summary>Diagnostics for what a run is given and cannot keep.</summary>
internal static class TrackingErrors
{
    private const string Code = "FORAY320";

    public static DiagnosticException UnreadableFile(string file, Exception cause) => new(Diagnostic.Error(
        Code, $"the file '{file}' cannot be kept as an artifact: {cause.Message}", "see that it is there and readable"), cause);

    public static DiagnosticException InvalidRunId(string id) => Error(
        $"'{id}' cannot be the id of a run",
        $"use 1 to {TrackedNames.LongestRunId} letters (a-z), digits, '-' and '_'");

    public static DiagnosticException InvalidName(string what, string name) => Error(
        $"'{name}' cannot be the name of a {what}",
        "use letters, digits, '_', '-', '.', '/' and blanks");

    public static DiagnosticException TooLong(string what, string name, int length, int most) => Error(
        $"{what} of '{name}' has {length} characters, and at most {most} are kept",
        "shorten it, or log it as an artifact");

    public static DiagnosticException NameTooLong(string what, string name) => Error(
        $"the name of a {what} has {name.Length} characters, and at most {TrackedNames.LongestName} are kept: '{name[..32]}…'",
        "shorten it");

    public static DiagnosticException ParameterIsSet(string run, string name, string value, string other) => Error(
        $"parameter '{name}' of run '{run}' is '{value}' and cannot become '{other}'",
        "parameters are set once: use a tag for what changes");

    public static DiagnosticException NoValue(string name, string what) => Error($"'{name}' has no {what}", $"give it a {what}");

    public static DiagnosticException InvalidStep(string name) => Error($"the step of '{name}' is {long.MinValue}, which stands for none", "use another step, or none");

    public static DiagnosticException TooLarge(string name) => Error($"'{name}' is larger than 1 GiB", "log it as an artifact");

    public static DiagnosticException HasEnded(string run) => Error($"run '{run}' has ended, and nothing can be logged to it", "end it later, or start it again");

    public static DiagnosticException InvalidArtifactPath(string path) => Error(
        $"'{path}' cannot be the path of an artifact",
        "use a relative path with '/' between its parts and without '.' and '..'");

    public static DiagnosticException CannotReadArtifact(string file, Exception cause) => new(
        Diagnostic.Error(Code, $"cannot read the artifact '{file}': {cause.Message}", "see that the file is there and readable for this user"), cause);

    private static DiagnosticException Error(string message, string remedy) => new(Diagnostic.Error(Code, message, remedy));
}
