using Foray.Engines.Cases;
using Foray.Sdk.Options;

namespace Foray.Engines.Slurm;

/// <summary>A file or folder that every case finds.</summary>
public sealed record SlurmInput : ICaseInput
{
    /// <summary>The file or folder on this computer.</summary>
    public required InputPath Src { get; init; }

    /// <summary>
    /// Where it goes: below the case's working folder, or an absolute path or one beginning with <c>~</c> on the machine that submits.
    /// With <c>/</c> at its end, the folder to put it into. Default: the name of the source.
    /// </summary>
    [WithinFolder]
    public string? Dst { get; init; }

    LabelSelector? ICaseInput.Labels => null;
}
