using Foray.Sdk.Programs;
using Foray.Sdk.Testing.Hosts;

namespace Foray.Sdk.Testing.Conformance;

/// <summary>A runtime plugin to check.</summary>
/// <param name="Create">
/// Makes it anew. An interpreter that this computer may lack is put there with <see cref="TestProcesses.Answer"/>.
/// </param>
public sealed record RuntimeSubject(Func<FakeHost, IRuntime> Create) : ConformanceSubject
{
    /// <summary>Puts into a program's folder what a main file needs beside it. Default: nothing.</summary>
    public Action<string> Prepare { get; init; } = _ => { };
}
