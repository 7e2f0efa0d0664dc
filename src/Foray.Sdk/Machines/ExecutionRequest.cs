namespace Foray.Sdk.Machines;

/// <summary>A short command line for a machine's <c>/bin/sh</c>, as somebody at a terminal there would type it.</summary>
/// <param name="CommandLine">The command line.</param>
public sealed record ExecutionRequest(string CommandLine)
{
    /// <summary>What it reads from its standard input. Default: nothing.</summary>
    public ReadOnlyMemory<byte> Input { get; init; }

    /// <summary>
    /// Marks its processes as those of a command of this id, so that <see cref="IMachine.RemoveAsync"/> ends what is left of them. Default: null, marked with the machine alone.
    /// </summary>
    public string? Id { get; init; }
}
