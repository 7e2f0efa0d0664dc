using Foray.Sdk.Options;

namespace Foray.Engines.Cases;

/// <summary>A file or folder that cases leave.</summary>
internal interface ICaseOutput
{
    /// <summary>Labels of the machines it concerns; null means all.</summary>
    LabelSelector? Labels { get; }

    string Src { get; }

    string? Dst { get; }
}
