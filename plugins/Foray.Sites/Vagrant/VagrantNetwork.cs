using System.ComponentModel.DataAnnotations;
using Foray.Sdk.Options;

namespace Foray.Sites.Vagrant;

/// <summary>A private network that all machines of the site are on, each with a fixed address.</summary>
public sealed record VagrantNetwork
{
    /// <summary>Its range of addresses.</summary>
    public required Cidr Cidr { get; init; }

    /// <summary>Names of the network; they are no labels of machines. With the first one, <c>MACHINE.NAME</c> is a machine's address on this network.</summary>
    [MinLength(1)]
    [Unique]
    public required IReadOnlyList<string> Labels { get; init; }
}
