using Foray.Sdk.Diagnostics;

namespace Foray.Runtimes;

/// <summary>Codes of the diagnostics of runtimes.</summary>
internal static class RuntimesCodes
{
    /// <summary>The interpreter of a language is missing or too old.</summary>
    public const string Missing = "FORAY378";

    /// <summary>The diagnostic of a missing interpreter.</summary>
    public static DiagnosticException MissingInterpreter(string message, string remedy) => new(Diagnostic.Error(Missing, message, remedy));
}
