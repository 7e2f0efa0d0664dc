using System.ComponentModel.DataAnnotations;
using Foray.Sdk.Options;

namespace Acme.Plugin;

/// <summary>A text file that machines get.</summary>
public sealed record TextFileOptions
{
    /// <summary>Machines that get it.</summary>
    public required LabelSelector Labels { get; init; }

    /// <summary>Name of the file below the folder that all commands on a machine share.</summary>
    [RegularExpression("[A-Za-z0-9._-]+")]
    public string Name { get; init; } = "motd";

    /// <summary>Content of the file.</summary>
    [Verbatim]
    public required string Text { get; init; }
}
