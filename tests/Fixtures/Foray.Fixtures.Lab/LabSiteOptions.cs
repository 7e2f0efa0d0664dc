using System.ComponentModel.DataAnnotations;
using Foray.Sdk.Options;

namespace Foray.Fixtures.Lab;

/// <summary>A bench with machines.</summary>
public sealed record LabSiteOptions
{
    /// <summary>Labels of the machines.</summary>
    public required LabelSet Labels { get; init; }

    /// <summary>How many machines.</summary>
    [MachineCount]
    [Range(1, 100)]
    public int Number { get; init; } = 1;

    /// <summary>Name of the bench.</summary>
    public string Bench { get; init; } = "bench";

    /// <summary>What makes a machine what it is.</summary>
    public string Model { get; init; } = "plain";

    /// <summary>Opens the door.</summary>
    public Secret? Key { get; init; }
}
