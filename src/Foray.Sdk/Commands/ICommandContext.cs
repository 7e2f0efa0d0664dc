namespace Foray.Sdk.Commands;

/// <summary>What a command gets from its host.</summary>
public interface ICommandContext
{
    /// <summary>Name of the command that was typed.</summary>
    string Name { get; }

    /// <summary>The folder it was typed in.</summary>
    string WorkingFolder { get; }

    /// <summary>Standard output: results, and nothing else. It is the host's, and stays open.</summary>
    TextWriter Output { get; }
}
