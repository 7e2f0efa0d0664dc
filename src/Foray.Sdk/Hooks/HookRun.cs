using Foray.Sdk.Experiments;

namespace Foray.Sdk.Hooks;

/// <summary>The run that a hook has its turn in.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Folder">Its folder on this computer: results lie there when it has ended.</param>
/// <param name="Status">What came of it; null before it has ended.</param>
public sealed record HookRun(string Id, string Folder, RowStatus? Status);
