using Foray.Engines.Cases;
using Foray.Sdk.Options;

namespace Foray.Engines.Pegasus;

/// <summary>A file or folder that is brought back. <c>${case}</c>, <c>${machine}</c> and <c>${experiment}</c> are replaced, case by case.</summary>
public sealed record PegasusOutput : ICaseOutput
{
    /// <summary>Labels of the machines it comes from. Default: the machine to submit from.</summary>
    public LabelSelector? Labels { get; init; }

    /// <summary>The file or folder on the machine: below the case's working folder, or an absolute path or one beginning with <c>~</c>.</summary>
    [WithinFolder]
    public required string Src { get; init; }

    /// <summary>
    /// Where it goes on this computer: below the case's folder of outputs, or an absolute path. With <c>/</c> at its end, the folder to put it into.
    /// Nothing that something else made is overwritten. Default: the name of the source.
    /// </summary>
    [WithinFolder]
    public string? Dst { get; init; }
}
