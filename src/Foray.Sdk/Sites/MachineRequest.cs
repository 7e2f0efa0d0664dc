namespace Foray.Sdk.Sites;

/// <summary>A machine that a site shall make.</summary>
/// <param name="Name">Name, unique in the experiment.</param>
/// <param name="Id">Identity for good.</param>
/// <param name="Labels">Labels, generated ones included.</param>
/// <param name="Machine">What the options ask for.</param>
public sealed record MachineRequest(string Name, string Id, IReadOnlyList<string> Labels, SiteMachine Machine);
