namespace Foray.Sdk.Machines;

/// <summary>All that is needed to reach a machine again, or to take it down, when nothing else is left: it lies in the journal.</summary>
/// <param name="Name">Name, unique in the experiment.</param>
/// <param name="Id">Identity for good, also beyond this experiment; marks the machine's processes.</param>
/// <param name="Labels">Labels, generated ones included.</param>
/// <param name="Data">What the site needs to find it, as JSON of the site's own form; no secrets.</param>
public sealed record MachineRecord(string Name, string Id, IReadOnlyList<string> Labels, string Data);
