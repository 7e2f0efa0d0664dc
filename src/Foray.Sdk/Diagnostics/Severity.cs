namespace Foray.Sdk.Diagnostics;

/// <summary>How much a <see cref="Diagnostic"/> matters.</summary>
public enum Severity
{
    /// <summary>Worth knowing; the work goes on.</summary>
    Warning,

    /// <summary>The work it speaks of cannot be done as asked.</summary>
    Error,
}
