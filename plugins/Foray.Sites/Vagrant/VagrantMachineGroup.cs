using System.ComponentModel.DataAnnotations;
using Foray.Sdk.Options;

namespace Foray.Sites.Vagrant;

/// <summary>Virtual machines with the same labels. Options given here override those of the site.</summary>
[ExactlyOneOf(nameof(Flavour), nameof(FlavourDesc))]
public sealed record VagrantMachineGroup
{
    /// <summary>Labels of the machines.</summary>
    public required LabelSet Labels { get; init; }

    /// <summary>Size of a machine by name.</summary>
    public VagrantFlavour? Flavour { get; init; }

    /// <summary>Size of a machine in numbers.</summary>
    public VagrantSize? FlavourDesc { get; init; }

    /// <summary>How many.</summary>
    [MachineCount]
    [Range(1, 1000)]
    public int Number { get; init; } = 1;

    /// <summary>What runs the machines.</summary>
    public VagrantBackend? Backend { get; init; }

    /// <summary>Box that the machines are made from.</summary>
    [MinLength(1)]
    public string? Box { get; init; }

    /// <summary>User to log in as.</summary>
    [RegularExpression(VagrantSiteOptions.UserPattern)]
    public string? User { get; init; }

    /// <summary>What the virtual machines' names begin with.</summary>
    [RegularExpression(VagrantSiteOptions.PrefixPattern)]
    public string? NamePrefix { get; init; }

    /// <summary>Ruby code for these machines' part of the Vagrantfile, where <c>my</c> is the machine. It is run by Vagrant, as whoever runs Foray.</summary>
    [Verbatim]
    public string? ConfigExtraVM { get; init; }
}
