using Foray.Sdk.Testing.Machines;

namespace Foray.Sdk.Testing.Conformance;

/// <summary>What the suites of software and deployments have to know. Everything has a default that fits what installs with commands on the machine.</summary>
public abstract record InstallSubject : ConformanceSubject
{
    /// <summary>Number of machines; 2 or more. Default: 2.</summary>
    public int Machines { get; init; } = 2;

    /// <summary>Puts on a machine what has to be there before: programs that stand in for the real ones, files. Default: nothing.</summary>
    public Action<FakeMachine> Prepare { get; init; } = _ => { };

    /// <summary>Makes the work fail on a machine. Default: the machine cannot be reached.</summary>
    public Action<FakeMachine> Break { get; init; } = machine => machine.Disconnect();

    /// <summary>False where the plugin cannot know whether it changed something, and therefore always says that it did. Default: true.</summary>
    public bool TellsChanges { get; init; } = true;

    /// <summary>False where nothing of the user's runs in it that variables of the file could mean something to. Default: true.</summary>
    public bool TakesVariables { get; init; } = true;

    /// <summary>The only paths that may be written, each with all that lies below, as <see cref="FakeMachine.Snapshot"/> names them: <c>~/.tool</c>, <c>foray/shared/tool</c>. Default: anything may.</summary>
    public IReadOnlyList<string>? WritablePaths { get; init; }

    /// <summary>
    /// Tells the value of the variable <see cref="VariableName"/> as it reached a machine; null where it did not.
    /// Default: the environment of the commands that were started there.
    /// </summary>
    public Func<FakeMachine, string?> ReadVariable { get; init; } = machine =>
        machine.Commands.Select(command => command.Environment.GetValueOrDefault(VariableName)).FirstOrDefault(value => value is not null);

    /// <summary>Name of the variable that the suites give.</summary>
    public const string VariableName = "KIT_VARIABLE";
}
