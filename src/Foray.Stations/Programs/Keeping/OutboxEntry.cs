namespace Foray.Stations.Programs.Keeping;

/// <summary>A result that waits to be told.</summary>
/// <param name="Id">Id of the program.</param>
/// <param name="Epoch">Its last incarnation.</param>
/// <param name="Station">The station that is to be told.</param>
/// <param name="IsConfirmed">Whether the ledger has let the program go; before that, nobody is told.</param>
internal sealed record OutboxEntry(string Id, long Epoch, string Station, bool IsConfirmed);
