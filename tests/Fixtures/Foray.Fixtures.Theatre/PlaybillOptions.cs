using System.ComponentModel.DataAnnotations;
using Foray.Sdk.Options;

namespace Foray.Fixtures.Theatre;

/// <summary>What stands on a playbill.</summary>
[ExactlyOneOf(nameof(Date), nameof(Season))]
[AtMostOneOf(nameof(Footer), nameof(FooterFile))]
[RequiresOption(nameof(Footer), nameof(Motto))]
public sealed record PlaybillOptions
{
    /// <summary>Its title.</summary>
    [RenamedFrom("name"), RenamedFrom("headline"), StringLength(80, MinimumLength = 1)]
    public required string Title { get; init; }

    /// <summary>The evening.</summary>
    [RegularExpression(@"\d{4}-\d{2}-\d{2}|soon")]
    public string? Date { get; init; }

    /// <summary>The season.</summary>
    public string? Season { get; init; }

    /// <summary>The acts.</summary>
    [MinLength(1)]
    public required IReadOnlyList<Act> Acts { get; init; }

    /// <summary>Who made it, by trade.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>>? Crew { get; init; }

    /// <summary>Text below.</summary>
    public string? Footer { get; init; }

    /// <summary>The same from a file.</summary>
    [WithinFolder]
    public string? FooterFile { get; init; }

    /// <summary>Text above.</summary>
    [Deprecated("write it into 'title'")]
    public string Motto { get; init; } = "a|b";

    /// <summary>Price of a seat.</summary>
    [Range(0, 1000)]
    public double Price { get; init; } = 9.5;

    /// <summary>Key of the printer.</summary>
    public Secret? Printer { get; init; }
}
