namespace Foray.Plugins.Schemas;

/// <summary>One option of a record.</summary>
/// <param name="Key">Its key in a file, in snake_case.</param>
/// <param name="Summary">What it is, in a sentence or two.</param>
/// <param name="Schema">What its value must be.</param>
public sealed record OptionProperty(string Key, string Summary, ValueSchema Schema)
{
    /// <summary>True where a file must give it.</summary>
    public bool Required { get; init; }

    /// <summary>The default as JSON; null where there is none.</summary>
    public string? Default { get; init; }

    /// <summary>True where it says how many machines get the labels beside it.</summary>
    public bool MachineCount { get; init; }

    /// <summary>True where it names a program that the machines chosen beside it must have.</summary>
    public bool Tool { get; init; }

    /// <summary>Keys that it had before; they are still read.</summary>
    public IReadOnlyList<string> RenamedFrom { get; init; } = [];

    /// <summary>What to do instead of giving it; null where it is not deprecated.</summary>
    public string? Deprecated { get; init; }

    /// <summary>Its place among the options of a command that are written without their name, from 0; null where it is none of them.</summary>
    public int? Position { get; init; }
}
