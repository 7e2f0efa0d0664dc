using System.Globalization;
using Foray.Sdk.Jobs;
using Foray.Sdk.Machines;

namespace Foray.Runners.Programs;

/// <summary>What a program's end says of its test.</summary>
internal static class ExitCode
{
    /// <summary>The outcome where the exit code alone decides: 0 is a pass.</summary>
    public static TestOutcome Judge(ProgramEnd end) => end.ExitCode switch
    {
        0 => new TestOutcome(TestStatus.Pass),
        null => new TestOutcome(TestStatus.Error, Describe(end.ExitCode)),
        _ => new TestOutcome(TestStatus.Fail, Describe(end.ExitCode)),
    };

    /// <summary>How a program ended, in words.</summary>
    public static string Describe(int? code) => code switch
    {
        null => "vanished without an exit code: it was killed with all that could tell of it, or its machine was restarted",
        { } number when SignalName.FromExitCode(number) is { } signal => string.Create(CultureInfo.InvariantCulture, $"ended by signal {number - 128} ({signal})"),
        { } number => string.Create(CultureInfo.InvariantCulture, $"exit code {number}"),
    };
}
