using Foray.Engines.Cases;
using Foray.Sdk.Options;

namespace Foray.Engines.Slurm;

/// <summary>A file or folder that is brought back after a case. <c>${case}</c>, <c>${machine}</c>, <c>${experiment}</c> and the parameters of the matrix are replaced, case by case.</summary>
public sealed record SlurmOutput : ICaseOutput
{
    /// <summary>The file or folder as the machine that submits sees it: below the case's working folder, or an absolute path or one beginning with <c>~</c>.</summary>
    [WithinFolder]
    public required string Src { get; init; }

    /// <summary>
    /// Where it goes on this computer: below the machine's folder of outputs, or an absolute path. With <c>/</c> at its end, the folder to put it into.
    /// Nothing that something else made is overwritten. Default: the name of the source.
    /// </summary>
    [WithinFolder]
    public string? Dst { get; init; }

    LabelSelector? ICaseOutput.Labels => null;
}
