using Foray.Sdk.Diagnostics;
using Foray.Tracking.Routing;

namespace Foray.Tracking.Runs;

/// <summary>What a recovery did.</summary>
/// <param name="Spools">Spools of processes that are gone.</param>
/// <param name="Ledger">What the store got of each run.</param>
/// <param name="Problems">What could not be brought, and stays where it is.</param>
public sealed record RecoveryReport(int Spools, IReadOnlyList<LedgerLine> Ledger, IReadOnlyList<Diagnostic> Problems);
