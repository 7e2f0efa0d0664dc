using Foray.Sdk.Jobs;
using Foray.Sdk.Testing.Hosts;

namespace Foray.Sdk.Testing.Conformance;

/// <summary>A spawner plugin to check.</summary>
/// <param name="Create">Makes it anew, with machines that nobody else uses.</param>
public sealed record SpawnerSubject(Func<FakeHost, ISpawner> Create) : ConformanceSubject
{
    /// <summary>The test that machines are for. Default: <c>exec-test</c> of <c>/bin/true</c>.</summary>
    public Runnable Test { get; init; } = new("exec-test", "/bin/true");

    /// <summary>Number of its machines, after which a test has to wait. Default: it has one for every test.</summary>
    public int? Machines { get; init; }

    /// <summary>Makes a spawner whose machines cannot be had: a site without room, an image that does not exist. Default: there is no such case.</summary>
    public Func<FakeHost, ISpawner>? Failing { get; init; }

    /// <summary>
    /// Finds what a spawner of a host has made for tests and not removed yet, such as folders or containers, each by a name.
    /// Default: what lies in the host's folder.
    /// </summary>
    public Func<FakeHost, IReadOnlyList<string>> FindMade { get; init; } = host => [.. Directory.EnumerateFileSystemEntries(host.Folder)];
}
