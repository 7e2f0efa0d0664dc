using System.ComponentModel.DataAnnotations;
using Foray.Sdk.Options;

namespace Foray.Sites.Vagrant;

/// <summary>Options of the site <c>vagrant</c>.</summary>
public sealed record VagrantSiteOptions
{
    internal const string UserPattern = "[A-Za-z_][A-Za-z0-9_.-]{0,31}";
    internal const string PrefixPattern = "[A-Za-z0-9][A-Za-z0-9._-]{0,62}";

    /// <summary>What runs the machines.</summary>
    public VagrantBackend Backend { get; init; } = VagrantBackend.Libvirt;

    /// <summary>Box that the machines are made from.</summary>
    [MinLength(1)]
    public string Box { get; init; } = "generic/debian11";

    /// <summary>User to log in as. Default: the one that the box is made for.</summary>
    [RegularExpression(UserPattern)]
    public string? User { get; init; }

    /// <summary>What the virtual machines' names begin with.</summary>
    [RegularExpression(PrefixPattern)]
    public string NamePrefix { get; init; } = "foray";

    /// <summary>Ruby code for the Vagrantfile, where <c>config</c> is the configuration. It is run by Vagrant, as whoever runs Foray.</summary>
    [Verbatim]
    public string? ConfigExtra { get; init; }

    /// <summary>What the site provides.</summary>
    public required VagrantResources Resources { get; init; }
}
