using Foray.Sdk.Jobs;
using Foray.Sdk.Testing.Hosts;
using Foray.Sdk.Testing.Machines;

namespace Foray.Sdk.Testing.Conformance;

/// <summary>A runner plugin to check.</summary>
/// <param name="Create">Makes it anew, with options under which it works here.</param>
public sealed record RunnerSubject(Func<FakeHost, IRunner> Create) : ConformanceSubject
{
    /// <summary>A test that passes, after work on its machine that takes half a second or so.</summary>
    public required Runnable Passing { get; init; }

    /// <summary>A test that fails.</summary>
    public required Runnable Failing { get; init; }

    /// <summary>A test whose work on its machine does not end by itself, and which has no timeout.</summary>
    public required Runnable Endless { get; init; }

    /// <summary>A test whose work does not end by itself, with a timeout of a second or less. Default: the runner has no timeouts.</summary>
    public Runnable? TimingOut { get; init; }

    /// <summary>A test that is wrong itself, such as a program that does not exist. Default: the runner cannot tell.</summary>
    public Runnable? Wrong { get; init; }

    /// <summary>Files that <see cref="Passing"/> leaves, relative to its folder. Default: <c>stdout</c>.</summary>
    public IReadOnlyList<string> Outputs { get; init; } = ["stdout"];

    /// <summary>Puts on a machine what has to be there before: programs that stand in for the real ones, files. Default: nothing.</summary>
    public Action<FakeMachine> Prepare { get; init; } = _ => { };

    /// <summary>Puts into the working folder of the tests, on this computer, what they name by relative paths. Default: nothing.</summary>
    public Action<string> PrepareFolder { get; init; } = _ => { };

    /// <summary>
    /// Tells the value of the variable <see cref="VariableName"/> as it reached a machine; null where it did not.
    /// Default: the environment of the commands that were started there.
    /// </summary>
    public Func<FakeMachine, string?> ReadVariable { get; init; } = machine =>
        machine.Commands.Select(command => command.Environment.GetValueOrDefault(VariableName)).FirstOrDefault(value => value is not null);

    /// <summary>Name of the variable that the suite gives to a test.</summary>
    public const string VariableName = InstallSubject.VariableName;
}
