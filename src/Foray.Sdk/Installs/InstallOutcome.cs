using Foray.Sdk.Diagnostics;

namespace Foray.Sdk.Installs;

/// <summary>How the work on one machine ended.</summary>
/// <param name="Changed">True where something was changed; false where all was as wanted already.</param>
/// <param name="Failure">What went wrong; null where it succeeded.</param>
public sealed record InstallOutcome(bool Changed, Diagnostic? Failure = null);
