using Foray.Sdk.Machines;

namespace Foray.Sdk.Jobs;

/// <summary>One run of a test on a machine.</summary>
/// <param name="Test">What is run.</param>
/// <param name="Machine">Where.</param>
/// <param name="Id">First part of the ids of all its commands, and its folder on the machine.</param>
/// <param name="Folder">Local folder for what it leaves: <c>stdout</c>, <c>stderr</c>, <c>metrics</c>, <c>debug.log</c>.</param>
public sealed record TestAttempt(Runnable Test, IMachine Machine, string Id, string Folder)
{
    /// <summary>What people call it, in messages and in its <c>debug.log</c>. Default: the test's name, or its uri.</summary>
    public string Name { get; init; } = Test.Name ?? Test.Uri;

    /// <summary>Folder on this computer that relative paths of the test start from. Default: the current one.</summary>
    public string WorkingFolder { get; init; } = Directory.GetCurrentDirectory();

    /// <summary>Longest time for the test itself; more than zero. Default: null, without end.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>How long what is asked to end may take before it is killed, and how long its tear-down may take. Default: 5 s.</summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Is told how far the test is, a line of text at a time, from any thread. Default: null, nobody is.</summary>
    public Action<string>? Progress { get; init; }
}
