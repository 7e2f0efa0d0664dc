using Foray.Engines.Cases;
using Foray.Sdk.Options;

namespace Foray.Engines.Shell;

/// <summary>A file or folder that is brought back after the scripts ran. <c>${case}</c>, <c>${machine}</c>, <c>${experiment}</c> and the parameters of the matrix are replaced, case by case.</summary>
public sealed record ShellOutput : ICaseOutput
{
    /// <summary>Labels of the machines it comes from. Default: the machines of the scripts.</summary>
    public LabelSelector? Labels { get; init; }

    /// <summary>The file or folder on the machine: below the case's working folder, or an absolute path or one beginning with <c>~</c>.</summary>
    [WithinFolder]
    public required string Src { get; init; }

    /// <summary>
    /// Where it goes on this computer: below the machine's folder of outputs, or an absolute path. With <c>/</c> at its end, the folder to put it into.
    /// Nothing that something else made is overwritten. Default: the name of the source.
    /// </summary>
    [WithinFolder]
    public string? Dst { get; init; }
}
