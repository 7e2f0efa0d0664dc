namespace Foray.Sdk.Diagnostics;

/// <summary>Ends the work at hand with diagnostics for the user. Plugins throw it for everything a user or the environment can cause; any other exception counts as a fault of the plugin.</summary>
public sealed class DiagnosticException : Exception
{
    /// <summary>Carries one diagnostic.</summary>
    public DiagnosticException(Diagnostic diagnostic, Exception? cause = null)
        : this([diagnostic], cause)
    {
    }

    /// <summary>Carries several diagnostics; at least one.</summary>
    public DiagnosticException(IReadOnlyList<Diagnostic> diagnostics, Exception? cause = null)
        : base(string.Join(Environment.NewLine, diagnostics), cause) => Diagnostics = diagnostics;

    /// <summary>What to tell the user, in the order in which it was found.</summary>
    public IReadOnlyList<Diagnostic> Diagnostics { get; }
}
