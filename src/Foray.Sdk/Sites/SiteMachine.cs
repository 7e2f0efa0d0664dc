namespace Foray.Sdk.Sites;

/// <summary>A machine that a site is asked for by its options, before it has a name.</summary>
/// <param name="Labels">Labels from the file.</param>
/// <param name="Specification">Everything that makes this machine what it is, in canonical form; the machine is made anew when it changes.</param>
public sealed record SiteMachine(IReadOnlyList<string> Labels, string Specification);
