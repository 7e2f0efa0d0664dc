namespace Foray.Fixtures.Theatre;

/// <summary>What is whispered.</summary>
public sealed record PromptOptions
{
    /// <summary>The book that the text stands in.</summary>
    public string? PromptBook { get; init; }
}
