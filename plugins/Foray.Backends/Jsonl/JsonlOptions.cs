using System.ComponentModel.DataAnnotations;

namespace Foray.Backends.Jsonl;

/// <summary>Options of the backend <c>jsonl</c>.</summary>
public sealed record JsonlOptions
{
    /// <summary>The file; relative to the current folder. It is gone on with where it is there.</summary>
    [MinLength(1)]
    public string Path { get; init; } = "metrics.jsonl";

    /// <summary>Content of at most so many bytes stands in the line; larger content becomes a file in the folder <c>PATH.content</c>.</summary>
    [Range(0, 16777216)]
    public int InlineBytes { get; init; } = 65536;
}
