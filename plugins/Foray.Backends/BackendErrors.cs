using Foray.Sdk.Diagnostics;
using Foray.Sdk.Options;

namespace Foray.Backends;

/// <summary>What users and their computers can cause.</summary>
internal static class BackendErrors
{
    /// <summary>Code: a server does not answer, or says that it cannot at present.</summary>
    public const string Unreachable = "FORAY388";

    /// <summary>Code: a server refuses what it is asked.</summary>
    public const string Refused = "FORAY389";

    /// <summary>Code: a secret cannot be had.</summary>
    public const string NoSecret = "FORAY390";

    /// <summary>Code: a file cannot be written.</summary>
    public const string Unwritable = "FORAY391";

    /// <summary>Code: a file is of another kind, or of a newer version.</summary>
    public const string ForeignFile = "FORAY392";

    /// <summary>Code: a port cannot be listened on.</summary>
    public const string NoPort = "FORAY393";

    /// <summary>Code: an address is none of HTTP.</summary>
    public const string NoAddress = "FORAY394";

    public static DiagnosticException UnreachableServer(string backend, string server, string reason, Exception? cause = null) => new(
        Diagnostic.Error(Unreachable, $"backend '{backend}': {server} cannot take metrics now: {reason}", "what was logged is kept; see that the server runs and can be reached"), cause);

    public static DiagnosticException RefusedByServer(string backend, string server, string reason) => new(
        Diagnostic.Error(Refused, $"backend '{backend}': {server} refuses: {reason}", "correct the backend's options: address, names, credentials"));

    public static DiagnosticException NoSecretFound(string backend, string option, Secret secret) => new(
        Diagnostic.Error(NoSecret, $"backend '{backend}': '{option}' cannot be read {secret}", "set the environment variable, or make the file readable"));

    public static DiagnosticException UnwritableFile(string backend, string path, Exception cause) => new(
        Diagnostic.Error(Unwritable, $"backend '{backend}': '{path}' cannot be written: {cause.Message}", "free some space, make it writable, or choose another one"), cause);

    public static DiagnosticException ForeignFileFound(string backend, string path, string reason) => new(
        Diagnostic.Error(ForeignFile, $"backend '{backend}': '{path}' {reason}", "choose another file, or move this one away"));

    public static DiagnosticException PortTaken(string backend, string endpoint, Exception cause) => new(
        Diagnostic.Error(NoPort, $"backend '{backend}': {endpoint} cannot be listened on: {cause.Message}", "choose another port, or end what listens there"), cause);

    public static DiagnosticException BadAddress(string backend, string option, string value) => new(
        Diagnostic.Error(NoAddress, $"backend '{backend}': '{option}' has '{value}', which is not usable", "write an address as the option's documentation shows"));
}
