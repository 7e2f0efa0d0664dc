using Foray.Sdk.Jobs;
using Foray.Sdk.Testing.Hosts;

namespace Foray.Sdk.Testing.Conformance;

/// <summary>A resolver plugin to check.</summary>
/// <param name="Create">Makes it anew, with the same options each time.</param>
/// <param name="Reference">A reference of its own, as people write it, that stands for at least one test.</param>
public sealed record ResolverSubject(Func<FakeHost, IResolver> Create, string Reference) : ConformanceSubject
{
    /// <summary>Puts into a folder what <see cref="Reference"/> stands for. Default: nothing.</summary>
    public Action<string> Prepare { get; init; } = _ => { };

    /// <summary>References that are none of its own. Default: the name of something that does not exist.</summary>
    public IReadOnlyList<string> Foreign { get; init; } = ["no-such-test-8d1f"];

    /// <summary>A reference of its own to something in the folder that cannot be read. Default: there is none.</summary>
    public string? Unreadable { get; init; }
}
