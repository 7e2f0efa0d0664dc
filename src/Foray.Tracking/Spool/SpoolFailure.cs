using Foray.Sdk.Diagnostics;

namespace Foray.Tracking.Spool;

/// <summary>Why there is no room.</summary>
/// <param name="Reason">The kind of reason.</param>
/// <param name="Diagnostic">The reason in words.</param>
internal sealed record SpoolFailure(SpoolDropReason Reason, Diagnostic Diagnostic)
{
    /// <summary>A new exception each time: several threads may throw one.</summary>
    public DiagnosticException ToException() => new(Diagnostic);
}
