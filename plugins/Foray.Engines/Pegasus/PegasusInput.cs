using Foray.Engines.Cases;
using Foray.Sdk.Options;

namespace Foray.Engines.Pegasus;

/// <summary>A file or folder that every case finds.</summary>
public sealed record PegasusInput : ICaseInput
{
    /// <summary>Labels of the machines that get it. Default: the machine to submit from and those of the scripts.</summary>
    public LabelSelector? Labels { get; init; }

    /// <summary>The file or folder on this computer.</summary>
    public required InputPath Src { get; init; }

    /// <summary>
    /// Where it goes: below the case's working folder, or an absolute path or one beginning with <c>~</c> on the machine.
    /// With <c>/</c> at its end, the folder to put it into. Default: the name of the source.
    /// </summary>
    [WithinFolder]
    public string? Dst { get; init; }
}
