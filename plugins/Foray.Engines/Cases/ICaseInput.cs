using Foray.Sdk.Options;

namespace Foray.Engines.Cases;

/// <summary>A file or folder that cases find.</summary>
internal interface ICaseInput
{
    /// <summary>Labels of the machines it concerns; null means all.</summary>
    LabelSelector? Labels { get; }

    InputPath Src { get; }

    string? Dst { get; }
}
